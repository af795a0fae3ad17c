//! Raw HTML in Markdown: a handful of elements pass, comments are left out, the rest is text.
//!
//! Whatever an author writes, what passes is well nested: an element is closed where the block or
//! container that holds it ends, and a tag that closes nothing is text. No tag is ever copied
//! from the source; those that pass are written from their names.

mod block;
mod tally;
mod token;

pub(super) use token::Element;

use super::escape;
use super::writer::Writer;
use block::HtmlBlock;
use std::ops::Range;
use tally::{Problem, Tally};
use token::Token;

/// What is open, and what was not let through.
#[derive(Debug, Default)]
pub(super) struct Raw {
    /// Inline elements that are open in this block, the innermost last.
    inline: Vec<Inline>,
    /// Containers that are open, the innermost last.
    containers: Vec<Container>,
    /// The HTML block that is being read.
    block: HtmlBlock,
    tally: Tally,
}

#[derive(Debug, PartialEq, Eq)]
enum Inline {
    /// Emphasis, a link and so on: closed by the Markdown parser.
    Markdown,
    /// An element that an author opened.
    Element(Element),
}

#[derive(Debug, PartialEq, Eq)]
enum Container {
    /// A quote, a list item or a footnote: closed by the Markdown parser.
    Markdown,
    /// A `details` element, and whether it has its summary.
    Details { summary: bool },
}

impl Raw {
    /// Whether nothing but the body itself is open.
    pub(super) fn at_top_level(&self) -> bool {
        self.containers.is_empty()
    }

    /// Whether what comes next would be the first thing in a `details`, so that only a summary
    /// may come.
    pub(super) fn awaits_summary(&self) -> bool {
        matches!(self.containers.last(), Some(Container::Details { summary: false }))
    }
}

impl Writer<'_> {
    /// Notes that a Markdown element begins in this block.
    pub(super) fn open_inline(&mut self) {
        self.raw.inline.push(Inline::Markdown);
    }

    /// Closes what an author opened inside the Markdown element that ends.
    pub(super) fn close_inline(&mut self) {
        while let Some(Inline::Element(element)) = self.raw.inline.pop() {
            self.close_tag(element);
        }
    }

    /// Closes what is still open where a block ends or another begins.
    pub(super) fn close_all_inline(&mut self) {
        while let Some(inline) = self.raw.inline.pop() {
            if let Inline::Element(element) = inline {
                self.close_tag(element);
            }
        }
    }

    /// Notes that a Markdown container begins.
    pub(super) fn open_container(&mut self) {
        self.raw.containers.push(Container::Markdown);
    }

    /// Closes each `details` inside the container that ends; call before its end tag is written.
    pub(super) fn close_container(&mut self) {
        self.close_all_inline();
        while let Some(Container::Details { summary }) = self.raw.containers.pop() {
            self.close_details(summary);
        }
    }

    /// Closes each `details` that is open at the end of the body.
    pub(super) fn close_all_containers(&mut self) {
        while !self.raw.at_top_level() {
            self.close_container();
        }
    }

    /// Gives the `details` just opened a summary, if something else comes first.
    pub(super) fn default_summary(&mut self) {
        if self.raw.awaits_summary() {
            self.out.push("<summary>Details</summary>\n");
            self.has_summary();
        }
    }

    fn has_summary(&mut self) {
        if let Some(Container::Details { summary }) = self.raw.containers.last_mut() {
            *summary = true;
        }
    }

    fn close_details(&mut self, summary: bool) {
        if !summary {
            self.out.push("<summary>Details</summary>\n");
        }
        self.out.fresh_line();
        self.out.push("</details>\n");
    }

    fn open_tag(&mut self, element: Element) {
        self.out.push("<");
        self.out.push(element.name());
        self.out.push(">");
    }

    fn close_tag(&mut self, element: Element) {
        self.out.push("</");
        self.out.push(element.name());
        self.out.push(">");
    }

    /// One tag, comment or the like amid text.
    pub(super) fn inline_html(&mut self, html: &str, span: Range<usize>) {
        let problem = match token::first(html).0 {
            Token::Open(element @ (Element::Br | Element::Sub | Element::Sup | Element::Kbd)) => {
                return self.open_inline_element(element);
            }
            Token::Close(element) if self.closes_innermost(element) => {
                return self.close_inline_element(element);
            }
            Token::Comment | Token::UnclosedComment => return self.raw.tally.comment(span),
            Token::Close(_) => Problem::Unopened,
            Token::Open(_) => Problem::Inline,
            Token::Refused(name) => Problem::of_refused(name),
            Token::Text(_) => Problem::Unknown,
        };
        self.raw.tally.shown(html, problem, span);
        escape::text(html, &mut self.out.html);
        self.collect(html);
    }

    /// HTML inside the description of an image, which is text and nothing else.
    pub(super) fn html_in_description(&mut self, html: &str, span: Range<usize>) {
        if html.starts_with("<!--") {
            return self.raw.tally.comment(span);
        }
        self.raw.tally.shown(html, Problem::Unknown, span);
        self.plain.push_str(html);
    }

    fn open_inline_element(&mut self, element: Element) {
        self.open_tag(element);
        if element == Element::Br {
            self.collect(" ");
        } else {
            self.raw.inline.push(Inline::Element(element));
        }
    }

    fn closes_innermost(&self, element: Element) -> bool {
        self.raw.inline.last() == Some(&Inline::Element(element))
    }

    fn close_inline_element(&mut self, element: Element) {
        self.raw.inline.pop();
        self.close_tag(element);
    }

    /// Reports what was shown as text and what was left out.
    pub(super) fn report_raw_html(&mut self) {
        let tally = std::mem::take(&mut self.raw.tally);
        tally.report(self.source, self.diagnostics);
    }
}
