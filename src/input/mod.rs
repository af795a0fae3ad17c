//! Disk -> settings, collections, vocabularies, sources, theme. The only stage that reads.
//!
//! Everything a build depends on is in [`Inputs`], also what day it is. A second [`read`] with
//! the same [`Cache`] reads only the files that changed; the result is the same as a first one.
//! It never looks into Markdown: that is the next stage's work.

mod accessibility;
mod collection;
mod field;
mod home;
mod load;
mod meaning;
mod scan;
mod schema_org;
mod sections;
mod settings;
mod severity;
mod table;
mod theme;
mod views;
mod vocabulary;

pub use accessibility::{Accessibility, Compliance, Contact, Enforcement, Issue, Tested};
pub(crate) use collection::from_key;
pub use collection::{Collection, Sort};
pub use field::{Field, FieldKind, Limits, Set};
pub(crate) use home::SHOWN as SHOWN_ON_HOME;
pub use home::{Band, BandOrder, BandStyle, HomeSettings};
pub use load::{Asset, Cache};
pub use meaning::Meaning;
pub use scan::may_matter;
pub use schema_org::{Family, SchemaType};
pub use sections::SectionStyle;
pub use settings::{Brand, Licence, Owner, Settings, is_web_address};
pub use theme::{Budget, COUNT, MONTHS, Piece, Text, Theme, ThemeAsset, Word, Words};
pub use views::{View, ViewKind};
pub use vocabulary::{Term, Vocabulary};

use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{Hash, Hasher};
use crate::source::Source;
use crate::text;
use anyhow::Context;
use collection::Sets;
use load::Files;
use scan::{Skipped, Tree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What to read, and what the command line says.
#[derive(Debug, Clone)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// The folder that is published to, which is never content.
    pub output: PathBuf,
    /// The day the build is for.
    pub today: jiff::civil::Date,
    /// Whether drafts and entries with a later date are shown too.
    pub drafts: bool,
    /// Where the site will be published, if not as `casebook.toml` says.
    pub base_url: Option<String>,
}

/// Everything that a build depends on.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// What the whole site has in common.
    pub settings: Arc<Settings>,
    /// The collections, by name.
    pub collections: BTreeMap<String, Arc<Collection>>,
    /// The vocabularies, by name.
    pub vocabularies: BTreeMap<String, Arc<Vocabulary>>,
    /// The Markdown files, in the order of their paths.
    pub sources: Vec<Arc<Source>>,
    /// The other files, by their path relative to the content folder.
    pub assets: Arc<BTreeMap<String, Arc<Asset>>>,
    /// Files that are there and cannot be read, by their path relative to the content folder.
    pub unreadable: BTreeSet<String>,
    /// Templates and their assets.
    pub theme: Arc<Theme>,
    /// The day the build is for.
    pub today: jiff::civil::Date,
    /// Whether drafts and entries with a later date are shown too.
    pub drafts: bool,
    /// What was wrong so far.
    pub diagnostics: Vec<Diagnostic>,
    /// What stands before the path of a content file where people see it.
    prefix: &'static str,
}

impl Inputs {
    /// The path of a content file as people see it.
    pub fn shown_path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The path of a content file relative to the content folder.
    pub fn content_path<'a>(&self, source: &'a Source) -> &'a str {
        &source.path[self.prefix.len()..]
    }

    /// Changes whenever any input changed.
    pub fn hash(&self) -> Hash {
        let sources = self.sources.iter().map(|source| source.hash);
        let mut hasher =
            Hasher::default().hash(self.hash_without_texts()).hash(self.theme.hash).hashes(sources);
        for fault in &self.diagnostics {
            hasher =
                hasher.text(fault.code.id()).text(&fault.message).text(fault.path.as_deref().unwrap_or(""));
        }
        hasher.finish()
    }

    /// Changes whenever an input changed that is neither a Markdown file nor the theme.
    pub fn hash_without_texts(&self) -> Hash {
        Hasher::default()
            .hash(self.settings.hash)
            .number(u64::from(self.settings.declared))
            .hashes(self.collections.values().map(|collection| collection.hash))
            .hashes(self.vocabularies.values().map(|vocabulary| vocabulary.hash))
            .hashes(self.assets.values().map(|asset| asset.key()))
            .hashes(self.unreadable.iter().map(Hash::of))
            .text(&self.today.to_string())
            .number(u64::from(self.drafts))
            .finish()
    }
}

