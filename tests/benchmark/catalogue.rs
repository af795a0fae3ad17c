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

mod asked;
mod corpus;
mod floor;
mod measure;
mod process;
mod prose;
mod random;
mod table;
mod words;

use anyhow::{Context, ensure};
use asked::{Asked, memory_folder};
use measure::Step;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;
use table::Measured;

const WHAT: &str = "\
Included: reading and hashing the inputs (the system holds the files in memory already), all that casebook
does with them, and what it prints; parse to render is for pages and files, after reading. Cold and unchanged builds are the whole command, writing and renaming too.
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
    let asked = Asked::read(&["--entries", "--runs", "--dir", "--write"], "tests/benchmark/catalogue.rs")?;
    let usual: &[usize] = if asked.last("--write").is_some() { &[1_000] } else { &[1_000, 10_000] };
    let entries = asked.entries(usual, 50)?;
    let enough = entries.iter().all(|entries| *entries >= corpus::FEWEST);
    ensure!(enough, "--entries must be {} or more", corpus::FEWEST);
    if let Some(folder) = asked.last("--write") {
        return entries.iter().try_for_each(|entries| corpus::write(Path::new(folder), *entries));
    }
    let dir = asked.last("--dir").map_or_else(memory_folder, PathBuf::from);
    let runs = asked.number("--runs", 5, 1)?;
    for entries in entries {
        bench(&dir, runs, entries)?;
    }
    println!("{WHAT}");
    Ok(())
}

fn bench(dir: &Path, runs: usize, entries: usize) -> anyhow::Result<()> {
    let load = load();
    let temporary = tempfile::Builder::new().prefix("casebook-bench-").tempdir_in(dir)?;
    let folder = temporary.path();
    corpus::write(&folder.join("site"), entries)?;
    let mut measured = Measured::new();
    for _ in 0..runs {
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
    let middle = |name: &str| measured.get(name).map_or(f64::NAN, |figures| table::spread(figures).1);
    println!(
        "{entries} entries, {} files of {:.0} MB published. {runs} runs in {}, {} processors, load before {load}.\n",
        middle("render outputs"),
        middle("render bytes") / 1e6,
        dir.display(),
        available_parallelism().map_or(1, usize::from),
    );
    println!("{}", table::table(&measured));
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
