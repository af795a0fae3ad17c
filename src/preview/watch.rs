//! File events -> wake-ups. What really changed is for the rescan to find.

use super::mount;
use super::settle::{Changed, Settle};
use crate::input;
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// How often the clock is looked at, for a new day.
const CLOCK: Duration = Duration::from_secs(1);

/// How often is looked without being told to, when there is nobody to tell: soon after a change,
/// and then less and less often.
const POLL: Duration = Duration::from_millis(500);
const SLOWEST_POLL: Duration = Duration::from_secs(2);

/// After a look at what events named, everything is looked at once it has been quiet for this
/// long: events can be lost.
const SECOND_LOOK: Duration = Duration::from_millis(400);

/// Says when to look at the files again.
#[derive(Debug)]
pub struct Wake {
    root: PathBuf,
    output: PathBuf,
    settle: Settle,
    events: Receiver<Changed>,
    sender: Sender<Changed>,
    watcher: Option<RecommendedWatcher>,
    second_look_due: bool,
    folders_changed: bool,
    poll: Duration,
    /// Why events cannot be had, until somebody is told.
    polling_because: Option<String>,
}

/// Watches the site at `root`, save for what is published to `output`; with `poll`, or where
/// watching is not possible, only the clock.
pub fn watch(root: &Path, output: &Path, poll: bool) -> Wake {
    let (sender, events) = channel();
    let mut wake = Wake {
        root: root.to_owned(),
        output: output.to_owned(),
        settle: Settle::new(root),
        events,
        sender,
        watcher: None,
        second_look_due: false,
        folders_changed: false,
        poll: POLL,
        polling_because: None,
    };
    if poll {
        return wake;
    }
    match mount::network_drive(root) {
        Some(kind) => wake.polling_because = Some(on_network_drive(&kind)),
        None => {
            if let Err(error) = wake.start() {
                wake.only_poll(&error);
            }
        }
    }
    wake
}

impl Wake {
    /// Waits until there may be something new, and says where. `None` where only time has passed.
    pub fn wait(&mut self) -> Option<Changed> {
        let patience = match (&self.watcher, self.second_look_due) {
            (None, _) => self.poll,
            (Some(_), true) => SECOND_LOOK,
            (Some(_), false) => CLOCK,
        };
        if let Ok(first) = self.events.recv_timeout(patience) {
            let changed = self.settle.gather(first, &self.events);
            self.second_look_due = true;
            self.folders_changed |= changed.may_be_folders();
            return Some(changed);
        }
        let due = std::mem::take(&mut self.second_look_due) || self.watcher.is_none();
        if due {
            self.settle.wait_for_git();
        }
        if due && self.watcher.is_some() && std::mem::take(&mut self.folders_changed) {
            self.watch_again();
        }
        due.then_some(Changed::Anything)
    }

    /// Learns whether the last look found something new, and whether it has to be done again. Where
    /// nothing happens, and nobody tells, there is less and less to look for.
    pub fn looked(&mut self, found: bool, again: bool) {
        self.second_look_due |= again;
        self.poll = if found { POLL } else { (self.poll * 5 / 4).min(SLOWEST_POLL) };
    }

    /// Why changes are only looked for now and then, where that is so and was not said yet.
    pub fn news(&mut self) -> Option<String> {
        self.polling_because.take()
    }

    fn start(&mut self) -> notify::Result<()> {
        let (sender, root, output) = (self.sender.clone(), self.root.clone(), self.output.clone());
        let matters = move |path: &PathBuf| input::may_matter(path, &root, &output);
        let tell = move |event: notify::Result<Event>| {
            let changed = match event {
                Ok(event) if event.need_rescan() => Changed::Anything,
                // Our own reading makes events too: only what may change a file counts.
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
                Ok(mut event) => {
                    event.paths.retain(&matters);
                    Changed::Paths(event.paths)
                }
                Err(_) => Changed::Anything,
            };
            if changed != Changed::Paths(Vec::new()) {
                let _ = sender.send(changed);
            }
        };
        // A link may lead round in a circle, and what is behind one is no content.
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(tell, config)?;
        watch_all(&mut watcher, &self.root)?;
        self.watcher = Some(watcher);
        Ok(())
    }

    /// A folder that was deleted and made again is no longer watched, and nobody says so.
    fn watch_again(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        if let Err(error) = watch_all(watcher, &self.root)
            && matches!(error.kind, notify::ErrorKind::MaxFilesWatch)
        {
            self.only_poll(&error);
        }
    }

    fn only_poll(&mut self, error: &notify::Error) {
        self.watcher = None;
        self.polling_because = Some(reason(error));
    }
}

/// Watches all that a site is made of, and whether its folder is still there.
fn watch_all(watcher: &mut RecommendedWatcher, root: &Path) -> notify::Result<()> {
    if let Some(above) = root.parent() {
        // Where that is not allowed, a new folder in place of the old one is not seen: no more.
        let _ = watcher.watch(above, RecursiveMode::NonRecursive);
    }
    let content = root.join("content");
    if content.is_dir() {
        watcher.watch(root, RecursiveMode::NonRecursive)?;
        watcher.watch(&content, RecursiveMode::Recursive)?;
    } else {
        watcher.watch(root, RecursiveMode::Recursive)?;
    }
    let themes = root.join("themes");
    if themes.is_dir() {
        watcher.watch(&themes, RecursiveMode::Recursive)?;
    }
    Ok(())
}

const NOW_AND_THEN: &str = "so changes are looked for every second or two";

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            format!("This computer cannot watch so many folders, {NOW_AND_THEN}.")
        }
        _ => format!("The folder cannot be watched ({error}), {NOW_AND_THEN}."),
    }
}

fn on_network_drive(kind: &str) -> String {
    format!("The folder is on a network drive ({kind}), {NOW_AND_THEN}.")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn where_folders_cannot_be_watched_it_says_so_and_looks_now_and_then() {
        let folder = tempfile::tempdir().unwrap();
        let mut wake = watch(folder.path(), &folder.path().join("output"), false);
        assert_eq!(wake.news(), None);
        wake.only_poll(&notify::Error::new(notify::ErrorKind::MaxFilesWatch));
        let expected =
            "This computer cannot watch so many folders, so changes are looked for every second or two.";
        assert_eq!(wake.news().as_deref(), Some(expected));
        assert_eq!(wake.news(), None, "it was said already");
        let start = Instant::now();
        assert_eq!(wake.wait(), Some(Changed::Anything));
        assert!(start.elapsed() >= POLL);
    }

    #[test]
    fn the_reasons_are_told_in_words() {
        assert_eq!(
            on_network_drive("cifs"),
            "The folder is on a network drive (cifs), so changes are looked for every second or two."
        );
        assert_eq!(
            reason(&notify::Error::generic("no")),
            "The folder cannot be watched (no), so changes are looked for every second or two."
        );
    }

    #[test]
    fn where_nothing_happens_it_looks_less_and_less_often() {
        let folder = tempfile::tempdir().unwrap();
        let mut wake = watch(folder.path(), &folder.path().join("output"), true);
        (0..20).for_each(|_| wake.looked(false, false));
        assert_eq!(wake.poll, SLOWEST_POLL);
        wake.looked(true, false);
        assert_eq!(wake.poll, POLL);
    }
}
