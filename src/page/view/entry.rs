//! What templates see of an entry: its facts, figures, sources, steps and what is near it.

use super::{BarsView, DotsView, MarkView, ScaleView, marks};
use crate::input::Words;
use crate::page::steps::Step;
use crate::schema::Card;
use crate::text::PartialDate;
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;
use tera::Value;

/// A field of an entry or of a record.
#[derive(Debug, Serialize)]
pub struct Fact<'a> {
    /// The key in the front matter.
    pub key: &'a str,
    /// What readers see.
    pub label: Cow<'a, str>,
    /// Its values, each plain text or HTML that `value.html` made; never empty.
    pub values: Vec<Value>,
}

/// A value of a fact that is more than plain text, as `value.html` sees it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum FactValue<'a> {
    /// A link within the site.
    Page {
        /// The words.
        text: &'a str,
        /// Where it leads.
        url: &'a str,
    },
    /// A link to something that ended, with what took its place.
    Ended {
        /// The words.
        text: &'a str,
        /// Where it leads.
        url: &'a str,
        /// When it ended, and what is there now.
        ended: EndedView<'a>,
    },
    /// A link to another site, or a mail address.
    Link {
        /// The words.
        text: &'a str,
        /// The whole address.
        url: &'a str,
    },
    /// An image of the site.
    Image {
        /// What it shows; empty for decoration.
        text: &'a str,
        /// Where it is.
        url: &'a str,
        /// Width in pixels, where it says so.
        width: Option<u32>,
        /// Height in pixels, where it says so.
        height: Option<u32>,
    },
    /// Nested facts.
    Record {
        /// The facts.
        facts: Vec<Fact<'a>>,
    },
}

/// A figure, in words.
#[derive(Debug, Serialize)]
pub struct FigureView<'a> {
    /// "about 60% fewer".
    pub words: String,
    /// What was counted, and over how long.
    pub notes: Vec<&'a str>,
    /// The share that it is, if it is one.
    pub dots: Option<DotsView<'a>>,
    /// The figures before and after, where both are given.
    pub bars: Option<BarsView>,
}

/// What is known of some figures: a table with a column for each.
#[derive(Debug, Serialize)]
pub struct FigureTable<'a> {
    /// What each figure counts.
    pub measures: Vec<&'a str>,
    /// What is known of each.
    pub rows: Vec<FigureRow<'a>>,
}

/// One thing that is known of some figures.
#[derive(Debug, Serialize)]
pub struct FigureRow<'a> {
    /// What readers call it; none for the figure itself, in words.
    pub label: Option<&'a str>,
    /// For each figure its values, each plain text or HTML that `value.html` made; none where nobody says.
    pub cells: Vec<Vec<Value>>,
}

/// How sure we are of an entry.
#[derive(Debug, Serialize)]
pub struct EvidenceView<'a> {
    /// What readers call it: "How sure are we".
    pub label: &'a str,
    /// The step of the scale, as it stands within a sentence.
    pub text: Cow<'a, str>,
    /// What the step means; may be empty.
    pub definition: &'a str,
    /// The page of those at the same step; empty where there is none.
    pub url: &'a str,
    /// The list of all steps; empty where there is none.
    pub all: &'a str,
    /// What to draw, where the vocabulary is a scale.
    pub scale: Option<ScaleView>,
    /// What the author says of it.
    pub notes: Vec<&'a str>,
}

/// Whom to ask about the entry.
#[derive(Debug, Serialize)]
pub struct ContactView<'a> {
    /// What readers see above it.
    pub label: &'a str,
    /// Who it is, each plain text or HTML that `value.html` made; none where nobody says.
    pub values: Vec<Value>,
}

/// Something that the entry rests on.
#[derive(Debug, Serialize)]
pub struct SourceView<'a> {
    /// Author, title and publisher, or the title alone.
    pub citation: &'a str,
    /// Its page; empty where readers do not see it.
    pub url: &'a str,
    /// What else is said of it.
    pub notes: Vec<SourceNote<'a>>,
}

/// A note on a source.
#[derive(Debug, Serialize)]
pub struct SourceNote<'a> {
    /// "Where in it".
    pub label: &'a str,
    /// What the author wrote.
    pub text: &'a str,
}

