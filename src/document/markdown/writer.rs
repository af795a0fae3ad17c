//! Parser events -> HTML: the state that all parts share, and which part takes which event.
//!
//! Blocks, headings, links, images, tables, footnotes and raw HTML have files of their own, each
//! with its own part of the state. Must leave every element that it opened closed.

use super::buffer::Buffer;
use super::footnote::Notes;
use super::heading::Headings;
use super::image::OpenImage;
use super::link::OpenLink;
use super::raw::Raw;
use super::table::Tables;
use super::words::Words;
use super::{Compiled, Title, escape};
use crate::diagnostic::Diagnostic;
use crate::document::{Body, Image, Link};
use crate::source::Source;
use crate::text;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;
use std::sync::Arc;

/// A body that is being written.
pub(super) struct Writer<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) title: Title<'a>,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    pub(super) out: Buffer,
    pub(super) links: Vec<Link>,
    pub(super) images: Vec<Image>,
    /// Text that is not written yet.
    pub(super) words: Words,
    /// Text without markup, while something collects it.
    pub(super) plain: String,
    pub(super) collecting: Collecting,
    pub(super) first_paragraph: Option<String>,
    pub(super) link: Option<OpenLink>,
    pub(super) image: Option<OpenImage>,
    pub(super) headings: Headings,
    pub(super) tables: Tables,
    pub(super) notes: Notes,
    pub(super) raw: Raw,
    pub(super) verbatim: Verbatim,
    /// Where the last paragraph starts in the source.
    pub(super) paragraph: usize,
    /// Where the last `<li` ends in the output.
    pub(super) item: usize,
    /// Where the last event ends in the source.
    pub(super) last_end: usize,
}

/// What the plain text is collected for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Collecting {
    Nothing,
    Heading,
    FirstParagraph,
}

/// Blocks whose text is not prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verbatim {
    No,
    Code,
    Html,
}

