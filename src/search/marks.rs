//! What lists show beside entries, for the hits that the client shows.

use crate::catalogue::Item;
use crate::input::Meaning;
use crate::schema::Mark;
use serde_json::{Value, json};

/// What the fields are called and mean, each once, and the marks of each of `items`: the number of
/// the field, what it says, and for a step of a scale how far up it is and how far the scale goes.
/// Dates are as machines read them; the words for them are the theme's.
pub(super) fn of(items: &[&Item]) -> (Vec<Value>, Vec<Vec<Value>>) {
    let mut fields: Vec<Value> = Vec::new();
    let mut mark = |mark: &Mark| {
        let field = json!([mark.label, mark.role.map_or("", Meaning::word), u8::from(mark.date.is_some())]);
        let number = fields.iter().position(|known| *known == field).unwrap_or_else(|| {
            fields.push(field);
            fields.len() - 1
        });
        match (mark.date, mark.step) {
            (Some(date), _) => json!([number, date.iso()]),
            (None, Some((step, of))) => json!([number, mark.text, step, of]),
            (None, None) => json!([number, mark.text]),
        }
    };
    let marks = items.iter().map(|item| item.card.marks.iter().map(&mut mark).collect()).collect();
    (fields, marks)
}
