//! Where the keys at the top of a file begin and end.

use crate::diagnostic::{Code, Diagnostic};
use crate::node::{self, Map};
use crate::source::Source;
use std::ops::Range;
use std::sync::Arc;

/// The keys at the top of a file.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// The keys and their values.
    pub keys: Map,
    /// The opening fence, or the start of a file that has none, as bytes of the source: where
    /// to point when a key is missing.
    pub opening: Range<usize>,
    /// Whether there are keys that nobody could read.
    pub unreadable: bool,
}

/// Finds and reads the front matter of `source`. Returns it with the bytes of the body.
pub(super) fn read(source: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) -> (FrontMatter, Range<usize>) {
    let text = &source.text;
    let whole = if text.starts_with('\u{feff}') { 3..text.len() } else { 0..text.len() };
    let Some(fence) = opening(text, whole.clone()) else {
        return (FrontMatter { opening: whole.start..whole.start, ..FrontMatter::default() }, whole);
    };
    let opening = fence.line.clone();
    let Some((keys, body)) = closing(text, &fence) else {
        if !looks_like_keys(&text[fence.end..], fence.format) {
            diagnostics.push(ruled_line(source, opening.clone()));
            return (FrontMatter { opening, ..FrontMatter::default() }, whole);
        }
        diagnostics.push(unclosed(source, &fence));
        return (FrontMatter { opening, unreadable: true, keys: Map::default() }, text.len()..text.len());
    };
    if !looks_like_keys(&text[keys.clone()], fence.format) {
        diagnostics.push(ruled_line(source, opening.clone()));
        return (FrontMatter { opening, ..FrontMatter::default() }, whole);
    }
    let before = diagnostics.len();
    let map = match fence.format {
        Format::Yaml => node::parse_yaml(source, keys.clone(), diagnostics),
        Format::Toml => Some(node::parse_toml(source, keys.clone(), Code::FrontMatterSyntax, diagnostics)),
    };
    let failed = diagnostics[before..].iter().any(|fault| fault.code == Code::FrontMatterSyntax);
    if map.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::FrontMatterNotKeys, "There are no keys between these lines of hyphens.")
                .at(source, opening.clone())
                .help("Write each key on a line of its own: title: Walsall Together."),
        );
    }
    let unreadable = failed || map.is_none();
    (FrontMatter { keys: map.unwrap_or_default(), opening, unreadable }, body)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Yaml,
    Toml,
}

impl Format {
    fn fence(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
        }
    }
}

struct Fence {
    format: Format,
    /// The fence without its line end.
    line: Range<usize>,
    /// Behind its line end.
    end: usize,
}

/// The opening fence: the first line that is not blank, with nothing but blanks behind it.
fn opening(text: &str, whole: Range<usize>) -> Option<Fence> {
    let mut at = whole.start;
    for line in text[whole].split_inclusive('\n') {
        let fence = line.trim_end();
        if !fence.is_empty() {
            let format = [Format::Yaml, Format::Toml].into_iter().find(|format| format.fence() == fence)?;
            return Some(Fence { format, line: at..at + fence.len(), end: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// The bytes between the fences, and those behind the closing one.
fn closing(text: &str, fence: &Fence) -> Option<(Range<usize>, Range<usize>)> {
    let mut at = fence.end;
    for line in text[fence.end..].split_inclusive('\n') {
        let content = line.trim_end();
        if content == fence.format.fence() || (content == "..." && fence.format == Format::Yaml) {
            return Some((fence.end..at, at + line.len()..text.len()));
        }
        at += line.len();
    }
    None
}

/// Whether the first line that says anything could be a key. Three hyphens at the top of a file
/// are a ruled line too, and prose below them must not be taken for keys.
fn looks_like_keys(text: &str, format: Format) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    let Some(line) = first else { return true };
    let sign = if format == Format::Yaml { ':' } else { '=' };
    let key = line.split(sign).next().unwrap_or("");
    line.starts_with(['#', '{', '[', '"', '\'', '-', '?', '&', '!', '%'])
        || (line.contains(sign) && key.split_whitespace().count() <= 3)
        || line.split_whitespace().count() == 1
}

fn ruled_line(source: &Arc<Source>, opening: Range<usize>) -> Diagnostic {
    Diagnostic::new(
        Code::FrontMatterNotFound,
        "This line was read as a ruled line, because no key follows it.",
    )
    .at(source, opening)
    .help("If keys were meant to follow, write each as \"key: value\" on the next lines.")
}

fn unclosed(source: &Arc<Source>, fence: &Fence) -> Diagnostic {
    let fence_text = fence.format.fence();
    Diagnostic::new(Code::FrontMatterUnclosed, "The keys at the top of this file are never closed.")
        .at(source, fence.line.clone())
        .help(format!("Put {fence_text} on a line of its own below the last key."))
}
