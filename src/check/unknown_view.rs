//! Each view names collections, vocabularies and fields that are there.

use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::{Meaning, View, ViewKind};
use crate::text;

pub(super) fn check(catalogue: &Catalogue) -> Vec<Diagnostic> {
    catalogue.settings.views.iter().flat_map(|view| check_view(catalogue, view)).collect()
}

fn check_view(catalogue: &Catalogue, view: &View) -> Vec<Diagnostic> {
    let faults = match &view.kind {
        ViewKind::Table { rows, columns, cells, .. } => {
            let (collection, field) =
                cells.split_once('.').map_or((cells.as_str(), None), |(c, f)| (c, Some(f)));
            vec![
                no_set(catalogue, rows),
                columns.as_ref().and_then(|columns| no_set(catalogue, columns)),
                no_collection(catalogue, collection),
                field.and_then(|field| no_field(catalogue, collection, field)),
            ]
        }
        ViewKind::Guide | ViewKind::Search | ViewKind::Accessibility => Vec::new(),
        ViewKind::Glossary { of } => vec![no_collection(catalogue, of)],
        ViewKind::Compare { of, .. } => vec![no_collection(catalogue, of)],
        ViewKind::Pack { of } => vec![no_collection(catalogue, of).or_else(|| no_steps(catalogue, of))],
    };
    let Some(source) = &catalogue.settings.source else { return Vec::new() };
    let faults = faults.into_iter().flatten().map(|fault| (fault, &view.span));
    let compared = match &view.kind {
        ViewKind::Compare { of, fields } => fields.as_slice().iter().map(|field| (of, field)).collect(),
        _ => Vec::new(),
    };
    let not_compared =
        compared.into_iter().filter_map(|(of, (field, span))| Some((no_fact(catalogue, of, field)?, span)));
    let told = faults.chain(not_compared).map(|((message, help), span)| {
        let message = format!("The view \"{}\": {message}", view.title);
        Diagnostic::new(Code::BadSetting, message).at(source, span.clone()).help(help)
    });
    told.collect()
}

type Fault = (String, String);

fn no_set(catalogue: &Catalogue, name: &str) -> Option<Fault> {
    let vocabularies = catalogue.facets.iter().filter(|facet| facet.of_vocabulary);
    let names = collections(catalogue).chain(vocabularies.map(|facet| facet.key.as_str()));
    missing(name, names.collect(), "collection, or vocabulary by which readers filter,")
}

fn no_collection(catalogue: &Catalogue, name: &str) -> Option<Fault> {
    missing(name, collections(catalogue).collect(), "collection")
}

pub(super) fn collections(catalogue: &Catalogue) -> impl Iterator<Item = &str> {
    catalogue.collections.keys().map(String::as_str).filter(|name| !name.is_empty())
}

fn no_field(catalogue: &Catalogue, collection: &str, field: &str) -> Option<Fault> {
    let collection = catalogue.collections.get(collection)?;
    let fields = collection.fields.as_deref().unwrap_or_default();
    match collection.field(field) {
        Some(_) => None,
        None => missing(field, fields.iter().map(|field| field.key.as_str()).collect(), "field"),
    }
}

/// Whether `key` is no field that a page tells as a fact. Without a schema nobody can say.
fn no_fact(catalogue: &Catalogue, collection: &str, key: &str) -> Option<Fault> {
    let fields = catalogue.collections.get(collection)?.fields.as_deref()?;
    let facts = fields.iter().filter(|field| field.is_fact());
    let unknown = missing(key, facts.map(|field| field.key.as_str()).collect(), "field")?;
    let is_no_fact = fields.iter().any(|field| field.key == key);
    let message =
        || format!("\"{key}\" is shown as a table or a list of its own, and cannot stand in a row.");
    Some(if is_no_fact { (message(), "Delete it here.".to_owned()) } else { unknown })
}

fn no_steps(catalogue: &Catalogue, name: &str) -> Option<Fault> {
    let has_steps = catalogue.collections.get(name)?.with_role(Meaning::Steps).is_some();
    (!has_steps).then(|| {
        let message = format!("the entries of \"{name}\" have no steps.");
        (message, "Add role = \"steps\" to the field with the steps.".to_owned())
    })
}

pub(super) fn missing(name: &str, known: Vec<&str>, what: &str) -> Option<Fault> {
    if known.contains(&name) {
        return None;
    }
    let help = match text::nearest(name, known.iter().copied()) {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => format!("There are {}.", text::and_list(&known, "and")),
    };
    Some((format!("there is no {what} called \"{name}\"."), help))
}
