//! Text -> words as they are searched: in lower case, without accents. The client cuts what readers
//! type in the same way.

use deunicode::deunicode_char;
use memchr::memchr;

/// Longest word that is searched, in bytes: longer ones are codes and addresses.
const LONGEST: usize = 48;

/// Calls `each` with every word of `text` in order.
///
/// A word is a run of letters and digits. An s behind an apostrophe is none, every character of a script
/// that writes without blanks is one, and so are single letters with "&" between them.
pub(super) fn tokens(text: &str, each: impl FnMut(&str)) {
    match memchr(b'&', text.as_bytes()) {
        Some(_) => runs(&joined(text), each),
        None => runs(text, each),
    }
}

/// `text`, in which single letters with "&" between them are one word: A&E is no A, and no E.
fn joined(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut joined = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let starts = at == 0 || !chars[at - 1].is_alphanumeric();
        let letters = if starts { letters(&chars[at..]) } else { 0 };
        let end = at + letters.max(1);
        let is_kept = |c: &&char| letters == 0 || c.is_alphabetic();
        joined.extend(chars[at..end].iter().filter(is_kept));
        at = end;
    }
    joined
}

/// How many of `chars`, at their beginning, are single letters with "&" between them.
fn letters(chars: &[char]) -> usize {
    let is_letter = |at: usize| chars.get(at).is_some_and(|c| c.is_alphabetic());
    let behind_blank = |at: usize| at + usize::from(chars.get(at) == Some(&' '));
    let (mut end, mut letter) = (0, 0);
    while is_letter(letter) {
        if letter > 0 && !chars.get(letter + 1).is_some_and(|c| c.is_alphanumeric()) {
            end = letter + 1;
        }
        let sign = behind_blank(letter + 1);
        if chars.get(sign) != Some(&'&') {
            break;
        }
        letter = behind_blank(sign + 1);
    }
    end
}

/// Calls `each` with every run of letters and digits of `text`.
fn runs(text: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    let mut before = ' ';
    let mut after_apostrophe = false;
    let mut at = 0;
    while at < text.len() {
        let (plain, is_lower) = plain_run(&text.as_bytes()[at..]);
        let run = &text[at..at + plain];
        at += plain;
        let next = text[at..].chars().next();
        if is_lower && word.is_empty() && next.is_none_or(|c| c.is_ascii()) {
            // Nearly every word is a run of plain letters and ends where the run does.
            if counts(run, after_apostrophe) {
                each(run);
            }
        } else {
            let start = word.len();
            word.push_str(run);
            word[start..].make_ascii_lowercase();
        }
        let Some(c) = next else { break };
        at += c.len_utf8();
        if plain > 0 {
            before = 'x';
        }
        if c.is_ascii() || !(c.is_alphanumeric() || is_mark(c)) {
            end(&mut word, after_apostrophe, &mut each);
            after_apostrophe = is_apostrophe(c) && before.is_alphanumeric();
        } else if stands_alone(c) {
            end(&mut word, after_apostrophe, &mut each);
            word.push(c);
            end(&mut word, false, &mut each);
            after_apostrophe = false;
        } else if !is_mark(c) {
            c.to_lowercase().for_each(|c| push_folded(c, &mut word));
        }
        before = c;
    }
    end(&mut word, after_apostrophe, &mut each);
}

/// How many letters and digits without accents `bytes` begin with, and whether all are in lower case.
fn plain_run(bytes: &[u8]) -> (usize, bool) {
    let mut seen = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match KINDS[usize::from(*byte)] {
            OTHER => return (at, seen & UPPER == 0),
            kind => seen |= kind,
        }
    }
    (bytes.len(), seen & UPPER == 0)
}

const OTHER: u8 = 0;
const LOWER: u8 = 1;
const UPPER: u8 = 2;

/// What each byte is: a plain letter or digit, a capital letter, or neither.
const KINDS: [u8; 256] = {
    let mut kinds = [OTHER; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' | b'0'..=b'9' => LOWER,
            _ => OTHER,
        };
        byte += 1;
    }
    kinds
};

/// Gives `word`, if there is one, and empties it.
fn end(word: &mut String, after_apostrophe: bool, each: &mut impl FnMut(&str)) {
    if counts(word, after_apostrophe) {
        each(word);
    }
    word.clear();
}

/// Whether `word` is one that is searched.
fn counts(word: &str, after_apostrophe: bool) -> bool {
    !word.is_empty() && word.len() <= LONGEST && !(after_apostrophe && word == "s")
}

/// The words of `text`.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens(text, |word| words.push(word.to_owned()));
    words
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// Whether `c` only changes the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether `c` belongs to a script that puts no blanks between words.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether `c` is a Latin letter with an accent, or one that others write with two.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{df}'..='\u{148}' | '\u{14a}'..='\u{17f}' | '\u{1e00}'..='\u{1e99}' | '\u{1ea0}'..='\u{1ef9}')
}

/// Pushes `c` without its accent. Only Latin letters have accents that readers leave out.
fn push_folded(c: char, word: &mut String) {
    match deunicode_char(c) {
        _ if is_mark(c) => {}
        Some(plain) if is_latin(c) => {
            let letters = plain.chars().filter(char::is_ascii_alphanumeric);
            word.extend(letters.map(|c| c.to_ascii_lowercase()));
        }
        _ => word.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_readers_think_of_them() {
        for (text, expected) in [
            ("Follow-up at St Mary’s, 24/7", "follow up at st mary 24 7"),
            ("Don't stop l'hôpital's CAFÉ", "don t stop l hopital cafe"),
            ("cafe\u{301} Łódź straße Ærø", "cafe lodz strasse aero"),
            ("'s s", "s s"),
            ("Ёлка και καφές", "ёлка και καφές"),
            ("東京の病院 MRI", "東 京 の 病 院 mri"),
            ("An A&E (r & d), fish & chips, C&YP, P&L&Ms, a & b.", "an ae rd fish chips c yp pl ms ab"),
            ("", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text:?}");
        }
    }
}
