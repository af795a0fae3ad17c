//! Links: to other sites as they are, within the site as slots, anything else as words.
//!
//! Must never write a link inside a link, nor an address that [`destination`] refuses.

use super::buffer::Position;
use super::destination::{self, Destination};
use super::escape;
use super::writer::Writer;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Link, Slot};
use crate::text;
use pulldown_cmark::LinkType;
use std::ops::Range;

/// The link that is being written.
#[derive(Debug)]
pub(super) struct OpenLink {
    kind: Kind,
    /// Its address as the parser gives it.
    address: String,
    /// Where its words start in the output.
    words: Position,
    /// How many links inside it are open; they are only words.
    nested: usize,
    /// Whether words in quotes stand behind its address.
    titled: bool,
}

#[derive(Debug)]
enum Kind {
    External,
    /// The index of the link; `named` when its own text is the name of an entry, not words.
    Site {
        index: u32,
        named: bool,
    },
    Refused(String),
}

impl Writer<'_> {
    pub(super) fn start_link(&mut self, link_type: LinkType, address: &str, title: &str) {
        self.open_inline();
        if let Some(link) = &mut self.link {
            link.nested += 1;
            return;
        }
        let kind = match link_type {
            LinkType::WikiLink { has_pothole } => self
                .start_site_link(Link { target: destination::id_target(address), span: 0..0 }, !has_pothole),
            LinkType::Email => self.start_external(&format!("mailto:{address}"), title),
            _ => match destination::classify(address) {
                Destination::Web | Destination::Contact => self.start_external(address, title),
                Destination::Site => self
                    .start_site_link(Link { target: destination::site_target(address), span: 0..0 }, false),
                Destination::Refused(scheme) => Kind::Refused(scheme),
            },
        };
        let (words, titled) = (self.out.position(), !title.is_empty());
        self.link = Some(OpenLink { kind, address: address.to_owned(), words, nested: 0, titled });
    }

    fn start_external(&mut self, address: &str, title: &str) -> Kind {
        self.out.push("<a href=\"");
        escape::address(destination::trim(address), &mut self.out.html);
        if !title.is_empty() {
            self.out.push("\" title=\"");
            text::escape_into(title, &mut self.out.html);
        }
        self.out.push("\">");
        Kind::External
    }

    /// The span of `link` is known when it ends.
    fn start_site_link(&mut self, link: Link, named: bool) -> Kind {
        let index = self.links.len() as u32;
        self.links.push(link);
        self.out.slot(Slot::LinkStart(index));
        Kind::Site { index, named }
    }

    pub(super) fn end_link(&mut self, whole: Range<usize>) {
        self.close_inline();
        match self.link.take() {
            Some(mut link) if link.nested > 0 => {
                link.nested -= 1;
                self.link = Some(link);
            }
            Some(link) => self.end_outer_link(link, whole),
            None => {}
        }
    }

    fn end_outer_link(&mut self, link: OpenLink, whole: Range<usize>) {
        let wordless = self.out.position() == link.words;
        match link.kind {
            Kind::External => {
                if wordless {
                    escape::text(&destination::as_words(&link.address), &mut self.out.html);
                }
                self.out.push("</a>");
            }
            Kind::Site { index, named } => {
                if named || wordless {
                    self.out.go_back(link.words);
                    self.out.slot(Slot::LinkTitle(index));
                }
                self.out.slot(Slot::LinkEnd(index));
                let span = self.address_span(&whole, &link.address);
                if link.titled {
                    self.report_title(&whole, &span);
                }
                if let Some(link) = self.links.get_mut(index as usize) {
                    link.span = span;
                }
            }
            Kind::Refused(scheme) => {
                let span = self.address_span(&whole, &link.address);
                let (message, help) = destination::advice(&scheme);
                self.diagnostics
                    .push(Diagnostic::new(Code::LinkScheme, message).at(self.source, span).help(help));
            }
        }
    }

    /// Says that the words in quotes behind the address at `address` are not shown. Browsers show
    /// them to a mouse alone: nobody gets to them by touch or keyboard, so within the site they are
    /// left out. Links to other sites keep theirs, as any Markdown does.
    pub(super) fn report_title(&mut self, whole: &Range<usize>, address: &Range<usize>) {
        let behind = self.source.text.get(address.end..whole.end).unwrap_or_default();
        let title = behind.trim_start_matches(['>', ' ', '\t', '\n']);
        let start = whole.end - title.len();
        let span = match title.strip_suffix(')') {
            Some(title) if !title.is_empty() => start..start + title.len(),
            _ => whole.clone(),
        };
        let fault =
            Diagnostic::new(Code::TitleNotShown, "The words in quotes behind this address are not shown.");
        let help =
            "If readers need them, write them into the text: only people with a mouse would see them here.";
        self.diagnostics.push(fault.at(self.source, span).help(help));
    }

    /// Where `address` stands in the source, for a link or an image that covers `whole` and ends
    /// with this event.
    pub(super) fn address_span(&self, whole: &Range<usize>, address: &str) -> Range<usize> {
        destination::find(&self.source.text, whole, self.last_end, address)
    }
}
