//! Known words + catalogue -> the index in memory, from which each file is written when it is asked for.

use super::concepts::concepts;
use super::facets::{Facet, facets};
use super::known::Document;
use super::lexicon::Lexicon;
use super::postings::{Places, Postings};
use super::rank::Ranking;
use super::terms;
use crate::catalogue::Catalogue;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::Arc;

/// All that files of words are written from.
#[derive(Debug)]
pub(super) struct Index {
    /// How many documents there are.
    pub(super) documents: u32,
    postings: Postings,
    pub(super) ranking: Ranking,
    /// Every word of the catalogue, and every concept that stands somewhere, in order.
    pub(super) forms: Vec<Form>,
    concepts: Vec<Places>,
    /// The names of each concept, as the client knows them.
    pub(super) names: Vec<String>,
    /// Which of `forms` go into each file.
    pub(super) ranges: Vec<Range<usize>>,
    pub(super) facets: Vec<Facet>,
}

/// A word as it is written, or a concept, with the group it belongs to.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) word: Arc<str>,
    pub(super) group: Group,
    /// How many texts use it.
    pub(super) uses: u32,
}

/// What a query finds together: the words of a stem, or the names of a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Group {
    Stem(u32),
    Concept(u32),
}

impl Index {
    /// The index of `catalogue`, whose `documents` have the words of `lexicon`, in `files` files of words.
    pub(super) fn of(
        catalogue: &Catalogue,
        documents: &[Document],
        lexicon: &Lexicon,
        common: &FxHashSet<&str>,
        files: usize,
    ) -> Self {
        let postings = Postings::of(documents, lexicon);
        let found: Vec<(String, Places)> = concepts(catalogue, documents, common)
            .into_par_iter()
            .filter_map(|concept| {
                let places = concept.found(&postings, lexicon, common);
                let names: Vec<String> = concept.names.iter().map(|name| name.join(" ")).collect();
                (places.len() > 0).then(|| (names.join("|"), places))
            })
            .collect();
        let (names, concepts): (Vec<String>, Vec<Places>) = found.into_iter().unzip();
        let words = (0..).zip(&postings.uses).filter(|(_, uses)| **uses > 0).map(|(word, uses)| Form {
            word: lexicon.word(word).clone(),
            group: Group::Stem(lexicon.stem(word)),
            uses: *uses,
        });
        let concept = |(at, places): (u32, &Places)| Form {
            word: format!("~{at}").into(),
            group: Group::Concept(at),
            uses: places.len(),
        };
        let mut forms: Vec<Form> = words.chain((0..).zip(&concepts).map(concept)).collect();
        forms.par_sort_unstable_by(|a, b| a.word.cmp(&b.word));
        let mut index = Self {
            ranking: Ranking::of(documents),
            documents: documents.len() as u32,
            postings,
            forms,
            concepts,
            names,
            ranges: Vec::new(),
            facets: facets(catalogue),
        };
        index.ranges = terms::ranges(&index, files);
        index
    }

    /// How many documents have `group`.
    pub(super) fn count(&self, group: Group) -> u32 {
        match group {
            Group::Stem(stem) => self.postings.count(stem),
            Group::Concept(at) => self.concepts[at as usize].len(),
        }
    }

    /// Calls `each` with every document that has `group`, and the positions, in order.
    pub(super) fn each(&self, group: Group, mut each: impl FnMut(u32, &[u32])) {
        match group {
            Group::Stem(stem) => self.postings.each(stem, each),
            Group::Concept(at) => {
                self.concepts[at as usize].iter().for_each(|(document, positions)| each(document, positions));
            }
        }
    }
}
