//! The theme: the default one in the binary, with the site's own files laid over it.

use super::load::{Cache, not_utf8};
use super::scan::{Skipped, Tree};
use super::settings::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{Hash, Hasher};
use crate::source::Source;
use crate::text;
use rust_embed::RustEmbed;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Templates and assets, each by the path it has inside a theme.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Tera templates: `entry.html`.
    pub templates: BTreeMap<String, Arc<Source>>,
    /// Files published as they are, under `assets/`.
    pub assets: BTreeMap<String, ThemeAsset>,
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
struct Default;

const DEFAULT: &str = "default";
const TEMPLATES: &str = "templates/";
const ASSETS: &str = "assets/";
const SETTINGS: &str = "theme.toml";

impl Theme {
    /// The theme called `name` of the site at `root`.
    pub(super) fn read(
        root: &Path,
        settings: &Settings,
        cache: &mut Cache,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let name = settings.theme.as_str();
        let mut theme = embedded();
        let themes = root.join("themes");
        let folder = themes.join(name);
        if folder.is_dir() && is_plain_name(name) {
            overlay(&mut theme, &folder, name, cache, faults);
        } else if name != DEFAULT {
            faults.push(missing(&themes, settings));
        }
        let mut hasher = Hasher::default();
        for (path, source) in &theme.templates {
            hasher = hasher.text(path).text(&source.text);
        }
        for (path, asset) in &theme.assets {
            hasher = hasher.text(path).hash(asset.hash);
        }
        theme.hash = hasher.finish();
        theme
    }
}

fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.')
}

fn embedded() -> Theme {
    let mut theme = Theme { templates: BTreeMap::new(), assets: BTreeMap::new(), hash: Hash::default() };
    for path in Default::iter() {
        let Some(file) = Default::get(&path) else { continue };
        put(&mut theme, &path, &format!("themes/{DEFAULT}/{path}"), &file.data);
    }
    theme
}

fn overlay(theme: &mut Theme, folder: &Path, name: &str, cache: &mut Cache, faults: &mut Vec<Diagnostic>) {
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
            if path.starts_with(TEMPLATES)
                && let Err(error) = std::str::from_utf8(&bytes)
            {
                faults.push(not_utf8(&shown, &bytes, error.valid_up_to()).1);
            }
            put(theme, &path, &shown, &bytes);
        }
    }
}

/// Whether the file at `path` of a theme is used, or is about the theme.
fn has_a_place(path: &str) -> bool {
    let about = ["readme", "license", "licence", "changelog", "screenshot"];
    path.starts_with(TEMPLATES)
        || path.starts_with(ASSETS)
        || path == SETTINGS
        || about.contains(&text::stem(path).to_lowercase().as_str()) && !path.contains('/')
}

fn unused(shown: String, theme: &str) -> Diagnostic {
    let folder = format!("themes/{theme}");
    Diagnostic::new(Code::UnusedThemeFile, "This file of the theme has no effect where it stands.")
        .in_file(shown)
        .help(format!("Templates stand in {folder}/templates, and what is published in {folder}/assets."))
}

fn put(theme: &mut Theme, path: &str, shown: &str, bytes: &[u8]) {
    if let Some(name) = path.strip_prefix(TEMPLATES) {
        let source = Source::new(shown, String::from_utf8_lossy(bytes));
        theme.templates.insert(name.to_owned(), Arc::new(source));
    } else if let Some(name) = path.strip_prefix(ASSETS) {
        theme.assets.insert(name.to_owned(), ThemeAsset { bytes: bytes.into(), hash: Hash::of(bytes) });
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
