//! Where lists and entries are: each page needs an address of its own.

use super::facets::facet_key;
use super::{Facet, Item};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::{Collection, Settings, ViewKind};
use crate::schema::{Entry, Value, segment};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where the entries at the top of the content folder are listed, unless a folder is called that.
const TOP_LIST: [&str; 2] = ["pages/", "other-pages/"];

/// The address of each collection's list.
pub(super) fn of_lists(
    collections: &BTreeMap<String, Arc<Collection>>,
    items: &[Item],
) -> BTreeMap<String, String> {
    let mut addresses: BTreeMap<String, String> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for name in collections.keys().filter(|name| !name.is_empty()) {
        let address = free(&segment(name), |address| taken.contains(address));
        taken.insert(address.clone());
        addresses.insert(name.clone(), address);
    }
    if collections.contains_key("") {
        taken.extend(items.iter().map(|item| item.card.address.clone()));
        let usual = TOP_LIST.iter().find(|address| !taken.contains(**address));
        let address = usual.map(|address| (*address).to_owned());
        addresses.insert(
            String::new(),
            address.unwrap_or_else(|| free(TOP_LIST[1], |address| taken.contains(address))),
        );
    }
    addresses
}

/// `base/`, or with a number behind it where that is taken.
fn free(base: &str, taken: impl Fn(&str) -> bool) -> String {
    let base = base.trim_end_matches('/');
    let mut address = format!("{base}/");
    let mut n = 1;
    while taken(&address) {
        n += 1;
        address = format!("{base}-{n}/");
    }
    address
}

/// Where the search page is: as the site says, unless the list of a folder is there already.
pub(super) fn of_search(settings: &Settings, lists: &BTreeMap<String, String>) -> String {
    let view = settings.views.iter().find(|view| view.kind == ViewKind::Search);
    let address = view.map_or("", |view| &view.address);
    free(address, |address| lists.values().any(|list| list == address))
}

/// Moves what would be where something else is already: first come the site's own pages and the
/// lists, then facets, then entries. Every clash is reported.
pub(super) fn make_room(
    items: &mut [Item],
    facets: &mut [Facet],
    lists: &[List<'_>],
    search: &str,
    per_page: usize,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let own = [(search, "the search page"), ("data/", "the page of data files")];
    let mut taken: FxHashMap<String, String> =
        own.iter().map(|(address, what)| ((*address).to_owned(), (*what).to_owned())).collect();
    for list in lists {
        take(&mut taken, list.address, &format!("the list \"{}\"", list.title), list.length, per_page);
    }
    for facet in facets.iter_mut() {
        if let Some(what) = taken.get(&facet.address) {
            diagnostics.push(list_clash(facet, what, items));
            let address = free(&facet.address, |address| taken.contains_key(address));
            move_facet(facet, address);
        }
        taken.insert(facet.address.clone(), format!("the list of \"{}\"", facet.key));
        for value in facet.values.iter().filter(|value| !value.items.is_empty()) {
            let Some(address) = &value.card.url else { continue };
            take(
                &mut taken,
                address,
                &format!("the page of \"{}\"", value.card.label),
                value.items.len(),
                per_page,
            );
        }
    }
    let clashing: Vec<usize> = (0..items.len())
        .filter(|at| items[*at].in_lists() && taken.contains_key(&items[*at].card.address))
        .collect();
    if clashing.is_empty() {
        return;
    }
    let known: BTreeSet<String> = items.iter().map(|item| item.card.address.clone()).collect();
    for at in clashing {
        let item = &mut items[at];
        let Some(what) = taken.get(&item.card.address) else { continue };
        let message = format!("This file and {what} would both be at /{}.", item.card.address);
        diagnostics.push(
            Diagnostic::new(Code::AddressClash, message)
                .at(item.entry.source(), item.entry.opening.clone())
                .help("Rename the file."),
        );
        let address =
            free(&item.card.address, |address| taken.contains_key(address) || known.contains(address));
        item.card = item.entry.card_at(&address);
        taken.insert(address, item.entry.source().path.clone());
    }
}

/// Says which list is where that of `facet` should be, at the first value that calls for it.
fn list_clash(facet: &Facet, what: &str, items: &[Item]) -> Diagnostic {
    let message = format!("The list of \"{}\" and {what} would both be at /{}.", facet.key, facet.address);
    let fault = Diagnostic::new(Code::ListClash, message);
    let Some(first) = facet.values.iter().flat_map(|value| &value.items).min() else { return fault };
    let entry = &items[*first].entry;
    let called_for = entry.fields.iter().find(|field| {
        let is_term =
            |value: &Value| matches!(value, Value::Term { vocabulary, .. } if **vocabulary == *facet.key);
        match facet.of_vocabulary {
            true => field.value.each(&field.span).any(|(value, _)| is_term(value)),
            false => facet_key(&field.key) == facet.key,
        }
    });
    let span = called_for.map_or(entry.opening.clone(), |field| field.span.clone());
    let renamed = if facet.of_vocabulary { "vocabulary" } else { "key" };
    fault.at(entry.source(), span).help(format!("Rename the {renamed}, or the folder of the list."))
}

/// A list of entries that has pages.
pub(super) struct List<'a> {
    pub(super) title: &'a str,
    pub(super) address: &'a str,
    pub(super) length: usize,
}

/// Notes that a list and its further pages are at `address`.
fn take(taken: &mut FxHashMap<String, String>, address: &str, what: &str, length: usize, per_page: usize) {
    taken.insert(address.to_owned(), what.to_owned());
    for n in 2..=length.div_ceil(per_page.max(1)) {
        taken.insert(format!("{address}page/{n}/"), format!("page {n} of {what}"));
    }
}

fn move_facet(facet: &mut Facet, address: String) {
    for value in &mut facet.values {
        let url = value.card.url.as_deref().and_then(|url| url.strip_prefix(facet.address.as_str()));
        let url = url.map(|rest| format!("{address}{rest}"));
        value.card = Arc::new(value.card.moved(url));
    }
    facet.address = address;
}

/// For each entry the address that it gets instead of its own, where an earlier one that is
/// shown has that already. Every clash is reported, naming both.
pub(super) fn assign(
    entries: &[Arc<Entry>],
    shown: impl Fn(usize) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<String>> {
    let mut owners: FxHashMap<&str, usize> =
        FxHashMap::with_capacity_and_hasher(entries.len(), FxBuildHasher);
    let mut clashing = Vec::new();
    for (at, entry) in entries.iter().enumerate().filter(|(at, _)| shown(*at)) {
        match owners.get(entry.address.as_str()) {
            Some(first) => clashing.push((at, *first)),
            None => {
                owners.insert(&entry.address, at);
            }
        }
    }
    let mut taken: BTreeSet<String> = clashing.iter().map(|(at, _)| entries[*at].address.clone()).collect();
    let mut assigned = vec![None; entries.len()];
    for (at, first) in clashing {
        diagnostics.push(clash(&entries[at], &entries[first]));
        let base = entries[at].address.trim_end_matches('/');
        let free = (2..)
            .map(|n| format!("{base}-{n}/"))
            .find(|address| !owners.contains_key(address.as_str()) && !taken.contains(address));
        taken.extend(free.clone());
        assigned[at] = free;
    }
    assigned
}

fn clash(entry: &Entry, first: &Entry) -> Diagnostic {
    let message = format!("This file and {} would both be at /{}.", first.source().path, entry.address);
    Diagnostic::new(Code::AddressClash, message)
        .at(entry.source(), entry.opening.clone())
        .related(first.source(), first.opening.clone(), "this file has the address now")
        .help("Rename one of the two files.")
}
