//! `casebook new` as authors see it: the whole file, what the check says of it, and every refusal.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Site, without_pages};

const SETTINGS: &str = "title = \"Casebook\"\nbase_url = \"https://example.org/\"\n";

fn site() -> Site {
    Site::of(&[
        ("casebook.toml", SETTINGS),
        ("content/cases/collection.toml", include_str!("authoring/collection.toml")),
        ("content/vocabularies/kinds.toml", include_str!("authoring/kinds.toml")),
        ("content/teams/collection.toml", "plural = \"Teams\"\nsingular = \"Team\"\n"),
        ("content/teams/north.md", "---\ntitle: North\n---\nText.\n"),
        ("content/notes/first.md", "Text.\n"),
    ])
}

fn text(site: &Site, path: &str) -> String {
    std::fs::read_to_string(site.root().join(path)).unwrap()
}

#[track_caller]
fn assert_refuses(site: &Site, arguments: &[&str], why: &str) {
    let ran = site.run(&[&["new"], arguments].concat());
    assert_eq!(ran.said, format!("error: {why}\n"));
    assert_eq!(ran.exit, 2);
}

#[test]
fn a_new_entry_says_what_to_write() {
    let site = site();
    let ran = site.run(&["new", "case", "Open hour: a \"soft\" start"]);
    assert_eq!(
        ran.said,
        "Wrote content/cases/open-hour-a-soft-start.md. It is a draft, so readers do not see it yet.\n\
         To see what is still to be filled in, run:\n\n    casebook check --drafts --root [ROOT]\n"
    );
    assert_eq!(ran.exit, 0);
    let path = "content/cases/open-hour-a-soft-start.md";
    snapbox::assert_data_eq!(text(&site, path), snapbox::file!["authoring/new-case.md"].raw());
}

#[test]
fn the_check_says_what_is_still_to_be_filled_in() {
    let site = site();
    site.run(&["new", "case", "Open hour"]);
    let checked = site.run(&["check", "--drafts"]);
    snapbox::assert_data_eq!(
        without_pages(&checked.said),
        snapbox::file!["authoring/new-case-check.txt"].raw()
    );
    assert_eq!(checked.exit, 1);
}

#[test]
fn a_new_entry_stops_nobody_from_publishing() {
    let site = site();
    site.run(&["new", "case", "Open hour"]);
    for arguments in [&["build", "--strict"][..], &["build", "--strict", "--keep-going"]] {
        let built = site.run(arguments);
        assert_eq!(built.exit, 0, "{}", built.said);
        assert!(!site.has_published("cases/open-hour/index.html"));
    }
}

#[test]
fn filled_in_it_is_sound() {
    let site = site();
    site.run(&["new", "case", "Open hour"]);
    let path = "content/cases/open-hour.md";
    let filled = text(&site, path)
        .replace("draft: true\n", "")
        .replace("\nteam:\n", "\nteam: north\n")
        .replace("\nkind:\n", "\nkind: open\n")
        .replace("\nwhen:\n", "\nwhen: 2019\n")
        .replace("# helpers:  #", "helpers: north  #")
        .replace("Still to write.", "Text.")
        .replace("Still to write: What came of it, and how anyone knows.", "Nothing is known.");
    site.write(path, filled);
    let checked = site.run(&["check", "--strict"]);
    assert_eq!(checked.exit, 0, "{}", checked.said);
    let keys = "# steps:  # A list. What to do, in order.\n#   - action:  # One line of text.\n#     minutes:  # A number, in digits.\n";
    assert!(text(&site, path).contains(keys));
    let steps = "steps:  # A list. What to do, in order.\n  - action: Go # One line of text.\n    minutes: 5 # A number, in digits.\n";
    site.write(path, text(&site, path).replace(keys, steps));
    let checked = site.run(&["check", "--strict"]);
    assert_eq!(checked.exit, 0, "{}", checked.said);
}

#[test]
fn a_collection_is_called_by_its_folder_or_by_its_entries() {
    let site = site();
    for (asked, path) in [
        ("cases", "content/cases/one.md"),
        ("CASE", "content/cases/two.md"),
        ("teams/", "content/teams/three.md"),
        ("Notes", "content/notes/four.md"),
        ("page", "content/notes/five.md"),
    ] {
        let title = path.rsplit('/').next().unwrap().trim_end_matches(".md");
        let ran = site.run(&["new", asked, title]);
        assert!(ran.said.starts_with(&format!("Wrote {path}. ")), "{asked}: {}", ran.said);
    }
}

#[test]
fn without_a_schema_it_has_a_title_a_date_and_the_mark_of_a_draft() {
    let site = site();
    site.run(&["new", "notes", "  # A  note "]);
    assert_eq!(
        text(&site, "content/notes/a-note.md"),
        "---\n\
         # Write behind each key. Lines that start with # are notes for you: readers never see them.\n\
         \n\
         # This is a draft. When it is finished, delete the next line, and it is published.\n\
         draft: true\n\
         \n\
         title: \"# A note\"\n\
         date: 2026-03-01\n\
         ---\n"
    );
}

#[test]
fn it_never_writes_over_anything() {
    let site = site();
    let taken = |path: &str| {
        format!(
            "There is an entry with this name already, so {path} was not written. \
             Give another title, or change that entry."
        )
    };
    assert_refuses(&site, &["team", "North"], &taken("content/teams/north.md"));
    site.write("content/teams/South End/index.md", "---\ntitle: South\n---\nText.\n");
    assert_refuses(&site, &["team", "South end"], &taken("content/teams/south-end.md"));
    assert_eq!(text(&site, "content/teams/north.md"), "---\ntitle: North\n---\nText.\n");
}

#[test]
fn what_it_cannot_do_it_says() {
    let site = site();
    let no_such = "There is no collection called \"csaes\". Did you mean \"cases\"?";
    assert_refuses(&site, &["csaes", "One"], no_such);
    let none_near = "There is no collection called \"recipes\". Collections here are cases, notes and teams.";
    assert_refuses(&site, &["recipes", "One"], none_near);
    let no_letters = "No name for a file can be made of the title \"!?\". Give a title with letters in it.";
    assert_refuses(&site, &["case", "!?"], no_letters);
    let index = "A file called index.md would stand for the whole folder. Give the entry another title.";
    assert_refuses(&site, &["case", "Index"], index);
    site.remove("casebook.toml");
    let no_settings = "There is no casebook.toml in [ROOT], nor in a folder above it. \
         Go to the folder of your site, or name it with --root.";
    assert_refuses(&site, &["case", "One"], no_settings);
}
