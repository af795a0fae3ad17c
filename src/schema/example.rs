//! A field -> how an author could write it.

use super::known::Known;
use crate::input::{Field, FieldKind, Set};
use crate::text;

/// The lines of YAML that give `field` a value. Of a record they hold what is required, or all
/// where nothing is.
pub(super) fn lines(field: &Field, known: &Known<'_>) -> Vec<String> {
    let key = &field.key;
    let items = match &field.kind {
        FieldKind::Record(fields) => nested(fields, known),
        FieldKind::Image => vec!["src: photo.jpg".to_owned(), "alt: What the image shows".to_owned()],
        _ if field.many => vec![scalar(field, known)],
        _ => return vec![format!("{key}: {}", scalar(field, known))],
    };
    let item = items.iter().enumerate().map(|(at, line)| match (field.many, at) {
        (true, 0) => format!("  - {line}"),
        (true, _) => format!("    {line}"),
        (false, _) => format!("  {line}"),
    });
    std::iter::once(format!("{key}:")).chain(item).collect()
}

fn nested(fields: &[Field], known: &Known<'_>) -> Vec<String> {
    let is_needed = |field: &&Field| field.required || field.required_unless.is_some();
    let any = fields.iter().any(|field| is_needed(&field));
    fields.iter().filter(|field| is_needed(field) || !any).flat_map(|field| lines(field, known)).collect()
}

/// One value, as it stands behind a key.
pub(super) fn scalar(field: &Field, known: &Known<'_>) -> String {
    let given = field.example.as_deref();
    match &field.kind {
        FieldKind::Text | FieldKind::Markdown => text::yaml(given.unwrap_or("In your own words")),
        _ => given.map_or_else(|| value(&field.kind, known), str::to_owned),
    }
}

fn value(kind: &FieldKind, known: &Known<'_>) -> String {
    let id = |collection: &str| known.ids(collection).first().map_or("name-of-a-file", String::as_str);
    match kind {
        FieldKind::Text | FieldKind::Markdown | FieldKind::Record(_) | FieldKind::Image => String::new(),
        FieldKind::Number => "5".to_owned(),
        FieldKind::Boolean => "true".to_owned(),
        FieldKind::Date => "2019-10-03".to_owned(),
        FieldKind::Url => "https://example.org/page".to_owned(),
        FieldKind::Email => "team@example.org".to_owned(),
        FieldKind::File => "report.pdf".to_owned(),
        FieldKind::OneOf(Set::Options(options)) => {
            options.first().map(|option| text::yaml(option)).unwrap_or_default()
        }
        FieldKind::OneOf(Set::Collection(name)) => id(name).to_owned(),
        FieldKind::OneOf(Set::Collections(names)) => {
            let name = names.first().map_or("", |name| name);
            format!("{name}/{}", id(name))
        }
        FieldKind::OneOf(Set::Vocabulary(name)) => {
            let terms = known.vocabularies.get(&**name).map_or(&[][..], |vocabulary| &vocabulary.terms);
            let usable = terms.iter().find(|term| term.deprecated.is_none());
            usable.map_or_else(|| "a-term".to_owned(), |term| term.id.clone())
        }
    }
}
