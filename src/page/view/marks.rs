//! What is drawn: squares for a step of a scale, dots for a share, bars for before and after.
//!
//! Places are given in units of the drawing, so that templates need only copy them.

use crate::catalogue::TermCard;
use crate::input::{Meaning, Words};
use crate::schema::{Card, Mark};
use crate::text;
use serde::Serialize;
use std::borrow::Cow;

/// Distance from one square or dot to the next.
const PITCH: usize = 14;

/// A step of a scale: one square for each step, filled up to this one.
#[derive(Debug, Serialize)]
pub struct ScaleView {
    /// How far up it is, from 0.
    pub step: usize,
    /// How far the scale goes.
    pub of: usize,
    /// Where the filled squares begin.
    pub filled: Vec<usize>,
    /// Where the hollow ones begin.
    pub hollow: Vec<usize>,
    /// How wide all of them are.
    pub width: usize,
}

impl ScaleView {
    /// The drawing of a step.
    pub fn new((step, of): (usize, usize)) -> Self {
        let at = |n: usize| n * PITCH;
        let width = of * PITCH;
        Self { step, of, filled: (0..step).map(at).collect(), hollow: (step..of).map(at).collect(), width }
    }

    /// The drawing of a term that is a step of a scale.
    pub fn of_term(term: &TermCard) -> Option<Self> {
        term.step.map(Self::new)
    }
}

/// A field that lists show beside an entry.
#[derive(Debug, Serialize)]
pub struct MarkView<'a> {
    /// What the field means, as `role` in `collection.toml`; may be empty.
    pub role: &'static str,
    /// What readers call the field.
    pub label: &'a str,
    /// Its values, in words; a step of a scale as it stands within a sentence.
    pub text: Cow<'a, str>,
    /// What to draw, where it is a step of a scale.
    pub scale: Option<ScaleView>,
}

/// What lists show beside the entry with this card.
pub fn marks<'a>(card: &'a Card, words: &Words) -> Vec<MarkView<'a>> {
    card.marks.iter().map(|mark| MarkView::of(mark, words)).collect()
}

impl<'a> MarkView<'a> {
    /// `mark` as templates see it.
    fn of(mark: &'a Mark, words: &Words) -> Self {
        let text = match (mark.date, mark.step) {
            (Some(date), _) => words.date(date).into(),
            (None, Some(_)) => text::lower_first(&mark.text),
            (None, None) => (&mark.text).into(),
        };
        Self {
            role: mark.role.map_or("", Meaning::word),
            label: &mark.label,
            text,
            scale: mark.step.map(ScaleView::new),
        }
    }
}

/// A share of ten, as dots.
#[derive(Debug, PartialEq, Serialize)]
pub struct DotsView<'a> {
    /// How many of the ten.
    pub count: usize,
    /// Whether it is what was left of ten there were before; if not, it is a share of the whole.
    pub left: bool,
    /// Whether the share is not exactly this.
    pub about: bool,
    /// "over", "at most"; may be empty.
    pub bound: &'a str,
    /// Where the middles of the filled dots are.
    pub filled: Vec<usize>,
    /// Where the middles of the hollow ones are.
    pub hollow: Vec<usize>,
}

impl<'a> DotsView<'a> {
    /// The share of `percent` (0 to 100).
    pub fn new(percent: f64, left: bool, about: bool, bound: &'a str) -> Self {
        let tenths = percent / 10.0;
        let count = tenths.round().clamp(0.0, 10.0) as usize;
        let about = about || (tenths - tenths.round()).abs() > 1e-9;
        let middle = |n: usize| n * PITCH + PITCH / 2;
        let (filled, hollow) = ((0..count).map(middle).collect(), (count..10).map(middle).collect());
        Self { count, left, about, bound, filled, hollow }
    }
}

/// Two lengths: before and after.
#[derive(Debug, PartialEq, Serialize)]
pub struct BarsView {
    /// What there was before.
    pub before: BarView,
    /// What there was after.
    pub after: BarView,
}

/// A length with its words.
#[derive(Debug, PartialEq, Serialize)]
pub struct BarView {
    /// "40 days".
    pub words: String,
    /// How long, of 200.
    pub length: usize,
}

impl BarsView {
    const LONGEST: f64 = 200.0;

    /// The bars of two figures in words; `None` where a length cannot show them.
    pub fn new(before: (f64, String), after: (f64, String)) -> Option<Self> {
        let longest = before.0.max(after.0);
        let can_be_drawn = before.0 >= 0.0 && after.0 >= 0.0 && longest > 0.0;
        let bar = |(value, words): (f64, String)| BarView {
            words,
            length: (value / longest * Self::LONGEST).round() as usize,
        };
        can_be_drawn.then(|| Self { before: bar(before), after: bar(after) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_one_square_for_each_step_but_the_first() {
        let scale = ScaleView::new((2, 5));
        assert_eq!((scale.filled, scale.hollow, scale.width), (vec![0, 14], vec![28, 42, 56], 70));
    }

    #[test]
    fn says_about_where_a_share_is_no_whole_number_of_tenths() {
        let dots = DotsView::new(40.0, true, false, "");
        assert_eq!((dots.count, dots.about, dots.filled.len(), dots.hollow.len()), (4, false, 4, 6));
        assert!(DotsView::new(43.0, false, false, "").about);
    }

    #[test]
    fn bars_are_as_long_as_their_figures() {
        let bars = BarsView::new((40.0, "40 days".to_owned()), (30.0, "30 days".to_owned())).unwrap();
        assert_eq!((bars.before.length, bars.after.length), (200, 150));
        assert_eq!(BarsView::new((0.0, String::new()), (0.0, String::new())), None);
    }
}
