//! What one entry's page shows of others.

use super::glossary::ShortForm;
use super::term::TermCard;
use crate::diagnostic::Diagnostic;
use crate::hash::{Hash, Hasher};
use crate::input::Asset;
use crate::schema::Card;
use crate::text;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Where a link leads.
#[derive(Debug, Clone)]
pub enum LinkTo {
    /// To an entry.
    Entry {
        /// What it shows of itself.
        card: Arc<Card>,
        /// Query and fragment as they stand behind the address: `#costs`; often empty.
        rest: String,
    },
    /// To a heading of the page itself, by its fragment.
    Here(String),
    /// To another page, by its address below the site's root with query and fragment.
    Address(String),
    /// To a file, by its path below the site's root with query and fragment.
    File(String),
    /// Nowhere: the words are shown without a link.
    Nowhere,
}

/// An image that a page shows.
#[derive(Debug, Clone)]
pub struct ShownImage {
    /// Its path below the site's root.
    pub path: String,
    /// Width and height in pixels, where it says so.
    pub dimensions: Option<(u32, u32)>,
}

impl ShownImage {
    pub(super) fn new(asset: &Asset) -> Self {
        Self { path: text::percent_encode(&asset.path), dimensions: asset.dimensions }
    }

    /// Hash of all of it.
    pub fn hash(&self) -> Hash {
        let (width, height) = self.dimensions.unwrap_or_default();
        Hasher::default().text(&self.path).number(u64::from(width) << 32 | u64::from(height)).finish()
    }
}

/// A short form that the text does not spell out, and what it stands for.
#[derive(Debug, Clone)]
pub struct Expansion {
    /// Where it stands in the HTML of the body.
    pub at: Range<usize>,
    /// What it stands for.
    pub form: Arc<ShortForm>,
    /// Whether it stands for several.
    pub several: bool,
}

/// What fills the slots of one body, in the order of its links and images.
#[derive(Debug, Default)]
pub struct Filling {
    /// Where each link leads.
    pub links: Vec<LinkTo>,
    /// What each image is; `None` where it is missing.
    pub images: Vec<Option<ShownImage>>,
    /// The short forms to be spelt out, in order.
    pub expansions: Vec<Expansion>,
    /// Hash of all of it.
    pub hash: Hash,
}

/// Stands for an entry as long as its file is there, while its number changes with every file that
/// comes or goes before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Handle(u32);

impl Handle {
    pub(super) fn new(index: usize) -> Self {
        Self(index as u32)
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// An entry that a field refers to.
#[derive(Debug)]
pub struct Reference {
    /// The entry.
    pub target: Handle,
    /// The path of the field: `sources.id`.
    pub field: String,
    /// Its id as written.
    pub id: String,
}

/// Everything that one entry's page shows of others.
#[derive(Debug, Default)]
pub struct Resolved {
    /// For the entry's text and then for each of its Markdown fields, in order.
    pub fillings: Vec<Arc<Filling>>,
    /// The entries that its fields refer to.
    pub references: Vec<Reference>,
    /// The terms that its fields name.
    pub terms: Vec<Arc<TermCard>>,
    /// The images and files that its fields name, by the path as written.
    pub named: Vec<(String, ShownImage)>,
    /// The files of the content folder that it shows or links to.
    pub files: BTreeSet<String>,
    /// The entries that it looked at.
    pub targets: Vec<Handle>,
    /// The keys of the names that it asked for.
    pub(super) asked: Vec<u32>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Filling {
    pub(super) fn new(
        links: Vec<LinkTo>,
        images: Vec<Option<ShownImage>>,
        expansions: Vec<Expansion>,
    ) -> Self {
        let nothing = links.is_empty() && images.is_empty() && expansions.is_empty();
        let hash = if nothing { Hash::default() } else { hash(&links, &images, &expansions) };
        Self { links, images, expansions, hash }
    }
}

fn hash(links: &[LinkTo], images: &[Option<ShownImage>], expansions: &[Expansion]) -> Hash {
    let mut hasher = Hasher::default();
    for link in links {
        hasher = match link {
            LinkTo::Entry { card, rest } => hasher.number(1).hash(card.hash).text(rest),
            LinkTo::Address(address) => hasher.number(2).text(address),
            LinkTo::File(address) => hasher.number(3).text(address),
            LinkTo::Here(address) => hasher.number(4).text(address),
            LinkTo::Nowhere => hasher.number(5),
        };
    }
    for image in images {
        hasher = match image {
            Some(shown) => hasher.number(1).hash(shown.hash()),
            None => hasher.number(0),
        };
    }
    for expansion in expansions {
        hasher = hasher.number(expansion.at.start as u64).hash(expansion.form.card.hash);
    }
    hasher.finish()
}
