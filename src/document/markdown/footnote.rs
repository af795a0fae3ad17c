//! Footnotes: gathered at the end, numbered in the order in which a reader meets them.
//!
//! A note may refer to others and even to itself; notes that no reader can come to are left out
//! and reported. All anchors made here start with `_`, which no heading's anchor can.

use super::buffer::{Buffer, Mark};
use super::escape;
use super::writer::Writer;
use crate::diagnostic::{Code, Diagnostic};
use crate::text;
use rustc_hash::FxHashMap;
use std::fmt::Write;
use std::ops::Range;

/// How many missing footnotes get a near miss: comparing words is slow.
const NEAREST_SOUGHT: usize = 20;

/// The notes of a body.
#[derive(Debug, Default)]
pub(super) struct Notes {
    by_label: FxHashMap<String, usize>,
    list: Vec<Note>,
    /// Outputs that were put aside, each with the note that is being written instead.
    open: Vec<(Buffer, usize, Range<usize>)>,
    missing: Vec<(String, Range<usize>)>,
    repeated: Vec<(String, Range<usize>)>,
}

#[derive(Debug)]
struct Note {
    label: String,
    /// What it says, and where its definition starts, once there is one.
    definition: Option<(Buffer, Range<usize>)>,
    /// Its number on the page; 0 while no reference to it has been met.
    number: usize,
    /// How many references to it there are.
    uses: usize,
    /// How many of them have been written.
    written: usize,
}

impl Notes {
    fn index(&mut self, label: &str) -> usize {
        let next = self.list.len();
        let index = *self.by_label.entry(fold(label)).or_insert(next);
        if index == next {
            let label = label.to_owned();
            self.list.push(Note { label, definition: None, number: 0, uses: 0, written: 0 });
        }
        index
    }
}

/// Whether a label is long enough for a slip in it to be told from another label.
fn is_word(label: &str) -> bool {
    label.chars().filter(|c| c.is_alphabetic()).count() >= 3
}

/// The form in which labels are compared: case and some letters that fold to two do not matter.
fn fold(label: &str) -> String {
    label.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

impl Writer<'_> {
    /// Whether a footnote is being written.
    pub(super) fn in_note(&self) -> bool {
        !self.notes.open.is_empty()
    }

    pub(super) fn footnote_reference(&mut self, label: &str) {
        let note = self.notes.index(label);
        self.out.mark(note, self.link.is_none());
    }

    pub(super) fn start_note(&mut self, label: &str, span: Range<usize>) {
        self.open_container();
        let note = self.notes.index(label);
        self.notes.open.push((std::mem::take(&mut self.out), note, span));
    }

    pub(super) fn end_note(&mut self) {
        self.close_container();
        let Some((out, note, span)) = self.notes.open.pop() else {
            return;
        };
        let content = std::mem::replace(&mut self.out, out);
        let note = &mut self.notes.list[note];
        let span = label_span(&self.source.text, span);
        if note.definition.is_some() {
            self.notes.repeated.push((note.label.clone(), span));
        } else {
            note.definition = Some((content, span));
        }
    }

    pub(super) fn shift_levels_of_notes(&mut self) {
        for (content, _) in self.notes.list.iter_mut().filter_map(|note| note.definition.as_mut()) {
            content.shift_levels();
        }
    }

    /// Notes `[^label]` in the text whose `^` is at `caret`, for which the parser found no note.
    pub(super) fn missing_note(&mut self, caret: usize) {
        let rest = self.source.text.get(caret + 1..).unwrap_or_default();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']')).unwrap_or(0);
        if end > 0 && rest[end..].starts_with(']') {
            self.notes.missing.push((rest[..end].to_owned(), caret - 1..caret + end + 2));
        }
    }

    /// Writes the numbers of the references, and the notes at the end of the body. Returns the
    /// anchors made.
    pub(super) fn gather_notes(&mut self) -> Vec<String> {
        let mut notes = std::mem::take(&mut self.notes);
        self.report_missing(&notes);
        let order = number(&self.out, &mut notes.list);
        self.report_unused(&notes);
        if self.out.marks.is_empty() {
            return Vec::new();
        }
        let main = std::mem::take(&mut self.out);
        self.out = Buffer::with_capacity(main.html.len() + main.html.len() / 4 + 256);
        self.out.append(&main, |mark, out| write_reference(mark, &mut notes.list, out));
        if order.is_empty() {
            return Vec::new();
        }
        self.out.fresh_line();
        self.out.push("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n");
        for note in &order {
            self.write_note(*note, &mut notes.list);
        }
        self.out.push("</ol>\n</section>\n");
        order.iter().flat_map(|note| anchors(&notes.list[*note])).collect()
    }

    fn write_note(&mut self, note: usize, notes: &mut [Note]) {
        let Some((content, _)) = notes[note].definition.take() else {
            return;
        };
        let number = notes[note].number;
        self.out.push(&format!("<li id=\"_fn-{number}\">\n"));
        self.out.append(&content, |mark, out| write_reference(mark, notes, out));
        let inside = self.out.html.len().saturating_sub("</p>\n".len());
        let slots_inside = self.out.slots.last().is_none_or(|(at, _)| *at <= inside);
        if self.out.html.ends_with("</p>\n") && slots_inside {
            self.out.html.truncate(inside);
            self.out.push(" ");
        } else {
            self.out.fresh_line();
            self.out.push("<p>");
        }
        let uses = notes[note].uses;
        for place in 1..=uses {
            if place > 1 {
                self.out.push(" ");
            }
            write_back_link(number, place, &mut self.out.html);
        }
        self.out.push("</p>\n</li>\n");
    }

    fn report_missing(&mut self, notes: &Notes) {
        let labels = || notes.list.iter().filter(|note| note.definition.is_some()).map(|n| n.label.as_str());
        for (nth, (label, span)) in notes.missing.iter().enumerate() {
            let near =
                (nth < NEAREST_SOUGHT && is_word(label)).then(|| text::nearest(label, labels())).flatten();
            let about = |message: String| {
                Diagnostic::new(Code::FootnoteMissing, message).at(self.source, span.clone())
            };
            let not_there = || about(format!("The footnote \"{label}\" is not there."));
            let diagnostic = if notes.by_label.contains_key(&fold(label)) {
                about(format!("The footnote \"{label}\" is shown as plain text here."))
                    .help(format!("Put a space on either side of [^{label}]."))
            } else if let Some(near) = near {
                let near = format!("[^{near}]");
                not_there().help(format!("Did you mean {near}?")).fix(span.clone(), near)
            } else {
                not_there().help(format!("Add it on a line of its own below: \"[^{label}]: The note.\""))
            };
            self.diagnostics.push(diagnostic);
        }
    }

    fn report_unused(&mut self, notes: &Notes) {
        for note in notes.list.iter().filter(|note| note.number == 0) {
            let (label, Some((_, span))) = (&note.label, &note.definition) else {
                continue;
            };
            self.diagnostics.push(
                Diagnostic::new(
                    Code::FootnoteUnused,
                    format!("Nothing refers to the footnote \"{label}\", so readers do not see it."),
                )
                .at(self.source, span.clone())
                .help(format!(
                    "Write [^{label}] in the text where it belongs, or delete the note. The title and the \
                     descriptions of images cannot have footnotes."
                )),
            );
        }
        for (label, span) in &notes.repeated {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::FootnoteUnused,
                    format!("There is a footnote \"{label}\" above, so readers do not see this one."),
                )
                .at(self.source, span.clone())
                .help("Give one of them another name, here and where it is referred to."),
            );
        }
    }
}

