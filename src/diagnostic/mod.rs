//! One message to an author: what is wrong, where, and what to type instead.
//!
//! A leaf that every stage may use. A mistake in content is always a [`Diagnostic`], never an
//! `Err` and never a panic. A diagnostic holds all that any writer needs (human text, JSON,
//! GitHub annotations, later SARIF); writers are pure functions from diagnostics to text, and
//! never print.

mod code;
mod github;
mod group;
mod human;
mod json;
mod lookup;

pub use code::Code;
pub use github::write as write_github;
pub use group::{Grouped, group};
pub use human::{write as write_human, write_compact};
pub use json::write as write_json;

use crate::source::{Position, Source};
use crate::text;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site cannot be published as it is.
    Error,
    /// It can be published, but a reader will notice. Fails under `--strict`.
    Warning,
    /// Something an author may want to know. Never fails a build.
    Note,
}

impl Severity {
    /// The severity that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Note].into_iter().find(|severity| severity.word() == word)
    }

    /// The word that people and machines see.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Part of a source.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Bytes of its text; empty for a point.
    pub span: Range<usize>,
}

impl Place {
    /// A place in `source`; the span is kept inside its text.
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Self {
        let end = span.end.min(source.text.len());
        Self { source: source.clone(), span: span.start.min(end)..end }
    }

    /// Where the place begins.
    pub fn start(&self) -> Position {
        self.source.position(self.span.start)
    }

    /// Where the place ends (the position behind its last character).
    pub fn end(&self) -> Position {
        self.source.position(self.span.end)
    }
}

/// A change that mends the fault: the text at `place` becomes `replacement`.
#[derive(Debug, Clone)]
pub struct Fix {
    /// What to replace.
    pub place: Place,
    /// What to put there.
    pub replacement: String,
}

/// Longest message, in characters.
const LONGEST_MESSAGE: usize = 400;

/// One message to an author.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The stable code: what `casebook explain` takes.
    pub code: Code,
    /// How much it matters here.
    pub severity: Severity,
    /// The file it is about, relative to the site's root, when there is one.
    pub path: Option<String>,
    /// The part of the file it is about.
    pub place: Option<Place>,
    /// What is wrong, in plain English: a sentence or two.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The change that would mend it, where there is only one sensible one.
    pub fix: Option<Fix>,
    /// Other places that matter, each with why.
    pub related: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A diagnostic of the code's usual severity that is about no file yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let mut message = message.into();
        // What an author wrote is often part of it, and may be long or stand on several lines.
        if message.len() > LONGEST_MESSAGE || message.contains(char::is_control) {
            message = text::truncate(&message.replace(char::is_control, " "), LONGEST_MESSAGE);
        }
        Self {
            code,
            severity: code.severity(),
            path: None,
            place: None,
            message,
            help: None,
            fix: None,
            related: Vec::new(),
        }
    }

    /// Says which part of which source it is about.
    #[must_use]
    pub fn at(mut self, source: &Arc<Source>, span: Range<usize>) -> Self {
        self.path = Some(source.path.clone());
        self.place = Some(Place::new(source, span));
        self
    }

    /// Says which file it is about, where its text cannot be shown.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The same where some sources were read again, and are as they were at its places.
    #[must_use]
    pub fn in_new(mut self, sources: &[&Arc<Source>]) -> Self {
        let fix = self.fix.iter_mut().map(|fix| &mut fix.place);
        let related = self.related.iter_mut().map(|(place, _)| place);
        for place in self.place.iter_mut().chain(fix).chain(related) {
            if let Some(new) = sources.iter().find(|new| new.path == place.source.path) {
                *place = Place::new(new, place.span.clone());
            }
        }
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Gives the text that would mend it, for part of the source that it is already about.
    #[must_use]
    pub fn fix(mut self, span: Range<usize>, replacement: impl Into<String>) -> Self {
        self.fix = self
            .place
            .as_ref()
            .map(|place| Fix { place: Place::new(&place.source, span), replacement: replacement.into() });
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, source: &Arc<Source>, span: Range<usize>, why: impl Into<String>) -> Self {
        self.related.push((Place::new(source, span), why.into()));
        self
    }
}

/// The order in which people read them: by file, then down the file, then by code.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(compare);
}

fn compare(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    let start = |d: &Diagnostic| d.place.as_ref().map(|place| place.span.start);
    a.path
        .cmp(&b.path)
        .then_with(|| start(a).cmp(&start(b)))
        .then_with(|| a.code.cmp(&b.code))
        .then_with(|| a.message.cmp(&b.message))
}

/// How many errors and warnings there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
}

impl Tally {
    /// Counts `diagnostics`.
    pub fn of<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        diagnostics.into_iter().fold(Self::default(), |mut tally, d| {
            match d.severity {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Note => {}
            }
            tally
        })
    }
}
