//! Catalogue -> pages: URL, template and typed inputs.
//!
//! A page holds everything that its template may show, and nothing else: shared parts that
//! carry their hashes. What a page may show is therefore its dependency set, and its key, the
//! hash of theme, template and parts, says whether it has to be rendered again. A page never
//! looks into the catalogue when it is rendered.

mod about;
mod accessibility;
mod body;
mod compare;
pub mod data;
mod declared;
mod entry;
mod evidence;
mod facts;
mod feed;
mod figures;
mod gather;
mod glossary;
mod guide;
mod home;
mod linked_data;
mod list;
mod lookup;
mod pack;
mod parts;
pub mod policy;
mod search;
mod sections;
mod shelves;
mod sources;
mod steps;
mod table;
mod term;
pub mod view;

pub use compare::{Compared, Comparison};
pub use declared::{Declared, Shown};
pub use entry::{EntryPage, ReferredTo, Referring};
pub use feed::{Feed, FeedForm};
pub(crate) use figures::words as figure_words;
pub use gather::Pages;
pub use home::Home;
pub use list::List;
pub use pack::{Named, Pack};
pub use parts::{MANIFEST, Part, SitePart, title as site_title};
pub use term::{Term, Terms};

use crate::catalogue::Filling;
use crate::hash::{Hash, Hasher};
use crate::input::{Family, Theme, Words};
use crate::schema::{Card, Entry};
use std::sync::Arc;
use tera::{Context, Value};
use view::{Crumb, FactValue};

/// A URL, a template and what the template may show.
#[derive(Debug)]
pub struct Page {
    /// Address below the site's root, without a leading slash.
    pub address: String,
    /// What the template may show.
    pub inputs: Inputs,
    /// What every page has in common.
    pub site: Arc<SitePart>,
    /// What it says and no author wrote; their hash is part of the theme's.
    words: Arc<Words>,
    theme: Hash,
}

/// What the template of a page may show.
#[derive(Debug)]
pub enum Inputs {
    /// The home page.
    Home(Home),
    /// A page of a list of entries.
    List(List),
    /// An entry.
    Entry(EntryPage),
    /// A page of the entries that have a value of a facet.
    Term(Term),
    /// The values of a facet.
    Terms(Terms),
    /// A page that the site declares.
    Declared(Declared),
    /// All that the steps of an entry name.
    Pack(Pack),
    /// What is shown where there is no page. Holds the path of the site's root.
    NotFound(String),
}

/// What makes the pieces of HTML that many pages show. `root` leads from the page to the site's root.
pub trait Fragments {
    /// The rows of `cards` in a list: a stand-in that a template writes where they belong.
    fn rows(&self, cards: &[Arc<Card>]) -> Value;

    /// A link within the site, made once for all pages: `hash` is that of the card it shows.
    fn link(&self, text: &str, url: &str, hash: Hash, root: &str) -> Value;

