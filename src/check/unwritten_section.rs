//! Each section that the collection asks for has text below its heading.

use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{Entry, TO_WRITE};
use std::ops::Range;

pub(super) fn check(entry: &Entry) -> Vec<Diagnostic> {
    let sections = &entry.collection.sections;
    if sections.is_empty() {
        return Vec::new();
    }
    let headings = entry.body.headings.iter().enumerate();
    let asked = headings.filter(|(_, heading)| sections.contains(&heading.text));
    asked.filter_map(|(at, heading)| unwritten(entry, at, &heading.text)).collect()
}

/// What to say of the section below heading number `at`, if nobody has written it yet.
fn unwritten(entry: &Entry, at: usize, title: &str) -> Option<Diagnostic> {
    let below = text_below(entry, at);
    let text = entry.source().text[below.clone()].trim_start();
    let (message, help, span) = if text.is_empty() {
        let help =
            entry.collection.section_help.get(title).map_or("Write what belongs there.", String::as_str);
        (format!("The section \"{title}\" has no text."), help, entry.body.headings[at].span.clone())
    } else if text.starts_with(TO_WRITE) {
        let start = below.end - text.len();
        let line = text.lines().next().unwrap_or("").trim_end();
        let message = format!("The section \"{title}\" is still to be written.");
        (message, "Write your text in place of this line.", start..start + line.len())
    } else {
        return None;
    };
    let help = format!("{help} If nothing is known, say so.");
    Some(Diagnostic::new(Code::UnwrittenSection, message).at(entry.source(), span).help(help))
}

/// From behind heading number `at` to the next heading that is not below it.
fn text_below(entry: &Entry, at: usize) -> Range<usize> {
    let headings = &entry.body.headings;
    let next = headings[at + 1..].iter().find(|heading| heading.level <= headings[at].level);
    let end = next.map_or(entry.source().text.len(), |next| next.span.start);
    headings[at].span.end.min(end)..end
}
