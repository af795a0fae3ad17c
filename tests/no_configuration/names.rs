//! Names of files and folders, as strangers give them.

use super::*;

#[test]
fn names_of_every_kind() {
    let names = [
        "a b.md",
        "what?.md",
        "a#b.md",
        "100%.md",
        "100%25.md",
        "it’s.md",
        "🎉.md",
        "北京.md",
        "Ωmega.md",
        "a&b.md",
        "a\"b.md",
        "a'b.md",
        "<b>.md",
        "a:b.md",
        "a\\b.md",
        "…\u{200b}.md",
        "e\u{301}.md",
        "[x].md",
        "{{ x }}.md",
        "-.md",
        "a;b=c.md",
        "CON.md",
        "aux.markdown",
        "UPPER.MD",
        "two.dots.md",
        "tab\there.md",
        "line\nbreak.md",
    ];
    let site = Site::new();
    for (n, name) in names.iter().enumerate() {
        site.write(&format!("notes/{name}"), format!("Text {n}.\n"));
    }
    let mut links = String::from("# Links\n\n");
    for name in ["a b.md", "what?.md", "a#b.md", "100%.md", "it’s.md", "🎉.md", "北京.md"] {
        let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        links += &format!("- [one]({encoded})\n");
    }
    site.write("notes/links.md", links + "- [two](<a b.md>)\n- [three](it’s.md)\n- [four](北京.md)\n");
    builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 28 entries, 0 errors, 7 warnings.",
    );
}

#[test]
fn files_and_images_with_names_of_every_kind() {
    let site = Site::of(&[
        (
            "notes/a.md",
            "# A\n\n![One](<a b.png>) ![Two](what%3F.png) ![Three](100%25.png) [four](it’s.pdf) ![Five](北京.png)\n",
        ),
        ("notes/a b.png", "x"),
        ("notes/what?.png", "x"),
        ("notes/100%.png", "x"),
        ("notes/it’s.pdf", "x"),
        ("notes/北京.png", "x"),
        ("notes/unused.png", "x"),
    ]);
    builds(&site, "Published to site/output (_ changed, _ removed): _ pages, 1 entry, 0 errors, 0 warnings.");
    assert!(site.has_published("notes/what?.png") && !site.has_published("notes/unused.png"));
}

#[test]
fn names_that_differ_only_in_case() {
    let site = Site::of(&[
        ("notes/one.md", "# Small\n"),
        ("notes/One.md", "# Large\n"),
        ("Notes/two.md", "# Other folder\n"),
        ("tags.md", "---\ntags: [A, a, B]\n---\n# Tags\n"),
        ("more.md", "---\ntags: [a]\n---\n# More\n"),
    ]);
    let ran = site.build();
    assert_eq!(ran.exit, 0, "{}", ran.said);
    assert_sound(&site);
    assert_listed(&site);
    assert_titles(
        &site,
        &[("notes/one/", "Large"), ("notes/one-2/", "Small"), ("notes/two/", "Other folder")],
    );
}

#[test]
fn slugs_that_repeat() {
    let site = Site::of(&[
        ("posts/one.md", "# File\n"),
        ("posts/one/index.md", "# Folder\n"),
        ("posts/_index.md", "# Posts of Hugo\n"),
        ("posts/two/_index.md", "# Two of Hugo\n"),
        ("posts/two/part.md", "# Part\n"),
        ("docs/README.md", "# Read me\n"),
        ("docs/index.md", "# Index\n"),
        ("guide/README.md", "# The guide\n"),
        ("guide/a.md", "# A\n"),
        ("README.md", "# The folder\n\n[one](posts/one.md), [docs](docs/), [guide](guide/README.md)\n"),
        ("slugs/a.md", "---\nslug: same\n---\n# A\n"),
        ("slugs/b.md", "---\nslug: same\n---\n# B\n"),
    ]);
    let ran = site.build();
    assert_eq!(ran.exit, 0, "{}", ran.said);
    assert_sound(&site);
    assert_listed(&site);
    assert_titles(
        &site,
        &[
            ("", "The folder"),
            ("posts/one/", "File"),
            ("posts/one-2/", "Folder"),
            ("posts/two/", "Two of Hugo"),
            ("posts/two/part/", "Part"),
            ("docs/readme/", "Read me"),
        ],
    );
}

#[test]
fn names_that_pages_of_the_tool_have() {
    let site = Site::of(&[
        ("404.md", "# Four hundred and four\n"),
        ("404.html.md", "# With its ending\n"),
        ("assets/style.md", "# Style\n"),
        ("assets/index.md", "# Assets\n"),
        ("page/2.md", "# Two\n"),
        ("page/one.md", "# One\n"),
        ("notes/page/2.md", "# Page two of notes\n"),
        ("search.md", "# Search\n"),
        ("data.md", "# Data\n"),
        ("feed.xml.md", "# Feed\n"),
        ("sitemap.xml.md", "# Map\n"),
        ("robots.txt.md", "# Robots\n"),
        ("index.html.md", "# Index\n"),
        ("tags.md", "---\ntags: [one]\n---\n# Tags page\n"),
        ("tags/one.md", "# One\n"),
        ("index.md", "# Home\n"),
    ]);
    let ran = site.build();
    assert!(ran.exit == 0, "{}", ran.said);
    assert_sound(&site);
    assert_listed(&site);
    assert_titles(&site, &[("", "Home"), ("404/", "Four hundred and four"), ("assets/style/", "Style")]);
    let closing = ran.closing_without_pages();
    assert!(closing.contains("14 entries, 0 errors"), "{}", ran.said);
    let all = pages_with(&site, "<h1>Tags page</h1>") + pages_with(&site, "<h1>Search</h1>");
    assert!(all >= 2, "a page was left out:\n{}", ran.said);
}

#[test]
fn a_list_of_several_pages_and_a_folder_called_page() {
    let site = Site::new();
    for n in 0..120 {
        site.write(&format!("notes/{n}.md"), format!("---\ntags: [all]\n---\n# Note {n}\n"));
    }
    site.write("notes/page/2.md", "# In the way\n");
    let ran = site.build();
    assert_eq!(ran.exit, 0, "{}", ran.said);
    assert_sound(&site);
    assert_listed(&site);
    assert_eq!(pages_with(&site, ">In the way</h1>"), 1, "{}", ran.said);
    assert!(site.has_published("notes/page/3/index.html"));
}

#[test]
fn very_deep_folders_and_very_long_names() {
    let deep = (0..60).map(|n| format!("folder-{n}")).collect::<Vec<_>>().join("/");
    let long = "long-".repeat(49);
    let wide = "北".repeat(80);
    let site = Site::of(&[
        (&format!("{deep}/a.md"), "# Deep\n\n[up](../b.md)\n"),
        (&format!("{}/b.md", deep.rsplit_once('/').unwrap().0), "# Less deep\n"),
        (&format!("notes/{long}.md"), "# Long\n"),
        (&format!("notes/{wide}.md"), "# Wide\n"),
        (
            &format!("{}/a.md", "f".repeat(200)),
            &format!("---\ntags: [\"{}\"]\n---\n# {}\n", "t".repeat(600), "word ".repeat(500)),
        ),
    ]);
    builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 5 entries, 0 errors, 0 warnings.",
    );
}
