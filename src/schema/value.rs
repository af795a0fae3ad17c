//! The typed value of a field.

use crate::document::Body;
use crate::text::PartialDate;
use std::ops::Range;
use std::sync::Arc;

/// A field of an entry or of a record, with its value.
#[derive(Debug, Clone)]
pub struct FieldValue {
    /// The key in the front matter.
    pub key: String,
    /// The value.
    pub value: Value,
    /// Where the value stands, as bytes of the source.
    pub span: Range<usize>,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub enum Value {
    /// Plain text.
    Text(String),
    /// A number, as written.
    Number(String),
    /// True or false.
    Boolean(bool),
    /// A date, whole or partial.
    Date(PartialDate),
    /// A web address.
    Url(String),
    /// An email address.
    Email(String),
    /// Text with Markdown.
    Markdown(Arc<Body>),
    /// A term of a vocabulary, by its id; whether it is there is for the catalogue to say.
    Term {
        /// The vocabulary.
        vocabulary: Arc<str>,
        /// The term's id as written.
        id: String,
    },
    /// An entry of a collection, by its id; whether it is there is for the catalogue to say.
    Reference {
        /// The collection.
        collection: Arc<str>,
        /// The entry's id as written.
        id: String,
    },
    /// An image beside the entry.
    Image {
        /// Path as written.
        path: String,
        /// What it shows; empty for decoration.
        alt: String,
    },
    /// A file beside the entry.
    File {
        /// Path as written.
        path: String,
    },
    /// Nested fields.
    Record(Vec<FieldValue>),
    /// Several values, each with its place.
    List(Vec<(Value, Range<usize>)>),
}

impl Value {
    /// The value itself, or each value of a list, with its place; `span` is the value's own.
    pub fn each<'a>(&'a self, span: &'a Range<usize>) -> impl Iterator<Item = (&'a Value, &'a Range<usize>)> {
        let items = match self {
            Value::List(items) => items.as_slice(),
            _ => &[],
        };
        let itself = (!matches!(self, Value::List(_))).then_some((self, span));
        itself.into_iter().chain(items.iter().map(|(value, span)| (value, span)))
    }
}

/// The first value below `field` at the rest of a path such as `evidence.level`, with its place, as
/// it stands in the front matter: a list is one value.
pub(super) fn first_below<'a>(
    field: &'a FieldValue,
    rest: Option<&str>,
) -> Option<(&'a Value, &'a Range<usize>)> {
    let Some(path) = rest else { return Some((&field.value, &field.span)) };
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    field.value.each(&field.span).find_map(|(value, _)| match value {
        Value::Record(fields) => first_below(fields.iter().find(|field| field.key == key)?, rest),
        _ => None,
    })
}

/// The values at a path such as `evidence.level`, with their places; lists are opened up.
pub fn values_at<'a>(fields: &'a [FieldValue], path: &str) -> Vec<(&'a Value, &'a Range<usize>)> {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let Some(field) = fields.iter().find(|field| field.key == key) else { return Vec::new() };
    let values = field.value.each(&field.span);
    match rest {
        None => values.collect(),
        Some(rest) => values
            .flat_map(|(value, _)| match value {
                Value::Record(fields) => values_at(fields, rest),
                _ => Vec::new(),
            })
            .collect(),
    }
}
