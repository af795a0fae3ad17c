//! Keys at the top of files, as strangers write them.

use super::*;

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
fn more_keys_than_anybody_writes() {
    let keys = |n: usize| (0..n).map(|n| format!("key{n}: value\n")).collect::<String>();
    let site = Site::of(&[
        ("many.md", &format!("---\n{}---\nText.\n", keys(3_000))),
        ("more.md", &format!("---\n{}---\nText.\n", keys(200_000))),
        ("faulty.md", &format!("---\n{}bad: a: b\n---\nText.\n", keys(200_000))),
        ("aliases.md", &format!("---\n{}---\nText.\n", "a: *b\n".repeat(100_000))),
        ("list.md", &format!("---\ntags: [{}]\n---\nText.\n", "tag, ".repeat(9_000))),
    ]);
    let start = Instant::now();
    builds(
        &site,
        "Published to site/output (_ changed, _ removed): _ pages, 2 entries, 3 entries left out because of errors, 3 errors, 0 warnings.",
    );
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}
