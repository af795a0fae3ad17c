//! Why a template cannot be used, in words that point at the place.

use super::say;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::Theme;
use crate::page::Page;
use std::ops::Range;
use tera::{Error, ErrorKind};

/// What is wrong with the templates of `theme`.
pub(super) fn syntax(theme: &Theme, error: &Error) -> Diagnostic {
    let help = "Mend the template, or delete your copy of it to use the one of the default theme.";
    located(theme, Code::TemplateSyntax, error, |what| format!("This template cannot be used: {what}"))
        .help(help)
}

/// What went wrong on `page`.
pub(super) fn failure(theme: &Theme, page: &Page, error: &Error) -> Diagnostic {
    let address = &page.address;
    located(theme, Code::TemplateFailed, error, |what| format!("The page /{address} cannot be made: {what}"))
        .help("Templates may use only what their page has. The documentation of casebook lists it.")
}

/// What to say when the template engine itself gave up on `page`.
pub(super) fn panic(page: &Page) -> Diagnostic {
    let message = format!("The page /{} cannot be made: its template made the program stop.", page.address);
    Diagnostic::new(Code::TemplateFailed, message)
        .in_file(format!("{} (template)", page.template()))
        .help("Simplify the template. If it is the default one, please report it.")
}

fn located(theme: &Theme, code: Code, error: &Error, message: impl Fn(&str) -> String) -> Diagnostic {
    let (what, name, span) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.message().to_owned(), report.filename().to_owned(), Some(report.span().range.clone()))
        }
        ErrorKind::MissingParent { current, parent } => {
            (format!("it extends \"{parent}\", which is not there."), current.clone(), None)
        }
        ErrorKind::TemplateNotFound(name) => {
            (format!("the template \"{name}\" is not there."), name.clone(), None)
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            ("it includes itself, directly or by way of others.".to_owned(), tpl.clone(), None)
        }
        _ => {
            let report = error.to_string();
            let found = foreign_block(theme, &report).or_else(|| reported(theme, &report));
            found.unwrap_or((report, String::new(), None))
        }
    };
    let what = match (theme.templates.get(&name), &span) {
        (Some(source), Some(span)) => missing_word(theme, &source.text, span).unwrap_or(what),
        _ => what,
    };
    let what = sentence(&what);
    let diagnostic = Diagnostic::new(code, message(&what));
    match theme.templates.get(&name) {
        Some(source) => diagnostic.at(source, span.unwrap_or(0..0)),
        None if name.is_empty() => diagnostic,
        None => diagnostic.in_file(name),
    }
}

/// What is wrong, the name of the template, and where in it.
type Found = (String, String, Option<Range<usize>>);

/// What to say where a template fills a block that the one it extends does not have. The engine tells
/// of it in a report of several lines.
fn foreign_block(theme: &Theme, report: &str) -> Option<Found> {
    let (_, rest) = report.split_once("Block `")?;
    let (block, rest) = rest.split_once("` is not defined in any parent template")?;
    let name = rest.split_once("--> ")?.1.split(':').next()?;
    let opening = format!("block {block}");
    let place = theme.templates.get(name).and_then(|source| source.text.find(&opening));
    let what = format!(
        "it fills the block \"{block}\", which the template that it extends does not have. \
         Write {{% block {block} %}}{{% endblock %}} there"
    );
    Some((what, name.to_owned(), place.map(|at| at..at + opening.len())))
}

/// What the engine tells in a report of several lines: what is wrong, and in the next line where.
fn reported(theme: &Theme, report: &str) -> Option<Found> {
    let (what, rest) = report.split_once('\n')?;
    let what = what.trim_start_matches("error: ").trim_end_matches('.');
    let mut place = rest.split_once("--> ")?.1.lines().next()?.trim().split(':');
    let (name, line, column) =
        (place.next()?, place.next()?.parse::<usize>().ok()?, place.next()?.parse::<usize>().ok()?);
    let text = &theme.templates.get(name)?.text;
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let at =
        start + text.get(start..)?.chars().take(column.checked_sub(1)?).map(char::len_utf8).sum::<usize>();
    let missing = what.strip_prefix("Unknown template `").and_then(|rest| rest.strip_suffix('`'));
    let end =
        missing.map_or(at, |missing| at + text[at..].find(missing).map_or(0, |from| from + missing.len()));
    let what = missing.map_or(what.to_owned(), |missing| format!("the template \"{missing}\" is not there"));
    Some((what, name.to_owned(), Some(at..end)))
}

/// What to say where the template asks for a word that is not there: `words.entires`.
fn missing_word(theme: &Theme, template: &str, span: &Range<usize>) -> Option<String> {
    let key = template.get(span.clone())?;
    let before = template.get(..span.start)?;
    before.ends_with("words.").then(|| say::unknown(&theme.words, key))
}

/// The engine's words -> those of somebody who edits a template, as the end of a sentence.
fn sentence(what: &str) -> String {
    let line = what.lines().next().unwrap_or("").trim().trim_end_matches('.');
    if let Some((_, rest)) = line.split_once("Field `")
        && let Some((name, rest)) = rest.split_once("` is not defined")
    {
        let fields = rest.trim_start_matches(['.', ' ']).strip_prefix("Available fields: ");
        let there = fields.map(|fields| format!(" It may ask for {fields}.")).unwrap_or_default();
        return format!("it asks for \"{name}\", which is not there.{there}");
    }
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        if line.contains(&format!("expected {close}")) || line.contains(&format!("expected `{close}`")) {
            return format!("a {open} is not closed with {close} before this.");
        }
    }
    let mut chars = line.chars();
    let lower: String =
        chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default();
    if lower.ends_with('?') { lower } else { format!("{lower}.") }
}
