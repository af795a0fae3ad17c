//! Words and where they stand -> files, each with a range of words.
//!
//! A file has the words in order, and for each group of words with one stem the documents, how much
//! each is about it, and in which section. A group whose words fall into two files is in both.

use super::digits;
use super::rank::Ranking;
use super::words::Document;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// A group of words, ready to be written.
#[derive(Debug, Default)]
pub(super) struct Group {
    count: u32,
    documents: String,
    weights: String,
    sections: String,
    places: String,
}

impl Group {
    /// The group of words that stand at these positions of each document.
    pub(super) fn of(found: &[(u32, Vec<u32>)], documents: &[Document<'_>], ranking: &Ranking) -> Self {
        let mut group = Self { count: found.len() as u32, ..Self::default() };
        digits::push_rising(found.iter().map(|(document, _)| *document), &mut group.documents);
        for (document, positions) in found {
            let (weight, section) = ranking.weigh(&documents[*document as usize], positions);
            digits::push(weight, &mut group.weights);
            digits::push(u32::from(section), &mut group.sections);
            digits::push(positions.len() as u32, &mut group.places);
            digits::push_rising(positions.iter().copied(), &mut group.places);
        }
        group
    }

    fn size(&self) -> usize {
        self.documents.len() + self.weights.len() + self.sections.len()
    }
}

/// The files of words.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// The words of each file, with their documents.
    pub(super) words: Vec<String>,
    /// The positions that go with each.
    pub(super) places: Vec<String>,
    /// What the first word of each file begins with, that no word of an earlier one does.
    pub(super) starts: Vec<String>,
}

/// Writes `words` (in order, each with the number of its group) into `count` files.
pub(super) fn files(words: &[(&str, usize)], groups: &[Group], count: usize) -> Files {
    let ranges = ranges(words, groups, count);
    let mut starts = Vec::with_capacity(ranges.len());
    for range in &ranges {
        let before = range.start.checked_sub(1).map_or("", |at| words[at].0);
        starts.push(words.get(range.start).map_or(String::new(), |(word, _)| beyond(before, word)));
    }
    let (words, places) = ranges.par_iter().map(|range| file(&words[range.clone()], groups)).unzip();
    Files { words, places, starts }
}

/// What goes into each of `count` files, so that they are about as large.
fn ranges(words: &[(&str, usize)], groups: &[Group], count: usize) -> Vec<std::ops::Range<usize>> {
    let mut counted = vec![false; groups.len()];
    let sizes: Vec<usize> = words
        .iter()
        .map(|(word, group)| {
            let first = !std::mem::replace(&mut counted[*group], true);
            word.len() + if first { groups[*group].size() } else { 0 }
        })
        .collect();
    let mut rest: usize = sizes.iter().sum();
    let mut ranges = Vec::with_capacity(count);
    let mut at = 0;
    for left in (1..=count).rev() {
        let start = at;
        let (target, mut size) = (rest / left, 0);
        while at < words.len() && (left == 1 || size < target && words.len() - at >= left) {
            size += sizes[at];
            at += 1;
        }
        rest -= size;
        ranges.push(start..at);
    }
    ranges
}

/// As much of `word` as sets it apart from `before`, which comes before it.
fn beyond(before: &str, word: &str) -> String {
    let same = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    word.chars().take(same + 1).collect()
}

fn file(words: &[(&str, usize)], groups: &[Group]) -> (String, String) {
    let mut numbers: FxHashMap<usize, u32> = FxHashMap::default();
    let (mut of, mut counts) = (String::new(), String::new());
    let (mut documents, mut weights, mut sections) = (String::new(), String::new(), String::new());
    let mut places = String::new();
    for (_, group) in words {
        let next = numbers.len() as u32;
        let number = *numbers.entry(*group).or_insert(next);
        digits::push(next - number, &mut of);
        if number == next {
            let group = &groups[*group];
            digits::push(group.count, &mut counts);
            documents.push_str(&group.documents);
            weights.push_str(&group.weights);
            sections.push_str(&group.sections);
            places.push_str(&group.places);
        }
    }
    let mut forms = String::new();
    digits::push_words(words.iter().map(|(word, _)| *word), &mut forms);
    let words = format!(
        "{{\"words\":\"{forms}\",\"of\":\"{of}\",\"counts\":\"{counts}\",\"documents\":\"{documents}\",\
         \"weights\":\"{weights}\",\"sections\":\"{sections}\"}}\n"
    );
    (words, format!("{{\"places\":\"{places}\"}}\n"))
}
