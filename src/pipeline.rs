//! Inputs + memo -> build. The only path from content to a site, cold or warm.
//!
//! A warm build is a cold build with a full memo: the memo can make a build faster but not
//! different. It holds entries with the hash of what they were read from, compiled templates
//! with the hash of the theme, and the last catalogue with its pages. Pages are kept where the
//! catalogue's key is the same, which means that nothing changed but the texts of entries; the
//! catalogue takes from the last one what is still right. Joining 10,000 entries from nothing takes
//! longer than an author should wait for a sentence.

use crate::catalogue::{self, Catalogue, State};
use crate::check::{self, Ignored};
use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::input::{self, Inputs, Settings};
use crate::output::Outputs;
use crate::page::Pages;
use crate::render::Renderer;
use crate::schema::{self, Entry, Roles};
use crate::search::{self, Search};
use crate::text;
use crate::timing::Timings;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What was made before: it saves work and changes nothing.
#[derive(Debug, Default)]
pub struct Memo {
    /// In the order of paths.
    entries: Vec<Arc<Entry>>,
    catalogue: Option<Arc<Catalogue>>,
    pages: Option<Arc<Pages>>,
    search: Option<Arc<search::Memory>>,
    renderer: Option<Arc<Renderer>>,
}

/// What happens to entries that have errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Faulty {
    /// They are shown as far as they can be read: for a preview, and to find every fault.
    Shown,
    /// They are left out, and so are links to them: for publishing what is sound.
    LeftOut,
}

/// A site that was built, ready to be published or shown.
#[derive(Debug)]
pub struct Build {
    /// All entries.
    pub catalogue: Arc<Catalogue>,
    /// Everything that is published, by path.
    pub outputs: Outputs,
    /// What is wrong, in reading order. Rendering may find more.
    pub diagnostics: Vec<Diagnostic>,
    /// What the closing line counts.
    pub counts: Counts,
}

/// What the closing line counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pages.
    pub pages: usize,
    /// Entries that are shown.
    pub entries: usize,
    /// Drafts that are not shown.
    pub drafts: usize,
    /// Entries whose date is still to come, and which are not shown.
    pub scheduled: usize,
    /// Entries that were left out because of their errors.
    pub left_out: usize,
    /// Messages that their entries ignore.
    pub ignored: usize,
    /// Messages that are off on this site.
    pub turned_off: usize,
}

/// Builds the site.
pub fn build(inputs: &Inputs, faulty: Faulty, memo: &mut Memo, timings: &mut Timings) -> Build {
    let entries = timings.stage("parse", || entries(inputs, memo));
    let mut found = inputs.diagnostics.clone();
    found.extend(entries.iter().flat_map(|entry| entry.diagnostics.iter().cloned()));
    let unreadable: BTreeSet<&str> =
        inputs.diagnostics.iter().filter_map(|fault| fault.path.as_deref()).collect();

    let ignored = Ignored::of(&entries);
    let none = BTreeSet::new();
    let mut catalogue = timings
        .stage("catalogue", || catalogue::build(inputs, entries.clone(), &none, memo.catalogue.as_deref()));
    let mut late: Vec<Diagnostic> = catalogue.diagnostics().cloned().collect();
    late.extend(timings.stage("check", || check::check(&catalogue, inputs)));
    let unfinished = set_unfinished_aside(&catalogue, &mut found, &mut late);
    if faulty == Faulty::LeftOut {
        let counted = found.iter().chain(&late).filter(|fault| !ignored.hides(fault));
        let left_out = unsound(&entries, &unreadable, counted, &inputs.settings);
        if !left_out.is_empty() {
            late.retain(|fault| {
                !matches!(fault.code, Code::LinkToUnpublished | Code::Draft | Code::Scheduled)
            });
            catalogue = catalogue::build(inputs, entries.clone(), &left_out, None);
            let news = [Code::LinkToUnpublished, Code::Draft, Code::Scheduled, Code::LeftOut];
            late.extend(catalogue.diagnostics().filter(|fault| news.contains(&fault.code)).cloned());
        }
    }
    found.extend(late);
    tell_of_unfinished(&unfinished, &mut found);

    let catalogue = Arc::new(catalogue);
    let pages = timings.stage("pages", || Pages::of(&catalogue, &inputs.theme, memo.pages.as_deref()));
    let pages = Arc::new(pages);
    memo.catalogue = Some(catalogue.clone());
    memo.pages = Some(pages.clone());
    let memory = Arc::new(search::Memory::of(&catalogue, memo.search.as_deref()));
    let search = Arc::new(Search::of(&catalogue, &memory));
    memo.search = Some(memory);
    let renderer = renderer(inputs, memo, &mut found);
    let outputs =
        timings.stage("outputs", || Outputs::new(inputs, &catalogue, &pages, &search, renderer, &mut found));
    let ignored = ignored.take_from(&mut found);
    let turned_off = weigh(&mut found, &inputs.settings);
    diagnostic::sort(&mut found);
    let counts = Counts { ignored, turned_off, ..counts(&catalogue, &outputs) };
    Build { catalogue, outputs, diagnostics: found, counts }
}

