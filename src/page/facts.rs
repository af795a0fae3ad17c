//! Typed fields -> facts and tables in words.

use super::body;
use super::view::{Fact, FactValue, Table};
use crate::catalogue::{Resolved, TermCard};
use crate::input::{Field, FieldKind, from_key};
use crate::schema::{Card, Entry, FieldValue, Value};
use std::sync::Arc;
use tera::Value as Html;

/// Fields that the page shows in a place of their own.
const SHOWN_ELSEWHERE: &[&str] = &["title", "summary", "description", "draft"];

/// Turns the fields of one entry into words.
pub(super) struct Words<'a> {
    pub(super) entry: &'a Entry,
    pub(super) resolved: &'a Resolved,
    pub(super) references: &'a [Arc<Card>],
    pub(super) root: &'a str,
    /// How many Markdown fields were shown so far: their fillings stand in this order.
    pub(super) markdown: usize,
}

impl Words<'_> {
    /// The facts and the tables of the entry, in the order of the collection's fields.
    pub(super) fn all(&mut self) -> (Vec<Fact>, Vec<Table>) {
        let (mut facts, mut tables) = (Vec::new(), Vec::new());
        for field in &self.entry.fields {
            let declared = self.entry.collection.field(&field.key);
            let shown = !SHOWN_ELSEWHERE.contains(&field.key.as_str());
            if let (Some(declared), FieldKind::Record(columns), true) =
                (declared, declared.map_or(&FieldKind::Text, |declared| &declared.kind), shown)
                && declared.many
            {
                tables.extend(self.table(declared, columns, field));
            } else if let Some(fact) = self.fact(field, declared)
                && shown
            {
                facts.push(fact);
            }
        }
        (facts, tables)
    }

    fn fact(&mut self, field: &FieldValue, declared: Option<&Field>) -> Option<Fact> {
        let values: Vec<FactValue> = field
            .value
            .each(&field.span)
            .filter_map(|(value, _)| self.value(&field.key, value, declared))
            .collect();
        let label = declared.map_or_else(|| from_key(&field.key), |declared| declared.label.clone());
        (!values.is_empty()).then(|| Fact { key: field.key.clone(), label, values })
    }

    /// One row for each record; columns that no record fills are left out.
    fn table(&mut self, declared: &Field, columns: &[Field], field: &FieldValue) -> Option<Table> {
        let mut rows: Vec<Vec<Vec<FactValue>>> = Vec::new();
        for (value, _) in field.value.each(&field.span) {
            let Value::Record(fields) = value else { continue };
            let cells =
                columns.iter().map(|column| match fields.iter().find(|field| field.key == column.key) {
                    Some(field) => self.fact(field, Some(column)).map(|fact| fact.values).unwrap_or_default(),
                    None => Vec::new(),
                });
            rows.push(cells.collect());
        }
        let used: Vec<bool> =
            (0..columns.len()).map(|at| rows.iter().any(|row| !row[at].is_empty())).collect();
        for row in &mut rows {
            let mut used = used.iter();
            row.retain(|_| *used.next().unwrap_or(&true));
        }
        let labels =
            columns.iter().zip(&used).filter(|(_, used)| **used).map(|(column, _)| column.label.clone());
        let table = Table {
            key: field.key.clone(),
            label: declared.label.clone(),
            below: declared.below,
            columns: labels.collect(),
            rows,
        };
        (!table.rows.is_empty()).then_some(table)
    }

    fn value(&mut self, key: &str, value: &Value, declared: Option<&Field>) -> Option<FactValue> {
        Some(match value {
            Value::Text(text) | Value::Number(text) => self
                .term_of(key, text)
                .map_or_else(|| FactValue::Text { text: text.clone() }, |term| term_value(&term)),
            Value::Boolean(yes) => FactValue::Text { text: if *yes { "Yes" } else { "No" }.to_owned() },
            Value::Date(date) => FactValue::Text { text: date.to_string() },
            Value::Url(url) => FactValue::Link { text: url.clone(), url: url.clone() },
            Value::Email(email) => FactValue::Link { text: email.clone(), url: format!("mailto:{email}") },
            Value::Term { vocabulary, id } => match self.term_of(vocabulary, id) {
                Some(term) => term_value(&term),
                None => FactValue::Text { text: id.clone() },
            },
            Value::Reference { collection, id } => match self.card(collection, id) {
                Some(card) => FactValue::Page { text: card.title.clone(), url: card.address.clone() },
                None => FactValue::Text { text: id.clone() },
            },
            Value::Markdown(markdown) => {
                self.markdown += 1;
                let filling = self.resolved.fillings.get(self.markdown)?;
                FactValue::Html { html: Html::safe_string(&body::html(markdown, filling, self.root)) }
            }
            Value::Record(fields) => {
                let nested: &[Field] = match declared.map(|declared| &declared.kind) {
                    Some(FieldKind::Record(nested)) => nested,
                    _ => &[],
                };
                let facts = fields.iter().filter_map(|field| {
                    self.fact(field, nested.iter().find(|declared| declared.key == field.key))
                });
                FactValue::Record { facts: facts.collect() }
            }
            Value::Image { .. } | Value::File { .. } | Value::List(_) => return None,
        })
    }

    /// The term that an author wrote as `written`; facets without a vocabulary do not mind case.
    fn term_of(&self, facet: &str, written: &str) -> Option<Arc<TermCard>> {
        let of_facet = || self.resolved.terms.iter().filter(|term| term.facet == facet);
        let exact = of_facet().find(|term| term.id == written);
        let same = || of_facet().find(|term| term.id.to_lowercase() == written.trim().to_lowercase());
        exact.or_else(same).cloned()
    }

    /// The card of the entry that `id` names, which may name its folder too.
    fn card(&self, collection: &str, id: &str) -> Option<&Arc<Card>> {
        let name = id.rsplit('/').next().unwrap_or(id);
        self.references.iter().find(|card| card.collection == collection && card.id == name)
    }
}

fn term_value(term: &TermCard) -> FactValue {
    match &term.url {
        Some(url) => FactValue::Page { text: term.label.clone(), url: url.clone() },
        None => FactValue::Text { text: term.label.clone() },
    }
}
