//! The order of entries in lists.

use super::Item;
use super::earlier::Earlier;
use crate::input::Settings;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The numbers of the entries that lists show, in the order in which every list shows them:
/// what is gathered in this order needs no sorting of its own.
pub(super) fn order(items: &[Item], earlier: Option<&Earlier<'_>>) -> Vec<usize> {
    let mut order = earlier.map(|earlier| earlier.order(items)).unwrap_or_default();
    let mut is_known = vec![false; items.len()];
    order.iter().for_each(|at| is_known[*at] = true);
    let others: Vec<usize> = (0..items.len()).filter(|at| items[*at].in_lists() && !is_known[*at]).collect();
    if others.len() > MANY {
        order.extend(others);
        order.par_sort_unstable_by(|a, b| compare(&items[*a], &items[*b]));
        return order;
    }
    for other in others {
        let place = order.partition_point(|at| compare(&items[*at], &items[other]).is_lt());
        order.insert(place, other);
    }
    order
}

/// So many entries are not put into their places one by one.
const MANY: usize = 100;

/// By collection, by the collection's sort field (what has none comes last), by title, by path.
fn compare(a: &Item, b: &Item) -> Ordering {
    let (left, right) = (&a.entry, &b.entry);
    let by_field = || match (left.sort_key.is_empty(), right.sort_key.is_empty()) {
        (false, false) if left.collection.sort.descending => right.sort_key.cmp(&left.sort_key),
        (false, false) => left.sort_key.cmp(&right.sort_key),
        (none, other_none) => none.cmp(&other_none),
    };
    left.collection
        .name
        .cmp(&right.collection.name)
        .then_with(by_field)
        .then_with(|| left.title_key.cmp(&right.title_key))
        .then_with(|| left.path.cmp(&right.path))
}

/// How many pages at the top of the content folder fit at the foot of every page.
pub const FOOT_PAGES: usize = 12;

/// How many of them the home page shows of a folder without settings.
const HOME_PAGES: usize = 6;

/// Whether the pages at the top of the content folder have a list of their own: those of a site
/// with settings stand at the foot of every page, as long as they are few enough.
pub(super) fn lists_top_pages(settings: &Settings, lists: &BTreeMap<String, Vec<usize>>) -> bool {
    let few = if settings.declared { FOOT_PAGES } else { HOME_PAGES };
    lists.get("").is_some_and(|list| list.len() > few)
}
