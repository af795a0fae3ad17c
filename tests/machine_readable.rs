//! Files for programs: data, feeds, the sitemap, and what a device needs to keep the site.
#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use support::Site;

const SETTINGS: &str = r#"title = "Good & plain"
description = "What worked."
base_url = "https://example.org/sub/"
[owner]
name = "the team"
[licence]
name = "CC BY 4.0"
url = "https://creativecommons.org/licenses/by/4.0/"
"#;

const CASES: &str = r#"plural = "Cases"
facets = ["kind", "lead"]
[fields.kind]
type = "one of"
of = "kinds"
many = true
[fields.lead]
type = "one of"
of = "bodies"
[fields.as_of]
role = "as of"
type = "date"
[fields.reviewed]
role = "reviewed"
type = "date"
[fields.outcomes]
type = "record"
many = true
role = "figures"
[fields.outcomes.fields.change]
type = "number"
"#;

const KINDS: &str = "[[terms]]\nid = \"a\"\nlabel = \"Kind A\"\n[[terms]]\nid = \"b\"\nlabel = \"Kind B\"\n";

fn site() -> Site {
    let site = Site::of(&[
        ("casebook.toml", SETTINGS),
        ("content/vocabularies/kinds.toml", KINDS),
        ("content/cases/collection.toml", CASES),
        (
            "content/cases/first.md",
            "---\ntitle: \"First, <best> & \\\"only\\\"\"\nsummary: \"A <b> & c.\"\ndate: 2024-05-06\nkind: [a, b]\nlead: x\nreviewed: 2025-01-02\noutcomes: [{change: 4}, {change: 5}]\n---\nText.\n",
        ),
        ("content/cases/second.md", "---\ntitle: Second\nsummary: ''\nkind: [a]\nas_of: 2025-03\n---\n"),
        ("content/cases/third.md", "---\ntitle: Third\nkind: [b]\n---\nNo date.\n"),
        ("content/bodies/collection.toml", "plural = \"Bodies\"\n"),
        ("content/bodies/x.md", "---\ntitle: Body X\n---\nText.\n"),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.exit, 0, "{}", ran.said);
    site
}

fn json(site: &Site, path: &str) -> Value {
    serde_json::from_str(&site.published(path)).unwrap()
}

#[test]
fn the_whole_catalogue_is_there_as_data() {
    let site = site();
    let all = json(&site, "data/catalogue.json");
    assert_eq!(all["title"], "Good & plain");
    assert_eq!(all["licence"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(all["entries"].as_array().unwrap().len(), 4);
    assert_eq!(
        all["entries"][1],
        json!({
            "id": "first", "collection": "cases",
            "title": "First, <best> & \"only\"", "summary": "A <b> & c.",
            "url": "https://example.org/sub/cases/first/",
            "date": "2024-05-06", "reviewed": "2025-01-02",
            "terms": {"kinds": ["Kind A", "Kind B"], "lead": ["Body X"]},
        })
    );
    assert_eq!(
        site.published("data/catalogue.csv"),
        "id,collection,title,summary,url,date,updated,reviewed,review_due,as_of,started,ended,kinds,lead\r\n\
         x,bodies,Body X,Text.,https://example.org/sub/bodies/x/,,,,,,,,,\r\n\
         first,cases,\"First, <best> & \"\"only\"\"\",A <b> & c.,https://example.org/sub/cases/first/,2024-05-06,,2025-01-02,,,,,Kind A; Kind B,Body X\r\n\
         second,cases,Second,,https://example.org/sub/cases/second/,,,,,2025-03,,,Kind A,\r\n\
         third,cases,Third,No date.,https://example.org/sub/cases/third/,,,,,,,,Kind B,\r\n"
    );
}

#[test]
fn the_page_of_data_names_every_file_with_its_rows() {
    let site = site();
    let page = site.published("data/index.html");
    for (file, format, rows) in [
        ("catalogue.json", "JSON", 4),
        ("catalogue.csv", "CSV", 4),
        ("bodies.json", "JSON", 1),
        ("cases.json", "JSON", 3),
        ("cases-figures.csv", "CSV", 2),
    ] {
        assert!(site.has_published(&format!("data/{file}")));
        let (_, rest) = page.split_once(&format!(r#"<a href="../data/{file}">{file}</a>"#)).unwrap();
        let (row, _) = rest.split_once("</tr>").unwrap();
        assert!(row.contains(&format!("<td>{format}</td>\n<td>{rows}</td>")), "{row}");
    }
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">").unwrap();
    let data: Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    let set = data["@graph"].as_array().unwrap().iter().find(|node| node["@type"] == "Dataset").unwrap();
    assert_eq!(set["license"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(
        set["distribution"][1],
        json!({
            "@type": "DataDownload", "name": "catalogue.csv", "encodingFormat": "text/csv",
            "contentUrl": "https://example.org/sub/data/catalogue.csv",
        })
    );
}

#[test]
fn a_collection_may_be_called_as_the_whole_is() {
    let site = Site::of(&[
        ("casebook.toml", SETTINGS),
        ("content/catalogue/collection.toml", "plural = \"Catalogue\"\n"),
        ("content/catalogue/a.md", "---\ntitle: A\n---\nText.\n"),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.exit, 0, "{}", ran.said);
    assert!(site.has_published("data/catalogue-entries.json"));
}

#[test]
fn a_file_where_one_of_ours_would_be_is_told_of() {
    let site = Site::of(&[
        ("casebook.toml", SETTINGS),
        ("content/data.md", "# Data\n\nText.\n"),
        ("content/feed.xml", "<a/>"),
        ("content/a.md", "---\ndate: 2024-01-01\n---\n# A\n\n[Feed](feed.xml)\n"),
    ]);
    let said = site.run(&["build"]).said;
    assert!(said.contains("This file and the page of data files would both be at /data/."), "{said}");
    assert!(
        said.contains("Two things would be at /feed.xml: a file that casebook makes and the file feed.xml."),
        "{said}"
    );
}

#[test]
fn feeds_tell_the_newest_first() {
    let site = site();
    assert_eq!(
        site.published("kinds/a/feed.xml"),
        r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
<title>Kind A – Good &amp; plain</title>
<id>https://example.org/sub/kinds/a/feed.xml</id>
<link rel="self" type="application/atom+xml" href="https://example.org/sub/kinds/a/feed.xml"/>
<link rel="alternate" type="text/html" href="https://example.org/sub/kinds/a/"/>
<updated>2025-03-01T00:00:00Z</updated>
<author><name>the team</name>
</author>
<rights>CC BY 4.0</rights>
<entry>
<title>Second</title>
<id>https://example.org/sub/cases/second/</id>
<link rel="alternate" type="text/html" href="https://example.org/sub/cases/second/"/>
<updated>2025-03-01T00:00:00Z</updated>
</entry>
<entry>
<title>First, &lt;best&gt; &amp; &quot;only&quot;</title>
<id>https://example.org/sub/cases/first/</id>
<link rel="alternate" type="text/html" href="https://example.org/sub/cases/first/"/>
<updated>2025-01-02T00:00:00Z</updated>
<published>2024-05-06T00:00:00Z</published>
<summary>A &lt;b&gt; &amp; c.</summary>
</entry>
</feed>
"#
    );
    assert_eq!(
        json(&site, "cases/feed.json"),
        json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Cases – Good & plain",
            "description": "What worked.",
            "language": "en-GB",
            "home_page_url": "https://example.org/sub/cases/",
            "feed_url": "https://example.org/sub/cases/feed.json",
            "authors": [{"name": "the team"}],
            "items": [
                {
                    "id": "https://example.org/sub/cases/second/", "url": "https://example.org/sub/cases/second/",
                    "title": "Second", "content_text": "Second",
                    "date_published": "2025-03-01T00:00:00Z", "date_modified": "2025-03-01T00:00:00Z",
                },
                {
                    "id": "https://example.org/sub/cases/first/", "url": "https://example.org/sub/cases/first/",
                    "title": "First, <best> & \"only\"", "content_text": "A <b> & c.",
                    "date_published": "2024-05-06T00:00:00Z", "date_modified": "2025-01-02T00:00:00Z",
                },
            ],
        })
    );
    assert_eq!(json(&site, "feed.json")["title"], "Good & plain");
    assert_eq!(json(&site, "feed.json")["items"].as_array().unwrap().len(), 2);
}

#[test]
fn pages_name_the_feeds_that_are_there_and_no_others() {
    let site = site();
    let feed = |kind: &str, file: &str, title: &str| {
        format!(r#"<link rel="alternate" type="application/{kind}" href="{file}" title="{title}">"#)
    };
    for (page, file, title) in [
        ("index.html", "./feed", "Good &amp; plain"),
        ("cases/index.html", "../cases/feed", "Cases"),
        ("kinds/b/index.html", "../../kinds/b/feed", "Kind B"),
    ] {
        let html = site.published(page);
        assert!(html.contains(&feed("atom+xml", &format!("{file}.xml"), title)), "{html}");
        assert!(html.contains(&feed("feed+json", &format!("{file}.json"), title)), "{html}");
    }
    for page in ["bodies", "kinds", "cases/first"] {
        assert!(!site.published(&format!("{page}/index.html")).contains("rel=\"alternate\""), "{page}");
        assert!(!site.has_published(&format!("{page}/feed.xml")), "{page}");
    }
}

#[test]
fn a_feed_holds_fifty_entries() {
    let site = Site::of(&[("casebook.toml", SETTINGS)]);
    for n in 1..=60 {
        let day = format!("2024-{:02}-{:02}", 1 + n / 28, 1 + n % 28);
        site.write(&format!("content/notes/n{n}.md"), format!("---\ndate: {day}\n---\n# N{n}\n\nText.\n"));
    }
    assert_eq!(site.run(&["build"]).exit, 0);
    let items = json(&site, "feed.json")["items"].as_array().unwrap().clone();
    assert_eq!((items.len(), &items[0]["title"]), (50, &json!("N60")));
    assert!(site.published("notes/page/2/index.html").contains(r#"href="../../../notes/feed.xml""#));
    assert!(!site.has_published("notes/page/2/feed.xml"));
}

#[test]
fn the_sitemap_tells_when_pages_changed() {
    let site = site();
    let sitemap = site.published("sitemap.xml");
    for line in [
        "<url><loc>https://example.org/sub/cases/first/</loc><lastmod>2025-01-02</lastmod></url>",
        "<url><loc>https://example.org/sub/cases/second/</loc></url>",
        "<url><loc>https://example.org/sub/data/</loc></url>",
    ] {
        assert!(sitemap.contains(line), "{sitemap}");
    }
    assert!(!sitemap.contains("404"), "{sitemap}");
    assert_eq!(
        site.published("robots.txt"),
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/sub/sitemap.xml\n"
    );
}

#[test]
fn a_device_can_keep_the_site() {
    let site = site();
    let manifest = json(&site, "manifest.webmanifest");
    let icon = manifest["icons"][0]["src"].as_str().unwrap();
    assert!(site.has_published(icon), "{icon}");
    assert_eq!(
        (&manifest["name"], &manifest["short_name"]),
        (&json!("Good & plain"), &json!("Good & plain"))
    );
    assert_eq!((&manifest["start_url"], &manifest["display"]), (&json!("./"), &json!("minimal-ui")));
    let page = site.published("cases/first/index.html");
    assert!(page.contains(r#"<link rel="manifest" href="../../manifest.webmanifest">"#), "{page}");
}

#[test]
fn without_an_address_there_is_nothing_that_needs_one() {
    let site = Site::of(&[
        ("casebook.toml", "title = \"T\"\n"),
        ("content/a.md", "---\ndate: 2024-01-01\n---\n# A\n\nText.\n"),
    ]);
    assert_eq!(site.run(&["build"]).exit, 0);
    for path in ["sitemap.xml", "robots.txt", "feed.xml", "feed.json"] {
        assert!(!site.has_published(path), "{path}");
    }
    assert!(site.has_published("manifest.webmanifest") && site.has_published("data/catalogue.json"));
}
