//! Collection -> JSON Schema, so that editors can help while an author types.
//!
//! It is in draft 7, which every editor knows, without keywords of any one editor: strict readers
//! refuse a schema that has some. It must never refuse what casebook takes: where a schema cannot
//! say a rule (that a link leads somewhere), it leaves it to `casebook check`.

use super::example;
use super::known::Known;
use crate::input::{Collection, Field, FieldKind, Set, Term};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// A date, whole or partial, perhaps with a time behind it.
const DATE: &str = r"^\s*\d{4}(-\d{1,2}(-\d{1,2}([ Tt]\s*\d.*)?)?)?\s*$";
const NUMBER: &str = r"^\s*-?(0|[1-9][0-9]*|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?\s*$";
const WEB_ADDRESS: &str = r#"^\s*https?://[^/?# <>"][^ <>"]*\s*$"#;
const EMAIL: &str = r#"^\s*[^\s<>()"@,;:]+@[^\s<>()"@,;:]+\.[^\s<>()"@,;:]+\s*$"#;

/// The JSON Schema of a collection that declares its fields.
pub fn json_schema(collection: &Collection, known: &Known<'_>) -> Option<Value> {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!(collection.singular));
    schema.extend(collection.description.iter().map(|text| ("description".to_owned(), json!(text))));
    schema.append(&mut object(collection.fields.as_deref()?, known));
    Some(Value::Object(schema))
}

/// The keys that describe an object with `fields`.
fn object(fields: &[Field], known: &Known<'_>) -> Map<String, Value> {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.key.clone(), property(field, known))).collect();
    let required: Vec<&str> =
        fields.iter().filter(|field| field.required).map(|field| field.key.as_str()).collect();
    let either: Vec<Value> = fields
        .iter()
        .filter_map(|field| Some((field, field.required_unless.as_deref()?)))
        .map(|(field, other)| json!({"anyOf": [{"required": [field.key]}, {"required": [other]}]}))
        .collect();
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Value::Object(properties));
    object.insert("required".to_owned(), json!(required));
    if !either.is_empty() {
        object.insert("allOf".to_owned(), json!(either));
    }
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}

fn property(field: &Field, known: &Known<'_>) -> Value {
    let mut property = match field.many {
        true => list(field, known),
        false => one(field, known),
    };
    // A key without a value is as good as none.
    if !field.required {
        allow_null(&mut property);
    }
    let mut described = Map::new();
    described.insert("title".to_owned(), json!(field.label));
    described.extend(description(field, known).map(|text| ("description".to_owned(), json!(text))));
    described.append(&mut property);
    let scalar = !matches!(field.kind, FieldKind::Record(_) | FieldKind::Image);
    if scalar && !described.contains_key("enum") {
        let example = parsed(field, &example::scalar(field, known));
        let example = if field.many { json!([example]) } else { example };
        described.insert("examples".to_owned(), json!([example]));
    }
    Value::Object(described)
}

/// An example as JSON: a number or a truth value is one, anything else is text.
fn parsed(field: &Field, example: &str) -> Value {
    match field.kind {
        FieldKind::Number | FieldKind::Boolean => {
            serde_json::from_str(example).unwrap_or_else(|_| json!(example))
        }
        _ => serde_json::from_str(example).ok().filter(Value::is_string).unwrap_or_else(|| json!(example)),
    }
}

/// A list, or one value that stands for a list of one.
fn list(field: &Field, known: &Known<'_>) -> Map<String, Value> {
    let mut items = one(field, known);
    let alone = Value::Object(items.clone());
    allow_null(&mut items);
    let mut list = Map::new();
    list.insert("type".to_owned(), json!("array"));
    list.insert("items".to_owned(), Value::Object(items));
    let least = field.limits.min.or_else(|| field.required.then_some(1.0));
    list.extend(least.map(|min| ("minItems".to_owned(), json!(min as u64))));
    list.extend(field.limits.max.map(|max| ("maxItems".to_owned(), json!(max as u64))));
    let mut either = Map::new();
    either.insert("anyOf".to_owned(), json!([list, alone]));
    either
}

