//! The words of the theme in the language of the site.
//!
//! A theme may hold `words/<language>.toml`, which is laid over the words of its `theme.toml`. What
//! is not translated stays as it is, and is counted.

use super::wording::{MONTHS, Reader};
use super::words::Words;
use super::{Texts, Uses};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::settings::Settings;
use crate::input::table;
use crate::node::Map;
use crate::text;
use std::collections::BTreeSet;

/// The language that the default theme is written in.
const OWN: &str = "en";

/// How many words that are not translated a message names.
const NAMED: usize = 5;

/// Lays the words of the site's language over `words`: those of each of `layers` in turn. `said` are
/// the keys that the site's own theme gives anyway.
pub(super) fn translate(
    words: &mut Words,
    layers: &[&Texts],
    said: &BTreeSet<String>,
    uses: Uses<'_>,
    settings: &Settings,
    faults: &mut Vec<Diagnostic>,
) {
    let language = settings.language.as_str();
    words.language = language.to_owned();
    let mut translated = said.clone();
    for texts in layers {
        let Some(source) = paths(language).iter().find_map(|path| texts.get(path)) else { continue };
        let (map, _) = table::parse(source, faults);
        translated.extend(keys(&map));
        Reader { source, words, uses: Some(uses), faults }.read(&map);
    }
    if first_part(language) != OWN {
        let all = words.keys().chain([MONTHS]);
        let missing: Vec<&str> = all.filter(|key| !translated.contains(*key)).collect();
        faults.extend(untranslated(&missing, layers, settings));
    }
}

/// The keys of words that stand in `map`, readable or not.
pub(super) fn keys(map: &Map) -> impl Iterator<Item = String> {
    let unreadable = map.unreadable.iter();
    map.pairs.iter().map(|(key, _)| key).chain(unreadable).map(|key| key.name.clone())
}

/// Where the words of `language` may stand, the best place first.
fn paths(language: &str) -> [String; 2] {
    [language, first_part(language)].map(|language| format!("words/{language}.toml"))
}

fn first_part(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

fn untranslated(missing: &[&str], layers: &[&Texts], settings: &Settings) -> Option<Diagnostic> {
    let [whole, first] = paths(&settings.language);
    let there = layers.iter().rev().find_map(|texts| texts.get(&whole).or_else(|| texts.get(&first)));
    if missing.is_empty() {
        return None;
    }
    let mut named: Vec<String> = missing.iter().take(NAMED).map(|key| format!("\"{key}\"")).collect();
    if missing.len() > NAMED {
        named.push(format!("{} more", missing.len() - NAMED));
    }
    let counted = text::count(missing.len(), "word of the theme is", "words of the theme are");
    let named = text::and_list(&named, "and");
    let message = format!("{counted} not in the language \"{}\": {named}.", settings.language);
    let fault = Diagnostic::new(Code::UntranslatedWords, message);
    Some(match there {
        Some(source) => {
            fault.in_file(&source.path).help("Add them to this file. Until then they are in English.")
        }
        None => {
            let file = format!("themes/{}/{first}", settings.theme);
            let help = format!(
                "Write them in {file}, each as in theme.toml: key = \"…\". Until then they are in English."
            );
            settings.source.iter().fold(fault, |fault, source| fault.in_file(&source.path)).help(help)
        }
    })
}
