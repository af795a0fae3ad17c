//! Where things are: entries by path, by id and by address.

use super::Item;
use crate::schema::segment;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// Finds entries.
pub(super) struct Index<'a> {
    by_path: FxHashMap<&'a str, usize>,
    by_id: FxHashMap<&'a str, Vec<usize>>,
    by_slug: FxHashMap<String, Vec<usize>>,
    by_address: FxHashMap<&'a str, usize>,
}

/// What an id may mean.
pub(super) enum Found {
    One(usize),
    Several(Vec<usize>),
    None,
}

impl<'a> Index<'a> {
    pub(super) fn new(items: &'a [Item]) -> Self {
        let mut index = Self {
            by_path: FxHashMap::with_capacity_and_hasher(items.len(), FxBuildHasher),
            by_id: FxHashMap::with_capacity_and_hasher(items.len(), FxBuildHasher),
            by_slug: FxHashMap::default(),
            by_address: FxHashMap::with_capacity_and_hasher(items.len(), FxBuildHasher),
        };
        for (at, item) in items.iter().enumerate() {
            index.by_path.insert(&item.entry.path, at);
            // A hidden entry may have the address of a shown one; readers only know the latter.
            let owner = index.by_address.entry(&item.card.address).or_insert(at);
            if item.shown && !items[*owner].shown {
                *owner = at;
            }
            if item.is_entry() {
                index.by_id.entry(&item.entry.id).or_default().push(at);
                let slug = segment(&item.entry.id);
                if slug != item.entry.id {
                    index.by_slug.entry(slug).or_default().push(at);
                }
            }
        }
        index
    }

    pub(super) fn path(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    pub(super) fn address(&self, address: &str) -> Option<usize> {
        self.by_address.get(address).copied()
    }

    /// The entry that `id` means anywhere: `id`, or `collection/id`.
    pub(super) fn id(&self, items: &[Item], id: &str) -> Found {
        let (folder, name) = id.rsplit_once('/').map_or((None, id), |(folder, name)| (Some(folder), name));
        let exact = self.by_id.get(name);
        let candidates = match exact {
            Some(exact) => exact,
            None => match self.by_slug.get(&segment(name)).or_else(|| self.by_id.get(segment(name).as_str()))
            {
                Some(near) => near,
                None => return Found::None,
            },
        };
        let fits = |at: &&usize| folder.is_none() || is_called(&items[**at], id);
        match candidates.iter().filter(fits).copied().collect::<Vec<_>>()[..] {
            [] => Found::None,
            [one] => Found::One(one),
            ref several => Found::Several(several.to_vec()),
        }
    }

    /// The entry of `collection` that `id` means.
    pub(super) fn in_collection(&self, items: &[Item], collection: &str, id: &str) -> Found {
        let name = id.rsplit_once('/').map_or(id, |(_, name)| name);
        let Some(candidates) = self.by_id.get(name) else { return Found::None };
        let fits = |at: &&usize| {
            let item = &items[**at];
            item.entry.collection.name == collection && (name == id || is_called(item, id))
        };
        match candidates.iter().filter(fits).copied().collect::<Vec<_>>()[..] {
            [] => Found::None,
            [one] => Found::One(one),
            ref several => Found::Several(several.to_vec()),
        }
    }
}

/// Whether `id`, which has folders in it, is the end of the entry's path without its ending: an
/// `index.md` is called by its folder.
fn is_called(item: &Item, id: &str) -> bool {
    let path = item.entry.path.as_str();
    let path = path.rsplit_once('.').map_or(path, |(path, _)| path);
    let name = item.entry.id.as_str();
    let path = if path.ends_with(name) { path } else { crate::text::parent(path) };
    path == id || path.ends_with(&format!("/{id}"))
}
