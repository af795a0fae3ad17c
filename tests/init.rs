//! `casebook init` as its users see it, and the workflow that it gives them.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use walkdir::WalkDir;

const WORKFLOW: &str = ".github/workflows/catalogue.yml";

fn casebook(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_casebook")).args(arguments).current_dir(folder).output().unwrap()
}

/// What a command said to people.
fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let all = WalkDir::new(folder).into_iter().map(Result::unwrap);
    all.filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn a_new_site_is_small_and_says_what_to_do_next() {
    let place = tempfile::tempdir().unwrap();
    let made = casebook(place.path(), &["init", "our site"]);
    assert_eq!(
        said(&made),
        "There is a small catalogue in our site now. To see it, run:\n\
         \n    casebook serve --root \"our site\"\n\n\
         Then change a file in its content folder, and the page follows. Its README.md says what is where.\n"
    );
    assert_eq!(made.status.code(), Some(0));
    let files = files(&place.path().join("our site"));
    assert_eq!(
        files.keys().map(String::as_str).collect::<Vec<_>>(),
        [
            ".github/workflows/catalogue.yml",
            ".gitignore",
            "README.md",
            "casebook.toml",
            "content/about.md",
            "content/cases/collection.toml",
            "content/cases/shorter-repair-form.md",
            "content/cases/weekly-open-hour.md",
            "content/index.md",
            "content/organisations/collection.toml",
            "content/organisations/example-council.md",
            "content/organisations/example-library.md",
            "content/vocabularies/topics.toml",
            "output/.gitkeep",
        ]
    );
    for (name, bytes) in files {
        assert!(!bytes.contains(&b'\r'), "{name} has line ends of Windows");
    }
}

#[test]
fn a_new_site_builds_without_a_word_of_complaint() {
    let place = tempfile::tempdir().unwrap();
    casebook(place.path(), &["init", "."]);
    let built = casebook(place.path(), &["build", "--strict", "--format", "github"]);
    assert_eq!(String::from_utf8(built.stdout.clone()).unwrap(), "");
    assert_eq!(built.status.code(), Some(0), "{}", said(&built));
    assert!(place.path().join("output/cases/shorter-repair-form/index.html").is_file());
}

#[test]
fn a_git_repository_without_files_counts_as_empty() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join(".git")).unwrap();
    assert_eq!(casebook(place.path(), &["init", "."]).status.code(), Some(0));
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    for name in ["b.md", "a.md"] {
        fs::write(place.path().join(name), "mine").unwrap();
    }
    let refused = casebook(place.path(), &["init", "."]);
    assert_eq!(
        said(&refused),
        "error: The folder . is not empty: it holds a.md and b.md. Nothing was changed. \
         Give the name of a new folder, or of an empty one.\n"
    );
    assert_eq!(refused.status.code(), Some(2));
    for number in 0..6 {
        fs::create_dir(place.path().join(format!("folder-{number}"))).unwrap();
    }
    assert_eq!(
        said(&casebook(place.path(), &["init", "."])),
        "error: The folder . is not empty: it holds a.md, b.md, folder-0, folder-1, folder-2 and 3 more. \
         Nothing was changed. Give the name of a new folder, or of an empty one.\n"
    );
    assert_eq!(
        said(&casebook(place.path(), &["init", "a.md"])),
        "error: a.md is a file, not a folder. Nothing was changed. Give the name of a new folder.\n"
    );
    assert_eq!(files(place.path()).len(), 2);
}

#[test]
fn this_repository_publishes_with_the_workflow_that_new_sites_get() {
    let place = tempfile::tempdir().unwrap();
    casebook(place.path(), &["init", "."]);
    let theirs = fs::read_to_string(place.path().join(WORKFLOW)).unwrap();
    let ours = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(WORKFLOW)).unwrap();
    assert_ne!(ours, theirs);
    assert!(theirs.contains("  CASEBOOK_REPOSITORY: \"\"\n"));
    let theirs = without_paragraph(&theirs, "env:\n");
    let install = "      - name: Install casebook\n";
    assert_eq!(without_paragraph(&ours, install), without_paragraph(&theirs, install));
}

/// `text` without the paragraph that starts with `start`.
fn without_paragraph(text: &str, start: &str) -> String {
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let (found, others): (Vec<&str>, Vec<&str>) =
        paragraphs.into_iter().partition(|paragraph| format!("{paragraph}\n").starts_with(start));
    assert_eq!(found.len(), 1, "paragraphs that start with {start:?}");
    others.join("\n\n")
}
