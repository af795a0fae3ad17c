//! Small pure functions on text: slugs, escaping, near misses, counts in words.
//!
//! A leaf: it knows nothing of the site, and every stage may use it.

mod date;
mod nearest;
mod path;
mod slug;
mod words;

pub use date::PartialDate;
pub use nearest::nearest;
pub use path::{extension, join, parent, percent_decode, percent_encode, stem};
pub use slug::slug;
pub use words::{and_list, count, quoted_list, truncate};

/// Appends `text` to `out` with the five characters that HTML gives a meaning escaped,
/// so that it can stand in an element or in a quoted attribute.
pub fn escape_into(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// `text` escaped for HTML, as [`escape_into`] does.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    escape_into(text, &mut out);
    out
}
