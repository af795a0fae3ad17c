//! Numbers in few bytes, for what is kept of each entry: seven bits to a byte, the lowest first; each
//! byte but the last of a number has its highest bit set.

/// Appends `number` to `out`.
pub(super) fn push(mut number: u32, out: &mut Vec<u8>) {
    while number >= 128 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}

/// How many bytes `number` takes.
pub(super) fn size(number: u32) -> u32 {
    (38 - (number | 1).leading_zeros()) / 7
}

/// Writes `number` to `out` at `at`, and moves `at` behind it.
pub(super) fn put(mut number: u32, out: &mut [u8], at: &mut u32) {
    while number >= 128 {
        out[*at as usize] = number as u8 | 128;
        number >>= 7;
        *at += 1;
    }
    out[*at as usize] = number as u8;
    *at += 1;
}

/// The number at `at` of `bytes`; moves `at` behind it.
pub(super) fn take(bytes: &[u8], at: &mut usize) -> u32 {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = bytes[*at];
        *at += 1;
        number |= u32::from(byte & 127) << shift;
        if byte < 128 {
            return number;
        }
        shift += 7;
    }
}

/// Appends `numbers`, which rise: how many there are, and the step from each to the next.
pub(super) fn push_rising(numbers: &[u32], out: &mut Vec<u8>) {
    push(numbers.len() as u32, out);
    let mut before = 0;
    for number in numbers {
        push(number - before, out);
        before = *number;
    }
}

/// Appends to `numbers` those at `at` of `bytes`; moves `at` behind them.
pub(super) fn take_rising(bytes: &[u8], at: &mut usize, numbers: &mut Vec<u32>) {
    let mut number = 0;
    for _ in 0..take(bytes, at) {
        number += take(bytes, at);
        numbers.push(number);
    }
}

/// Moves `at` behind the numbers that [`take_rising`] would take.
pub(super) fn skip_rising(bytes: &[u8], at: &mut usize) {
    let mut left = take(bytes, at);
    while left > 0 {
        left -= u32::from(bytes[*at] < 128);
        *at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rising_numbers_come_back(given in proptest::collection::btree_set(proptest::num::u32::ANY, 0..40)) {
            let given: Vec<u32> = given.into_iter().collect();
            let (mut bytes, mut back, mut at) = (Vec::new(), Vec::new(), 0);
            push_rising(&given, &mut bytes);
            take_rising(&bytes, &mut at, &mut back);
            prop_assert_eq!((back, at), (given, bytes.len()));
            let mut behind = 0;
            skip_rising(&bytes, &mut behind);
            prop_assert_eq!(behind, at);
        }

        #[test]
        fn numbers_come_back(given in proptest::collection::vec(proptest::num::u32::ANY, 1..40)) {
            let mut bytes = Vec::new();
            given.iter().for_each(|number| push(*number, &mut bytes));
            prop_assert_eq!(bytes.len() as u32, given.iter().map(|number| size(*number)).sum::<u32>());

            let (mut put_bytes, mut end) = (vec![0; bytes.len()], 0);
            given.iter().for_each(|number| put(*number, &mut put_bytes, &mut end));
            prop_assert_eq!(&put_bytes, &bytes);

            let mut at = 0;
            let back: Vec<u32> = given.iter().map(|_| take(&bytes, &mut at)).collect();
            prop_assert_eq!(&back, &given);
        }
    }
}
