//! What pages and the files of the theme weigh, and what is over the theme's budget.
//!
//! A page is weighed where it is rendered anyway. Only one whose plain bytes are over the budget is
//! compressed: compressing never makes a page heavier, so ten thousand pages cost next to nothing.

mod parts;
mod tags;

use super::{Output, Outputs};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::input::{Inputs, Theme};
use crate::page::{self, Page};
use crate::text;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Weighs what a build makes.
pub struct Scales<'a> {
    theme: &'a Theme,
    outputs: &'a Outputs,
    /// How much it matters on this site that something is too heavy.
    severity: Severity,
    /// Where the last site is, to compare with.
    published: &'a Path,
    /// What each script of the theme weighs, by its published path.
    scripts: BTreeMap<&'a str, usize>,
    found: Mutex<Found>,
}

/// For each part of the budget the first page that is over it, by its number, and how many are.
type Found = BTreeMap<&'static str, (usize, Diagnostic, usize)>;

impl<'a> Scales<'a> {
    /// Scales for what `outputs` has; none where nobody wants to know. `published` is the folder
    /// with the last site.
    pub fn new(inputs: &'a Inputs, outputs: &'a Outputs, published: &'a Path) -> Option<Self> {
        let severity = inputs.settings.severity(Code::OverBudget)?;
        let scripts = theme_files(outputs, &["js", "mjs"]).map(|(path, bytes)| (path, compressed(bytes)));
        Some(Self {
            theme: &inputs.theme,
            outputs,
            severity,
            published,
            scripts: scripts.collect(),
            found: Mutex::default(),
        })
    }

    /// What is too heavy in the files of the theme.
    pub fn theme(&self) -> Option<Diagnostic> {
        let sheets = || theme_files(self.outputs, &["css"]);
        let weight: usize = sheets().map(|(_, bytes)| compressed(bytes)).sum();
        if weight <= self.theme.budget.css {
            return None;
        }
        let before = sheets().map(|(path, _)| self.last_version(path).map(|bytes| compressed(&bytes)));
        let before = before.sum::<Option<usize>>();
        let all: Vec<u8> = sheets().flat_map(|(_, bytes)| bytes).copied().collect();
        let is = format!("The style sheets of the theme weigh {}", kilobytes(weight));
        let parts = parts::of_css(&String::from_utf8_lossy(&all));
        Some(self.too_heavy("css", &is, &kilobytes(self.theme.budget.css), change(weight, before), &parts))
    }

    /// Weighs number `at` of all that is published. Says whether it may be: nothing in it is so
    /// heavy that it is an error.
    pub fn weigh(&self, at: usize, output: &Output, bytes: &[u8]) -> bool {
        let Output::Page(page) = output else { return true };
        let over = self.page(page, bytes);
        let is_light = over.is_empty() || self.severity != Severity::Error;
        if !over.is_empty() {
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            for (key, fault) in over {
                let known = found.entry(key).or_insert_with(|| (at, fault.clone(), 0));
                known.2 += 1;
                if at < known.0 {
                    (known.0, known.1) = (at, fault);
                }
            }
        }
        is_light
    }

    /// What was found to be too heavy since the last call. `all` says whether every page was weighed,
    /// so that they can be counted; if not, only the first of them is sure to have been.
    pub fn take(&self, all: bool) -> Vec<Diagnostic> {
        let found = std::mem::take(&mut *self.found.lock().unwrap_or_else(PoisonError::into_inner));
        let first = found.values().map(|(at, ..)| *at).min();
        let sure = found.into_values().filter(|(at, ..)| all || Some(*at) == first);
        let told = sure.map(|(_, mut fault, count)| {
            if all && count > 1 {
                let others = text::count(count - 1, "other page is", "other pages are");
                fault.message = format!("{} {others} over the budget too.", fault.message);
            }
            fault
        });
        told.collect()
    }

