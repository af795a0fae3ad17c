//! The paths that items may have, alone and together. Pure: looks at no disk.
//!
//! Whoever makes the items checks addresses earlier and blames the right source file. What is
//! refused here would be a fault of ours: it must never become a write outside the output folder.

use super::failure::Stop;
use super::manifest::Manifest;
use super::{Item, OWN};
use std::collections::{HashMap, HashSet};
use std::path::{Component, Path};

/// The longest name of one file or folder that common file systems keep, in bytes.
const LONGEST_NAME: usize = 255;

/// Refuses paths that lead elsewhere, and paths that cannot all exist together.
pub(super) fn check(items: &[Item<'_>]) -> Result<(), Stop> {
    for item in items {
        if let Some(fault) = fault(item.path) {
            return Err(ours(&format!("the path {:?} {fault}", item.path)));
        }
    }
    let mut seen = HashMap::with_capacity(items.len());
    for item in items {
        if let Some(other) = seen.insert(fold(item.path), item.path) {
            return Err(ours(&clash(other, item.path)));
        }
    }
    for item in items {
        if let Some(file) = ancestors(&fold(item.path)).find_map(|folder| seen.get(folder)) {
            let text = format!("`{file}` is a file, and `{}` needs a folder of that name", item.path);
            return Err(ours(&text));
        }
    }
    Ok(())
}

/// What is wrong with `path` as a place in the output folder.
pub(super) fn fault(path: &str) -> Option<&'static str> {
    path.split('/').find_map(part_fault).or_else(|| {
        let first = path.split('/').next().unwrap_or(path);
        first.eq_ignore_ascii_case(OWN).then_some("is in casebook's own folder")
    })
}

fn part_fault(part: &str) -> Option<&'static str> {
    let mut components = Path::new(part).components();
    match part {
        "" => Some("has an empty part"),
        "." | ".." => Some("has a part that is only dots"),
        _ if part.contains(['\\', '\0']) => Some("has a character that no path may have"),
        _ if part.len() > LONGEST_NAME => Some("has a part that is too long for a file name"),
        _ if !matches!((components.next(), components.next()), (Some(Component::Normal(_)), None)) => {
            Some("is not relative")
        }
        _ => None,
    }
}

/// `path` as file systems see it that do not tell `A` from `a`.
pub(super) fn fold(path: &str) -> String {
    path.to_lowercase()
}

/// The folders above `path`, the nearest first: `a/b/c` -> `a/b`, `a`.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/'), |(folder, _)| folder.rsplit_once('/'))
        .map(|(folder, _)| folder)
}

/// Splits `gone`, the old files that the new site lacks: those that must go before the new files
/// can come, and the others. Case is folded, for file systems that do so.
pub(super) fn in_the_way(gone: Vec<String>, new: &Manifest) -> (Vec<String>, Vec<String>) {
    let files: HashSet<_> = new.0.keys().map(|path| fold(path)).collect();
    let folders: HashSet<_> = files.iter().flat_map(|path| ancestors(path)).collect();
    gone.into_iter().partition(|path| {
        let path = fold(path);
        folders.contains(path.as_str())
            || files.contains(&path)
            || ancestors(&path).any(|f| files.contains(f))
    })
}

fn clash(one: &str, other: &str) -> String {
    if one == other {
        format!("two files have the path `{one}`")
    } else {
        format!("`{one}` and `{other}` differ only in capital letters")
    }
}

fn ours(text: &str) -> Stop {
    Stop::Refused(format!(
        "Nothing was published: {text}. This is a fault in casebook, not in your content. Please report it."
    ))
}

#[cfg(test)]
mod tests {
    use super::super::Rank;
    use super::*;

    fn refusal(paths: &[&str]) -> String {
        let items: Vec<_> = paths.iter().map(|path| Item { path, rank: Rank::Page }).collect();
        match check(&items) {
            Ok(()) => "fine".to_owned(),
            Err(Stop::Refused(why)) => why,
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn paths_stay_inside() {
        for path in ["a", "a/b.html", "a b/é.html", "..a", ".well-known/x", "a/.casebook", ".nojekyll"] {
            assert_eq!(refusal(&[path]), "fine", "{path}");
        }
        let long = "x".repeat(256);
        for path in
            ["", "/a", "a//b", "a/", ".", "a/..", "../a", "a\\b", "a\0", ".casebook/x", ".CaseBook", &long]
        {
            assert_ne!(refusal(&[path]), "fine", "{path}");
        }
        snapbox::assert_data_eq!(
            refusal(&["a", "../b"]),
            "Nothing was published: the path \"../b\" has a part that is only dots. \
             This is a fault in casebook, not in your content. Please report it."
        );
    }

    #[test]
    fn paths_agree_with_each_other() {
        assert_eq!(refusal(&["a/b", "a/c", "a.html", "b/a"]), "fine");
        let said = |paths: &[&str]| refusal(paths).split(". ").next().map(str::to_owned);
        let is = |text: &str| Some(format!("Nothing was published: {text}"));
        assert_eq!(said(&["a", "b", "a"]), is("two files have the path `a`"));
        assert_eq!(said(&["É.html", "é.html"]), is("`É.html` and `é.html` differ only in capital letters"));
        let folder = is("`a` is a file, and `a/b/c` needs a folder of that name");
        assert_eq!(said(&["a/b/c", "a"]), folder);
        assert_eq!(said(&["a", "a/b/c"]), folder);
        assert_eq!(said(&["A", "a/b"]), is("`A` is a file, and `a/b` needs a folder of that name"));
    }

    #[test]
    fn ancestors_go_upward() {
        assert_eq!(ancestors("a/b/c").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(ancestors("a").count(), 0);
    }
}
