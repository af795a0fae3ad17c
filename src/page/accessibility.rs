//! The accessibility statement: what the site says of itself. What the law says is in the theme.

use super::Part;
use crate::catalogue::Catalogue;
use crate::input::{Accessibility, Compliance, Enforcement, Issue};
use crate::text::PartialDate;
use serde::Serialize;
use std::sync::Arc;

/// `view.shown` of the statement. Dates are in words: "on 3 October 2026".
#[derive(Debug, Serialize)]
struct StatementView<'a> {
    /// Who makes it.
    organisation: &'a str,
    /// What it is about; none where that is this site.
    scope: Option<&'a str>,
    /// `fully`, `partially` or `not`.
    status: &'static str,
    /// What does not meet the standard.
    issues: Vec<IssueView<'a>>,
    /// What would be a disproportionate burden to mend, and why.
    burden: &'a [String],
    /// What the law leaves out.
    exempt: &'a [String],
    /// Where to write to.
    email: Option<&'a str>,
    /// Where to ring.
    phone: Option<&'a str>,
    /// The address of a form to fill in.
    form: Option<&'a str>,
    /// Within how many days there is an answer.
    response_days: u16,
    /// How the site was tested.
    tested: TestedView<'a>,
    /// When it was first made, in words.
    prepared: String,
    /// When somebody last looked through it, in words.
    reviewed: String,
    /// `great-britain` or `northern-ireland`.
    enforcement: &'static str,
}

/// Something that does not meet the standard.
#[derive(Debug, Serialize)]
struct IssueView<'a> {
    /// What it is.
    text: &'a str,
    /// The criterion of the standard.
    criterion: Option<&'a str>,
    /// Why it is so.
    why: &'a str,
    /// What they can use instead.
    alternative: Option<&'a str>,
    /// "3 October 2026".
    fix_by: Option<String>,
}

/// How the site was tested.
#[derive(Debug, Serialize)]
struct TestedView<'a> {
    /// How.
    how: &'a str,
    /// By whom.
    by: &'a str,
    /// When, in a sentence: "on 3 October 2026".
    date: String,
}

/// What the statement shows; `None` where the site makes none.
pub(super) fn statement(catalogue: &Catalogue) -> Option<Arc<Part>> {
    catalogue.settings.accessibility.as_ref().map(|statement| Part::of(&view(statement)))
}

fn view(statement: &Accessibility) -> StatementView<'_> {
    let contact = &statement.contact;
    let tested = &statement.tested;
    StatementView {
        organisation: &statement.organisation,
        scope: statement.scope.as_deref(),
        status: match statement.status {
            Compliance::Fully => "fully",
            Compliance::Partially => "partially",
            Compliance::Not => "not",
        },
        issues: statement.issues.iter().map(issue).collect(),
        burden: &statement.burden,
        exempt: &statement.exempt,
        email: contact.email.as_deref(),
        phone: contact.phone.as_deref(),
        form: contact.form.as_deref(),
        response_days: contact.response_days,
        tested: TestedView { how: &tested.how, by: &tested.by, date: tested.date.0.when() },
        prepared: statement.prepared.0.when(),
        reviewed: statement.reviewed.0.when(),
        enforcement: match statement.enforcement {
            Enforcement::GreatBritain => "great-britain",
            Enforcement::NorthernIreland => "northern-ireland",
        },
    }
}

fn issue(issue: &Issue) -> IssueView<'_> {
    let words = |(date, _): &(PartialDate, _)| date.to_string();
    IssueView {
        text: &issue.text,
        criterion: issue.criterion.as_deref(),
        why: &issue.why,
        alternative: issue.alternative.as_deref(),
        fix_by: issue.fix_by.as_ref().map(words),
    }
}
