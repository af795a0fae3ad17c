//! Documents -> for each stem the documents that have a word of it.

use super::known::Document;
use super::lexicon::Lexicon;
use super::packed;
use rayon::prelude::*;
use std::mem::take;

/// For each stem, where its words stand.
#[derive(Debug)]
pub(super) struct Postings {
    /// Those of some documents each, which are made at the same time.
    parts: Vec<Part>,
    /// How many texts have each word.
    pub(super) uses: Vec<u32>,
}

/// Where the words of each stem stand in some of the documents.
#[derive(Debug)]
struct Part {
    /// For each stem, up to where in `bytes` its texts go.
    ends: Vec<u32>,
    /// Text by text (two to a document): the step from the one before, how many positions there are,
    /// and the steps between those.
    bytes: Vec<u8>,
    /// How many documents have each stem.
    documents: Vec<u32>,
    uses: Vec<u32>,
}

/// How many documents a part has.
const PART: usize = 2_500;

/// Documents in order, each with positions in order.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Each with where in `positions` its own end.
    documents: Vec<(u32, u32)>,
    positions: Vec<u32>,
}

impl Postings {
    pub(super) fn of(documents: &[Document], lexicon: &Lexicon) -> Self {
        let parts = documents.par_chunks(PART).enumerate();
        let mut parts: Vec<Part> = parts.map(|(nth, part)| Part::of(nth * PART, part, lexicon)).collect();
        let mut uses = vec![0; lexicon.len()];
        for part in &mut parts {
            uses.iter_mut().zip(take(&mut part.uses)).for_each(|(sum, uses)| *sum += uses);
        }
        Self { parts, uses }
    }

    /// How many documents have stem number `at`.
    pub(super) fn count(&self, at: u32) -> u32 {
        self.parts.iter().map(|part| part.documents[at as usize]).sum()
    }

    /// Calls `each` with every document that has stem number `stem`, and the positions of its words, in
    /// order.
    pub(super) fn each(&self, stem: u32, mut each: impl FnMut(u32, &[u32])) {
        self.parts.iter().for_each(|part| part.each(stem, &mut each));
    }
}

impl Part {
    /// `documents`, of which the first has the number `first`.
    fn of(first: usize, documents: &[Document], lexicon: &Lexicon) -> Self {
        let stems = lexicon.stems();
        let (mut counts, mut uses) = (vec![0u32; stems], vec![0u32; lexicon.len()]);
        let mut last_text = vec![0u32; stems];
        let mut last_document = vec![u32::MAX; stems];
        let mut ends = vec![0u32; stems];
        each_word(first, documents, |text, word, places| {
            let stem = lexicon.stem(word) as usize;
            uses[word as usize] += 1;
            counts[stem] += u32::from(last_document[stem] != text / 2);
            ends[stem] += packed::size(text - last_text[stem]) + places.len() as u32;
            (last_text[stem], last_document[stem]) = (text, text / 2);
        });
        let mut end = 0;
        for size in &mut ends {
            (*size, end) = (end, end + *size);
        }
        let mut bytes = vec![0; end as usize];
        last_text.fill(0);
        each_word(first, documents, |text, word, places| {
            let stem = lexicon.stem(word) as usize;
            let end = &mut ends[stem];
            packed::put(text - last_text[stem], &mut bytes, end);
            let start = *end as usize;
            bytes[start..start + places.len()].copy_from_slice(places);
            *end += places.len() as u32;
            last_text[stem] = text;
        });
        Self { ends, bytes, documents: counts, uses }
    }

    fn each(&self, stem: u32, each: &mut impl FnMut(u32, &[u32])) {
        let stem = stem as usize;
        let mut at = stem.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let bytes = &self.bytes[..self.ends[stem] as usize];
        let mut positions = Vec::new();
        let (mut text, mut sorted) = (0, true);
        while at < bytes.len() {
            let next = text + packed::take(bytes, &mut at);
            if next / 2 != text / 2 {
                give(text / 2, &mut positions, sorted, each);
                sorted = true;
            }
            sorted &= positions.is_empty();
            text = next;
            packed::take_rising(bytes, &mut at, &mut positions);
        }
        give(text / 2, &mut positions, sorted, each);
    }
}

/// Gives the positions of a document in order, if there are any, and empties them.
fn give(document: u32, positions: &mut Vec<u32>, sorted: bool, each: &mut impl FnMut(u32, &[u32])) {
    if positions.is_empty() {
        return;
    }
    if !sorted {
        positions.sort_unstable();
    }
    each(document, positions);
    positions.clear();
}

/// Calls `each` with the number of every text, every word of it, and where it stands.
fn each_word(first: usize, documents: &[Document], mut each: impl FnMut(u32, u32, &[u8])) {
    for (number, document) in (first as u32..).zip(documents) {
        for (text, analysis) in [(number * 2, &*document.own), (number * 2 + 1, &document.labels)] {
            analysis.words().for_each(|(word, places)| each(text, word, places));
        }
    }
}

impl Places {
    /// The places `found`, each a document and a position.
    pub(super) fn of(mut found: Vec<(u32, u32)>) -> Self {
        found.sort_unstable();
        found.dedup();
        let mut places = Self::default();
        for same in found.chunk_by(|(a, _), (b, _)| a == b) {
            places.positions.extend(same.iter().map(|(_, position)| position));
            places.documents.push((same[0].0, places.positions.len() as u32));
        }
        places
    }

    /// How many documents there are.
    pub(super) fn len(&self) -> u32 {
        self.documents.len() as u32
    }

    /// Every document with its positions.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let starts = std::iter::once(0).chain(self.documents.iter().map(|(_, end)| *end as usize));
        let documents = self.documents.iter().zip(starts);
        documents.map(|((document, end), start)| (*document, &self.positions[start..*end as usize]))
    }
}
