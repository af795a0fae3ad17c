//! Entries -> readings. A reader reads one entry after the other, and learns their words as it goes.

use super::analysis::{Part, Reading, Zone};
use super::mined;
use super::tokens::tokens;
use crate::document::Body;
use crate::schema::{Entry, Value};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Sections beyond this one count as none: hits in them are shown without a section.
pub(super) const MOST_SECTIONS: u8 = 15;

/// Room between two texts, so that no phrase runs from one into the next.
pub(super) const GAP: u32 = 8;

/// Reads texts one after the other.
pub(super) struct Reader {
    /// The words that were met, by number: the common ones first.
    words: Vec<Arc<str>>,
    numbers: FxHashMap<Arc<str>, u32>,
    /// How many words are common.
    common: u32,
    /// For each word, its number among those of this text, if it was met in it.
    in_text: Vec<u32>,
    /// The distinct words of this text.
    distinct: Vec<u32>,
    /// The number of each word among those of this text, with its position.
    read: Vec<(u32, u32)>,
    zones: Vec<Zone>,
    length: u32,
}

/// Stands for a word that was not met in this text.
const NOT_MET: u32 = u32::MAX;

impl Reader {
    /// A reader that passes over the words in `common`, save in titles.
    pub(super) fn new<'a>(common: impl Iterator<Item = &'a str>) -> Self {
        let words: Vec<Arc<str>> = common.map(Arc::from).collect();
        Self {
            numbers: words.iter().cloned().zip(0..).collect(),
            common: words.len() as u32,
            in_text: vec![NOT_MET; words.len()],
            words,
            distinct: Vec::new(),
            read: Vec::new(),
            zones: Vec::new(),
            length: 0,
        }
    }

    /// Every word that was met, by the numbers that readings have.
    pub(super) fn into_words(self) -> Vec<Arc<str>> {
        self.words
    }

    /// The words of `entry` itself.
    pub(super) fn entry(&mut self, entry: &Entry) -> Reading {
        self.begin(Part::Title, 0);
        self.text(&entry.title);
        if entry.has_own_summary {
            self.begin(Part::Summary, 0);
            self.text(&entry.summary);
        }
        self.body(&entry.body);
        for field in entry.fields.iter().filter(|field| field.key != "title" && field.key != "summary") {
            self.value(&field.value);
        }
        let mut reading = self.finish();
        reading.pairs = mined::pairs(&entry.body);
        reading
    }

    /// The words of `labels`, which stand behind a text of `length` words.
    pub(super) fn labels<'a>(&mut self, labels: impl Iterator<Item = &'a str>, length: u32) -> Reading {
        self.length = length + GAP;
        self.begin(Part::Field, 0);
        for label in labels {
            self.text(label);
        }
        self.finish()
    }

    fn begin(&mut self, part: Part, section: u8) {
        if self.zones.last().is_none_or(|zone| zone.part != part || zone.section != section) {
            self.zones.push(Zone { start: self.length, part, section });
        }
    }

    fn text(&mut self, text: &str) {
        let in_title = self.zones.last().is_some_and(|zone| zone.part == Part::Title);
        tokens(text, |word| {
            let position = self.length;
            self.length += 1;
            let number = match self.numbers.get(word) {
                Some(number) => *number,
                None => self.learn(word),
            };
            if in_title || number >= self.common {
                self.met(number, position);
            }
        });
    }

    fn learn(&mut self, word: &str) -> u32 {
        let number = self.words.len() as u32;
        let word: Arc<str> = word.into();
        self.numbers.insert(word.clone(), number);
        self.words.push(word);
        self.in_text.push(NOT_MET);
        number
    }

    fn met(&mut self, number: u32, position: u32) {
        let place = &mut self.in_text[number as usize];
        if *place == NOT_MET {
            *place = self.distinct.len() as u32;
            self.distinct.push(number);
        }
        self.read.push((*place, position));
    }

    /// Reads the texts of `body` between its tags, and the words for its images.
    fn body(&mut self, body: &Body) {
        let mut section = 0u8;
        self.gap();
        self.begin(Part::Text, section);
        let mut from = 0;
        for end in memchr::memchr_iter(b'<', body.html.as_bytes()).chain([body.html.len()]) {
            let piece = &body.html[from..end];
            from = end + 1;
            let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
            match tag.as_bytes() {
                [b'h', level @ b'2'..=b'6', ..] => {
                    if *level == b'2' {
                        section = section.saturating_add(1);
                    }
                    self.begin(Part::Heading, named(section));
                }
                [b'/', b'h', b'2'..=b'6'] => self.begin(Part::Text, named(section)),
                _ => {}
            }
            match memchr::memchr(b'&', text.as_bytes()) {
                Some(_) => self.text(
                    &text
                        .replace("&#39;", "'")
                        .replace("&quot;", "\"")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&"),
                ),
                None => self.text(text),
            }
        }
        for image in &body.images {
            self.text(&image.alt);
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Text(text) => {
                self.gap();
                self.begin(Part::Field, 0);
                self.text(text);
            }
            Value::Markdown(body) => self.body(body),
            Value::Record(fields) => fields.iter().for_each(|field| self.value(&field.value)),
            Value::List(items) => items.iter().for_each(|(value, _)| self.value(value)),
            _ => {}
        }
    }

    fn gap(&mut self) {
        self.length += GAP;
    }

    /// What was read, and a fresh start.
    fn finish(&mut self) -> Reading {
        self.distinct.iter().for_each(|number| self.in_text[*number as usize] = NOT_MET);
        let reading = Reading::new(&self.distinct, &self.read, &self.zones, self.length);
        self.distinct.clear();
        self.read.clear();
        self.zones.clear();
        self.length = 0;
        reading
    }
}

/// The number by which a section is known in the index.
fn named(section: u8) -> u8 {
    if section > MOST_SECTIONS { 0 } else { section }
}
