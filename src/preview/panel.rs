//! The panel in a served page that says what is wrong. It needs no script.

use super::Editor;
use crate::diagnostic::{Diagnostic, Fix, Severity, Tally};
use crate::text::{count, escape_into};
use std::collections::BTreeMap;

/// How many different messages the panel shows.
const MOST: usize = 200;

/// How many places of one message it names.
const MOST_PLACES: usize = 20;

/// The panel for `problems`; empty when there is no error and no warning.
pub(super) fn panel<'a>(
    problems: impl Iterator<Item = &'a Diagnostic> + Clone,
    editor: Option<&Editor>,
) -> String {
    let tally = Tally::of(problems.clone());
    if tally == Tally::default() {
        return String::new();
    }
    let groups = groups(problems);
    let open = if tally.errors > 0 { " open" } else { "" };
    let mut out = format!(
        "<details class=\"casebook-panel\" id=\"_casebook-panel\"{open}><summary>{}, {}</summary>\n<ol>\n",
        count(tally.errors, "error", "errors"),
        count(tally.warnings, "warning", "warnings"),
    );
    for group in groups.iter().take(MOST) {
        out.push_str("<li>");
        message(group, editor, &mut out);
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
    if groups.len() > MOST {
        out.push_str("<p>There are more. To see all, run casebook check --all.</p>\n");
    }
    out.push_str("</details>\n");
    out
}

/// The errors and then the warnings, each with the others that say the same.
fn groups<'a>(problems: impl Iterator<Item = &'a Diagnostic>) -> Vec<Vec<&'a Diagnostic>> {
    let mut worth: Vec<&Diagnostic> = problems.filter(|fault| fault.severity != Severity::Note).collect();
    worth.sort_by_key(|fault| fault.severity);
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut known = BTreeMap::new();
    for fault in worth {
        let at = *known.entry((fault.code, fault.message.as_str())).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        groups[at].push(fault);
    }
    groups
}

/// What the first of `group` says, and where all of them stand.
pub(super) fn message(group: &[&Diagnostic], editor: Option<&Editor>, out: &mut String) {
    let Some(fault) = group.first() else { return };
    out.push_str("<p class=\"casebook-place\">");
    place(fault, editor, out);
    out.push_str(&format!(" {} {}</p><p><strong>", fault.severity.word(), fault.code.id()));
    escape_into(&fault.message, out);
    out.push_str("</strong>");
    if let Some(help) = &fault.help {
        out.push(' ');
        escape_into(help, out);
    }
    out.push_str("</p>");
    if let Some(fix) = &fault.fix {
        out.push_str("<p>Write: <code>");
        escape_into(&mended(fix), out);
        out.push_str("</code></p>");
    }
    let others = &group[1..];
    if !others.is_empty() {
        out.push_str("<p class=\"casebook-place\">The same in ");
        for (at, other) in others.iter().take(MOST_PLACES).enumerate() {
            out.push_str(if at == 0 { "" } else { ", " });
            place(other, editor, out);
        }
        if others.len() > MOST_PLACES {
            let more = count(others.len() - MOST_PLACES, "other place", "other places");
            out.push_str(&format!(" and {more}"));
        }
        out.push_str(".</p>");
    }
}

/// The line that mends a fault, as it is to be.
fn mended(fix: &Fix) -> String {
    let text = &fix.place.source.text;
    let start = text[..fix.place.span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[fix.place.span.end..].find('\n').map_or(text.len(), |at| fix.place.span.end + at);
    [&text[start..fix.place.span.start], &fix.replacement, &text[fix.place.span.end..end]]
        .concat()
        .trim()
        .to_owned()
}

/// Where a fault is, as a link that opens it where there is an editor.
pub(super) fn place(fault: &Diagnostic, editor: Option<&Editor>, out: &mut String) {
    let Some(path) = &fault.path else { return };
    let start = fault.place.as_ref().map(|place| place.start());
    let shown = match &start {
        Some(start) => format!("{path}:{}:{}", start.line, start.column),
        None => path.clone(),
    };
    let (line, column) = start.map_or((1, 1), |start| (start.line, start.column));
    source_link(&shown, path, (line, column), editor, out);
}

/// `shown`, as a link that opens the file at `path` where there is an editor.
pub(super) fn source_link(
    shown: &str,
    path: &str,
    (line, column): (usize, usize),
    editor: Option<&Editor>,
    out: &mut String,
) {
    if let Some(editor) = editor {
        out.push_str("<a href=\"");
        escape_into(&editor.link(path, line, column), out);
        out.push_str("\">");
    }
    escape_into(shown, out);
    if editor.is_some() {
        out.push_str("</a>");
    }
}

/// A whole page for when there is nothing else to show.
pub(super) fn page(title: &str, text: &str) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    escape_into(title, &mut out);
    out.push_str("</title>\n</head>\n<body class=\"casebook-page\">\n<main>\n<h1>");
    escape_into(title, &mut out);
    out.push_str("</h1>\n<p>");
    escape_into(text, &mut out);
    out.push_str("</p>\n</main>\n</body>\n</html>\n");
    out
}
