//! `content/vocabularies/<name>.toml` -> a controlled list of terms.

use super::collection::from_key;
use super::table::{self, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::Hash;
use crate::node::{self, Kind, Map, Node};
use crate::source::Source;
use crate::text;
use std::ops::Range;
use std::sync::Arc;

/// A controlled list of terms.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// The name of its file without the ending.
    pub name: String,
    /// What one term says about an entry: "Setting".
    pub singular: String,
    /// What the list is called: "Settings".
    pub plural: String,
    /// What the list is for, in a sentence or two.
    pub description: Option<String>,
    /// Whether its terms are steps from least to most: the first is none of them, and readers see a mark
    /// with one square for each of the others.
    pub scale: bool,
    /// The terms, in the order in which they stand.
    pub terms: Vec<Term>,
    /// Whether some of its terms could not be read.
    pub partial: bool,
    /// The file.
    pub source: Arc<Source>,
    /// Hash of all of it.
    pub hash: Hash,
}

/// One term.
#[derive(Debug, Clone)]
pub struct Term {
    /// What authors write.
    pub id: String,
    /// What readers see.
    pub label: String,
    /// What it means.
    pub definition: Option<String>,
    /// Other words for it.
    pub synonyms: Vec<String>,
    /// The id of a wider term.
    pub broader: Option<String>,
    /// What to use instead, where the term is no longer used.
    pub deprecated: Option<String>,
    /// Whether it is a change to less, such as "fewer".
    pub less: bool,
    /// Whether an entry that gives this term should have figures.
    pub needs_figures: bool,
    /// Where its id stands.
    pub span: Range<usize>,
}

impl Vocabulary {
    pub(super) fn read(name: &str, source: Arc<Source>, faults: &mut Vec<Diagnostic>) -> Self {
        let (map, partial) = table::parse(&source, faults);
        let mut table = Table::new(&source, &map);
        let partial = partial || has_lost_ids(&map);
        let plural = table.text("plural", faults).unwrap_or_else(|| from_key(name));
        let vocabulary = Self {
            name: name.to_owned(),
            singular: table.text("singular", faults).unwrap_or_else(|| plural.clone()),
            plural,
            description: table.text("description", faults),
            scale: table.boolean("scale", faults).unwrap_or(false),
            terms: terms(&source, &mut table, partial, faults),
            partial,
            hash: source.hash,
            source: source.clone(),
        };
        table.finish(faults);
        vocabulary
    }

    /// A vocabulary whose file cannot be read at all.
    pub(super) fn unreadable(name: &str, path: &str) -> Self {
        let source = Arc::new(Source::new(path, ""));
        Self {
            name: name.to_owned(),
            singular: from_key(name),
            plural: from_key(name),
            description: None,
            scale: false,
            terms: Vec::new(),
            partial: true,
            hash: source.hash,
            source,
        }
    }

    /// The id of the term that an author may have meant: one with this label or synonym, or one whose
    /// id is nearly this.
    pub fn nearest(&self, written: &str) -> Option<&str> {
        let same = |word: &str| word.eq_ignore_ascii_case(written);
        let called = |term: &&Term| same(&term.label) || term.synonyms.iter().any(|synonym| same(synonym));
        let by_name = self.terms.iter().find(called).map(|term| term.id.as_str());
        by_name.or_else(|| text::nearest(written, self.terms.iter().map(|term| term.id.as_str())))
    }

    /// How far up the scale the term with this id is, and how far the scale goes; `None` where the terms
    /// are no scale.
    pub fn step(&self, id: &str) -> Option<(usize, usize)> {
        let step = self.terms.iter().position(|term| term.id == id).filter(|_| self.scale)?;
        Some((step, self.terms.len() - 1))
    }

    /// The term with this id.
    pub fn term(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }
}

