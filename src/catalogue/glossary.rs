//! Short forms that the site explains, and where an entry's text uses one first.

use super::Item;
use super::resolved::Expansion;
use crate::document::Body;
use crate::hash::{Hash, Hasher};
use crate::input::Meaning;
use crate::schema::{Card, Entry, Value, values_at};
use crate::text::{acronyms, is_spelt_out};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a short form stands for.
#[derive(Debug)]
pub struct ShortForm {
    /// The short form, of one.
    pub short: String,
    /// The entry that says what it means; its title is the long form.
    pub card: Arc<Card>,
    /// Whether readers know it without being told.
    pub well_known: bool,
    /// The short form of several.
    plural: String,
}

/// Every short form that the site explains.
#[derive(Debug, Default)]
pub struct Glossary {
    forms: Vec<Arc<ShortForm>>,
    /// The number of the form behind each spelling, and whether that is of several.
    by_spelling: FxHashMap<String, (usize, bool)>,
}

impl Glossary {
    /// The short forms that `items` explain.
    pub(super) fn of(items: &[Item]) -> Self {
        let mut glossary = Self::default();
        for item in items.iter().filter(|item| item.in_lists()) {
            let Some(short) = text_of(&item.entry, Meaning::Short) else { continue };
            let plural = text_of(&item.entry, Meaning::ShortPlural);
            let plural = plural.map_or_else(|| format!("{short}s"), str::to_owned);
            let card = item.card.clone();
            let well_known = is_well_known(&item.entry);
            glossary.forms.push(Arc::new(ShortForm { short: short.to_owned(), card, well_known, plural }));
        }
        // The first that gives a short form has it, and nobody's plural comes before it.
        for (number, form) in glossary.forms.iter().enumerate() {
            glossary.by_spelling.entry(form.short.clone()).or_insert((number, false));
        }
        for (number, form) in glossary.forms.iter().enumerate() {
            glossary.by_spelling.entry(form.plural.clone()).or_insert((number, true));
        }
        glossary
    }

    /// Changes whenever what a short form stands for changes.
    pub(super) fn hash(&self) -> Hash {
        let hash = |hasher: Hasher, form: &Arc<ShortForm>| {
            hasher
                .text(&form.short)
                .text(&form.plural)
                .hash(form.card.hash)
                .number(u64::from(form.well_known))
        };
        self.forms.iter().fold(Hasher::default(), hash).finish()
    }

    /// Every short form, in the order of their entries.
    pub fn forms(&self) -> impl Iterator<Item = &ShortForm> {
        self.forms.iter().map(AsRef::as_ref)
    }

    /// The short form that `token` is, of one or of several, if the site explains it.
    pub fn form(&self, token: &str) -> Option<&ShortForm> {
        self.by_spelling.get(token).map(|(number, _)| &*self.forms[*number])
    }

    /// Where `body`, on the page of `own`, first uses each short form that it does not spell out
    /// itself.
    pub(super) fn expansions(&self, body: &Body, own: &Card) -> Vec<Expansion> {
        if self.forms.is_empty() {
            return Vec::new();
        }
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let mut found = Vec::new();
        for range in body.prose() {
            let text = &body.html[range.clone()];
            for (at, token) in acronyms(text) {
                let Some((number, several)) = self.by_spelling.get(token) else { continue };
                let form = &self.forms[*number];
                // In brackets of its own it follows its long form, which may be a link.
                let in_brackets = text[..at.start].ends_with('(') && text[at.end..].starts_with(')');
                if !seen.insert(*number) || form.well_known || in_brackets || is_spelt_out(text, &at) {
                    continue;
                }
                if form.card.address != own.address && !says(&text[..at.start], &form.card.title) {
                    let at = range.start + at.start..range.start + at.end;
                    found.push(Expansion { at, form: form.clone(), several: *several });
                }
            }
        }
        found
    }
}

/// Whether `text` holds `words`, whatever their case.
fn says(text: &str, words: &str) -> bool {
    text.to_lowercase().contains(&words.to_lowercase())
}

fn text_of(entry: &Entry, role: Meaning) -> Option<&str> {
    let values = values_at(&entry.fields, entry.collection.with_role(role)?);
    values.into_iter().find_map(|(value, _)| match value {
        Value::Text(text) => Some(text.trim()),
        _ => None,
    })
}

fn is_well_known(entry: &Entry) -> bool {
    let path = entry.collection.with_role(Meaning::WellKnown);
    let values = path.map(|path| values_at(&entry.fields, path)).unwrap_or_default();
    values.iter().any(|(value, _)| matches!(value, Value::Boolean(true)))
}
