//! What is derived from the whole catalogue for machines: the sitemap.

mod sitemap;

use crate::catalogue::Catalogue;
use crate::page::Page;
use std::sync::Arc;

/// The derived files, by path.
pub fn derived<'a>(
    catalogue: &Catalogue,
    pages: impl Iterator<Item = &'a Arc<Page>>,
) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    if let Some(base) = &catalogue.settings.base_url {
        files.push(("sitemap.xml".to_owned(), sitemap::sitemap(base, pages).into_bytes()));
    }
    files
}
