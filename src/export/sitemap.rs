//! `sitemap.xml`: every page that search engines should know, and `robots.txt`, which names it.
//! The formats are those of <https://www.sitemaps.org/protocol.html> and RFC 9309.

use crate::page::{Inputs, Page, Pages};
use crate::text::{escape_into, percent_encode};
use std::sync::Arc;

/// The most addresses that one file may hold.
const MOST: usize = 50_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// How many files it takes to name all of `pages`, beside `sitemap.xml` itself; none where that has
/// room for all.
pub(super) fn parts(pages: &Pages) -> usize {
    match known(pages).count() {
        count if count > MOST => count.div_ceil(MOST),
        _ => 0,
    }
}

/// The name of part `part`, from 1.
pub(super) fn part_name(part: usize) -> String {
    format!("sitemap-{part}.xml")
}

/// `sitemap.xml` itself: every page, or every part where there are several.
pub(super) fn sitemap(base: &str, pages: &Pages) -> String {
    match parts(pages) {
        0 => part(base, pages, 1),
        parts => index(base, parts),
    }
}

fn index(base: &str, parts: usize) -> String {
    let mut out = format!("{HEAD}<sitemapindex {SPACE}>\n");
    for part in 1..=parts {
        out.push_str("<sitemap><loc>");
        escape_into(base, &mut out);
        out.push_str(&part_name(part));
        out.push_str("</loc></sitemap>\n");
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// The pages of part `part`, from 1, each with the day on which it last changed where it says so.
pub(super) fn part(base: &str, pages: &Pages, part: usize) -> String {
    let mut out = format!("{HEAD}<urlset {SPACE}>\n");
    for page in known(pages).skip((part - 1) * MOST).take(MOST) {
        out.push_str("<url><loc>");
        escape_into(base, &mut out);
        escape_into(&percent_encode(&page.address), &mut out);
        out.push_str("</loc>");
        if let Some(day) = changed(page) {
            out.push_str(&format!("<lastmod>{day}</lastmod>"));
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

fn known(pages: &Pages) -> impl Iterator<Item = &Arc<Page>> {
    pages.iter().filter(|page| !matches!(page.inputs, Inputs::NotFound(_)))
}

/// A year or a month alone would not be known to everybody, so only whole days are told.
fn changed(page: &Page) -> Option<String> {
    let Inputs::Entry(page) = &page.inputs else { return None };
    let changed = page.entry.changed()?;
    (changed.first_day() == changed.last_day()).then(|| changed.iso())
}

/// `robots.txt`: everybody may read everything.
pub(super) fn robots(base: &str) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n")
}

#[cfg(test)]
mod tests {
    use super::index;

    #[test]
    fn an_index_names_every_part() {
        assert_eq!(
            index("https://example.org/", 2),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
             <sitemap><loc>https://example.org/sitemap-1.xml</loc></sitemap>\n\
             <sitemap><loc>https://example.org/sitemap-2.xml</loc></sitemap>\n\
             </sitemapindex>\n"
        );
    }
}
