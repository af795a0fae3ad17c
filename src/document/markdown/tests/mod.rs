//! What authors write, and all that comes of it: whole HTML and whole messages.

mod blocks;
mod headings;
mod links;
mod notes;
mod property;
mod raw;
mod short_forms;

use super::{Compiled, Title, compile};
use crate::diagnostic::{Diagnostic, sort, write_compact};
use crate::document::{Body, LinkTarget, Slot};
use crate::source::Source;
use std::fmt::Write;
use std::sync::Arc;

fn compiled(markdown: &str, title: Title<'_>) -> (Compiled, Vec<Diagnostic>) {
    let source = Arc::new(Source::new("a.md", markdown));
    let mut diagnostics = Vec::new();
    let compiled = compile(&source, 0..markdown.len(), title, &mut diagnostics);
    sort(&mut diagnostics);
    (compiled, diagnostics)
}

/// The HTML with its slots shown as `{…}`, then the messages.
fn shown(markdown: &str) -> String {
    let (compiled, diagnostics) = compiled(markdown, Title::Given("Other words"));
    let messages = messages(&diagnostics);
    let rule = if messages.is_empty() { "" } else { "---\n" };
    format!("{}{rule}{messages}", html(&compiled.body))
}

fn html(body: &Body) -> String {
    let mut out = String::new();
    body.write(&mut out, |slot, out| {
        let _ = match slot {
            Slot::LinkStart(index) => match &body.links[index as usize].target {
                LinkTarget::Path { path, query, fragment: None } => write!(out, "{{to {path}{query}}}"),
                LinkTarget::Path { path, query, fragment: Some(fragment) } => {
                    write!(out, "{{to {path}{query} at {fragment}}}")
                }
                LinkTarget::Id { id, fragment: None } => write!(out, "{{to id {id}}}"),
                LinkTarget::Id { id, fragment: Some(fragment) } => {
                    write!(out, "{{to id {id} at {fragment}}}")
                }
            },
            Slot::LinkTitle(_) => write!(out, "{{its title}}"),
            Slot::LinkEnd(_) => write!(out, "{{end}}"),
            Slot::Image(index) => {
                let image = &body.images[index as usize];
                write!(out, "{{image {}: {}}}", image.path, image.alt)
            }
        };
    });
    out
}

fn messages(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let _ = writeln!(out, "{}", write_compact(diagnostic));
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(out, "  {help}");
        }
    }
    out
}
