//! `casebook init`: a small working site to start from.
//!
//! The site is the files below `src/cli/init/`, byte for byte, so it is the same on every
//! computer. It must never write over anything: the folder has to be new or empty.

use super::args::InitArgs;
use super::{Outcome, report};
use crate::text;
use anyhow::Context;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// How many things a refusal names.
const NAMED: usize = 5;

/// Each file of the new site: where it goes, and what is in it.
const FILES: &[(&str, &str)] = &[
    (".github/workflows/catalogue.yml", include_str!("init/catalogue.yml")),
    (".gitignore", include_str!("init/gitignore")),
    ("README.md", include_str!("init/README.md")),
    ("casebook.toml", include_str!("init/casebook.toml")),
    ("content/about.md", include_str!("init/content/about.md")),
    ("content/cases/collection.toml", include_str!("init/content/cases/collection.toml")),
    ("content/cases/shorter-repair-form.md", include_str!("init/content/cases/shorter-repair-form.md")),
    ("content/cases/weekly-open-hour.md", include_str!("init/content/cases/weekly-open-hour.md")),
    ("content/index.md", include_str!("init/content/index.md")),
    ("content/organisations/collection.toml", include_str!("init/content/organisations/collection.toml")),
    (
        "content/organisations/example-council.md",
        include_str!("init/content/organisations/example-council.md"),
    ),
    (
        "content/organisations/example-library.md",
        include_str!("init/content/organisations/example-library.md"),
    ),
    ("content/vocabularies/topics.toml", include_str!("init/content/vocabularies/topics.toml")),
    ("output/.gitkeep", ""),
];

/// Makes the site in the folder that `args` name.
pub(super) fn init(args: &InitArgs) -> anyhow::Result<Outcome> {
    let folder = &args.folder;
    if let Some(why) = refusal(folder)? {
        report::problem(&why);
        return Ok(Outcome::Usage);
    }
    for (path, text) in FILES {
        write(&folder.join(path), text)?;
    }
    report::line(&closing_words(folder));
    Ok(Outcome::Done)
}

/// Why no site can be made in `folder`; `None` where it is new or empty. A git repository
/// without files counts as empty.
fn refusal(folder: &Path) -> anyhow::Result<Option<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            let shown = folder.display();
            return Ok(Some(format!(
                "{shown} is a file, not a folder. Nothing was changed. Give the name of a new folder."
            )));
        }
        Err(error) => return Err(error).with_context(|| unreadable(folder)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| unreadable(folder))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| name != ".git");
    names.sort();
    Ok((!names.is_empty()).then(|| not_empty(folder, &names)))
}

fn not_empty(folder: &Path, names: &[String]) -> String {
    let more = names.len().saturating_sub(NAMED);
    let mut shown: Vec<String> = names.iter().take(NAMED).cloned().collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    format!(
        "The folder {} is not empty: it holds {}. Nothing was changed. \
         Give the name of a new folder, or of an empty one.",
        folder.display(),
        text::and_list(&shown, "and")
    )
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("The folder {} cannot be made", folder.display()))?;
    }
    fs::write(path, text).with_context(|| format!("The file {} cannot be written", path.display()))
}

fn unreadable(folder: &Path) -> String {
    format!("The folder {} cannot be read", folder.display())
}

fn closing_words(folder: &Path) -> String {
    format!(
        "There is a small catalogue in {} now. To see it, run:\n\n    \
         casebook serve{}\n\n\
         Then change a file in its content folder, and the page follows. Its README.md says what is where.",
        folder.display(),
        super::with_root(folder)
    )
}
