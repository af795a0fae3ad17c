//! The live preview: watch, build, reply.
//!
//! Everything is served from memory and nothing is written to disk. File events are only a
//! wake-up: what changed is found by reading the inputs again, and the one build path makes the
//! next site from them. A panel says what is wrong. Where a file cannot be read, or a template
//! fails, the last good page stays in view below it; a page whose words can be read is always new.

mod drawer;
mod editor;
mod follow;
mod gate;
mod head;
mod live;
mod mount;
mod panel;
mod range;
mod reply;
mod sentence;
mod server;
mod settle;
mod shown;
mod watch;

pub use editor::Editor;
pub use follow::{News, Rebuilder, first, follow};
pub use live::Live;
pub use reply::{Desk, Reply, Request, reply};
pub use server::{bind, serve};
pub use settle::Changed;
pub use shown::Shown;
pub use watch::{Wake, watch};
