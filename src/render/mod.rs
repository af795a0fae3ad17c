//! Page + theme -> bytes.
//!
//! Rendering sees a page's own inputs and the theme's templates, and nothing else. Text from
//! authors is data for templates, never a template itself.

mod explain;
mod fragments;
mod say;

use crate::diagnostic::Diagnostic;
use crate::hash::Hash;
use crate::input::Theme;
use crate::page::Page;
use crate::text;
use fragments::{Fragments, OnPage};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tera::{Kwargs, State, Tera};

/// How many bytes to have ready for a page: most have fewer, so that nothing is moved to make room.
const ROOM: usize = 16 * 1024;

/// The templates of a theme, ready to render.
#[derive(Debug)]
pub struct Renderer {
    tera: Tera,
    theme: Arc<Theme>,
    fragments: Fragments,
}

impl Renderer {
    /// Compiles the templates of `theme`; the diagnostics say why it cannot be done.
    pub fn new(theme: &Arc<Theme>) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::new();
        tera.set_escape_fn(escape);
        tera.register_filter("say", say::Say(theme.words.clone()));
        tera.register_filter("forms", say::Forms::new(&theme.words));
        tera.register_filter("date", say::Date(theme.words.clone()));
        tera.register_filter("lower_first", lower_first);
        tera.global_context().insert_value("words", say::fixed(&theme.words));
        let templates = theme.templates.iter().map(|(name, source)| (name.as_str(), source.text.as_str()));
        match tera.add_raw_templates(templates) {
            Ok(()) => Ok(Self { tera, theme: theme.clone(), fragments: Fragments::default() }),
            Err(error) => Err(vec![explain::syntax(theme, &error)]),
        }
    }

    /// Hash of the theme whose templates these are.
    pub fn theme(&self) -> Hash {
        self.theme.hash
    }

    /// The HTML of `page`.
    ///
    /// # Errors
    /// A diagnostic when its template asks for something that the page does not have.
    pub fn render(&self, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        let rendered = catch_unwind(AssertUnwindSafe(|| self.html(page)));
        match rendered {
            Ok(Ok(html)) => Ok(html),
            Ok(Err(error)) => Err(Box::new(explain::failure(&self.theme, page, &error))),
            Err(_) => Err(Box::new(explain::panic(page))),
        }
    }
}

impl Renderer {
    fn html(&self, page: &Page) -> Result<Vec<u8>, tera::Error> {
        let pieces = OnPage::new(&self.fragments, &self.tera, &self.theme.words);
        let root = page.root();
        let context = page.context(&root, &pieces);
        if let Some(error) = pieces.failed() {
            return Err(error);
        }
        let mut html = Vec::with_capacity(ROOM);
        self.tera.render_to(page.template(), &context, &mut html)?;
        Ok(pieces.with_rows(html, &root))
    }
}

/// The filter that gives words as they stand within a sentence.
fn lower_first(words: &str, _: Kwargs, _: &State) -> String {
    text::lower_first(words).into_owned()
}

/// How text of templates' values becomes HTML.
fn escape(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    let mut result = Ok(());
    text::escape_each(text, |part| {
        if result.is_ok() {
            result = out.write_all(part.as_bytes());
        }
    });
    result
}
