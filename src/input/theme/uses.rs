//! What the templates and the style sheet of a theme make use of.

use super::{STYLE, Theme};

/// Looks for words and tokens in the files of a theme.
#[derive(Clone, Copy)]
pub(super) struct Uses<'a>(pub(super) &'a Theme);

impl Uses<'_> {
    /// Whether a template shows the word `key`, as `words.key` or as `"key" | say`.
    pub(super) fn word(self, key: &str) -> bool {
        let shown = [format!("words.{key}"), format!("\"{key}\""), format!("'{key}'")];
        let mut templates = self.0.templates.values();
        templates.any(|source| shown.iter().any(|form| source.text.contains(form.as_str())))
    }

    /// Whether the style sheet uses the token `name`, as `var(--name)`.
    pub(super) fn token(self, name: &str) -> bool {
        let css = self.0.assets.get(STYLE).map(|asset| String::from_utf8_lossy(&asset.bytes));
        let is_end = |rest: &str| rest.trim_start().starts_with([')', ',']);
        let name = format!("var(--{name}");
        css.is_some_and(|css| css.split(&name).skip(1).any(is_end))
    }
}
