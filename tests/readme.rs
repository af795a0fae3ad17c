//! What README.md shows is what people get.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const README: &str = include_str!("../README.md");

fn casebook(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_casebook")).args(arguments).current_dir(folder).output().unwrap()
}

#[test]
fn the_messages_of_the_tour_are_real() {
    let place = tempfile::tempdir().unwrap();
    casebook(place.path(), &["init", "our-site"]);
    let case = place.path().join("our-site/content/cases/shorter-repair-form.md");
    let text = fs::read_to_string(&case).unwrap();
    let slips = text
        .replace("lead: example-council\n", "lead: example-counsel\n")
        .replace("as_of: 2024-05\n", "as_of: May 2024\n");
    fs::write(&case, slips).unwrap();

    let checked = casebook(place.path(), &["check", "--root", "our-site"]);
    assert_eq!(checked.status.code(), Some(1));
    let said = String::from_utf8(checked.stderr).unwrap();
    let (messages, _) = said.split_once("\nChecked:").unwrap();
    assert!(README.contains(&format!("```text\n{messages}```\n")), "README.md does not show:\n{messages}");
}

#[test]
fn the_options_that_it_names_exist() {
    let place = tempfile::tempdir().unwrap();
    let help: String = ["build", "serve", "check", "init", "new", "schema", "headers", "explain"]
        .iter()
        .flat_map(|command| casebook(place.path(), &[command, "--help"]).stdout)
        .map(char::from)
        .collect();
    let words = README.split(|c: char| !c.is_alphanumeric() && c != '-');
    let options = words.filter(|word| word.starts_with("--") && word.contains(char::is_alphabetic));
    let of_cargo = ["--release", "--path", "--locked", "--no-deps"];
    for option in options.filter(|option| !of_cargo.contains(option)) {
        assert!(help.contains(option), "README.md names {option}, and no command has it");
    }
}
