//! How fast casebook is, and how much memory it takes, on a made-up catalogue.
//!
//! ```text
//! cargo bench                                         1,000 and 10,000 entries
//! cargo bench --bench catalogue -- --entries 5000     others; may be given more than once
//! cargo bench --bench catalogue -- --runs 9           more runs (usually 5)
//! cargo bench --bench catalogue -- --dir FOLDER       in a temporary folder below FOLDER
//! cargo bench --bench catalogue -- --write FOLDER     only write the made-up catalogue there
//! ```
//!
//! Every step runs in a process of its own, and the steps take turns. The figures say something
//! only on a quiet machine. They never fail a run: this is a benchmark and no test.

#![allow(clippy::print_stdout, reason = "its figures are all that it is for")]

mod corpus;
mod floor;
mod measure;
mod process;
mod prose;
mod random;
mod table;
mod words;

use anyhow::{Context, bail, ensure};
use measure::Step;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;
use table::Measured;

const WHAT: &str = "\
Included: reading and hashing the inputs (the system holds the files in memory already), all that casebook
does with them, and what it prints; parse to render is for pages and files. Cold and unchanged builds are the whole command, writing and renaming too.
Left out: starting and ending the process. In the preview: noticing the edit, the server, the browser, and
(save in its processor time) dropping the build before. The floor compares, hashes, renames and syncs nothing.";

/// As in the program that is measured.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    if let Some((name, folder)) = process::asked() {
        let step = Step::named(&name).with_context(|| format!("there is no step {name}"))?;
        let figures = step.run(Path::new(&folder))?;
        print!("\n{}", process::told(&figures));
        return Ok(());
    }
    let asked = Asked::read(std::env::args().skip(1))?;
    if let Some(folder) = &asked.write {
        return asked.entries.iter().try_for_each(|entries| corpus::write(folder, *entries));
    }
    for entries in &asked.entries {
        bench(&asked, *entries)?;
    }
    println!("{WHAT}");
    Ok(())
}

/// What the command line asks for.
struct Asked {
    entries: Vec<usize>,
    runs: usize,
    dir: PathBuf,
    write: Option<PathBuf>,
}

impl Asked {
    fn read(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut asked = Self { entries: Vec::new(), runs: 5, dir: memory_folder(), write: None };
        let mut is_trial = true;
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().with_context(|| format!("{argument} needs a value"));
            match argument.as_str() {
                "--bench" => is_trial = false, // What `cargo bench` adds and `cargo test` does not.
                "--entries" => asked.entries.push(value()?.replace(',', "").parse()?),
                "--runs" => asked.runs = value()?.parse()?,
                "--dir" => asked.dir = value()?.into(),
                "--write" => asked.write = Some(value()?.into()),
                other => bail!("{other} is not known here: see tests/benchmark/catalogue.rs"),
            }
        }
        if is_trial {
            (asked.entries, asked.runs) = (vec![50], 1);
        } else if asked.entries.is_empty() {
            asked.entries = if asked.write.is_some() { vec![1_000] } else { vec![1_000, 10_000] };
        }
        ensure!(asked.runs > 0, "--runs must be 1 or more");
        let enough = asked.entries.iter().all(|entries| *entries >= corpus::FEWEST);
        ensure!(enough, "--entries must be {} or more", corpus::FEWEST);
        Ok(asked)
    }
}

/// A folder in memory, where there is one: disks differ far more than processors do.
fn memory_folder() -> PathBuf {
    let shared = Path::new("/dev/shm");
    if shared.is_dir() { shared.to_owned() } else { std::env::temp_dir() }
}

fn bench(asked: &Asked, entries: usize) -> anyhow::Result<()> {
    let load = load();
    let temporary = tempfile::Builder::new().prefix("casebook-bench-").tempdir_in(&asked.dir)?;
    let folder = temporary.path();
    corpus::write(&folder.join("site"), entries)?;
    let mut measured = Measured::new();
    for _ in 0..asked.runs {
        let output = folder.join("site/output");
        if output.exists() {
            fs::remove_dir_all(output)?;
        }
        for step in Step::ROUND {
            add(step, folder, &mut measured)?;
        }
    }
    add(Step::Edits, folder, &mut measured)?;
    table::add_ratios(&mut measured);
    println!("{}\n{}", opening(asked, entries, &measured, &load), table::table(&measured));
    Ok(())
}

fn add(step: Step, folder: &Path, measured: &mut Measured) -> anyhow::Result<()> {
    for (name, figure) in process::run(step, folder)? {
        measured.entry(format!("{} {name}", step.name())).or_default().push(figure);
    }
    Ok(())
}

/// How many programs wanted to run in the last minute, on average.
fn load() -> String {
    let averages = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    averages.split_whitespace().next().unwrap_or("not known").to_owned()
}

fn opening(asked: &Asked, entries: usize, measured: &Measured, load: &str) -> String {
    let middle = |name: &str| measured.get(name).map_or(f64::NAN, |figures| table::spread(figures).1);
    format!(
        "{entries} entries, {} files of {:.0} MB published. {} runs in {}, {} processors, load before {load}.\n",
        middle("render outputs"),
        middle("render bytes") / 1e6,
        asked.runs,
        asked.dir.display(),
        available_parallelism().map_or(1, usize::from),
    )
}
