//! The images and files that a text or a field names.
//!
//! Must never let a file pass as an image that a browser cannot show as one.

use super::resolve::Resolver;
use super::resolved::ShownImage;
use crate::diagnostic::Code;
use crate::input::Asset;
use crate::text;
use std::ops::Range;
use std::sync::Arc;

impl Resolver<'_, '_> {
    /// The image at `path`; `or_else` ends the advice on what is none.
    pub(super) fn image(&mut self, path: &str, span: &Range<usize>, or_else: &str) -> Option<ShownImage> {
        let is_page = !self.has_asset(path) && self.page_at(path);
        let asset = if is_page { None } else { Some(self.asset(path, span)?) };
        if let Some(asset) = asset.filter(|asset| asset.is_image()) {
            return Some(ShownImage::new(&asset));
        }
        let (what, instead) = match is_page {
            true => ("a page, not an image", "Write the name of an image"),
            false => ("not an image that browsers can show", "Save it as PNG, JPEG, GIF, WebP, AVIF or SVG"),
        };
        let message = format!("\"{path}\" is {what}.");
        self.report(Code::NotAnImage, message, span, format!("{instead}{or_else}."));
        None
    }

    /// The file at `path`, which is not a page.
    pub(super) fn asset(&mut self, path: &str, span: &Range<usize>) -> Option<Arc<Asset>> {
        let file = self.beside(path);
        if let Some(asset) = file.as_ref().and_then(|file| self.around.assets.get(file)) {
            self.out.files.insert(asset.path.clone());
            return Some(asset.clone());
        }
        if self.leads_to_unreadable(path) {
            return None;
        }
        let help = match self.around.near.asset(&self.item.entry.path, path) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => "Put the file beside this one, and write its name.".to_owned(),
        };
        self.report(Code::MissingFile, format!("There is no file at \"{path}\"."), span, help);
        None
    }

    /// Whether `path` leads to a file or a page that is there and cannot be read: of that, one
    /// message is enough.
    pub(super) fn leads_to_unreadable(&self, path: &str) -> bool {
        let unreadable = self.around.unreadable;
        if unreadable.is_empty() {
            return false;
        }
        let file = self.beside(path.trim_end_matches('/')).unwrap_or_default();
        let address = text::join(&self.item.card.address, path.trim_end_matches('/')).unwrap_or_default();
        let is_it = |name: &String| *name == file || page_name(name) == file || page_name(name) == address;
        unreadable.iter().any(is_it)
    }

    /// Whether `id` may be that of an entry that is there and cannot be read.
    pub(super) fn names_unreadable(&self, id: &str) -> bool {
        let last = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        self.around.unreadable.iter().any(|path| last(page_name(path)) == last(id))
    }

    fn has_asset(&self, path: &str) -> bool {
        self.beside(path).is_some_and(|file| self.around.assets.contains_key(&file))
    }

    fn page_at(&mut self, path: &str) -> bool {
        self.beside(path).is_some_and(|file| !file.is_empty() && self.entry_at(&file).is_some())
    }

    /// `path` as seen from the entry's file.
    fn beside(&self, path: &str) -> Option<String> {
        text::join(text::parent(&self.item.entry.path), path)
    }
}

/// What links may call the page of the file at `path`: `about.md` -> `about`.
fn page_name(path: &str) -> &str {
    let name = path.strip_suffix(".md").unwrap_or(path);
    name.strip_suffix("/index").unwrap_or(name)
}
