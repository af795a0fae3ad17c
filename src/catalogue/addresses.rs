//! Where lists and entries are: each page needs an address of its own.

use crate::diagnostic::{Code, Diagnostic};
use crate::input::Collection;
use crate::schema::{Entry, segment};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Where the entries at the top of the content folder are listed, unless a folder is called that.
const TOP_LIST: [&str; 2] = ["pages/", "other-pages/"];

/// The address of each collection's list.
pub(super) fn of_lists(collections: &BTreeMap<String, Arc<Collection>>) -> BTreeMap<String, String> {
    let named = collections.keys().filter(|name| !name.is_empty());
    let mut addresses: BTreeMap<String, String> =
        named.map(|name| (name.clone(), format!("{}/", segment(name)))).collect();
    let free = TOP_LIST.iter().find(|address| !addresses.values().any(|taken| taken == *address));
    if collections.contains_key("") {
        addresses.insert(String::new(), free.unwrap_or(&TOP_LIST[1]).to_string());
    }
    addresses
}

/// For each entry the address that it gets instead of its own, where an earlier one that is
/// shown has that already. Every clash is reported, naming both.
pub(super) fn assign(
    entries: &[Arc<Entry>],
    shown: impl Fn(usize) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<String>> {
    let mut owners: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
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
        .in_file(entry.source().path.clone())
        .help("Rename one of the two files.")
}
