//! Reading settings out of a TOML table, with every fault reported and nothing ignored.

use crate::diagnostic::{Code, Diagnostic};
use crate::node::{Kind, Map, Node};
use crate::source::Source;
use crate::text;
use std::ops::Range;
use std::sync::Arc;

/// A table being read. Each reading function names its key; [`Table::finish`] reports the keys
/// that nobody asked for.
pub(super) struct Table<'a> {
    source: &'a Arc<Source>,
    map: &'a Map,
    asked: Vec<&'static str>,
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
            match item.text() {
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
        let node = self.node(key)?;
        match &node.kind {
            Kind::Map(map) => Some(map),
            _ => {
                let form = format!("[{key}] on a line of its own, and its settings on the lines below it");
                self.wrong(key, node, &form, "settings of its own", faults);
                None
            }
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
            if !self.asked.contains(&key.name.as_str()) {
                faults.push(unknown_key(self.source, key, &self.asked));
            }
        }
    }
}

fn unknown_key(source: &Arc<Source>, key: &crate::node::Key, known: &[&'static str]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::UnknownSetting, format!("There is no setting called \"{}\" here.", key.name))
            .at(source, key.span.clone());
    match text::nearest(&key.name, known.iter().copied()) {
        Some(near) => diagnostic.help(format!("Did you mean \"{near}\"?")).fix(key.span.clone(), near),
        None => diagnostic.help(format!("Settings here are {}.", text::and_list(known, "and"))),
    }
}

/// Whether the value stands in quotes: in TOML only text does.
fn is_quoted(node: &Node) -> bool {
    matches!(&node.kind, Kind::Scalar(scalar) if scalar.quoted)
}
