//! Whole folders, as strangers keep them.

use super::*;

#[cfg(unix)]
#[test]
fn links_loops_and_what_may_not_be_read() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site =
        Site::of(&[("notes/a.md", "# A\n"), ("notes/secret.md", "# Secret\n"), ("closed/b.md", "# B\n")]);
    symlink("..", site.root().join("notes/loop")).unwrap();
    symlink("a.md", site.root().join("notes/alias.md")).unwrap();
    symlink("/etc/hostname", site.root().join("notes/outside.md")).unwrap();
    symlink("nowhere", site.root().join("notes/nowhere.md")).unwrap();
    let close = |path: &str, mode: u32| {
        fs::set_permissions(site.root().join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    close("notes/secret.md", 0);
    close("closed", 0);
    let readable = fs::read(site.root().join("notes/secret.md")).is_ok();
    let ran = site.build();
    close("closed", 0o755);
    assert_sound(&site);
    assert_titles(&site, &[("notes/a/", "A")]);
    assert_eq!(ran.said.matches("[CB006]").count(), 1, "{}", ran.said);
    for path in ["notes/alias.md", "notes/loop", "notes/nowhere.md", "notes/outside.md"] {
        assert!(ran.said.contains(path), "{}", ran.said);
    }
    // The owner of everything may read everything.
    if !readable {
        assert_eq!(ran.exit, 1, "{}", ran.said);
        assert!(ran.said.contains("[CB001]"), "{}", ran.said);
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_said_and_does_not_block() {
    let site = Site::of(&[("a.md", "# A\n")]);
    let pipe = site.root().join("pipe.md");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    fs::create_dir_all(site.root().join("folder.md")).unwrap();
    site.write("folder.md/b.md", "# B\n");
    let ran = site.build();
    assert_sound(&site);
    assert!(ran.said.contains("pipe.md"), "{}", ran.said);
    assert!(pages_with(&site, ">B</h1>") == 1, "{}", ran.said);
}

#[test]
fn a_folder_without_markdown() {
    let site = Site::of(&[("data.csv", "a,b\n"), ("notes.txt", "text\n")]);
    let ran = builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 0 entries, 0 errors, 1 warning.",
    );
    assert!(ran.said.contains("There is no Markdown in this folder"), "{}", ran.said);
}

#[test]
fn an_empty_folder() {
    let site = Site::new();
    let ran = builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 0 entries, 0 errors, 1 warning.",
    );
    assert!(ran.said.contains("There is no Markdown in this folder"), "{}", ran.said);
}

#[test]
fn markdown_at_the_root_only() {
    let site = Site::of(&[
        ("one.md", "# One\n\n[two](two.md)\n"),
        ("two.md", "# Two\n"),
        (".hidden.md", "# Hidden\n"),
        (".git/a.md", "# Hidden\n"),
        ("themes/default/readme.md", "# A theme\n"),
        ("node_modules/x/README.md", "# Somebody else's\n"),
    ]);
    builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 2 entries, 0 errors, 0 warnings.",
    );
    assert_titles(&site, &[("one/", "One"), ("two/", "Two")]);
}

#[test]
fn an_output_of_an_earlier_build_is_not_content() {
    let site = Site::of(&[("a.md", "# A\n")]);
    site.build();
    site.write("output/note.md", "# Not content\n");
    let ran = site.build();
    assert!(!ran.said.contains("note.md") || ran.exit == 2, "{}", ran.said);
    assert!(!site.has_published("output/note/index.html"));
}
