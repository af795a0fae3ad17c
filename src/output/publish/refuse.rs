//! Where we do not publish: folders that hold other people's files, or that matter too much.
//!
//! Must never change anything, and must say what to do instead.

use super::failure::{Stop, cannot, if_there};
use super::folders::{Above, Folders};
use super::manifest::Manifest;
use super::{Item, OWN};
use crate::text::and_list;
use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// How many files a message names.
const NAMED: usize = 3;

/// Why `output` would be a dangerous place to publish the site at `root`; `None` where it is fine.
pub fn refuse_dangerous(output: &Path, root: &Path) -> Option<String> {
    danger(output, root, env::home_dir().as_deref(), env::current_dir().ok().as_deref())
}

fn danger(output: &Path, root: &Path, home: Option<&Path>, here: Option<&Path>) -> Option<String> {
    let place = resolve(output);
    let root = resolve(root);
    let is_or_holds = |other: &Path| resolve(other).starts_with(&place);
    let why = if place.parent().is_none() {
        "is the top of the disk"
    } else if home.is_some_and(is_or_holds) {
        "is your home folder or holds it"
    } else if [root.clone(), root.join("content"), root.join("themes")]
        .iter()
        .any(|folder| is_or_holds(folder))
    {
        "holds the site's own sources"
    } else if ["content", "themes"].iter().any(|folder| place.starts_with(resolve(&root.join(folder)))) {
        "is inside the site's own sources"
    } else if here.is_some_and(|here| resolve(here) != place && is_or_holds(here)) {
        "holds the folder that you are in"
    } else {
        return None;
    };
    Some(format!(
        "casebook does not publish to `{}`, because it {why}. \
         Choose a folder for the published site alone, such as `--output output`.",
        output.display()
    ))
}

/// `path` in full, links followed as far as it exists.
fn resolve(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut parts = path.components();
    let mut rest = Vec::new();
    loop {
        if let Ok(real) = parts.as_path().canonicalize() {
            return rest.iter().rev().fold(real, |mut real, part| {
                match part {
                    Component::ParentDir => drop(real.pop()),
                    part => real.push(part),
                }
                real
            });
        }
        match parts.next_back() {
            Some(part) => rest.push(part),
            None => return path,
        }
    }
}

/// `output` with a link at its end followed. What is not a folder is refused; nothing is fine.
pub(super) fn real_folder(output: &Path) -> Result<PathBuf, Stop> {
    let not = |what: &str| {
        Err(Stop::Refused(format!(
            "casebook cannot publish to `{}`: it is {what}. Choose a folder with `--output`.",
            output.display()
        )))
    };
    let is_link = fs::symlink_metadata(output).is_ok_and(|found| found.is_symlink());
    match fs::metadata(output) {
        Ok(found) if !found.is_dir() => not("a file, not a folder"),
        Ok(_) if is_link || output.file_name().is_none() => {
            output.canonicalize().map_err(cannot("find", output))
        }
        Ok(_) => Ok(output.to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound && is_link => {
            not("a link to something that is not there")
        }
        Err(error) if error.kind() == ErrorKind::NotFound && output.file_name().is_none() => {
            not("not a name")
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(output.to_owned()),
        Err(error) if error.kind() == ErrorKind::NotADirectory => not("below a file"),
        Err(error) => Err(cannot("look at", output)(error)),
    }
}

/// Refuses a folder without a manifest that holds files: they are not ours.
pub(super) fn foreign(output: &Path) -> Result<(), Stop> {
    let files: Vec<_> = files_below(output, output)
        .filter(|path| !matches!(path.as_str(), ".gitignore" | ".gitkeep"))
        .take(NAMED + 1)
        .collect();
    if files.is_empty() {
        return Ok(());
    }
    Err(Stop::Refused(format!(
        "`{}` holds files that casebook did not publish: {}. Nothing was changed. \
         Move them away or delete them, or choose another folder with `--output`.",
        output.display(),
        some(&files)
    )))
}

/// Refuses items whose place is taken by a file that is not ours, or lies behind a link.
pub(super) fn taken(output: &Path, items: &[Item<'_>], ours: &Manifest) -> Result<(), Stop> {
    let mut folders = Folders::of(output);
    let (mut links, mut files) = (Vec::new(), Vec::new());
    for item in items {
        match folders.above(item.path)? {
            Above::Link(link) => links.push(link.to_owned()),
            Above::File(file) if ours.has(file) => {}
            Above::File(file) => files.push(file.to_owned()),
            Above::Free => look(output, item.path, ours, &mut links, &mut files)?,
        }
    }
    for (found, what) in [(&mut links, "symbolic links"), (&mut files, "files that casebook did not publish")]
    {
        found.sort();
        found.dedup();
        if !found.is_empty() {
            return Err(Stop::Refused(format!(
                "The new site needs places in `{}` that are taken by {what}: {}. Nothing was changed. \
                 Move them away or delete them, then build again.",
                output.display(),
                some(found)
            )));
        }
    }
    Ok(())
}

/// Adds to `links` and `files` what stands at `path` itself and is not ours.
fn look(
    output: &Path,
    path: &str,
    ours: &Manifest,
    links: &mut Vec<String>,
    files: &mut Vec<String>,
) -> Result<(), Stop> {
    let at = output.join(path);
    let Some(found) = if_there(fs::symlink_metadata(&at)).map_err(cannot("look at", &at))? else {
        return Ok(());
    };
    if found.is_symlink() {
        links.push(path.to_owned());
    } else if found.is_dir() {
        files.extend(files_below(output, &at).filter(|file| !ours.has(file)).take(NAMED + 1));
    } else if !(found.is_file() && (ours.has(path) || ours.has(&name_on_disk(output, &at)))) {
        files.push(path.to_owned());
    }
    Ok(())
}

/// The path of the file `at` as the disk spells it: `A.html` may be what answers to `a.html`.
fn name_on_disk(output: &Path, at: &Path) -> String {
    match (output.canonicalize(), at.canonicalize()) {
        (Ok(output), Ok(at)) => relative(&output, &at),
        _ => relative(output, at),
    }
}

/// All below `folder` that is not a folder, relative to `output`, sorted by name, our own aside.
fn files_below(output: &Path, folder: &Path) -> impl Iterator<Item = String> {
    let own = output.join(OWN);
    let walk = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    walk.filter_entry(move |entry| entry.path() != own).filter_map(move |entry| match entry {
        Ok(entry) => (!entry.file_type().is_dir()).then(|| relative(output, DirEntry::path(&entry))),
        // What cannot be read may hold anything.
        Err(error) => Some(relative(output, error.path().unwrap_or(output))),
    })
}

fn relative(output: &Path, path: &Path) -> String {
    let path = path.strip_prefix(output).unwrap_or(path);
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The first few of `files`, and whether there are more.
fn some(files: &[String]) -> String {
    let quoted: Vec<_> = files.iter().take(NAMED).map(|file| format!("`{file}`")).collect();
    if files.len() > NAMED { format!("{} and more", quoted.join(", ")) } else { and_list(&quoted, "and") }
}
