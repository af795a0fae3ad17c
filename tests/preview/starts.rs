//! How the preview starts, what it says, and that it leaves all files alone.

use crate::served::{Served, write};
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SITE: &[(&str, &str)] =
    &[("casebook.toml", "title = \"Site\"\n"), ("content/cases/a.md", "---\ntitle: First\n---\nText.\n")];

#[test]
fn it_says_where_it_is() {
    let served = Served::of(SITE);
    assert!(served.address.ip().is_loopback());
    let said = served.said();
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(
        lines[0].starts_with("Built in ") && lines[0].ends_with("1 entry, 0 errors, 0 warnings."),
        "{said}"
    );
    assert_eq!(lines[1], format!("The catalogue is at http://{}/ (to stop, press Ctrl+C)", served.address));
}

#[test]
fn a_port_that_is_taken_gives_the_next_and_says_so() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let served = Served::with(SITE, &["--port", &port.to_string()]);
    assert!(served.address.port() > port);
    let expected = format!("The port {port} is taken, so the next free one is used.\n");
    assert!(served.said().contains(&expected), "{}", served.said());
    assert_eq!(served.get("/cases/a/").status, 200);
}

#[test]
fn only_asked_for_it_answers_other_computers() {
    let served = Served::with(SITE, &["--bind", "0.0.0.0"]);
    let port = served.address.port();
    let get = |host: &str| format!("GET /cases/a/ HTTP/1.1\r\nHost: {host}\r\n\r\n");
    assert_eq!(served.ask(&get(&format!("192.0.2.7:{port}"))).status, 200);
    let own = Served::of(SITE);
    assert_eq!(own.ask(&get(&format!("192.0.2.7:{port}"))).status, 403);
}

#[test]
fn an_editor_that_nobody_knows_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["serve", "--editor", "pen", "--root"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&done.stderr),
        "error: The editor \"pen\" is not known. Write none, vscode, vscodium, cursor, zed or idea, or an address with {path} in it.\n"
    );
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push((entry.path().display().to_string(), fs::read(entry.path()).unwrap()));
        }
    }
    found.sort();
    found
}

#[cfg(unix)]
#[test]
fn stopping_it_leaves_all_files_alone() {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in SITE {
        write(&folder.path().join("site").join(path), text);
    }
    write(&folder.path().join("site/output/index.html"), "<p>published before</p>");
    let above = folder.path().to_owned();
    let before = files(&above);
    let mut served = Served::start(folder, &[], &[]);
    assert_eq!(served.get("/cases/a/").status, 200);
    let done = Command::new("kill").args(["-INT", &served.pid().to_string()]).status().unwrap();
    assert!(done.success());
    served.until_stopped();
    assert_eq!(files(&above), before);
}

#[test]
fn browsers_are_told_of_a_change_once_and_after_it_is_there() {
    let served = Served::of(SITE);
    let mut events = served.listen();
    assert_eq!(events.next("build"), "");
    for round in 0..5 {
        served.write("content/cases/a.md", format!("---\ntitle: First\n---\nRound {round}.\n"));
        assert_eq!(events.next("build"), "/cases/a/");
        assert!(served.get("/cases/a/").page().contains(&format!("Round {round}.")), "told too early");
    }
    let start = Instant::now();
    assert_eq!(events.try_next("build", Duration::from_millis(900)), None, "told twice");
    assert!(start.elapsed() >= Duration::from_millis(900));
}

#[test]
fn after_a_restart_the_same_address_serves_again() {
    let served = Served::of(SITE);
    let port = served.address.port().to_string();
    let root = served.root();
    let kept = tempfile::tempdir().unwrap();
    Command::new("cp").arg("-r").arg(&root).arg(kept.path()).status().unwrap();
    drop(served);
    let served = Served::start(kept, &[], &["--port", &port]);
    assert_eq!(served.address.port().to_string(), port);
    assert_eq!(served.get("/cases/a/").status, 200);
}

#[test]
fn a_root_that_is_not_there_is_an_error_in_words() {
    let done = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["serve", "--root", "/no/such/folder"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(3));
    assert_eq!(String::from_utf8_lossy(&done.stderr), "error: There is no folder /no/such/folder.\n");
}
