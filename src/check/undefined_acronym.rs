//! Short forms are spelt out at their first use, or explained in the glossary.
//!
//! Only sites that have a glossary (a collection with a short form) promise this. Which tokens
//! are short forms, and which uses spell one out, is for [`text::acronyms`] and
//! [`text::is_spelt_out`] to say.

use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::{Inputs, Meaning};
use crate::schema::{Entry, Value};
use crate::text;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// The short forms that the site explains.
pub(super) struct Glossary<'a> {
    /// The entry of each short form, and whether readers know it without being told.
    terms: FxHashMap<&'a str, (&'a Arc<Entry>, bool)>,
    /// The folder of the glossary as people see it.
    folder: String,
}

impl<'a> Glossary<'a> {
    /// The glossary of `catalogue`, if it has one.
    pub(super) fn of(catalogue: &'a Catalogue, inputs: &Inputs) -> Option<Self> {
        let is_glossary = |name: &str| {
            let collection = catalogue.collections.get(name);
            collection.is_some_and(|collection| collection.with_role(Meaning::Short).is_some())
        };
        let name = catalogue.collections.keys().find(|name| is_glossary(name))?;
        let mut terms = FxHashMap::default();
        for item in catalogue.items.iter().filter(|item| item.in_lists()) {
            let entry = &item.entry;
            let known = matches!(entry.with_role(Meaning::WellKnown), Some((Value::Boolean(true), _)));
            for role in [Meaning::Short, Meaning::ShortPlural] {
                if let Some((Value::Text(short), _)) = entry.with_role(role) {
                    terms.entry(short.as_str()).or_insert((entry, known));
                }
            }
        }
        Some(Self { terms, folder: inputs.shown_path(name) })
    }

    pub(super) fn check(&self, entry: &Arc<Entry>, found: &mut Vec<Diagnostic>) {
        let in_summary = self.in_summary(entry, found);
        let whole = &entry.source().text;
        for form in &entry.body.short_forms {
            let token = &whole[form.span.clone()];
            let first = form.span.start;
            if form.spelt_out == Some(first) || in_summary.contains(&stem(token)) || self.explains(token) {
                continue;
            }
            let message = match form.spelt_out {
                Some(_) => format!("\"{token}\" comes here before it is spelt out."),
                None => format!("\"{token}\" is never spelt out."),
            };
            let diagnostic =
                Diagnostic::new(Code::UndefinedAcronym, message).at(entry.source(), form.span.clone());
            found.push(match form.spelt_out {
                Some(later) => diagnostic
                    .related(entry.source(), later..later + token.len(), "it is spelt out here")
                    .help(format!("Write the long form here, with ({token}) behind it.")),
                None => diagnostic.help(self.advice(token)),
            });
        }
    }

    /// Checks the summary, and gives the short forms in it: what comes first there is dealt with.
    fn in_summary<'e>(&self, entry: &'e Arc<Entry>, found: &mut Vec<Diagnostic>) -> Vec<&'e str> {
        let mut seen: Vec<&str> = Vec::new();
        for (at, token) in text::acronyms(&entry.summary) {
            // A summary that was taken from the text is checked there.
            let Some(span) = entry.span_of("summary") else { return Vec::new() };
            if seen.contains(&stem(token)) {
                continue;
            }
            seen.push(stem(token));
            let term = self.term(token);
            // The title of a glossary's own entry is the long form.
            let is_known = term.is_some_and(|(term, known)| known || Arc::ptr_eq(term, entry));
            if is_known || text::is_spelt_out(&entry.summary, &at) || self.parts_are_known(token) {
                continue;
            }
            let place = place(entry, &span, token);
            let (message, help) = match term {
                Some((term, _)) => (
                    format!("\"{token}\" is not spelt out in the summary, which stands alone in lists."),
                    format!("Write {} ({token}) there, or leave the short form out.", term.title),
                ),
                None => (format!("\"{token}\" is not spelt out in the summary."), self.advice(token)),
            };
            found.push(Diagnostic::new(Code::UndefinedAcronym, message).at(entry.source(), place).help(help));
        }
        seen
    }

    fn advice(&self, token: &str) -> String {
        format!("Write it in full first, with ({token}) behind it, or add it to {}.", self.folder)
    }

    fn term(&self, token: &str) -> Option<(&'a Arc<Entry>, bool)> {
        let singular = || token.strip_suffix('s').and_then(|singular| self.terms.get(singular));
        self.terms.get(token).or_else(singular).copied()
    }

    fn explains(&self, token: &str) -> bool {
        let mut parts = token.split('/');
        self.term(token).is_some() || token.contains('/') && parts.all(|part| self.term(part).is_some())
    }

    /// Whether a token such as GP/NHS is made of what readers know.
    fn parts_are_known(&self, token: &str) -> bool {
        let known = |part: &str| self.term(part).is_some_and(|(_, known)| known);
        token.contains('/') && token.split('/').all(known)
    }
}

/// A short form without the s of a plural.
fn stem(token: &str) -> &str {
    token.trim_end_matches('s')
}

/// Where `token` stands in the summary at `span`; all of it where it is written in another way.
fn place(entry: &Entry, span: &Range<usize>, token: &str) -> Range<usize> {
    let written = entry.source().text.get(span.clone()).unwrap_or_default();
    let at = text::acronyms(written).find(|(_, found)| *found == token);
    at.map_or(span.clone(), |(at, _)| span.start + at.start..span.start + at.end)
}
