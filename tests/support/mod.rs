//! What several test files need: a site in a temporary folder, the real binary, and a checker
//! for what it published.
#![allow(dead_code, clippy::unwrap_used)]

pub(crate) mod html;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The day that all tests are built for.
pub(crate) const TODAY: &str = "2026-03-01";

/// A site in a temporary folder.
pub(crate) struct Site {
    folder: TempDir,
}

/// What the binary did.
pub(crate) struct Ran {
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) said: String,
    /// The exit code.
    pub(crate) exit: i32,
}

impl Site {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A site with these files.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let site = Self::new();
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    /// The site's folder; inside a folder of its own, so that names beside it are ours too.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    pub(crate) fn output(&self) -> PathBuf {
        self.root().join("output")
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.root().join(path)).unwrap();
    }

    /// The text of a published file.
    pub(crate) fn published(&self, path: &str) -> String {
        let path = self.output().join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub(crate) fn has_published(&self, path: &str) -> bool {
        self.output().join(path).exists()
    }

    /// Runs the binary with `arguments` on this site, for the day [`TODAY`].
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        fs::create_dir_all(self.root()).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_casebook"))
            .args(arguments)
            .args(["--root", self.root().to_str().unwrap(), "--today", TODAY])
            .current_dir(self.folder.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .unwrap();
        Ran::new(&output, &self.root())
    }

    pub(crate) fn build(&self) -> Ran {
        self.run(&["build"])
    }
}

impl Ran {
    fn new(output: &Output, root: &Path) -> Self {
        let text = |bytes: &[u8]| {
            String::from_utf8(bytes.to_vec()).unwrap().replace(root.to_str().unwrap(), "[ROOT]")
        };
        let (out, said) = (text(&output.stdout), text(&output.stderr));
        for text in [&out, &said] {
            assert!(!text.contains("panicked at"), "it panicked:\n{text}");
        }
        Self { out, said, exit: output.status.code().unwrap_or(-1) }
    }

    /// The last line that it said.
    pub(crate) fn closing(&self) -> &str {
        self.said.trim_end().lines().last().unwrap_or("")
    }

    /// The closing line without the counts of pages and files, which change with the theme.
    pub(crate) fn closing_without_pages(&self) -> String {
        without_pages(self.closing())
    }
}

/// `said` with the counts of pages and of files, which change with the theme, made plain.
pub(crate) fn without_pages(said: &str) -> String {
    let lines = said.lines().map(|line| {
        let closing = ["Checked: ", "Published to ", "Nothing was published: "];
        if closing.iter().any(|start| line.starts_with(start)) { redact(line) } else { line.to_owned() }
    });
    lines.map(|line| line + "\n").collect::<String>().trim_end_matches('\n').to_owned()
        + if said.ends_with('\n') { "\n" } else { "" }
}

fn redact(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let counted = ["pages,", "page,", "changed,", "removed):"];
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let number = word.trim_start_matches('(').replace(',', "").parse::<usize>().is_ok();
        let next = words.get(at + 1).copied().unwrap_or("");
        if number && counted.contains(&next) {
            out.push(if word.starts_with('(') { "(_".to_owned() } else { "_".to_owned() });
        } else if *word == "page," {
            out.push("pages,".to_owned());
        } else {
            out.push((*word).to_owned());
        }
    }
    out.join(" ")
}

/// Asserts that every page that was published is sound: see [`html::faults`].
#[track_caller]
pub(crate) fn assert_sound(site: &Site) {
    assert_sound_at(site, "/");
}

/// [`assert_sound`] for a site that is published at the path `base`.
#[track_caller]
pub(crate) fn assert_sound_at(site: &Site, base: &str) {
    let faults = html::faults(&site.output(), base);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(30)].join("\n"));
}

/// The words of the page's heading of level 1.
pub(crate) fn h1(page: &str) -> String {
    let (_, rest) = page.split_once("<h1").unwrap_or_else(|| panic!("no h1 in {page}"));
    let (inside, _) = rest.split_once("</h1>").unwrap();
    let (_, inside) = inside.split_once('>').unwrap();
    without_tags(inside).trim().to_owned()
}

/// `html` without its tags.
pub(crate) fn without_tags(html: &str) -> String {
    let mut out = String::new();
    for (at, part) in html.split('<').enumerate() {
        out.push_str(if at == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) });
    }
    out
}
