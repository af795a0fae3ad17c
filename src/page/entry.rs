//! The page of one entry.

use super::facts::Words;
use super::view::{Crumb, Fact, Group, Section, Table};
use super::{Fragments, body, page_root};
use crate::catalogue::{Resolved, State};
use crate::hash::Hasher;
use crate::schema::{Card, Entry};
use crate::text;
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Value};

/// What an entry's page shows.
#[derive(Debug)]
pub struct EntryPage {
    /// The entry.
    pub entry: Arc<Entry>,
    /// What it shows of itself, with its address.
    pub card: Arc<Card>,
    /// Whether readers see it.
    pub state: State,
    /// Its links, images and terms.
    pub resolved: Arc<Resolved>,
    /// The entries that its fields refer to.
    pub references: Vec<Arc<Card>>,
    /// The entries that refer to it.
    pub groups: Vec<Referring>,
    /// The list it stands in: label and address.
    pub above: Option<Arc<(String, String)>>,
}

/// Entries that refer to an entry through one field.
#[derive(Debug)]
pub struct Referring {
    /// The heading above them.
    pub heading: String,
    /// The first of them.
    pub cards: Vec<Arc<Card>>,
    /// How many there are.
    pub count: usize,
    /// Where the others are, if there are more than shown.
    pub address: Option<String>,
}

/// `entry`, as templates see it.
#[derive(Serialize)]
struct View<'a> {
    title: &'a str,
    summary: &'a str,
    kind: &'a str,
    date: String,
    facts: Vec<Fact<'a>>,
    tables: Vec<Table<'a>>,
    contents: Vec<Section<'a>>,
    body: Value,
    backlinks: Vec<Group>,
    source: &'a str,
}

impl EntryPage {
    pub(super) fn crumbs(&self) -> Vec<Crumb> {
        self.above.iter().map(|above| Crumb { label: above.0.clone(), url: above.1.clone() }).collect()
    }

    pub(super) fn state_word(&self) -> &'static str {
        match self.state {
            State::Draft => "draft",
            State::Scheduled => "scheduled",
            State::Published | State::LeftOut => "",
        }
    }

    pub(super) fn hash(&self, hasher: Hasher) -> Hasher {
        let hasher = hasher
            .hash(self.entry.hash)
            .hash(self.card.hash)
            .text(self.state_word())
            .hashes(self.resolved.fillings.iter().map(|filling| filling.hash))
            .hashes(self.resolved.terms.iter().map(|term| term.hash))
            .hashes(self.resolved.named.iter().map(|(_, shown)| shown.hash()))
            .hashes(self.references.iter().map(|card| card.hash));
        let hasher = self.groups.iter().fold(hasher, |hasher, group| {
            let hasher = hasher.text(&group.heading).number(group.count as u64);
            hasher
                .hashes(group.cards.iter().map(|card| card.hash))
                .text(group.address.as_deref().unwrap_or(""))
        });
        self.above.iter().fold(hasher, |hasher, above| hasher.text(&above.0).text(&above.1))
    }

    pub(super) fn insert_into(&self, context: &mut Context, fragments: &dyn Fragments) {
        let root = page_root(&self.card.address);
        let mut words = Words {
            entry: &self.entry,
            resolved: &self.resolved,
            references: &self.references,
            root: &root,
            fragments,
            markdown: 0,
        };
        let (facts, tables) = words.all();
        let html = match self.resolved.fillings.first() {
            Some(filling) => body::html(&self.entry.body, filling, &root),
            None => String::new(),
        };
        let view = View {
            title: &self.entry.title,
            summary: &self.entry.summary,
            kind: &self.entry.collection.singular,
            date: self.entry.date.map(|date| date.to_string()).unwrap_or_default(),
            facts,
            tables,
            contents: contents(&self.entry),
            body: Value::safe_string(&html),
            backlinks: self
                .groups
                .iter()
                .map(|group| shown(group, fragments.rows(&group.cards, &root)))
                .collect(),
            source: &self.entry.path,
        };
        context.insert_value("entry", Value::from_serializable(&view));
    }
}

fn shown(group: &Referring, rows: Value) -> Group {
    Group {
        heading: group.heading.clone(),
        id: format!("_{}", text::slug(&group.heading)),
        rows,
        count: group.count,
        url: group.address.clone(),
    }
}

/// The second-level headings of an entry's text.
pub(super) fn contents(entry: &Entry) -> Vec<Section<'_>> {
    let headings = entry.body.headings.iter().filter(|heading| heading.level == 2);
    headings.map(|heading| Section { title: &heading.text, id: &heading.id }).collect()
}
