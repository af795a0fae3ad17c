//! One text file of the site, as it was read: path, text, hash.
//!
//! A leaf. Diagnostics point into sources, so a source knows its lines and columns.

use crate::hash::Hash;
use std::sync::OnceLock;

/// A text file: an entry, `casebook.toml`, a collection, a vocabulary or a template.
#[derive(Debug)]
pub struct Source {
    /// Relative to the site's root, with `/`: `content/cases/a.md`.
    pub path: String,
    /// The whole text. Byte order mark and line ends are as in the file, so that byte offsets are true.
    pub text: String,
    /// Hash of path and text: what is memoised per source may depend on both.
    pub hash: Hash,
    lines: OnceLock<Vec<usize>>,
}

/// A place for people: both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Source {
    /// A source of `text` found at `path`.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let (path, text) = (path.into(), text.into());
        let hash = crate::hash::Hasher::default().text(&path).hash(Hash::of(&text)).finish();
        Self { path, text, hash, lines: OnceLock::new() }
    }

    /// Whether the file held no text that can be read, such as UTF-16: then nobody can say what is
    /// missing in it.
    pub fn is_garbled(&self) -> bool {
        self.text.chars().take(4).any(|c| c == '\u{fffd}')
    }

    /// Line and column of the byte at `offset`; an offset past the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let starts = self.lines.get_or_init(|| line_starts(&self.text));
        let offset = floor_boundary(&self.text, offset);
        let line = starts.partition_point(|start| *start <= offset).max(1);
        let start = starts[line - 1];
        let column = self.text[start..offset].chars().filter(|c| *c != '\u{feff}').count() + 1;
        Position { line, column }
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0)
        .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1))
        .collect()
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let source = Source::new("a.md", "\u{feff}é–x\nsecond\n");
        let at = |offset| {
            let p = source.position(offset);
            (p.line, p.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(3), (1, 1));
        assert_eq!(at(5), (1, 2));
        assert_eq!(at(10), (2, 1));
        assert_eq!(at(999), (3, 1));
    }
}
