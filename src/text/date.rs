//! Calendar dates, whole or partial.

use std::cmp::Ordering;
use std::fmt;

/// A date as precise as the author knows it: a year, a month of a year, or a day.
/// Dates of different precision sort by their first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl PartialDate {
    /// Reads `2019`, `2019-10`, `2019-10-03`, and a day with a time behind it in the forms
    /// that other tools write (`2014-06-30 10:00:10 -0400`, `2014-06-30T09:00:00Z`): the day
    /// as written counts, the time does not.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, time) = match text.split_once([' ', 'T', 't']) {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let mut parts = date.split('-');
        let year = number(parts.next()?, 4..=4)?;
        let month = parts.next().map(|part| number(part, 1..=2)).transpose_some()?;
        let day = parts.next().map(|part| number(part, 1..=2)).transpose_some()?;
        if parts.next().is_some() || time.is_some_and(|time| day.is_none() || !is_time(time)) {
            return None;
        }
        jiff::civil::Date::new(year, month.unwrap_or(1) as i8, day.unwrap_or(1) as i8).ok()?;
        Some(Self { year, month: month.map(|m| m as i8), day: day.map(|d| d as i8) })
    }

    /// The first day that the date may mean: `2019` -> 1 January 2019.
    pub fn first_day(self) -> jiff::civil::Date {
        jiff::civil::date(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day that the date may mean: `2019` -> 31 December 2019.
    pub fn last_day(self) -> jiff::civil::Date {
        let first = jiff::civil::date(self.year, self.month.unwrap_or(12), self.day.unwrap_or(1));
        if self.day.is_some() { first } else { first.last_of_month() }
    }

    /// Which of two dates comes first, as far as both go: 2019 and 2019-10 are the same.
    pub fn compare_known(self, other: Self) -> Ordering {
        let both = |a: Option<i8>, b: Option<i8>| match (a, b) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ => None,
        };
        let months = both(self.month, other.month);
        let days = months.and_then(|_| both(self.day, other.day));
        let order = self.year.cmp(&other.year).then(months.unwrap_or(Ordering::Equal));
        order.then(days.unwrap_or(Ordering::Equal))
    }

    /// Its year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Its month, from 1, where it is known.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// Its day of the month, where it is known.
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// As it stands in a sentence: `in 2019`, `in October 2019`, `on 3 October 2019`.
    pub fn when(self) -> String {
        format!("{} {self}", if self.day.is_some() { "on" } else { "in" })
    }

    /// As a machine reads it: `2019`, `2019-10`, `2019-10-03`.
    pub fn iso(self) -> String {
        let mut iso = format!("{:04}", self.year);
        for part in [self.month, self.day].into_iter().flatten().map(i8::unsigned_abs) {
            iso.extend(['-', char::from(b'0' + part / 10), char::from(b'0' + part % 10)]);
        }
        iso
    }
}

/// As a person reads it: `2019`, `October 2019`, `3 October 2019`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(day) = self.day {
            write!(f, "{day} ")?;
        }
        if let Some(month) = self.month {
            write!(f, "{} ", MONTHS[usize::from(month.unsigned_abs()) - 1])?;
        }
        write!(f, "{}", self.year)
    }
}

impl From<jiff::civil::Date> for PartialDate {
    fn from(date: jiff::civil::Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

fn number(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<i16> {
    (lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Loose on purpose: only the day counts, so this only has to tell a time from a slip.
fn is_time(text: &str) -> bool {
    text.trim().starts_with(|c: char| c.is_ascii_digit())
        && text.contains(':')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || " :.+-/".contains(c))
}

trait TransposeSome<T> {
    fn transpose_some(self) -> Option<Option<T>>;
}

impl<T> TransposeSome<T> for Option<Option<T>> {
    /// Absent stays absent; present must be good.
    fn transpose_some(self) -> Option<Option<T>> {
        match self {
            None => Some(None),
            Some(inner) => inner.map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ordering, PartialDate};

    #[test]
    fn reads_what_real_folders_hold() {
        for (text, iso, words) in [
            ("2019", "2019", "2019"),
            ("2019-10", "2019-10", "October 2019"),
            ("2019-10-03", "2019-10-03", "3 October 2019"),
            ("2014-06-30 10:00:10 -0400", "2014-06-30", "30 June 2014"),
            ("2014-06-30 1:05", "2014-06-30", "30 June 2014"),
            ("2014-06-30T09:00:00Z", "2014-06-30", "30 June 2014"),
            ("2014-6-3", "2014-06-03", "3 June 2014"),
        ] {
            let date = PartialDate::parse(text).expect(text);
            assert_eq!((date.iso().as_str(), date.to_string().as_str()), (iso, words));
        }
    }

    #[test]
    fn compares_as_far_as_both_go() {
        let date = |text| PartialDate::parse(text).expect(text);
        for (a, b, expected) in [
            ("2019", "2019-10", Ordering::Equal),
            ("2019-10", "2019-10-31", Ordering::Equal),
            ("2019-11", "2019-10-31", Ordering::Greater),
            ("2018-11-02", "2019", Ordering::Less),
            ("2019-10-02", "2019-10-03", Ordering::Less),
        ] {
            assert_eq!(date(a).compare_known(date(b)), expected, "{a} {b}");
            assert_eq!(date(b).compare_known(date(a)), expected.reverse(), "{b} {a}");
        }
    }

    #[test]
    fn ends_with_its_year_or_month_and_stands_in_sentences() {
        for (text, last, when) in [
            ("2019", "2019-12-31", "in 2019"),
            ("2020-02", "2020-02-29", "in February 2020"),
            ("2019-10-03", "2019-10-03", "on 3 October 2019"),
        ] {
            let date = PartialDate::parse(text).expect(text);
            assert_eq!((date.last_day().to_string().as_str(), date.when().as_str()), (last, when));
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "June 2014",
            "30/06/2014",
            "2014-13",
            "2014-02-30",
            "14-06-30",
            "2014-06-30 soon",
            "2014-06-30-1",
        ] {
            assert_eq!(PartialDate::parse(text), None, "{text:?}");
        }
    }
}
