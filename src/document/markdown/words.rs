//! Prose: text as the parser cuts it up, put together again before it is written.
//!
//! The parser ends a text at every sign that might have meant something, so an address or a
//! missing footnote can only be seen in the whole.

use super::bare;
use super::escape;
use super::writer::Writer;
use crate::diagnostic::{Code, Diagnostic};
use crate::text;
use std::ops::Range;

/// Text of neighbouring events.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    /// Where the last piece ends in the source, if it was an opening bracket and nothing else.
    bracket: Option<usize>,
}

impl Writer<'_> {
    /// Adds text that stands at `span`.
    pub(super) fn add_words(&mut self, text: &str, span: Range<usize>) {
        if text.starts_with('^') && self.words.bracket == Some(span.start) {
            self.missing_note(span.start);
        }
        if text.starts_with('(') && self.source.text[..span.start].ends_with(']') {
            self.address_with_blanks(span.start + 1);
        }
        if text.starts_with('#') {
            self.heading_without_blank(span.start);
        }
        self.words.bracket = (text == "[").then_some(span.end);
        self.words.text.push_str(text);
    }

    /// Says so where what starts at `start`, behind `[words](`, would be a link but for its blanks.
    fn address_with_blanks(&mut self, start: usize) {
        let line = self.source.text[start..].lines().next().unwrap_or("");
        let Some((address, _)) = line.split_once(')') else { return };
        let span = start..start + address.len();
        if address.trim().contains(' ') && !address.contains(['"', '\'', '<', '(']) {
            let message = "This is no link, because its address holds blanks.";
            let whole = address.trim().replace(' ', "%20");
            let fault = Diagnostic::new(Code::NotALink, message).at(self.source, span.clone());
            self.diagnostics.push(fault.help("Write %20 for each blank.").fix(span, whole));
        }
    }

    /// Writes the text added so far, with its bare addresses as links.
    pub(super) fn write_words(&mut self) {
        if self.words.text.is_empty() {
            return;
        }
        self.default_summary();
        let mut words = std::mem::take(&mut self.words);
        self.collect(&words.text);
        // Most texts hold neither an address nor anything to escape: one look tells both.
        if text::has_byte(&words.text, |byte| (byte == b':') | text::is_markup(byte)) {
            self.write_addresses(&words.text);
        } else {
            self.out.push(&words.text);
        }
        words.text.clear();
        words.bracket = None;
        self.words = words;
    }

    fn write_addresses(&mut self, words: &str) {
        let mut from = 0;
        if self.link.is_none() {
            while let Some(found) = bare::find(words, from) {
                escape::text(&words[from..found.start], &mut self.out.html);
                from = found.end;
                self.bare_address(&words[found]);
            }
        }
        escape::text(&words[from..], &mut self.out.html);
    }

    fn bare_address(&mut self, address: &str) {
        self.out.push("<a href=\"");
        escape::address(address, &mut self.out.html);
        self.out.push("\">");
        escape::text(address, &mut self.out.html);
        self.out.push("</a>");
    }
}
