//! Catalogue -> pages: URL, template and typed inputs.
//!
//! A page holds everything that its template may show, and nothing else: shared parts that
//! carry their hashes. What a page may show is therefore its dependency set, and its key, the
//! hash of theme, template and parts, says whether it has to be rendered again. A page never
//! looks into the catalogue when it is rendered.

mod body;
mod entry;
mod facts;
mod list;
mod parts;
pub mod view;

pub use entry::{EntryPage, Referring};
pub use list::List;
pub use parts::Part;

use crate::catalogue::{Backlinks, Catalogue, Facet, FacetValue, Filling, Item, list_address};
use crate::hash::{Hash, Hasher};
use crate::input::{Collection, Theme};
use crate::schema::{Entry, segment};
use rayon::prelude::*;
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Value};
use view::{Crumb, Head};

/// A URL, a template and what the template may show.
#[derive(Debug)]
pub struct Page {
    /// Address below the site's root, without a leading slash.
    pub address: String,
    /// What the template may show.
    pub inputs: Inputs,
    /// What every page has in common.
    pub site: Arc<Part>,
    /// Changes whenever what is shown changes.
    pub key: Hash,
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
    /// What is shown where there is no page. Holds the path of the site's root.
    NotFound(String),
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

/// What the home page shows.
#[derive(Debug)]
pub struct Home {
    /// What an author wrote to stand on it.
    pub intro: Option<Intro>,
    /// The collections.
    pub collections: Arc<Part>,
    /// The facets.
    pub facets: Arc<Part>,
}

/// What a page of the entries with one value of a facet shows.
#[derive(Debug)]
pub struct Term {
    /// The entries.
    pub list: List,
    /// What one value of the facet says.
    pub facet: String,
    /// Other words for the value.
    pub synonyms: Vec<String>,
}

/// What the list of a facet's values shows.
#[derive(Debug)]
pub struct Terms {
    /// The facet's key.
    pub key: String,
    /// What the values are called together.
    pub label: String,
    /// What they are for; may be empty.
    pub description: String,
    /// The values.
    pub values: Arc<Part>,
    address: String,
}

/// What leads from the page at `address` to the site's root.
pub(crate) fn page_root(address: &str) -> String {
    match address.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

/// Every page of the catalogue. Two may have the same address: that is for the outputs to say.
pub fn pages(catalogue: &Catalogue, theme: &Theme) -> Vec<Page> {
    let site = parts::site(catalogue, theme);
    let mut all = vec![Inputs::Home(home(catalogue)), Inputs::NotFound(root_path(catalogue))];
    all.extend(collection_lists(catalogue));
    for facet in &catalogue.facets {
        all.push(terms(facet));
        for value in facet.values.iter().filter(|value| !value.items.is_empty()) {
            all.extend(term_pages(catalogue, facet, value));
        }
    }
    for (at, groups) in catalogue.backlinks.iter().enumerate() {
        for group in groups.iter().filter(|group| group.items.len() > catalogue.settings.per_page) {
            all.extend(referring_lists(catalogue, &catalogue.items[at], group));
        }
    }
    let shown: Vec<usize> = (0..catalogue.items.len()).filter(|at| catalogue.items[*at].in_lists()).collect();
    let entries = shown.into_par_iter().map(|at| Inputs::Entry(entry(catalogue, at)));
    let make = |inputs: Inputs| Page::new(inputs, site.clone(), theme.hash);
    let mut pages: Vec<Page> = all.into_iter().map(make).collect();
    pages.par_extend(entries.map(make));
    pages
}

impl Page {
    fn new(inputs: Inputs, site: Arc<Part>, theme: Hash) -> Self {
        let common = parts::common(theme, inputs.template(), &site);
        let key = inputs.hash(common).finish();
        Self { address: inputs.address(), inputs, site, key }
    }

    /// The name of its template.
    pub fn template(&self) -> &'static str {
        self.inputs.template()
    }

    /// The path of its file in the output.
    pub fn output_path(&self) -> String {
        match self.inputs {
            Inputs::NotFound(_) => "404.html".to_owned(),
            _ => format!("{}index.html", self.address),
        }
    }

    /// Its title.
    pub fn title(&self) -> String {
        self.head().title
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

    /// Everything that its template sees.
    pub fn context(&self) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.site.value.clone());
        context.insert_value("page", Value::from_serializable(&self.head()));
        match &self.inputs {
            Inputs::Home(home) => home.insert_into(&mut context),
            Inputs::List(list) => list.insert_into(&mut context),
            Inputs::Entry(entry) => entry.insert_into(&mut context),
            Inputs::Term(term) => term.insert_into(&mut context),
            Inputs::Terms(terms) => terms.insert_into(&mut context),
            Inputs::NotFound(_) => {}
        }
        context
    }

