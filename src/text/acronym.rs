//! Short forms such as NHSI/E, ICSs and PCCLEs in running text.
//!
//! It knows shapes only: what a short form stands for, and whether it needs explaining, is for
//! others to say. Headings, code and addresses of links are for the caller to leave out.

use std::ops::Range;

/// Most capitals of a short form: longer words in capitals are words.
const LONGEST: usize = 6;

/// How many bytes behind a short form its long form may take.
const LONG_FORM: usize = 200;

/// The short forms in `text`, in order, each with the bytes where it stands: at least two
/// capitals, whole words only, with the s of a plural (`ICSs`), what follows a slash (`NHSI/E`)
/// and a number behind a hyphen (`COVID-19`). Roman numerals, and words in capitals of more than
/// six letters, are none.
pub fn acronyms(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut words = Words { text, from: 0 };
    std::iter::from_fn(move || {
        loop {
            let word = words.next()?;
            if is_short_form(&text[word.clone()]) {
                let whole = word.start..with_tail(text, &word);
                words.from = whole.end;
                return Some((whole.clone(), &text[whole]));
            }
        }
    })
}

/// Whether the short form at `at` stands in its text beside its long form: "long form (SHORT)"
/// or "SHORT (long form)".
pub fn is_spelt_out(text: &str, at: &Range<usize>) -> bool {
    let (before, after) = (&text[..at.start], &text[at.end..]);
    let after = &after[..after.floor_char_boundary(LONG_FORM)];
    // The long form may be in bold, in quotes, or the words of a link.
    let ends_words = |c: char| c.is_alphanumeric() || [')', ']', '*', '_', '"', '\''].contains(&c);
    let behind_words = before
        .strip_suffix('(')
        .is_some_and(|before| before.ends_with([' ', '\n']) && before.trim_end().ends_with(ends_words));
    if behind_words && after.starts_with(')') {
        return true;
    }
    let inside = after
        .trim_start_matches(['*', '_', ' ', '\n'])
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'));
    inside.is_some_and(|(words, _)| words.contains([' ', '-']) && holds_capitals(words, &text[at.clone()]))
}

/// Whether the letters of `short` come in `words` in this order, the first at the very start.
fn holds_capitals(words: &str, short: &str) -> bool {
    let mut letters = words.chars().filter(|c| c.is_alphabetic());
    let mut wanted = short.chars().filter(char::is_ascii_uppercase);
    let same = |letter: char, wanted: char| letter.to_ascii_uppercase() == wanted;
    let starts = matches!((letters.next(), wanted.next()), (Some(a), Some(b)) if same(a, b));
    starts && wanted.all(|capital| letters.any(|letter| same(letter, capital)))
}

/// Words that begin with a capital letter from A to Z.
struct Words<'a> {
    text: &'a str,
    from: usize,
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let rest = &self.text.as_bytes()[self.from..];
            let start = self.from + rest.iter().position(u8::is_ascii_uppercase)?;
            let end = start + self.text[start..].find(|c| !is_word(c)).unwrap_or(self.text.len() - start);
            self.from = end;
            if !self.text[..start].ends_with(is_word) {
                return Some(start..end);
            }
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a word has the shape of a short form: two to six capitals and perhaps an s, or a
/// capital, up to two other letters, and one to four capitals and perhaps an s (PhDs).
fn is_short_form(word: &str) -> bool {
    if !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let stem = word.strip_suffix('s').unwrap_or(word).as_bytes();
    let capitals = stem.iter().filter(|b| b.is_ascii_uppercase()).count();
    if !(2..=LONGEST).contains(&capitals) || !stem[stem.len() - 1].is_ascii_uppercase() {
        return false;
    }
    if capitals == stem.len() {
        return !is_roman(word);
    }
    let last_lower = stem.iter().rposition(u8::is_ascii_lowercase).unwrap_or(0);
    (1..=2).contains(&last_lower) && stem.len() - 1 - last_lower <= 4
}

