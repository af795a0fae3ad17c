//! `casebook serve`.

use super::args::{Format, ServeArgs};
use super::report::Closing;
use super::{Outcome, report};
use crate::diagnostic::Tally;
use crate::input::Options;
use crate::pipeline::Build;
use crate::preview::{self, Changed, Live, Rebuilder, Shown, Wake};
use crate::timing::Timings;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

/// Shows the site until the program is stopped.
pub(super) fn serve(args: &ServeArgs) -> anyhow::Result<Outcome> {
    let root = super::root(args.site.root.as_deref())?;
    let (server, address) = preview::bind(args.bind, args.port)?;
    let url = format!("http://{address}/");
    let options = Options {
        output: root.join("output"),
        root: root.clone(),
        today: args.site.today.unwrap_or_else(super::today),
        drafts: args.drafts,
        base_url: Some(args.site.base_url.clone().unwrap_or_else(|| url.clone())),
    };
    let mut wake = preview::watch(&root, args.poll);
    let mut rebuilder = Rebuilder::new(options);
    let first = rebuild(&mut rebuilder, args, &Changed::Anything, None)?;
    let live = Arc::new(Live::new(Shown::next(
        None,
        first.ok_or_else(|| anyhow::anyhow!("There is nothing to show"))?,
    )));
    if let Some(why) = &wake.polling_because {
        report::line(why);
    }
    if address.port() != args.port && args.port != 0 {
        report::line(&format!("The port {} is taken, so the next free one is used.", args.port));
    }
    report::line(&format!("The catalogue is at {url} (to stop, press Ctrl+C)"));
    if args.open {
        open(&url);
    }
    let shown = live.clone();
    let local = args.bind.is_loopback();
    thread::spawn(move || preview::serve(&server, &shown, local));
    follow(&mut wake, &mut rebuilder, args, &live)
}

fn follow(wake: &mut Wake, rebuilder: &mut Rebuilder, args: &ServeArgs, live: &Live) -> ! {
    loop {
        let changed = wake.wait();
        let before = live.now();
        let next = AssertUnwindSafe(|| rebuild(rebuilder, args, &changed, Some(&before)));
        match catch_unwind(next) {
            Ok(Ok(Some(build))) => live.show(Shown::next(Some(&before), build)),
            Ok(Ok(None)) => {}
            Ok(Err(error)) => report::problem(&format!("{error:#}. The last pages stay in view.")),
            Err(_) => report::line("The last pages stay in view."),
        }
    }
}

fn rebuild(
    rebuilder: &mut Rebuilder,
    args: &ServeArgs,
    changed: &Changed,
    before: Option<&Shown>,
) -> anyhow::Result<Option<Build>> {
    let start = Instant::now();
    let mut timings = Timings::default();
    let today = args.site.today.unwrap_or_else(super::today);
    let Some(build) = rebuilder.rebuild(today, changed, &mut timings)? else { return Ok(None) };
    report::diagnostics(&build.diagnostics, Format::Human, false);
    let what = if before.is_some() { "Built again" } else { "Built" };
    let what_happened = format!("{what} in {} ms:", start.elapsed().as_millis());
    Closing { counts: build.counts, tally: Tally::of(&build.diagnostics), what_happened: &what_happened }
        .write(Format::Human);
    if args.site.timings {
        report::line(&timings.table());
    }
    Ok(Some(build))
}

/// Opens the browser, if this computer knows how.
fn open(url: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(target_os = "windows") {
        ("cmd", &["/C", "start"])
    } else {
        ("xdg-open", &[])
    };
    if std::process::Command::new(program).args(arguments).arg(url).spawn().is_err() {
        report::line("The browser cannot be opened from here. Open the address yourself.");
    }
}
