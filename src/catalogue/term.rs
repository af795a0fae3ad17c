//! What other pages show of a facet's value: a shared part with its hash.

use crate::hash::{Hash, Hasher};
use serde::Serialize;

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
