//! Dates are in order, and what should have passed has passed.

use crate::diagnostic::{Code, Diagnostic};
use crate::input::{Inputs, Meaning};
use crate::schema::Entry;
use crate::text::PartialDate;

/// What comes first and what comes after it, and what to say where it does not.
const ORDERED: [(Meaning, Meaning, &str); 2] = [
    (Meaning::Started, Meaning::Ended, "This ended before it started."),
    (Meaning::Reviewed, Meaning::ReviewDue, "The next review was due before the last one."),
];

/// What cannot be later than today, or than the day on which the entry will be published.
const PAST: [(Meaning, &str); 2] = [
    (Meaning::AsOf, "The facts cannot be true as of a date that is still to come."),
    (Meaning::Reviewed, "Nobody can have reviewed this on a date that is still to come."),
];

pub(super) fn check(entry: &Entry, inputs: &Inputs, found: &mut Vec<Diagnostic>) {
    if entry.collection.roles.is_empty() {
        return;
    }
    for (first, then, message) in ORDERED {
        let (Some((earlier, before)), Some((later, span))) =
            (entry.date_with_role(first), entry.date_with_role(then))
        else {
            continue;
        };
        if later.compare_known(earlier).is_lt() {
            let key = |role| entry.collection.with_role(role).unwrap_or_default();
            let diagnostic = Diagnostic::new(Code::DateOrder, message)
                .at(entry.source(), span.clone())
                .related(entry.source(), before.clone(), format!("\"{}\" is {earlier}", key(first)))
                .help(format!("Change \"{}\" or \"{}\".", key(first), key(then)));
            found.push(diagnostic);
        }
    }
    let today = PartialDate::from(inputs.today);
    let latest = entry.date.filter(|date| date.compare_known(today).is_gt()).unwrap_or(today);
    for (role, message) in PAST {
        let Some((date, span)) = entry.date_with_role(role) else { continue };
        if date.compare_known(latest).is_gt() {
            let help = format!("Write a date up to {latest}.");
            found
                .push(Diagnostic::new(Code::FutureDate, message).at(entry.source(), span.clone()).help(help));
        }
    }
}
