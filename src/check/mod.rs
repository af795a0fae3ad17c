//! Catalogue -> editorial diagnostics, one rule one small file.
//!
//! Rules look at finished entries and say what a careful editor would. They change nothing.

mod missing_section;
mod unknown_menu;
mod unpublished_file;
mod unwritten_section;

use crate::catalogue::Catalogue;
use crate::diagnostic::Diagnostic;
use crate::input::Inputs;
use rayon::prelude::*;

/// What every rule has to say, of the site and of every entry.
pub fn check(catalogue: &Catalogue, inputs: &Inputs) -> Vec<Diagnostic> {
    let mut found = unknown_menu::check(catalogue);
    found.extend(unpublished_file::check(catalogue, inputs));
    let entries: Vec<_> = catalogue.items.iter().filter(|item| item.is_entry()).collect();
    found.par_extend(entries.par_iter().flat_map_iter(|item| {
        missing_section::check(&item.entry).into_iter().chain(unwritten_section::check(&item.entry))
    }));
    found
}
