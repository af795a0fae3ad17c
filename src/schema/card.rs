//! What other pages show of an entry: a shared part with its hash.

use crate::hash::{Hash, Hasher};
use crate::input::Meaning;
use crate::text::PartialDate;

/// What other pages show of an entry.
#[derive(Debug, Clone)]
pub struct Card {
    /// The collection it is in.
    pub collection: String,
    /// The id by which others refer to it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address below the site's root.
    pub address: String,
    /// Its summary; may be empty.
    pub summary: String,
    /// What one entry of its collection is called.
    pub kind: String,
    /// When it was published.
    pub date: Option<PartialDate>,
    /// Whether it is a draft, which only a preview shows.
    pub draft: bool,
    /// Whether its date is still to come, so that only a preview shows it.
    pub scheduled: bool,
    /// How to name it among sources: author, title, publisher. Its title, unless its collection says
    /// more.
    pub citation: String,
    /// When what it is about ended, if it did.
    pub ended: Option<PartialDate>,
    /// What lists show beside it, as its collection asks.
    pub marks: Vec<Mark>,
    /// Hash of all of it.
    pub hash: Hash,
}

/// A field that lists show beside an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What readers call the field.
    pub label: String,
    /// What the field means, if it is more than something to show.
    pub role: Option<Meaning>,
    /// Its values, in words; empty for a date.
    pub text: String,
    /// The date that it is.
    pub date: Option<PartialDate>,
    /// How far up its scale it is, and how far the scale goes.
    pub step: Option<(usize, usize)>,
}

/// What a card is made of.
pub(super) struct Parts<'a> {
    pub(super) collection: &'a str,
    pub(super) kind: &'a str,
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) summary: &'a str,
    pub(super) date: Option<PartialDate>,
    pub(super) draft: bool,
    pub(super) address: &'a str,
    pub(super) citation: &'a str,
    pub(super) ended: Option<PartialDate>,
}

impl Card {
    pub(super) fn new(parts: &Parts<'_>) -> Self {
        let Parts { collection, kind, id, title, summary, date, draft, address, citation, ended } = *parts;
        let hash = Hasher::default()
            .text(title)
            .text(summary)
            .text(address)
            .text(kind)
            .text(&date.map(|date| date.iso()).unwrap_or_default())
            .number(u64::from(draft))
            .text(citation)
            .text(&ended.map(|date| date.iso()).unwrap_or_default())
            .finish();
        Self {
            collection: collection.to_owned(),
            id: id.to_owned(),
            title: title.to_owned(),
            address: address.to_owned(),
            summary: summary.to_owned(),
            kind: kind.to_owned(),
            date,
            draft,
            scheduled: false,
            citation: citation.to_owned(),
            ended,
            marks: Vec::new(),
            hash,
        }
    }

    /// The same card of an entry whose date is still to come.
    pub fn to_come(&self) -> Self {
        let hash = Hasher::default().hash(self.hash).text("to come").finish();
        Self { scheduled: true, hash, ..self.clone() }
    }

    /// The same card with what lists show beside the entry.
    pub fn with_marks(&self, marks: Vec<Mark>) -> Self {
        let hash = marks.iter().fold(Hasher::default().hash(self.hash), |hasher, mark| {
            let (step, of) = mark.step.unwrap_or_default();
            let date = mark.date.map(|date| date.iso()).unwrap_or_default();
            hasher.text(&mark.label).text(&mark.text).text(&date).number(step as u64).number(of as u64)
        });
        Self { marks, hash: hash.finish(), ..self.clone() }
    }
}
