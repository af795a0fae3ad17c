//! The home page.

use super::view::{BandView, TileView};
use super::{Feed, Intro, Part, Tools, body};
use crate::hash::Hasher;
use crate::input::BandStyle;
use crate::schema::Card;
use crate::text::percent_encode;
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Value};

/// What the home page shows.
#[derive(Debug)]
pub struct Home {
    /// What an author wrote to stand on it.
    pub intro: Option<Intro>,
    /// Searches that readers may try.
    pub examples: Vec<String>,
    /// The steps of a scale with the number of entries at each; no value where there is none.
    pub scale: Arc<Part>,
    /// The list of the collection that the catalogue is about first of all.
    pub main: Option<MainList>,
    /// Some entries of some collections.
    pub bands: Vec<Shelf>,
    /// The facets.
    pub facets: Arc<Part>,
    /// The feed of all entries, where they are ever news.
    pub feed: Option<Feed>,
}

/// The list of a collection.
#[derive(Debug, Serialize)]
pub struct MainList {
    /// What one entry is called.
    pub singular: String,
    /// What several entries are called.
    pub plural: String,
    /// Where it is.
    pub url: String,
    /// How many entries it has.
    pub count: usize,
}

/// A collection on the home page, with some of its entries.
#[derive(Debug)]
pub struct Shelf {
    /// Its heading.
    pub title: String,
    /// What several entries are called.
    pub plural: String,
    /// What it is, in one sentence; may be empty.
    pub description: String,
    /// Its list.
    pub url: String,
    /// How many entries it has.
    pub count: usize,
    /// How they look.
    pub style: BandStyle,
    /// Those that are shown.
    pub tiles: Vec<Tile>,
}

/// An entry on a shelf.
#[derive(Debug)]
pub struct Tile {
    /// What it shows of itself.
    pub card: Arc<Card>,
    /// How many entries of the main collection refer to it.
    pub count: usize,
    /// How many steps it has, and how many minutes they take.
    pub steps: (usize, Option<String>),
}

impl Shelf {
    fn hash(&self, hasher: Hasher) -> Hasher {
        let hasher = hasher.text(&self.title).text(&self.plural).text(&self.description).text(&self.url);
        let hasher = hasher.number(self.count as u64).text(self.style.word());
        self.tiles.iter().fold(hasher, |hasher, tile| {
            let (steps, minutes) = &tile.steps;
            let hasher = hasher.hash(tile.card.hash).number(tile.count as u64).number(*steps as u64);
            hasher.text(minutes.as_deref().unwrap_or(""))
        })
    }

    fn view(&self, tools: Tools<'_>) -> BandView<'_> {
        let cards: Vec<Arc<Card>> = self.tiles.iter().map(|tile| tile.card.clone()).collect();
        let is_rows = self.style == BandStyle::Rows;
        BandView {
            title: &self.title,
            plural: &self.plural,
            description: &self.description,
            url: &self.url,
            count: self.count,
            more: self.count > self.tiles.len(),
            style: self.style.word(),
            rows: if is_rows { tools.fragments.rows(&cards) } else { Value::none() },
            tiles: if is_rows { Vec::new() } else { self.tiles.iter().map(Tile::view).collect() },
        }
    }
}

impl Tile {
    fn view(&self) -> TileView<'_> {
        TileView {
            title: &self.card.title,
            summary: &self.card.summary,
            url: &self.card.address,
            count: self.count,
            steps: self.steps.0,
            minutes: self.steps.1.as_deref(),
        }
    }
}

/// A search that readers may try.
#[derive(Serialize)]
struct ExampleView<'a> {
    /// What readers see.
    text: &'a str,
    /// The same, as it stands in an address.
    query: String,
}

/// `home`, as templates see it.
#[derive(Serialize)]
struct HomeView<'a> {
    /// The heading that an author gave it; may be empty.
    title: &'a str,
    /// What an author wrote to stand on it, as HTML; may be empty.
    intro: Value,
    /// Searches to start from.
    examples: Vec<ExampleView<'a>>,
    /// The scale of how sure we are: one [`FacetView`]; none where there is none.
    scale: Value,
    /// The main list.
    main: Option<&'a MainList>,
    /// Some entries of each collection.
    bands: Vec<BandView<'a>>,
    /// What readers filter by: a list of [`FacetView`].
    facets: Value,
}

impl Home {
    pub(super) fn title(&self) -> &str {
        self.intro.as_ref().map_or("", |intro| &intro.entry.title)
    }

    pub(super) fn hash(&self, hasher: Hasher) -> Hasher {
        let hasher = self.examples.iter().fold(hasher, |hasher, example| hasher.text(example));
        let hasher = self.bands.iter().fold(hasher, |hasher, shelf| shelf.hash(hasher));
        let hasher = self.main.iter().fold(hasher, |hasher, main| {
            hasher.text(&main.singular).text(&main.plural).text(&main.url).number(main.count as u64)
        });
        let hasher = hasher.hash(self.scale.hash).hash(self.facets.hash);
        let hasher = hasher.number(u64::from(self.feed.is_some()));
        self.intro.iter().fold(hasher, |hasher, intro| intro.hash(hasher))
    }

    pub(super) fn insert_into(&self, context: &mut Context, tools: Tools<'_>) {
        let intro =
            self.intro.as_ref().map(|intro| body::html(&intro.entry.body, &intro.filling, tools.root));
        let view = HomeView {
            title: self.title(),
            intro: Value::safe_string(&intro.unwrap_or_default()),
            examples: self
                .examples
                .iter()
                .map(|text| ExampleView { text, query: percent_encode(text) })
                .collect(),
            scale: self.scale.value.clone(),
            main: self.main.as_ref(),
            bands: self.bands.iter().map(|shelf| shelf.view(tools)).collect(),
            facets: self.facets.value.clone(),
        };
        context.insert_value("home", Value::from_serializable(&view));
    }
}
