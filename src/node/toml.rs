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
    let (table, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let mut faulty: Vec<Range<usize>> = Vec::new();
    let mut told = 0;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let span = range.start + span.start..range.start + span.end;
        faulty.push(span.clone());
        // One slip makes the parser stumble several times: the first time on each line counts, and
        // behind a list that is never closed nothing.
        let line = source.position(span.start).line;
        if line <= told {
            continue;
        }
        let fault = plain_words(error.message());
        told = if fault.never_closed { source.position(source.text.len()).line } else { line };
        let code = if fault.twice { Code::DuplicateKey } else { code };
        diagnostics.push(Diagnostic::new(code, fault.message).at(source, span).help(fault.help));
    }
    let mut map = convert_table(table.get_ref(), text, range.start);
    sort_by_place(&mut map);
    leave_out(&mut map, &faulty);
    map
}

/// Takes out the values that could not be read, so that nobody checks what is left of them.
fn leave_out(map: &mut Map, faulty: &[Range<usize>]) {
    let is_faulty = |node: &Node| {
        let within = |fault: &Range<usize>| node.span.start <= fault.start && fault.start < node.span.end;
        matches!(node.kind, Kind::Scalar(_)) && faulty.iter().any(within)
    };
    for (key, _) in map.pairs.extract_if(.., |(_, node)| is_faulty(node)) {
        map.unreadable.push(key);
    }
    for (_, node) in &mut map.pairs {
        leave_out_below(node, faulty);
    }
}

fn leave_out_below(node: &mut Node, faulty: &[Range<usize>]) {
    match &mut node.kind {
        Kind::Map(map) => leave_out(map, faulty),
        Kind::List(items) => items.iter_mut().for_each(|item| leave_out_below(item, faulty)),
        Kind::Null | Kind::Scalar(_) => {}
    }
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

/// What an author is told of one fault.
struct Fault {
    message: &'static str,
    help: &'static str,
    twice: bool,
    never_closed: bool,
}

/// The parser's words -> an author's words: what is wrong, and what to do.
fn plain_words(message: &str) -> Fault {
    let says = |part: &str| message.contains(part);
    let fault = |message, help| Fault { message, help, twice: false, never_closed: false };
    if says("duplicate key") {
        let message = "This key is given twice. Only the first is used.";
        Fault { twice: true, ..fault(message, "Delete one of them.") }
    } else if says("invalid basic string") || says("invalid literal string") {
        fault(
            "This text is never closed.",
            "Put a double quote at its end, on the same line: key = \"value\".",
        )
    } else if says("missing comma") || says("unclosed array") {
        let message = "The list that goes on here has no closing bracket, or a comma is missing.";
        let help = "Write it like this: key = [\"one\", \"two\"].";
        Fault { never_closed: true, ..fault(message, help) }
    } else if says("unclosed") {
        fault("This bracket is never closed.", "Put the closing bracket at the end of the line.")
    } else if says("escape") {
        fault(
            "A backslash has a meaning of its own in double quotes.",
            "Put the text in single quotes: key = 'C:\\folder'.",
        )
    } else if says("invalid date") || says("invalid time") || says("datetime") {
        fault("This date cannot be read.", "Write the year first: key = 2019-10-03.")
    } else if says("expected `=`") || says("key with no value") || says("missing assignment") {
        fault(
            "There is no = behind this key.",
            "Write the key, an equals sign and the value: key = \"value\".",
        )
    } else if says("unexpected key or value") {
        fault(
            "This stands behind the end of the value.",
            "Delete it, or put all of the value in double quotes.",
        )
    } else {
        fault(
            "This value cannot be read.",
            "Put text in double quotes: key = \"value\". Only numbers, dates, true and false stand without quotes.",
        )
    }
}