    fn head(&self) -> Head {
        let (title, summary, section, mut crumbs, state) = match &self.inputs {
            Inputs::Home(home) => (home.title(), String::new(), String::new(), Vec::new(), ""),
            Inputs::List(list) => {
                (list.own_title(), list.description.clone(), list.section.clone(), list.crumbs(), "")
            }
            Inputs::Entry(page) => (
                page.entry.title.clone(),
                page.entry.summary.clone(),
                if page.entry.collection.name.is_empty() {
                    self.address.clone()
                } else {
                    page.entry.collection.name.clone()
                },
                page.crumbs(),
                page.state_word(),
            ),
            Inputs::Term(term) => {
                let list = &term.list;
                (list.own_title(), list.description.clone(), list.section.clone(), list.crumbs(), "")
            }
            Inputs::Terms(terms) => {
                (terms.label.clone(), terms.description.clone(), terms.key.clone(), Vec::new(), "")
            }
            Inputs::NotFound(_) => {
                ("Page not found".to_owned(), String::new(), String::new(), Vec::new(), "")
            }
        };
        let root = match &self.inputs {
            Inputs::NotFound(root) => root.clone(),
            _ => page_root(&self.address),
        };
        if !matches!(self.inputs, Inputs::Home(_)) {
            crumbs.insert(0, Crumb { label: "Home".to_owned(), url: String::new() });
        }
        Head { title, summary, url: self.address.clone(), root, section, crumbs, state }
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
            Self::NotFound(_) => "not-found.html",
        }
    }

    fn address(&self) -> String {
        match self {
            Self::Home(_) => String::new(),
            Self::List(list) => list.own_address(),
            Self::Entry(page) => page.card.address.clone(),
            Self::Term(term) => term.list.own_address(),
            Self::Terms(terms) => terms.address.clone(),
            Self::NotFound(_) => "404.html".to_owned(),
        }
    }

    fn hash(&self, hasher: Hasher) -> Hasher {
        match self {
            Self::Home(home) => {
                let hasher = hasher.hash(home.collections.hash).hash(home.facets.hash);
                home.intro.iter().fold(hasher, |hasher, intro| intro.hash(hasher))
            }
            Self::List(list) => list.hash(hasher),
            Self::Entry(entry) => entry.hash(hasher),
            Self::Term(term) => {
                let hasher = term.list.hash(hasher).text(&term.facet);
                term.synonyms.iter().fold(hasher, |hasher, synonym| hasher.text(synonym))
            }
            Self::Terms(terms) => {
                hasher.text(&terms.key).text(&terms.label).text(&terms.description).hash(terms.values.hash)
            }
            Self::NotFound(root) => hasher.text(root),
        }
    }
}

/// The path of the site's root on its server: what `404.html` has to use, because it is shown
/// at any address.
fn root_path(catalogue: &Catalogue) -> String {
    let after_host = |url: &str| url.splitn(4, '/').nth(3).map(|path| format!("/{path}"));
    catalogue.settings.base_url.as_deref().and_then(after_host).unwrap_or_else(|| "/".to_owned())
}

fn intro(catalogue: &Catalogue, address: &str) -> Option<Intro> {
    let at = catalogue
        .items
        .iter()
        .position(|item| !item.is_entry() && item.shown && item.card.address == address)?;
    let filling = catalogue.resolved[at].fillings.first()?.clone();
    Some(Intro { entry: catalogue.items[at].entry.clone(), filling })
}

fn home(catalogue: &Catalogue) -> Home {
    Home {
        intro: intro(catalogue, ""),
        collections: parts::collections(catalogue),
        facets: parts::facets(catalogue, None),
    }
}

fn collection_lists(catalogue: &Catalogue) -> Vec<Inputs> {
    let named = catalogue.lists.iter().filter(|(name, _)| !name.is_empty());
    let lists = named.flat_map(|(name, numbers)| {
        let collection = &catalogue.collections[name];
        let intro = intro(catalogue, &list_address(name));
        let facets = parts::facets(catalogue, Some(collection));
        list::paginate(catalogue, numbers, || collection_list(collection, intro.clone(), facets.clone()))
    });
    lists.map(Inputs::List).collect()
}

fn collection_list(collection: &Collection, intro: Option<Intro>, facets: Arc<Part>) -> List {
    List {
        title: collection.plural.clone(),
        description: collection.description.clone().unwrap_or_default(),
        section: collection.name.clone(),
        above: Vec::new(),
        intro,
        facets: Some(facets),
        address: list_address(&collection.name),
        ..List::empty()
    }
}

