//! What raw HTML was shown as text or left out, told to the author once for each kind.
//!
//! Must count everything: nothing that an author wrote goes missing in silence.

use super::Element;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Source;
use crate::text;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Counts, with the first place of each.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// In order of first appearance.
    tags: Vec<Shown>,
    by_name: HashMap<String, usize>,
    comments: usize,
    first_comment: Range<usize>,
    unclosed: Option<Range<usize>>,
}

/// Tags of one name that were shown as text.
#[derive(Debug)]
struct Shown {
    /// In lower case, with `/` when the first is an end tag.
    name: String,
    problem: Problem,
    first: Range<usize>,
    starts: usize,
    ends: usize,
}

/// Why a tag is shown as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    /// It is not one of those that may pass.
    Unknown,
    /// It may pass, but not with attributes.
    Attributes,
    /// It closes nothing, or something that is not the innermost.
    Unopened,
    /// It must stand on a line of its own.
    Inline,
    /// A summary that is not the first thing in `details`.
    Summary,
}

impl Problem {
    /// Why a tag that starts with `name` was not taken for an element.
    pub(super) fn of_refused(name: &str) -> Self {
        if Element::named(name.trim_start_matches('/')).is_some() && name != "/br" {
            Self::Attributes
        } else {
            Self::Unknown
        }
    }
}

impl Tally {
    /// Counts a comment.
    pub(super) fn comment(&mut self, span: Range<usize>) {
        if self.comments == 0 {
            self.first_comment = span;
        }
        self.comments += 1;
    }

    /// Notes a comment that goes to the end of its container.
    pub(super) fn unclosed_comment(&mut self, span: Range<usize>) {
        self.unclosed.get_or_insert(span);
    }

    /// Counts the tag that `written` starts with.
    pub(super) fn shown(&mut self, written: &str, problem: Problem, span: Range<usize>) {
        let tag = written.trim_start_matches('<');
        let end = tag.starts_with('/');
        let name = name(tag.trim_start_matches('/'));
        let at = match self.by_name.get(&name) {
            Some(at) => *at,
            None => {
                self.by_name.insert(name.clone(), self.tags.len());
                let name = if end { format!("/{name}") } else { name };
                self.tags.push(Shown { name, problem, first: span, starts: 0, ends: 0 });
                self.tags.len() - 1
            }
        };
        let shown = &mut self.tags[at];
        if end {
            shown.ends += 1;
        } else {
            shown.starts += 1;
        }
    }

    /// Writes the diagnostics.
    pub(super) fn report(self, source: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.extend(self.tags.into_iter().map(|tag| tag.diagnostic(source)));
        if self.comments > 0 {
            let message = match self.comments {
                1 => "A comment was left out.".to_owned(),
                n => format!("{} were left out of this file.", text::count(n, "comment", "comments")),
            };
            diagnostics.push(
                Diagnostic::new(Code::HtmlComment, message)
                    .at(source, self.first_comment)
                    .help("Readers never see comments. If they should read this, delete <!-- and -->."),
            );
        }
        if let Some(span) = self.unclosed {
            let mut diagnostic = Diagnostic::new(
                Code::HtmlComment,
                "This comment is never closed, so the text below it was left out.",
            )
            .at(source, span.start..span.end.min(span.start + "<!--".len()))
            .help("Write --> where the comment ends.");
            diagnostic.severity = Severity::Warning;
            diagnostics.push(diagnostic);
        }
    }
}

/// The name of a tag in lower case; for `<?` and `<!` only that sign.
fn name(tag: &str) -> String {
    if tag.starts_with(['?', '!']) {
        return tag[..1].to_owned();
    }
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(tag.len());
    tag[..end].to_ascii_lowercase()
}

impl Shown {
    fn diagnostic(self, source: &Arc<Source>) -> Diagnostic {
        let times = match if self.starts > 0 { self.starts } else { self.ends } {
            1 => String::new(),
            n => format!(" ({} in this file)", text::count(n, "time", "times")),
        };
        let tag = match self.name.as_str() {
            sign @ ("?" | "!") => format!("HTML that starts with <{sign}"),
            name => format!("The HTML tag <{name}>"),
        };
        let why = match self.problem {
            Problem::Unknown => "",
            Problem::Attributes => ", because it has attributes",
            Problem::Unopened => ", because nothing there opens it",
            Problem::Inline => ", because it is not on a line of its own",
            Problem::Summary => ", because it is not the first thing inside <details>",
        };
        Diagnostic::new(Code::RawHtml, format!("{tag} is shown as plain text{times}{why}."))
            .at(source, self.first.clone())
            .help(self.help())
    }

    fn help(&self) -> String {
        let name = self.name.trim_start_matches('/');
        match self.problem {
            Problem::Unknown => instead_of(name).to_owned(),
            Problem::Attributes => format!("Write <{name}> and nothing more inside the angle brackets."),
            Problem::Unopened if matches!(name, "details" | "summary") => {
                format!("Delete it, or write <{name}> above it, in the same list item or quote.")
            }
            Problem::Unopened => format!("Delete it, or write <{name}> before it, in the same paragraph."),
            Problem::Inline => {
                format!("Put <{name}> at the start of a line, with an empty line above it.")
            }
            Problem::Summary => {
                "Put it straight below <details>, with no empty line between them.".to_owned()
            }
        }
    }
}

/// What to write in Markdown instead of a tag.
fn instead_of(name: &str) -> &'static str {
    match name {
        "b" | "strong" => "Write **words** for strong text.",
        "i" | "em" => "Write *words* for emphasis.",
        "s" | "del" | "strike" => "Write ~~words~~ for text that no longer holds.",
        "a" => "Write [words](address) for a link.",
        "img" | "picture" | "figure" => "Write ![what it shows](map.png) for an image.",
        "code" | "tt" | "samp" => "Write `words` for code.",
        "pre" => "Put a line of three backticks above and below the text.",
        "blockquote" => "Start each line of the quote with > and a space.",
        "ul" | "ol" | "li" => {
            "Start each line of the list with a hyphen and a space, or with 1. and a space."
        }
        "table" | "thead" | "tbody" | "tr" | "td" | "th" => {
            "Write the table with | between its cells, and a line such as |---|---| below the first row."
        }
        "hr" => "Write three hyphens on a line of their own, with an empty line above.",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "Write ## and a space before the words of the heading.",
        "p" | "div" | "span" | "center" | "font" | "u" | "section" | "small" => {
            "Delete the tag and keep the words inside it."
        }
        _ => {
            "Use Markdown instead. If you want to show the tag itself, put it between backticks. The only HTML that \
             works is <br>, <sub>, <sup>, <kbd>, <details> and <summary>."
        }
    }
}
