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
        let help = match self.around.near.asset(&self.item.entry.path, path) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => "Put the file beside this one, and write its name.".to_owned(),
        };
        self.report(Code::MissingFile, format!("There is no file at \"{path}\"."), span, help);
        None
    }

    fn has_asset(&self, path: &str) -> bool {
        self.beside(path).is_some_and(|file| self.around.assets.contains_key(&file))
    }

    fn page_at(&self, path: &str) -> bool {
        self.beside(path).is_some_and(|file| !file.is_empty() && self.entry_at(&file).is_some())
    }

    /// `path` as seen from the entry's file.
    fn beside(&self, path: &str) -> Option<String> {
        text::join(text::parent(&self.item.entry.path), path)
    }
}
