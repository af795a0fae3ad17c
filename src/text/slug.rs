//! Text -> the form it takes in an address.

/// Lower case ASCII letters, digits and single hyphens; other scripts are written in Latin
/// letters where there is a usual way. Empty when nothing of `text` can be kept.
///
/// ```
/// assert_eq!(casebook::text::slug("Frailty & falls: what’s new?"), "frailty-falls-what-s-new");
/// assert_eq!(casebook::text::slug("Crème brûlée"), "creme-brulee");
/// ```
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_gap = false;
    let mut push = |c: char| {
        let joins = c.is_ascii_alphanumeric();
        if joins && is_gap && !out.is_empty() {
            out.push('-');
        }
        if joins {
            out.push(c.to_ascii_lowercase());
        }
        is_gap = !joins;
    };
    for c in text.chars() {
        if c.is_ascii() {
            push(c);
        } else {
            deunicode::deunicode_char(c).unwrap_or(" ").chars().for_each(&mut push);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn keeps_letters_and_digits_and_joins_the_rest() {
        for (text, expected) in [
            ("Walsall Together", "walsall-together"),
            ("  What?  Why!  ", "what-why"),
            ("A&E", "a-e"),
            ("Ärzte ohne Grenzen", "arzte-ohne-grenzen"),
            ("北京", "bei-jing"),
            ("---", ""),
            ("", ""),
        ] {
            assert_eq!(slug(text), expected, "{text:?}");
        }
    }
}
