//! Why a block of front matter cannot be read, in an author's words.
//!
//! The parser says where it gave up, which is often a line too late, and why, in a
//! programmer's words. The commonest slips are looked for in the text itself.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use std::ops::Range;
use std::sync::Arc;

/// The message for the block at `block` of `source`, where the parser gave up at byte `at`,
/// saying `parser_says`.
pub(super) fn explain(source: &Arc<Source>, block: Range<usize>, at: usize, parser_says: &str) -> Diagnostic {
    let slip = lines(&source.text, &block).find_map(|(start, line)| slip_in(line, start));
    let slip = slip.or_else(|| unclosed(&source.text[block.clone()], block.start));
    match slip {
        Some(slip) => slip.diagnostic(source),
        None => unknown(source, block, at, parser_says),
    }
}

struct Slip {
    span: Range<usize>,
    message: String,
    help: String,
    fix: Option<(Range<usize>, String)>,
}

impl Slip {
    fn diagnostic(self, source: &Arc<Source>) -> Diagnostic {
        let diagnostic =
            Diagnostic::new(Code::FrontMatterSyntax, self.message).at(source, self.span).help(self.help);
        match self.fix {
            Some((span, replacement)) => diagnostic.fix(span, replacement),
            None => diagnostic,
        }
    }
}

fn lines<'a>(text: &'a str, block: &Range<usize>) -> impl Iterator<Item = (usize, &'a str)> {
    let mut start = block.start;
    text[block.clone()].split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end())
    })
}

/// Slips that one line shows by itself.
fn slip_in(line: &str, start: usize) -> Option<Slip> {
    if line.trim_start().starts_with('#') {
        return None;
    }
    tab(line, start).or_else(|| no_colon(line, start)).or_else(|| value_slip(line, start))
}

fn tab(line: &str, start: usize) -> Option<Slip> {
    let indent = &line[..line.len() - line.trim_start().len()];
    let at = indent.find('\t')?;
    Some(Slip {
        span: start + at..start + at + 1,
        message: "This line is indented with a tab.".to_owned(),
        help: "Use two spaces instead of each tab.".to_owned(),
        fix: Some((start..start + indent.len(), indent.replace('\t', "  "))),
    })
}

fn no_colon(line: &str, start: usize) -> Option<Slip> {
    let top_level = line.starts_with(|c: char| c.is_alphanumeric());
    if !top_level || line.contains(": ") || line.ends_with(':') {
        return None;
    }
    let (message, fix) = match line.split_once(':') {
        Some((key, value)) if !key.contains(' ') => (
            format!("There is no space behind the colon of \"{key}\"."),
            Some((start..start + line.len(), format!("{key}: {value}"))),
        ),
        _ => ("This line has no key with a colon.".to_owned(), None),
    };
    Some(Slip {
        span: start..start + line.len(),
        message,
        help: "Write the key, a colon, a space and the value: title: Walsall Together.".to_owned(),
        fix,
    })
}

/// Slips in what stands behind `key:` or behind the hyphen of a list.
fn value_slip(line: &str, start: usize) -> Option<Slip> {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    let item = body.strip_prefix("- ").map_or(body, str::trim_start);
    let (name, value) = match item.split_once(": ") {
        Some((key, value)) => (format!("\"{}\"", key.trim()), value.trim_start()),
        None if item.len() < body.len() => ("this list item".to_owned(), item),
        None => return None,
    };
    let at = start + indent + (body.len() - value.len());
    let span = at..at + value.len();
    let quoted = format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    let first = value.chars().next()?;
    if "\"'[{|>#".contains(first) {
        return None;
    }
    let message = if value.contains(": ") || value.ends_with(':') {
        format!("The value of {name} holds a colon, so it looks like another key.")
    } else if "@`%*&!".contains(first) {
        format!("The value of {name} starts with {first}, which has a meaning of its own here.")
    } else {
        return None;
    };
    Some(Slip {
        span: span.clone(),
        message,
        help: "Put the value in quotes.".to_owned(),
        fix: Some((span, quoted)),
    })
}

/// A quote or a bracket that is opened and never closed.
fn unclosed(block: &str, base: usize) -> Option<Slip> {
    let value_at = block.find(": ").map(|at| at + 2)?;
    let value = block[value_at..].trim_start();
    let at = base + block.len() - value.len();
    let first = value.chars().next()?;
    let (closing, name) = match first {
        '"' | '\'' => (first, "quote"),
        '[' => (']', "square bracket"),
        '{' => ('}', "curly bracket"),
        _ => return None,
    };
    let line = value.lines().next().unwrap_or("").trim_end();
    let rest = &line[1..];
    if rest.contains(closing) {
        let behind = rest.rsplit(closing).next().unwrap_or("").trim();
        if name == "quote" && !behind.is_empty() {
            return Some(Slip {
                span: at..at + line.len(),
                message: "There is text behind the closing quote.".to_owned(),
                help: "Put the whole value in quotes, and any quote inside it twice: 'It''s here'."
                    .to_owned(),
                fix: None,
            });
        }
        return None;
    }
    Some(Slip {
        span: at..at + 1,
        message: format!("This {name} is opened and never closed."),
        help: format!("Put {closing} at the end of the value."),
        fix: Some((at + line.len()..at + line.len(), closing.to_string())),
    })
}

fn unknown(source: &Arc<Source>, block: Range<usize>, at: usize, parser_says: &str) -> Diagnostic {
    let at = at.clamp(block.start, block.end);
    let line_start = source.text[block.start..at].rfind('\n').map_or(block.start, |i| block.start + i + 1);
    let line = source.text[line_start..block.end].lines().next().unwrap_or("").trim_end();
    let says = |part: &str| parser_says.contains(part);
    let (message, help) = if says("indent") || says("block") || says("mapping values") || says("key") {
        (
            "The indentation or the hyphens of these lines do not fit together.",
            "Give lines that belong together the same number of spaces in front: two for each step inwards.",
        )
    } else if says("alias") || says("anchor") {
        ("This value starts with *, which refers to a name that is not there.", "Put the value in quotes.")
    } else if says("nesting") || says("too many") {
        ("This value is nested too deeply.", "Write it in a simpler way.")
    } else if says("document") {
        ("A line of three hyphens ends the keys too early.", "Delete the line, or put it below the last key.")
    } else {
        (
            "This value cannot be read.",
            "Put the value in quotes, or check its brackets, hyphens and indentation.",
        )
    };
    Diagnostic::new(Code::FrontMatterSyntax, message)
        .at(source, line_start..line_start + line.len().max(1))
        .help(help)
}