/// The file with what the whole site has in common.
pub const SETTINGS: &str = "casebook.toml";
const CONTENT: &str = "content";
const CONTENT_PREFIX: &str = "content/";
const COLLECTION: &str = "collection.toml";
const VOCABULARIES: &str = "vocabularies/";

/// Reads the site at `options.root`.
///
/// # Errors
/// When the folder is not there or cannot be listed. A fault in a file is a diagnostic.
pub fn read(options: &Options, cache: &mut Cache) -> anyhow::Result<Inputs> {
    read_changed(options, None, cache)
}

/// As [`read`], but where the content folder was read before, only the paths `changed` are
/// looked at again, with everything below them.
///
/// # Errors
/// As those of [`read`].
pub fn read_changed(
    options: &Options,
    changed: Option<&[PathBuf]>,
    cache: &mut Cache,
) -> anyhow::Result<Inputs> {
    let root = &options.root;
    std::fs::read_dir(root).with_context(|| format!("The folder {} cannot be read", root.display()))?;
    let has_content = root.join(CONTENT).is_dir();
    let (folder, prefix) =
        if has_content { (root.join(CONTENT), CONTENT_PREFIX) } else { (root.clone(), "") };
    let tree = find_files(folder, prefix, never_content(options, !has_content), changed, cache);
    let mut faults: Vec<Diagnostic> = tree.faults.values().cloned().collect();

    let settings_file = read_settings_file(root, cache, &mut faults);
    let mut settings = Settings::read(settings_file, options.base_url.as_deref(), &mut faults);
    // Settings that nobody can read are a promise all the same.
    settings.declared |= is_there(&root.join(SETTINGS));
    let sorted = Sorted::new(&tree, prefix.len());
    faults.extend(sorted.misplaced.iter().map(|(shown, _)| misplaced(shown)));
    let vocabularies = read_vocabularies(&sorted, cache, &mut faults);
    let collections = read_collections(&sorted, &vocabularies, cache, &mut faults);
    let theme = Theme::read(root, &settings, cache, &mut faults);
    let sources = cache.sources(&sorted.markdown, &mut faults);
    if sorted.markdown.is_empty() {
        faults.push(no_content(has_content));
    }
    let assets = Arc::new(cache.assets(prefix.len(), &sorted.assets));
    cache.tree = Some(tree);
    let unreadable = faults.iter().filter(|fault| fault.code == Code::Unreadable);
    let unreadable = unreadable.filter_map(|fault| fault.path.as_deref()?.strip_prefix(prefix));
    let unreadable = unreadable.map(str::to_owned).collect();
    Ok(Inputs {
        settings: Arc::new(settings),
        collections,
        vocabularies,
        sources,
        assets,
        unreadable,
        theme: Arc::new(theme),
        today: options.today,
        drafts: options.drafts,
        diagnostics: faults,
        prefix,
    })
}

/// Looking at more paths than this one by one takes longer than looking at everything.
const FEW: usize = 64;

/// The content folder as it is now.
fn find_files(
    folder: PathBuf,
    prefix: &'static str,
    skipped: Skipped,
    changed: Option<&[PathBuf]>,
    cache: &mut Cache,
) -> Tree {
    let known = cache.tree.take().filter(|tree| tree.is_of(&folder, prefix, &skipped));
    let few = changed.filter(|changed| changed.len() <= FEW);
    if let (Some(mut tree), Some(changed)) = (known, few) {
        tree.update(changed);
        return tree;
    }
    let tree = Tree::scan(folder, prefix, skipped);
    cache.retain(|path| !path.starts_with(prefix) || tree.files.contains_key(path));
    tree
}

fn misplaced(shown: &str) -> Diagnostic {
    let help =
        "A vocabulary stands in content/vocabularies itself, and collection.toml in a folder of content.";
    Diagnostic::new(Code::BadSetting, "This file stands too deep, so it has no effect.")
        .in_file(shown)
        .help(help)
}

fn no_content(has_content: bool) -> Diagnostic {
    let folder = if has_content { "content" } else { "this folder" };
    Diagnostic::new(Code::NoContent, format!("There is no Markdown in {folder}, so the catalogue is empty."))
        .help("Put files there whose names end in .md, or name another folder with --root.")
}

