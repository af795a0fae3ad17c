//! Somebody looks through each entry again in time.

use crate::diagnostic::{Code, Diagnostic};
use crate::input::{Inputs, Meaning};
use crate::schema::Entry;
use crate::text::count;
use jiff::civil::Date;

/// How many days before a review is due its authors hear of it.
const SOON: i32 = 60;

pub(super) fn check(entry: &Entry, inputs: &Inputs, found: &mut Vec<Diagnostic>) {
    let Some((due, span)) = entry.date_with_role(Meaning::ReviewDue) else { return };
    let days = days_between(inputs.today, due.last_day());
    let (code, message) = if days < 0 {
        let late = count(days.unsigned_abs() as usize, "day", "days");
        (Code::ReviewOverdue, format!("The review of this was due {}. It is {late} late.", due.when()))
    } else if days <= SOON {
        let left = match days {
            0 => "today is the last day".to_owned(),
            1 => "1 day is left".to_owned(),
            _ => format!("{days} days are left"),
        };
        (Code::ReviewSoon, format!("The review of this is due {}: {left}.", due.when()))
    } else {
        return;
    };
    let key = |role| entry.collection.with_role(role);
    let due_key = key(Meaning::ReviewDue).unwrap_or_default();
    let help = match key(Meaning::Reviewed) {
        Some(reviewed) => format!(
            "Check its facts and links. Then write {reviewed}: {} and a later date as \"{due_key}\".",
            inputs.today
        ),
        None => format!("Check its facts and links. Then write a later date as \"{due_key}\"."),
    };
    found.push(Diagnostic::new(code, message).at(entry.source(), span.clone()).help(help));
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}
