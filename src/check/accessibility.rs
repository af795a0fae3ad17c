//! The accessibility statement is true today.

use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::PartialDate;
use jiff::ToSpan;
use std::ops::Range;

type Dated = (PartialDate, Range<usize>);

pub(super) fn check(catalogue: &Catalogue) -> Vec<Diagnostic> {
    let settings = &catalogue.settings;
    let (Some(statement), Some(source)) = (&settings.accessibility, &settings.source) else {
        return Vec::new();
    };
    let today = PartialDate::from(catalogue.today);
    let mut found = Vec::new();
    let mut say = |code: Code, message: String, (_, span): &Dated, help: String| {
        found.push(Diagnostic::new(code, message).at(source, span.clone()).help(help));
    };
    let (prepared, reviewed) = (&statement.prepared, &statement.reviewed);
    for (dated, what) in [(prepared, "written"), (reviewed, "reviewed"), (&statement.tested.date, "tested")] {
        if dated.0.compare_known(today).is_gt() {
            let message = format!("Nothing can have been {what} on a date that is still to come.");
            say(Code::FutureDate, message, dated, format!("Write a date up to {today}."));
        }
    }
    if reviewed.0.compare_known(prepared.0).is_lt() {
        let message = "The accessibility statement was reviewed before it was written.".to_owned();
        say(Code::DateOrder, message, reviewed, "Change \"prepared\" or \"reviewed\".".to_owned());
    }
    let year_later = reviewed.0.last_day().checked_add(1.year());
    if year_later.is_ok_and(|due| due < catalogue.today) {
        let message = format!(
            "The accessibility statement was last reviewed {}, over 12 months ago.",
            reviewed.0.when()
        );
        let help = format!("Check that it still holds. Then write reviewed = {}.", catalogue.today);
        say(Code::StatementOld, message, reviewed, help);
    }
    for fix_by in statement.issues.iter().filter_map(|issue| issue.fix_by.as_ref()) {
        if fix_by.0.last_day() < catalogue.today {
            let message = format!("This was to be mended by {}, which has passed.", fix_by.0);
            let help = "Delete the issue if it is mended. If not, write a later date.".to_owned();
            say(Code::StatementOld, message, fix_by, help);
        }
    }
    found
}
