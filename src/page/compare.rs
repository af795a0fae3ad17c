//! Entries of a collection side by side.
//!
//! One table holds all of them, as long as they are few enough, and a script leaves those that the
//! reader chose. Of a larger collection only the choices and the names of the rows are here: the
//! script takes the rest from the entries' own pages.

use super::Tools;
use super::entry::ReferredTo;
use super::facts::{Facts, SHOWN_ELSEWHERE};
use super::gather::referred_to;
use super::lookup::Lookup;
use super::view::{EvidenceView, FigureView};
use crate::catalogue::{Catalogue, Item, Resolved};
use crate::hash::{Hash, Hasher};
use crate::input::{Collection, Meaning, ViewKind, from_key};
use crate::schema::{Card, Entry};
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;
use tera::Value;

/// How many entries one table holds.
const MOST_COLUMNS: usize = 60;

/// What a page shows on which entries are compared.
#[derive(Debug)]
pub struct Comparison {
    /// What one of them is called, and several.
    pub called: (String, String),
    /// Their list.
    pub list: String,
    /// Every entry that can be chosen: the name that addresses use, and its card.
    pub choices: Vec<(String, Arc<Card>)>,
    /// The same entries with all that the table shows; empty where they are too many.
    pub columns: Vec<Compared>,
    /// Key and label of each field that is compared.
    pub rows: Vec<(String, String)>,
    /// Whether any of them says how sure we are.
    pub has_evidence: bool,
    /// Whether any of them has figures.
    pub has_figures: bool,
}

/// An entry in a column of the table.
#[derive(Debug)]
pub struct Compared {
    /// The entry.
    pub entry: Arc<Entry>,
    /// Its links, images and terms.
    pub resolved: Arc<Resolved>,
    /// The entries that its fields refer to.
    pub references: Vec<ReferredTo>,
}

/// `view.shown` of a comparison.
#[derive(Serialize)]
struct View<'a> {
    /// What one entry is called.
    singular: &'a str,
    /// What several are called.
    plural: &'a str,
    /// Their list.
    list: &'a str,
    /// Whether the table holds all entries.
    is_complete: bool,
    /// The entries that can be chosen.
    choices: Vec<Choice<'a>>,
    /// The summary of each entry.
    summaries: Vec<&'a str>,
    /// Whether any of them has figures.
    has_figures: bool,
    /// How sure we are of each entry.
    evidence: Vec<Option<EvidenceView<'a>>>,
    /// Whether any of them says how sure we are.
    has_evidence: bool,
    /// Why each entry has no figures; may be empty.
    no_figures: Vec<&'a str>,
    /// The figures of each entry.
    figures: Vec<Vec<FigureView<'a>>>,
    /// Their fields.
    rows: Vec<Row<'a>>,
}

/// An entry that can be chosen.
#[derive(Serialize)]
struct Choice<'a> {
    /// What the address of a comparison calls it.
    name: &'a str,
    /// Its title.
    title: &'a str,
    /// Its page.
    url: &'a str,
}

/// A field of all entries in the table.
#[derive(Serialize)]
struct Row<'a> {
    /// The key in the front matter.
    key: &'a str,
    /// What readers see.
    label: &'a str,
    /// The values of each entry, as those of a fact; an entry may have none.
    cells: Vec<Vec<Value>>,
}

/// The comparison of the entries of `of`; `None` where there is no such collection.
pub(super) fn comparison(
    catalogue: &Catalogue,
    of: &str,
    fields: &[(String, Range<usize>)],
) -> Option<Comparison> {
    let collection = catalogue.collections.get(of)?;
    let numbers = catalogue.lists.get(of)?;
    let entries: Vec<&Entry> = numbers.iter().map(|at| &*catalogue.items[*at].entry).collect();
    let choice = |at: &usize| {
        let item = &catalogue.items[*at];
        (name(catalogue, item).to_owned(), item.card.clone())
    };
    let column = |at: &usize| Compared {
        entry: catalogue.items[*at].entry.clone(),
        resolved: catalogue.resolved[*at].clone(),
        references: referred_to(catalogue, *at),
    };
    let in_table = if numbers.len() > MOST_COLUMNS { &[] } else { numbers.as_slice() };
    let top = |role: Meaning| collection.with_role(role).and_then(|path| path.split('.').next());
    let (evidence, figures) = (top(Meaning::Evidence), top(Meaning::Figures));
    Some(Comparison {
        called: (collection.singular.clone(), collection.plural.clone()),
        list: catalogue.list_address(of),
        choices: numbers.iter().map(choice).collect(),
        columns: in_table.iter().map(column).collect(),
        has_evidence: evidence.is_some_and(|key| entries.iter().any(|entry| has(entry, key))),
        has_figures: figures.is_some_and(|key| entries.iter().any(|entry| has(entry, key))),
        rows: rows(collection, &entries, fields),
    })
}

fn has(entry: &Entry, key: &str) -> bool {
    entry.fields.iter().any(|field| field.key == key)
}

