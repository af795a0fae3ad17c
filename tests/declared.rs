//! A site with a `casebook.toml` has promised something: what stops a build, what it says, and
//! how it ends.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use support::{Site, assert_sound_at, without_pages};

const SETTINGS: &str = "title = \"Casebook\"\nbase_url = \"https://example.org/sub/\"\n";
const CASES: &str = "plural = \"Cases\"\n[fields.score]\ntype = \"number\"\nmax = 5\n";
const GOOD: &str = "---\ntitle: Good\nscore: 3\n---\nText.\n";

fn site() -> Site {
    Site::of(&[
        ("casebook.toml", SETTINGS),
        ("content/cases/collection.toml", CASES),
        ("content/cases/good.md", GOOD),
        (
            "content/cases/linking.md",
            "---\ntitle: Linking\n---\nSee [the good one](good.md) and [[other]].\n",
        ),
        ("content/cases/other.md", "---\ntitle: Other\n---\nText.\n"),
    ])
}

/// Every published file with its contents.
fn tree(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(site.output()).into_iter().filter_map(Result::ok);
    files
        .filter(|file| {
            file.file_type().is_file() && !file.path().starts_with(site.output().join(".casebook"))
        })
        .map(|file| {
            let path = file.path().strip_prefix(site.output()).unwrap().display().to_string();
            (path, fs::read(file.path()).unwrap())
        })
        .collect()
}

#[track_caller]
fn assert_says(said: &str, expected: &str) {
    snapbox::assert_data_eq!(without_pages(said), snapbox::IntoData::raw(expected.to_owned()));
}

#[test]
fn a_sound_site_is_published() {
    let site = site();
    let ran = site.build();
    assert_says(
        &ran.said,
        "Published to site/output (_ changed, _ removed): _ pages, 3 entries, 0 errors, 0 warnings.\n",
    );
    assert_eq!(ran.exit, 0);
    assert_sound_at(&site, "/sub/");
    let again = site.build();
    assert!(again.closing().contains("(0 changed, 0 removed)"), "{}", again.said);
}

#[test]
fn an_error_publishes_nothing_and_keeps_the_last_good_site() {
    let site = site();
    site.build();
    let before = tree(&site);
    site.write("content/cases/good.md", "---\ntitle: Better\nscore: 9\n---\nText.\n");
    let ran = site.build();
    assert_says(
        &ran.said,
        "error[CB208]: \"score\" is 9. It must be 5 or less.
 --> content/cases/good.md:3:8
  |
3 | score: 9
  |        ^
  |
help: Change the number.

Nothing was published: _ pages, 3 entries, 1 error, 0 warnings.
",
    );
    assert_eq!(ran.exit, 1);
    assert_eq!(tree(&site), before);
    site.write("content/cases/good.md", GOOD);
    assert_eq!(site.build().exit, 0);
    assert_eq!(tree(&site), before);
}

#[test]
fn a_first_build_with_errors_leaves_no_folder() {
    let site = site();
    site.write("content/cases/good.md", "---\ntitle: Good: better\n---\n");
    assert_eq!(site.build().exit, 1);
    assert!(tree(&site).is_empty());
}

#[test]
fn keeping_going_publishes_what_is_sound() {
    let site = site();
    site.build();
    site.write("content/cases/good.md", "---\ntitle: Better\nscore: 9\n---\nText.\n");
    let ran = site.run(&["build", "--keep-going"]);
    assert_says(
        &ran.said,
        "note[CB505]: This was left out, because it has errors.
 --> content/cases/good.md:1:1
  |
1 | ---
  | ^^^
  |
help: Mend its errors and build again.

error[CB208]: \"score\" is 9. It must be 5 or less.
 --> content/cases/good.md:3:8
  |
3 | score: 9
  |        ^
  |
help: Change the number.

warning[CB407]: \"Better\" is left out because of its errors, so this is shown without a link.
 --> content/cases/linking.md:4:20
  |
4 | See [the good one](good.md) and [[other]].
  |                    ^^^^^^^
  |
help: Mend the errors of content/cases/good.md, or remove the link.

Published to site/output (_ changed, _ removed): _ pages, 2 entries, 1 entry left out because of errors, 1 error, 1 warning.
",
    );
    assert_eq!(ran.exit, 1);
    assert!(!site.has_published("cases/good/index.html"));
    assert!(site.published("cases/linking/index.html").contains("the good one"));
    assert!(!site.published("cases/index.html").contains("Better"));
    assert_sound_at(&site, "/sub/");
}

#[test]
fn keeping_going_leaves_out_what_links_to_nothing() {
    let site = site();
    site.write("content/cases/linking.md", "---\ntitle: Linking\n---\n[gone](gone.md)\n");
    let ran = site.run(&["build", "--keep-going"]);
    assert_eq!(ran.exit, 1);
    assert!(
        ran.closing().contains("2 entries, 1 entry left out because of errors, 1 error, 0 warnings."),
        "{}",
        ran.said
    );
    assert_sound_at(&site, "/sub/");
}

