//! A document that no page links to may have been meant as a page.

use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::Inputs;
use crate::text;

/// Endings of files in which people write.
const DOCUMENTS: &[&str] = &["txt", "text", "mdx", "doc", "docx", "odt", "rtf"];

pub(super) fn check(catalogue: &Catalogue, inputs: &Inputs) -> Vec<Diagnostic> {
    let is_document =
        |path: &str| text::extension(path).is_some_and(|ending| DOCUMENTS.contains(&ending.as_str()));
    let unused =
        inputs.assets.iter().filter(|(path, _)| !catalogue.files.contains_key(*path) && is_document(path));
    unused
        .map(|(path, _)| {
            Diagnostic::new(Code::NotPublished, "This file is not published, because no page links to it.")
                .in_file(inputs.shown_path(path))
                .help("If it is meant to be a page, save it as text whose name ends in .md.")
        })
        .collect()
}
