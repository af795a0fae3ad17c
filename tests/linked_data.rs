//! What pages say of themselves in the words of schema.org, and to programs that show previews of
//! links: read as those programs read it.
#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use support::Site;

const SETTINGS: &str = r#"title = "Casebook"
description = "What worked."
base_url = "https://example.org/sub/"
[owner]
name = "the team"
[licence]
name = "CC BY 4.0"
url = "https://creativecommons.org/licenses/by/4.0/"
[[views]]
kind = "glossary"
of = "terms"
[[views]]
kind = "pack"
of = "pathways"
title = "Pack"
"#;

const CASES: &str = r#"singular = "Case"
plural = "Cases"
schema_org = "Article"
facets = ["kind"]
[fields.kind]
role = "about"
type = "one of"
of = "kinds"
[fields.lead]
role = "author"
type = "one of"
of = "bodies"
[fields.area]
role = "area"
type = "text"
[fields.for]
role = "audience"
type = "text"
many = true
[fields.began]
role = "started"
type = "date"
[fields.reviewed]
role = "reviewed"
type = "date"
[fields.updated]
role = "updated"
type = "date"
[fields.due]
role = "review due"
type = "date"
[fields.sources]
role = "sources"
type = "one of"
of = "sources"
many = true
"#;

const CASE: &str = r#"---
title: "A </script><!-- \"first\" case"
summary: What <b>they</b> did.
date: 2024-05-06
kind: a
lead: new
area: The north
for: [Leaders, Nurses]
began: 2019-10
reviewed: 2025-01-02
updated: 2025-02
due: 2030
sources: [book]
---
Text.
"#;

const BODIES: &str = r#"plural = "Bodies"
schema_org = "Organization"
[fields.began]
role = "started"
type = "date"
[fields.ended]
role = "ended"
type = "date"
[fields.successor]
role = "successor"
type = "one of"
of = "bodies"
"#;

const TERMS: &str = "plural = \"Terms\"\nschema_org = \"DefinedTerm\"\n[fields.short]\ntype = \"text\"\nrole = \"short form\"\n";

const PATHWAYS: &str = "plural = \"Pathways\"\n[fields.steps]\ntype = \"record\"\nmany = true\nrole = \"steps\"\n[fields.steps.fields.entry]\ntype = \"one of\"\nof = [\"cases\"]\n";

const KINDS: &str = "singular = \"Kind\"\nplural = \"Kinds\"\n[[terms]]\nid = \"a\"\nlabel = \"Kind A\"\ndefinition = \"The first kind.\"\nsynonyms = [\"Sort A\"]\n";

fn site() -> Site {
    let site = Site::of(&[
        ("casebook.toml", SETTINGS),
        ("content/vocabularies/kinds.toml", KINDS),
        ("content/cases/collection.toml", CASES),
        ("content/cases/first.md", CASE),
        ("content/bodies/collection.toml", BODIES),
        ("content/bodies/old.md", "---\ntitle: Old\nbegan: 2010\nended: 2022-07\nsuccessor: new\n---\n"),
        ("content/bodies/new.md", "---\ntitle: New\nbegan: 2022-07\n---\nText.\n"),
        ("content/terms/collection.toml", TERMS),
        ("content/terms/one.md", "---\ntitle: one thing\nshort: OT\nsummary: A thing.\n---\n"),
        ("content/sources/collection.toml", "plural = \"Sources\"\n"),
        ("content/sources/book.md", "---\ntitle: The book\n---\nText.\n"),
        ("content/pathways/collection.toml", PATHWAYS),
        ("content/pathways/way.md", "---\ntitle: Way\nsteps: [{entry: cases/first}]\n---\n"),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.exit, 0, "{}", ran.said);
    site
}

/// The nodes of the page at `path`, by their types.
fn nodes(site: &Site, path: &str) -> Vec<Value> {
    let page = site.published(path);
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">").unwrap();
    let (data, _) = rest.split_once("</script>").unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().unwrap().clone()
}

fn node(site: &Site, path: &str, kind: &str) -> Value {
    nodes(site, path).into_iter().find(|node| node["@type"] == kind).unwrap()
}

