//! Each section that the collection asks for is there.

use crate::diagnostic::{Code, Diagnostic};
use crate::schema::Entry;
use crate::text;

pub(super) fn check(entry: &Entry) -> Vec<Diagnostic> {
    let sections = &entry.collection.sections;
    let unread = |code: Code| {
        matches!(
            code,
            Code::EmptyFile
                | Code::FrontMatterUnclosed
                | Code::FrontMatterNotOpened
                | Code::FrontMatterNotKeys
        )
    };
    if sections.is_empty()
        || entry.source().is_garbled()
        || entry.diagnostics.iter().any(|fault| unread(fault.code))
    {
        return Vec::new();
    }
    let headings: Vec<&str> = entry.body.headings.iter().map(|heading| heading.text.as_str()).collect();
    let missing = sections.iter().filter(|section| !headings.contains(&section.as_str()));
    missing.map(|section| missing_section(entry, section, &headings)).collect()
}

fn missing_section(entry: &Entry, section: &str, headings: &[&str]) -> Diagnostic {
    let extra =
        headings.iter().copied().filter(|heading| !entry.collection.sections.iter().any(|s| s == heading));
    let diagnostic = Diagnostic::new(Code::MissingSection, format!("The section \"{section}\" is missing."));
    match text::nearest(section, extra) {
        Some(near) => {
            let found = entry.body.headings.iter().find(|heading| heading.text == near);
            let span = found.map_or(0..0, |heading| heading.span.clone());
            diagnostic
                .at(entry.source(), span)
                .help(format!("Is \"{near}\" meant? Change the heading to \"{section}\"."))
        }
        None => diagnostic.at(entry.source(), entry.opening.clone()).help(format!(
            "Add a line \"## {section}\" with text below it. If nothing is known, say so there."
        )),
    }
}
