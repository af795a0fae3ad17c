//! Why a block of front matter cannot be read, in an author's words.
//!
//! The parser says where it gave up, which is often a line too late, and why, in a
//! programmer's words. The commonest slips are looked for in the text itself.

mod quotes;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use quotes::{in_quotes, unclosed};
use std::ops::Range;
use std::sync::Arc;

/// The message for the block at `block` of `source`, where the parser gave up at byte `at`,
/// saying `parser_says`.
pub(super) fn explain(source: &Arc<Source>, block: Range<usize>, at: usize, parser_says: &str) -> Diagnostic {
    let text = &source.text[block.clone()];
    let slip = lines(&source.text, &block).find_map(|(start, line)| slip_in(line, start));
    let slip = slip.or_else(|| above_in_block_text(source, &block));
    let slip = slip.or_else(|| lines(&source.text, &block).find_map(|(start, line)| no_colon(line, start)));
    let slip = slip.or_else(|| lines(&source.text, &block).find_map(|(start, line)| value_slip(line, start)));
    match slip.or_else(|| unclosed(text, block.start)) {
        Some(slip) => slip.diagnostic(source),
        None => unknown(source, block, at, parser_says),
    }
}

/// The message for keys that hold more than can be read, at byte `at`.
pub(super) fn too_much(source: &Arc<Source>, range: Range<usize>, at: usize) -> Diagnostic {
    Diagnostic::new(
        Code::FrontMatterSyntax,
        "The keys of this file hold more values, or deeper ones, than can be read.",
    )
    .at(source, line_at(source, &range, at))
    .help("Write it in a simpler way: fewer brackets inside brackets, and no names with & and *.")
}

