//! What stands above a path in the output folder: real folders, a link or a file.
//!
//! Every read, write and removal asks here first, so that none ever goes through a symbolic link.
//! Looks at each folder once and never changes anything.

use super::failure::{Stop, cannot, if_there};
use super::items::ancestors;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// The folders of an output folder, as far as they were looked at.
pub(super) struct Folders<'a> {
    output: &'a Path,
    real: HashSet<String>,
}

/// What stands above a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Above<'p> {
    /// Real folders, or nothing yet.
    Free,
    /// This part is a symbolic link.
    Link(&'p str),
    /// This part is a file, or something stranger.
    File(&'p str),
}

impl<'a> Folders<'a> {
    pub(super) fn of(output: &'a Path) -> Self {
        Self { output, real: HashSet::new() }
    }

    /// What stands above `path`; the part nearest to the top decides.
    pub(super) fn above<'p>(&mut self, path: &'p str) -> Result<Above<'p>, Stop> {
        let unknown: Vec<_> = ancestors(path).take_while(|folder| !self.real.contains(*folder)).collect();
        for folder in unknown.into_iter().rev() {
            let at = self.output.join(folder);
            match if_there(fs::symlink_metadata(&at)).map_err(cannot("look at", &at))? {
                None => break,
                Some(found) if found.is_symlink() => return Ok(Above::Link(folder)),
                Some(found) if !found.is_dir() => return Ok(Above::File(folder)),
                Some(_) => self.real.insert(folder.to_owned()),
            };
        }
        Ok(Above::Free)
    }
}
