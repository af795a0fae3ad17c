//! The pages of facets: the list of values, and the entries with one of them.

use super::{Fragments, List, Part};
use crate::input::Words;
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Value};

/// What a page of the entries with one value of a facet shows.
#[derive(Debug)]
pub struct Term {
    /// The entries.
    pub list: List,
    /// What one value of the facet says.
    pub facet: String,
    /// Other words for the value.
    pub synonyms: Vec<String>,
}

/// What the list of a facet's values shows.
#[derive(Debug)]
pub struct Terms {
    /// The facet's key.
    pub key: String,
    /// What the values are called together.
    pub label: String,
    /// What they are for; may be empty.
    pub description: String,
    /// The values.
    pub values: Arc<Part>,
    /// Address of the list.
    pub address: String,
}

/// `term`, as templates see it.
#[derive(Serialize)]
struct TermPageView<'a> {
    facet: &'a str,
    synonyms: &'a [String],
}

impl Term {
    pub(super) fn insert_into(&self, context: &mut Context, fragments: &dyn Fragments, words: &Words) {
        self.list.insert_into(context, fragments, words);
        let view = TermPageView { facet: &self.facet, synonyms: &self.synonyms };
        context.insert_value("term", Value::from_serializable(&view));
    }
}

/// `terms`, as templates see it.
#[derive(Serialize)]
struct TermsView<'a> {
    label: &'a str,
    description: &'a str,
    values: Value,
}

impl Terms {
    pub(super) fn insert_into(&self, context: &mut Context) {
        let view = TermsView {
            label: &self.label,
            description: &self.description,
            values: self.values.value.clone(),
        };
        context.insert_value("terms", Value::from_serializable(&view));
    }
}
