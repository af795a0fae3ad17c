//! What the preview shows: the newest build, and the last good page of what cannot be read.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::pipeline::Build;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the preview shows.
#[derive(Debug)]
pub struct Shown {
    /// Rises with each build.
    pub number: u64,
    /// What is wrong in the newest build, in reading order.
    pub problems: Vec<Diagnostic>,
    build: Arc<Build>,
    /// The build that has the last good page of an entry that cannot be read, by output path.
    held: BTreeMap<String, Arc<Build>>,
    /// The last build with other templates, for when a template fails on a page.
    other_templates: Option<Arc<Build>>,
}

impl Shown {
    /// What to show after `build`, given what was shown before.
    pub fn next(before: Option<&Self>, build: Build) -> Self {
        let number = before.map_or(1, |before| before.number + 1);
        let problems = build.diagnostics.clone();
        let build = Arc::new(build);
        let Some(before) = before else {
            return Self { number, problems, build, held: BTreeMap::new(), other_templates: None };
        };
        if is_broken_as_a_whole(&build) && before.build.outputs.can_render() {
            let (build, held) = (before.build.clone(), before.held.clone());
            return Self { number, problems, build, held, other_templates: before.other_templates.clone() };
        }
        let same_templates = build.outputs.theme() == before.build.outputs.theme();
        let other_templates =
            if same_templates { before.other_templates.clone() } else { Some(before.build.clone()) };
        Self { number, problems, held: before.hold(&build), build, other_templates }
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
        self.held.contains_key(path)
    }

    /// The last good pages of the entries that cannot be read in `build`. Those with other faults
    /// are shown as they are: their words are all there.
    fn hold(&self, build: &Build) -> BTreeMap<String, Arc<Build>> {
        let faulty = unreadable(&build.diagnostics);
        let entries = entries_by_source(&self.build);
        let was_faulty = unreadable(&self.build.diagnostics);
        let mut held = BTreeMap::new();
        for path in faulty {
            let Some(at) = entries.get(path) else { continue };
            let page = format!("{}index.html", self.build.catalogue.items[*at].card.address);
            let good = match self.held.get(&page) {
                Some(held) => Some(held),
                None => (!was_faulty.contains(path)).then_some(&self.build),
            };
            held.extend(good.map(|good| (page, good.clone())));
        }
        held
    }
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
    let entries = entries_by_source(build);
    !build.outputs.can_render()
        || with_errors(&build.diagnostics)
            .iter()
            .any(|path| path.ends_with(".toml") && !entries.contains_key(path))
}

/// The entries of a build by the path of their source, as diagnostics name it.
fn entries_by_source(build: &Build) -> BTreeMap<&str, usize> {
    let named = build.catalogue.items.iter().enumerate();
    named.map(|(at, item)| (item.entry.source().path.as_str(), at)).collect()
}
