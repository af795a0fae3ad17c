//! What is known of the words of a text: which they are, and where they stand. It depends on one text
//! alone, so that it can be kept for as long as the text stays the same.

use super::packed;
use std::ops::Range;

/// What part of an entry a word stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Summary,
    Heading,
    Text,
    /// What the entry says in its fields.
    Field,
}

impl Part {
    pub(super) const COUNT: usize = 5;
}

/// From a position on, up to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Zone {
    pub(super) start: u32,
    pub(super) part: Part,
    /// The number of the heading above, from 1; 0 before the first.
    pub(super) section: u8,
}

/// A text as a reader gives it: its words have the numbers that they have for the reader.
#[derive(Debug, Default)]
pub(super) struct Reading {
    words: Box<[u32]>,
    /// For each of `words` where it stands, packed.
    places: Box<[u8]>,
    zones: Box<[Zone]>,
    pub(super) length: u32,
    pub(super) pairs: Vec<(String, String)>,
}

/// The words of a text, with the positions of each.
#[derive(Debug)]
pub(super) struct Analysis {
    /// For each of the distinct words the step from the number in the lexicon of the one before, and
    /// where it stands.
    words: Box<[u8]>,
    /// In the order of positions.
    pub(super) zones: Box<[Zone]>,
    /// How many positions there are.
    pub(super) length: u32,
    /// Short forms that the text spells out, each with its long form.
    pub(super) pairs: Box<[(String, String)]>,
}

impl Reading {
    /// A text in which each of the distinct `words` stands at the positions that `read` gives for its
    /// place among them, in order.
    pub(super) fn new(words: &[u32], read: &[(u32, u32)], zones: &[Zone], length: u32) -> Self {
        let mut ends = vec![0usize; words.len() + 1];
        read.iter().for_each(|(word, _)| ends[*word as usize + 1] += 1);
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let mut by_word = vec![0; read.len()];
        for (word, position) in read {
            let next = &mut ends[*word as usize];
            by_word[*next] = *position;
            *next += 1;
        }
        let mut places = Vec::with_capacity(read.len() * 2);
        let mut start = 0;
        for end in &ends[..words.len()] {
            packed::push_rising(&by_word[start..*end], &mut places);
            start = *end;
        }
        let places = places.as_slice().into();
        Self { words: words.into(), places, zones: zones.into(), length, pairs: Vec::new() }
    }

    /// The same with the numbers of the lexicon, which `numbers` has for those of the reader.
    pub(super) fn numbered(self, numbers: &[u32]) -> Analysis {
        let mut at = 0;
        let number = |word: &u32| {
            let start = at;
            packed::skip_rising(&self.places, &mut at);
            (numbers[*word as usize], start..at)
        };
        let mut words: Vec<(u32, Range<usize>)> = self.words.iter().map(number).collect();
        words.sort_unstable_by_key(|(number, _)| *number);
        let mut out = Vec::with_capacity(self.places.len() + 2 * words.len());
        let mut before = 0;
        for (number, places) in words {
            packed::push(number - before, &mut out);
            out.extend_from_slice(&self.places[places]);
            before = number;
        }
        let (zones, pairs) = (self.zones, self.pairs.into_boxed_slice());
        Analysis { words: out.as_slice().into(), zones, length: self.length, pairs }
    }
}

impl Analysis {
    /// The distinct words, each with where it stands, packed.
    pub(super) fn words(&self) -> impl Iterator<Item = (u32, &[u8])> {
        let (mut at, mut word) = (0, 0);
        std::iter::from_fn(move || {
            (at < self.words.len()).then(|| {
                word += packed::take(&self.words, &mut at);
                let start = at;
                packed::skip_rising(&self.words, &mut at);
                (word, &self.words[start..at])
            })
        })
    }

    /// How many words there are in each part.
    pub(super) fn lengths(&self) -> [u32; Part::COUNT] {
        let mut lengths = [0; Part::COUNT];
        let ends = self.zones.iter().skip(1).map(|zone| zone.start).chain([self.length]);
        for (zone, end) in self.zones.iter().zip(ends) {
            lengths[zone.part as usize] += end - zone.start;
        }
        lengths
    }
}
