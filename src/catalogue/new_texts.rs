//! The edit that authors make most: a text changed, and nothing that others see of its entry.

use super::{Catalogue, Item, files, resolve};
use crate::input::Inputs;
use crate::schema::Entry;
use crate::source::Source;
use std::sync::Arc;

impl Catalogue {
    /// The same catalogue with `entries`, in which only texts are others.
    pub(super) fn with_new_texts(&self, inputs: &Inputs, entries: Vec<Arc<Entry>>) -> Self {
        let items = self.items.iter().zip(entries);
        let items: Vec<Item> = items
            .map(|(item, entry)| Item {
                entry,
                handle: item.handle,
                state: item.state,
                shown: item.shown,
                card: item.card.clone(),
                news: item.news,
            })
            .collect();
        let changed = self.read_again(&items);
        let new_sources: Vec<&Arc<Source>> = changed.iter().map(|at| items[*at].entry.source()).collect();
        let diagnostics = self.diagnostics.iter().map(|fault| fault.clone().in_new(&new_sources)).collect();
        let mut resolved = self.resolved.clone();
        for (at, new) in changed.iter().zip(resolve(
            inputs,
            &items,
            &self.facets,
            &self.list_addresses,
            &self.glossary,
            &changed,
        )) {
            resolved[*at] = new;
        }
        Self {
            settings: inputs.settings.clone(),
            collections: inputs.collections.clone(),
            vocabularies: inputs.vocabularies.clone(),
            files: files(inputs, &items, &resolved),
            items,
            resolved,
            backlinks: self.backlinks.clone(),
            lists: self.lists.clone(),
            list_addresses: self.list_addresses.clone(),
            search_address: self.search_address.clone(),
            facets: self.facets.clone(),
            related: self.related.clone(),
            glossary: self.glossary.clone(),
            today: self.today,
            key: self.key,
            numbers: self.numbers.clone(),
            said: self.said.clone(),
            surroundings: self.surroundings,
            diagnostics,
        }
    }

    /// The numbers of the entries that were read again for `items`, which are the same otherwise.
    pub fn read_again(&self, items: &[Item]) -> Vec<usize> {
        let pairs = self.items.iter().zip(items).enumerate();
        pairs.filter(|(_, (old, new))| !Arc::ptr_eq(&old.entry, &new.entry)).map(|(at, _)| at).collect()
    }
}
