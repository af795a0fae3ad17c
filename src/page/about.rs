//! What a page is about, and what its head makes of that.

use super::view::{Crumb, ELSEWHERE, Head};
use super::{Inputs, Page, Place, Term, Tools, feed, linked_data, parts};
use std::borrow::Cow;
use tera::Value;

/// What a page is about, whatever else it shows.
pub(super) struct About<'a> {
    /// Its title; empty where it has none of its own.
    pub(super) title: Cow<'a, str>,
    /// What it is about, in a sentence or two; may be empty.
    pub(super) summary: &'a str,
    /// The collection or facet it belongs to; may be empty.
    pub(super) section: &'a str,
    /// The pages above it, from the home page down.
    pub(super) crumbs: Vec<Crumb<'a>>,
    /// `draft` or `scheduled` where only a preview shows it; otherwise empty.
    pub(super) state: &'static str,
}

impl Page {
    /// What it is about.
    pub(super) fn about(&self) -> About<'_> {
        let mut about = About {
            title: Cow::default(),
            summary: "",
            section: "",
            crumbs: vec![Crumb { label: &self.site.home, url: "" }],
            state: "",
        };
        match &self.inputs {
            Inputs::Home(home) => {
                about.title = home.title().into();
                about.crumbs.clear();
            }
            Inputs::Entry(page) => {
                about.title = page.entry.title.as_str().into();
                about.summary = &page.entry.summary;
                let collection = &page.entry.collection.name;
                about.section = if collection.is_empty() { &self.address } else { collection };
                about.crumbs.extend(page.crumbs());
                about.state = page.state_word();
            }
            Inputs::List(list) | Inputs::Term(Term { list, .. }) => {
                about.title = list.own_title(&self.words);
                about.summary = &list.description;
                about.section = &list.section;
                about.crumbs.extend(list.crumbs());
            }
            Inputs::Terms(terms) => {
                about.title = terms.label.as_str().into();
                about.summary = &terms.description;
                about.section = &terms.key;
            }
            Inputs::Declared(page) => {
                about.title = page.title.as_str().into();
                about.summary = &page.description;
                about.section = &page.section;
            }
            Inputs::Pack(pack) => {
                about.title = pack.own_title().into();
                about.summary = &pack.entry.summary;
                about.section = &pack.entry.collection.name;
                about.crumbs.extend(pack.crumbs());
            }
            Inputs::NotFound(_) => about.title = self.words.say("not_found", &[]).into(),
        }
        about
    }

    /// `page`, as its template sees it.
    pub(super) fn head<'a>(&'a self, about: &'a About<'_>, tools: Tools<'a>) -> Head<'a> {
        let site = &self.site;
        let title = if about.title.is_empty() { &site.title } else { &*about.title };
        let is_home = matches!(self.inputs, Inputs::Home(_));
        Head {
            title,
            full_title: if is_home {
                Cow::Borrowed(&site.title)
            } else {
                self.words.say("page_title", &[("title", title), ("site", &site.title)]).into()
            },
            description: if about.summary.is_empty() { &site.description } else { about.summary },
            canonical: self.canonical(about).unwrap_or_default(),
            root: tools.root,
            url: &self.address,
            crumbs: match &about.crumbs[..] {
                [] => Value::none(),
                crumbs => tools.fragments.crumbs(crumbs, tools.root),
            },
            frame: tools.fragments.frame(self.place(about, tools.root), &site.part),
            kind: self.inputs.kind(),
            feeds: self.feed().map_or_else(Vec::new, |(_, title, address)| feed::links(address, title)),
            linked_data: Value::safe_string(&linked_data::of(self, about)),
            state: about.state,
        }
    }

    /// Its whole address, if it has one and others may know.
    fn canonical(&self, about: &About<'_>) -> Option<String> {
        let everywhere = self.site.everywhere.as_ref().filter(|_| self.may_be_found(about))?;
        Some([everywhere.base.as_str(), &self.address].concat())
    }

    /// Whether others may lead readers to it.
    pub(super) fn may_be_found(&self, about: &About<'_>) -> bool {
        about.state.is_empty() && self.address != parts::NOT_FOUND
    }

    fn place<'a>(&'a self, about: &'a About<'_>, root: &'a str) -> Place<'a> {
        let url = if self.site.names(&self.address) { &self.address } else { ELSEWHERE };
        let section = if self.site.has_section(about.section) { about.section } else { "" };
        Place { root, section, url }
    }
}
