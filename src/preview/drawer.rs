//! "Where is my page?": what the preview says of the page in view, or of why there is none.
//!
//! It needs no script and changes nothing of the page itself.

use super::reply::Desk;
use super::{Shown, panel, sentence};
use crate::catalogue::{Catalogue, Item, State};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::page::Page;
use crate::pipeline::Build;
use crate::schema::Entry;
use crate::text::{count, escape_into, nearest, percent_encode};

/// What there is to say of the page at `path`, which `build` has.
pub(super) fn of_page(page: &Page, build: &Build, shown: &Shown, desk: &Desk) -> String {
    let catalogue = &build.catalogue;
    let item = page.entry().and_then(|entry| item_of(catalogue, entry));
    let faults: Vec<&Diagnostic> = match item {
        Some((_, item)) => faults_of(&item.entry, shown),
        None => Vec::new(),
    };
    let is_faulty = faults.iter().any(|fault| fault.severity == Severity::Error);
    let state = item.map_or("made by casebook", |(_, item)| state_word(item, is_faulty));
    let messages = match faults.len() {
        0 => String::new(),
        n => format!(", {}", count(n, "message", "messages")),
    };
    let mut out = format!(
        "<details class=\"casebook-drawer\" id=\"_casebook-drawer\"><summary>This page: {state}{messages}</summary>\n<dl>\n"
    );
    if let Some((at, item)) = item {
        row("State", &mut out, |out| escape_into(&state_sentence(item, is_faulty), out));
        row("Source", &mut out, |out| {
            let path = &item.entry.source().path;
            panel::source_link(path, path, (1, 1), desk.editor.as_ref(), out);
        });
        row("Lists", &mut out, |out| lists(catalogue, at, out));
    }
    row("Template", &mut out, |out| escape_into(page.template(), out));
    out.push_str("</dl>\n");
    if let Some((_, item)) = item.filter(|_| !faults.is_empty()) {
        out.push_str("<ol>\n");
        for fault in faults {
            message(fault, &item.entry, desk, &mut out);
        }
        out.push_str("</ol>\n");
    }
    out.push_str("</details>\n");
    out
}

/// What there is to say where nothing is at `path`: which file would be there, and when it will be.
pub(super) fn of_absent(path: &str, shown: &Shown, desk: &Desk) -> String {
    let catalogue = &shown.newest().catalogue;
    let address = format!("{}/", path.trim_end_matches("index.html").trim_matches('/'));
    let mut out = String::from(
        "<details class=\"casebook-drawer\" id=\"_casebook-drawer\" open><summary>Where is this page?</summary>\n",
    );
    let hidden = catalogue.items.iter().find(|item| !item.shown && item.card.address == address);
    if let Some(item) = hidden {
        out.push_str("<p>");
        let path = &item.entry.source().path;
        panel::source_link(path, path, (1, 1), desk.editor.as_ref(), &mut out);
        escape_into(&format!(" would be here. {}", hidden_sentence(item)), &mut out);
        out.push_str("</p>\n");
    } else if let Some(fault) = excluded(&address, shown) {
        panel::message(&[fault], desk.editor.as_ref(), &mut out);
    } else {
        out.push_str("<p>No file makes a page at this address.");
        let addresses =
            catalogue.items.iter().filter(|item| item.shown).map(|item| item.card.address.as_str());
        if let Some(near) = nearest(&address, addresses) {
            out.push_str(" Did you mean <a href=\"/");
            escape_into(&percent_encode(near), &mut out);
            out.push_str("\">/");
            escape_into(near, &mut out);
            out.push_str("</a>?");
        }
        out.push_str("</p>\n");
    }
    out.push_str("</details>\n");
    out
}

/// The number of `entry` in the catalogue, and its place there.
fn item_of<'a>(catalogue: &'a Catalogue, entry: &Entry) -> Option<(usize, &'a Item)> {
    let found = catalogue.items.binary_search_by(|item| item.entry.path.as_str().cmp(&entry.path));
    found.ok().map(|at| (at, &catalogue.items[at]))
}

fn faults_of<'a>(entry: &Entry, shown: &'a Shown) -> Vec<&'a Diagnostic> {
    let path = Some(entry.source().path.as_str());
    shown.problems().filter(|fault| fault.path.as_deref() == path).collect()
}

