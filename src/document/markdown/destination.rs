//! Where a link goes, judged from the address alone: another site, this site, or nowhere safe.
//!
//! Must never call an address safe that a browser would run or open as anything other than a
//! web page, an email or a telephone call, however its scheme is disguised.

use crate::document::LinkTarget;
use crate::text;
use std::borrow::Cow;
use std::ops::Range;

/// What kind of place an address leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// A web page elsewhere (`http:`, `https:`, `//host`).
    Web,
    /// An email or a telephone call.
    Contact,
    /// A path or a fragment of this site.
    Site,
    /// Anything else, with its scheme in lower case.
    Refused(String),
}

/// Judges `address`, as the Markdown parser gives it (entities and backslashes undone).
pub(super) fn classify(address: &str) -> Destination {
    let address = trim(address);
    if address.starts_with("//") {
        return Destination::Web;
    }
    if !address.bytes().any(|byte| matches!(byte, b':' | b'%')) {
        return Destination::Site;
    }
    if let Some(scheme) = scheme(address) {
        let plain = address.as_bytes()[scheme.len()] == b':';
        return match scheme.as_str() {
            "http" | "https" if plain => Destination::Web,
            "mailto" | "tel" if plain => Destination::Contact,
            _ => Destination::Refused(scheme),
        };
    }
    match text::percent_decode(address).as_deref().and_then(scheme) {
        Some(scheme) => Destination::Refused(scheme),
        None => Destination::Site,
    }
}

/// `address` without what browsers ignore at both ends.
pub(super) fn trim(address: &str) -> &str {
    address.trim_matches(|c: char| c.is_control() || c.is_whitespace())
}

/// The scheme of `address` in lower case: a letter, then letters, digits, `+`, `-` and `.`, up to
/// a colon. Control characters inside are passed over, because browsers drop them.
fn scheme(address: &str) -> Option<String> {
    let address = trim(address);
    let colon = address.find([':', '/', '?', '#'])?;
    if address.as_bytes()[colon] != b':' {
        return None;
    }
    let scheme: String =
        address[..colon].chars().filter(|c| !c.is_control()).map(|c| c.to_ascii_lowercase()).collect();
    let good = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    good.then_some(scheme)
}

/// What is wrong with a link of this scheme, and what to do about it.
pub(super) fn advice(scheme: &str) -> (String, &'static str) {
    let not_allowed = format!("Links to \"{scheme}:\" addresses are not allowed.");
    match scheme {
        "file" => (COMPUTER.to_owned(), COPY),
        _ if scheme.len() == 1 => (COMPUTER.to_owned(), COPY),
        _ if scheme == "localhost" || scheme.contains('.') => (not_allowed, HOST),
        "javascript" | "vbscript" | "data" | "ftp" | "blob" => (not_allowed, ALLOWED),
        _ => (not_allowed, COLON),
    }
}

const COMPUTER: &str = "This address is on your own computer, where readers cannot reach it.";
const COPY: &str = "Copy the file into the content folder of this site, and link to it there.";
const HOST: &str = "If this is a web address, write https:// in front of it.";
const ALLOWED: &str = "A link may go to a web page (https or http), an email address (mailto), a telephone number \
     (tel), or a page or file of this site.";
const COLON: &str = "A link may go to a web page (https or http), an email address (mailto), a telephone number \
     (tel), or a page or file of this site. If this is a file with a colon in its name, write ./ in front of it.";

/// Takes the address of a place in this site apart.
pub(super) fn site_target(address: &str) -> LinkTarget {
    let (rest, fragment) = match address.split_once('#') {
        Some((rest, fragment)) => (rest, Some(decode(fragment))),
        None => (address, None),
    };
    let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
    LinkTarget::Path { path: decode(path), query: query.to_owned(), fragment }
}

/// Takes what stands between `[[` and `]]` or `|` apart. In a table, the author has to write
/// `\|`, and the parser leaves the backslash.
pub(super) fn id_target(words: &str) -> LinkTarget {
    let words = words.strip_suffix('\\').unwrap_or(words);
    let (id, fragment) = match words.split_once('#') {
        Some((id, fragment)) => (id, Some(fragment.trim().to_owned())),
        None => (words, None),
    };
    LinkTarget::Id { id: id.trim().to_owned(), fragment }
}

/// `text` with `%20` and its like undone, or as it is where that gives no valid text.
pub(super) fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    text::percent_decode(text).unwrap_or_else(|| text.to_owned())
}

