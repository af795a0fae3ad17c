//! Request -> Reply, over what the preview shows. It reads no files and holds no connection.

use super::{Shown, panel};
use crate::diagnostic::Diagnostic;
use crate::hash::{Hash, Hasher};
use crate::output::Output;
use crate::page::FeedForm;
use crate::text;
use std::net::IpAddr;

/// What a browser asks for.
#[derive(Debug, Clone, Default)]
pub struct Request<'a> {
    /// `GET`, `HEAD`, …
    pub method: &'a str,
    /// Path and query, as sent.
    pub url: &'a str,
    /// The `Host` header.
    pub host: Option<&'a str>,
    /// The `Origin` header.
    pub origin: Option<&'a str>,
    /// The `If-None-Match` header.
    pub if_none_match: Option<&'a str>,
}

/// What the browser gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A whole answer.
    Whole {
        /// HTTP status.
        status: u16,
        /// Headers.
        headers: Vec<(&'static str, String)>,
        /// Body; the server leaves it out for `HEAD`.
        body: Vec<u8>,
    },
    /// The stream of events.
    Events,
}

const LIVE_JS: &str = include_str!("live.js");
const PANEL_CSS: &str = include_str!("panel.css");
const OWN: &str = "_casebook/";
const HTML: &str = "text/html; charset=utf-8";

/// The answer to `request`. `local` says whether only this computer may ask.
pub fn reply(request: &Request<'_>, shown: &Shown, local: bool) -> Reply {
    if !matches!(request.method, "GET" | "HEAD") {
        return plain(405, "Only reading is possible here.").with("Allow", "GET, HEAD");
    }
    if local && !(is_own_host(request.host) && request.origin.is_none_or(is_own_origin)) {
        return plain(403, "This preview answers only to this computer.");
    }
    let path = request.url.split(['?', '#']).next().unwrap_or("");
    let Some(path) = text::percent_decode(path.trim_start_matches('/')) else {
        return plain(400, "This address cannot be read.");
    };
    match path.strip_prefix(OWN) {
        Some("events") => Reply::Events,
        Some("live.js") => own_file(request, "text/javascript; charset=utf-8", LIVE_JS),
        Some("panel.css") => own_file(request, "text/css; charset=utf-8", PANEL_CSS),
        Some(_) => plain(404, "There is nothing here."),
        None => site(request, shown, &path),
    }
}

/// An answer from the site itself.
fn site(request: &Request<'_>, shown: &Shown, path: &str) -> Reply {
    let file =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let build = shown.build_of(&file);
    match build.outputs.get(&file) {
        Some(output) => answer(request, shown, &file, output, 200),
        None if build.outputs.get(&format!("{path}/index.html")).is_some() => {
            plain(302, "It is at the address with a slash.")
                .with("Location", &format!("/{}/", text::percent_encode(path)))
        }
        None => match shown.of_older_pages(&file).filter(|_| file.starts_with("assets/")) {
            Some(bytes) => tagged(content_type(&file), &Hash::of(&bytes).hex(), bytes, 200),
            None => not_found(request, shown),
        },
    }
}

fn not_found(request: &Request<'_>, shown: &Shown) -> Reply {
    match shown.build_of("404.html").outputs.get("404.html") {
        Some(output) => answer(request, shown, "404.html", output, 404),
        None => plain(404, "There is no page at this address."),
    }
}

/// An output as the browser gets it. Its version is known before it is made, so a browser that
/// has it already, or only asks which one it is, costs nothing.
fn answer(request: &Request<'_>, shown: &Shown, path: &str, output: &Output, status: u16) -> Reply {
    let outputs = &shown.build_of(path).outputs;
    let is_page = path.ends_with(".html");
    let panel = if is_page { panel::panel(&shown.problems, shown.is_old(path)) } else { String::new() };
    let version = Hasher::default().hash(outputs.key(output)).text(&panel).finish().hex();
    if status == 200 && (request.method == "HEAD" || request.knows(&version)) {
        let status = if request.knows(&version) { 304 } else { 200 };
        return tagged(content_type(path), &version, Vec::new(), status);
    }
    match outputs.bytes(output) {
        Ok(bytes) if is_page => {
            let page = with_preview(&String::from_utf8_lossy(&bytes), &panel, &version);
            tagged(content_type(path), &version, page.into_bytes(), status)
        }
        Ok(bytes) => tagged(content_type(path), &version, bytes.into_owned(), status),
        Err(failure) => {
            let mut problems = shown.problems.clone();
            problems.insert(0, failure.diagnostic());
            failed(shown, path, &problems, &version)
        }
    }
}

