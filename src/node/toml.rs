//! TOML text -> nodes.

use super::{Key, Kind, Map, Node, Scalar};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use std::ops::Range;
use std::sync::Arc;

/// Reads the TOML that stands in `range` of `source`. Every fault becomes a diagnostic of
/// `code`; what can be read is read all the same.
pub fn parse(
    source: &Arc<Source>,
    range: Range<usize>,
    code: Code,
    diagnostics: &mut Vec<Diagnostic>,
) -> Map {
    let text = &source.text[range.clone()];
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let span = range.start + span.start..range.start + span.end;
        let (message, help) = plain_words(error.message());
        diagnostics.push(Diagnostic::new(code, message).at(source, span).help(help));
    }
    let mut map = convert_table(table.get_ref(), text, range.start);
    sort_by_place(&mut map);
    map
}

/// Tables come sorted by name; authors think in the order in which they wrote.
fn sort_by_place(map: &mut Map) {
    map.pairs.sort_by_key(|(key, _)| key.span.start);
}

fn convert_table(table: &DeTable<'_>, text: &str, base: usize) -> Map {
    let pairs = table
        .iter()
        .map(|(key, value)| {
            let span = key.span();
            let span = base + span.start..base + span.end;
            (Key { name: key.get_ref().to_string(), span }, convert(value, text, base))
        })
        .collect();
    let mut map = Map { pairs, unreadable: Vec::new() };
    sort_by_place(&mut map);
    map
}

fn convert(value: &Spanned<DeValue<'_>>, text: &str, base: usize) -> Node {
    let span = value.span();
    let kind = match value.get_ref() {
        DeValue::String(string) => Kind::Scalar(Scalar { text: string.to_string(), quoted: true }),
        DeValue::Array(array) => Kind::List(array.iter().map(|item| convert(item, text, base)).collect()),
        DeValue::Table(table) => Kind::Map(convert_table(table, text, base)),
        DeValue::Boolean(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => {
            Kind::Scalar(Scalar { text: text[span.clone()].to_owned(), quoted: false })
        }
    };
    Node { span: base + span.start..base + span.end, kind }
}

/// The parser's words -> an author's words: what is wrong, and what to do.
fn plain_words(message: &str) -> (String, &'static str) {
    let says = |part: &str| message.contains(part);
    let (what, help) = if says("duplicate key") {
        ("This key stands twice.", "Keep one of them.")
    } else if says("invalid basic string") || says("invalid literal string") || says("unclosed") {
        (
            "This text or list is never closed.",
            "Close it with the same sign that opened it, on the same line: key = \"value\".",
        )
    } else if says("string values must be quoted") || says("missing value") || says("invalid value") {
        (
            "This value cannot be read.",
            "Put text in double quotes: key = \"value\". Only numbers, dates, true and false stand without quotes.",
        )
    } else if says("expected `=`") || says("key with no value") || says("missing assignment") {
        ("There is no = behind this key.", "Write the key, an equals sign and the value: key = \"value\".")
    } else {
        return (
            format!("This line cannot be read ({message})."),
            "Write key = \"value\", with text in double quotes and lists in square brackets.",
        );
    };
    (what.to_owned(), help)
}
