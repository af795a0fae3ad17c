//! The pages that a site declares as views, and that of its data: what they have in common.

use super::view::MenuItem;
use super::{Part, glossary, guide, table};
use crate::catalogue::Catalogue;
use crate::hash::Hasher;
use crate::input::{View, ViewKind};
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Value};

/// A page that shows one part, made from the whole catalogue.
#[derive(Debug)]
pub struct Declared {
    /// Its heading.
    pub title: String,
    /// What it is for; may be empty.
    pub description: String,
    /// Which entry of the menu it belongs to.
    pub section: String,
    /// Its address.
    pub address: String,
    /// The template that shows it.
    pub template: &'static str,
    /// What it shows, as `view`.
    pub part: Arc<Part>,
    /// What it is about, as nodes of linked data; may be empty.
    pub linked_data: String,
}

/// `view`, as templates see it, beside what is particular to its kind.
#[derive(Serialize)]
struct DeclaredView<'a> {
    title: &'a str,
    description: &'a str,
    shown: Value,
}

impl Declared {
    /// The page of `view`; `None` for views that have pages of another kind, and for those that
    /// name what is not there.
    pub(super) fn of(catalogue: &Catalogue, view: &View) -> Option<Self> {
        let section = || view.address.trim_end_matches('/').to_owned();
        let mut linked_data = String::new();
        let (template, part, address, section) = match &view.kind {
            ViewKind::Table { .. } => {
                ("table.html", table::table(catalogue, &view.kind)?, view.address.clone(), section())
            }
            ViewKind::Guide => ("guide.html", guide::guide(catalogue), view.address.clone(), section()),
            ViewKind::Glossary { of } => {
                let part = glossary::glossary(catalogue, of)?;
                let address = catalogue.list_address(of);
                linked_data = glossary::linked_data(catalogue, of, &view.title, &address);
                ("glossary.html", part, address, of.clone())
            }
            ViewKind::Pack { .. } => return None,
        };
        let (title, description) = (view.title.clone(), view.description.clone());
        Some(Self { title, description, section, address, template, part, linked_data })
    }

    /// The line of a menu that leads here.
    pub(super) fn menu_item(&self) -> MenuItem {
        let (label, url) = (self.title.clone(), self.address.clone());
        MenuItem { label, url, section: self.section.clone() }
    }

    pub(super) fn hash(&self, hasher: Hasher) -> Hasher {
        let hasher = hasher.text(&self.title).text(&self.description).text(&self.section);
        hasher.text(&self.address).hash(self.part.hash).text(&self.linked_data)
    }

    pub(super) fn insert_into(&self, context: &mut Context) {
        let view = DeclaredView {
            title: &self.title,
            description: &self.description,
            shown: self.part.value.clone(),
        };
        context.insert_value("view", Value::from_serializable(&view));
    }
}
