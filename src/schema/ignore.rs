//! The key `ignore`: messages that an entry does not want, each with the reason.
//!
//! Every collection knows the key. Whether such a message comes at all is for others to say.

use super::value::{FieldValue, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use std::ops::Range;
use std::sync::Arc;

/// A kind of message that an entry ignores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignore {
    /// The kind.
    pub code: Code,
    /// Where it is named, as bytes of the source.
    pub span: Range<usize>,
}

/// The key.
const KEY: &str = "ignore";

/// Takes out of `fields` what is to be ignored. Where no schema is declared, a key of this name
/// may be anything: it is left alone unless it holds codes.
pub(super) fn take(
    source: &Arc<Source>,
    fields: &mut Vec<FieldValue>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Ignore> {
    let Some(at) = fields.iter().position(|field| field.key == KEY && holds_codes(field)) else {
        return Vec::new();
    };
    let field = fields.remove(at);
    let records = field.value.each(&field.span).filter_map(|(value, _)| record(value));
    records.filter_map(|record| one(source, record, faults)).collect()
}

fn record(value: &Value) -> Option<&[FieldValue]> {
    match value {
        Value::Record(fields) => Some(fields),
        _ => None,
    }
}

fn get<'a>(record: &'a [FieldValue], key: &str) -> Option<(&'a str, &'a Range<usize>)> {
    let field = record.iter().find(|field| field.key == key)?;
    match &field.value {
        Value::Text(text) => Some((text, &field.span)),
        _ => None,
    }
}

fn holds_codes(field: &FieldValue) -> bool {
    let mut values = field.value.each(&field.span).filter_map(|(value, _)| record(value));
    values.any(|record| get(record, "code").is_some())
}

fn one(source: &Arc<Source>, record: &[FieldValue], faults: &mut Vec<Diagnostic>) -> Option<Ignore> {
    let (word, span) = get(record, "code")?;
    let mut fault = |message: String, help: String| {
        faults.push(Diagnostic::new(Code::BadIgnore, message).at(source, span.clone()).help(help));
    };
    let Some(code) = Code::from_word(word) else {
        fault(format!("There is no message called \"{word}\"."), Code::advice(word));
        return None;
    };
    if code.is_fixed() {
        let message =
            format!("{} cannot be ignored, because it means that something cannot be read.", code.id());
        fault(message, "Mend what it tells of, and delete these lines.".to_owned());
        return None;
    }
    if get(record, "reason").is_none_or(|(reason, _)| reason.trim().is_empty()) {
        let message = format!("Nothing says why {} is ignored.", code.id());
        fault(message, "Add a line: reason: …. It is for whoever looks at this next.".to_owned());
    }
    Some(Ignore { code, span: span.clone() })
}
