//! Folders of strangers, without a `casebook.toml`: each is built, or what is wrong is said and
//! the rest is built; nothing is left out in silence.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod folders;
mod front_matter;
mod names;
mod texts;

use std::fs;
use std::time::{Duration, Instant};
use support::{Ran, Site, assert_sound, h1};

/// Builds the site, and asserts what the closing line says and that what was published is sound.
#[track_caller]
fn builds(site: &Site, closing: &str) -> Ran {
    let ran = site.build();
    assert_eq!(ran.closing_without_pages(), closing, "{}", ran.said);
    let errors = !closing.contains(", 0 errors,");
    assert_eq!(ran.exit, i32::from(errors), "{}", ran.said);
    assert_sound(site);
    assert_listed(site);
    ran
}

/// Asserts that each page can be reached from another.
#[track_caller]
fn assert_listed(site: &Site) {
    let lost = support::html::unlisted(&site.output());
    assert!(lost.is_empty(), "no page leads to {lost:?}");
}

#[track_caller]
fn assert_titles(site: &Site, titles: &[(&str, &str)]) {
    let actual: Vec<(&str, String)> =
        titles.iter().map(|(page, _)| (*page, h1(&site.published(&format!("{page}index.html"))))).collect();
    let expected: Vec<(&str, String)> =
        titles.iter().map(|(page, title)| (*page, (*title).to_owned())).collect();
    assert_eq!(actual, expected);
}

/// How many published pages hold `text`.
fn pages_with(site: &Site, text: &str) -> usize {
    let files = walkdir::WalkDir::new(site.output()).into_iter().map(Result::unwrap);
    files
        .filter(|file| file.path().extension().is_some_and(|extension| extension == "html"))
        .filter(|file| fs::read_to_string(file.path()).unwrap().contains(text))
        .count()
}
