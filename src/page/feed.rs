//! Which pages have a feed: what is new among the entries that they list.
//!
//! An entry is news on the last day on which it was published, changed or reviewed, as far as it
//! says so, or else on the day as of which it is true. Entries without any of these are in no feed.

use super::view::FeedLink;
use crate::catalogue::{Catalogue, Item};
use crate::text::PartialDate;

/// What a feed is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Feed {
    /// Every entry.
    Site,
    /// The entries of a collection.
    Collection(String),
    /// The entries that have a value of a facet: the numbers of both.
    Value(usize, usize),
}

/// The forms in which there is every feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedForm {
    /// Atom, of RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedForm {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Atom, Self::Json];

    /// The name of its file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Json => "feed.json",
        }
    }

    /// What servers say that it is.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }
}

impl Feed {
    /// This feed, if it has anything to tell and the site knows its own address, which a feed needs.
    pub(super) fn where_there_is_news(self, catalogue: &Catalogue) -> Option<Self> {
        let has_news = catalogue.settings.base_url.is_some()
            && self.lists(catalogue).any(|list| list.iter().any(|at| is_news(&catalogue.items[*at])));
        has_news.then_some(self)
    }

    /// The entries that may be news, and when they are, newest first.
    pub fn news(&self, catalogue: &Catalogue) -> Vec<(PartialDate, usize)> {
        let all = self.lists(catalogue).flatten();
        let mut news: Vec<(PartialDate, usize)> =
            all.filter_map(|at| Some((news_date(&catalogue.items[*at])?, *at))).collect();
        news.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
        news
    }

    /// The numbers of the entries, in the order of lists.
    fn lists<'a>(&self, catalogue: &'a Catalogue) -> impl Iterator<Item = &'a Vec<usize>> {
        let one = match self {
            Self::Site => None,
            Self::Collection(name) => catalogue.lists.get(name),
            Self::Value(facet, value) => catalogue
                .facets
                .get(*facet)
                .and_then(|facet| facet.values.get(*value))
                .map(|value| &value.items),
        };
        let all = (*self == Self::Site).then(|| catalogue.lists.values());
        all.into_iter().flatten().chain(one)
    }
}

/// When an entry was news.
fn news_date(item: &Item) -> Option<PartialDate> {
    item.entry.changed().or_else(|| item.entry.dated(crate::input::Meaning::AsOf))
}

fn is_news(item: &Item) -> bool {
    news_date(item).is_some()
}

/// The links to both forms of the feed of the list at `address`.
pub(super) fn links(address: &str, title: &str) -> Vec<FeedLink> {
    let link = |form: FeedForm| FeedLink {
        kind: form.media_type(),
        url: format!("{address}{}", form.file()),
        title: title.to_owned(),
    };
    FeedForm::ALL.map(link).into()
}
