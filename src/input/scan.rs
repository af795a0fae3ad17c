//! The files of a site, with what tells whether they changed. Reads no contents.

use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{Hash, Hasher};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use walkdir::{DirEntry, WalkDir};

/// What tells one version of a file from another without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    inode: u64,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self { length: metadata.len(), modified: metadata.modified().ok(), inode: inode(metadata) }
    }

    /// Whether the file was last changed long enough ago that a further change shows in the
    /// stamp. File systems count time in steps: some of 4 ms, some of 2 s.
    pub(super) fn is_settled(&self) -> bool {
        let age = self.modified.and_then(|modified| modified.elapsed().ok());
        age.is_some_and(|age| age > COARSEST_CLOCK)
    }

    /// A hash of `path` with what the stamp says.
    pub(super) fn hash(&self, path: &str) -> Hash {
        let since = self
            .modified
            .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok())
            .unwrap_or_default();
        Hasher::default()
            .text(path)
            .number(self.length)
            .number(since.as_secs())
            .number(u64::from(since.subsec_nanos()))
            .number(self.inode)
            .finish()
    }
}

const COARSEST_CLOCK: Duration = Duration::from_secs(2);

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}

/// A file found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) disk: PathBuf,
    pub(super) stamp: Stamp,
}

/// The file at `path`, if there is one.
pub(super) fn single(path: &Path) -> Option<Found> {
    let metadata = std::fs::metadata(path).ok().filter(Metadata::is_file)?;
    Some(Found { disk: path.to_owned(), stamp: Stamp::of(&metadata) })
}

/// The files below a folder. Dot-files and editors' leftovers are not among them.
#[derive(Debug)]
pub(super) struct Tree {
    folder: PathBuf,
    prefix: &'static str,
    skipped: Vec<PathBuf>,
    /// The files, by the path that people see: the prefix and the path below the folder.
    pub(super) files: BTreeMap<String, Found>,
    /// What could not be read or was left out, by the path that people see.
    pub(super) faults: BTreeMap<String, Diagnostic>,
}

impl Tree {
    /// Goes through everything below `folder`, save for the paths `skipped`.
    pub(super) fn scan(folder: PathBuf, prefix: &'static str, skipped: Vec<PathBuf>) -> Self {
        let mut tree = Self { folder, prefix, skipped, files: BTreeMap::new(), faults: BTreeMap::new() };
        tree.add(&tree.folder.clone());
        tree
    }

    /// Whether a scan of `folder` with these arguments would give a tree like this.
    pub(super) fn is_of(&self, folder: &Path, prefix: &str, skipped: &[PathBuf]) -> bool {
        self.folder == folder && self.prefix == prefix && self.skipped == skipped
    }

    /// Looks again at the paths `changed` and at everything below them.
    pub(super) fn update(&mut self, changed: &[PathBuf]) {
        for path in changed {
            let Ok(below) = path.strip_prefix(&self.folder) else { continue };
            let Some(below) = to_text(below) else { continue };
            let shown = format!("{}{below}", self.prefix);
            let inside = format!("{shown}/");
            let gone = |key: &String| below.is_empty() || *key == shown || key.starts_with(&inside);
            self.files.retain(|key, _| !gone(key));
            self.faults.retain(|key, _| !gone(key));
            if self.reaches(path) {
                self.add(path);
            }
        }
    }

    /// Whether a scan from the folder down would come to `path`.
    fn reaches(&self, path: &Path) -> bool {
        let above = path.ancestors().take_while(|above| *above != self.folder);
        let passes = |above: &Path| {
            let leftover = above.file_name().is_none_or(is_leftover);
            let through_link = above != path && above.is_symlink();
            !leftover && !through_link && !self.skipped.iter().any(|skipped| skipped == above)
        };
        path.symlink_metadata().is_ok() && above.into_iter().all(passes)
    }

    fn add(&mut self, from: &Path) {
        let skipped = self.skipped.clone();
        let wanted = |entry: &DirEntry| {
            entry.depth() == 0
                || !(is_leftover(entry.file_name()) || skipped.iter().any(|path| path == entry.path()))
        };
        let follow_root = from == self.folder;
        for entry in WalkDir::new(from).follow_root_links(follow_root).into_iter().filter_entry(wanted) {
            match entry {
                Ok(entry) => self.note(&entry),
                Err(error) => {
                    let path = error.path().map_or_else(|| self.prefix.to_owned(), |path| self.shown(path));
                    self.fault(unreadable(path, "This file or folder cannot be read."));
                }
            }
        }
    }

    fn note(&mut self, entry: &DirEntry) {
        if entry.path() == self.folder {
            return;
        }
        let shown = self.shown(entry.path());
        let kind = entry.file_type();
        if entry.path().strip_prefix(&self.folder).ok().and_then(to_text).is_none() {
            self.fault(unreadable(shown, "The name of this file is not valid text, so it was left out."));
        } else if kind.is_symlink() {
            let message = "This is a link to another place, so it was left out.";
            let fault = Diagnostic::new(Code::LinkedFolder, message).in_file(shown);
            self.fault(fault.help("Put the file itself here."));
        } else if kind.is_file() {
            match entry.metadata() {
                Ok(metadata) => {
                    let found = Found { disk: entry.path().to_owned(), stamp: Stamp::of(&metadata) };
                    self.files.insert(shown, found);
                }
                Err(_) => self.fault(unreadable(shown, "This file cannot be read.")),
            }
        } else if !kind.is_dir() {
            let message = "This is not a file, but a device or a pipe, so it was left out.";
            self.fault(unreadable(shown, message));
        }
    }

    fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.folder).unwrap_or(path);
        format!("{}{}", self.prefix, to_text(below).unwrap_or_else(|| below.display().to_string()))
    }

    fn fault(&mut self, fault: Diagnostic) {
        self.faults.insert(fault.path.clone().unwrap_or_default(), fault);
    }
}

pub(super) fn unreadable(path: String, message: &str) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, message).in_file(path).help("Check its name, and who may read it.")
}

fn to_text(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// Hidden files, and what editors and office programs leave beside the files they open.
fn is_leftover(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b".")
        || name.starts_with(b"~$")
        || name.starts_with(b"#")
        || name.starts_with(b"___jb_")
        || name.ends_with(b"~")
        || [".swp", ".swx", ".swo", ".tmp", ".bck", ".bak"].iter().any(|end| name.ends_with(end.as_bytes()))
        || name == b"4913"
}
