//! `collection.toml` -> what the entries of a folder are like.

use super::table::Table;
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{Hash, Hasher};
use crate::node::{self, Kind, Map};
use crate::source::Source;
use crate::text;
use std::sync::Arc;

/// A folder of entries of one type.
#[derive(Debug, Clone)]
pub struct Collection {
    /// The folder below the content folder; empty for the content folder itself.
    pub name: String,
    /// What one entry is called: "Case".
    pub singular: String,
    /// What several are called: "Cases".
    pub plural: String,
    /// What the collection is, in one sentence.
    pub description: Option<String>,
    /// The fields, in the order in which readers see them. `None` where no `collection.toml`
    /// declares any: then every key is welcome.
    pub fields: Option<Vec<Field>>,
    /// Headings that every body must have, in order.
    pub sections: Vec<String>,
    /// Paths of the fields by which readers filter: `themes`, `evidence.level`.
    pub facets: Vec<String>,
    /// How lists are ordered.
    pub sort: Sort,
    /// Address pattern of entries, with `{id}`; `None` for the usual one.
    pub address: Option<String>,
    /// The declaration, where there is one.
    pub source: Option<Arc<Source>>,
    /// Hash of all of it.
    pub hash: Hash,
}

/// How a list is ordered: by a field, upwards or downwards, then by title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The field.
    pub field: String,
    /// Highest or newest first.
    pub descending: bool,
}

/// One field of a collection or of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key in the front matter.
    pub key: String,
    /// What readers see.
    pub label: String,
    /// What authors are told about it.
    pub help: Option<String>,
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
    /// Whether its table stands below the text and not above it.
    pub below: bool,
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
    /// These values.
    Options(Vec<String>),
}

/// The names that `of` may refer to.
pub(super) struct Sets<'a> {
    pub(super) vocabularies: &'a [String],
    pub(super) collections: &'a [String],
}

const TYPES: &[&str] =
    &["text", "markdown", "number", "boolean", "date", "url", "email", "one of", "record", "image", "file"];

impl Collection {
    /// The collection of a folder without a `collection.toml`.
    pub fn open(name: &str) -> Self {
        let plural = if name.is_empty() { "Pages".to_owned() } else { from_key(name) };
        let hash = Hasher::default().text(name).finish();
        Self {
            name: name.to_owned(),
            singular: "Page".to_owned(),
            plural,
            description: None,
            fields: None,
            sections: Vec::new(),
            facets: Vec::new(),
            sort: Sort { field: "date".to_owned(), descending: true },
            address: None,
            source: None,
            hash,
        }
    }

    /// The collection that `source` declares for the folder `name`.
    pub(super) fn read(
        name: &str,
        source: Arc<Source>,
        sets: &Sets<'_>,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let map = node::parse_toml(&source, 0..source.text.len(), Code::SettingsSyntax, faults);
        let mut table = Table::new(&source, &map);
        let open = Self::open(name);
        let mut fields = match table.map("fields", faults) {
            Some(map) => read_fields(&source, map, sets, faults),
            None => Vec::new(),
        };
        add_usual_fields(&mut fields);
        let plural = table.text("plural", faults).unwrap_or(open.plural);
        let collection = Self {
            name: name.to_owned(),
            singular: table.text("singular", faults).unwrap_or_else(|| plural.clone()),
            plural,
            description: table.text("description", faults),
            facets: facets(&source, &mut table, &fields, faults),
            sections: table.texts("sections", faults).into_iter().map(|(text, _)| text).collect(),
            sort: sort(&source, &mut table, &fields, faults),
            address: address(&source, &mut table, faults),
            fields: Some(fields),
            hash: Hasher::default().text(name).hash(source.hash).hashes(set_hashes(sets)).finish(),
            source: Some(source.clone()),
        };
        table.finish(faults);
        collection
    }

    /// The field at a path such as `evidence.level`.
    pub fn field(&self, path: &str) -> Option<&Field> {
        find(self.fields.as_deref()?, path)
    }
}

fn set_hashes(sets: &Sets<'_>) -> impl Iterator<Item = Hash> {
    sets.vocabularies.iter().chain(sets.collections).map(Hash::of)
}

fn find<'a>(fields: &'a [Field], path: &str) -> Option<&'a Field> {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let field = fields.iter().find(|field| field.key == key)?;
    match (rest, &field.kind) {
        (None, _) => Some(field),
        (Some(rest), FieldKind::Record(fields)) => find(fields, rest),
        _ => None,
    }
}

