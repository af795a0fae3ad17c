//! Pages that are not one entry, and what a page says beyond its own words: read as text.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Site, assert_sound_at};

const SETTINGS: &str = r#"title = "Casebook"
base_url = "https://example.org/"

[[views]]
kind = "glossary"
of = "terms"

[[views]]
kind = "pack"
of = "pathways"
title = "Reading pack"

[[views]]
kind = "table"
title = "What shows what"
rows = "ideas"
cells = "cases.shows"
gap = "Nobody yet"

[[views]]
kind = "table"
title = "Gaps"
rows = "ideas"
columns = "kinds"
cells = "cases"
elsewhere = "No kind"
gap = "None"
"#;

const KINDS: &str = "[[terms]]\nid = \"a\"\nlabel = \"Kind A\"\n[[terms]]\nid = \"b\"\nlabel = \"Kind B\"\n";
const UNITS: &str = "[[terms]]\nid = \"percent\"\nlabel = \"%\"\n";

const CASES: &str = r#"plural = "Cases"
facets = ["kind"]
related = ["shows", "kind"]
[fields.kind]
type = "one of"
of = "kinds"
[fields.lead]
type = "one of"
of = "bodies"
[fields.shows]
type = "one of"
of = "ideas"
many = true
[fields.due]
type = "date"
role = "review due"
[fields.outcomes]
type = "record"
many = true
role = "figures"
[fields.outcomes.fields.measure]
type = "text"
[fields.outcomes.fields.change]
type = "number"
[fields.outcomes.fields.unit]
type = "one of"
of = "units"
[fields.outcomes.fields.direction]
type = "one of"
options = ["fewer", "more"]
[fields.outcomes.fields.approximate]
type = "boolean"
[fields.sources]
type = "record"
many = true
role = "sources"
[fields.sources.fields.id]
type = "one of"
of = "sources"
[fields.sources.fields.locator]
label = "Where in it"
type = "text"
"#;

const BODIES: &str = r#"plural = "Bodies"
[fields.ended]
type = "date"
role = "ended"
[fields.successor]
type = "one of"
of = "bodies"
role = "successor"
"#;

const TERMS: &str = r#"plural = "Terms"
[fields.short]
type = "text"
role = "short form"
[fields.known]
type = "boolean"
role = "well known"
"#;

const PATHWAYS: &str = r#"plural = "Pathways"
[fields.steps]
type = "record"
many = true
role = "steps"
[fields.steps.fields.entry]
type = "one of"
of = ["cases", "ideas"]
[fields.steps.fields.why]
type = "text"
[fields.steps.fields.minutes]
type = "number"
role = "minutes"
"#;

const FIRST: &str = "---
title: First case
summary: What the first did.
kind: a
lead: old
shows: [one]
due: 2026-02
outcomes:
  - {measure: Visits, change: 60, unit: percent, direction: fewer, approximate: true}
sources:
  - {id: blog, locator: Page 2}
---
## What happened

The PCNs and the NHS met. A PCN is not a GP. See [the PCN](second.md).
";

const SECOND: &str = "---\ntitle: Second case\nsummary: S.\nshows: [one, two]\n---\n## What happened\n\n[Up](#what-happened)\n";

