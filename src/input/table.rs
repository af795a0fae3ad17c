//! Reading settings out of a TOML table, with every fault reported and nothing ignored.

use crate::diagnostic::{Code, Diagnostic};
use crate::node::{self, Key, Kind, Map, Node};
use crate::source::Source;
use crate::text::{self, PartialDate};
use std::ops::Range;
use std::sync::Arc;

/// A table being read. Each reading function names its key; [`Table::finish`] reports the keys
/// that nobody asked for.
pub(super) struct Table<'a> {
    source: &'a Arc<Source>,
    map: &'a Map,
    asked: Vec<&'static str>,
}

/// Reads the TOML in `source`. Also says whether anything in it was lost that others may ask for.
pub(super) fn parse(source: &Arc<Source>, faults: &mut Vec<Diagnostic>) -> (Map, bool) {
    let no_text =
        faults.iter().any(|fault| fault.code == Code::NotUtf8 && fault.path.as_ref() == Some(&source.path));
    let known = faults.len();
    let map = node::parse_toml(source, 0..source.text.len(), Code::SettingsSyntax, faults);
    // What is no text was reported once already.
    let garbled = |fault: &mut Diagnostic| line_of(fault).is_some_and(|line| line.contains('\u{fffd}'));
    faults.extract_if(known.., garbled).for_each(drop);
    let one_value = |fault: &Diagnostic| {
        let place = fault.place.as_ref();
        place.is_some_and(|place| {
            let line = place.start().line;
            map.unreadable.iter().any(|key| source.position(key.span.start).line == line)
        })
    };
    let lost = faults[known..].iter().any(|fault| fault.code == Code::SettingsSyntax && !one_value(fault));
    (map, no_text || lost)
}

/// The line that a fault stands on.
fn line_of(fault: &Diagnostic) -> Option<&str> {
    let place = fault.place.as_ref()?;
    let (before, behind) = place.source.text.split_at_checked(place.span.start)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let length = behind.find('\n').unwrap_or(behind.len());
    place.source.text.get(start..place.span.start + length)
}

impl<'a> Table<'a> {
    pub(super) fn new(source: &'a Arc<Source>, map: &'a Map) -> Self {
        Self { source, map, asked: Vec::new() }
    }

