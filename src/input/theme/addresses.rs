//! Addresses of other sites in the files of a theme, which readers' browsers would call on.
//!
//! A link that readers may follow is fine. What a page loads by itself is not: it tells somebody
//! else who reads what, and the page waits for it.

use std::ops::Range;

/// Endings of files that can load something.
const LOADING: &[&str] = &["html", "css", "js", "mjs", "svg"];

/// The addresses in the text of the file at `path` that it loads something from.
pub(super) fn loaded(path: &str, text: &str) -> Vec<Range<usize>> {
    let Some(ending) = crate::text::extension(path).filter(|ending| LOADING.contains(&ending.as_str()))
    else {
        return Vec::new();
    };
    let is_markup = matches!(ending.as_str(), "html" | "svg");
    let all = text.match_indices("//").filter_map(|(slashes, _)| address(text, slashes));
    all.filter(
        |address| if is_markup { in_markup(text, address.start) } else { in_code(text, address.start) },
    )
    .collect()
}

/// The address whose two slashes are at `slashes`: `https://…`, or `//…` in quotes or brackets.
fn address(text: &str, slashes: usize) -> Option<Range<usize>> {
    let before = &text[..slashes];
    let scheme = ["https:", "http:"].into_iter().find(|scheme| before.ends_with(scheme));
    let start = slashes - scheme.map_or(0, str::len);
    if scheme.is_none() && !before.ends_with(OPENING) {
        return None;
    }
    let is_end = |c: char| c.is_whitespace() || "\"'`)<>{}".contains(c);
    let length = text[start..].find(is_end).unwrap_or(text.len() - start);
    let has_host = text[slashes + 2..].starts_with(|c: char| c.is_ascii_alphanumeric());
    has_host.then_some(start..start + length)
}

/// What stands before an address that is a value.
const OPENING: [char; 5] = ['"', '\'', '`', '(', '='];

/// In HTML and SVG: whether an element other than a link has the address as a value.
fn in_markup(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let Some(tag) = before.rfind('<').filter(|open| before.rfind('>').is_none_or(|close| close < *open))
    else {
        return before.ends_with("url(");
    };
    let tag = &before[tag + 1..];
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    let attribute = tag.trim_end_matches(OPENING).rsplit(char::is_whitespace).next().unwrap_or("");
    !name.is_empty() && name != "a" && !attribute.starts_with("xmlns") && tag.ends_with(OPENING)
}

/// In style sheets and scripts: whether the address is a value and not part of a comment.
fn in_code(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let in_comment =
        before.rfind("/*").is_some_and(|open| before.rfind("*/").is_none_or(|close| close < open));
    before.ends_with(OPENING) && !in_comment
}

#[cfg(test)]
mod tests {
    use super::loaded;

    fn found<'a>(path: &str, text: &'a str) -> Vec<&'a str> {
        loaded(path, text).into_iter().map(|address| &text[address]).collect()
    }

    #[test]
    fn what_a_page_loads_is_found_and_links_are_not() {
        let html = "<!-- https://a.org --><a href=\"https://b.org\">b</a> https://c.org\n\
            <script src=\"//d.org/x.js\"></script><img src='http://e.org/e.png'><link href=https://f.org>\
            <svg xmlns=\"http://www.w3.org/2000/svg\"><style>i{background:url(https://g.org)}</style>";
        assert_eq!(
            found("x.html", html),
            ["//d.org/x.js", "http://e.org/e.png", "https://f.org", "https://g.org"]
        );
        let css = "/* https://a.org */ @import \"https://b.org/b.css\"; a { background: url(//c.org/c.png) }";
        assert_eq!(found("x.css", css), ["https://b.org/b.css", "//c.org/c.png"]);
        assert_eq!(
            found("x.js", "// see https://a.org\nfetch('https://b.org/' + x); 4 //x"),
            ["https://b.org/"]
        );
        assert_eq!(found("x.txt", "\"https://a.org\""), [""; 0]);
    }
}