#[test]
fn strict_fails_on_warnings() {
    let site = site();
    site.write("content/cases/raw.md", "---\ntitle: Raw\n---\nSome <b>HTML</b>.\n");
    let ran = site.build();
    assert_eq!(ran.exit, 0, "{}", ran.said);
    let before = tree(&site);
    site.write("content/cases/raw.md", "---\ntitle: Raw\n---\nMore <b>HTML</b>.\n");
    let ran = site.run(&["build", "--strict"]);
    assert_eq!(ran.exit, 1, "{}", ran.said);
    assert!(ran.closing().starts_with("Nothing was published: "), "{}", ran.said);
    assert_eq!(tree(&site), before);
    assert_eq!(site.run(&["check", "--strict"]).exit, 1);
    assert_eq!(site.run(&["check"]).exit, 0);
}

#[test]
fn notes_never_fail() {
    let site = site();
    site.write("content/cases/draft.md", "---\ntitle: Draft\ndraft: true\n---\nText <!-- note -->.\n");
    site.write("content/cases/later.md", "---\ntitle: Later\ndate: 2030-01-01\n---\nText.\n");
    let ran = site.run(&["build", "--strict"]);
    assert_eq!(ran.exit, 0, "{}", ran.said);
    assert!(
        ran.closing()
            .contains("3 entries, 1 draft left out, 1 entry left out until its date, 0 errors, 0 warnings."),
        "{}",
        ran.said
    );
    let ran = site.run(&["build", "--drafts"]);
    assert!(ran.closing().contains("5 entries, 0 errors"), "{}", ran.said);
    assert!(site.has_published("cases/draft/index.html") && site.has_published("cases/later/index.html"));
    assert_sound_at(&site, "/sub/");
}

#[test]
fn checking_writes_nothing() {
    let site = site();
    let ran = site.run(&["check"]);
    assert_says(&ran.said, "Checked: _ pages, 3 entries, 0 errors, 0 warnings.\n");
    assert_eq!(ran.exit, 0);
    assert!(!site.output().exists());
}

#[test]
fn a_wrong_command_exits_with_2() {
    let site = site();
    for arguments in [
        &["built"][..],
        &["build", "--format", "xml"],
        &["build", "--base-url", "example.org"],
        &["explain", "CB999"],
    ] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_casebook"));
        let output = command.args(arguments).current_dir(site.root()).output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(2),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(output.stdout.is_empty());
    }
    let root = site.root();
    let ran = site.run(&["build", "--output", root.to_str().unwrap()]);
    assert_eq!(ran.exit, 2, "{}", ran.said);
    let ran = site.run(&["build", "--output", root.join("content").to_str().unwrap()]);
    assert_eq!(ran.exit, 2, "{}", ran.said);
}

#[test]
fn a_folder_that_is_not_ours_exits_with_2_and_one_in_use_with_3() {
    let site = site();
    site.write("output/theirs.html", "foreign");
    assert_eq!(site.build().exit, 2);
    site.remove("output/theirs.html");
    assert_eq!(site.build().exit, 0);
    let lock = fs::File::create(site.output().join(".casebook/lock")).unwrap();
    lock.lock().unwrap();
    let ran = site.build();
    assert_eq!(ran.exit, 3);
    assert_eq!(
        ran.said,
        "error: Another build is publishing to `[ROOT]/output`. Wait until it has finished, then build again.\n"
    );
    lock.unlock().unwrap();
    assert_eq!(site.build().exit, 0);
}

