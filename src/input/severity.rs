//! `[severity]` in `casebook.toml` -> how much each kind of message matters on this site.

use super::table::Table;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::node::{Key, Map, Node};
use crate::source::Source;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The severity of each code that the site changes; `None` where it is off.
pub(super) type Severities = BTreeMap<Code, Option<Severity>>;

pub(super) fn read(source: &Arc<Source>, table: &mut Table<'_>, faults: &mut Vec<Diagnostic>) -> Severities {
    let mut severities = Severities::new();
    for (key, node) in table.map("severity", faults).map(|map: &Map| &map.pairs[..]).unwrap_or_default() {
        match one(source, key, node) {
            Ok((code, severity)) => {
                severities.insert(code, severity);
            }
            Err(fault) => faults.push(*fault),
        }
    }
    severities
}

fn one(source: &Arc<Source>, key: &Key, node: &Node) -> Result<(Code, Option<Severity>), Box<Diagnostic>> {
    let fault = |code: Code, message: String, at: &std::ops::Range<usize>, help: String| {
        Err(Box::new(Diagnostic::new(code, message).at(source, at.clone()).help(help)))
    };
    let Some(code) = Code::from_word(&key.name) else {
        let message = format!("There is no message called \"{}\".", key.name);
        return fault(Code::UnknownSetting, message, &key.span, Code::advice(&key.name));
    };
    let severity = match node.text() {
        Some("off") => None,
        Some(word) if Severity::from_word(word).is_some() => Severity::from_word(word),
        _ => {
            let message = format!("\"{}\" takes a severity.", key.name);
            let help = format!("Write {} = \"error\", \"warning\", \"note\" or \"off\".", key.name);
            return fault(Code::BadSetting, message, &node.span, help);
        }
    };
    if code.is_fixed() && severity != Some(Severity::Error) {
        let message =
            format!("{} stays an error, because it means that something cannot be read.", code.id());
        return fault(Code::BadSetting, message, &node.span, "Delete this line.".to_owned());
    }
    Ok((code, severity))
}
