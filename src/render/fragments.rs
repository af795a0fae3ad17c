//! The pieces of HTML that many pages show. Each is rendered once.
//!
//! Rows of lists, and links to entries and terms, show nothing but a card. As what leads from a page to
//! the site's root differs between pages, they are kept with gaps for that. What stands around the
//! pages of a section, and the way down to them, is kept as it is: there are few of each.
//!
//! Rows are most of what lists show. Templates see a stand-in for them, and they are put in its place when
//! the page is done, so that they are copied once.

use crate::hash::{Hash, Hasher};
use crate::input::Words;
use crate::page::view::{CardView, Crumb, FactValue, Frame, PlaceView};
use crate::page::{self, Part, Place};
use crate::schema::Card;
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::sync::{Arc, PoisonError, RwLock};
use tera::{Context, Error, Tera, Value};

/// Stands for the way to the root while a piece is rendered. No text of an author can hold it:
/// escaping replaces it.
const GAP: char = '\0';

/// What a stand-in for rows begins with; their number follows. It stands between two gaps.
const ROWS: &str = "rows ";

/// A piece of HTML, and where in it the way to the root belongs.
#[derive(Debug)]
struct Piece {
    html: String,
    gaps: Vec<usize>,
}

/// What was rendered so far, by the hashes of what it shows.
#[derive(Debug)]
struct Rendered<T>(RwLock<FxHashMap<Hash, T>>);

/// Every piece that was rendered so far.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    rows: Rendered<Arc<Piece>>,
    links: Rendered<Arc<Piece>>,
    frames: Rendered<Value>,
    crumbs: Rendered<Value>,
}

/// The pieces, for the page that is being rendered.
pub(super) struct OnPage<'a> {
    fragments: &'a Fragments,
    tera: &'a Tera,
    words: &'a Words,
    /// The first failure of a template.
    failed: Cell<Option<Error>>,
    /// The rows that stand-ins stand for, by their numbers.
    lists: RefCell<Vec<Vec<Arc<Piece>>>>,
    /// Where links are put together.
    html: RefCell<String>,
}

impl page::Fragments for OnPage<'_> {
    fn rows(&self, cards: &[Arc<Card>]) -> Value {
        let row = |card: &Arc<Card>| {
            self.fragments.rows.get(card.hash, || {
                let card = Value::from_serializable(&CardView::of(card, self.words));
                self.piece("row.html", "card", card)
            })
        };
        let rows: Vec<Arc<Piece>> = cards.iter().filter_map(row).collect();
        if rows.is_empty() {
            return Value::safe_string("");
        }
        let mut lists = self.lists.borrow_mut();
        lists.push(rows);
        Value::safe_string(&format!("{GAP}{ROWS}{}{GAP}", lists.len() - 1))
    }

    fn link(&self, text: &str, url: &str, hash: Hash, root: &str) -> Value {
        let piece = self.fragments.links.get(hash, || {
            let link = Value::from_serializable(&FactValue::Page { text, url });
            self.piece("value.html", "value", link)
        });
        piece.map_or_else(Value::none, |piece| {
            let mut html = self.html.borrow_mut();
            html.clear();
            piece.write(root, |part| html.push_str(part));
            Value::safe_string(&html)
        })
    }

    fn frame(&self, place: Place<'_>, site: &Part) -> Value {
        let shown = Hasher::default().hash(site.hash).text(place.root).text(place.section).text(place.url);
        let frame = self.fragments.frames.get(shown.finish(), || {
            let Place { root, section, url } = place;
            let mut context = Context::new();
            context.insert_value("site", site.value.clone());
            context.insert_value("page", Value::from_serializable(&PlaceView { root, section, url }));
            let part = |template| Some(Value::safe_string(&self.rendered(template, &context)?));
            let (head, masthead, footer) = (part("head.html")?, part("masthead.html")?, part("footer.html")?);
            Some(Value::from_serializable(&Frame { head, masthead, footer }))
        });
        frame.unwrap_or_else(Value::none)
    }

    fn crumbs(&self, crumbs: &[Crumb<'_>], root: &str) -> Value {
        let shown = crumbs
            .iter()
            .fold(Hasher::default().text(root), |hasher, crumb| hasher.text(crumb.label).text(crumb.url));
        let crumbs = self.fragments.crumbs.get(shown.finish(), || {
            let html = self.render("crumbs.html", "crumbs", Value::from_serializable(crumbs), root)?;
            Some(Value::safe_string(&html))
        });
        crumbs.unwrap_or_else(Value::none)
    }

    fn value(&self, value: &FactValue<'_>, root: &str) -> Value {
        let html = self.render("value.html", "value", Value::from_serializable(value), root);
        Value::safe_string(&html.unwrap_or_default())
    }
}

