//! "Did you mean": the nearest of the words that would have been right.

/// The candidate nearest to `word`, if one is near enough to be a likely slip: at most one
/// edit for every three letters, or the same word but for case, spaces and hyphens.
/// A word of one or two letters could be anything.
/// Ties go to the first candidate.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(word);
    let limit = (wanted.chars().count() / 3).min(4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let folded = fold(candidate);
        if folded.chars().count().abs_diff(wanted.chars().count()) > limit {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&wanted, &folded);
        if distance <= limit && best.is_none_or(|(shortest, _)| distance < shortest) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn fold(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_slips_and_nothing_else() {
        let keys = ["title", "summary", "primary-care-voice", "as_of"];
        assert_eq!(nearest("titel", keys), Some("title"));
        assert_eq!(nearest("Summary", keys), Some("summary"));
        assert_eq!(nearest("primary care voice", keys), Some("primary-care-voice"));
        assert_eq!(nearest("asof", keys), Some("as_of"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest("x", ["a", "y"]), None);
    }
}
