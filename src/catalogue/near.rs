//! What an author may have meant by a link that leads nowhere.
//!
//! Looking through every name costs time, and a folder of strangers may hold thousands of
//! broken links: on a large site nothing is searched for, but a file that was only moved is found
//! all the same.

use super::Item;
use crate::input::Asset;
use crate::text;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The names there are.
pub(super) struct Near<'a> {
    items: &'a [Item],
    assets: &'a BTreeMap<String, Arc<Asset>>,
    lists: &'a BTreeMap<String, String>,
    /// Made when it is first asked for: most sites have no broken link.
    by_stem: OnceLock<FxHashMap<&'a str, Vec<&'a str>>>,
    searched: bool,
}

/// A site with more entries than this gets suggestions for moved files only.
const MOST_SEARCHED: usize = 2_000;

impl<'a> Near<'a> {
    pub(super) fn new(
        items: &'a [Item],
        assets: &'a BTreeMap<String, Arc<Asset>>,
        lists: &'a BTreeMap<String, String>,
    ) -> Self {
        Self { items, assets, lists, by_stem: OnceLock::new(), searched: items.len() <= MOST_SEARCHED }
    }

    fn by_stem(&self) -> &FxHashMap<&'a str, Vec<&'a str>> {
        self.by_stem.get_or_init(|| {
            let mut by_stem: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
            for item in self.items {
                by_stem.entry(text::stem(&item.entry.path)).or_default().push(&item.entry.path);
            }
            by_stem
        })
    }

    /// The address of the list of the collection whose folder is `folder`.
    pub(super) fn list_of(&self, folder: &str) -> Option<&str> {
        self.lists.get(folder).map(String::as_str)
    }

    /// The path, as seen from the file `from`, that is nearest to `wanted`.
    pub(super) fn path(&self, from: &str, wanted: &str) -> Option<String> {
        let stem = text::stem(wanted.trim_end_matches('/'));
        let moved = match self.by_stem().get(stem).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        };
        let searched = || {
            let stems = self.searched.then(|| self.items.iter().map(|item| text::stem(&item.entry.path)))?;
            let near = text::nearest(stem, stems)?;
            self.by_stem().get(near)?.first().copied()
        };
        moved.or_else(searched).map(|path| relative(from, path))
    }

    /// The id, of any collection or of one, that is nearest to `wanted`.
    pub(super) fn id(&self, collection: Option<&str>, wanted: &str) -> Option<&'a str> {
        if !self.searched {
            return None;
        }
        let fits = |item: &&Item| {
            item.is_entry() && collection.is_none_or(|collection| item.entry.collection.name == collection)
        };
        let ids = self.items.iter().filter(fits).map(|item| item.entry.id.as_str());
        text::nearest(wanted, ids)
    }

    /// The file, as seen from the file `from`, that is nearest to `wanted`.
    pub(super) fn asset(&self, from: &str, wanted: &str) -> Option<String> {
        if self.assets.len() > MOST_SEARCHED {
            return None;
        }
        let name = |path: &'a str| path.rsplit_once('/').map_or(path, |(_, name)| name);
        let near = text::nearest(
            wanted.rsplit('/').next().unwrap_or(wanted),
            self.assets.keys().map(|path| name(path)),
        )?;
        let path = self.assets.keys().find(|path| name(path) == near)?;
        Some(relative(from, path))
    }
}

/// `path` as seen from the file `from`.
fn relative(from: &str, path: &str) -> String {
    let from: Vec<&str> = text::parent(from).split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count().min(to.len() - 1);
    let mut parts = vec![".."; from.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}
