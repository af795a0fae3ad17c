//! Catalogue -> editorial diagnostics, one rule one small file.
//!
//! Rules look at finished entries and say what a careful editor would. They change nothing. They
//! know fields by their roles, never by name, and one whose roles nothing has costs nothing.

mod accessibility;
mod body_ended;
mod dates;
mod evidence_without_figures;
mod figure_mismatch;
mod figures;
mod ignored;
mod missing_section;
mod near_folder;
mod no_figures;
mod review_due;
mod short_form_twice;
mod undefined_acronym;
mod unknown_band;
mod unknown_logo;
mod unknown_menu;
mod unknown_view;
mod unpublished_file;
mod unwritten_section;

pub use ignored::Ignored;

use crate::catalogue::Catalogue;
use crate::diagnostic::Diagnostic;
use crate::input::Inputs;
use body_ended::Endings;
use rayon::prelude::*;
use undefined_acronym::Explained;

/// What every rule has to say, of the site and of every entry.
pub fn check(catalogue: &Catalogue, inputs: &Inputs) -> Vec<Diagnostic> {
    let mut found = unknown_menu::check(catalogue, inputs);
    found.extend(unknown_view::check(catalogue));
    found.extend(unknown_band::check(catalogue));
    found.extend(unknown_logo::check(inputs));
    found.extend(accessibility::check(catalogue));
    found.extend(near_folder::check(catalogue, inputs));
    found.extend(short_form_twice::check(catalogue));
    found.extend(unpublished_file::check(catalogue, inputs));
    let endings = Endings::of(catalogue);
    let glossary = Explained::of(catalogue, inputs);
    let numbers: Vec<usize> =
        (0..catalogue.items.len()).filter(|at| catalogue.items[*at].is_entry()).collect();
    found.par_extend(numbers.par_iter().flat_map_iter(|at| {
        let entry = &catalogue.items[*at].entry;
        let mut found = missing_section::check(entry);
        found.extend(unwritten_section::check(entry));
        figure_mismatch::check(entry, inputs, &mut found);
        evidence_without_figures::check(entry, inputs, &mut found);
        no_figures::check(entry, &mut found);
        dates::check(entry, inputs, &mut found);
        review_due::check(entry, inputs, &mut found);
        endings.check(*at, &mut found);
        if let Some(glossary) = &glossary {
            glossary.check(entry, &mut found);
        }
        found
    }));
    found
}
