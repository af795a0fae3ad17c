//! How our own small files are read and written: whole, with a version, or not at all.
//!
//! It must never guess: what a newer casebook wrote, or what makes no sense, is refused.

use super::failure::{Stop, cannot, if_there};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// The version of manifest and journal that we write, and the only one so far.
pub(super) const VERSION: u32 = 1;

#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// The JSON file at `path`, if it is there; `is_sound` has the last word on whether it makes sense.
pub(super) fn read<T: DeserializeOwned>(
    path: &Path,
    is_sound: impl Fn(&T) -> bool,
) -> Result<Option<T>, Stop> {
    let Some(text) = if_there(fs::read(path)).map_err(cannot("read", path))? else { return Ok(None) };
    match serde_json::from_slice(&text) {
        Ok(Version { version }) if version > VERSION => Err(newer(path)),
        Ok(Version { version: VERSION }) => match serde_json::from_slice(&text) {
            Ok(value) if is_sound(&value) => Ok(Some(value)),
            _ => Err(unreadable(path)),
        },
        _ => Err(unreadable(path)),
    }
}

/// Writes `bytes` to `path` so that it is there whole or not at all, even after a power cut.
pub(super) fn write(path: &Path, by_way_of: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let write = || {
        let mut file = File::create(by_way_of)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(cannot("write", by_way_of))?;
    fs::rename(by_way_of, path).map_err(cannot("write", path))
}

fn newer(path: &Path) -> Stop {
    Stop::Refused(format!(
        "A newer version of casebook published this folder (see `{}`). \
         Use that version, or choose another folder with `--output`.",
        path.display()
    ))
}

fn unreadable(path: &Path) -> Stop {
    Stop::Refused(format!(
        "`{}` cannot be read, so casebook cannot tell its own files from yours. \
         Delete the whole output folder if all in it came from casebook, \
         or choose another folder with `--output`. Then build again.",
        path.display()
    ))
}
