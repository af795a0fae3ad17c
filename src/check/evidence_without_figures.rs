//! Evidence of a level that rests on figures comes with figures.

use super::figures;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::{Inputs, Meaning, Term};
use crate::schema::{Entry, Value};
use crate::text;

pub(super) fn check(entry: &Entry, inputs: &Inputs, found: &mut Vec<Diagnostic>) {
    let Some(figures_key) = entry.collection.with_role(Meaning::Figures) else { return };
    let Some((Value::Term { vocabulary, id }, span)) = entry.with_role(Meaning::Evidence) else { return };
    let Some(vocabulary) = inputs.vocabularies.get(&**vocabulary) else { return };
    let needs = vocabulary.term(id).filter(|term| term.needs_figures);
    let (Some(term), true) = (needs, figures::rows(entry).next().is_none()) else { return };
    let message = format!("\"{}\" rests on figures, but there are none.", term.label);
    let none_needed = |term: &&Term| !term.needs_figures && term.deprecated.is_none();
    let others: Vec<&str> =
        vocabulary.terms.iter().filter(none_needed).map(|term| term.id.as_str()).collect();
    let add = format!("Add them to \"{figures_key}\"");
    let help = match others[..] {
        [] => format!("{add}."),
        _ => format!("{add}, or choose a level that needs none: {}.", text::and_list(&others, "or")),
    };
    found.push(
        Diagnostic::new(Code::EvidenceWithoutFigures, message).at(entry.source(), span.clone()).help(help),
    );
}
