//! `casebook serve`.

use super::args::{Format, ServeArgs};
use super::report::Closing;
use super::{Outcome, report};
use crate::diagnostic::{Code, Diagnostic, Tally};
use crate::input::Options;
use crate::preview::{self, Desk, Editor, Live, News, Rebuilder, Shown};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Shows the site until the program is stopped.
pub(super) fn serve(args: &ServeArgs) -> anyhow::Result<Outcome> {
    let root = super::root(args.site.root.as_deref())?;
    let desk = match desk(args, &root) {
        Ok(desk) => desk,
        Err(message) => {
            report::problem(&format!("{message}."));
            return Ok(Outcome::Usage);
        }
    };
    let (listener, address) = preview::bind(args.bind, args.port)?;
    let url = format!("http://{address}/");
    let day = || args.site.today.unwrap_or_else(super::today);
    let options = Options {
        output: root.join("output"),
        root: root.clone(),
        today: day(),
        drafts: args.drafts,
        base_url: Some(args.site.base_url.clone().unwrap_or_else(|| url.clone())),
    };
    let mut wake = preview::watch(&root, &options.output, args.poll);
    let mut rebuilder = Rebuilder::new(options);
    let tell = |news: News<'_>| tell(&news, args.site.timings);
    let first = preview::first(&mut wake, &mut rebuilder, day, tell)?;
    let live = Arc::new(Live::new(first));
    if let Some(why) = wake.news() {
        report::line(&why);
    }
    if address.port() != args.port && args.port != 0 {
        report::line(&format!("The port {} is taken, so the next free one is used.", args.port));
    }
    report::line(&format!("The catalogue is at {url} (to stop, press Ctrl+C)"));
    let shown = live.clone();
    thread::spawn(move || {
        if let Err(error) = preview::serve(&listener, &shown, &desk) {
            report::problem(&format!("The catalogue cannot be shown: {error}."));
            std::process::exit(i32::from(Outcome::Environment as u8));
        }
    });
    if args.open {
        open(&url);
    }
    preview::follow(&mut wake, &mut rebuilder, &live, day, tell)
}

/// How the preview answers.
fn desk(args: &ServeArgs, root: &Path) -> Result<Desk, String> {
    let local = args.bind.is_loopback();
    let editor = match &args.editor {
        Some(asked) => Editor::named(asked, root.to_owned())?,
        None => std::env::var_os("PATH").and_then(|path| Editor::installed(&path, root.to_owned())),
    };
    // The path of the folder is nobody else's business.
    Ok(Desk { local, editor: editor.filter(|_| local), follow: args.follow })
}

fn tell(news: &News<'_>, with_timings: bool) {
    match news {
        News::Built { shown, before, took, timings } => {
            built(shown, *before, *took);
            if with_timings {
                report::line(&timings.table());
            }
        }
        News::Late(shown) => report::diagnostics(shown.late(), Format::Human, false),
        News::Unreadable(why) => report::problem(&format!("{why}. The last pages stay in view.")),
        News::Fault => report::line("The last pages stay in view."),
        News::Notice(notice) => report::line(notice),
    }
}

/// Says what is wrong now and was not before, and how much there is in all.
fn built(shown: &Shown, before: Option<&Shown>, took: Duration) {
    let build = shown.newest();
    let known: BTreeSet<_> =
        before.iter().flat_map(|before| &before.newest().diagnostics).map(identity).collect();
    let new = build.diagnostics.iter().filter(|fault| !known.contains(&identity(fault)));
    report::diagnostics(&new.cloned().collect::<Vec<_>>(), Format::Human, false);
    let what = if before.is_some() { "Built again" } else { "Built" };
    let what_happened = format!("{what} in {} ms:", took.as_millis());
    Closing { counts: build.counts, tally: Tally::of(&build.diagnostics), what_happened: &what_happened }
        .write(Format::Human);
}

/// What makes a message the same as one before, wherever in its file it stands now.
fn identity(fault: &Diagnostic) -> (Code, Option<&str>, &str) {
    (fault.code, fault.path.as_deref(), &fault.message)
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
