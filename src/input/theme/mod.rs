//! The theme: the default one in the binary, with the site's own files laid over it.
//!
//! Templates and assets are laid over file by file, what `theme.toml` says key by key.

mod colour;
mod contrast;
mod language;
mod tokens;
mod uses;
mod wording;
mod words;

pub use words::{COUNT, Piece, Text, Word, Words};

use super::load::{Cache, not_utf8};
use super::scan::{Skipped, Tree};
use super::settings::Settings;
use super::table::{self, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{Hash, Hasher};
use crate::source::Source;
use crate::text;
use contrast::Contrast;
use rust_embed::RustEmbed;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use tokens::Tokens;
use uses::Uses;
use wording::Reader;

/// Templates and assets, each by the path it has inside a theme, and words.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Tera templates: `entry.html`.
    pub templates: BTreeMap<String, Arc<Source>>,
    /// Files published as they are, under `assets/`.
    pub assets: BTreeMap<String, ThemeAsset>,
    /// What pages say and no author wrote.
    pub words: Arc<Words>,
    /// Hash of all of it.
    pub hash: Hash,
}

/// A file of the theme that is published.
#[derive(Debug, Clone)]
pub struct ThemeAsset {
    /// Its contents.
    pub bytes: Arc<[u8]>,
    /// Hash of its contents.
    pub hash: Hash,
}

impl ThemeAsset {
    fn new(bytes: &[u8]) -> Self {
        Self { bytes: bytes.into(), hash: Hash::of(bytes) }
    }

    /// The name under which an asset at `path` is published: with its hash in it, so that it
    /// may be kept for ever.
    pub fn published_path(&self, path: &str) -> String {
        let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
        let dot = if extension.is_empty() { "" } else { "." };
        format!("assets/{stem}-{}{dot}{extension}", self.hash.short())
    }
}

#[derive(RustEmbed)]
#[folder = "themes/default"]
#[exclude = "*.png"]
struct Embedded;

/// The settings of one layer of a theme, each by the path it has inside the theme.
type Texts = BTreeMap<String, Arc<Source>>;

const DEFAULT: &str = "default";
const TEMPLATES: &str = "templates/";
const ASSETS: &str = "assets/";
const WORDS: &str = "words/";
const SETTINGS: &str = "theme.toml";

/// The style sheet, in front of which the tokens are put.
const STYLE: &str = "style.css";

impl Theme {
    /// The theme called `name` of the site at `root`.
    pub(super) fn read(
        root: &Path,
        settings: &Settings,
        cache: &mut Cache,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let name = settings.theme.as_str();
        let mut theme = Self::default();
        let default = embedded(&mut theme);
        let mut own = Texts::new();
        let themes = root.join("themes");
        let folder = themes.join(name);
        if folder.is_dir() && is_plain_name(name) {
            own = overlay(&mut theme, &folder, name, cache, faults);
        } else if name != DEFAULT {
            faults.push(missing(&themes, settings));
        }
        let said = Said::read(&theme, &[&default, &own], settings, faults);
        theme.words = Arc::new(said.words);
        theme.put_tokens(&said.tokens);
        theme.hash = theme.own_hash();
        theme
    }

    /// Puts `tokens` in front of the style sheet, so that it stays one file.
    fn put_tokens(&mut self, tokens: &Tokens) {
        if let Some(style) = self.assets.get_mut(STYLE) {
            *style = ThemeAsset::new(&[tokens.css().as_bytes(), &style.bytes].concat());
        }
    }

    fn own_hash(&self) -> Hash {
        let mut hasher = Hasher::default().hash(self.words.hash());
        for (path, source) in &self.templates {
            hasher = hasher.text(path).hash(source.hash);
        }
        for (path, asset) in &self.assets {
            hasher = hasher.text(path).hash(asset.hash);
        }
        hasher.finish()
    }
}

/// What the settings of a theme say, those of the site laid over those of the default theme.
#[derive(Default)]
struct Said {
    tokens: Tokens,
    contrast: Contrast,
    words: Words,
}

impl Said {
    fn read(theme: &Theme, layers: &[&Texts; 2], settings: &Settings, faults: &mut Vec<Diagnostic>) -> Self {
        let mut said = Self::default();
        let [default, own] = layers;
        if let Some(source) = default.get(SETTINGS) {
            said.layer(source, None, faults);
        }
        let own_words = own.get(SETTINGS).map(|source| said.layer(source, Some(Uses(theme)), faults));
        let own_words = own_words.unwrap_or_default();
        said.contrast.check(&said.tokens, faults);
        language::translate(&mut said.words, layers, &own_words, Uses(theme), settings, faults);
        said
    }

