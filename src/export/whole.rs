//! The whole catalogue as data: what all entries have in common, whatever their collection.
//!
//! The words are those that readers see. Ids of terms, and all other fields, are in the file of
//! each collection.

use super::csv::write_line;
use crate::catalogue::{Catalogue, Item, facet_key};
use crate::input::{Collection, FieldKind, Meaning, Set};
use crate::text::Json;
use std::borrow::Cow;

/// The dates that an entry may have beside that of its publication, by the name of their column.
const DATES: [(&str, Meaning); 6] = [
    ("updated", Meaning::Updated),
    ("reviewed", Meaning::Reviewed),
    ("review_due", Meaning::ReviewDue),
    ("as_of", Meaning::AsOf),
    ("started", Meaning::Started),
    ("ended", Meaning::Ended),
];

/// All entries as JSON.
pub(super) fn json(catalogue: &Catalogue) -> String {
    let settings = &catalogue.settings;
    let terms = Terms::of(catalogue);
    let mut json = Json::new(settings.base_url.as_deref().unwrap_or("")).with_room(room(catalogue));
    json.node(|json| {
        json.text("title", settings.title.as_deref().unwrap_or(""));
        json.text("description", settings.description.as_deref().unwrap_or(""));
        json.text("url", settings.base_url.as_deref().unwrap_or(""));
        if let Some(licence) = &settings.licence {
            json.text("licence", licence.url.as_deref().unwrap_or(&licence.name));
        }
        json.list("entries", entries(catalogue), |json, at| {
            let item = &catalogue.items[at];
            json.node(|json| {
                json.text("id", &item.entry.id);
                json.text("collection", &item.entry.collection.name);
                json.text("title", &item.entry.title);
                json.text("summary", &item.entry.summary);
                json.address("url", &item.card.address, "");
                if let Some(date) = item.entry.date {
                    json.plain("date", date.iso());
                }
                for (name, role) in DATES {
                    if let Some(date) = item.entry.dated(role) {
                        json.plain(name, date.iso());
                    }
                }
                json.object("terms", |json| {
                    for (column, words) in terms.by_column(at) {
                        json.list(column, words, |json, (_, word)| json.value(word));
                    }
                });
            });
        });
    });
    let mut text = json.finish();
    text.push('\n');
    text
}

/// All entries as a table.
pub(super) fn table(catalogue: &Catalogue) -> String {
    let base = catalogue.settings.base_url.as_deref().unwrap_or("");
    let terms = Terms::of(catalogue);
    let mut out = String::with_capacity(room(catalogue));
    let first = ["id", "collection", "title", "summary", "url", "date"].into_iter();
    let head = first.chain(DATES.map(|(name, _)| name)).chain(terms.columns.iter().map(AsRef::as_ref));
    write_line(head, &mut out);
    for at in entries(catalogue) {
        let item = &catalogue.items[at];
        let url = format!("{base}{}", item.card.address);
        let dates = dates(item);
        let words: Vec<String> = (0..terms.columns.len()).map(|column| terms.words(at, column)).collect();
        let entry = &item.entry;
        let first = [entry.id.as_str(), &entry.collection.name, &entry.title, &entry.summary, &url];
        let rest = dates.iter().chain(&words).map(String::as_str);
        write_line(first.into_iter().chain(rest), &mut out);
    }
    out
}

/// How many bytes to have ready. What is not used is never touched, and so takes no memory.
fn room(catalogue: &Catalogue) -> usize {
    let of_one = |item: &Item| item.entry.title.len() + item.entry.summary.len() + 1024;
    catalogue.items.iter().map(of_one).sum()
}

/// The numbers of the entries that readers see, collection by collection, in the order of lists.
fn entries(catalogue: &Catalogue) -> impl Iterator<Item = usize> + '_ {
    catalogue.lists.values().flatten().copied()
}

/// Every date of an entry as machines read it; empty where it has none.
fn dates(item: &Item) -> Vec<String> {
    let others = DATES.iter().map(|(_, role)| item.entry.dated(*role));
    let dates = std::iter::once(item.entry.date).chain(others);
    dates.map(|date| date.map(|date| date.iso()).unwrap_or_default()).collect()
}

/// What the entries say in the fields by which readers filter.
struct Terms<'a> {
    /// The keys of the fields.
    columns: Vec<Cow<'a, str>>,
    /// For each entry the words in each column, in the order of columns.
    words: Vec<Vec<(usize, &'a str)>>,
}

impl<'a> Terms<'a> {
    fn of(catalogue: &'a Catalogue) -> Self {
        let mut terms = Self {
            columns: catalogue.facets.iter().map(|facet| Cow::Borrowed(facet.key.as_str())).collect(),
            words: vec![Vec::new(); catalogue.items.len()],
        };
        for (column, facet) in catalogue.facets.iter().enumerate() {
            for value in &facet.values {
                value.items.iter().for_each(|at| terms.words[*at].push((column, &value.card.label)));
            }
        }
        for collection in catalogue.collections.values() {
            for path in collection.facets.iter().filter(|path| names_entries(collection, path)) {
                terms.add_named(catalogue, collection, path);
            }
        }
        terms.words.iter_mut().for_each(|words| words.sort_by_key(|(column, _)| *column));
        terms
    }

    /// The titles of the entries that those of `collection` name through the field at `path`.
    fn add_named(&mut self, catalogue: &'a Catalogue, collection: &'a Collection, path: &'a str) {
        let key = facet_key(path);
        let known = self.columns.iter().position(|column| *column == key);
        let column = known.unwrap_or_else(|| {
            self.columns.push(key);
            self.columns.len() - 1
        });
        for at in catalogue.lists.get(&collection.name).into_iter().flatten() {
            let named = catalogue.resolved[*at].references.iter().filter(|reference| reference.field == path);
            let titles = named.map(|reference| catalogue.item(reference.target).entry.title.as_str());
            self.words[*at].extend(titles.map(|title| (column, title)));
        }
    }

    /// What entry number `at` says in column number `column`.
    fn words(&self, at: usize, column: usize) -> String {
        let mut words = String::new();
        for (_, word) in self.words[at].iter().filter(|(of, _)| *of == column) {
            if !words.is_empty() {
                words.push_str("; ");
            }
            words.push_str(word);
        }
        words
    }

    /// The columns in which entry number `at` says something, with what it says.
    fn by_column(&self, at: usize) -> impl Iterator<Item = (&str, &[(usize, &'a str)])> {
        let columns = self.words[at].chunk_by(|(one, _), (next, _)| one == next);
        columns.map(|words| (self.columns[words[0].0].as_ref(), words))
    }
}

fn names_entries(collection: &Collection, path: &str) -> bool {
    let kind = collection.field(path).map(|field| &field.kind);
    matches!(kind, Some(FieldKind::OneOf(Set::Collection(_) | Set::Collections(_))))
}
