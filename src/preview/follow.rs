//! Wake-ups -> builds -> what is shown. It prints nothing: it tells.

use super::settle::Settle;
use super::{Changed, Live, Shown, Wake};
use crate::hash::Hash;
use crate::input::{self, Cache, Inputs, Options};
use crate::pipeline::{self, Build, Faulty, Memo};
use crate::timing::Timings;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// Builds the site again and again, each time only as far as something changed.
#[derive(Debug)]
pub struct Rebuilder {
    options: Options,
    cache: Cache,
    memo: Memo,
    settle: Settle,
    last: Option<Hash>,
    /// Whether the last look found a change that was not done.
    half_done: bool,
}

/// How long an empty file may be one that is still being written.
const PATIENCE_WITH_EMPTY: Duration = Duration::from_secs(1);

impl Rebuilder {
    /// A rebuilder that has built nothing yet.
    pub fn new(options: Options) -> Self {
        let settle = Settle::new(&options.root);
        Self { options, cache: Cache::default(), memo: Memo::default(), settle, last: None, half_done: false }
    }

    /// Reads what changed and builds the site for the day `today`. `None` when nothing changed.
    ///
    /// # Errors
    /// When the site's folder cannot be read.
    pub fn rebuild(
        &mut self,
        today: jiff::civil::Date,
        changed: &Changed,
        timings: &mut Timings,
    ) -> anyhow::Result<Option<Build>> {
        self.options.today = today;
        let paths = match changed {
            Changed::Paths(paths) => Some(paths.as_slice()),
            Changed::Anything => None,
        };
        let inputs = timings.stage("read", || input::read_changed(&self.options, paths, &mut self.cache))?;
        self.half_done =
            self.last.is_some() && (self.has_half_saved(&inputs) || self.settle.git_is_at_work());
        if self.half_done {
            return Ok(None);
        }
        let hash = inputs.hash();
        if self.last == Some(hash) {
            return Ok(None);
        }
        self.last = Some(hash);
        Ok(Some(pipeline::build(&inputs, Faulty::Shown, &mut self.memo, timings)))
    }

    /// Whether a text was emptied just now. Some editors empty a file before they write it, and the
    /// empty half must never show.
    fn has_half_saved(&self, inputs: &Inputs) -> bool {
        let mut empty = inputs.sources.iter().filter(|source| source.text.is_empty());
        empty.any(|source| {
            let modified = self.options.root.join(&source.path).metadata().and_then(|file| file.modified());
            modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age < PATIENCE_WITH_EMPTY))
        })
    }

    /// Forgets everything: after a fault of our own, nothing that was kept can be trusted.
    fn start_afresh(&mut self) {
        (self.cache, self.memo) = (Cache::default(), Memo::default());
    }
}

/// What there is to tell the author.
#[derive(Debug)]
pub enum News<'a> {
    /// The site was built.
    Built {
        /// What is shown now, and what was shown before.
        shown: &'a Shown,
        /// See `shown`.
        before: Option<&'a Shown>,
        /// From the wake-up until the new site was there.
        took: Duration,
        /// How long each stage took.
        timings: &'a Timings,
    },
    /// Pages were found that cannot be made.
    Late(&'a Shown),
    /// The site cannot be read.
    Unreadable(String),
    /// A fault of our own, which was told when it came.
    Fault,
    /// Something to know about the preview itself.
    Notice(String),
}

/// Builds the site for the first time. After a fault of our own, waits for a change and tries again.
///
/// # Errors
/// When the site's folder cannot be read.
pub fn first(
    wake: &mut Wake,
    rebuilder: &mut Rebuilder,
    day: impl Fn() -> jiff::civil::Date,
    mut tell: impl FnMut(News<'_>),
) -> anyhow::Result<Shown> {
    loop {
        let start = Instant::now();
        let mut timings = Timings::default();
        let build = AssertUnwindSafe(|| rebuilder.rebuild(day(), &Changed::Anything, &mut timings));
        if let Ok(built) = catch_unwind(build) {
            if let Some(build) = built? {
                let shown = Shown::next(None, build);
                tell(News::Built { shown: &shown, before: None, took: start.elapsed(), timings: &timings });
                return Ok(shown);
            }
        } else {
            tell(News::Fault);
        }
        rebuilder.start_afresh();
        while wake.wait().is_none() {}
    }
}

/// Follows every change, until the program ends. `day` says what day it is.
pub fn follow(
    wake: &mut Wake,
    rebuilder: &mut Rebuilder,
    live: &Live,
    day: impl Fn() -> jiff::civil::Date,
    mut tell: impl FnMut(News<'_>),
) -> ! {
    let mut unreadable = String::new();
    try_templates(live, None, &mut tell);
    loop {
        let changed = wake.wait();
        if let Some(notice) = wake.news() {
            tell(News::Notice(notice));
        }
        let today = day();
        let new_day = today != rebuilder.options.today;
        let Some(changed) = changed.or(new_day.then_some(Changed::Anything)) else { continue };
        let start = Instant::now();
        let mut timings = Timings::default();
        let build = AssertUnwindSafe(|| rebuilder.rebuild(today, &changed, &mut timings));
        let built = catch_unwind(build);
        wake.looked(matches!(built, Ok(Ok(Some(_)))), rebuilder.half_done);
        let said = std::mem::take(&mut unreadable);
        match built {
            Ok(Ok(Some(build))) => {
                let before = live.now();
                live.show(Shown::next(Some(&before), build));
                let (shown, before, took) = (live.now(), Some(&*before), start.elapsed());
                tell(News::Built { shown: &shown, before, took, timings: &timings });
                try_templates(live, before, &mut tell);
            }
            Ok(Ok(None)) => {}
            Ok(Err(error)) => {
                unreadable = format!("{error:#}");
                if unreadable != said {
                    tell(News::Unreadable(unreadable.clone()));
                }
            }
            Err(_) => {
                rebuilder.start_afresh();
                tell(News::Fault);
            }
        }
    }
}

/// Where the templates are others than before, says which of them fail.
fn try_templates(live: &Live, before: Option<&Shown>, tell: &mut impl FnMut(News<'_>)) {
    let shown = live.now();
    if before.is_some_and(|before| before.theme() == shown.theme()) {
        return;
    }
    let tried = catch_unwind(AssertUnwindSafe(|| shown.try_templates()));
    if let Some(next) = tried.ok().and_then(|late| shown.with_late(late)) {
        live.show(next);
        tell(News::Late(&live.now()));
    }
}
