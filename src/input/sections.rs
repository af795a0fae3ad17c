//! What a collection says of the sections of its entries' texts: what belongs in them, and how they
//! look.

use super::table::Table;
use crate::diagnostic::{Code, Diagnostic};
use crate::node::Node;
use crate::source::Source;
use crate::text;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// How a section looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionStyle {
    /// On a ground of its own, and named at the top of the page: what readers came for.
    Panel,
    /// With a dotted edge: what is not known.
    Dotted,
}

impl SectionStyle {
    const ALL: [Self; 2] = [Self::Panel, Self::Dotted];

    /// The word for it in `collection.toml`, and the class that templates know it by.
    pub fn word(self) -> &'static str {
        match self {
            Self::Panel => "panel",
            Self::Dotted => "dotted",
        }
    }
}

/// What belongs in each section: `"What changed" = "…"` below `[section_help]`.
pub(super) fn section_help(
    source: &Arc<Source>,
    table: &mut Table<'_>,
    sections: &[String],
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    each("section_help", source, table, sections, faults, |name, node| {
        let help = node.text().filter(|help| !help.trim().is_empty()).map(str::to_owned);
        help.ok_or_else(|| {
            let message = format!("\"{name}\" takes text in double quotes.");
            (message, format!("Write \"{name}\" = \"…\": what belongs in the section."))
        })
    })
}

/// How sections look: `"What we do not know" = "dotted"` below `[section_style]`.
pub(super) fn section_style(
    source: &Arc<Source>,
    table: &mut Table<'_>,
    sections: &[String],
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, SectionStyle> {
    each("section_style", source, table, sections, faults, |name, node| {
        let style = SectionStyle::ALL.into_iter().find(|style| node.text() == Some(style.word()));
        style.ok_or_else(|| {
            let words = SectionStyle::ALL.map(SectionStyle::word).map(str::to_owned);
            let message = format!("\"{name}\" cannot look like that.");
            (message, format!("Write {}.", text::quoted_list(&words, "or")))
        })
    })
}

/// What the table called `key` says of each section; `read` gives a message and its help where a
/// value cannot be used.
fn each<T>(
    key: &'static str,
    source: &Arc<Source>,
    table: &mut Table<'_>,
    sections: &[String],
    faults: &mut Vec<Diagnostic>,
    read: impl Fn(&str, &Node) -> Result<T, (String, String)>,
) -> BTreeMap<String, T> {
    let Some(map) = table.map(key, faults) else { return BTreeMap::new() };
    let mut found = BTreeMap::new();
    let mut fault = |(message, help): (String, String), span: &Range<usize>| {
        faults.push(Diagnostic::new(Code::BadSetting, message).at(source, span.clone()).help(help));
    };
    for (key, node) in &map.pairs {
        if !sections.contains(&key.name) {
            let help = match text::nearest(&key.name, sections.iter().map(String::as_str)) {
                Some(near) => format!("Did you mean \"{near}\"?"),
                None => "Add it to \"sections\", or delete the line.".to_owned(),
            };
            fault((format!("There is no section called \"{}\" here.", key.name), help), &key.span);
            continue;
        }
        match read(&key.name, node) {
            Ok(value) => {
                found.insert(key.name.clone(), value);
            }
            Err(words) => fault(words, &node.span),
        }
    }
    found
}
