//! Request -> Reply, over what the preview shows. It reads no files and holds no connection.

use super::{Editor, Shown, drawer, panel, range};
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{Hash, Hasher};
use crate::output::{Failure, Output};
use crate::page::FeedForm;
use crate::search;
use crate::text;
use std::borrow::Cow;
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};

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
    /// The `Range` header.
    pub range: Option<&'a str>,
    /// The `If-Range` header.
    pub if_range: Option<&'a str>,
}

/// How a preview answers, whatever it shows.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// Whether only this computer may ask.
    pub local: bool,
    /// What opens the source of a page.
    pub editor: Option<Editor>,
    /// Whether the browser goes to the page that was just edited.
    pub follow: bool,
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

/// The answer to `request`.
pub fn reply(request: &Request<'_>, shown: &Shown, desk: &Desk) -> Reply {
    if !matches!(request.method, "GET" | "HEAD") {
        return plain(405, "Only reading is possible here.").with("Allow", "GET, HEAD");
    }
    if desk.local && !(is_own_host(request.host) && request.origin.is_none_or(is_own_origin)) {
        return plain(403, "This preview answers only to this computer.");
    }
    let path = request.url.split(['?', '#']).next().unwrap_or("");
    let Some(path) = text::percent_decode(path.trim_start_matches('/')) else {
        return plain(400, "This address cannot be read.");
    };
    let whole = match path.strip_prefix(OWN) {
        Some("events") => return Reply::Events,
        Some("live.js") => own_file(request, "text/javascript; charset=utf-8", LIVE_JS),
        Some("panel.css") => own_file(request, "text/css; charset=utf-8", PANEL_CSS),
        Some(_) => plain(404, "There is nothing here."),
        None => site(request, shown, desk, &path),
    };
    range::cut(request, whole)
}

/// An answer from the site itself.
fn site(request: &Request<'_>, shown: &Shown, desk: &Desk, path: &str) -> Reply {
    let file =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let build = shown.build_of(&file);
    match build.outputs.get(&file) {
        Some(output) => Answer { shown, desk, path: &file, output, status: 200 }.to(request),
        None if build.outputs.get(&format!("{path}/index.html")).is_some() => {
            plain(302, "It is at the address with a slash.")
                .with("Location", &format!("/{}/", text::percent_encode(path)))
        }
        None => match shown.of_older_pages(&file).filter(|_| file.starts_with("assets/")) {
            Some(bytes) => tagged(content_type(&file), &Hash::of(&bytes).hex(), bytes, 200),
            None => not_found(request, shown, desk, &file),
        },
    }
}

fn not_found(request: &Request<'_>, shown: &Shown, desk: &Desk, path: &str) -> Reply {
    match shown.build_of("404.html").outputs.get("404.html") {
        Some(output) => Answer { shown, desk, path, output, status: 404 }.to(request),
        None => plain(404, "There is no page at this address."),
    }
}

/// An output as the browser gets it. Its version is known before it is made, so a browser that
/// has it already, or only asks which one it is, costs nothing.
struct Answer<'a> {
    shown: &'a Shown,
    desk: &'a Desk,
    /// The path that was asked for, which is another than the output's where nothing is there.
    path: &'a str,
    output: &'a Output,
    status: u16,
}

