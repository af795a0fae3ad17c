//! `casebook headers`: what the server of a published site should be told, as a ready file.

use super::args::{HeadersArgs, Host};
use super::{Outcome, report};
use crate::page::{FeedForm, policy};

/// What says nothing about one site, in the order in which it is sent.
const FIXED: [(&str, &str); 4] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    (
        "Permissions-Policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

/// How long browsers keep a page, and a file of the theme: its name changes whenever it does.
const PAGES: &str = "public, max-age=300";
const ASSETS: &str = "public, max-age=31536000, immutable";

/// The name of such a file, as a regular expression.
const ASSET: &str = r"/assets/.+-[0-9a-f]{8}\.[a-z0-9]+$";

const MANIFEST_TYPE: &str = "application/manifest+json";

/// Prints the file for one host.
pub(super) fn headers(args: &HeadersArgs) -> Outcome {
    let file = match args.host {
        Host::Netlify | Host::Cloudflare => underscore_headers(),
        Host::Apache => htaccess(),
        Host::Nginx => nginx(),
        Host::Azure => azure(),
    };
    report::out(file.trim_end());
    Outcome::Done
}

/// What is sent with everything.
fn always() -> Vec<(&'static str, String)> {
    let fixed = FIXED.map(|(name, value)| (name, value.to_owned()));
    [("Content-Security-Policy", policy::sent_by_server())].into_iter().chain(fixed).collect()
}

/// `_headers`, in the published folder. These hosts already make browsers ask whether a page
/// changed, and join what two rules say, so pages have no rule of their own for that.
fn underscore_headers() -> String {
    let mut out = String::from("/*\n");
    for (name, value) in always() {
        out.push_str(&format!("  {name}: {value}\n"));
    }
    out.push_str(&format!("\n/assets/*\n  Cache-Control: {ASSETS}\n"));
    out.push_str(&format!("\n/manifest.webmanifest\n  Content-Type: {MANIFEST_TYPE}\n"));
    out
}

/// `.htaccess`, in the published folder.
fn htaccess() -> String {
    let mut out = String::from("ErrorDocument 404 /404.html\nAddDefaultCharset utf-8\n");
    out.push_str(&format!("AddType {MANIFEST_TYPE} .webmanifest\n"));
    for form in FeedForm::ALL {
        let (file, kind) = (form.file(), form.media_type());
        out.push_str(&format!("<Files \"{file}\">\n  ForceType {kind}\n</Files>\n"));
    }
    out.push_str("<IfModule mod_headers.c>\n");
    for (name, value) in always() {
        out.push_str(&format!("  Header always set {name} \"{value}\"\n"));
    }
    out.push_str(&format!("  Header set Cache-Control \"{PAGES}\"\n"));
    out.push_str(&format!(
        "  Header set Cache-Control \"{ASSETS}\" \"expr=%{{REQUEST_URI}} =~ m#{ASSET}#\"\n"
    ));
    out.push_str("</IfModule>\n");
    out
}

/// To be included in the `server` block. A location that sends anything sends nothing of what
/// stands outside it, so each says everything.
fn nginx() -> String {
    let mut out = String::from("error_page 404 /404.html;\ncharset utf-8;\n");
    let sent = |indent: &str, cache: &str| {
        let all = always().into_iter().chain([("Cache-Control", cache.to_owned())]);
        all.map(|(name, value)| format!("{indent}add_header {name} \"{value}\" always;\n"))
            .collect::<String>()
    };
    out.push_str(&sent("", PAGES));
    out.push_str(&format!("location ~ \"{ASSET}\" {{\n{}}}\n", sent("  ", ASSETS)));
    let own_type = |file: &str, kind: &str| {
        let all = sent("  ", PAGES);
        format!(
            "location ~ /{}$ {{\n  types {{}}\n  default_type {kind};\n{all}}}\n",
            file.replace('.', "\\.")
        )
    };
    for form in FeedForm::ALL {
        out.push_str(&own_type(form.file(), form.media_type()));
    }
    out.push_str(&own_type("manifest.webmanifest", MANIFEST_TYPE));
    out
}

/// `staticwebapp.config.json`, in the published folder.
fn azure() -> String {
    let mut global: serde_json::Map<String, serde_json::Value> =
        always().into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    global.insert("Cache-Control".to_owned(), PAGES.into());
    let file = serde_json::json!({
        "globalHeaders": global,
        "mimeTypes": { ".webmanifest": MANIFEST_TYPE },
        "routes": [{ "route": "/assets/*", "headers": { "Cache-Control": ASSETS } }],
        "responseOverrides": { "404": { "rewrite": "/404.html" } },
    });
    format!("{file:#}\n")
}
