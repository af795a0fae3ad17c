//! Texts, as strangers write them.

use super::*;

#[test]
fn template_code_is_just_text() {
    let site = Site::of(&[(
        "a.md",
        "---\ntitle: \"{{ site.title }} {% raw %}\"\ntags: [\"{{ x }}\", \"{% y %}\"]\nsummary: '{# z #}'\n---\n\
         {{ page.title }} and {% for x in y %} and {# comment #} `{{ code }}`\n\n## {{ heading }} {#here}\n\n{{< figure >}}\n",
    )]);
    builds(&site, "Published to site/output (_ changed, _ removed): _ pages, 1 entry, 0 errors, 0 warnings.");
    let page = site.published("a/index.html");
    assert_eq!(h1(&page), "{{ site.title }} {% raw %}");
    for text in
        ["{{ page.title }} and {% for x in y %}", "{{ code }}", "{{ heading }}", "{{&lt; figure &gt;}}"]
    {
        assert!(page.contains(text), "no {text} in {page}");
    }
}

#[test]
fn html_that_never_closes_its_tags() {
    let site = Site::of(&[
        (
            "a.md",
            "# A\n\n<div><b><table><tr><td>\n\n<details>\n\n- one <sub>two\n\n<!-- never closed\n\nlost\n",
        ),
        ("b.md", "# B\n\n<script>\nlet x = '</body></html>';\n\n<textarea><title><h1>Not a heading</h1>\n"),
        ("c.md", "<h1>Heading in HTML</h1>\n\n# C\n\n# D\n"),
        ("d.md", "# </h1></main><script>\n\n[</a>](b.md \"\\\"><h1>\")\n"),
        (
            "e.md",
            "---\ntitle: </title></h1><script>alert(1)</script>\nsummary: \"\\\"><h1>\"\ntags: [\"</a>\\\"\"]\n---\nText.\n",
        ),
    ]);
    let ran = site.build();
    assert_eq!(ran.exit, 0, "{}", ran.said);
    assert_sound(&site);
    for page in ["a/", "b/", "c/", "d/", "e/"] {
        let page = site.published(&format!("{page}index.html"));
        assert_eq!(page.matches("<script>").count(), 0, "{page}");
        assert_eq!(page.matches("</html>").count(), 1, "{page}");
        assert_eq!(page.matches("</main>").count(), 1, "{page}");
    }
}

#[test]
fn thousands_of_broken_links_are_one_message_with_a_count() {
    let site = Site::new();
    for n in 0..300 {
        let links: String = (0..10).map(|m| format!("[{m}](/old/path/) [{m}](/old/{n}/{m}/)\n")).collect();
        site.write(&format!("notes/{n}.md"), format!("# Note {n}\n\n{links}"));
    }
    let start = Instant::now();
    let ran = builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 300 entries, 0 errors, 6,000 warnings.",
    );
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert!(ran.said.contains("and in 2,996 more places"), "{}", ran.said);
    assert!(ran.said.contains("2,981 more messages of CB401"), "{}", ran.said);
    assert!(ran.said.lines().count() < 400, "{} lines", ran.said.lines().count());
}

#[test]
fn a_file_of_ten_megabytes() {
    let site = Site::new();
    let paragraph =
        "Some *words* of [a paragraph](a.md) with `code` and more of the same, again and again.\n\n";
    site.write("big.md", format!("# Big\n\n{}", paragraph.repeat(10_000_000 / paragraph.len())));
    site.write("line.md", format!("# Line\n\n{} [gone](gone.md)", "word ".repeat(400_000)));
    site.write("keys.md", format!("---\ntitle: Keys\nsummary: {}\n---\nText.\n", "word ".repeat(100_000)));
    site.write("a.md", "# A\n");
    let start = Instant::now();
    builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 4 entries, 0 errors, 1 warning.",
    );
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn bytes_that_are_not_text() {
    let utf16: Vec<u8> = "\u{feff}# Sixteen\n\nText.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let site = Site::new();
    site.write("good.md", "# Good\n");
    site.write("nul.md", b"# Nul\n\nBefore\0after.\n");
    site.write("nul-key.md", b"---\ntitle: Nul\0key\n---\nText.\n");
    site.write("latin.md", b"# Caf\xe9\n\nText.\n");
    site.write("sixteen.md", utf16);
    site.write("binary.md", (0..=255u8).cycle().take(5_000).collect::<Vec<u8>>());
    let ran = site.build();
    assert_eq!(ran.exit, 1, "{}", ran.said);
    assert_sound(&site);
    assert_titles(&site, &[("good/", "Good")]);
    let closing = ran.closing_without_pages();
    assert!(closing.contains("5 entries left out because of errors"), "{}", ran.said);
}

#[test]
fn odd_titles_and_headings() {
    let site = Site::of(&[
        ("a.md", "# \n\nText.\n"),
        ("b.md", "---\ntitle:\n---\n## Only a second\n"),
        ("c.md", "---\ntitle: \"  \"\n---\nText.\n"),
        ("d.md", "---\ntitle: [one, two]\n---\nText.\n"),
        ("e.md", "---\ntitle: 2020\n---\n# 2020\n\n# Another\n"),
        ("f.md", "# ![An image](x.png)\n"),
        ("g.md", "# One\n# One\n# One\n## One\n"),
        ("h.md", "Setext\n======\n\nText\n"),
        ("i.md", "Text first.\n\n# Then a title\n"),
        ("j.md", "---\ntitle: |\n  Two\n  lines\n---\nText.\n"),
        ("k.md", "---\ntitle: true\nsummary: [a, b]\n---\nText.\n"),
    ]);
    let ran = site.build();
    assert_eq!(ran.exit, 0, "{}", ran.said);
    assert_sound(&site);
    assert_listed(&site);
    assert_titles(
        &site,
        &[
            ("a/", "A"),
            ("b/", "B"),
            ("c/", "C"),
            ("e/", "2020"),
            ("g/", "One"),
            ("h/", "Setext"),
            ("j/", "Two lines"),
        ],
    );
}

#[test]
fn links_to_the_home_page_lead_there() {
    let site = Site::new();
    site.write("content/index.md", "# Home\n\nText.\n");
    site.write("content/cases/a.md", "[home](/), [up](..) and [index](../index.md)\n");
    let ran = builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 1 entry, 0 errors, 0 warnings.",
    );
    let page = site.published("cases/a/index.html");
    assert_eq!(
        page.matches(
            "<p><a href=\"../../\">home</a>, <a href=\"../../\">up</a> and <a href=\"../../\">index</a></p>"
        )
        .count(),
        1,
        "{}\n{page}",
        ran.said
    );
}

#[test]
fn values_that_a_vocabulary_of_the_same_name_does_not_know_are_kept() {
    let site = Site::new();
    site.write("content/vocabularies/tags.toml", "[[terms]]\nid = \"one\"\nlabel = \"One\"\n");
    site.write("content/cases/a.md", "---\ntags: [one, two]\n---\nText.\n");
    builds(&site, "Published to site/output (_ changed, _ removed): _ pages, 1 entry, 0 errors, 0 warnings.");
    assert!(site.published("tags/two/index.html").contains("<h1>two</h1>"));
}
