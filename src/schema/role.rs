//! What a Markdown file is for: an entry, or the introduction of a list.

use super::address;
use crate::text;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What a Markdown file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A page of its own.
    Entry,
    /// `index.md` of a collection's folder or of the content folder: what stands above the list
    /// or on the home page. Collections' fields do not apply to it.
    Introduction,
    /// `README.md` in a folder without an index: it stands for the folder.
    Folder,
}

/// Which folders have a file that stands for them.
#[derive(Debug)]
pub struct Roles<'a> {
    indexed: BTreeSet<&'a str>,
}

impl<'a> Roles<'a> {
    /// What the files at `paths` (relative to the content folder) say.
    pub fn of(paths: impl ParallelIterator<Item = &'a str>) -> Self {
        Self { indexed: paths.filter(|path| address::is_index(path)).map(text::parent).collect() }
    }

    /// The role of the file at `path`.
    pub fn role(&self, path: &str) -> Role {
        let folder = || text::parent(path);
        let is_readme = address::is_readme(path) && !self.indexed.contains(folder());
        match address::is_index(path) || is_readme {
            true if !folder().contains('/') => Role::Introduction,
            true if is_readme => Role::Folder,
            _ => Role::Entry,
        }
    }
}

/// Whether the name of a file alone says that it stands for its folder.
pub(super) fn stands_for_folder(path: &str) -> bool {
    address::is_index(path)
}
