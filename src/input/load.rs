//! File contents, read again only when the file changed.

use super::scan::{Found, Stamp, Tree, unreadable};
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::{Hash, Hasher};
use crate::source::Source;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

/// A file of the content folder that is no Markdown: an image, or something to download. Its
/// contents are read when it is published, not before.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Relative to the content folder, with `/`.
    pub path: String,
    /// Width and height in pixels, where it is an image that says so.
    pub dimensions: Option<(u32, u32)>,
    disk: PathBuf,
    stamp: Stamp,
}

impl Asset {
    /// Changes whenever its contents may have changed.
    pub fn key(&self) -> Hash {
        let (width, height) = self.dimensions.unwrap_or_default();
        let shape = u64::from(width) << 32 | u64::from(height);
        Hasher::default().hash(self.stamp.hash(&self.path)).number(shape).finish()
    }

    /// Whether browsers show it as an image.
    pub fn is_image(&self) -> bool {
        let ending = crate::text::extension(&self.path);
        ending.is_some_and(|ending| MEASURED.iter().chain(OTHER_IMAGES).any(|known| *known == ending))
    }

    /// Its contents.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(&self) -> std::io::Result<Vec<u8>> {
        fs::read(&self.disk)
    }
}

/// What was read before, by path. An empty cache makes a cold read; the result is the same.
#[derive(Debug, Default)]
pub struct Cache {
    /// The content folder as it was found last.
    pub(super) tree: Option<Tree>,
    files: FxHashMap<String, Known>,
}

/// Files to read, by the path that people see.
pub(super) type Files<'a> = Vec<(&'a str, &'a Found)>;

/// A file as it was read.
#[derive(Debug)]
struct Known {
    stamp: Stamp,
    /// Whether the file was old enough when it was read for its stamp to be trusted.
    settled: bool,
    loaded: Loaded,
}

impl Known {
    fn new(found: &Found, load: impl FnOnce() -> Loaded) -> Self {
        let settled = found.stamp.is_settled();
        Self { stamp: found.stamp, settled, loaded: load() }
    }

    fn is_fresh(&self, found: &Found) -> bool {
        self.settled && self.stamp == found.stamp && !matches!(self.loaded, Loaded::Gone)
    }
}

#[derive(Debug, Clone)]
enum Loaded {
    Source(Arc<Source>, Option<Box<Diagnostic>>),
    Asset(Arc<Asset>),
    Bytes(Arc<[u8]>),
    Unreadable(Box<Diagnostic>),
    /// It went after it was found: that is no fault of anybody's.
    Gone,
}

impl Loaded {
    /// What to keep of a file that `error` keeps us from reading.
    fn failed(shown: &str, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Gone,
            _ => Self::Unreadable(Box::new(unreadable(shown.to_owned(), "This file cannot be read."))),
        }
    }
}

/// Endings of images whose size can be learnt.
const MEASURED: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// Endings of other images that browsers show.
const OTHER_IMAGES: &[&str] = &["apng", "bmp", "ico", "jfif"];

/// How much of an image is read to learn its size.
const IMAGE_HEAD: u64 = 256 * 1024;