fn site() -> Site {
    let site = Site::of(&[
        ("casebook.toml", SETTINGS),
        ("content/vocabularies/kinds.toml", KINDS),
        ("content/vocabularies/units.toml", UNITS),
        ("content/cases/collection.toml", CASES),
        ("content/cases/first.md", FIRST),
        ("content/cases/second.md", SECOND),
        ("content/bodies/collection.toml", BODIES),
        ("content/bodies/old.md", "---\ntitle: Old body\nended: 2022-07\nsuccessor: new\n---\nText.\n"),
        ("content/bodies/new.md", "---\ntitle: New body\n---\nText.\n"),
        ("content/ideas/collection.toml", "singular = \"Idea\"\nplural = \"Ideas\"\n"),
        ("content/ideas/one.md", "---\ntitle: Idea one\n---\nText.\n"),
        ("content/ideas/two.md", "---\ntitle: Idea two\n---\nText.\n"),
        ("content/ideas/three.md", "---\ntitle: Idea three\n---\nText.\n"),
        (
            "content/sources/collection.toml",
            "plural = \"Sources\"\ncitation = [\"by\", \"title\"]\n[fields.by]\ntype = \"text\"\n",
        ),
        ("content/sources/blog.md", "---\ntitle: A blog\nby: A Writer\n---\nText.\n"),
        ("content/terms/collection.toml", TERMS),
        (
            "content/terms/pcn.md",
            "---\ntitle: primary care network\nshort: PCN\nsummary: GP practices that work together.\n---\n",
        ),
        (
            "content/terms/gp.md",
            "---\ntitle: general practitioner\nshort: GP\nknown: true\nsummary: A family doctor.\n---\n",
        ),
        ("content/pathways/collection.toml", PATHWAYS),
        (
            "content/pathways/start.md",
            "---\ntitle: Start here\nsteps:\n  - {entry: cases/second, why: Because, minutes: 5}\n  - {entry: cases/first, minutes: 2.5}\n---\nIn short.\n",
        ),
    ]);
    let ran = site.build();
    assert_eq!(ran.exit, 0, "{}", ran.said);
    assert_sound_at(&site, "/");
    site
}

