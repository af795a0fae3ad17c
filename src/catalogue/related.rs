//! Entries that have something in common with an entry, and what.
//!
//! What few entries share says more than what many do, so a value counts by how rare it is
//! (inverse document frequency: Spärck Jones, 1972).

use super::{Facet, Named};
use crate::hash::Hasher;
use crate::input::Collection;
use crate::schema::{Value, values_at};
use crate::text;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An entry that has something in common with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Its number.
    pub target: usize,
    /// What they share, by field: "Themes: Frailty, End of life".
    pub reasons: Vec<String>,
}

impl Related {
    /// `hasher` with what they share.
    pub fn hash(&self, hasher: Hasher) -> Hasher {
        self.reasons.iter().fold(hasher, |hasher, reason| hasher.text(reason))
    }
}

/// How many related entries are kept.
const MOST: usize = 4;

/// A value that more entries share than this says too little to look at them all.
const COMMON: usize = 64;

/// How much it weighs that one entry names the other.
const NAMED: f64 = 3.0;

/// For each entry those of its collection that have most in common with it, if its
/// collection says by which fields. Empty where no collection does.
pub(super) fn related(
    collections: &BTreeMap<String, Arc<Collection>>,
    lists: &BTreeMap<String, Vec<usize>>,
    facets: &[Facet],
    named: &Named<'_>,
) -> Vec<Vec<Related>> {
    let asking = collections.values().filter(|collection| !collection.related.is_empty());
    let mut found = Vec::new();
    for collection in asking {
        let Some(list) = lists.get(&collection.name) else { continue };
        found.resize(named.items.len(), Vec::new());
        let around = Around { collection, list, facets, named };
        for (at, related) in around.all() {
            found[at] = related;
        }
    }
    found
}

struct Around<'a> {
    collection: &'a Collection,
    list: &'a [usize],
    facets: &'a [Facet],
    named: &'a Named<'a>,
}

/// A value of one of the fields: the field's place among them, and what readers see.
type Shared = (usize, String);

impl Around<'_> {
    fn all(&self) -> Vec<(usize, Vec<Related>)> {
        let values: BTreeMap<usize, Vec<Shared>> =
            self.list.iter().map(|at| (*at, self.values(*at))).collect();
        let mut members: BTreeMap<&Shared, Vec<usize>> = BTreeMap::new();
        for (at, shared) in &values {
            shared.iter().for_each(|value| members.entry(value).or_default().push(*at));
        }
        let named = self.named();
        let each = values.iter().map(|(at, shared)| {
            let mut scores: BTreeMap<usize, (f64, Vec<&Shared>)> = BTreeMap::new();
            for value in shared {
                let sharing = members.get(value).map(Vec::as_slice).unwrap_or_default();
                let weight = ((self.list.len() + 1) as f64 / sharing.len() as f64).ln();
                for other in sharing.iter().filter(|other| *other != at && sharing.len() <= COMMON) {
                    let score = scores.entry(*other).or_default();
                    score.0 += weight;
                    score.1.push(value);
                }
            }
            for other in named.get(at).into_iter().flatten() {
                scores.entry(*other).or_default().0 += NAMED;
            }
            (*at, self.best(*at, scores, &named))
        });
        each.collect()
    }

    fn best(
        &self,
        at: usize,
        scores: BTreeMap<usize, (f64, Vec<&Shared>)>,
        named: &BTreeMap<usize, BTreeSet<usize>>,
    ) -> Vec<Related> {
        let mut ranked: Vec<(usize, (f64, Vec<&Shared>))> = scores.into_iter().collect();
        ranked.retain(|(_, (score, _))| *score > 0.0);
        ranked.sort_by(|(a, (a_score, _)), (b, (b_score, _))| b_score.total_cmp(a_score).then(a.cmp(b)));
        ranked.truncate(MOST);
        let is_named = |other: usize| named.get(&at).is_some_and(|others| others.contains(&other));
        ranked
            .into_iter()
            .map(|(target, (_, shared))| Related { target, reasons: self.reasons(&shared, is_named(target)) })
            .collect()
    }

    /// For each entry those of its collection that it names, or that name it.
    fn named(&self) -> BTreeMap<usize, BTreeSet<usize>> {
        let mut named: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for at in self.list {
            for (field, target) in self.named.by(*at) {
                let is_same = self.named.items[target].entry.collection.name == self.collection.name;
                if is_same && self.collection.related.iter().any(|related| related == field) {
                    named.entry(*at).or_default().insert(target);
                    named.entry(target).or_default().insert(*at);
                }
            }
        }
        named
    }

    fn reasons(&self, shared: &[&Shared], named: bool) -> Vec<String> {
        let mut by_field: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (field, label) in shared {
            by_field.entry(*field).or_default().push(label);
        }
        let mut reasons: Vec<String> = by_field
            .into_iter()
            .map(|(field, labels)| {
                format!("{} ({})", text::lower_first(self.label(field)), labels.join(", "))
            })
            .collect();
        if named {
            reasons.insert(0, "One names the other".to_owned());
        }
        reasons
    }

    fn label(&self, field: usize) -> &str {
        let path = &self.collection.related[field];
        let top = path.split('.').next().unwrap_or(path);
        self.collection.field(top).map_or(path, |field| &field.label)
    }

    /// What an entry has in the fields, as readers see it.
    fn values(&self, at: usize) -> Vec<Shared> {
        let mut shared: Vec<Shared> = Vec::new();
        let item = &self.named.items[at];
        for (number, path) in self.collection.related.iter().enumerate() {
            let named = self.named.by(at).filter(|(field, _)| field == path);
            shared.extend(named.map(|(_, target)| (number, self.named.items[target].entry.title.clone())));
            let written = values_at(&item.entry.fields, path);
            shared.extend(written.into_iter().filter_map(|(value, _)| {
                let label = match value {
                    Value::Term { vocabulary, id } => self.term(vocabulary, id)?,
                    Value::Text(text) => text.clone(),
                    _ => return None,
                };
                Some((number, label))
            }));
        }
        shared.dedup();
        shared
    }

    fn term(&self, vocabulary: &str, id: &str) -> Option<String> {
        let facet = self.facets.iter().find(|facet| facet.of_vocabulary && facet.key == vocabulary);
        match facet.and_then(|facet| facet.value(id)) {
            Some(value) => Some(value.card.label.clone()),
            None => Some(id.to_owned()),
        }
    }
}
