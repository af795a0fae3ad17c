//! Disk -> settings, collections, vocabularies, sources, theme. The only stage that reads.
//!
//! Everything a build depends on is in [`Inputs`], also what day it is. A second [`read`] with
//! the same [`Cache`] reads only the files that changed; the result is the same as a first one.
//! It never looks into Markdown: that is the next stage's work.

mod collection;
mod load;
mod scan;
mod settings;
mod table;
mod theme;
mod vocabulary;

pub(crate) use collection::from_key;
pub use collection::{Collection, Field, FieldKind, Limits, Set, Sort};
pub use load::{Asset, Cache};
pub use settings::{Owner, Settings, is_web_address};
pub use theme::{Theme, ThemeAsset};
pub use vocabulary::{Term, Vocabulary};

use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{Hash, Hasher};
use crate::source::Source;
use crate::text;
use anyhow::Context;
use collection::Sets;
use scan::Found;
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
    /// The Markdown files, by their path relative to the content folder.
    pub sources: BTreeMap<String, Arc<Source>>,
    /// The other files, by their path relative to the content folder.
    pub assets: Arc<BTreeMap<String, Arc<Asset>>>,
    /// Templates and their assets.
    pub theme: Arc<Theme>,
    /// The day the build is for.
    pub today: jiff::civil::Date,
    /// Whether drafts and entries with a later date are shown too.
    pub drafts: bool,
    /// What was wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl Inputs {
    /// Changes whenever any input changed.
    pub fn hash(&self) -> Hash {
        let mut hasher = Hasher::default()
            .hash(self.settings.hash)
            .hash(self.theme.hash)
            .hashes(self.collections.values().map(|collection| collection.hash))
            .hashes(self.vocabularies.values().map(|vocabulary| vocabulary.hash))
            .hashes(self.sources.values().map(|source| source.hash))
            .hashes(self.assets.values().map(|asset| asset.key()))
            .text(&self.today.to_string())
            .number(u64::from(self.drafts));
        for fault in &self.diagnostics {
            hasher =
                hasher.text(fault.code.id()).text(&fault.message).text(fault.path.as_deref().unwrap_or(""));
        }
        hasher.finish()
    }
}

const SETTINGS: &str = "casebook.toml";
const CONTENT: &str = "content";
const COLLECTION: &str = "collection.toml";
const VOCABULARIES: &str = "vocabularies/";

/// Reads the site at `options.root`.
///
/// # Errors
/// When the folder is not there or cannot be listed. A fault in a file is a diagnostic.
pub fn read(options: &Options, cache: &mut Cache) -> anyhow::Result<Inputs> {
    let root = &options.root;
    std::fs::read_dir(root).with_context(|| format!("The folder {} cannot be read", root.display()))?;
    let mut faults = Vec::new();
    let has_content = root.join(CONTENT).is_dir();
    let (folder, prefix) = if has_content { (root.join(CONTENT), "content/") } else { (root.clone(), "") };
    let found = scan::scan(&folder, prefix, &never_content(root, &options.output), &mut faults);
    cache.retain(|path| !path.starts_with(prefix) || found.contains_key(&path[prefix.len()..]));

    let settings_file = read_settings_file(root, cache, &mut faults);
    let settings = Settings::read(settings_file, options.base_url.as_deref(), &mut faults);
    let files = Files::sort(&found);
    let vocabularies = read_vocabularies(prefix, &files, cache, &mut faults);
    let collections = read_collections(prefix, &files, &vocabularies, cache, &mut faults);
    let theme = Theme::read(root, &settings, cache, &mut faults);
    let sources = cache.sources(prefix, &files.markdown, &mut faults);
    if files.markdown.is_empty() {
        faults.push(no_content(has_content));
    }
    let sources =
        sources.into_iter().map(|source| (source.path[prefix.len()..].to_owned(), source)).collect();
    Ok(Inputs {
        settings: Arc::new(settings),
        collections,
        vocabularies,
        sources,
        assets: Arc::new(cache.assets(prefix, &files.assets)),
        theme: Arc::new(theme),
        today: options.today,
        drafts: options.drafts,
        diagnostics: faults,
    })
}

fn no_content(has_content: bool) -> Diagnostic {
    let folder = if has_content { "content" } else { "this folder" };
    Diagnostic::new(Code::NoContent, format!("There is no Markdown in {folder}, so the catalogue is empty."))
        .help("Put files there whose names end in .md, or name another folder with --root.")
}

fn never_content(root: &Path, output: &Path) -> impl Fn(&Path) -> bool + use<> {
    let skipped = [root.join("themes"), root.join(SETTINGS), output.to_owned()];
    move |path| skipped.iter().any(|skipped| path == skipped)
}

fn read_settings_file(root: &Path, cache: &mut Cache, faults: &mut Vec<Diagnostic>) -> Option<Arc<Source>> {
    let found = scan::single(&root.join(SETTINGS))?;
    let files = BTreeMap::from([(SETTINGS.to_owned(), &found)]);
    cache.sources("", &files, faults).pop()
}

/// The files found, by what they are for.
struct Files<'a> {
    markdown: BTreeMap<String, &'a Found>,
    collections: BTreeMap<String, &'a Found>,
    vocabularies: BTreeMap<String, &'a Found>,
    assets: BTreeMap<String, &'a Found>,
}

impl<'a> Files<'a> {
    fn sort(found: &'a BTreeMap<String, Found>) -> Self {
        let mut files = Self {
            markdown: BTreeMap::new(),
            collections: BTreeMap::new(),
            vocabularies: BTreeMap::new(),
            assets: BTreeMap::new(),
        };
        for (path, file) in found {
            let extension = text::extension(path);
            let kind = match extension.as_deref() {
                Some("md" | "markdown") => &mut files.markdown,
                Some("toml") if path.starts_with(VOCABULARIES) => &mut files.vocabularies,
                _ if path.ends_with(COLLECTION) && is_collection_file(path) => &mut files.collections,
                _ => &mut files.assets,
            };
            kind.insert(path.clone(), file);
        }
        files
    }
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
    prefix: &str,
    files: &Files<'_>,
    cache: &mut Cache,
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Arc<Vocabulary>> {
    let sources = cache.sources(prefix, &files.vocabularies, faults);
    let read = sources.into_iter().map(|source| {
        let name = text::stem(&source.path).to_owned();
        (name.clone(), Arc::new(Vocabulary::read(&name, source, faults)))
    });
    read.collect()
}

fn read_collections(
    prefix: &str,
    files: &Files<'_>,
    vocabularies: &BTreeMap<String, Arc<Vocabulary>>,
    cache: &mut Cache,
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Arc<Collection>> {
    let sources = cache.sources(prefix, &files.collections, faults);
    let declared: BTreeMap<String, Arc<Source>> = sources
        .into_iter()
        .map(|source| (collection_of(&source.path[prefix.len()..]).to_owned(), source))
        .collect();
    let mut names: BTreeSet<&str> = files.markdown.keys().map(|path| collection_of(path)).collect();
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
