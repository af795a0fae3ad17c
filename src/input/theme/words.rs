//! The words of the theme: everything that pages say and no author wrote.
//!
//! A word is a text with gaps (`{count}`), in one form or in one for each kind of number. Words are
//! plain text: who fills the gaps says what is HTML.

use crate::hash::{Hash, Hasher};
use crate::text::{PartialDate, Plural};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Every word, by its key.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The language that numbers are told in, as a BCP 47 tag.
    pub(super) language: String,
    pub(super) by_key: BTreeMap<String, Word>,
    /// The names of the months.
    pub(super) months: Vec<String>,
}

/// A text, in one form or in several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word(pub(super) Vec<(Plural, Text)>);

/// A text with gaps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(Vec<Piece>);

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words that are always the same.
    Plain(String),
    /// The name of what stands here.
    Gap(String),
}

/// The gap whose number decides which form of a word is used.
pub const COUNT: &str = "count";

impl Words {
    /// The word called `key`.
    pub fn get(&self, key: &str) -> Option<&Word> {
        self.by_key.get(key)
    }

    /// The keys of all words, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.by_key.keys().map(String::as_str)
    }

    /// The words that are one text without gaps, by key.
    pub fn fixed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_key.iter().filter_map(|(key, word)| Some((key.as_str(), word.fixed()?)))
    }

    /// The form of `word` that goes with `number`.
    pub fn form<'a>(&self, word: &'a Word, number: Option<&str>) -> &'a Text {
        let wanted = number.map_or(Plural::Other, |number| Plural::of(&self.language, number));
        word.form(wanted)
    }

    /// The word called `key` as plain text, with `gaps` filled in.
    pub fn say(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        let fill = |name: &str| gaps.iter().find(|(gap, _)| *gap == name).map_or("", |(_, text)| text);
        let Some(word) = self.get(key) else { return key.to_owned() };
        let number = gaps.iter().find(|(gap, _)| *gap == COUNT).map(|(_, number)| *number);
        let pieces = self.form(word, number).pieces().iter();
        let parts = pieces.map(|piece| match piece {
            Piece::Plain(text) => text.as_str(),
            Piece::Gap(name) => fill(name),
        });
        parts.collect()
    }

    /// `date` as precise as it is: "2019", "October 2019", "3 October 2019".
    pub fn date(&self, date: PartialDate) -> String {
        let year = date.year().to_string();
        let Some(month) = date.month() else { return year };
        let month = usize::from(month.unsigned_abs()).checked_sub(1).and_then(|at| self.months.get(at));
        let month = month.map_or("", String::as_str);
        match date.day() {
            Some(day) => {
                self.say("date_day", &[("day", &day.to_string()), ("month", month), ("year", &year)])
            }
            None => self.say("date_month", &[("month", month), ("year", &year)]),
        }
    }

    /// `date` as it stands in a sentence: "in 2019", "in October 2019", "on 3 October 2019".
    pub fn when(&self, date: PartialDate) -> String {
        let key = if date.day().is_some() { "on_day" } else { "in_date" };
        self.say(key, &[("date", &self.date(date))])
    }

    /// The names of the months.
    pub fn months(&self) -> &[String] {
        &self.months
    }

    /// Changes whenever a word changes.
    pub fn hash(&self) -> Hash {
        let mut text = self.language.clone();
        for (key, word) in &self.by_key {
            // Writing into a text cannot fail.
            let _ = write!(text, "\n{key}={:?}", word.0);
        }
        let months =
            self.months.iter().fold(Hasher::default().text(&text), |hasher, month| hasher.text(month));
        months.finish()
    }
}

impl Word {
    /// A word that is one text whatever the number.
    pub(super) fn one(text: Text) -> Self {
        Self(vec![(Plural::Other, text)])
    }

    fn form(&self, wanted: Plural) -> &Text {
        let exact = self.0.iter().find(|(plural, _)| *plural == wanted);
        let other = || self.0.iter().find(|(plural, _)| *plural == Plural::Other);
        // Reading takes no word without a form for all other numbers.
        let form = exact.or_else(other).or_else(|| self.0.first());
        form.map_or(&EMPTY, |(_, text)| text)
    }

    /// Its text, where it has one form and no gaps.
    fn fixed(&self) -> Option<&str> {
        match &self.0[..] {
            [(_, Text(pieces))] => match &pieces[..] {
                [Piece::Plain(text)] => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// Its forms: the name of each in CLDR, and its text with `{name}` for each gap.
    pub fn forms(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.0.iter().map(|(plural, text)| (plural.name(), text.with_gaps()))
    }

    /// Whether it has a form of its own for some numbers.
    pub fn has_forms(&self) -> bool {
        self.0.len() > 1
    }

    /// The names of its gaps, in order, each once; among them the number that decides its form.
    pub fn gaps(&self) -> Vec<&str> {
        let mut gaps: Vec<&str> = self.0.iter().flat_map(|(_, text)| text.gaps()).collect();
        if self.has_forms() {
            gaps.push(COUNT);
        }
        gaps.sort_unstable();
        gaps.dedup();
        gaps
    }
}

static EMPTY: Text = Text(Vec::new());

impl Text {
    /// Reads a text; the fault is the place of a brace that belongs to no gap.
    pub(super) fn parse(text: &str) -> Result<Self, usize> {
        let mut pieces = Vec::new();
        let mut from = 0;
        while let Some(open) = text[from..].find(['{', '}']).map(|at| from + at) {
            let name =
                text[open..].strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
            let is_name = |name: &&str| {
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            };
            let name = name.filter(is_name).ok_or(open)?;
            if from < open {
                pieces.push(Piece::Plain(text[from..open].to_owned()));
            }
            pieces.push(Piece::Gap(name.to_owned()));
            from = open + name.len() + 2;
        }
        if from < text.len() {
            pieces.push(Piece::Plain(text[from..].to_owned()));
        }
        Ok(Self(pieces))
    }

    /// Its parts, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The text as it was read.
    fn with_gaps(&self) -> String {
        let parts = self.0.iter().map(|piece| match piece {
            Piece::Plain(text) => text.clone(),
            Piece::Gap(name) => format!("{{{name}}}"),
        });
        parts.collect()
    }

    fn gaps(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Gap(name) => Some(name.as_str()),
            Piece::Plain(_) => None,
        })
    }
}

#[cfg(test)]
impl Words {
    /// These words, for tests of what uses them.
    pub(crate) fn of(words: &[(&str, &str)]) -> Self {
        let text = |text: &str| Word::one(Text::parse(text).unwrap_or_default());
        let by_key = words.iter().map(|(key, word)| ((*key).to_owned(), text(word)));
        Self { by_key: by_key.collect(), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_gaps_and_stray_braces() {
        let gap = |name: &str| Piece::Gap(name.to_owned());
        let plain = |text: &str| Piece::Plain(text.to_owned());
        let parse = |text| Text::parse(text).map(|text| text.0);
        assert_eq!(parse("{title}, page {number}"), Ok(vec![gap("title"), plain(", page "), gap("number")]));
        assert_eq!(parse("Home"), Ok(vec![plain("Home")]));
        assert_eq!(parse("a { b"), Err(2));
        assert_eq!(parse("{Count}"), Err(0));
        assert_eq!(parse("{a}}"), Err(3));
    }
}
