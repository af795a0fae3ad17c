//! `[home]` of `casebook.toml` -> what the home page shows, in which order.
//!
//! Whether the collections and vocabularies that it names are there is for a check to say.

use super::table::Table;
use crate::diagnostic::{Code, Diagnostic};
use crate::node::{Kind, Map};
use crate::source::Source;
use crate::text;
use std::ops::Range;
use std::sync::Arc;

/// What the home page shows.
#[derive(Debug, Clone, Default)]
pub struct HomeSettings {
    /// Searches that readers may try.
    pub examples: Vec<String>,
    /// A vocabulary that is a scale: how many entries are at each step is shown beside the title.
    pub scale: Option<(String, Range<usize>)>,
    /// The collections shown; empty means all of the menu.
    pub bands: Vec<Band>,
}

/// A part of the home page: some entries of one collection.
#[derive(Debug, Clone)]
pub struct Band {
    /// The collection.
    pub collection: String,
    /// Its heading, if it is another than the name of the collection.
    pub title: Option<String>,
    /// How its entries look.
    pub style: BandStyle,
    /// Which of its entries come first.
    pub order: BandOrder,
    /// How many entries are shown.
    pub show: usize,
    /// Where the site asks for it.
    pub span: Range<usize>,
}

/// How the entries of a band look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BandStyle {
    /// One below the other, with what lists show beside them.
    Rows,
    /// Side by side, with title and summary.
    Tiles,
}

/// Which entries of a band come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BandOrder {
    /// Those that their list shows first.
    List,
    /// Those with the latest dates.
    Newest,
    /// Those that most entries of the main collection refer to.
    Most,
}

/// How many entries a band shows, unless it says so.
pub(crate) const SHOWN: usize = 6;

impl BandStyle {
    const ALL: [Self; 2] = [Self::Rows, Self::Tiles];

    /// The word for it in `casebook.toml`, and the class that templates know it by.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rows => "rows",
            Self::Tiles => "tiles",
        }
    }
}

impl BandOrder {
    const ALL: [Self; 3] = [Self::List, Self::Newest, Self::Most];

    fn word(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Newest => "newest",
            Self::Most => "most",
        }
    }
}

/// What the settings say of the home page.
pub(super) fn read(
    source: &Arc<Source>,
    table: &mut Table<'_>,
    faults: &mut Vec<Diagnostic>,
) -> HomeSettings {
    let Some(map) = table.map("home", faults) else { return HomeSettings::default() };
    let mut table = Table::new(source, map);
    let scale = table.text("scale", faults);
    let span = table.node("scale").map_or(0..0, |node| node.span.clone());
    let home = HomeSettings {
        examples: table.texts("examples", faults).into_iter().map(|(text, _)| text).collect(),
        scale: scale.map(|name| (name, span)),
        bands: bands(source, &mut table, faults),
    };
    table.finish(faults);
    home
}

fn bands(source: &Arc<Source>, table: &mut Table<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Band> {
    let Some(node) = table.node("bands") else { return Vec::new() };
    let form = "Write [[home.bands]] on a line, and collection = \"…\" below it.";
    let Kind::List(items) = &node.kind else {
        table.fault("bands", "\"bands\" takes one block for each band.".to_owned(), form, faults);
        return Vec::new();
    };
    let mut bands = Vec::with_capacity(items.len());
    for item in items {
        match &item.kind {
            Kind::Map(map) => bands.extend(band(source, map, item.span.clone(), faults)),
            _ => faults.push(
                Diagnostic::new(Code::BadSetting, "A band takes settings of its own.")
                    .at(source, item.span.clone())
                    .help(form),
            ),
        }
    }
    bands
}

fn band(source: &Arc<Source>, map: &Map, span: Range<usize>, faults: &mut Vec<Diagnostic>) -> Option<Band> {
    let mut table = Table::new(source, map);
    let span = map.pairs.first().map_or(span, |(key, _)| key.span.clone());
    let collection = table.text("collection", faults);
    if collection.is_none() && !table.holds("collection") {
        let fault = Diagnostic::new(Code::BadSetting, "This band does not say what it shows.");
        let help = "Add collection = \"…\" with the name of a collection.";
        faults.push(fault.at(source, span.clone()).help(help));
    }
    let title = table.text("title", faults);
    let style = choice(&mut table, "style", BandStyle::ALL.map(|style| (style.word(), style)), faults);
    let order = choice(&mut table, "order", BandOrder::ALL.map(|order| (order.word(), order)), faults);
    let show = table.number("show", faults).unwrap_or(SHOWN);
    table.finish(faults);
    Some(Band { collection: collection?, title, style, order, show, span })
}

/// The choice that `key` names; the first where it names none.
fn choice<T: Copy, const N: usize>(
    table: &mut Table<'_>,
    key: &'static str,
    choices: [(&'static str, T); N],
    faults: &mut Vec<Diagnostic>,
) -> T {
    let Some(word) = table.text(key, faults) else { return choices[0].1 };
    if let Some((_, choice)) = choices.iter().find(|(known, _)| *known == word) {
        return *choice;
    }
    let words = choices.map(|(word, _)| word);
    let help = format!("Write {}.", text::quoted_list(&words, "or"));
    table.fault(key, format!("\"{key}\" of a band cannot be \"{word}\"."), &help, faults);
    choices[0].1
}
