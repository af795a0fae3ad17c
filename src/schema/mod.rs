//! Document + collection -> entry with typed fields.
//!
//! An entry is a function of one source and of its collection's declaration. Whether the terms
//! and entries that it names are there is for the catalogue to say. An entry with faults stays
//! an entry as far as it can be read, so that all its faults show in one run.
//!
//! The same declaration says how to write an entry: [`guide()`] for people, [`json_schema`] for
//! editors, and [`blank`] for an entry to be filled in.

mod address;
mod blank;
mod card;
mod citation;
mod example;
mod fields;
mod guide;
mod ignore;
mod json;
mod known;
mod open;
mod place;
mod role;
mod scalar;
mod value;

pub use address::{is_segment, segment};
pub use blank::{TO_WRITE, blank, blank_of_any_kind, finished};
pub use card::{Card, Mark};
pub use guide::{FieldGuide, Guide, SectionGuide, Word, Words, guide};
pub use ignore::Ignore;
pub use json::json_schema;
pub use known::Known;
pub use role::{Role, Roles};
pub use value::{FieldValue, Value, values_at};

use crate::diagnostic::Diagnostic;
use crate::document::{self, Body, Document};
use crate::hash::{Hash, Hasher};
use crate::input::{Collection, Meaning};
use crate::node::Map;
use crate::source::Source;
use crate::text::{self, PartialDate};
use std::ops::Range;
use std::sync::Arc;

/// A validated document of a collection.
#[derive(Debug)]
pub struct Entry {
    /// What it belongs to.
    pub collection: Arc<Collection>,
    /// Its path relative to the content folder.
    pub path: String,
    /// The id by which others refer to it.
    pub id: String,
    /// Whether it is an entry, or introduces a list.
    pub role: Role,
    /// Its address below the site's root, without a leading slash, unless another page has it.
    pub address: String,
    /// Its title: from the front matter, its first heading or its file's name.
    pub title: String,
    /// Its summary: from the front matter or its first paragraph; may be empty.
    pub summary: String,
    /// Whether its summary is written for it, and not the beginning of its text.
    pub has_own_summary: bool,
    /// When it was or will be published.
    pub date: Option<PartialDate>,
    /// Whether it says that it is a draft.
    pub draft: bool,
    /// Where it says so, as bytes of its source.
    pub draft_at: Option<Range<usize>>,
    /// Its other fields.
    pub fields: Vec<FieldValue>,
    /// What other pages show of it, at its own address.
    pub card: Arc<Card>,
    /// The text, compiled.
    pub body: Body,
    /// Where its keys begin, as bytes of its source: where to point when one is missing.
    pub opening: Range<usize>,
    /// Where its text begins, as a byte of its source.
    pub text_start: usize,
    /// What lists are ordered by, before the title.
    pub sort_key: String,
    /// The title without regard to case.
    pub title_key: String,
    /// The kinds of messages that it ignores.
    pub ignores: Vec<Ignore>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// Hash of all of it.
    pub hash: Hash,
    /// Hash of all that others can see of it: everything but its text.
    pub face: Hash,
    source: Arc<Source>,
    /// The numbers of the fields that have a role or hold one that has: rules ask for many.
    with_roles: Vec<(Meaning, usize)>,
}

/// Longest summary that is taken from the text.
const SUMMARY_LENGTH: usize = 200;

