//! What the preview shows: the newest build, and the last good page of what cannot be read.

use super::{Editor, panel};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::hash::Hash;
use crate::output::Output;
use crate::pipeline::Build;
use crate::text;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// More pages than this are no edit of one page, and nobody wants to be led to any of them.
const FEW: usize = 3;

/// What the preview shows.
#[derive(Debug)]
pub struct Shown {
    /// Rises with each build.
    pub number: u64,
    /// The address of the page whose source was just edited, where it was one.
    pub edited: Option<String>,
    /// The newest build, which says what is wrong.
    newest: Arc<Build>,
    /// The build that is in view: the newest, unless it is broken as a whole.
    build: Arc<Build>,
    /// The build that has the last good page of an entry that cannot be read, by output path.
    held: BTreeMap<String, Arc<Build>>,
    /// The last build with other templates, for when a template fails on a page.
    other_templates: Option<Arc<Build>>,
    /// What was found wrong only when pages were made.
    late: Vec<Diagnostic>,
    panel: OnceLock<String>,
}

impl Shown {
    /// What to show after `build`, given what was shown before.
    pub fn next(before: Option<&Self>, build: Build) -> Self {
        let newest = Arc::new(build);
        let mut next = Self {
            number: before.map_or(1, |before| before.number + 1),
            edited: None,
            build: newest.clone(),
            newest,
            held: BTreeMap::new(),
            other_templates: None,
            late: Vec::new(),
            panel: OnceLock::new(),
        };
        let Some(before) = before else { return next };
        next.other_templates.clone_from(&before.other_templates);
        if is_broken_as_a_whole(&next.newest) && before.build.outputs.can_render() {
            next.build = before.build.clone();
            next.held.clone_from(&before.held);
            return next;
        }
        if next.build.outputs.theme() == before.build.outputs.theme() {
            next.late.clone_from(&before.late);
        } else {
            next.other_templates = Some(before.build.clone());
        }
        next.held = before.hold(&next.build);
        next.edited = edited(&before.build, &next.build);
        next
    }

    /// The same, with what was found wrong when pages were made. `None` where nothing was.
    pub fn with_late(&self, late: Vec<Diagnostic>) -> Option<Self> {
        (!late.is_empty()).then(|| Self {
            number: self.number + 1,
            edited: self.edited.clone(),
            newest: self.newest.clone(),
            build: self.build.clone(),
            held: self.held.clone(),
            other_templates: self.other_templates.clone(),
            late,
            panel: OnceLock::new(),
        })
    }

    /// Makes one page with each template, and gives what fails: an author who changes a template
    /// looks at one page, and learns of the others here.
    pub fn try_templates(&self) -> Vec<Diagnostic> {
        if !self.build.outputs.can_render() {
            return Vec::new();
        }
        let mut tried = BTreeSet::new();
        let outputs = &self.build.outputs;
        let firsts = outputs.iter().filter(|(_, output)| match output {
            Output::Page(page) => tried.insert(page.template()),
            _ => false,
        });
        let firsts: Vec<&Output> = firsts.map(|(_, output)| output).collect();
        let mut faults: Vec<Diagnostic> = Vec::new();
        for failure in firsts.into_iter().filter_map(|output| outputs.bytes(output).err()) {
            let fault = failure.diagnostic();
            let same = |known: &Diagnostic| known.path == fault.path && known.message == fault.message;
            if !faults.iter().any(same) {
                faults.push(fault);
            }
        }
        faults
    }

    /// Hash of the theme that is in view.
    pub fn theme(&self) -> Option<Hash> {
        self.build.outputs.theme()
    }

    /// What is wrong, in reading order.
    pub fn problems(&self) -> impl Iterator<Item = &Diagnostic> + Clone {
        self.late.iter().chain(&self.newest.diagnostics)
    }

    /// What was found wrong only when pages were made.
    pub fn late(&self) -> &[Diagnostic] {
        &self.late
    }

    /// The newest build.
    pub fn newest(&self) -> &Build {
        &self.newest
    }

