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

pub(crate) use explain::is_nearly_a_fence;

/// Front matter is small. More nodes than this are a slip or an attack, such as aliases that
/// multiply; what comes later looks keys up one by one, and must not take minutes over them.
const MOST_NODES: usize = 20_000;

/// Deeper nesting than this is a slip.
const DEEPEST: usize = 64;

/// Reads the YAML that stands in `range` of `source`. Every fault becomes a diagnostic; what
/// can be read is read all the same. `None` when there is something, but no keys.
pub fn parse(source: &Arc<Source>, range: Range<usize>, diagnostics: &mut Vec<Diagnostic>) -> Option<Map> {
    let text = &source.text[range.clone()];
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

/// What the reader says where it gives up because of sheer size or depth.
const TOO_MUCH: &str = "too much";

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

/// Something that can be read, but hardly as its author meant it.
type Misread = (Range<usize>, &'static str, &'static str);

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

struct Read {
    node: Option<Node>,
    duplicates: Vec<Duplicate>,
    misread: Vec<Misread>,
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
        text,
        base,
        nodes: 0,
        anchors: Vec::new(),
        duplicates: Vec::new(),
        misread: Vec::new(),
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
    for anchor in reader.anchors.iter().filter(|anchor| !anchor.used) {
        let help = "Put the value in quotes.";
        let message = "The word behind & is not shown, because & has a meaning of its own here.";
        reader.misread.push((anchor.at..anchor.node.span.start.max(anchor.at), message, help));
    }
    Ok(Read { node, duplicates: reader.duplicates, misread: reader.misread })
}

struct Reader<'a> {
    events: Parser<'a, granit_parser::StrInput<'a>>,
    text: &'a str,
    base: usize,
    nodes: usize,
    anchors: Vec<Anchor>,
    duplicates: Vec<Duplicate>,
    misread: Vec<Misread>,
}

/// A value with a name, written `&name`, to which `*name` refers.
struct Anchor {
    id: usize,
    node: Node,
    at: usize,
    used: bool,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Option<(Event<'a>, Span)>, Fault> {
        self.events.next_event().transpose().map_err(|error| Fault::from((error, self.base)))
    }

    fn expect(&mut self) -> Result<(Event<'a>, Span), Fault> {
        let end = self.base;
        self.next()?.ok_or_else(|| Fault { at: end, message: "unexpected end".to_owned() })
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
            return Err(self.fault(span, TOO_MUCH));
        }
        let start = self.range(span);
        if event.tag().is_some_and(|tag| !tag.is_yaml_core_schema()) {
            let help = "Put the value in quotes.";
            let message = "The word behind ! is not shown, because ! has a meaning of its own here.";
            self.misread.push((self.sign(start.start, '!')..start.start, message, help));
        }
        let (kind, end, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => {
                self.list_in_text(&start, style);
                self.words_behind_a_sign(&start, style);
                (scalar(text, style), start.end, anchor)
            }
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
        let node = Node { span: start.start..self.trimmed(start.start, end), kind };
        if anchor > 0 {
            let at = self.sign(start.start, '&');
            self.anchors.push(Anchor { id: anchor, node: node.clone(), at, used: false });
        }
        Ok(node)
    }

    /// `end` without the blanks before it: the parser counts line ends and the indentation of the
    /// next line in.
    fn trimmed(&self, start: usize, end: usize) -> usize {
        let text = self.text.get(start - self.base..end.max(start) - self.base).unwrap_or_default();
        start + text.trim_end().len()
    }

    /// Where the `sign` in front of the value at `start` stands.
    fn sign(&self, start: usize, sign: char) -> usize {
        let before = self.text.get(..start - self.base).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        before[line..].rfind(sign).map_or(start, |at| self.base + line + at)
    }

    fn starts_a_line(&self, at: usize) -> bool {
        let before = self.text.get(..at - self.base).unwrap_or_default();
        before.rsplit('\n').next().unwrap_or("").trim().is_empty()
    }

    /// Notes a text that goes on over several lines of which one looks like an item of a list.
    fn list_in_text(&mut self, span: &Range<usize>, style: ScalarStyle) {
        if style != ScalarStyle::Plain {
            return;
        }
        let text = self.text.get(span.start - self.base..span.end - self.base).unwrap_or_default();
        // Most values are one line that starts with something else.
        if !text.trim_start().starts_with('-') && memchr::memchr(b'\n', text.as_bytes()).is_none() {
            return;
        }
        let mut at = span.start;
        for (n, line) in text.split_inclusive('\n').enumerate() {
            let item = line.trim();
            let start = at + (line.len() - line.trim_start().len());
            at += line.len();
            let (message, help) = if n > 0 && item.starts_with("- ") {
                (
                    "This looks like an item of a list, but it is read as part of the text above it.",
                    "Give each item of the list a line of its own, with its hyphen straight below the others.",
                )
            } else if item.starts_with('-')
                && item[1..].starts_with(char::is_alphabetic)
                && (text.contains('\n') || self.starts_a_line(start))
            {
                ("There is no space behind this hyphen.", "Write a hyphen, a space and the value: - one.")
            } else {
                continue;
            };
            return self.misread.push((start..start + item.len(), message, help));
        }
    }

    /// Notes a value behind which words are lost, because a # stands before them: `Case #1`. A
    /// real comment has a blank behind its sign.
    fn words_behind_a_sign(&mut self, span: &Range<usize>, style: ScalarStyle) {
        let behind = self.text.get(span.end - self.base..).unwrap_or_default();
        let lost = behind.trim_start_matches(|c: char| c != '\n' && c.is_whitespace());
        if style != ScalarStyle::Plain || !lost.starts_with('#') || self.starts_a_line(span.start) {
            return;
        }
        let start = span.end + (behind.len() - lost.len());
        let lost = lost.split('\n').next().unwrap_or("").trim_end();
        if lost[1..].starts_with(|c: char| !c.is_whitespace()) {
            let message = "These words are not shown, because # starts a comment.";
            self.misread.push((
                start..start + lost.len(),
                message,
                "If they belong to the value, put all of it in quotes.",
            ));
        }
    }

    fn items(&mut self, depth: usize) -> Result<(Vec<Node>, usize), Fault> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            let (event, span) = self.expect()?;
            if matches!(event, Event::SequenceEnd) {
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
            if matches!(event, Event::MappingEnd) {
                let end = self.range(&span).end;
                return Ok((map, end));
            }
            let Event::Scalar(name, ..) = event else {
                return Err(self.fault(&span, "key is not text"));
            };
            if name.starts_with(|c: char| c.is_whitespace()) {
                return Err(self.fault(&span, "special blank"));
            }
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
        let Some(anchor) = self.anchors.iter_mut().find(|anchor| anchor.id == id) else {
            return Err(self.fault(span, "unknown alias"));
        };
        anchor.used = true;
        let mut node = anchor.node.clone();
        self.nodes += size(&node);
        if self.nodes > MOST_NODES {
            return Err(self.fault(span, TOO_MUCH));
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
