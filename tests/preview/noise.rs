//! Changes that are no edits, that come by the thousand, half done or in the middle of a build.

use crate::row::See::{Gone, Has};
use crate::row::{A, B, Row, SITE, follow};
use crate::served::Served;
use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

const PLAIN: &str = "---\ntitle: Alpha\ndate: 2026-01-01\ntags: [red]\n---\n";

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
