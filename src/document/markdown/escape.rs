//! Text and addresses as they can stand in HTML.
//!
//! Must never let `<`, `>` or `&` of an author through as markup; [`text_keeping_entities`] is the
//! one place where `&` of a whole character reference is kept.

pub(super) use crate::text::escape_text_into as text;
use std::fmt::Write;

/// Like [`text`], but `&amp;` and its like stay as they are: inside raw HTML an author has
/// already written them for a browser.
pub(super) fn text_keeping_entities(mut rest: &str, out: &mut String) {
    while let Some(at) = rest.find('&') {
        text(&rest[..at], out);
        rest = &rest[at..];
        let length = entity_length(rest).unwrap_or(0);
        out.push_str(if length == 0 { "&amp;" } else { &rest[..length] });
        rest = &rest[length.max(1)..];
    }
    text(rest, out);
}

/// The length of the character reference that `text` starts with: `&amp;`, `&#39;`, `&#x27;`.
fn entity_length(text: &str) -> Option<usize> {
    let longest = text.len().min(34);
    let end = text.as_bytes()[..longest].iter().position(|byte| *byte == b';')?;
    let name = &text.as_bytes()[1..end];
    let good = match name {
        [b'#', b'x' | b'X', digits @ ..] => {
            (1..=6).contains(&digits.len()) && digits.iter().all(u8::is_ascii_hexdigit)
        }
        [b'#', digits @ ..] => (1..=7).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit),
        [first, rest @ ..] => first.is_ascii_alphabetic() && rest.iter().all(u8::is_ascii_alphanumeric),
        [] => false,
    };
    good.then_some(end + 1)
}

/// Appends `address` so that it can stand in an `href`: what may not be in an address is
/// percent-encoded, what is encoded already stays.
pub(super) fn address(address: &str, out: &mut String) {
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#39;"),
            _ if may_stand_in_address(byte) => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

fn may_stand_in_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%()*+,-./:;=?@_~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(write: fn(&str, &mut String), input: &str) -> String {
        let mut out = String::new();
        write(input, &mut out);
        out
    }

    #[test]
    fn text_cannot_become_markup() {
        let long = "é".repeat(40);
        assert_eq!(with(text, &format!("{long}<{long}>")), format!("{long}&lt;{long}&gt;"));
        assert_eq!(with(text, "a < b && \"c\" > 'd'"), "a &lt; b &amp;&amp; \"c\" &gt; 'd'");
        assert_eq!(
            with(text_keeping_entities, "Q&amp;A &#39;x&#x27; & &; &<b>;"),
            "Q&amp;A &#39;x&#x27; &amp; &amp;; &amp;&lt;b&gt;;"
        );
    }

    #[test]
    fn addresses_are_encoded_once() {
        assert_eq!(
            with(address, "https://x.org/a b%20c?q=\"é\"&r='[1]'"),
            "https://x.org/a%20b%20c?q=%22%C3%A9%22&amp;r=&#39;%5B1%5D&#39;"
        );
    }
}