fn allow_null(schema: &mut Map<String, Value>) {
    let added = |old: &Value| match old {
        Value::Array(kinds) => json!(kinds.iter().cloned().chain([json!("null")]).collect::<Vec<_>>()),
        kind => json!([kind, "null"]),
    };
    if let Some(kind) = schema.get_mut("type") {
        *kind = added(kind);
    }
    for (key, null) in [("enum", Value::Null), ("anyOf", json!({"type": "null"}))] {
        if let Some(Value::Array(values)) = schema.get_mut(key) {
            values.push(null);
        }
    }
}

/// The schema of one value.
fn one(field: &Field, known: &Known<'_>) -> Map<String, Value> {
    let text = json!(["string", "number", "boolean"]);
    let value = match &field.kind {
        FieldKind::Record(fields) => return object(fields, known),
        FieldKind::OneOf(set) => return chosen(set, known),
        FieldKind::Text | FieldKind::Markdown => {
            let mut schema = json!({"type": text});
            let (min, max) = (field.limits.min_length, field.limits.max_length);
            min.into_iter().for_each(|min| schema["minLength"] = json!(min));
            max.into_iter().for_each(|max| schema["maxLength"] = json!(max));
            schema
        }
        FieldKind::Number => {
            let mut schema = json!({"type": ["number", "string"], "pattern": NUMBER});
            let (min, max) = (field.limits.min, field.limits.max);
            min.into_iter().for_each(|min| schema["minimum"] = json!(min));
            max.into_iter().for_each(|max| schema["maximum"] = json!(max));
            schema
        }
        FieldKind::Boolean => json!({"type": "boolean"}),
        FieldKind::Date => {
            json!({"type": ["string", "integer"], "pattern": DATE, "minimum": 0, "maximum": 9999})
        }
        FieldKind::Url => json!({"type": "string", "pattern": WEB_ADDRESS}),
        FieldKind::Email => json!({"type": "string", "pattern": EMAIL}),
        FieldKind::File => json!({"type": text}),
        FieldKind::Image => json!({
            "type": "object",
            "properties": {
                "src": {"type": "string", "description": "The file of the image."},
                "alt": {"type": ["string", "null"], "description": "What the image shows."},
                "decorative": {"type": "boolean", "description": "Whether it is only decoration."},
                "credit": {"type": ["string", "null"], "description": "Who made it."},
            },
            "required": ["src"],
            "anyOf": [{"required": ["alt"]}, {"required": ["decorative"]}],
            "additionalProperties": false,
        }),
    };
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// One of a set.
fn chosen(set: &Set, known: &Known<'_>) -> Map<String, Value> {
    let ids: Vec<String> = match set {
        Set::Options(options) => options.clone(),
        Set::Collection(name) => known.ids(name).to_vec(),
        Set::Collections(names) => {
            let ids = |name: &Arc<str>| {
                let name = name.clone();
                known.ids(&name).iter().map(move |id| format!("{name}/{id}"))
            };
            names.iter().flat_map(ids).collect()
        }
        Set::Vocabulary(name) => terms(name, known).iter().map(|term| term.id.clone()).collect(),
    };
    let values: Vec<Value> = ids.iter().flat_map(|id| as_read(id)).collect();
    let mut schema = Map::new();
    schema.insert("enum".to_owned(), json!(values));
    schema
}

fn terms<'a>(vocabulary: &str, known: &Known<'a>) -> &'a [Term] {
    known.vocabularies.get(vocabulary).map_or(&[], |vocabulary| &vocabulary.terms)
}

/// What the schema says of a field, and what each term means that it may hold: every editor shows a
/// description, and no keyword of JSON Schema describes the values of an `enum` one by one.
fn description(field: &Field, known: &Known<'_>) -> Option<String> {
    let mut lines: Vec<String> = field.help.iter().cloned().collect();
    if let FieldKind::OneOf(Set::Vocabulary(name)) = &field.kind {
        lines.extend(terms(name, known).iter().map(|term| {
            let label = &term.label;
            match (&term.deprecated, &term.definition) {
                (Some(instead), _) => format!("- {}: {label}. No longer used: write {instead}.", term.id),
                (None, Some(definition)) => format!("- {}: {label}. {definition}", term.id),
                (None, None) => format!("- {}: {label}", term.id),
            }
        }));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// `text` as YAML may read it: an id such as 5 is a number where it stands without quotes.
fn as_read(text: &str) -> Vec<Value> {
    let other =
        serde_json::from_str(text).ok().filter(|value: &Value| value.is_number() || value.is_boolean());
    other.into_iter().chain([json!(text)]).collect()
}
