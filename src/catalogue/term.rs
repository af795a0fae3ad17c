//! What other pages show of a facet's value: a shared part with its hash.

use crate::hash::{Hash, Hasher};
use crate::schema::fact_link;
use serde::Serialize;
use tera::Value;

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
    /// The label as a value of a fact, made once and shared by every page that shows it.
    #[serde(skip)]
    pub fact: Value,
    /// Hash of all of it.
    #[serde(skip)]
    pub hash: Hash,
}

impl TermCard {
    pub(super) fn new(facet: &str, id: &str, label: &str, url: Option<String>) -> Self {
        let hash =
            Hasher::default().text(facet).text(id).text(label).text(url.as_deref().unwrap_or("")).finish();
        let fact = fact_link(label, url.as_deref());
        Self { facet: facet.to_owned(), id: id.to_owned(), label: label.to_owned(), url, fact, hash }
    }
}
