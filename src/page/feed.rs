//! Which pages have a feed: what is new among the entries that they list. Entries that never were
//! news are in no feed.

use super::view::FeedLink;
use crate::catalogue::Catalogue;
use crate::text::PartialDate;
use std::cmp::Reverse;

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
        let is_news = |at: &usize| catalogue.items[*at].news.is_some();
        let has_news = catalogue.settings.base_url.is_some()
            && self.lists(catalogue).any(|list| list.iter().any(is_news));
        has_news.then_some(self)
    }

    /// The most entries that it holds: values are many, and few people follow one.
    fn most(&self) -> usize {
        match self {
            Self::Site | Self::Collection(_) => 50,
            Self::Value(..) => 20,
        }
    }

    /// The newest of its entries, and when they were news, newest first and then in the order of
    /// lists.
    pub fn news(&self, catalogue: &Catalogue) -> Vec<(PartialDate, usize)> {
        let all = self.lists(catalogue).flatten().enumerate();
        let mut news: Vec<(Reverse<PartialDate>, usize, usize)> =
            all.filter_map(|(nth, at)| Some((Reverse(catalogue.items[*at].news?), nth, *at))).collect();
        let most = self.most();
        if news.len() > most {
            news.select_nth_unstable(most);
            news.truncate(most);
        }
        news.sort_unstable();
        news.into_iter().map(|(Reverse(date), _, at)| (date, at)).collect()
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

/// The links to both forms of the feed of the list at `address`.
pub(super) fn links(address: &str, title: &str) -> Vec<FeedLink> {
    let link = |form: FeedForm| FeedLink {
        kind: form.media_type(),
        url: format!("{address}{}", form.file()),
        title: title.to_owned(),
    };
    FeedForm::ALL.map(link).into()
}
