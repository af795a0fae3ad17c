//! What holds for any text at all.

use super::compiled;
use crate::diagnostic::Diagnostic;
use crate::document::markdown::Title;
use crate::document::{Body, Slot};
use cpu_time::ThreadTime;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;
use std::time::Duration;

const BLOCKS: &str = "h1 h2 h3 h4 h5 h6 p ul ol li blockquote div pre section table thead tbody tr th td details \
     summary hr";
const INLINE: &str = "em strong del code a sub sup kbd br img input";
const VOID: &str = "br hr img input";

/// Blocks that hold text and inline elements only.
const PROSE: &str = "h1 h2 h3 h4 h5 h6 p pre summary th td";

fn among(names: &str, name: &str) -> bool {
    names.split(' ').any(|one| one == name)
}

fn takes_no_blocks(name: &str) -> bool {
    among(PROSE, name) || among(INLINE, name)
}

/// Says what is wrong with `html`, if anything is.
fn fault(html: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    // How many of the open elements take no blocks: looking through `open` would be slow.
    let mut in_prose = 0;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let Some(length) = rest[start..].find('>') else {
            return Some(format!("a tag without an end: {}", &rest[start..]));
        };
        let tag = &rest[start + 1..start + length];
        rest = &rest[start + length + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Some(format!("</{name}> inside {open:?}"));
            }
            in_prose -= usize::from(takes_no_blocks(name));
            continue;
        }
        let name = tag.split(' ').next().unwrap_or_default();
        let inline = among(INLINE, name);
        if !inline && !among(BLOCKS, name) {
            return Some(format!("<{tag}> is not allowed"));
        }
        if !inline && in_prose > 0 {
            return Some(format!("<{tag}> inside {open:?}"));
        }
        if name == "a" && open.contains(&"a") {
            return Some(format!("<a> inside {open:?}"));
        }
        if tag.contains(['<', '\n']) || !attributes_are_allowed(tag, name) {
            return Some(format!("odd attributes: <{tag}>"));
        }
        if !among(VOID, name) {
            in_prose += usize::from(takes_no_blocks(name));
            open.push(name);
        }
    }
    (!open.is_empty()).then(|| format!("{open:?} left open"))
}

fn attributes_are_allowed(tag: &str, name: &str) -> bool {
    let quotes = tag.matches('"').count();
    let href = match tag.split_once("href=\"") {
        Some((_, address)) => {
            let address = address.to_ascii_lowercase();
            ["https:", "http:", "mailto:", "tel:", "//", "#_fn"]
                .iter()
                .any(|start| address.starts_with(start))
        }
        None => true,
    };
    let handler = tag[name.len()..].split('"').step_by(2).any(|between| between.contains(" on"));
    quotes.is_multiple_of(2) && href && !handler && !tag.contains("style=")
}

/// The HTML with its slots filled with the elements they stand for.
fn filled(body: &Body) -> String {
    let mut out = String::new();
    super::write_with(body, &mut out, |slot, out| {
        out.push_str(match slot {
            Slot::LinkStart(_) => "<a>",
            Slot::LinkTitle(_) => "title",
            Slot::LinkEnd(_) => "</a>",
            Slot::Image(_) => "<img>",
        });
    });
    out
}

fn is_sound(text: &str, span: &Range<usize>) -> bool {
    span.start <= span.end && text.get(span.clone()).is_some()
}

fn spans<'a>(body: &'a Body, diagnostics: &'a [Diagnostic]) -> impl Iterator<Item = Range<usize>> {
    let places = diagnostics.iter().filter_map(|d| d.place.as_ref()).map(|place| place.span.clone());
    let links = body.links.iter().map(|link| link.span.clone());
    let images = body.images.iter().map(|image| image.span.clone());
    let headings = body.headings.iter().map(|heading| heading.span.clone());
    links.chain(images).chain(headings).chain(places).collect::<Vec<_>>().into_iter()
}

