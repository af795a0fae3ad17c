//! One JSON object a line, for machines.

use super::Diagnostic;
use serde_json::{Map, Value, json};

/// The object for `diagnostic`, on one line without a line end: `code`, `severity`, `path`,
/// `line`, `column`, `end_line`, `end_column` (from 1, in characters), `message`, `help`, and
/// `fix` where there is one. What is not known is `null`.
pub fn write(diagnostic: &Diagnostic) -> String {
    let (start, end) = match &diagnostic.place {
        Some(place) => (Some(place.start()), Some(place.end())),
        None => (None, None),
    };
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("code", json!(diagnostic.code.id()));
    put("severity", json!(diagnostic.severity.word()));
    put("path", json!(diagnostic.path));
    put("line", json!(start.map(|p| p.line)));
    put("column", json!(start.map(|p| p.column)));
    put("end_line", json!(end.map(|p| p.line)));
    put("end_column", json!(end.map(|p| p.column)));
    put("message", json!(diagnostic.message));
    put("help", json!(diagnostic.help));
    if let Some(fix) = &diagnostic.fix {
        let (start, end) = (fix.place.start(), fix.place.end());
        put(
            "fix",
            json!({
                "line": start.line, "column": start.column,
                "end_line": end.line, "end_column": end.column,
                "replacement": fix.replacement,
            }),
        );
    }
    Value::Object(object).to_string()
}
