//! Front matter -> the fields that a collection declares. Finds every fault, nested ones too.

use super::scalar;
use super::value::{FieldValue, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::{Field, FieldKind};
use crate::node::{Kind, Map, Node};
use crate::source::Source;
use crate::text;
use std::ops::Range;
use std::sync::Arc;

/// Reads fields out of a source and collects what is wrong.
pub(super) struct Reader<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) faults: &'a mut Vec<Diagnostic>,
    /// Whether there is front matter that could not be read: then nobody can say that a key is
    /// missing.
    pub(super) unreadable: bool,
    /// Whether some of the collection's fields could not be read: then nobody can say that a key
    /// is not one of them.
    pub(super) partial: bool,
}

impl Reader<'_> {
    /// The values of `fields` in `map`. `missing_at` is where to point when one is missing;
    /// `owner` is what the fields belong to, as an author would say.
    pub(super) fn fields(
        &mut self,
        map: &Map,
        fields: &[Field],
        missing_at: Range<usize>,
        owner: &str,
    ) -> Vec<FieldValue> {
        if !self.partial {
            self.unknown_keys(map, fields, owner);
        }
        if map.pairs.is_empty() && missing_at.is_empty() && !self.unreadable {
            self.no_keys(fields, missing_at, owner);
            return Vec::new();
        }
        let mut values = Vec::with_capacity(map.pairs.len());
        for field in fields {
            let is_needed = field.required || field.required_unless.is_some();
            let is_given = |node: &&Node| node.kind != Kind::Null && !(is_needed && is_empty(node));
            let node = map.get(&field.key).filter(is_given);
            match node {
                Some(node) => {
                    if let Some(value) = self.field(field, node) {
                        values.push(FieldValue { key: field.key.clone(), value, span: place(field, node) });
                    }
                }
                None => self.missing(map, field, &missing_at, owner),
            }
        }
        values
    }

    fn unknown_keys(&mut self, map: &Map, fields: &[Field], owner: &str) {
        for (key, _) in &map.pairs {
            if fields.iter().any(|field| field.key == key.name) {
                continue;
            }
            let fault = Diagnostic::new(Code::UnknownField, no_field(owner, &key.name))
                .at(self.source, key.span.clone());
            let known = fields.iter().map(|field| field.key.as_str());
            // A key that is there already cannot be the one that was meant.
            let free = known.clone().filter(|known| !map.holds(known));
            self.faults.push(match text::nearest(&key.name, free) {
                Some(near) => fault.help(format!("Did you mean \"{near}\"?")).fix(key.span.clone(), near),
                None => {
                    let known: Vec<&str> = known.collect();
                    fault.help(match known[..] {
                        [only] => format!("Its only field is {only}."),
                        _ => format!("Its fields are {}.", text::and_list(&known, "and")),
                    })
                }
            });
        }
    }

    /// Says once that a file has no keys at all, with all those that it needs.
    fn no_keys(&mut self, fields: &[Field], at: Range<usize>, owner: &str) {
        let needed: Vec<&Field> =
            fields.iter().filter(|field| field.required || field.required_unless.is_some()).collect();
        if needed.is_empty() {
            return;
        }
        let names: Vec<&str> = needed.iter().map(|field| field.key.as_str()).collect();
        let lines: String = needed.iter().map(|field| form(field).replace('…', "...") + "\n").collect();
        self.faults.push(
            Diagnostic::new(
                Code::MissingField,
                format!("{owner} needs {}.", text::quoted_list(&names, "and")),
            )
            .at(self.source, at.clone())
            .help("Put these lines at the top of the file, and write your own words in them:")
            .fix(at, format!("---\n{lines}---\n\n")),
        );
    }

    fn missing(&mut self, map: &Map, field: &Field, missing_at: &Range<usize>, owner: &str) {
        let given = |key: &str| map.holds(key) && map.get(key).is_none_or(|node| !is_empty(node));
        let message = match &field.required_unless {
            _ if self.unreadable => return,
            Some(other) if given(other) => return,
            Some(other) => format!("{owner} needs \"{}\" or \"{other}\".", field.key),
            None if !field.required => return,
            None => format!("{owner} needs \"{}\".", field.key),
        };
        let empty = map.pairs.iter().find(|(key, _)| key.name == field.key).map(|(key, _)| key.span.clone());
        let at = empty.clone().unwrap_or_else(|| missing_at.clone());
        let action = if empty.is_some() { "Write a value behind the key" } else { "Add a line" };
        let help = field.help.as_deref().map(|help| format!(". {help}")).unwrap_or_default();
        self.faults.push(
            Diagnostic::new(Code::MissingField, message)
                .at(self.source, at)
                .help(format!("{action}: {}{help}", form(field))),
        );
    }

    fn field(&mut self, field: &Field, node: &Node) -> Option<Value> {
        if !field.many {
            return self.value(field, node, false);
        }
        let (items, listed): (&[Node], bool) = match &node.kind {
            Kind::List(items) => (items, true),
            _ => (std::slice::from_ref(node), false),
        };
        let given = items.iter().filter(|item| item.kind != Kind::Null);
        let length = given.clone().count();
        let mut values = Vec::with_capacity(length);
        values.extend(given.filter_map(|item| Some((self.value(field, item, listed)?, place(field, item)))));
        self.list_length(field, node, length);
        Some(Value::List(values))
    }

    fn list_length(&mut self, field: &Field, node: &Node, length: usize) {
        let (min, max) = (field.limits.min, field.limits.max);
        let at_least = if field.required { min.or(Some(1.0)) } else { min };
        let fault = if at_least.is_some_and(|min| (length as f64) < min) {
            let min = at_least.unwrap_or(1.0) as usize;
            format!(
                "\"{}\" needs at least {}, and has {length}.",
                field.key,
                text::count(min, "value", "values")
            )
        } else if max.is_some_and(|max| length as f64 > max) {
            let max = max.unwrap_or(0.0) as usize;
            format!(
                "\"{}\" takes at most {}, and has {length}.",
                field.key,
                text::count(max, "value", "values")
            )
        } else {
            return;
        };
        let diagnostic = Diagnostic::new(Code::OutOfLimits, fault).at(self.source, node.span.clone());
        self.faults.push(match &field.help {
            Some(help) => diagnostic.help(help.clone()),
            None => diagnostic.help(format!("Write it like this: {}", form(field))),
        });
    }

    /// The value of one node; `listed` says whether it is an item of a list.
    fn value(&mut self, field: &Field, node: &Node, listed: bool) -> Option<Value> {
        match (&field.kind, &node.kind) {
            (FieldKind::Record(fields), Kind::Map(map)) => {
                let owner = format!("\"{}\"", field.key);
                let at = map.pairs.first().map_or(node.span.clone(), |(key, _)| key.span.clone());
                Some(Value::Record(self.fields(map, fields, at, &owner)))
            }
            (FieldKind::Image, Kind::Map(map)) => self.image(field, map, node),
            (FieldKind::Record(_), _) | (_, Kind::List(_) | Kind::Map(_) | Kind::Null) => {
                self.faults.push(wrong_kind(self.source, field, node, listed));
                None
            }
            (kind, Kind::Scalar(scalar)) => scalar::read(self, field, kind, scalar, &node.span),
        }
    }

    /// An image: `src` and `alt`, or `src` and `decorative: true`.
    fn image(&mut self, field: &Field, map: &Map, node: &Node) -> Option<Value> {
        let owner = format!("\"{}\"", field.key);
        for (key, _) in &map.pairs {
            if !["src", "alt", "decorative", "credit"].contains(&key.name.as_str()) {
                self.faults.push(
                    Diagnostic::new(
                        Code::UnknownField,
                        format!("{owner} has no field called \"{}\".", key.name),
                    )
                    .at(self.source, key.span.clone())
                    .help("Its fields are src, alt, decorative and credit."),
                );
            }
        }
        let Some(path) = map.get("src").and_then(Node::text) else {
            let at = map.pairs.first().map_or(node.span.clone(), |(key, _)| key.span.clone());
            self.faults.push(
                Diagnostic::new(Code::MissingField, format!("{owner} needs \"src\"."))
                    .at(self.source, at)
                    .help("Add a line: src: photo.jpg"),
            );
            return None;
        };
        let decorative = map.get("decorative").and_then(Node::boolean) == Some(true);
        let alt = map.get("alt").and_then(Node::text).unwrap_or("").trim();
        if let Some(alt) = map.get("alt").filter(|_| text::is_name_of(alt, path)) {
            let fault = Diagnostic::new(Code::AltIsName, "This description is only the name of the file.");
            let help = "Write what the image shows, for people who cannot see it.";
            self.faults.push(fault.at(self.source, alt.span.clone()).help(help));
        }
        if alt.is_empty() && !decorative {
            self.faults
                .push(missing_alt(self.source, map.get("src").map_or(node.span.clone(), |n| n.span.clone())));
        }
        Some(Value::Image { path: path.to_owned(), alt: alt.to_owned() })
    }
}