/// Takes out what is only lacking in drafts that this build does not show: a draft may be unfinished
/// and must not keep anybody from publishing the rest. Gives how much each of them lacks, by path.
fn set_unfinished_aside(
    catalogue: &Catalogue,
    found: &mut Vec<Diagnostic>,
    late: &mut Vec<Diagnostic>,
) -> BTreeMap<String, usize> {
    let hidden = catalogue.items.iter().filter(|item| item.state == State::Draft && !item.shown);
    let mut lacking: BTreeMap<String, usize> =
        hidden.map(|item| (item.entry.source().path.clone(), 0)).collect();
    if lacking.is_empty() {
        return lacking;
    }
    let lacks = [Code::MissingField, Code::MissingSection, Code::UnwrittenSection];
    for faults in [found, late] {
        faults.retain(|fault| {
            let path = fault.path.as_deref().filter(|_| lacks.contains(&fault.code));
            let lacking = path.and_then(|path| lacking.get_mut(path));
            lacking.is_none_or(|count| {
                *count += 1;
                false
            })
        });
    }
    lacking.retain(|_, count| *count > 0);
    lacking
}

/// Counts what was set aside, where the build says that it left the draft out.
fn tell_of_unfinished(unfinished: &BTreeMap<String, usize>, found: &mut [Diagnostic]) {
    for fault in found.iter_mut().filter(|fault| fault.code == Code::Draft && !unfinished.is_empty()) {
        if let Some(count) = fault.path.as_ref().and_then(|path| unfinished.get(path)) {
            let things = text::count(*count, "thing is", "things are");
            fault.message = format!("This draft was left out. {things} still to be written.");
            fault.help = Some("To see what is to be written, and the page, use --drafts.".to_owned());
        }
    }
}

/// Gives each of `found` its severity on this site, and takes out what is turned off there. Says
/// how many those were.
fn weigh(found: &mut Vec<Diagnostic>, settings: &Settings) -> usize {
    let before = found.len();
    found.retain_mut(|fault| {
        let changed = settings.severities.contains_key(&fault.code);
        // What was found to matter more or less than its code usually does stays so.
        if !changed && fault.severity != fault.code.severity() {
            return true;
        }
        let severity = settings.severity(fault.code);
        fault.severity = severity.unwrap_or(fault.severity);
        severity.is_some()
    });
    before - found.len()
}

/// Every entry, in the order of paths: read again only where its source, its collection or its
/// role changed.
fn entries(inputs: &Inputs, memo: &mut Memo) -> Vec<Arc<Entry>> {
    let roles = Roles::of(inputs.sources.par_iter().map(|source| inputs.content_path(source)));
    let entries: Vec<Arc<Entry>> = inputs
        .sources
        .par_iter()
        .enumerate()
        .map(|(at, source)| {
            let path = inputs.content_path(source);
            let role = roles.role(path);
            let collection = &inputs.collections[input::collection_of(path)];
            let same = |entry: &&Arc<Entry>| {
                entry.source().hash == source.hash
                    && entry.collection.hash == collection.hash
                    && entry.role == role
            };
            match memo.known(at, path).filter(same) {
                Some(entry) => entry.clone(),
                None => Arc::new(schema::read(path, source, collection, role)),
            }
        })
        .collect();
    memo.entries.clone_from(&entries);
    entries
}

impl Memo {
    /// What was read from `path`, which is most likely number `at` again.
    fn known(&self, at: usize, path: &str) -> Option<&Arc<Entry>> {
        self.entries.get(at).filter(|entry| entry.path == path).or_else(|| {
            let found = self.entries.binary_search_by(|entry| entry.path.as_str().cmp(path));
            found.ok().map(|at| &self.entries[at])
        })
    }
}

/// The paths of entries that have an error of their own.
fn unsound<'a>(
    entries: &[Arc<Entry>],
    unreadable: &BTreeSet<&str>,
    faults: impl Iterator<Item = &'a Diagnostic>,
    settings: &Settings,
) -> BTreeSet<String> {
    let with_errors: BTreeSet<&str> = faults
        // A clash of two lists is not the fault of the entry that calls for one of them.
        .filter(|fault| fault.code != Code::ListClash)
        .filter(|fault| settings.severity(fault.code) == Some(Severity::Error))
        .filter_map(|fault| fault.path.as_deref())
        .collect();
    let has_errors = |entry: &&Arc<Entry>| {
        let path = entry.source().path.as_str();
        with_errors.contains(path) || unreadable.contains(path)
    };
    entries.iter().filter(has_errors).map(|entry| entry.path.clone()).collect()
}

/// The templates, compiled again only where the theme changed.
fn renderer(inputs: &Inputs, memo: &mut Memo, faults: &mut Vec<Diagnostic>) -> Option<Arc<Renderer>> {
    if let Some(renderer) = memo.renderer.as_ref().filter(|renderer| renderer.theme() == inputs.theme.hash) {
        return Some(renderer.clone());
    }
    match Renderer::new(&inputs.theme) {
        Ok(renderer) => {
            let renderer = Arc::new(renderer);
            memo.renderer = Some(renderer.clone());
            Some(renderer)
        }
        Err(errors) => {
            faults.extend(errors);
            None
        }
    }
}

fn counts(catalogue: &Catalogue, outputs: &Outputs) -> Counts {
    let hidden = |state: State| {
        catalogue.items.iter().filter(|item| item.state == state && !item.shown && item.is_entry()).count()
    };
    Counts {
        pages: outputs.pages().count(),
        entries: catalogue.items.iter().filter(|item| item.in_lists()).count(),
        drafts: hidden(State::Draft),
        scheduled: hidden(State::Scheduled),
        left_out: hidden(State::LeftOut),
        ..Counts::default()
    }
}
