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
        let not_opened = without_a_fence(source, whole.clone());
        let unreadable = not_opened.is_some() || source.is_garbled();
        diagnostics.extend(not_opened);
        let opening = whole.start..whole.start;
        return (FrontMatter { opening, unreadable, ..FrontMatter::default() }, whole);
    };
    let opening = fence.line.clone();
    let Some((keys, body)) = closing(text, &fence) else {
        if !looks_like_keys(&text[fence.end..], fence.format) {
            diagnostics.push(ruled_line(source, &fence));
            return (FrontMatter { opening, ..FrontMatter::default() }, whole);
        }
        diagnostics.push(unclosed(source, &fence));
        return (FrontMatter { opening, unreadable: true, keys: Map::default() }, text.len()..text.len());
    };
    if !looks_like_keys(&text[keys.clone()], fence.format) {
        diagnostics.push(ruled_line(source, &fence));
        return (FrontMatter { opening, ..FrontMatter::default() }, whole);
    }
    let before = diagnostics.len();
    let map = match fence.format {
        Format::Yaml => node::parse_yaml(source, keys, diagnostics),
        Format::Toml => Some(node::parse_toml(source, keys, Code::FrontMatterSyntax, diagnostics)),
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
    let ends = memchr::memchr_iter(b'\n', &text.as_bytes()[fence.end..]).map(|end| fence.end + end + 1);
    for end in ends.chain([text.len()]) {
        let content = text[at..end].trim_end();
        if content == fence.format.fence() || (content == "..." && fence.format == Format::Yaml) {
            return Some((fence.end..at, end..text.len()));
        }
        at = end;
    }
    None
}

/// Whether the first line that says anything could be a key, or one of those that follow it
/// without a gap surely is one. Three hyphens at the top of a file are a ruled line too, and prose
/// below them must not be taken for keys.
fn looks_like_keys(text: &str, format: Format) -> bool {
    let mut lines = text.lines().map(str::trim).skip_while(|line| line.is_empty());
    let Some(line) = lines.next() else { return true };
    let sign = if format == Format::Yaml { ':' } else { '=' };
    let key = line.split(sign).next().unwrap_or("");
    // Below a ruled line there is a gap; below the line that opens keys there is hardly ever one.
    let most_words = if text.lines().next().is_some_and(|line| line.trim().is_empty()) { 1 } else { 3 };
    line.starts_with(['#', '{', '[', '"', '\'', '-', '?', '&', '!', '%'])
        || (line.contains(sign) && key.split_whitespace().count() <= most_words)
        || line.split_whitespace().count() == 1
        || text.lines().take_while(|line| !line.trim().is_empty()).any(|line| is_key(line, sign))
}

/// Whether the line is surely a key with its value.
fn is_key(line: &str, sign: char) -> bool {
    let Some((key, value)) = line.trim_end().split_once(sign) else { return false };
    let key = key.trim_end();
    let plain = key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    plain && !key.is_empty() && (value.is_empty() || value.starts_with(' '))
}

fn ruled_line(source: &Arc<Source>, fence: &Fence) -> Diagnostic {
    let (message, form) = match fence.format {
        Format::Yaml => ("This line was read as a ruled line, because no key follows it.", "key: value"),
        Format::Toml => ("This line was read as text, because no key follows it.", "key = \"value\""),
    };
    Diagnostic::new(Code::FrontMatterNotFound, message)
        .at(source, fence.line.clone())
        .help(format!("If keys were meant to follow, write each on the next lines like this: {form}."))
}

/// What to say of a file that starts with keys, but not with three hyphens above them.
fn without_a_fence(source: &Arc<Source>, whole: Range<usize>) -> Option<Diagnostic> {
    let text = &source.text;
    let start = whole.start + (whole.len() - text[whole].trim_start().len());
    let mut lines = text[start..].lines();
    let first = lines.next()?;
    let span = start..start + first.trim_end().len();
    if node::is_nearly_a_fence(first) && is_key(lines.next()?, ':') {
        let message = "This line does not open the keys, because it is not three hyphens.";
        let diagnostic = Diagnostic::new(Code::FrontMatterNotOpened, message).at(source, span.clone());
        return Some(diagnostic.help("Write three hyphens and nothing else.").fix(span, "---"));
    }
    // A key may go on below its line, as a list or a record does.
    let goes_on =
        |line: &str| line.is_empty() || line.starts_with([' ', '\t', '#']) || line.starts_with("- ");
    let mut below = std::iter::once(first).chain(lines);
    let behind = below.find(|line| !is_key(line, ':') && !goes_on(line))?;
    (is_key(first, ':') && behind.trim_end() == "---").then(|| {
        Diagnostic::new(
            Code::FrontMatterNotOpened,
            "These keys were read as text, because no line opens them.",
        )
        .at(source, span.clone())
        .help("Put a line of three hyphens above the first key.")
        .fix(span.start..span.start, "---\n")
    })
}

fn unclosed(source: &Arc<Source>, fence: &Fence) -> Diagnostic {
    let fence_text = fence.format.fence();
    let diagnostic =
        Diagnostic::new(Code::FrontMatterUnclosed, "The keys at the top of this file are never closed.")
            .at(source, fence.line.clone());
    let mut at = fence.end;
    for line in source.text[fence.end..].split_inclusive('\n') {
        let span = at..at + line.trim_end().len();
        at += line.len();
        if node::is_nearly_a_fence(line) && fence.format == Format::Yaml {
            let line = source.position(span.start).line;
            return diagnostic
                .help(format!(
                    "Line {line} does not close them: it has to be three hyphens and nothing else."
                ))
                .fix(span, fence_text);
        }
        if line.trim().is_empty() {
            break;
        }
    }
    diagnostic.help(format!("Put {fence_text} on a line of its own below the last key."))
}
