//! Headings: anchors, levels and the title.

use super::{compiled, html, messages, shown};
use crate::document::markdown::Title;
use snapbox::{assert_data_eq, str};

#[test]
fn anchors_come_from_the_words_and_are_unique() {
    assert_data_eq!(
        shown(
            "## Costs\n\n## *Costs*\n\n### Costs 2\n\n## !\n\n## 北京 `a&b` ![c](d.png) [[e]]\n\n> ## Costs\n"
        ),
        str![[r#"
<h2 id="costs">Costs</h2>
<h2 id="costs-2"><em>Costs</em></h2>
<h3 id="costs-2-2">Costs 2</h3>
<h2 id="section">!</h2>
<h2 id="bei-jing-a-b-c-e">北京 <code>a&amp;b</code> {image d.png: c} {to id e}{its title}{end}</h2>
<blockquote>
<h2 id="costs-3">Costs</h2>
</blockquote>

"#]]
    );
}

#[test]
fn authors_may_choose_anchors() {
    assert_data_eq!(
        shown(
            "## A {#costs}\n\n## Costs\n\n## B {#costs}\n\n## C {#Big_Costs}\n\n## D {.red #d-1 x=y}\n\nE {#-}\n===\n"
        ),
        str![[r#"
<h3 id="costs">A</h3>
<h3 id="costs-2">Costs</h3>
<h3 id="b">B</h3>
<h3 id="c">C</h3>
<h3 id="d-1">D</h3>
<h2 id="-">E</h2>
---
a.md:5:6: warning[CB307]: The anchor "costs" is already that of a heading above.
  Choose another, or delete it: then the words of the heading are used.
a.md:7:6: warning[CB307]: The anchor "Big_Costs" has more in it than lower case letters, digits and hyphens.
  Write {#big-costs}. Until then the words of the heading are used.
a.md:9:6: warning[CB307]: Classes and other attributes of a heading have no effect.
  Only an anchor has, as in {#costs}. Delete the rest.

"#]]
    );
}

#[test]
fn the_list_of_headings_has_plain_words() {
    let (compiled, _) = compiled("## A *b* <sub>c</sub> &amp; [d](e.md)\n\nF\n---\n", Title::Wanted);
    let list: Vec<_> =
        compiled.body.headings.iter().map(|h| (h.level, h.id.as_str(), h.text.as_str())).collect();
    assert_eq!(list, [(2, "a-b-c-d", "A b c & d"), (2, "f", "F")]);
    assert!(compiled.body.anchors().eq(["a-b-c-d", "f"]));
}

fn titled(markdown: &str, title: Title<'_>) -> (Option<String>, String) {
    let (compiled, diagnostics) = compiled(markdown, title);
    assert_eq!(messages(&diagnostics), "");
    (compiled.title, html(&compiled.body))
}

#[test]
fn the_first_heading_may_be_the_title() {
    let title = |text: &str| Some(text.to_owned());
    let markdown = "# The *title* [a](b.md)\n\n## Next\n";
    let rest = "<h2 id=\"next\">Next</h2>\n";
    assert_eq!(titled(markdown, Title::Wanted), (title("The title a"), rest.to_owned()));
    assert_eq!(titled(markdown, Title::Given("the Title: A")), (title("The title a"), rest.to_owned()));
    assert_eq!(
        titled("# T\n\n# U\n\n###### V\n", Title::Wanted),
        (title("T"), "<h2 id=\"u\">U</h2>\n<h6 id=\"v\">V</h6>\n".to_owned())
    );
    assert_eq!(
        titled("# T\n\n## U\n", Title::Given("Other")),
        (None, "<h2 id=\"t\">T</h2>\n<h3 id=\"u\">U</h3>\n".to_owned())
    );
    assert_eq!(titled("a\n\nT\n===\n", Title::Wanted), (None, "<p>a</p>\n<h2 id=\"t\">T</h2>\n".to_owned()));
    assert_eq!(titled("# T\n", Title::Keep), (None, "<h1 id=\"t\">T</h1>\n".to_owned()));
    assert_eq!(titled("> # T\n", Title::Wanted).0, None);
    let (with_title, _) = compiled(markdown, Title::Wanted);
    assert_eq!((with_title.body.links.len(), with_title.body.headings.len()), (0, 1));
}

#[test]
fn a_level_1_heading_in_a_note_moves_all() {
    assert_data_eq!(
        shown("## A[^1]\n\n[^1]: # B\n"),
        str![[r##"
<h3 id="a">A<sup><a class="footnote" id="_fnref-1" href="#_fn-1" aria-label="Footnote 1">1</a></sup></h3>
<section class="footnotes" aria-label="Footnotes">
<ol>
<li id="_fn-1">
<h2 id="b">B</h2>
<p><a href="#_fnref-1" aria-label="Back to the text, footnote 1">↩</a></p>
</li>
</ol>
</section>

"##]]
    );
}
