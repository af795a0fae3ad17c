//! A pack: all that the steps of an entry name, in order, on one page to print.

use super::steps::{steps, total};
use super::view::{Crumb, PackView, StepView};
use super::{Tools, body};
use crate::catalogue::{Catalogue, Handle, Resolved};
use crate::hash::Hasher;
use crate::schema::{Card, Entry};
use std::collections::BTreeSet;
use std::sync::Arc;
use tera::{Context, Value};

/// What a pack shows.
#[derive(Debug)]
pub struct Pack {
    /// What the site calls its packs.
    pub title: String,
    /// The entry whose steps these are.
    pub entry: Arc<Entry>,
    /// Its card.
    pub card: Arc<Card>,
    /// The list that the entry stands in: label and address.
    pub above: (String, String),
    /// For each step the entry that it names, if readers see that.
    pub named: Vec<Option<Named>>,
}

/// An entry that a step names.
#[derive(Debug)]
pub struct Named {
    /// The entry.
    pub entry: Arc<Entry>,
    /// Its card.
    pub card: Arc<Card>,
    /// Its links and images.
    pub resolved: Arc<Resolved>,
}

/// The address of the pack of the entry at `address`.
pub(super) fn address(address: &str) -> String {
    format!("{address}pack/")
}

impl Pack {
    /// The pack of the entry number `at`.
    pub(super) fn of(catalogue: &Catalogue, title: &str, at: usize) -> Self {
        let item = &catalogue.items[at];
        let references = &catalogue.resolved[at].references;
        let named = steps(&item.entry).into_iter().map(|step| {
            let (collection, id) = step.names?;
            let is_named = |target: Handle| catalogue.item(target).entry.collection.name == collection;
            let reference = references.iter().find(|known| known.id == id && is_named(known.target))?;
            let target = catalogue.item(reference.target);
            Some(Named {
                entry: target.entry.clone(),
                card: target.card.clone(),
                resolved: catalogue.resolved[catalogue.number(reference.target)].clone(),
            })
        });
        let collection = &item.entry.collection;
        Self {
            title: title.to_owned(),
            named: named.collect(),
            entry: item.entry.clone(),
            card: item.card.clone(),
            above: (collection.plural.clone(), catalogue.list_address(&collection.name)),
        }
    }

    /// Whether it shows the text of one of the entries at `paths`.
    pub(super) fn shows_any(&self, paths: &BTreeSet<&str>) -> bool {
        self.named.iter().flatten().any(|named| paths.contains(named.entry.path.as_str()))
    }

    pub(super) fn address(&self) -> String {
        address(&self.card.address)
    }

    pub(super) fn own_title(&self) -> String {
        format!("{}: {}", self.entry.title, self.title)
    }

    pub(super) fn crumbs(&self) -> [Crumb<'_>; 2] {
        let (label, url) = &self.above;
        [Crumb { label, url }, Crumb { label: &self.entry.title, url: &self.card.address }]
    }

    pub(super) fn hash(&self, hasher: Hasher) -> Hasher {
        let hasher = hasher.text(&self.title).hash(self.entry.hash).hash(self.card.hash);
        let hasher = hasher.text(&self.above.0).text(&self.above.1);
        self.named.iter().fold(hasher, |hasher, named| match named {
            Some(named) => hasher
                .number(1)
                .hash(named.entry.hash)
                .hash(named.card.hash)
                .hashes(named.resolved.fillings.iter().map(|filling| filling.hash)),
            None => hasher.number(0),
        })
    }

    pub(super) fn insert_into(&self, context: &mut Context, tools: Tools<'_>) {
        let steps = steps(&self.entry);
        let shown = steps.iter().zip(&self.named).enumerate().map(|(at, (step, named))| {
            let html = named.as_ref().and_then(|named| {
                let filling = named.resolved.fillings.first()?;
                Some(body::nested_html(&named.entry.body, filling, tools.root, &format!("s{}-", at + 1)))
            });
            StepView::new(step, named.as_ref().map(|named| &*named.card), html, tools.words)
        });
        let view = PackView {
            title: &self.title,
            of: &self.entry.title,
            url: &self.card.address,
            summary: &self.entry.summary,
            minutes: total(&steps),
            steps: shown.collect(),
        };
        context.insert_value("pack", Value::from_serializable(&view));
    }
}
