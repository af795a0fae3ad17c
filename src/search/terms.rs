//! Index -> files, each with a range of words.
//!
//! A file has the words in order, and for each group of words with one stem the documents, how much
//! each is about it, and in which section. The positions stand in a file beside it. A group whose words
//! fall into two files is in both.

use super::digits;
use super::index::{Form, Group, Index};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// What goes into each of `count` files, so that they are about as large.
pub(super) fn ranges(index: &Index, count: usize) -> Vec<Range<usize>> {
    let documents = index.documents;
    let mut counted = FxHashSet::default();
    let sizes: Vec<usize> = index
        .forms
        .iter()
        .map(|form| {
            let found = index.count(form.group).max(1);
            let digits = 3 + usize::from(documents / found >= 32);
            form.word.len() + if counted.insert(form.group) { found as usize * digits } else { 0 }
        })
        .collect();
    let mut rest: usize = sizes.iter().sum();
    let mut ranges = Vec::with_capacity(count);
    let mut at = 0;
    for left in (1..=count).rev() {
        let start = at;
        let (target, mut size) = (rest / left, 0);
        while at < sizes.len() && (left == 1 || size < target && sizes.len() - at >= left) {
            size += sizes[at];
            at += 1;
        }
        rest -= size;
        ranges.push(start..at);
    }
    ranges
}

/// What the first word of each file begins with, that no word of an earlier one does.
pub(super) fn starts(index: &Index) -> Vec<String> {
    let word = |at: usize| index.forms.get(at).map_or("", |form| &form.word);
    let before = |at: usize| at.checked_sub(1).map_or("", word);
    index.ranges.iter().map(|range| beyond(before(range.start), word(range.start))).collect()
}

/// As much of `word` as sets it apart from `before`, which comes before it.
fn beyond(before: &str, word: &str) -> String {
    let same = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    word.chars().take(same + 1).collect()
}

/// File number `at` of words.
pub(super) fn words(index: &Index, at: usize) -> String {
    let forms = forms(index, at);
    let (mut of, mut counts) = (String::new(), String::new());
    let (mut documents, mut weights, mut sections) = (String::new(), String::new(), String::new());
    each_group(forms, |back, group| {
        digits::push(back, &mut of);
        let Some(group) = group else { return };
        digits::push(index.count(group), &mut counts);
        let mut next = 0;
        index.each(group, |document, positions| {
            digits::push(document - next, &mut documents);
            next = document + 1;
            let (weight, section) = index.ranking.weigh(document, positions);
            digits::push(weight, &mut weights);
            digits::push(u32::from(section), &mut sections);
        });
    });
    let mut words = String::new();
    digits::push_words(forms.iter().map(|form| &*form.word), &mut words);
    format!(
        "{{\"words\":\"{words}\",\"of\":\"{of}\",\"counts\":\"{counts}\",\"documents\":\"{documents}\",\
         \"weights\":\"{weights}\",\"sections\":\"{sections}\"}}\n"
    )
}

/// The positions that go with file number `at` of words.
pub(super) fn places(index: &Index, at: usize) -> String {
    let mut places = String::from("{\"places\":\"");
    each_group(forms(index, at), |_, group| {
        let Some(group) = group else { return };
        index.each(group, |_, positions| {
            digits::push(positions.len() as u32, &mut places);
            digits::push_rising(positions.iter().copied(), &mut places);
        });
    });
    places.push_str("\"}\n");
    places
}

fn forms(index: &Index, at: usize) -> &[Form] {
    index.ranges.get(at).map_or(&[], |range| &index.forms[range.clone()])
}

/// Calls `each` for every form with how many groups ago its group came first, and the group if it comes
/// first now.
fn each_group(forms: &[Form], mut each: impl FnMut(u32, Option<Group>)) {
    let mut numbers: FxHashMap<Group, u32> = FxHashMap::default();
    for form in forms {
        let next = numbers.len() as u32;
        let number = *numbers.entry(form.group).or_insert(next);
        each(next - number, (number == next).then_some(form.group));
    }
}