/// The last good form of a page that cannot be made, under a panel that says why; or the panel
/// alone.
fn failed(shown: &Shown, path: &str, problems: &[Diagnostic], version: &str) -> Reply {
    let (page, panel, status) = match shown.with_other_templates(path) {
        Some(bytes) => (String::from_utf8_lossy(&bytes).into_owned(), panel::panel(problems, true), 200),
        None => {
            let text = "Mend what is named below. The page comes back by itself.";
            (panel::page("This page cannot be shown", text, problems), String::new(), 500)
        }
    };
    tagged(HTML, version, with_preview(&page, &panel, version).into_bytes(), status)
}

/// A page with the panel, and with the preview's own style and script.
fn with_preview(page: &str, panel: &str, version: &str) -> String {
    let head = page.find("</head>").unwrap_or(0);
    let end = page.rfind("</body>").unwrap_or(page.len()).max(head);
    let style = format!("<link rel=\"stylesheet\" href=\"/{OWN}panel.css\">\n");
    let script = format!("<script src=\"/{OWN}live.js\" data-version=\"{version}\"></script>\n");
    [&page[..head], &style, &page[head..end], panel, &script, &page[end..]].concat()
}

fn own_file(request: &Request<'_>, content_type: &str, text: &str) -> Reply {
    let version = Hash::of(text).hex();
    let known = request.knows(&version);
    let body = if known { Vec::new() } else { text.as_bytes().to_vec() };
    tagged(content_type, &version, body, if known { 304 } else { 200 })
}

fn tagged(content_type: &str, version: &str, body: Vec<u8>, status: u16) -> Reply {
    let headers = vec![
        ("Content-Type", content_type.to_owned()),
        ("ETag", format!("\"{version}\"")),
        ("Cache-Control", "no-cache".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ];
    Reply::Whole { status, headers, body }
}

impl Request<'_> {
    /// Whether the browser has this version already.
    fn knows(&self, version: &str) -> bool {
        let tag = |tag: &str| tag.trim().trim_start_matches("W/").trim_matches('"') == version;
        self.if_none_match.is_some_and(|tags| tags.split(',').any(tag))
    }
}

fn plain(status: u16, text: &str) -> Reply {
    let headers = vec![
        ("Content-Type", "text/plain; charset=utf-8".to_owned()),
        ("Cache-Control", "no-store".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ];
    Reply::Whole { status, headers, body: format!("{text}\n").into_bytes() }
}

impl Reply {
    fn with(mut self, name: &'static str, value: &str) -> Self {
        if let Self::Whole { headers, .. } = &mut self {
            headers.push((name, value.to_owned()));
        }
        self
    }
}

/// Whether a `Host` header names this computer: other names would let a web page elsewhere read
/// drafts by pointing its own name here.
fn is_own_host(host: Option<&str>) -> bool {
    let Some(host) = host else { return true };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn is_own_origin(origin: &str) -> bool {
    origin.strip_prefix("http://").is_some_and(|host| is_own_host(Some(host)))
}

fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if let Some(form) = FeedForm::ALL.into_iter().find(|form| form.file() == name) {
        return form.media_type();
    }
    match text::extension(path).as_deref() {
        Some("html") => HTML,
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("xml") => "application/xml",
        Some("csv") => "text/csv; charset=utf-8",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_is_this_computer() {
        for host in ["localhost", "localhost:4000", "127.0.0.1:4000", "[::1]:4000", "LOCALHOST"] {
            assert!(is_own_host(Some(host)), "{host}");
        }
        for host in ["example.org", "127.0.0.1.example.org", "localhost.example.org", "", "192.168.1.5"] {
            assert!(!is_own_host(Some(host)), "{host}");
        }
        assert!(is_own_origin("http://localhost:4000") && !is_own_origin("https://example.org"));
    }
}
