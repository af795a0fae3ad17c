//! What the HTML of a page makes a browser load.

use memchr::memmem;

/// A style sheet or a script of a page.
pub(super) struct Load<'a> {
    /// Whether the page shows no text before it is there.
    pub(super) blocks: bool,
    /// Whether it is a script.
    pub(super) is_script: bool,
    /// Where it is; none for a script in the page itself.
    pub(super) src: Option<&'a str>,
    /// A script in the page itself.
    pub(super) text: &'a [u8],
}

/// The style sheets in the head of `html`, then what its scripts import, and then the scripts.
pub(super) fn loads(html: &[u8]) -> Vec<Load<'_>> {
    let head = &html[..memmem::find(html, b"</head").unwrap_or(html.len())];
    let sheets = tags(head, b"<link").filter_map(|(tag, _)| {
        let rel = attribute(tag, "rel")?;
        rel.split(' ').any(|word| word == "stylesheet").then_some(Load {
            blocks: true,
            is_script: false,
            src: attribute(tag, "href"),
            text: b"",
        })
    });
    let imports = tags(html, b"<link").filter(|(tag, _)| attribute(tag, "rel") == Some("modulepreload"));
    let imports = imports.map(|(tag, _)| Load {
        blocks: false,
        is_script: true,
        src: attribute(tag, "href"),
        text: b"",
    });
    let scripts = tags(html, b"<script").filter(|(tag, _)| is_code(tag)).map(|(tag, behind)| {
        let src = attribute(tag, "src");
        let waits = ["defer", "async", "type=\"module\""].iter().any(|word| tag.contains(word));
        let end = memmem::find(behind, b"</script").unwrap_or(behind.len());
        let text = if src.is_none() { &behind[..end] } else { b"" };
        Load { blocks: src.is_some() && !waits, is_script: true, src, text }
    });
    sheets.chain(imports).chain(scripts).collect()
}

/// Whether a script is one that runs: data has a type of its own.
fn is_code(tag: &str) -> bool {
    attribute(tag, "type").is_none_or(|kind| kind == "module" || kind.ends_with("javascript"))
}

/// Each tag that begins with `open`, and what stands behind it.
fn tags<'a>(html: &'a [u8], open: &'static [u8]) -> impl Iterator<Item = (&'a str, &'a [u8])> {
    memmem::find_iter(html, open).filter_map(move |at| {
        let end = at + memchr::memchr(b'>', &html[at..])?;
        Some((std::str::from_utf8(&html[at..end]).ok()?, &html[end + 1..]))
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split_ascii_whitespace().next(),
    }
}

/// The path in the output that `src` on some page leads to.
pub(super) fn own_path(src: &str) -> &str {
    let mut path = src;
    while let Some(rest) = path.strip_prefix("../").or_else(|| path.strip_prefix("./")) {
        path = rest;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_style_sheets_and_scripts() {
        let html = b"<link rel=\"icon\" href=\"i.svg\"><link rel=\"stylesheet\" href=\"../a.css\">\
            <script src=\"../b.js\"></script><script defer src=\"c.js\"></script>\
            <script type=\"application/json\">{}</script><script>go()</script>";
        let found: Vec<_> = loads(html)
            .iter()
            .map(|load| (load.blocks, load.is_script, load.src.map(own_path), load.text.len()))
            .collect();
        assert_eq!(
            found,
            [
                (true, false, Some("a.css"), 0),
                (true, true, Some("b.js"), 0),
                (false, true, Some("c.js"), 0),
                (false, true, None, 4)
            ]
        );
    }
}
