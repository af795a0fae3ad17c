//! Analyses -> every word of the catalogue, gathered under its stem.

use super::analysis::{Analysis, Part, Zone};
use super::stem::Stemmer;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// A document of the index: its own words and those of the terms it is filed under.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// Its own words, and behind them those of its terms.
    pub(super) texts: [&'a Analysis; 2],
    /// How many words each part has.
    pub(super) lengths: [u32; Part::COUNT],
}

impl<'a> Document<'a> {
    pub(super) fn new(own: &'a Analysis, terms: &'a Analysis) -> Self {
        let mut lengths = own.lengths();
        lengths.iter_mut().zip(terms.lengths()).for_each(|(sum, more)| *sum += more);
        Self { texts: [own, terms], lengths }
    }

    /// The position at which text number `at` begins.
    pub(super) fn offset(&self, at: usize) -> u32 {
        if at == 0 { 0 } else { self.texts[0].length + 8 }
    }

    /// What `position` stands in.
    pub(super) fn zone(&self, position: u32) -> Zone {
        if position >= self.offset(1) {
            return Zone { start: self.offset(1), part: Part::Field, section: 0 };
        }
        let zones = &self.texts[0].zones;
        zones[zones.partition_point(|zone| zone.start <= position).saturating_sub(1)]
    }
}

/// Where a word stands: the text, two to each document, and the number of the word in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) text: u32,
    pub(super) word: u32,
}

/// A word as it is written, with the group it belongs to.
#[derive(Debug)]
pub(super) struct Form<'a> {
    pub(super) word: &'a str,
    pub(super) group: usize,
    /// How many texts use it.
    pub(super) uses: usize,
}

/// Every word of the catalogue.
#[derive(Debug)]
pub(super) struct Words<'a> {
    /// In order.
    pub(super) forms: Vec<Form<'a>>,
    /// For each group of forms that have one stem, where they stand, text by text.
    pub(super) groups: Vec<Vec<Place>>,
    by_stem: FxHashMap<String, usize>,
    stemmer: Stemmer,
}

/// How many documents are gathered by one thread at a time.
const CHUNK: usize = 256;

impl<'a> Words<'a> {
    pub(super) fn of(documents: &[Document<'a>], stemmer: Stemmer) -> Self {
        let chunks: Vec<_> = documents
            .par_chunks(CHUNK)
            .enumerate()
            .map(|(nth, chunk)| gathered(chunk, (nth * CHUNK) as u32))
            .collect();
        let mut all: FxHashMap<&str, Vec<Place>> = FxHashMap::default();
        for (word, places) in chunks.into_iter().flatten() {
            all.entry(word).or_default().extend(places);
        }
        let mut all: Vec<(&str, Vec<Place>)> = all.into_iter().collect();
        all.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let stems: Vec<String> = all.par_iter().map(|(word, _)| stemmer.stem(word)).collect();
        let mut words =
            Self { forms: Vec::new(), groups: Vec::new(), by_stem: FxHashMap::default(), stemmer };
        for ((word, places), stem) in all.into_iter().zip(stems) {
            let group = *words.by_stem.entry(stem).or_insert(words.groups.len());
            if group == words.groups.len() {
                words.groups.push(Vec::new());
            }
            words.forms.push(Form { word, group, uses: places.len() });
            words.groups[group].extend(places);
        }
        words.groups.par_iter_mut().for_each(|places| places.sort_unstable_by_key(|p| (p.text, p.word)));
        words
    }

    /// The group of the forms of `word`.
    pub(super) fn group(&self, word: &str) -> Option<usize> {
        self.by_stem.get(&self.stemmer.stem(word)).copied()
    }

    /// For each document with a form of group number `at`, the positions, in order.
    pub(super) fn found(&self, at: usize, documents: &[Document<'a>]) -> Vec<(u32, Vec<u32>)> {
        let mut found: Vec<(u32, Vec<u32>)> = Vec::with_capacity(self.groups[at].len());
        for same in self.groups[at].chunk_by(|a, b| a.text / 2 == b.text / 2) {
            let number = same[0].text / 2;
            let document = &documents[number as usize];
            let mut positions = Vec::new();
            for place in same {
                let text = place.text as usize % 2;
                let offset = document.offset(text);
                let of_text = document.texts[text].positions(place.word as usize);
                positions.extend(of_text.iter().map(|position| position + offset));
            }
            if same.len() > 1 {
                positions.sort_unstable();
            }
            found.push((number, positions));
        }
        found
    }
}

/// Where each word of `documents` stands, the first of which has the number `first`.
fn gathered<'a>(documents: &[Document<'a>], first: u32) -> Vec<(&'a str, Vec<Place>)> {
    let mut found: FxHashMap<&str, usize> = FxHashMap::default();
    let mut all: Vec<(&str, Vec<Place>)> = Vec::new();
    for (number, document) in (first..).zip(documents) {
        for (nth, text) in document.texts.into_iter().enumerate() {
            for (at, word) in text.words().enumerate() {
                let known = *found.entry(word).or_insert(all.len());
                if known == all.len() {
                    all.push((word, Vec::new()));
                }
                all[known].1.push(Place { text: number * 2 + nth as u32, word: at as u32 });
            }
        }
    }
    all
}
