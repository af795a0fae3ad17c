//! GitHub workflow commands: annotations on the lines that the messages speak of.

use super::{Diagnostic, Severity};
use std::fmt::Write;

/// The workflow command for `diagnostic`, on one line without a line end.
pub fn write(diagnostic: &Diagnostic) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut out = format!("::{command} ");
    if let Some(path) = &diagnostic.path {
        let _ = write!(out, "file={},", property(path));
    }
    if let Some(place) = &diagnostic.place {
        let (start, end) = (place.start(), place.end());
        let _ = write!(out, "line={},col={},endLine={}", start.line, start.column, end.line);
        if end.line == start.line {
            let _ = write!(out, ",endColumn={}", end.column);
        }
        out.push(',');
    }
    let _ = write!(out, "title={}::{}", diagnostic.code.id(), data(&diagnostic.message));
    if let Some(help) = &diagnostic.help {
        let _ = write!(out, "%0A{}", data(help));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
