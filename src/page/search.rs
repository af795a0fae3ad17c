//! The search page as it is without script: a way to everything in the catalogue.
//!
//! Every value that readers filter by is a link to the page of its entries, and a catalogue that is
//! not too large is listed whole. A script may put results in the place of all this, and needs none
//! of it to be there.

use super::Part;
use super::parts::{facet_views, menu_names, shown_collections};
use super::view::FacetView;
use crate::catalogue::Catalogue;
use crate::input::{Collection, ViewKind};
use serde::Serialize;
use std::sync::Arc;

/// How many entries are listed whole. A longer page takes longer to load than to look through.
const MOST_ENTRIES: usize = 400;

/// How many values of a facet are shown; the page of the facet has them all.
const MOST_VALUES: usize = 50;

/// `view.shown` of the search page.
#[derive(Debug, Serialize)]
struct SearchView {
    /// How many entries there are.
    count: usize,
    /// Whether they are listed here; if not, their lists are.
    is_complete: bool,
    /// Whether readers filter by anything.
    has_filters: bool,
    /// The page with what words mean, from A to Z; none where there is none.
    glossary: Option<String>,
    /// The collection that explains them; none where there is none.
    glossary_of: Option<String>,
    /// The collections, those of the menu first.
    groups: Vec<SearchGroup>,
}

/// A collection on the search page.
#[derive(Debug, Serialize)]
struct SearchGroup {
    /// What its anchors end in.
    id: String,
    /// What several of its entries are called.
    plural: String,
    /// Its list; empty where it has none.
    url: String,
    /// How many entries it has.
    count: usize,
    /// What readers filter by; only for the collections of the menu.
    facets: Vec<FacetView>,
    /// Its entries from A to Z, where they are listed here.
    entries: Vec<Listed>,
}

/// An entry in the list of all.
#[derive(Debug, Serialize)]
struct Listed {
    /// Its title.
    title: String,
    /// Its summary; may be empty.
    summary: String,
    /// Its page.
    url: String,
}

/// All that the search page shows.
pub(super) fn search(catalogue: &Catalogue) -> Arc<Part> {
    let mut shown = shown_collections(catalogue);
    // Pages such as "About" have no list as long as they are few, and are entries all the same.
    let top = catalogue.collections.get("").zip(catalogue.lists.get("").filter(|list| !list.is_empty()));
    shown.extend(top.filter(|_| shown.iter().all(|(collection, _)| !collection.name.is_empty())));
    let count = shown.iter().map(|(_, list)| list.len()).sum();
    let is_complete = count <= MOST_ENTRIES;
    let in_menu = menu_names(catalogue);
    let group = |(collection, list): (&Arc<Collection>, &Vec<usize>)| SearchGroup {
        id: anchor(&catalogue.list_address(&collection.name)),
        plural: collection.plural.clone(),
        url: catalogue.list_address(&collection.name),
        count: list.len(),
        facets: match in_menu.contains(&collection.name.as_str()) {
            true => facet_views(catalogue, Some(collection), MOST_VALUES),
            false => Vec::new(),
        },
        entries: if is_complete { listed(catalogue, list) } else { Vec::new() },
    };
    let groups: Vec<SearchGroup> = shown.into_iter().map(group).collect();
    let has_filters = groups.iter().any(|group| !group.facets.is_empty());
    let (glossary, glossary_of) = glossary(catalogue).unzip();
    Part::of(&SearchView { count, is_complete, has_filters, glossary, glossary_of, groups })
}

/// What the anchors of the collection end in whose list is at `address`: no two have the same.
fn anchor(address: &str) -> String {
    match address.trim_end_matches('/') {
        "" => "_top".to_owned(),
        name => name.replace('/', "_"),
    }
}

/// The entries `numbers` from A to Z.
fn listed(catalogue: &Catalogue, numbers: &[usize]) -> Vec<Listed> {
    let mut items: Vec<_> = numbers.iter().map(|at| &catalogue.items[*at]).collect();
    items.sort_by(|a, b| a.entry.title_key.cmp(&b.entry.title_key));
    let listed = items.iter().map(|item| Listed {
        title: item.card.title.clone(),
        summary: item.card.summary.clone(),
        url: item.card.address.clone(),
    });
    listed.collect()
}

/// The page that explains words, and the collection whose entries do.
fn glossary(catalogue: &Catalogue) -> Option<(String, String)> {
    catalogue.settings.views.iter().find_map(|view| match &view.kind {
        ViewKind::Glossary { of } if catalogue.lists.contains_key(of) => {
            Some((catalogue.list_address(of), of.clone()))
        }
        _ => None,
    })
}
