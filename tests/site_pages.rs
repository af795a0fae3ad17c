//! Pages about the whole site, as they are without script: to search, to compare, and the
//! accessibility statement.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Site, assert_sound, without_tags};

const SETTINGS: &str = "title = \"Casebook\"\nbase_url = \"https://example.org/\"\n";
const CASES: &str = "singular = \"Case\"\nplural = \"Cases\"\nfacets = [\"kind\"]\n[fields.kind]\ntype = \"one of\"\noptions = [\"Course\", \"Network\"]\n";

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
    // Templates show nothing until a script fills them.
    let parts = main.split("<template").enumerate();
    let shown: String = parts
        .map(|(nth, part)| if nth == 0 { part } else { part.split_once("</template>").unwrap().1 })
        .collect();
    let text = without_tags(&shown).replace("&#39;", "'");
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
Search the catalogue
Search
To search by typing you need JavaScript, which is off or did not load. You can still find everything:
Use the filters
Go through the list from A to Z
Search this page with your browser's own find: Ctrl and F, or Command and F
On this page
Filters for cases
Cases 3
Pages 1
Filters for cases
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
    assert!(page.contains("<div id=\"_search-status\" class=\"hidden\" role=\"status\"></div>"), "{page}");
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
    let all = "All lists\n401 entries\nCases 400";
    assert!(text.ends_with(all), "{text}");
    assert!(text.contains("Open one of the lists\nSearch this page"), "{text}");
}

#[test]
fn every_page_leads_to_the_search_page() {
    let site = site_of(1, "");
    build(&site);
    for path in ["index.html", "cases/c1/index.html"] {
        assert!(site.published(path).contains("search/\""), "{path}");
    }
}

