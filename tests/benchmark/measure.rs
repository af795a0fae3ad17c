//! What is measured. Each step runs in a process of its own.

use crate::process::{peak_memory, processor_time};
use crate::{corpus, floor};
use anyhow::{Context, ensure};
use casebook::diagnostic::Tally;
use casebook::input::{self, Cache, Options};
use casebook::output::Output;
use casebook::output::publish::Rank;
use casebook::pipeline::{self, Build, Faulty, Memo};
use casebook::preview::{Changed, Rebuilder};
use casebook::timing::Timings;
use jiff::civil::{Date, date};
use rayon::prelude::*;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// Figures with their names: seconds or megabytes.
pub(crate) type Figures = Vec<(String, f64)>;

/// What one process measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// From inputs to the bytes of every output, in memory.
    Render,
    /// `casebook build` into a folder that is not there.
    Cold,
    /// The floor under it, on one thread.
    Floor1,
    /// The floor under it, on two.
    Floor2,
    /// `casebook build` again, with nothing changed.
    Unchanged,
    /// A preview through a number of edits.
    Edits,
}

impl Step {
    const ALL: [Self; 6] =
        [Self::Render, Self::Cold, Self::Floor1, Self::Floor2, Self::Unchanged, Self::Edits];

    /// Those that are run in turn, several times. Edits are many in one process.
    pub(crate) const ROUND: [Self; 5] =
        [Self::Render, Self::Cold, Self::Floor1, Self::Floor2, Self::Unchanged];

    /// Its name in the environment and before its figures.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Render => "render",
            Self::Cold => "cold",
            Self::Floor1 => "floor-1",
            Self::Floor2 => "floor-2",
            Self::Unchanged => "unchanged",
            Self::Edits => "edits",
        }
    }

    /// The step called `name`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// Runs it on the site in `folder`.
    pub(crate) fn run(self, folder: &Path) -> anyhow::Result<Figures> {
        let site = folder.join("site");
        let output = site.join("output");
        let floor = |threads| {
            let taken = floor::floor(&site.join("content"), &output, &folder.join("floor"), threads)?;
            Ok(vec![("wall".to_owned(), taken.as_secs_f64())])
        };
        match self {
            Self::Render => render(&site),
            Self::Cold => {
                ensure!(!output.exists(), "there is an output folder, so this is not a cold build");
                build(&site)
            }
            Self::Floor1 => floor(1),
            Self::Floor2 => floor(2),
            Self::Unchanged => build(&site),
            Self::Edits => edits(&site),
        }
    }
}

/// The day that every build is for.
const TODAY: Date = date(2026, 1, 1);

fn options(site: &Path) -> Options {
    Options {
        root: site.to_owned(),
        output: site.join("output"),
        today: TODAY,
        drafts: false,
        base_url: None,
    }
}

/// Runs `work`, and gives what it used of this process with what it made.
fn used<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(T, Figures)> {
    let before = processor_time();
    let start = Instant::now();
    let made = work()?;
    let wall = start.elapsed().as_secs_f64();
    let mut figures = vec![("wall".to_owned(), wall), ("processor".to_owned(), processor_time() - before)];
    figures.extend(peak_memory().map(|megabytes| ("peak".to_owned(), megabytes)));
    Ok((made, figures))
}

/// Reads; then, apart, builds and turns every page and file into bytes that are dropped at once; then the
/// search index, and all else that is derived from the whole catalogue.
fn render(site: &Path) -> anyhow::Result<Figures> {
    let mut timings = Timings::default();
    let read = || timings.stage("read", || input::read(&options(site), &mut Cache::default()));
    let (inputs, read) = used(read)?;
    let ((build, mut bytes), mut figures) = used(|| {
        let build = pipeline::build(&inputs, Faulty::Shown, &mut Memo::default(), &mut timings);
        let bytes = timings.stage("render", || bytes_of(&build, |_, output| output.rank() != Rank::Index))?;
        Ok((build, bytes))
    })?;
    figures.extend(read.into_iter().map(|(figure, value)| (format!("read {figure}"), value)));
    for (name, is_search) in [("search", true), ("derived", false)] {
        let chosen = |path: &str, output: &Output| {
            output.rank() == Rank::Index && path.starts_with("search/") == is_search
        };
        let (more, taken) = used(|| bytes_of(&build, chosen))?;
        bytes += more;
        figures.extend(taken.into_iter().map(|(figure, value)| (format!("{name} {figure}"), value)));
    }
    ensure!(Tally::of(&build.diagnostics) == Tally::default(), "the made-up catalogue has faults");
    figures.push(("outputs".to_owned(), build.outputs.iter().count() as f64));
    figures.push(("bytes".to_owned(), bytes as f64));
    figures.extend(stages(&timings));
    Ok(figures)
}

/// Turns the outputs that `chosen` names into bytes; how many they are.
fn bytes_of(build: &Build, chosen: impl Fn(&str, &Output) -> bool) -> anyhow::Result<usize> {
    let outputs = build.outputs.iter().filter(|(path, output)| chosen(path, output));
    let outputs: Vec<&Output> = outputs.map(|(_, output)| output).collect();
    outputs.par_iter().map(|output| bytes(build, output)).sum()
}

