//! What readers filter by: for each value the documents that have it.

use super::digits;
use crate::catalogue::{Catalogue, facet_key};
use crate::input::{Collection, FieldKind, Set};
use serde_json::json;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A facet of the index.
#[derive(Debug)]
pub(super) struct Facet {
    /// By what it is known in addresses.
    pub(super) key: String,
    /// What readers call it.
    pub(super) label: String,
    values: Vec<FacetItems>,
}

/// A value of a facet: the name in addresses, the label, the numbers of items.
type FacetItems = (String, String, Vec<usize>);

/// The key of the facet that says which collection an entry is in.
const COLLECTION: &str = "collection";

/// The keys of the facets of `catalogue`, in order.
pub(super) fn keys(catalogue: &Catalogue) -> BTreeSet<Cow<'_, str>> {
    let known = catalogue.facets.iter().map(|facet| Cow::Borrowed(facet.key.as_str()));
    let collections = catalogue.collections.values();
    let naming = collections.flat_map(|collection| naming_paths(collection).map(facet_key));
    known.chain(naming).chain([Cow::Borrowed(COLLECTION)]).collect()
}

/// The facets of `catalogue`, in the order of their keys. Fields of several collections that have one
/// key are one facet.
pub(super) fn facets(catalogue: &Catalogue) -> Vec<Facet> {
    let mut by_key: BTreeMap<Cow<'_, str>, Facet> = keys(catalogue)
        .into_iter()
        .map(|key| (key.clone(), Facet { key: key.into_owned(), label: String::new(), values: Vec::new() }))
        .collect();
    let mut add = |key: &str, label: &str, mut values: Vec<FacetItems>| {
        if let Some(facet) = by_key.get_mut(key) {
            facet.label = label.to_owned();
            facet.values.append(&mut values);
        }
    };
    let lists = catalogue.lists.iter().filter(|(_, list)| !list.is_empty());
    let collections = lists.map(|(name, list)| {
        let label = catalogue.collections.get(name).map_or("", |collection| collection.plural.as_str());
        (name.clone(), label.to_owned(), list.clone())
    });
    add(COLLECTION, "", collections.collect());
    for facet in catalogue.facets.iter() {
        let used = facet.values.iter().filter(|value| !value.items.is_empty());
        let values = used.map(|value| (value.card.id.clone(), value.card.label.clone(), value.items.clone()));
        add(&facet.key, &facet.singular, values.collect());
    }
    for collection in catalogue.collections.values() {
        for path in naming_paths(collection) {
            let label = collection.field(path).map_or("", |field| field.label.as_str());
            add(&facet_key(path), label, named(catalogue, collection, path));
        }
    }
    by_key.into_values().collect()
}

/// The paths of the facets of `collection` that name entries.
fn naming_paths(collection: &Collection) -> impl Iterator<Item = &str> {
    collection.facets.iter().map(String::as_str).filter(|path| {
        let kind = collection.field(path).map(|field| &field.kind);
        matches!(kind, Some(FieldKind::OneOf(Set::Collection(_) | Set::Collections(_))))
    })
}

/// The entries that those of `collection` name through the field at `path`, each with who does.
fn named(catalogue: &Catalogue, collection: &Collection, path: &str) -> Vec<FacetItems> {
    let mut by_target: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in catalogue.lists.get(&collection.name).into_iter().flatten() {
        for reference in catalogue.resolved[*at].references.iter().filter(|named| named.field == path) {
            by_target.entry(catalogue.number(reference.target)).or_default().push(*at);
        }
    }
    let values = by_target.into_iter().map(|(target, items)| {
        let entry = &catalogue.items[target].entry;
        (entry.id.clone(), entry.title.clone(), items)
    });
    values.collect()
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
