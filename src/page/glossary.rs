//! The terms of a collection from A to Z, with their short forms among them.

use super::{Part, linked_data};
use crate::catalogue::{Catalogue, Item};
use crate::input::Meaning;
use crate::schema::{Value, values_at};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// `glossary`, as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct GlossaryView {
    /// The whole alphabet, so that it looks the same whatever has a term.
    pub(super) alphabet: Vec<LetterLink>,
    /// The letters that have terms.
    pub(super) letters: Vec<Letter>,
    /// How many terms there are.
    pub(super) count: usize,
}

/// A letter in the line above the terms.
#[derive(Debug, Serialize)]
pub(super) struct LetterLink {
    /// The letter, or "0 to 9".
    pub(super) label: String,
    /// The anchor of its terms; none where it has none.
    pub(super) id: Option<String>,
}

/// The terms under one letter.
#[derive(Debug, Serialize)]
pub(super) struct Letter {
    /// The letter, or "0 to 9".
    pub(super) label: String,
    /// Its anchor.
    pub(super) id: String,
    /// The terms and short forms, in order.
    pub(super) entries: Vec<GlossaryEntry>,
}

/// A term, or a short form that stands for one.
#[derive(Debug, Serialize)]
pub(super) struct GlossaryEntry {
    /// The term or the short form.
    pub(super) term: String,
    /// The short form of a term, or what a short form stands for; may be empty.
    pub(super) other: String,
    /// Whether it is a short form, whose meaning stands with the term.
    pub(super) is_short: bool,
    /// What the term means; empty for short forms.
    pub(super) meaning: String,
    /// The page of the term.
    pub(super) url: String,
}

/// The glossary of the collection `of`; `None` where there is none.
pub(super) fn glossary(catalogue: &Catalogue, of: &str) -> Option<Arc<Part>> {
    let list = catalogue.lists.get(of)?;
    let mut sorted: BTreeMap<(String, String), GlossaryEntry> = BTreeMap::new();
    for at in list {
        let item = &catalogue.items[*at];
        for entry in entries(item) {
            sorted.insert((entry.term.to_lowercase(), entry.url.clone() + &entry.other), entry);
        }
    }
    let mut letters: Vec<Letter> = Vec::new();
    for entry in sorted.into_values() {
        let label = letter(&entry.term);
        if letters.last().is_none_or(|last| last.label != label) {
            let id = format!("_{}", label.to_lowercase().replace(' ', "-"));
            letters.push(Letter { id, label, entries: Vec::new() });
        }
        if let Some(last) = letters.last_mut() {
            last.entries.push(entry);
        }
    }
    Some(Part::of(&GlossaryView { alphabet: alphabet(&letters), letters, count: list.len() }))
}

/// The letters that have terms, among all of the Latin alphabet if any of them is in it.
fn alphabet(letters: &[Letter]) -> Vec<LetterLink> {
    let link = |letter: &Letter| (letter.label.clone(), Some(letter.id.clone()));
    let mut all: BTreeMap<String, Option<String>> = BTreeMap::new();
    if letters.iter().any(|letter| letter.label.starts_with(|c: char| c.is_ascii_uppercase())) {
        all.extend(('A'..='Z').map(|letter| (letter.to_string(), None)));
    }
    all.extend(letters.iter().map(link));
    all.into_iter().map(|(label, id)| LetterLink { label, id }).collect()
}

/// The terms of the collection `of` as linked data of the page at `address`.
pub(super) fn linked_data(catalogue: &Catalogue, of: &str, title: &str, address: &str) -> String {
    let list = catalogue.lists.get(of).map(Vec::as_slice).unwrap_or_default();
    let cards = list.iter().map(|at| &*catalogue.items[*at].card);
    linked_data::glossary(&catalogue.settings, title, address, cards)
}

/// The term of an entry, and its short form where it has one.
fn entries(item: &Item) -> Vec<GlossaryEntry> {
    let short = short_form(item).unwrap_or_default();
    let term = GlossaryEntry {
        term: item.entry.title.clone(),
        other: short.to_owned(),
        is_short: false,
        meaning: item.entry.summary.clone(),
        url: item.card.address.clone(),
    };
    let mut entries = vec![];
    if !short.is_empty() {
        entries.push(GlossaryEntry {
            term: short.to_owned(),
            other: term.term.clone(),
            is_short: true,
            meaning: String::new(),
            url: term.url.clone(),
        });
    }
    entries.push(term);
    entries
}

fn short_form(item: &Item) -> Option<&str> {
    let path = item.entry.collection.with_role(Meaning::Short)?;
    match values_at(&item.entry.fields, path).first() {
        Some((Value::Text(text), _)) => Some(text),
        _ => None,
    }
}

fn letter(term: &str) -> String {
    match term.chars().next() {
        Some(first) if first.is_alphabetic() => first.to_uppercase().collect(),
        _ => "0 to 9".to_owned(),
    }
}
