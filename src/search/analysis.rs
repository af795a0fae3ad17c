//! What is known of the words of a text: which they are, and where they stand. It depends on one text
//! alone, so that it can be kept for as long as the text stays the same.

use super::packed;

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

/// The words of a text, with the positions of each.
#[derive(Debug, Default)]
pub(super) struct Analysis {
    /// The distinct words, by their numbers in the lexicon.
    words: Box<[u32]>,
    /// For each of `words` how many positions there are, and the steps from each to the next.
    places: Box<[u8]>,
    /// In the order of positions.
    pub(super) zones: Box<[Zone]>,
    /// How many positions there are.
    pub(super) length: u32,
    /// Short forms that the text spells out, each with its long form.
    pub(super) pairs: Box<[(String, String)]>,
}

impl Analysis {
    /// The analysis of a text in which each of the distinct `words` stands at the positions that
    /// `read` gives for its number among them, in order.
    pub(super) fn new(words: Box<[u32]>, read: &[(u32, u32)], zones: Box<[Zone]>, length: u32) -> Self {
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
        Self { words, places: places.into_boxed_slice(), zones, length, pairs: Box::default() }
    }

    /// Gives each word the number that `numbers` has for it.
    pub(super) fn renumber(&mut self, numbers: &[u32]) {
        self.words.iter_mut().for_each(|word| *word = numbers[*word as usize]);
    }

    /// The distinct words, each with where it stands, packed.
    pub(super) fn words(&self) -> impl Iterator<Item = (u32, &[u8])> {
        let mut at = 0;
        self.words.iter().map(move |word| {
            let start = at;
            let count = packed::take(&self.places, &mut at);
            packed::skip(&self.places, count, &mut at);
            (*word, &self.places[start..at])
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
