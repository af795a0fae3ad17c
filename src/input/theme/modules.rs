//! Scripts of a theme as they are published: without comments, and importing one another.
//!
//! Each is published under a name with its hash in it, so what another imports as `"./name.js"` is
//! given that name. Scripts that import each other in a circle keep the names as they were written:
//! none of their hashes can be known before the others.

use super::ThemeAsset;
use std::collections::{BTreeMap, BTreeSet};

/// Leaves out the comments of the scripts among `assets`, and gives what the scripts among `assets` import the names under which it is published.
pub(super) fn link(assets: &mut BTreeMap<String, ThemeAsset>) {
    let scripts: Vec<String> = assets.keys().filter(|path| is_script(path)).cloned().collect();
    let mut seen = BTreeSet::new();
    for path in &scripts {
        link_one(path, assets, &mut seen);
    }
}

fn link_one(path: &str, assets: &mut BTreeMap<String, ThemeAsset>, seen: &mut BTreeSet<String>) {
    if !seen.insert(path.to_owned()) {
        return;
    }
    let Some(asset) = assets.get(path) else { return };
    let Ok(mut text) = String::from_utf8(asset.bytes.to_vec()) else { return };
    let mut changed = false;
    if let Some(code) = without_comments(&text) {
        text = code;
        changed = true;
    }
    let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
    for name in imports(&text) {
        let target = format!("{folder}{name}");
        link_one(&target, assets, seen);
        let Some(imported) = assets.get(&target) else { continue };
        let published = imported.published_path(&name);
        let published = published.trim_start_matches("assets/");
        text = text.replace(&format!("\"./{name}\""), &format!("\"./{published}\""));
        changed = true;
    }
    if changed {
        assets.insert(path.to_owned(), ThemeAsset::new(text.as_bytes()));
    }
}

/// A script without what is only for people: lines that are nothing but a comment, and indents.
/// A script with text over several lines stays as it is: its lines may only look like comments.
fn without_comments(text: &str) -> Option<String> {
    if text.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return None;
    }
    let is_code = |line: &&str| {
        !(line.is_empty() || line.starts_with("//") || line.starts_with("/**") && line.ends_with("*/"))
    };
    let lines = text.lines().map(str::trim).filter(is_code);
    Some(lines.flat_map(|line| [line, "\n"]).collect())
}

/// The scripts beside it that a script names in double quotes.
fn imports(text: &str) -> BTreeSet<String> {
    let named = text.split("\"./").skip(1).filter_map(|rest| rest.split_once('"'));
    named.map(|(name, _)| name.to_owned()).filter(|name| is_script(name)).collect()
}

fn is_script(path: &str) -> bool {
    matches!(crate::text::extension(path).as_deref(), Some("js" | "mjs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out_unless_they_may_be_text() {
        let code = "// Why.\n/** What. */\n\n  let a = `b`; // c\n/* d */ e();\n";
        assert_eq!(without_comments(code).unwrap(), "let a = `b`; // c\n/* d */ e();\n");
        assert_eq!(without_comments("let a = `\n// b\n`;\n"), None);
    }

    #[test]
    fn what_is_imported_has_its_published_name_and_changes_who_imports_it() {
        let published = |last: &str| {
            let texts = [
                ("a.js", "import { b } from \"./b.js\";\nimport \"./none.js\";\n"),
                ("b.js", "const c = import(\"./c.js\");\n"),
                ("c.js", last),
            ];
            let assets = texts.map(|(path, text)| (path.to_owned(), ThemeAsset::new(text.as_bytes())));
            let mut assets = BTreeMap::from(assets);
            link(&mut assets);
            let text = String::from_utf8(assets["a.js"].bytes.to_vec()).unwrap();
            let name = assets["b.js"].published_path("b.js").replace("assets/", "");
            assert_eq!(text, format!("import {{ b }} from \"./{name}\";\nimport \"./none.js\";\n"));
            text
        };
        assert_ne!(published("1;\n"), published("2;\n"));
    }
}
