//! One field of a collection: what it holds, and how it is declared.

use super::collection::{Sets, from_key, no_such_field};
use super::meaning::{self, Meaning};
use super::table::Table;
use crate::diagnostic::{Code, Diagnostic};
use crate::node::{self, Kind, Map};
use crate::source::Source;
use crate::text;
use std::ops::Range;
use std::sync::Arc;

/// One field of a collection or of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key in the front matter.
    pub key: String,
    /// What readers see.
    pub label: String,
    /// What authors are told about it.
    pub help: Option<String>,
    /// A value as an author could write it.
    pub example: Option<String>,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it holds a list of that.
    pub many: bool,
    /// Whether every entry needs it.
    pub required: bool,
    /// It is required unless the entry has this other field.
    pub required_unless: Option<String>,
    /// Limits: see [`Limits`].
    pub limits: Limits,
    /// Heading of the entries that refer here through this field, on the page referred to.
    pub backlinks: Option<String>,
    /// Whether it stands in a section of its own below the text, and not among the facts above it.
    pub below: bool,
    /// What it means to the generator, if it is more than something to show.
    pub role: Option<Meaning>,
}

impl Field {
    /// Whether a page tells it as a fact, and not as a table or in a place of its own.
    pub fn is_fact(&self) -> bool {
        let is_table = self.many && matches!(self.kind, FieldKind::Record(_));
        !is_table && !self.has_own_place() && self.role != Some(Meaning::Contact)
    }

    /// Whether a page shows it where only its role says.
    pub fn has_own_place(&self) -> bool {
        let is_evidence = |field: &Self| field.role == Some(Meaning::Evidence);
        let holds_evidence =
            matches!(&self.kind, FieldKind::Record(nested) if nested.iter().any(is_evidence));
        let placed = [
            Meaning::Steps,
            Meaning::Sources,
            Meaning::Adopted,
            Meaning::NoFigures,
            Meaning::Reviewed,
            Meaning::ReviewDue,
            Meaning::Evidence,
        ];
        holds_evidence || self.role.is_some_and(|role| placed.contains(&role))
    }
}

/// Limits on a field. All are inclusive.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// Fewest and most values of a list, or lowest and highest number.
    pub min: Option<f64>,
    /// See `min`.
    pub max: Option<f64>,
    /// Fewest and most characters of a text.
    pub min_length: Option<usize>,
    /// See `min_length`.
    pub max_length: Option<usize>,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Text with Markdown.
    Markdown,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A date, whole or partial.
    Date,
    /// A web address.
    Url,
    /// An email address.
    Email,
    /// One of a vocabulary's terms, a collection's entries or a fixed set.
    OneOf(Set),
    /// A set of nested fields.
    Record(Vec<Field>),
    /// An image with its description.
    Image,
    /// A file to download.
    File,
}

/// What a `one of` field chooses from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Set {
    /// The terms of this vocabulary.
    Vocabulary(Arc<str>),
    /// The entries of this collection.
    Collection(Arc<str>),
    /// The entries of these collections, written `collection/id`.
    Collections(Arc<[Arc<str>]>),
    /// These values.
    Options(Vec<String>),
}

const TYPES: &[&str] =
    &["text", "markdown", "number", "boolean", "date", "url", "email", "one of", "record", "image", "file"];

pub(super) fn find<'a>(fields: &'a [Field], path: &str) -> Option<&'a Field> {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let field = fields.iter().find(|field| field.key == key)?;
    match (rest, &field.kind) {
        (None, _) => Some(field),
        (Some(rest), FieldKind::Record(fields)) => find(fields, rest),
        _ => None,
    }
}

/// Every entry has a title and may have a summary, a date, a draft mark and messages to ignore.
pub(super) fn add_usual_fields(fields: &mut Vec<Field>) {
    // That the reason is needed too is said where the codes are read, schema or none.
    let told =
        |key: &str, help: &str| Field { help: Some(help.to_owned()), ..Field::new(key, FieldKind::Text) };
    let code = Field { required: true, ..told("code", "The code or the name of the message.") };
    let ignored = vec![code, told("reason", "Why the message does not apply here.")];
    let first_words = "One or two sentences. Without it, the first paragraph stands in lists.";
    let day = "The day it is published. With a later day, readers see it from then on.";
    let usual = [
        ("title", FieldKind::Text, true, None),
        ("summary", FieldKind::Text, false, Some(first_words)),
        ("date", FieldKind::Date, false, Some(day)),
        ("draft", FieldKind::Boolean, false, None),
        ("ignore", FieldKind::Record(ignored), false, Some("Messages that do not apply to this entry.")),
    ];
    for (key, kind, required, help) in usual {
        if !fields.iter().any(|field| field.key == key) {
            let many = matches!(kind, FieldKind::Record(_));
            let help = help.map(str::to_owned);
            fields.push(Field { required, many, help, ..Field::new(key, kind) });
        }
    }
}

