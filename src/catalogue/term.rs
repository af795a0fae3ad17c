//! What other pages show of a facet's value: a shared part with its hash.

use crate::hash::{Hash, Hasher};
use crate::input::Vocabulary;

/// What other pages show of a facet's value.
#[derive(Debug, Clone)]
pub struct TermCard {
    /// The facet's key.
    pub facet: String,
    /// The value as authors write it.
    pub id: String,
    /// The value as readers see it.
    pub label: String,
    /// Address of its page below the site's root; `None` where it has no page.
    pub url: Option<String>,
    /// How far up its scale it is, and how far the scale goes.
    pub step: Option<(usize, usize)>,
    /// Whether it is a change to less.
    pub less: bool,
    /// What it means; may be empty.
    pub definition: String,
    /// Hash of all of it.
    pub hash: Hash,
}

impl TermCard {
    /// A value that stands in no vocabulary.
    pub(super) fn new(facet: &str, label: &str, url: Option<String>) -> Self {
        let card = Self {
            facet: facet.to_owned(),
            id: label.to_owned(),
            label: label.to_owned(),
            url,
            step: None,
            less: false,
            definition: String::new(),
            hash: Hash::default(),
        };
        card.with_hash()
    }

    /// The term of `vocabulary` with this id.
    pub(super) fn of_term(vocabulary: &Vocabulary, id: &str, url: Option<String>) -> Self {
        let mut card = Self::new(&vocabulary.name, id, url);
        if let Some(term) = vocabulary.term(id) {
            card.label.clone_from(&term.label);
            card.less = term.less;
            card.definition = term.definition.clone().unwrap_or_default();
        }
        card.step = vocabulary.step(id);
        card.with_hash()
    }

    /// The same value with its page elsewhere.
    pub(super) fn moved(&self, url: Option<String>) -> Self {
        Self { url, ..self.clone() }.with_hash()
    }

    fn with_hash(mut self) -> Self {
        let (step, of) = self.step.unwrap_or_default();
        self.hash = Hasher::default()
            .text(&self.facet)
            .text(&self.id)
            .text(&self.label)
            .text(self.url.as_deref().unwrap_or(""))
            .number(step as u64)
            .number(of as u64)
            .number(u64::from(self.less))
            .text(&self.definition)
            .finish();
        self
    }
}
