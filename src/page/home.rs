//! The home page.

use super::{Intro, Part, body};
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Value};

/// What the home page shows.
#[derive(Debug)]
pub struct Home {
    /// What an author wrote to stand on it.
    pub intro: Option<Intro>,
    /// The collections.
    pub collections: Arc<Part>,
    /// The facets.
    pub facets: Arc<Part>,
}

/// `home`, as templates see it.
#[derive(Serialize)]
struct HomeView {
    title: String,
    intro: Value,
    collections: Value,
    facets: Value,
}

impl Home {
    pub(super) fn title(&self) -> String {
        self.intro.as_ref().map(|intro| intro.entry.title.clone()).unwrap_or_default()
    }

    pub(super) fn insert_into(&self, context: &mut Context) {
        let intro = self.intro.as_ref().map(|intro| body::html(&intro.entry.body, &intro.filling, "./"));
        let view = HomeView {
            title: self.title(),
            intro: Value::safe_string(&intro.unwrap_or_default()),
            collections: self.collections.value.clone(),
            facets: self.facets.value.clone(),
        };
        context.insert_value("home", Value::from_serializable(&view));
    }
}
