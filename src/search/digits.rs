//! Numbers as text: the files of the index are JSON, which every server compresses.
//!
//! A number is written in digits of five bits, the lowest first; each but its last has a mark.
//! What runs from one file to the next are small numbers, mostly one digit long.

/// The character of a digit: from `#` on, save for the backslash, which JSON would escape.
fn digit(value: u32) -> char {
    let code = value + 35;
    char::from(if code < 92 { code as u8 } else { code as u8 + 1 })
}

/// Appends `number` to `out`.
pub(super) fn push(mut number: u32, out: &mut String) {
    while number >= 32 {
        out.push(digit(32 + number % 32));
        number /= 32;
    }
    out.push(digit(number));
}

/// Appends `numbers`, which rise, as the steps from each to the next.
pub(super) fn push_rising(numbers: impl IntoIterator<Item = u32>, out: &mut String) {
    let mut next = 0;
    for number in numbers {
        push(number - next, out);
        next = number + 1;
    }
}

/// Appends `words`, which are in order, each as how much it shares with the one before and the rest.
pub(super) fn push_words<'a>(words: impl IntoIterator<Item = &'a str>, out: &mut String) {
    let mut before = "";
    for (at, word) in words.into_iter().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let same = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).take(28);
        let (bytes, units) =
            same.fold((0, 0), |(bytes, units), (c, _)| (bytes + c.len_utf8(), units + c.len_utf16()));
        out.push(digit(units as u32));
        out.push_str(&word[bytes..]);
        before = word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the client does.
    fn numbers(text: &str) -> Vec<u32> {
        let (mut numbers, mut number, mut shift) = (Vec::new(), 0, 0);
        for byte in text.bytes() {
            let value = u32::from(byte) - 35 - u32::from(byte > 92);
            number |= (value & 31) << shift;
            shift += 5;
            if value < 32 {
                numbers.push(number);
                (number, shift) = (0, 0);
            }
        }
        numbers
    }

    proptest! {
        #[test]
        fn numbers_come_back(given in proptest::collection::vec(0..1u32 << 24, 0..40)) {
            let mut text = String::new();
            given.iter().for_each(|number| push(*number, &mut text));
            prop_assert!(!text.contains(['"', '\\', ' ']) && text.is_ascii());
            prop_assert_eq!(numbers(&text), given);
        }

        #[test]
        fn rising_numbers_come_back(given in proptest::collection::btree_set(0..5000u32, 0..40)) {
            let mut text = String::new();
            push_rising(given.iter().copied(), &mut text);
            let mut next = 0;
            let back: Vec<u32> = numbers(&text).into_iter().map(|step| { let n = next + step; next = n + 1; n }).collect();
            prop_assert_eq!(back, given.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn words_come_back(given in proptest::collection::btree_set("[a-zé日]{1,40}", 0..20)) {
            let mut text = String::new();
            push_words(given.iter().map(String::as_str), &mut text);
            let mut before = Vec::new();
            let back: Vec<String> = text.split(' ').filter(|word| !word.is_empty()).map(|word| {
                let same = numbers(&word[..1])[0] as usize;
                before.truncate(same);
                before.extend(word[1..].encode_utf16());
                String::from_utf16(&before).unwrap()
            }).collect();
            prop_assert_eq!(back, given.into_iter().collect::<Vec<_>>());
        }
    }
}
