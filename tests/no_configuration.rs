//! Folders of strangers, without a `casebook.toml`: each is built, or what is wrong is said and
//! the rest is built; nothing is left out in silence.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::time::{Duration, Instant};
use support::{Ran, Site, assert_sound, h1};

/// Builds the site, and asserts what the closing line says and that what was published is sound.
#[track_caller]
fn builds(site: &Site, closing: &str) -> Ran {
    let ran = site.build();
    assert_eq!(ran.closing_without_pages(), closing, "{}", ran.said);
    let errors = !closing.contains(", 0 errors,");
    assert_eq!(ran.exit, i32::from(errors), "{}", ran.said);
    assert_sound(site);
    assert_listed(site);
    ran
}

/// Asserts that each page can be reached from another.
#[track_caller]
fn assert_listed(site: &Site) {
    let lost = support::html::unlisted(&site.output());
    assert!(lost.is_empty(), "no page leads to {lost:?}");
}

#[track_caller]
fn assert_titles(site: &Site, titles: &[(&str, &str)]) {
    let actual: Vec<(&str, String)> =
        titles.iter().map(|(page, _)| (*page, h1(&site.published(&format!("{page}index.html"))))).collect();
    let expected: Vec<(&str, String)> =
        titles.iter().map(|(page, title)| (*page, (*title).to_owned())).collect();
    assert_eq!(actual, expected);
}

#[test]
fn front_matter_as_editors_and_other_tools_leave_it() {
    let site = Site::of(&[
        ("notes/bom.md", "\u{feff}---\ntitle: With a mark\n---\nText.\n"),
        ("notes/crlf.md", "---\r\ntitle: With carriage returns\r\n---\r\nText.\r\n"),
        ("notes/both.md", "\u{feff}---\r\ntitle: With both\r\n---\r\n\r\nText.\r\n"),
        ("notes/blanks.md", "---  \ntitle: Blanks behind the fence\n--- \t\nText.\n"),
        ("notes/above.md", "\n\n---\ntitle: Blank lines above\n---\nText.\n"),
        ("notes/dots.md", "---\ntitle: Closed with dots\n...\nText.\n"),
        ("notes/only.md", "---\ntitle: Front matter only\n---"),
        ("notes/no-newline.md", "---\ntitle: No newline\n---\nText"),
        ("notes/toml.md", "+++\ntitle = \"In TOML\"\ntags = [\"one\"]\n+++\nText.\n"),
        ("notes/rule.md", "---\n\nA ruled line: above some prose.\n\n---\n\nMore.\n"),
    ]);
    let ran = builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 10 entries, 0 errors, 0 warnings.",
    );
    assert_titles(
        &site,
        &[
            ("notes/bom/", "With a mark"),
            ("notes/crlf/", "With carriage returns"),
            ("notes/both/", "With both"),
            ("notes/blanks/", "Blanks behind the fence"),
            ("notes/above/", "Blank lines above"),
            ("notes/dots/", "Closed with dots"),
            ("notes/only/", "Front matter only"),
            ("notes/no-newline/", "No newline"),
            ("notes/toml/", "In TOML"),
            ("notes/rule/", "Rule"),
        ],
    );
    assert!(ran.said.contains("note[CB105]"), "{}", ran.said);
}

#[test]
fn front_matter_that_cannot_be_read() {
    let site = Site::of(&[
        ("notes/good.md", "# Good\n\nSee [[broken]].\n"),
        ("notes/unclosed.md", "---\ntitle: Never closed\n\nText.\n"),
        ("notes/broken.md", "---\ntitle: One: two\ndate: 2019\n---\nText.\n"),
        ("notes/list.md", "---\n- one\n- two\n---\nText.\n"),
        ("notes/scalar.md", "---\nword\n---\nText.\n"),
    ]);
    let ran = builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 1 entry, 4 entries left out because of errors, 4 errors, 1 warning.",
    );
    assert!(ran.said.contains("[CB407]"), "{}", ran.said);
    assert!(!site.has_published("notes/broken/index.html"));
}

#[test]
fn empty_files_and_files_with_keys_only() {
    let site = Site::of(&[
        ("notes/empty.md", ""),
        ("notes/blank.md", " \n\n\t\n"),
        ("notes/keys.md", "---\ntags: one\n---\n"),
        ("notes/no-keys.md", "---\n---\n"),
        ("empty.md", ""),
    ]);
    builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 5 entries, 0 errors, 3 warnings.",
    );
    assert_titles(&site, &[("notes/empty/", "Empty"), ("notes/no-keys/", "No keys"), ("empty/", "Empty")]);
}

