//! `casebook headers`: what it prints, as the servers that read it would.
#![allow(clippy::unwrap_used)]

mod support;

use std::process::{Command, Output};
use support::Site;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

fn headers(host: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_casebook")).args(["headers", "--host", host]).output().unwrap()
}

fn printed(host: &str) -> String {
    let output = headers(host);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_host_sends_what_protects_readers() {
    for host in ["netlify", "cloudflare", "apache", "nginx", "azure"] {
        let file = printed(host);
        for part in [
            &format!("{POLICY}; frame-ancestors 'none'"),
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "Permissions-Policy",
            "Cross-Origin-Opener-Policy",
            "max-age=31536000, immutable",
            "application/manifest+json",
        ] {
            assert!(file.contains(part), "{host} does not send {part}:\n{file}");
        }
    }
}

#[test]
fn pages_carry_the_same_policy_first() {
    let site = Site::of(&[("content/a.md", "# A\n\nText.\n")]);
    assert_eq!(site.run(&["build"]).exit, 0);
    let page = site.published("a/index.html");
    let head = page.split_once("<head>\n<meta charset=\"utf-8\">\n").unwrap().1;
    let first = head.lines().next().unwrap();
    assert_eq!(first, format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">"));
    for part in [" style=", "<style", " onclick=", "<script>"] {
        assert!(!page.contains(part), "{part} is in {page}");
    }
}

#[test]
fn what_azure_reads_is_json() {
    let file: serde_json::Value = serde_json::from_str(&printed("azure")).unwrap();
    assert_eq!(file["globalHeaders"]["Cross-Origin-Opener-Policy"], "same-origin");
    assert_eq!(file["responseOverrides"]["404"]["rewrite"], "/404.html");
}

#[test]
fn underscore_headers_read_as_netlify_wants() {
    assert_eq!(
        printed("netlify"),
        format!(
            "/*
  Content-Security-Policy: {POLICY}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()
  Cross-Origin-Opener-Policy: same-origin

/assets/*
  Cache-Control: public, max-age=31536000, immutable

/manifest.webmanifest
  Content-Type: application/manifest+json
"
        )
    );
}

#[test]
fn a_host_that_nobody_knows_is_not_guessed() {
    let output = headers("moon");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("netlify, cloudflare, apache, nginx, azure"), "{said}");
}
