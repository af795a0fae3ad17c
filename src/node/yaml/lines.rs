//! YAML of which every line can be read on its own: keys with a value or a list of values. Nearly all front
//! matter is that.
//!
//! It is read many times as fast as the parser reads it, and just as the parser does. At the first sign
//! that may mean anything else, nothing is read, and the parser has to.

use super::reader::scalar;
use crate::node::{Key, Kind, Map, Node};
use crate::text::has_byte;
use std::ops::Range;

/// Each key is compared with all before it, so this is for no more of them.
const MOST_KEYS: usize = 64;

/// Each list is no longer than this, and no key longer than so many letters.
const MOST: usize = 256;

/// The keys of `text`, which stands at `base` of its source; `None` where the parser has to read it.
pub(super) fn read(text: &str, base: usize) -> Option<Map> {
    let mut lines = Lines { pairs: Vec::new(), list: None };
    let mut at = base;
    for whole in text.split_inclusive('\n') {
        let line = whole.strip_suffix('\n').unwrap_or(whole);
        if !line.is_empty() {
            lines.line(line, at)?;
        }
        at += whole.len();
    }
    lines.end_list()?;
    (!lines.pairs.is_empty()).then_some(Map { pairs: lines.pairs, unreadable: Vec::new() })
}

/// What was read so far.
struct Lines {
    pairs: Vec<(Key, Node)>,
    list: Option<List>,
}

/// A list whose items stand on the lines below its key.
struct List {
    key: Key,
    /// How many blanks stand before its hyphens.
    indent: usize,
    items: Vec<Node>,
}

impl Lines {
    fn line(&mut self, line: &str, at: usize) -> Option<()> {
        let item = line.trim_start_matches(' ');
        let indent = line.len() - item.len();
        if let Some(value) = item.strip_prefix("- ") {
            return self.item(value, indent, at + indent + 2);
        }
        self.end_list()?;
        let (name, value) = line.split_once(':')?;
        let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let is_name = name.len() <= MOST && name.bytes().all(is_of_name);
        let is_new = self.pairs.iter().all(|(key, _)| key.name != name);
        if !is_name || !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !is_new {
            return None;
        }
        let key = Key { name: name.to_owned(), span: at..at + name.len() };
        if value.is_empty() {
            self.list = Some(List { key, indent: 0, items: Vec::new() });
        } else {
            let value = value.strip_prefix(' ')?;
            self.pair(key, node(value, at + line.len() - value.len())?)?;
        }
        Some(())
    }

    /// `value` is the next item of the list.
    fn item(&mut self, value: &str, indent: usize, at: usize) -> Option<()> {
        let list = self.list.as_mut().filter(|list| list.items.len() < MOST)?;
        if list.items.is_empty() {
            list.indent = indent;
        }
        list.items.push(text(value, at)?);
        (list.indent == indent).then_some(())
    }

    /// Ends the list, if there is one. It has to have an item.
    fn end_list(&mut self) -> Option<()> {
        let Some(List { key, indent, items }) = self.list.take() else { return Some(()) };
        // As in the parser, a list starts with its first hyphen, or behind it where that starts a line.
        let hyphen = if indent > 0 { "- ".len() } else { 0 };
        let span = items.first()?.span.start - hyphen..items.last()?.span.end;
        self.pair(key, Node { span, kind: Kind::List(items) })
    }

    fn pair(&mut self, key: Key, value: Node) -> Option<()> {
        self.pairs.push((key, value));
        (self.pairs.len() <= MOST_KEYS).then_some(())
    }
}

/// What stands behind a key on its line.
fn node(value: &str, at: usize) -> Option<Node> {
    let Some(inside) = value.strip_prefix('[') else { return text(value, at) };
    let mut from = at + 1;
    let items = inside.strip_suffix(']')?.split(',').map(|item| {
        let start = from + (item.len() - item.trim_start_matches(' ').len());
        from += item.len() + 1;
        let item = item.trim_matches(' ');
        is_plain(item, |byte| matches!(byte, b':' | b'?' | b'[' | b']' | b'{' | b'}'))
            .then(|| text(item, start))?
    });
    let items = items.take(MOST + 1).collect::<Option<Vec<Node>>>().filter(|items| items.len() <= MOST)?;
    Some(Node { span: at..at + value.len(), kind: Kind::List(items) })
}

/// One text, in quotes or without.
fn text(value: &str, at: usize) -> Option<Node> {
    let span = at..at + value.len();
    let in_quotes = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    if let Some(inside) = in_quotes('"') {
        return is_plain(inside, |byte| (byte == b'"') | (byte == b'\\')).then(|| quoted(inside, span));
    }
    if let Some(inside) = in_quotes('\'') {
        return is_plain(inside, |byte| byte == b'\'').then(|| quoted(inside, span));
    }
    let is_text = value.starts_with(|c: char| c.is_ascii_alphanumeric())
        && is_plain(value, |byte| byte == b'#')
        && !value.contains(": ")
        && !value.ends_with([':', ' ']);
    is_text.then(|| Node { span, kind: scalar(value.into(), false) })
}

