//! Sections of a text that stand out: each gets an element of its own, as its collection asks.

use crate::document::Heading;
use crate::input::{Collection, SectionStyle};
use crate::schema::Entry;

/// Elements that have no end tag.
const VOID: &[&str] = &["br", "hr", "img", "input"];

/// The headings of `entry`'s sections that look like `style`.
pub(super) fn with_style(entry: &Entry, style: SectionStyle) -> impl Iterator<Item = &Heading> {
    let headings = entry.body.headings.iter().filter(|heading| heading.level == 2);
    headings.filter(move |heading| entry.collection.section_style.get(&heading.text) == Some(&style))
}

/// `html`, the text of an entry with these headings, with an element around each section that stands
/// out.
pub(super) fn styled(html: String, headings: &[Heading], collection: &Collection) -> String {
    if collection.section_style.is_empty() {
        return html;
    }
    let class = |tag: &str| {
        let id = tag.strip_prefix("h2 id=\"")?.split('"').next()?;
        let heading = headings.iter().find(|heading| heading.id == id)?;
        collection.section_style.get(&heading.text).map(|style| style.word())
    };
    let mut out = String::with_capacity(html.len() + 64);
    let (mut depth, mut open, mut rest) = (0usize, false, html.as_str());
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let tag = rest[start..end].trim_matches(['<', '>']);
        let name = tag.split([' ', '/']).next().unwrap_or("");
        out.push_str(&rest[..start]);
        if depth == 0 && (name == "h2" || name == "section") {
            if std::mem::take(&mut open) {
                out.push_str("</div>\n");
            }
            if let Some(class) = class(tag) {
                out.push_str(&format!("<div class=\"{class}\">\n"));
                open = true;
            }
        }
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !VOID.contains(&name) {
            depth += 1;
        }
        out.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    if open {
        out.push_str("</div>\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(id: &str, text: &str) -> Heading {
        Heading { level: 2, id: id.to_owned(), text: text.to_owned(), span: 0..0 }
    }

    #[test]
    fn puts_an_element_around_each_section_that_stands_out() {
        let mut collection = Collection::open("cases");
        collection.section_style.insert("What we do not know".to_owned(), SectionStyle::Dotted);
        let headings = [heading("a", "What we do not know"), heading("b", "What they did")];
        let html = "<p>Before<br>it</p>\n<h2 id=\"a\">What we do not know</h2>\n<ul><li>All</li></ul>\n\
                    <h2 id=\"b\">What they did</h2>\n<p>Much</p>\n";
        let expected = "<p>Before<br>it</p>\n<div class=\"dotted\">\n<h2 id=\"a\">What we do not know</h2>\n\
                        <ul><li>All</li></ul>\n</div>\n<h2 id=\"b\">What they did</h2>\n<p>Much</p>\n";
        assert_eq!(styled(html.to_owned(), &headings, &collection), expected);
        let quoted = "<blockquote>\n<h2 id=\"a\">What we do not know</h2>\n</blockquote>\n";
        assert_eq!(styled(quoted.to_owned(), &headings, &collection), quoted);
        let last = styled("<h2 id=\"a\">What we do not know</h2>\n".to_owned(), &headings, &collection);
        assert_eq!(last, "<div class=\"dotted\">\n<h2 id=\"a\">What we do not know</h2>\n</div>\n");
    }
}
