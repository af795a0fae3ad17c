//! Who refers to an entry.

use super::{Item, Named};
use crate::input::Collection;
use std::collections::BTreeMap;

/// The entries that refer to one entry through the same field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backlinks {
    /// The heading above them.
    pub heading: String,
    /// The collection that they are in.
    pub collection: String,
    /// The path of the field.
    pub field: String,
    /// The entries, by number, in the order of lists.
    pub items: Vec<usize>,
}

/// For each entry, who refers to it.
pub(super) fn backlinks(order: &[usize], named: &Named<'_>) -> Vec<Vec<Backlinks>> {
    let items = named.items;
    let mut found: Vec<BTreeMap<(&str, &str), Vec<usize>>> = vec![BTreeMap::new(); items.len()];
    for from in order {
        let collection = items[*from].entry.collection.name.as_str();
        for (field, target) in named.by(*from) {
            let referring = found[target].entry((collection, field)).or_default();
            if referring.last() != Some(from) {
                referring.push(*from);
            }
        }
    }
    found
        .into_iter()
        .map(|groups| groups.into_iter().map(|(key, from)| group(key, from, items)).collect())
        .collect()
}

fn group((collection, field): (&str, &str), from: Vec<usize>, items: &[Item]) -> Backlinks {
    let heading = from.first().map(|at| heading(&items[*at].entry.collection, field)).unwrap_or_default();
    Backlinks { heading, collection: collection.to_owned(), field: field.to_owned(), items: from }
}

/// The field's own heading, or the name of the collection with the field's label.
fn heading(collection: &Collection, path: &str) -> String {
    let key = path.split('.').next().unwrap_or(path);
    let field = collection.field(path);
    let top = collection.field(key);
    match field
        .and_then(|field| field.backlinks.clone())
        .or_else(|| top.and_then(|top| top.backlinks.clone()))
    {
        Some(heading) => heading,
        None => {
            let label = top.map_or(key, |top| &top.label);
            format!("{}: {}", collection.plural, label.to_lowercase())
        }
    }
}
