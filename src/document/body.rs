//! A compiled body: HTML with slots for what only the catalogue knows.
//!
//! A body is compiled once, when its source changes. Where its links lead and where its images
//! lie depends on the other entries, so those places are slots; rendering copies the HTML and
//! fills them. A body knows nothing of any other entry.

use std::ops::Range;

/// HTML in pieces, with what its slots refer to.
#[derive(Debug, Default, Clone)]
pub struct Body {
    /// The HTML without what goes into the slots.
    pub html: String,
    /// Where in `html` something is to be filled in, in order.
    pub slots: Vec<(usize, Slot)>,
    /// The links that slots refer to.
    pub links: Vec<Link>,
    /// The images that slots refer to.
    pub images: Vec<Image>,
    /// The headings, in order, for the list of contents.
    pub headings: Vec<Heading>,
    /// Every anchor that a link may lead to, sorted.
    pub anchors: Vec<String>,
    /// The short forms in its prose, each where it comes first.
    pub short_forms: Vec<ShortForm>,
}

impl Body {
    /// Appends the HTML to `out`, calling `fill` at each slot to append what belongs there.
    pub fn write(&self, out: &mut String, mut fill: impl FnMut(Slot, &mut String)) {
        let mut from = 0;
        for (at, slot) in &self.slots {
            out.push_str(&self.html[from..*at]);
            fill(*slot, out);
            from = *at;
        }
        out.push_str(&self.html[from..]);
    }
}

/// What goes into a place of the HTML. Numbers index [`Body::links`] and [`Body::images`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The start tag of a link: `<a href="…">`, or a tag without an address where it leads nowhere.
    LinkStart(u32),
    /// The title of the entry that a link leads to, for links that give no words of their own.
    LinkTitle(u32),
    /// The end tag that goes with [`Slot::LinkStart`].
    LinkEnd(u32),
    /// A whole `<img>` element.
    Image(u32),
}

/// A link to somewhere in the site. Links to other sites need no slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where the author says it leads.
    pub target: LinkTarget,
    /// The destination as written, as bytes of the source (the whole link where it cannot be told).
    pub span: Range<usize>,
}

/// Where a link leads, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// `path?query#fragment`: a file or an address. The path is percent-decoded and may be
    /// empty (this page); query holds its `?`.
    Path {
        /// Before any `?` or `#`.
        path: String,
        /// From `?` to before `#`, as written; often empty.
        query: String,
        /// After `#`, percent-decoded.
        fragment: Option<String>,
    },
    /// `[[id]]` or `[[collection/id#fragment]]`.
    Id {
        /// Before any `#`.
        id: String,
        /// After `#`.
        fragment: Option<String>,
    },
}

/// An image of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Its path as written, percent-decoded.
    pub path: String,
    /// What it shows; empty for decoration.
    pub alt: String,
    /// The destination as written, as bytes of the source.
    pub span: Range<usize>,
}

/// A short form such as SDEC in the prose of a body: not in headings, code or addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortForm {
    /// Its first use, as bytes of the source.
    pub span: Range<usize>,
    /// Where it first stands beside its long form: the byte where that use begins.
    pub spelt_out: Option<usize>,
}

/// A heading of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6 as shown on the page; the title of the page is 1.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Its words without markup.
    pub text: String,
    /// The heading, as bytes of the source.
    pub span: Range<usize>,
}
