//! What is derived from the whole catalogue for machines: the sitemap, feeds, the entries as data,
//! and what a device needs to keep the site among its apps.
//!
//! Each file is made when it is asked for: an author who edits a page need not wait for it.

mod csv;
mod data;
mod feed;
mod manifest;
mod sitemap;
mod whole;

use crate::catalogue::Catalogue;
use crate::hash::{Hash, Hasher};
use crate::input::Theme;
use crate::page::data::{Holds, files};
use crate::page::{FeedForm, MANIFEST, Page, Pages, site_title};
use crate::search::{Piece, Search};
use feed::Feed;
use std::sync::Arc;

/// A file made from the whole catalogue.
#[derive(Debug, Clone)]
pub struct Derived {
    what: What,
    catalogue: Arc<Catalogue>,
    pages: Arc<Pages>,
    /// What the site is called.
    title: Arc<str>,
}

#[derive(Debug, Clone)]
enum What {
    /// The sitemap of the site at this address.
    Sitemap(String),
    /// A part of it, from 1.
    SitemapPart(String, usize),
    Robots(String),
    /// The feed of a page, in one of its forms.
    Feed(Arc<Page>, FeedForm),
    /// A file of data.
    Data(Holds),
    /// What a device needs to keep the site among its apps, with the path of its icon.
    Manifest(Option<String>),
    /// A file of the search index.
    Search(Arc<Search>, Piece),
}

/// The icon of the site, among the assets of its theme.
const ICON: &str = "icon.svg";

/// The derived files, by path.
pub fn derived(
    catalogue: &Arc<Catalogue>,
    pages: &Arc<Pages>,
    search: &Arc<Search>,
    theme: &Theme,
) -> Vec<(String, Derived)> {
    let mut found = Vec::new();
    let title: Arc<str> = site_title(catalogue, pages.words()).into();
    let mut add = |path: String, what: What| {
        let (catalogue, pages, title) = (catalogue.clone(), pages.clone(), title.clone());
        found.push((path, Derived { what, catalogue, pages, title }));
    };
    if let Some(base) = &catalogue.settings.base_url {
        add("sitemap.xml".to_owned(), What::Sitemap(base.clone()));
        for part in 1..=sitemap::parts(pages) {
            add(sitemap::part_name(part), What::SitemapPart(base.clone(), part));
        }
        add("robots.txt".to_owned(), What::Robots(base.clone()));
    }
    for page in pages.iter() {
        let Some((_, _, address)) = page.feed().filter(|(_, _, address)| *address == page.address) else {
            continue;
        };
        for form in FeedForm::ALL {
            add(format!("{address}{}", form.file()), What::Feed(page.clone(), form));
        }
    }
    for file in files(catalogue) {
        add(file.path, What::Data(file.holds));
    }
    let icon = theme.assets.get(ICON).map(|asset| asset.published_path(ICON));
    add(MANIFEST.to_owned(), What::Manifest(icon));
    for (path, file) in search.files() {
        add(path, What::Search(search.clone(), file));
    }
    found
}

impl Derived {
    /// Makes what it shares with others, if that is still to be done.
    pub fn prepare(&self) {
        if let What::Search(search, _) = &self.what {
            search.prepare();
        }
    }

    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let catalogue = &self.catalogue;
        match &self.what {
            What::Sitemap(base) => sitemap::sitemap(base, &self.pages).into_bytes(),
            What::SitemapPart(base, part) => sitemap::part(base, &self.pages, *part).into_bytes(),
            What::Robots(base) => sitemap::robots(base).into_bytes(),
            What::Feed(page, form) => {
                let feed = Feed::of(catalogue, page, &self.title);
                feed.map(|feed| feed.text(*form)).unwrap_or_default().into_bytes()
            }
            What::Data(Holds::Everything) => whole::json(catalogue).into_bytes(),
            What::Data(Holds::EverythingAsTable) => whole::table(catalogue).into_bytes(),
            What::Data(Holds::Entries(name)) => data::entries(catalogue, self.pages.words(), name),
            What::Data(Holds::Figures(name)) => {
                data::figures(catalogue, self.pages.words(), name).into_bytes()
            }
            What::Search(search, file) => search.bytes(*file),
            What::Manifest(icon) => {
                manifest::manifest(&catalogue.settings, &self.title, icon.as_deref()).into_bytes()
            }
        }
    }

    /// Changes whenever its bytes may change: they hold no text of an entry.
    pub fn key(&self) -> Hash {
        let kind = |number: u64| Hasher::default().number(number);
        let what = match &self.what {
            What::Sitemap(base) => kind(1).text(base),
            What::SitemapPart(base, part) => kind(2).text(base).number(*part as u64),
            What::Robots(base) => kind(3).text(base),
            What::Feed(page, form) => kind(4).text(&page.address).text(form.file()),
            What::Data(Holds::Everything) => kind(5),
            What::Data(Holds::EverythingAsTable) => kind(6),
            What::Data(Holds::Entries(name)) => kind(7).text(name),
            What::Data(Holds::Figures(name)) => kind(8).text(name),
            What::Search(search, _) => kind(10).hash(search.key()),
            What::Manifest(icon) => kind(9).text(icon.as_deref().unwrap_or("")),
        };
        what.hash(self.catalogue.key).hash(self.pages.words().hash()).finish()
    }
}