/// What to say of a field that `owner`, "Each entry of …" or the name of a field, does not have.
fn no_field(owner: &str, name: &str) -> String {
    match owner.strip_prefix("Each ") {
        Some(entry) => format!("No {entry} has a field called \"{name}\"."),
        None => format!("{owner} has no field called \"{name}\"."),
    }
}

/// Whether nothing is given: no value, an empty text or an empty list.
fn is_empty(node: &Node) -> bool {
    match &node.kind {
        Kind::Null => true,
        Kind::Scalar(scalar) => scalar.text.trim().is_empty(),
        Kind::List(items) => items.is_empty(),
        Kind::Map(_) => false,
    }
}

/// Where the value of a field stands: of an image its file.
fn place(field: &Field, node: &Node) -> Range<usize> {
    match (&field.kind, &node.kind) {
        (FieldKind::Image, Kind::Map(map)) => map.get("src").unwrap_or(node).span.clone(),
        _ => node.span.clone(),
    }
}

pub(super) fn missing_alt(source: &Arc<Source>, span: Range<usize>) -> Diagnostic {
    Diagnostic::new(Code::MissingAlt, "This image has no description for people who cannot see it.")
        .at(source, span)
        .help("Add a line: alt: what the image shows. If it is only decoration, add decorative: true.")
}

