//! What of an earlier catalogue is still right in a new one.
//!
//! Looking up again where thousands of links lead takes longer than an author should wait for a new
//! file. So each entry remembers the entries that it found, and the names that it asked for: it is
//! stale when one of those entries changed, or when one of those names came, went or moved.

use super::index::keys;
use super::resolved::{Handle, Resolved};
use super::{Catalogue, Item};
use crate::schema::Entry;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Which entries of a catalogue an earlier one has too.
pub(super) struct Earlier<'a> {
    pub(super) known: &'a Catalogue,
    /// For each entry, its number there.
    numbers: Vec<Option<usize>>,
    /// The numbers there of entries that are gone.
    gone: Vec<usize>,
}

impl<'a> Earlier<'a> {
    /// `known` beside `entries`. Both are in the order of paths.
    pub(super) fn of(known: &'a Catalogue, entries: &[Arc<Entry>]) -> Self {
        let mut numbers = Vec::with_capacity(entries.len());
        let mut gone = Vec::new();
        let mut next = 0;
        for entry in entries {
            // Most entries are the very same: only around the others are paths compared.
            let is_same = |item: &Item| Arc::ptr_eq(&item.entry, entry) || item.entry.path == entry.path;
            let comes_before = |item: &&Item| !is_same(item) && item.entry.path < entry.path;
            while known.items.get(next).filter(comes_before).is_some() {
                gone.push(next);
                next += 1;
            }
            let number = known.items.get(next).is_some_and(is_same).then_some(next);
            next += usize::from(number.is_some());
            numbers.push(number);
        }
        gone.extend(next..known.items.len());
        Self { known, numbers, gone }
    }

    /// What entry number `at` was.
    pub(super) fn item(&self, at: usize) -> Option<&'a Item> {
        self.numbers[at].map(|number| &self.known.items[number])
    }

    /// The number that `item`, number `at`, has there, where its entry is the same.
    pub(super) fn same(&self, at: usize, item: &Item) -> Option<usize> {
        self.numbers[at].filter(|number| Arc::ptr_eq(&self.known.items[*number].entry, &item.entry))
    }

    /// The handles of the entries: those that they had, and new ones for new entries.
    pub(super) fn handles(&self) -> impl Iterator<Item = Handle> {
        let mut fresh = self.known.numbers.len();
        self.numbers.iter().map(move |number| match number {
            Some(number) => self.known.items[*number].handle,
            None => {
                fresh += 1;
                Handle::new(fresh - 1)
            }
        })
    }

    /// The numbers of those of `items` that lists show and showed, and whose entries are the same, in
    /// the order of lists.
    pub(super) fn order(&self, items: &[Item]) -> Vec<usize> {
        let mut now = vec![None; self.known.items.len()];
        for (at, item) in items.iter().enumerate().filter(|(_, item)| item.in_lists()) {
            if let Some(number) = self.same(at, item) {
                now[number] = Some(at);
            }
        }
        self.known.lists.values().flatten().filter_map(|number| now[*number]).collect()
    }

    /// What `items` refer to, where nothing around them changed: `look_up` is asked for those that are
    /// stale, by their numbers.
    pub(super) fn resolved(
        &self,
        items: &[Item],
        look_up: impl FnOnce(&[usize]) -> Vec<Arc<Resolved>>,
    ) -> Vec<Arc<Resolved>> {
        let kept = self.kept(items);
        let stale: Vec<usize> = (0..items.len()).filter(|at| kept[*at].is_none()).collect();
        let mut again = look_up(&stale).into_iter();
        kept.into_iter().map(|kept| kept.cloned().or_else(|| again.next()).unwrap_or_default()).collect()
    }

    /// For each of `items` what it refers to, unless that is stale.
    fn kept(&self, items: &[Item]) -> Vec<Option<&'a Arc<Resolved>>> {
        let mut is_same = vec![false; self.known.numbers.len()];
        let mut names = FxHashSet::default();
        for (at, item) in items.iter().enumerate() {
            match self.item(at) {
                Some(before) if looks_same(item, before) => is_same[item.handle.index()] = true,
                Some(before) if has_same_names(item, before) => {}
                before => names.extend(before.into_iter().chain([item]).flat_map(keys)),
            }
        }
        names.extend(self.gone.iter().flat_map(|number| keys(&self.known.items[*number])));
        let is_same = |handle: &Handle| is_same.get(handle.index()).copied().unwrap_or_default();
        let is_sound = |resolved: &&Arc<Resolved>| {
            // What was meant by a name that is nowhere may be any of the names there are.
            let asks_again =
                || !resolved.diagnostics.is_empty() || resolved.asked.iter().any(|name| names.contains(name));
            resolved.targets.iter().all(is_same) && (names.is_empty() || !asks_again())
        };
        let kept = items.iter().zip(&self.numbers).map(|(item, number)| {
            let number = number.filter(|_| is_same(&item.handle));
            number.map(|number| &self.known.resolved[number]).filter(is_sound)
        });
        kept.collect()
    }
}

/// Whether others see the same of an entry as they did.
fn looks_same(item: &Item, before: &Item) -> bool {
    Arc::ptr_eq(&item.entry, &before.entry)
        && item.card.hash == before.card.hash
        && (item.shown, item.state) == (before.shown, before.state)
}

/// Whether every name of an entry leads to it as it did.
fn has_same_names(item: &Item, before: &Item) -> bool {
    (item.shown, item.state) == (before.shown, before.state)
        && item.entry.id == before.entry.id
        && item.card.address == before.card.address
}