fn bytes(build: &Build, output: &Output) -> anyhow::Result<usize> {
    let bytes = build.outputs.bytes(output);
    bytes.map(|bytes| bytes.len()).map_err(|failure| anyhow::anyhow!("{}", failure.diagnostic().message))
}

/// The stages of `timings`, in seconds.
fn stages(timings: &Timings) -> Figures {
    let table = timings.table();
    let lines = table.lines().filter_map(|line| {
        let (name, milliseconds) = line.strip_suffix(" ms")?.trim_end().rsplit_once(' ')?;
        Some((format!("stage {}", name.trim_end()), milliseconds.parse::<f64>().ok()? / 1000.0))
    });
    lines.filter(|(name, _)| name != "stage total").collect()
}

/// The whole command, from its arguments to its closing line.
fn build(site: &Path) -> anyhow::Result<Figures> {
    let today = TODAY.to_string();
    let arguments = ["casebook", "build", "--today", &today, "--root"].map(Into::into);
    let arguments = arguments.into_iter().chain([site.as_os_str().to_owned()]);
    let (code, figures) = used(|| Ok(casebook::cli::run(arguments)))?;
    ensure!(code == ExitCode::SUCCESS, "casebook build failed");
    Ok(figures)
}

/// How many edits of each kind are measured.
const ROUNDS: usize = 10;

/// A preview, and the time from each edit until the page that an author would look at is there.
fn edits(site: &Path) -> anyhow::Result<Figures> {
    let cases = fs::read_dir(site.join("content/cases"))?.count();
    let mut preview = Preview::start(site)?;
    let mut figures = Figures::new();
    for round in 0..=ROUNDS {
        let found = round_of_edits(&mut preview, site, round * 977 % cases)?;
        if round > 0 {
            figures.extend(found); // The first round only warms up.
        }
    }
    figures.extend(peak_memory().map(|megabytes| ("peak".to_owned(), megabytes)));
    Ok(figures)
}

/// Edits case `n` in four ways. At the end its file is as it was.
fn round_of_edits(preview: &mut Preview, site: &Path, n: usize) -> anyhow::Result<Figures> {
    let (file, page) = (corpus::file(site, n), corpus::page(n));
    let text = fs::read_to_string(&file)?;
    let mut figures = Figures::new();

    fs::write(&file, format!("{text}\nOne more sentence about the weekly meeting.\n"))?;
    let (taken, whole) = used(|| preview.until_shown(&file, &page))?;
    figures.push(("body".to_owned(), taken));
    figures.extend(whole.into_iter().filter(|(name, _)| name == "processor"));
    figures.extend(stages(&preview.timings));
    figures.push(("search".to_owned(), preview.found()?));
    figures.push(("derived".to_owned(), preview.derived()?));

    fs::write(&file, text.replacen("title: \"", "title: \"Another ", 1))?;
    figures.push(("title".to_owned(), preview.until_shown(&file, &page)?));

    fs::remove_file(&file)?;
    figures.push(("delete".to_owned(), preview.until_shown(&file, "cases/index.html")?));

    fs::write(&file, text)?;
    figures.push(("add".to_owned(), preview.until_shown(&file, &page)?));
    Ok(figures)
}

/// A preview without its watcher and its server.
struct Preview {
    rebuilder: Rebuilder,
    shown: Build,
    timings: Timings,
}

impl Preview {
    fn start(site: &Path) -> anyhow::Result<Self> {
        let mut rebuilder = Rebuilder::new(options(site));
        let mut timings = Timings::default();
        let shown =
            rebuilder.rebuild(TODAY, &Changed::Anything, &mut timings)?.context("nothing was built")?;
        bytes_of(&shown, |_, _| true)?;
        Ok(Self { rebuilder, shown, timings })
    }

    /// Builds again after an edit of `file`, which file events name; the seconds until the bytes
    /// of the page at `path` are there. As in the real preview, the last build stays until the next one is shown; it is dropped off the clock.
    fn until_shown(&mut self, file: &Path, path: &str) -> anyhow::Result<f64> {
        let changed = Changed::Paths(vec![file.to_owned()]);
        self.timings = Timings::default();
        let start = Instant::now();
        let build =
            self.rebuilder.rebuild(TODAY, &changed, &mut self.timings)?.context("no edit was seen")?;
        let output = build.outputs.get(path).with_context(|| format!("there is no page {path}"))?;
        bytes(&build, output)?;
        let taken = start.elapsed();
        self.shown = build;
        Ok(taken.as_secs_f64())
    }

    /// The seconds until a search has an answer: until the index is made anew, and one file of words.
    fn found(&self) -> anyhow::Result<f64> {
        let start = Instant::now();
        let wanted = |path: &str| path == "search/casebook-search.js" || path.ends_with("/words-7.json");
        bytes_of(&self.shown, |path, _| wanted(path))?;
        Ok(start.elapsed().as_secs_f64())
    }

    /// The seconds it takes to make all else that comes from the whole catalogue.
    fn derived(&self) -> anyhow::Result<f64> {
        let start = Instant::now();
        bytes_of(&self.shown, |_, output| output.rank() == Rank::Index)?;
        Ok(start.elapsed().as_secs_f64())
    }
}
