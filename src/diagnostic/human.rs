//! Diagnostics for people: the message, the line it is about, and what to type instead.

use super::{Diagnostic, Grouped, Place, Severity};
use crate::text;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};
use std::ops::Range;

/// How many of the other places of a repeated message are named.
const PLACES_NAMED: usize = 3;

/// Lines longer than this are shown cut around the fault.
const LONGEST_LINE: usize = 4_000;

/// The text for one message and its repeats, ending in a line end. With `colour`, terminal
/// colours are used.
pub fn write(grouped: &Grouped<'_>, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let diagnostic = grouped.first;
    let help = diagnostic.help.as_deref().map(|help| Level::HELP.secondary_title(help));
    let title =
        level(diagnostic.severity).primary_title(diagnostic.message.as_str()).id(diagnostic.code.id());
    let places = other_places(grouped);

    let mut main = match (&diagnostic.place, &diagnostic.path) {
        (Some(place), _) => {
            let window = Window::around(place);
            let mut snippet = window
                .snippet(place, true)
                .annotation(AnnotationKind::Primary.span(window.inside(&place.span)));
            for (other, why) in &diagnostic.related {
                if other.source.path == place.source.path && window.holds(&other.span) {
                    snippet = snippet.annotation(
                        AnnotationKind::Context.span(window.inside(&other.span)).label(why.as_str()),
                    );
                }
            }
            let group = Group::with_title(title);
            // The columns of a line that was cut in front are not those of the file.
            match window.cut {
                true => {
                    let at = place.start();
                    let path = place.source.path.as_str();
                    let origin = Origin::path(path).line(at.line).char_column(at.column);
                    group.element(origin).element(snippet)
                }
                false => group.element(snippet),
            }
        }
        (None, Some(path)) => Group::with_title(title).element(Origin::path(path.as_str())),
        (None, None) => Group::with_title(title),
    };
    for (other, why) in &diagnostic.related {
        let elsewhere = diagnostic.place.as_ref().is_none_or(|place| {
            other.source.path != place.source.path || !Window::around(place).holds(&other.span)
        });
        if elsewhere {
            let window = Window::around(other);
            let span = window.inside(&other.span);
            main = main.element(
                window
                    .snippet(other, false)
                    .annotation(AnnotationKind::Context.span(span).label(why.as_str())),
            );
        }
    }
    if let Some(places) = &places {
        main = main.element(Level::NOTE.no_name().message(places.as_str()));
    }

    let mut report = vec![main];
    if let Some(title) = help {
        report.push(match &diagnostic.fix {
            Some(fix) => {
                let window = Window::around(&fix.place);
                let span = window.inside(&fix.place.span);
                let snippet = Snippet::source(window.text.clone())
                    .line_start(window.line)
                    .path(fix.place.source.path.as_str())
                    .patch(Patch::new(span, fix.replacement.as_str()));
                title.element(snippet)
            }
            None => Group::with_title(title),
        });
    }
    renderer.render(&report) + "\n"
}

/// One line for `diagnostic`: `path:line:column: severity[code]: message`.
pub fn write_compact(diagnostic: &Diagnostic) -> String {
    format!(
        "{}{}[{}]: {}",
        place_prefix(diagnostic),
        diagnostic.severity.word(),
        diagnostic.code.id(),
        diagnostic.message
    )
}

fn place_prefix(diagnostic: &Diagnostic) -> String {
    match (&diagnostic.place, &diagnostic.path) {
        (Some(place), _) => format!("{}: ", named(place)),
        (None, Some(path)) => format!("{path}: "),
        (None, None) => String::new(),
    }
}

fn named(place: &Place) -> String {
    let start = place.start();
    format!("{}:{}:{}", place.source.path, start.line, start.column)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn other_places(grouped: &Grouped<'_>) -> Option<String> {
    if grouped.others.is_empty() {
        return None;
    }
    let named: Vec<String> = grouped
        .others
        .iter()
        .take(PLACES_NAMED)
        .map(|other| place_prefix(other).trim_end_matches(": ").to_owned())
        .collect();
    let more = grouped.others.len() - named.len();
    let mut places = format!("also at {}", text::and_list(&named, "and"));
    if more > 0 {
        places = format!(
            "also at {}, and in {}",
            named.join(", "),
            text::count(more, "more place", "more places")
        );
    }
    Some(places)
}

/// The lines that a place covers, cut out of their source: the renderer would otherwise go
/// through a 10 MB file for each message.
struct Window {
    text: String,
    start: usize,
    line: usize,
    /// Whether the first line does not begin where it begins in the file.
    cut: bool,
}

impl Window {
    fn around(place: &Place) -> Self {
        let text = place.source.text.as_str();
        let mut start = text[..place.span.start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = |from: usize| text[from..].find('\n').map_or(text.len(), |at| from + at);
        let mut end = line_end(place.span.end.max(place.span.start));
        let line_start = start;
        if end - start > LONGEST_LINE {
            start = boundary(text, place.span.start.saturating_sub(LONGEST_LINE / 4).max(start));
            end = boundary(text, end.min(place.span.start + LONGEST_LINE));
        }
        if text[start..].starts_with('\u{feff}') {
            start += '\u{feff}'.len_utf8();
        }
        let cut = start > line_start + '\u{feff}'.len_utf8();
        let line = place.source.position(start).line;
        let text = text[start..end.max(start)].trim_end_matches('\r').to_owned();
        Self { text, start, line, cut }
    }

    fn holds(&self, span: &Range<usize>) -> bool {
        (self.start..=self.start + self.text.len()).contains(&span.start)
    }

    fn inside(&self, span: &Range<usize>) -> Range<usize> {
        let into = |at: usize| boundary(&self.text, at.saturating_sub(self.start).min(self.text.len()));
        into(span.start)..into(span.end)
    }

    fn snippet<'a>(&self, place: &'a Place, first: bool) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let snippet = Snippet::source(self.text.clone()).line_start(self.line).fold(false);
        let path = place.source.path.as_str();
        if self.cut && first { snippet } else { snippet.path(path) }
    }
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
