//! Data flows down the stages and never up; input and output stay where they belong.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// Leaves first, then the stages in the order in which data flows.
const LEAVES: &[&str] = &["source", "hash", "text", "timing", "diagnostic", "node"];
const STAGES: &[&str] = &[
    "input",
    "document",
    "schema",
    "catalogue",
    "check",
    "page",
    "render",
    "search",
    "export",
    "output",
    "pipeline",
    "preview",
    "cli",
];

/// What each leaf may use of the others.
const LEAF_USES: &[(&str, &[&str])] = &[
    ("source", &["hash"]),
    ("hash", &[]),
    ("text", &[]),
    ("timing", &[]),
    ("diagnostic", &["source", "text"]),
    ("node", &["source", "diagnostic", "text"]),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The module of `src` that a file belongs to.
fn module(path: &Path) -> String {
    let first = path.strip_prefix("src").unwrap().components().next().unwrap();
    first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// Every module that a file names behind `crate::`, also in nested `use` groups.
fn used(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let code = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    for (number, line) in code {
        for part in line.split("crate::").skip(1) {
            let names = part.strip_prefix('{').map_or_else(|| vec![part], |group| group.split(',').collect());
            for name in names {
                let name: String =
                    name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                found.push((number + 1, name));
            }
        }
    }
    found
}

#[test]
fn no_module_uses_a_later_stage() {
    let mut wrong = Vec::new();
    for path in files(Path::new("src")) {
        let own = module(&path);
        if own == "lib" || own == "main" {
            continue;
        }
        let stage = STAGES.iter().position(|stage| *stage == own);
        let leaf = LEAF_USES.iter().find(|(leaf, _)| *leaf == own);
        assert!(stage.is_some() || leaf.is_some(), "{own} has no place in the order of stages");
        for (line, name) in used(&fs::read_to_string(&path).unwrap()) {
            let allowed = match (stage, leaf) {
                _ if name == own => true,
                (Some(at), _) => LEAVES.contains(&name.as_str()) || STAGES[..at].contains(&name.as_str()),
                (None, Some((_, uses))) => uses.contains(&name.as_str()),
                (None, None) => false,
            };
            if !allowed {
                wrong.push(format!("{}:{line} uses crate::{name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "imports against the flow:\n{}", wrong.join("\n"));
}

#[test]
fn only_the_stages_for_it_touch_the_disk_the_network_and_the_terminal() {
    let forbidden = [
        "std::fs",
        "fs::write",
        "File::",
        "std::net",
        "std::process",
        "SystemTime::now",
        "println!",
        "env::",
    ];
    let may = |own: &str| ["input", "output", "preview", "cli", "main"].contains(&own);
    let mut wrong = Vec::new();
    for path in files(Path::new("src")).into_iter().filter(|path| !may(&module(path))) {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for word in forbidden {
            if code.lines().any(|line| line.contains(word) && !line.trim_start().starts_with("//")) {
                wrong.push(format!("{} holds {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