#[test]
fn texts_may_link_to_pages_about_the_whole_site() {
    let site = site_of(1, &format!("{COMPARE}{STATEMENT}"));
    let text = "[Find](/search/?q=course), [compare](../compare/) and [who can use this](/accessibility/).\n";
    site.write("content/about.md", format!("---\ntitle: About us\n---\n{text}"));
    build(&site);
    let page = site.published("about/index.html");
    for link in ["../search/?q=course", "../compare/", "../accessibility/"] {
        assert!(page.contains(&format!("<a href=\"{link}\">")), "{page}");
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

const COMPARE: &str = "[[views]]\nkind = \"compare\"\nof = \"cases\"\n";

#[test]
fn entries_are_compared_side_by_side() {
    let site = site_of(2, COMPARE);
    let more = "plural = \"Cases\"\nsingular = \"Case\"\nfacets = [\"kind\"]\n[fields.lead]\nlabel = \"Led by\"\ntype = \"one of\"\nof = \"people\"\nmany = true\n[fields.kind]\ntype = \"one of\"\noptions = [\"Course\", \"Network\"]\n[fields.cost]\ntype = \"text\"\n[fields.outcomes]\ntype = \"record\"\nmany = true\nrole = \"figures\"\n[fields.outcomes.fields.measure]\ntype = \"text\"\n[fields.outcomes.fields.change]\ntype = \"number\"\n";
    site.write("content/cases/collection.toml", more);
    site.write("content/people/x.md", "---\ntitle: X\n---\nText.\n");
    site.write("content/people/y.md", "---\ntitle: Y\n---\nText.\n");
    site.write(
        "content/cases/2026/c3.md",
        "---\ntitle: Case 3\nlead: [x, y]\noutcomes: [{measure: Visits, change: 4}]\n---\nText.\n",
    );
    build(&site);
    let page = site.published("compare/index.html");
    let table = words(&page).split_once("side by side.\n").unwrap().1.to_owned();
    assert_eq!(
        table,
        "\
Cases to compare: choose two to four
Case 1
Case 2
Case 3
Compare
Case
Case 1
Case 2
Case 3
Summary
What 1 did.
What 2 did.
Text.
What changed
Not stated
Not stated
4 Visits
Led by
Not stated
Not stated
XY
Kind
Network
Course
Not stated"
    );
    assert!(page.contains("<a href=\"../people/x/\">X</a>"), "{page}");
    assert!(page.contains("<a href=\"../kind/network/\">Network</a>"), "{page}");
    assert!(page.contains("name=\"with\" value=\"2026/c3\""), "{page}");
    assert!(!page.contains("<script>") && page.contains("<script type=\"module\" src=\"../assets/compare-"));
    for path in ["index.html", "cases/c1/index.html"] {
        assert!(!site.published(path).contains("<script type=\"module\""), "{path}");
    }
}

#[test]
fn the_fields_that_are_compared_can_be_chosen() {
    let site =
        site_of(2, &format!("{COMPARE}fields = [\"date\", \"kind\"]\ntitle = \"Beside each other\"\n"));
    site.write("content/cases/c3.md", "---\ntitle: Case 3\ndate: 2026-01\n---\nText.\n");
    build(&site);
    let table = words(&site.published("compare/index.html"));
    assert!(
        table.ends_with("Date\nNot stated\nNot stated\nJanuary 2026\nKind\nNetwork\nCourse\nNot stated"),
        "{table}"
    );
    assert!(table.starts_with("Beside each other\n"), "{table}");
}

#[test]
fn of_too_many_entries_only_the_choices_are_there() {
    let site = site_of(61, COMPARE);
    build(&site);
    let page = site.published("compare/index.html");
    let text = words(&page);
    assert!(text.contains("There are 61 entries, too many for one table"), "{text}");
    assert!(text.ends_with("Case\nSummary\nKind"), "{text}");
    assert!(page.contains("value=\"c61\" id=\"_with-58\" data-url=\"../cases/c61/\""), "{page}");
    assert!(page.contains("tabindex=\"0\" hidden>"), "{page}");
}

/// A theme links from an entry to the comparison with it.
#[test]
fn an_entry_knows_where_it_is_compared() {
    let site = site_of(1, COMPARE);
    let template = "{% extends \"base.html\" %}{% block main %}<h1>{{ entry.title }}</h1>{% if entry.compare %}<a href=\"{{ page.root }}{{ entry.compare.url }}\">{{ entry.compare.text }}</a>{% endif %}{% endblock %}";
    site.write("themes/default/templates/entry.html", template);
    build(&site);
    let link = "<a href=\"../../compare/?with=c1\">Compare side by side</a>";
    assert!(site.published("cases/c1/index.html").contains(link));
    assert!(!site.published("about/index.html").contains("compare/?"));
}

const STATEMENT: &str = "[accessibility]
organisation = \"Example Council\"
scope = \"the casebook and its maps\"
email = \"team@example.org\"
phone = \"01632 960 001\"
form = \"https://example.org/contact/\"
response_days = 1
status = \"partially\"
prepared = 2026-02-03
reviewed = \"2026-02\"
enforcement = \"great-britain\"
burden = [\"Old films have no captions.\"]
exempt = [\"Maps.\"]
tested = { how = \"With axe.\", by = \"its makers\", date = 2026-01-31 }

[[accessibility.issues]]
text = \"Plans cannot be read aloud.\"
criterion = \"1.1.1 Non-text content\"
why = \"They are pictures.\"
alternative = \"Ring us.\"
fix_by = \"2027-01\"
";

#[test]
fn the_accessibility_statement_says_all_that_the_law_asks_for() {
    let site = site_of(1, STATEMENT);
    build(&site);
    assert_eq!(
        words(&site.published("accessibility/index.html")),
        "\
Accessibility statement for Casebook
This accessibility statement applies to the casebook and its maps.
This website is run by Example Council. We are committed to making it accessible, in accordance with the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 (the accessibility regulations).
Compliance status
This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard, due to the non-compliances and the exemptions listed below.
Non-accessible content
The content listed below is not accessible, for the reasons given.
Non-compliance with the accessibility regulations
Plans cannot be read aloud.
This fails WCAG 2.2 success criterion 1.1.1 Non-text content.
Why: They are pictures.
What you can use instead: Ring us.
We plan to mend this by January 2027.
Disproportionate burden
We have assessed what it would take to make the following accessible, and found that it would be a disproportionate burden within the meaning of the accessibility regulations.
Old films have no captions.
Content that is not within the scope of the accessibility regulations
Maps.
Feedback and contact information
Tell us if something on this website does not work for you, if you find a problem that is not listed here, or if you think that we do not meet the accessibility regulations. Ask us too if you need anything from this website in another form, such as large print, easy read, audio or braille.
Email: team@example.org
Telephone: 01632 960 001
Contact form
We will answer within 1 working day.
Enforcement procedure
The Equality and Human Rights Commission (EHRC) is responsible for enforcing the accessibility regulations. If you are not happy with how we respond to your complaint, contact the Equality Advisory and Support Service (EASS).
Preparation of this accessibility statement
This statement was prepared on 3 February 2026. It was last reviewed in February 2026.
This website was last tested on 31 January 2026 by its makers. With axe."
    );
    for path in ["index.html", "cases/c1/index.html"] {
        assert!(site.published(path).contains("accessibility/\">Accessibility statement</a>"), "{path}");
    }
}

#[test]
fn a_site_that_meets_the_standard_lists_nothing() {
    let statement = "[accessibility]\norganisation = \"Us\"\nemail = \"a@example.org\"\nresponse_days = 5\nstatus = \"fully\"\nprepared = 2026-02-03\nreviewed = 2026-02-03\nenforcement = \"northern-ireland\"\ntested = { how = \"By hand.\", by = \"us\", date = 2026-01 }\n";
    let statement = statement.replace("date = 2026-01 ", "date = \"2026-01\" ");
    let view = "[[views]]\nkind = \"accessibility\"\ntitle = \"Who can use this\"\naddress = \"access\"\n";
    let site = site_of(1, &format!("{view}{statement}"));
    build(&site);
    let text = words(&site.published("access/index.html"));
    assert!(text.starts_with("Who can use this for Casebook\n"), "{text}");
    assert!(text.contains("This website is fully compliant with the Web Content Accessibility Guidelines version 2.2 AA standard.\nFeedback"), "{text}");
    assert!(text.contains("We will answer within 5 working days."), "{text}");
    assert!(text.contains("The Equality Commission for Northern Ireland (ECNI) is responsible"), "{text}");
    assert!(text.contains("applies to Casebook at https://example.org/."), "{text}");
}

#[test]
fn a_site_that_says_nothing_of_it_has_no_statement() {
    let site = site_of(1, "");
    build(&site);
    assert!(!site.output().join("accessibility").exists());
    assert!(!site.published("index.html").contains("ccessibility"));
}
