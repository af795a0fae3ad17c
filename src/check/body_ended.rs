//! What names something that has ended also names what came after it.

use crate::catalogue::{Catalogue, Item, LinkTo, Resolved};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::Meaning;
use crate::schema::{Value, values_at};
use crate::text::{self, PartialDate};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What has ended, and what came after it.
pub(super) struct Endings<'a> {
    catalogue: &'a Catalogue,
    /// By number.
    ended: FxHashMap<usize, Ending>,
}

struct Ending {
    date: PartialDate,
    successors: Vec<usize>,
}

impl<'a> Endings<'a> {
    /// The entries of `catalogue` that ended and have a successor.
    pub(super) fn of(catalogue: &'a Catalogue) -> Self {
        let roles = [Meaning::Ended, Meaning::Successor];
        let mut declared = catalogue.collections.values();
        let none = !declared.any(|collection| roles.iter().all(|role| collection.with_role(*role).is_some()));
        let numbers = if none { 0..0 } else { 0..catalogue.items.len() };
        let ended = numbers.filter_map(|at| Some((at, ending(catalogue, at)?))).collect();
        Self { catalogue, ended }
    }

    pub(super) fn check(&self, at: usize, found: &mut Vec<Diagnostic>) {
        if self.ended.is_empty() {
            return;
        }
        let (item, resolved) = (&self.catalogue.items[at], &self.catalogue.resolved[at]);
        let Some((facts, key)) = date_of_facts(item) else { return };
        let targets: Vec<usize> =
            resolved.targets.iter().map(|target| self.catalogue.number(*target)).collect();
        for (n, target) in targets.iter().enumerate() {
            let Some(ending) = self.ended.get(target) else { continue };
            let is_new = *target != at && !targets[..n].contains(target);
            let names_successor =
                ending.successors.iter().any(|successor| *successor == at || targets.contains(successor));
            if is_new && facts.compare_known(ending.date).is_gt() && !names_successor {
                let place = place(item, resolved, &self.catalogue.items[*target]);
                found.push(self.diagnostic(item, place, *target, ending, (facts, key)));
            }
        }
    }

    fn diagnostic(
        &self,
        item: &Item,
        place: Range<usize>,
        target: usize,
        ending: &Ending,
        (facts, key): (PartialDate, &str),
    ) -> Diagnostic {
        let entry = |at: &usize| &self.catalogue.items[*at].entry;
        let titles: Vec<String> =
            ending.successors.iter().map(|at| format!("\"{}\"", entry(at).title)).collect();
        let (word, ids): (&str, Vec<String>) = (
            if titles.len() == 1 { "Its successor is" } else { "Its successors are" },
            ending.successors.iter().map(|at| format!("[[{}]]", entry(at).id)).collect(),
        );
        let message = format!(
            "\"{}\" ended {}, before the facts on this page ({facts}). {word} {}.",
            entry(&target).title,
            ending.date.when(),
            text::and_list(&titles, "and")
        );
        Diagnostic::new(Code::BodyEnded, message).at(item.entry.source(), place).help(format!(
            "Name the successor too, as in {}. If the facts are from before, say so with \"{key}\".",
            text::and_list(&ids, "or")
        ))
    }
}

fn ending(catalogue: &Catalogue, at: usize) -> Option<Ending> {
    let entry = &catalogue.items[at].entry;
    let (date, _) = entry.date_with_role(Meaning::Ended)?;
    let field = entry.collection.with_role(Meaning::Successor)?;
    let references = catalogue.resolved[at].references.iter();
    let successors: Vec<usize> = references
        .filter(|reference| reference.field == field)
        .map(|reference| catalogue.number(reference.target))
        .filter(|target| *target != at)
        .collect();
    (!successors.is_empty()).then_some(Ending { date, successors })
}

/// When the facts of an entry were true, and the key that says so best.
fn date_of_facts(item: &Item) -> Option<(PartialDate, &str)> {
    let entry = &item.entry;
    let of_role = |role| entry.date_with_role(role).map(|(date, _)| date);
    let date = of_role(Meaning::AsOf).or_else(|| of_role(Meaning::Reviewed)).or(entry.date)?;
    let key = [Meaning::AsOf, Meaning::Reviewed].iter().find_map(|role| entry.collection.with_role(*role));
    Some((date, key.unwrap_or("date")))
}

/// Where `item` first names the entry `named`.
fn place(item: &Item, resolved: &Resolved, named: &Item) -> Range<usize> {
    let entry = &item.entry;
    let in_field = resolved.references.iter().find(|reference| reference.target == named.handle);
    let field_place = in_field.and_then(|reference| {
        let values = values_at(&entry.fields, &reference.field);
        let mut same = values
            .into_iter()
            .filter(|(value, _)| matches!(value, Value::Reference { id, .. } if *id == reference.id));
        same.next().map(|(_, span)| span.clone())
    });
    let in_text = || {
        let links = entry.body.links.iter().zip(&resolved.fillings.first()?.links);
        let mut leads = links
            .filter(|(_, to)| matches!(to, LinkTo::Entry { card, .. } if card.address == named.card.address));
        leads.next().map(|(link, _)| link.span.clone())
    };
    field_place.or_else(in_text).unwrap_or_else(|| entry.opening.clone())
}
