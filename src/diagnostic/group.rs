//! The same message thousands of times is one message with a count.

use super::{Code, Diagnostic};
use std::collections::BTreeMap;

/// One message, and the other places where it stands too.
#[derive(Debug)]
pub struct Grouped<'a> {
    /// The first, in reading order.
    pub first: &'a Diagnostic,
    /// The others with the same code and words.
    pub others: Vec<&'a Diagnostic>,
}

/// How many different messages of one code a person is shown before the rest is only counted.
const SHOWN_PER_CODE: usize = 20;

/// Gathers diagnostics with the same code and words, in order of first appearance. Of one code
/// only the first twenty messages are kept; the map says how many more there are.
pub fn group(diagnostics: &[Diagnostic]) -> (Vec<Grouped<'_>>, BTreeMap<Code, usize>) {
    let mut groups: Vec<Grouped<'_>> = Vec::new();
    let mut known: BTreeMap<(Code, &str), usize> = BTreeMap::new();
    let mut shown: BTreeMap<Code, usize> = BTreeMap::new();
    let mut hidden: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let key = (diagnostic.code, diagnostic.message.as_str());
        if let Some(at) = known.get(&key) {
            groups[*at].others.push(diagnostic);
            continue;
        }
        let shown = shown.entry(diagnostic.code).or_default();
        if *shown == SHOWN_PER_CODE {
            *hidden.entry(diagnostic.code).or_default() += 1;
            continue;
        }
        *shown += 1;
        known.insert(key, groups.len());
        groups.push(Grouped { first: diagnostic, others: Vec::new() });
    }
    (groups, hidden)
}
