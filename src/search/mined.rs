//! Short forms that a text spells out itself: "same day emergency care (SDEC)".

use super::tokens::words;
use crate::document::Body;
use crate::text::{acronyms, is_spelt_out};

/// Words that a short form may leave out.
const PASSED_OVER: &[&str] = &["of", "and", "the", "for", "in", "to", "on", "at", "with"];

/// The short forms in brackets behind their long forms in `body`, each with its long form.
pub(super) fn pairs(body: &Body) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if !body.html.contains('(') {
        return found;
    }
    for text in running_texts(body) {
        for (at, short) in acronyms(&text) {
            if text[..at.start].ends_with('(') && is_spelt_out(&text, &at) {
                let short = short.strip_suffix('s').unwrap_or(short).to_lowercase();
                let start = text.floor_char_boundary(at.start.saturating_sub(LONGEST));
                found.extend(long_form(&text[start..at.start], &short).map(|long| (short, long)));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Longest long form that is looked at, in bytes.
const LONGEST: usize = 120;

/// The running text of each block of `body` with brackets in it, without the tags inside.
fn running_texts(body: &Body) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut end = 0;
    for range in body.prose() {
        let between = &body.html[end..range.start];
        if BLOCKS.iter().any(|tag| between.contains(tag)) {
            texts.push(String::new());
        }
        if let Some(text) = texts.last_mut() {
            text.push_str(&body.html[range.clone()]);
        }
        end = range.end;
    }
    texts.retain(|text| text.contains('('));
    texts
}

/// How the tags begin that end a running text.
const BLOCKS: &[&str] = &["</p", "<p", "<li", "<td", "<th", "<dd", "<dt", "<h", "<div"];

/// The words at the end of `before` whose first letters are `short`.
fn long_form(before: &str, short: &str) -> Option<String> {
    let words = words(before);
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).collect();
    for start in (0..words.len()).rev() {
        let long = &words[start..];
        let initials = |all: bool| {
            let counted = long.iter().filter(move |word| all || !PASSED_OVER.contains(&word.as_str()));
            counted.filter_map(|word| word.chars().next()).collect::<Vec<_>>()
        };
        if long.len() >= 2 && (initials(true) == letters || initials(false) == letters) {
            return Some(long.join(" "));
        }
        if long.len() > 2 * letters.len() + 1 {
            break;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_forms_are_found_by_their_first_letters() {
        for (before, short, long) in [
            ("They built a same day emergency care (", "sdec", Some("same day emergency care")),
            (
                "the Department of Health and Social Care (",
                "dhsc",
                Some("department of health and social care"),
            ),
            ("a good unit of measure (", "uom", Some("unit of measure")),
            ("as agreed with the board (", "nhs", None),
            ("care (", "c", None),
        ] {
            assert_eq!(long_form(before, short).as_deref(), long, "{before}");
        }
    }
}