fn wrong_kind(source: &Arc<Source>, field: &Field, node: &Node, listed: bool) -> Diagnostic {
    if let Some(id) = double_brackets(source, node).filter(|_| matches!(field.kind, FieldKind::OneOf(_))) {
        let message = format!("\"{}\" takes an id, without the square brackets of a link.", field.key);
        let form = if field.many { format!("[{id}]") } else { id.to_owned() };
        return Diagnostic::new(Code::WrongType, message)
            .at(source, node.span.clone())
            .help(format!("Write the id alone: {}: {form}", field.key))
            .fix(node.span.clone(), id);
    }
    let takes = match (&field.kind, field.many && !listed) {
        (FieldKind::Record(_), false) => "a set of keys",
        (FieldKind::Record(_), true) => "a list of sets of keys",
        (FieldKind::Image, false) => "the name of an image, with its description",
        (FieldKind::Image, true) => "a list of images, each with its description",
        (_, false) => "one value",
        (_, true) => "a list of single values",
    };
    let span = match &node.kind {
        Kind::Map(map) => map.pairs.first().map_or(node.span.clone(), |(key, _)| key.span.clone()),
        _ => node.span.clone(),
    };
    let diagnostic = Diagnostic::new(
        Code::WrongType,
        format!("\"{}\" takes {takes}, but {} stands here.", field.key, node.describe()),
    )
    .at(source, span);
    let is_text = field.many && matches!(field.kind, FieldKind::Text | FieldKind::Markdown);
    match text_with_a_colon(source, node).filter(|_| is_text) {
        Some(text) => diagnostic
            .help("If this is one text with a colon in it, put it in quotes.")
            .fix(node.span.clone(), text),
        None => diagnostic.help(format!("Write it like this: {}", form(field))),
    }
}

/// The id in a `[[link]]`, which YAML reads as a list in a list. `node` is either of them.
fn double_brackets<'a>(source: &'a Source, node: &Node) -> Option<&'a str> {
    let inside = source.text.get(node.span.clone())?.strip_prefix('[')?.strip_suffix(']')?;
    let around =
        || source.text[..node.span.start].ends_with('[') && source.text[node.span.end..].starts_with(']');
    let id = match inside.strip_prefix('[') {
        Some(inside) => inside.strip_suffix(']')?,
        None => Some(inside).filter(|_| around())?,
    };
    let id = id.split(['|', '#']).next().unwrap_or("").trim();
    (!id.is_empty() && !id.contains(['[', ']', ',', '{', '"'])).then_some(id)
}

/// What was meant as one text and read as a key with its value, in quotes.
fn text_with_a_colon(source: &Source, node: &Node) -> Option<String> {
    let Kind::Map(map) = &node.kind else { return None };
    let [(key, value)] = &map.pairs[..] else { return None };
    let text = source.text.get(node.span.clone())?;
    let plain =
        matches!(&value.kind, Kind::Scalar(scalar) if !scalar.quoted) && !text.contains(['\n', '"', '\\']);
    (plain && key.span.start == node.span.start).then(|| format!("\"{text}\""))
}

/// How to write a field, in one line.
fn form(field: &Field) -> String {
    let value = match &field.kind {
        FieldKind::Record(fields) => {
            let keys: Vec<String> = fields
                .iter()
                .filter(|nested| nested.required)
                .map(|nested| format!("{}: …", nested.key))
                .collect();
            format!("{{{}}}", if keys.is_empty() { "…".to_owned() } else { keys.join(", ") })
        }
        FieldKind::Date => "2019-10-03".to_owned(),
        FieldKind::Boolean => "true".to_owned(),
        FieldKind::Number => "5".to_owned(),
        FieldKind::Url => "https://…".to_owned(),
        FieldKind::Email => "team@example.org".to_owned(),
        FieldKind::Image => "{src: photo.jpg, alt: What it shows}".to_owned(),
        _ => "…".to_owned(),
    };
    if field.many { format!("{}: [{value}]", field.key) } else { format!("{}: {value}", field.key) }
}
