//! `casebook schema`: JSON Schema for editors, one file for each collection.

use super::args::SchemaArgs;
use super::{Outcome, report};
use crate::input::{self, Cache, Options};
use crate::schema::{Known, json_schema};
use crate::text::count;
use anyhow::Context;
use std::fs;
use std::path::PathBuf;

/// Where the files go, unless the command says otherwise.
const FOLDER: &str = "schemas";
/// The name for the entries that stand in the content folder itself.
const TOP: &str = "content";

/// Writes the JSON Schema of every collection that declares its fields.
pub(super) fn schema(args: &SchemaArgs) -> anyhow::Result<Outcome> {
    let root = super::root(args.site.root.as_deref())?;
    if let Some(why) = super::no_settings(&root) {
        report::problem(&why);
        return Ok(Outcome::Usage);
    }
    let folder: PathBuf = match &args.output {
        Some(folder) => std::path::absolute(folder)?,
        None => root.join(FOLDER),
    };
    let today = args.site.today.unwrap_or_else(super::today);
    let options =
        Options { root: root.clone(), output: root.join("output"), today, drafts: true, base_url: None };
    let inputs = input::read(&options, &mut Cache::default())?;
    let known = Known::of(&inputs);
    let mut written = Vec::new();
    for collection in inputs.collections.values() {
        let Some(schema) = json_schema(collection, &known) else { continue };
        let name = if collection.name.is_empty() { TOP } else { &collection.name };
        let path = folder.join(format!("{name}.json"));
        fs::create_dir_all(&folder)
            .with_context(|| format!("The folder {} cannot be made", folder.display()))?;
        fs::write(&path, format!("{schema:#}\n"))
            .with_context(|| format!("The file {} cannot be written", path.display()))?;
        written.push(format!("{name}.json"));
    }
    if written.is_empty() {
        report::problem("No collection here has a collection.toml, so there is nothing to describe.");
        return Ok(Outcome::Usage);
    }
    let files = count(written.len(), "file", "files");
    report::line(&format!("Wrote {files} to {}: {}.", super::shown(&folder), written.join(", ")));
    Ok(Outcome::Done)
}
