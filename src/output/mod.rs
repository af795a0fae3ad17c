//! Everything that a build publishes, by path, and the only stage that writes.
//!
//! An output is a page, a file or something derived from the whole catalogue. It is turned into
//! bytes on demand by one function, [`Outputs::bytes`]: a build streams all of them to disk, and
//! a preview makes those that are asked for.

pub mod publish;
pub mod weight;

use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic};
use crate::export::{self, Derived};
use crate::hash::{Hash, Hasher};
use crate::input::{Asset, Inputs};
use crate::page::{Page, Pages};
use crate::render::Renderer;
use crate::search::Search;
use publish::Rank;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What stands at a path.
#[derive(Debug, Clone)]
pub enum Output {
    /// A page, rendered on demand.
    Page(Arc<Page>),
    /// A file of the content folder, read on demand.
    File(Arc<Asset>),
    /// A file of the theme.
    Theme(Arc<[u8]>),
    /// Something made from the whole catalogue.
    Derived(Derived),
}

/// Why an output cannot be turned into bytes.
#[derive(Debug)]
pub enum Failure {
    /// Its template failed, or no template can be used.
    Template(Box<Diagnostic>),
    /// Its file cannot be read.
    File(String, std::io::Error),
}

impl Failure {
    /// The failure in an author's words.
    pub fn diagnostic(self) -> Diagnostic {
        match self {
            Self::Template(diagnostic) => *diagnostic,
            Self::File(path, error) => {
                Diagnostic::new(Code::Unreadable, format!("This file cannot be read: {error}."))
                    .in_file(path)
                    .help("Check that it is still there, and who may read it.")
            }
        }
    }
}

impl Output {
    /// When it appears among the others: what others point at comes first.
    pub fn rank(&self) -> Rank {
        match self {
            Self::Page(_) => Rank::Page,
            Self::File(_) | Self::Theme(_) => Rank::Asset,
            Self::Derived(_) => Rank::Index,
        }
    }
}

/// Everything that a build publishes, by path.
#[derive(Debug)]
pub struct Outputs {
    /// In the order of paths.
    all: Vec<(String, Output)>,
    renderer: Option<Arc<Renderer>>,
}

impl Outputs {
    /// Gathers everything. Two outputs for one path are reported; the first stays.
    pub fn new(
        inputs: &Inputs,
        catalogue: &Arc<Catalogue>,
        pages: &Arc<Pages>,
        search: &Arc<Search>,
        renderer: Option<Arc<Renderer>>,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let theme = inputs.theme.assets.iter();
        let mut all: Vec<(String, Output)> = theme
            .map(|(path, asset)| (asset.published_path(path), Output::Theme(asset.bytes.clone())))
            .collect();
        all.extend(pages.iter().map(|page| (page.output_path(), Output::Page(page.clone()))));
        let derived = export::derived(catalogue, pages, search, &inputs.theme).into_iter();
        all.extend(derived.map(|(path, derived)| (path, Output::Derived(derived))));
        all.extend(catalogue.files.iter().map(|(path, asset)| (path.clone(), Output::File(asset.clone()))));
        all.par_sort_by(|(a, _), (b, _)| a.cmp(b));
        all.dedup_by(|(path, second), (first_path, first)| {
            let same = path == first_path;
            if same {
                faults.push(clash(path, first, second));
            }
            same
        });
        let mut outputs = Self { all, renderer };
        outputs.remove_clashing_files(faults);
        outputs
    }

    /// Pages have addresses in lower case, and folders of their own. Files keep the names that
    /// authors gave them: those may differ from another path only in case, or be a folder of it.
    fn remove_clashing_files(&mut self, faults: &mut Vec<Diagnostic>) {
        let files = self.all.iter().filter(|(_, output)| matches!(output, Output::File(_)));
        let mut folded: BTreeMap<String, &str> = BTreeMap::new();
        let mut clashing = BTreeSet::new();
        for (path, output) in files {
            let lower = path.to_lowercase();
            let same = folded.get(&lower).copied().or((lower != *path).then_some(lower.as_str()));
            let behind = format!("{path}/");
            let below = self.all.get(self.place(&behind)).filter(|(next, _)| next.starts_with(&behind));
            let above = path.match_indices('/').find_map(|(at, _)| self.get(&path[..at]));
            match same.and_then(|same| self.get(same)).or(below.map(|(_, next)| next)).or(above) {
                Some(other) => {
                    faults.push(clash(path, other, output));
                    clashing.insert(path.clone());
                }
                None => {
                    folded.insert(lower, path);
                }
            }
        }
        self.all.retain(|(path, _)| !clashing.contains(path));
    }

