//! `[[views]]` of `casebook.toml` -> pages that are not one entry.
//!
//! Whether the collections and fields that a view names are there is for a check to say: here only
//! the form is read.

use super::table::Table;
use crate::diagnostic::{Code, Diagnostic};
use crate::node::Map;
use crate::source::Source;
use crate::text;
use std::ops::Range;
use std::sync::Arc;

/// A page, or a page for each entry of a collection, that the site asks for.
#[derive(Debug, Clone)]
pub struct View {
    /// What it shows.
    pub kind: ViewKind,
    /// Its heading.
    pub title: String,
    /// What menus call it, where that is shorter than its title.
    pub label: Option<String>,
    /// What it is for, in a sentence or two; may be empty.
    pub description: String,
    /// Where its own page is: `gaps/`. Packs have none, and a glossary has that of its list.
    pub address: String,
    /// Where the site asks for it.
    pub span: Range<usize>,
}

/// What a view shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewKind {
    /// A table of the entries that belong to each row, or to each row and column.
    Table {
        /// A collection or a vocabulary.
        rows: String,
        /// Another, for a table that crosses the two.
        columns: Option<String>,
        /// The collection that fills the cells, or one of its fields: `cases`, `cases.shows`.
        cells: String,
        /// What stands in a row without any: "No case shows this yet."
        gap: String,
        /// What the last column is called, for entries that name none of the columns.
        elsewhere: Option<String>,
    },
    /// For each entry of a collection with steps, all that the steps name on one page.
    Pack {
        /// The collection.
        of: String,
    },
    /// How to write an entry of each collection, made from the schema.
    Guide,
    /// The terms of a collection from A to Z, in place of its list.
    Glossary {
        /// The collection.
        of: String,
    },
    /// Entries of a collection side by side, as readers choose them.
    Compare {
        /// The collection.
        of: String,
        /// The fields that are compared, with their places; empty means all that are told as facts.
        fields: Vec<(String, Range<usize>)>,
    },
    /// How accessible the site is, as `[accessibility]` says. Every site that says so has one.
    Accessibility,
    /// All that the catalogue holds, and a form to search it. Every site has one.
    Search,
}

impl View {
    /// Whether it is a page of its own, at its address. The search page gives way to a folder of
    /// the same name.
    pub fn has_own_page(&self) -> bool {
        match self.kind {
            ViewKind::Table { .. } | ViewKind::Guide | ViewKind::Compare { .. } | ViewKind::Accessibility => {
                true
            }
            ViewKind::Pack { .. } | ViewKind::Glossary { .. } | ViewKind::Search => false,
        }
    }

    /// The page of this kind on a site that says no more of it.
    fn usual(kind: ViewKind) -> Self {
        let (title, label) = (default_title(&kind), None);
        let address = format!("{}/", default_address(&kind).unwrap_or_default());
        Self { title, label, description: String::new(), address, span: 0..0, kind }
    }
}

const KINDS: &[&str] = &["table", "pack", "glossary", "guide", "search", "compare", "accessibility"];

/// `declared`, and the pages that a site has without asking for them.
pub(super) fn complete(mut declared: Vec<View>, is_accessibility_stated: bool) -> Vec<View> {
    let mut add = |kind: ViewKind| {
        if !declared.iter().any(|view| view.kind == kind) {
            declared.push(View::usual(kind));
        }
    };
    add(ViewKind::Search);
    if is_accessibility_stated {
        add(ViewKind::Accessibility);
    }
    declared
}

/// The views that the settings ask for.
pub(super) fn read(source: &Arc<Source>, table: &mut Table<'_>, faults: &mut Vec<Diagnostic>) -> Vec<View> {
    let mut views = Vec::new();
    for (map, start) in table.blocks("views", "views", "kind = \"table\"", faults) {
        let view = view(source, map, start, faults);
        views.extend(view.filter(|view| is_first(source, view, &views, faults)));
    }
    views
}

/// Says which of `views` show a statement that the site does not make.
pub(super) fn need_statement(source: &Arc<Source>, views: &[View], faults: &mut Vec<Diagnostic>) {
    for view in views.iter().filter(|view| view.kind == ViewKind::Accessibility) {
        let message =
            format!("The view \"{}\" has nothing to show: there is no [accessibility].", view.title);
        let help = "Write [accessibility] on a line, and what the statement says below it.";
        faults.push(Diagnostic::new(Code::BadSetting, message).at(source, view.span.clone()).help(help));
    }
}

