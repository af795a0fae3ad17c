//! Whatever an author, an editor or git does to the files, every page that shows it follows: over the
//! real file system and over HTTP. One process serves all the rows of a table, one after the other.

use crate::served::Served;
use std::fs;
use std::io::Write;
use std::process::Command;
use std::thread;
use std::time::Duration;

/// What must hold after a row.
enum See {
    /// The page, as readers will see it, holds a text.
    Has(&'static str, &'static str),
    /// It is there and does not hold a text.
    Lacks(&'static str, &'static str),
    /// Nothing is there.
    Gone(&'static str),
}
use See::{Gone, Has, Lacks};

/// What is done, and what must then hold.
struct Row {
    name: &'static str,
    act: fn(&Served),
    sees: &'static [See],
}

impl See {
    fn holds(&self, served: &Served) -> bool {
        match self {
            Has(url, text) => {
                let answer = served.get(url);
                answer.status == 200 && answer.page().contains(text)
            }
            Lacks(url, text) => {
                let answer = served.get(url);
                answer.status == 200 && !answer.page().contains(text)
            }
            Gone(url) => served.get(url).status == 404,
        }
    }

    fn text(&self) -> String {
        match self {
            Has(url, text) => format!("{url} has {text:?}"),
            Lacks(url, text) => format!("{url} lacks {text:?}"),
            Gone(url) => format!("{url} is gone"),
        }
    }
}

const SETTINGS: (&str, &str) = ("casebook.toml", "title = \"Site\"\nbase_url = \"https://example.org/\"\n");
const A: (&str, &str) = (
    "content/cases/a.md",
    "---\ntitle: Alpha\ndate: 2026-01-01\ntags: [red]\nlead: council\n---\nThe text of alpha.\n",
);
const B: (&str, &str) =
    ("content/cases/b.md", "---\ntitle: Beta\ndate: 2026-01-02\ntags: [blue]\n---\nSee [[a]].\n");
const SCHEMA: (&str, &str) = (
    "content/notes/collection.toml",
    "plural = \"Notes\"\nfacets = [\"kind\"]\n[fields.kind]\ntype = \"one of\"\nof = \"kinds\"\n[fields.about]\ntype = \"one of\"\nof = \"cases\"\n",
);
const KINDS: (&str, &str) =
    ("content/vocabularies/kinds.toml", "[[terms]]\nid = \"plan\"\nlabel = \"A plan\"\n");
const NOTE: (&str, &str) =
    ("content/notes/n.md", "---\ntitle: Note\nkind: plan\nabout: a\n---\n![Map](map.svg)\n");
const MAP: (&str, &str) =
    ("content/notes/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"20\"></svg>");
const SITE: &[(&str, &str)] = &[SETTINGS, A, B, SCHEMA, KINDS, NOTE, MAP];

const PLAIN: &str = "---\ntitle: Alpha\ndate: 2026-01-01\ntags: [red]\n---\n";

/// Every row, one after the other: after each, what it says holds soon, and still holds when all has
/// been looked at again.
#[track_caller]
fn follow(served: &Served, rows: &[Row]) {
    for row in rows {
        (row.act)(served);
        for see in row.sees {
            served.until(&format!("{}: {}", row.name, see.text()), || see.holds(served));
        }
    }
    served.settle();
    let last = rows.last().unwrap();
    last.sees.iter().for_each(|see| assert!(see.holds(served), "{}: {} no more", last.name, see.text()));
}

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
                    )
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

