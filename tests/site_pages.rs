//! The pages that a site has whatever its content is: the search page, as it is without script.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Site, assert_sound, without_tags};

const SETTINGS: &str = "title = \"Casebook\"\nbase_url = \"https://example.org/\"\n";
const CASES: &str = "plural = \"Cases\"\nfacets = [\"kind\"]\n[fields.kind]\ntype = \"one of\"\noptions = [\"Course\", \"Network\"]\n";

fn case(number: usize) -> (String, String) {
    let kind = if number.is_multiple_of(2) { "Course" } else { "Network" };
    (
        format!("content/cases/c{number}.md"),
        format!("---\ntitle: Case {number}\nsummary: What {number} did.\nkind: {kind}\n---\nText.\n"),
    )
}

/// A site with `count` cases and a page, with `settings` behind its own.
fn site_of(count: usize, settings: &str) -> Site {
    let site = Site::of(&[
        ("casebook.toml", &format!("{SETTINGS}{settings}")),
        ("content/cases/collection.toml", CASES),
        ("content/about.md", "---\ntitle: About us\nsummary: Who we are.\n---\nText.\n"),
    ]);
    for (path, text) in (1..=count).map(case) {
        site.write(&path, text);
    }
    site
}

/// The words of the main part of a page, one line for each line of the HTML that has any.
fn words(page: &str) -> String {
    let main =
        page.split_once("<main").unwrap().1.split_once('>').unwrap().1.split_once("</main>").unwrap().0;
    let text = without_tags(main);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn build(site: &Site) {
    let ran = site.run(&["build", "--strict"]);
    assert_eq!(ran.exit, 0, "{}", ran.said);
    assert_sound(site);
}

#[test]
fn the_search_page_holds_the_whole_catalogue_without_script() {
    let site = site_of(3, "");
    build(&site);
    let page = site.published("search/index.html");
    assert_eq!(
        words(&page),
        "\
Search
Search for
Search
To search by typing you need JavaScript, which is off or did not load. You can still find everything: use the filters, go through the list from A to Z, or search this page with your browser&#39;s own find (Ctrl and F, or Command and F)."
            .replace("&#39;", "'")
            + "
On this page
Filters: Cases
All: Cases 3
All: Pages 1
Filters: Cases
Kind
Network 2
Course 1
Everything from A to Z
4 entries
Cases
Case 1
What 1 did.
Case 2
What 2 did.
Case 3
What 3 did.
Pages
About us
Who we are."
    );
    // What a script puts its results into is there, and says nothing yet.
    assert!(page.contains("<div id=\"_search-status\" role=\"status\"></div>"), "{page}");
    assert!(page.contains("<div id=\"_search-results\"></div>"), "{page}");
    assert!(page.contains("role=\"search\" method=\"get\" action=\"../search/\""), "{page}");
    assert!(!page.contains("placeholder"), "{page}");
    assert!(page.contains("<a href=\"../kind/course/\">Course</a>"), "{page}");
}

#[test]
fn a_large_catalogue_is_not_listed_whole() {
    let site = site_of(400, "per_page = 500\n");
    build(&site);
    let page = site.published("search/index.html");
    let text = words(&page);
    assert!(!text.contains("Case 7"), "{text}");
    let all =
        "All lists\n401 entries are too many for one page. Each list has all entries of its kind.\nCases 400";
    assert!(text.ends_with(all), "{text}");
    assert!(text.contains("open one of the lists, or search this page"), "{text}");
}

#[test]
fn every_page_leads_to_the_search_page() {
    let site = site_of(1, "");
    build(&site);
    for path in ["index.html", "cases/c1/index.html", "search/index.html"] {
        assert!(site.published(path).contains("search/\""), "{path}");
    }
}

#[test]
fn a_site_may_call_its_search_page_something_else() {
    let view = "[[views]]\nkind = \"search\"\ntitle = \"Find a case\"\naddress = \"find\"\ndescription = \"All there is.\"\n";
    let site = site_of(1, view);
    site.write("content/search.md", "---\ntitle: How we searched\n---\nText.\n");
    build(&site);
    assert!(words(&site.published("find/index.html")).starts_with("Find a case\nAll there is.\n"));
    assert!(site.published("search/index.html").contains("<h1>How we searched</h1>"));
}

#[test]
fn the_search_page_gives_way_to_a_folder_of_that_name() {
    let site = Site::of(&[("search/a.md", "# A\n"), ("other/b.md", "# B\n")]);
    build(&site);
    assert!(site.published("search/index.html").contains("1 entry"));
    assert!(words(&site.published("search-2/index.html")).starts_with("Search\n"));
}
