//! What rules read out of the figures of an entry: its rows, and the percentages in them.
//!
//! The keys of a row are those that the role "figures" puts together. Nothing here reports.

use crate::input::{Inputs, Meaning};
use crate::schema::{Entry, FieldValue, Value};
use std::ops::Range;

/// The records that tell the figures of `entry`, with their places.
pub(super) fn rows(entry: &Entry) -> impl Iterator<Item = (&[FieldValue], &Range<usize>)> {
    let records = entry.with_role(Meaning::Figures);
    records.into_iter().flat_map(|(value, span)| value.each(span)).filter_map(|(value, span)| match value {
        Value::Record(fields) => Some((fields.as_slice(), span)),
        _ => None,
    })
}

/// A percentage that a row gives, or that follows from it.
pub(super) struct Percentage<'a> {
    /// Without its sign.
    pub(super) value: f64,
    /// What it measures; may be empty.
    pub(super) measure: &'a str,
    /// Where it stands: `None` where it only follows from others.
    pub(super) span: Option<&'a Range<usize>>,
}

/// Adds the percentages of `row`: its numbers in percent, and by how much of a hundred what it
/// counts changed between a figure before and one after.
pub(super) fn percentages<'a>(row: &'a [FieldValue], inputs: &Inputs, found: &mut Vec<Percentage<'a>>) {
    let measure = match get(row, "measure").map(|field| &field.value) {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    let numbers = ["change", "after", "baseline"].map(|key| get(row, key).and_then(number));
    if is_percent(row, inputs) {
        let given = numbers.iter().flatten();
        found.extend(given.map(|(value, span)| Percentage {
            value: value.abs(),
            measure,
            span: Some(*span),
        }));
    }
    if let [change, Some((after, _)), Some((before, _))] = numbers {
        let mut follows = |value: f64| found.push(Percentage { value: value.abs(), measure, span: None });
        if before != 0.0 {
            follows((after - before) / before * 100.0);
        }
        if change.is_none() && is_percent(row, inputs) {
            follows(after - before);
        }
    }
}

fn get<'a>(row: &'a [FieldValue], key: &str) -> Option<&'a FieldValue> {
    row.iter().find(|field| field.key == key)
}

fn number(field: &FieldValue) -> Option<(f64, &Range<usize>)> {
    match &field.value {
        Value::Number(written) => Some((written.replace(',', "").parse().ok()?, &field.span)),
        _ => None,
    }
}

/// Whether a row counts in parts of a hundred. One without a unit may.
fn is_percent(row: &[FieldValue], inputs: &Inputs) -> bool {
    let names = |word: &str| word.starts_with('%') || word.to_lowercase().starts_with("percent");
    match get(row, "unit").map(|field| &field.value) {
        None => true,
        Some(Value::Term { vocabulary, id }) => {
            let term = inputs.vocabularies.get(&**vocabulary).and_then(|known| known.term(id));
            names(id) || term.is_some_and(|term| names(&term.label))
        }
        Some(Value::Text(unit)) => names(unit),
        Some(_) => false,
    }
}
