//! Lists of entries over several pages: collections, terms, and who refers to an entry.

use super::view::{Crumb, PageLink, Pagination, Section};
use super::{Feed, Intro, Part, Tools, body};
use crate::catalogue::Catalogue;
use crate::hash::Hasher;
use crate::input::Words;
use crate::schema::Card;
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;
use tera::{Context, Value};

/// What one page of a list shows.
#[derive(Debug)]
pub struct List {
    /// Heading of the list.
    pub title: String,
    /// What it is, in a sentence or two; may be empty.
    pub description: String,
    /// Which collection or facet it belongs to.
    pub section: String,
    /// What one of its entries and what several are called, where all are of one kind.
    pub called: Option<(String, String)>,
    /// What readers are told of the order; may be empty.
    pub order: String,
    /// The list that this one is part of: label and address.
    pub above: Vec<(String, String)>,
    /// What an author wrote to stand above the list.
    pub intro: Option<Intro>,
    /// The entries on this page.
    pub cards: Vec<Arc<Card>>,
    /// How many there are on all pages.
    pub count: usize,
    /// Ways to narrow it down.
    pub facets: Option<Arc<Part>>,
    /// The feed of its entries, where they are ever news.
    pub feed: Option<Feed>,
    /// Address of the first page.
    pub address: String,
    /// This page, from 1, and how many there are.
    pub number: usize,
    /// See `number`.
    pub of: usize,
    /// How many entries a page shows.
    pub per_page: usize,
}

/// `list`, as templates see it.
#[derive(Serialize)]
struct View<'a> {
    /// Its heading, with the number of the page behind it.
    title: Cow<'a, str>,
    /// What it is, in a sentence or two; may be empty.
    description: &'a str,
    /// The collection or facet it belongs to; may be empty.
    section: &'a str,
    /// What an author wrote to stand above it, as HTML; may be empty.
    intro: Value,
    /// The headings of the second level in the introduction.
    contents: Vec<Section<'a>>,
    /// What `row.html` made of each entry on this page: a template can only write it.
    rows: Value,
    /// How many entries it has on all pages.
    count: usize,
    /// How many entries a page shows.
    per_page: usize,
    /// Its first page.
    first_page: &'a str,
    /// What readers are told of the order; may be empty.
    order: &'a str,
    /// What one of its entries is called, where all are of one kind.
    singular: Option<&'a str>,
    /// What several of them are called.
    plural: Option<&'a str>,
    /// The number of the first entry on this page.
    first: usize,
    /// Ways to narrow it down: a list of [`FacetView`]; none where there are none.
    facets: Value,
    /// Where one is, where it has several pages.
    pagination: Option<Pagination>,
}

/// The pages of a list whose entries are `numbers`; there is always at least one.
pub(super) fn paginate(catalogue: &Catalogue, numbers: &[usize], list: impl Fn() -> List) -> Vec<List> {
    let per_page = catalogue.settings.per_page;
    let of = numbers.len().div_ceil(per_page).max(1);
    let pages = (0..of).map(|at| {
        let shown = numbers.iter().skip(at * per_page).take(per_page);
        List {
            cards: shown.map(|at| catalogue.items[*at].card.clone()).collect(),
            count: numbers.len(),
            number: at + 1,
            of,
            per_page,
            ..list()
        }
    });
    pages.collect()
}

impl List {
    /// A list of nothing, to be filled in.
    pub(super) fn empty() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            section: String::new(),
            called: None,
            order: String::new(),
            above: Vec::new(),
            intro: None,
            cards: Vec::new(),
            count: 0,
            facets: None,
            feed: None,
            address: String::new(),
            number: 1,
            of: 1,
            per_page: 1,
        }
    }

    /// Address of page `number` of a list at `address`.
    fn page_address(address: &str, number: usize) -> String {
        if number == 1 { address.to_owned() } else { format!("{address}page/{number}/") }
    }

    pub(super) fn own_address(&self) -> String {
        Self::page_address(&self.address, self.number)
    }

    pub(super) fn own_title(&self, words: &Words) -> Cow<'_, str> {
        if self.number == 1 {
            return Cow::Borrowed(&self.title);
        }
        let (number, of) = (self.number.to_string(), self.of.to_string());
        words.say("page_of", &[("title", &self.title), ("number", &number), ("of", &of)]).into()
    }

    pub(super) fn crumbs(&self) -> impl Iterator<Item = Crumb<'_>> {
        self.above.iter().map(|(label, url)| Crumb { label, url })
    }

    pub(super) fn hash(&self, hasher: Hasher) -> Hasher {
        let above = self.above.iter().fold(hasher, |hasher, (label, url)| hasher.text(label).text(url));
        let hasher = above
            .text(&self.title)
            .text(&self.description)
            .text(&self.section)
            .text(&self.order)
            .text(&self.address)
            .text(self.called.as_ref().map_or("", |(singular, _)| singular))
            .text(self.called.as_ref().map_or("", |(_, plural)| plural))
            .hashes(self.cards.iter().map(|card| card.hash))
            .hashes(self.facets.iter().map(|facets| facets.hash))
            .number(self.count as u64)
            .number(self.number as u64)
            .number(self.of as u64)
            .number(u64::from(self.feed.is_some()));
        match &self.intro {
            Some(intro) => intro.hash(hasher),
            None => hasher,
        }
    }

    pub(super) fn insert_into(&self, context: &mut Context, tools: Tools<'_>) {
        let (intro, contents) = match self.intro.as_ref().filter(|_| self.number == 1) {
            Some(intro) => (
                body::html(&intro.entry.body, &intro.filling, tools.root),
                super::entry::contents(&intro.entry),
            ),
            None => (String::new(), Vec::new()),
        };
        let view = View {
            title: self.own_title(tools.words),
            description: &self.description,
            section: &self.section,
            intro: Value::safe_string(&intro),
            contents,
            rows: tools.fragments.rows(&self.cards),
            count: self.count,
            per_page: self.per_page,
            first_page: &self.address,
            order: &self.order,
            singular: self.called.as_ref().map(|(singular, _)| singular.as_str()),
            plural: self.called.as_ref().map(|(_, plural)| plural.as_str()),
            first: (self.number - 1) * self.per_page + 1,
            facets: self.facets.as_ref().map_or_else(Value::none, |facets| facets.value.clone()),
            pagination: self.pagination(),
        };
        context.insert_value("list", Value::from_serializable(&view));
    }

    fn pagination(&self) -> Option<Pagination> {
        let at = |number: usize| Self::page_address(&self.address, number);
        (self.of > 1).then(|| Pagination {
            number: self.number,
            of: self.of,
            previous: (self.number > 1).then(|| at(self.number - 1)),
            next: (self.number < self.of).then(|| at(self.number + 1)),
            pages: self.nearby().map(|number| PageLink { number, url: at(number) }).collect(),
        })
    }

    /// The first page, the last, and those around this one.
    fn nearby(&self) -> impl Iterator<Item = usize> {
        let (number, of) = (self.number, self.of);
        (1..=of).filter(move |n| *n == 1 || *n == of || n.abs_diff(number) <= 2)
    }
}
