//! Every message that an author may read, whole, as the binary writes it.
//!
//! Each file below `tests/diagnostics/` is one case: the files of a small site, the command, and
//! what comes of it. A case reads like this:
//!
//! ```text
//! ==== content/cases/a.md
//! (the file; in a file marked "(bytes)", \t, \r, \n, \\ and \xNN stand for bytes)
//! ==== $ check --strict
//! ==== says
//! (standard error, without how many pages and files there are)
//! ==== prints
//! (standard output, where there is any)
//! ==== exit 1
//! ```
//!
//! A path may also be `name -> target`, a link. Every site gets a `casebook.toml`, unless the
//! case has one or says `==== no casebook.toml`. Without a command, it is `check`. To write what
//! comes of it into the cases, run with `SNAPSHOTS=overwrite`, and read every change.
#![allow(clippy::unwrap_used)]

mod support;

use casebook::diagnostic::Code;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use support::Site;
use walkdir::WalkDir;

const SETTINGS: &str = "title = \"Casebook\"\nbase_url = \"https://example.org/\"\n";

struct Case {
    /// Everything up to the results, as written.
    given: String,
    files: Vec<(String, String)>,
    arguments: Vec<String>,
    settings: bool,
    expected: String,
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut cases: Vec<PathBuf> = WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

fn parse(text: &str) -> Case {
    let mut case = Case {
        given: String::new(),
        files: Vec::new(),
        arguments: vec!["check".to_owned()],
        settings: true,
        expected: String::new(),
    };
    let mut results = false;
    for part in text.split("==== ").skip(1) {
        let (title, body) = part.split_once('\n').unwrap_or((part, ""));
        results = results || matches!(title, "says" | "prints") || title.starts_with("exit ");
        let all = format!("==== {part}");
        if results {
            case.expected += &all;
            continue;
        }
        case.given += &all;
        if let Some(command) = title.strip_prefix("$ ") {
            case.arguments = command.split(' ').map(str::to_owned).collect();
        } else if title == "no casebook.toml" {
            case.settings = false;
        } else if !title.starts_with("# ") {
            case.settings &= title != "casebook.toml";
            case.files.push((title.to_owned(), body.to_owned()));
        }
    }
    case
}

/// `\t`, `\r`, `\n`, `\\` and `\xNN` undone; line ends of the case itself do not count.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.chars().filter(|c| *c != '\n');
    while let Some(c) = rest.next() {
        if c != '\\' {
            bytes.extend(c.to_string().bytes());
            continue;
        }
        match rest.next().unwrap() {
            't' => bytes.push(b'\t'),
            'r' => bytes.push(b'\r'),
            'n' => bytes.push(b'\n'),
            'x' => {
                let digits: String = rest.by_ref().take(2).collect();
                bytes.push(u8::from_str_radix(&digits, 16).unwrap());
            }
            other => bytes.push(u8::try_from(other).unwrap()),
        }
    }
    bytes
}

fn write(site: &Site, title: &str, body: &str) {
    if let Some((name, target)) = title.split_once(" -> ") {
        let path = site.root().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        return std::os::unix::fs::symlink(target, path).unwrap();
    }
    let (name, contents) = match title.strip_suffix(" (bytes)") {
        Some(name) => (name, unescape(body)),
        None => (title, body.as_bytes().to_vec()),
    };
    let path = site.root().join(OsString::from_vec(unescape(name)));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, contents).unwrap();
}

fn results(case: &Case) -> String {
    let site = Site::new();
    if case.settings {
        site.write("casebook.toml", SETTINGS);
    }
    for (title, body) in &case.files {
        write(&site, title, body);
    }
    let arguments: Vec<&str> = case.arguments.iter().map(String::as_str).collect();
    let ran = site.run(&arguments);
    let says = support::without_pages(&ran.said);
    // Lines end in blanks where the writer leaves some: not worth a fault.
    let says: String = says.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    let prints = if ran.out.is_empty() {
        String::new()
    } else {
        format!("==== prints\n{}", pages_made_plain(&ran.out))
    };
    format!("==== says\n{says}{prints}==== exit {}\n", ran.exit)
}

fn pages_made_plain(json: &str) -> String {
    let Some((before, rest)) = json.split_once("\"pages\":") else { return json.to_owned() };
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    format!("{before}\"pages\":_{}", &rest[end..])
}

#[test]
fn every_message_reads_as_it_should() {
    let cases = cases();
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|action| action == "overwrite");
    let next = Mutex::new(cases.iter());
    let wrong: Mutex<Vec<String>> = Mutex::default();
    let work = || {
        while let Some(path) = { next.lock().unwrap().next() } {
            let case = parse(&fs::read_to_string(path).unwrap());
            let actual = results(&case);
            if actual == case.expected {
                continue;
            }
            if overwrite {
                fs::write(path, format!("{}{actual}", case.given)).unwrap();
                continue;
            }
            let mut out = String::new();
            let _ = snapbox::report::write_diff(
                &mut out,
                &case.expected.into(),
                &actual.into(),
                Some(&path.display()),
                Some(&"what came"),
                snapbox::report::Palette::plain(),
            );
            wrong.lock().unwrap().push(out);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(work);
        }
    });
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort();
    assert!(
        wrong.is_empty(),
        "{} of {} cases differ (SNAPSHOTS=overwrite takes what came):\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_code_has_a_case() {
    let expected: String = cases().iter().map(|path| parse(&fs::read_to_string(path).unwrap()).expected).collect();
    let without: BTreeSet<&str> =
        Code::ALL.iter().map(|code| code.id()).filter(|id| !expected.contains(&format!("[{id}]"))).collect();
    assert!(without.is_empty(), "no case for {without:?}");
}
