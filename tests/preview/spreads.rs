//! What entries say of each other, the look, the settings and the folders themselves: a change of any
//! of them spreads to every page that depends on it.

use crate::row::See::{Gone, Has, Lacks};
use crate::row::{A, B, KINDS, MAP, NOTE, Row, SCHEMA, SETTINGS, SITE, follow};
use crate::served::Served;
use std::fs;

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
                    );
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
