//! What readers filter by: for each value the documents that have it.

use super::digits;
use crate::catalogue::{Catalogue, facet_key};
use crate::input::{Collection, FieldKind, Set};
use serde_json::json;
use std::collections::BTreeMap;

/// A facet of the index.
#[derive(Debug)]
pub(super) struct Facet {
    /// By what it is known in addresses.
    pub(super) key: String,
    /// What readers call it.
    pub(super) label: String,
    /// Its values: the name in addresses, the label, the numbers of items.
    values: Vec<(String, String, Vec<usize>)>,
}

/// The key of the facet that says which collection an entry is in.
const COLLECTION: &str = "collection";

/// The facets of `catalogue`.
pub(super) fn facets(catalogue: &Catalogue) -> Vec<Facet> {
    let lists = catalogue.lists.iter().filter(|(_, list)| !list.is_empty());
    let collections = lists.map(|(name, list)| {
        let label = catalogue.collections.get(name).map_or("", |collection| collection.plural.as_str());
        (name.clone(), label.to_owned(), list.clone())
    });
    let mut facets =
        vec![Facet { key: COLLECTION.to_owned(), label: String::new(), values: collections.collect() }];
    for facet in catalogue.facets.iter() {
        let used = facet.values.iter().filter(|value| !value.items.is_empty());
        let values = used.map(|value| (value.card.id.clone(), value.card.label.clone(), value.items.clone()));
        facets.push(Facet {
            key: facet.key.clone(),
            label: facet.singular.clone(),
            values: values.collect(),
        });
    }
    for collection in catalogue.collections.values() {
        for path in &collection.facets {
            facets.extend(naming(catalogue, collection, path).filter(|facet| !facet.values.is_empty()));
        }
    }
    facets.sort_by(|a, b| a.key.cmp(&b.key));
    facets.dedup_by(|later, first| {
        let same = later.key == first.key;
        if same {
            first.values.append(&mut later.values);
        }
        same
    });
    facets
}

/// The facet of a field of `collection` that names entries.
fn naming(catalogue: &Catalogue, collection: &Collection, path: &str) -> Option<Facet> {
    let field = collection.field(path)?;
    if !matches!(field.kind, FieldKind::OneOf(Set::Collection(_) | Set::Collections(_))) {
        return None;
    }
    let mut by_target: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in catalogue.lists.get(&collection.name).into_iter().flatten() {
        for reference in catalogue.resolved[*at].references.iter().filter(|named| named.field == path) {
            by_target.entry(reference.target).or_default().push(*at);
        }
    }
    let values = by_target.into_iter().map(|(target, items)| {
        let entry = &catalogue.items[target].entry;
        (entry.id.clone(), entry.title.clone(), items)
    });
    Some(Facet { key: facet_key(path).into_owned(), label: field.label.clone(), values: values.collect() })
}

impl Facet {
    /// Its file; `numbers` are the documents' by item.
    pub(super) fn file(&self, numbers: &[Option<u32>]) -> String {
        let values = self.values.iter().map(|(id, label, items)| {
            let mut documents: Vec<u32> = items.iter().filter_map(|item| numbers[*item]).collect();
            documents.sort_unstable();
            documents.dedup();
            let mut text = String::new();
            digits::push_rising(documents, &mut text);
            json!([id, label, text])
        });
        format!("{}\n", json!({ "values": values.collect::<Vec<_>>() }))
    }
}
