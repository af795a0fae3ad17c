//! What the fields of a schema may name: the terms and the entries that there are.

use super::address::{self, is_index};
use super::role::{Role, Roles};
use crate::input::{Inputs, Vocabulary, collection_of};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The vocabularies, and the ids of entries by collection: all of them, or the first, which is
/// enough for an example.
#[derive(Debug)]
pub struct Known<'a> {
    /// The vocabularies, by name.
    pub vocabularies: &'a BTreeMap<String, Arc<Vocabulary>>,
    /// Ids of entries, by the name of their collection.
    pub ids: BTreeMap<&'a str, Vec<String>>,
}

impl<'a> Known<'a> {
    /// Everything that `inputs` know. No file is parsed for it: ids are names of files.
    pub fn of(inputs: &'a Inputs) -> Self {
        let roles = Roles::of(inputs.sources.par_iter().map(|source| inputs.content_path(source)));
        let mut ids: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for path in inputs.sources.iter().map(|source| inputs.content_path(source)) {
            let role = roles.role(path);
            if role != Role::Introduction {
                let stands_for_folder = role == Role::Folder || is_index(path);
                ids.entry(collection_of(path)).or_default().push(address::id(path, stands_for_folder));
            }
        }
        Self { vocabularies: &inputs.vocabularies, ids }
    }

    /// The ids of the entries of `collection`.
    pub(super) fn ids(&self, collection: &str) -> &[String] {
        self.ids.get(collection).map_or(&[], Vec::as_slice)
    }
}
