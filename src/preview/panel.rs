//! The panel in a served page that says what is wrong. It needs no script.

use crate::diagnostic::{Diagnostic, Severity, Tally, group};
use crate::text::{count, escape_into};

/// How many messages the panel shows.
const MOST: usize = 30;

/// The panel for `problems`; empty when there is no error and no warning. `old` says that the
/// page below it is the last good one.
pub(super) fn panel(problems: &[Diagnostic], old: bool) -> String {
    let tally = Tally::of(problems);
    if tally == Tally::default() {
        return String::new();
    }
    let worth: Vec<Diagnostic> =
        problems.iter().filter(|fault| fault.severity != Severity::Note).cloned().collect();
    let mut ordered = worth;
    ordered.sort_by_key(|fault| fault.severity);
    let (groups, _) = group(&ordered);
    let open = if tally.errors > 0 { " open" } else { "" };
    let mut out = format!(
        "<details class=\"casebook-panel\" id=\"_casebook-panel\"{open}><summary>{}, {}</summary>\n<ol>\n",
        count(tally.errors, "error", "errors"),
        count(tally.warnings, "warning", "warnings"),
    );
    if old {
        out.insert_str(out.len() - "<ol>\n".len(), "<p>You see this page as it was before.</p>\n");
    }
    for grouped in groups.iter().take(MOST) {
        message(grouped.first, grouped.others.len(), &mut out);
    }
    out.push_str("</ol>\n");
    if groups.len() > MOST {
        out.push_str("<p>There are more. To see all, run casebook check.</p>\n");
    }
    out.push_str("</details>\n");
    out
}

fn message(fault: &Diagnostic, others: usize, out: &mut String) {
    out.push_str("<li><p class=\"casebook-place\">");
    if let Some(path) = &fault.path {
        escape_into(path, out);
        if let Some(place) = &fault.place {
            let start = place.start();
            out.push_str(&format!(":{}:{}", start.line, start.column));
        }
        out.push(' ');
    }
    out.push_str(&format!("{} {}</p><p><strong>", fault.severity.word(), fault.code.id()));
    escape_into(&fault.message, out);
    out.push_str("</strong>");
    if let Some(help) = &fault.help {
        out.push(' ');
        escape_into(help, out);
    }
    if others > 0 {
        out.push_str(&format!(" The same in {}.", count(others, "other place", "other places")));
    }
    out.push_str("</p></li>\n");
}

/// A whole page for when there is nothing else to show.
pub(super) fn page(title: &str, text: &str, problems: &[Diagnostic]) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    escape_into(title, &mut out);
    out.push_str("</title>\n</head>\n<body class=\"casebook-page\">\n<main>\n<h1>");
    escape_into(title, &mut out);
    out.push_str("</h1>\n<p>");
    escape_into(text, &mut out);
    out.push_str("</p>\n</main>\n");
    out.push_str(&panel(problems, false));
    out.push_str("</body>\n</html>\n");
    out
}