#[test]
fn what_entries_say_of_themselves_and_of_each_other() {
    let served = Served::of(SITE);
    follow(
        &served,
        &[
            Row {
                name: "the first use of a tag",
                act: |s| s.write(A.0, A.1.replace("[red]", "[red, green]")),
                sees: &[
                    Has("/tags/green/", "Alpha"),
                    Has("/tags/", "green"),
                    Has("/tags/green/feed.xml", "Alpha"),
                ],
            },
            Row {
                name: "the last use of it",
                act: |s| s.write(A.0, A.1),
                sees: &[
                    Gone("/tags/green/"),
                    Gone("/tags/green/feed.xml"),
                    Lacks("/tags/", "green"),
                    Lacks("/sitemap.xml", "green"),
                ],
            },
            Row {
                name: "a tag is renamed",
                act: |s| s.write(B.0, B.1.replace("blue", "azure")),
                sees: &[Gone("/tags/blue/"), Has("/tags/azure/", "Beta"), Lacks("/tags/", "blue")],
            },
            Row {
                name: "a link to another entry goes",
                act: |s| s.write("content/notes/n.md", NOTE.1.replace("about: a", "about: b")),
                sees: &[Has("/cases/b/", "Note"), Lacks("/cases/a/", "notes/n/")],
            },
            Row {
                name: "and comes back",
                act: |s| s.write("content/notes/n.md", NOTE.1),
                sees: &[Has("/cases/a/", "notes/n/"), Lacks("/cases/b/", "notes/n/")],
            },
            Row {
                name: "a term's label",
                act: |s| s.write(KINDS.0, KINDS.1.replace("A plan", "A scheme")),
                sees: &[
                    Has("/notes/n/", "A scheme"),
                    Has("/kinds/plan/", "A scheme"),
                    Has("/kinds/", "A scheme"),
                ],
            },
            Row {
                name: "a term's id",
                act: |s| {
                    s.write(KINDS.0, KINDS.1.replace("\"plan\"", "\"scheme\""));
                    s.write(NOTE.0, NOTE.1.replace("kind: plan", "kind: scheme"));
                },
                sees: &[Has("/kinds/scheme/", "Note"), Gone("/kinds/plan/")],
            },
            Row {
                name: "a collection's name",
                act: |s| s.write(SCHEMA.0, SCHEMA.1.replace("\"Notes\"", "\"Memos\"")),
                sees: &[Has("/notes/", "<h1>Memos</h1>"), Has("/", "Memos"), Has("/cases/a/", "Memos")],
            },
            Row {
                name: "a facet goes",
                act: |s| s.write(SCHEMA.0, SCHEMA.1.replace("facets = [\"kind\"]", "facets = []")),
                sees: &[Has("/notes/", "Note")],
            },
            Row {
                name: "a collection's addresses",
                act: |s| s.write(SCHEMA.0, format!("address = \"/memo/{{id}}/\"\n{}", SCHEMA.1)),
                sees: &[
                    Has("/memo/n/", "Note"),
                    Gone("/notes/n/"),
                    Has("/notes/", "memo/n/"),
                    Has("/cases/a/", "memo/n/"),
                ],
            },
            Row {
                name: "its declaration goes",
                act: |s| s.remove(SCHEMA.0),
                sees: &[Has("/notes/n/", "Note"), Gone("/memo/n/")],
            },
            Row {
                name: "an image becomes another",
                act: |s| s.write(MAP.0, MAP.1.replace("\"10\"", "\"30\"")),
                sees: &[Has("/notes/map.svg", "width=\"30\""), Has("/notes/n/", "width=\"30\"")],
            },
            Row { name: "an image goes", act: |s| s.remove(MAP.0), sees: &[Gone("/notes/map.svg")] },
            Row {
                name: "and comes back",
                act: |s| s.write(MAP.0, MAP.1),
                sees: &[Has("/notes/map.svg", "width=\"10\""), Has("/notes/n/", "map.svg")],
            },
            Row {
                name: "two pages for one address",
                act: |s| s.write("content/cases/a/index.md", "---\ntitle: Rival\n---\n"),
                sees: &[Has("/cases/", "Rival"), Has("/cases/", "Alpha")],
            },
            Row {
                name: "and one again",
                act: |s| s.remove("content/cases/a/index.md"),
                sees: &[Has("/cases/a/", "<h1>Alpha</h1>"), Lacks("/cases/", "Rival")],
            },
        ],
    );
}

