//! The examples of the CommonMark specification: what authors know from elsewhere works here.
//!
//! Each example must give the HTML of the specification, save for those in [`DIFFERENT`], each
//! under the reason why. An example that is listed there and does not differ fails too.
//!
//! Differences in form alone are taken out of both sides first, by [`normalise`].

use casebook::document::markdown::{Title, compile};
use casebook::document::{Body, LinkTarget, Slot};
use casebook::source::Source;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/node_modules/commonmark-spec/spec.txt");

/// The examples whose HTML differs on purpose.
const DIFFERENT: &[(&str, &[usize])] = &[
    (
        "raw HTML is shown as text",
        &[
            21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165,
            166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 178, 180, 181, 182, 184, 185, 186, 187,
            188, 189, 190, 191, 201, 344, 475, 476, 477, 491, 494, 524, 536, 613, 614, 615, 616, 617, 623,
            627, 628, 629, 630, 631, 642, 643,
        ],
    ),
    ("comments are left out", &[177, 179, 183, 308, 309, 625, 626]),
    ("schemes that can harm readers or do nothing are not linked", &[596, 598, 599, 601]),
    ("bare web addresses become links", &[602, 608, 611]),
    ("double square brackets name an entry", &[548, 559, 590]),
];

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

#[test]
fn every_example_gives_the_html_of_the_specification() {
    let spec = std::fs::read_to_string(SPEC).unwrap_or_else(|fault| {
        panic!("The CommonMark examples are not there ({fault}). Run tests/run, which installs them.")
    });
    let examples = examples(&spec);
    assert_eq!(examples.len(), 652, "examples found in the specification");
    let expected = expected_to_differ();
    let mut faults = String::new();
    for example in &examples {
        let (ours, theirs) = (normalise(&html(&example.markdown)), normalise(&example.html));
        match (ours == theirs, expected.get(&example.number)) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(reason)) => {
                let _ = writeln!(faults, "Example {} no longer differs: {reason}", example.number);
            }
            (false, None) => {
                let _ = writeln!(
                    faults,
                    "Example {} differs:\n{}\n--- specification\n{theirs}\n--- ours\n{ours}",
                    example.number, example.markdown
                );
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

fn expected_to_differ() -> BTreeMap<usize, &'static str> {
    let mut expected = BTreeMap::new();
    for (reason, numbers) in DIFFERENT {
        for number in *numbers {
            assert_eq!(expected.insert(*number, *reason), None, "example {number} is listed twice");
        }
    }
    expected
}

/// The examples of the specification: Markdown and HTML between fences of 32 backticks, with a
/// line that is a point between them, and `→` for a tab.
fn examples(spec: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let (opening, closing) = (format!("{fence} example"), fence);
    let mut lines = spec.lines();
    let mut examples = Vec::new();
    while lines.any(|line| line == opening) {
        let mut part = |end: &str| -> String {
            lines
                .by_ref()
                .take_while(|line| *line != end)
                .map(|line| line.replace('→', "\t") + "\n")
                .collect()
        };
        let (markdown, html) = (part("."), part(&closing));
        examples.push(Example { number: examples.len() + 1, markdown, html });
    }
    examples
}

/// The HTML of `markdown`, with its slots filled as plain CommonMark would.
fn html(markdown: &str) -> String {
    let source = Arc::new(Source::new("example.md", markdown));
    let body = compile(&source, 0..markdown.len(), Title::Keep, &mut Vec::new()).body;
    let mut out = String::new();
    let mut from = 0;
    for (at, slot) in &body.slots {
        out.push_str(&body.html[from..*at]);
        fill(&body, *slot, &mut out);
        from = *at;
    }
    out.push_str(&body.html[from..]);
    out
}

fn fill(body: &Body, slot: Slot, out: &mut String) {
    let _ = match slot {
        Slot::LinkStart(index) => match &body.links[index as usize].target {
            LinkTarget::Path { path, query, fragment } => {
                let fragment = fragment.as_ref().map(|text| format!("#{text}")).unwrap_or_default();
                write!(out, "<a href=\"{}{}{}\">", encode(path), encode(query), encode(&fragment))
            }
            LinkTarget::Id { id, .. } => write!(out, "<a href=\"{id}\">"),
        },
        Slot::LinkTitle(_) => Ok(()),
        Slot::LinkEnd(_) => write!(out, "</a>"),
        Slot::Image(index) => {
            let image = &body.images[index as usize];
            let mut alt = String::new();
            casebook::text::escape_into(&image.alt, &mut alt);
            write!(out, "<img src=\"{}\" alt=\"{alt}\">", encode(&image.path))
        }
    };
}

/// The percent-encoding that the specification's examples use.
fn encode(address: &str) -> String {
    let mut out = String::new();
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$%()*+,-./:;=?@_~".contains(&byte) {
            out.push(char::from(byte));
        } else if byte == b'&' {
            out.push_str("&amp;");
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Takes out what differs in form alone:
/// - void elements end in ` />` there and in `>` here;
/// - quotes in text are escaped there and left alone here;
/// - headings have an anchor here;
/// - links within the site and images have no title here, because the title of an element cannot
///   be read on a touch screen or with a keyboard.
fn normalise(html: &str) -> String {
    let mut html = html.replace(" />", ">").replace("&quot;", "\"").replace("&#39;", "'");
    for start in ["<h1", "<h2", "<h3", "<h4", "<h5", "<h6"] {
        html = without(&html, &format!("{start} id=\""), "\">", &format!("{start}>"));
    }
    without(&html, "\" title=\"", "\">", "\">")
}

/// `html` with each run from `start` to `end` replaced.
fn without(html: &str, start: &str, end: &str, replacement: &str) -> String {
    let mut pieces = html.split(start);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once(end) {
            Some((_, rest)) => {
                out.push_str(replacement);
                out.push_str(rest);
            }
            None => {
                out.push_str(start);
                out.push_str(piece);
            }
        }
    }
    out
}
