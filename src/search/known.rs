//! What is known of entries: it is kept from one build to the next, so that only what changed is read.

use super::analysis::{Analysis, Part, Reading};
use super::lexicon::Lexicon;
use super::reader::Reader;
use super::stem::Stemmer;
use crate::hash::{Hash, Hasher};
use crate::schema::Entry;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Words, and entries that were read with them.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) lexicon: Arc<Lexicon>,
    /// By what they depend on.
    analyses: FxHashMap<Hash, Arc<Analysis>>,
}

/// An entry to be read, and the labels of the terms it is filed under and of the entries it names.
pub(super) struct Text<'a> {
    pub(super) entry: &'a Entry,
    pub(super) labels: Vec<&'a str>,
}

/// A document of the index: an entry's own words, and those of its labels.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) own: Arc<Analysis>,
    pub(super) labels: Analysis,
}

impl Document {
    /// How many words each part has.
    pub(super) fn lengths(&self) -> [u32; Part::COUNT] {
        let (own, labels) = (self.own.lengths(), self.labels.lengths());
        std::array::from_fn(|part| own[part] + labels[part])
    }
}

/// What a reader made of a text: nothing of an entry that is known.
type Read = (Option<Reading>, Reading);

impl Known {
    /// Nothing, but how words have stems.
    pub(super) fn nothing(stemmer: Stemmer) -> Self {
        Self { lexicon: Arc::new(Lexicon::new(stemmer)), analyses: FxHashMap::default() }
    }

    /// The documents of `texts`, in their order, and what is known then. The words in `common` are
    /// passed over.
    pub(super) fn read(&self, texts: &[Text<'_>], common: &[&str]) -> (Self, Vec<Document>) {
        let size = texts.len().div_ceil(8).clamp(16, 1024);
        let chunks: Vec<(Vec<Arc<str>>, Vec<Read>)> = texts
            .par_chunks(size)
            .map(|chunk| {
                let mut reader = Reader::new(common.iter().copied());
                let read = chunk.iter().map(|text| self.read_one(&mut reader, text)).collect();
                (reader.into_words(), read)
            })
            .collect();
        let mut lexicon = self.lexicon.clone();
        let (read, numbers): (Vec<_>, Vec<_>) =
            chunks.into_iter().map(|(words, read)| (read, numbers(words, &mut lexicon))).unzip();
        let renumbered = read.into_par_iter().zip(numbers).zip(texts.par_chunks(size));
        let documents: Vec<Vec<Document>> = renumbered
            .map(|((read, numbers), texts)| {
                read.into_iter().zip(texts).map(|(read, text)| self.document(read, text, &numbers)).collect()
            })
            .collect();
        let documents: Vec<Document> = documents.into_iter().flatten().collect();
        let known = texts.iter().zip(&documents);
        let analyses = known.map(|(text, document)| (known_by(text.entry), document.own.clone())).collect();
        (Self { lexicon, analyses }, documents)
    }

    fn read_one(&self, reader: &mut Reader, text: &Text<'_>) -> Read {
        let known = self.analyses.get(&known_by(text.entry));
        let own = if known.is_some() { None } else { Some(reader.entry(text.entry)) };
        let length = own.as_ref().map_or(known.map_or(0, |known| known.length), |own| own.length);
        (own, reader.labels(text.labels.iter().copied(), length))
    }

    fn document(&self, (own, labels): Read, text: &Text<'_>, numbers: &[u32]) -> Document {
        let own = match self.analyses.get(&known_by(text.entry)) {
            Some(known) => known.clone(),
            None => Arc::new(own.unwrap_or_default().numbered(numbers)),
        };
        Document { own, labels: labels.numbered(numbers) }
    }
}

/// The numbers that `words` have in `lexicon`, which learns those that are new.
fn numbers(words: Vec<Arc<str>>, lexicon: &mut Arc<Lexicon>) -> Vec<u32> {
    let number = |word: Arc<str>| match lexicon.number(&word) {
        Some(number) => number,
        None => Arc::make_mut(lexicon).add(word),
    };
    words.into_iter().map(number).collect()
}

/// What the words of an entry depend on: its title may be that of its file.
fn known_by(entry: &Entry) -> Hash {
    Hasher::default().hash(entry.hash).text(&entry.path).finish()
}