impl Cache {
    /// Forgets every file that `keep` does not name.
    pub(super) fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.files.retain(|path, _| keep(path));
    }

    /// The text at each of `files`, in their order.
    pub(super) fn sources(&mut self, files: &Files<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Arc<Source>> {
        self.load(files, load_source);
        let mut sources = Vec::with_capacity(files.len());
        for (shown, _) in files {
            match self.files.get(*shown).map(|known| &known.loaded) {
                Some(Loaded::Source(source, fault)) => {
                    sources.push(source.clone());
                    faults.extend(fault.as_deref().cloned());
                }
                Some(Loaded::Unreadable(fault)) => faults.push(fault.as_ref().clone()),
                _ => {}
            }
        }
        sources
    }

    /// The assets at `files`, by their path behind the first `prefix` bytes.
    pub(super) fn assets(&mut self, prefix: usize, files: &Files<'_>) -> BTreeMap<String, Arc<Asset>> {
        self.load(files, |shown, found| load_asset(&shown[prefix..], found));
        let found = files.iter().filter_map(|(shown, _)| match self.files.get(*shown)? {
            Known { loaded: Loaded::Asset(asset), .. } => Some((asset.path.clone(), asset.clone())),
            _ => None,
        });
        found.collect()
    }

    /// The contents of one file, shown to people as `shown`.
    pub(super) fn bytes(
        &mut self,
        shown: &str,
        found: &Found,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Arc<[u8]>> {
        if !self.files.get(shown).is_some_and(|known| known.is_fresh(found)) {
            let known = Known::new(found, || match fs::read(&found.disk) {
                Ok(bytes) => Loaded::Bytes(bytes.into()),
                Err(error) => Loaded::failed(shown, &error),
            });
            self.files.insert(shown.to_owned(), known);
        }
        match &self.files.get(shown)?.loaded {
            Loaded::Bytes(bytes) => Some(bytes.clone()),
            Loaded::Unreadable(fault) => {
                faults.push(fault.as_ref().clone());
                None
            }
            _ => None,
        }
    }

    fn load(&mut self, files: &Files<'_>, load: impl Fn(&str, &Found) -> Loaded + Sync) {
        let is_fresh =
            |shown: &str, found: &Found| self.files.get(shown).is_some_and(|known| known.is_fresh(found));
        let changed: Vec<_> = files.iter().filter(|(shown, found)| !is_fresh(shown, found)).collect();
        let loaded: Vec<(String, Known)> = changed
            .into_par_iter()
            .map(|(shown, found)| ((*shown).to_owned(), Known::new(found, || load(shown, found))))
            .collect();
        self.files.extend(loaded);
    }
}

fn load_source(shown: &str, found: &Found) -> Loaded {
    let bytes = match read_whole(found) {
        Ok(bytes) => bytes,
        Err(error) => return Loaded::failed(shown, &error),
    };
    match String::from_utf8(bytes) {
        Ok(text) if memchr::memchr(0, text.as_bytes()).is_none() => {
            Loaded::Source(Arc::new(Source::new(shown, text)), None)
        }
        Ok(text) => {
            let at = text.find('\0').unwrap_or(0);
            let (source, fault) = not_utf8(shown, text.as_bytes(), at);
            Loaded::Source(source, Some(Box::new(fault)))
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let (source, fault) = not_utf8(shown, error.as_bytes(), at);
            Loaded::Source(source, Some(Box::new(fault)))
        }
    }
}

/// The contents of a file. Its length was seen when it was found, so that one call is enough unless
/// it has changed since: with a byte too many asked for, a file that gives no more ends there.
fn read_whole(found: &Found) -> io::Result<Vec<u8>> {
    let mut file = fs::File::open(&found.disk)?;
    let expected = found.stamp.length();
    let mut bytes = vec![0; expected + 1];
    let length = file.read(&mut bytes)?;
    bytes.truncate(length);
    if length != expected {
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// What can be read of `bytes`, which are text up to `at`, and what to say of the rest.
pub(super) fn not_utf8(shown: &str, bytes: &[u8], at: usize) -> (Arc<Source>, Diagnostic) {
    let text = String::from_utf8_lossy(bytes).replace('\0', "\u{fffd}");
    let source = Arc::new(Source::new(shown, text));
    // A NUL takes more room in the text than in the file: before the first, places are the same.
    let at = bytes.iter().position(|byte| *byte == 0).unwrap_or(at).min(at);
    let nul = bytes[..bytes.len().min(1000)].iter().filter(|byte| **byte == 0).count();
    let (message, span) = if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || nul > 100 {
        ("This file is saved as UTF-16 text, or it is no text at all.", 0..0)
    } else {
        let length = source.text[at..].chars().next().map_or(0, char::len_utf8);
        ("This is not a letter, or it is not saved as UTF-8 text.", at..at + length)
    };
    let fault = Diagnostic::new(Code::NotUtf8, message).at(&source, span).help(
        "In your editor, choose Save with encoding, then UTF-8. Then mend the letters that look wrong.",
    );
    (source, fault)
}

fn load_asset(path: &str, found: &Found) -> Loaded {
    Loaded::Asset(Arc::new(Asset {
        path: path.to_owned(),
        dimensions: dimensions(path, found),
        disk: found.disk.clone(),
        stamp: found.stamp,
    }))
}

fn dimensions(path: &str, found: &Found) -> Option<(u32, u32)> {
    let extension = crate::text::extension(path)?;
    if !MEASURED.contains(&extension.as_str()) {
        return None;
    }
    let mut head = Vec::new();
    fs::File::open(&found.disk).ok()?.take(IMAGE_HEAD).read_to_end(&mut head).ok()?;
    if extension == "svg" {
        return svg_dimensions(&String::from_utf8_lossy(&head));
    }
    let size = imagesize::blob_size(&head).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// Width and height of the `svg` element, or of its view box.
fn svg_dimensions(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let attribute = |name: &str| {
        let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        tag[at..].split('"').next()
    };
    let whole = |value: f64| (1.0..1e5).contains(&value).then(|| value.round() as u32);
    let pixels = |value: &str| whole(value.trim_end_matches("px").parse().ok()?);
    if let (Some(width), Some(height)) = (attribute("width"), attribute("height"))
        && let (Some(width), Some(height)) = (pixels(width), pixels(height))
    {
        return Some((width, height));
    }
    let view: Vec<f64> =
        attribute("viewBox")?.split([' ', ',']).filter_map(|part| part.parse().ok()).collect();
    match view[..] {
        [_, _, width, height] => Some((whole(width)?, whole(height)?)),
        _ => None,
    }
}
