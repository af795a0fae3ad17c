//! An entry has figures or says why it has none, and not both.

use super::figures;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::Meaning;
use crate::schema::Entry;

pub(super) fn check(entry: &Entry, found: &mut Vec<Diagnostic>) {
    let roles = &entry.collection;
    let (Some(key), Some(reason)) = (roles.with_role(Meaning::Figures), roles.with_role(Meaning::NoFigures))
    else {
        return;
    };
    let Some((_, span)) = entry.with_role(Meaning::NoFigures) else { return };
    let Some((_, first)) = figures::rows(entry).next() else { return };
    let message = format!("\"{reason}\" says why there are no figures, but \"{key}\" has some.");
    found.push(
        Diagnostic::new(Code::FiguresAndNone, message)
            .at(entry.source(), span.clone())
            .related(entry.source(), first.clone(), "a figure is here")
            .help(format!("Delete \"{reason}\" or \"{key}\", whichever is out of date.")),
    );
}
