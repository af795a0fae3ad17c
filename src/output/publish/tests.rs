//! A crash at each step there is, one after the other. What needs no look inside is tested in
//! `tests/publish.rs`.

use super::failure::Stop;
use super::journal::Journal;
use super::lock::Lock;
use super::manifest::Manifest;
use super::steps::{Place, Step};
use super::{Item, PublishError, Rank, publish, update};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

type Site = BTreeMap<&'static str, &'static str>;

fn old() -> Site {
    Site::from([
        ("a", "a file that becomes a folder"),
        ("b/x.html", "a folder"),
        ("b/y/z.html", "that becomes a file"),
        ("Case.html", "old"),
        ("gone/deep/page.html", "old"),
        ("same.html", "same"),
        ("style.css", "old"),
        ("feed.xml", "old"),
    ])
}

fn new() -> Site {
    Site::from([
        ("a/index.html", "now a folder"),
        ("b", "now a file"),
        ("case.html", "new"),
        ("new/deep/page.html", "new"),
        ("same.html", "same"),
        ("style.css", "new"),
        ("feed.xml", "new"),
    ])
}

fn items(site: &Site) -> Vec<Item<'static>> {
    let rank = |path: &str| match path.rsplit_once('.') {
        Some((_, "css")) => Rank::Asset,
        Some((_, "xml")) => Rank::Index,
        _ => Rank::Page,
    };
    site.keys().map(|path| Item { path, rank: rank(path) }).collect()
}

fn build(output: &Path, site: &Site) {
    let items = items(site);
    publish(output, &items, |i| Ok::<_, Infallible>(Cow::Borrowed(site[items[i].path].as_bytes()))).unwrap();
}

/// All files and empty folders, our own aside but for what a crash leaves.
fn tree(output: &Path) -> BTreeMap<String, String> {
    let all = WalkDir::new(output.parent().unwrap()).into_iter().map(Result::unwrap);
    let name = |path: &Path| path.strip_prefix(output.parent().unwrap()).unwrap().display().to_string();
    all.filter(|entry| entry.file_type().is_file() || fs::read_dir(entry.path()).unwrap().next().is_none())
        .map(|entry| (name(entry.path()), fs::read_to_string(entry.path()).unwrap_or_default()))
        .collect()
}

fn cold(site: &Site) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    build(&output, site);
    let mut tree = tree(&output);
    tree.insert("output/.casebook/lock".to_owned(), String::new());
    tree
}

/// Publishes the new site over the old one as far as the journal.
fn decided<'a>(output: &'a Path) -> (Place<'a>, Lock, Journal) {
    build(output, &old());
    let place = Place::of(output);
    let lock = Lock::take(&place.own, output).unwrap();
    let (site, items) = (new(), items(&new()));
    let bytes = |i: usize| Ok::<_, Infallible>(Cow::Borrowed(site[items[i].path].as_bytes()));
    let manifest = Manifest::read(&place.own).unwrap().unwrap();
    let (journal, _) = update::decide(&place, &items, &bytes, &manifest).unwrap().unwrap();
    (place, lock, journal)
}

fn crash_after(steps: usize, output: &Path) -> usize {
    let (mut place, _lock, journal) = decided(output);
    for step in journal.steps().take(steps) {
        journal.run(step, &mut place).unwrap();
    }
    journal.steps().count()
}

#[test]
fn a_crash_at_any_step_is_finished_by_the_next_build() {
    let (expected_old, expected_new) = (cold(&old()), cold(&new()));
    let mut crash = 0;
    loop {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("output");
        let all = crash_after(crash, &output);
        // A build whose content is at fault publishes nothing, but finishes what was begun.
        let failed = publish(&output, &items(&old()), |_| Err("fault"));
        assert!(matches!(failed, Err(PublishError::Content("fault"))));
        assert_eq!(tree(&output), expected_new, "after {crash} steps");
        build(&output, &old());
        assert_eq!(tree(&output), expected_old, "after {crash} steps");
        if crash == all {
            break;
        }
        crash += 1;
    }
    assert_eq!(crash, 14);
}

#[test]
fn a_crash_before_the_journal_leaves_the_old_site() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    let (place, lock, _) = decided(&output);
    fs::remove_file(place.own.join("journal.json")).unwrap();
    fs::remove_dir_all(output.join("new")).unwrap(); // Made after the journal.
    drop(lock);
    let failed = publish(&output, &items(&new()), |_| Err("fault"));
    assert!(matches!(failed, Err(PublishError::Content("fault"))));
    assert_eq!(tree(&output), cold(&old()));
    build(&output, &new());
    assert_eq!(tree(&output), cold(&new()));
}

#[test]
fn files_come_in_by_rank_and_old_ones_go_last() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    let (_place, _lock, journal) = decided(&output);
    let steps = journal.steps().map(|step| match step {
        Step::Remove(path) => format!("remove {path}"),
        Step::Move(_, path) => format!("move {path}"),
        other => format!("{other:?}"),
    });
    assert_eq!(
        steps.collect::<Vec<_>>(),
        [
            "remove Case.html",
            "remove a",
            "remove b/x.html",
            "remove b/y/z.html",
            "move style.css",
            "move a/index.html",
            "move b",
            "move case.html",
            "move new/deep/page.html",
            "move feed.xml",
            "WriteManifest",
            "remove gone/deep/page.html",
            "RemoveEmptyFolders",
            "Close",
        ]
    );
}

#[test]
fn a_staged_file_that_a_power_cut_tore_is_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    let (place, lock, journal) = decided(&output);
    let (number, _) = journal.moves.iter().find(|(_, path)| path == "style.css").unwrap();
    fs::write(place.stage.join(number.to_string()), "ne").unwrap();
    drop(lock);
    let failed = publish(&output, &items(&new()), |_| Err("fault"));
    assert!(matches!(failed, Err(PublishError::Content("fault"))));
    assert_eq!(fs::read_to_string(output.join("style.css")).unwrap(), "old");
    build(&output, &new());
    assert_eq!(tree(&output), cold(&new()));
}

#[test]
fn a_journal_that_leads_outside_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    let (place, lock, mut journal) = decided(&output);
    journal.prune.push("../precious".to_owned());
    journal.write(&place).unwrap();
    drop(lock);
    fs::write(folder.path().join("precious"), "").unwrap();
    let mut place = Place::of(&output);
    assert!(
        matches!(Journal::recover(&mut place), Err(Stop::Refused(why)) if why.contains("cannot be read"))
    );
    assert!(folder.path().join("precious").exists());
}

#[cfg(unix)]
#[test]
fn a_link_that_appears_meanwhile_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    let (mut place, _lock, journal) = decided(&output);
    let outside = folder.path().join("outside");
    fs::create_dir_all(outside.join("deep")).unwrap();
    fs::write(outside.join("deep/page.html"), "precious").unwrap();
    for name in ["gone", "new"] {
        fs::remove_dir_all(output.join(name)).unwrap();
        std::os::unix::fs::symlink(&outside, output.join(name)).unwrap();
    }
    let Err(Stop::Refused(why)) = journal.carry_out(&mut place) else { panic!("not refused") };
    assert!(why.contains("has become a symbolic link"), "{why}");
    fs::remove_file(output.join("new")).unwrap();
    journal.carry_out(&mut place).unwrap();
    assert_eq!(fs::read_to_string(outside.join("deep/page.html")).unwrap(), "precious");
}
