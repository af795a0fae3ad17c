//! Text as it can stand in JSON, also where that stands in a script element of HTML.

/// Appends `text` to `out` as it stands between the quotes of a JSON string. A `<` is written by its
/// number, so that nothing in it can end or hide a script element.
pub fn escape_json_into(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| is_special(*byte)) {
        out.push_str(&text[from..at]);
        from = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            byte => {
                out.push_str("\\u00");
                out.extend(
                    [byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])),
                );
            }
        }
    }
    out.push_str(&text[from..]);
}

const fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | b'<' | 0..=0x1f)
}

#[cfg(test)]
mod tests {
    use super::escape_json_into;

    #[test]
    fn comes_back_as_it_was_and_ends_no_script() {
        let text = "a \"b\" \\ c\n\t\u{1} </script> <!-- é – 'd' &";
        let mut out = String::from("\"");
        escape_json_into(text, &mut out);
        out.push('"');
        assert_eq!(serde_json::from_str::<String>(&out).ok().as_deref(), Some(text));
        assert!(!out.contains('<'), "{out}");
    }
}
