//! Markdown -> [`Body`]: CommonMark with tables, footnotes, task lists, strikethrough, alerts,
//! heading anchors, wikilinks and bare addresses.
//!
//! A pure function of one source. Whatever the text holds, the HTML is well nested, made of the
//! few tags that are written here, and free of scripts; what an author cannot have is shown as
//! text or left out, and reported. Nothing here may look at another file, and no text may make it
//! panic or take more than linear time.

mod bare;
mod block;
mod buffer;
mod destination;
mod escape;
mod footnote;
mod heading;
mod image;
mod link;
mod raw;
mod slip;
mod table;
mod words;
mod writer;

#[cfg(test)]
mod tests;

use super::Body;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use pulldown_cmark::{Options, Parser};
use std::ops::Range;
use std::sync::Arc;
use writer::Writer;

/// What is known about the page's title, which is its only heading of level 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Title<'a> {
    /// The front matter gives it.
    Given(&'a str),
    /// The body's first heading may give it.
    Wanted,
    /// The body stands alone: its headings stay as they are.
    Keep,
}

/// What became of a body.
#[derive(Debug)]
pub struct Compiled {
    /// The body.
    pub body: Body,
    /// The words of a heading of level 1 that was taken out of the body because it is the title.
    pub title: Option<String>,
    /// The first paragraph as plain text; empty when there is none.
    pub first_paragraph: String,
}

/// Compiles the Markdown at `range` of `source`. All places, in the result and in what is added to
/// `diagnostics`, are bytes of the whole source.
pub fn compile(
    source: &Arc<Source>,
    range: Range<usize>,
    title: Title<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Compiled {
    let mut base = range.start;
    let mut text = source.text.get(range).unwrap_or_default();
    if let Some(rest) = text.strip_prefix('\u{feff}') {
        base += text.len() - rest.len();
        text = rest;
    }
    let mut writer = Writer::new(source, text.len(), title, diagnostics);
    for (event, span) in Parser::new_ext(text, options()).into_offset_iter() {
        writer.event(event, base + span.start..base + span.end);
    }
    writer.finish()
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
}
