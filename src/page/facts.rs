//! Typed fields -> facts and tables in words.

use super::entry::ReferredTo;
use super::view::{EndedView, Fact, FactValue, FigureView, SourceNote, SourceView, StepView, Table};
use super::{Fragments, body, figures, steps};
use crate::catalogue::{Resolved, ShownImage, TermCard};
use crate::input::{self, Field, FieldKind, Meaning, from_key};
use crate::schema::{Card, Entry, FieldValue, Value, values_at};
use std::borrow::Cow;
use std::sync::Arc;
use tera::Value as Shown;

/// Fields that the page shows in a place of their own.
const SHOWN_ELSEWHERE: &[&str] = &["title", "summary", "description", "draft"];

/// Turns the fields of one entry into words.
pub(super) struct Words<'a> {
    pub(super) entry: &'a Entry,
    pub(super) resolved: &'a Resolved,
    pub(super) references: &'a [ReferredTo],
    pub(super) root: &'a str,
    pub(super) fragments: &'a dyn Fragments,
    /// The words of the theme.
    pub(super) theme: &'a input::Words,
    /// How many Markdown fields were shown so far: their fillings stand in this order.
    pub(super) markdown: usize,
}

impl<'a> Words<'a> {
    /// The facts and the tables of the entry, in the order of the collection's fields.
    pub(super) fn all(&mut self) -> (Vec<Fact<'a>>, Vec<Table<'a>>) {
        let (mut facts, mut tables) = (Vec::new(), Vec::new());
        for field in &self.entry.fields {
            let declared = self.entry.collection.field(&field.key);
            let role = declared.and_then(|declared| declared.role);
            let has_own_place = matches!(role, Some(Meaning::Steps | Meaning::Sources));
            if has_own_place || SHOWN_ELSEWHERE.contains(&field.key.as_str()) {
                self.markdown += markdown_values(&field.value);
                continue;
            }
            match declared {
                Some(Field { kind: FieldKind::Record(columns), many: true, .. }) => {
                    tables.extend(declared.and_then(|declared| self.table(declared, columns, field)));
                }
                _ => facts.extend(self.fact(field, declared)),
            }
        }
        (facts, tables)
    }

