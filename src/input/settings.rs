//! `casebook.toml` -> settings.

use super::accessibility::{self, Accessibility};
use super::home::{self, HomeSettings};
use super::severity::{self, Severities};
use super::table::{self, Table};
use super::views::{self, View};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::hash::{Hash, Hasher};
use crate::node::Map;
use crate::source::Source;
use std::ops::Range;
use std::sync::Arc;

/// What the whole site has in common.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The name of the catalogue, where one is set.
    pub title: Option<String>,
    /// What the catalogue is, in one sentence.
    pub description: Option<String>,
    /// Where it will be published, ending in `/`.
    pub base_url: Option<String>,
    /// The language of its texts, as a BCP 47 tag.
    pub language: String,
    /// The name of the theme.
    pub theme: String,
    /// Where the name of the theme stands.
    pub(super) theme_span: Range<usize>,
    /// Names of collections and pages in the order of the menu, with their places; empty means
    /// every collection.
    pub menu: Vec<(String, Range<usize>)>,
    /// How many entries a page of a list shows.
    pub per_page: usize,
    /// Who keeps the catalogue.
    pub owner: Option<Owner>,
    /// The terms under which others may use the texts.
    pub licence: Option<Licence>,
    /// The organisation that the site stands under.
    pub brand: Option<Brand>,
    /// What the home page shows.
    pub home: HomeSettings,
    /// Pages that are not one entry: those that the site asks for, and those that every site has.
    pub views: Vec<View>,
    /// How accessible the site is, where it says so.
    pub accessibility: Option<Accessibility>,
    /// The severity of each code that the site changes; `None` where it is off.
    pub severities: Severities,
    /// Whether there is a `casebook.toml`: if not, nobody has promised anything yet.
    pub declared: bool,
    /// The file, where there is one.
    pub source: Option<Arc<Source>>,
    /// Hash of all of it.
    pub hash: Hash,
}

/// Who keeps the catalogue: a team, not a person.
#[derive(Debug, Clone)]
pub struct Owner {
    /// Name of the team.
    pub name: String,
    /// Its mailbox.
    pub email: Option<String>,
}

/// The terms under which others may use the texts.
#[derive(Debug, Clone)]
pub struct Licence {
    /// What readers call it.
    pub name: String,
    /// Where it stands in full.
    pub url: Option<String>,
}

/// The organisation that a site stands under, with its own sign: nothing of the sort is built in.
#[derive(Debug, Clone)]
pub struct Brand {
    /// What the sign says to those who cannot see it.
    pub name: String,
    /// The file with the sign among the assets of the theme, and where the settings name it.
    pub logo: Option<(String, Range<usize>)>,
    /// The organisation's own site.
    pub url: Option<String>,
}

/// How many entries a page of a list shows, unless the site says otherwise.
const PER_PAGE: usize = 50;

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: None,
            description: None,
            base_url: None,
            language: "en-GB".to_owned(),
            theme: "default".to_owned(),
            theme_span: 0..0,
            menu: Vec::new(),
            per_page: PER_PAGE,
            owner: None,
            licence: None,
            brand: None,
            home: HomeSettings::default(),
            views: views::complete(Vec::new(), false),
            accessibility: None,
            severities: Severities::new(),
            declared: false,
            source: None,
            hash: Hash::default(),
        }
    }
}

impl Settings {
    /// The settings in `source`, or those of a folder that has none. `base_url` from the
    /// command line wins.
    pub fn read(source: Option<Arc<Source>>, base_url: Option<&str>, faults: &mut Vec<Diagnostic>) -> Self {
        let mut settings = match source {
            Some(source) => read(source, faults),
            None => Self::default(),
        };
        if let Some(address) = base_url {
            settings.base_url = Some(with_slash(address));
        }
        let mut hasher = Hasher::default().text(settings.base_url.as_deref().unwrap_or(""));
        if let Some(source) = &settings.source {
            hasher = hasher.hash(source.hash);
        }
        settings.hash = hasher.finish();
        settings
    }

    /// The severity of `code` on this site; `None` where it is off. On a folder without a
    /// `casebook.toml` nobody has promised anything yet.
    pub fn severity(&self, code: Code) -> Option<Severity> {
        match self.severities.get(&code) {
            Some(changed) => *changed,
            None if self.declared => Some(code.severity()),
            None => Some(code.lenient_severity()),
        }
    }
}

fn read(source: Arc<Source>, faults: &mut Vec<Diagnostic>) -> Settings {
    let (map, _) = table::parse(&source, faults);
    let mut table = Table::new(&source, &map);
    let defaults = Settings::default();
    let mut settings = Settings {
        title: table.text("title", faults),
        description: table.text("description", faults),
        base_url: base_url(&source, &mut table, faults),
        language: language(&mut table, faults).unwrap_or(defaults.language),
        theme: table.text("theme", faults).unwrap_or(defaults.theme),
        theme_span: map.get("theme").map_or(0..0, |node| node.span.clone()),
        menu: table.texts("menu", faults),
        per_page: per_page(&mut table, faults).unwrap_or(PER_PAGE),
        owner: table.map("owner", faults).and_then(|map| owner(&source, map, faults)),
        licence: table.map("licence", faults).and_then(|map| licence(&source, map, faults)),
        brand: table.map("brand", faults).and_then(|map| brand(&source, map, faults)),
        home: home::read(&source, &mut table, faults),
        views: views::read(&source, &mut table, faults),
        accessibility: statement(&source, &mut table, faults),
        severities: severity::read(&source, &mut table, faults),
        declared: true,
        source: Some(source.clone()),
        hash: Hash::default(),
    };
    if !table.holds("accessibility") {
        views::need_statement(&source, &settings.views, faults);
    }
    settings.views = views::complete(settings.views, settings.accessibility.is_some());
    table.finish(faults);
    settings
}

