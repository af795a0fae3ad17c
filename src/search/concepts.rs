//! Different words for one thing: the short and the long form of a term, the label of a vocabulary's
//! term and its synonyms, the title of an entry and its other names.
//!
//! What has several names is a concept. It is searched like a word of its own, which stands wherever
//! one of its names stands.

use super::known::Document;
use super::lexicon::Lexicon;
use super::postings::{Places, Postings};
use super::tokens::words;
use crate::catalogue::Catalogue;
use crate::input::Meaning;
use crate::schema::{Value, values_at};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// A thing with several names, each as its words.
#[derive(Debug)]
pub(super) struct Concept {
    pub(super) names: Vec<Vec<String>>,
}

/// Most concepts that come from texts alone: all of them are in the first file that readers get.
const MOST_MINED: usize = 150;

/// The concepts of `catalogue`; `documents` know the short forms that its texts spell out.
pub(super) fn concepts(
    catalogue: &Catalogue,
    documents: &[Document],
    common: &FxHashSet<&str>,
) -> Vec<Concept> {
    let mut found = Found { concepts: Vec::new(), known: BTreeMap::new(), common };
    for form in catalogue.glossary.forms() {
        found.add([form.short.as_str(), &form.card.title].into_iter());
    }
    for value in catalogue.facets.iter().flat_map(|facet| &facet.values) {
        found
            .add(std::iter::once(value.card.label.as_str()).chain(value.synonyms.iter().map(String::as_str)));
    }
    for item in catalogue.items.iter().filter(|item| item.in_lists()) {
        let Some(path) = item.entry.collection.with_role(Meaning::OtherNames) else { continue };
        let others = values_at(&item.entry.fields, path).into_iter().filter_map(|(value, _)| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        });
        found.add(std::iter::once(item.entry.title.as_str()).chain(others));
    }
    let mut mined: BTreeMap<&(String, String), usize> = BTreeMap::new();
    documents
        .iter()
        .flat_map(|document| &document.own.pairs)
        .for_each(|pair| *mined.entry(pair).or_default() += 1);
    let mut mined: Vec<_> = mined.into_iter().collect();
    mined.sort_by_key(|(_, uses)| std::cmp::Reverse(*uses));
    for ((short, long), _) in mined.into_iter().take(MOST_MINED) {
        found.add_mined(short, long);
    }
    found.concepts
}

struct Found<'a> {
    concepts: Vec<Concept>,
    /// The number of the concept that has each name.
    known: BTreeMap<Vec<String>, usize>,
    common: &'a FxHashSet<&'a str>,
}

impl Found<'_> {
    /// Adds what has these `names`: to the concept that has one of them already, if there is one.
    fn add<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        let mut names: Vec<Vec<String>> = names.map(words).filter(|name| self.says_something(name)).collect();
        let concept = names.iter().find_map(|name| self.known.get(name)).copied();
        let is_new = |name: &Vec<String>| !self.known.contains_key(name);
        names.retain(is_new);
        names.dedup();
        let concept = match concept {
            Some(concept) => concept,
            None if names.len() > 1 => {
                self.concepts.push(Concept { names: Vec::new() });
                self.concepts.len() - 1
            }
            None => return,
        };
        for name in names {
            if self.known.insert(name.clone(), concept).is_none() {
                self.concepts[concept].names.push(name);
            }
        }
    }

    /// Adds a short form that texts explain, unless it is known for something else.
    fn add_mined(&mut self, short: &str, long: &str) {
        if !self.known.contains_key(&words(short)) {
            self.add([long, short].into_iter());
        }
    }

    fn says_something(&self, name: &[String]) -> bool {
        name.iter().any(|word| !self.common.contains(word.as_str()))
    }
}

impl Concept {
    /// Where its names stand, as they are and with "&", which is no word, in place of "and".
    pub(super) fn found(&self, postings: &Postings, lexicon: &Lexicon, common: &FxHashSet<&str>) -> Places {
        let is_sign = |word: &str| word == "and" && common.contains(word);
        let has_sign = |name: &&Vec<String>| name.iter().any(|word| is_sign(word));
        let shorter = self.names.iter().filter(has_sign).cloned().map(|mut name| {
            name.retain(|word| !is_sign(word));
            name
        });
        let mut all = Vec::new();
        for name in self.names.iter().cloned().chain(shorter) {
            let telling = name.iter().zip(0..).filter(|(word, _)| !common.contains(word.as_str()));
            let stems = telling.map(|(word, nth)| lexicon.stem_of(word).map(|stem| (stem, nth)));
            if let Some(stems) = stems.collect::<Option<Vec<_>>>() {
                all.extend(phrase(stems, postings));
            }
        }
        Places::of(all)
    }
}

/// Where words with these `stems` stand together, each as many words behind the first of the phrase as it
/// says. Common words are not known outside titles, and count as any word.
fn phrase(mut stems: Vec<(u32, u32)>, postings: &Postings) -> Vec<(u32, u32)> {
    // What stands in few documents leaves little to look at.
    stems.sort_by_key(|(stem, _)| postings.count(*stem));
    let mut found: Vec<(u32, u32)> = Vec::new();
    for (at, (stem, nth)) in stems.into_iter().enumerate() {
        if at > 0 && found.is_empty() {
            break;
        }
        let mut next = Vec::new();
        let mut before = 0;
        postings.each(stem, |document, positions| {
            let starts = positions.iter().filter_map(|position| position.checked_sub(nth));
            if at == 0 {
                next.extend(starts.map(|start| (document, start)));
                return;
            }
            before += found[before..].partition_point(|(known, _)| *known < document);
            let known = &found[before..];
            let known = &known[..known.partition_point(|(known, _)| *known == document)];
            next.extend(
                starts.map(|start| (document, start)).filter(|place| known.binary_search(place).is_ok()),
            );
        });
        found = next;
    }
    found
}