impl<'a> Writer<'a> {
    /// A writer for a body of about `length` bytes of Markdown.
    pub(super) fn new(
        source: &'a Arc<Source>,
        length: usize,
        title: Title<'a>,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            source,
            title,
            diagnostics,
            out: Buffer::with_capacity(length + length / 4 + 64),
            links: Vec::new(),
            images: Vec::new(),
            words: Words::default(),
            plain: String::new(),
            collecting: Collecting::Nothing,
            first_paragraph: None,
            link: None,
            image: None,
            headings: Headings::default(),
            tables: Tables::default(),
            notes: Notes::default(),
            raw: Raw::default(),
            verbatim: Verbatim::No,
            paragraph: usize::MAX,
            item: 0,
            last_end: 0,
        }
    }

    /// Takes the next event of the parser, which covers `span` of the source.
    pub(super) fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        let (start, end) = (span.start, span.end);
        let starts = matches!(event, Event::Start(_));
        match event {
            event if self.image.is_some() => self.in_description(event, span),
            Event::Text(text) => self.text(&text, span),
            Event::Html(html) => self.html_line(&html, start),
            event => {
                self.write_words();
                self.other(event, span);
            }
        }
        self.last_end = if starts { start } else { end };
    }

    fn text(&mut self, text: &str, span: Range<usize>) {
        match self.verbatim {
            Verbatim::No => self.add_words(text, span),
            Verbatim::Code => escape::text(text, &mut self.out.html),
            Verbatim::Html => self.html_line(text, span.start),
        }
    }

    fn other(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                self.verbatim = Verbatim::Html;
                self.start_html_block();
            }
            Event::Start(tag) => {
                self.default_summary();
                self.start(tag, span);
            }
            Event::End(tag) => self.end(tag, span),
            inline => {
                self.default_summary();
                self.inline(inline, span);
            }
        }
    }

    fn inline(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Code(code) => {
                self.out.push("<code>");
                escape::text(&code, &mut self.out.html);
                self.out.push("</code>");
                self.collect(&code);
            }
            Event::InlineHtml(html) => self.inline_html(&html, span),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::SoftBreak => {
                self.out.push("\n");
                self.collect(" ");
            }
            Event::HardBreak => {
                self.out.push("<br>\n");
                self.collect(" ");
            }
            Event::Rule => {
                self.before_block();
                self.out.push("<hr>\n");
            }
            Event::TaskListMarker(done) => self.task(done),
            // Text and HTML were dealt with; the rest belongs to options that are off.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Emphasis => self.start_inline("<em>"),
            Tag::Strong => self.start_inline("<strong>"),
            Tag::Strikethrough => self.start_inline("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title),
            Tag::Image { link_type, dest_url, title, .. } => self.start_image(link_type, &dest_url, &title),
            Tag::TableCell => self.start_cell(),
            block => {
                self.before_block();
                self.start_block(block, span);
            }
        }
    }

    fn start_block(&mut self, tag: Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Paragraph => self.start_paragraph(span),
            Tag::Heading { level, id, classes, attrs } => {
                self.start_heading(
                    level as u8,
                    id.as_deref(),
                    !classes.is_empty() || !attrs.is_empty(),
                    span,
                );
            }
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::List(None) => self.out.push("<ul>\n"),
            Tag::List(Some(1)) => self.out.push("<ol>\n"),
            Tag::List(Some(first)) => self.out.push(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(label) => self.start_note(&label, span),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Range<usize>) {
        match tag {
            TagEnd::Emphasis => self.end_inline("</em>"),
            TagEnd::Strong => self.end_inline("</strong>"),
            TagEnd::Strikethrough => self.end_inline("</del>"),
            TagEnd::Link => self.end_link(span),
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(level) => self.end_heading(level as u8),
            TagEnd::BlockQuote(kind) => self.end_quote(kind),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => {
                self.verbatim = Verbatim::No;
                self.end_html_block();
            }
            TagEnd::List(true) => self.out.push("</ol>\n"),
            TagEnd::List(false) => self.out.push("</ul>\n"),
            TagEnd::Item => self.end_item(),
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.out.push("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            // Images end in their description; the rest belongs to options that are off.
            _ => {}
        }
    }

    /// Ends what may still be open before a block, and goes to a new line.
    fn before_block(&mut self) {
        self.close_all_inline();
        self.out.fresh_line();
    }

    fn start_inline(&mut self, tag: &str) {
        self.open_inline();
        self.out.push(tag);
    }

    fn end_inline(&mut self, tag: &str) {
        self.close_inline();
        self.out.push(tag);
    }

    /// Adds to the text without markup, if it is wanted.
    pub(super) fn collect(&mut self, text: &str) {
        if self.collecting != Collecting::Nothing {
            self.plain.push_str(text);
        }
    }

    /// Begins to collect text without markup.
    pub(super) fn start_collecting(&mut self, what: Collecting) {
        self.plain.clear();
        self.collecting = what;
    }

    /// The text collected, with single spaces.
    pub(super) fn collected(&mut self) -> String {
        self.collecting = Collecting::Nothing;
        text::one_line(&self.plain)
    }

    /// Ends the body.
    pub(super) fn finish(mut self) -> Compiled {
        self.write_words();
        self.close_all_inline();
        self.close_all_containers();
        self.report_raw_html();
        self.settle_levels();
        let note_anchors = self.gather_notes();
        let body = Body {
            // Copies without the room to grow: that would add up to a fifth of what a build holds.
            html: self.out.html.as_str().to_owned(),
            slots: fitted(self.out.slots),
            links: fitted(self.links),
            images: fitted(self.images),
            headings: fitted(self.headings.list),
            note_anchors,
        };
        Compiled {
            body,
            title: self.headings.title,
            first_paragraph: self.first_paragraph.unwrap_or_default(),
        }
    }
}

/// `list` in no more room than it needs: what is only shrunk may stay where it is.
fn fitted<T>(mut list: Vec<T>) -> Vec<T> {
    let mut fitted = Vec::with_capacity(list.len());
    fitted.append(&mut list);
    fitted
}
