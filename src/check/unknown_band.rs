//! What the home page is to show is there: collections with entries to show, and a scale.

use super::unknown_view::{collections, missing};
use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(catalogue: &Catalogue) -> Vec<Diagnostic> {
    let Some(source) = &catalogue.settings.source else { return Vec::new() };
    let home = &catalogue.settings.home;
    let bands = home.bands.iter().filter_map(|band| {
        let fault = missing(&band.collection, collections(catalogue).collect(), "collection")?;
        Some((fault, band.span.clone()))
    });
    let scale = home.scale.iter().filter_map(|(name, span)| Some((no_scale(catalogue, name)?, span.clone())));
    let faults = bands.chain(scale);
    faults
        .map(|((message, help), span)| {
            let message = format!("The home page: {message}");
            Diagnostic::new(Code::BadSetting, message).at(source, span).help(help)
        })
        .collect()
}

fn no_scale(catalogue: &Catalogue, name: &str) -> Option<(String, String)> {
    let scales = catalogue.vocabularies.values().filter(|vocabulary| vocabulary.scale || vocabulary.partial);
    if let Some(vocabulary) = catalogue.vocabularies.get(name).filter(|known| !known.scale && !known.partial)
    {
        let message = format!("\"{name}\" is no scale.");
        let help =
            format!("If its terms go from least to most, add scale = true to {}.", vocabulary.source.path);
        return Some((message, help));
    }
    missing(name, scales.map(|vocabulary| vocabulary.name.as_str()).collect(), "vocabulary")
}
