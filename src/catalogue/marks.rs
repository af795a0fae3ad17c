//! What lists show beside each entry: the fields that its collection names in `row`, in words.

use super::Item;
use super::index::{Found, Index};
use crate::input::{Collection, Vocabulary};
use crate::schema::{Mark, Value, values_at};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Puts the marks on the cards of `items`.
pub(super) fn put(items: &mut [Item], vocabularies: &BTreeMap<String, Arc<Vocabulary>>) {
    let wanted = |item: &&Item| item.in_lists() && !item.entry.collection.row.is_empty();
    if !items.iter().any(|item| wanted(&item)) {
        return;
    }
    let index = Index::new(items);
    let words = Words { items, index: &index, vocabularies };
    let marked = items.iter().enumerate().filter(|(_, item)| wanted(item));
    let cards: Vec<_> = marked.map(|(at, item)| (at, item.card.with_marks(words.marks(item)))).collect();
    for (at, card) in cards {
        items[at].card = Arc::new(card);
    }
}

/// Where the words for a value are found.
struct Words<'a> {
    items: &'a [Item],
    index: &'a Index<'a>,
    vocabularies: &'a BTreeMap<String, Arc<Vocabulary>>,
}

impl Words<'_> {
    fn marks(&self, item: &Item) -> Vec<Mark> {
        let collection = &item.entry.collection;
        collection.row.iter().filter_map(|path| self.mark(item, collection, path)).collect()
    }

    fn mark(&self, item: &Item, collection: &Collection, path: &str) -> Option<Mark> {
        let field = collection.field(path)?;
        let values = values_at(&item.entry.fields, path);
        let step = match values.first() {
            Some((Value::Term { vocabulary, id }, _)) => self.vocabularies.get(&**vocabulary)?.step(id),
            _ => None,
        };
        let date = match values.first() {
            Some((Value::Date(date), _)) => Some(*date),
            _ => None,
        };
        let words: Vec<String> = values.iter().filter_map(|(value, _)| self.words(value)).collect();
        let label = collection.field(path.split('.').next()?)?.label.clone();
        let is_given = date.is_some() || !words.is_empty();
        is_given.then(|| Mark { label, role: field.role, text: words.join(", "), date, step })
    }

    fn words(&self, value: &Value) -> Option<String> {
        match value {
            Value::Text(text) | Value::Number(text) => Some(text.clone()),
            Value::Term { vocabulary, id } => {
                let term = self.vocabularies.get(&**vocabulary)?.term(id);
                Some(term.map_or_else(|| id.clone(), |term| term.label.clone()))
            }
            Value::Reference { collection, id } => match self.index.in_collection(collection, id) {
                Found::One(at) => Some(self.items[at].entry.title.clone()),
                Found::Several(_) | Found::None => Some(id.clone()),
            },
            _ => None,
        }
    }
}
