//! A block of raw HTML: lines that Markdown leaves alone.
//!
//! What may pass does, the rest becomes paragraphs of text. Must leave no paragraph and no summary
//! open at the end of the block.

use super::{Container, Element, Problem, Token, token};
use crate::document::markdown::escape;
use crate::document::markdown::writer::Writer;
use std::ops::Range;

/// The lines of a block, without the marks of the quotes and lists around it.
#[derive(Debug, Default)]
pub(super) struct HtmlBlock {
    text: String,
    /// For each piece of `text`, where it starts there and in the source.
    pieces: Vec<(usize, usize)>,
    place: Place,
}

/// Where in a block writing has come to.
#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
enum Place {
    /// Between paragraphs.
    #[default]
    Between,
    /// In a paragraph.
    Paragraph,
    /// In a summary that starts at this byte of the output.
    Summary(usize),
}

impl HtmlBlock {
    fn push(&mut self, text: &str, at: usize) {
        self.pieces.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// The bytes of the source that the bytes at `start` come from. A tag that goes over the end
    /// of its line is cut there.
    fn span(&self, start: usize, length: usize) -> Range<usize> {
        let piece = self.pieces.partition_point(|(at, _)| *at <= start).saturating_sub(1);
        let Some((at, source)) = self.pieces.get(piece) else {
            return 0..0;
        };
        let line_end = self.pieces.get(piece + 1).map_or(self.text.len(), |(at, _)| *at);
        let start_in_source = source + (start - at);
        start_in_source..start_in_source + length.min(line_end - start)
    }
}

impl Writer<'_> {
    /// Begins a block of raw HTML.
    pub(in crate::document::markdown) fn start_html_block(&mut self) {
        self.close_all_inline();
        self.raw.block.text.clear();
        self.raw.block.pieces.clear();
    }

    /// Adds a line of the block, which stands at `at` in the source.
    pub(in crate::document::markdown) fn html_line(&mut self, line: &str, at: usize) {
        self.raw.block.push(line, at);
    }

    /// Writes the block.
    pub(in crate::document::markdown) fn end_html_block(&mut self) {
        let block = std::mem::take(&mut self.raw.block);
        let mut at = 0;
        while at < block.text.len() {
            let (token, length) = token::first(&block.text[at..]);
            let closed = block.text[at + length..].starts_with('>');
            let span = block.span(at, length + usize::from(closed));
            self.block_token(token, &block.text[at..at + length], span);
            at += length;
        }
        self.leave();
        self.raw.block = block;
    }

    fn block_token(&mut self, token: Token<'_>, written: &str, span: Range<usize>) {
        match token {
            Token::Text(text) => self.block_text(text),
            Token::Comment => self.raw.tally.comment(span),
            Token::UnclosedComment => self.raw.tally.unclosed_comment(span),
            Token::Open(Element::Details) => self.open_details(),
            Token::Close(Element::Details) if self.inside_details() => self.end_details(),
            Token::Open(Element::Summary) if self.may_open_summary() => self.open_summary(),
            Token::Close(Element::Summary) if matches!(self.raw.block.place, Place::Summary(_)) => {
                self.leave();
            }
            Token::Open(Element::Summary) => self.show(written, Problem::Summary, span),
            Token::Open(element) => {
                self.enter();
                self.open_inline_element(element);
            }
            Token::Close(element) if self.closes_innermost(element) => self.close_inline_element(element),
            Token::Close(_) => self.show(written, Problem::Unopened, span),
            Token::Refused(name) => self.show(written, Problem::of_refused(name), span),
        }
    }

    fn show(&mut self, written: &str, problem: Problem, span: Range<usize>) {
        self.raw.tally.shown(written, problem, span);
        self.enter();
        escape::text(written, &mut self.out.html);
    }

    fn block_text(&mut self, text: &str) {
        let text = if self.raw.block.place == Place::Between { text.trim_start() } else { text };
        if !text.is_empty() {
            self.enter();
            escape::text_keeping_entities(text, &mut self.out.html);
        }
    }

    /// Begins a paragraph unless something is open that takes text.
    fn enter(&mut self) {
        if self.raw.block.place == Place::Between {
            self.default_summary();
            self.out.fresh_line();
            self.out.push("<p>");
            self.raw.block.place = Place::Paragraph;
        }
    }

    /// Ends the paragraph or the summary that is open.
    fn leave(&mut self) {
        self.close_all_inline();
        let place = std::mem::take(&mut self.raw.block.place);
        if place != Place::Between {
            let end = self.out.html.trim_end().len();
            self.out.html.truncate(end);
        }
        match place {
            Place::Between => {}
            Place::Paragraph => self.out.push("</p>\n"),
            Place::Summary(start) => {
                if self.out.html.len() == start {
                    self.out.push("Details");
                }
                self.out.push("</summary>\n");
            }
        }
    }

    fn open_details(&mut self) {
        self.leave();
        self.default_summary();
        self.out.fresh_line();
        self.out.push("<details>\n");
        self.raw.containers.push(Container::Details { summary: false });
    }

    fn inside_details(&self) -> bool {
        matches!(self.raw.containers.last(), Some(Container::Details { .. }))
    }

    fn end_details(&mut self) {
        self.leave();
        if let Some(Container::Details { summary }) = self.raw.containers.pop() {
            self.close_details(summary);
        }
    }

    fn may_open_summary(&self) -> bool {
        self.raw.block.place == Place::Between && self.raw.awaits_summary()
    }

    fn open_summary(&mut self) {
        self.open_tag(Element::Summary);
        self.has_summary();
        self.raw.block.place = Place::Summary(self.out.html.len());
    }
}