/// Whether the fault is only that a key, read on its own, uses a name that another key gives:
/// that key is at fault, or none.
pub(super) fn names_a_value_above(all: &str, from: &str, parser_says: &str) -> bool {
    let name = from.strip_prefix('*').unwrap_or_default();
    let name = name.split(|c: char| c.is_whitespace() || ",]}".contains(c)).next().unwrap_or_default();
    (parser_says.contains("anchor") || parser_says.contains("alias"))
        && !name.is_empty()
        && all.contains(&format!("&{name}"))
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

/// Slips that one line shows by itself, whatever stands around it.
fn slip_in(line: &str, start: usize) -> Option<Slip> {
    if line.trim_start().starts_with('#') {
        return None;
    }
    blank(line, start).or_else(|| control(line, start)).or_else(|| hyphens(line, start))
}

/// A tab or another special blank in front of a line.
fn blank(line: &str, start: usize) -> Option<Slip> {
    let indent = &line[..line.len() - line.trim_start().len()];
    let (at, found) = indent.char_indices().find(|(_, c)| *c != ' ' && *c != '\u{feff}')?;
    let tab = found == '\t';
    let message =
        if tab { "This line is indented with a tab." } else { "This line is indented with a special blank." };
    let help =
        if tab { "Use two spaces instead of each tab." } else { "Delete it, and type plain spaces instead." };
    let plain: String = indent.chars().map(|c| if c == '\t' { "  " } else { " " }).collect();
    Some(Slip {
        span: start + at..start + at + found.len_utf8(),
        message: message.to_owned(),
        help: help.to_owned(),
        fix: Some((start..start + indent.len(), plain)),
    })
}

fn control(line: &str, start: usize) -> Option<Slip> {
    let (at, found) = line.char_indices().find(|(_, c)| c.is_control() && *c != '\t')?;
    Some(Slip {
        span: start + at..start + at + found.len_utf8(),
        message: "There is a character here that cannot be shown.".to_owned(),
        help: "Delete it, or type the line again.".to_owned(),
        fix: None,
    })
}

/// A line that was meant to close the keys, and an item of a list without its space.
fn hyphens(line: &str, start: usize) -> Option<Slip> {
    let body = line.trim_start();
    let span = start + line.len() - body.len()..start + line.len();
    if is_nearly_a_fence(line) {
        return Some(Slip {
            message: "This line does not close the keys, because it is not three hyphens.".to_owned(),
            help: "Write three hyphens and nothing else.".to_owned(),
            fix: Some((span.clone(), "---".to_owned())),
            span,
        });
    }
    let value = body.strip_prefix('-').filter(|value| value.starts_with(char::is_alphanumeric))?;
    Some(Slip {
        message: "There is no space behind this hyphen.".to_owned(),
        help: "Write a hyphen, a space and the value.".to_owned(),
        fix: Some((span.clone(), format!("- {value}"))),
        span,
    })
}

/// Whether the line consists of dashes, but not of the three hyphens that close keys.
pub(crate) fn is_nearly_a_fence(line: &str) -> bool {
    let line = line.trim_end();
    let dashes = line.chars().all(|c| matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−'));
    dashes && line.chars().count() > usize::from(line.is_ascii()) && line != "---"
}

/// A line that belongs to the text of the key above, which `|` or `>` starts, but stands too far
/// to the left.
fn above_in_block_text(source: &Arc<Source>, block: &Range<usize>) -> Option<Slip> {
    let above = source.text[..block.start].trim_end().rsplit('\n').next()?;
    let (key, value) = above.split_once(": ")?;
    if !is_block_header(value.trim()) {
        return None;
    }
    let (start, line) = lines(&source.text, block).next()?;
    Some(Slip {
        span: start..start + line.len(),
        message: format!("This line is not indented, so it is not part of \"{}\" above.", key.trim()),
        help: "Put two spaces in front of each line of the text.".to_owned(),
        fix: Some((start..start, "  ".to_owned())),
    })
}

/// Whether a value is only the sign that text follows on the next lines.
fn is_block_header(value: &str) -> bool {
    let sign = value.split(" #").next().unwrap_or("").trim_end();
    sign.starts_with(['|', '>'])
        && sign.len() <= 3
        && sign[1..].chars().all(|c| c.is_ascii_digit() || "+-".contains(c))
}

fn no_colon(line: &str, start: usize) -> Option<Slip> {
    let top_level = line.starts_with(|c: char| c.is_alphanumeric());
    if !top_level || line.contains(": ") || line.ends_with(':') {
        return None;
    }
    let wide = line.split_once('：').or_else(|| line.split_once('︰')).or_else(|| line.split_once('꞉'));
    let (message, help, fix) = match (wide, line.split_once(':')) {
        (Some((key, value)), _) if !key.contains(' ') => (
            format!("The colon of \"{key}\" is not a plain one."),
            WRITE_A_KEY,
            Some((start..start + line.len(), format!("{key}: {}", value.trim_start()))),
        ),
        (_, Some((key, value))) if !key.contains(' ') => (
            format!("There is no space behind the colon of \"{key}\"."),
            WRITE_A_KEY,
            Some((start..start + line.len(), format!("{key}: {value}"))),
        ),
        _ => (
            "This line has no key with a colon.".to_owned(),
            "Write the key, a colon, a space and the value: title: Walsall Together. If the line goes on from the \
             one above, start it with two spaces.",
            None,
        ),
    };
    Some(Slip { span: start..start + line.len(), message, help: help.to_owned(), fix })
}

const WRITE_A_KEY: &str = "Write the key, a colon, a space and the value: title: Walsall Together.";

/// Slips in what stands behind `key:` or behind the hyphen of a list.
fn value_slip(line: &str, start: usize) -> Option<Slip> {
    let body = line.trim_start();
    if body.starts_with('#') {
        return None;
    }
    let indent = line.len() - body.len();
    let item = body.strip_prefix("- ").map_or(body, str::trim_start);
    let listed = item.len() < body.len();
    let (name, value) = match item.split_once(": ") {
        // "- Fewer stays: 20%: really" is one text, and no key called "Fewer stays".
        Some((key, _)) if listed && key.contains(' ') => ("this list item".to_owned(), item),
        Some((key, value)) => (format!("\"{}\"", key.trim()), value.trim_start()),
        None if listed => ("this list item".to_owned(), item),
        None => return None,
    };
    let at = start + indent + (body.len() - value.len());
    let span = at..at + value.len();
    let first = value.chars().next()?;
    let has_meaning = match first {
        '@' | '`' | '%' | '*' | '&' | '!' | ',' | ']' | '}' => true,
        '|' | '>' => !is_block_header(value),
        '-' | '?' | ':' => value[1..].starts_with(' '),
        '{' => value.starts_with("{{") || value.starts_with("{%"),
        _ => false,
    };
    let message = if has_meaning {
        format!("The value of {name} starts with {first}, which has a meaning of its own here.")
    } else if !"\"'[{|>#".contains(first) && (value.contains(": ") || value.ends_with(':')) {
        format!("The value of {name} holds a colon, so it looks like another key.")
    } else {
        return None;
    };
    Some(Slip {
        span: span.clone(),
        message,
        help: "Put the value in quotes.".to_owned(),
        fix: Some((span, in_quotes(value))),
    })
}

fn unknown(source: &Arc<Source>, block: Range<usize>, at: usize, parser_says: &str) -> Diagnostic {
    let says = |part: &str| parser_says.contains(part);
    let (message, help) = if says("key is not text") {
        (
            "This key is not plain text.",
            "Write a word, a colon, a space and the value: title: Walsall Together.",
        )
    } else if says("indent") || says("block") || says("mapping values") || says("key") {
        (
            "The indentation or the hyphens of these lines do not fit together.",
            "Give lines that belong together the same number of spaces in front: two for each step inwards.",
        )
    } else if says("alias") || says("anchor") {
        ("This value starts with *, which refers to a name that is not there.", "Put the value in quotes.")
    } else if says("document") {
        ("A line of three hyphens ends the keys too early.", "Delete the line, or put it below the last key.")
    } else {
        (
            "This value cannot be read.",
            "Put the value in quotes, or check its brackets, hyphens and indentation.",
        )
    };
    let span = line_at(source, &block, at);
    Diagnostic::new(Code::FrontMatterSyntax, message).at(source, span).help(help)
}

/// The line in `block` with the byte `at`, without its indentation.
fn line_at(source: &Source, block: &Range<usize>, at: usize) -> Range<usize> {
    let mut at = at.clamp(block.start, block.end);
    while !source.text.is_char_boundary(at) {
        at -= 1;
    }
    // What is wrong is often noticed at the end of the block: the last line with words is meant.
    let before = &source.text[block.start..at];
    if source.text[at..block.end].trim().is_empty() {
        at = block.start + before.trim_end().len();
    }
    let start = source.text[block.start..at].rfind('\n').map_or(block.start, |i| block.start + i + 1);
    let line = source.text[start..block.end].lines().next().unwrap_or("");
    let indent = line.len() - line.trim_start().len();
    start + indent..start + line.trim_end().len().max(indent)
}
