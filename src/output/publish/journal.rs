//! What is to be done to an output folder, written down before it is begun.
//!
//! Once the journal is on disk the publication is decided: it will be carried out, by this build
//! or by the next. So it must hold all it takes, and must never depend on what a crash left.

use super::failure::{Stop, cannot, if_there};
use super::items;
use super::manifest::Manifest;
use super::steps::Place;
use super::written;
use crate::hash::Hash;
use crate::text::parent;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A publication that only has to be carried out.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    version: u32,
    /// Old files that stand in the way, such as one where a folder is to be: they go first.
    pub(super) clear: Vec<String>,
    /// Staged files by number, and where they go, in this order.
    pub(super) moves: Vec<(usize, String)>,
    /// The other old files that the new site does not have: they go last.
    pub(super) prune: Vec<String>,
    /// The new manifest.
    pub(super) manifest: Manifest,
}

impl Journal {
    /// A journal that is not on disk yet. `gone` are the old files that the new site lacks.
    pub(super) fn new(moves: Vec<(usize, String)>, gone: Vec<String>, manifest: Manifest) -> Self {
        let (clear, prune) = items::in_the_way(gone, &manifest);
        Self { version: written::VERSION, clear, moves, prune, manifest }
    }

    /// Decides: from here on the publication will happen.
    pub(super) fn write(&self, place: &Place<'_>) -> Result<(), Stop> {
        // Numbers, names and hashes always have a JSON form.
        let text = serde_json::to_vec(self).unwrap_or_default();
        written::write(&place.journal(), &place.stage.join("journal"), &text)
    }

    /// Finishes what an interrupted build had decided, and clears away what one had not. Whether
    /// there was anything of the kind.
    pub(super) fn recover(place: &mut Place<'_>) -> Result<bool, Stop> {
        let found: Option<Self> = written::read(&place.journal(), Self::is_sound)?;
        let Some(mut journal) = found else { return place.clear_stage() };
        journal.forget_torn(&place.stage)?;
        journal.carry_out(place)?;
        Ok(true)
    }

    /// Deletes the journal. Whatever it had to say was done, or nothing was.
    pub(super) fn close(place: &Place<'_>) -> Result<(), Stop> {
        let path = place.journal();
        if_there(fs::remove_file(&path)).map_err(cannot("remove", &path))?;
        place.clear_stage().map(drop)
    }

    /// Makes the folders that the moves need, before anything else changes: what is not allowed, or
    /// has no room, fails here, and then nothing has happened.
    pub(super) fn prepare(&self, output: &Path) -> Result<(), Stop> {
        let mut made = Vec::new();
        let result = self.make_folders(output, &mut made);
        if result.is_err() {
            made.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
        }
        result
    }

    fn make_folders(&self, output: &Path, made: &mut Vec<PathBuf>) -> Result<(), Stop> {
        let targets = self.moves.iter().map(|(_, path)| path);
        let parents: BTreeSet<_> =
            targets.clone().chain(&self.clear).chain(&self.prune).map(|p| parent(p)).collect();
        for folder in parents {
            let folder = output.join(folder);
            if is_read_only(&folder) {
                return Err(cannot("change the folder", &folder)(ErrorKind::PermissionDenied.into()));
            }
        }
        let folders: BTreeSet<_> = targets.flat_map(|path| items::ancestors(path)).collect();
        for folder in folders {
            let folder = output.join(folder);
            match fs::create_dir(&folder) {
                Ok(()) => made.push(folder),
                // A file in the way: it goes first, and the move makes the folder.
                Err(error) if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotADirectory) => {
                }
                Err(error) => return Err(cannot("make the folder", &folder)(error)),
            }
        }
        Ok(())
    }

    /// After a power cut a staged file may have lost its end: it is left out, and its old version
    /// stays until the build that is now running replaces it.
    fn forget_torn(&mut self, stage: &Path) -> Result<(), Stop> {
        let mut whole = Vec::new();
        for (number, path) in std::mem::take(&mut self.moves) {
            let staged = stage.join(number.to_string());
            let bytes = if_there(fs::read(&staged)).map_err(cannot("read", &staged))?;
            if bytes.is_some_and(|bytes| self.manifest.0.get(&path) == Some(&Hash::of(bytes).hex())) {
                whole.push((number, path));
            }
        }
        self.moves = whole;
        Ok(())
    }

    /// Whether all paths stay inside the output folder, whoever wrote them.
    fn is_sound(&self) -> bool {
        let moves = self.moves.iter().map(|(_, path)| path);
        let mut paths = moves.chain(&self.clear).chain(&self.prune);
        self.manifest.is_sound() && paths.all(|path| items::fault(path).is_none())
    }
}

/// Whether nobody may write there. (Elsewhere the mark means something else for folders.)
fn is_read_only(folder: &Path) -> bool {
    let found: io::Result<_> = fs::metadata(folder);
    cfg!(unix) && found.is_ok_and(|found| found.permissions().readonly())
}