    fn fact(&mut self, field: &'a FieldValue, declared: Option<&'a Field>) -> Option<Fact<'a>> {
        let values: Vec<Shown> = field
            .value
            .each(&field.span)
            .filter_map(|(value, _)| self.value(&field.key, value, declared))
            .collect();
        let label = match declared {
            Some(declared) => Cow::Borrowed(declared.label.as_str()),
            None => Cow::Owned(from_key(&field.key)),
        };
        (!values.is_empty()).then_some(Fact { key: &field.key, label, values })
    }

    /// One row for each record; columns that no record fills are left out.
    fn table(
        &mut self,
        declared: &'a Field,
        columns: &'a [Field],
        field: &'a FieldValue,
    ) -> Option<Table<'a>> {
        let in_words = declared.role == Some(Meaning::Figures);
        let mut rows: Vec<Vec<Vec<Shown>>> = Vec::new();
        for (value, _) in field.value.each(&field.span) {
            let Value::Record(fields) = value else { continue };
            let mut told = in_words.then(|| figures::words(fields, |value| self.label(value)));
            let cells = columns.iter().map(|column| {
                if in_words && figures::is_told(&column.key) {
                    let told = told.take().filter(|told| !told.is_empty());
                    return told.map(|told| vec![Shown::from(told)]).unwrap_or_default();
                }
                let field = fields.iter().find(|field| field.key == column.key);
                let fact = field.and_then(|field| self.fact(field, Some(column)));
                fact.map(|fact| fact.values).unwrap_or_default()
            });
            rows.push(cells.collect());
        }
        let used: Vec<bool> =
            (0..columns.len()).map(|at| rows.iter().any(|row| !row[at].is_empty())).collect();
        for row in &mut rows {
            let mut used = used.iter();
            row.retain(|_| *used.next().unwrap_or(&true));
        }
        let label = |column: &'a Field| {
            if in_words && figures::is_told(&column.key) {
                Cow::Owned(self.theme.say("result", &[]))
            } else {
                Cow::Borrowed(column.label.as_str())
            }
        };
        let labels = columns.iter().zip(&used).filter(|(_, used)| **used).map(|(column, _)| label(column));
        let table = Table {
            key: &field.key,
            label: &declared.label,
            below: declared.below,
            columns: labels.collect(),
            rows,
        };
        (!table.rows.is_empty()).then_some(table)
    }

    fn value(&mut self, key: &str, value: &'a Value, declared: Option<&'a Field>) -> Option<Shown> {
        let shown = match value {
            Value::Text(text) | Value::Number(text) => self.term(key, text),
            Value::Term { vocabulary, id } => self.term(vocabulary, id),
            Value::Reference { collection, id } => match self.card(collection, id) {
                Some((card, now)) => self.reference(card, now),
                None => Shown::from(id.as_str()),
            },
            Value::Boolean(yes) => Shown::from(self.theme.say(if *yes { "yes" } else { "no" }, &[])),
            Value::Date(date) => Shown::from(self.theme.date(*date)),
            Value::Url(url) => self.made(&FactValue::Link { text: url, url }),
            Value::Email(email) => {
                self.made(&FactValue::Link { text: email, url: &format!("mailto:{email}") })
            }
            Value::Image { path, alt } => {
                let image = self.named(path)?;
                let (width, height) = image.dimensions.unzip();
                self.made(&FactValue::Image { text: alt, url: &image.path, width, height })
            }
            Value::File { path } => {
                let name = path.rsplit('/').next().unwrap_or(path);
                self.made(&FactValue::Page { text: name, url: &self.named(path)?.path })
            }
            Value::Markdown(markdown) => {
                self.markdown += 1;
                let filling = self.resolved.fillings.get(self.markdown)?;
                Shown::safe_string(&body::html(markdown, filling, self.root))
            }
            Value::Record(fields) => {
                let facts = self.record(fields, declared);
                self.made(&FactValue::Record { facts })
            }
            Value::List(_) => return None,
        };
        Some(shown)
    }

    /// A link to an entry, and to what took its place if it ended.
    fn reference(&self, card: &'a Card, now: &'a [Arc<Card>]) -> Shown {
        let ended = card.ended.map(|date| EndedView::new(date, now));
        match ended {
            Some(ended) => self.made(&FactValue::Ended { text: &card.title, url: &card.address, ended }),
            None => self.fragments.link(&card.title, &card.address, card.hash, self.root),
        }
    }

    /// The words for a term.
    fn label(&self, value: &Value) -> Option<String> {
        match value {
            Value::Term { vocabulary, id } => {
                Some(self.term_of(vocabulary, id).map_or_else(|| id.clone(), |term| term.label.clone()))
            }
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// Each figure in words, with what is said of it.
    pub(super) fn figures(&self) -> Vec<FigureView<'a>> {
        let Some(path) = self.entry.collection.with_role(Meaning::Figures) else { return Vec::new() };
        let records = values_at(&self.entry.fields, path).into_iter();
        let figure = |value: &'a Value| {
            let Value::Record(fields) = value else { return None };
            let words = figures::words(fields, |value| self.label(value));
            (!words.is_empty()).then(|| FigureView { words, notes: figures::notes(fields) })
        };
        records.filter_map(|(value, _)| figure(value)).collect()
    }

    /// What the entry rests on.
    pub(super) fn sources(&self) -> Vec<SourceView<'a>> {
        let Some(path) = self.entry.collection.with_role(Meaning::Sources) else { return Vec::new() };
        let nested: &[Field] = match self.entry.collection.field(path).map(|field| &field.kind) {
            Some(FieldKind::Record(nested)) => nested,
            _ => &[],
        };
        let values = values_at(&self.entry.fields, path).into_iter();
        values.filter_map(|(value, _)| self.source(value, nested)).collect()
    }

    fn source(&self, value: &'a Value, nested: &'a [Field]) -> Option<SourceView<'a>> {
        let (collection, id, fields): (_, _, &[FieldValue]) = match value {
            Value::Reference { collection, id } => (collection, id, &[]),
            Value::Record(fields) => fields.iter().find_map(|field| match &field.value {
                Value::Reference { collection, id } => Some((collection, id, fields.as_slice())),
                _ => None,
            })?,
            _ => return None,
        };
        let notes = fields.iter().filter_map(|field| {
            let Value::Text(text) = &field.value else { return None };
            let label = nested.iter().find(|declared| declared.key == field.key)?.label.as_str();
            Some(SourceNote { label, text })
        });
        let card = self.card(collection, id).map(|(card, _)| card);
        Some(SourceView {
            citation: card.map_or(id, |card| &card.citation),
            url: card.map_or("", |card| &card.address),
            notes: notes.collect(),
        })
    }

    /// The steps, each with the entry that it names.
    pub(super) fn steps(&self) -> Vec<StepView<'a>> {
        let steps = steps::steps(self.entry).into_iter();
        let card = |(collection, id)| self.card(collection, id).map(|(card, _)| card);
        steps.map(|step| StepView::new(&step, step.names.and_then(card), None)).collect()
    }

    fn made(&self, value: &FactValue<'_>) -> Shown {
        self.fragments.value(value, self.root)
    }

    /// A link to the page of the term that an author wrote as `written`, or its words.
    fn term(&self, facet: &str, written: &str) -> Shown {
        match self.term_of(facet, written) {
            Some(term) => match &term.url {
                Some(url) => self.fragments.link(&term.label, url, term.hash, self.root),
                None => Shown::from(term.label.as_str()),
            },
            None => Shown::from(written),
        }
    }

    fn record(&mut self, fields: &'a [FieldValue], declared: Option<&'a Field>) -> Vec<Fact<'a>> {
        let nested: &[Field] = match declared.map(|declared| &declared.kind) {
            Some(FieldKind::Record(nested)) => nested,
            _ => &[],
        };
        let declared = |field: &FieldValue| nested.iter().find(|declared| declared.key == field.key);
        fields.iter().filter_map(|field| self.fact(field, declared(field))).collect()
    }

    /// The term that an author wrote as `written`; facets without a vocabulary do not mind case.
    fn term_of(&self, facet: &str, written: &str) -> Option<&'a TermCard> {
        let of_facet = || self.resolved.terms.iter().filter(|term| term.facet == facet);
        let exact = of_facet().find(|term| term.id == written);
        let same = || of_facet().find(|term| term.id.to_lowercase() == written.trim().to_lowercase());
        exact.or_else(same).map(|term| &**term)
    }

    /// The card of the entry that is written as `id`.
    /// With it comes what took its place.
    fn card(&self, collection: &str, id: &str) -> Option<(&'a Card, &'a [Arc<Card>])> {
        let mut pairs = self.resolved.references.iter().zip(self.references);
        let found = pairs.find(|(reference, to)| reference.id == id && to.card.collection == collection);
        found.map(|(_, to)| (&*to.card, to.now.as_slice()))
    }

    /// The image or file that a field names as `path`.
    fn named(&self, path: &str) -> Option<&'a ShownImage> {
        self.resolved.named.iter().find(|(written, _)| written == path).map(|(_, shown)| shown)
    }
}

/// How many Markdown texts a value holds.
fn markdown_values(value: &Value) -> usize {
    match value {
        Value::Markdown(_) => 1,
        Value::List(items) => items.iter().map(|(value, _)| markdown_values(value)).sum(),
        Value::Record(fields) => fields.iter().map(|field| markdown_values(&field.value)).sum(),
        _ => 0,
    }
}
