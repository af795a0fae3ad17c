//! What the preview says of a page: where it is, why, and what is wrong with it.

use crate::served::Served;
use casebook::input::Options;
use casebook::preview::{Desk, Live, Rebuilder, Reply, Request, Shown, first, follow, reply, watch};
use std::sync::Arc;
use std::sync::atomic::{AtomicI8, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const SETTINGS: (&str, &str) = ("casebook.toml", "title = \"Site\"\n");
const SITE: &[(&str, &str)] = &[
    SETTINGS,
    ("content/cases/a.md", "---\ntitle: Alpha\ntags: [red]\n---\nText.\n"),
    ("content/cases/draft.md", "---\ntitle: Draft\ndraft: true\n---\n"),
    ("content/cases/later.md", "---\ntitle: Later\ndate: 2026-10\n---\nNot yet.\n"),
];

/// The drawer of a page, without its tags.
fn drawer(served: &Served, url: &str) -> String {
    let text = served.get(url).text();
    let (_, rest) = text.split_once("id=\"_casebook-drawer\"").unwrap_or_else(|| panic!("{text}"));
    let (drawer, _) = rest.split_once("</details>").unwrap();
    let mut out = String::new();
    for part in drawer.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        out.push_str(if matches!(tag, "/summary" | "/dd" | "/p" | "/li" | "/ol" | "/dl") {
            "\n"
        } else {
            ""
        });
        out.push_str(if tag == "/dt" { ": " } else { "" });
        out.push_str(words.trim_matches('\n'));
    }
    out.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn each_page_says_where_it_is() {
    let served = Served::with(SITE, &["--today", "2026-03-01"]);
    assert_eq!(
        drawer(&served, "/cases/a/"),
        "This page: published\nState: Published: readers see it.\nSource: content/cases/a.md\n\
         Lists: Cases, Tags: red\nTemplate: entry.html\n"
    );
    assert_eq!(
        drawer(&served, "/cases/draft/"),
        "This page: draft\nState: Draft: readers do not see it until it says that it is none.\n\
         Source: content/cases/draft.md\nLists: Cases\nTemplate: entry.html\n"
    );
    assert_eq!(
        drawer(&served, "/cases/later/"),
        "This page: scheduled\nState: Scheduled: readers see it from 1 October 2026.\n\
         Source: content/cases/later.md\nLists: Cases\nTemplate: entry.html\n"
    );
    assert_eq!(drawer(&served, "/cases/"), "This page: made by casebook\nTemplate: list.html\n");
}

#[test]
fn lists_say_what_readers_do_not_see_yet() {
    let served = Served::with(SITE, &["--today", "2026-03-01"]);
    let list = served.get("/cases/").text();
    let titles: Vec<&str> = list.lines().filter(|line| line.contains("row-title\"><a")).collect();
    assert_eq!(
        titles,
        [
            "<h3 class=\"row-title\"><a href=\"../cases/later/\">Later</a> <span class=\"tag\">Scheduled</span></h3>",
            "<h3 class=\"row-title\"><a href=\"../cases/a/\">Alpha</a></h3>",
            "<h3 class=\"row-title\"><a href=\"../cases/draft/\">Draft</a> <span class=\"tag\">Draft</span></h3>",
        ]
    );
}

#[test]
fn a_page_that_is_not_there_says_why_and_when_it_will_be() {
    let served = Served::with(SITE, &["--today", "2026-03-01", "--drafts=false"]);
    assert_eq!(served.get("/cases/draft/").status, 404);
    assert_eq!(
        drawer(&served, "/cases/draft/"),
        "Where is this page?\ncontent/cases/draft.md would be here. It is a draft. To see it, start the preview \
         without --drafts=false. To publish it, delete the line that says that it is a draft.\n"
    );
    assert_eq!(
        drawer(&served, "/cases/later/"),
        "Where is this page?\ncontent/cases/later.md would be here. It will appear on 1 October 2026.\n"
    );
    assert_eq!(
        drawer(&served, "/cases/draff/"),
        "Where is this page?\nNo file makes a page at this address.\n"
    );
    served.write("content/cases/alpha-two.md", "---\ntitle: Alpha two\n---\n");
    served.until("it is there", || served.get("/cases/alpha-two/").status == 200);
    assert_eq!(
        drawer(&served, "/cases/alpha-twoo/"),
        "Where is this page?\nNo file makes a page at this address. Did you mean /cases/alpha-two/?\n"
    );
}

#[cfg(unix)]
#[test]
fn a_page_that_was_left_out_says_why() {
    let served = Served::of(SITE);
    std::os::unix::fs::symlink("a.md", served.path("content/cases/linked.md")).unwrap();
    served.until("the link is told of", || drawer(&served, "/cases/linked/").contains("left out"));
    assert_eq!(
        drawer(&served, "/cases/linked/"),
        "Where is this page?\ncontent/cases/linked.md warning CB006\nThis is a link to another place, so it was \
         left out. Put the file itself here.\n"
    );
}

#[test]
fn messages_of_a_page_name_the_words_that_they_speak_of() {
    let served = Served::of(SITE);
    served.write(
        "content/cases/a.md",
        "---\ntitle: Alpha\n---\nFirst.\n\nSee **the** [other one](gone.md) too.\n",
    );
    served.until_page("/cases/a/", "data-words=\"See the other one too.\" data-severity=\"error\"");
    let said = "This page: with errors, 1 message\nState: With errors: readers do not see this version until they are mended.\n";
    assert!(drawer(&served, "/cases/a/").starts_with(said), "{}", drawer(&served, "/cases/a/"));
}

#[test]
fn sources_open_in_the_editor_but_for_nobody_else() {
    let served = Served::with(SITE, &["--editor", "vscode"]);
    let link = format!(
        "href=\"vscode://file{}/content/cases/a.md:1:1\"",
        served.root().canonicalize().unwrap().display()
    );
    assert!(served.get("/cases/a/").text().contains(&link), "{}", served.get("/cases/a/").text());
    served.write("content/cases/a.md", "---\ntitle: Alpha\n---\n[x](gone.md)\n");
    served.until_page("/", "content/cases/a.md:4:5\">content/cases/a.md:4:5</a>");
    let abroad = Served::with(SITE, &["--editor", "vscode", "--bind", "0.0.0.0"]);
    assert!(!abroad.get("/cases/a/").text().contains("vscode:"));
}

#[test]
fn the_browser_follows_the_author_only_if_asked() {
    assert!(!Served::of(SITE).get("/cases/a/").text().contains("data-follow"));
    assert!(Served::with(SITE, &["--follow"]).get("/cases/a/").text().contains(" data-follow>"));
}

/// Whether there is a page at `url`.
fn is_there(shown: &Shown, url: &str) -> bool {
    let request = Request { method: "GET", url, ..Request::default() };
    matches!(reply(&request, shown, &Desk::default()), Reply::Whole { status: 200, .. })
}

#[test]
fn at_midnight_what_is_scheduled_appears() {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in SITE {
        crate::served::write(&folder.path().join(path), text);
    }
    let day = Arc::new(AtomicI8::new(30));
    let clock = day.clone();
    let today = move || match clock.load(Ordering::SeqCst) {
        30 => jiff::civil::date(2026, 9, 30),
        _ => jiff::civil::date(2026, 10, 1),
    };
    let options = Options {
        root: folder.path().to_owned(),
        output: folder.path().join("output"),
        today: today(),
        drafts: false,
        base_url: None,
    };
    let mut wake = watch(&options.root, &options.output, false);
    let mut rebuilder = Rebuilder::new(options);
    let live = Arc::new(Live::new(first(&mut wake, &mut rebuilder, &today, |_| {}).unwrap()));
    let shown = live.clone();
    thread::spawn(move || follow(&mut wake, &mut rebuilder, &live, today, |_| {}));
    assert!(!is_there(&shown.now(), "/cases/later/"));
    let number = shown.now().number;
    thread::sleep(Duration::from_millis(1500));
    assert_eq!(shown.now().number, number, "the same day made another build");
    day.store(1, Ordering::SeqCst);
    let start = Instant::now();
    while !is_there(&shown.now(), "/cases/later/") {
        assert!(start.elapsed() < Duration::from_secs(5), "the new day is not noticed");
        thread::sleep(Duration::from_millis(10));
    }
}
