//! Puts the bytes of a site into its output folder: all of them or none.
//!
//! - `first`: there is no folder yet. The site is built beside it and arrives by one rename.
//! - `update`: there is one. What changed is staged inside it, a `journal` says what is to be
//!   done, and it is done: assets, pages, indexes, the `manifest`, then what is no longer wanted
//!   goes.
//!
//! Whatever moment a build is killed at, the next one finishes its work or throws it away.
//!
//! This must never delete or overwrite a file that our own manifest does not name, never write
//! through a symbolic link, never leave half a file where a reader can see it, and never hold more
//! than a few files in memory. It does not sync every file to the disk: a power cut may lose what
//! was just published, and the next build, which compares bytes, mends it.

mod failure;
mod first;
mod folders;
mod items;
mod journal;
mod lock;
mod manifest;
mod refuse;
mod render;
mod steps;
mod update;
mod written;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

pub use failure::PublishError;
pub use refuse::refuse_dangerous;

use std::borrow::Cow;
use std::path::Path;

/// Our own folder inside the output folder: the manifest, the lock and, while a build runs, the
/// staged files and the journal.
const OWN: &str = ".casebook";

/// One file to publish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'a> {
    /// Where, relative to the output folder, with `/`.
    pub path: &'a str,
    /// When, among the others.
    pub rank: Rank,
}

/// The order in which files appear: what others point at comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Styles, scripts, images: pages need them.
    Asset,
    /// Pages: indexes point at them.
    Page,
    /// Feeds, the search index, the sitemap.
    Index,
}

/// What a publication did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// Files that are new or have new bytes.
    pub written: usize,
    /// Files that had the right bytes already, and were not touched.
    pub unchanged: usize,
    /// Files of the last publication that this one does not have.
    pub removed: usize,
    /// An earlier build had been interrupted: its work was finished, or its remains cleared away.
    pub recovered: bool,
}

/// Makes the folder `output` hold exactly `items` (and the files in it that are not ours, as they
/// were). `bytes(i)` gives the bytes of `items[i]`; it is called once for each, from several
/// threads, in no fixed order.
///
/// Nothing readers see changes until all bytes are there. When several items fail, the error is
/// that of the first among them.
///
/// Call [`refuse_dangerous`] before: this function does not know where the sources are.
///
/// # Errors
/// See [`PublishError`].
pub fn publish<'b, E: Send>(
    output: &Path,
    items: &[Item<'_>],
    bytes: impl Fn(usize) -> Result<Cow<'b, [u8]>, E> + Sync,
) -> Result<Report, PublishError<E>> {
    items::check(items)?;
    let output = refuse::real_folder(output)?;
    if !output.exists()
        && let Some(report) = first::publish(&output, items, &bytes)?
    {
        return Ok(report);
    }
    update::publish(&output, items, &bytes)
}
