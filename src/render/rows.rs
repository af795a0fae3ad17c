//! The rows of lists: each entry's is rendered once, because many lists show the same entry.
//!
//! A row shows nothing but its entry's card. What leads from a page to the site's root differs
//! between pages, so a row is kept with gaps for it.

use crate::hash::Hash;
use crate::schema::Card;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use tera::{Context, Error, Tera, Value};

/// Stands for the way to the root while a row is rendered. No text of an author can hold it:
/// escaping replaces it.
const GAP: char = '\0';

/// The rows rendered so far, by the hashes of their cards.
#[derive(Debug, Default)]
pub(super) struct Rows(RwLock<HashMap<Hash, Arc<str>>>);

impl Rows {
    /// Appends the rows of `cards` to `out`, for a page from which `root` leads to the site's root.
    pub(super) fn write(
        &self,
        tera: &Tera,
        cards: &[Arc<Card>],
        root: &str,
        out: &mut String,
    ) -> Result<(), Error> {
        for card in cards {
            let row = self.row(tera, card)?;
            for (nth, piece) in row.split(GAP).enumerate() {
                if nth > 0 {
                    out.push_str(root);
                }
                out.push_str(piece);
            }
        }
        Ok(())
    }

    fn row(&self, tera: &Tera, card: &Card) -> Result<Arc<str>, Error> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&card.hash).cloned();
        if let Some(row) = known {
            return Ok(row);
        }
        let mut context = Context::new();
        context.insert_value("card", card.value.clone());
        context.insert_value("root", Value::safe_string(GAP.encode_utf8(&mut [0])));
        let row: Arc<str> = tera.render("row.html", &context)?.into();
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(card.hash, row.clone());
        Ok(row)
    }
}
