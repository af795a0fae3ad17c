//! Checks what was published: every address leads somewhere, every page has one `h1`, no id comes
//! twice on a page.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// What links and anchors a page has.
#[derive(Default)]
struct Page {
    /// Values of `href` and `src`.
    links: Vec<String>,
    ids: BTreeSet<String>,
    repeated: Vec<String>,
    h1: usize,
}

/// What is wrong with the site in `output`, one line each. Addresses that start with `base` lead
/// to its root.
pub(crate) fn faults(output: &Path, base: &str) -> Vec<String> {
    let mut files = BTreeMap::new();
    for entry in WalkDir::new(output).into_iter().map(Result::unwrap) {
        let path = entry.path().strip_prefix(output).unwrap().to_str().unwrap().to_owned();
        if entry.file_type().is_file() && !path.starts_with(".casebook") {
            let is_page = path.ends_with(".html");
            let text = if is_page { fs::read_to_string(entry.path()).unwrap() } else { String::new() };
            files.insert(path, text);
        }
    }
    faults_in(&files, base)
}

/// The same for files in memory, by path.
pub(crate) fn faults_in(files: &BTreeMap<String, String>, base: &str) -> Vec<String> {
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
    let pages: BTreeMap<String, Page> = pages.map(|(path, text)| (path.clone(), read(text))).collect();
    let files: BTreeSet<String> = files.keys().cloned().collect();
    let mut faults = Vec::new();
    if pages.is_empty() {
        faults.push("no pages were published".to_owned());
    }
    for (path, page) in &pages {
        if page.h1 != 1 {
            faults.push(format!("{path}: {} headings of level 1", page.h1));
        }
        faults.extend(page.repeated.iter().map(|id| format!("{path}: the id {id} comes twice")));
        for link in &page.links {
            let inside = link.strip_prefix(base).filter(|_| base != "/").map(|rest| format!("/{rest}"));
            if let Err(why) = resolve(path, inside.as_ref().unwrap_or(link), &files, &pages) {
                faults.push(format!("{path}: {link}: {why}"));
            }
        }
    }
    faults
}

/// Every page that some page links to, and that is not one of `entry points`.
pub(crate) fn unlisted(output: &Path) -> Vec<String> {
    let mut linked: BTreeSet<String> = ["index.html".to_owned(), "404.html".to_owned()].into();
    let mut all = BTreeSet::new();
    for entry in WalkDir::new(output).into_iter().map(Result::unwrap) {
        let path = entry.path().strip_prefix(output).unwrap().to_str().unwrap().to_owned();
        if entry.file_type().is_file() && path.ends_with(".html") {
            let page = read(&fs::read_to_string(entry.path()).unwrap());
            let targets = page.links.iter().filter_map(|link| target(&path, link));
            linked.extend(targets.map(|(file, _)| file).filter(|file| *file != path));
            all.insert(path);
        }
    }
    all.difference(&linked).cloned().collect()
}

/// The file and the fragment that `link` on the page at `from` means; `None` for other sites.
fn target(from: &str, link: &str) -> Option<(String, Option<String>)> {
    if ["http:", "https:", "mailto:", "tel:", "data:", "//"].iter().any(|start| link.starts_with(start)) {
        return None;
    }
    let (rest, fragment) = link.split_once('#').map_or((link, None), |(rest, f)| (rest, Some(f)));
    let path = rest.split('?').next().unwrap_or("");
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    let file = if path.is_empty() {
        from.to_owned()
    } else {
        parts.pop();
        for part in path.trim_start_matches('/').split('/') {
            match part {
                "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        let joined = parts.join("/");
        if joined.is_empty() || path.ends_with('/') || path.ends_with('.') {
            format!("{}/index.html", joined.trim_end_matches('/')).trim_start_matches('/').to_owned()
        } else {
            joined
        }
    };
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    Some((decode(&file), fragment.map(decode)))
}

fn resolve(
    from: &str,
    link: &str,
    files: &BTreeSet<String>,
    pages: &BTreeMap<String, Page>,
) -> Result<(), String> {
    let Some((file, fragment)) = target(from, link) else { return Ok(()) };
    if !files.contains(&file) {
        return Err(format!("there is no {file}"));
    }
    match fragment {
        Some(id) if !id.is_empty() && id != "top" => match pages.get(&file) {
            Some(page) if !page.ids.contains(&id) => Err(format!("{file} has no id {id}")),
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

fn read(html: &str) -> Page {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest[..name_end].to_ascii_lowercase();
        if name.is_empty() {
            continue;
        }
        rest = attributes(&rest[name_end..], &mut page);
        if name == "h1" {
            page.h1 += 1;
        }
        if name == "script" || name == "style" {
            let end = format!("</{name}");
            rest = rest.find(&end).map_or("", |at| &rest[at..]);
        }
    }
    page
}

/// Reads attributes up to the end of the tag; what comes behind it is returned.
fn attributes<'a>(mut rest: &'a str, page: &mut Page) -> &'a str {
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return rest;
        }
        if let Some(behind) = rest.strip_prefix('>') {
            return behind;
        }
        let end = rest.find(|c: char| c.is_whitespace() || "=>/".contains(c)).unwrap_or(rest.len()).max(1);
        let name = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        let Some(value) = rest.strip_prefix('=') else { continue };
        let (value, behind) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
        };
        rest = behind;
        let value = value
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        match name.as_str() {
            "href" | "src" => page.links.push(value),
            "id" if !page.ids.insert(value.clone()) => page.repeated.push(value),
            _ => {}
        }
    }
}
