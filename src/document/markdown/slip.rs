//! Lines that were meant as a heading or a table and are read as plain text.
//!
//! Only says so: what is written stays as it is. Must never speak of code, where such lines are
//! what they look like.

use super::writer::Writer;
use crate::diagnostic::{Code, Diagnostic};
use crate::text;
use std::ops::Range;

impl Writer<'_> {
    /// Says so where the text at `start`, which begins with #, would be a heading but for its
    /// blank.
    ///
    /// Two signs or more are never anything else. One may also be a hashtag: it counts where it
    /// opens a paragraph, a letter follows, and no other tag stands in its line.
    pub(super) fn heading_without_blank(&mut self, start: usize) {
        if !self.starts_a_line(start) || self.tables.in_cell() {
            return;
        }
        let line = self.source.text[start..].lines().next().unwrap_or("");
        let words = line.trim_start_matches('#');
        let signs = &line[..line.len() - words.len()];
        let blank = words.chars().next().filter(|c| c.is_whitespace());
        let likely = match signs.len() {
            1 => {
                self.paragraph == start
                    && words.starts_with(|c: char| c.is_alphabetic() || c.is_whitespace())
                    && !words.contains(" #")
            }
            // With a plain blank behind the signs, the line is indented too far to be a heading.
            2..=6 => !words.is_empty() && !words.starts_with([' ', '\t']),
            _ => false,
        };
        if !likely {
            return;
        }
        let message = match blank {
            Some(_) => format!("This is no heading, because the blank behind the {signs} is a special one."),
            None => format!("This is no heading, because there is no space behind the {signs}."),
        };
        let fault =
            Diagnostic::new(Code::NotAHeading, message).at(self.source, start..start + line.trim_end().len());
        let behind = start + signs.len();
        self.diagnostics.push(match (blank, signs) {
            (Some(blank), _) => fault
                .help("Delete it, and type a plain space instead.")
                .fix(behind..behind + blank.len_utf8(), " "),
            (None, "#") => fault.help("Write a space behind the #. If it is no heading, write \\#."),
            (None, _) => fault.help(format!("Write a space behind the {signs}.")).fix(behind..behind, " "),
        });
    }

    /// Whether nothing but blanks and the signs of a quotation stand before `at` in its line.
    fn starts_a_line(&self, at: usize) -> bool {
        let before = &self.source.text[..at];
        before.chars().rev().take_while(|c| *c != '\n').all(|c| c == '>' || c.is_whitespace())
    }

    /// Says so where lines of the paragraph at `span` would be a table but for its ruled line.
    pub(super) fn table_without_rule(&mut self, span: Range<usize>) {
        let text = self.source.text.get(span.clone()).unwrap_or_default();
        if memchr::memchr(b'|', text.as_bytes()).is_none() {
            return;
        }
        let lines: Vec<Row<'_>> = rows(text, span.start).collect();
        for run in lines.chunk_by(|a, b| a.is_row && b.is_row).filter(|run| run.len() > 1 && run[0].is_row) {
            self.diagnostics.extend(self.no_table(&run[0], &run[1]));
        }
    }

    /// What is wrong with a table that starts with these rows.
    fn no_table(&self, first: &Row<'_>, second: &Row<'_>) -> Option<Diagnostic> {
        let columns = first.cells().count();
        let rule = format!("|{}", " --- |".repeat(columns));
        let fault =
            |message: &str| Diagnostic::new(Code::NotATable, message).at(self.source, first.at..first.end());
        if first.is_rule() {
            let message = "These lines are no table, because nothing stands above the ruled line.";
            return Some(fault(message).help("Write the names of the columns there, each between two bars."));
        }
        if !second.is_rule() {
            let line = self.source.text[..first.at].rfind('\n').map_or(0, |at| at + 1);
            let before = &self.source.text[line..first.at];
            let fault = fault("These lines are no table, because no ruled line stands below the first.");
            let fault = fault.help(format!("Below the first line, write {rule}"));
            return Some(fault.fix(first.end()..first.end(), format!("\n{before}{rule}")));
        }
        let has = second.cells().count();
        let columns_of_first = text::count(columns, "column", "columns");
        let message = format!(
            "These lines are no table: the first has {columns_of_first}, and the ruled line has {has}."
        );
        let fault = fault(&message).help(format!("As the second line, write {rule}"));
        (has != columns).then(|| fault.fix(second.at..second.end(), rule.as_str()))
    }
}

/// A line of a paragraph.
struct Row<'a> {
    text: &'a str,
    /// Where it stands in the source.
    at: usize,
    /// Whether it starts and ends with `|`, as the lines of a table do.
    is_row: bool,
}

/// The lines of `text`, which stands at `start`, without what quotations put before them.
fn rows(text: &str, start: usize) -> impl Iterator<Item = Row<'_>> {
    let mut at = start;
    text.split_inclusive('\n').map(move |line| {
        let row = line.trim_start_matches(['>', ' ', '\t']);
        let from = at + (line.len() - row.len());
        at += line.len();
        let row = row.trim_end();
        let is_row = row.len() > 2 && row.starts_with('|') && row.ends_with('|');
        Row { text: row, at: from, is_row }
    })
}

impl Row<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// What stands between the bars.
    fn cells(&self) -> impl Iterator<Item = &str> {
        let inside = &self.text[1..self.text.len() - 1];
        let mut escaped = false;
        inside.split(move |c: char| {
            let bar = c == '|' && !escaped;
            escaped = c == '\\' && !escaped;
            bar
        })
    }

    fn is_rule(&self) -> bool {
        self.cells().all(|cell| {
            let cell = cell.trim();
            cell.contains('-') && cell.bytes().all(|byte| matches!(byte, b'-' | b':'))
        })
    }
}
