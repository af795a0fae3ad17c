//! The files of a site, with what tells whether they changed. Reads no contents.

use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{Hash, Hasher};
use std::collections::BTreeMap;
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
pub(super) struct Found {
    pub(super) disk: PathBuf,
    pub(super) stamp: Stamp,
}

/// The file at `path`, if there is one.
pub(super) fn single(path: &Path) -> Option<Found> {
    let metadata = std::fs::metadata(path).ok().filter(Metadata::is_file)?;
    Some(Found { disk: path.to_owned(), stamp: Stamp::of(&metadata) })
}

/// Every file below `folder`, by its path relative to it. Dot-files, editors' leftovers and
/// what `skip` names are not content.
pub(super) fn scan(
    folder: &Path,
    shown_as: &str,
    skip: &dyn Fn(&Path) -> bool,
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Found> {
    let mut files = BTreeMap::new();
    let wanted = |entry: &DirEntry| entry.depth() == 0 || (!is_leftover(entry) && !skip(entry.path()));
    for entry in WalkDir::new(folder).into_iter().filter_entry(wanted) {
        match entry {
            Ok(entry) => note(folder, shown_as, &entry, &mut files, faults),
            Err(error) => {
                let path = error.path().and_then(|path| relative(folder, path)).unwrap_or_default();
                faults.push(unreadable(format!("{shown_as}{path}"), "This file or folder cannot be read."));
            }
        }
    }
    files
}

fn note(
    folder: &Path,
    shown_as: &str,
    entry: &DirEntry,
    files: &mut BTreeMap<String, Found>,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(path) = relative(folder, entry.path()) else {
        let shown =
            format!("{shown_as}{}", entry.path().strip_prefix(folder).unwrap_or(entry.path()).display());
        faults.push(unreadable(shown, "The name of this file is not valid text, so it was left out."));
        return;
    };
    if entry.file_type().is_symlink() {
        faults.push(
            Diagnostic::new(Code::LinkedFolder, "This is a link to another place, so it was left out.")
                .in_file(format!("{shown_as}{path}"))
                .help("Put the file itself here."),
        );
    } else if entry.file_type().is_file() {
        match entry.metadata() {
            Ok(metadata) => {
                let found = Found { disk: entry.path().to_owned(), stamp: Stamp::of(&metadata) };
                files.insert(path, found);
            }
            Err(_) => faults.push(unreadable(format!("{shown_as}{path}"), "This file cannot be read.")),
        }
    } else if !entry.file_type().is_dir() {
        let message = "This is not a file, but a device or a pipe, so it was left out.";
        faults.push(unreadable(format!("{shown_as}{path}"), message));
    }
}

pub(super) fn unreadable(path: String, message: &str) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, message).in_file(path).help("Check its name, and who may read it.")
}

fn relative(folder: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(folder).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// Hidden files, and what editors and office programs leave beside the files they open.
fn is_leftover(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    name.starts_with(b".")
        || name.starts_with(b"~$")
        || name.starts_with(b"#")
        || name.starts_with(b"___jb_")
        || name.ends_with(b"~")
        || [".swp", ".swx", ".swo", ".tmp", ".bck", ".bak"].iter().any(|end| name.ends_with(end.as_bytes()))
        || name == b"4913"
}