/// The words of the main part of a page, each block on a line.
fn words(site: &Site, path: &str) -> String {
    let html = std::fs::read_to_string(site.output().join(path)).unwrap();
    let main = html.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    let mut text = String::new();
    for part in main.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        if ["td", "th", "p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "tr"].contains(&name) {
            text.push('\n');
        }
        text.push_str(words);
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn assert_words(site: &Site, path: &str, expected: &str) {
    let found = words(site, path);
    assert_eq!(found, expected.trim(), "{path}");
}

#[test]
fn a_table_shows_what_belongs_to_each_row_and_the_gaps() {
    assert_words(
        &site(),
        "what-shows-what/index.html",
        "
What shows what
1 of 3 ideas have no cases yet.
Idea
Cases
Idea one
First case
Second case
Idea three
Nobody yet
Idea two
Second case",
    );
}

#[test]
fn a_crossed_table_counts_and_lists_what_is_in_each_cell() {
    assert_words(
        &site(),
        "gaps/index.html",
        "
Gaps
5 of 6 pairs of idea and kinds have no cases yet. The last column is not counted.
What the shades mean
0 none
1 one
2 two
3 three or more
Idea
Kind A
Kind B
No kind
Idea one
1 1 cases: Idea one, Kind A
0
1 1 cases: Idea one, No kind
Idea three
0
0
0
Idea two
0
0
1 1 cases: Idea two, No kind
The gaps in words
No cases at all yet: Idea three.
Cases in one kinds only: Idea two.
Cases in each cell
Idea one
Kind A
First case
No kind
Second case
Idea two
No kind
Second case",
    );
}

#[test]
fn a_glossary_takes_the_place_of_the_list_of_terms() {
    assert_words(
        &site(),
        "terms/index.html",
        "
Glossary
A
B
C
D
E
F
G
H
I
J
K
L
M
N
O
P
Q
R
S
T
U
V
W
X
Y
Z
G
general practitioner (GP)
A family doctor.
GP
See general practitioner.
P
PCN
See primary care network.
primary care network (PCN)
GP practices that work together.",
    );
}

#[test]
fn a_pack_holds_every_step_with_anchors_of_its_own() {
    let site = site();
    assert_words(
        &site,
        "pathways/start/pack/index.html",
        "
Reading pack
Start here
In short.
About 7.5 minutes to read in all. This page holds every step, so that you can print it. Back to the steps
In this pack
Second case
First case
1. Second case
Cases
5 minutes
Because
S.
What happened
Up
2. First case
Cases
2.5 minutes
What the first did.
What happened
The PCNs (PCN: primary care network) and the NHS met. A PCN is not a GP. See the PCN.",
    );
    let html = std::fs::read_to_string(site.output().join("pathways/start/pack/index.html")).unwrap();
    assert!(html.contains("<h3 id=\"s1-what-happened\">"), "{html}");
    assert!(html.contains("<a href=\"#s1-what-happened\">Up</a>"), "{html}");
}

#[test]
fn a_case_tells_its_figures_its_sources_and_what_became_of_those_it_names() {
    assert_words(
        &site(),
        "cases/first/index.html",
        "
Cases
First case
This page was due for review by February 2026. Check its facts before you rely on them.
What the first did.
What changed
about 60% fewer
Visits
What we know about each figure
Visits
Figure
about 60% fewer
Cases facts
Cases facts
Kind
Kind A
Lead
Old body (until July 2022, now New body)
Shows
Idea one
What happened
The PCNs (PCN: primary care network) and the NHS met. A PCN is not a GP. See the PCN.
Source
A Writer. A blog. Where in it: page 2.
Pathways: steps
Start here
In short.
Related
Second case
In common: shows (Idea one).
Next review due: February 2026
Cite as: First case. Casebook. https://example.org/cases/first/",
    );
}

#[test]
fn an_entry_with_steps_lists_them_with_their_time() {
    assert_words(
        &site(),
        "pathways/start/index.html",
        "
Pathways
Start here
In short.
2 steps, about 7.5 minutes in all
Reading pack: every step on one page, to print
1
Second case
Because
Cases
5 minutes
2
First case
Cases
2.5 minutes
In short.",
    );
}

#[test]
fn a_body_that_ended_says_so_first() {
    assert_words(
        &site(),
        "bodies/old/index.html",
        "
Bodies Ended July 2022
Old body
This ended in July 2022. Its work passed to New body.
Text.
Then and now
Then, until July 2022
Old body
Now
New body
Text.
Bodies facts
Bodies facts
Ended
July 2022
Successor
New body
Text.
Cases: lead
First case
What the first did.",
    );
}

fn file(site: &Site, path: &str) -> String {
    std::fs::read_to_string(site.output().join(path)).unwrap()
}

#[test]
fn entries_are_there_as_data() {
    let site = site();
    assert_eq!(
        file(&site, "data/cases-figures.csv"),
        "id,title,url,words,measure,change,unit,direction,approximate\r\n\
         first,First case,https://example.org/cases/first/,about 60% fewer,Visits,60,percent,fewer,true\r\n"
    );
    let cases: serde_json::Value = serde_json::from_str(&file(&site, "data/cases.json")).unwrap();
    assert_eq!(
        cases["entries"][0],
        serde_json::json!({
            "id": "first",
            "url": "https://example.org/cases/first/",
            "title": "First case",
            "summary": "What the first did.",
            "kind": "a",
            "lead": "bodies/old",
            "shows": ["ideas/one"],
            "due": "2026-02",
            "outcomes": [{
                "measure": "Visits",
                "change": 60,
                "unit": "percent",
                "direction": "fewer",
                "approximate": true,
                "words": "about 60% fewer",
            }],
            "sources": [{ "id": "sources/blog", "locator": "Page 2" }],
        })
    );
}

/// A row is rendered once for all lists: one that fails must fail on each of them.
#[test]
fn a_row_that_fails_is_missed_on_no_page() {
    let site = Site::of(&[
        ("casebook.toml", "title = \"Casebook\"\n"),
        ("content/cases/a.md", "---\ntitle: A\n---\nText.\n"),
        ("content/cases/b.md", "---\ntitle: B\n---\nText.\n"),
        (
            "themes/default/templates/row.html",
            "<li>{% if card.title == \"B\" %}{{ card.nothing.more }}{% endif %}</li>\n",
        ),
    ]);
    let ran = site.run(&["check"]);
    assert_eq!(ran.exit, 1, "{}", ran.said);
    for page in ["The page / cannot be made", "The page /cases/ cannot be made"] {
        assert!(ran.said.contains(page), "{}", ran.said);
    }
}