    /// The panel that says what is wrong, made once.
    pub fn panel(&self, editor: Option<&Editor>) -> &str {
        self.panel.get_or_init(|| panel::panel(self.problems(), editor))
    }

    /// A file that only older pages still ask for, such as the style sheet of an earlier theme.
    pub fn of_older_pages(&self, path: &str) -> Option<Vec<u8>> {
        let older = self.held.values().chain(&self.other_templates);
        let mut found = older.filter_map(|build| build.outputs.bytes(build.outputs.get(path)?).ok());
        found.next().map(Cow::into_owned)
    }

    /// The output at `path` as it was before the templates changed.
    pub fn with_other_templates(&self, path: &str) -> Option<Vec<u8>> {
        let outputs = &self.other_templates.as_ref()?.outputs;
        outputs.bytes(outputs.get(path)?).ok().map(Cow::into_owned)
    }

    /// The build that has the output at `path`.
    pub fn build_of(&self, path: &str) -> &Build {
        self.held.get(path).unwrap_or(&self.build)
    }

    /// Whether the page at `path` is an older one than its source.
    pub fn is_old(&self, path: &str) -> bool {
        self.held.contains_key(path) || !Arc::ptr_eq(&self.build, &self.newest)
    }

    /// The last good pages of the entries that cannot be read in `build`. Those with other faults
    /// are shown as they are: their words are all there.
    fn hold(&self, build: &Build) -> BTreeMap<String, Arc<Build>> {
        let faulty = unreadable(&build.diagnostics);
        let mut held = BTreeMap::new();
        if faulty.is_empty() {
            return held;
        }
        let was_faulty = unreadable(&self.build.diagnostics);
        for item in &self.build.catalogue.items {
            let path = item.entry.source().path.as_str();
            if !faulty.contains(path) {
                continue;
            }
            let page = format!("{}index.html", item.card.address);
            let good = match self.held.get(&page) {
                Some(held) => Some(held),
                None => (!was_faulty.contains(path)).then_some(&self.build),
            };
            held.extend(good.map(|good| (page, good.clone())));
        }
        held
    }
}

/// The address of the page whose source is another in `build` than in `before`.
fn edited(before: &Build, build: &Build) -> Option<String> {
    let mut old = before.catalogue.items.iter().peekable();
    let mut changed = Vec::new();
    for item in &build.catalogue.items {
        while old.next_if(|old| old.entry.path < item.entry.path).is_some() {}
        let same = old.next_if(|old| old.entry.path == item.entry.path);
        let is_same = same.is_some_and(|old| {
            Arc::ptr_eq(&old.entry, &item.entry) || old.entry.source().hash == item.entry.source().hash
        });
        if !is_same && item.shown {
            changed.push(item);
        }
        if changed.len() > FEW {
            return None;
        }
    }
    changed.first().map(|item| format!("/{}", text::percent_encode(&item.card.address)))
}

fn with_errors(diagnostics: &[Diagnostic]) -> BTreeSet<&str> {
    let errors = diagnostics.iter().filter(|fault| fault.severity == Severity::Error);
    errors.filter_map(|fault| fault.path.as_deref()).collect()
}

/// The files of which nobody can say what they mean.
fn unreadable(diagnostics: &[Diagnostic]) -> BTreeSet<&str> {
    let unread = diagnostics.iter().filter(|fault| {
        matches!(
            fault.code,
            Code::Unreadable
                | Code::NotUtf8
                | Code::FrontMatterUnclosed
                | Code::FrontMatterSyntax
                | Code::FrontMatterNotKeys
                | Code::FrontMatterNotOpened
        )
    });
    unread.filter_map(|fault| fault.path.as_deref()).collect()
}

/// Whether there is an error in what every page depends on: settings, collections, templates.
fn is_broken_as_a_whole(build: &Build) -> bool {
    if !build.outputs.can_render() {
        return true;
    }
    // Only Markdown makes entries, so a .toml is never the source of one.
    with_errors(&build.diagnostics).iter().any(|path| path.ends_with(".toml"))
}
