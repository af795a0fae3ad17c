//! The least that any program could do: read the same inputs, make the same folders, and write
//! the same files, with nothing in between.
//!
//! What is written is held in memory before the clock starts. Nothing is compared, hashed or
//! synced.

use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};
use walkdir::WalkDir;

/// How long it takes to read all files of `inputs` and to write a copy of `model` to `copy`, with
/// that many threads. The copy is removed afterwards.
pub(crate) fn floor(inputs: &Path, model: &Path, copy: &Path, threads: usize) -> anyhow::Result<Duration> {
    let plan = Plan::of(model, copy)?;
    let start = Instant::now();
    let files = files(inputs)?;
    each(&files, threads, |file| fs::read(file).map(drop))?;
    for folder in &plan.folders {
        fs::create_dir(folder)?;
    }
    each(&plan.files, threads, |(file, bytes)| fs::write(file, bytes))?;
    let taken = start.elapsed();
    fs::remove_dir_all(copy)?;
    Ok(taken)
}

/// What is to be made, those above before those below.
struct Plan {
    folders: Vec<PathBuf>,
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Plan {
    fn of(model: &Path, copy: &Path) -> anyhow::Result<Self> {
        let mut plan = Self { folders: Vec::new(), files: Vec::new() };
        for found in WalkDir::new(model) {
            let found = found?;
            let path = copy.join(found.path().strip_prefix(model)?);
            if found.file_type().is_dir() {
                plan.folders.push(path);
            } else {
                plan.files.push((path, fs::read(found.path())?));
            }
        }
        Ok(plan)
    }
}

fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for found in WalkDir::new(folder) {
        let found = found?;
        if found.file_type().is_file() {
            files.push(found.into_path());
        }
    }
    Ok(files)
}

/// Does `work` to each of `items`.
fn each<T: Sync>(
    items: &[T],
    threads: usize,
    work: impl Fn(&T) -> std::io::Result<()> + Sync,
) -> anyhow::Result<()> {
    let next = AtomicUsize::new(0);
    let run = || -> std::io::Result<()> {
        while let Some(item) = items.get(next.fetch_add(1, Relaxed)) {
            work(item)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
        run()?;
        others.into_iter().try_for_each(|other| other.join().unwrap_or(Ok(())))
    })
    .context("the floor could not be measured")
}
