//! What is derived from the whole catalogue for machines: the sitemap, and the entries as data.
//!
//! Each file is made when it is asked for: an author who edits a page need not wait for it.

mod data;
mod sitemap;

use crate::catalogue::Catalogue;
use crate::hash::{Hash, Hasher};
use crate::input::Meaning;
use crate::page::Pages;
use std::sync::Arc;

/// A file made from the whole catalogue.
#[derive(Debug, Clone)]
pub struct Derived {
    what: What,
    catalogue: Arc<Catalogue>,
    pages: Arc<Pages>,
}

#[derive(Debug, Clone)]
enum What {
    Sitemap(String),
    /// The entries of a collection.
    Entries(String),
    /// Every figure of a collection.
    Figures(String),
}

/// The derived files, by path.
pub fn derived(catalogue: &Arc<Catalogue>, pages: &Arc<Pages>) -> Vec<(String, Derived)> {
    let mut files = Vec::new();
    let mut add = |path: String, what: What| {
        files.push((path, Derived { what, catalogue: catalogue.clone(), pages: pages.clone() }));
    };
    if let Some(base) = &catalogue.settings.base_url {
        add("sitemap.xml".to_owned(), What::Sitemap(base.clone()));
    }
    for (name, collection) in &catalogue.collections {
        if collection.source.is_none() || name.is_empty() {
            continue;
        }
        let file = name.replace('/', "-");
        add(format!("data/{file}.json"), What::Entries(name.clone()));
        if collection.with_role(Meaning::Figures).is_some() {
            add(format!("data/{file}-figures.csv"), What::Figures(name.clone()));
        }
    }
    files
}

impl Derived {
    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        match &self.what {
            What::Sitemap(base) => sitemap::sitemap(base, self.pages.iter()).into_bytes(),
            What::Entries(name) => data::entries(&self.catalogue, self.pages.words(), name),
            What::Figures(name) => data::figures(&self.catalogue, self.pages.words(), name).into_bytes(),
        }
    }

    /// Changes whenever its bytes may change: they hold no text of an entry.
    pub fn key(&self) -> Hash {
        let what = match &self.what {
            What::Sitemap(base) => Hasher::default().number(1).text(base),
            What::Entries(name) => Hasher::default().number(2).text(name),
            What::Figures(name) => Hasher::default().number(3).text(name),
        };
        what.hash(self.catalogue.key).hash(self.pages.words().hash()).finish()
    }
}
