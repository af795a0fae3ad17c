//! Typed fields -> facts and tables in words.

use super::lookup::Lookup;
use super::view::{AdoptionView, ContactView, EndedView, Fact, FactValue, FigureTable, StepView, Table};
use super::{Tools, body, steps};
use crate::catalogue::{Resolved, ShownImage};
use crate::input::{Field, FieldKind, Meaning, from_key};
use crate::schema::{Card, Entry, FieldValue, Value, values_at};
use std::borrow::Cow;
use std::sync::Arc;
use tera::Value as Shown;

/// Fields that the page shows in a place of their own.
pub(super) const SHOWN_ELSEWHERE: &[&str] = &["title", "summary", "description", "draft"];

/// The fields of an entry, each where it stands on the page.
#[derive(Default)]
pub(super) struct Placed<'a> {
    /// Beside the text.
    pub(super) facts: Vec<Fact<'a>>,
    /// Records of one field, above or below the text.
    pub(super) tables: Vec<Table<'a>>,
    /// What is known of each figure.
    pub(super) figures: Vec<FigureTable<'a>>,
    /// In sections of their own below the text.
    pub(super) below: Vec<Fact<'a>>,
    /// Whom to ask.
    pub(super) contact: Option<Fact<'a>>,
}

/// Turns the fields of one entry into words.
pub(super) struct Facts<'a> {
    pub(super) entry: &'a Entry,
    pub(super) resolved: &'a Resolved,
    pub(super) lookup: Lookup<'a>,
    pub(super) tools: Tools<'a>,
    /// How many Markdown fields were shown so far: their fillings stand in this order.
    pub(super) markdown: usize,
}

