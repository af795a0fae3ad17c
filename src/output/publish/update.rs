//! A publication into a folder that is there: what did not change is not touched.
//!
//! Up to the journal it must never change a file that readers see; from the journal on it must
//! never need anything that is not on disk.

use super::failure::{PublishError, Stop, cannot, if_there};
use super::journal::Journal;
use super::lock::Lock;
use super::manifest::Manifest;
use super::steps::Place;
use super::{Item, OWN, Report, first, refuse, render};
use crate::hash::Hash;
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// An item whose bytes are on disk, in its place or staged.
struct Staged {
    hash: String,
    is_new: bool,
}

/// Publishes `items` into the folder `output`.
pub(super) fn publish<'b, E: Send>(
    output: &Path,
    items: &[Item<'_>],
    bytes: &(impl Fn(usize) -> Result<Cow<'b, [u8]>, E> + Sync),
) -> Result<Report, PublishError<E>> {
    if fs::symlink_metadata(output.join(OWN)).is_err() {
        refuse::foreign(output)?; // Before the lock, to leave no trace.
    }
    let mut place = Place::of(output);
    let _lock = Lock::take(&place.own, output)?;
    first::clear(output);
    let untouched = || format!("nothing was published; the site in `{}` is as it was", output.display());
    let begun =
        || format!("part of the new site is in `{}`; the next build will finish it", output.display());

    let recovered = Journal::recover(&mut place).map_err(|stop| PublishError::from(stop).leaving(begun()))?;
    let old = ours(&place).and_then(|old| refuse::taken(output, items, &old).map(|()| old));
    let decided = old.map_err(PublishError::from).and_then(|old| decide(&place, items, bytes, &old));
    let decided = decided.map_err(|error| {
        let _ = place.clear_stage();
        error.leaving(untouched())
    })?;
    let Some((journal, mut report)) = decided else {
        place.clear_stage()?;
        return Ok(Report { unchanged: items.len(), recovered, ..Report::default() });
    };
    journal.carry_out(&mut place).map_err(|stop| PublishError::from(stop).leaving(begun()))?;
    report.recovered = recovered;
    Ok(report)
}

/// What is ours in the folder. No manifest: nothing, and then nothing else may be there either.
fn ours(place: &Place<'_>) -> Result<Manifest, Stop> {
    match Manifest::read(&place.own)? {
        Some(manifest) => Ok(manifest),
        None => refuse::foreign(place.output).map(|()| Manifest::default()),
    }
}

/// Stages what is new and writes the journal; `None` when there is nothing to do.
pub(super) fn decide<'b, E: Send>(
    place: &Place<'_>,
    items: &[Item<'_>],
    bytes: &(impl Fn(usize) -> Result<Cow<'b, [u8]>, E> + Sync),
    old: &Manifest,
) -> Result<Option<(Journal, Report)>, PublishError<E>> {
    fs::create_dir(&place.stage).map_err(cannot("make the folder", &place.stage))?;
    let staged = render::each(items.len(), bytes, |i, bytes| stage(place, i, items[i].path, bytes, old))?;
    let mut moves: Vec<_> = (0..items.len()).filter(|i| staged[*i].is_new).collect();
    moves.sort_by_key(|i| (items[*i].rank, items[*i].path));
    let moves: Vec<_> = moves.into_iter().map(|i| (i, items[i].path.to_owned())).collect();
    let new = Manifest(items.iter().zip(staged).map(|(item, s)| (item.path.to_owned(), s.hash)).collect());
    if moves.is_empty() && new == *old {
        return Ok(None);
    }
    let gone: Vec<_> = old.0.keys().filter(|path| !new.has(path)).cloned().collect();
    let (written, removed) = (moves.len(), gone.len());
    let report = Report { written, unchanged: items.len() - written, removed, recovered: false };
    let journal = Journal::new(moves, gone, new);
    journal.write(place)?;
    if let Err(stop) = journal.prepare(place.output) {
        Journal::close(place)?;
        return Err(stop.into());
    }
    Ok(Some((journal, report)))
}

/// Stages the bytes of item `i` unless its file has them already.
fn stage(place: &Place<'_>, i: usize, path: &str, bytes: &[u8], old: &Manifest) -> Result<Staged, Stop> {
    let at = place.output.join(path);
    let is_new = !(old.has(path) && holds(&at, bytes).map_err(cannot("read", &at))?);
    if is_new {
        render::write_new(&place.stage.join(i.to_string()), bytes)?;
    }
    Ok(Staged { hash: Hash::of(bytes).hex(), is_new })
}

/// Whether `bytes` are what the file holds.
fn holds(file: &Path, bytes: &[u8]) -> io::Result<bool> {
    let Some(mut file) = if_there(File::open(file))? else { return Ok(false) };
    if file.metadata()?.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut there = Vec::with_capacity(bytes.len());
    file.read_to_end(&mut there)?;
    Ok(there == bytes)
}
