//! What other pages show of an entry: a shared part with its hash.

use crate::hash::{Hash, Hasher};
use crate::text::PartialDate;
use serde::Serialize;
use tera::Value;

/// What other pages show of an entry.
#[derive(Debug)]
pub struct Card {
    /// The collection it is in.
    pub collection: String,
    /// The id by which others refer to it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address below the site's root.
    pub address: String,
    /// All of it as templates see it, made once and shared by every page that shows it.
    pub value: Value,
    /// Hash of all of it.
    pub hash: Hash,
}

/// A card as templates see it.
#[derive(Serialize)]
struct View<'a> {
    /// Title of the entry.
    title: &'a str,
    /// Its summary; may be empty.
    summary: &'a str,
    /// Its address below the site's root: put `page.root` before it.
    url: &'a str,
    /// What one entry of its collection is called.
    kind: &'a str,
    /// When it was published, in words; may be empty.
    date: String,
    /// Whether it is a draft, which only a preview shows.
    draft: bool,
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
}

impl Card {
    pub(super) fn new(parts: &Parts<'_>) -> Self {
        let Parts { collection, kind, id, title, summary, date, draft, address } = *parts;
        let date = date.map(|date| date.to_string()).unwrap_or_default();
        let hash = Hasher::default()
            .text(title)
            .text(summary)
            .text(address)
            .text(kind)
            .text(&date)
            .number(u64::from(draft))
            .finish();
        let view = View { title, summary, url: address, kind, date, draft };
        Self {
            collection: collection.to_owned(),
            id: id.to_owned(),
            title: title.to_owned(),
            address: address.to_owned(),
            value: Value::from_serializable(&view),
            hash,
        }
    }
}
