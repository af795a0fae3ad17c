//! Command line -> exit code. Argument parsing stays here.
//!
//! Commands print; nothing below them does. Exit codes: 0 done, 1 the content has errors, 2 the
//! command or its settings are wrong, 3 something outside casebook stood in the way (disk, port,
//! another build).

mod args;
mod build;
mod explain;
mod headers;
mod init;
mod new;
mod report;
mod schema;
mod serve;

use anyhow::Context;
use args::{Args, Command};
use clap::Parser;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done = 0,
    ContentErrors = 1,
    Usage = 2,
    /// Something outside casebook stood in the way: disk, port, permission, another build.
    Environment = 3,
}

/// Runs the command that `arguments` ask for. May be called more than once.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { Outcome::Usage as u8 } else { 0 });
        }
    };
    // A fault of our own ends the command and shows nobody a stack trace: see `say_panic`.
    let ended = catch_unwind(AssertUnwindSafe(|| dispatch(args.command)));
    let outcome = match ended {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => {
            report::problem(&format!("{error:#}."));
            Outcome::Environment
        }
        Err(_) => Outcome::Environment,
    };
    ExitCode::from(outcome as u8)
}

/// Says that casebook itself failed: for the panic hook of the program.
pub fn say_panic(info: &PanicHookInfo<'_>) {
    // The server of the preview fails where descriptors run out, and is started again at once: that is
    // no news to an author.
    if info.location().is_some_and(|place| place.file().contains("tiny_http")) {
        return;
    }
    let place =
        info.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
    let what = info.payload_as_str().unwrap_or("no reason given");
    report::problem(&format!(
        "This is a fault in casebook, not in your content. Please report it: {what}{place}."
    ));
}

fn dispatch(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Build(args) => build::build(&args),
        Command::Check(args) => build::check(&args),
        Command::Serve(args) => serve::serve(&args),
        Command::Init(args) => init::init(&args),
        Command::New(args) => new::new(&args),
        Command::Schema(args) => schema::schema(&args),
        Command::Headers(args) => Ok(headers::headers(&args)),
        Command::Explain(args) => explain::explain(&args),
    }
}

/// The site's folder: the one given, or the nearest folder upward with a `casebook.toml`, or
/// the current one.
fn root(given: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(root) = given {
        anyhow::ensure!(!root.is_file(), "{} is a file, not a folder", root.display());
        anyhow::ensure!(root.is_dir(), "There is no folder {}", root.display());
        return root.canonicalize().with_context(|| format!("The folder {} cannot be read", root.display()));
    }
    let current = std::env::current_dir().context("The current folder cannot be read")?;
    let with_settings = current.ancestors().find(|folder| folder.join("casebook.toml").is_file());
    Ok(with_settings.unwrap_or(&current).to_owned())
}

/// Why a command that works on a site's own schema cannot: `root` has no settings.
fn no_settings(root: &Path) -> Option<String> {
    let there = root.join(crate::input::SETTINGS).is_file();
    (!there).then(|| {
        format!(
            "There is no casebook.toml in {}, nor in a folder above it. \
             Go to the folder of your site, or name it with --root.",
            root.display()
        )
    })
}

/// A folder as the person who gave it would write it.
fn shown(folder: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    folder.strip_prefix(&current).unwrap_or(folder).display().to_string()
}

/// `--root` for a command to be copied.
fn with_root(root: &Path) -> String {
    let root = root.display().to_string();
    if root.contains(' ') { format!(" --root \"{root}\"") } else { format!(" --root {root}") }
}

/// The day a build is for, unless it is given: `SOURCE_DATE_EPOCH` where it is set, so that
/// distributions get the same bytes each time, and otherwise today.
fn today() -> jiff::civil::Date {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok());
    match epoch.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()) {
        Some(time) => time.to_zoned(jiff::tz::TimeZone::UTC).date(),
        None => jiff::Zoned::now().date(),
    }
}