impl<'a> Facts<'a> {
    /// The fields of the entry, each where it stands on the page, in the order of the collection.
    pub(super) fn all(&mut self) -> Placed<'a> {
        let mut placed = Placed::default();
        for field in &self.entry.fields {
            let declared = self.entry.collection.field(&field.key);
            let has_own_place = declared.is_some_and(Field::has_own_place);
            if has_own_place || SHOWN_ELSEWHERE.contains(&field.key.as_str()) {
                self.markdown += markdown_values(&field.value);
                continue;
            }
            match declared {
                Some(figures @ Field { role: Some(Meaning::Figures), .. }) => {
                    placed.figures = self.figure_tables(figures, field);
                }
                Some(records @ Field { kind: FieldKind::Record(columns), many: true, .. }) => {
                    placed.tables.extend(self.table(records, columns, field));
                }
                Some(Field { role: Some(Meaning::Contact), .. }) => {
                    placed.contact = self.fact(field, declared);
                }
                Some(Field { below: true, .. }) => placed.below.extend(self.fact(field, declared)),
                _ => placed.facts.extend(self.fact(field, declared)),
            }
        }
        placed
    }

    pub(super) fn fact(&mut self, field: &'a FieldValue, declared: Option<&'a Field>) -> Option<Fact<'a>> {
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
        let mut rows: Vec<Vec<Vec<Shown>>> = Vec::new();
        for (value, _) in field.value.each(&field.span) {
            let Value::Record(fields) = value else { continue };
            let cells = columns.iter().map(|column| {
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
        let labels = columns.iter().zip(&used).filter(|(_, used)| **used);
        let table = Table {
            key: &field.key,
            label: &declared.label,
            below: declared.below,
            columns: labels.map(|(column, _)| column.label.as_str()).collect(),
            rows,
        };
        (!table.rows.is_empty()).then_some(table)
    }

    fn value(&mut self, key: &str, value: &'a Value, declared: Option<&'a Field>) -> Option<Shown> {
        let shown = match value {
            Value::Text(text) | Value::Number(text) => self.term(key, text),
            Value::Term { vocabulary, id } => self.term(vocabulary, id),
            Value::Reference { collection, id } => match self.lookup.entry(collection, id) {
                Some((card, now)) => self.reference(card, now),
                None => Shown::from(id.as_str()),
            },
            Value::Boolean(yes) => Shown::from(self.tools.words.say(if *yes { "yes" } else { "no" }, &[])),
            Value::Date(date) => Shown::from(self.tools.words.date(*date)),
            Value::Url(url) => self.made(&FactValue::Link { text: url, url }),
            Value::Email(email) => {
                self.made(&FactValue::Link { text: email, url: &format!("mailto:{email}") })
            }
            Value::Image { path, alt } => {
                let image = self.file(path)?;
                let (width, height) = image.dimensions.unzip();
                self.made(&FactValue::Image { text: alt, url: &image.path, width, height })
            }
            Value::File { path } => {
                let name = path.rsplit('/').next().unwrap_or(path);
                self.made(&FactValue::Page { text: name, url: &self.file(path)?.path })
            }
            Value::Markdown(markdown) => {
                self.markdown += 1;
                let filling = self.resolved.fillings.get(self.markdown)?;
                Shown::safe_string(&body::html(markdown, filling, self.tools.root))
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
        let ended = card.ended.map(|date| EndedView::new(date, now, self.tools.words));
        match ended {
            Some(ended) => self.made(&FactValue::Ended { text: &card.title, url: &card.address, ended }),
            None => self.tools.fragments.link(&card.title, &card.address, card.hash, self.tools.root),
        }
    }

    /// The words for a term.
    pub(super) fn label(&self, value: &Value) -> Option<String> {
        match value {
            Value::Term { vocabulary, id } => {
                Some(self.lookup.term(vocabulary, id).map_or_else(|| id.clone(), |term| term.label.clone()))
            }
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// Whom to ask: `given` by the entry, or nobody; none where the collection does not ask for it.
    pub(super) fn contact(&self, given: Option<Fact<'a>>) -> Option<ContactView<'a>> {
        let collection = &self.entry.collection;
        let field = collection.field(collection.with_role(Meaning::Contact)?)?;
        Some(ContactView { label: &field.label, values: given.map(|fact| fact.values).unwrap_or_default() })
    }

    /// Who did the same afterwards, in the order of the author.
    pub(super) fn adopted(&self) -> Vec<AdoptionView<'a>> {
        let Some(path) = self.entry.collection.with_role(Meaning::Adopted) else { return Vec::new() };
        let records = values_at(&self.entry.fields, path).into_iter();
        let adoption = |value: &'a Value| {
            let Value::Record(fields) = value else { return None };
            let mut view = AdoptionView { text: "", url: "", date: String::new(), note: "" };
            for field in fields {
                match &field.value {
                    Value::Reference { collection, id } => {
                        let card = self.lookup.entry(collection, id).map(|(card, _)| card);
                        view.text = card.map_or(id, |card| &card.title);
                        view.url = card.map_or("", |card| &card.address);
                    }
                    Value::Date(date) => view.date = self.tools.words.date(*date),
                    Value::Text(text) => view.note = text,
                    _ => {}
                }
            }
            Some(view)
        };
        records.filter_map(|(value, _)| adoption(value)).collect()
    }

    /// The steps, each with the entry that it names.
    pub(super) fn steps(&self) -> Vec<StepView<'a>> {
        let steps = steps::steps(self.entry).into_iter();
        let card = |(collection, id)| self.lookup.entry(collection, id).map(|(card, _)| card);
        steps.map(|step| StepView::new(&step, step.names.and_then(card), None, self.tools.words)).collect()
    }

    fn made(&self, value: &FactValue<'_>) -> Shown {
        self.tools.fragments.value(value, self.tools.root)
    }

    /// A link to the page of the term that an author wrote as `written`, or its words.
    fn term(&self, facet: &str, written: &str) -> Shown {
        match self.lookup.term(facet, written) {
            Some(term) => match &term.url {
                Some(url) => self.tools.fragments.link(&term.label, url, term.hash, self.tools.root),
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

    /// The image or file that a field names as `path`.
    fn file(&self, path: &str) -> Option<&'a ShownImage> {
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
