//! Linked data of the pages that list others: the home page, lists, facets and packs.

use super::{Graph, SITE, THING, named};
use crate::input::Settings;
use crate::page::{Home, List, Pack, Term, Terms};
use crate::schema::Card;
use crate::text::Json;

impl Graph<'_> {
    pub(super) fn home(self, home: &Home, json: &mut Json<'_>) {
        json.node(|json| {
            json.kind("WebSite");
            json.address("@id", "", SITE);
            json.address("url", "", "");
            json.text("name", &self.site.title);
            json.text("description", &self.site.description);
            json.members(&self.everywhere.of_work);
            json.object("potentialAction", |json| {
                json.kind("SearchAction");
                json.object("target", |json| {
                    json.kind("EntryPoint");
                    json.address("urlTemplate", &self.everywhere.search, "?q={words}");
                });
                json.text("query-input", "required name=words");
            });
        });
        let shelves = home.bands.iter().map(|shelf| shelf.url.as_str());
        self.page("CollectionPage", json, |json| items(json, home.bands.len(), 1, shelves));
    }

    pub(super) fn list(self, list: &List, json: &mut Json<'_>) {
        self.page("CollectionPage", json, |json| list_items(json, list));
    }

    /// The entries with a value of a facet: the value is a term.
    pub(super) fn term(self, term: &Term, json: &mut Json<'_>) {
        let list = &term.list;
        self.page("CollectionPage", json, |json| {
            json.reference("about", &list.address, THING);
            list_items(json, list);
        });
        json.node(|json| {
            json.kind("DefinedTerm");
            json.address("@id", &list.address, THING);
            json.address("url", &list.address, "");
            json.text("name", &list.title);
            json.text("description", &list.description);
            json.list("alternateName", &term.synonyms, |json, synonym| json.value(synonym));
            if let Some((_, set)) = list.above.last() {
                json.reference("inDefinedTermSet", set, THING);
            }
        });
    }

    pub(super) fn terms(self, terms: &Terms, json: &mut Json<'_>) {
        self.page("CollectionPage", json, |json| json.reference("mainEntity", &terms.address, THING));
        json.node(|json| {
            json.kind("DefinedTermSet");
            json.address("@id", &terms.address, THING);
            json.address("url", &terms.address, "");
            json.text("name", &terms.label);
            json.text("description", &terms.description);
        });
    }

    pub(super) fn pack(self, pack: &Pack, json: &mut Json<'_>) {
        let named: Vec<&str> = pack.named.iter().flatten().map(|named| named.card.address.as_str()).collect();
        self.page("CollectionPage", json, |json| items(json, named.len(), 1, named.iter().copied()));
    }
}

fn list_items(json: &mut Json<'_>, list: &List) {
    let first = (list.number - 1) * list.per_page + 1;
    items(json, list.count, first, list.cards.iter().map(|card| card.address.as_str()));
}

/// What a page lists: `count` things in all, those on this page from number `first` on.
fn items<'a>(json: &mut Json<'_>, count: usize, first: usize, addresses: impl Iterator<Item = &'a str>) {
    json.object("mainEntity", |json| {
        json.kind("ItemList");
        json.number("numberOfItems", count);
        json.list("itemListElement", (first..).zip(addresses), |json, (position, address)| {
            json.node(|json| {
                json.kind("ListItem");
                json.number("position", position);
                json.address("url", address, "");
            });
        });
    });
}

/// The terms of a glossary at `address`, as a node of their own; empty where the site does not know
/// its own address.
pub(in crate::page) fn glossary<'a>(
    settings: &Settings,
    title: &str,
    address: &str,
    terms: impl Iterator<Item = &'a Card>,
) -> String {
    let Some(base) = &settings.base_url else { return String::new() };
    let mut json = Json::new(base);
    json.node(|json| {
        json.kind("DefinedTermSet");
        json.address("@id", address, THING);
        json.address("url", address, "");
        json.text("name", title);
        json.list("hasDefinedTerm", terms, |json, term| {
            json.node(|json| {
                named(json, "DefinedTerm", &term.title);
                json.text("description", &term.summary);
                json.address("url", &term.address, "");
            });
        });
    });
    json.finish()
}
