//! How an entry is named among the sources of others.

use super::value::{FieldValue, Value};
use crate::input::Collection;
use crate::text;

/// The fields that the collection names for it, one after the other: "Author. Title. Publisher.
/// 2019". The title alone where it names none.
pub(super) fn citation(fields: &[FieldValue], collection: &Collection, title: &str) -> String {
    let parts = collection.citation.iter().filter_map(|key| {
        let field = fields.iter().find(|field| field.key == *key)?;
        let words: Vec<String> =
            field.value.each(&field.span).filter_map(|(value, _)| words(value)).collect();
        let words = text::and_list(&words, "and");
        Some(words.trim_end_matches('.').to_owned()).filter(|words| !words.is_empty())
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { title.to_owned() } else { parts.join(". ") }
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Number(text) => Some(text.clone()),
        Value::Date(date) => Some(date.to_string()),
        _ => None,
    }
}
