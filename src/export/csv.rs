//! Lines of a table in the format of RFC 4180.

use crate::text::has_byte;

/// Appends a line with `cells` to `out`.
pub(super) fn write_line<'a>(cells: impl IntoIterator<Item = &'a str>, out: &mut String) {
    for (nth, cell) in cells.into_iter().enumerate() {
        if nth > 0 {
            out.push(',');
        }
        if has_byte(cell, |byte| (byte == b',') | (byte == b'"') | (byte == b'\n') | (byte == b'\r')) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}
