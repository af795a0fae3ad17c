//! Orders in which hits can be shown other than the best first: a file for each, which nobody gets
//! who does not ask for it.

use super::digits;
use crate::catalogue::{Catalogue, Item};
use serde_json::json;

/// An order of all documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// What was news last comes first, and what has no date comes last.
    Newest,
    /// From A to Z.
    Title,
}

impl Order {
    /// What scripts know it as.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Title => "title",
        }
    }

    /// Its file: the place of each of `items`, as the difference from the one before. Those between
    /// which it does not decide have the same place.
    pub(super) fn file(self, items: &[&Item]) -> String {
        let places = match self {
            Self::Newest => places(items, |item| std::cmp::Reverse(item.news)),
            Self::Title => places(items, |item| item.entry.title_key.as_str()),
        };
        let (mut text, mut before) = (String::new(), 0);
        for place in places {
            let step = place.wrapping_sub(before) as i32;
            digits::push(((step << 1) ^ (step >> 31)) as u32, &mut text);
            before = place;
        }
        format!("{}\n", json!({ "places": text }))
    }
}

/// The orders that `catalogue` has: by date only where there are dates.
pub(super) fn orders(catalogue: &Catalogue, items: &[usize]) -> Vec<Order> {
    let has_news = items.iter().any(|at| catalogue.items[*at].news.is_some());
    if has_news { vec![Order::Newest, Order::Title] } else { vec![Order::Title] }
}

/// The place of each item among the different keys, from 0.
fn places<'a, K: Ord>(items: &[&'a Item], key: impl Fn(&'a Item) -> K) -> Vec<u32> {
    let mut sorted: Vec<(K, usize)> = items.iter().enumerate().map(|(at, item)| (key(item), at)).collect();
    sorted.sort();
    let mut places = vec![0; items.len()];
    let mut place = 0;
    for (nth, (key, at)) in sorted.iter().enumerate() {
        place += u32::from(nth > 0 && sorted[nth - 1].0 != *key);
        places[*at] = place;
    }
    places
}
