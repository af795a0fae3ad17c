//! The files of one layer of a theme: the default theme in the binary, or the folder of a site.

use super::{BUDGET, Budget, DEFAULT, SETTINGS, Texts, Theme, ThemeAsset, addresses};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::load::{Cache, not_utf8};
use crate::input::scan::{Skipped, Tree};
use crate::input::settings::Settings;
use crate::source::Source;
use crate::text;
use rust_embed::RustEmbed;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

#[derive(RustEmbed)]
#[folder = "themes/default"]
#[exclude = "*.png"]
struct Embedded;

const TEMPLATES: &str = "templates/";
const ASSETS: &str = "assets/";
const WORDS: &str = "words/";

/// What a layer holds beside templates and assets.
#[derive(Default)]
pub(super) struct Layer {
    /// Its settings.
    pub(super) texts: Texts,
    /// The addresses of other sites that its files load something from.
    loads: Vec<(Arc<Source>, Range<usize>)>,
}

impl Layer {
    fn look_for_addresses(&mut self, path: &str, shown: &str, bytes: &[u8]) {
        let Ok(text) = std::str::from_utf8(bytes) else { return };
        let found = addresses::loaded(path, text);
        if !found.is_empty() {
            let source = Arc::new(Source::new(shown, text));
            self.loads.extend(found.into_iter().map(|span| (source.clone(), span)));
        }
    }

    /// What to say of the addresses that neither the budget nor the site's own address allows.
    pub(super) fn third_parties(&self, budget: &Budget, settings: &Settings) -> Vec<Diagnostic> {
        let own = settings.base_url.iter();
        let allowed: Vec<&String> = budget.third_parties.iter().chain(own).collect();
        let is_allowed = |address: &str| allowed.iter().any(|start| address.starts_with(start.as_str()));
        let foreign = self.loads.iter().filter(|(source, span)| !is_allowed(&source.text[span.clone()]));
        let fault = |(source, span): &(Arc<Source>, Range<usize>)| {
            let message = format!("Pages would load {} from another site.", &source.text[span.clone()]);
            let help = format!(
                "Put the file into the assets of the theme, or add the address to third_parties in {}.",
                budget.file
            );
            Diagnostic::new(Code::ThirdParty, message).at(source, span.clone()).help(help)
        };
        foreign.map(fault).collect()
    }
}

/// Puts the files of the default theme into `theme`; gives what else it holds.
pub(super) fn embedded(theme: &mut Theme) -> Layer {
    let mut layer = Layer::default();
    for path in Embedded::iter() {
        let Some(file) = Embedded::get(&path) else { continue };
        put(theme, &mut layer, &path, &format!("themes/{DEFAULT}/{path}"), &file.data);
    }
    layer
}

/// Lays the files of the site's theme over `theme`; gives what else it holds.
pub(super) fn overlay(
    theme: &mut Theme,
    folder: &Path,
    name: &str,
    cache: &mut Cache,
    faults: &mut Vec<Diagnostic>,
) -> Layer {
    let mut layer = Layer::default();
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
            put(theme, &mut layer, &path, &shown, &bytes);
            layer.look_for_addresses(&path, &shown, &bytes);
        }
    }
    layer
}

/// Whether casebook reads the file at `path` of a theme as text.
fn is_text(path: &str) -> bool {
    path.starts_with(TEMPLATES) || is_settings(path)
}

fn is_settings(path: &str) -> bool {
    let language = path.strip_prefix(WORDS).and_then(|name| name.strip_suffix(".toml"));
    path == SETTINGS || path == BUDGET || language.is_some_and(|language| !language.contains('/'))
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

fn put(theme: &mut Theme, layer: &mut Layer, path: &str, shown: &str, bytes: &[u8]) {
    if let Some(name) = path.strip_prefix(TEMPLATES) {
        let source = Source::new(shown, String::from_utf8_lossy(bytes));
        theme.templates.insert(name.to_owned(), Arc::new(source));
    } else if let Some(name) = path.strip_prefix(ASSETS) {
        theme.assets.insert(name.to_owned(), ThemeAsset::new(bytes));
    } else if is_settings(path) {
        let source = Source::new(shown, String::from_utf8_lossy(bytes));
        layer.texts.insert(path.to_owned(), Arc::new(source));
    }
}
