//! Runs one step in a fresh process, and says what a process has used so far.
//!
//! The benchmark runs itself again with the step's name in the environment. The child prints its
//! figures, a line for each; everything else that it prints is dropped.

use crate::measure::{Figures, Step};
use anyhow::{Context, ensure};
use cpu_time::ProcessTime;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const STEP: &str = "CASEBOOK_BENCH_STEP";
const FOLDER: &str = "CASEBOOK_BENCH_FOLDER";
const MARK: &str = "figure ";

/// The step that this process is to run, and the folder to run it in, if it is a child.
pub(crate) fn asked() -> Option<(String, String)> {
    Some((std::env::var(STEP).ok()?, std::env::var(FOLDER).ok()?))
}

/// Runs `step` in a child.
pub(crate) fn run(step: Step, folder: &Path) -> anyhow::Result<Figures> {
    let mut command = Command::new(std::env::current_exe()?);
    command.env(STEP, step.name()).env(FOLDER, folder).stdin(Stdio::null());
    let done = command.output().context("the benchmark could not run itself")?;
    let printed = String::from_utf8_lossy(&done.stdout);
    ensure!(
        done.status.success(),
        "the step {} failed:\n{printed}{}",
        step.name(),
        String::from_utf8_lossy(&done.stderr)
    );
    let figures = printed.lines().filter_map(|line| line.strip_prefix(MARK)?.rsplit_once(' '));
    figures.map(|(name, figure)| Ok((name.to_owned(), figure.parse()?))).collect()
}

/// The lines that tell `figures` to the parent.
pub(crate) fn told(figures: &Figures) -> String {
    figures.iter().map(|(name, figure)| format!("{MARK}{name} {figure}\n")).collect()
}

/// Seconds for which processors have worked for this process, all its threads together.
pub(crate) fn processor_time() -> f64 {
    ProcessTime::now().as_duration().as_secs_f64()
}

/// The most memory that this process has held, in megabytes of a million bytes.
pub(crate) fn peak_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}
