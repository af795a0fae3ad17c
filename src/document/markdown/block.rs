//! Paragraphs, quotes, alerts, code and list items.
//!
//! Must write no attribute that comes from the author, save the language of code.

use super::writer::{Collecting, Verbatim, Writer};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind};
use std::ops::Range;

impl Writer<'_> {
    pub(super) fn start_paragraph(&mut self, span: Range<usize>) {
        self.paragraph = span.start;
        self.table_without_rule(span);
        self.out.push("<p>");
        if self.first_paragraph.is_none() && self.raw.at_top_level() {
            self.start_collecting(Collecting::FirstParagraph);
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        self.close_all_inline();
        self.out.push("</p>\n");
        if self.collecting == Collecting::FirstParagraph {
            self.first_paragraph = Some(self.collected()).filter(|text| !text.is_empty());
        }
    }

    pub(super) fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.open_container();
        self.out.push(match kind {
            None => "<blockquote>\n",
            Some(BlockQuoteKind::Note) => {
                "<div class=\"alert alert-note\">\n<p class=\"alert-title\">Note</p>\n"
            }
            Some(BlockQuoteKind::Tip) => {
                "<div class=\"alert alert-tip\">\n<p class=\"alert-title\">Tip</p>\n"
            }
            Some(BlockQuoteKind::Important) => {
                "<div class=\"alert alert-important\">\n<p class=\"alert-title\">Important</p>\n"
            }
            Some(BlockQuoteKind::Warning) => {
                "<div class=\"alert alert-warning\">\n<p class=\"alert-title\">Warning</p>\n"
            }
            Some(BlockQuoteKind::Caution) => {
                "<div class=\"alert alert-caution\">\n<p class=\"alert-title\">Caution</p>\n"
            }
        });
    }

    pub(super) fn end_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.close_container();
        self.out.fresh_line();
        self.out.push(if kind.is_some() { "</div>\n" } else { "</blockquote>\n" });
    }

    pub(super) fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.verbatim = Verbatim::Code;
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next(),
            CodeBlockKind::Indented => None,
        };
        match language {
            Some(language) => {
                self.out.push("<pre><code class=\"language-");
                crate::text::escape_into(language, &mut self.out.html);
                self.out.push("\">");
            }
            None => self.out.push("<pre><code>"),
        }
    }

    pub(super) fn end_code(&mut self) {
        self.verbatim = Verbatim::No;
        self.out.push("</code></pre>\n");
    }

    pub(super) fn start_item(&mut self) {
        self.open_container();
        self.out.push("<li");
        self.item = self.out.html.len();
        self.out.push(">");
    }

    pub(super) fn end_item(&mut self) {
        self.close_container();
        self.out.push("</li>\n");
    }

    pub(super) fn task(&mut self, done: bool) {
        // The marker is the first thing of its item: nothing but tags stands behind `<li`.
        self.out.html.insert_str(self.item, " class=\"task\"");
        self.out.push(if done {
            "<input type=\"checkbox\" disabled aria-label=\"Done\" checked> "
        } else {
            "<input type=\"checkbox\" disabled aria-label=\"To do\"> "
        });
    }
}