/// A message about a file that was left out and would be at `address`.
fn excluded<'a>(address: &str, shown: &'a Shown) -> Option<&'a Diagnostic> {
    let left_out = [Code::LinkedFolder, Code::Unreadable, Code::FolderLeftOut, Code::AddressClash];
    shown.problems().filter(|fault| left_out.contains(&fault.code)).find(|fault| {
        let path = fault.path.as_deref().unwrap_or("");
        let path = path.strip_prefix("content/").unwrap_or(path);
        let stem = path.strip_suffix(".md").unwrap_or(path).to_lowercase();
        let stem = stem.strip_suffix("/index").unwrap_or(&stem);
        address.strip_prefix(stem).is_some_and(|rest| rest.starts_with('/'))
    })
}

fn state_word(item: &Item, is_faulty: bool) -> &'static str {
    match item.state {
        State::Published if is_faulty => "with errors",
        State::Published => "published",
        State::Draft => "draft",
        State::Scheduled => "scheduled",
        State::LeftOut => "left out",
    }
}

/// Whether readers see the page, and what would change that.
fn state_sentence(item: &Item, is_faulty: bool) -> String {
    match item.state {
        State::Published if is_faulty => {
            "With errors: readers do not see this version until they are mended.".to_owned()
        }
        State::Published => "Published: readers see it.".to_owned(),
        State::Draft => "Draft: readers do not see it until it says that it is none.".to_owned(),
        State::Scheduled => format!("Scheduled: readers see it from {}.", from_when(item)),
        State::LeftOut => "Left out, because it has errors.".to_owned(),
    }
}

/// Why this preview does not show the page.
fn hidden_sentence(item: &Item) -> String {
    match item.state {
        State::Published => String::new(),
        State::Draft => {
            "It is a draft. To see it, start the preview without --drafts=false. To publish it, delete the line that says that it is a draft.".to_owned()
        }
        State::Scheduled => format!("It will appear on {}.", from_when(item)),
        State::LeftOut => "It was left out, because it has errors.".to_owned(),
    }
}

/// The first day on which readers see a page with a later date.
fn from_when(item: &Item) -> String {
    item.entry
        .date
        .map(|date| crate::text::PartialDate::from(date.first_day()).to_string())
        .unwrap_or_default()
}

fn row(label: &str, out: &mut String, value: impl FnOnce(&mut String)) {
    out.push_str(&format!("<dt>{label}</dt><dd>"));
    value(out);
    out.push_str("</dd>\n");
}

/// The lists that show entry number `at`, as links.
fn lists(catalogue: &Catalogue, at: usize, out: &mut String) {
    let mut found: Vec<(String, String)> = Vec::new();
    for (name, list) in catalogue.lists.iter().filter(|(_, list)| list.contains(&at)) {
        if let (Some(address), Some(collection)) =
            (catalogue.list_addresses.get(name).filter(|_| !list.is_empty()), catalogue.collections.get(name))
        {
            found.push((collection.plural.clone(), address.clone()));
        }
    }
    for facet in catalogue.facets.iter() {
        let values = facet.values.iter().filter(|value| value.items.contains(&at));
        found.extend(values.filter_map(|value| {
            Some((format!("{}: {}", facet.singular, value.card.label), value.card.url.clone()?))
        }));
    }
    if found.is_empty() {
        out.push_str("None");
    }
    for (number, (label, address)) in found.iter().enumerate() {
        out.push_str(if number == 0 { "<a href=\"/" } else { ", <a href=\"/" });
        escape_into(&percent_encode(address), out);
        out.push_str("\">");
        escape_into(label, out);
        out.push_str("</a>");
    }
}

/// A message, with the words that it is about for the script to find in the page.
fn message(fault: &Diagnostic, entry: &Entry, desk: &Desk, out: &mut String) {
    let words =
        fault.place.as_ref().map(|place| sentence::words(place, entry.text_start)).unwrap_or_default();
    out.push_str("<li data-words=\"");
    escape_into(&words, out);
    out.push_str(&format!("\" data-severity=\"{}\">", fault.severity.word()));
    panel::message(&[fault], desk.editor.as_ref(), out);
    out.push_str("</li>\n");
}
