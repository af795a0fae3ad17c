//! What templates see: the view model.
//!
//! One struct for each thing that a template may show. Addresses are below the site's root and
//! have no leading slash: templates write `{{ page.root }}{{ card.url }}`, so that a site works
//! under any path.

mod entry;
mod marks;

pub use entry::{
    AdoptionView, ContactView, EndedView, EvidenceView, Fact, FactValue, FigureRow, FigureTable, FigureView,
    Group, LinkView, NowView, PackView, RelatedView, Section, SourceNote, SourceView, StepView, Table,
};
pub use marks::{BarView, BarsView, DotsView, MarkView, ScaleView, marks};

use crate::input::Words;
use crate::schema::Card;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
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
    /// The same as programs that show previews of links write it: `en_GB`.
    pub locale: String,
    /// Where it is published, ending in `/`; may be empty.
    pub base_url: String,
    /// What browsers may load and run on its pages.
    pub policy: &'static str,
    /// The menu.
    pub menu: Vec<MenuItem>,
    /// Pages such as "About", for the foot of every page.
    pub pages: Vec<MenuItem>,
    /// Who keeps it.
    pub owner: Option<Owner>,
    /// The organisation that the site stands under.
    pub brand: Option<BrandView>,
    /// The search page.
    pub search_url: String,
    /// The terms under which others may use the texts.
    pub licence: Option<Licence>,
    /// What a device needs to keep the site among its apps.
    pub manifest_url: &'static str,
    /// The page of data files; empty where there is none.
    pub data_url: &'static str,
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

/// The organisation that the site stands under.
#[derive(Debug, Serialize)]
pub struct BrandView {
    /// Its name.
    pub name: String,
    /// Its sign, below the site's root; empty where there is none.
    pub logo: String,
    /// Its own site; may be empty.
    pub url: String,
}

/// The terms under which others may use the texts.
#[derive(Debug, Serialize)]
pub struct Licence {
    /// What readers call it.
    pub name: String,
    /// Where it stands in full; may be empty.
    pub url: String,
}

// Every template asks for several of these, and of at most twelve fields Tera finds one quickest.
/// `page`: what a page says of itself.
#[derive(Debug, Serialize)]
pub struct Head<'a> {
    /// Its title, without the site's; the home page has the site's where it has none of its own.
    pub title: &'a str,
    /// Its title as windows and results of a search show it, with the site's.
    pub full_title: Cow<'a, str>,
    /// What it is about, in a sentence or two, or else what the site is; may be empty.
    pub description: &'a str,
    /// Its whole address; empty where the site does not know its own, and for pages that nobody should
    /// find.
    pub canonical: String,
    /// What leads from the page to the site's root: `./`, `../`, `../../`.
    pub root: &'a str,
    /// Its address.
    pub url: &'a str,
    /// What `crumbs.html` makes of the pages above it, as HTML.
    pub crumbs: Value,
    /// What stands around every page: see [`Frame`].
    pub frame: Value,
    /// What it is, for programs that show previews of links: `article` or `website`.
    pub kind: &'static str,
    /// The feeds of what it lists; on most pages none.
    pub feeds: Vec<FeedLink>,
    /// What it says of itself in the words of schema.org, as JSON-LD that can stand in a script
    /// element; empty where it has no whole address.
    pub linked_data: Value,
    /// `draft` or `scheduled` where only a preview shows it; otherwise empty.
    pub state: &'static str,
}

/// What stands around every page, as HTML. It is made once for all pages of a section.
#[derive(Debug, Serialize)]
pub struct Frame {
    /// What `head.html` makes.
    pub head: Value,
    /// What `masthead.html` makes.
    pub masthead: Value,
    /// What `footer.html` makes.
    pub footer: Value,
}

/// `page` in `head.html`, `masthead.html` and `footer.html`: what many pages have in common.
#[derive(Debug, Serialize)]
pub struct PlaceView<'a> {
    /// What leads from the page to the site's root.
    pub root: &'a str,
    /// The collection or facet it belongs to, if the menu leads there; otherwise empty.
    pub section: &'a str,
    /// The address of a page that stands in the menu or at the foot, of the home page, the search page
    /// and `404.html`; `elsewhere` for all others.
    pub url: &'a str,
}

/// In place of the address of a page which the site does not name around every page.
pub const ELSEWHERE: &str = "elsewhere";

/// A feed of what a page lists.
#[derive(Debug, Serialize)]
pub struct FeedLink {
    /// What servers say that it is: `application/atom+xml`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Where it is.
    pub url: String,
    /// What it is of.
    pub title: String,
}

/// A page above this one.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Crumb<'a> {
    /// What readers see.
    pub label: &'a str,
    /// Where it leads.
    pub url: &'a str,
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
    pub date: String,
    /// Whether it is a draft, which only a preview shows.
    pub draft: bool,
    /// Whether its date is still to come, so that only a preview shows it.
    pub scheduled: bool,
    /// When what it is about ended, in words; may be empty.
    pub ended: String,
    /// What lists show beside it, as its collection asks.
    pub marks: Vec<MarkView<'a>>,
}

impl<'a> CardView<'a> {
    /// `card` as templates see it.
    pub fn of(card: &'a Card, words: &Words) -> Self {
        Self {
            title: &card.title,
            summary: &card.summary,
            url: &card.address,
            kind: &card.kind,
            date: card.date.map(|date| words.date(date)).unwrap_or_default(),
            draft: card.draft,
            scheduled: card.scheduled,
            ended: card.ended.map(|date| words.date(date)).unwrap_or_default(),
            marks: marks(card, words),
        }
    }
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

/// A part of the home page: some entries of one collection.
#[derive(Debug, Serialize)]
pub struct BandView<'a> {
    /// Its heading.
    pub title: &'a str,
    /// What several entries are called.
    pub plural: &'a str,
    /// What the collection is, in one sentence; may be empty.
    pub description: &'a str,
    /// Its list.
    pub url: &'a str,
    /// How many entries it has.
    pub count: usize,
    /// Whether it has more than are shown.
    pub more: bool,
    /// `rows` or `tiles`.
    pub style: &'static str,
    /// What `row.html` made of each entry, in a band of rows: a template can only write it.
    pub rows: Value,
    /// The entries, in a band of tiles.
    pub tiles: Vec<TileView<'a>>,
}

/// An entry in a band of tiles.
#[derive(Debug, Serialize)]
pub struct TileView<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its summary; may be empty.
    pub summary: &'a str,
    /// Its page.
    pub url: &'a str,
    /// How many entries of the main collection refer to it.
    pub count: usize,
    /// How many steps it has.
    pub steps: usize,
    /// How many minutes they take; none where nobody says.
    pub minutes: Option<&'a str>,
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
    /// Whether the values are the steps of a scale.
    pub scale: bool,
    /// How many values there are beyond these.
    pub more: usize,
}

/// A value of a facet.
#[derive(Debug, Serialize)]
pub struct TermView {
    /// Its name in addresses: `?key=id` on the search page.
    pub id: String,
    /// What readers see.
    pub label: String,
    /// Its page; none where no entry has it.
    pub url: Option<String>,
    /// What it means; may be empty.
    pub definition: String,
    /// How many entries have it.
    pub count: usize,
    /// What to draw, where it is a step of a scale.
    pub scale: Option<ScaleView>,
}
