//! Front matter where no schema is declared: every key is welcome, as the kind of value that it
//! looks like.

use super::scalar::bad_date;
use super::value::{FieldValue, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::is_web_address;
use crate::node::{Kind, Map, Node, Scalar};
use crate::source::Source;
use crate::text::PartialDate;
use std::sync::Arc;

/// Keys whose texts may name several things with commas between them.
const LISTS: &[&str] = &["tags", "categories", "keywords"];

/// The values of all keys in `map`.
pub(super) fn fields(source: &Arc<Source>, map: Map, faults: &mut Vec<Diagnostic>) -> Vec<FieldValue> {
    let mut values = Vec::with_capacity(map.pairs.len());
    values.extend(map.pairs.into_iter().filter_map(|(key, node)| {
        let span = node.span.clone();
        let value = match key.name.as_str() {
            "date" => date(source, &node, faults)?,
            name if LISTS.contains(&name) => list(node)?,
            _ => natural(node)?,
        };
        Some(FieldValue { key: key.name, value, span })
    }));
    values
}

fn date(source: &Arc<Source>, node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Value> {
    if let Kind::List(_) | Kind::Map(_) = node.kind {
        let message = format!("\"date\" takes one date, but {} stands here.", node.describe());
        let diagnostic = Diagnostic::new(Code::WrongType, message).at(source, node.span.clone());
        faults.push(diagnostic.help("Write it like this: date: 2019-10-03."));
    }
    let text = node.text()?;
    let date = PartialDate::parse(text);
    if date.is_none() {
        faults.push(bad_date(source, "date", text, node.span.clone()));
    }
    date.map(Value::Date)
}

fn list(node: Node) -> Option<Value> {
    let Kind::Scalar(Scalar { text, .. }) = &node.kind else { return natural(node) };
    let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
    Some(Value::List(items.map(|item| (Value::Text(item.to_owned()), node.span.clone())).collect()))
}

fn natural(node: Node) -> Option<Value> {
    if let Some(value) = node.boolean() {
        return Some(Value::Boolean(value));
    }
    Some(match node.kind {
        Kind::Null => return None,
        Kind::Scalar(scalar) => scalar_value(scalar),
        Kind::List(items) => {
            let mut values = Vec::with_capacity(items.len());
            values.extend(items.into_iter().filter_map(|item| {
                let span = item.span.clone();
                Some((natural(item)?, span))
            }));
            Value::List(values)
        }
        Kind::Map(map) => {
            let mut values = Vec::with_capacity(map.pairs.len());
            values.extend(map.pairs.into_iter().filter_map(|(key, node)| {
                let span = node.span.clone();
                Some(FieldValue { key: key.name, value: natural(node)?, span })
            }));
            Value::Record(values)
        }
    })
}

fn scalar_value(Scalar { text, quoted }: Scalar) -> Value {
    let trimmed = text.trim();
    let text = if trimmed.len() == text.len() { text } else { trimmed.to_owned() };
    if is_web_address(&text) {
        return Value::Url(text);
    }
    let looks_like_a_date = !quoted && text.len() >= 8 && text.as_bytes()[4] == b'-';
    let date = if looks_like_a_date { PartialDate::parse(&text) } else { None };
    date.map_or_else(|| Value::Text(text), Value::Date)
}
