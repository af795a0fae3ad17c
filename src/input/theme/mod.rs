//! The theme: the default one in the binary, with the site's own files laid over it.
//!
//! Templates and assets are laid over file by file, what `theme.toml` says key by key.

mod addresses;
mod budget;
mod colour;
mod contrast;
mod language;
mod layer;
mod modules;
mod tokens;
mod uses;
mod wording;
mod words;

pub use budget::Budget;
pub use wording::MONTHS;
pub use words::{COUNT, Piece, Text, Word, Words};

use super::load::Cache;
use super::settings::Settings;
use super::table::{self, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{Hash, Hasher};
use crate::source::Source;
use crate::text;
use contrast::Contrast;
use layer::Layer;
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
    /// Files published under `assets/`: as they are, but that the style sheet has the tokens in front
    /// of it, and that scripts have no comments and import one another by their published names.
    pub assets: BTreeMap<String, ThemeAsset>,
    /// What pages say and no author wrote.
    pub words: Arc<Words>,
    /// How much a page may weigh.
    pub budget: Budget,
    /// Hash of all that pages show.
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

/// The settings of one layer of a theme, each by the path it has inside the theme.
type Texts = BTreeMap<String, Arc<Source>>;

const DEFAULT: &str = "default";
const SETTINGS: &str = "theme.toml";
const BUDGET: &str = "budget.toml";

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
        let default = layer::embedded(&mut theme).texts;
        let mut own = Layer::default();
        let themes = root.join("themes");
        let folder = themes.join(name);
        if folder.is_dir() && is_plain_name(name) {
            own = layer::overlay(&mut theme, &folder, name, cache, faults);
        } else if name != DEFAULT {
            faults.push(missing(&themes, settings));
        }
        theme.budget.file = format!("themes/{name}/{BUDGET}");
        for source in [&default, &own.texts].into_iter().filter_map(|texts| texts.get(BUDGET)) {
            theme.budget.read(source, faults);
        }
        faults.extend(own.third_parties(&theme.budget, settings));
        let said = Said::read(&theme, &[&default, &own.texts], settings, faults);
        theme.words = Arc::new(said.words);
        theme.put_tokens(&said.tokens);
        modules::link(&mut theme.assets);
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
