//! File events -> wake-ups. What really changed is for the rescan to find.

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// A change is over when nothing happened for this long.
const QUIET: Duration = Duration::from_millis(15);

/// A change that never ends is looked at after this long all the same.
const PATIENCE: Duration = Duration::from_millis(100);

/// How often is looked without being told to, when there is nobody to tell.
const POLL: Duration = Duration::from_secs(1);

/// How often is looked whether a new day has begun.
const DAY_CHECK: Duration = Duration::from_secs(20);

/// Says when to look at the files again.
#[derive(Debug)]
pub struct Wake {
    root: PathBuf,
    events: Receiver<()>,
    sender: Sender<()>,
    watcher: Option<RecommendedWatcher>,
    /// Why events cannot be had, where they cannot.
    pub polling_because: Option<String>,
}

/// Watches the site at `root`; with `poll`, or where watching is not possible, only the clock.
pub fn watch(root: &Path, poll: bool) -> Wake {
    let (sender, events) = channel();
    let mut wake = Wake { root: root.to_owned(), events, sender, watcher: None, polling_because: None };
    if !poll && let Err(error) = wake.start() {
        wake.watcher = None;
        wake.polling_because = Some(reason(&error));
    }
    wake
}

impl Wake {
    /// Waits until there may be something new.
    pub fn wait(&mut self) {
        let patience = if self.watcher.is_some() { DAY_CHECK } else { POLL };
        if self.events.recv_timeout(patience) == Err(RecvTimeoutError::Disconnected) {
            std::thread::sleep(patience);
        }
        let start = Instant::now();
        while start.elapsed() < PATIENCE && self.events.recv_timeout(QUIET).is_ok() {}
        if self.watcher.is_some() {
            self.watch_folders();
        }
    }

    fn start(&mut self) -> notify::Result<()> {
        let sender = self.sender.clone();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.as_ref().map_or(true, may_change_something) {
                let _ = sender.send(());
            }
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

/// Our own reading makes events too: only what may change a file counts.
fn may_change_something(event: &Event) -> bool {
    event.need_rescan() || !matches!(event.kind, EventKind::Access(_))
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "This computer cannot watch so many folders, so changes are looked for every second.".to_owned()
        }
        _ => format!("Changes are looked for every second, because the folder cannot be watched ({error})."),
    }
}
