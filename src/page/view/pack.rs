//! What templates see of a pack and of its steps.

use crate::page::steps::Step;
use crate::schema::Card;
use serde::Serialize;
use tera::Value;

/// `pack`: all that the steps of an entry name.
#[derive(Debug, Serialize)]
pub struct PackView<'a> {
    /// What the site calls its packs.
    pub title: &'a str,
    /// Title of the entry whose steps these are.
    pub of: &'a str,
    /// Its page.
    pub url: &'a str,
    /// Its summary; may be empty.
    pub summary: &'a str,
    /// How many minutes all steps take; none where nobody says.
    pub minutes: Option<String>,
    /// The steps, in order.
    pub steps: Vec<StepView<'a>>,
}

/// A step.
#[derive(Debug, Serialize)]
pub struct StepView<'a> {
    /// Title of the entry that it names.
    pub title: &'a str,
    /// Its page; empty where readers do not see it.
    pub url: &'a str,
    /// What one entry of its collection is called; may be empty.
    pub kind: &'a str,
    /// Its summary; may be empty.
    pub summary: &'a str,
    /// How many minutes it takes; none where nobody says.
    pub minutes: Option<&'a str>,
    /// What the author says of the step.
    pub notes: Vec<&'a str>,
    /// Its text, with headings a level deeper; only in a pack.
    pub body: Value,
}

impl<'a> StepView<'a> {
    /// `step`, which names the entry with this card.
    pub(in crate::page) fn new(step: &Step<'a>, card: Option<&'a Card>, html: Option<String>) -> Self {
        Self {
            title: card.map_or_else(|| step.names.map_or("", |(_, id)| id), |card| &card.title),
            url: card.map_or("", |card| &card.address),
            kind: card.map_or("", |card| &card.kind),
            summary: card.map_or("", |card| &card.summary),
            minutes: step.minutes,
            notes: step.notes.clone(),
            body: html.map_or_else(Value::none, |html| Value::safe_string(&html)),
        }
    }
}
