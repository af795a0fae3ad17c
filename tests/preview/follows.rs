//! Whatever an author or an editor does to the files, every page that shows it follows: over the real
//! file system and over HTTP. One process serves all the rows of a table, one after the other.

use crate::row::See::{Gone, Has, Lacks};
use crate::row::{A, B, Row, SITE, follow};
use crate::served::Served;
use std::fs;
use std::io::Write;
use std::thread;
use std::time::Duration;

#[test]
fn edits_and_saves_of_every_kind() {
    let served = Served::of(SITE);
    follow(
        &served,
        &[
            Row {
                name: "an edit of a text",
                act: |s| s.write(A.0, A.1.replace("text of alpha", "words of alpha")),
                sees: &[
                    Has("/cases/a/", "The words of alpha."),
                    Has("/data/catalogue.json", "words of alpha"),
                ],
            },
            Row {
                name: "an edit of a title",
                act: |s| s.write(A.0, A.1.replace("title: Alpha", "title: Omega")),
                sees: &[
                    Has("/cases/a/", "<h1>Omega</h1>"),
                    Has("/cases/", "Omega"),
                    Has("/tags/red/", "Omega"),
                    Has("/cases/feed.xml", "Omega"),
                    Has("/feed.json", "Omega"),
                    Has("/cases/b/", "Omega"),
                    Has("/notes/n/", "Omega"),
                    Has("/data/catalogue.json", "Omega"),
                    Has("/data/catalogue.csv", "Omega"),
                    Has("/search/", "Omega"),
                    Lacks("/cases/", "Alpha"),
                    Lacks("/sitemap.xml", "Omega"),
                ],
            },
            Row {
                name: "an atomic save: another file renamed over it",
                act: |s| {
                    s.write("content/cases/sedXk3f", A.1.replace("text of alpha", "renamed over"));
                    s.rename("content/cases/sedXk3f", A.0);
                },
                sees: &[
                    Has("/cases/a/", "The renamed over."),
                    Has("/cases/", "Alpha"),
                    Gone("/cases/sedXk3f"),
                ],
            },
            Row {
                name: "an atomic save: deleted and written again",
                act: |s| {
                    s.remove(A.0);
                    s.write(A.0, A.1.replace("text of alpha", "written again"));
                },
                sees: &[Has("/cases/a/", "The written again."), Has("/cases/", "Alpha")],
            },
            Row {
                name: "as vim saves",
                act: |s| {
                    s.write("content/cases/4913", "");
                    s.remove("content/cases/4913");
                    s.rename(A.0, "content/cases/a.md~");
                    s.write(A.0, A.1.replace("text of alpha", "vim of alpha"));
                    s.remove("content/cases/a.md~");
                },
                sees: &[Has("/cases/a/", "The vim of alpha.")],
            },
            Row {
                name: "twice within 10 ms",
                act: |s| {
                    s.write(A.0, A.1.replace("text of alpha", "first of two"));
                    thread::sleep(Duration::from_millis(3));
                    s.write(A.0, A.1.replace("text of alpha", "second of two"));
                },
                sees: &[Has("/cases/a/", "The second of two.")],
            },
            Row {
                name: "a storm of saves",
                act: |s| {
                    for n in 0..200 {
                        s.write(A.0, A.1.replace("text of alpha", &format!("save {n}.")));
                    }
                },
                sees: &[Has("/cases/a/", "The save 199.")],
            },
            Row {
                name: "a byte order mark and Windows line ends",
                act: |s| s.write(A.0, format!("\u{feff}{}", A.1.replace('\n', "\r\n"))),
                sees: &[Has("/cases/a/", "<h1>Alpha</h1>"), Has("/cases/a/", "The text of alpha.")],
            },
            Row {
                name: "the same time stamp and length, other words",
                act: |s| {
                    let path = s.path(A.0);
                    let time = fs::metadata(&path).unwrap().modified().unwrap();
                    let mut file = fs::OpenOptions::new().write(true).truncate(true).open(&path).unwrap();
                    file.write_all(A.1.replace("text", "word").as_bytes()).unwrap();
                    file.set_modified(time).unwrap();
                },
                sees: &[Has("/cases/a/", "The word of alpha.")],
            },
        ],
    );
}