/// The output folder, the themes and the settings are no content, and where there is no content
/// folder, nor are folders that programs fill.
fn never_content(options: &Options, whole_root: bool) -> Skipped {
    let paths = vec![options.root.join("themes"), options.root.join(SETTINGS), options.output.clone()];
    Skipped { paths, made_by_programs: whole_root }
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

fn read_settings_file(root: &Path, cache: &mut Cache, faults: &mut Vec<Diagnostic>) -> Option<Arc<Source>> {
    let Some(found) = scan::single(&root.join(SETTINGS)) else {
        if is_there(&root.join(SETTINGS)) {
            faults.push(scan::unreadable(SETTINGS.to_owned(), "This is not a file that can be read."));
        }
        return None;
    };
    cache.sources(&vec![(SETTINGS, &found)], faults).pop()
}

/// The files found, by what they are for.
#[derive(Default)]
struct Sorted<'a> {
    markdown: Files<'a>,
    collections: Files<'a>,
    vocabularies: Files<'a>,
    assets: Files<'a>,
    /// Settings that stand too deep to mean anything.
    misplaced: Files<'a>,
    prefix: usize,
}

impl<'a> Sorted<'a> {
    fn new(tree: &'a Tree, prefix: usize) -> Self {
        let mut sorted = Self { prefix, ..Self::default() };
        for (shown, file) in &tree.files {
            let path = &shown[prefix..];
            let kind = if has_ending(path, &["md", "markdown"]) {
                &mut sorted.markdown
            } else if is_collection_file(path) {
                &mut sorted.collections
            } else if path.starts_with(VOCABULARIES) && has_ending(path, &["toml"]) {
                let is_direct = path.matches('/').count() == 1;
                if is_direct { &mut sorted.vocabularies } else { &mut sorted.misplaced }
            } else if path.ends_with("/collection.toml") {
                &mut sorted.misplaced
            } else {
                &mut sorted.assets
            };
            kind.push((shown, file));
        }
        sorted
    }
}

fn has_ending(path: &str, endings: &[&str]) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// `collection.toml` itself, or one folder down.
fn is_collection_file(path: &str) -> bool {
    path == COLLECTION || path.split_once('/').is_some_and(|(_, rest)| rest == COLLECTION)
}

/// The name of the collection that the file at `path` (relative to the content folder) belongs to.
pub fn collection_of(path: &str) -> &str {
    path.split_once('/').map_or("", |(folder, _)| folder)
}

fn read_vocabularies(
    files: &Sorted<'_>,
    cache: &mut Cache,
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Arc<Vocabulary>> {
    let sources = cache.sources(&files.vocabularies, faults);
    let unreadable = files.vocabularies.iter().map(|(path, _)| {
        let name = text::stem(path).to_owned();
        (name.clone(), Arc::new(Vocabulary::unreadable(&name, path)))
    });
    let mut vocabularies: BTreeMap<_, _> = unreadable.collect();
    for source in sources {
        let name = text::stem(&source.path).to_owned();
        vocabularies.insert(name.clone(), Arc::new(Vocabulary::read(&name, source, faults)));
    }
    vocabularies
}

fn read_collections(
    files: &Sorted<'_>,
    vocabularies: &BTreeMap<String, Arc<Vocabulary>>,
    cache: &mut Cache,
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Arc<Collection>> {
    let sources = cache.sources(&files.collections, faults);
    let declared: BTreeMap<String, Arc<Source>> = sources
        .into_iter()
        .map(|source| (collection_of(&source.path[files.prefix..]).to_owned(), source))
        .collect();
    let mut names: BTreeSet<&str> =
        files.markdown.iter().map(|(path, _)| collection_of(&path[files.prefix..])).collect();
    names.extend(declared.keys().map(String::as_str));
    let all: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let known: Vec<String> = vocabularies.keys().cloned().collect();
    let sets = Sets { vocabularies: &known, collections: &all };
    let read = names.into_iter().map(|name| {
        let collection = match declared.get(name) {
            Some(source) => Collection::read(name, source.clone(), &sets, faults),
            None => Collection::open(name),
        };
        (name.to_owned(), Arc::new(collection))
    });
    read.collect()
}
