//! Small pure functions on text: slugs, escaping, near misses, counts in words.
//!
//! A leaf: it knows nothing of the site, and every stage may use it.

mod acronym;
mod bytes;
mod date;
mod escape;
mod json;
mod nearest;
mod path;
mod plural;
mod slug;
mod words;
mod yaml;

pub use acronym::{acronyms, is_spelt_out};
pub use bytes::has_byte;
pub use date::PartialDate;
pub use escape::{escape_each, escape_into, escape_text_into, is_markup};
pub use json::Json;
pub use nearest::nearest;
use path::percent_encode_into;
pub use path::{extension, is_name_of, join, parent, percent_decode, percent_encode, stem};
pub use plural::Plural;
pub use slug::slug;
pub use words::{and_list, count, lower_first, one_line, quoted_list, truncate};
pub use yaml::yaml;
