//! Carries out a journal, step by step.
//!
//! Each step may be run again after it was done, or half done: whoever finds a journal starts at
//! its first step. No step may remove anything but a plain file of ours, or an empty folder.

use super::OWN;
use super::failure::{Stop, cannot, if_there};
use super::folders::{Above, Folders};
use super::items::ancestors;
use super::journal::Journal;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// An output folder that we have locked.
pub(super) struct Place<'a> {
    /// The folder that readers see.
    pub(super) output: &'a Path,
    /// Our own folder in it.
    pub(super) own: PathBuf,
    /// Where new files wait, named by their number.
    pub(super) stage: PathBuf,
    folders: Folders<'a>,
}

/// One thing to do. All of a journal's, in order, are the publication.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'j> {
    Remove(&'j str),
    Move(usize, &'j str),
    WriteManifest,
    RemoveEmptyFolders,
    Close,
}

impl<'a> Place<'a> {
    pub(super) fn of(output: &'a Path) -> Self {
        let own = output.join(OWN);
        Self { output, stage: own.join("stage"), own, folders: Folders::of(output) }
    }

    /// Where the journal is, while there is one.
    pub(super) fn journal(&self) -> PathBuf {
        self.own.join("journal.json")
    }

    /// Removes the staged files, unless a journal needs them; whether there were any.
    pub(super) fn clear_stage(&self) -> Result<bool, Stop> {
        if self.journal().exists() {
            return Ok(false);
        }
        let removed = if_there(fs::remove_dir_all(&self.stage));
        removed.map(|removed| removed.is_some()).map_err(cannot("remove", &self.stage))
    }
}

impl Journal {
    /// All that is to be done, in order.
    pub(super) fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        let clear = self.clear.iter().map(|path| Step::Remove(path));
        let moves = self.moves.iter().map(|(number, path)| Step::Move(*number, path));
        let prune = self.prune.iter().map(|path| Step::Remove(path));
        let end = [Step::RemoveEmptyFolders, Step::Close];
        clear.chain(moves).chain([Step::WriteManifest]).chain(prune).chain(end)
    }

    /// Does all of it.
    pub(super) fn carry_out(&self, place: &mut Place<'_>) -> Result<(), Stop> {
        self.steps().try_for_each(|step| self.run(step, place))
    }

    /// Does one step.
    pub(super) fn run(&self, step: Step<'_>, place: &mut Place<'_>) -> Result<(), Stop> {
        match step {
            Step::Remove(path) => remove_file(path, place),
            Step::Move(number, path) => move_in(number, path, place),
            Step::WriteManifest => {
                fs::create_dir_all(&place.stage).map_err(cannot("make the folder", &place.stage))?;
                self.manifest.write(&place.own, &place.stage)
            }
            Step::RemoveEmptyFolders => self.remove_empty_folders(place),
            Step::Close => Self::close(place),
        }
    }

    /// The folders of removed files, as far as they are empty now.
    fn remove_empty_folders(&self, place: &mut Place<'_>) -> Result<(), Stop> {
        let removed = self.clear.iter().chain(&self.prune);
        let folders: BTreeSet<_> = removed.flat_map(|path| ancestors(path)).collect();
        for folder in folders.into_iter().rev() {
            if place.folders.above(folder)? == Above::Free {
                let _ = fs::remove_dir(place.output.join(folder)); // Fails when it is not empty.
            }
        }
        Ok(())
    }
}

/// Removes the plain file at `path`. Anything else has come from somebody else since: it stays.
fn remove_file(path: &str, place: &mut Place<'_>) -> Result<(), Stop> {
    if place.folders.above(path)? != Above::Free {
        return Ok(());
    }
    let at = place.output.join(path);
    match if_there(fs::symlink_metadata(&at)).map_err(cannot("look at", &at))? {
        Some(found) if found.is_file() => {
            if_there(fs::remove_file(&at)).map(drop).map_err(cannot("remove", &at))
        }
        _ => Ok(()),
    }
}

/// Moves a staged file to `path`, unless that was done before.
fn move_in(number: usize, path: &str, place: &mut Place<'_>) -> Result<(), Stop> {
    if let Above::Link(link) = place.folders.above(path)? {
        return Err(Stop::Refused(format!(
            "`{}` has become a symbolic link while casebook was publishing. Remove it, then build again.",
            place.output.join(link).display()
        )));
    }
    let (staged, at) = (place.stage.join(number.to_string()), place.output.join(path));
    if fs::rename(&staged, &at).is_ok() || !staged.exists() {
        return Ok(());
    }
    make_way(&at).and_then(|()| fs::rename(&staged, &at)).map_err(cannot("write", &at))
}

/// Makes the folders above `at`, and removes `at` itself where it is a folder without files.
fn make_way(at: &Path) -> io::Result<()> {
    if let Some(above) = at.parent() {
        fs::create_dir_all(above)?;
    }
    if fs::symlink_metadata(at).is_ok_and(|found| found.is_dir()) { remove_folders(at) } else { Ok(()) }
}

fn remove_folders(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_folders(&entry.path())?;
        }
    }
    match fs::remove_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
