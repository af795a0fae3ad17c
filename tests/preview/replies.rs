//! What the preview answers, edit after edit: over the real files, without a network.

use casebook::input::Options;
use casebook::preview::{Changed, Desk, Rebuilder, Reply, Request, Shown, reply};
use casebook::timing::Timings;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 6, 15);

struct Preview {
    folder: TempDir,
    rebuilder: Rebuilder,
    shown: Option<Shown>,
}

impl Preview {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            root: folder.path().to_owned(),
            output: folder.path().join("output"),
            today: TODAY,
            drafts: true,
            base_url: None,
        };
        let mut preview = Self { folder, rebuilder: Rebuilder::new(options), shown: None };
        for (path, text) in files {
            preview.write(path, text);
        }
        preview.follow();
        preview
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn follow(&mut self) {
        let build = self.rebuilder.rebuild(TODAY, &Changed::Anything, &mut Timings::default()).unwrap();
        if let Some(build) = build {
            self.shown = Some(Shown::next(self.shown.as_ref(), build));
        }
    }

    fn edit(&mut self, path: &str, text: &str) {
        self.write(path, text);
        self.follow();
    }

    fn ask(&self, request: &Request<'_>) -> (u16, String, String) {
        let desk = Desk { local: true, ..Desk::default() };
        match reply(request, self.shown.as_ref().unwrap(), &desk) {
            Reply::Whole { status, headers, body } => {
                let tag = headers.iter().find(|(name, _)| *name == "ETag").map(|(_, tag)| tag.clone());
                (status, tag.unwrap_or_default(), String::from_utf8(body).unwrap())
            }
            Reply::Events => (0, String::new(), String::new()),
        }
    }

    fn get(&self, url: &str) -> (u16, String) {
        let (status, _, body) = self.ask(&Request { method: "GET", url, ..Request::default() });
        (status, body)
    }
}

const SETTINGS: (&str, &str) = ("casebook.toml", "title = \"Site\"\n");
const CASE: (&str, &str) = ("content/cases/a.md", "---\ntitle: First\n---\nText.\n");

#[test]
fn a_page_with_a_fault_keeps_its_last_good_form_under_the_panel() {
    let mut preview = Preview::of(&[SETTINGS, CASE]);
    preview.edit("content/cases/a.md", "---\ntitle: One: two\n---\nText.\n");
    let (status, page) = preview.get("/cases/a/");
    assert_eq!(status, 200);
    assert!(page.contains("<h1>First</h1>") && page.contains("holds a colon"), "{page}");
    let (_, other) = preview.get("/cases/");
    assert!(other.contains("id=\"_casebook-panel\""), "{other}");
    preview.edit("content/cases/a.md", "---\ntitle: Mended\n---\nText.\n");
    let (_, page) = preview.get("/cases/a/");
    assert!(page.contains("<h1>Mended</h1>") && !page.contains("_casebook-panel"), "{page}");
}

#[test]
fn a_fault_at_the_start_is_shown_too() {
    let preview = Preview::of(&[SETTINGS, ("content/cases/a.md", "---\ntitle: One: two\n---\nText.\n")]);
    let (status, page) = preview.get("/cases/a/");
    assert_eq!(status, 200);
    assert!(page.contains("holds a colon"), "{page}");
}

#[test]
fn broken_templates_keep_the_last_good_pages() {
    let mut preview = Preview::of(&[SETTINGS, CASE]);
    for broken in ["<h1>{{ list.titel }}</h1>", "<h1>{{ list.title </h1>"] {
        preview.edit("themes/default/templates/list.html", broken);
        let (status, page) = preview.get("/cases/");
        assert_eq!(status, 200);
        assert!(page.contains("<h1>Cases</h1>") && page.contains("list.html:1:"), "{page}");
    }
    preview.edit("themes/default/templates/list.html", "<h1>Mine: {{ list.title }}</h1>");
    assert!(preview.get("/cases/").1.contains("<h1>Mine: Cases</h1>"));
}

