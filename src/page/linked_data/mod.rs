//! What a page says of itself in the words of schema.org, as JSON-LD.
//!
//! It says nothing that readers of the page cannot see, so the page's key covers it. Addresses are
//! whole, so only a site that knows its own address has any.

mod dataset;
mod entry;
mod list;

use super::about::About;
use super::{Inputs, Page, SitePart};
use crate::input::Settings;
use crate::text::Json;
pub(super) use dataset::dataset;
pub(super) use list::glossary;

/// What the linked data of every page has in common, written once.
#[derive(Debug)]
pub(super) struct Everywhere {
    /// The site's own address.
    pub(super) base: String,
    /// Address of the search page.
    search: String,
    /// Members of everything that is a work: its language, publisher and licence.
    of_work: String,
    /// Members of every page: its language and licence, and which site it belongs to, which says
    /// the rest.
    of_page: String,
}

impl Everywhere {
    /// `None` where the site does not know its own address.
    pub(super) fn of(settings: &Settings, search: &str) -> Option<Self> {
        let base = settings.base_url.as_deref()?;
        let members = |write: &dyn Fn(&mut Json<'_>)| {
            let mut json = Json::new(base);
            write(&mut json);
            json.finish()
        };
        let licence = settings.licence.as_ref();
        let licence = licence.map_or("", |licence| licence.url.as_deref().unwrap_or(&licence.name));
        let of_work = members(&|json| {
            json.text("inLanguage", &settings.language);
            json.text("license", licence);
            if let Some(owner) = &settings.owner {
                json.object("publisher", |json| named(json, "Organization", &owner.name));
            }
        });
        let of_page = members(&|json| {
            json.text("inLanguage", &settings.language);
            json.text("license", licence);
            json.reference("isPartOf", "", SITE);
        });
        Some(Self { base: base.to_owned(), search: search.to_owned(), of_work, of_page })
    }
}

/// What stands behind an address in the id of something that is told of at that address.
const SITE: &str = "#_site";
const THING: &str = "#_thing";

/// What is told of `page`; empty for a page that nobody should find.
pub(super) fn of(page: &Page, about: &About<'_>) -> String {
    let Some(everywhere) = page.site.everywhere.as_ref().filter(|_| page.may_be_found(about)) else {
        return String::new();
    };
    let mut json = Json::new(&everywhere.base);
    json.node(|json| {
        json.text("@context", "https://schema.org");
        let graph = Graph { site: &page.site, everywhere, about, url: &page.address };
        json.list("@graph", [graph], |json, graph| graph.nodes(&page.inputs, json));
    });
    json.finish()
}

/// What one page tells of.
#[derive(Clone, Copy)]
struct Graph<'a> {
    site: &'a SitePart,
    everywhere: &'a Everywhere,
    about: &'a About<'a>,
    /// Its address.
    url: &'a str,
}

impl Graph<'_> {
    fn nodes(self, inputs: &Inputs, json: &mut Json<'_>) {
        match inputs {
            Inputs::Home(home) => self.home(home, json),
            Inputs::List(list) => self.list(list, json),
            Inputs::Term(term) => self.term(term, json),
            Inputs::Terms(terms) => self.terms(terms, json),
            Inputs::Entry(entry) => self.entry(entry, json),
            Inputs::Pack(pack) => self.pack(pack, json),
            Inputs::Declared(declared) => {
                self.page("WebPage", json, |json| {
                    if !declared.linked_data.is_empty() {
                        json.reference("mainEntity", self.url, THING);
                    }
                });
                json.members(&declared.linked_data);
            }
            Inputs::NotFound(_) => {}
        }
    }

    /// The node of the page itself.
    fn page(self, kind: &str, json: &mut Json<'_>, more: impl FnOnce(&mut Json<'_>)) {
        let Self { site, everywhere, about, url } = self;
        json.node(|json| {
            json.kind(kind);
            json.address("@id", url, "");
            json.address("url", url, "");
            json.text("name", if about.title.is_empty() { &site.title } else { &about.title });
            json.text("description", about.summary);
            json.members(&everywhere.of_page);
            if !about.crumbs.is_empty() {
                json.object("breadcrumb", |json| self.crumbs(json));
            }
            more(json);
        });
    }

    /// The pages above this one, and itself.
    fn crumbs(self, json: &mut Json<'_>) {
        let above = self.about.crumbs.iter().map(|crumb| (crumb.label, crumb.url));
        let all = above.chain([(&*self.about.title, self.url)]);
        json.kind("BreadcrumbList");
        json.list("itemListElement", all.enumerate(), |json, (at, (label, url))| {
            json.node(|json| {
                json.kind("ListItem");
                json.number("position", at + 1);
                json.text("name", label);
                json.address("item", url, "");
            });
        });
    }
}

/// The members of something of which only the name is known.
fn named(json: &mut Json<'_>, kind: &str, name: &str) {
    json.kind(kind);
    json.text("name", name);
}
