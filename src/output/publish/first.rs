//! The first publication: there is no output folder yet.
//!
//! The whole site is built in a folder beside it, `.<name>.casebook`, on the same file system, and
//! becomes visible by one rename. It must never touch an output folder that has come to exist.

use super::failure::{PublishError, Stop, cannot};
use super::lock::Lock;
use super::manifest::Manifest;
use super::render;
use super::{Item, OWN, Report};
use crate::hash::Hash;
use crate::text::parent;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Publishes `items` as the new folder `output`. `None`: another build has made it meanwhile.
pub(super) fn publish<'b, E: Send>(
    output: &Path,
    items: &[Item<'_>],
    bytes: &(impl Fn(usize) -> Result<Cow<'b, [u8]>, E> + Sync),
) -> Result<Option<Report>, PublishError<E>> {
    let beside = beside(output);
    let above = beside.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(above).map_err(cannot("make the folder", above))?;
    let lock = Lock::take(&beside, output)?;
    let site = beside.join("site");
    let mut result = Ok(None);
    if !output.exists() {
        let recovered = site.exists();
        result = build(&site, output, items, bytes)
            .map(|written| Some(Report { written, recovered, ..Report::default() }));
    }
    let _ = remove(&site);
    lock.remove();
    result.map_err(|error| error.leaving("nothing was published".to_owned()))
}

/// Clears away what a first build left that was killed. Does nothing while one is running.
pub(super) fn clear(output: &Path) {
    let beside = beside(output);
    if beside.exists()
        && let Ok(lock) = Lock::take(&beside, output)
    {
        let _ = remove(&beside.join("site"));
        lock.remove();
    }
}

fn build<'b, E: Send>(
    site: &Path,
    output: &Path,
    items: &[Item<'_>],
    bytes: &(impl Fn(usize) -> Result<Cow<'b, [u8]>, E> + Sync),
) -> Result<usize, PublishError<E>> {
    remove(site).map_err(cannot("remove", site))?;
    make_folders(site, items)?;
    let hashes = render::each(items.len(), bytes, |i, bytes| {
        render::write_new(&site.join(items[i].path), bytes)?;
        Ok(Hash::of(bytes).hex())
    })?;
    let paths = items.iter().map(|item| item.path.to_owned());
    let own = site.join(OWN);
    Manifest(paths.zip(hashes).collect()).write(&own, &own)?;
    fs::rename(site, output).map_err(|error| arrival(error, output))?;
    Ok(items.len())
}

/// Makes every folder once: those of one depth together, after those above them.
fn make_folders(site: &Path, items: &[Item<'_>]) -> Result<(), Stop> {
    let mut levels = vec![BTreeSet::from([""]), BTreeSet::from([OWN])];
    for item in items {
        let mut folder = parent(item.path);
        while !folder.is_empty() {
            let depth = folder.matches('/').count() + 1;
            if levels.len() <= depth {
                levels.resize(depth + 1, BTreeSet::new());
            }
            if !levels[depth].insert(folder) {
                break;
            }
            folder = parent(folder);
        }
    }
    for level in levels {
        level.into_par_iter().try_for_each(|folder| {
            let path = site.join(folder);
            fs::create_dir(&path).map_err(cannot("make the folder", &path))
        })?;
    }
    Ok(())
}

fn beside(output: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(output.file_name().unwrap_or_default());
    name.push(OWN);
    output.with_file_name(name)
}

fn remove(site: &Path) -> io::Result<()> {
    match fs::remove_dir_all(site) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

fn arrival(error: io::Error, output: &Path) -> Stop {
    match fs::symlink_metadata(output) {
        Ok(_) => Stop::Busy(format!(
            "Nothing was published: something else made `{}` during the build. Build again.",
            output.display()
        )),
        Err(_) => cannot("make the folder", output)(error),
    }
}