/// Gives each note that can be reached from `main` its number. Returns them in order.
fn number(main: &Buffer, notes: &mut [Note]) -> Vec<usize> {
    let mut order = Vec::new();
    count_uses(&main.marks, notes, &mut order);
    let mut next = 0;
    while let Some(note) = order.get(next) {
        let marks = match &notes[*note].definition {
            Some((content, _)) => content.marks.clone(),
            None => Vec::new(),
        };
        count_uses(&marks, notes, &mut order);
        next += 1;
    }
    order
}

fn count_uses(marks: &[Mark], notes: &mut [Note], order: &mut Vec<usize>) {
    for mark in marks {
        let note = &mut notes[mark.note];
        if note.number == 0 && note.definition.is_some() {
            order.push(mark.note);
            note.number = order.len();
        }
        note.uses += 1;
    }
}

fn write_reference(mark: Mark, notes: &mut [Note], out: &mut String) {
    let note = &mut notes[mark.note];
    note.written += 1;
    let (number, anchor) = (note.number, Reference(note.number, note.written));
    let _ = if number == 0 {
        // The parser found the note under a label that we fold in another way.
        out.push_str("[^");
        escape::text(&note.label, out);
        write!(out, "]")
    } else if mark.linked {
        write!(
            out,
            "<sup><a class=\"footnote\" id=\"{anchor}\" href=\"#_fn-{number}\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        )
    } else {
        write!(out, "<sup class=\"footnote\" id=\"{anchor}\">{number}</sup>")
    };
}

fn write_back_link(number: usize, place: usize, out: &mut String) {
    let anchor = Reference(number, place);
    let _ = if place == 1 {
        write!(out, "<a href=\"#{anchor}\" aria-label=\"Back to the text, footnote {number}\">↩</a>")
    } else {
        write!(
            out,
            "<a href=\"#{anchor}\" aria-label=\"Back to the text, footnote {number}, place {place}\">↩<sup>{place}</sup></a>"
        )
    };
}

/// The anchor of a reference: the number of the note, and which of its references this is.
struct Reference(usize, usize);

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "_fnref-{}", self.0)?;
        if self.1 > 1 {
            write!(f, "-{}", self.1)?;
        }
        Ok(())
    }
}

fn anchors(note: &Note) -> Vec<String> {
    let references = (1..=note.uses).map(|place| Reference(note.number, place).to_string());
    references.chain([format!("_fn-{}", note.number)]).collect()
}

/// The `[^label]` that a definition starts with.
fn label_span(text: &str, definition: Range<usize>) -> Range<usize> {
    let length = text.get(definition.clone()).and_then(|text| text.find("]:"));
    definition.start..length.map_or(definition.end, |length| definition.start + length + 1)
}