/// A link to a page of the site.
#[derive(Debug, Serialize)]
pub struct LinkView<'a> {
    /// The words.
    pub text: &'a str,
    /// Where it leads.
    pub url: &'a str,
}

/// What became of something that ended.
#[derive(Debug, Serialize)]
pub struct EndedView<'a> {
    /// When, in words: "July 2022".
    pub date: String,
    /// The same in a sentence: "in July 2022".
    pub when: String,
    /// What took its place.
    pub now: Vec<NowView<'a>>,
}

/// What took the place of something that ended.
#[derive(Debug, Serialize)]
pub struct NowView<'a> {
    /// The words.
    pub text: &'a str,
    /// Where it leads.
    pub url: &'a str,
    /// What it is; may be empty.
    pub summary: &'a str,
}

impl<'a> EndedView<'a> {
    pub(in crate::page) fn new(date: PartialDate, now: &'a [Arc<Card>], words: &Words) -> Self {
        let now =
            now.iter().map(|card| NowView { text: &card.title, url: &card.address, summary: &card.summary });
        Self { date: words.date(date), when: words.when(date), now: now.collect() }
    }
}

/// Someone who did the same afterwards.
#[derive(Debug, Serialize)]
pub struct AdoptionView<'a> {
    /// Who.
    pub text: &'a str,
    /// Its page; empty where readers do not see it.
    pub url: &'a str,
    /// When, in words; may be empty.
    pub date: String,
    /// What they did otherwise; may be empty.
    pub note: &'a str,
}

/// An entry that has something in common with this one.
#[derive(Debug, Serialize)]
pub struct RelatedView<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its page.
    pub url: &'a str,
    /// Its summary; may be empty.
    pub summary: &'a str,
    /// What they share, by field.
    pub reasons: &'a [String],
    /// What lists show beside it.
    pub marks: Vec<MarkView<'a>>,
}

/// Records of one field, as a table.
#[derive(Debug, Serialize)]
pub struct Table<'a> {
    /// The key in the front matter.
    pub key: &'a str,
    /// What readers see above it.
    pub label: &'a str,
    /// Whether it stands below the text.
    pub below: bool,
    /// What stands above each column.
    pub columns: Vec<&'a str>,
    /// For each record the values of each column, each plain text or HTML that `value.html` made; a
    /// column may be empty.
    pub rows: Vec<Vec<Vec<Value>>>,
}

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
    /// What lists show beside the entry that it names.
    pub marks: Vec<MarkView<'a>>,
    /// What the author says of the step.
    pub notes: Vec<&'a str>,
    /// Its text, with headings a level deeper; only in a pack.
    pub body: Value,
}

impl<'a> StepView<'a> {
    /// `step`, which names the entry with this card.
    pub(in crate::page) fn new(
        step: &Step<'a>,
        card: Option<&'a Card>,
        html: Option<String>,
        words: &Words,
    ) -> Self {
        Self {
            title: card.map_or_else(|| step.names.map_or("", |(_, id)| id), |card| &card.title),
            url: card.map_or("", |card| &card.address),
            kind: card.map_or("", |card| &card.kind),
            summary: card.map_or("", |card| &card.summary),
            minutes: step.minutes,
            marks: card.map(|card| marks(card, words)).unwrap_or_default(),
            notes: step.notes.clone(),
            body: html.map_or_else(Value::none, |html| Value::safe_string(&html)),
        }
    }
}

/// A heading in the list of contents.
#[derive(Debug, Serialize)]
pub struct Section<'a> {
    /// Its words.
    pub title: &'a str,
    /// Its anchor.
    pub id: &'a str,
}

/// Entries under a heading, on the page of what they refer to.
#[derive(Debug, Serialize)]
pub struct Group {
    /// The heading.
    pub heading: String,
    /// Anchor of the heading.
    pub id: String,
    /// What `row.html` made of the first of them: a template can only write it.
    pub rows: Value,
    /// How many there are.
    pub count: usize,
    /// Where the others are, if there are more than shown.
    pub url: Option<String>,
}