#[test]
fn tags_in_every_form_have_their_pages() {
    let site = Site::of(&[
        ("content/posts/a.md", "---\ntags: frailty, Falls\nmood: calm\nsize: 3\n---\n# A\n"),
        ("content/posts/b.md", "---\ntags: [Frailty, C++, C#]\nmood: calm\n---\n# B\n"),
        ("content/posts/c.md", "---\ntags:\n  - falls\n  - 2020\n  - true\nmood: calm\n---\n# C\n"),
        ("content/posts/d.md", "---\ntags:\nmood: wild\n---\n# D\n"),
        ("content/posts/e.md", "---\ntags: [[nested, list], {a: b}]\nmood: wild\n---\n# E\n"),
        ("content/posts/f.md", "---\ntags: \"\"\nmood: wild\ncategories: [One]\nauthors: Jo\n---\n# F\n"),
    ]);
    builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 6 entries, 0 errors, 0 warnings.",
    );
    for page in [
        "tags/frailty/",
        "tags/falls/",
        "tags/2020/",
        "tags/c/",
        "tags/c-2/",
        "mood/calm/",
        "mood/wild/",
        "categories/one/",
        "authors/jo/",
    ] {
        assert!(site.has_published(&format!("{page}index.html")), "there is no {page}");
    }
    assert!(!site.has_published("size/index.html"));
    let frailty = site.published("tags/frailty/index.html");
    assert!(frailty.contains("../../posts/a/") && frailty.contains("../../posts/b/"), "{frailty}");
}

#[test]
fn dates_of_every_kind() {
    let site = Site::of(&[
        ("posts/a.md", "---\ndate: 2014-06-30 10:00:10 -0400\n---\n# A\n"),
        ("posts/b.md", "---\ndate: 2014-06-30 1:05\n---\n# B\n"),
        ("posts/c.md", "---\ndate: \"2014-06-30T10:00:10+02:00\"\n---\n# C\n"),
        ("posts/d.md", "---\ndate: 2014\n---\n# D\n"),
        ("posts/e.md", "---\ndate: 30 June 2014\n---\n# E\n"),
        ("posts/f.md", "---\ndate: [2014, 2015]\n---\n# F\n"),
        ("posts/g.md", "---\ndate: 2099-01-01\n---\n# G\n"),
        ("posts/h.md", "---\ndate:\n---\n# H\n"),
        ("posts/i.md", "+++\ndate = 2014-06-30T10:00:10Z\n+++\n# I\n"),
    ]);
    let ran = builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 8 entries, 1 entry left out until its date, 0 errors, 2 warnings.",
    );
    assert!(ran.said.contains("posts/e.md:2:7") && ran.said.contains("posts/f.md:2:7"), "{}", ran.said);
    assert!(site.published("posts/a/index.html").contains("30 June 2014"));
    assert!(site.published("posts/i/index.html").contains("30 June 2014"));
}

#[test]
fn keys_given_twice_are_said_and_the_first_counts() {
    let site = Site::of(&[("a.md", "---\ntitle: One\ntags: [x]\ntitle: Two\n---\nText.\n")]);
    let ran = builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 1 entry, 0 errors, 1 warning.",
    );
    assert!(ran.said.contains("[CB103]: \"title\" is given twice."), "{}", ran.said);
    assert_titles(&site, &[("a/", "One")]);
}

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
fn deep_nesting() {
    let site = Site::of(&[
        ("quotes.md", &format!("# Quotes\n\n{} deep\n", ">".repeat(5_000))),
        (
            "lists.md",
            &format!(
                "# Lists\n\n{}",
                (0..300).map(|n| format!("{}- x\n", "  ".repeat(n))).collect::<String>()
            ),
        ),
        ("emphasis.md", &format!("# Emphasis\n\n{}x{}\n", "*a ".repeat(5_000), "*".repeat(5_000))),
        ("brackets.md", &format!("# Brackets\n\n{}\n", "[".repeat(20_000))),
        ("details.md", &format!("# Details\n\n{}", "<details>\n\n".repeat(2_000))),
        (
            "yaml.md",
            &format!("---\ntitle: Yaml\ndeep: {}{}\n---\nText.\n", "[".repeat(5_000), "]".repeat(5_000)),
        ),
        ("yaml2.md", &format!("---\ntitle: Yaml two\ndeep: {}x\n---\nText.\n", "{a: ".repeat(50_000))),
        (
            "yaml3.md",
            &format!(
                "---\ntitle: Yaml three\n{}\n---\nText.\n",
                (0..2_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>()
            ),
        ),
        (
            "toml.md",
            &format!(
                "+++\ntitle = \"Toml\"\ndeep = {}{}\n+++\nText.\n",
                "[".repeat(5_000),
                "]".repeat(5_000)
            ),
        ),
    ]);
    let ran = site.build();
    assert_eq!(ran.exit, 1, "{}", ran.said);
    assert_sound(&site);
    let closing = ran.closing_without_pages();
    assert_eq!(
        closing,
        "Published to site/output (_ changed, _ removed): _ pages, 5 entries, 4 entries left out because of errors, 4 errors, 0 warnings.",
        "{}",
        ran.said
    );
}

#[test]
fn anchors_that_multiply() {
    let bomb: String =
        (1..30).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(", "))).collect();
    let site = Site::of(&[
        ("bomb.md", &format!("---\ntitle: Bomb\na0: &a0 [x, x]\n{bomb}---\nText.\n")),
        ("self.md", "---\ntitle: Self\na: &a [*a]\n---\nText.\n"),
        ("fine.md", "---\ntitle: Fine\na: &a one\nb: *a\n<<: {c: d}\n---\nText.\n"),
    ]);
    let start = Instant::now();
    let ran = site.build();
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert_eq!(ran.exit, 1, "{}", ran.said);
    assert_sound(&site);
    assert_titles(&site, &[("fine/", "Fine")]);
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

