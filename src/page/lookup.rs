//! What the fields of an entry name: terms and other entries, as its page shows them.

use super::entry::ReferredTo;
use crate::catalogue::{Resolved, TermCard};
use crate::schema::Card;
use std::sync::Arc;

/// The terms and entries that the fields of one entry name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lookup<'a> {
    pub(super) resolved: &'a Resolved,
    pub(super) references: &'a [ReferredTo],
}

impl<'a> Lookup<'a> {
    /// The term that an author wrote as `written`; facets without a vocabulary do not mind case.
    pub(super) fn term(self, facet: &str, written: &str) -> Option<&'a TermCard> {
        let of_facet = || self.resolved.terms.iter().filter(|term| term.facet == facet);
        let exact = of_facet().find(|term| term.id == written);
        let same = || of_facet().find(|term| term.id.to_lowercase() == written.trim().to_lowercase());
        exact.or_else(same).map(|term| &**term)
    }

    /// The card of the entry that is written as `id`, and what took its place.
    pub(super) fn entry(self, collection: &str, id: &str) -> Option<(&'a Card, &'a [Arc<Card>])> {
        let mut pairs = self.resolved.references.iter().zip(self.references);
        let found = pairs.find(|(reference, to)| reference.id == id && to.card.collection == collection);
        found.map(|(_, to)| (&*to.card, to.now.as_slice()))
    }
}