/// Reads the entry at `path` (relative to the content folder) from its source.
pub fn read(path: &str, source: &Arc<Source>, collection: &Arc<Collection>, role: Role) -> Entry {
    let mut faults = Vec::new();
    let mut document = document::parse(source, &mut faults);
    let keys = std::mem::take(&mut document.front_matter.keys);
    let stands_for_folder = role != Role::Entry || role::stands_for_folder(path);
    let title = title(&keys, &document, path, stands_for_folder);
    let summary = summary(&keys, &document);
    let has_own_summary = given_summary(&keys).is_some();
    let draft = is_draft(&keys);
    let draft_at = draft.then(|| draft_at(&keys)).flatten();
    let mut fields = match &collection.fields {
        Some(fields) if role != Role::Introduction => {
            let owner = format!("Each entry of {}", text_name(collection));
            let mut reader = fields::Reader {
                source,
                faults: &mut faults,
                unreadable: document.front_matter.unreadable,
                partial: collection.partial,
            };
            reader.fields(&keys, fields, document.front_matter.opening.clone(), &owner)
        }
        _ => open::fields(source, keys, &mut faults),
    };
    let ignores = ignore::take(source, &mut fields, &mut faults);
    let date = date(&fields);
    let id = address::id(path, stands_for_folder);
    let address = address::address(path, collection, stands_for_folder);
    let card = Card::new(&card::Parts {
        collection: &collection.name,
        kind: &collection.singular,
        id: &id,
        title: &title,
        summary: &summary,
        date,
        draft,
        address: &address,
        citation: &citation::citation(&fields, collection, &title),
        ended: dated(&fields, collection, Meaning::Ended),
    });
    Entry {
        has_own_summary,
        draft_at,
        card: Arc::new(card),
        sort_key: sort_key(&fields, collection),
        title_key: title.to_lowercase(),
        collection: collection.clone(),
        path: path.to_owned(),
        hash: Hasher::default().hash(source.hash).hash(collection.hash).number(role as u64).finish(),
        face: face(path, &document, collection, role, &title, &summary),
        opening: document.front_matter.opening.clone(),
        text_start: document.text_start,
        source: document.source,
        body: document.body,
        with_roles: with_roles(&fields, collection),
        ignores,
        diagnostics: faults,
        id,
        role,
        address,
        title,
        summary,
        date,
        draft,
        fields,
    }
}

impl Entry {
    /// The source it was read from.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Where the value of a field stands, as bytes of its source.
    pub fn span_of(&self, key: &str) -> Option<Range<usize>> {
        self.fields.iter().find(|field| field.key == key).map(|field| field.span.clone())
    }

    /// The value of the field that has a role, and where it stands.
    pub fn with_role(&self, role: Meaning) -> Option<(&Value, &Range<usize>)> {
        let (_, at) = self.with_roles.iter().find(|(known, _)| *known == role)?;
        let rest = self.collection.with_role(role)?.split_once('.').map(|(_, rest)| rest);
        value::first_below(self.fields.get(*at)?, rest)
    }

    /// The date in the field that has a role, and where it stands.
    pub fn date_with_role(&self, role: Meaning) -> Option<(PartialDate, &Range<usize>)> {
        match self.with_role(role)? {
            (Value::Date(date), span) => Some((*date, span)),
            _ => None,
        }
    }

    /// The date in the field that has a role.
    pub fn dated(&self, role: Meaning) -> Option<PartialDate> {
        self.date_with_role(role).map(|(date, _)| date)
    }

    /// The last day on which it was published, changed or reviewed, as far as it says so.
    pub fn changed(&self) -> Option<PartialDate> {
        let dates = [self.date, self.dated(Meaning::Updated), self.dated(Meaning::Reviewed)];
        dates.into_iter().flatten().max()
    }

    /// Its card for another address than its own.
    pub fn card_at(&self, address: &str) -> Arc<Card> {
        Arc::new(Card::new(&card::Parts {
            collection: &self.collection.name,
            kind: &self.collection.singular,
            id: &self.id,
            title: &self.title,
            summary: &self.summary,
            date: self.date,
            draft: self.draft,
            address,
            citation: &self.card.citation,
            ended: self.card.ended,
        }))
    }
}

fn dated(fields: &[FieldValue], collection: &Collection, role: Meaning) -> Option<PartialDate> {
    match values_at(fields, collection.with_role(role)?).first() {
        Some((Value::Date(date), _)) => Some(*date),
        _ => None,
    }
}

fn with_roles(fields: &[FieldValue], collection: &Collection) -> Vec<(Meaning, usize)> {
    let number = |path: &str| {
        let key = path.split('.').next().unwrap_or(path);
        fields.iter().position(|field| field.key == key)
    };
    collection.roles.iter().filter_map(|(role, path)| Some((*role, number(path)?))).collect()
}

