//! Collection + vocabularies -> what an author has to know to write an entry, as plain data.
//!
//! The author guide shows it and `casebook new` puts it beside each key, so that both say the
//! same. It comes from the schema alone and never looks into an entry.

use super::example;
use super::known::Known;
use crate::input::{Collection, Field, FieldKind, Meaning, Set, Vocabulary};
use crate::text;
use serde::Serialize;

/// How to write an entry of one collection.
#[derive(Debug, Serialize)]
pub struct Guide {
    /// The folder below the content folder; empty for the content folder itself.
    pub name: String,
    /// What one entry is called.
    pub singular: String,
    /// What several are called.
    pub plural: String,
    /// What the collection is; may be empty.
    pub description: String,
    /// Its fields, in their order, without the mark of a draft.
    pub fields: Vec<FieldGuide>,
    /// The vocabularies that its fields choose from, in the order of the fields.
    pub words: Vec<Words>,
    /// The headings that every entry has.
    pub sections: Vec<SectionGuide>,
    /// What is checked, one sentence each.
    pub checks: Vec<String>,
}

/// How to write one field.
#[derive(Debug, Serialize)]
pub struct FieldGuide {
    /// The key.
    pub key: String,
    /// What readers see.
    pub label: String,
    /// What the schema says of it; may be empty.
    pub help: String,
    /// Whether every entry needs it.
    pub required: bool,
    /// The field that may be given instead; often empty.
    pub unless: String,
    /// What it holds, in a sentence.
    pub holds: String,
    /// Its limits, in a sentence; may be empty.
    pub limits: String,
    /// How to write it, in YAML.
    pub example: Vec<String>,
    /// Whether the example says more than the sentences do.
    pub example_helps: bool,
    /// The vocabulary that it chooses from; may be empty.
    pub words: String,
    /// Whether it takes a list.
    pub many: bool,
    /// The fields of a record.
    pub fields: Vec<FieldGuide>,
}

/// A vocabulary, with the terms that may be used.
#[derive(Debug, Serialize)]
pub struct Words {
    /// The name of its file without the ending.
    pub name: String,
    /// What the list is called.
    pub label: String,
    /// What it is for; may be empty.
    pub description: String,
    /// The terms.
    pub terms: Vec<Word>,
}

/// A term that may be used.
#[derive(Debug, Serialize)]
pub struct Word {
    /// What authors write.
    pub id: String,
    /// What readers see.
    pub label: String,
    /// What it means; may be empty.
    pub definition: String,
}

/// A heading that every entry has.
#[derive(Debug, Serialize)]
pub struct SectionGuide {
    /// The heading.
    pub title: String,
    /// What belongs below it; may be empty.
    pub help: String,
}

/// What every entry may have: a guide says it once, and not for each collection.
const SAID_ONCE: &[&str] = &["draft", "ignore"];

/// The guide to a collection that declares its fields.
pub fn guide(collection: &Collection, known: &Known<'_>) -> Option<Guide> {
    let declared = collection.fields.as_deref()?;
    let fields: Vec<FieldGuide> = declared
        .iter()
        .filter(|field| !SAID_ONCE.contains(&field.key.as_str()))
        .map(|field| field_guide(field, known))
        .collect();
    let mut words = Vec::new();
    add_words(declared, known, &mut words);
    let section = |title: &String| SectionGuide {
        title: title.clone(),
        help: collection.section_help.get(title).cloned().unwrap_or_default(),
    };
    Some(Guide {
        name: collection.name.clone(),
        singular: collection.singular.clone(),
        plural: collection.plural.clone(),
        description: collection.description.clone().unwrap_or_default(),
        checks: checks(collection, declared),
        sections: collection.sections.iter().map(section).collect(),
        fields,
        words,
    })
}

fn field_guide(field: &Field, known: &Known<'_>) -> FieldGuide {
    let (words, fields) = match &field.kind {
        FieldKind::OneOf(Set::Vocabulary(name)) => (name.to_string(), Vec::new()),
        FieldKind::Record(fields) => {
            (String::new(), fields.iter().map(|field| field_guide(field, known)).collect())
        }
        _ => (String::new(), Vec::new()),
    };
    FieldGuide {
        key: field.key.clone(),
        label: field.label.clone(),
        help: field.help.clone().unwrap_or_default(),
        required: field.required,
        unless: field.required_unless.clone().unwrap_or_default(),
        holds: holds(field),
        limits: limits(field),
        example: example::lines(field, known),
        example_helps: match &field.kind {
            FieldKind::OneOf(set) => !matches!(set, Set::Options(_)),
            FieldKind::Record(_) => false,
            FieldKind::Image => true,
            _ => field.example.is_some() || field.many,
        },
        many: field.many,
        words,
        fields,
    }
}

fn holds(field: &Field) -> String {
    let (one, several): (&str, &str) = match &field.kind {
        FieldKind::OneOf(set) => return chosen_from(set, field.many),
        FieldKind::Text => ("One line of text.", "A list of texts, one line each."),
        FieldKind::Markdown => ("Text, with Markdown.", "A list of texts, with Markdown."),
        FieldKind::Number => ("A number, in digits.", "A list of numbers, in digits."),
        FieldKind::Boolean => ("Either true or false.", "A list of true or false."),
        FieldKind::Date => (
            "A date, as exact as you know it: 2019, 2019-10 or 2019-10-03.",
            "A list of dates, as exact as you know them: 2019, 2019-10 or 2019-10-03.",
        ),
        FieldKind::Url => ("A web address.", "A list of web addresses."),
        FieldKind::Email => ("An email address.", "A list of email addresses."),
        FieldKind::Record(_) => ("A set of keys.", "A list of sets of keys."),
        FieldKind::Image => (
            "An image: in src its file, and in alt what it shows.",
            "A list of images: in src its file, and in alt what it shows.",
        ),
        FieldKind::File => ("The name of a file beside the entry.", "A list of files beside the entry."),
    };
    (if field.many { several } else { one }).to_owned()
}