    /// The node behind `key`, whatever it is.
    pub(super) fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.map.get(key)
    }

    pub(super) fn text(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> Option<String> {
        let node = self.node(key)?;
        match node.text().filter(|_| is_quoted(node)) {
            Some(text) if !text.trim().is_empty() => Some(text.to_owned()),
            Some(_) => {
                faults.push(
                    Diagnostic::new(Code::BadSetting, format!("\"{key}\" has nothing between its quotes."))
                        .at(self.source, node.span.clone())
                        .help("Write something there, or delete the line."),
                );
                None
            }
            None => {
                self.wrong(key, node, &format!("{key} = \"…\""), "text in double quotes", faults);
                None
            }
        }
    }

    pub(super) fn boolean(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> Option<bool> {
        let node = self.node(key)?;
        let value = node.boolean();
        if value.is_none() {
            self.wrong(key, node, &format!("{key} = true"), "true or false", faults);
        }
        value
    }

    pub(super) fn number<N: std::str::FromStr>(
        &mut self,
        key: &'static str,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<N> {
        let node = self.node(key)?;
        let value = node.text().and_then(|text| text.replace('_', "").parse().ok());
        if value.is_none() {
            self.wrong(key, node, &format!("{key} = 5"), "a number that is not below zero", faults);
        }
        value
    }

    /// Whether `key` stands here, readable or not.
    pub(super) fn holds(&self, key: &str) -> bool {
        self.map.holds(key)
    }

    /// Says what is wrong with the value behind `key`.
    pub(super) fn fault(&self, key: &str, message: String, help: &str, faults: &mut Vec<Diagnostic>) {
        let span = self.map.get(key).map_or(0..0, |node| node.span.clone());
        faults.push(Diagnostic::new(Code::BadSetting, message).at(self.source, span).help(help));
    }

    /// A list of texts, each with its place.
    pub(super) fn texts(
        &mut self,
        key: &'static str,
        faults: &mut Vec<Diagnostic>,
    ) -> Vec<(String, Range<usize>)> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let Kind::List(items) = &node.kind else {
            self.wrong(
                key,
                node,
                &format!("{key} = [\"one\", \"two\"]"),
                "a list in square brackets",
                faults,
            );
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match item.text().filter(|_| is_quoted(item)) {
                Some(text) => texts.push((text.to_owned(), item.span.clone())),
                None => {
                    self.wrong(key, item, &format!("{key} = [\"one\", \"two\"]"), "a list of texts", faults);
                }
            }
        }
        texts
    }

    /// A nested table.
    pub(super) fn map(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> Option<&'a Map> {
        self.map_called(key, key, faults)
    }

    /// A nested table that has `name` in its brackets.
    pub(super) fn map_called(
        &mut self,
        key: &'static str,
        name: &str,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<&'a Map> {
        let node = self.node(key)?;
        match &node.kind {
            Kind::Map(map) => Some(map),
            _ => {
                let form = format!("[{name}] on a line of its own, and its settings on the lines below it");
                self.wrong(key, node, &form, "settings of its own", faults);
                None
            }
        }
    }

    /// The blocks `[[key]]`, each with where it begins. `name` is what stands in the brackets, and
    /// `first` a setting that such a block has.
    pub(super) fn blocks(
        &mut self,
        key: &'static str,
        name: &str,
        first: &str,
        faults: &mut Vec<Diagnostic>,
    ) -> Vec<(&'a Map, Range<usize>)> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let help = format!("Write [[{name}]] on a line, and {first} below it.");
        let Kind::List(items) = &node.kind else {
            self.fault(key, format!("\"{key}\" takes one block for each."), &help, faults);
            return Vec::new();
        };
        let mut blocks = Vec::with_capacity(items.len());
        for item in items {
            match &item.kind {
                Kind::Map(map) => {
                    let start = map.pairs.first().map_or(item.span.clone(), |(key, _)| key.span.clone());
                    blocks.push((map, start));
                }
                _ => faults.push(
                    Diagnostic::new(
                        Code::BadSetting,
                        format!("Each of \"{key}\" takes settings of its own."),
                    )
                    .at(self.source, item.span.clone())
                    .help(&help),
                ),
            }
        }
        blocks
    }

    /// An email address.
    pub(super) fn email(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> Option<String> {
        let email = self.text(key, faults)?;
        if email.contains('@') && !email.contains(' ') {
            return Some(email);
        }
        let message = format!("\"{email}\" is not an email address.");
        self.fault(key, message, &format!("Write {key} = \"team@example.org\"."), faults);
        None
    }

    /// A date, whole or partial, and where it stands.
    pub(super) fn date(
        &mut self,
        key: &'static str,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<(PartialDate, Range<usize>)> {
        let node = self.node(key)?;
        let date = node.text().and_then(PartialDate::parse);
        if date.is_none() {
            self.wrong(key, node, &format!("{key} = 2026-10-03, or {key} = \"2026-10\""), "a date", faults);
        }
        Some((date?, node.span.clone()))
    }

    /// Where `key` itself stands.
    pub(super) fn place_of(&self, key: &str) -> Range<usize> {
        let pair = self.map.pairs.iter().find(|(known, _)| known.name == key);
        pair.map_or(0..0, |(known, _)| known.span.clone())
    }

    /// Says which of the settings `needed` are missing, each with the form that it takes: at
    /// `place`, which is about `what`.
    pub(super) fn need(
        &self,
        (what, place): (&str, &Range<usize>),
        needed: &[(&str, &str)],
        faults: &mut Vec<Diagnostic>,
    ) {
        for (key, form) in needed.iter().filter(|(key, _)| !self.holds(key)) {
            faults.push(
                Diagnostic::new(Code::BadSetting, format!("{what} needs \"{key}\"."))
                    .at(self.source, place.clone())
                    .help(format!("Add {form}.")),
            );
        }
    }

    fn wrong(&self, key: &str, node: &Node, form: &str, takes: &str, faults: &mut Vec<Diagnostic>) {
        faults.push(
            Diagnostic::new(Code::BadSetting, format!("\"{key}\" takes {takes}."))
                .at(self.source, node.span.clone())
                .help(format!("Write {form}.")),
        );
    }

    /// Reports every key that was not asked for.
    pub(super) fn finish(self, faults: &mut Vec<Diagnostic>) {
        for (key, _) in &self.map.pairs {
            // Below a table's name that could not be read, keys stand in another table.
            if !self.asked.contains(&key.name.as_str()) && !lost_a_name(self.source, faults) {
                faults.push(unknown_key(self.source, key, self.map, &self.asked));
            }
        }
    }
}

/// Whether a line that names a table could not be read.
fn lost_a_name(source: &Source, faults: &[Diagnostic]) -> bool {
    let here =
        |fault: &&Diagnostic| fault.code == Code::SettingsSyntax && fault.path.as_ref() == Some(&source.path);
    faults
        .iter()
        .filter(here)
        .any(|fault| line_of(fault).is_some_and(|line| line.trim_start().starts_with('[')))
}

fn unknown_key(source: &Arc<Source>, key: &Key, map: &Map, known: &[&'static str]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::UnknownSetting, format!("There is no setting called \"{}\" here.", key.name))
            .at(source, key.span.clone());
    // A setting that is there already cannot be the one that was meant.
    let free = known.iter().copied().filter(|known| !map.holds(known));
    match text::nearest(&key.name, free) {
        Some(near) => diagnostic.help(format!("Did you mean \"{near}\"?")).fix(key.span.clone(), near),
        None => diagnostic.help(format!("Settings here are {}.", text::and_list(known, "and"))),
    }
}

/// Whether the value stands in quotes: in TOML only text does.
fn is_quoted(node: &Node) -> bool {
    matches!(&node.kind, Kind::Scalar(scalar) if scalar.quoted)
}
