//! Builds that really are killed, or really run out of room: this test runs itself as the builder.
#![allow(clippy::unwrap_used, clippy::print_stdout)]
#![cfg(unix)]

use casebook::output::publish::{Item, PublishError, Rank, publish};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use walkdir::WalkDir;

/// Set for the process that builds: where.
const OUTPUT: &str = "CASEBOOK_TEST_OUTPUT";

type Site = BTreeMap<String, Vec<u8>>;

/// A site of which a third is always the same, a third changes, and a third moves, some of it
/// from files to folders and back.
fn generation(name: char) -> Site {
    let text = |name: char, i: usize| format!("{name}{i} ").repeat(300 + i % 700).into_bytes();
    let mut site = Site::new();
    for i in 0..60 {
        site.insert(format!("same/{i}.html"), text('-', i));
        site.insert(format!("changes/{}/{i}/index.html", i % 9), text(name, i));
        site.insert(format!("{name}/{}/{i}.html", i % 9), text(name, i));
        let path = if (i % 2 == 0) == (name == 'a') {
            format!("turns/{i}")
        } else {
            format!("turns/{i}/index.html")
        };
        site.insert(path, text(name, i));
    }
    site.insert("feed.xml".to_owned(), text(name, 0));
    site.insert("style.css".to_owned(), text(name, 1));
    site
}

fn build(output: &Path, site: &Site) -> Result<bool, PublishError<Infallible>> {
    let rank = |path: &str| match path.rsplit_once('.') {
        Some((_, "css")) => Rank::Asset,
        Some((_, "xml")) => Rank::Index,
        _ => Rank::Page,
    };
    let items: Vec<_> = site.keys().map(|path| Item { path, rank: rank(path) }).collect();
    let bytes: Vec<_> = site.values().collect();
    Ok(publish(output, &items, |i| Ok(Cow::Borrowed(bytes[i].as_slice())))?.recovered)
}

fn files(output: &Path) -> Site {
    if !output.exists() {
        return Site::new();
    }
    let all = WalkDir::new(output).into_iter().map(Result::unwrap);
    all.filter(|entry| entry.file_type().is_file() && !entry.path().starts_with(output.join(".casebook")))
        .map(|entry| {
            let name = entry.path().strip_prefix(output).unwrap().to_str().unwrap().to_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// The names in `folder`, none if it is not there.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Not a test of its own: the process that the others start.
#[test]
fn builder() {
    let Some(output) = std::env::var_os(OUTPUT) else { return };
    let (a, b) = (generation('a'), generation('b'));
    println!("\nready");
    loop {
        for site in [&b, &a] {
            build(output.as_ref(), site).unwrap();
        }
    }
}

fn start_builder(output: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "builder", "--nocapture"])
        .env(OUTPUT, output)
        .env("RAYON_NUM_THREADS", "2")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.find(|line| line.as_ref().is_ok_and(|line| line == "ready")).unwrap().unwrap();
    child
}

/// What a kill left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Left {
    Nothing,
    FirstBuild,
    Stage,
    Journal,
}

fn left(output: &Path) -> Left {
    let own = output.join(".casebook");
    if !output.exists() {
        Left::FirstBuild
    } else if own.join("journal.json").exists() {
        Left::Journal
    } else if own.join("stage").exists() {
        Left::Stage
    } else {
        Left::Nothing
    }
}

#[test]
fn a_build_killed_at_any_moment_is_finished_or_forgotten() {
    let (a, b) = (generation('a'), generation('b'));
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    let (mut seen, begin) = (BTreeMap::new(), Instant::now());
    for round in 0..400 {
        let enough = [Left::FirstBuild, Left::Stage, Left::Journal].iter().all(|l| seen.get(l) > Some(&4));
        if round >= 40 && (enough || begin.elapsed() > Duration::from_secs(20)) {
            break;
        }
        if round % 4 == 0 {
            let _ = fs::remove_dir_all(&output);
        }
        let mut child = start_builder(&output);
        let random = RandomState::new().hash_one(round);
        if round % 4 == 3 {
            while left(&output) != Left::Journal {}
        }
        std::thread::sleep(Duration::from_micros(random % if round % 2 == 0 { 25_000 } else { 2_500 }));
        child.kill().unwrap();
        child.wait().unwrap();

        let found = left(&output);
        *seen.entry(found).or_insert(0) += 1;
        for (path, bytes) in files(&output) {
            let whole = [&a, &b].iter().any(|site| site.get(&path) == Some(&bytes));
            assert!(whole, "{path} is half written after {found:?}");
        }
        let next = if round % 3 == 0 { &a } else { &b };
        let recovered = build(&output, next).unwrap();
        assert!(recovered || !matches!(found, Left::Stage | Left::Journal), "{found:?}");
        assert!(files(&output) == *next, "after {found:?}");
        assert_eq!(names(&output.join(".casebook")).iter().filter(|name| *name != "lock").count(), 1);
        assert_eq!(names(folder.path()), ["output"]);
    }
    for kind in [Left::FirstBuild, Left::Stage, Left::Journal] {
        assert!(seen.contains_key(&kind), "no kill led to {kind:?}: {seen:?}");
    }
}

/// Not a test of its own: a builder that may not write long files.
#[test]
fn builder_of_a_long_file() {
    let Some(output) = std::env::var_os(OUTPUT) else { return };
    let site =
        Site::from([("a.html".to_owned(), b"new".to_vec()), ("long/b.html".to_owned(), vec![b'x'; 1 << 20])]);
    match build(output.as_ref(), &site) {
        Err(PublishError::Io(error)) => println!("\n{error:#}"),
        other => println!("\n{other:?}"),
    }
}

fn run_out_of_room(output: &Path) -> String {
    let run = "trap '' XFSZ; ulimit -f 64; exec \"$0\" --exact builder_of_a_long_file --nocapture";
    let done = Command::new("sh")
        .args(["-c", run])
        .arg(std::env::current_exe().unwrap())
        .env(OUTPUT, output)
        .output();
    let text = String::from_utf8(done.unwrap().stdout).unwrap();
    let said = text.lines().find(|line| line.contains("published")).expect(&text);
    said.replace(&format!("{}/", output.parent().unwrap().display()), "")
}

#[test]
fn a_file_that_cannot_be_written_leaves_the_old_site() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    let said = run_out_of_room(&output);
    assert!(
        said.starts_with("nothing was published: could not write `.output.casebook/site/long/b.html`: "),
        "{said}"
    );
    assert!(names(folder.path()).is_empty());

    let old = Site::from([("a.html".to_owned(), b"old".to_vec())]);
    build(&output, &old).unwrap();
    let said = run_out_of_room(&output);
    let start = "nothing was published; the site in `output` is as it was: \
                 could not write `output/.casebook/stage/1`: ";
    assert!(said.starts_with(start), "{said}");
    assert!(files(&output) == old);
    assert_eq!(names(&output.join(".casebook")), ["lock", "manifest.json"]);
    assert_eq!(names(folder.path()), ["output"]);
}
