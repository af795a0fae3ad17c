//! Every word of the catalogue, for queries with words that are in none of its texts.

use super::digits;
use super::index::Form;

/// Most words that are given: of a large catalogue those that come most.
const MOST: usize = 30_000;

/// The file of words: each with how many documents have it, in powers of two.
pub(super) fn file(forms: &[Form]) -> String {
    let is_word = |form: &&Form| form.word.chars().all(char::is_alphabetic) && form.word.len() > 2;
    let mut words: Vec<&Form> = forms.iter().filter(is_word).collect();
    if words.len() > MOST {
        words.sort_by_key(|form| std::cmp::Reverse(form.uses));
        words.truncate(MOST);
        words.sort_by(|a, b| a.word.cmp(&b.word));
    }
    let (mut text, mut uses) = (String::new(), String::new());
    digits::push_words(words.iter().map(|form| &*form.word), &mut text);
    words.iter().for_each(|form| digits::push(form.uses.max(1).ilog2(), &mut uses));
    format!("{{\"words\":\"{text}\",\"uses\":\"{uses}\"}}\n")
}
