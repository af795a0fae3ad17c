//! The pieces of HTML that many pages show: rows of lists, links to entries and terms, and what stands
//! around the pages of a section.
//!
//! Each is rendered once. It shows nothing but the card of an entry or of a term, or the site and a
//! section of it; and as what leads from a page to the site's root differs between pages, it is kept
//! with gaps for that.

use crate::hash::{Hash, Hasher};
use crate::input::Words;
use crate::page::view::{CardView, FactValue, PlaceView};
use crate::page::{self, Part, Place};
use crate::schema::Card;
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::sync::{Arc, PoisonError, RwLock};
use tera::{Context, Error, Tera, Value};

/// Stands for the way to the root while a piece is rendered. No text of an author can hold it:
/// escaping replaces it.
const GAP: char = '\0';

/// A piece of HTML, and where in it the way to the root belongs.
#[derive(Debug)]
struct Piece {
    html: String,
    gaps: Vec<usize>,
}

/// The pieces of one template that were rendered so far, by the hashes of what they show.
#[derive(Debug, Default)]
struct Pieces(RwLock<FxHashMap<Hash, Arc<Piece>>>);

/// Every piece that was rendered so far.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    rows: Pieces,
    links: Pieces,
    around: Pieces,
}

/// The pieces, for the page that is being rendered.
pub(super) struct OnPage<'a> {
    pub(super) fragments: &'a Fragments,
    pub(super) tera: &'a Tera,
    pub(super) words: &'a Words,
    /// The first failure of a template.
    pub(super) failed: Cell<Option<Error>>,
}

impl page::Fragments for OnPage<'_> {
    fn rows(&self, cards: &[Arc<Card>], root: &str) -> Value {
        let row = |card: &Arc<Card>| {
            self.fragments.rows.get(card.hash, || {
                let card = Value::from_serializable(&CardView::of(card, self.words));
                self.render("row.html", "card", card, GAP.encode_utf8(&mut [0]))
            })
        };
        let rows: Vec<Arc<Piece>> = cards.iter().filter_map(row).collect();
        let mut out = String::with_capacity(rows.iter().map(|row| row.len(root)).sum());
        rows.iter().for_each(|row| row.write(root, &mut out));
        Value::safe_string(&out)
    }

    fn link(&self, text: &str, url: &str, hash: Hash, root: &str) -> Value {
        let piece = self.fragments.links.get(hash, || {
            let link = Value::from_serializable(&FactValue::Page { text, url });
            self.render("value.html", "value", link, GAP.encode_utf8(&mut [0]))
        });
        piece.map_or_else(Value::none, |piece| piece.on_page(root))
    }

    fn around(&self, template: &'static str, place: Place<'_>, site: &Part) -> Value {
        let shown = Hasher::default().text(template).hash(site.hash).text(place.section).text(place.url);
        let piece = self.fragments.around.get(shown.finish(), || {
            let mut context = Context::new();
            context.insert_value("site", site.value.clone());
            let root = Value::safe_string(GAP.encode_utf8(&mut [0]));
            let page = PlaceView { root, section: place.section, url: place.url };
            context.insert_value("page", Value::from_serializable(&page));
            self.html(template, &context)
        });
        piece.map_or_else(Value::none, |piece| piece.on_page(place.root))
    }

    fn value(&self, value: &FactValue<'_>, root: &str) -> Value {
        let html = self.render("value.html", "value", Value::from_serializable(value), root);
        Value::safe_string(&html.unwrap_or_default())
    }
}

impl OnPage<'_> {
    /// What `template` makes of `value`, which it knows as `name`; `None` where it fails.
    fn render(&self, template: &str, name: &'static str, value: Value, root: &str) -> Option<String> {
        let mut context = Context::new();
        context.insert_value(name, value);
        context.insert_value("root", Value::safe_string(root));
        self.html(template, &context)
    }

    fn html(&self, template: &str, context: &Context) -> Option<String> {
        let rendered = self.tera.render(template, context);
        rendered.map_err(|error| self.failed.set(Some(error))).ok()
    }
}

impl Pieces {
    /// The piece that shows what has the hash `shown`, made by `html` if there is none yet.
    /// What fails is not kept: it has to fail on every page that shows it.
    fn get(&self, shown: Hash, html: impl FnOnce() -> Option<String>) -> Option<Arc<Piece>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&shown).cloned();
        known.or_else(|| {
            let piece = Arc::new(Piece::new(&html()?));
            self.0.write().unwrap_or_else(PoisonError::into_inner).insert(shown, piece.clone());
            Some(piece)
        })
    }
}

impl Piece {
    fn new(with_gaps: &str) -> Self {
        let mut piece = Self { html: String::with_capacity(with_gaps.len()), gaps: Vec::new() };
        for (nth, part) in with_gaps.split(GAP).enumerate() {
            if nth > 0 {
                piece.gaps.push(piece.html.len());
            }
            piece.html.push_str(part);
        }
        piece
    }

    /// The piece on a page from which `root` leads to the site's root.
    fn on_page(&self, root: &str) -> Value {
        let mut out = String::with_capacity(self.len(root));
        self.write(root, &mut out);
        Value::safe_string(&out)
    }

    /// How long it is on a page from which `root` leads to the site's root.
    fn len(&self, root: &str) -> usize {
        self.html.len() + self.gaps.len() * root.len()
    }

    fn write(&self, root: &str, out: &mut String) {
        let mut from = 0;
        for gap in &self.gaps {
            out.push_str(&self.html[from..*gap]);
            out.push_str(root);
            from = *gap;
        }
        out.push_str(&self.html[from..]);
    }
}
