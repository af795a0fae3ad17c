//! `casebook build` and `casebook check`.

use super::args::{BuildArgs, CheckArgs, MessageArgs, SiteArgs};
use super::report::Closing;
use super::{Outcome, report};
use crate::diagnostic::{self, Diagnostic, Severity, Tally};
use crate::input::{self, Cache, Inputs, Options};
use crate::output::publish::{Item, PublishError, publish, refuse_dangerous};
use crate::output::weight::Scales;
use crate::output::{Output, Outputs};
use crate::pipeline::{self, Build, Faulty, Memo};
use crate::timing::Timings;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

/// Builds the site and publishes it.
pub(super) fn build(args: &BuildArgs) -> anyhow::Result<Outcome> {
    let mut timings = Timings::default();
    let root = super::root(args.site.root.as_deref())?;
    let output = output_folder(&root, args.output.as_deref())?;
    if let Some(why) = refuse_dangerous(&output, &root) {
        report::problem(&why);
        return Ok(Outcome::Usage);
    }
    let inputs = read(&args.site, &root, output.clone(), args.drafts, &mut timings)?;
    let keep_going = args.keep_going || !inputs.settings.declared;
    let faulty = if keep_going { Faulty::LeftOut } else { Faulty::Shown };
    let mut build = pipeline::build(&inputs, faulty, &mut Memo::default(), &mut timings);

    let scales = Scales::new(&inputs, &build.outputs, &output);
    build.diagnostics.extend(scales.as_ref().and_then(Scales::theme));
    let tally = Tally::of(&build.diagnostics);
    let stopped = !build.outputs.can_render()
        || (tally.errors > 0 && !keep_going)
        || (args.messages.strict && tally.warnings > 0);
    let what_happened = if stopped {
        "Nothing was published:".to_owned()
    } else {
        timings.stage("search index", || build.outputs.prepare());
        match timings.stage("publish", || publish_all(&build.outputs, scales.as_ref(), &output, keep_going)) {
            Ok((report, failures)) => {
                build.diagnostics.extend(failures);
                format!(
                    "Published to {} ({} changed, {} removed):",
                    super::shown(&output),
                    report.written,
                    report.removed
                )
            }
            Err(PublishError::Content(failures)) => {
                build.diagnostics.extend(failures);
                "Nothing was published:".to_owned()
            }
            Err(PublishError::Refused(why)) => {
                report::problem(&why);
                return Ok(Outcome::Usage);
            }
            Err(PublishError::Busy(why)) => {
                report::problem(&why);
                return Ok(Outcome::Environment);
            }
            Err(PublishError::Io(error)) => return Err(error),
        }
    };
    drop(scales);
    finish(build, &args.messages, args.site.timings, &timings, &what_happened)
}

/// Builds the site, renders every page, and writes nothing.
pub(super) fn check(args: &CheckArgs) -> anyhow::Result<Outcome> {
    let mut timings = Timings::default();
    let root = super::root(args.site.root.as_deref())?;
    let output = output_folder(&root, None)?;
    let inputs = read(&args.site, &root, output.clone(), args.drafts, &mut timings)?;
    let mut build = pipeline::build(&inputs, Faulty::Shown, &mut Memo::default(), &mut timings);
    if build.outputs.can_render() {
        timings.stage("search index", || build.outputs.prepare());
        let failures: Vec<Diagnostic> = timings.stage("render", || {
            let scales = Scales::new(&inputs, &build.outputs, &output);
            let outputs: Vec<&Output> = build.outputs.iter().map(|(_, output)| output).collect();
            let render = |(at, output): (usize, &&Output)| match build.outputs.bytes(output) {
                Ok(bytes) => {
                    scales.iter().for_each(|scales| _ = scales.weigh(at, output, &bytes));
                    None
                }
                Err(failure) => Some(failure.diagnostic()),
            };
            let mut failures: Vec<Diagnostic> = outputs.par_iter().enumerate().filter_map(render).collect();
            failures
                .extend(scales.iter().flat_map(|scales| scales.theme().into_iter().chain(scales.take(true))));
            failures
        });
        build.diagnostics.extend(failures);
    }
    finish(build, &args.messages, args.site.timings, &timings, "Checked:")
}