impl Answer<'_> {
    fn to(&self, request: &Request<'_>) -> Reply {
        let outputs = &self.shown.build_of(self.path).outputs;
        let around = self.around();
        let key = Hasher::default().hash(outputs.key(self.output)).hash(self.results());
        let version = key.text(&around).finish().hex();
        let kind = if self.status == 200 { content_type(self.path) } else { HTML };
        if request.method == "HEAD" || self.status == 200 && request.knows(&version) {
            let status = if request.knows(&version) && self.status == 200 { 304 } else { self.status };
            return tagged(kind, &version, Vec::new(), status);
        }
        match soundly(|| outputs.bytes(self.output)) {
            Ok(bytes) if self.is_page() => {
                let page = self.with_preview(&String::from_utf8_lossy(&bytes), &around, &version);
                tagged(HTML, &version, page.into_bytes(), self.status)
            }
            Ok(bytes) => tagged(kind, &version, bytes.into_owned(), self.status),
            Err(fault) => self.failed(&fault, &version),
        }
    }

    fn is_page(&self) -> bool {
        matches!(self.output, Output::Page(_))
    }

    /// What the preview puts around a page: the panel, and where the page is.
    fn around(&self) -> String {
        let Output::Page(page) = self.output else { return String::new() };
        let build = self.shown.build_of(self.path);
        let is_old = self.shown.is_old(self.path);
        let panel = self.shown.panel(self.desk.editor.as_ref());
        match self.status {
            // Who looks for a page wants to know of that first.
            404 => around(is_old, &drawer::of_absent(self.path, self.shown, self.desk), panel),
            _ => around(is_old, panel, &drawer::of_page(page, build, self.shown, self.desk)),
        }
    }

    /// The last good form of a page that cannot be made, under a panel that says why; or the panel
    /// alone.
    fn failed(&self, fault: &Diagnostic, version: &str) -> Reply {
        // Where no template can be used at all, that is among the problems already.
        let own = self.shown.build_of(self.path).outputs.can_render().then_some(fault);
        let others = self.shown.problems().filter(|known| known.message != fault.message);
        let problems = own.into_iter().chain(others);
        let panel = panel::panel(problems, self.desk.editor.as_ref());
        let (page, status) = match self.shown.with_other_templates(self.path) {
            Some(bytes) => (String::from_utf8_lossy(&bytes).into_owned(), 200),
            None => {
                let text = "Mend what is named below. The page comes back by itself.";
                (panel::page("This page cannot be shown", text), 500)
            }
        };
        let around = around(status == 200, &panel, "");
        tagged(HTML, version, self.with_preview(&page, &around, version).into_bytes(), status)
    }

    /// What the page shows that is not in its HTML: the results of a search, which any edit may change.
    fn results(&self) -> Hash {
        let Output::Page(page) = self.output else { return Hash::default() };
        let build = self.shown.build_of(self.path);
        let script =
            build.outputs.get(search::SCRIPT).filter(|_| page.address == build.catalogue.search_address);
        script.map(|script| build.outputs.key(script)).unwrap_or_default()
    }

    /// A page with the preview's own style, script and what it says. The script learns which version
    /// this is, and whether another differs in more than its style sheets.
    fn with_preview(&self, page: &str, around: &str, version: &str) -> String {
        let head = page.find("</head>").unwrap_or(0);
        let end = page.rfind("</body>").unwrap_or(page.len()).max(head);
        let style = format!("<link rel=\"stylesheet\" href=\"/{OWN}panel.css\">\n");
        let shape = Hasher::default().text(&without_style_sheets(page)).hash(self.results()).finish().hex();
        let follow = if self.desk.follow { " data-follow" } else { "" };
        let script = format!(
            "<script src=\"/{OWN}live.js\" data-version=\"{version}\" data-shape=\"{shape}\"{follow}></script>\n"
        );
        [&page[..head], &style, &page[head..end], around, &script, &page[end..]].concat()
    }
}

/// What `make` makes. A fault of our own in one page costs only that page.
fn soundly<'a>(
    make: impl FnOnce() -> Result<Cow<'a, [u8]>, Failure>,
) -> Result<Cow<'a, [u8]>, Box<Diagnostic>> {
    match catch_unwind(AssertUnwindSafe(make)) {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(failure)) => Err(Box::new(failure.diagnostic())),
        Err(_) => Err(Box::new(
            Diagnostic::new(
                Code::TemplateFailed,
                "This page cannot be made, and that is a fault in casebook.",
            )
            .help("All other pages work. Please report what the terminal says."),
        )),
    }
}

/// What stands around a page: whether it is an older one, `urgent`, which stays in view where there is
/// any of it, and the rest.
fn around(is_old: bool, urgent: &str, rest: &str) -> String {
    let old = if is_old { "<p class=\"casebook-old\">You see this page as it was before.</p>\n" } else { "" };
    let stays = if is_old || !urgent.is_empty() { " casebook-stays" } else { "" };
    format!(
        "<aside class=\"casebook-preview{stays}\" id=\"_casebook\" aria-label=\"Preview\">\n{old}{urgent}{rest}</aside>\n"
    )
}

/// `page` without its links to style sheets.
fn without_style_sheets(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find("<link rel=\"stylesheet\"") {
        out.push_str(&rest[..at]);
        rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
    }
    out + rest
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
        let tag = |tag: &str| {
            let tag = tag.trim();
            tag == "*" || tag.trim_start_matches("W/").trim_matches('"') == version
        };
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
#[allow(clippy::unwrap_used)]
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

    #[test]
    fn a_page_that_panics_costs_only_itself() {
        let fault = soundly(|| panic!("on purpose")).unwrap_err();
        assert_eq!(fault.message, "This page cannot be made, and that is a fault in casebook.");
        assert_eq!(soundly(|| Ok(Cow::Borrowed(b"fine"))).unwrap(), b"fine".as_slice());
    }

    #[test]
    fn only_style_sheets_are_not_part_of_the_shape() {
        let page = |style: &str, icon: &str| {
            format!("<link rel=\"icon\" href=\"{icon}\"><link rel=\"stylesheet\" href=\"{style}\"><p>")
        };
        assert_eq!(without_style_sheets(&page("a.css", "i")), "<link rel=\"icon\" href=\"i\"><p>");
    }
}
