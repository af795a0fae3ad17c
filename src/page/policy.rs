//! The content security policy: what a browser may load and run on a page of the site.
//!
//! Everything is the site's own, and nothing stands inside a page: no script, no style. The one
//! place where it is written: pages carry it, and `casebook headers` sends it.

/// The policy that every page carries.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/// The same for a server to send: that no other site may show a page in a frame cannot be said
/// inside the page.
pub fn sent_by_server() -> String {
    format!("{POLICY}; frame-ancestors 'none'")
}
