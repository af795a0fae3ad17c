//! `budget.toml` of a theme -> how much a page may weigh.

use crate::diagnostic::Diagnostic;
use crate::input::table::{self, Table};
use crate::source::Source;
use std::sync::Arc;

/// How much a page may weigh. Sizes are in bytes.
#[derive(Debug, Clone, Default)]
pub struct Budget {
    /// All style sheets together, compressed.
    pub css: usize,
    /// The scripts that a page loads, compressed.
    pub script: usize,
    /// The same for the search page and for lists, which readers filter, without what it loads once a reader searches.
    pub search_script: usize,
    /// The page of an entry, compressed.
    pub entry_page: usize,
    /// What a browser asks for before it can show text.
    pub requests: usize,
    /// Starts of the addresses of other sites that the theme may load from.
    pub third_parties: Vec<String>,
    /// The file in which the site changes it.
    pub file: String,
}

/// What one kilobyte is.
const KILOBYTE: f64 = 1000.0;

impl Budget {
    /// Lays the budget in `source` over this one.
    pub(super) fn read(&mut self, source: &Arc<Source>, faults: &mut Vec<Diagnostic>) {
        let (map, _) = table::parse(source, faults);
        let mut table = Table::new(source, &map);
        let sizes = [
            ("css", &mut self.css),
            ("script", &mut self.script),
            ("search_script", &mut self.search_script),
            ("entry_page", &mut self.entry_page),
        ];
        for (key, bytes) in sizes {
            if let Some(kilobytes) = above_zero(&mut table, key, faults) {
                *bytes = (kilobytes * KILOBYTE).round() as usize;
            }
        }
        if let Some(requests) = above_zero(&mut table, "requests", faults) {
            self.requests = requests as usize;
        }
        self.third_parties.extend(table.texts("third_parties", faults).into_iter().map(|(start, _)| start));
        table.finish(faults);
    }
}

fn above_zero(table: &mut Table<'_>, key: &'static str, faults: &mut Vec<Diagnostic>) -> Option<f64> {
    let number = table.number::<f64>(key, faults)?;
    if number > 0.0 {
        return Some(number);
    }
    let message = format!("\"{key}\" takes a number above zero.");
    table.fault(key, message, &format!("Write {key} = 10."), faults);
    None
}
