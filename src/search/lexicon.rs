//! Every word that was met, by number, with the number of its stem.
//!
//! Numbers keep what is known of entries small, and let it be gathered without comparing words. They
//! are for this process alone: no file of the index may depend on them.

use super::stem::Stemmer;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Words by number, and numbers by word. What was added stays.
#[derive(Debug, Clone)]
pub(super) struct Lexicon {
    words: Vec<Arc<str>>,
    numbers: FxHashMap<Arc<str>, u32>,
    /// Of each word.
    stems: Vec<u32>,
    by_stem: FxHashMap<Box<str>, u32>,
    stemmer: Stemmer,
}

impl Lexicon {
    /// One without words, whose stems `stemmer` tells.
    pub(super) fn new(stemmer: Stemmer) -> Self {
        Self {
            words: Vec::new(),
            numbers: FxHashMap::default(),
            stems: Vec::new(),
            by_stem: FxHashMap::default(),
            stemmer,
        }
    }

    /// The number of `word`, if it is known.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// Adds `word`, and gives its number.
    pub(super) fn add(&mut self, word: Arc<str>) -> u32 {
        let number = self.words.len() as u32;
        let stem = self.stemmer.stem(&word).into_boxed_str();
        let next = self.by_stem.len() as u32;
        self.stems.push(*self.by_stem.entry(stem).or_insert(next));
        self.numbers.insert(word.clone(), number);
        self.words.push(word);
        number
    }

    /// Word number `at`.
    pub(super) fn word(&self, at: u32) -> &Arc<str> {
        &self.words[at as usize]
    }

    /// The number of the stem of word number `at`.
    pub(super) fn stem(&self, at: u32) -> u32 {
        self.stems[at as usize]
    }

    /// The number of the stem that `word` has, if a known word has it.
    pub(super) fn stem_of(&self, word: &str) -> Option<u32> {
        match self.number(word) {
            Some(number) => Some(self.stem(number)),
            None => self.by_stem.get(self.stemmer.stem(word).as_str()).copied(),
        }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// How many stems there are.
    pub(super) fn stems(&self) -> usize {
        self.by_stem.len()
    }
}
