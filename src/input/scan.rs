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

    /// How many bytes the file had.
    pub(super) fn length(&self) -> usize {
        usize::try_from(self.length).unwrap_or(0)
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

/// What a scan passes over.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Skipped {
    /// Files and folders that are something else.
    pub(super) paths: Vec<PathBuf>,
    /// Whether folders are passed over that programs fill: `node_modules`, `target` and the like.
    /// They are never content where a whole project is, with other things than pages in it; in
    /// `content/` an author has put them there. Each is reported.
    pub(super) made_by_programs: bool,
}

/// Folders that programs fill.
const MADE_BY_PROGRAMS: &[&str] = &["__pycache__", "bower_components", "node_modules", "target", "venv"];

/// The files below a folder. Dot-files and editors' leftovers are not among them.
#[derive(Debug)]
pub(super) struct Tree {
    folder: PathBuf,
    prefix: &'static str,
    skipped: Skipped,
    /// The files, by the path that people see: the prefix and the path below the folder.
    pub(super) files: BTreeMap<String, Found>,
    /// What could not be read or was left out, by the path that people see.
    pub(super) faults: BTreeMap<String, Diagnostic>,
}

impl Tree {
    /// Goes through everything below `folder`, save for what is `skipped`.
    pub(super) fn scan(folder: PathBuf, prefix: &'static str, skipped: Skipped) -> Self {
        let mut tree = Self { folder, prefix, skipped, files: BTreeMap::new(), faults: BTreeMap::new() };
        tree.add(&tree.folder.clone());
        tree
    }

    /// Whether a scan of `folder` with these arguments would give a tree like this.
    pub(super) fn is_of(&self, folder: &Path, prefix: &str, skipped: &Skipped) -> bool {
        self.folder == folder && self.prefix == prefix && self.skipped == *skipped
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
            let not_through = above != path && (above.is_symlink() || self.is_made_by_programs(above));
            !leftover && !not_through && !self.skipped.paths.iter().any(|skipped| skipped == above)
        };
        path.symlink_metadata().is_ok() && above.into_iter().all(passes)
    }

    fn add(&mut self, from: &Path) {
        let follow_root = from == self.folder;
        let mut entries = WalkDir::new(from).follow_root_links(follow_root).into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.depth() > 0 && self.is_skipped(&entry) => skip(&mut entries, &entry),
                Ok(entry) if entry.file_type().is_dir() && self.is_made_by_programs(entry.path()) => {
                    self.fault(made_by_programs(self.shown(entry.path())));
                    entries.skip_current_dir();
                }
                Ok(entry) => self.note(&entry),
                Err(error) if is_gone(&error) => {}
                Err(error) => {
                    let path = error.path().map_or_else(|| self.prefix.to_owned(), |path| self.shown(path));
                    self.fault(unreadable(path, "This file or folder cannot be read."));
                }
            }
        }
    }

    fn is_skipped(&self, entry: &DirEntry) -> bool {
        is_leftover(entry.file_name()) || self.skipped.paths.iter().any(|path| path == entry.path())
    }

    fn is_made_by_programs(&self, folder: &Path) -> bool {
        let name = folder.file_name().and_then(OsStr::to_str);
        self.skipped.made_by_programs
            && folder != self.folder
            && name.is_some_and(|name| MADE_BY_PROGRAMS.contains(&name))
    }

    fn note(&mut self, entry: &DirEntry) {
        if entry.depth() == 0 && entry.path() == self.folder {
            return;
        }
        let kind = entry.file_type();
        let Some(shown) = self.named(entry.path()) else {
            let message = "The name of this file is not valid text, so it was left out.";
            return self.fault(unreadable(self.shown(entry.path()), message));
        };
        if kind.is_symlink() {
            let message = "This is a link to another place, so it was left out.";
            let fault = Diagnostic::new(Code::LinkedFolder, message).in_file(shown);
            self.fault(fault.help("Put the file itself here."));
        } else if kind.is_file() {
            match entry.metadata() {
                Ok(metadata) => {
                    let found = Found { disk: entry.path().to_owned(), stamp: Stamp::of(&metadata) };
                    self.files.insert(shown, found);
                }
                // It went after it was found.
                Err(error) if is_gone(&error) => {}
                Err(_) => self.fault(unreadable(shown, "This file cannot be read.")),
            }
        } else if !kind.is_dir() {
            let message = "This is not a file, but a device or a pipe, so it was left out.";
            self.fault(unreadable(shown, message));
        }
    }

    fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.folder).unwrap_or(path);
        self.named(path).unwrap_or_else(|| format!("{}{}", self.prefix, below.display()))
    }

    /// The path that people see, where all of it is text.
    fn named(&self, path: &Path) -> Option<String> {
        let below = to_text(path.strip_prefix(&self.folder).ok()?)?;
        Some([self.prefix, &below].concat())
    }

    fn fault(&mut self, fault: Diagnostic) {
        self.faults.insert(fault.path.clone().unwrap_or_default(), fault);
    }
}

pub(super) fn unreadable(path: String, message: &str) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, message).in_file(path).help("Check its name, and who may read it.")
}

fn is_gone(error: &walkdir::Error) -> bool {
    error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound)
}

/// Goes past an entry, and past all that is in it.
fn skip(entries: &mut walkdir::IntoIter, entry: &DirEntry) {
    if entry.file_type().is_dir() {
        entries.skip_current_dir();
    }
}

fn made_by_programs(path: String) -> Diagnostic {
    Diagnostic::new(Code::FolderLeftOut, "This folder was left out: programs fill it, not people.")
        .in_file(path)
        .help("If it holds pages, give it another name, or put all pages into a folder called content.")
}

fn to_text(path: &Path) -> Option<String> {
    let mut text = String::with_capacity(path.as_os_str().len());
    for part in path.components() {
        if !text.is_empty() {
            text.push('/');
        }
        text.push_str(part.as_os_str().to_str()?);
    }
    Some(text)
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

/// Whether a change at `path` may change the site at `root`: it is the folder itself or in it, it is
/// not what was published to `output`, and no scan would pass it over as a leftover.
pub fn may_matter(path: &Path, root: &Path, output: &Path) -> bool {
    match path.strip_prefix(root) {
        Ok(below) => !path.starts_with(output) && !below.iter().any(is_leftover),
        Err(_) => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_programs_stay_out_when_they_change() {
        let folder = tempfile::tempdir().unwrap();
        let modules = folder.path().join("node_modules");
        let skipped = || Skipped { made_by_programs: true, ..Skipped::default() };
        let mut tree = Tree::scan(folder.path().to_owned(), "", skipped());
        assert!(tree.faults.is_empty());
        std::fs::create_dir_all(modules.join("tool")).unwrap();
        std::fs::write(modules.join("tool/README.md"), "# A tool").unwrap();
        for changed in [modules.join("tool/README.md"), modules.join("tool"), modules.clone()] {
            tree.update(&[changed]);
            assert!(tree.files.is_empty());
        }
        let cold = Tree::scan(folder.path().to_owned(), "", skipped());
        assert!(tree.faults.keys().eq(cold.faults.keys()) && tree.faults.len() == 1);
        std::fs::remove_dir_all(&modules).unwrap();
        tree.update(&[modules]);
        assert!(tree.faults.is_empty());
    }
}
