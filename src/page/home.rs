//! The home page.

use super::view::CollectionView;
use super::{Feed, Fragments, Intro, Part, body};
use crate::hash::Hasher;
use crate::schema::Card;
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Value};

/// What the home page shows.
#[derive(Debug)]
pub struct Home {
    /// What an author wrote to stand on it.
    pub intro: Option<Intro>,
    /// The collections.
    pub collections: Vec<Shelf>,
    /// The facets.
    pub facets: Arc<Part>,
    /// The feed of all entries, where they are ever news.
    pub feed: Option<Feed>,
}

/// A collection on the home page, with the first of its entries.
#[derive(Debug)]
pub struct Shelf {
    /// What several entries are called.
    pub plural: String,
    /// What it is, in one sentence; may be empty.
    pub description: String,
    /// Its list.
    pub url: String,
    /// How many entries it has.
    pub count: usize,
    /// The first of them.
    pub cards: Vec<Arc<Card>>,
}

impl Shelf {
    fn hash(&self, hasher: Hasher) -> Hasher {
        let hasher = hasher.text(&self.plural).text(&self.description).text(&self.url);
        hasher.number(self.count as u64).hashes(self.cards.iter().map(|card| card.hash))
    }

    fn view(&self, fragments: &dyn Fragments) -> CollectionView {
        CollectionView {
            plural: self.plural.clone(),
            description: self.description.clone(),
            url: self.url.clone(),
            count: self.count,
            more: self.count > self.cards.len(),
            rows: fragments.rows(&self.cards, "./"),
        }
    }
}

/// `home`, as templates see it.
#[derive(Serialize)]
struct HomeView {
    title: String,
    intro: Value,
    collections: Vec<CollectionView>,
    facets: Value,
}

impl Home {
    pub(super) fn title(&self) -> String {
        self.intro.as_ref().map(|intro| intro.entry.title.clone()).unwrap_or_default()
    }

    pub(super) fn hash(&self, hasher: Hasher) -> Hasher {
        let shelves = self.collections.iter().fold(hasher, |hasher, shelf| shelf.hash(hasher));
        let hasher = shelves.hash(self.facets.hash).number(u64::from(self.feed.is_some()));
        self.intro.iter().fold(hasher, |hasher, intro| intro.hash(hasher))
    }

    pub(super) fn insert_into(&self, context: &mut Context, fragments: &dyn Fragments) {
        let intro = self.intro.as_ref().map(|intro| body::html(&intro.entry.body, &intro.filling, "./"));
        let view = HomeView {
            title: self.title(),
            intro: Value::safe_string(&intro.unwrap_or_default()),
            collections: self.collections.iter().map(|shelf| shelf.view(fragments)).collect(),
            facets: self.facets.value.clone(),
        };
        context.insert_value("home", Value::from_serializable(&view));
    }
}