#[test]
fn the_look_and_the_settings() {
    let served = Served::of(SITE);
    follow(
        &served,
        &[
            Row {
                name: "the site's title",
                act: |s| s.write(SETTINGS.0, "title = \"Another site\"\n"),
                sees: &[
                    Has("/", "Another site"),
                    Has("/cases/a/", "Another site"),
                    Has("/feed.xml", "Another site"),
                ],
            },
            Row {
                name: "how many a list shows",
                act: |s| s.write(SETTINGS.0, "title = \"Site\"\nper_page = 1\n"),
                sees: &[Has("/cases/page/2/", "<h1>Cases"), Has("/cases/", "page/2/")],
            },
            Row {
                name: "settings as they were",
                act: |s| s.write(SETTINGS.0, SETTINGS.1),
                sees: &[Gone("/cases/page/2/"), Has("/cases/", "Beta")],
            },
            Row {
                name: "a template of the site's own, in a folder that was not there",
                act: |s| {
                    s.write(
                        "themes/default/templates/list.html",
                        "<h1>Mine: {{ list.title }}</h1>{% include \"part.html\" %}",
                    )
                },
                sees: &[],
            },
            Row {
                name: "and a part of it",
                act: |s| s.write("themes/default/templates/part.html", "<p>One part</p>"),
                sees: &[Has("/cases/", "Mine: Cases"), Has("/cases/", "One part")],
            },
            Row {
                name: "the part is edited",
                act: |s| s.write("themes/default/templates/part.html", "<p>Other part</p>"),
                sees: &[Has("/cases/", "Other part"), Lacks("/cases/", "One part")],
            },
            Row {
                name: "a style sheet",
                act: |s| s.write("themes/default/assets/style.css", "main { color: rebeccapurple }"),
                sees: &[Has("/cases/a/", "assets/style-")],
            },
            Row {
                name: "a word",
                act: |s| s.write("themes/default/theme.toml", "[words]\nhome = \"Start here\"\n"),
                sees: &[Has("/cases/a/", "Start here")],
            },
            Row {
                name: "the theme goes",
                act: |s| fs::remove_dir_all(s.path("themes")).unwrap(),
                sees: &[
                    Lacks("/cases/", "Mine: Cases"),
                    Has("/cases/", "<h1>Cases</h1>"),
                    Lacks("/cases/a/", "Start here"),
                ],
            },
            Row {
                name: "the theme comes back",
                act: |s| s.write("themes/default/theme.toml", "[words]\nhome = \"Begin\"\n"),
                sees: &[Has("/cases/a/", "Begin")],
            },
            Row {
                name: "and is edited",
                act: |s| {
                    s.settle();
                    s.write("themes/default/theme.toml", "[words]\nhome = \"Begin again\"\n");
                },
                sees: &[Has("/cases/a/", "Begin again")],
            },
        ],
    );
}

#[test]
fn the_folders_themselves() {
    let served = Served::of(SITE);
    follow(
        &served,
        &[
            Row {
                name: "the content folder is deleted and made again",
                act: |s| {
                    fs::remove_dir_all(s.path("content")).unwrap();
                    s.settle();
                    s.write("content/cases/again.md", "---\ntitle: Again\n---\n");
                },
                sees: &[Has("/cases/again/", "Again"), Gone("/cases/a/")],
            },
            Row {
                name: "an edit in it",
                act: |s| {
                    s.settle();
                    s.write("content/cases/again.md", "---\ntitle: Once more\n---\n");
                },
                sees: &[Has("/cases/again/", "Once more")],
            },
            Row {
                name: "the site's folder is deleted and made again",
                act: |s| {
                    fs::remove_dir_all(s.root()).unwrap();
                    s.settle();
                    for (path, text) in SITE {
                        s.write(path, text);
                    }
                },
                sees: &[Has("/cases/a/", "The text of alpha."), Gone("/cases/again/")],
            },
            Row {
                name: "an edit in it",
                act: |s| {
                    s.settle();
                    s.write(A.0, A.1.replace("text of alpha", "new root"));
                },
                sees: &[Has("/cases/a/", "The new root.")],
            },
            Row {
                name: "the site's folder is replaced by another",
                act: |s| {
                    fs::rename(s.root(), s.root().with_file_name("old")).unwrap();
                    s.write(SETTINGS.0, SETTINGS.1);
                    s.write(B.0, B.1);
                },
                sees: &[Gone("/cases/a/"), Has("/cases/b/", "Beta")],
            },
        ],
    );
}

#[test]
fn nothing_is_built_where_nothing_changed() {
    let served = Served::of(SITE);
    served.settle();
    let builds = served.builds();
    for debris in [
        "4913",
        ".a.md.swp",
        ".a.md.swx",
        "a.md~",
        "a.md.bck",
        "___jb_tmp___",
        ".#a.md",
        "#a.md#",
        ".goutputstream-X1",
        "~$a.docx",
        "a.md.tmp",
        ".DS_Store",
    ] {
        let path = format!("content/cases/{debris}");
        served.write(&path, PLAIN);
        thread::sleep(Duration::from_millis(5));
        served.remove(&path);
    }
    served.write(A.0, A.1);
    served.write("output/cases/a/index.html", "<p>published</p>");
    served.write(".git/index", "x");
    let time = std::time::SystemTime::now();
    fs::File::options().append(true).open(served.path(B.0)).unwrap().set_modified(time).unwrap();
    served.settle();
    assert_eq!(served.builds(), builds, "{}", served.said());
    assert_eq!(served.get("/output/cases/a/").status, 404);
}

