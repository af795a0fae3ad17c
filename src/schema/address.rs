//! Path of a source -> address of its page.

use crate::hash::Hash;
use crate::input::Collection;
use crate::text;

/// Whether a file stands for its folder.
pub(super) fn is_index(path: &str) -> bool {
    let stem = text::stem(path);
    stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("_index")
}

/// Whether a file stands for its folder where the folder has no index.
pub(super) fn is_readme(path: &str) -> bool {
    text::stem(path).eq_ignore_ascii_case("readme")
}

/// The parts of the page's address, without the collection's own.
fn parts<'a>(path: &'a str, stands_for_folder: bool) -> Vec<&'a str> {
    let mut parts: Vec<&'a str> = text::parent(path).split('/').filter(|part| !part.is_empty()).collect();
    if !stands_for_folder {
        parts.push(text::stem(path));
    }
    parts
}

/// The address of the page of the source at `path`, below the site's root: `cases/a/`; the
/// home page's is empty.
pub(super) fn address(path: &str, collection: &Collection, stands_for_folder: bool) -> String {
    let parts = parts(path, stands_for_folder);
    let below = usize::from(!collection.name.is_empty());
    if let (Some(pattern), true) = (&collection.address, parts.len() > below) {
        let id = joined(&parts[below..]);
        return format!("{}/", pattern.replace("{id}", id.trim_end_matches('/')).trim_matches('/'));
    }
    joined(&parts)
}

/// The parts of an address, each with a slash behind it.
fn joined(parts: &[&str]) -> String {
    let mut address = String::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
    for part in parts {
        address.push_str(&segment(part));
        address.push('/');
    }
    address
}

/// Longest part of an address that is kept whole. File systems keep 255 bytes of a name, and
/// people read far less.
const LONGEST: usize = 150;

/// One part of an address. A name of which nothing can be kept gets one from its hash, and a very
/// long one is cut, with its hash at the end.
pub fn segment(name: &str) -> String {
    match text::slug(name) {
        empty if empty.is_empty() => format!("page-{}", Hash::of(name).short()),
        long if long.len() > LONGEST => {
            let cut = long[..LONGEST].rfind('-').filter(|at| *at > LONGEST / 2).unwrap_or(LONGEST);
            format!("{}-{}", &long[..cut], Hash::of(name).short())
        }
        slug => slug,
    }
}

/// Whether [`segment`] leaves `name` as it is.
pub fn is_segment(name: &str) -> bool {
    let mut before = b'-';
    let fits = name.bytes().all(|byte| {
        let joined = byte != b'-' || before != b'-';
        before = byte;
        joined && matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')
    });
    fits && before != b'-' && name.len() <= LONGEST
}

/// The id by which other entries refer to the source at `path`.
pub(super) fn id(path: &str, stands_for_folder: bool) -> String {
    let stem = if stands_for_folder {
        text::parent(path).rsplit('/').next().unwrap_or("")
    } else {
        text::stem(path)
    };
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_segment_stays_as_it_is(name in "[a-cA-C0-2_é -]{0,8}|[a-b]{145,155}") {
            prop_assert_eq!(is_segment(&name), segment(&name) == name);
        }
    }

    #[test]
    fn addresses_come_from_paths() {
        let pages = Collection::open("");
        let cases = Collection::open("cases");
        for (path, collection, index, expected) in [
            ("about.md", &pages, false, "about/"),
            ("index.md", &pages, true, ""),
            ("cases/a b?.md", &cases, false, "cases/a-b/"),
            ("cases/2019/One.md", &cases, false, "cases/2019/one/"),
            ("cases/one/index.md", &cases, true, "cases/one/"),
            ("cases/index.md", &cases, true, "cases/"),
        ] {
            assert_eq!(address(path, collection, index), expected, "{path}");
        }
    }

    #[test]
    fn a_pattern_places_entries_elsewhere() {
        let cases = Collection { address: Some("/practice/{id}/".to_owned()), ..Collection::open("cases") };
        assert_eq!(address("cases/a.md", &cases, false), "practice/a/");
        assert_eq!(address("cases/index.md", &cases, true), "cases/");
    }
}