fn check(text: &str) -> Result<(), TestCaseError> {
    for title in [Title::Wanted, Title::Given("a"), Title::Keep] {
        let (compiled, diagnostics) = compiled(text, title);
        let body = &compiled.body;
        let html = filled(body);
        prop_assert_eq!(fault(&html), None, "in {}", html);
        for span in spans(body, &diagnostics) {
            prop_assert!(is_sound(text, &span), "{:?}", span);
        }
        let ids: Vec<_> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let distinct: BTreeSet<_> = ids.iter().copied().collect();
        prop_assert_eq!(ids.len(), distinct.len(), "the same id twice: {:?}", ids);
        for anchor in body.anchors() {
            prop_assert!(distinct.contains(anchor), "no place has the anchor {anchor}");
        }
        prop_assert!(title == Title::Keep || !html.contains("<h1"));
    }
    Ok(())
}

/// Texts made of what Markdown gives a meaning, so that odd combinations are likely.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = [
        "*¦**¦_¦~~¦`¦```\n¦[¦]¦[[¦]]¦(¦)¦![¦|¦||¦\n¦\n\n¦\n> ¦\n- ¦\n1. ¦    ¦\t¦# ¦## ¦{#a}¦{.b}",
        "\n===\n¦\n---\n¦|---|\n¦[^1]¦[^1]: ¦[^b]¦\n[^b]: ¦[a]: x\n¦[a]¦<¦>¦<sub>¦</sub>¦<sup>¦</sup>",
        "<kbd>¦</kbd>¦<br>¦\n<details>\n¦<details>¦</details>\n¦<summary>¦</summary>¦<!--¦-->¦<div>",
        "</div>¦<script>¦<b c='d'>¦&amp;¦&#58;¦&¦\\¦\"¦'¦:¦https://x.org¦javascript:¦x.md¦(y.png)",
        "(https://z.org)¦ ¦a¦b¦é¦\u{0}¦\r\n¦\r¦[ ] ¦[x] ¦> [!NOTE]\n¦<a@b.c>¦<https://x>¦\u{feff}¦🦀¦%¦#",
        "!",
    ];
    let pieces: Vec<&str> = pieces.iter().flat_map(|line| line.split('¦')).collect();
    let pieces = prop::sample::select(pieces);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn odd_markdown_gives_sound_html(text in markdown()) {
        check(&text)?;
    }

    #[test]
    fn any_text_gives_sound_html(text in "\\PC*") {
        check(&text)?;
    }
}

#[test]
fn hostile_texts_are_quick() {
    let many = |piece: &str| piece.repeat(50_000);
    let nested: String = (0..500).map(|depth| " ".repeat(depth * 2) + "- a\n").collect();
    let notes: String = (0..5_000).map(|n| format!("[^{n}] ")).collect();
    let defined: String = (0..5_000).map(|n| format!("[^n{n}]: [^n{}]\n", n + 1)).collect();
    for text in [
        many("["),
        many("[["),
        many("![["),
        many("[^"),
        many("[^a]"),
        many("![]("),
        many("[a](<b"),
        many("<sub>"),
        many("<sub></sup>"),
        many("*a "),
        many("`a"),
        many("<"),
        many("<!--"),
        many("<div "),
        many("\n<details>\n"),
        many("</details>\n\n"),
        many("# a\n"),
        many("# a {#b}\n"),
        many("https://"),
        many("http://a)"),
        many("- [ ] a\n"),
        many("|a"),
        many("&amp;"),
        many("a<b "),
        many("[a](javascript:b)"),
        many("![](a)"),
        many("[[a]]"),
        many("\\"),
        ">".repeat(10_000) + "a",
        format!("{}|\n{}|\n{}", "|a".repeat(5_000), "|-".repeat(5_000), "|\n".repeat(20_000)),
        format!("[^n0]\n\n{defined}"),
        format!("{notes}\n\n{defined}"),
        nested,
        format!("{}a", "<sub>*".repeat(20_000)),
        format!("<div>{}", "<a b=\"".repeat(50_000)),
        format!("https://a.b/{}", ")".repeat(50_000)),
        format!("|a|\n|-|\n{}", many("|b|\n")),
    ] {
        let start = ThreadTime::now();
        let (compiled, _) = compiled(&text, Title::Wanted);
        let taken = start.elapsed();
        let beginning: String = text.chars().take(20).collect();
        assert!(taken < Duration::from_secs(4), "{beginning:?} took {taken:?} of a processor");
        assert_eq!(fault(&filled(&compiled.body)), None, "{beginning:?}");
    }
}
