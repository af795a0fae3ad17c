//! YAML text -> nodes, with as much read as can be.
//!
//! A fault in one key must not hide the others: when the text as a whole cannot be read, each
//! top-level key is read on its own, and every one that fails gets its own message.

mod explain;
mod lines;
mod reader;

use super::{Key, Kind, Map, Node, Scalar};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
pub(crate) use explain::is_nearly_a_fence;
use reader::{Duplicate, MOST_NODES, Misread, Read, TOO_MUCH, read};
use std::ops::Range;
use std::sync::Arc;

/// Reads the YAML that stands in `range` of `source`. Every fault becomes a diagnostic; what
/// can be read is read all the same. `None` when there is something, but no keys.
pub fn parse(source: &Arc<Source>, range: Range<usize>, diagnostics: &mut Vec<Diagnostic>) -> Option<Map> {
    let text = &source.text[range.clone()];
    if let Some(map) = lines::read(text, range.start) {
        return Some(map);
    }
    match read(text, range.start) {
        Ok(Read { node: None, .. }) => Some(Map::default()),
        Ok(Read { node: Some(Node { kind: Kind::Map(map), .. }), duplicates, misread }) => {
            report_duplicates(source, duplicates, diagnostics);
            report_misread(source, misread, diagnostics);
            Some(map)
        }
        Ok(Read { node: Some(Node { kind: Kind::Null, .. }), .. }) => Some(Map::default()),
        Ok(Read { node: Some(Node { kind: Kind::Scalar(Scalar { text, quoted: false }), .. }), .. })
            if text.contains(':') =>
        {
            Some(read_key_by_key(source, range, diagnostics))
        }
        Ok(_) => None,
        Err(fault) if fault.message == TOO_MUCH => Some(too_much(source, range, fault.at, diagnostics)),
        Err(_) => Some(read_key_by_key(source, range, diagnostics)),
    }
}

/// Gives up on keys that hold more than can be read.
fn too_much(source: &Arc<Source>, range: Range<usize>, at: usize, diagnostics: &mut Vec<Diagnostic>) -> Map {
    let blocks = blocks(&source.text, range.clone()).into_iter().take(MOST_NODES / 2);
    let keys = blocks.filter_map(|block| key_of(&source.text[block.clone()], block.start)).collect();
    diagnostics.push(explain::too_much(source, range, at));
    Map { pairs: Vec::new(), unreadable: keys }
}

fn report_duplicates(source: &Arc<Source>, duplicates: Vec<Duplicate>, diagnostics: &mut Vec<Diagnostic>) {
    for (key, first) in duplicates {
        diagnostics.push(
            Diagnostic::new(
                Code::DuplicateKey,
                format!("\"{}\" is given twice. Only the first is used.", key.name),
            )
            .at(source, key.span)
            .related(source, first, "the first is here")
            .help("Delete one of them."),
        );
    }
}

fn report_misread(source: &Arc<Source>, misread: Vec<Misread>, diagnostics: &mut Vec<Diagnostic>) {
    for (span, message, help) in misread {
        diagnostics.push(Diagnostic::new(Code::Misread, message).at(source, span).help(help));
    }
}

/// Reads each top-level key on its own. The blocks are told apart by their lines: a block
/// starts where a line does not start with a blank, a hyphen or a closing bracket.
fn read_key_by_key(source: &Arc<Source>, range: Range<usize>, diagnostics: &mut Vec<Diagnostic>) -> Map {
    let mut map = Map::default();
    let all = &source.text[range.clone()];
    let blocks = blocks(&source.text, range.clone());
    if let Some(block) = blocks.get(MOST_NODES / 2) {
        return too_much(source, range, block.start, diagnostics);
    }
    for block in blocks {
        let text = &source.text[block.clone()];
        let (error_at, message) = match read(text, block.start) {
            Ok(Read { node: Some(Node { kind: Kind::Map(read), .. }), duplicates, misread }) => {
                report_duplicates(source, duplicates, diagnostics);
                report_misread(source, misread, diagnostics);
                merge(source, &mut map, read, diagnostics);
                continue;
            }
            Ok(Read { node: None, .. }) => continue,
            Ok(Read { node: Some(node), .. }) => (node.span.start, String::new()),
            Err(fault) => (fault.at, fault.message),
        };
        if let Some(key) = key_of(text, block.start) {
            map.unreadable.push(key);
        }
        if explain::names_a_value_above(all, &source.text[error_at.min(block.end)..block.end], &message) {
            continue;
        }
        diagnostics.push(explain::explain(source, block, error_at, &message));
    }
    map
}

fn merge(source: &Arc<Source>, map: &mut Map, read: Map, diagnostics: &mut Vec<Diagnostic>) {
    for (key, node) in read.pairs {
        match map.pairs.iter().find(|(known, _)| known.name == key.name) {
            Some((first, _)) => report_duplicates(source, vec![(key, first.span.clone())], diagnostics),
            None => map.pairs.push((key, node)),
        }
    }
}

fn blocks(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let continues = line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#', ']', '}']);
        match blocks.last_mut() {
            Some(block) if continues => block.end = at + line.len(),
            _ if line.trim().is_empty() => {}
            _ => blocks.push(at..at + line.len()),
        }
        at += line.len();
    }
    blocks
}

/// The key that a block starts with, as far as one can tell.
fn key_of(block: &str, base: usize) -> Option<Key> {
    let line = block.lines().next()?;
    let name = line.split(':').next()?.trim_end();
    let plain = !name.is_empty() && line.contains(':') && !name.contains(['"', '\'', '{', '[']);
    plain.then(|| Key { name: name.to_owned(), span: base..base + name.len() })
}