impl<'a> OnPage<'a> {
    pub(super) fn new(fragments: &'a Fragments, tera: &'a Tera, words: &'a Words) -> Self {
        let (failed, lists, html) = Default::default();
        Self { fragments, tera, words, failed, lists, html }
    }

    /// The first failure of a template since this was asked, if there was one.
    pub(super) fn failed(&self) -> Option<Error> {
        self.failed.take()
    }

    /// `html` with the rows in place of their stand-ins, on a page from which `root` leads to the site's
    /// root.
    pub(super) fn with_rows(&self, html: Vec<u8>, root: &str) -> Vec<u8> {
        let lists = self.lists.borrow();
        if lists.is_empty() { html } else { filled(&html, &lists, root) }
    }

    /// What `template` makes of `value`, which it knows as `name`; `None` where it fails.
    fn render(&self, template: &str, name: &'static str, value: Value, root: &str) -> Option<String> {
        let mut context = Context::new();
        context.insert_value(name, value);
        context.insert_value("root", Value::safe_string(root));
        self.rendered(template, &context)
    }

    /// The same with a gap wherever the way to the root belongs.
    fn piece(&self, template: &str, name: &'static str, value: Value) -> Option<Arc<Piece>> {
        let html = self.render(template, name, value, GAP.encode_utf8(&mut [0]))?;
        Some(Arc::new(Piece::new(&html)))
    }

    fn rendered(&self, template: &str, context: &Context) -> Option<String> {
        let rendered = self.tera.render(template, context);
        rendered.map_err(|error| self.failed.set(Some(error))).ok()
    }
}

impl<T> Default for Rendered<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T: Clone> Rendered<T> {
    /// What shows the thing with the hash `shown`, made by `render` if there is none yet.
    /// What fails is not kept: it has to fail on every page that shows it.
    fn get(&self, shown: Hash, render: impl FnOnce() -> Option<T>) -> Option<T> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&shown).cloned();
        known.or_else(|| {
            let rendered = render()?;
            self.0.write().unwrap_or_else(PoisonError::into_inner).insert(shown, rendered.clone());
            Some(rendered)
        })
    }
}

/// `html` with the rows in `lists` in place of their stand-ins.
fn filled(html: &[u8], lists: &[Vec<Arc<Piece>>], root: &str) -> Vec<u8> {
    let rows = lists.iter().flatten().map(|row| row.len(root)).sum::<usize>();
    let mut out = Vec::with_capacity(html.len() + rows);
    let mut from = 0;
    for end in memchr::memchr_iter(GAP as u8, html).chain([html.len()]) {
        let part = &html[from..end];
        from = end + 1;
        match stand_in(part).and_then(|at| lists.get(at)) {
            Some(list) => {
                list.iter().for_each(|row| row.write(root, |part| out.extend_from_slice(part.as_bytes())));
            }
            None => out.extend_from_slice(part),
        }
    }
    out
}

/// The number of the list for which `part` stands in, if it does.
fn stand_in(part: &[u8]) -> Option<usize> {
    str::from_utf8(part.strip_prefix(ROWS.as_bytes())?).ok()?.parse().ok()
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

    /// Writes it as it stands on a page from which `root` leads to the site's root.
    fn write(&self, root: &str, mut push: impl FnMut(&str)) {
        let mut from = 0;
        for gap in &self.gaps {
            push(&self.html[from..*gap]);
            push(root);
            from = *gap;
        }
        push(&self.html[from..]);
    }

    /// How long it is there.
    fn len(&self, root: &str) -> usize {
        self.html.len() + self.gaps.len() * root.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_take_the_place_of_their_stand_ins_whatever_else_is_there() {
        let row = |html: &str| Arc::new(Piece::new(html));
        let lists = [vec![row("<a href=\"\0x/\">"), row("b")], vec![row("c")]];
        let html = b"0 \0 1 \0rows 1\0rows 0\0rows 2\0, \0rows 0\0.";
        let expected = "0  1 c<a href=\"../x/\">brows 2, <a href=\"../x/\">b.";
        assert_eq!(String::from_utf8_lossy(&filled(html, &lists, "../")), expected);
    }
}
