//! The pages that a site declares as views, and that of its data: what they have in common.

use super::compare::Comparison;
use super::view::MenuItem;
use super::{Part, Tools, accessibility, compare, glossary, guide, search, table};
use crate::catalogue::Catalogue;
use crate::hash::Hasher;
use crate::input::{View, ViewKind};
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Value};

/// A page that is made from the whole catalogue.
#[derive(Debug)]
pub struct Declared {
    /// Its heading.
    pub title: String,
    /// What menus call it.
    pub label: String,
    /// What it is for; may be empty.
    pub description: String,
    /// Which entry of the menu it belongs to.
    pub section: String,
    /// Its address.
    pub address: String,
    /// The template that shows it.
    pub template: &'static str,
    /// What it shows, as `view.shown`.
    pub shown: Shown,
    /// What it is about, as nodes of linked data; may be empty.
    pub linked_data: String,
}

/// What a declared page shows.
#[derive(Debug)]
pub enum Shown {
    /// Something that is the same wherever it is shown.
    Part(Arc<Part>),
    /// Entries side by side, with values as their own pages show them.
    Comparison(Comparison),
}

/// `view`, as templates see it, beside what is particular to its kind.
#[derive(Serialize)]
struct DeclaredView<'a> {
    /// Its heading.
    title: &'a str,
    /// What it is for; may be empty.
    description: &'a str,
    /// What is particular to its kind.
    shown: Value,
}

impl Declared {
    /// The page of `view`; `None` for views that have pages of another kind, and for those that
    /// name what is not there.
    pub(super) fn of(catalogue: &Catalogue, view: &View) -> Option<Self> {
        let section = || view.address.trim_end_matches('/').to_owned();
        let own = || view.address.clone();
        let mut linked_data = String::new();
        let (template, shown, address, section) = match &view.kind {
            ViewKind::Table { .. } => {
                let table = table::table(catalogue, &view.kind)?;
                ("table.html", Shown::Part(table), own(), section())
            }
            ViewKind::Guide => ("guide.html", Shown::Part(guide::guide(catalogue)), own(), section()),
            ViewKind::Search => {
                let address = catalogue.search_address.clone();
                ("search.html", Shown::Part(search::search(catalogue)), address, section())
            }
            ViewKind::Accessibility => {
                let statement = accessibility::statement(catalogue)?;
                ("accessibility.html", Shown::Part(statement), own(), section())
            }
            ViewKind::Compare { of, fields } => {
                let comparison = compare::comparison(catalogue, of, fields)?;
                ("compare.html", Shown::Comparison(comparison), own(), section())
            }
            ViewKind::Glossary { of } => {
                let glossary = glossary::glossary(catalogue, of)?;
                let address = catalogue.list_address(of);
                linked_data = glossary::linked_data(catalogue, of, &view.title, &address);
                ("glossary.html", Shown::Part(glossary), address, of.clone())
            }
            ViewKind::Pack { .. } => return None,
        };
        let (title, description) = (view.title.clone(), view.description.clone());
        let label = view.label.clone().unwrap_or_else(|| title.clone());
        Some(Self { title, label, description, section, address, template, shown, linked_data })
    }

    /// The line of a menu that leads here.
    pub(super) fn menu_item(&self) -> MenuItem {
        let (label, url) = (self.label.clone(), self.address.clone());
        MenuItem { label, url, section: self.section.clone() }
    }

    pub(super) fn hash(&self, hasher: Hasher) -> Hasher {
        let hasher = hasher.text(&self.title).text(&self.description).text(&self.section);
        let hasher = hasher.text(&self.address).text(&self.linked_data);
        match &self.shown {
            Shown::Part(part) => hasher.hash(part.hash),
            Shown::Comparison(comparison) => comparison.hash(hasher),
        }
    }

    pub(super) fn insert_into(&self, context: &mut Context, tools: Tools<'_>) {
        let shown = match &self.shown {
            Shown::Part(part) => part.value.clone(),
            Shown::Comparison(comparison) => comparison.value(tools),
        };
        let view = DeclaredView { title: &self.title, description: &self.description, shown };
        context.insert_value("view", Value::from_serializable(&view));
    }
}
