//! The pages of facets: the list of values, and the entries with one of them.

use super::view::ScaleView;
use super::{List, Part, Tools};
use crate::hash::Hasher;
use crate::text;
use serde::Serialize;
use std::borrow::Cow;
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
    /// How far up its scale it is, and how far the scale goes.
    pub step: Option<(usize, usize)>,
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
    /// What one value of the facet says.
    facet: &'a str,
    /// Other words for the value.
    synonyms: &'a [String],
    /// The value, as it stands within a sentence.
    name: Cow<'a, str>,
    /// What to draw, where it is a step of a scale.
    scale: Option<ScaleView>,
}

impl Term {
    pub(super) fn hash(&self, hasher: Hasher) -> Hasher {
        let (step, of) = self.step.unwrap_or_default();
        let hasher = self.list.hash(hasher).text(&self.facet).number(step as u64).number(of as u64);
        self.synonyms.iter().fold(hasher, |hasher, synonym| hasher.text(synonym))
    }

    pub(super) fn insert_into(&self, context: &mut Context, tools: Tools<'_>) {
        self.list.insert_into(context, tools);
        let view = TermPageView {
            facet: &self.facet,
            synonyms: &self.synonyms,
            name: text::lower_first(&self.list.title),
            scale: self.step.map(ScaleView::new),
        };
        context.insert_value("term", Value::from_serializable(&view));
    }
}

/// `terms`, as templates see it.
#[derive(Serialize)]
struct TermsView<'a> {
    /// What the values are called together.
    label: &'a str,
    /// What they are for; may be empty.
    description: &'a str,
    /// The values: a list of [`TermView`].
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
