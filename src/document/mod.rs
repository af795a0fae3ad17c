//! Source -> front matter nodes with spans, and a compiled body.
//!
//! A document is a function of one source alone: it knows nothing of other files, of the
//! collection it is in, or of where it will be published. Parsing cannot fail: whatever the
//! text, there is a document, and what is wrong with it is in the diagnostics.

mod body;
mod front_matter;
pub mod markdown;

pub use body::{Body, Heading, Image, Link, LinkTarget, ShortForm, Slot};
pub use front_matter::FrontMatter;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use markdown::Title;
use std::sync::Arc;

/// A parsed source.
#[derive(Debug)]
pub struct Document {
    /// What it was parsed from.
    pub source: Arc<Source>,
    /// The keys at its top.
    pub front_matter: FrontMatter,
    /// The words of the level 1 heading that its text starts with; it is not part of the body.
    pub heading: Option<String>,
    /// The first paragraph of its text, as plain text; empty when there is none.
    pub first_paragraph: String,
    /// The text, compiled.
    pub body: Body,
    /// Where the text begins, as a byte of the source.
    pub text_start: usize,
}

/// Parses `source`.
pub fn parse(source: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) -> Document {
    let (front_matter, text) = front_matter::read(source, diagnostics);
    if source.text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::EmptyFile, "This file is empty.")
                .at(source, 0..0)
                .help("Write something in it, or delete it."),
        );
    }
    let title = match front_matter.keys.get("title").and_then(|node| node.text()) {
        Some(title) => Title::Given(title),
        None => Title::Wanted,
    };
    let text_start = text.start;
    let compiled = markdown::compile(source, text, title, diagnostics);
    Document {
        source: source.clone(),
        heading: compiled.title,
        first_paragraph: compiled.first_paragraph,
        body: compiled.body,
        front_matter,
        text_start,
    }
}
