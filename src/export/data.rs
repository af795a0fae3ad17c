//! The entries of a collection as JSON, and its figures as CSV.
//!
//! Ids stay ids and dates stay as machines read them, so that nothing has to be read back out of
//! words.

use super::csv::write_line;
use crate::catalogue::{Catalogue, Resolved};
use crate::input::{Field, FieldKind, Meaning, Words};
use crate::page::figure_words;
use crate::schema::{FieldValue, Value, values_at};
use serde_json::{Map, Value as Json, json};

/// What stands in the tables and in the records of figures beside their own fields.
const WORDS: &str = "words";

/// The entries of the collection called `name` as JSON.
pub(super) fn entries(catalogue: &Catalogue, theme: &Words, name: &str) -> Vec<u8> {
    let collection = &catalogue.collections[name];
    let figures = collection.with_role(Meaning::Figures);
    let entries: Vec<Json> = shown(catalogue, name)
        .map(|at| {
            let (item, resolved) = (&catalogue.items[at], &catalogue.resolved[at]);
            let mut entry = Map::new();
            entry.insert("id".to_owned(), json!(item.entry.id));
            entry.insert("url".to_owned(), json!(address(catalogue, at)));
            entry.insert("title".to_owned(), json!(item.entry.title));
            entry.insert("summary".to_owned(), json!(item.entry.summary));
            for field in &item.entry.fields {
                let mut value = as_json(&field.value);
                if figures == Some(field.key.as_str()) {
                    add_words(&mut value, &field.value, resolved, theme);
                }
                entry.insert(field.key.clone(), value);
            }
            Json::Object(entry)
        })
        .collect();
    let all = json!({
        "collection": name,
        "title": collection.plural,
        "description": collection.description,
        "entries": entries,
    });
    let mut bytes = serde_json::to_vec_pretty(&all).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Every figure of the collection called `name`, a line each.
pub(super) fn figures(catalogue: &Catalogue, theme: &Words, name: &str) -> String {
    let collection = &catalogue.collections[name];
    let path = collection.with_role(Meaning::Figures).unwrap_or_default();
    let columns: &[Field] = match collection.field(path).map(|field| &field.kind) {
        Some(FieldKind::Record(columns)) => columns,
        _ => &[],
    };
    let mut out = String::new();
    let head = ["id", "title", "url", WORDS].into_iter().chain(columns.iter().map(|c| c.key.as_str()));
    write_line(head, &mut out);
    for at in shown(catalogue, name) {
        let item = &catalogue.items[at];
        let url = address(catalogue, at);
        for (value, _) in values_at(&item.entry.fields, path) {
            let Value::Record(fields) = value else { continue };
            let words = words(fields, &catalogue.resolved[at], theme);
            let cells: Vec<String> = columns
                .iter()
                .map(|column| {
                    let field = fields.iter().find(|field| field.key == column.key);
                    field.map(|field| as_text(&as_json(&field.value))).unwrap_or_default()
                })
                .collect();
            let first = [item.entry.id.as_str(), &item.entry.title, &url, &words].into_iter();
            write_line(first.chain(cells.iter().map(String::as_str)), &mut out);
        }
    }
    out
}

/// The numbers of the entries that readers see.
fn shown<'a>(catalogue: &'a Catalogue, name: &str) -> impl Iterator<Item = usize> + 'a {
    catalogue.lists.get(name).into_iter().flatten().copied()
}

fn address(catalogue: &Catalogue, at: usize) -> String {
    let base = catalogue.settings.base_url.as_deref().unwrap_or("");
    format!("{base}{}", catalogue.items[at].card.address)
}

fn words(fields: &[FieldValue], resolved: &Resolved, theme: &Words) -> String {
    figure_words(fields, theme, |value| match value {
        Value::Term { vocabulary, id } => {
            let term = resolved.terms.iter().find(|term| *term.facet == **vocabulary && term.id == *id);
            Some(term.map_or_else(|| id.clone(), |term| term.label.clone()))
        }
        Value::Text(text) => Some(text.clone()),
        _ => None,
    })
}

fn add_words(json: &mut Json, value: &Value, resolved: &Resolved, theme: &Words) {
    let Json::Array(records) = json else { return };
    for (record, (value, _)) in records.iter_mut().zip(value.each(&(0..0))) {
        if let (Json::Object(record), Value::Record(fields)) = (record, value) {
            record.insert(WORDS.to_owned(), json!(words(fields, resolved, theme)));
        }
    }
}

fn as_json(value: &Value) -> Json {
    match value {
        Value::Text(text) | Value::Url(text) | Value::Email(text) => json!(text),
        Value::Number(number) => number.replace(',', "").parse::<f64>().map_or(json!(number), |n| {
            if n.fract() == 0.0 && n.abs() < 9e15 { json!(n as i64) } else { json!(n) }
        }),
        Value::Boolean(yes) => json!(yes),
        Value::Date(date) => json!(date.iso()),
        Value::Term { id, .. } => json!(id),
        Value::Reference { collection, id } => json!(format!("{collection}/{id}")),
        Value::Image { path, alt } => json!({ "src": path, "alt": alt }),
        Value::File { path } => json!(path),
        Value::Markdown(_) => Json::Null,
        Value::Record(fields) => {
            Json::Object(fields.iter().map(|field| (field.key.clone(), as_json(&field.value))).collect())
        }
        Value::List(items) => items.iter().map(|(value, _)| as_json(value)).collect(),
    }
}

fn as_text(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        Json::Array(items) => items.iter().map(as_text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}