#[test]
fn the_output_inside_a_folder_without_settings_does_not_loop() {
    let served = Served::of(&[("one.md", "# One\n"), ("notes/two.md", "# Two\n")]);
    served.settle();
    let builds = served.builds();
    for n in 0..20 {
        served.write(&format!("output/{n}/index.md"), "# Published\n");
    }
    served.settle();
    assert_eq!(served.builds(), builds, "{}", served.said());
    served.write("notes/two.md", "# Two and a half\n");
    served.until_page("/notes/two/", "Two and a half");
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_a_circle_or_out_are_left_out() {
    let served = Served::of(SITE);
    std::os::unix::fs::symlink("..", served.path("content/cases/circle")).unwrap();
    std::os::unix::fs::symlink("/etc", served.path("content/cases/outside")).unwrap();
    served.until_page("/cases/", "content/cases/circle");
    served.write(A.0, A.1.replace("text of alpha", "after the circle"));
    served.until_page("/cases/a/", "The after the circle.");
    assert_eq!(served.get("/cases/outside/hostname").status, 404);
}

#[test]
fn the_empty_half_of_a_save_never_shows() {
    let served = Served::of(SITE);
    let mut seen = Vec::new();
    for n in 0..5 {
        fs::write(served.path(A.0), "").unwrap();
        for _ in 0..20 {
            seen.push(served.get("/cases/a/").page().contains("<h1>Alpha</h1>"));
            thread::sleep(Duration::from_millis(5));
        }
        served.write(A.0, A.1.replace("text of alpha", &format!("round {n}")));
        served.until_page("/cases/a/", &format!("The round {n}."));
    }
    assert!(seen.iter().all(|whole| *whole), "an empty page was shown");
    fs::write(served.path(A.0), "").unwrap();
    served.until("a file that stays empty is shown as that", || {
        !served.get("/cases/a/").page().contains("Alpha")
    });
}

#[test]
fn a_thousand_files_that_git_changes_are_one_build() {
    let served = Served::of(SITE);
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        let who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let done = command.args(who).args(arguments).current_dir(served.root()).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    git(&["init", "-q", "-b", "main"]);
    for n in 0..1000 {
        served.write(&format!("content/cases/many/{n}.md"), format!("---\ntitle: Many {n}\n---\nOld.\n"));
    }
    served.until_page("/cases/many/999/", "Old.");
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "one"]);
    git(&["checkout", "-q", "-b", "two"]);
    for n in 0..1000 {
        served.write(&format!("content/cases/many/{n}.md"), format!("---\ntitle: Many {n}\n---\nNew.\n"));
    }
    served.until_page("/cases/many/999/", "New.");
    served.settle();
    git(&["commit", "-q", "-a", "-m", "two"]);
    served.settle();
    let before = served.builds();
    git(&["checkout", "-q", "main"]);
    for n in [0, 500, 999] {
        served.until_page(&format!("/cases/many/{n}/"), "Old.");
    }
    served.settle();
    assert_eq!(served.builds(), before + 1, "{}", served.said());
}

#[test]
fn a_change_during_a_build_is_not_lost() {
    let served = Served::of(SITE);
    for round in 0..30 {
        served.write(A.0, A.1.replace("text of alpha", &format!("alpha {round}")));
        thread::sleep(Duration::from_millis(round % 15 + 5));
        served.write(B.0, B.1.replace("See", &format!("Round {round}. See")));
        served.until_page("/cases/b/", &format!("Round {round}."));
        served.until_page("/cases/a/", &format!("The alpha {round}."));
    }
}

#[test]
fn looking_now_and_then_finds_the_same() {
    let served = Served::with(SITE, &["--poll"]);
    follow(
        &served,
        &[
            Row {
                name: "an edit",
                act: |s| s.write(A.0, A.1.replace("text of alpha", "polled alpha")),
                sees: &[Has("/cases/a/", "The polled alpha.")],
            },
            Row {
                name: "a new folder",
                act: |s| s.write("content/more/x.md", "---\ntitle: More\n---\n"),
                sees: &[Has("/more/x/", "More")],
            },
            Row {
                name: "it goes",
                act: |s| fs::remove_dir_all(s.path("content/more")).unwrap(),
                sees: &[Gone("/more/x/"), Gone("/more/")],
            },
        ],
    );
}
