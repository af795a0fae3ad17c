//! YAML text -> nodes, with as much read as can be.
//!
//! A fault in one key must not hide the others: when the text as a whole cannot be read, each
//! top-level key is read on its own, and every one that fails gets its own message.

use super::{Key, Kind, Map, Node, Scalar};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

mod explain;

/// Front matter is small. Aliases that multiply beyond this many nodes are an attack or a slip.
const MOST_NODES: usize = 100_000;

/// Deeper nesting than this is a slip.
const DEEPEST: usize = 64;

/// Reads the YAML that stands in `range` of `source`. Every fault becomes a diagnostic; what
/// can be read is read all the same. `None` when there is something, but no keys.
pub fn parse(source: &Arc<Source>, range: Range<usize>, diagnostics: &mut Vec<Diagnostic>) -> Option<Map> {
    let text = &source.text[range.clone()];
    match read(text, range.start) {
        Ok(Read { node: None, .. }) => Some(Map::default()),
        Ok(Read { node: Some(Node { kind: Kind::Map(map), .. }), duplicates }) => {
            report_duplicates(source, duplicates, diagnostics);
            Some(map)
        }
        Ok(Read { node: Some(Node { kind: Kind::Null, .. }), .. }) => Some(Map::default()),
        Ok(_) => None,
        Err(_) => Some(read_key_by_key(source, range, diagnostics)),
    }
}

/// A key given twice in one block: the second key, and where the first stands.
type Duplicate = (Key, Range<usize>);

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

/// Reads each top-level key on its own. The blocks are told apart by their lines: a block
/// starts where a line does not start with a blank, a hyphen or a closing bracket.
fn read_key_by_key(source: &Arc<Source>, range: Range<usize>, diagnostics: &mut Vec<Diagnostic>) -> Map {
    let mut map = Map::default();
    for block in blocks(&source.text, range) {
        let text = &source.text[block.clone()];
        let (error_at, message) = match read(text, block.start) {
            Ok(Read { node: Some(Node { kind: Kind::Map(read), .. }), duplicates }) => {
                report_duplicates(source, duplicates, diagnostics);
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

struct Read {
    node: Option<Node>,
    duplicates: Vec<Duplicate>,
}

struct Fault {
    at: usize,
    message: String,
}

impl From<(ScanError, usize)> for Fault {
    fn from((error, base): (ScanError, usize)) -> Self {
        Self { at: base + error.marker().byte_offset().unwrap_or(0), message: error.info() }
    }
}

fn read(text: &str, base: usize) -> Result<Read, Fault> {
    let mut options = Options::default();
    options.emit_comments = false;
    let mut reader = Reader {
        events: Parser::new_from_str_with_options(text, options),
        base,
        nodes: 0,
        anchors: Vec::new(),
        duplicates: Vec::new(),
    };
    let mut node = None;
    while let Some((event, span)) = reader.next()? {
        match event {
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            Event::DocumentStart(..) if node.is_some() => {
                return Err(reader.fault(&span, "second document"));
            }
            Event::DocumentStart(..) => {}
            event => node = Some(reader.node(event, &span, 0)?),
        }
    }
    Ok(Read { node, duplicates: reader.duplicates })
}

struct Reader<'a> {
    events: Parser<'a, granit_parser::StrInput<'a>>,
    base: usize,
    nodes: usize,
    anchors: Vec<(usize, Node)>,
    duplicates: Vec<Duplicate>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Option<(Event<'a>, Span)>, Fault> {
        self.events.next_event().transpose().map_err(|error| Fault::from((error, self.base)))
    }

    fn expect(&mut self) -> Result<(Event<'a>, Span), Fault> {
        let end = self.base;
        self.next()?.ok_or(Fault { at: end, message: "unexpected end".to_owned() })
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or(0..0);
        self.base + range.start..self.base + range.end
    }

    fn fault(&self, span: &Span, message: &str) -> Fault {
        Fault { at: self.range(span).start, message: message.to_owned() }
    }

    fn node(&mut self, event: Event<'a>, span: &Span, depth: usize) -> Result<Node, Fault> {
        self.nodes += 1;
        if self.nodes > MOST_NODES || depth > DEEPEST {
            return Err(self.fault(span, "too much nesting"));
        }
        let start = self.range(span);
        let (kind, end, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => (scalar(text, style), start.end, anchor),
            Event::SequenceStart(_, anchor, _) => {
                let (items, end) = self.items(depth)?;
                (Kind::List(items), end, anchor)
            }
            Event::MappingStart(_, anchor, _) => {
                let (map, end) = self.map(depth)?;
                (Kind::Map(map), end, anchor)
            }
            Event::Alias(id) => return self.alias(id, span),
            _ => return Err(self.fault(span, "unexpected content")),
        };
        let node = Node { span: start.start..end.max(start.start), kind };
        if anchor > 0 {
            self.anchors.push((anchor, node.clone()));
        }
        Ok(node)
    }

    fn items(&mut self, depth: usize) -> Result<(Vec<Node>, usize), Fault> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            let (event, span) = self.expect()?;
            if event == Event::SequenceEnd {
                let end = self.range(&span).end;
                return Ok((items, end));
            }
            items.push(self.node(event, &span, depth + 1)?);
        }
    }

    fn map(&mut self, depth: usize) -> Result<(Map, usize), Fault> {
        let mut map = Map::default();
        loop {
            let (event, span) = self.expect()?;
            if event == Event::MappingEnd {
                let end = self.range(&span).end;
                return Ok((map, end));
            }
            let Event::Scalar(name, ..) = event else {
                return Err(self.fault(&span, "key is not text"));
            };
            let key = Key { name: name.into_owned(), span: self.range(&span) };
            let (event, span) = self.expect()?;
            let node = self.node(event, &span, depth + 1)?;
            match map.pairs.iter().find(|(known, _)| known.name == key.name) {
                Some((first, _)) => self.duplicates.push((key, first.span.clone())),
                None => map.pairs.push((key, node)),
            }
        }
    }

    fn alias(&mut self, id: usize, span: &Span) -> Result<Node, Fault> {
        let Some((_, node)) = self.anchors.iter().find(|(anchor, _)| *anchor == id) else {
            return Err(self.fault(span, "unknown alias"));
        };
        let mut node = node.clone();
        self.nodes += size(&node);
        if self.nodes > MOST_NODES {
            return Err(self.fault(span, "too many aliases"));
        }
        node.span = self.range(span);
        Ok(node)
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Kind {
    let quoted = style != ScalarStyle::Plain;
    match text.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" if !quoted => Kind::Null,
        _ => Kind::Scalar(Scalar { text: text.into_owned(), quoted }),
    }
}

fn size(node: &Node) -> usize {
    1 + match &node.kind {
        Kind::Null | Kind::Scalar(_) => 0,
        Kind::List(items) => items.iter().map(size).sum(),
        Kind::Map(map) => map.pairs.iter().map(|(_, node)| 1 + size(node)).sum(),
    }
}