    /// Lays a `theme.toml` over what is there; gives the keys of its words.
    fn layer(
        &mut self,
        source: &Arc<Source>,
        uses: Option<Uses<'_>>,
        faults: &mut Vec<Diagnostic>,
    ) -> BTreeSet<String> {
        let (map, _) = table::parse(source, faults);
        let mut table = Table::new(source, &map);
        self.tokens.read(source, &mut table, uses, faults);
        self.contrast.read(source, &mut table, &self.tokens, faults);
        let words = table.map("words", faults);
        if let Some(map) = words {
            Reader { source, words: &mut self.words, uses, faults }.read(map);
        }
        table.finish(faults);
        words.map(language::keys).into_iter().flatten().collect()
    }
}

fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.')
}

/// Puts the files of the default theme into `theme`; gives its settings.
fn embedded(theme: &mut Theme) -> Texts {
    let mut texts = Texts::new();
    for path in Embedded::iter() {
        let Some(file) = Embedded::get(&path) else { continue };
        put(theme, &mut texts, &path, &format!("themes/{DEFAULT}/{path}"), &file.data);
    }
    texts
}

/// Lays the files of the site's theme over `theme`; gives its settings.
fn overlay(
    theme: &mut Theme,
    folder: &Path,
    name: &str,
    cache: &mut Cache,
    faults: &mut Vec<Diagnostic>,
) -> Texts {
    let mut texts = Texts::new();
    let tree = Tree::scan(folder.to_owned(), "", Skipped::default());
    let shown_as = |path: &str| format!("themes/{name}/{path}");
    faults.extend(tree.faults.into_values().map(|fault| {
        let path = shown_as(fault.path.as_deref().unwrap_or(""));
        fault.in_file(path)
    }));
    for (path, found) in tree.files {
        let shown = shown_as(&path);
        if !has_a_place(&path) {
            faults.push(unused(shown, name));
            continue;
        }
        if let Some(bytes) = cache.bytes(&shown, &found, faults) {
            if is_text(&path)
                && let Err(error) = std::str::from_utf8(&bytes)
            {
                faults.push(not_utf8(&shown, &bytes, error.valid_up_to()).1);
            }
            put(theme, &mut texts, &path, &shown, &bytes);
        }
    }
    texts
}

/// Whether casebook reads the file at `path` of a theme as text.
fn is_text(path: &str) -> bool {
    path.starts_with(TEMPLATES) || is_settings(path)
}

fn is_settings(path: &str) -> bool {
    let language = path.strip_prefix(WORDS).and_then(|name| name.strip_suffix(".toml"));
    path == SETTINGS || language.is_some_and(|language| !language.contains('/'))
}

/// Whether the file at `path` of a theme is used, or is about the theme.
fn has_a_place(path: &str) -> bool {
    let about = ["readme", "license", "licence", "changelog", "screenshot"];
    path.starts_with(TEMPLATES)
        || path.starts_with(ASSETS)
        || is_settings(path)
        || about.contains(&text::stem(path).to_lowercase().as_str()) && !path.contains('/')
}

fn unused(shown: String, theme: &str) -> Diagnostic {
    let folder = format!("themes/{theme}");
    Diagnostic::new(Code::UnusedThemeFile, "This file of the theme has no effect where it stands.")
        .in_file(shown)
        .help(format!("Templates stand in {folder}/templates, and what is published in {folder}/assets."))
}

fn put(theme: &mut Theme, texts: &mut Texts, path: &str, shown: &str, bytes: &[u8]) {
    if let Some(name) = path.strip_prefix(TEMPLATES) {
        let source = Source::new(shown, String::from_utf8_lossy(bytes));
        theme.templates.insert(name.to_owned(), Arc::new(source));
    } else if let Some(name) = path.strip_prefix(ASSETS) {
        theme.assets.insert(name.to_owned(), ThemeAsset::new(bytes));
    } else if is_settings(path) {
        let source = Source::new(shown, String::from_utf8_lossy(bytes));
        texts.insert(path.to_owned(), Arc::new(source));
    }
}

fn missing(themes: &Path, settings: &Settings) -> Diagnostic {
    let name = settings.theme.as_str();
    let mut known = vec![DEFAULT.to_owned()];
    if let Ok(folders) = std::fs::read_dir(themes) {
        known.extend(folders.flatten().filter_map(|folder| folder.file_name().into_string().ok()));
    }
    known.sort();
    known.dedup();
    let near = text::nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
    let help = match &near {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None if !is_plain_name(name) => {
            format!("Write the name of a folder in themes, or {}.", text::quoted_list(&known, "or"))
        }
        None => format!("Make the folder themes/{name}, or use {}.", text::quoted_list(&known, "or")),
    };
    let diagnostic =
        Diagnostic::new(Code::UnknownTheme, format!("There is no theme called \"{name}\".")).help(help);
    let Some(source) = &settings.source else { return diagnostic };
    let span = settings.theme_span.clone();
    let diagnostic = diagnostic.at(source, span.clone());
    match near {
        Some(near) => diagnostic.fix(span, format!("\"{near}\"")),
        None => diagnostic,
    }
}
