//! Which entries readers see, and why not the others.

use super::Item;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::Entry;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Whether readers see an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// They do.
    Published,
    /// It says that it is a draft.
    Draft,
    /// Its date is still to come.
    Scheduled,
    /// It has errors, and the rest was published without it.
    LeftOut,
}

/// The state of `entry` on the day `today`.
pub(super) fn state(entry: &Entry, today: jiff::civil::Date, left_out: &BTreeSet<String>) -> State {
    if left_out.contains(&entry.path) {
        State::LeftOut
    } else if entry.draft {
        State::Draft
    } else if entry.date.is_some_and(|date| date.first_day() > today) {
        State::Scheduled
    } else {
        State::Published
    }
}

/// Says on the cards of entries that are still to come that they are.
pub(super) fn tell_in_lists(items: &mut [Item]) {
    for item in items.iter_mut().filter(|item| item.state == State::Scheduled) {
        item.card = Arc::new(item.card.to_come());
    }
}

/// Says that `entry` is not shown, and what would change that.
pub(super) fn say_why(entry: &Entry, state: State) -> Option<Diagnostic> {
    let key = |name: &str| entry.span_of(name);
    let opening = entry.opening.clone();
    let (code, message, help, span) = match state {
        State::Published => return None,
        State::Draft => draft(entry),
        State::Scheduled => {
            let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
            let span = key("date").or_else(|| key("published"));
            (
                Code::Scheduled,
                format!("This was left out until {date}."),
                "To publish it now, use an earlier date.",
                span,
            )
        }
        State::LeftOut => (
            Code::LeftOut,
            "This was left out, because it has errors.".to_owned(),
            "Mend its errors and build again.",
            None,
        ),
    };
    Some(Diagnostic::new(code, message).at(entry.source(), span.unwrap_or(opening)).help(help))
}

/// A draft says so in one of two ways, or in words that nobody can read.
fn draft(entry: &Entry) -> (Code, String, &'static str, Option<Range<usize>>) {
    let at = entry.draft_at.clone();
    let written = at.as_ref().and_then(|span| entry.source().text.get(span.clone())).unwrap_or("");
    let left_out = "This draft was left out.".to_owned();
    let (message, help) = match written {
        "true" | "True" | "TRUE" => {
            (left_out, "To publish it, delete the line \"draft: true\". To see it, use --drafts.")
        }
        "false" | "False" | "FALSE" => {
            (left_out, "To publish it, delete the line \"published: false\". To see it, use --drafts.")
        }
        _ => (
            "This was left out, because it could be a draft.".to_owned(),
            "Write draft: false to publish it, or draft: true to keep it back.",
        ),
    };
    (Code::Draft, message, help, at)
}
