//! The real preview in a real browser: what only there can be seen.
//!
//! This starts `casebook serve` on a new site with one page of every kind, and on this repository's own
//! catalogue, then runs the tests in `tests/browser/` against them. What they need is installed by `tests/run`; where it is missing,
//! this test fails.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread;
use tempfile::TempDir;

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
const CHROMIUM: &str = "/usr/bin/chromium";

#[test]
fn the_preview_works_in_a_browser() {
    let chromium = std::env::var("CASEBOOK_CHROMIUM").unwrap_or_else(|_| CHROMIUM.to_owned());
    assert!(Path::new(&chromium).exists(), "There is no {chromium}. Run tests/run, which installs it.");
    let modules = Path::new(TESTS).join("node_modules/playwright-core");
    assert!(modules.is_dir(), "There is no {}. Run tests/run, which installs it.", modules.display());

    let site = site();
    let preview = Preview::start(site.path());
    let catalogue = Preview::start(Path::new(env!("CARGO_MANIFEST_DIR")));
    let tested = Command::new("node")
        .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(test_files())
        .current_dir(TESTS)
        .env("CASEBOOK_ADDRESS", &preview.address)
        .env("CASEBOOK_CATALOGUE", &catalogue.address)
        .env("CASEBOOK_SITE", site.path())
        .env("CASEBOOK_PROGRAM", env!("CARGO_BIN_EXE_casebook"))
        .env("CASEBOOK_CHROMIUM", chromium)
        .output()
        .unwrap_or_else(|error| {
            panic!("node cannot be started ({error}). Run tests/run, which installs it.")
        });
    assert!(tested.status.success(), "{}", String::from_utf8_lossy(&tested.stdout));
}

/// A new site, with a page that holds every construct of Markdown.
fn site() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    let made = Command::new(env!("CARGO_BIN_EXE_casebook")).arg("init").arg(site.path()).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let everything = Path::new(TESTS).join("browser/everything.md");
    fs::copy(everything, site.path().join("content/everything.md")).unwrap();
    let settings = site.path().join("casebook.toml");
    let views = fs::read_to_string(&settings).unwrap() + VIEWS;
    fs::write(settings, views).unwrap();
    compared(site.path(), "Trial", 6);
    compared(site.path(), "Report", 61);
    filtered(site.path());
    site
}

/// A comparison of entries in one table, one of too many for that, and a statement.
const VIEWS: &str = "
[[views]]
kind = \"compare\"
of = \"trials\"

[[views]]
kind = \"compare\"
of = \"reports\"
address = \"compare-reports\"

[accessibility]
organisation = \"Example Council\"
email = \"team@example.org\"
phone = \"01632 960 001\"
response_days = 5
status = \"partially\"
prepared = 2026-01-01
reviewed = 2026-01-01
enforcement = \"great-britain\"
exempt = [\"Maps.\"]
tested = { how = \"With axe.\", by = \"its makers\", date = 2026-01-01 }

[[accessibility.issues]]
text = \"Films have no captions.\"
criterion = \"1.2.2 Captions (prerecorded)\"
why = \"They are old.\"
";

/// A collection of `count` entries that can be compared, one of which is called `singular`.
fn compared(site: &Path, singular: &str, count: usize) {
    let name = singular.to_lowercase() + "s";
    let folder = site.join("content").join(&name);
    fs::create_dir_all(&folder).unwrap();
    let fields = "[fields.place]\ntype = \"text\"\n[fields.source]\ntype = \"url\"\n[fields.found]\ntype = \"text\"\nmany = true\n";
    fs::write(folder.join("collection.toml"), format!("singular = \"{singular}\"\n{fields}")).unwrap();
    for n in 1..=count {
        let place = if n == 2 { String::new() } else { format!("place: Place {n}\n") };
        let text = format!(
            "---\ntitle: Entry {n} of {name}\nsummary: What {n} did.\n{place}source: https://example.org/{n}\nfound: [One {n}, Two {n}]\n---\nText.\n"
        );
        fs::write(folder.join(format!("e{n}.md")), text).unwrap();
    }
}

/// A collection whose list has several pages, with a facet of few values, one of many and one of very
/// many.
fn filtered(site: &Path) {
    let folder = site.join("content/letters");
    fs::create_dir_all(&folder).unwrap();
    let collection = "singular = \"Letter\"\nplural = \"Letters\"\nfacets = [\"colour\", \"shape\", \"town\"]\n\
        [fields.colour]\ntype = \"text\"\n[fields.shape]\ntype = \"text\"\nmany = true\n[fields.town]\ntype = \"text\"\n";
    fs::write(folder.join("collection.toml"), collection).unwrap();
    for n in 1..=120 {
        let colour = ["Red", "Green", "Blue"][n % 3];
        let (shape, other, town) = (n % 11, n % 2, n % 24);
        let (year, month) = (2000 + n % 7, 1 + n % 12);
        let text = format!(
            "---\ntitle: Letter {n:03}\nsummary: What was written in letter {n}.\ndate: {year}-{month:02}-01\ncolour: {colour}\nshape: [Shape {shape}, Form {other}]\ntown: Town {town}\n---\nDear reader, this is about wombats.\n"
        );
        fs::write(folder.join(format!("l{n:03}.md")), text).unwrap();
    }
}

fn test_files() -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(TESTS).join("browser")).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    assert!(!files.is_empty());
    files
}

/// `casebook serve`, until it goes out of scope.
struct Preview {
    child: Child,
    address: String,
}

impl Preview {
    fn start(site: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_casebook"))
            .args(["serve", "--port", "0", "--root"])
            .arg(site)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let address = address(BufReader::new(child.stderr.take().unwrap()));
        Self { child, address }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address that the preview says it is at. What it says later is read and forgotten.
fn address(mut messages: BufReader<ChildStderr>) -> String {
    let mut said = String::new();
    while messages.read_line(&mut said).unwrap() > 0 {
        if let Some((_, rest)) = said.split_once("The catalogue is at ") {
            let address = rest.split(' ').next().unwrap().to_owned();
            thread::spawn(move || messages.read_to_end(&mut Vec::new()));
            return address;
        }
    }
    panic!("The preview does not say where it is:\n{said}");
}
