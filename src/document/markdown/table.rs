//! Tables: a region that can be scrolled by keyboard, with heads that say what they are heads of.

use super::buffer::Position;
use super::writer::Writer;
use pulldown_cmark::Alignment;

/// The table that is being written; tables do not nest.
#[derive(Debug, Default)]
pub(super) struct Tables {
    count: usize,
    alignments: Vec<Alignment>,
    in_head: bool,
    has_body: bool,
    column: usize,
    /// The start of the cell, and of what is in it.
    cell: Option<(Position, Position)>,
}

impl Tables {
    /// Whether a cell is being written.
    pub(super) fn in_cell(&self) -> bool {
        self.cell.is_some()
    }
}

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.tables.count += 1;
        self.tables.alignments = alignments;
        self.tables.has_body = false;
        let open = format!(
            "<section class=\"table\" aria-label=\"Table {}\" tabindex=\"0\">\n<table>\n",
            self.tables.count
        );
        self.out.push(&open);
    }

    pub(super) fn end_table(&mut self) {
        self.out.push(if self.tables.has_body {
            "</tbody>\n</table>\n</section>\n"
        } else {
            "</table>\n</section>\n"
        });
    }

    pub(super) fn start_head(&mut self) {
        self.tables.in_head = true;
        self.tables.column = 0;
        self.out.push("<thead>\n<tr>\n");
    }

    pub(super) fn end_head(&mut self) {
        self.tables.in_head = false;
        self.out.push("</tr>\n</thead>\n");
    }

    pub(super) fn start_row(&mut self) {
        if !std::mem::replace(&mut self.tables.has_body, true) {
            self.out.push("<tbody>\n");
        }
        self.tables.column = 0;
        self.out.push("<tr>\n");
    }

    pub(super) fn start_cell(&mut self) {
        let start = self.out.position();
        self.out.push(if self.tables.in_head { "<th scope=\"col\"" } else { "<td" });
        self.out.push(match self.tables.alignments.get(self.tables.column) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            _ => ">",
        });
        self.tables.cell = Some((start, self.out.position()));
    }

    pub(super) fn end_cell(&mut self) {
        self.close_all_inline();
        self.tables.column += 1;
        let Some((start, inside)) = self.tables.cell.take() else {
            return;
        };
        if self.tables.in_head && self.out.position() == inside {
            self.out.go_back(start);
            self.out.push("<td></td>\n");
        } else {
            self.out.push(if self.tables.in_head { "</th>\n" } else { "</td>\n" });
        }
    }
}