/// Where `address` stands in `source`, for a link that covers `whole` and whose words end at
/// `words_end`; all of `whole` where it cannot be told.
pub(super) fn find(source: &str, whole: &Range<usize>, words_end: usize, address: &str) -> Range<usize> {
    inline(source, whole, words_end)
        .or_else(|| bracketed(source, whole))
        .filter(|found| agrees(&source[found.clone()], address))
        .unwrap_or_else(|| whole.clone())
}

/// The address of `[words](address "title")`.
fn inline(source: &str, whole: &Range<usize>, words_end: usize) -> Option<Range<usize>> {
    let rest = source.get(words_end..whole.end)?;
    let open = rest.find("](")? + 2;
    let start = open + (rest[open..].len() - rest[open..].trim_ascii_start().len());
    let rest = &rest[start..];
    let (skip, length) = match rest.strip_prefix('<') {
        Some(address) => (1, closing_bracket(address)?),
        None => (0, rest.find(|c: char| c.is_ascii_whitespace()).or(rest.len().checked_sub(1))?),
    };
    let start = words_end + start + skip;
    Some(start..start + length)
}

fn closing_bracket(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|byte| {
        let found = byte == b'>' && !escaped;
        escaped = byte == b'\\' && !escaped;
        found
    })
}

/// The address of `<address>`, `[[address]]`, `![[address]]` and `[[address|words]]`.
fn bracketed(source: &str, whole: &Range<usize>) -> Option<Range<usize>> {
    let link = source.get(whole.clone())?;
    let open = ["![[", "[[", "<"].into_iter().find(|open| link.starts_with(open))?;
    let length = link[open.len()..].find(['|', ']', '>'])?;
    let start = whole.start + open.len();
    Some(start..start + length)
}

/// Whether `written` may be what gave `address`: the same, or changed by an escape.
fn agrees(written: &str, address: &str) -> bool {
    written == address || written.contains(['&', '\\'])
}

/// The words that stand for an address when it has none of its own.
pub(super) fn as_words(address: &str) -> Cow<'_, str> {
    let address = address.strip_prefix("mailto:").or_else(|| address.strip_prefix("tel:")).unwrap_or(address);
    if address.contains('%') { Cow::Owned(decode(address)) } else { Cow::Borrowed(address) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_other_sites_from_this_one() {
        for address in ["https://x.org", "HTTP://x.org", "//x.org/a", " https://x.org"] {
            assert_eq!(classify(address), Destination::Web, "{address:?}");
        }
        for address in ["mailto:a@b.c", "tel:+44-1", "MailTo:a@b.c"] {
            assert_eq!(classify(address), Destination::Contact, "{address:?}");
        }
        for address in [
            "",
            "#costs",
            "a.md",
            "../a.md#b:c",
            "/a?b:c",
            "./a:b.md",
            "12:30.md",
            "a%20b.md",
            "x/javascript:y",
            "foo%20bar:%20baz.md",
            ":x",
        ] {
            assert_eq!(classify(address), Destination::Site, "{address:?}");
        }
    }

    #[test]
    fn disguise_does_not_help() {
        for address in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " \u{1}javascript:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript\r:alert(1)",
            "java\u{0}script:alert(1)",
            "javascript%3Aalert(1)",
            "%6Aavascript:alert(1)",
            "java%0Ascript:alert(1)",
            "%01javascript:alert(1)",
        ] {
            assert_eq!(classify(address), Destination::Refused("javascript".into()), "{address:?}");
        }
        for (address, scheme) in [
            ("data:text/html,x", "data"),
            ("C:foo", "c"),
            ("C:\\foo", "c"),
            ("file:///etc", "file"),
            ("ht\ttps://x.org", "https"),
            ("https%3A//x.org", "https"),
        ] {
            assert_eq!(classify(address), Destination::Refused(scheme.into()), "{address:?}");
        }
    }

    #[test]
    fn takes_addresses_apart() {
        let path = |path: &str, query: &str, fragment: Option<&str>| LinkTarget::Path {
            path: path.into(),
            query: query.into(),
            fragment: fragment.map(Into::into),
        };
        assert_eq!(site_target("a%20b.md?q=%20#c%C3%A9"), path("a b.md", "?q=%20", Some("cé")));
        assert_eq!(site_target("#x?y"), path("", "", Some("x?y")));
        assert_eq!(site_target("100%.md"), path("100%.md", "", None));
        let id = |id: &str, fragment: Option<&str>| LinkTarget::Id {
            id: id.into(),
            fragment: fragment.map(Into::into),
        };
        assert_eq!(id_target(" cases/a #b "), id("cases/a", Some("b")));
        assert_eq!(id_target("a"), id("a", None));
        assert_eq!(id_target("a\\"), id("a", None));
    }
}
