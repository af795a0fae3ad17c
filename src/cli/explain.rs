//! `casebook explain`.

use super::args::ExplainArgs;
use super::{Outcome, report};
use crate::diagnostic::Code;

/// Explains a code, or lists all.
pub(super) fn explain(args: &ExplainArgs) -> anyhow::Result<Outcome> {
    let Some(id) = &args.code else {
        for code in Code::ALL {
            report::out(&format!("{}  {}", code.id(), code.title()));
        }
        return Ok(Outcome::Done);
    };
    match Code::from_word(id) {
        Some(code) => {
            let severity = code.severity().word();
            let (id, name, title) = (code.id(), code.name(), code.title());
            report::out(&format!("{id} {name} ({severity}): {title}\n\n{}", code.explanation()));
            Ok(Outcome::Done)
        }
        None => {
            report::problem(&format!("There is no code {id}. {}", Code::advice(id)));
            Ok(Outcome::Usage)
        }
    }
}