/// Whether a word is a Roman numeral up to 39, as parts and wars are numbered.
fn is_roman(word: &str) -> bool {
    let ones = word.trim_start_matches('X');
    word.len() - ones.len() <= 3
        && matches!(ones, "" | "I" | "II" | "III" | "IV" | "V" | "VI" | "VII" | "VIII" | "IX")
}

/// Where the short form that begins with `word` ends: `NHSI/E` and `COVID-19` are whole.
fn with_tail(text: &str, word: &Range<usize>) -> usize {
    let rest = &text[word.end..];
    let is_tail = |tail: &str| match rest.as_bytes()[0] {
        b'/' => {
            let letters = tail.strip_suffix('s').unwrap_or(tail);
            (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase())
        }
        _ => !tail.is_empty() && tail.bytes().all(|b| b.is_ascii_digit()),
    };
    match rest.strip_prefix(['/', '-']) {
        Some(behind) => {
            let tail = &behind[..behind.find(|c| !is_word(c)).unwrap_or(behind.len())];
            if is_tail(tail) { word.end + 1 + tail.len() } else { word.end }
        }
        None => word.end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<&str> {
        acronyms(text).map(|(_, token)| token).collect()
    }

    #[test]
    fn finds_short_forms_of_every_shape() {
        for (text, expected) in [
            ("NHSI/E asked ICSs, not SDECs.", vec!["NHSI/E", "ICSs", "SDECs"]),
            ("CCIOs and PCCLEs; UCLH (COPD)", vec!["CCIOs", "PCCLEs", "UCLH", "COPD"]),
            ("an ICS-led PhD, two PhDs and the DoH", vec!["ICS", "PhD", "PhDs", "DoH"]),
            ("COVID-19 and HIV/AIDS", vec!["COVID-19", "HIV", "AIDS"]),
            ("GPs' views, the NHS's and “CQC”", vec!["GPs", "NHS", "CQC"]),
            ("VIA and CIX", vec!["VIA", "CIX"]),
        ] {
            assert_eq!(found(text), expected, "{text:?}");
        }
    }

    #[test]
    fn leaves_words_numerals_and_codes_alone() {
        for text in [
            "",
            "A&E, I and A B",
            "IMPORTANT Words In Title Case",
            "Part II, World War I, XIV and XXIX",
            "CO2, HbA1c, SW1A, X_RAY_Y, McDonald, NHSmail",
            "ÉCG and ECGé",
            "Us As Is",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text:?}");
        }
    }

    #[test]
    fn knows_where_a_long_form_stands_beside() {
        let spelt = |text: &str| acronyms(text).map(|(at, _)| is_spelt_out(text, &at)).next();
        for (text, expected) in [
            ("same day emergency care (SDEC) units", true),
            ("SDEC (same day emergency care) units", true),
            ("[one network](../organisations/a.md) (PCN)", true),
            ("**SDEC** (same day\nemergency care)", true),
            ("care (by SDEC) units", false),
            ("SDEC (2019, in Dorset) units", false),
            ("SDEC (see below) units", false),
            ("(SDEC) units", false),
            ("SDEC units", false),
        ] {
            assert_eq!(spelt(text), Some(expected), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_the_text_tokens_are_whole_words_in_order(text in "[A-Za-zÉ0-9/ ()_s-]{0,60}") {
            let mut from = 0;
            for (at, token) in acronyms(&text) {
                prop_assert!(from <= at.start && token == &text[at.clone()]);
                prop_assert!(token.bytes().filter(u8::is_ascii_uppercase).count() >= 2);
                prop_assert!(!text[..at.start].ends_with(is_word) && !text[at.end..].starts_with(is_word));
                is_spelt_out(&text, &at);
                from = at.end;
            }
        }

        #[test]
        fn every_token_is_found_among_other_words(
            tokens in proptest::collection::vec("[A-H]{2,6}(/[A-Z]{1,3})?s?|[A-H][a-z]{1,2}[A-Z]{1,4}s?", 0..6),
            word in "[a-z]{1,9}",
        ) {
            let text = tokens.iter().map(|token| format!("{word} {token}, ")).collect::<String>();
            prop_assert_eq!(found(&text), tokens);
        }
    }
}
