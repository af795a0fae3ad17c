//! What the home page shows of the catalogue: some entries of some collections.

use super::home::{Home, MainList, Shelf, Tile};
use super::steps::{steps, total};
use super::{Feed, Intro, Part, parts};
use crate::catalogue::{Catalogue, Item};
use crate::input::{Band, BandOrder, BandStyle, Collection, SHOWN_ON_HOME};
use std::cmp::Reverse;
use std::sync::Arc;

/// The home page of `catalogue`.
pub(super) fn home(catalogue: &Catalogue, intro: Option<Intro>) -> Home {
    let settings = &catalogue.settings.home;
    let main = main(catalogue);
    let bands = match settings.bands.as_slice() {
        [] => parts::shown_collections(catalogue).into_iter().map(|shown| usual(catalogue, shown)).collect(),
        bands => bands.iter().filter_map(|band| asked(catalogue, band, main)).collect(),
    };
    let scale = settings.scale.as_ref().and_then(|(name, _)| parts::scale(catalogue, name, main));
    Home {
        feed: Feed::Site.where_there_is_news(catalogue),
        intro,
        examples: settings.examples.clone(),
        scale: Part::of(&scale),
        main: main.and_then(|name| main_list(catalogue, name)),
        bands,
        facets: parts::facets(catalogue, None),
    }
}

/// The collection that the catalogue is about first of all: the first of the menu.
fn main(catalogue: &Catalogue) -> Option<&str> {
    parts::menu_names(catalogue).into_iter().find(|name| catalogue.collections.contains_key(*name))
}

fn main_list(catalogue: &Catalogue, name: &str) -> Option<MainList> {
    let collection = catalogue.collections.get(name)?;
    let (singular, plural) = (collection.singular.clone(), collection.plural.clone());
    let count = catalogue.lists.get(name)?.len();
    Some(MainList { singular, plural, url: catalogue.list_address(name), count })
}

/// What is shown of a collection where the site does not say.
fn usual(catalogue: &Catalogue, (collection, list): (&Arc<Collection>, &Vec<usize>)) -> Shelf {
    let shown = list.iter().take(SHOWN_ON_HOME).map(|at| tile(&catalogue.items[*at], 0));
    shelf(catalogue, collection, collection.plural.clone(), BandStyle::Rows, shown.collect())
}

/// What is shown where the site asks for a band.
fn asked(catalogue: &Catalogue, band: &Band, main: Option<&str>) -> Option<Shelf> {
    let collection = catalogue.collections.get(&band.collection)?;
    let mut list = catalogue.lists.get(&band.collection).filter(|list| !list.is_empty())?.clone();
    let referring = |at: usize| {
        let groups = catalogue.backlinks[at].iter().filter(|group| Some(group.collection.as_str()) == main);
        groups.map(|group| group.items.len()).max().unwrap_or(0)
    };
    match band.order {
        BandOrder::List => {}
        BandOrder::Newest => {
            list.sort_by_key(|at| Reverse(catalogue.items[*at].entry.changed().map(|date| date.iso())));
        }
        BandOrder::Most => list.sort_by_key(|at| Reverse(referring(*at))),
    }
    let shown = list.into_iter().take(band.show).map(|at| tile(&catalogue.items[at], referring(at)));
    let title = band.title.clone().unwrap_or_else(|| collection.plural.clone());
    Some(shelf(catalogue, collection, title, band.style, shown.collect()))
}

fn tile(item: &Item, count: usize) -> Tile {
    let steps = steps(&item.entry);
    Tile { card: item.card.clone(), count, steps: (steps.len(), total(&steps)) }
}

fn shelf(catalogue: &Catalogue, of: &Collection, title: String, style: BandStyle, tiles: Vec<Tile>) -> Shelf {
    Shelf {
        title,
        plural: of.plural.clone(),
        description: of.description.clone().unwrap_or_default(),
        url: catalogue.list_address(&of.name),
        count: catalogue.lists.get(&of.name).map_or(0, Vec::len),
        style,
        tiles,
    }
}