#[test]
fn a_work_tells_what_its_fields_say() {
    let site = site();
    let at = "https://example.org/sub/cases/first/";
    assert_eq!(
        nodes(&site, "cases/first/index.html"),
        [
            json!({
                "@type": "WebPage", "@id": at, "url": at,
                "name": "A </script><!-- \"first\" case",
                "description": "What <b>they</b> did.",
                "inLanguage": "en-GB",
                "license": "https://creativecommons.org/licenses/by/4.0/",
                "isPartOf": {"@id": "https://example.org/sub/#_site"},
                "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": [
                    {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://example.org/sub/"},
                    {"@type": "ListItem", "position": 2, "name": "Cases", "item": "https://example.org/sub/cases/"},
                    {"@type": "ListItem", "position": 3, "name": "A </script><!-- \"first\" case", "item": at},
                ]},
                "lastReviewed": "2025-01-02",
                "mainEntity": {"@id": format!("{at}#_thing")},
            }),
            json!({
                "@type": "Article", "@id": format!("{at}#_thing"), "url": at,
                "name": "A </script><!-- \"first\" case",
                "description": "What <b>they</b> did.",
                "headline": "A </script><!-- \"first\" case",
                "additionalType": "Case",
                "inLanguage": "en-GB",
                "publisher": {"@type": "Organization", "name": "the team"},
                "license": "https://creativecommons.org/licenses/by/4.0/",
                "identifier": "first",
                "datePublished": "2024-05-06",
                "dateModified": "2025-02",
                "expires": "2030",
                "author": [{"@type": "Organization", "name": "New", "url": "https://example.org/sub/bodies/new/"}],
                "about": [{"@type": "DefinedTerm", "name": "Kind A", "url": "https://example.org/sub/kinds/a/"}],
                "audience": [{"@type": "Audience", "name": "Leaders"}, {"@type": "Audience", "name": "Nurses"}],
                "spatialCoverage": [{"@type": "AdministrativeArea", "name": "The north"}],
                "temporalCoverage": "2019-10/..",
                "citation": [{"@type": "CreativeWork", "name": "The book", "url": "https://example.org/sub/sources/book/"}],
            }),
        ]
    );
}

#[test]
fn every_kind_of_page_tells_what_it_is() {
    let site = site();
    let old = node(&site, "bodies/old/index.html", "Organization");
    assert_eq!((&old["foundingDate"], &old["dissolutionDate"]), (&json!("2010"), &json!("2022-07")));
    let old = node(&site, "bodies/old/index.html", "WebPage");
    assert_eq!(old["relatedLink"], json!(["https://example.org/sub/bodies/new/"]));

    let home = node(&site, "index.html", "WebSite");
    assert_eq!(home["@id"], "https://example.org/sub/#_site");
    assert_eq!(home["potentialAction"]["target"]["urlTemplate"], "https://example.org/sub/search/?q={words}");

    let list = node(&site, "bodies/index.html", "CollectionPage");
    assert_eq!(
        list["mainEntity"],
        json!({"@type": "ItemList", "numberOfItems": 2, "itemListElement": [
            {"@type": "ListItem", "position": 1, "url": "https://example.org/sub/bodies/new/"},
            {"@type": "ListItem", "position": 2, "url": "https://example.org/sub/bodies/old/"},
        ]})
    );

    let kind = node(&site, "kinds/a/index.html", "DefinedTerm");
    assert_eq!((&kind["name"], &kind["description"]), (&json!("Kind A"), &json!("The first kind.")));
    assert_eq!(kind["alternateName"], json!(["Sort A"]));
    assert_eq!(kind["inDefinedTermSet"]["@id"], "https://example.org/sub/kinds/#_thing");
    assert_eq!(node(&site, "kinds/index.html", "DefinedTermSet")["@id"], kind["inDefinedTermSet"]["@id"]);

    let term = node(&site, "terms/one/index.html", "DefinedTerm");
    assert_eq!(term["alternateName"], "OT");
    let glossary = node(&site, "terms/index.html", "DefinedTermSet");
    assert_eq!(glossary["@id"], term["inDefinedTermSet"]["@id"]);
    assert_eq!(glossary["hasDefinedTerm"][0]["name"], "one thing");

    let pack = node(&site, "pathways/way/pack/index.html", "CollectionPage");
    assert_eq!(pack["mainEntity"]["itemListElement"][0]["url"], "https://example.org/sub/cases/first/");
}

#[test]
fn previews_of_links_show_title_and_summary() {
    let page = site().published("cases/first/index.html");
    for line in [
        r#"<meta property="og:title" content="A &lt;/script&gt;&lt;!-- &quot;first&quot; case">"#,
        r#"<meta property="og:description" content="What &lt;b&gt;they&lt;/b&gt; did.">"#,
        r#"<meta property="og:type" content="article">"#,
        r#"<meta property="og:site_name" content="Casebook">"#,
        r#"<meta property="og:locale" content="en_GB">"#,
        r#"<meta property="og:url" content="https://example.org/sub/cases/first/">"#,
    ] {
        assert!(page.contains(line), "{line} is not in {page}");
    }
}

#[test]
fn a_site_that_does_not_know_its_address_tells_of_none() {
    let site = Site::of(&[("content/a.md", "# A\n\nText.\n")]);
    assert_eq!(site.run(&["build"]).exit, 0);
    let page = site.published("a/index.html");
    for part in ["ld+json", "og:url", "canonical"] {
        assert!(!page.contains(part), "{part} is in {page}");
    }
    assert!(page.contains(r#"<meta property="og:type" content="website">"#), "{page}");
}
