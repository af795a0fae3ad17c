//! What other pages show of an entry or a term: shared parts, each with its hash.

use crate::hash::{Hash, Hasher};
use crate::schema::Entry;
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

impl Card {
    /// The card of `entry` at `address`.
    pub(super) fn new(entry: &Entry, address: &str) -> Self {
        let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
        let kind = &entry.collection.singular;
        let hash = Hasher::default()
            .text(&entry.title)
            .text(&entry.summary)
            .text(address)
            .text(kind)
            .text(&date)
            .number(u64::from(entry.draft))
            .finish();
        let view = View {
            title: &entry.title,
            summary: &entry.summary,
            url: address,
            kind,
            date,
            draft: entry.draft,
        };
        Self {
            collection: entry.collection.name.clone(),
            id: entry.id.clone(),
            title: entry.title.clone(),
            address: address.to_owned(),
            value: Value::from_serializable(&view),
            hash,
        }
    }
}

/// What other pages show of a facet's value.
#[derive(Debug, Serialize)]
pub struct TermCard {
    /// The facet's key.
    pub facet: String,
    /// The value as authors write it.
    pub id: String,
    /// The value as readers see it.
    pub label: String,
    /// Address of its page below the site's root; `None` where it has no page.
    pub url: Option<String>,
    /// Hash of all of it.
    #[serde(skip)]
    pub hash: Hash,
}

impl TermCard {
    pub(super) fn new(facet: &str, id: &str, label: &str, url: Option<String>) -> Self {
        let hash =
            Hasher::default().text(facet).text(id).text(label).text(url.as_deref().unwrap_or("")).finish();
        Self { facet: facet.to_owned(), id: id.to_owned(), label: label.to_owned(), url, hash }
    }
}
