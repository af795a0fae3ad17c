//! What an entry rests on, in full.

use super::facts::Facts;
use super::view::{SourceNote, SourceView};
use crate::input::{Field, FieldKind, Meaning};
use crate::schema::{FieldValue, Value, values_at};

impl<'a> Facts<'a> {
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
        let card = self.lookup.entry(collection, id).map(|(card, _)| card);
        Some(SourceView {
            citation: card.map_or(id, |card| &card.citation),
            url: card.map_or("", |card| &card.address),
            notes: notes.collect(),
        })
    }
}
