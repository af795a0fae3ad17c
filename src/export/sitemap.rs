//! `sitemap.xml`: every page that search engines should know.
//! The format is that of <https://www.sitemaps.org/protocol.html>.

use crate::page::{Inputs, Page};
use crate::text::{escape_into, percent_encode};
use std::sync::Arc;

/// The most addresses that one file may hold.
const MOST: usize = 50_000;

pub(super) fn sitemap<'a>(base: &str, pages: impl Iterator<Item = &'a Arc<Page>>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let known = pages.filter(|page| !matches!(page.inputs, Inputs::NotFound(_)));
    for page in known.take(MOST) {
        out.push_str("<url><loc>");
        escape_into(base, &mut out);
        escape_into(&percent_encode(&page.address), &mut out);
        out.push_str("</loc></url>\n");
    }
    out.push_str("</urlset>\n");
    out
}
