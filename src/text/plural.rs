//! Which form of a word goes with a number.
//!
//! The rules are the cardinal plural rules of Unicode CLDR (`common/supplemental/plurals.xml`), for
//! the languages of these islands, French and Polish. Any other language has one form for one thing
//! and another for all else.

/// The kinds of numbers that languages tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plural {
    /// Nothing, in Welsh.
    Zero,
    /// One thing.
    One,
    /// Two things.
    Two,
    /// A few things.
    Few,
    /// Many things.
    Many,
    /// Everything else; every word has this form.
    Other,
}

impl Plural {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// Its name in CLDR.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|plural| plural.name() == name)
    }

    /// The kind of `number`, written in digits, in `language` (a BCP 47 tag).
    pub fn of(language: &str, number: &str) -> Self {
        let Some(number) = Number::read(number) else { return Self::Other };
        let first = language.split('-').next().unwrap_or(language);
        match first.to_ascii_lowercase().as_str() {
            "cy" => welsh(&number),
            "gd" => gaelic(&number),
            "ga" => irish(&number),
            "fr" => french(&number),
            "pl" => polish(&number),
            _ if number.whole == 1 && !number.has_fraction => Self::One,
            _ => Self::Other,
        }
    }
}

/// A number as it is written.
struct Number {
    /// What stands before the decimal point.
    whole: u64,
    /// Whether anything stands behind it.
    has_fraction: bool,
    /// Whether anything but noughts stands behind it.
    is_broken: bool,
}

impl Number {
    fn read(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
        is_digits.then_some(())?;
        Some(Self {
            whole: whole.parse().ok()?,
            has_fraction: !fraction.is_empty(),
            is_broken: fraction.bytes().any(|byte| byte != b'0'),
        })
    }

    /// Its value, where it is a whole one.
    fn value(&self) -> Option<u64> {
        (!self.is_broken).then_some(self.whole)
    }
}

fn welsh(number: &Number) -> Plural {
    match number.value() {
        Some(0) => Plural::Zero,
        Some(1) => Plural::One,
        Some(2) => Plural::Two,
        Some(3) => Plural::Few,
        Some(6) => Plural::Many,
        _ => Plural::Other,
    }
}

fn gaelic(number: &Number) -> Plural {
    match number.value() {
        Some(1 | 11) => Plural::One,
        Some(2 | 12) => Plural::Two,
        Some(3..=10 | 13..=19) => Plural::Few,
        _ => Plural::Other,
    }
}

fn irish(number: &Number) -> Plural {
    match number.value() {
        Some(1) => Plural::One,
        Some(2) => Plural::Two,
        Some(3..=6) => Plural::Few,
        Some(7..=10) => Plural::Many,
        _ => Plural::Other,
    }
}

fn french(number: &Number) -> Plural {
    match number.whole {
        0 | 1 => Plural::One,
        whole if whole % 1_000_000 == 0 && !number.has_fraction => Plural::Many,
        _ => Plural::Other,
    }
}

fn polish(number: &Number) -> Plural {
    if number.has_fraction {
        return Plural::Other;
    }
    match (number.whole, number.whole % 10, number.whole % 100) {
        (1, ..) => Plural::One,
        (_, 2..=4, tail) if !(12..=14).contains(&tail) => Plural::Few,
        _ => Plural::Many,
    }
}

#[cfg(test)]
mod tests {
    use super::Plural;

    #[test]
    fn languages_tell_numbers_apart_as_cldr_says() {
        let forms = |language: &str, numbers: &[&str]| -> Vec<&str> {
            numbers.iter().map(|number| Plural::of(language, number).name()).collect()
        };
        assert_eq!(forms("en-GB", &["0", "1", "2", "1.0"]), ["other", "one", "other", "other"]);
        assert_eq!(
            forms("cy", &["0", "1", "2", "3", "4", "6", "1.5"]),
            ["zero", "one", "two", "few", "other", "many", "other"]
        );
        assert_eq!(
            forms("gd", &["1", "11", "2", "12", "3", "10", "13", "19", "20"]),
            ["one", "one", "two", "two", "few", "few", "few", "few", "other"]
        );
        assert_eq!(
            forms("ga", &["1", "2", "3", "6", "7", "10", "11"]),
            ["one", "two", "few", "few", "many", "many", "other"]
        );
        assert_eq!(
            forms("fr-CA", &["0", "1", "1.5", "2", "1000000", "1000000.0"]),
            ["one", "one", "one", "other", "many", "other"]
        );
        assert_eq!(
            forms("pl", &["1", "2", "4", "5", "12", "22", "21", "0", "1.5"]),
            ["one", "few", "few", "many", "many", "few", "many", "many", "other"]
        );
        assert_eq!(forms("de", &["1", "2", "10 to 15", ""]), ["one", "other", "other", "other"]);
    }
}
