//! Figures, told in words: "about 60% fewer", "over 90%", "from 40 to 30 days".
//!
//! The words are those of the site: labels of the terms of `unit`, `direction` and `bound`.

use super::view::{BarsView, DotsView};
use crate::catalogue::TermCard;
use crate::input::Words;
use crate::schema::{FieldValue, Value};

/// The fields that the words are made of, in the record of a figure.
const TOLD: &[&str] = &["measure", "change", "after", "unit", "direction", "approximate", "bound"];

/// Whether the words of a figure tell the field called `key`.
pub(super) fn is_told(key: &str) -> bool {
    TOLD.contains(&key)
}

/// What is said of a figure where it stands alone: what was counted, and over how long.
pub(super) fn notes(fields: &[FieldValue]) -> Vec<&str> {
    [measure(fields), text(fields, "period")].into_iter().filter(|note| !note.is_empty()).collect()
}

/// The figure in the record `fields`, in words; empty where it holds none. `label` gives the words
/// for a term.
pub(crate) fn words(
    fields: &[FieldValue],
    words: &Words,
    label: impl Fn(&Value) -> Option<String>,
) -> String {
    let value = |key: &str| value(fields, key);
    let number = |key: &str| number(fields, key);
    let word = |key: &str| value(key).and_then(&label).unwrap_or_default();
    let unit = word("unit");
    let with_unit = |number: &str| with_unit(number, &unit);
    let about = if is_about(fields) { words.say("figure_about", &[]) } else { String::new() };
    let figure = match (number("change"), number("baseline"), number("after")) {
        (Some(change), Some(before), Some(after)) => {
            let change = format!("{} {}", with_unit(change), word("direction"));
            let gaps = [("change", change.as_str()), ("before", before), ("after", &with_unit(after))];
            words.say("figure_change_from_to", &gaps)
        }
        (Some(change), ..) => format!("{} {}", with_unit(change), word("direction")),
        (None, Some(before), Some(after)) => {
            words.say("figure_from_to", &[("before", before), ("after", &with_unit(after))])
        }
        (None, None, Some(after)) => with_unit(after),
        (None, Some(before), None) => words.say("figure_before", &[("figure", &with_unit(before))]),
        (None, None, None) => return String::new(),
    };
    let parts = [about, word("bound"), figure];
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// What was counted.
pub(super) fn measure(fields: &[FieldValue]) -> &str {
    text(fields, "measure")
}

/// The share that the figure in the record `fields` is, if it is one: what was left of what there
/// was before, or a part of the whole.
pub(super) fn dots<'a>(fields: &[FieldValue], terms: &Terms<'a>) -> Option<DotsView<'a>> {
    let number = |key: &str| number(fields, key).and_then(|number| number.parse::<f64>().ok());
    let (percent, left) = match (number("change"), number("baseline"), number("after")) {
        (Some(change), ..) if terms.direction.is_some_and(|direction| direction.less) => {
            (100.0 - change, true)
        }
        (None, None, Some(after)) => (after, false),
        _ => return None,
    };
    let is_share = terms.unit.is_some_and(|unit| unit.label == PERCENT) && (0.0..=100.0).contains(&percent);
    let bound = terms.bound.map_or("", |bound| bound.label.as_str());
    is_share.then(|| DotsView::new(percent, left, is_about(fields), bound))
}

/// The figures before and after in the record `fields`, if it gives both.
pub(super) fn bars(fields: &[FieldValue], terms: &Terms<'_>) -> Option<BarsView> {
    let unit = terms.unit.map_or("", |unit| unit.label.as_str());
    let bar = |key: &str| {
        let number = number(fields, key)?;
        Some((number.replace(',', "").parse::<f64>().ok()?, with_unit(number, unit)))
    };
    BarsView::new(bar("baseline")?, bar("after")?)
}

/// The terms that a figure names.
pub(super) struct Terms<'a> {
    pub(super) unit: Option<&'a TermCard>,
    pub(super) direction: Option<&'a TermCard>,
    pub(super) bound: Option<&'a TermCard>,
}

impl<'a> Terms<'a> {
    /// Those of the record `fields`; `term` finds a term.
    pub(super) fn of(fields: &[FieldValue], term: impl Fn(&str, &str) -> Option<&'a TermCard>) -> Self {
        let find = |key: &str| match value(fields, key) {
            Some(Value::Term { vocabulary, id }) => term(vocabulary, id),
            _ => None,
        };
        Self { unit: find("unit"), direction: find("direction"), bound: find("bound") }
    }
}

/// The unit of shares.
const PERCENT: &str = "%";

fn value<'a>(fields: &'a [FieldValue], key: &str) -> Option<&'a Value> {
    fields.iter().find(|field| field.key == key).map(|field| &field.value)
}

fn number<'a>(fields: &'a [FieldValue], key: &str) -> Option<&'a str> {
    match value(fields, key) {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    }
}

fn text<'a>(fields: &'a [FieldValue], key: &str) -> &'a str {
    match value(fields, key) {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

fn is_about(fields: &[FieldValue]) -> bool {
    matches!(value(fields, "approximate"), Some(Value::Boolean(true)))
}

fn with_unit(number: &str, unit: &str) -> String {
    let gap = if unit.starts_with(char::is_alphabetic) { " " } else { "" };
    format!("{number}{gap}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(fields: &[(&str, Value)]) -> String {
        let fields: Vec<FieldValue> = fields
            .iter()
            .map(|(key, value)| FieldValue { key: (*key).to_owned(), value: value.clone(), span: 0..0 })
            .collect();
        let said = Words::of(&[
            ("figure_about", "about"),
            ("figure_from_to", "from {before} to {after}"),
            ("figure_change_from_to", "{change} (from {before} to {after})"),
        ]);
        words(&fields, &said, |value| match value {
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