fn base_url(source: &Arc<Source>, table: &mut Table<'_>, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let address = table.text("base_url", faults)?;
    if !is_web_address(&address) {
        let span = table.node("base_url").map_or(0..0, |node| node.span.clone());
        faults.push(
            Diagnostic::new(Code::BadSetting, "\"base_url\" takes the whole web address of the catalogue.")
                .at(source, span)
                .help("Write base_url = \"https://example.org/casebook/\"."),
        );
        return None;
    }
    Some(with_slash(&address))
}

fn language(table: &mut Table<'_>, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let language = table.text("language", faults)?;
    let mut parts = language.split('-');
    let plain = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let first = parts
        .next()
        .is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    if first && parts.all(plain) {
        return Some(language);
    }
    let message = format!("\"{language}\" is not the short name of a language.");
    table.fault("language", message, "Write language = \"en-GB\", or \"cy\" for Welsh.", faults);
    None
}

fn per_page(table: &mut Table<'_>, faults: &mut Vec<Diagnostic>) -> Option<usize> {
    let number = table.number("per_page", faults)?;
    if number == 0 {
        let message = "\"per_page\" takes a number above zero.".to_owned();
        table.fault("per_page", message, "Write per_page = 50.", faults);
    }
    Some(number).filter(|number| *number > 0)
}

fn statement(
    source: &Arc<Source>,
    table: &mut Table<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Accessibility> {
    let place = table.place_of("accessibility");
    table.map("accessibility", faults).and_then(|map| accessibility::read(source, map, &place, faults))
}

fn owner(source: &Arc<Source>, map: &Map, faults: &mut Vec<Diagnostic>) -> Option<Owner> {
    let mut table = Table::new(source, map);
    let name = table.text("name", faults);
    let email = table.email("email", faults);
    if name.is_none() && !table.holds("name") {
        let message = "The owner has no name.".to_owned();
        let at = map.pairs.first().map_or("name", |(key, _)| key.name.as_str());
        table.fault(
            at,
            message,
            "Add name = \"…\" below [owner]: the name of the team that keeps the catalogue.",
            faults,
        );
    }
    table.finish(faults);
    Some(Owner { name: name?, email })
}

fn licence(source: &Arc<Source>, map: &Map, faults: &mut Vec<Diagnostic>) -> Option<Licence> {
    let mut table = Table::new(source, map);
    let name = table.text("name", faults);
    let url = table.text("url", faults);
    if let Some(address) = url.as_ref().filter(|address| !is_web_address(address)) {
        let message = format!("\"{address}\" is not a whole web address.");
        table.fault("url", message, "Write url = \"https://creativecommons.org/licenses/by/4.0/\".", faults);
    }
    if name.is_none() && !table.holds("name") {
        let at = map.pairs.first().map_or("name", |(key, _)| key.name.as_str());
        let help = "Add name = \"…\" below [licence]: what readers call it.";
        table.fault(at, "The licence has no name.".to_owned(), help, faults);
    }
    table.finish(faults);
    Some(Licence { name: name?, url: url.filter(|address| is_web_address(address)) })
}

fn brand(source: &Arc<Source>, map: &Map, faults: &mut Vec<Diagnostic>) -> Option<Brand> {
    let mut table = Table::new(source, map);
    let name = table.text("name", faults);
    let logo = table.text("logo", faults);
    let span = table.node("logo").map_or(0..0, |node| node.span.clone());
    let url = table.text("url", faults);
    if let Some(address) = url.as_ref().filter(|address| !is_web_address(address)) {
        let message = format!("\"{address}\" is not a whole web address.");
        table.fault("url", message, "Write url = \"https://example.org/\".", faults);
    }
    if name.is_none() && !table.holds("name") {
        let at = map.pairs.first().map_or("name", |(key, _)| key.name.as_str());
        let help = "Add name = \"…\" below [brand]: the name of the organisation.";
        table.fault(at, "The brand has no name.".to_owned(), help, faults);
    }
    table.finish(faults);
    let url = url.filter(|address| is_web_address(address));
    Some(Brand { name: name?, logo: logo.map(|logo| (logo, span)), url })
}

/// Whether `text` is an `http` or `https` address with a host.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.starts_with(['/', '?', '#']) && !rest.is_empty() && !text.contains([' ', '<', '>', '"'])
    })
}

fn with_slash(address: &str) -> String {
    format!("{}/", address.trim_end_matches('/'))
}