#[test]
fn broken_settings_keep_the_last_good_site() {
    let mut preview = Preview::of(&[SETTINGS, CASE]);
    preview.edit("casebook.toml", "title = \"Unclosed\n");
    let (_, page) = preview.get("/");
    assert!(page.contains("<title>Site</title>") && page.contains("casebook.toml:1:"), "{page}");
}

#[test]
fn what_is_gone_is_gone_and_what_is_new_is_there() {
    let mut preview = Preview::of(&[SETTINGS, CASE]);
    fs::remove_file(preview.folder.path().join("content/cases/a.md")).unwrap();
    preview.edit("content/cases/b/index.md", "---\ntitle: Second\ndraft: true\n---\n");
    assert_eq!(preview.get("/cases/a/").0, 404);
    let (status, page) = preview.get("/cases/b/");
    assert!(status == 200 && page.contains("This is a draft."), "{page}");
    assert_eq!(preview.get("/cases/b").0, 302);
    assert!(!preview.get("/cases/").1.contains("First"));
}

#[test]
fn a_browser_that_has_the_version_gets_no_bytes() {
    let mut preview = Preview::of(&[SETTINGS, CASE, ("content/cases/b.md", "---\ntitle: Second\n---\n")]);
    let get = Request { method: "GET", url: "/cases/a/", ..Request::default() };
    let (_, tag, body) = preview.ask(&get);
    assert!(body.contains(&tag.replace('"', "")), "the page does not say its version");
    let known = Request { if_none_match: Some(&tag), ..get.clone() };
    assert_eq!(preview.ask(&known), (304, tag.clone(), String::new()));
    let head = Request { method: "HEAD", ..get.clone() };
    preview.edit("content/cases/b.md", "---\ntitle: Second\n---\nAnother text.\n");
    assert_eq!(preview.ask(&head).1, tag, "an edit elsewhere made a new version");
    preview.edit("content/cases/a.md", "---\ntitle: First\n---\nAnother text.\n");
    assert_ne!(preview.ask(&head).1, tag, "an edit made no new version");
}

#[test]
fn strangers_and_odd_requests_get_nothing() {
    let preview = Preview::of(&[SETTINGS, CASE, ("content/secret.txt", "not linked")]);
    let get = |url| Request { method: "GET", url, ..Request::default() };
    for (request, status) in [
        (Request { host: Some("example.org"), ..get("/") }, 403),
        (Request { origin: Some("https://example.org"), ..get("/") }, 403),
        (Request { host: Some("localhost:4000"), ..get("/") }, 200),
        (Request { method: "POST", ..get("/") }, 405),
        (get("/../../etc/passwd"), 404),
        (get("/%2e%2e/casebook.toml"), 404),
        (get("/%00"), 400),
        (get("/secret.txt"), 404),
        (get("/_casebook/nothing"), 404),
        (get("/?x=1"), 200),
    ] {
        assert_eq!(preview.ask(&request).0, status, "{request:?}");
    }
    assert!(Path::new(preview.folder.path()).read_dir().unwrap().count() == 2, "something was written");
}

#[test]
fn a_page_whose_words_can_be_read_is_never_an_old_one() {
    let mut preview = Preview::of(&[SETTINGS, CASE]);
    preview.edit("content/cases/a.md", "---\ntitle: First\n---\nNew words and [a link](gone.md).\n");
    let (_, page) = preview.get("/cases/a/");
    assert!(page.contains("New words") && page.contains("gone.md"), "{page}");
    assert!(!page.contains("as it was before"), "{page}");
    preview.edit("content/cases/a.md", "---\ntitle: First: again\n---\nNewer words.\n");
    let (_, page) = preview.get("/cases/a/");
    assert!(page.contains("New words") && page.contains("as it was before"), "{page}");
}