/// `evidence_level` -> "Evidence level".
pub(crate) fn from_key(key: &str) -> String {
    let words = key.replace(['_', '-'], " ");
    let words = words.trim();
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => key.to_owned(),
    }
}

/// Every entry has a title and may have a summary, a date and a draft mark.
fn add_usual_fields(fields: &mut Vec<Field>) {
    let usual = [
        ("title", FieldKind::Text, true),
        ("summary", FieldKind::Text, false),
        ("date", FieldKind::Date, false),
        ("draft", FieldKind::Boolean, false),
    ];
    for (key, kind, required) in usual {
        if !fields.iter().any(|field| field.key == key) {
            fields.push(Field { required, ..Field::new(key, kind) });
        }
    }
}

impl Field {
    fn new(key: &str, kind: FieldKind) -> Self {
        Self {
            key: key.to_owned(),
            label: from_key(key),
            help: None,
            kind,
            many: false,
            required: false,
            required_unless: None,
            limits: Limits::default(),
            backlinks: None,
            below: false,
        }
    }
}

fn read_fields(source: &Arc<Source>, map: &Map, sets: &Sets<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Field> {
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
    let field = Field {
        label: table.text("label", faults).unwrap_or_else(|| from_key(&key.name)),
        help: table.text("help", faults),
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
    if let (Some(min), Some(max)) = (field.limits.min, field.limits.max)
        && min > max
    {
        let message = format!("\"min\" is {min}, which is more than \"max\", {max}: nothing could fit.");
        table.fault("min", message, "Change one of them.", faults);
    }
    if let (Some(min), Some(max)) = (field.limits.min_length, field.limits.max_length)
        && min > max
    {
        let message =
            format!("\"min_length\" is {min}, which is more than \"max_length\", {max}: nothing could fit.");
        table.fault("min_length", message, "Change one of them.", faults);
    }
    table.finish(faults);
    field
}

fn read_kind(
    source: &Arc<Source>,
    key: &node::Key,
    table: &mut Table<'_>,
    sets: &Sets<'_>,
    faults: &mut Vec<Diagnostic>,
) -> FieldKind {
    let of = table.text("of", faults);
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

fn read_set(
    source: &Arc<Source>,
    key: &node::Key,
    table: &mut Table<'_>,
    of: Option<String>,
    options: Vec<String>,
    sets: &Sets<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Set> {
    match of {
        Some(name) if sets.vocabularies.contains(&name) => return Some(Set::Vocabulary(name.into())),
        Some(name) if sets.collections.contains(&name) => return Some(Set::Collection(name.into())),
        None if !options.is_empty() => return Some(Set::Options(options)),
        Some(name) => {
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

fn facets(
    source: &Arc<Source>,
    table: &mut Table<'_>,
    fields: &[Field],
    faults: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let asked = table.texts("facets", faults);
    let mut kept = Vec::with_capacity(asked.len());
    for (path, span) in asked {
        if find(fields, &path).is_some() {
            kept.push(path);
        } else {
            faults.push(no_such_field(source, span, &path, fields));
        }
    }
    kept
}

fn sort(source: &Arc<Source>, table: &mut Table<'_>, fields: &[Field], faults: &mut Vec<Diagnostic>) -> Sort {
    let usual = Sort { field: "title".to_owned(), descending: false };
    let Some(text) = table.text("sort", faults) else { return usual };
    let field = text.trim_start_matches('-');
    if find(fields, field).is_none() {
        let span = table.node("sort").map_or(0..0, |node| node.span.clone());
        faults.push(no_such_field(source, span, field, fields));
        return usual;
    }
    Sort { field: field.to_owned(), descending: text.starts_with('-') }
}

fn no_such_field(
    source: &Arc<Source>,
    span: std::ops::Range<usize>,
    name: &str,
    fields: &[Field],
) -> Diagnostic {
    let known: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
    let help = match text::nearest(name, known.iter().copied()) {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => format!("Fields here are {}.", text::and_list(&known, "and")),
    };
    Diagnostic::new(Code::BadSetting, format!("There is no field called \"{name}\" here."))
        .at(source, span)
        .help(help)
}

fn address(source: &Arc<Source>, table: &mut Table<'_>, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let pattern = table.text("address", faults)?;
    if !pattern.contains("{id}") {
        let span = table.node("address").map_or(0..0, |node| node.span.clone());
        faults.push(
            Diagnostic::new(
                Code::BadSetting,
                "\"address\" must hold {id}, or every entry would have the same address.",
            )
            .at(source, span)
            .help("Write address = \"/cases/{id}/\"."),
        );
        return None;
    }
    Some(pattern)
}