    /// Where `path` is, or would be.
    fn place(&self, path: &str) -> usize {
        self.all.partition_point(|(known, _)| known.as_str() < path)
    }

    /// The output at `path`.
    pub fn get(&self, path: &str) -> Option<&Output> {
        let (known, output) = self.all.get(self.place(path))?;
        (known == path).then_some(output)
    }

    /// Every output with its path, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Output)> {
        self.all.iter().map(|(path, output)| (path.as_str(), output))
    }

    /// Every page.
    pub fn pages(&self) -> impl Iterator<Item = &Arc<Page>> {
        self.all.iter().filter_map(|(_, output)| match output {
            Output::Page(page) => Some(page),
            _ => None,
        })
    }

    /// Hash of the theme whose templates are used; `None` where none can be.
    pub fn theme(&self) -> Option<Hash> {
        self.renderer.as_ref().map(|renderer| renderer.theme())
    }

    /// Whether pages can be rendered at all.
    pub fn can_render(&self) -> bool {
        self.renderer.is_some()
    }

    /// The bytes of an output.
    ///
    /// # Errors
    /// When its template fails, or its file cannot be read.
    pub fn bytes<'a>(&self, output: &'a Output) -> Result<Cow<'a, [u8]>, Failure> {
        match output {
            Output::Page(page) => match &self.renderer {
                Some(renderer) => match renderer.render(page) {
                    Ok(html) => Ok(Cow::Owned(html)),
                    Err(fault) => Err(Failure::Template(fault)),
                },
                None => Err(Failure::Template(Box::new(no_templates()))),
            },
            Output::File(asset) => match asset.read() {
                Ok(bytes) => Ok(Cow::Owned(bytes)),
                Err(error) => Err(Failure::File(asset.path.clone(), error)),
            },
            Output::Theme(bytes) => Ok(Cow::Borrowed(bytes)),
            Output::Derived(derived) => Ok(Cow::Owned(derived.bytes())),
        }
    }

    /// Makes what several outputs are written from, all at once and with every thread, before many ask
    /// for it.
    pub fn prepare(&self) {
        self.all.iter().for_each(|(_, output)| {
            if let Output::Derived(derived) = output {
                derived.prepare();
            }
        });
    }

    /// What changes whenever the bytes of `output` may change.
    pub fn key(&self, output: &Output) -> Hash {
        match output {
            Output::Page(page) => page.key(),
            Output::File(asset) => asset.key(),
            Output::Theme(bytes) => Hasher::default().bytes(bytes).finish(),
            Output::Derived(derived) => derived.key(),
        }
    }
}

fn no_templates() -> Diagnostic {
    Diagnostic::new(Code::TemplateSyntax, "No page can be made, because a template cannot be used.")
}

fn clash(path: &str, first: &Output, second: &Output) -> Diagnostic {
    let address = path.trim_end_matches("index.html");
    let (first, second) = (describe(first), describe(second));
    Diagnostic::new(Code::AddressClash, format!("Two things would be at /{address}: {first} and {second}."))
        .help("Rename one of them.")
}

fn describe(output: &Output) -> String {
    match output {
        Output::Page(page) => match page.entry() {
            Some(entry) => entry.source().path.clone(),
            None => format!("the page \"{}\"", page.title()),
        },
        Output::File(asset) => format!("the file {}", asset.path),
        Output::Theme(_) => "a file of the theme".to_owned(),
        Output::Derived(_) => "a file that casebook makes".to_owned(),
    }
}
