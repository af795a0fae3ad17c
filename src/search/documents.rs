//! What the client shows of each document, a few documents to a file.

use super::marks;
use crate::catalogue::{Item, State};
use crate::document::Heading;
use crate::schema::Card;
use crate::text::{PartialDate, truncate};
use serde_json::{Value, json};

/// Up to how many documents are in one file. It comes sooner than the files of all hits on a page would,
/// and what a reader searches for next is there already.
const FEW: usize = 128;

/// How many a file has where there are more. Most hits of a query are in files of their own, and what
/// else is in those is not looked at; but one alone would hardly take less than two.
const BLOCK: usize = 2;

/// Longest summary that is shown of a hit, in characters.
const SUMMARY: usize = 200;

/// How many of `count` documents a file has.
pub(super) fn block(count: usize) -> usize {
    if count <= FEW { FEW } else { BLOCK }
}

/// A file of `items`: the fields that their marks name, then a list for each item, without what is empty
/// at its end.
pub(super) fn file(items: &[&Item]) -> String {
    let (fields, marks) = marks::of(items);
    let documents = items.iter().zip(marks).map(|(item, marks)| document(item, marks));
    let file: Vec<Value> = std::iter::once(Value::Array(fields)).chain(documents).collect();
    format!("{}\n", Value::Array(file))
}

/// What is shown of `item`. What is often empty stands last.
fn document(item: &Item, marks: Vec<Value>) -> Value {
    let iso = |date: Option<PartialDate>| date.map(|date| date.iso()).unwrap_or_default();
    let Card { title, address, summary, kind, date, ended, .. } = &*item.card;
    let mut shown = vec![
        json!(title),
        json!(address),
        json!(truncate(summary, SUMMARY)),
        json!(kind),
        json!(sections(&item.entry.body.headings)),
        json!(marks),
        json!(iso(*date)),
        json!(iso(*ended)),
        json!(state(item.state)),
    ];
    let is_empty = |value: &Value| value == "" || value.as_array().is_some_and(Vec::is_empty);
    while shown.last().is_some_and(is_empty) {
        shown.pop();
    }
    Value::Array(shown)
}

/// Why readers of the published site do not see an entry that a preview shows.
fn state(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::Scheduled => "scheduled",
        State::Published | State::LeftOut => "",
    }
}

/// The headings of the sections, by their numbers in the index.
fn sections(headings: &[Heading]) -> Vec<&str> {
    let top = headings.iter().filter(|heading| heading.level == 2);
    top.map(|heading| heading.text.as_str()).take(usize::from(super::reader::MOST_SECTIONS)).collect()
}
