//! The steps of an entry, for its own page and for the pack that shows them all.

use crate::input::Meaning;
use crate::schema::{Entry, Value, values_at};

/// A step, as its author wrote it.
pub(super) struct Step<'a> {
    /// The collection and the id of the entry that it names.
    pub(super) names: Option<(&'a str, &'a str)>,
    /// How many minutes it takes.
    pub(super) minutes: Option<&'a str>,
    /// What else is said of it.
    pub(super) notes: Vec<&'a str>,
}

/// The steps of `entry`, in order; none where its collection has none.
pub(super) fn steps(entry: &Entry) -> Vec<Step<'_>> {
    let Some(path) = entry.collection.with_role(Meaning::Steps) else { return Vec::new() };
    let minutes = entry.collection.with_role(Meaning::Minutes).and_then(|path| path.rsplit('.').next());
    let records = values_at(&entry.fields, path).into_iter();
    records
        .filter_map(|(value, _)| match value {
            Value::Record(fields) => Some(fields),
            _ => None,
        })
        .map(|fields| {
            let mut step = Step { names: None, minutes: None, notes: Vec::new() };
            for field in fields {
                match &field.value {
                    Value::Reference { collection, id } => step.names = Some((collection, id)),
                    Value::Number(number) if Some(field.key.as_str()) == minutes => {
                        step.minutes = Some(number);
                    }
                    Value::Text(text) => step.notes.push(text),
                    _ => {}
                }
            }
            step
        })
        .collect()
}

/// How many minutes all of them take; `None` where none says.
pub(super) fn total(steps: &[Step<'_>]) -> Option<String> {
    let minutes: Vec<f64> = steps.iter().filter_map(|step| step.minutes?.parse().ok()).collect();
    (!minutes.is_empty()).then(|| minutes.iter().sum::<f64>().to_string())
}
