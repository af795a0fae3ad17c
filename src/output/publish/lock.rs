//! One build at a time for one output folder.
//!
//! The operating system holds the lock, so a build that is killed never leaves one behind. The
//! file itself says nothing: it must never be read as a sign that a build is running.

use super::failure::{Stop, cannot};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

const FILE: &str = "lock";

/// The lock is held for as long as this lives.
pub(super) struct Lock {
    file: File,
    folder: PathBuf,
}

impl Lock {
    /// Takes the lock in `folder`, which is made if need be (its parent is there). `output` is the
    /// folder that the message names when another build has the lock.
    pub(super) fn take(folder: &Path, output: &Path) -> Result<Self, Stop> {
        let path = folder.join(FILE);
        // Whoever ends a first build removes the folder, maybe between two lines of ours.
        for _ in 0..100 {
            make_folder(folder)?;
            let mut options = OpenOptions::new();
            let file = match options.write(true).create(true).truncate(false).open(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                opened => opened.map_err(cannot("write", &path))?,
            };
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(busy(output)),
                Err(TryLockError::Error(error)) => return Err(cannot("lock", &path)(error)),
                Ok(()) if is_at(&file, &path) => return Ok(Self { file, folder: folder.to_owned() }),
                Ok(()) => {}
            }
        }
        Err(busy(output))
    }

    /// Gives the lock back and leaves no trace: the file goes, and its folder when it is empty.
    pub(super) fn remove(self) {
        let _ = fs::remove_file(self.folder.join(FILE));
        drop(self.file);
        let _ = fs::remove_dir(&self.folder);
    }
}

fn make_folder(folder: &Path) -> Result<(), Stop> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => match fs::symlink_metadata(folder) {
            Ok(found) if !found.is_dir() => Err(Stop::Refused(format!(
                "`{}` must be a folder of casebook's own, and is something else. Remove it, then build again.",
                folder.display()
            ))),
            _ => Ok(()),
        },
        made => made.map_err(cannot("make the folder", folder)),
    }
}

fn busy(output: &Path) -> Stop {
    Stop::Busy(format!(
        "Another build is publishing to `{}`. Wait until it has finished, then build again.",
        output.display()
    ))
}

/// Whether the file that we locked is still the one at `path`: who held the lock before us may
/// have removed it.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = || -> io::Result<bool> {
        let (ours, there) = (file.metadata()?, fs::symlink_metadata(path)?);
        Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino()))
    };
    same().unwrap_or(false)
}

/// Elsewhere a file that is open cannot be replaced by another of its name.
#[cfg(not(unix))]
fn is_at(file: &File, path: &Path) -> bool {
    let there = || -> io::Result<()> { file.metadata().and(fs::symlink_metadata(path)).map(drop) };
    there().is_ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_no_trace() {
        let folder = tempfile::tempdir().unwrap();
        let (own, output) = (folder.path().join("own"), Path::new("output"));
        let lock = Lock::take(&own, output).unwrap();
        let Err(Stop::Busy(why)) = Lock::take(&own, output) else { panic!("not busy") };
        assert_eq!(
            why,
            "Another build is publishing to `output`. Wait until it has finished, then build again."
        );
        drop(lock);
        Lock::take(&own, output).unwrap().remove();
        assert!(!own.exists());
    }

    #[test]
    fn many_takers_never_hold_it_together() {
        use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("own");
        let (inside, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..300 {
                        let Ok(lock) = Lock::take(&own, &own) else { continue };
                        assert_eq!(inside.fetch_add(1, SeqCst), 0);
                        taken.fetch_add(1, SeqCst);
                        std::thread::yield_now();
                        inside.fetch_sub(1, SeqCst);
                        lock.remove();
                    }
                });
            }
        });
        assert!(taken.into_inner() > 0 && !own.exists());
    }
}
