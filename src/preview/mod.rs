//! The live preview: watch, build, reply.
//!
//! Everything is served from memory and nothing is written to disk. File events are only a
//! wake-up: what changed is found by reading the inputs again, and the one build path makes the
//! next site from them. A panel says what is wrong. Where a file cannot be read, or a template
//! fails, the last good page stays in view below it; a page whose words can be read is always new.

mod live;
mod panel;
mod reply;
mod server;
mod shown;
mod watch;

pub use live::Live;
pub use reply::{Reply, Request, reply};
pub use server::{bind, serve};
pub use shown::Shown;
pub use watch::{Changed, Wake, watch};

use crate::hash::Hash;
use crate::input::{self, Cache, Options};
use crate::pipeline::{self, Faulty, Memo};
use crate::timing::Timings;

/// Builds the site again and again, each time only as far as something changed.
#[derive(Debug)]
pub struct Rebuilder {
    options: Options,
    cache: Cache,
    memo: Memo,
    last: Option<Hash>,
}

impl Rebuilder {
    /// A rebuilder that has built nothing yet.
    pub fn new(options: Options) -> Self {
        Self { options, cache: Cache::default(), memo: Memo::default(), last: None }
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
    ) -> anyhow::Result<Option<pipeline::Build>> {
        self.options.today = today;
        let paths = match changed {
            Changed::Paths(paths) => Some(paths.as_slice()),
            Changed::Anything => None,
        };
        let inputs = timings.stage("read", || input::read_changed(&self.options, paths, &mut self.cache))?;
        let hash = inputs.hash();
        if self.last == Some(hash) {
            return Ok(None);
        }
        self.last = Some(hash);
        Ok(Some(pipeline::build(&inputs, Faulty::Shown, &mut self.memo, timings)))
    }
}
