//! Web addresses that stand in text without any markup.
//!
//! Pure: finds where they are, and never decides what becomes of them.

use std::ops::Range;

/// The first bare address of `text` at or after `from`.
pub(super) fn find(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    while let Some(found) = memchr::memchr(b':', &text.as_bytes()[at..]) {
        let colon = at + found;
        at = colon + 1;
        if !text[at..].starts_with("//") {
            continue;
        }
        at += "//".len();
        if let Some(start) = start(text, colon).filter(|start| *start >= from)
            && text[at..].starts_with(|c: char| c.is_alphanumeric() || c == '[')
        {
            let run = text[at..].find(|c: char| c.is_whitespace() || c.is_control() || c == '<');
            let end = trim(text, at, run.map_or(text.len(), |run| at + run));
            if end > at {
                return Some(start..end);
            }
        }
    }
    None
}

/// Where the scheme before `colon` starts, if it is one of the web and a word of its own.
fn start(text: &str, colon: usize) -> Option<usize> {
    let before = &text.as_bytes()[..colon];
    let length = [5, 4].into_iter().find(|length| {
        let scheme = before.len().checked_sub(*length).map(|start| &before[start..]);
        scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(&b"https"[..*length]))
    })?;
    let start = colon - length;
    (!text[..start].ends_with(char::is_alphanumeric)).then_some(start)
}

/// The end of an address that runs to `end` at most: punctuation that closes the sentence and
/// brackets that were opened before the address are not part of it.
fn trim(text: &str, start: usize, mut end: usize) -> usize {
    let count = |bracket: u8| text.as_bytes()[start..end].iter().filter(|byte| **byte == bracket).count();
    let mut round = count(b')').saturating_sub(count(b'('));
    let mut square = count(b']').saturating_sub(count(b'['));
    while let Some(last) = text[start..end].chars().next_back() {
        match last {
            ')' if round > 0 => round -= 1,
            ']' if square > 0 => square -= 1,
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '"' | '’' | '”' | '»' | '…' =>
                {}
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn finds_what_github_finds() {
        for (text, address) in [
            ("see https://x.org.", Some("https://x.org")),
            ("(https://x.org/a_(b))", Some("https://x.org/a_(b)")),
            ("(https://x.org)))))", Some("https://x.org")),
            ("\"HTTPS://X.org/?q=1&r=2\",", Some("HTTPS://X.org/?q=1&r=2")),
            ("http://localhost:80/a*b~~", Some("http://localhost:80/a*b")),
            ("[http://x.org]", Some("http://x.org")),
            ("https://é.org/ü’", Some("https://é.org/ü")),
            ("https://x.org<b", Some("https://x.org")),
            ("xhttps://x.org", None),
            ("ftp://x.org https://", None),
            ("https://. https://a", Some("https://a")),
            ("http", None),
        ] {
            assert_eq!(find(text, 0).map(|found| &text[found]), address, "{text:?}");
        }
    }

    #[test]
    fn goes_on_from_the_last() {
        let text = "https://a.b https://c.d";
        assert_eq!(find(text, 11), Some(12..23));
    }
}