    /// What stands around the pages at `place` of `site`, made once for all of them: a [`view::Frame`].
    fn frame(&self, place: Place<'_>, site: &Part) -> Value;

    /// The way from the home page down to the page, made once for all that are below the same pages.
    fn crumbs(&self, crumbs: &[Crumb<'_>], root: &str) -> Value;

    /// A value of a fact that only this page has.
    fn value(&self, value: &FactValue<'_>, root: &str) -> Value;
}

/// What the parts of a page are made with.
#[derive(Clone, Copy)]
struct Tools<'a> {
    /// What leads from the page to the site's root.
    root: &'a str,
    fragments: &'a dyn Fragments,
    words: &'a Words,
}

/// Where a page is, as far as what stands around it has to do with that.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// What leads from the page to the site's root.
    pub root: &'a str,
    /// The collection or facet it belongs to, if the menu leads there; otherwise empty.
    pub section: &'a str,
    /// Its address, or [`view::ELSEWHERE`].
    pub url: &'a str,
}

/// Text that an author wrote to stand above a list.
#[derive(Debug, Clone)]
pub struct Intro {
    /// The `index.md` with the text.
    pub entry: Arc<Entry>,
    /// Where its links lead.
    pub filling: Arc<Filling>,
}

impl Intro {
    fn hash(&self, hasher: Hasher) -> Hasher {
        hasher.hash(self.entry.hash).hash(self.filling.hash)
    }
}

/// What leads from the page at `address` to the site's root.
pub(crate) fn page_root(address: &str) -> String {
    match address.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

impl Page {
    fn new(inputs: Inputs, site: Arc<SitePart>, theme: &Theme) -> Self {
        Self { address: inputs.address(), inputs, site, words: theme.words.clone(), theme: theme.hash }
    }

    /// The same page with other inputs.
    fn with(&self, inputs: Inputs) -> Self {
        let (site, words) = (self.site.clone(), self.words.clone());
        Self { address: inputs.address(), inputs, site, words, theme: self.theme }
    }

    /// Changes whenever what is shown changes: the hash of theme, template and parts.
    pub fn key(&self) -> Hash {
        self.inputs.hash(parts::common(self.theme, self.template(), &self.site)).finish()
    }

    /// The name of its template.
    pub fn template(&self) -> &'static str {
        self.inputs.template()
    }

    /// The path of its file in the output.
    pub fn output_path(&self) -> String {
        match self.inputs {
            Inputs::NotFound(_) => parts::NOT_FOUND.to_owned(),
            _ => format!("{}index.html", self.address),
        }
    }

    /// Its title.
    pub fn title(&self) -> String {
        self.about().title.into_owned()
    }

    /// The entry that it is about, where it is about one.
    pub fn entry(&self) -> Option<&Arc<Entry>> {
        match &self.inputs {
            Inputs::Entry(page) => Some(&page.entry),
            Inputs::Home(Home { intro: Some(intro), .. }) | Inputs::List(List { intro: Some(intro), .. }) => {
                Some(&intro.entry)
            }
            _ => None,
        }
    }

    /// The feed of what it lists, with its title and the address that it is at. The title is empty
    /// where it is that of the site.
    pub fn feed(&self) -> Option<(&Feed, &str, &str)> {
        match &self.inputs {
            Inputs::Home(home) => home.feed.as_ref().map(|feed| (feed, "", "")),
            Inputs::List(list) | Inputs::Term(Term { list, .. }) => {
                list.feed.as_ref().map(|feed| (feed, list.title.as_str(), list.address.as_str()))
            }
            _ => None,
        }
    }

    /// Everything that its template sees, with what [leads](Self::root) to the site's root.
    pub fn context(&self, root: &str, fragments: &dyn Fragments) -> Context {
        let about = self.about();
        let tools = Tools { root, fragments, words: &self.words };
        let mut context = Context::new();
        context.insert_value("site", self.site.part.value.clone());
        context.insert_value("page", Value::from_serializable(&self.head(&about, tools)));
        match &self.inputs {
            Inputs::Home(home) => home.insert_into(&mut context, tools),
            Inputs::List(list) => list.insert_into(&mut context, tools),
            Inputs::Entry(entry) => entry.insert_into(&mut context, tools),
            Inputs::Term(term) => term.insert_into(&mut context, tools),
            Inputs::Terms(terms) => terms.insert_into(&mut context),
            Inputs::Declared(declared) => declared.insert_into(&mut context, tools),
            Inputs::Pack(pack) => pack.insert_into(&mut context, tools),
            Inputs::NotFound(_) => {}
        }
        context
    }

    /// What leads from it to the site's root.
    pub fn root(&self) -> String {
        match &self.inputs {
            Inputs::NotFound(root) => root.clone(),
            _ => page_root(&self.address),
        }
    }
}

impl Inputs {
    fn template(&self) -> &'static str {
        match self {
            Self::Home(_) => "home.html",
            Self::List(_) => "list.html",
            Self::Entry(_) => "entry.html",
            Self::Term(_) => "term.html",
            Self::Terms(_) => "terms.html",
            Self::Declared(declared) => declared.template,
            Self::Pack(_) => "pack.html",
            Self::NotFound(_) => "not-found.html",
        }
    }

    /// What it is, for programs that show previews of links.
    fn kind(&self) -> &'static str {
        match self {
            Self::Entry(page) if page.entry.collection.schema_org.family == Family::Work => "article",
            _ => "website",
        }
    }

    fn address(&self) -> String {
        match self {
            Self::Home(_) => String::new(),
            Self::List(list) => list.own_address(),
            Self::Entry(page) => page.card.address.clone(),
            Self::Term(term) => term.list.own_address(),
            Self::Terms(terms) => terms.address.clone(),
            Self::Declared(declared) => declared.address.clone(),
            Self::Pack(pack) => pack.address(),
            Self::NotFound(_) => parts::NOT_FOUND.to_owned(),
        }
    }

    fn hash(&self, hasher: Hasher) -> Hasher {
        match self {
            Self::Home(home) => home.hash(hasher),
            Self::List(list) => list.hash(hasher),
            Self::Entry(entry) => entry.hash(hasher),
            Self::Term(term) => term.hash(hasher),
            Self::Terms(terms) => {
                hasher.text(&terms.key).text(&terms.label).text(&terms.description).hash(terms.values.hash)
            }
            Self::Declared(declared) => declared.hash(hasher),
            Self::Pack(pack) => pack.hash(hasher),
            Self::NotFound(root) => hasher.text(root),
        }
    }
}
