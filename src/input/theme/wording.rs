//! `[words]` of a `theme.toml`, or a file of translated words -> words, laid over those that are
//! there.

use super::uses::Uses;
use super::words::{Text, Word, Words};
use crate::diagnostic::{Code, Diagnostic};
use crate::node::{Key, Kind, Map, Node};
use crate::source::Source;
use crate::text::{self, Plural};
use std::ops::Range;
use std::sync::Arc;

/// The key of the names of the months, the only word that is a list.
pub const MONTHS: &str = "months";

/// Reads words over those that are there.
pub(super) struct Reader<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) words: &'a mut Words,
    /// What says whether a new word is of use; `None` for the default theme, whose words all are.
    pub(super) uses: Option<Uses<'a>>,
    pub(super) faults: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Reads `map`; what cannot be used stays as it was.
    pub(super) fn read(&mut self, map: &Map) {
        for (key, node) in &map.pairs {
            if key.name == MONTHS {
                self.months(node);
            } else if let Some(word) = self.word(key, node)
                && self.is_of_use(key, map)
                && self.fits(key, &word, &node.span)
            {
                self.words.by_key.insert(key.name.clone(), word);
            }
        }
    }

    fn fault(&mut self, code: Code, message: String, span: Range<usize>, help: String) {
        self.faults.push(Diagnostic::new(code, message).at(self.source, span).help(help));
    }

    fn months(&mut self, node: &Node) {
        let names: Vec<String> = match &node.kind {
            Kind::List(items) => items.iter().filter_map(quoted).map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        if names.len() == 12 {
            self.words.months = names;
            return;
        }
        let message = "\"months\" takes the names of the twelve months.".to_owned();
        let help = "Write months = [\"January\", \"February\", …] with all twelve, in double quotes.";
        self.fault(Code::BadSetting, message, node.span.clone(), help.to_owned());
    }

    fn word(&mut self, key: &Key, node: &Node) -> Option<Word> {
        match &node.kind {
            Kind::Map(forms) => self.forms(key, forms),
            _ => self.text(&key.name, node).map(Word::one),
        }
    }

    /// The forms of a word for the kinds of numbers.
    fn forms(&mut self, key: &Key, map: &Map) -> Option<Word> {
        let mut forms = Vec::with_capacity(map.pairs.len());
        for (kind, node) in &map.pairs {
            let Some(plural) = Plural::from_name(&kind.name) else {
                let names = Plural::ALL.map(Plural::name);
                let help = match text::nearest(&kind.name, names) {
                    Some(near) => format!("Did you mean \"{near}\"?"),
                    None => format!("Forms are {}.", text::and_list(&names, "and")),
                };
                let message = format!("There is no form of a word called \"{}\".", kind.name);
                self.fault(Code::UnknownSetting, message, kind.span.clone(), help);
                continue;
            };
            forms.push((plural, self.text(&kind.name, node)?));
        }
        if map.holds(Plural::Other.name()) {
            return Some(Word(forms));
        }
        let message = format!("\"{}\" has no form for all other numbers.", key.name);
        let help = "Add other = \"…\" to its forms. It is used for every number without a form of its own.";
        self.fault(Code::BadSetting, message, key.span.clone(), help.to_owned());
        None
    }

    fn text(&mut self, key: &str, node: &Node) -> Option<Text> {
        let fault = match quoted(node) {
            Some(text) if text.trim().is_empty() => {
                let help = "Write something there, or delete the line.";
                (format!("\"{key}\" has nothing between its quotes."), help)
            }
            Some(text) => match Text::parse(text) {
                Ok(text) => return Some(text),
                Err(_) => {
                    let help = "Name a gap in small letters between its braces: {count}. Nothing else may hold a brace.";
                    (format!("\"{key}\" has a brace that belongs to no gap."), help)
                }
            },
            None => (format!("\"{key}\" takes text in double quotes."), "Write it in double quotes."),
        };
        self.fault(Code::BadSetting, fault.0, node.span.clone(), fault.1.to_owned());
        None
    }

    /// Whether anything shows the word; if not, says so.
    fn is_of_use(&mut self, key: &Key, map: &Map) -> bool {
        let is_known = self.words.by_key.contains_key(&key.name);
        if is_known || self.uses.is_none_or(|uses| uses.word(&key.name)) {
            return true;
        }
        let message = format!("No template shows a word called \"{}\".", key.name);
        let fault = Diagnostic::new(Code::UnknownSetting, message).at(self.source, key.span.clone());
        // A word that is there already cannot be the one that was meant.
        let free = self.words.keys().filter(|known| !map.holds(known));
        self.faults.push(match text::nearest(&key.name, free) {
            Some(near) => fault.help(format!("Did you mean \"{near}\"?")).fix(key.span.clone(), near),
            None => fault.help("The theme.toml of the default theme lists all words. Delete this one."),
        });
        false
    }

    /// Whether templates can show `word` where they show what it is laid over; if not, says so.
    fn fits(&mut self, key: &Key, word: &Word, span: &Range<usize>) -> bool {
        let Some(before) = self.words.get(&key.name) else { return true };
        let gaps: Vec<String> = before.gaps().into_iter().map(str::to_owned).collect();
        if gaps.is_empty() && word.has_forms() {
            let message = format!("\"{}\" stands where there is no number, so it has one form.", key.name);
            self.fault(Code::BadSetting, message, span.clone(), format!("Write {} = \"…\".", key.name));
            return false;
        }
        let Some(gap) = word.gaps().into_iter().find(|gap| !gaps.iter().any(|known| known == gap)) else {
            return true;
        };
        let help = match text::nearest(gap, gaps.iter().map(String::as_str)) {
            Some(near) => format!("Did you mean {{{near}}}?"),
            None if gaps.is_empty() => "It has no gaps. Write the word without braces.".to_owned(),
            None => {
                let gaps: Vec<String> = gaps.iter().map(|gap| format!("{{{gap}}}")).collect();
                format!("Its gaps are {}.", text::and_list(&gaps, "and"))
            }
        };
        let message = format!("\"{}\" has no gap called {{{gap}}}.", key.name);
        self.fault(Code::BadSetting, message, span.clone(), help);
        false
    }
}

/// The text of a value in quotes.
fn quoted(node: &Node) -> Option<&str> {
    match &node.kind {
        Kind::Scalar(scalar) if scalar.quoted => Some(&scalar.text),
        _ => None,
    }
}
