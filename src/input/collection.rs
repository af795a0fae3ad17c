//! `collection.toml` -> what the entries of a folder are like.

use super::field::{Field, FieldKind, add_usual_fields, find, read_fields};
use super::meaning::Meaning;
use super::schema_org::{self, SchemaType};
use super::sections::{SectionStyle, section_help, section_style};
use super::table::{self, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{Hash, Hasher};
use crate::source::Source;
use crate::text;
use std::collections::BTreeMap;
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
    /// Whether some of its fields could not be read.
    pub partial: bool,
    /// Headings that every body must have, in order.
    pub sections: Vec<String>,
    /// What belongs in each of those sections, where the collection says so.
    pub section_help: BTreeMap<String, String>,
    /// How some of the sections look.
    pub section_style: BTreeMap<String, SectionStyle>,
    /// Paths of the fields by which readers filter: `themes`, `evidence.level`.
    pub facets: Vec<String>,
    /// Paths of the fields that lists show beside an entry.
    pub row: Vec<String>,
    /// Paths of the fields by which entries are related to each other.
    pub related: Vec<String>,
    /// Keys of the fields that make up a reference to an entry, in order: author, title, publisher.
    pub citation: Vec<String>,
    /// What an entry is in the words of schema.org.
    pub schema_org: SchemaType,
    /// The path of the field that has each role.
    pub roles: BTreeMap<Meaning, String>,
    /// What readers are told of that order.
    pub sort_label: Option<String>,
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

/// The names that `of` may refer to.
pub(super) struct Sets<'a> {
    pub(super) vocabularies: &'a [String],
    pub(super) collections: &'a [String],
}

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
            partial: false,
            sections: Vec::new(),
            section_help: BTreeMap::new(),
            section_style: BTreeMap::new(),
            facets: Vec::new(),
            row: Vec::new(),
            related: Vec::new(),
            citation: Vec::new(),
            schema_org: SchemaType::PAGE,
            roles: BTreeMap::new(),
            sort_label: None,
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
        let (map, partial) = table::parse(&source, faults);
        let mut table = Table::new(&source, &map);
        let open = Self::open(name);
        let mut fields = match table.map("fields", faults) {
            Some(map) => read_fields(&source, map, sets, faults),
            None => Vec::new(),
        };
        add_usual_fields(&mut fields);
        let mut found = BTreeMap::new();
        roles(&fields, "", &mut found);
        let plural = table.text("plural", faults).unwrap_or(open.plural);
        let sections: Vec<String> =
            table.texts("sections", faults).into_iter().map(|(text, _)| text).collect();
        let collection = Self {
            name: name.to_owned(),
            singular: table.text("singular", faults).unwrap_or_else(|| plural.clone()),
            plural,
            description: table.text("description", faults),
            facets: paths("facets", &source, &mut table, &fields, partial, faults),
            row: paths("row", &source, &mut table, &fields, partial, faults),
            related: paths("related", &source, &mut table, &fields, partial, faults),
            citation: paths("citation", &source, &mut table, &fields, partial, faults),
            schema_org: schema_org::read(&mut table, faults),
            roles: found,
            section_help: section_help(&source, &mut table, &sections, faults),
            section_style: section_style(&source, &mut table, &sections, faults),
            sections,
            sort_label: table.text("sort_label", faults),
            sort: sort(&source, &mut table, &fields, partial, faults),
            address: address(&source, &mut table, faults),
            fields: Some(fields),
            partial,
            hash: Hasher::default()
                .text(name)
                .hash(source.hash)
                .hashes(sets.vocabularies.iter().map(Hash::of))
                .hashes(sets.collections.iter().map(Hash::of))
                .finish(),
            source: Some(source.clone()),
        };
        table.finish(faults);
        collection
    }

    /// The field at a path such as `evidence.level`.
    pub fn field(&self, path: &str) -> Option<&Field> {
        find(self.fields.as_deref()?, path)
    }

    /// The path of the field that has a role.
    pub fn with_role(&self, role: Meaning) -> Option<&str> {
        self.roles.get(&role).map(String::as_str)
    }
}

/// The path of the field that has each role: the first, if several have it.
fn roles(fields: &[Field], above: &str, found: &mut BTreeMap<Meaning, String>) {
    for field in fields {
        let path = format!("{above}{}", field.key);
        if let FieldKind::Record(nested) = &field.kind {
            roles(nested, &format!("{path}."), found);
        }
        if let Some(role) = field.role {
            found.entry(role).or_insert(path);
        }
    }
}

/// `evidence_level` -> "Evidence level".
pub(crate) fn from_key(key: &str) -> String {
    let words = key.trim_matches(|c: char| c.is_whitespace() || c == '_' || c == '-');
    let mut chars = words.chars();
    let Some(first) = chars.next() else { return key.to_owned() };
    let mut label = String::with_capacity(key.len());
    label.extend(first.to_uppercase());
    for (nth, part) in chars.as_str().split(['_', '-']).enumerate() {
        if nth > 0 {
            label.push(' ');
        }
        label.push_str(part);
    }
    label
}

/// A list of paths of fields.
fn paths(
    key: &'static str,
    source: &Arc<Source>,
    table: &mut Table<'_>,
    fields: &[Field],
    partial: bool,
    faults: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let asked = table.texts(key, faults);
    let mut kept = Vec::with_capacity(asked.len());
    for (path, span) in asked {
        if find(fields, &path).is_some() {
            kept.push(path);
        } else if !partial {
            faults.push(no_such_field(source, span, &path, fields));
        }
    }
    kept
}

fn sort(
    source: &Arc<Source>,
    table: &mut Table<'_>,
    fields: &[Field],
    partial: bool,
    faults: &mut Vec<Diagnostic>,
) -> Sort {
    let usual = Sort { field: "title".to_owned(), descending: false };
    let Some(text) = table.text("sort", faults) else { return usual };
    let field = text.trim_start_matches('-');
    if find(fields, field).is_none() {
        let span = table.node("sort").map_or(0..0, |node| node.span.clone());
        faults.extend((!partial).then(|| no_such_field(source, span, field, fields)));
        return usual;
    }
    Sort { field: field.to_owned(), descending: text.starts_with('-') }
}

pub(super) fn no_such_field(
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
    let is_plain = |part: &str| part == "{id}" || text::slug(part) == part && !part.is_empty();
    if !pattern.trim_matches('/').split('/').all(is_plain) {
        let span = table.node("address").map_or(0..0, |node| node.span.clone());
        let message = "Each part of \"address\" is {id}, or lower case letters, digits and hyphens.";
        let diagnostic = Diagnostic::new(Code::BadSetting, message).at(source, span);
        faults.push(diagnostic.help("Write address = \"/good-practice/{id}/\"."));
        return None;
    }
    Some(pattern)
}
