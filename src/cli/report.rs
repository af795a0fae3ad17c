//! The only place that prints.

use super::args::Format;
use crate::diagnostic::{self, Diagnostic, Grouped, Tally};
use crate::pipeline::Counts;
use crate::text::count;
use serde_json::json;
use std::io::{IsTerminal, Write};

/// Says that something outside the content went wrong.
pub(super) fn problem(message: &str) {
    line(&format!("error: {message}"));
}

/// Writes a line for people, to standard error.
pub(super) fn line(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Writes a line for machines or pipes, to standard output.
pub(super) fn out(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Writes every diagnostic in the form that was asked for.
pub(super) fn diagnostics(diagnostics: &[Diagnostic], format: Format, all: bool) {
    match format {
        Format::Human => human(diagnostics, all),
        Format::Json => diagnostics.iter().for_each(|diagnostic| out(&diagnostic::write_json(diagnostic))),
        Format::Github => {
            diagnostics.iter().for_each(|diagnostic| out(&diagnostic::write_github(diagnostic)));
        }
    }
}

fn human(diagnostics: &[Diagnostic], all: bool) {
    let mut stderr = std::io::stderr().lock();
    let colour = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if all {
        for first in diagnostics {
            let _ = writeln!(
                stderr,
                "{}",
                diagnostic::write_human(&Grouped { first, others: Vec::new() }, colour)
            );
        }
        return;
    }
    let (groups, hidden) = diagnostic::group(diagnostics);
    for grouped in &groups {
        let _ = writeln!(stderr, "{}", diagnostic::write_human(grouped, colour));
    }
    for (code, n) in hidden {
        let more = count(n, "more message", "more messages");
        let _ = writeln!(
            stderr,
            "{more} of {} ({}). To see them too, use --all.\n",
            code.id(),
            code.title().to_lowercase()
        );
    }
}

/// What the closing line says beside the counts.
pub(super) struct Closing<'a> {
    pub(super) counts: Counts,
    pub(super) tally: Tally,
    pub(super) what_happened: &'a str,
}

impl Closing<'_> {
    /// The closing line, or the closing object for machines.
    pub(super) fn write(&self, format: Format) {
        let Counts { pages, entries, drafts, scheduled, left_out, ignored, turned_off } = self.counts;
        let Tally { errors, warnings } = self.tally;
        match format {
            Format::Json => out(&json!({
                "pages": pages, "entries": entries, "drafts": drafts, "scheduled": scheduled,
                "left_out": left_out, "errors": errors, "warnings": warnings, "ignored": ignored,
                "turned_off": turned_off, "outcome": self.what_happened.trim_end_matches(':'),
            })
            .to_string()),
            Format::Human | Format::Github => {
                let mut parts = vec![count(pages, "page", "pages"), count(entries, "entry", "entries")];
                let mut add = |n: usize, one: &str, many: &str| {
                    if n > 0 {
                        parts.push(count(n, one, many));
                    }
                };
                add(drafts, "draft left out", "drafts left out");
                add(scheduled, "entry left out until its date", "entries left out until their date");
                add(left_out, "entry left out because of errors", "entries left out because of errors");
                parts.push(count(errors, "error", "errors"));
                parts.push(count(warnings, "warning", "warnings"));
                let more = [(ignored, "ignored"), (turned_off, "turned off")];
                parts.extend(more.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
                line(&format!("{} {}.", self.what_happened, parts.join(", ")));
            }
        }
    }
}