/// Whether there is none of the kind of `view` among the views `before` it, where a site has one.
fn is_first(source: &Arc<Source>, view: &View, before: &[View], faults: &mut Vec<Diagnostic>) -> bool {
    let one_of_a_kind = matches!(view.kind, ViewKind::Search | ViewKind::Accessibility);
    let is_second = one_of_a_kind && before.iter().any(|other| other.kind == view.kind);
    if is_second {
        let message = format!("A site has one view of this kind, and \"{}\" is another.", view.title);
        let fault = Diagnostic::new(Code::BadSetting, message).at(source, view.span.clone());
        faults.push(fault.help("Delete one of the two."));
    }
    !is_second
}

fn view(source: &Arc<Source>, map: &Map, span: Range<usize>, faults: &mut Vec<Diagnostic>) -> Option<View> {
    let mut table = Table::new(source, map);
    let kind = kind(source, &mut table, &span, faults);
    let title = table.text("title", faults);
    let label = table.text("label", faults);
    let description = table.text("description", faults).unwrap_or_default();
    let address = table.text("address", faults);
    let is_known = kind.is_some();
    if is_known {
        table.finish(faults);
    }
    let kind = kind?;
    let title = title.unwrap_or_else(|| default_title(&kind));
    let address = address.as_deref().or(default_address(&kind)).unwrap_or(&title);
    let address = format!("{}/", text::slug(address));
    Some(View { kind, title, label, description, address, span })
}

fn default_title(kind: &ViewKind) -> String {
    let title = match kind {
        ViewKind::Table { .. } => "Table",
        ViewKind::Pack { .. } => "Everything on one page",
        ViewKind::Glossary { .. } => "Glossary",
        ViewKind::Guide => "Guide for authors",
        ViewKind::Search => "Search",
        ViewKind::Accessibility => "Accessibility statement",
        ViewKind::Compare { .. } => "Compare side by side",
    };
    title.to_owned()
}

/// Where pages are that other pages link to by what they do: the address does not follow the title.
fn default_address(kind: &ViewKind) -> Option<&'static str> {
    match kind {
        ViewKind::Search => Some("search"),
        ViewKind::Accessibility => Some("accessibility"),
        ViewKind::Compare { .. } => Some("compare"),
        _ => None,
    }
}

fn kind(
    source: &Arc<Source>,
    table: &mut Table<'_>,
    span: &Range<usize>,
    faults: &mut Vec<Diagnostic>,
) -> Option<ViewKind> {
    let Some(word) = table.text("kind", faults) else {
        let help = format!("Add kind = \"table\", or another of {}.", text::and_list(KINDS, "and"));
        let message = "This view does not say what it shows.";
        faults.push(Diagnostic::new(Code::BadSetting, message).at(source, span.clone()).help(help));
        return None;
    };
    let mut needed = |key: &'static str| {
        let value = table.text(key, faults);
        if value.is_none() && !table.holds(key) {
            let message = format!("A view of the kind \"{word}\" needs \"{key}\".");
            let help = format!("Add {key} = \"…\" with the name of a collection.");
            faults.push(Diagnostic::new(Code::BadSetting, message).at(source, span.clone()).help(help));
        }
        value
    };
    match word.as_str() {
        "table" => {
            let (rows, cells) = (needed("rows"), needed("cells"));
            Some(ViewKind::Table {
                columns: table.text("columns", faults),
                gap: table.text("gap", faults).unwrap_or_else(|| "None yet".to_owned()),
                elsewhere: table.text("elsewhere", faults),
                rows: rows?,
                cells: cells?,
            })
        }
        "guide" => Some(ViewKind::Guide),
        "search" => Some(ViewKind::Search),
        "accessibility" => Some(ViewKind::Accessibility),
        "compare" => {
            let of = needed("of");
            Some(ViewKind::Compare { of: of?, fields: table.texts("fields", faults) })
        }
        "pack" => needed("of").map(|of| ViewKind::Pack { of }),
        "glossary" => needed("of").map(|of| ViewKind::Glossary { of }),
        other => {
            let help = match text::nearest(other, KINDS.iter().copied()) {
                Some(near) => format!("Did you mean \"{near}\"?"),
                None => format!("Kinds are {}.", text::and_list(KINDS, "and")),
            };
            let message = format!("There is no kind of view called \"{other}\".");
            table.fault("kind", message, &help, faults);
            None
        }
    }
}
