//! Text as it can stand in HTML.

/// How many bytes are looked at together: prose rarely has anything to escape in so many, and a
/// yes or no for all of them is one step for the processor.
const STRIDE: usize = 32;

/// Appends `text` to `out` with the five characters that HTML gives a meaning escaped, so that
/// it can stand in an element or in a quoted attribute.
pub fn escape_into(text: &str, out: &mut String) {
    escape_each(text, |part| out.push_str(part));
}

/// As [`escape_into`], in parts: those that stay as they are and those that are escaped.
pub fn escape_each(text: &str, push: impl FnMut(&str)) {
    replace(text, is_special, &SPECIAL, push);
}

/// Appends `text` to `out` so that it can stand between tags. Quotes are left alone: they mean
/// nothing there. NUL, which HTML cannot hold, becomes the sign for what cannot be shown.
pub fn escape_text_into(text: &str, out: &mut String) {
    replace(text, is_markup, &MARKUP, |part| out.push_str(part));
}

/// Whether [`escape_text_into`] replaces `byte`.
#[inline]
pub const fn is_markup(byte: u8) -> bool {
    (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == 0)
}

#[inline]
const fn is_special(byte: u8) -> bool {
    is_markup(byte) | (byte == b'"') | (byte == b'\'')
}

/// The answers for every byte: most texts of templates are shorter than a stride.
const MARKUP: [bool; 256] = answers(false);
const SPECIAL: [bool; 256] = answers(true);

const fn answers(quotes_too: bool) -> [bool; 256] {
    let mut answers = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        answers[byte] = if quotes_too { is_special(byte as u8) } else { is_markup(byte as u8) };
        byte += 1;
    }
    answers
}

fn entity(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\'' => "&#39;",
        _ => "\u{fffd}",
    }
}

/// Pushes `text` with each byte that is to be replaced replaced.
fn replace(text: &str, is_replaced: impl Fn(u8) -> bool, replaced: &[bool; 256], mut push: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let any =
        |bytes: &[u8; STRIDE]| bytes.iter().fold(0, |any, byte| any | u8::from(is_replaced(*byte))) != 0;
    let mut from = 0;
    for start in (0..bytes.len()).step_by(STRIDE) {
        let end = bytes.len().min(start + STRIDE);
        // The last ones are looked at with some that come before, which makes a whole stride.
        if bytes[..end].last_chunk().is_some_and(|stride| !any(stride)) {
            continue;
        }
        for (at, byte) in (start..).zip(&bytes[start..end]) {
            if replaced[usize::from(*byte)] {
                push(&text[from..at]);
                push(entity(*byte));
                from = at + 1;
            }
        }
    }
    push(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stays_that_html_gives_a_meaning() {
        let mut out = String::new();
        escape_into("a<b> & \"c\" 'd' – and some more text to fill a stride <", &mut out);
        assert_eq!(
            out,
            "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; – and some more text to fill a stride &lt;"
        );
        out.clear();
        escape_text_into("\"a\" <\0>", &mut out);
        assert_eq!(out, "\"a\" &lt;\u{fffd}&gt;");
    }
}