fn chosen_from(set: &Set, many: bool) -> String {
    let name_of_file =
        if many { "each by the name of its file without .md" } else { "by the name of its file without .md" };
    match set {
        Set::Vocabulary(name) if many => format!("A list of terms of the vocabulary {name}."),
        Set::Vocabulary(name) => format!("A term of the vocabulary {name}."),
        Set::Collection(name) if many => format!("A list of entries in content/{name}, {name_of_file}."),
        Set::Collection(name) => format!("An entry in content/{name}, {name_of_file}."),
        Set::Collections(names) => {
            let names: Vec<String> = names.iter().map(|name| format!("content/{name}")).collect();
            let names = text::and_list(&names, "or");
            let many = if many { "A list of entries" } else { "An entry" };
            format!("{many} in {names}, with the folder's name before it: folder/name.")
        }
        Set::Options(options) if many => format!("A list of {}.", text::and_list(options, "or")),
        Set::Options(options) => format!("{}.", text::and_list(options, "or")),
    }
}

fn limits(field: &Field) -> String {
    let limits = &field.limits;
    let whole = |n: f64| n as usize;
    match &field.kind {
        _ if field.many => {
            let (min, max) = (limits.min.map(whole), limits.max.map(whole));
            let least = min.or_else(|| (field.required && max.is_some()).then_some(1));
            between(least, max, "value", "values")
        }
        FieldKind::Text | FieldKind::Markdown => {
            between(limits.min_length, limits.max_length, "character", "characters")
        }
        FieldKind::Number => match (limits.min, limits.max) {
            (Some(min), Some(max)) => format!("From {min} to {max}."),
            (Some(min), None) => format!("{min} or more."),
            (None, Some(max)) => format!("{max} or less."),
            (None, None) => String::new(),
        },
        _ => String::new(),
    }
}

fn between(min: Option<usize>, max: Option<usize>, one: &str, several: &str) -> String {
    match (min, max) {
        (Some(min), Some(max)) if min == max => format!("{}.", text::count(max, one, several)),
        (Some(min), Some(max)) => format!("{min} to {}.", text::count(max, one, several)),
        (Some(min), None) => format!("At least {}.", text::count(min, one, several)),
        (None, Some(max)) => format!("At most {}.", text::count(max, one, several)),
        (None, None) => String::new(),
    }
}

/// Adds each vocabulary that `fields` choose from, once.
fn add_words(fields: &[Field], known: &Known<'_>, words: &mut Vec<Words>) {
    for field in fields {
        match &field.kind {
            FieldKind::Record(fields) => add_words(fields, known, words),
            FieldKind::OneOf(Set::Vocabulary(name)) if words.iter().all(|words| *words.name != **name) => {
                words.extend(known.vocabularies.get(&**name).map(|vocabulary| words_of(vocabulary)));
            }
            _ => {}
        }
    }
}

fn words_of(vocabulary: &Vocabulary) -> Words {
    let usable = vocabulary.terms.iter().filter(|term| term.deprecated.is_none());
    let word = |term: &crate::input::Term| Word {
        id: term.id.clone(),
        label: term.label.clone(),
        definition: term.definition.clone().unwrap_or_default(),
    };
    Words {
        name: vocabulary.name.clone(),
        label: vocabulary.plural.clone(),
        description: vocabulary.description.clone().unwrap_or_default(),
        terms: usable.map(word).collect(),
    }
}

fn checks(collection: &Collection, fields: &[Field]) -> Vec<String> {
    let names_terms = |kind: &FieldKind| matches!(kind, FieldKind::OneOf(Set::Vocabulary(_)));
    let names_entries =
        |kind: &FieldKind| matches!(kind, FieldKind::OneOf(Set::Collection(_) | Set::Collections(_)));
    let mut checks = vec![
        "Each field that is needed is there.",
        "Each key is one of those above, so that a slip in a key is found.",
        "Each value is of the kind that its field takes, and within its limits.",
    ];
    if any(fields, &names_terms) {
        checks.push("Each term is one of those above.");
    }
    if any(fields, &names_entries) {
        checks.push("Each entry that a field names is there, and readers can see it.");
    }
    if !collection.sections.is_empty() {
        checks.push("Each section is there, with text below its heading.");
    }
    let asks = |role: Meaning| collection.with_role(role).is_some();
    if asks(Meaning::Figures) {
        checks.push("A percentage in the summary is one of the figures.");
        checks.push("An entry has figures, or says why it has none, but not both.");
    }
    if asks(Meaning::AsOf) {
        checks.push("What ended before the facts were true is named together with what took its place.");
    }
    if asks(Meaning::ReviewDue) {
        checks.push("A review that is due or overdue is told of.");
    }
    checks.push("Dates are in order, and none is still to come that cannot be.");
    checks.push("Short forms are spelt out, or stand in the glossary if there is one.");
    checks.push("Each link, image and footnote in the text leads somewhere.");
    checks.into_iter().map(str::to_owned).collect()
}

fn any(fields: &[Field], test: &dyn Fn(&FieldKind) -> bool) -> bool {
    fields.iter().any(|field| match &field.kind {
        FieldKind::Record(fields) => any(fields, test),
        kind => test(kind),
    })
}
