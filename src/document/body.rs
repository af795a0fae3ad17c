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
    /// The anchors of its footnotes, and of the places that refer to them.
    pub note_anchors: Vec<String>,
}

/// Elements whose text is not running text, or leads somewhere already.
const NOT_PROSE: &[&str] = &["a", "code", "pre", "kbd", "h1", "h2", "h3", "h4", "h5", "h6"];

impl Body {
    /// Every anchor that a link may lead to.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let headings = self.headings.iter().map(|heading| heading.id.as_str());
        headings.chain(self.note_anchors.iter().map(String::as_str))
    }

    /// The running text: where it stands in `html`. Headings, code and the words of links are left
    /// out.
    pub fn prose(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut slots = self.slots.iter().peekable();
        let (mut depth, mut links) = (0usize, 0usize);
        let mut at = 0;
        while at < self.html.len() {
            let tag = self.html[at..].find('<').map_or(self.html.len(), |tag| at + tag);
            let mut from = at;
            while let Some((offset, slot)) = slots.next_if(|(offset, _)| *offset <= tag) {
                if depth == 0 && links == 0 && from < *offset {
                    found.push(from..*offset);
                }
                from = *offset;
                match slot {
                    Slot::LinkStart(_) => links += 1,
                    Slot::LinkEnd(_) => links = links.saturating_sub(1),
                    Slot::LinkTitle(_) | Slot::Image(_) => {}
                }
            }
            if depth == 0 && links == 0 && from < tag {
                found.push(from..tag);
            }
            let end = self.html[tag..].find('>').map_or(self.html.len(), |end| tag + end + 1);
            let inside = self.html[tag..end].trim_matches(['<', '>']);
            let name = inside.trim_start_matches('/').split(' ').next().unwrap_or("");
            if NOT_PROSE.contains(&name) {
                depth = if inside.starts_with('/') { depth.saturating_sub(1) } else { depth + 1 };
            }
            at = end;
        }
        found
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
