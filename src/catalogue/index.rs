//! Where things are: entries by path, by id and by address.

use super::Item;
use crate::schema::{is_segment, segment};
use crate::text;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::borrow::Cow;
use std::hash::BuildHasher;
use std::sync::OnceLock;

/// Finds entries. Each table is made when something is first looked up in it: after most edits few
/// are needed, and all of them look at every entry.
pub(super) struct Index<'a> {
    items: &'a [Item],
    by_path: OnceLock<FxHashMap<&'a str, usize>>,
    by_id: OnceLock<FxHashMap<&'a str, Vec<usize>>>,
    by_slug: OnceLock<FxHashMap<String, Vec<usize>>>,
    by_address: OnceLock<FxHashMap<&'a str, usize>>,
}

/// What an id may mean.
pub(super) enum Found {
    One(usize),
    Several(Vec<usize>),
    None,
}

impl<'a> Index<'a> {
    pub(super) fn new(items: &'a [Item]) -> Self {
        Self {
            items,
            by_path: OnceLock::new(),
            by_id: OnceLock::new(),
            by_slug: OnceLock::new(),
            by_address: OnceLock::new(),
        }
    }

    pub(super) fn path(&self, path: &str) -> Option<usize> {
        let all = || self.items.iter().enumerate().map(|(at, item)| (item.entry.path.as_str(), at));
        self.by_path.get_or_init(|| all().collect()).get(path).copied()
    }

    pub(super) fn address(&self, address: &str) -> Option<usize> {
        let all = || {
            let mut owners: FxHashMap<&str, usize> = FxHashMap::default();
            for (at, item) in self.items.iter().enumerate() {
                // A hidden entry may have the address of a shown one; readers only know the latter.
                let owner = owners.entry(&item.card.address).or_insert(at);
                if item.shown && !self.items[*owner].shown {
                    *owner = at;
                }
            }
            owners
        };
        self.by_address.get_or_init(all).get(address).copied()
    }

    /// The entries that are called `id`.
    fn called(&self, id: &str) -> Option<&Vec<usize>> {
        let all = || {
            let mut called: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
            self.entries().for_each(|(at, item)| called.entry(&item.entry.id).or_default().push(at));
            called
        };
        self.by_id.get_or_init(all).get(id)
    }

    /// The entries whose id looks like `slug` in an address, and is not that itself.
    fn spelt_like(&self, slug: &str) -> Option<&Vec<usize>> {
        let all = || {
            let mut spelt: FxHashMap<String, Vec<usize>> = FxHashMap::default();
            for (at, item) in self.entries().filter(|(_, item)| !is_segment(&item.entry.id)) {
                spelt.entry(segment(&item.entry.id)).or_default().push(at);
            }
            spelt
        };
        self.by_slug.get_or_init(all).get(slug)
    }

    fn entries(&self) -> impl Iterator<Item = (usize, &'a Item)> {
        self.items.iter().enumerate().filter(|(_, item)| item.is_entry())
    }

    /// The entry that `id` means anywhere: `id`, or `collection/id`.
    pub(super) fn id(&self, id: &str) -> Found {
        let (folder, name) = id.rsplit_once('/').map_or((None, id), |(folder, name)| (Some(folder), name));
        let near = || {
            let slug = segment(name);
            self.spelt_like(&slug).or_else(|| self.called(&slug))
        };
        let Some(candidates) = self.called(name).or_else(near) else { return Found::None };
        let fits = |at: &&usize| folder.is_none() || is_called(&self.items[**at], id);
        match candidates.iter().filter(fits).copied().collect::<Vec<_>>()[..] {
            [] => Found::None,
            [one] => Found::One(one),
            ref several => Found::Several(several.to_vec()),
        }
    }

    /// The entry of `collection` that `id` means.
    pub(super) fn in_collection(&self, collection: &str, id: &str) -> Found {
        let name = id.rsplit_once('/').map_or(id, |(_, name)| name);
        let Some(candidates) = self.called(name) else { return Found::None };
        let fits = |at: &&usize| {
            let item = &self.items[**at];
            item.entry.collection.name == collection && (name == id || is_called(item, id))
        };
        match candidates.iter().filter(fits).copied().collect::<Vec<_>>()[..] {
            [] => Found::None,
            [one] => Found::One(one),
            ref several => Found::Several(several.to_vec()),
        }
    }
}

/// The files that a link to their folder leads to, the first of them that is there.
pub(super) const OF_FOLDER: [&str; 3] = ["index.md", "_index.md", "README.md"];

/// How many letters of a name its key is made of.
const TELLING: usize = 64;

/// What stands for a name: the same for every form of an id or an address that may lead to one entry.
pub(super) fn name_key(name: &str) -> u32 {
    let name = name.trim_end_matches('/');
    let last = name.rsplit('/').next().unwrap_or(name);
    let key = if is_segment(last) { Cow::Borrowed(last) } else { Cow::Owned(segment(last)) };
    // The segment of a very long name is cut, and is a name for it too.
    FxBuildHasher.hash_one(&key[..key.len().min(TELLING)]) as u32
}

/// What stands for a path, with the ending of a text or without.
pub(super) fn path_key(path: &str) -> u32 {
    name_key(path.trim_end_matches(".md"))
}

/// What stands for each of the names that lead to `item`.
pub(super) fn keys(item: &Item) -> impl Iterator<Item = u32> {
    let path = item.entry.path.as_str();
    let folder = OF_FOLDER.iter().any(|name| path.ends_with(name)).then(|| path_key(text::parent(path)));
    [path_key(path), name_key(&item.entry.id), name_key(&item.card.address)].into_iter().chain(folder)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_may_lead_to_one_entry_have_one_key() {
        for name in ["One Two", "???", &"long ".repeat(50), &"l".repeat(200)] {
            assert_eq!(name_key(name), name_key(&segment(name)), "{name}");
            assert_eq!(name_key(name), name_key(&format!("cases/{name}/")), "{name}");
        }
        assert_eq!(path_key("cases/one.md"), path_key("cases/one"));
        assert_ne!(name_key("one"), name_key("two"));
    }
}
