//! Different words for one thing: the short and the long form of a term, the label of a vocabulary's
//! term and its synonyms, the title of an entry and its other names.
//!
//! What has several names is a concept. It is searched like a word of its own, which stands wherever
//! one of its names stands.

use super::analysis::Analysis;
use super::tokens::words;
use super::words::{Document, Words};
use crate::catalogue::Catalogue;
use crate::input::Meaning;
use crate::schema::{Value, values_at};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// A thing with several names, each as its words.
#[derive(Debug)]
pub(super) struct Concept {
    pub(super) names: Vec<Vec<String>>,
}

/// Most concepts that come from texts alone: all of them are in the first file that readers get.
const MOST_MINED: usize = 150;

/// The concepts of `catalogue`, in whose texts `analyses` found short forms.
pub(super) fn concepts(
    catalogue: &Catalogue,
    analyses: &[&Analysis],
    common: &FxHashSet<&str>,
) -> Vec<Concept> {
    let mut found = Found { concepts: Vec::new(), known: BTreeSet::new(), common };
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
    analyses
        .iter()
        .flat_map(|analysis| &analysis.pairs)
        .for_each(|pair| *mined.entry(pair).or_default() += 1);
    let mut mined: Vec<_> = mined.into_iter().collect();
    mined.sort_by_key(|(_, uses)| std::cmp::Reverse(*uses));
    for ((short, long), _) in mined.into_iter().take(MOST_MINED) {
        found.add([short.as_str(), long].into_iter());
    }
    found.concepts
}

struct Found<'a> {
    concepts: Vec<Concept>,
    /// The names that a concept has.
    known: BTreeSet<Vec<String>>,
    common: &'a FxHashSet<&'a str>,
}

impl Found<'_> {
    /// Adds what has these `names`. A name that something else has stays with that.
    fn add<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        let mut new: Vec<Vec<String>> = Vec::new();
        for name in names {
            let name = words(name);
            let says_something = name.iter().any(|word| !self.common.contains(word.as_str()));
            if says_something && !new.contains(&name) && !self.known.contains(&name) {
                new.push(name);
            }
        }
        if new.len() > 1 {
            self.known.extend(new.iter().cloned());
            self.concepts.push(Concept { names: new });
        }
    }
}

impl Concept {
    /// Where its names stand: for each document the positions, in order.
    pub(super) fn found(
        &self,
        words: &Words<'_>,
        documents: &[Document<'_>],
        common: &FxHashSet<&str>,
    ) -> Vec<(u32, Vec<u32>)> {
        let mut all: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for name in &self.names {
            for (document, positions) in phrase(name, words, documents, common).unwrap_or_default() {
                all.entry(document).or_default().extend(positions);
            }
        }
        all.into_iter().map(|(document, positions)| (document, positions.into_iter().collect())).collect()
    }
}

/// Where the words of `name` follow each other; `None` where one of them is nowhere. Common words are not
/// known outside titles, and count as any word.
fn phrase(
    name: &[String],
    words: &Words<'_>,
    documents: &[Document<'_>],
    common: &FxHashSet<&str>,
) -> Option<BTreeMap<u32, Vec<u32>>> {
    let mut so_far: Option<BTreeMap<u32, Vec<u32>>> = None;
    for (nth, word) in name.iter().enumerate().filter(|(_, word)| !common.contains(word.as_str())) {
        let nth = nth as u32;
        let found = words.found(words.group(word)?, documents).into_iter().map(|(document, positions)| {
            let starts: Vec<u32> =
                positions.into_iter().filter_map(|position| position.checked_sub(nth)).collect();
            (document, starts)
        });
        so_far = Some(match so_far {
            None => found.collect(),
            Some(before) => {
                let both = found.filter_map(|(document, mut starts)| {
                    let before = before.get(&document)?;
                    starts.retain(|start| before.binary_search(start).is_ok());
                    (!starts.is_empty()).then_some((document, starts))
                });
                both.collect()
            }
        });
    }
    so_far
}
