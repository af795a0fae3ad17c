//! The guide for authors: how to write an entry of each collection, from the schema alone.

use super::Part;
use super::parts::menu_names;
use crate::catalogue::Catalogue;
use crate::schema::{self, FieldGuide, Guide, Known, SectionGuide, Words};
use crate::text;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// `guide`, as templates see it.
#[derive(Debug, Serialize)]
struct GuideView {
    /// An entry of the first collection, as it looks when it is finished; empty without one.
    example: String,
    /// The collection of that entry.
    example_of: String,
    /// The collections.
    collections: Vec<CollectionGuide>,
}

/// How to write an entry of one collection.
#[derive(Debug, Serialize)]
struct CollectionGuide {
    /// What one entry is called.
    singular: String,
    /// The same inside a sentence, with "a" or "an" before it.
    one: String,
    /// What several are called.
    plural: String,
    /// Its anchor.
    id: String,
    /// What it is; may be empty.
    description: String,
    /// Where its files stand.
    folder: String,
    /// What `casebook new` calls it.
    command: String,
    /// Its fields, those of records behind them.
    fields: Vec<FieldRow>,
    /// Its vocabularies.
    words: Vec<Terms>,
    /// The headings that every entry has.
    sections: Vec<SectionGuide>,
    /// What is checked.
    checks: Vec<String>,
    /// An entry to be filled in.
    template: String,
}

/// The terms of a vocabulary.
#[derive(Debug, Serialize)]
struct Terms {
    /// Its anchor.
    id: String,
    /// The vocabulary.
    words: Words,
}

/// How to write one field.
#[derive(Debug, Serialize)]
struct FieldRow {
    /// The key.
    key: String,
    /// The keys of the records that it stands in, from the outermost; empty for most fields.
    inside: String,
    /// What readers see.
    label: String,
    /// Whether it is needed, in a few words.
    needed: String,
    /// What to write, one sentence or two each.
    words: Vec<String>,
    /// The vocabulary that it chooses from, and the anchor of its terms; both may be empty.
    vocabulary: String,
    /// See `vocabulary`.
    terms: String,
    /// How to write it in YAML.
    example: String,
}

/// The guide to the collections of `catalogue` that declare their fields.
pub(super) fn guide(catalogue: &Catalogue) -> Arc<Part> {
    let ids: BTreeMap<&str, Vec<String>> = catalogue
        .lists
        .iter()
        .map(|(name, numbers)| {
            let first = numbers.first().map(|at| catalogue.items[*at].entry.id.clone());
            (name.as_str(), first.into_iter().collect())
        })
        .collect();
    let known = Known { vocabularies: &catalogue.vocabularies, ids };
    let guides: Vec<Guide> = names(catalogue)
        .into_iter()
        .filter_map(|name| schema::guide(&catalogue.collections[name], &known))
        .collect();
    // The first that has most to show.
    let shown = guides.iter().find(|guide| !guide.sections.is_empty()).or(guides.first());
    let view = GuideView {
        example: shown.map(schema::finished).unwrap_or_default(),
        example_of: shown.map(|guide| with_article(&guide.singular)).unwrap_or_default(),
        collections: guides.into_iter().map(collection_guide).collect(),
    };
    Part::of(&view)
}

/// The collections, in the order of the menu, then the others.
fn names(catalogue: &Catalogue) -> Vec<&str> {
    let mut names: Vec<&str> = menu_names(catalogue);
    names.retain(|name| catalogue.collections.contains_key(*name));
    let others = catalogue.collections.keys().filter(|name| !names.contains(&name.as_str()));
    let others: Vec<&str> = others.map(String::as_str).collect();
    names.extend(others);
    names
}

fn collection_guide(guide: Guide) -> CollectionGuide {
    let template = schema::blank(&guide, &format!("Title of the {}", guide.singular.to_lowercase()));
    let (id, folder, command) = match guide.name.as_str() {
        "" => ("content".to_owned(), "content".to_owned(), guide.singular.to_lowercase()),
        name => (text::slug(name), format!("content/{name}"), name.to_owned()),
    };
    let mut fields = Vec::new();
    rows(&guide.fields, &id, "", &mut fields);
    let terms = |words: Words| Terms { id: terms_id(&id, &words.name), words };
    CollectionGuide {
        one: with_article(&guide.singular),
        words: guide.words.into_iter().map(terms).collect(),
        singular: guide.singular,
        plural: guide.plural,
        description: guide.description,
        sections: guide.sections,
        checks: guide.checks,
        id,
        folder,
        command,
        fields,
        template,
    }
}

/// The anchor of a vocabulary's terms below a collection.
fn terms_id(collection: &str, vocabulary: &str) -> String {
    format!("{collection}-{}", text::slug(vocabulary))
}

/// "a case", "an organisation".
fn with_article(word: &str) -> String {
    let word = word.to_lowercase();
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

fn rows(fields: &[FieldGuide], collection: &str, inside: &str, out: &mut Vec<FieldRow>) {
    for field in fields {
        out.push(row(field, collection, inside));
        let inside = if inside.is_empty() { field.key.clone() } else { format!("{inside}, {}", field.key) };
        rows(&field.fields, collection, &inside, out);
    }
}

fn row(field: &FieldGuide, collection: &str, inside: &str) -> FieldRow {
    let sentences = [&field.help, &field.holds, &field.limits];
    let mut words: Vec<String> =
        sentences.into_iter().filter(|sentence| !sentence.is_empty()).cloned().collect();
    if !field.unless.is_empty() {
        words.push(format!("Leave it out if you give {}.", field.unless));
    }
    let needed = match (field.required, field.unless.is_empty()) {
        (true, _) => "Needed".to_owned(),
        (false, true) => "May be left out".to_owned(),
        (false, false) => format!("Needed, or {} instead", field.unless),
    };
    let has_terms = !field.words.is_empty();
    FieldRow {
        key: field.key.clone(),
        inside: inside.to_owned(),
        label: field.label.clone(),
        terms: if has_terms { terms_id(collection, &field.words) } else { String::new() },
        vocabulary: field.words.clone(),
        example: field.example.join("\n"),
        needed,
        words,
    }
}
