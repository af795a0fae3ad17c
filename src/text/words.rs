//! Counts and lists as a person would write them.

use super::has_byte;
use std::borrow::Cow;

/// `1 page`, `2 pages`, `12,000 pages`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(n), if n == 1 { one } else { many })
}

/// A number with a comma between each three digits.
fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `a`, `a or b`, `a, b or c`: `word` stands before the last.
pub fn and_list<S: AsRef<str>>(items: &[S], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", first.join(", "), last.as_ref())
        }
    }
}

/// [`and_list`] with each item in double quotes.
pub fn quoted_list<S: AsRef<str>>(items: &[S], word: &str) -> String {
    let quoted: Vec<String> = items.iter().map(|item| format!("\"{}\"", item.as_ref())).collect();
    and_list(&quoted, word)
}

/// `text` on one line, with single spaces between its words.
pub fn one_line(text: &str) -> String {
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte);
    if !has_byte(text, |byte| !is_plain(byte)) && !has_double_blank(text.as_bytes()) {
        return text.trim().to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// As with [`has_byte`], all bytes are looked at together.
fn has_double_blank(text: &[u8]) -> bool {
    let pairs = text.iter().zip(text.get(1..).unwrap_or_default());
    pairs.fold(0, |any, (byte, next)| any | u8::from((*byte == b' ') & (*next == b' '))) != 0
}

/// `text` on one line, cut at a word's end to at most `limit` characters, with an ellipsis
/// where it was cut.
pub fn truncate(text: &str, limit: usize) -> String {
    let line = one_line(text);
    let Some((end, _)) = line.char_indices().nth(limit) else {
        return line;
    };
    let cut = line[..end].rfind(' ').filter(|at| *at > 0).unwrap_or(end);
    format!("{}…", line[..cut].trim_end_matches([',', ';', ':', '.']))
}

/// `text` as it stands within a sentence: "Compared" -> "compared". A short form stays as it is.
pub fn lower_first(text: &str) -> Cow<'_, str> {
    let mut chars = text.chars();
    let (Some(first), rest) = (chars.next(), chars.as_str()) else { return text.into() };
    if !first.is_uppercase() || rest.starts_with(char::is_uppercase) {
        return text.into();
    }
    first.to_lowercase().chain(rest.chars()).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_counts_and_lists() {
        assert_eq!(count(1, "page", "pages"), "1 page");
        assert_eq!(count(0, "page", "pages"), "0 pages");
        assert_eq!(count(1234567, "page", "pages"), "1,234,567 pages");
        assert_eq!(quoted_list(&["a", "b", "c"], "or"), "\"a\", \"b\" or \"c\"");
    }

    #[test]
    fn one_line_has_single_spaces() {
        for (text, expected) in [
            ("", ""),
            (" one two ", "one two"),
            ("one  two", "one two"),
            ("one\ttwo\r\n three", "one two three"),
            ("\u{a0}Crème  brûlée\u{2003}", "Crème brûlée"),
        ] {
            assert_eq!(one_line(text), expected, "{text:?}");
        }
    }

    #[test]
    fn cuts_at_a_word() {
        assert_eq!(truncate("one two  three", 20), "one two three");
        assert_eq!(truncate("one two three", 9), "one two…");
        assert_eq!(truncate("abcdefghij", 4), "abcd…");
    }
}