/// Key and label of the fields that are compared: those `chosen`, or all that pages tell as facts, in
/// the order of the collection. What no entry has is left out.
fn rows(
    collection: &Collection,
    entries: &[&Entry],
    chosen: &[(String, Range<usize>)],
) -> Vec<(String, String)> {
    let declared = collection.fields.as_deref().unwrap_or_default();
    let mut keys: Vec<&str> = match (chosen, &collection.fields) {
        ([], Some(_)) => declared.iter().map(|field| field.key.as_str()).collect(),
        ([], None) => Vec::new(),
        (chosen, _) => chosen.iter().map(|(key, _)| key.as_str()).collect(),
    };
    if chosen.is_empty() && collection.fields.is_none() {
        for field in entries.iter().flat_map(|entry| &entry.fields) {
            if !keys.contains(&field.key.as_str()) {
                keys.push(&field.key);
            }
        }
    }
    let is_told = |key: &str| collection.field(key).is_none_or(|field| field.is_fact());
    keys.retain(|key| !SHOWN_ELSEWHERE.contains(key) && is_told(key));
    keys.retain(|key| entries.iter().any(|entry| has(entry, key)));
    let label = |key: &str| collection.field(key).map_or_else(|| from_key(key), |field| field.label.clone());
    keys.into_iter().map(|key| (key.to_owned(), label(key))).collect()
}

/// What the address of a comparison calls an entry: its own address below its list, where it is there.
/// Ids would not do, as two folders of a collection may hold the same.
fn name<'a>(catalogue: &Catalogue, item: &'a Item) -> &'a str {
    let list = catalogue.list_addresses.get(&item.entry.collection.name);
    let address = item.card.address.as_str();
    list.and_then(|list| address.strip_prefix(list.as_str())).unwrap_or(address).trim_end_matches('/')
}

/// The address at which `item` is compared with others, and what the site calls that.
pub(super) fn link(catalogue: &Catalogue, item: &Item) -> Option<(String, String)> {
    let collection = item.entry.collection.name.as_str();
    let view = catalogue
        .settings
        .views
        .iter()
        .find(|view| matches!(&view.kind, ViewKind::Compare { of, .. } if of == collection))?;
    Some((format!("{}?with={}", view.address, name(catalogue, item)), view.title.clone()))
}

impl Comparison {
    pub(super) fn hash(&self, hasher: Hasher) -> Hasher {
        let hasher = hasher.text(&self.called.0).text(&self.called.1).text(&self.list);
        let hasher = self.rows.iter().fold(hasher, |hasher, (key, label)| hasher.text(key).text(label));
        let hasher = hasher.number(u64::from(self.has_evidence)).number(u64::from(self.has_figures));
        let hasher =
            self.choices.iter().fold(hasher, |hasher, (name, card)| hasher.text(name).hash(card.hash));
        hasher.hashes(self.columns.iter().map(Compared::hash))
    }

    /// What templates see.
    pub(super) fn value(&self, tools: Tools<'_>) -> Value {
        let choices = self.choices.iter();
        let mut view = View {
            singular: &self.called.0,
            plural: &self.called.1,
            list: &self.list,
            is_complete: self.columns.len() == self.choices.len(),
            choices: choices
                .map(|(name, card)| Choice { name, title: &card.title, url: &card.address })
                .collect(),
            summaries: self.columns.iter().map(|column| column.entry.summary.as_str()).collect(),
            has_figures: self.has_figures,
            evidence: Vec::new(),
            no_figures: Vec::new(),
            has_evidence: self.has_evidence,
            figures: Vec::new(),
            rows: self.rows.iter().map(|(key, label)| Row { key, label, cells: Vec::new() }).collect(),
        };
        for column in &self.columns {
            let mut told = column.facts(tools);
            view.figures.push(told.figures());
            view.evidence.push(told.evidence());
            view.no_figures.push(told.no_figures());
            let placed = told.all();
            let mut facts: Vec<_> = placed.facts.into_iter().chain(placed.below).collect();
            for row in &mut view.rows {
                let fact = facts.iter_mut().find(|fact| fact.key == row.key);
                row.cells.push(fact.map(|fact| std::mem::take(&mut fact.values)).unwrap_or_default());
            }
        }
        Value::from_serializable(&view)
    }
}

impl Compared {
    /// Of all that it is, except for its text, which the table does not show.
    fn hash(&self) -> Hash {
        let fields = self.resolved.fillings.iter().skip(1).map(|filling| filling.hash);
        Hasher::default()
            .hash(self.entry.face)
            .hashes(fields)
            .hashes(self.resolved.terms.iter().map(|term| term.hash))
            .hashes(self.resolved.named.iter().map(|(_, shown)| shown.hash()))
            .hashes(self.references.iter().map(|to| to.card.hash))
            .hashes(self.references.iter().flat_map(|to| &to.now).map(|card| card.hash))
            .finish()
    }

    fn facts<'a>(&'a self, tools: Tools<'a>) -> Facts<'a> {
        Facts {
            entry: &self.entry,
            resolved: &self.resolved,
            lookup: Lookup { resolved: &self.resolved, references: &self.references },
            tools,
            markdown: 0,
        }
    }
}