fn text_name(collection: &Collection) -> String {
    format!("\"{}\"", if collection.name.is_empty() { &collection.plural } else { &collection.name })
}

fn title(keys: &Map, document: &Document, path: &str, stands_for_folder: bool) -> String {
    let given =
        keys.get("title").and_then(|node| node.text()).map(str::trim).filter(|title| !title.is_empty());
    let heading = document.heading.as_deref().filter(|heading| !heading.is_empty());
    let name = || {
        let name = if stands_for_folder {
            text::parent(path).rsplit('/').next().unwrap_or("")
        } else {
            text::stem(path)
        };
        crate::input::from_key(name)
    };
    given.or(heading).map_or_else(name, text::one_line)
}

fn given_summary(keys: &Map) -> Option<&str> {
    ["summary", "description"].iter().find_map(|key| keys.get(key).and_then(|node| node.text()))
}

fn summary(keys: &Map, document: &Document) -> String {
    match given_summary(keys) {
        Some(summary) => text::one_line(summary),
        None => text::truncate(&document.first_paragraph, SUMMARY_LENGTH),
    }
}

fn date(fields: &[FieldValue]) -> Option<PartialDate> {
    let dated = |key: &str| {
        fields.iter().find(|field| field.key == key).and_then(|field| match field.value {
            Value::Date(date) => Some(date),
            _ => None,
        })
    };
    dated("date").or_else(|| dated("published"))
}

/// Hash of all that others can see of an entry. The fields come from the front matter and from
/// nothing else, so its bytes stand for them.
fn face(
    path: &str,
    document: &Document,
    collection: &Collection,
    role: Role,
    title: &str,
    summary: &str,
) -> Hash {
    let hasher = Hasher::default()
        .text(path)
        .text(&document.source.text[..document.text_start])
        .hash(collection.hash)
        .number(role as u64)
        .text(title)
        .text(summary);
    // Their order makes no difference to others.
    let mut anchors: Vec<&str> = document.body.anchors().collect();
    anchors.sort_unstable();
    anchors.into_iter().fold(hasher, Hasher::text).finish()
}

/// Dates sort as written by machines, texts without regard to case.
fn sort_key(fields: &[FieldValue], collection: &Collection) -> String {
    match values_at(fields, &collection.sort.field).first() {
        Some((Value::Date(date), _)) => date.iso(),
        Some((Value::Number(number), _)) => number_key(number.replace(',', "").parse().unwrap_or(0.0)),
        Some((Value::Boolean(yes), _)) => yes.to_string(),
        Some((Value::Text(text) | Value::Url(text) | Value::Email(text), _)) => text.to_lowercase(),
        Some((Value::Term { id, .. } | Value::Reference { id, .. }, _)) => id.to_lowercase(),
        _ => String::new(),
    }
}

/// A number as text that sorts as numbers do. The bits of positive numbers sort as they are, those
/// of negative ones the other way round.
fn number_key(number: f64) -> String {
    let bits = number.to_bits();
    let ordered = if number.is_sign_negative() { !bits } else { bits | 1 << 63 };
    format!("{ordered:016x}")
}

/// A draft that cannot be read as one must not be published by mistake, so anything but a plain
/// "no" counts.
fn is_draft(keys: &Map) -> bool {
    let draft = keys.get("draft").is_some_and(|node| node.boolean() != Some(false));
    let unpublished = keys.get("published").is_some_and(|node| node.boolean() == Some(false));
    draft || unpublished || keys.unreadable.iter().any(|key| key.name == "draft")
}

fn draft_at(keys: &Map) -> Option<Range<usize>> {
    let value = ["draft", "published"].iter().find_map(|name| keys.get(name)).map(|node| node.span.clone());
    value.or_else(|| keys.unreadable.iter().find(|key| key.name == "draft").map(|key| key.span.clone()))
}
