//! `casebook explain`.

use super::args::ExplainArgs;
use super::{Outcome, report};
use crate::diagnostic::Code;
use crate::text;

/// Explains a code, or lists all.
pub(super) fn explain(args: &ExplainArgs) -> anyhow::Result<Outcome> {
    let Some(id) = &args.code else {
        for code in Code::ALL {
            report::out(&format!("{}  {}", code.id(), code.title()));
        }
        return Ok(Outcome::Done);
    };
    match Code::from_id(id) {
        Some(code) => {
            let severity = code.severity().word();
            report::out(&format!("{} ({severity}): {}\n\n{}", code.id(), code.title(), code.explanation()));
            Ok(Outcome::Done)
        }
        None => {
            let known = Code::ALL.iter().map(|code| code.id());
            let help = match text::nearest(id, known) {
                Some(near) => format!(" Did you mean {near}?"),
                None => " To see all codes, use casebook explain.".to_owned(),
            };
            report::problem(&format!("There is no code {id}.{help}"));
            Ok(Outcome::Usage)
        }
    }
}