    /// What is too heavy about `page`, by the part of the budget.
    fn page(&self, page: &Page, html: &[u8]) -> Vec<(&'static str, Diagnostic)> {
        let mut over = Vec::new();
        let loads = tags::loads(html);
        let address = &page.address;
        let asked = 1 + loads.iter().filter(|load| load.blocks).count();
        if asked > self.theme.budget.requests {
            let is = format!("The page /{address} makes a browser ask {asked} times before it shows text");
            let budget = self.theme.budget.requests.to_string();
            over.push((
                "requests",
                self.in_template(page, self.too_heavy("requests", &is, &budget, String::new(), &[])),
            ));
        }
        let scripts = loads.iter().filter(|load| load.is_script).map(|load| match load.src {
            Some(src) => self.scripts.get(tags::own_path(src)).copied().unwrap_or_default(),
            None => compressed(load.text),
        });
        let weight: usize = scripts.sum();
        let budget = &self.theme.budget;
        let (key, most) = match page.template() {
            "search.html" | "list.html" => ("search_script", budget.search_script),
            _ => ("script", budget.script),
        };
        if weight > most {
            let is = format!("The scripts of the page /{address} weigh {}", kilobytes(weight));
            let fault = self.too_heavy(key, &is, &kilobytes(most), String::new(), &[]);
            over.push((key, self.in_template(page, fault)));
        }
        if matches!(page.inputs, page::Inputs::Entry(_)) && html.len() > self.theme.budget.entry_page {
            let weight = compressed(html);
            if weight > self.theme.budget.entry_page {
                over.push(("entry_page", self.entry(page, html, weight)));
            }
        }
        over
    }

    /// `fault`, which the template of `page` brings about.
    fn in_template(&self, page: &Page, fault: Diagnostic) -> Diagnostic {
        match self.theme.templates.get(page.template()) {
            Some(source) => fault.in_file(&source.path),
            None => fault,
        }
    }

    fn entry(&self, page: &Page, html: &[u8], weight: usize) -> Diagnostic {
        let is = format!("The page /{} weighs {}", page.address, kilobytes(weight));
        let before = fs::read(self.published.join(page.output_path())).ok();
        let change = change(weight, before.map(|bytes| compressed(&bytes)));
        let parts = parts::of_html(&String::from_utf8_lossy(html));
        let fault =
            self.too_heavy("entry_page", &is, &kilobytes(self.theme.budget.entry_page), change, &parts);
        match page.entry() {
            Some(entry) => fault.in_file(&entry.source().path),
            None => fault,
        }
    }

    /// What to say of something that `is` over its budget.
    fn too_heavy(&self, key: &str, is: &str, budget: &str, change: String, parts: &[String]) -> Diagnostic {
        let most = match parts {
            [] => String::new(),
            parts => format!(" Uncompressed, most of it is {}.", text::and_list(parts, "and")),
        };
        let message = format!("{is}; the budget is {budget}.{change}{most}");
        let help =
            format!("Take something away, or set another budget in {}: {key} = …", self.theme.budget.file);
        let mut fault = Diagnostic::new(Code::OverBudget, message).help(help);
        fault.severity = self.severity;
        fault
    }

    /// The bytes of the theme's file that was published for the one at `path` last time: its name
    /// differs in the hash.
    fn last_version(&self, path: &str) -> Option<Vec<u8>> {
        let (folder, name) = path.rsplit_once('/')?;
        let (stem, ending) = name.rsplit_once('.')?;
        let (stem, hash) = stem.rsplit_once('-')?;
        let is_version = |name: &str| {
            let inner = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('-'));
            let inner =
                inner.and_then(|rest| rest.strip_suffix(ending)).and_then(|rest| rest.strip_suffix('.'));
            inner.is_some_and(|inner| inner.len() == hash.len())
        };
        let names = fs::read_dir(self.published.join(folder)).ok()?.flatten();
        let mut names: Vec<String> = names.filter_map(|file| file.file_name().into_string().ok()).collect();
        names.sort();
        let name = names.into_iter().find(|name| is_version(name))?;
        fs::read(self.published.join(folder).join(name)).ok()
    }
}

/// The theme's files with one of these endings, by published path.
fn theme_files<'a>(
    outputs: &'a Outputs,
    endings: &'static [&'static str],
) -> impl Iterator<Item = (&'a str, &'a [u8])> {
    outputs.iter().filter_map(move |(path, output)| match output {
        Output::Theme(bytes) => {
            let ending = text::extension(path)?;
            endings.contains(&ending.as_str()).then_some((path, &bytes[..]))
        }
        _ => None,
    })
}

/// How many bytes a server sends for `bytes`.
fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing into memory cannot fail; if it did, the plain size would be the safe answer.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_or(bytes.len(), |gzip| gzip.len())
}

/// ` It was 9.2 KB when last published.`
fn change(now: usize, before: Option<usize>) -> String {
    match before {
        Some(before) if before < now => {
            format!(" It grew by {} since it was last published.", kilobytes(now - before))
        }
        Some(before) if before > now => {
            format!(" It shrank by {} since it was last published.", kilobytes(before - now))
        }
        Some(_) => " It is as it was last published.".to_owned(),
        None => String::new(),
    }
}

/// `10.2 KB`, never less than it is.
fn kilobytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    match tenths % 10 {
        0 => format!("{} KB", tenths / 10),
        tenth => format!("{}.{tenth} KB", tenths / 10),
    }
}
