//! `[accessibility]` of `casebook.toml` -> what the accessibility statement says.
//!
//! Only what differs between sites is here. What the law has every statement say stands in the
//! theme, and no setting changes it. Whether the dates hold today is for a check to say.

use super::settings::is_web_address;
use super::table::Table;
use crate::diagnostic::Diagnostic;
use crate::node::{Kind, Map, Node};
use crate::source::Source;
use crate::text::{self, PartialDate};
use std::ops::Range;
use std::sync::Arc;

/// What an accessibility statement says of its site.
#[derive(Debug, Clone)]
pub struct Accessibility {
    /// Who answers for the site.
    pub organisation: String,
    /// What the statement is about, where it is not just this site.
    pub scope: Option<String>,
    /// How to report what does not work.
    pub contact: Contact,
    /// How far the site meets the standard.
    pub status: Compliance,
    /// What does not meet it.
    pub issues: Vec<Issue>,
    /// What would be a disproportionate burden to mend, and why.
    pub burden: Vec<String>,
    /// What the law leaves out.
    pub exempt: Vec<String>,
    /// How the site was tested.
    pub tested: Tested,
    /// When the statement was written, and where that stands.
    pub prepared: (PartialDate, Range<usize>),
    /// When somebody last looked through it, and where that stands.
    pub reviewed: (PartialDate, Range<usize>),
    /// Who enforces the law.
    pub enforcement: Enforcement,
}

/// How to report what does not work: in one way at least.
#[derive(Debug, Clone)]
pub struct Contact {
    /// A mailbox.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// The web address of a form.
    pub form: Option<String>,
    /// How many working days an answer takes.
    pub response_days: u16,
}

/// How far a site meets the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compliance {
    /// In all that the law covers.
    Fully,
    /// For the most part.
    Partially,
    /// For the lesser part, or not at all.
    Not,
}

/// Something that does not meet the standard.
#[derive(Debug, Clone)]
pub struct Issue {
    /// What it is, and whom it keeps from what.
    pub text: String,
    /// The success criterion that it fails, number first.
    pub criterion: Option<String>,
    /// Why it is so.
    pub why: String,
    /// What to use instead.
    pub alternative: Option<String>,
    /// When it will be mended, and where that stands.
    pub fix_by: Option<(PartialDate, Range<usize>)>,
}

/// How a site was tested.
#[derive(Debug, Clone)]
pub struct Tested {
    /// What was done, as sentences.
    pub how: String,
    /// Who did it.
    pub by: String,
    /// When, and where that stands.
    pub date: (PartialDate, Range<usize>),
}

/// Who enforces the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enforcement {
    /// Those of England, Scotland and Wales.
    GreatBritain,
    /// Those of Northern Ireland.
    NorthernIreland,
}

const COMPLIANCE: [(&str, Compliance); 3] =
    [("fully", Compliance::Fully), ("partially", Compliance::Partially), ("not", Compliance::Not)];
const ENFORCEMENT: [(&str, Enforcement); 2] =
    [("great-britain", Enforcement::GreatBritain), ("northern-ireland", Enforcement::NorthernIreland)];

const STATEMENT: &str = "The accessibility statement";

/// What each part needs, and the form that it takes.
const NEEDED: [(&str, &str); 7] = [
    ("organisation", "organisation = \"…\", the name of who answers for the site"),
    ("response_days", "response_days = 5, the working days that an answer takes"),
    ("status", "status = \"fully\", \"partially\" or \"not\""),
    ("prepared", "prepared = 2026-10-03, the day on which it was written"),
    ("reviewed", "reviewed = 2026-10-03, the day on which somebody last looked at it"),
    ("tested", "[accessibility.tested] on a line of its own, and how, by and date below it"),
    ("enforcement", "enforcement = \"great-britain\" or \"northern-ireland\""),
];
const CONTACT: (&str, &str) =
    ("email", "email = \"…\", phone = \"…\" or form = \"https://…\", where people say what does not work");
const NEEDED_OF_ISSUE: [(&str, &str); 2] = [
    ("text", "text = \"…\": what does not work, and for whom"),
    ("why", "why = \"…\": the law asks for the reason"),
];
const NEEDED_OF_TEST: [(&str, &str); 3] = [
    ("how", "how = \"…\": what was tested, and with what"),
    ("by", "by = \"…\": who tested it"),
    ("date", "date = 2026-10-03"),
];

