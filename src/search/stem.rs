//! The stem of an English word, after Porter's second algorithm as published at
//! <https://snowballstem.org/algorithms/english/stemmer.html>. Words of other languages keep their form.

/// Gives the stem of words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stemmer {
    English,
    None,
}

impl Stemmer {
    /// The stemmer for texts in `language`, a BCP 47 tag.
    pub(super) fn of(language: &str) -> Self {
        match language.split('-').next() {
            Some("en") => Self::English,
            _ => Self::None,
        }
    }

    /// The stem of `word`, which is in lower case.
    pub(super) fn stem(self, word: &str) -> String {
        let is_plain = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        if self == Self::None || !is_plain {
            return word.to_owned();
        }
        if let Some((_, stem)) = IRREGULAR.iter().find(|(irregular, _)| *irregular == word) {
            return (*stem).to_owned();
        }
        let mut word = Word::new(word);
        word.plural();
        if !UNCHANGED.contains(&word.text()) {
            word.past();
            word.final_y();
            word.long_suffix();
            word.shorter_suffix();
            word.ending();
            word.final_e_or_l();
        }
        word.text().to_ascii_lowercase()
    }
}

const IRREGULAR: &[(&str, &str)] = &[
    ("skis", "ski"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("idly", "idl"),
    ("gently", "gentl"),
    ("ugly", "ugli"),
    ("early", "earli"),
    ("only", "onli"),
    ("singly", "singl"),
    ("sky", "sky"),
    ("news", "news"),
    ("howe", "howe"),
    ("atlas", "atlas"),
    ("cosmos", "cosmos"),
    ("bias", "bias"),
    ("andes", "andes"),
];

const UNCHANGED: &[&str] =
    &["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

/// Long suffixes with what takes their place.
const LONG: &[(&str, &str)] = &[
    ("ization", "ize"),
    ("ational", "ate"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("iveness", "ive"),
    ("tional", "tion"),
    ("biliti", "ble"),
    ("lessli", "less"),
    ("entli", "ent"),
    ("ation", "ate"),
    ("alism", "al"),
    ("aliti", "al"),
    ("ousli", "ous"),
    ("iviti", "ive"),
    ("fulli", "ful"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("abli", "able"),
    ("izer", "ize"),
    ("ator", "ate"),
    ("alli", "al"),
    ("bli", "ble"),
    ("ogi", "og"),
    ("li", ""),
];

const SHORTER: &[(&str, &str)] = &[
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ative", ""),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
];

const ENDINGS: &[&str] = &[
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize",
    "ion", "al", "er", "ic",
];

/// A word on its way to its stem. A y that is a consonant is written Y.
struct Word {
    letters: Vec<u8>,
    /// Where the regions begin in which suffixes are taken off.
    r1: usize,
    r2: usize,
}

impl Word {
    fn new(word: &str) -> Self {
        let mut letters = word.as_bytes().to_vec();
        for at in 0..letters.len() {
            if letters[at] == b'y' && (at == 0 || is_vowel(letters[at - 1])) {
                letters[at] = b'Y';
            }
        }
        let prefix = ["gener", "commun", "arsen"].iter().find(|prefix| word.starts_with(**prefix));
        let r1 = prefix.map_or_else(|| region(&letters, 0), |prefix| prefix.len());
        let r2 = region(&letters, r1);
        Self { letters, r1, r2 }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.letters).unwrap_or("")
    }

    fn ends(&self, suffix: &str) -> bool {
        self.letters.ends_with(suffix.as_bytes())
    }

    /// Where `suffix`, with which the word ends, begins.
    fn start_of(&self, suffix: &str) -> usize {
        self.letters.len() - suffix.len()
    }

    fn replace(&mut self, suffix: &str, by: &str) {
        self.letters.truncate(self.letters.len() - suffix.len());
        self.letters.extend_from_slice(by.as_bytes());
    }

    fn has_vowel_before(&self, end: usize) -> bool {
        self.letters[..end].iter().any(|letter| is_vowel(*letter))
    }

    /// Whether the word up to `end` ends in a short syllable.
    fn ends_short(&self, end: usize) -> bool {
        match self.letters[..end] {
            [first, second] => is_vowel(first) && !is_vowel(second),
            [.., before, vowel, last] => {
                !is_vowel(before) && is_vowel(vowel) && !is_vowel(last) && !matches!(last, b'w' | b'x' | b'Y')
            }
            _ => false,
        }
    }

    /// Step 1a.
    fn plural(&mut self) {
        if self.ends("sses") {
            self.replace("sses", "ss");
        } else if self.ends("ied") || self.ends("ies") {
            let by = if self.letters.len() > 4 { "i" } else { "ie" };
            self.replace("ies", by);
        } else if self.ends("s") && !self.ends("us") && !self.ends("ss") {
            let end = self.letters.len();
            if self.has_vowel_before(end - 2) {
                self.letters.pop();
            }
        }
    }

    /// Step 1b.
    fn past(&mut self) {
        if let Some(suffix) = ["eedly", "eed"].into_iter().find(|suffix| self.ends(suffix)) {
            if self.start_of(suffix) >= self.r1 {
                self.replace(suffix, "ee");
            }
            return;
        }
        let suffix = ["ingly", "edly", "ing", "ed"].into_iter().find(|suffix| self.ends(suffix));
        let Some(suffix) = suffix.filter(|suffix| self.has_vowel_before(self.start_of(suffix))) else {
            return;
        };
        self.replace(suffix, "");
        let end = self.letters.len();
        if ["at", "bl", "iz"].iter().any(|last| self.ends(last)) {
            self.letters.push(b'e');
        } else if self.ends_double() {
            self.letters.pop();
        } else if self.r1 >= end && self.ends_short(end) {
            self.letters.push(b'e');
        }
    }

    fn ends_double(&self) -> bool {
        match self.letters[..] {
            [.., first, second] => {
                first == second
                    && matches!(first, b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't')
            }
            _ => false,
        }
    }

    /// Step 1c.
    fn final_y(&mut self) {
        let end = self.letters.len();
        if end > 2 && matches!(self.letters[end - 1], b'y' | b'Y') && !is_vowel(self.letters[end - 2]) {
            self.letters[end - 1] = b'i';
        }
    }

    /// Step 2.
    fn long_suffix(&mut self) {
        let Some((suffix, by)) = LONG.iter().find(|(suffix, _)| self.ends(suffix)) else { return };
        let start = self.start_of(suffix);
        let before = start.checked_sub(1).map(|at| self.letters[at]);
        let fits = match *suffix {
            "ogi" => before == Some(b'l'),
            "li" => before.is_some_and(|letter| b"cdeghkmnrt".contains(&letter)),
            _ => true,
        };
        if start >= self.r1 && fits {
            self.replace(suffix, by);
        }
    }

    /// Step 3.
    fn shorter_suffix(&mut self) {
        let Some((suffix, by)) = SHORTER.iter().find(|(suffix, _)| self.ends(suffix)) else { return };
        let start = self.start_of(suffix);
        if start >= self.r1 && (*suffix != "ative" || start >= self.r2) {
            self.replace(suffix, by);
        }
    }

    /// Step 4.
    fn ending(&mut self) {
        let Some(suffix) = ENDINGS.iter().find(|suffix| self.ends(suffix)) else { return };
        let start = self.start_of(suffix);
        let fits = *suffix != "ion" || start > 0 && matches!(self.letters[start - 1], b's' | b't');
        if start >= self.r2 && fits {
            self.replace(suffix, "");
        }
    }

    /// Step 5.
    fn final_e_or_l(&mut self) {
        let last = self.letters.len().saturating_sub(1);
        let goes = match self.letters.last() {
            Some(b'e') => last >= self.r2 || (last >= self.r1 && !self.ends_short(last)),
            Some(b'l') => last >= self.r2 && last > 0 && self.letters[last - 1] == b'l',
            _ => false,
        };
        if goes {
            self.letters.pop();
        }
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Where the region behind the first consonant that follows a vowel begins, from `start` on.
fn region(letters: &[u8], start: usize) -> usize {
    let pairs = letters.get(start..).unwrap_or(&[]).windows(2);
    let found = pairs.into_iter().position(|pair| is_vowel(pair[0]) && !is_vowel(pair[1]));
    found.map_or(letters.len(), |at| start + at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (words, stem) in [
            ("caress caresses", "caress"),
            ("tie ties tied tying", "tie"),
            ("cry cries cried crying", "cri"),
            ("hope hopes hoped hoping", "hope"),
            ("hop hops hopped hopping", "hop"),
            ("generate generates generating generation", "generat"),
            ("general generally", "general"),
            ("community communities", "communiti"),
            ("agreed agree agrees", "agre"),
            ("happy happiness", "happi"),
            ("study studies studied studying", "studi"),
            ("relational relate related relates", "relat"),
            ("electrical electric electricity", "electr"),
            ("adjustment adjustable adjusted", "adjust"),
            ("controlled control controlling", "control"),
            ("news", "news"),
            ("gas", "gas"),
            ("this", "this"),
            ("say", "say"),
            ("boy boys", "boy"),
        ] {
            for word in words.split(' ') {
                assert_eq!(Stemmer::English.stem(word), stem, "{word}");
            }
        }
    }

    #[test]
    fn other_languages_and_numbers_keep_their_form() {
        assert_eq!(Stemmer::of("cy").stem("cathod"), "cathod");
        assert_eq!(Stemmer::of("de").stem("gingen"), "gingen");
        assert_eq!(Stemmer::of("en-GB").stem("2019s"), "2019s");
        assert_eq!(Stemmer::of("en").stem("as"), "as");
    }

    proptest! {
        #[test]
        fn whatever_the_word_there_is_a_stem(word in "[a-z]{1,14}") {
            let stem = Stemmer::English.stem(&word);
            prop_assert!(!stem.is_empty() && stem.len() <= word.len() + 1);
        }
    }
}