#[test]
fn what_casebook_cannot_change_exits_with_3() {
    let nowhere = std::env::temp_dir().join("casebook-nowhere-at-all");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_casebook"));
    let output = command.args(["build", "--root", nowhere.to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert_eq!(said, format!("error: There is no folder {}.\n", nowhere.display()));
}

/// Standard output as objects, one a line.
fn objects(out: &str) -> Vec<serde_json::Value> {
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

#[test]
fn json_is_all_there_is_on_standard_output() {
    let site = site();
    for n in 0..40 {
        site.write(
            &format!("content/cases/{n}.md"),
            format!("---\ntitle: {n}\nscore: 9\n---\n[gone](gone{n}.md)\n"),
        );
    }
    site.write("content/cases/draft.md", "---\ntitle: Draft\ndraft: true\n---\nText.\n");
    for command in ["build", "check"] {
        let ran = site.run(&[command, "--format", "json"]);
        assert_eq!(ran.exit, 1);
        assert_eq!(ran.said, "");
        let objects = objects(&ran.out);
        assert_eq!(objects.len(), 82);
        let keys =
            ["code", "severity", "path", "line", "column", "end_line", "end_column", "message", "help"];
        for object in &objects[..81] {
            assert!(keys.iter().all(|key| object.get(key).is_some()), "{object}");
            assert!(object["path"].as_str().unwrap().starts_with("content/cases/"), "{object}");
        }
        let closing = &objects[81];
        let counts = ["entries", "drafts", "scheduled", "left_out", "errors", "warnings"];
        let numbers: Vec<u64> = counts.iter().map(|key| closing[key].as_u64().unwrap()).collect();
        assert_eq!(numbers, [43, 1, 0, 0, 80, 0]);
        assert!(closing["pages"].as_u64().unwrap() >= 43);
    }
}

#[test]
fn github_is_all_there_is_on_standard_output() {
    let site = site();
    site.write("content/cases/bad.md", "---\ntitle: Bad\nscore: 9\n---\n[gone](gone.md)\n");
    let ran = site.run(&["build", "--format", "github"]);
    assert_eq!(ran.exit, 1);
    assert_eq!(
        ran.out,
        "::error file=content/cases/bad.md,line=3,col=8,endLine=3,endColumn=9,title=CB208::\"score\" is 9. It must be 5 or less.%0AChange the number.
::error file=content/cases/bad.md,line=5,col=8,endLine=5,endColumn=15,title=CB401::There is no page or file at \"gone.md\".%0AWrite the path of the file as seen from this one, as in ../organisations/a.md.
"
    );
    assert!(ran.said.starts_with("Nothing was published: ") && ran.said.lines().count() == 1, "{}", ran.said);
}

#[test]
fn human_messages_leave_standard_output_alone() {
    let site = site();
    site.write("content/cases/bad.md", "---\ntitle: Bad: worse\n---\n");
    for arguments in [&["build"][..], &["check", "--all"], &["build", "--keep-going", "--timings"]] {
        assert_eq!(site.run(arguments).out, "", "{arguments:?}");
    }
}

#[test]
fn each_code_is_explained() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_casebook"));
    let output = command.args(["explain", "cb401"]).output().unwrap();
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "CB401 broken_link (error): A link leads nowhere

No page or file of this site is at the address. Links to other entries use the path of their file, as seen from this file, or the entry's id in double square brackets. Until it is mended, the words are shown without the link.
"
    );
}

/// The day on which somebody last reviewed our own catalogue: on an earlier day that review would
/// be still to come, and long after it others would be overdue.
fn day_of_our_last_review() -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = walkdir::WalkDir::new(root.join("content")).into_iter();
    let entries = files
        .map(|file| file.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let texts = entries.chain([root.join("casebook.toml")]).map(|path| fs::read_to_string(path).unwrap());
    let reviewed = |line: &str| {
        let day = line.strip_prefix("reviewed: ").or_else(|| line.strip_prefix("reviewed = "))?;
        Some(day.trim().to_owned())
    };
    let days = texts.filter_map(|text| text.lines().find_map(reviewed));
    days.max().unwrap()
}

#[test]
fn our_own_catalogue_is_sound() {
    let output = Site::new();
    let folder = output.output();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.args([
        "build",
        "--strict",
        "--today",
        &day_of_our_last_review(),
        "--root",
        env!("CARGO_MANIFEST_DIR"),
        "--output",
    ]);
    fs::create_dir_all(output.root()).unwrap();
    let ran = command.arg(&folder).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_sound_at(&output, "/");
    let lost = support::html::unlisted(&folder);
    assert!(lost.is_empty(), "no page leads to {lost:?}");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_reported_once_and_not_where_it_is_named() {
    let site = site();
    site.write("casebook.toml", format!("{SETTINGS}menu = [\"about\", \"gone\"]\n"));
    let words = "[a](../about.md), [b](/about/), [[about]], ![c](map.png), [d](map.png) and [[gone]].\n";
    site.write("content/cases/other.md", format!("---\ntitle: Other\n---\n{words}"));
    for path in ["content/about.md", "content/cases/map.png"] {
        let _socket = std::os::unix::net::UnixListener::bind(site.root().join(path)).unwrap();
    }
    assert_says(
        &site.run(&["check"]).said,
        "\
error[CB005]: The menu names \"gone\", which is not there.
 --> casebook.toml:3:18
  |
3 | menu = [\"about\", \"gone\"]
  |                  ^^^^^^
  |
help: Use the name of a collection's folder, of a vocabulary, or of a page's file.

error[CB001]: This is not a file, but a device or a pipe, so it was left out.
--> content/about.md
 = also at content/cases/map.png
help: Check its name, and who may read it.

error[CB401]: There is no entry called \"gone\".
 --> content/cases/other.md:4:78
  |
4 | [a](../about.md), [b](/about/), [[about]], ![c](map.png), [d](map.png) and [[gone]].
  |                                                                              ^^^^
  |
help: The id of an entry is the name of its file without the ending.

Checked: _ pages, 3 entries, 4 errors, 0 warnings.
",
    );
}
