//! A percentage in the summary is one that the figures of the entry give.
//!
//! Percentages only: other numbers in a summary (years, steps, how many bodies took part) are
//! rarely figures, and a false error is worse than none.

use super::figures::{self, Percentage};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::{Inputs, Meaning};
use crate::schema::Entry;
use crate::text;
use std::ops::Range;

/// Words in front of a percentage that say it is not exact.
const ROUGHLY: [&str; 12] = [
    "about",
    "around",
    "almost",
    "nearly",
    "roughly",
    "approximately",
    "circa",
    "over",
    "under",
    "than",
    "least",
    "most",
];

/// How far a percentage may be off that does not claim to be exact: as rounding to fives allows.
const ROUGH: f64 = 2.5;

/// Longest part of what a figure measures that a message repeats.
const MEASURE: usize = 60;

pub(super) fn check(entry: &Entry, inputs: &Inputs, found: &mut Vec<Diagnostic>) {
    let Some(key) = entry.collection.with_role(Meaning::Figures) else { return };
    let may_hold = entry.summary.contains('%') || entry.summary.contains(" per");
    if !may_hold || has_faults(entry) {
        return;
    }
    let mut known = Vec::new();
    figures::rows(entry).for_each(|(row, _)| figures::percentages(row, inputs, &mut known));
    for said in percentages(&entry.summary) {
        if !known.iter().any(|figure| said.fits(figure.value)) {
            found.push(mismatch(entry, key, &said, &known));
        }
    }
}

/// Whether some of the figures cannot be read, so that nobody knows what they say.
fn has_faults(entry: &Entry) -> bool {
    let Some((_, whole)) = entry.with_role(Meaning::Figures) else { return false };
    let places = entry.diagnostics.iter().filter_map(|fault| fault.place.as_ref());
    places.map(|place| place.span.start).any(|start| whole.contains(&start))
}

fn mismatch(entry: &Entry, key: &str, said: &Said<'_>, known: &[Percentage<'_>]) -> Diagnostic {
    let off = |figure: &&Percentage<'_>| (figure.value - said.value).abs();
    let given = known.iter().filter(|figure| figure.span.is_some());
    let nearest = given.min_by(|a, b| off(a).total_cmp(&off(b)));
    let message = match nearest {
        Some(near) => {
            let measure = match near.measure {
                "" => String::new(),
                measure => format!(" ({})", text::truncate(measure, MEASURE)),
            };
            format!(
                "The summary says {}, but nothing in \"{key}\" does. The nearest is {}%{measure}.",
                said.written, near.value
            )
        }
        None if figures::rows(entry).next().is_none() => {
            format!("The summary says {}, but there is nothing in \"{key}\".", said.written)
        }
        None => format!("The summary says {}, but nothing in \"{key}\" is a percentage.", said.written),
    };
    let diagnostic = Diagnostic::new(Code::FigureMismatch, message)
        .at(entry.source(), place(entry, said.written))
        .help(format!("Change the summary, or add the figure to \"{key}\" with where it comes from."));
    match nearest.and_then(|near| near.span) {
        Some(span) => diagnostic.related(entry.source(), span.clone(), "the nearest figure is here"),
        None => diagnostic,
    }
}

/// Where `written` stands: in the field, or where the text gives the summary.
fn place(entry: &Entry, written: &str) -> Range<usize> {
    let text = &entry.source().text;
    let within = entry.span_of("summary").unwrap_or(entry.opening.end..text.len());
    let at = text.get(within.clone()).and_then(|part| part.find(written));
    match at {
        Some(at) => within.start + at..within.start + at + written.len(),
        None => entry.span_of("summary").unwrap_or(entry.opening.clone()),
    }
}

/// A percentage in a text.
#[derive(Debug, PartialEq)]
struct Said<'a> {
    written: &'a str,
    value: f64,
    /// How many digits stand behind the point.
    decimals: i32,
    roughly: bool,
}

impl Said<'_> {
    /// Whether `figure`, rounded as this is, is this.
    fn fits(&self, figure: f64) -> bool {
        let scale = 10_f64.powi(self.decimals);
        // Numbers such as 0.285 are a little off what they look like.
        let rounded = (figure * scale + 1e-6).round() / scale;
        (rounded - self.value).abs() < 1e-6 || (self.roughly && (figure - self.value).abs() <= ROUGH)
    }
}

/// The percentages in `text`: `60%`, `12.5 %`, `60 per cent`.
fn percentages(text: &str) -> impl Iterator<Item = Said<'_>> {
    let signs = ["%", "per cent", "percent"];
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|start| at + start) {
            let length = text[start..].find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
            let end = start + length.unwrap_or(text.len() - start);
            at = end;
            let behind = text[end..].trim_start_matches([' ', '\u{a0}']);
            let Some(sign) = signs.iter().find(|sign| behind.starts_with(**sign)) else { continue };
            let number = text[start..end].replace(',', "");
            let Ok(value) = number.parse::<f64>() else { continue };
            // "Percentage points" is another unit.
            if behind[sign.len()..].starts_with(char::is_alphanumeric) {
                continue;
            }
            let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
            let last = text[..start].split_whitespace().next_back().unwrap_or("").to_lowercase();
            let roughly = ROUGHLY.contains(&last.as_str());
            let written = &text[start..text.len() - behind.len() + sign.len()];
            return Some(Said { written, value, decimals, roughly });
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_percentages_and_nothing_else() {
        for (text, expected) in [
            ("fell by about 60% in 2019", vec!["60%"]),
            ("12.5 % and 7 per cent, then 8 percent.", vec!["12.5 %", "7 per cent", "8 percent"]),
            ("5 percentage points, 3 times, 60", vec![]),
            ("1,200% of 3.", vec!["1,200%"]),
            ("%, . % and 1.2.3%", vec![]),
        ] {
            assert_eq!(percentages(text).map(|said| said.written).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn fits_what_rounds_to_it() {
        let fits = |text: &str, figure: f64| percentages(text).next().is_some_and(|said| said.fits(figure));
        for (text, figure, expected) in [
            ("60%", 60.0, true),
            ("60%", 59.6, true),
            ("60%", 62.0, false),
            ("about 60%", 62.0, true),
            ("about 66%", 60.0, false),
            ("12.5%", 12.46, true),
            ("12.5%", 12.0, false),
            ("0.29%", 0.285, true),
        ] {
            assert_eq!(fits(text, figure), expected, "{text} {figure}");
        }
    }
}