fn read(
    site: &SiteArgs,
    root: &Path,
    output: PathBuf,
    drafts: bool,
    timings: &mut Timings,
) -> anyhow::Result<Inputs> {
    let options = Options {
        root: root.to_owned(),
        output,
        today: site.today.unwrap_or_else(super::today),
        drafts,
        base_url: site.base_url.clone(),
    };
    timings.stage("read", || input::read(&options, &mut Cache::default()))
}

/// Publishes everything. Keeping going means that pages that cannot be made are left out, and that
/// those that are too heavy stay.
fn publish_all(
    outputs: &Outputs,
    scales: Option<&Scales<'_>>,
    folder: &Path,
    keep_going: bool,
) -> Result<(crate::output::publish::Report, Vec<Diagnostic>), PublishError<Vec<Diagnostic>>> {
    let all: Vec<(&str, &Output)> = outputs.iter().collect();
    let failed: Mutex<Vec<(usize, Diagnostic)>> = Mutex::default();
    let attempt = |chosen: &[usize]| {
        let items: Vec<Item<'_>> =
            chosen.iter().map(|at| Item { path: all[*at].0, rank: all[*at].1.rank() }).collect();
        publish(folder, &items, |n| {
            let output = all[chosen[n]].1;
            let bytes = outputs.bytes(output).map_err(|failure| {
                let mut failed = failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                failed.push((chosen[n], failure.diagnostic()));
            })?;
            let is_light = scales.is_none_or(|scales| scales.weigh(chosen[n], output, &bytes));
            if is_light || keep_going { Ok(bytes) } else { Err(()) }
        })
    };
    let too_heavy = |all| scales.map(|scales| scales.take(all)).unwrap_or_default();
    let everything: Vec<usize> = (0..all.len()).collect();
    let first = attempt(&everything);
    let (without, faults) = taken(&failed);
    match first {
        Err(PublishError::Content(())) if keep_going => {
            too_heavy(false);
            let sound: Vec<usize> = everything.into_iter().filter(|at| !without.contains(at)).collect();
            attempt(&sound)
                .map(|report| (report, [faults, too_heavy(true)].concat()))
                .map_err(|error| error.map_content(|()| taken(&failed).1))
        }
        Err(error) => Err(error.map_content(|()| [faults, too_heavy(false)].concat())),
        Ok(report) => Ok((report, [faults, too_heavy(true)].concat())),
    }
}

fn taken(failed: &Mutex<Vec<(usize, Diagnostic)>>) -> (Vec<usize>, Vec<Diagnostic>) {
    let mut failed = std::mem::take(&mut *failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    failed.sort_by_key(|(at, _)| *at);
    failed.into_iter().unzip()
}

fn finish(
    mut build: Build,
    messages: &MessageArgs,
    show_timings: bool,
    timings: &Timings,
    what_happened: &str,
) -> anyhow::Result<Outcome> {
    diagnostic::sort(&mut build.diagnostics);
    let start = Instant::now();
    report::diagnostics(&build.diagnostics, messages.format, messages.all);
    let tally = Tally::of(&build.diagnostics);
    Closing { counts: build.counts, tally, what_happened }.write(messages.format);
    if show_timings {
        report::line(&format!(
            "\n{}messages    {:>10.1} ms",
            timings.table(),
            start.elapsed().as_secs_f64() * 1000.0
        ));
    }
    let failed = tally.errors > 0 || (messages.strict && tally.warnings > 0);
    let settings_failed = build.diagnostics.iter().any(is_error_in_settings);
    // The program ends here, and giving back the memory of 10,000 entries piece by piece takes
    // longer than ending does.
    std::mem::forget(build);
    Ok(match (settings_failed, failed) {
        (true, _) => Outcome::Usage,
        (false, true) => Outcome::ContentErrors,
        (false, false) => Outcome::Done,
    })
}

fn is_error_in_settings(fault: &Diagnostic) -> bool {
    fault.severity == Severity::Error && fault.path.as_deref() == Some(input::SETTINGS)
}

fn output_folder(root: &Path, given: Option<&Path>) -> anyhow::Result<PathBuf> {
    match given {
        Some(folder) => Ok(std::path::absolute(folder)?),
        None => Ok(root.join("output")),
    }
}
