//! `[tokens]` and `[fonts]` of a `theme.toml` -> the custom properties of the style sheet.

use super::colour::Colour;
use super::uses::Uses;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::table::Table;
use crate::node::{Key, Kind, Map, Node};
use crate::source::Source;
use crate::text;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

/// Colours by name, in the light and in the dark, and fonts.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) light: BTreeMap<String, Token>,
    /// Those that are others in the dark.
    pub(super) dark: BTreeMap<String, Token>,
    /// The fonts, by the names that style sheets know them by.
    fonts: BTreeMap<&'static str, String>,
}

/// A colour and where it is given.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) colour: Colour,
    /// Whether the site chose it.
    pub(super) is_own: bool,
    pub(super) source: Arc<Source>,
    pub(super) span: Range<usize>,
}

impl Token {
    /// Whether it is the very same line.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.span == other.span && self.source.path == other.source.path
    }
}

/// The key of the colours in the dark, which no colour may have.
const DARK: &str = "dark";

/// The fonts: key, and name in style sheets.
const FONTS: [(&str, &str); 2] = [("text", "sans"), ("titles", "serif")];

impl Tokens {
    /// Lays the `[tokens]` and `[fonts]` of a file over those that are there. Without `uses`, every
    /// token is of use.
    pub(super) fn read(
        &mut self,
        source: &Arc<Source>,
        table: &mut Table<'_>,
        uses: Option<Uses<'_>>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let tokens = table.map("tokens", faults);
        let pairs = tokens.map(|map| &map.pairs[..]).unwrap_or_default();
        for (key, node) in pairs.iter().filter(|(key, _)| key.name != DARK) {
            let is_known = self.light.contains_key(&key.name);
            if !is_known && uses.is_some_and(|uses| !uses.token(&key.name)) {
                faults.push(unknown(source, key, self.light.keys()));
            } else if let Some(token) = token(source, key, node, uses.is_some(), faults) {
                self.light.insert(key.name.clone(), token);
            }
        }
        if let Some(map) = tokens
            && let Some(dark) = Table::new(source, map).map(DARK, faults)
        {
            self.read_dark(source, dark, map, uses.is_some(), faults);
        }
        if let Some(map) = table.map("fonts", faults) {
            self.read_fonts(source, map, faults);
        }
    }

    fn read_dark(
        &mut self,
        source: &Arc<Source>,
        dark: &Map,
        light: &Map,
        is_own: bool,
        faults: &mut Vec<Diagnostic>,
    ) {
        for (key, node) in &dark.pairs {
            // A colour that the light does not have: there it was said that it is of no use.
            let is_named = light.holds(&key.name);
            if !self.light.contains_key(&key.name) {
                if !is_named {
                    faults.push(unknown(source, key, self.light.keys()));
                }
            } else if let Some(token) = token(source, key, node, is_own, faults) {
                self.dark.insert(key.name.clone(), token);
            }
        }
    }

    fn read_fonts(&mut self, source: &Arc<Source>, map: &Map, faults: &mut Vec<Diagnostic>) {
        let mut table = Table::new(source, map);
        for (key, property) in FONTS {
            let Some(fonts) = table.text(key, faults) else { continue };
            if fonts.contains([';', '{', '}', '<', '\\']) || fonts.contains(char::is_control) {
                let message = format!("\"{key}\" takes the names of fonts with commas between them.");
                let help = format!("Write {key} = 'Georgia, \"Noto Serif\", serif'.");
                table.fault(key, message, &help, faults);
            } else {
                self.fonts.insert(property, fonts);
            }
        }
        table.finish(faults);
    }

    /// The colour called `name`, in the light or in the dark.
    pub(super) fn get(&self, name: &str, dark: bool) -> Option<&Token> {
        let other = if dark { self.dark.get(name) } else { None };
        other.or_else(|| self.light.get(name))
    }

    /// The custom properties, to stand in front of a style sheet.
    pub(super) fn css(&self) -> String {
        let mut css = ":root{".to_owned();
        for (name, token) in &self.light {
            property(&mut css, name, &token.colour.hex());
        }
        for (name, fonts) in &self.fonts {
            property(&mut css, name, fonts);
        }
        css.push_str("}\n@media (prefers-color-scheme:dark){:root{");
        for (name, token) in &self.dark {
            property(&mut css, name, &token.colour.hex());
        }
        css.push_str("}}\n");
        css
    }
}

fn property(css: &mut String, name: &str, value: &str) {
    // Writing into a text cannot fail.
    let _ = write!(css, "--{name}:{value};");
}

fn token(
    source: &Arc<Source>,
    key: &Key,
    node: &Node,
    is_own: bool,
    faults: &mut Vec<Diagnostic>,
) -> Option<Token> {
    let colour = match &node.kind {
        Kind::Scalar(scalar) if scalar.quoted => Colour::parse(&scalar.text),
        _ => None,
    };
    if colour.is_none() {
        let help = format!(
            "Write {} = \"#0d5148\": a number sign and six digits, each from 0 to 9 or from a to f.",
            key.name
        );
        let message = format!("\"{}\" takes a colour.", key.name);
        faults.push(Diagnostic::new(Code::BadSetting, message).at(source, node.span.clone()).help(help));
    }
    Some(Token { colour: colour?, is_own, source: source.clone(), span: node.span.clone() })
}

fn unknown<'a>(source: &Arc<Source>, key: &Key, known: impl Iterator<Item = &'a String>) -> Diagnostic {
    let message = format!("The style sheet of the theme uses no colour called \"{}\".", key.name);
    let fault = Diagnostic::new(Code::UnknownSetting, message).at(source, key.span.clone());
    let known: Vec<&str> = known.map(String::as_str).collect();
    match text::nearest(&key.name, known.iter().copied()) {
        Some(near) => fault.help(format!("Did you mean \"{near}\"?")).fix(key.span.clone(), near),
        None => fault.help(format!("Colours are {}.", text::and_list(&known, "and"))),
    }
}
