//! Short forms in prose, each where it comes first.

use super::compiled;
use crate::document::markdown::Title;

/// The short forms with the bytes where they stand, and where they are spelt out.
fn found(markdown: &str) -> Vec<(&str, usize, Option<usize>)> {
    let (compiled, _) = compiled(markdown, Title::Given("Other words"));
    let forms = compiled.body.short_forms.into_iter();
    forms.map(|form| (&markdown[form.span.clone()], form.span.start, form.spelt_out)).collect()
}

#[test]
fn only_prose_counts() {
    let markdown = "## The ABC\n\n`DEF`, [[GHI]], <https://JKL.org> https://MNO.org/PQR and ![STU](vwx.png)\n\n    YZA\n";
    assert_eq!(found(markdown), []);
}

#[test]
fn prose_is_everywhere() {
    let markdown = "- **ABC**\n\n> DEF\n\n|h|\n|-|\n|GHI|\n\n[the JKL](a.md) and note[^1]\n\n[^1]: MNO";
    let tokens: Vec<&str> = found(markdown).into_iter().map(|(token, ..)| token).collect();
    assert_eq!(tokens, ["ABC", "DEF", "GHI", "JKL", "MNO"]);
}

#[test]
fn the_first_use_counts_and_where_the_long_form_stands() {
    let markdown = "Two SDECs and a [network](a.md) (PCN).\n\nThe PCN, and *care* (SDEC), SDEC (care).";
    assert_eq!(found(markdown), [("SDECs", 4, Some(61)), ("PCN", 33, Some(33))]);
}
