//! HTML that is being written, with the places in it that are not settled yet.
//!
//! Knows nothing of Markdown. Every place is a byte offset into `html`; whatever changes `html`
//! in the middle must go through here, so that the places stay true.

use crate::document::Slot;

/// HTML, and what is still to come into it.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    /// The HTML so far.
    pub(super) html: String,
    /// Where rendering will fill something in, in order.
    pub(super) slots: Vec<(usize, Slot)>,
    /// Where references to footnotes stand, in order; their numbers are known at the end.
    pub(super) marks: Vec<Mark>,
    /// Where the level digits of heading tags stand: all levels may still shift.
    pub(super) levels: Vec<usize>,
}

/// A reference to a footnote.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Its place in the HTML.
    pub(super) at: usize,
    /// How many slots stand before it: one may have the same place.
    slots: usize,
    /// The index of the note.
    pub(super) note: usize,
    /// Whether it may be a link: not inside another one.
    pub(super) linked: bool,
}

/// A state of a buffer that one can go back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    html: usize,
    slots: usize,
    marks: usize,
    levels: usize,
}

impl Buffer {
    /// An empty buffer with room for `bytes` of HTML.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { html: String::with_capacity(bytes), ..Self::default() }
    }

    /// Where writing has come to.
    pub(super) fn position(&self) -> Position {
        Position {
            html: self.html.len(),
            slots: self.slots.len(),
            marks: self.marks.len(),
            levels: self.levels.len(),
        }
    }

    /// Whether nothing at all has been written.
    pub(super) fn is_empty(&self) -> bool {
        self.html.is_empty() && self.slots.is_empty() && self.marks.is_empty()
    }

    /// Appends `html` as it is.
    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Starts a new line unless this is the start of one.
    pub(super) fn fresh_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Leaves a place for rendering to fill.
    pub(super) fn slot(&mut self, slot: Slot) {
        self.slots.push((self.html.len(), slot));
    }

    /// Leaves a place for a reference to a footnote.
    pub(super) fn mark(&mut self, note: usize, linked: bool) {
        self.marks.push(Mark { at: self.html.len(), slots: self.slots.len(), note, linked });
    }

    /// Forgets everything written since `position`.
    pub(super) fn go_back(&mut self, position: Position) {
        self.html.truncate(position.html);
        self.slots.truncate(position.slots);
        self.marks.truncate(position.marks);
        self.levels.truncate(position.levels);
    }

    /// Puts `html` in `offset` bytes behind `position`; everything later moves.
    pub(super) fn insert(&mut self, position: Position, offset: usize, html: &str) {
        let at = position.html + offset;
        self.html.insert_str(at, html);
        for (place, _) in &mut self.slots[position.slots..] {
            *place += html.len();
        }
        for mark in &mut self.marks[position.marks..] {
            mark.at += html.len();
        }
        for place in &mut self.levels[position.levels..] {
            *place += html.len();
        }
    }

    /// Notes the level digits of the heading that starts at `position` and ends here, which is
    /// `<h2 … </h2>`.
    pub(super) fn note_level(&mut self, position: Position) {
        let end = self.html.len();
        self.levels.extend([position.html + "<h".len(), end - "2>".len()]);
    }

    /// Makes every heading one level deeper; the sixth stays.
    pub(super) fn shift_levels(&mut self) {
        for at in std::mem::take(&mut self.levels) {
            let deeper = match self.html.as_bytes()[at] {
                b'1' => "2",
                b'2' => "3",
                b'3' => "4",
                b'4' => "5",
                _ => "6",
            };
            self.html.replace_range(at..=at, deeper);
        }
    }

    /// Appends `other`, calling `write_mark` where its footnote references stand.
    pub(super) fn append(&mut self, other: &Buffer, mut write_mark: impl FnMut(Mark, &mut String)) {
        let (mut from, mut slot) = (0, 0);
        for mark in &other.marks {
            self.append_slots(other, &mut from, slot..mark.slots);
            self.push(&other.html[from..mark.at]);
            write_mark(*mark, &mut self.html);
            (from, slot) = (mark.at, mark.slots);
        }
        self.append_slots(other, &mut from, slot..other.slots.len());
        self.push(&other.html[from..]);
    }

    /// Appends the HTML from `from` to the last of some slots, and these slots.
    fn append_slots(&mut self, other: &Buffer, from: &mut usize, slots: std::ops::Range<usize>) {
        for (at, slot) in &other.slots[slots] {
            self.push(&other.html[*from..*at]);
            self.slot(*slot);
            *from = *at;
        }
    }
}
