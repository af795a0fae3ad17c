//! Turns items into bytes, in parallel, and hands each on at once.
//!
//! Must never collect bytes: there may be a gigabyte of them.

use super::PublishError;
use super::failure::{Stop, cannot};
use rayon::prelude::*;
use std::borrow::Cow;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// What `keep` made of the bytes of each of `count` items, in order; or the first failure in that
/// order, whichever thread met one first.
pub(super) fn each<'b, T: Send, E: Send>(
    count: usize,
    bytes: &(impl Fn(usize) -> Result<Cow<'b, [u8]>, E> + Sync),
    keep: impl Fn(usize, &[u8]) -> Result<T, Stop> + Sync,
) -> Result<Vec<T>, PublishError<E>> {
    let failed = AtomicUsize::new(usize::MAX);
    let one = |i| {
        if i > failed.load(Relaxed) {
            return None; // Cannot be the first failure, and will not be published.
        }
        let made = bytes(i).map_err(PublishError::Content).and_then(|bytes| Ok(keep(i, &bytes)?));
        if made.is_err() {
            failed.fetch_min(i, Relaxed);
        }
        Some(made)
    };
    let all: Vec<_> = (0..count).into_par_iter().map(one).collect();
    all.into_iter().flatten().collect()
}

/// Writes a file that is not there yet.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    File::create_new(path).and_then(|mut file| file.write_all(bytes)).map_err(cannot("write", path))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_first_failure_is_told_whichever_came_first() {
        for _ in 0..20 {
            let bytes = |i: usize| if i % 100 == 37 { Err(i) } else { Ok(Cow::Borrowed(b"x".as_slice())) };
            let result = each(1000, &bytes, |i, _| Ok(i));
            assert!(matches!(result, Err(PublishError::Content(37))));
        }
        let all = each(3, &|_| Ok::<_, ()>(Cow::Borrowed(b"xy".as_slice())), |i, bytes| Ok(i + bytes.len()));
        assert_eq!(all.unwrap(), [2, 3, 4]);
    }
}
