//! A short form stands for one thing.

use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::Meaning;
use crate::schema::Value;
use rustc_hash::FxHashMap;

pub(super) fn check(catalogue: &Catalogue) -> Vec<Diagnostic> {
    let mut known = FxHashMap::default();
    let mut found = Vec::new();
    for item in catalogue.items.iter().filter(|item| item.in_lists()) {
        let entry = &item.entry;
        let Some((Value::Text(short), span)) = entry.with_role(Meaning::Short) else { continue };
        match known.get(short.as_str()) {
            None => {
                known.insert(short.as_str(), (entry, span));
            }
            Some((first, first_span)) => {
                let message = format!("\"{short}\" is the short form of \"{}\" too.", first.title);
                found.push(
                    Diagnostic::new(Code::ShortFormTwice, message)
                        .at(entry.source(), span.clone())
                        .related(first.source(), (*first_span).clone(), "it is given here first")
                        .help("Change one of them, or say both meanings in one entry."),
                );
            }
        }
    }
    found
}
