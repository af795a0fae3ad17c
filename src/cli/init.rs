//! `casebook init`.

use super::args::InitArgs;
use super::{Outcome, report};

/// todo
pub(super) fn init(_: &InitArgs) -> anyhow::Result<Outcome> {
    report::line("later");
    Ok(Outcome::Done)
}
