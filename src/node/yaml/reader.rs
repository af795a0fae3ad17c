//! The events of the parser -> nodes, with what can be read but was hardly meant so.

use crate::node::{Key, Kind, Map, Node, Scalar};
use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span};
use std::borrow::Cow;
use std::ops::Range;

/// Front matter is small. More nodes than this are a slip or an attack, such as aliases that
/// multiply; what comes later looks keys up one by one, and must not take minutes over them.
pub(super) const MOST_NODES: usize = 20_000;

/// Deeper nesting than this is a slip.
const DEEPEST: usize = 64;

/// What the reader says where it gives up because of sheer size or depth.
pub(super) const TOO_MUCH: &str = "too much";

/// A key given twice in one block: the second key, and where the first stands.
pub(super) type Duplicate = (Key, Range<usize>);

/// Something that can be read, but hardly as its author meant it: where, what to say, and the help.
pub(super) type Misread = (Range<usize>, &'static str, &'static str);

/// What was read.
pub(super) struct Read {
    pub(super) node: Option<Node>,
    pub(super) duplicates: Vec<Duplicate>,
    pub(super) misread: Vec<Misread>,
}

/// Why nothing was read, in the parser's words, and where.
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) message: String,
}

impl From<(ScanError, usize)> for Fault {
    fn from((error, base): (ScanError, usize)) -> Self {
        Self { at: base + error.marker().byte_offset().unwrap_or(0), message: error.info() }
    }
}

/// Reads `text`, which stands at `base` of its source.
pub(super) fn read(text: &str, base: usize) -> Result<Read, Fault> {
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
                (scalar(text, style != ScalarStyle::Plain), start.end, anchor)
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

/// One text, or nothing where it says so without quotes.
pub(super) fn scalar(text: Cow<'_, str>, quoted: bool) -> Kind {
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