/// How many published pages hold `text`.
fn pages_with(site: &Site, text: &str) -> usize {
    let files = walkdir::WalkDir::new(site.output()).into_iter().map(Result::unwrap);
    files
        .filter(|file| file.path().extension().is_some_and(|extension| extension == "html"))
        .filter(|file| fs::read_to_string(file.path()).unwrap().contains(text))
        .count()
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

#[cfg(unix)]
#[test]
fn links_loops_and_what_may_not_be_read() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site =
        Site::of(&[("notes/a.md", "# A\n"), ("notes/secret.md", "# Secret\n"), ("closed/b.md", "# B\n")]);
    symlink("..", site.root().join("notes/loop")).unwrap();
    symlink("a.md", site.root().join("notes/alias.md")).unwrap();
    symlink("/etc/hostname", site.root().join("notes/outside.md")).unwrap();
    symlink("nowhere", site.root().join("notes/nowhere.md")).unwrap();
    let close = |path: &str, mode: u32| {
        fs::set_permissions(site.root().join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    close("notes/secret.md", 0);
    close("closed", 0);
    let readable = fs::read(site.root().join("notes/secret.md")).is_ok();
    let ran = site.build();
    close("closed", 0o755);
    assert_sound(&site);
    assert_titles(&site, &[("notes/a/", "A")]);
    assert_eq!(ran.said.matches("[CB006]").count(), 1, "{}", ran.said);
    for path in ["notes/alias.md", "notes/loop", "notes/nowhere.md", "notes/outside.md"] {
        assert!(ran.said.contains(path), "{}", ran.said);
    }
    // The owner of everything may read everything.
    if !readable {
        assert_eq!(ran.exit, 1, "{}", ran.said);
        assert!(ran.said.contains("[CB001]"), "{}", ran.said);
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_said_and_does_not_block() {
    let site = Site::of(&[("a.md", "# A\n")]);
    let pipe = site.root().join("pipe.md");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    fs::create_dir_all(site.root().join("folder.md")).unwrap();
    site.write("folder.md/b.md", "# B\n");
    let ran = site.build();
    assert_sound(&site);
    assert!(ran.said.contains("pipe.md"), "{}", ran.said);
    assert!(pages_with(&site, ">B</h1>") == 1, "{}", ran.said);
}

#[test]
fn a_folder_without_markdown() {
    let site = Site::of(&[("data.csv", "a,b\n"), ("notes.txt", "text\n")]);
    let ran = builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 0 entries, 0 errors, 1 warning.",
    );
    assert!(ran.said.contains("There is no Markdown in this folder"), "{}", ran.said);
}

#[test]
fn an_empty_folder() {
    let site = Site::new();
    let ran = builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 0 entries, 0 errors, 1 warning.",
    );
    assert!(ran.said.contains("There is no Markdown in this folder"), "{}", ran.said);
}

#[test]
fn markdown_at_the_root_only() {
    let site = Site::of(&[
        ("one.md", "# One\n\n[two](two.md)\n"),
        ("two.md", "# Two\n"),
        (".hidden.md", "# Hidden\n"),
        (".git/a.md", "# Hidden\n"),
        ("themes/default/readme.md", "# A theme\n"),
        ("node_modules/x/README.md", "# Somebody else's\n"),
    ]);
    builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 3 entries, 0 errors, 0 warnings.",
    );
    assert_titles(&site, &[("one/", "One"), ("two/", "Two")]);
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
fn an_output_of_an_earlier_build_is_not_content() {
    let site = Site::of(&[("a.md", "# A\n")]);
    site.build();
    site.write("output/note.md", "# Not content\n");
    let ran = site.build();
    assert!(!ran.said.contains("note.md") || ran.exit == 2, "{}", ran.said);
    assert!(!site.has_published("output/note/index.html"));
}