impl Field {
    fn new(key: &str, kind: FieldKind) -> Self {
        Self {
            key: key.to_owned(),
            label: from_key(key),
            help: None,
            example: None,
            kind,
            many: false,
            required: false,
            required_unless: None,
            limits: Limits::default(),
            backlinks: None,
            below: false,
            role: None,
        }
    }
}

pub(super) fn read_fields(
    source: &Arc<Source>,
    map: &Map,
    sets: &Sets<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Field> {
    let mut fields = Vec::with_capacity(map.pairs.len());
    for (key, node) in &map.pairs {
        match &node.kind {
            Kind::Map(map) => fields.push(read_field(source, key, map, sets, faults)),
            _ => faults.push(
                Diagnostic::new(
                    Code::BadSetting,
                    format!("The field \"{}\" takes settings of its own.", key.name),
                )
                .at(source, key.span.clone())
                .help(format!("Write [fields.{}] on a line, and type = \"text\" below it.", key.name)),
            ),
        }
    }
    for (key, node) in &map.pairs {
        let Kind::Map(map) = &node.kind else { continue };
        let other = map.get("required_unless").and_then(|node| Some((node.text()?, node.span.clone())));
        if let Some((other, span)) =
            other.filter(|(other, _)| *other == key.name || find(&fields, other).is_none())
        {
            faults.push(no_such_field(source, span, other, &fields));
            if let Some(field) = fields.iter_mut().find(|field| field.key == key.name) {
                field.required_unless = None;
            }
        }
    }
    fields
}

fn read_field(
    source: &Arc<Source>,
    key: &node::Key,
    map: &Map,
    sets: &Sets<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Field {
    let mut table = Table::new(source, map);
    let mut field = Field {
        label: table.text("label", faults).unwrap_or_else(|| from_key(&key.name)),
        help: table.text("help", faults),
        example: table.text("example", faults),
        many: table.boolean("many", faults).unwrap_or(false),
        required: table.boolean("required", faults).unwrap_or(false),
        required_unless: table.text("required_unless", faults),
        limits: Limits {
            min: table.number("min", faults),
            max: table.number("max", faults),
            min_length: table.number("min_length", faults),
            max_length: table.number("max_length", faults),
        },
        backlinks: table.text("backlinks", faults),
        below: table.boolean("below", faults).unwrap_or(false),
        ..Field::new(&key.name, read_kind(source, key, &mut table, sets, faults))
    };
    field.role = meaning::read(&field, &mut table, faults);
    check_limits(&field.limits, &table, faults);
    table.finish(faults);
    field
}

fn check_limits(limits: &Limits, table: &Table<'_>, faults: &mut Vec<Diagnostic>) {
    if let (Some(min), Some(max)) = (limits.min, limits.max)
        && min > max
    {
        let message = format!("\"min\" is {min}, which is more than \"max\", {max}: nothing could fit.");
        table.fault("min", message, "Change one of them.", faults);
    }
    if let (Some(min), Some(max)) = (limits.min_length, limits.max_length)
        && min > max
    {
        let message =
            format!("\"min_length\" is {min}, which is more than \"max_length\", {max}: nothing could fit.");
        table.fault("min_length", message, "Change one of them.", faults);
    }
}

fn read_kind(
    source: &Arc<Source>,
    key: &node::Key,
    table: &mut Table<'_>,
    sets: &Sets<'_>,
    faults: &mut Vec<Diagnostic>,
) -> FieldKind {
    let of = of(table, faults);
    let options: Vec<String> = table.texts("options", faults).into_iter().map(|(text, _)| text).collect();
    let nested = table.map("fields", faults);
    let given = table.holds("type");
    let Some(name) = table.text("type", faults) else {
        if given {
            return FieldKind::Text;
        }
        faults.push(
            Diagnostic::new(Code::BadSetting, format!("The field \"{}\" has no type.", key.name))
                .at(source, key.span.clone())
                .help(format!("Add type = \"text\", or another of {}.", text::and_list(TYPES, "and"))),
        );
        return FieldKind::Text;
    };
    match name.as_str() {
        "text" => FieldKind::Text,
        "markdown" => FieldKind::Markdown,
        "number" => FieldKind::Number,
        "boolean" => FieldKind::Boolean,
        "date" => FieldKind::Date,
        "url" => FieldKind::Url,
        "email" => FieldKind::Email,
        "image" => FieldKind::Image,
        "file" => FieldKind::File,
        "record" => {
            FieldKind::Record(nested.map(|map| read_fields(source, map, sets, faults)).unwrap_or_default())
        }
        "one of" => {
            read_set(source, key, table, of, options, sets, faults).map_or(FieldKind::Text, FieldKind::OneOf)
        }
        other => {
            let span = table.node("type").map_or(key.span.clone(), |node| node.span.clone());
            let help = match text::nearest(other, TYPES.iter().copied()) {
                Some(near) => format!("Did you mean \"{near}\"?"),
                None => format!("Types are {}.", text::and_list(TYPES, "and")),
            };
            faults.push(
                Diagnostic::new(Code::BadSetting, format!("There is no type called \"{other}\"."))
                    .at(source, span)
                    .help(help),
            );
            FieldKind::Text
        }
    }
}

/// What `of` names: one set, or several collections.
enum Of {
    One(String),
    Several(Vec<(String, Range<usize>)>),
}

fn of(table: &mut Table<'_>, faults: &mut Vec<Diagnostic>) -> Option<Of> {
    match table.node("of").map(|node| &node.kind) {
        Some(Kind::List(items)) if !items.is_empty() => Some(Of::Several(table.texts("of", faults))),
        Some(Kind::List(_)) => None,
        _ => table.text("of", faults).map(Of::One),
    }
}

fn is_empty_list(node: Option<&node::Node>) -> bool {
    node.is_some_and(|node| matches!(&node.kind, Kind::List(items) if items.is_empty()))
}

/// Several collections: each must be there.
fn read_collections(
    source: &Arc<Source>,
    names: Vec<(String, Range<usize>)>,
    sets: &Sets<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Set> {
    let mut known: Vec<Arc<str>> = Vec::with_capacity(names.len());
    for (name, span) in names {
        if sets.collections.contains(&name) {
            known.push(name.into());
            continue;
        }
        let help = match text::nearest(&name, sets.collections.iter().map(String::as_str)) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => format!("Add a folder content/{name}, or delete the name."),
        };
        let message = format!("There is no collection called \"{name}\".");
        faults.push(Diagnostic::new(Code::BadSetting, message).at(source, span).help(help));
    }
    (!known.is_empty()).then(|| Set::Collections(known.into()))
}

fn read_set(
    source: &Arc<Source>,
    key: &node::Key,
    table: &mut Table<'_>,
    of: Option<Of>,
    options: Vec<String>,
    sets: &Sets<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Set> {
    match of {
        Some(Of::Several(names)) => return read_collections(source, names, sets, faults),
        Some(Of::One(name)) if sets.vocabularies.contains(&name) => {
            return Some(Set::Vocabulary(name.into()));
        }
        Some(Of::One(name)) if sets.collections.contains(&name) => {
            return Some(Set::Collection(name.into()));
        }
        None if !options.is_empty() => return Some(Set::Options(options)),
        Some(Of::One(name)) => {
            let span = table.node("of").map_or(key.span.clone(), |node| node.span.clone());
            let known = sets.vocabularies.iter().chain(sets.collections).map(String::as_str);
            let help = match text::nearest(&name, known) {
                Some(near) => format!("Did you mean \"{near}\"?"),
                None => format!("Add content/vocabularies/{name}.toml or a folder content/{name}."),
            };
            faults.push(
                Diagnostic::new(
                    Code::BadSetting,
                    format!("There is no vocabulary or collection called \"{name}\"."),
                )
                .at(source, span)
                .help(help),
            );
        }
        None if table.holds("options") || table.holds("of") && !is_empty_list(table.node("of")) => {}
        None => faults.push(
            Diagnostic::new(
                Code::BadSetting,
                format!("The field \"{}\" does not say what it is one of.", key.name),
            )
            .at(source, key.span.clone())
            .help(
                "Add of = \"…\" with the name of a vocabulary or a collection, or options = [\"…\", \"…\"].",
            ),
        ),
    }
    None
}
