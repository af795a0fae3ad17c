//! Diagnostics -> those that their entries do not ignore. Nothing goes in silence: what is
//! ignored is counted, and who ignores what never comes hears of it.

use crate::diagnostic::{Code, Diagnostic};
use crate::schema::Entry;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The entries that ignore something, by the path that people see.
pub struct Ignored<'a>(BTreeMap<&'a str, &'a Entry>);

/// Whether these come depends on which entries a build shows, so not to come means nothing.
const SOMETIMES: [Code; 4] = [Code::LinkToUnpublished, Code::Draft, Code::Scheduled, Code::LeftOut];

impl<'a> Ignored<'a> {
    /// What `entries` ignore.
    pub fn of(entries: &'a [Arc<Entry>]) -> Self {
        let ignoring = entries.iter().filter(|entry| !entry.ignores.is_empty());
        Self(ignoring.map(|entry| (entry.source().path.as_str(), &**entry)).collect())
    }

    /// Whether the entry that `fault` is about ignores it.
    pub fn hides(&self, fault: &Diagnostic) -> bool {
        self.ignoring(fault).is_some_and(|entry| entry.ignores.iter().any(|ignore| ignore.code == fault.code))
    }

    fn ignoring(&self, fault: &Diagnostic) -> Option<&'a Entry> {
        if self.0.is_empty() { None } else { self.0.get(fault.path.as_deref()?).copied() }
    }

    /// Takes what is ignored out of `found`, and says how many that are. Adds what is wrong with
    /// those that ignore.
    pub fn take_from(&self, found: &mut Vec<Diagnostic>) -> usize {
        if self.0.is_empty() {
            return 0;
        }
        let (hidden, mut kept): (Vec<Diagnostic>, Vec<Diagnostic>) =
            std::mem::take(found).into_iter().partition(|fault| self.hides(fault));
        for (path, entry) in &self.0 {
            for (n, ignore) in entry.ignores.iter().enumerate() {
                let comes =
                    |fault: &Diagnostic| fault.code == ignore.code && fault.path.as_deref() == Some(*path);
                let again = entry.ignores[..n].iter().any(|other| other.code == ignore.code);
                if again || !(hidden.iter().any(comes) || SOMETIMES.contains(&ignore.code)) {
                    let message = if again {
                        format!("{} is ignored twice.", ignore.code.id())
                    } else {
                        format!(
                            "{} does not come for this entry, so there is nothing to ignore.",
                            ignore.code.id()
                        )
                    };
                    let diagnostic = Diagnostic::new(Code::IgnoresNothing, message);
                    kept.push(
                        diagnostic.at(entry.source(), ignore.span.clone()).help("Delete it with its reason."),
                    );
                }
            }
        }
        *found = kept;
        hidden.len()
    }
}
