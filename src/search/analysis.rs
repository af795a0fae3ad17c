//! Entry -> its words, with where they stand. It depends on one entry alone, so that it can be kept
//! for as long as the entry stays the same.

use super::mined;
use super::tokens::tokens;
use crate::document::Body;
use crate::schema::{Entry, Value};
use rustc_hash::{FxHashMap, FxHashSet};

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

/// Sections beyond this one count as none: hits in them are shown without a section.
pub(super) const MOST_SECTIONS: u8 = 15;

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
    /// The distinct words, one behind the other.
    words: String,
    /// Where in `words` each ends.
    ends: Vec<u32>,
    /// Up to where in `positions` those of each word go.
    last: Vec<u32>,
    positions: Vec<u32>,
    /// In the order of positions.
    pub(super) zones: Vec<Zone>,
    /// How many positions there are.
    pub(super) length: u32,
    /// Short forms that the text spells out, each with its long form.
    pub(super) pairs: Vec<(String, String)>,
}

impl Analysis {
    /// The distinct words, in the order in which they come first.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(start, end)| &self.words[*start as usize..*end as usize])
    }

    /// The positions of distinct word number `at`.
    pub(super) fn positions(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.last[at - 1] as usize };
        &self.positions[start..self.last[at] as usize]
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

/// Reads texts one after the other.
pub(super) struct Reader<'a> {
    common: &'a FxHashSet<&'a str>,
    numbers: FxHashMap<Box<str>, u32>,
    /// The number of each word read, with its position.
    read: Vec<(u32, u32)>,
    analysis: Analysis,
}

/// Room between two texts, so that no phrase runs from one into the next.
const GAP: u32 = 8;

impl<'a> Reader<'a> {
    /// A reader that passes over the words in `common`, save in titles.
    pub(super) fn new(common: &'a FxHashSet<&'a str>) -> Self {
        Self { common, numbers: FxHashMap::default(), read: Vec::new(), analysis: Analysis::default() }
    }

    /// The words of `entry` itself.
    pub(super) fn entry(mut self, entry: &Entry) -> Analysis {
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
        self.analysis.pairs = mined::pairs(&entry.body);
        self.finish()
    }

    /// The words of `labels`.
    pub(super) fn labels<'b>(mut self, labels: impl Iterator<Item = &'b str>) -> Analysis {
        for label in labels {
            self.begin(Part::Field, 0);
            self.text(label);
        }
        self.finish()
    }

    fn begin(&mut self, part: Part, section: u8) {
        let analysis = &mut self.analysis;
        if analysis.zones.last().is_none_or(|zone| zone.part != part || zone.section != section) {
            analysis.zones.push(Zone { start: analysis.length, part, section });
        }
    }

    fn text(&mut self, text: &str) {
        let in_title = self.analysis.zones.last().is_some_and(|zone| zone.part == Part::Title);
        let Self { common, numbers, read, analysis } = self;
        tokens(text, |word| {
            let at = analysis.length;
            analysis.length += 1;
            if !in_title && common.contains(word) {
                return;
            }
            let number = match numbers.get(word) {
                Some(number) => *number,
                None => {
                    let number = analysis.ends.len() as u32;
                    analysis.words.push_str(word);
                    analysis.ends.push(analysis.words.len() as u32);
                    numbers.insert(word.into(), number);
                    number
                }
            };
            read.push((number, at));
        });
    }

    /// Reads the texts of `body` between its tags, and the words for its images.
    fn body(&mut self, body: &Body) {
        let mut section = 0u8;
        self.gap();
        self.begin(Part::Text, section);
        for piece in body.html.split('<') {
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
            match text.contains('&') {
                true => self.text(
                    &text
                        .replace("&#39;", "'")
                        .replace("&amp;", "&")
                        .replace("&quot;", "\"")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">"),
                ),
                false => self.text(text),
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
        self.analysis.length += GAP;
    }

    /// Brings the positions of each word together.
    fn finish(self) -> Analysis {
        let Self { read, mut analysis, .. } = self;
        let mut next = vec![0u32; analysis.ends.len() + 1];
        read.iter().for_each(|(word, _)| next[*word as usize + 1] += 1);
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        analysis.last = next[1..].to_vec();
        analysis.positions = vec![0; read.len()];
        for (word, position) in read {
            let place = &mut next[word as usize];
            analysis.positions[*place as usize] = position;
            *place += 1;
        }
        analysis.words.shrink_to_fit();
        analysis
    }
}

/// The number by which a section is known in the index.
fn named(section: u8) -> u8 {
    if section > MOST_SECTIONS { 0 } else { section }
}