fn quoted(inside: &str, span: Range<usize>) -> Node {
    Node { span, kind: scalar(inside.into(), true) }
}

/// Whether `text` holds nothing that `is_sign`, nor anything else that needs a second look.
fn is_plain(text: &str, is_sign: impl Fn(u8) -> bool) -> bool {
    let is_letter = |byte: u8| (b' '..=b'~').contains(&byte) & !is_sign(byte);
    // Nearly all texts are in ASCII: one look tells.
    !has_byte(text, |byte| !is_letter(byte))
        || text.chars().all(|c| match u8::try_from(c) {
            Ok(byte) if c.is_ascii() => is_letter(byte),
            _ => ('\u{a0}'..'\u{2028}').contains(&c),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the parser makes of `text`, if it has nothing to say of it.
    fn parsed(text: &str, base: usize) -> Option<Map> {
        let read = super::super::read(text, base).ok()?;
        match read.node?.kind {
            Kind::Map(map) if read.duplicates.is_empty() && read.misread.is_empty() => Some(map),
            _ => None,
        }
    }

    #[test]
    fn front_matter_is_read_without_the_parser() {
        let text = "title: \"A front door: for frailty\"\nsummary: 'Older people, seen in 4 hours'\n\
                    date: 2024-03-05\n\nthemes:\n  - Frailty\n  - \"Discharge\"\nregion: North – west\n\
                    tags: [Beds, Home first,  Care homes ]\nlinks:\n- https://example.org/a?b=c\nnone: null\n";
        let read = read(text, 4);
        assert!(read.is_some());
        assert_eq!(read, parsed(text, 4));
    }

    #[test]
    fn whatever_may_mean_more_is_left_to_the_parser() {
        for text in [
            "",
            "a:\n",
            "a: b\n  c\n",
            "a: b # c\n",
            "a: b: c\n",
            "a: b:\n",
            "a: [b, [c]]\n",
            "a: [b, \"c, d\"]\n",
            "a: []\n",
            "a: [b,]\n",
            "a: &b c\n",
            "a: *b\n",
            "a: !b c\n",
            "a: |\n  b\n",
            "a: >\n  b\n",
            "a: {b: c}\n",
            "a: \"b\\n\"\n",
            "a: 'it''s'\n",
            "a: \"b\n  c\"\n",
            "a: b\na: c\n",
            "a: ~\n",
            "a: -b\n",
            "a:\n  - b: c\n",
            "a:\n  - b\n   - c\n",
            "a:\n - - b\n",
            "- a\n",
            "? a\n: b\n",
            "a : b\n",
            "\"a\": b\n",
            "a: b\r\n",
            "a:\tb\n",
            "a: b\tc\n",
            "a: \u{feff}b\n",
            "a: \"\u{85}\"\n",
            "a: @b\n",
            "a: %b\n",
            "a: `b`\n",
            "a: b \n",
            "a: \n",
            "a:  b\n",
            "---\na: b\n",
            "a: b\n...\n",
            "a: \"b\" c\n",
            "a:\n  b: c\n",
            "é: b\n",
            " a: b\n",
        ] {
            assert_eq!(read(text, 0), None, "{text:?}");
        }
    }

    fn line() -> impl Strategy<Value = String> {
        let key = "[a-c_-]{1,2}|[A-Za-z0-9_ -]{1,6}|title";
        let value = "[a-z0-9 ,.:;/#'\"&*!|>%@`?{}\\[\\]\\\\–é~=+-]{0,12}|[a-z]{1,8}( [a-z0-9]{1,5}){0,3}|\
                     \"[a-z :#é–']{0,9}\"|'[a-z :#é–\"]{0,9}'|\\[[a-z0-9 ,.'\"#-]{0,14}\\]|null|~|2024-01-02|\u{85}";
        let blank = " {0,2}|\t";
        prop_oneof![
            (key, ": ?|:|: {2}", value).prop_map(|(key, colon, value)| format!("{key}{colon}{value}\n")),
            (blank, "- ?", value).prop_map(|(blank, hyphen, value)| format!("{blank}{hyphen}{value}\n")),
            (key, blank, value, value)
                .prop_map(|(key, blank, one, two)| { format!("{key}:\n{blank}- {one}\n{blank}- {two}\n") }),
            (blank, value).prop_map(|(blank, value)| format!("{blank}{value}\n")),
            Just("\n".to_owned()),
            Just("\r\n".to_owned()),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_read_is_what_the_parser_reads(lines in prop::collection::vec(line(), 0..6), base in 0usize..9) {
            let text = lines.concat();
            if let Some(map) = read(&text, base) {
                prop_assert_eq!(Some(map), parsed(&text, base));
            }
        }
    }
}
