//! Looking for bytes that are rarely there.

/// How many bytes are looked at together: a yes or no for all of them is one step for the processor.
const STRIDE: usize = 32;

/// Whether `text` has a byte that `is_meant`. That must be plain arithmetic without branches, so that
/// many bytes can be looked at together.
pub fn has_byte(text: &str, is_meant: impl Fn(u8) -> bool) -> bool {
    let any = |bytes: &[u8]| bytes.iter().fold(0, |any, byte| any | u8::from(is_meant(*byte))) != 0;
    let (whole, rest) = text.as_bytes().as_chunks::<STRIDE>();
    match text.as_bytes().last_chunk::<STRIDE>() {
        // The last stride takes in some that come before, so that none is left over.
        Some(last) => whole.iter().any(|bytes| any(bytes)) || any(last),
        None => any(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::has_byte;

    #[test]
    fn is_found_wherever_it_stands() {
        for length in [0, 1, 31, 32, 33, 100] {
            let text = "a".repeat(length);
            assert!(!has_byte(&text, |byte| byte == b'b'));
            assert!(
                (0..=length).all(|at| has_byte(&format!("{}b{}", &text[..at], &text[at..]), |b| b == b'b'))
            );
        }
    }
}
