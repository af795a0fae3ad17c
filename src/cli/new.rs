//! `casebook new`: an entry to be filled in.
//!
//! What stands in it comes from the schema. It must never write over a file.

use super::args::NewArgs;
use super::{Outcome, report};
use crate::input::{self, Cache, Collection, Inputs, Options};
use crate::schema::{self, Known};
use crate::text;
use anyhow::Context;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Writes the entry that `args` ask for.
pub(super) fn new(args: &NewArgs) -> anyhow::Result<Outcome> {
    let root = super::root(args.site.root.as_deref())?;
    let today = args.site.today.unwrap_or_else(super::today);
    match attempt(args, &root, today)? {
        Ok(said) => {
            report::line(&said);
            Ok(Outcome::Done)
        }
        Err(why) => {
            report::problem(&why);
            Ok(Outcome::Usage)
        }
    }
}

/// What to say of the new file, or why there is none.
fn attempt(args: &NewArgs, root: &Path, today: jiff::civil::Date) -> anyhow::Result<Result<String, String>> {
    if let Some(why) = super::no_settings(root) {
        return Ok(Err(why));
    }
    let options =
        Options { root: root.to_owned(), output: root.join("output"), today, drafts: true, base_url: None };
    let inputs = input::read(&options, &mut Cache::default())?;
    let collection = match collection(&inputs, &args.collection) {
        Ok(collection) => collection,
        Err(why) => return Ok(Err(why)),
    };
    let title = args.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let known = Known::of(&inputs);
    let path = match path(&inputs, &known, collection, &title) {
        Ok(path) => path,
        Err(why) => return Ok(Err(why)),
    };
    let text = match schema::guide(collection, &known) {
        Some(guide) => schema::blank(&guide, &title),
        None => schema::blank_of_any_kind(&title, &today.to_string()),
    };
    if !write(&root.join(&path), &text)? {
        return Ok(Err(taken(&path)));
    }
    Ok(Ok(closing_words(&path, args.site.root.as_deref())))
}

/// The collection that `asked` names: by its folder, or by what one or several of its entries are
/// called.
fn collection<'a>(inputs: &'a Inputs, asked: &str) -> Result<&'a Collection, String> {
    let asked = asked.trim_end_matches('/');
    let called = |name: &str| name.to_lowercase() == asked.to_lowercase();
    let all = || inputs.collections.values();
    let found = all()
        .find(|collection| called(&collection.name) && !asked.is_empty())
        .or_else(|| all().find(|collection| called(&collection.singular) || called(&collection.plural)));
    found.map(|collection| &**collection).ok_or_else(|| {
        let names: Vec<&str> =
            all().map(|collection| collection.name.as_str()).filter(|name| !name.is_empty()).collect();
        let singular = all().map(|collection| collection.singular.as_str());
        let near = text::nearest(asked, names.iter().copied().chain(singular));
        let help = match near {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None if names.is_empty() => "Make a folder for it in content first.".to_owned(),
            None => format!("Collections here are {}.", text::and_list(&names, "and")),
        };
        format!("There is no collection called \"{asked}\". {help}")
    })
}

/// The path of an entry with this title, as people see it.
fn path(inputs: &Inputs, known: &Known<'_>, collection: &Collection, title: &str) -> Result<String, String> {
    if text::slug(title).is_empty() {
        return Err(format!(
            "No name for a file can be made of the title \"{title}\". Give a title with letters in it."
        ));
    }
    let id = schema::segment(title);
    if ["index", "readme"].contains(&id.as_str()) {
        return Err(format!(
            "A file called {id}.md would stand for the whole folder. Give the entry another title."
        ));
    }
    let folder = if collection.name.is_empty() { String::new() } else { format!("{}/", collection.name) };
    let path = inputs.shown_path(&format!("{folder}{id}.md"));
    let ids = known.ids.get(collection.name.as_str());
    match ids.is_some_and(|ids| ids.iter().any(|known| schema::segment(known) == id)) {
        true => Err(taken(&path)),
        false => Ok(path),
    }
}

fn taken(path: &str) -> String {
    format!(
        "There is an entry with this name already, so {path} was not written. Give another title, or change that entry."
    )
}

/// Writes a file that is not there yet; `false` where one is.
fn write(path: &Path, text: &str) -> anyhow::Result<bool> {
    let cannot = || format!("The file {} cannot be written", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(cannot)?;
    }
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).map(|()| true).with_context(cannot),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error).with_context(cannot),
    }
}

fn closing_words(path: &str, root: Option<&Path>) -> String {
    let root = root.map(super::with_root).unwrap_or_default();
    format!(
        "Wrote {path}. It is a draft, so readers do not see it yet.\n\
         To see what is still to be filled in, run:\n\n    \
         casebook check --drafts{root}"
    )
}
