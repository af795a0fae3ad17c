//! Short forms are spelt out at their first use, or explained in the glossary.
//!
//! Only sites that have a glossary (a collection with a short form) promise this. Which tokens
//! are short forms, and which uses spell one out, is for [`text::acronyms`] and
//! [`text::is_spelt_out`] to say.

use crate::catalogue::{Catalogue, Glossary, ShortForm};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Body;
use crate::input::{Inputs, Meaning};
use crate::schema::Entry;
use crate::text;
use std::ops::Range;
use std::sync::Arc;

/// The short forms that the site explains, and where.
pub(super) struct Explained<'a> {
    glossary: &'a Glossary,
    /// The folder of the glossary as people see it.
    folder: String,
}

impl<'a> Explained<'a> {
    /// The glossary of `catalogue`, if it has one.
    pub(super) fn of(catalogue: &'a Catalogue, inputs: &Inputs) -> Option<Self> {
        let mut collections = catalogue.collections.values();
        let collection = collections.find(|collection| collection.with_role(Meaning::Short).is_some())?;
        Some(Self { glossary: &catalogue.glossary, folder: inputs.shown_path(&collection.name) })
    }

    pub(super) fn check(&self, entry: &Arc<Entry>, found: &mut Vec<Diagnostic>) {
        let in_summary = self.in_summary(entry, found);
        for form in short_forms(&entry.body) {
            let Used { token, spelt_out_first, spelt_out_later } = form;
            if spelt_out_first || in_summary.contains(&stem(token)) || self.explains(token) {
                continue;
            }
            let (first, later) = places(entry, token);
            let message = match later.as_ref().filter(|_| spelt_out_later) {
                Some(_) => format!("\"{token}\" comes here before it is spelt out."),
                None => format!("\"{token}\" is never spelt out."),
            };
            let diagnostic = Diagnostic::new(Code::UndefinedAcronym, message).at(entry.source(), first);
            found.push(match later.filter(|_| spelt_out_later) {
                Some(later) => diagnostic
                    .related(entry.source(), later, "it is spelt out here")
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
            let is_known =
                term.is_some_and(|term| term.well_known || term.card.address == entry.card.address);
            if is_known || text::is_spelt_out(&entry.summary, &at) || self.parts_are_known(token) {
                continue;
            }
            let place = place(entry, &span, token);
            let (message, help) = match term {
                Some(term) => (
                    format!("\"{token}\" is not spelt out in the summary, which stands alone in lists."),
                    format!("Write {} ({token}) there, or leave the short form out.", term.card.title),
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

    fn term(&self, token: &str) -> Option<&'a ShortForm> {
        self.glossary.form(token)
    }

    fn explains(&self, token: &str) -> bool {
        let mut parts = token.split('/');
        self.term(token).is_some() || token.contains('/') && parts.all(|part| self.term(part).is_some())
    }

    /// Whether a token such as GP/NHS is made of what readers know.
    fn parts_are_known(&self, token: &str) -> bool {
        let known = |part: &str| self.term(part).is_some_and(|term| term.well_known);
        token.contains('/') && token.split('/').all(known)
    }
}

/// A short form in the running text of an entry.
struct Used<'a> {
    token: &'a str,
    /// Whether its first use stands beside its long form.
    spelt_out_first: bool,
    /// Whether a later use does.
    spelt_out_later: bool,
}

/// The short forms in the running text of `body`, each once.
fn short_forms(body: &Body) -> Vec<Used<'_>> {
    let mut forms: Vec<Used<'_>> = Vec::new();
    for range in body.prose() {
        let text = &body.html[range];
        for (at, token) in text::acronyms(text) {
            // In brackets of its own it follows its long form, which may be a link.
            let in_brackets = text[..at.start].ends_with('(') && text[at.end..].starts_with(')');
            let spelt_out = in_brackets || text::is_spelt_out(text, &at);
            match forms.iter_mut().find(|form| stem(form.token) == stem(token)) {
                Some(form) => form.spelt_out_later |= spelt_out,
                None => forms.push(Used { token, spelt_out_first: spelt_out, spelt_out_later: false }),
            }
        }
    }
    forms
}

/// Where `token` stands first in the text of the source, and where it stands in brackets.
fn places(entry: &Entry, token: &str) -> (Range<usize>, Option<Range<usize>>) {
    let whole = &entry.source().text;
    let text = &whole[entry.text_start..];
    let is_prose = |at: &Range<usize>| {
        let line = text[..at.start].rfind('\n').map_or(0, |line| line + 1);
        !text[line..].starts_with('#') && !text[..at.start].ends_with(['`', '/', '-'])
    };
    let found = text::acronyms(text).filter(|(at, other)| *other == token && is_prose(at));
    let places: Vec<Range<usize>> = found.map(|(at, _)| at).collect();
    let in_source = |at: &Range<usize>| entry.text_start + at.start..entry.text_start + at.end;
    let first = places.first().map_or(entry.opening.clone(), in_source);
    let later = places.iter().find(|at| text::is_spelt_out(text, at)).map(in_source);
    (first, later)
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
