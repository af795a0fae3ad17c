//! A folder whose name is nearly that of a declared collection was probably meant to be it.

use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::Inputs;
use crate::text;

pub(super) fn check(catalogue: &Catalogue, inputs: &Inputs) -> Vec<Diagnostic> {
    let declared: Vec<&str> = catalogue
        .collections
        .values()
        .filter(|collection| collection.source.is_some())
        .map(|collection| collection.name.as_str())
        .collect();
    let others = catalogue.collections.values().filter(|other| other.source.is_none());
    let near = others.filter(|other| !other.name.is_empty());
    let near = near.filter_map(|other| Some((other, text::nearest(&other.name, declared.iter().copied())?)));
    near.map(|(other, near)| {
        let message = format!("No collection.toml says what belongs in the folder \"{}\".", other.name);
        Diagnostic::new(Code::NearFolder, message)
            .in_file(inputs.shown_path(&other.name))
            .help(format!("Did you mean \"{near}\"? Then move its files there."))
    })
    .collect()
}
