//! What templates see: the view model.
//!
//! One struct for each thing that a template may show. Addresses are below the site's root and
//! have no leading slash: templates write `{{ page.root }}{{ card.url }}`, so that a site works
//! under any path.

use super::steps::Step;
use crate::schema::Card;
use crate::text::PartialDate;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::Value;

/// `site`: what every page has in common.
#[derive(Debug, Serialize)]
pub struct Site {
    /// Name of the catalogue.
    pub title: String,
    /// What it is, in one sentence; may be empty.
    pub description: String,
    /// Language of its texts, as a BCP 47 tag.
    pub language: String,
    /// Where it is published, ending in `/`; may be empty.
    pub base_url: String,
    /// The menu.
    pub menu: Vec<MenuItem>,
    /// Pages such as "About", for the foot of every page.
    pub pages: Vec<MenuItem>,
    /// Who keeps it.
    pub owner: Option<Owner>,
    /// Published path of each asset of the theme, by its own path: `site.assets["style.css"]`.
    pub assets: BTreeMap<String, String>,
}

/// A line of the menu.
#[derive(Debug, Serialize)]
pub struct MenuItem {
    /// What readers see.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// What `page.section` is on the pages below it.
    pub section: String,
}

/// Who keeps the catalogue.
#[derive(Debug, Serialize)]
pub struct Owner {
    /// Name of the team.
    pub name: String,
    /// Its mailbox; may be empty.
    pub email: String,
}

/// `page`: what a page says of itself.
#[derive(Debug, Serialize)]
pub struct Head {
    /// Its title, without the site's.
    pub title: String,
    /// What it is about, in a sentence or two; may be empty.
    pub summary: String,
    /// Its address.
    pub url: String,
    /// What leads from the page to the site's root: `./`, `../`, `../../`.
    pub root: String,
    /// The collection or facet it belongs to; may be empty.
    pub section: String,
    /// The pages above it, from the home page down.
    pub crumbs: Vec<Crumb>,
    /// `draft` or `scheduled` where only a preview shows it; otherwise empty.
    pub state: &'static str,
}

/// A page above this one.
#[derive(Debug, Serialize)]
pub struct Crumb {
    /// What readers see.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

/// `card`: what `row.html` shows of an entry.
#[derive(Debug, Serialize)]
pub struct CardView<'a> {
    /// Title of the entry.
    pub title: &'a str,
    /// Its summary; may be empty.
    pub summary: &'a str,
    /// Its address below the site's root: put `root` before it.
    pub url: &'a str,
    /// What one entry of its collection is called.
    pub kind: &'a str,
    /// When it was published, in words; may be empty.
    pub date: &'a str,
    /// Whether it is a draft, which only a preview shows.
    pub draft: bool,
}

impl<'a> CardView<'a> {
    /// `card` as templates see it.
    pub fn of(card: &'a Card) -> Self {
        Self {
            title: &card.title,
            summary: &card.summary,
            url: &card.address,
            kind: &card.kind,
            date: &card.date,
            draft: card.draft,
        }
    }
}

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
    /// What was counted, over how long and for whom: the other texts of the record, in order.
    pub notes: Vec<&'a str>,
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
    pub now: Vec<LinkView<'a>>,
}

impl<'a> EndedView<'a> {
    pub(super) fn new(date: PartialDate, now: &'a [Arc<Card>]) -> Self {
        let link = |card: &'a Arc<Card>| LinkView { text: &card.title, url: &card.address };
        Self { date: date.to_string(), when: date.when(), now: now.iter().map(link).collect() }
    }
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
    pub columns: Vec<Cow<'a, str>>,
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
    /// What the author says of the step.
    pub notes: Vec<&'a str>,
    /// Its text, with headings a level deeper; only in a pack.
    pub body: Value,
}

impl<'a> StepView<'a> {
    /// `step`, which names the entry with this card.
    pub(super) fn new(step: &Step<'a>, card: Option<&'a Card>, html: Option<String>) -> Self {
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
    /// The first of them: what `row.html` made of each.
    pub rows: Value,
    /// How many there are.
    pub count: usize,
    /// Where the others are, if there are more than shown.
    pub url: Option<String>,
}

/// Where one is in a list of several pages.
#[derive(Debug, Serialize)]
pub struct Pagination {
    /// This page, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// Every page, for direct links.
    pub pages: Vec<PageLink>,
}

/// A page of a list.
#[derive(Debug, Serialize)]
pub struct PageLink {
    /// Its number, from 1.
    pub number: usize,
    /// Where it is.
    pub url: String,
}

/// A collection on the home page.
#[derive(Debug, Serialize)]
pub struct CollectionView {
    /// What several entries are called.
    pub plural: String,
    /// What it is, in one sentence; may be empty.
    pub description: String,
    /// Its list.
    pub url: String,
    /// How many entries it has.
    pub count: usize,
    /// Whether it has more than are shown.
    pub more: bool,
    /// The first of them: what `row.html` made of each.
    pub rows: Value,
}

/// A facet with its values.
#[derive(Debug, Serialize)]
pub struct FacetView {
    /// Its key.
    pub key: String,
    /// What the values are called together.
    pub label: String,
    /// The list of all values.
    pub url: String,
    /// The values; on a list only those that its entries have.
    pub values: Vec<TermView>,
    /// How many values there are beyond these.
    pub more: usize,
}

/// A value of a facet.
#[derive(Debug, Serialize)]
pub struct TermView {
    /// What readers see.
    pub label: String,
    /// Its page; none where no entry has it.
    pub url: Option<String>,
    /// What it means; may be empty.
    pub definition: String,
    /// How many entries have it.
    pub count: usize,
}
