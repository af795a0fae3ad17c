//! The page of data files: what the catalogue offers to programs, and how much each file holds.
//!
//! It says which files there are. Their bytes are for [`crate::export`] to make.

use super::linked_data;
use super::{Declared, Part, Shown};
use crate::catalogue::Catalogue;
use crate::input::{Meaning, Words};
use crate::schema::values_at;
use serde::Serialize;

/// Where the page and its files are.
pub const ADDRESS: &str = "data/";

/// A file of data.
#[derive(Debug, Clone)]
pub struct DataFile {
    /// Its path.
    pub path: String,
    /// What it holds.
    pub holds: Holds,
    /// How many rows it has.
    pub rows: usize,
}

/// What a file of data holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// What all entries of all collections have in common, as JSON.
    Everything,
    /// The same as CSV.
    EverythingAsTable,
    /// The entries of a collection with all their fields, as JSON.
    Entries(String),
    /// Every figure of a collection, as CSV.
    Figures(String),
}

/// `view.shown` of the page, as templates see it.
#[derive(Debug, Serialize)]
struct DataView<'a> {
    /// The files.
    files: Vec<FileView<'a>>,
}

/// A file of data, as templates see it.
#[derive(Debug, Serialize)]
struct FileView<'a> {
    /// Where it is.
    url: &'a str,
    /// Its name without its folder.
    name: &'a str,
    /// What it holds: `everything`, `entries` or `figures`.
    holds: &'static str,
    /// What the entries of its collection are called; empty where it holds everything.
    of: &'a str,
    /// `JSON` or `CSV`.
    format: &'static str,
    /// How many rows it has.
    rows: usize,
}

/// The files of data that a catalogue offers. A folder that nobody declared to be a catalogue
/// offers none.
pub fn files(catalogue: &Catalogue) -> Vec<DataFile> {
    let everything: usize = catalogue.lists.values().map(Vec::len).sum();
    let mut collections = catalogue.collections.values();
    let is_declared = catalogue.settings.declared || collections.any(|found| found.source.is_some());
    if !is_declared || everything == 0 {
        return Vec::new();
    }
    let file = |name: &str, holds, rows| DataFile { path: format!("{ADDRESS}{name}"), holds, rows };
    let mut files = vec![
        file("catalogue.json", Holds::Everything, everything),
        file("catalogue.csv", Holds::EverythingAsTable, everything),
    ];
    for (name, collection) in &catalogue.collections {
        if collection.source.is_none() || name.is_empty() {
            continue;
        }
        let rows = catalogue.lists.get(name).map_or(0, Vec::len);
        let base = file_name(name);
        files.push(file(&format!("{base}.json"), Holds::Entries(name.clone()), rows));
        if let Some(path) = collection.with_role(Meaning::Figures) {
            let rows = figures(catalogue, name, path);
            files.push(file(&format!("{base}-figures.csv"), Holds::Figures(name.clone()), rows));
        }
    }
    files
}

/// The name of the file of a collection; that of the whole catalogue is taken.
fn file_name(collection: &str) -> String {
    match collection.replace('/', "-") {
        name if name == "catalogue" => "catalogue-entries".to_owned(),
        name => name,
    }
}

/// How many figures the entries of a collection have.
fn figures(catalogue: &Catalogue, name: &str, path: &str) -> usize {
    let entries = catalogue.lists.get(name).into_iter().flatten();
    entries.map(|at| values_at(&catalogue.items[*at].entry.fields, path).len()).sum()
}

/// The page, where there are files.
pub(super) fn page(catalogue: &Catalogue, words: &Words) -> Option<Declared> {
    let files = files(catalogue);
    if files.is_empty() {
        return None;
    }
    let shown = DataView { files: files.iter().map(|file| view(catalogue, file)).collect() };
    Some(Declared {
        title: words.say("data_title", &[]),
        label: words.say("data", &[]),
        description: String::new(),
        section: ADDRESS.trim_end_matches('/').to_owned(),
        address: ADDRESS.to_owned(),
        template: "data.html",
        shown: Shown::Part(Part::of(&shown)),
        linked_data: linked_data::dataset(catalogue, &files, words),
    })
}

fn view<'a>(catalogue: &'a Catalogue, file: &'a DataFile) -> FileView<'a> {
    let plural = |name: &str| catalogue.collections.get(name).map_or("", |found| found.plural.as_str());
    let (holds, of) = match &file.holds {
        Holds::Everything | Holds::EverythingAsTable => ("everything", ""),
        Holds::Entries(name) => ("entries", plural(name)),
        Holds::Figures(name) => ("figures", plural(name)),
    };
    let name = file.path.strip_prefix(ADDRESS).unwrap_or(&file.path);
    FileView { url: &file.path, name, holds, of, format: file.format(), rows: file.rows }
}

impl DataFile {
    /// What kind of file it is, in a word.
    pub fn format(&self) -> &'static str {
        if self.is_table() { "CSV" } else { "JSON" }
    }

    /// The same as servers say it.
    pub fn media_type(&self) -> &'static str {
        if self.is_table() { "text/csv" } else { "application/json" }
    }

    fn is_table(&self) -> bool {
        matches!(self.holds, Holds::EverythingAsTable | Holds::Figures(_))
    }
}
