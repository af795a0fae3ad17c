//! File events -> wake-ups. What really changed is for the rescan to find.

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// A change is over when nothing happened for this long.
const QUIET: Duration = Duration::from_millis(15);

/// The same where one file changed and has something in it: a save that is done.
const QUIET_AFTER_ONE_SAVE: Duration = Duration::from_millis(5);

/// A change that never ends is looked at after this long all the same.
const PATIENCE: Duration = Duration::from_millis(100);

/// How often is looked without being told to, when there is nobody to tell.
const POLL: Duration = Duration::from_secs(1);

/// How often is looked whether a new day has begun.
const DAY_CHECK: Duration = Duration::from_secs(20);

/// After a look at what events named, everything is looked at once it has been quiet for this
/// long: events can be lost.
const SECOND_LOOK: Duration = Duration::from_millis(400);

/// What to look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// These paths, and everything below them.
    Paths(Vec<PathBuf>),
    /// Everything.
    Anything,
}

/// Says when to look at the files again.
#[derive(Debug)]
pub struct Wake {
    root: PathBuf,
    events: Receiver<Changed>,
    sender: Sender<Changed>,
    watcher: Option<RecommendedWatcher>,
    second_look_due: bool,
    /// Why events cannot be had, where they cannot.
    pub polling_because: Option<String>,
}

/// Watches the site at `root`; with `poll`, or where watching is not possible, only the clock.
pub fn watch(root: &Path, poll: bool) -> Wake {
    let (sender, events) = channel();
    let mut wake = Wake {
        root: root.to_owned(),
        events,
        sender,
        watcher: None,
        second_look_due: false,
        polling_because: None,
    };
    if !poll && let Err(error) = wake.start() {
        wake.watcher = None;
        wake.polling_because = Some(reason(&error));
    }
    wake
}

impl Wake {
    /// Waits until there may be something new, and says where.
    pub fn wait(&mut self) -> Changed {
        let patience = match (&self.watcher, self.second_look_due) {
            (None, _) => POLL,
            (Some(_), true) => SECOND_LOOK,
            (Some(_), false) => DAY_CHECK,
        };
        let first = match self.events.recv_timeout(patience) {
            Ok(changed) => changed,
            Err(_) => {
                self.second_look_due = false;
                return Changed::Anything;
            }
        };
        let changed = self.settle(first);
        self.second_look_due = changed != Changed::Anything;
        self.watch_folders();
        changed
    }

    /// Gathers events until it is quiet.
    fn settle(&self, mut changed: Changed) -> Changed {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let Ok(next) = self.events.recv_timeout(changed.quiet()) else { break };
            changed = changed.and(next);
        }
        changed
    }

    fn start(&mut self) -> notify::Result<()> {
        let sender = self.sender.clone();
        // Our own reading makes events too: only what may change a file counts.
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let changed = match event {
                Ok(event) if event.need_rescan() => Changed::Anything,
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
                Ok(event) => Changed::Paths(event.paths),
                Err(_) => Changed::Anything,
            };
            let _ = sender.send(changed);
        })?;
        let content = self.root.join("content");
        if content.is_dir() {
            watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
            watcher.watch(&content, RecursiveMode::Recursive)?;
        } else {
            watcher.watch(&self.root, RecursiveMode::Recursive)?;
        }
        let themes = self.root.join("themes");
        if themes.is_dir() {
            watcher.watch(&themes, RecursiveMode::Recursive)?;
        }
        self.watcher = Some(watcher);
        Ok(())
    }

    /// A folder that was deleted and made again is no longer watched, and nobody says so.
    fn watch_folders(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        for folder in ["content", "themes"].map(|name| self.root.join(name)) {
            if folder.is_dir() {
                let _ = watcher.watch(&folder, RecursiveMode::Recursive);
            }
        }
    }
}

impl Changed {
    /// How long nothing may happen before the change counts as over. Some editors empty a file
    /// before they write it, and the empty half must never show.
    fn quiet(&self) -> Duration {
        match self {
            Self::Paths(paths) => match paths.as_slice() {
                [one] if one.metadata().is_ok_and(|file| file.is_file() && file.len() > 0) => {
                    QUIET_AFTER_ONE_SAVE
                }
                _ => QUIET,
            },
            Self::Anything => QUIET,
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Paths(mut paths), Self::Paths(more)) => {
                paths.extend(more);
                paths.sort();
                paths.dedup();
                Self::Paths(paths)
            }
            _ => Self::Anything,
        }
    }
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "This computer cannot watch so many folders, so changes are looked for every second.".to_owned()
        }
        _ => format!("Changes are looked for every second, because the folder cannot be watched ({error})."),
    }
}
