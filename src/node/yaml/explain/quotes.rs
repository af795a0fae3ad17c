//! Quotes and brackets in front matter that are never closed, or closed too early.

use super::Slip;

/// `value` as a text in quotes: double ones, unless it holds some itself.
pub(super) fn in_quotes(value: &str) -> String {
    match (value.contains(['"', '\\']), value.contains('\'')) {
        (false, _) => format!("\"{value}\""),
        (true, false) => format!("'{value}'"),
        (true, true) => format!("'{}'", value.replace('\'', "''")),
    }
}

/// A quote or a bracket that is opened and never closed, or closed too early.
pub(super) fn unclosed(block: &str, base: usize) -> Option<Slip> {
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        let body = line.trim();
        let item = body.strip_prefix("- ").map_or(body, str::trim_start);
        let value = item.split_once(": ").map_or(item, |(_, value)| value.trim_start());
        let is_value = item.len() < body.len() || value.len() < item.len();
        if is_value && value.starts_with(['"', '\'', '[', '{']) {
            let start = at + line.trim_end().len() - value.len();
            if let Some(slip) = opened(value, block, start, base) {
                return Some(slip);
            }
        }
        at += line.len();
    }
    None
}

/// What is wrong with the quote or the bracket at byte `start` of `block`, where the line ends
/// behind `value`.
fn opened(value: &str, block: &str, start: usize, base: usize) -> Option<Slip> {
    let first = value.chars().next()?;
    let span = base + start..base + start + value.len();
    let whole = |message: &str, help: &str, text: &str| {
        Some(Slip {
            span: span.clone(),
            message: message.to_owned(),
            help: help.to_owned(),
            fix: Some((span.clone(), in_quotes(text))),
        })
    };
    if first == '"' && value.contains('\\') && is_bad_escape(value) {
        let inside = value[1..].strip_suffix('"').unwrap_or(&value[1..]);
        let message = "A backslash has a meaning of its own in double quotes.";
        return whole(message, "Put the value in single quotes.", inside);
    }
    let end = closing(&block[start..], first);
    let name = match first {
        '"' | '\'' => "quote",
        '[' => "square bracket",
        _ => "curly bracket",
    };
    match end {
        Some(end) if end < value.len() => {
            let behind = value[end..].trim();
            if behind.is_empty() || behind.starts_with('#') {
                return None;
            }
            if let Some(list) = list_of_links(value) {
                return Some(Slip {
                    span: span.clone(),
                    message: "Links in double square brackets have no meaning here.".to_owned(),
                    help: format!("Write the ids alone, as one list: {list}"),
                    fix: Some((span, list)),
                });
            }
            // 'It's here' is meant as one text in quotes.
            let text = match value
                .strip_suffix(first)
                .filter(|_| name == "quote" && value.matches(first).count() == 3)
            {
                Some(text) => &text[1..],
                None => value,
            };
            whole(
                &format!("There is text behind the closing {name}."),
                "Put the whole value in quotes.",
                text,
            )
        }
        Some(_) => None,
        None => {
            let sign = match first {
                '[' => ']',
                '{' => '}',
                quote => quote,
            };
            let at = base + start + value.len();
            Some(Slip {
                span: base + start..base + start + 1,
                message: format!("This {name} is opened and never closed."),
                help: format!("Put {sign} at the end of the value."),
                fix: Some((at..at, sign.to_string())),
            })
        }
    }
}

/// `[a, b]` for `[[a]], [[b]]`.
fn list_of_links(value: &str) -> Option<String> {
    let inside = value.strip_prefix("[[")?.strip_suffix("]]")?;
    let ids: Vec<&str> = inside.split("[[").map(|link| link.trim_end_matches([']', ',', ' '])).collect();
    let plain = ids.iter().all(|id| !id.is_empty() && !id.contains(['[', ']', ',', '|', '"', ':']));
    let separated = inside.matches("]]").count() + 1 == ids.len();
    (plain && separated).then(|| format!("[{}]", ids.join(", ")))
}

/// The byte behind the sign that closes what `text` starts with.
fn closing(text: &str, first: char) -> Option<usize> {
    let mut open: Vec<char> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match (open.last().copied(), c) {
            (Some('"'), '\\') => _ = chars.next(),
            (Some('\''), '\'') if at > 0 && chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                _ = chars.next();
            }
            (Some(quote @ ('"' | '\'')), _) if c == quote => drop(open.pop()),
            (Some('"' | '\''), _) => {}
            (_, '"' | '\'') if at == 0 || text[..at].ends_with([' ', ',', '[', '{']) => open.push(c),
            (_, '[' | '{') => open.push(c),
            (Some('['), ']') | (Some('{'), '}') => drop(open.pop()),
            _ => {}
        }
        if open.is_empty() {
            return Some(at + c.len_utf8());
        }
    }
    debug_assert!("\"'[{".contains(first));
    None
}

/// Whether a text in double quotes holds a backslash before a letter that it cannot stand before.
fn is_bad_escape(value: &str) -> bool {
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            continue;
        }
        let digits = match chars.next() {
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            Some(next) if "0abt\tnvfre \"/\\N_LP".contains(next) => 0,
            _ => return true,
        };
        let rest = chars.as_str();
        if rest.chars().take(digits).filter(char::is_ascii_hexdigit).count() < digits {
            return true;
        }
    }
    false
}