/// What the statement says; `None` where something that it needs is missing.
pub(super) fn read(
    source: &Arc<Source>,
    map: &Map,
    place: &Range<usize>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Accessibility> {
    let mut table = Table::new(source, map);
    table.need((STATEMENT, place), &NEEDED, faults);
    let organisation = table.text("organisation", faults);
    let scope = table.text("scope", faults);
    let contact = contact(&mut table, place, faults);
    let status = one_of(&mut table, "status", &COMPLIANCE, faults);
    let issues = table.blocks("issues", "accessibility.issues", "text = \"…\"", faults);
    let issues: Vec<Option<Issue>> =
        issues.into_iter().map(|(map, place)| issue(source, map, &place, faults)).collect();
    let burden = sentences(&mut table, "burden", faults);
    let exempt = sentences(&mut table, "exempt", faults);
    let tested_at = table.place_of("tested");
    let tested = table.map_called("tested", "accessibility.tested", faults);
    let tested = tested.and_then(|map| read_tested(source, map, &tested_at, faults));
    let prepared = table.date("prepared", faults);
    let reviewed = table.date("reviewed", faults);
    let enforcement = one_of(&mut table, "enforcement", &ENFORCEMENT, faults);
    if let Some(status) = status {
        fits(&mut table, status, faults);
    }
    table.finish(faults);
    Some(Accessibility {
        organisation: organisation?,
        scope,
        contact: contact?,
        status: status?,
        issues: issues.into_iter().collect::<Option<_>>()?,
        burden,
        exempt,
        tested: tested?,
        prepared: prepared?,
        reviewed: reviewed?,
        enforcement: enforcement?,
    })
}

fn contact(table: &mut Table<'_>, place: &Range<usize>, faults: &mut Vec<Diagnostic>) -> Option<Contact> {
    if !["email", "phone", "form"].iter().any(|key| table.holds(key)) {
        table.need((STATEMENT, place), &[CONTACT], faults);
    }
    let email = table.email("email", faults);
    let phone = table.text("phone", faults);
    let form = table.text("form", faults);
    if let Some(form) = form.as_ref().filter(|form| !is_web_address(form)) {
        let message = format!("\"{form}\" is not a web address.");
        table.fault("form", message, "Write form = \"https://example.org/contact/\".", faults);
    }
    if let Some(phone) = phone.as_ref().filter(|phone| !is_phone_number(phone)) {
        let message = format!("\"{phone}\" is not a telephone number.");
        table.fault("phone", message, "Write phone = \"01632 960 001\".", faults);
    }
    let response_days = table.number::<u16>("response_days", faults);
    if response_days == Some(0) {
        let message = "\"response_days\" takes a number above zero.".to_owned();
        table.fault("response_days", message, "Write response_days = 5.", faults);
    }
    Some(Contact { email, phone, form, response_days: response_days.filter(|days| *days > 0)? })
}

/// Whether `text` is digits, with the signs that are written between them.
fn is_phone_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 3 && text.chars().all(|c| c.is_ascii_digit() || " +()-".contains(c))
}

fn issue(
    source: &Arc<Source>,
    map: &Map,
    place: &Range<usize>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Issue> {
    let mut table = Table::new(source, map);
    table.need(("An issue of the accessibility statement", place), &NEEDED_OF_ISSUE, faults);
    let text = table.text("text", faults);
    let why = table.text("why", faults);
    let criterion = table.text("criterion", faults);
    if let Some(criterion) = criterion.as_ref().filter(|criterion| !starts_with_number(criterion)) {
        let message = format!("\"{criterion}\" does not start with the number of a success criterion.");
        table.fault("criterion", message, "Write criterion = \"1.3.1 Info and relationships\".", faults);
    }
    let alternative = table.text("alternative", faults);
    let fix_by = table.date("fix_by", faults);
    table.finish(faults);
    Some(Issue { text: text?, criterion, why: why?, alternative, fix_by })
}

/// Whether `criterion` starts with a number such as 1.4.10, alone or with its name behind it.
fn starts_with_number(criterion: &str) -> bool {
    let number = criterion.split(' ').next().unwrap_or("");
    let parts: Vec<&str> = number.split('.').collect();
    let is_part = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_part)
}

fn read_tested(
    source: &Arc<Source>,
    map: &Map,
    place: &Range<usize>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Tested> {
    let mut table = Table::new(source, map);
    table.need(("[accessibility.tested]", place), &NEEDED_OF_TEST, faults);
    let (how, by) = (table.text("how", faults), table.text("by", faults));
    let date = table.date("date", faults);
    table.finish(faults);
    Some(Tested { how: how?, by: by?, date: date? })
}

fn sentences(table: &mut Table<'_>, key: &'static str, faults: &mut Vec<Diagnostic>) -> Vec<String> {
    table.texts(key, faults).into_iter().map(|(sentence, _)| sentence).collect()
}

fn one_of<T: Copy>(
    table: &mut Table<'_>,
    key: &'static str,
    known: &[(&'static str, T)],
    faults: &mut Vec<Diagnostic>,
) -> Option<T> {
    let word = table.text(key, faults)?;
    let found = known.iter().find(|(name, _)| *name == word);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let help = match text::nearest(&word, names.iter().copied()) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => format!("Write {}.", text::quoted_list(&names, "or")),
        };
        table.fault(key, format!("\"{key}\" cannot be \"{word}\"."), &help, faults);
    }
    found.map(|(_, value)| *value)
}

/// Says where the status and what is listed cannot both be true.
fn fits(table: &mut Table<'_>, status: Compliance, faults: &mut Vec<Diagnostic>) {
    let mut lists = |key| {
        let is_empty = |node: &Node| matches!(&node.kind, Kind::List(items) if items.is_empty());
        table.holds(key) && !table.node(key).is_some_and(is_empty)
    };
    let listed = ["issues", "burden"].into_iter().find(|key| lists(key));
    let is_exempt = lists("exempt");
    match (status, listed) {
        (Compliance::Fully, Some(key)) => {
            let message =
                format!("A site cannot meet the standard fully and have something under \"{key}\".");
            let help = format!("Write status = \"partially\", or delete \"{key}\" if it is mended.");
            table.fault("status", message, &help, faults);
        }
        (Compliance::Partially | Compliance::Not, None) if !is_exempt => {
            let message = "The statement does not say what is not accessible.".to_owned();
            let help = "Write [[accessibility.issues]] on a line, and text and why below it.";
            table.fault("status", message, help, faults);
        }
        _ => {}
    }
}