fn terms(facet: &Facet) -> Inputs {
    let values: Vec<view::TermView> = facet
        .values
        .iter()
        .map(|value| view::TermView {
            label: value.card.label.clone(),
            url: value.card.url.clone(),
            definition: value.definition.clone().unwrap_or_default(),
            count: value.items.len(),
        })
        .collect();
    Inputs::Terms(Terms {
        key: facet.key.clone(),
        label: facet.plural.clone(),
        description: facet.description.clone().unwrap_or_default(),
        values: Part::of(&values),
        address: facet.address.clone(),
    })
}

fn term_pages(catalogue: &Catalogue, facet: &Facet, value: &FacetValue) -> Vec<Inputs> {
    let pages = list::paginate(catalogue, &value.items, || List {
        title: value.card.label.clone(),
        description: value.definition.clone().unwrap_or_default(),
        section: facet.key.clone(),
        above: vec![(facet.plural.clone(), facet.address.clone())],
        address: value.card.url.clone().unwrap_or_default(),
        ..List::empty()
    });
    let term = |list| Term { list, facet: facet.singular.clone(), synonyms: value.synonyms.clone() };
    pages.into_iter().map(term).map(Inputs::Term).collect()
}

fn referring_address(item: &Item, group: &Backlinks) -> String {
    let field = group.field.replace('.', "-");
    format!("{}{}-{}/", item.card.address, segment(&group.collection), segment(&field))
}

fn referring_lists(catalogue: &Catalogue, item: &Item, group: &Backlinks) -> Vec<Inputs> {
    let collection = &item.entry.collection;
    let pages = list::paginate(catalogue, &group.items, || List {
        title: format!("{}: {}", item.entry.title, group.heading),
        section: collection.name.clone(),
        above: vec![
            (collection.plural.clone(), list_address(&collection.name)),
            (item.entry.title.clone(), item.card.address.clone()),
        ],
        address: referring_address(item, group),
        ..List::empty()
    });
    pages.into_iter().map(Inputs::List).collect()
}

fn entry(catalogue: &Catalogue, at: usize) -> EntryPage {
    let item = &catalogue.items[at];
    let resolved = &catalogue.resolved[at];
    let per_page = catalogue.settings.per_page;
    let card = |at: &usize| catalogue.items[*at].card.clone();
    let group = |group: &Backlinks| Referring {
        heading: group.heading.clone(),
        cards: group.items.iter().take(per_page).map(card).collect(),
        count: group.items.len(),
        address: (group.items.len() > per_page).then(|| referring_address(item, group)),
    };
    let collection = &item.entry.collection;
    let listed = !collection.name.is_empty();
    EntryPage {
        entry: item.entry.clone(),
        card: item.card.clone(),
        state: item.state,
        resolved: resolved.clone(),
        references: resolved.references.iter().map(|(at, _)| card(at)).collect(),
        groups: catalogue.backlinks[at].iter().map(group).collect(),
        above: listed.then(|| (collection.plural.clone(), list_address(&collection.name))),
    }
}

/// `home`, as templates see it.
#[derive(Serialize)]
struct HomeView {
    title: String,
    intro: Value,
    collections: Value,
    facets: Value,
}

impl Home {
    fn title(&self) -> String {
        self.intro.as_ref().map(|intro| intro.entry.title.clone()).unwrap_or_default()
    }

    fn insert_into(&self, context: &mut Context) {
        let intro = self.intro.as_ref().map(|intro| body::html(&intro.entry.body, &intro.filling, "./"));
        let view = HomeView {
            title: self.title(),
            intro: Value::safe_string(&intro.unwrap_or_default()),
            collections: self.collections.value.clone(),
            facets: self.facets.value.clone(),
        };
        context.insert_value("home", Value::from_serializable(&view));
    }
}

/// `term`, as templates see it.
#[derive(Serialize)]
struct TermPageView<'a> {
    facet: &'a str,
    synonyms: &'a [String],
}

impl Term {
    fn insert_into(&self, context: &mut Context) {
        self.list.insert_into(context);
        let view = TermPageView { facet: &self.facet, synonyms: &self.synonyms };
        context.insert_value("term", Value::from_serializable(&view));
    }
}

/// `terms`, as templates see it.
#[derive(Serialize)]
struct TermsView<'a> {
    label: &'a str,
    description: &'a str,
    values: Value,
}

impl Terms {
    fn insert_into(&self, context: &mut Context) {
        let view = TermsView {
            label: &self.label,
            description: &self.description,
            values: self.values.value.clone(),
        };
        context.insert_value("terms", Value::from_serializable(&view));
    }
}