#[test]
fn files_and_folders_that_come_go_and_move() {
    let served = Served::of(SITE);
    follow(
        &served,
        &[
            Row {
                name: "a new page",
                act: |s| {
                    s.write(
                        "content/cases/new.md",
                        "---\ntitle: Newcomer\ndate: 2026-01-03\ntags: [red]\n---\n",
                    );
                },
                sees: &[
                    Has("/cases/new/", "Newcomer"),
                    Has("/cases/", "Newcomer"),
                    Has("/tags/red/", "Newcomer"),
                    Has("/cases/feed.xml", "Newcomer"),
                    Has("/search/", "Newcomer"),
                    Has("/sitemap.xml", "/cases/new/"),
                ],
            },
            Row {
                name: "it is deleted",
                act: |s| s.remove("content/cases/new.md"),
                sees: &[
                    Gone("/cases/new/"),
                    Lacks("/cases/", "Newcomer"),
                    Lacks("/tags/red/", "Newcomer"),
                    Lacks("/cases/feed.xml", "Newcomer"),
                    Lacks("/search/", "Newcomer"),
                    Lacks("/data/catalogue.json", "Newcomer"),
                    Lacks("/sitemap.xml", "/cases/new/"),
                ],
            },
            Row {
                name: "nested folders with a file at once",
                act: |s| s.write("content/cases/x/y/z/deep.md", "---\ntitle: Deep\n---\n"),
                sees: &[Has("/cases/x/y/z/deep/", "Deep"), Has("/cases/", "Deep")],
            },
            Row {
                name: "an edit in the new folder",
                act: |s| s.write("content/cases/x/y/z/deep.md", "---\ntitle: Deeper\n---\n"),
                sees: &[Has("/cases/x/y/z/deep/", "Deeper"), Has("/cases/", "Deeper")],
            },
            Row {
                name: "a folder is renamed",
                act: |s| s.rename("content/cases/x", "content/cases/w"),
                sees: &[Gone("/cases/x/y/z/deep/"), Has("/cases/w/y/z/deep/", "Deeper")],
            },
            Row {
                name: "an edit in the renamed folder",
                act: |s| {
                    s.settle();
                    s.write("content/cases/w/y/z/deep.md", "---\ntitle: Deepest\n---\n");
                },
                sees: &[Has("/cases/w/y/z/deep/", "Deepest"), Lacks("/cases/", "Deeper")],
            },
            Row {
                name: "a tree is moved out",
                act: |s| s.rename("content/cases/w", "../outside"),
                sees: &[Gone("/cases/w/y/z/deep/"), Lacks("/cases/", "Deepest")],
            },
            Row {
                name: "and in again, as a collection of its own",
                act: |s| s.rename("../outside", "content/trees"),
                sees: &[Has("/trees/y/z/deep/", "Deepest"), Has("/trees/", "Deepest")],
            },
            Row {
                name: "an edit in the tree that was moved in",
                act: |s| {
                    s.settle();
                    s.write("content/trees/y/z/deep.md", "---\ntitle: Bottom\n---\n");
                },
                sees: &[Has("/trees/y/z/deep/", "Bottom")],
            },
            Row {
                name: "it is deleted whole",
                act: |s| fs::remove_dir_all(s.path("content/trees")).unwrap(),
                sees: &[Gone("/trees/y/z/deep/"), Gone("/trees/"), Lacks("/", "Trees")],
            },
            Row {
                name: "a page is renamed",
                act: |s| s.rename(B.0, "content/cases/c.md"),
                sees: &[
                    Gone("/cases/b/"),
                    Has("/cases/c/", "Beta"),
                    Has("/cases/", "cases/c/"),
                    Has("/search/", "cases/c/"),
                ],
            },
            Row {
                name: "only the case of its name",
                act: |s| s.rename("content/cases/c.md", "content/cases/C.md"),
                sees: &[Has("/cases/c/", "Beta"), Has("/data/catalogue.json", "Beta")],
            },
            Row {
                name: "a page becomes a folder of its own",
                act: |s| s.rename("content/cases/C.md", "content/cases/c/index.md"),
                sees: &[Has("/cases/c/", "Beta")],
            },
            Row {
                name: "names with blanks, signs and other letters",
                act: |s| {
                    s.write("content/cases/a & b é.md", "---\ntitle: Odd name\n---\n");
                    s.write("content/cases/cafe\u{301}.md", "---\ntitle: Two signs\n---\n");
                },
                sees: &[Has("/cases/a-b-e/", "Odd name"), Has("/cases/cafe/", "Two signs")],
            },
            Row {
                name: "and they go",
                act: |s| {
                    s.remove("content/cases/a & b é.md");
                    s.remove("content/cases/cafe\u{301}.md");
                },
                sees: &[Gone("/cases/a-b-e/"), Gone("/cases/cafe/"), Lacks("/cases/", "Odd name")],
            },
            Row {
                name: "a folder with a blank",
                act: |s| s.write("content/my notes/one.md", "---\ntitle: In a blank\n---\n"),
                sees: &[Has("/my-notes/one/", "In a blank"), Has("/my-notes/", "In a blank")],
            },
        ],
    );
}
