//! What the client shows of each document, a few documents to a file.

use super::marks;
use crate::catalogue::Item;
use crate::document::Heading;
use crate::text::truncate;
use serde_json::json;

/// How many documents a file has. Most hits of a query are in files of their own, and what else is in
/// those is not looked at.
pub(super) const BLOCK: usize = 4;

/// Longest summary that is shown of a hit, in characters.
const SUMMARY: usize = 200;

/// A file of `items`.
pub(super) fn file(items: &[&Item]) -> String {
    let each = |of: fn(&Item) -> String| items.iter().map(|item| of(item)).collect::<Vec<_>>();
    let sections: Vec<Vec<&str>> = items.iter().map(|item| sections(&item.entry.body.headings)).collect();
    let (fields, marks) = marks::of(items);
    let file = json!({
        "titles": each(|item| item.card.title.clone()),
        "urls": each(|item| item.card.address.clone()),
        "summaries": each(|item| truncate(&item.card.summary, SUMMARY)),
        "kinds": each(|item| item.card.kind.clone()),
        "dates": each(|item| item.card.date.map(|date| date.iso()).unwrap_or_default()),
        "ended": each(|item| item.card.ended.map(|date| date.iso()).unwrap_or_default()),
        "sections": sections,
        "fields": fields,
        "marks": marks,
    });
    format!("{file}\n")
}

/// The headings of the sections, by their numbers in the index.
fn sections(headings: &[Heading]) -> Vec<&str> {
    let top = headings.iter().filter(|heading| heading.level == 2);
    top.map(|heading| heading.text.as_str()).take(usize::from(super::reader::MOST_SECTIONS)).collect()
}
