//! Where the text of a value stands in its file.
//!
//! The text of a value is not always a piece of the file: block text loses its indentation, and
//! quotes may hold signs that stand for others. Messages about words in it should point at the
//! words all the same, and where that cannot be told, at the value as a whole.

use std::ops::Range;

/// The places of a value's lines, from the text of the value to the file.
pub(super) struct Places {
    /// Where each line begins in the text and in the file, and how long it is.
    lines: Vec<(usize, usize, usize)>,
    whole: Range<usize>,
}

impl Places {
    /// Of the value `text`, which stands at `whole` of `file`.
    pub(super) fn new(file: &str, whole: &Range<usize>, text: &str) -> Self {
        let mut lines = Vec::new();
        let mut at = 0;
        let mut from = whole.start;
        for line in text.split_inclusive('\n') {
            let words = line.trim_end();
            let found = file.get(from..whole.end).and_then(|rest| rest.find(words)).map(|found| from + found);
            let Some(start) = found else { return Self { lines: Vec::new(), whole: whole.clone() } };
            lines.push((at, start, words.len()));
            from = start + words.len();
            at += line.len();
        }
        Self { lines, whole: whole.clone() }
    }

    /// The bytes of the file where the bytes `span` of the text stand.
    pub(super) fn of(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.at(span.start);
        match (start, self.at(span.end)) {
            (Some(start), Some(end)) if start <= end => start..end,
            _ => self.whole.clone(),
        }
    }

    fn at(&self, offset: usize) -> Option<usize> {
        let line = self.lines.partition_point(|(start, ..)| *start <= offset).checked_sub(1)?;
        let (start, in_file, length) = self.lines[line];
        Some(in_file + (offset - start).min(length))
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn block_text_is_found_behind_its_indentation() {
        let file = "intro: |\r\n  One é two\r\n\r\n  three [x](y)\r\nnext: 1\r\n";
        let text = "One é two\n\nthree [x](y)";
        let whole = 10..file.find("next").unwrap();
        let places = Places::new(file, &whole, text);
        for word in ["One", "two", "three", "y"] {
            let at = text.find(word).unwrap();
            assert_eq!(&file[places.of(&(at..at + word.len()))], word);
        }
    }

    #[test]
    fn text_that_stands_otherwise_in_the_file_is_the_whole_value() {
        let file = "intro: \"a\\tb [x](y)\"\n";
        assert_eq!(Places::new(file, &(7..20), "a\tb [x](y)").of(&(4..5)), 7..20);
    }
}
