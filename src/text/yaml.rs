//! Text as it can stand in YAML.

/// `text` as one value behind a key: as it is where that means the same, otherwise in double quotes.
///
/// ```
/// assert_eq!(casebook::text::yaml("Walsall Together"), "Walsall Together");
/// assert_eq!(casebook::text::yaml("Frailty: a \"hub\""), r#""Frailty: a \"hub\"""#);
/// ```
pub fn yaml(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Words that YAML, or an older YAML, reads as something else than text.
const WORDS: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
        && text.trim_end() == text
        && !text.ends_with(':')
        && !text.contains(char::is_control)
        && ![": ", " #", "\u{2028}", "\u{2029}", "\u{feff}"].iter().any(|sign| text.contains(sign))
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
        && !looks_like_a_number(text)
}

/// `2019`, `2019-10-03`, `1e5`, `12:30`: an editor may take it for a number or a date.
fn looks_like_a_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_hexdigit() || "xXo_.,:+-".contains(c))
        || text.parse::<f64>().is_ok()
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{2028}' | '\u{2029}' | '\u{feff}' => out.push_str(&format!("\\u{:04X}", c as u32)),
            c if c.is_control() => out.push_str(&format!("\\x{:02X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::yaml;

    #[test]
    fn quotes_what_would_mean_something_else() {
        for plain in
            ["A & B", "It's what we did", "3 years on", "What we did, and why?", "Ärzte", "a:b", "a#b"]
        {
            assert_eq!(yaml(plain), plain);
        }
        for (text, expected) in [
            ("", r#""""#),
            ("Why: a start", r#""Why: a start""#),
            ("Why:", r#""Why:""#),
            ("\"Go\" \\ stop", r#""\"Go\" \\ stop""#),
            ("# one", r##""# one""##),
            ("- one", r#""- one""#),
            ("[one]", r#""[one]""#),
            ("A #1", r##""A #1""##),
            ("yes", r#""yes""#),
            ("2019", r#""2019""#),
            ("2019-10-03", r#""2019-10-03""#),
            ("1e5", r#""1e5""#),
            ("two\nlines", r#""two\nlines""#),
            ("ends ", r#""ends ""#),
        ] {
            assert_eq!(yaml(text), expected);
        }
    }
}
