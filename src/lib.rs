//! `casebook` turns a folder of Markdown into a catalogue of good practice.
//!
//! This page is the architecture. The code is one line, and the modules stand in its order:
//!
//! ```text
//! Inputs -> Entries -> Catalogue -> Pages -> Outputs -> disk | preview
//! ```
//!
//! # Stages
//!
//! Each stage is a plain function from immutable values to immutable values. Data flows down
//! this list and never up; a test fails on an import of a later stage.
//!
//! 1. [`input`] reads the disk: [`input::read`] gives [`input::Inputs`], everything that a build
//!    depends on, the day included.
//! 2. [`document`] parses one [`source::Source`]: front matter as [`node::Node`]s with spans,
//!    and the text as a [`document::Body`], HTML with slots.
//! 3. [`schema`] checks the front matter against the [`input::Collection`]: [`schema::read`]
//!    gives a [`schema::Entry`]. What helps to write one comes from the same declaration:
//!    [`schema::guide()`], [`schema::blank`] and [`schema::json_schema`].
//! 4. [`catalogue`] brings all entries together: [`catalogue::build`] resolves links and
//!    references and gives a [`catalogue::Catalogue`].
//! 5. [`check`] says what a careful editor would.
//! 6. [`page`] makes [`page::Page`]s: an address, a template, and all that the template may
//!    show. [`page::view`] is the view model.
//! 7. [`render`] makes HTML of a page with a [`render::Renderer`].
//! 8. [`search`] makes the index from which a script in the browser finds entries.
//! 9. [`export`] derives files for machines from the whole catalogue.
//! 10. [`output`] gathers [`output::Outputs`], by path, and publishes them
//!     ([`output::publish::publish`]).
//! 11. [`pipeline`] is the only path through all of these: [`pipeline::build`] gives a
//!     [`pipeline::Build`], cold or warm.
//! 12. [`preview`] shows a build in the browser and follows every edit.
//! 13. [`cli`] is the command line.
//!
//! Leaves that every stage may use: [`text`], [`hash`], [`source`], [`diagnostic`], [`node`],
//! [`timing`].
//!
//! # Invariants
//!
//! 1. A site is read in [`input`] and published in [`output`]. [`preview`] and [`cli`] talk to the
//!    network and the terminal, and commands that give authors something to start from (`init`,
//!    `new`, `schema`) write new files. All between is pure.
//! 2. A mistake in content is a [`diagnostic::Diagnostic`], never an `Err` and never a panic.
//!    `Result` is for what is outside: disk, port, permission.
//! 3. There is one code path. A warm build is a cold build with a full [`pipeline::Memo`]:
//!    after any sequence of edits it gives the same bytes.
//! 4. Output is a function of the inputs: no clock, no order of a hash map, no absolute path,
//!    no number of threads.
//! 5. A template sees only the inputs of its page. What a page may show is its dependency set,
//!    and [`page::Page::key`] is the hash of theme, template and parts.
//! 6. Nothing is dropped in silence: a draft, a later date, an unknown key, HTML shown as text:
//!    each is reported or counted.
//! 7. The output folder is never wiped. Only files that our own manifest names are deleted, a
//!    failed build leaves the last good site, and an interrupted one is finished by the next.
//! 8. Text from authors is never a template.
//! 9. An entry with faults stays in the catalogue as far as it can be read, so that all its
//!    faults show in one run and links to it do not cascade.

pub mod diagnostic;
pub mod hash;
pub mod node;
pub mod source;
pub mod text;
pub mod timing;

pub mod input;

pub mod document;

pub mod schema;

pub mod catalogue;

pub mod check;

pub mod page;

pub mod render;

pub mod search;

pub mod export;

pub mod output;

pub mod pipeline;

pub mod preview;

pub mod cli;