/// Whether a term's id stands there and could not be read.
fn has_lost_ids(map: &Map) -> bool {
    let Some(Node { kind: Kind::List(items), .. }) = map.get("terms") else { return map.holds("terms") };
    items.iter().any(|item| matches!(&item.kind, Kind::Map(term) if lost_its_id(term)))
}

fn lost_its_id(term: &Map) -> bool {
    term.unreadable.iter().any(|key| key.name == "id")
}

fn terms(
    source: &Arc<Source>,
    table: &mut Table<'_>,
    partial: bool,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Term> {
    let form = "Write each term as [[terms]] with id = \"…\" and label = \"…\" below it.";
    let Some(node) = table.node("terms") else {
        if partial {
            return Vec::new();
        }
        faults.push(
            Diagnostic::new(Code::BadSetting, "This vocabulary has no terms.").at(source, 0..0).help(form),
        );
        return Vec::new();
    };
    let Kind::List(items) = &node.kind else {
        faults.push(
            Diagnostic::new(Code::BadSetting, "\"terms\" takes a list of tables.")
                .at(source, node.span.clone())
                .help(form),
        );
        return Vec::new();
    };
    let mut terms: Vec<Term> = Vec::with_capacity(items.len());
    for item in items {
        let Some(term) = read_term(source, item, faults) else { continue };
        if let Some(first) = terms.iter().find(|known| known.id == term.id) {
            faults.push(
                Diagnostic::new(Code::DuplicateKey, format!("The term \"{}\" is given twice.", term.id))
                    .at(source, term.span.clone())
                    .related(source, first.span.clone(), "the first is here")
                    .help("Delete one of them."),
            );
            continue;
        }
        terms.push(term);
    }
    if !partial {
        check_broader(source, &terms, faults);
    }
    terms
}

fn read_term(source: &Arc<Source>, item: &node::Node, faults: &mut Vec<Diagnostic>) -> Option<Term> {
    let Kind::Map(map) = &item.kind else {
        let id = item.text().unwrap_or("home");
        faults.push(
            Diagnostic::new(Code::BadSetting, "A term needs more than one text: an id and a label.")
                .at(source, item.span.clone())
                .help(format!(
                    "Write [[terms]] on a line, and id = \"{id}\" and label = \"…\" on the lines below it."
                )),
        );
        return None;
    };
    let mut table = Table::new(source, map);
    let id = table.text("id", faults);
    let span = table.node("id").map_or(item.span.clone(), |node| node.span.clone());
    let label = table.text("label", faults);
    let term = Term {
        label: label.or_else(|| id.as_deref().map(from_key)).unwrap_or_default(),
        definition: table.text("definition", faults),
        synonyms: table.texts("synonyms", faults).into_iter().map(|(text, _)| text).collect(),
        broader: table.text("broader", faults),
        deprecated: table.text("deprecated", faults),
        less: table.boolean("less", faults).unwrap_or(false),
        needs_figures: table.boolean("needs_figures", faults).unwrap_or(false),
        id: id.clone().unwrap_or_default(),
        span: span.clone(),
    };
    table.finish(faults);
    if id.is_none() && lost_its_id(map) {
        return None;
    }
    if id.is_none() {
        faults.push(
            Diagnostic::new(Code::BadSetting, "This term has no id.")
                .at(source, span)
                .help("Add id = \"…\" in lower case with hyphens: it is what authors write."),
        );
        return None;
    }
    Some(term)
}

fn check_broader(source: &Arc<Source>, terms: &[Term], faults: &mut Vec<Diagnostic>) {
    for term in terms {
        let Some(broader) = &term.broader else { continue };
        if !terms.iter().any(|known| &known.id == broader) {
            faults.push(
                Diagnostic::new(
                    Code::UnknownTerm,
                    format!("The wider term \"{broader}\" of \"{}\" is not here.", term.id),
                )
                .at(source, term.span.clone())
                .help("Use the id of another term of this vocabulary."),
            );
        }
    }
}
