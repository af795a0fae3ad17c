//! Headings: their anchors, their levels, and the one that is the title of the page.
//!
//! Levels are settled at the end, because a heading of level 1 anywhere moves all of them.

use super::Title;
use super::buffer::Position;
use super::writer::{Collecting, Writer};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Heading;
use crate::text;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The headings so far.
#[derive(Debug, Default)]
pub(super) struct Headings {
    pub(super) list: Vec<Heading>,
    /// The words of the heading that was taken out because it is the title.
    pub(super) title: Option<String>,
    open: Option<OpenHeading>,
    /// Every anchor in use, and the number that was last put behind it to make another.
    ids: FxHashMap<String, usize>,
    has_first_level: bool,
}

#[derive(Debug)]
struct OpenHeading {
    start: Position,
    span: Range<usize>,
    /// The anchor that the author gives, if it can be used.
    custom: Option<String>,
    may_be_title: bool,
    links: usize,
    images: usize,
}

impl Writer<'_> {
    pub(super) fn start_heading(
        &mut self,
        level: u8,
        id: Option<&str>,
        attributes: bool,
        span: Range<usize>,
    ) {
        let may_be_title = level == 1
            && self.title != Title::Keep
            && self.headings.title.is_none()
            && self.raw.at_top_level()
            && self.out.is_empty();
        if attributes {
            self.report_attributes(&span);
        }
        let custom = id.filter(|id| self.check_anchor(id, &span)).map(str::to_owned);
        let (links, images) = (self.links.len(), self.images.len());
        let start = self.out.position();
        self.headings.open = Some(OpenHeading { start, span, custom, may_be_title, links, images });
        self.out.push(open_tag(level));
        self.start_collecting(Collecting::Heading);
    }

    pub(super) fn end_heading(&mut self, level: u8) {
        self.close_all_inline();
        let text = self.collected();
        let Some(open) = self.headings.open.take() else {
            return;
        };
        if open.may_be_title && self.is_title(&text) {
            self.out.go_back(open.start);
            self.links.truncate(open.links);
            self.images.truncate(open.images);
            self.headings.title = Some(text);
            return;
        }
        let id = self.headings.unique(open.custom.unwrap_or_else(|| anchor(&text)));
        self.out.insert(open.start, "<h2".len(), &[" id=\"", &id, "\""].concat());
        self.out.push(close_tag(level));
        self.out.note_level(open.start);
        self.out.push("\n");
        self.headings.has_first_level |= level == 1;
        if !self.in_note() {
            self.headings.list.push(Heading { level, id, text, span: open.span });
        }
    }

    fn is_title(&self, text: &str) -> bool {
        match self.title {
            Title::Keep => false,
            Title::Wanted => !text.is_empty(),
            Title::Given(title) => same_words(title, text),
        }
    }

    /// Makes every heading one level deeper where the body has one of level 1, which is the
    /// page's own.
    pub(super) fn settle_levels(&mut self) {
        if self.title == Title::Keep || !self.headings.has_first_level {
            return;
        }
        self.out.shift_levels();
        self.shift_levels_of_notes();
        for heading in &mut self.headings.list {
            heading.level = (heading.level + 1).min(6);
        }
    }

    fn report_attributes(&mut self, heading: &Range<usize>) {
        let span = self.braces(heading);
        self.diagnostics.push(
            Diagnostic::new(
                Code::HeadingAttributes,
                "Classes and other attributes of a heading have no effect.",
            )
            .at(self.source, span)
            .help("Only an anchor has, as in {#costs}. Delete the rest."),
        );
    }

    fn check_anchor(&mut self, id: &str, heading: &Range<usize>) -> bool {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let good = !id.is_empty() && id.bytes().all(plain);
        if good && !self.headings.ids.contains_key(id) {
            return true;
        }
        let message = if good {
            format!("The anchor \"{id}\" is already that of a heading above.")
        } else {
            format!("The anchor \"{id}\" has more in it than lower case letters, digits and hyphens.")
        };
        let suggestion = anchor(id);
        let help = if good {
            "Choose another, or delete it: then the words of the heading are used.".to_owned()
        } else {
            format!("Write {{#{suggestion}}}. Until then the words of the heading are used.")
        };
        let span = self.braces(heading);
        self.diagnostics
            .push(Diagnostic::new(Code::HeadingAttributes, message).at(self.source, span).help(help));
        false
    }

    /// Where the braces of a heading stand.
    fn braces(&self, heading: &Range<usize>) -> Range<usize> {
        let text = self.source.text.get(heading.clone()).unwrap_or_default();
        match text.rfind('{') {
            Some(start) => {
                let length = text[start..].find('}').map_or(1, |end| end + 1);
                heading.start + start..heading.start + start + length
            }
            None => heading.clone(),
        }
    }
}

impl Headings {
    /// `id`, with a number behind it if it is in use.
    fn unique(&mut self, id: String) -> String {
        let Some(last) = self.ids.get(&id) else {
            self.ids.insert(id.clone(), 1);
            return id;
        };
        let mut number = *last;
        let other = loop {
            number += 1;
            let other = format!("{id}-{number}");
            if !self.ids.contains_key(&other) {
                break other;
            }
        };
        self.ids.insert(id, number);
        self.ids.insert(other.clone(), 1);
        other
    }
}

fn anchor(text: &str) -> String {
    let slug = text::slug(text);
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// Whether two titles differ in nothing but case, spaces and punctuation.
fn same_words(a: &str, b: &str) -> bool {
    let (slug_a, slug_b) = (text::slug(a), text::slug(b));
    if slug_a.is_empty() && slug_b.is_empty() {
        return a.split_whitespace().eq(b.split_whitespace()) && !b.is_empty();
    }
    slug_a == slug_b
}

fn open_tag(level: u8) -> &'static str {
    ["<h1>", "<h2>", "<h3>", "<h4>", "<h5>", "<h6>"][usize::from(level.clamp(1, 6) - 1)]
}

fn close_tag(level: u8) -> &'static str {
    ["</h1>", "</h2>", "</h3>", "</h4>", "</h5>", "</h6>"][usize::from(level.clamp(1, 6) - 1)]
}
