//! Many events -> one change: when an author, an editor or git is done. It looks at sizes only.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::{Duration, Instant};

/// A change is over when nothing happened for this long.
const QUIET: Duration = Duration::from_millis(15);

/// The same where one file changed and has something in it: a save that is done.
const QUIET_AFTER_ONE_SAVE: Duration = Duration::from_millis(5);

/// The same where a file is gone, or many changed: some editors delete a file and write it again.
const QUIET_AFTER_MUCH: Duration = Duration::from_millis(50);

/// A change that never ends is looked at after this long all the same.
const PATIENCE: Duration = Duration::from_millis(100);

/// The same where many files change, as when git changes branches.
const PATIENCE_WITH_MANY: Duration = Duration::from_secs(3);

/// From so many files on, it is no person who saves them.
const MANY: usize = 8;

/// How long an empty file may be one that is still being written.
const PATIENCE_WITH_EMPTY: Duration = Duration::from_secs(1);

/// How long git may be at work on one change.
const PATIENCE_WITH_GIT: Duration = Duration::from_secs(10);

/// What to look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// These paths, and everything below them.
    Paths(Vec<PathBuf>),
    /// Everything.
    Anything,
}

/// Tells when a change is over.
#[derive(Debug)]
pub(super) struct Settle {
    root: PathBuf,
}

impl Settle {
    /// For the site at `root`, which may lie in a folder that git looks after.
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// Gathers `events` after the first until the change is over.
    pub(super) fn gather(&self, first: Changed, events: &Receiver<Changed>) -> Changed {
        let start = Instant::now();
        let mut changed = first;
        loop {
            let next = events.recv_timeout(changed.quiet());
            let is_quiet = next.is_err();
            if let Ok(next) = next {
                changed = changed.and(next);
            }
            let passed = start.elapsed();
            let is_over = is_quiet || passed >= changed.patience();
            if is_over && !self.is_unfinished(&changed, passed) {
                return changed.or_all(&self.root);
            }
        }
    }

    /// Whether somebody is still at work. The empty half of a save must never show.
    fn is_unfinished(&self, changed: &Changed, passed: Duration) -> bool {
        passed < PATIENCE_WITH_EMPTY && changed.has_empty_file() || self.git_is_at_work()
    }

    /// Whether git says that it is changing files. What it said long ago, it may have left behind.
    pub(super) fn git_is_at_work(&self) -> bool {
        let locks = self.root.ancestors().map(|folder| folder.join(".git/index.lock"));
        let mut said = locks.filter_map(|lock| lock.metadata().ok()?.modified().ok());
        said.any(|time| time.elapsed().is_ok_and(|age| age < PATIENCE_WITH_GIT))
    }

    /// Waits until git is done, as far as it says so.
    pub(super) fn wait_for_git(&self) {
        while self.git_is_at_work() {
            thread::sleep(QUIET);
        }
    }
}

impl Changed {
    /// How long nothing may happen before the change counts as over.
    fn quiet(&self) -> Duration {
        match self {
            Self::Paths(paths) if paths.len() > MANY => QUIET_AFTER_MUCH,
            Self::Paths(paths) if paths.iter().any(|path| !path.exists()) => QUIET_AFTER_MUCH,
            Self::Paths(paths) if paths.len() == 1 => QUIET_AFTER_ONE_SAVE,
            _ => QUIET,
        }
    }

    /// How long to wait for a change that never ends.
    fn patience(&self) -> Duration {
        match self {
            Self::Paths(paths) if paths.len() <= MANY => PATIENCE,
            _ => PATIENCE_WITH_MANY,
        }
    }

    fn has_empty_file(&self) -> bool {
        let is_empty = |path: &PathBuf| path.metadata().is_ok_and(|file| file.is_file() && file.len() == 0);
        match self {
            Self::Paths(paths) => paths.iter().any(is_empty),
            Self::Anything => false,
        }
    }

    /// Whether folders may have come or gone.
    pub(super) fn may_be_folders(&self) -> bool {
        match self {
            Self::Paths(paths) => paths.iter().any(|path| !path.is_file()),
            Self::Anything => true,
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Paths(mut paths), Self::Paths(more)) => {
                for path in more {
                    if let Err(at) = paths.binary_search(&path) {
                        paths.insert(at, path);
                    }
                }
                Self::Paths(paths)
            }
            _ => Self::Anything,
        }
    }

    /// Everything, where the site's own folder is what changed.
    fn or_all(self, root: &Path) -> Self {
        match &self {
            Self::Paths(paths) if paths.iter().any(|path| root.starts_with(path)) => Self::Anything,
            _ => self,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc::channel;

    #[test]
    fn an_emptied_file_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        fs::write(&file, "").unwrap();
        let settle = Settle::new(folder.path());
        let (sender, events) = channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(Duration::from_millis(200));
                fs::write(&file, "text").unwrap();
                sender.send(Changed::Paths(vec![file.clone()])).unwrap();
            });
            settle.gather(Changed::Paths(vec![file.clone()]), &events);
            assert_eq!(fs::read_to_string(&file).unwrap(), "text");
        });
    }

    #[test]
    fn git_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        let lock = folder.path().join(".git/index.lock");
        fs::write(&lock, "").unwrap();
        let settle = Settle::new(folder.path());
        let (_sender, events) = channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(Duration::from_millis(200));
                fs::remove_file(&lock).unwrap();
            });
            let file = folder.path().join("content/a.md");
            settle.gather(Changed::Paths(vec![file]), &events);
            assert!(!lock.exists());
        });
    }

    #[test]
    fn a_change_of_the_folder_itself_is_one_of_everything() {
        let folder = tempfile::tempdir().unwrap();
        let settle = Settle::new(folder.path());
        let (_sender, events) = channel();
        let changed = settle.gather(Changed::Paths(vec![folder.path().to_owned()]), &events);
        assert_eq!(changed, Changed::Anything);
    }
}
