//! Figures, told in words: "about 60% fewer", "over 90%", "from 40 to 30 days".
//!
//! The words are those of the site: labels of the terms of `unit`, `direction` and `bound`.

use crate::schema::{FieldValue, Value};

/// The fields that the words are made of, in the record of a figure.
const TOLD: &[&str] = &["change", "baseline", "after", "unit", "direction", "approximate", "bound"];

/// Whether the words of a figure tell the field called `key`.
pub(super) fn is_told(key: &str) -> bool {
    TOLD.contains(&key)
}

/// What is said of a figure where it stands alone: what was counted, and over how long.
pub(super) fn notes(fields: &[FieldValue]) -> Vec<&str> {
    let text = |key: &str| fields.iter().find(|field| field.key == key).map(|field| &field.value);
    let notes = ["measure", "period"].into_iter().filter_map(|key| match text(key) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    });
    notes.collect()
}

/// The figure in the record `fields`, in words; empty where it holds none. `label` gives the words
/// for a term.
pub(crate) fn words(fields: &[FieldValue], label: impl Fn(&Value) -> Option<String>) -> String {
    let value = |key: &str| fields.iter().find(|field| field.key == key).map(|field| &field.value);
    let number = |key: &str| match value(key) {
        Some(Value::Number(number)) => Some(number.as_str()),
        _ => None,
    };
    let word = |key: &str| value(key).and_then(&label).unwrap_or_default();
    let unit = word("unit");
    let with_unit = |number: &str| {
        let gap = if unit.starts_with(char::is_alphabetic) { " " } else { "" };
        format!("{number}{gap}{unit}")
    };
    let about = match value("approximate") {
        Some(Value::Boolean(true)) => "about".to_owned(),
        _ => String::new(),
    };
    let figure = match (number("change"), number("baseline"), number("after")) {
        (Some(change), Some(before), Some(after)) => {
            format!("{} {} (from {before} to {})", with_unit(change), word("direction"), with_unit(after))
        }
        (Some(change), ..) => format!("{} {}", with_unit(change), word("direction")),
        (None, Some(before), Some(after)) => format!("from {before} to {}", with_unit(after)),
        (None, None, Some(after)) => with_unit(after),
        (None, Some(before), None) => format!("{} before", with_unit(before)),
        (None, None, None) => return String::new(),
    };
    let parts = [about, word("bound"), figure];
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(fields: &[(&str, Value)]) -> String {
        let fields: Vec<FieldValue> = fields
            .iter()
            .map(|(key, value)| FieldValue { key: (*key).to_owned(), value: value.clone(), span: 0..0 })
            .collect();
        words(&fields, |value| match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        })
    }

    fn number(text: &str) -> Value {
        Value::Number(text.to_owned())
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn tells_changes_limits_and_single_figures() {
        let fewer = [
            ("change", number("60")),
            ("unit", text("%")),
            ("direction", text("fewer")),
            ("approximate", Value::Boolean(true)),
        ];
        assert_eq!(told(&fewer), "about 60% fewer");
        let over = [("after", number("90")), ("unit", text("%")), ("bound", text("over"))];
        assert_eq!(told(&over), "over 90%");
        let days = [("baseline", number("12")), ("after", number("9")), ("unit", text("days"))];
        assert_eq!(told(&days), "from 12 to 9 days");
        let all = [
            ("change", number("25")),
            ("unit", text("%")),
            ("direction", text("lower")),
            ("baseline", number("40")),
            ("after", number("30")),
        ];
        assert_eq!(told(&all), "25% lower (from 40 to 30%)");
        assert_eq!(told(&[("measure", text("visits"))]), "");
    }
}
