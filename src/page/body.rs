//! A compiled body -> HTML, with its slots filled for the page that it stands on.

use crate::catalogue::{Expansion, Filling, LinkTo};
use crate::document::{Body, Slot};
use crate::text::escape_into;
use memchr::memmem;
use std::borrow::Cow;

/// The HTML of `body` on a page from which `root` leads to the site's root.
pub(super) fn html(body: &Body, filling: &Filling, root: &str) -> String {
    let mut out = String::with_capacity(body.html.len() + body.slots.len() * 48);
    let mut expansions = filling.expansions.iter().peekable();
    let mut from = 0;
    for (at, slot) in &body.slots {
        while let Some(expansion) = expansions.next_if(|expansion| expansion.at.start < *at) {
            from = expand(expansion, body, from, root, &mut out);
        }
        out.push_str(&body.html[from..*at]);
        fill(*slot, body, filling, root, &mut out);
        from = *at;
    }
    for expansion in expansions {
        from = expand(expansion, body, from, root, &mut out);
    }
    out.push_str(&body.html[from..]);
    out
}

/// The text and the footnotes of `html`, which is that of `body` and ends with them.
pub(super) fn apart<'a>(html: &'a str, body: &Body) -> (&'a str, &'a str) {
    let has_notes = !body.note_anchors.is_empty();
    let notes = has_notes.then(|| memmem::find(html.as_bytes(), b"<section class=\"footnotes\"")).flatten();
    html.split_at(notes.unwrap_or(html.len()))
}

/// Writes what stands before a short form, and the short form with what it stands for: "PCN
/// (primary care network)". Gives where to go on.
fn expand(expansion: &Expansion, body: &Body, from: usize, root: &str, out: &mut String) -> usize {
    let Expansion { at, form, several } = expansion;
    out.push_str(&body.html[from..at.start]);
    out.push_str("<a href=\"");
    out.push_str(root);
    escape_into(&form.card.address, out);
    out.push_str("\">");
    out.push_str(&body.html[at.clone()]);
    out.push_str("</a> (");
    if *several {
        escape_into(&form.short, out);
        out.push_str(": ");
    }
    escape_into(&form.card.title, out);
    out.push(')');
    at.end
}

/// The HTML of `body` for a page that shows several: anchors begin with `prefix`, and headings are
/// a level deeper.
pub(super) fn nested_html(body: &Body, filling: &Filling, root: &str, prefix: &str) -> String {
    let html = html(body, filling, root);
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html.as_str();
    while let Some((text, behind)) = rest.split_once('<') {
        // Text never holds the sign for a tag, nor an attribute that for its end.
        let (tag, after) = behind.split_once('>').unwrap_or((behind, ""));
        out.push_str(text);
        out.push('<');
        out.push_str(
            &deeper(tag)
                .replace(" id=\"", &format!(" id=\"{prefix}"))
                .replace(" href=\"#", &format!(" href=\"#{prefix}")),
        );
        out.push('>');
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The tag of a heading one level deeper; other tags as they are.
fn deeper(tag: &str) -> Cow<'_, str> {
    let closing = if tag.starts_with('/') { "/" } else { "" };
    let name = &tag[closing.len()..];
    let level = name.strip_prefix('h').and_then(|rest| rest.chars().next()?.to_digit(10));
    match level.filter(|level| (1..6).contains(level)) {
        Some(level) => format!("{closing}h{}{}", level + 1, &name[2..]).into(),
        None => tag.into(),
    }
}

fn fill(slot: Slot, body: &Body, filling: &Filling, root: &str, out: &mut String) {
    match slot {
        Slot::LinkStart(n) => link_start(filling.links.get(n as usize), root, out),
        Slot::LinkTitle(n) => match filling.links.get(n as usize) {
            Some(LinkTo::Entry { card, .. }) => escape_into(&card.title, out),
            _ => escape_into(written(body, n), out),
        },
        Slot::LinkEnd(n) => out.push_str(match filling.links.get(n as usize) {
            None | Some(LinkTo::Nowhere) => "</span>",
            Some(_) => "</a>",
        }),
        Slot::Image(n) => image(body, filling, n as usize, root, out),
    }
}

fn link_start(link: Option<&LinkTo>, root: &str, out: &mut String) {
    let (address, rest) = match link {
        None | Some(LinkTo::Nowhere) => {
            out.push_str("<span class=\"no-link\">");
            return;
        }
        Some(LinkTo::Here(fragment)) => {
            out.push_str("<a href=\"#");
            escape_into(fragment, out);
            out.push_str("\">");
            return;
        }
        Some(LinkTo::Entry { card, rest }) => (card.address.as_str(), rest.as_str()),
        Some(LinkTo::Address(address) | LinkTo::File(address)) => (address.as_str(), ""),
    };
    out.push_str("<a href=\"");
    out.push_str(root);
    escape_into(address, out);
    escape_into(rest, out);
    out.push_str("\">");
}

fn written(body: &Body, n: u32) -> &str {
    match body.links.get(n as usize).map(|link| &link.target) {
        Some(crate::document::LinkTarget::Id { id, .. }) => id,
        Some(crate::document::LinkTarget::Path { path, .. }) => path,
        None => "",
    }
}

fn image(body: &Body, filling: &Filling, n: usize, root: &str, out: &mut String) {
    let alt = body.images.get(n).map_or("", |image| image.alt.as_str());
    let Some(Some(shown)) = filling.images.get(n) else {
        out.push_str("<span class=\"no-image\">");
        escape_into(alt, out);
        out.push_str("</span>");
        return;
    };
    out.push_str("<img src=\"");
    out.push_str(root);
    escape_into(&shown.path, out);
    out.push_str("\" alt=\"");
    escape_into(alt, out);
    out.push('"');
    if let Some((width, height)) = shown.dimensions {
        out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
    out.push_str(" loading=\"lazy\">");
}
