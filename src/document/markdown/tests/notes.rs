//! Footnotes.

use super::{compiled, shown};
use crate::document::markdown::Title;
use snapbox::{assert_data_eq, str};

#[test]
fn notes_are_numbered_as_a_reader_meets_them() {
    assert_data_eq!(
        shown(
            "[^b]: Note *b*, see [c](d.md) and [^e].\n\nText[^A] more[^b] again[^a].\n\n[^a]: Note a.\n\n    - list\n[^e]: E[^e]\n"
        ),
        str![[r##"
<p>Text<sup><a class="footnote" id="_fnref-1" href="#_fn-1" aria-label="Footnote 1">1</a></sup> more<sup><a class="footnote" id="_fnref-2" href="#_fn-2" aria-label="Footnote 2">2</a></sup> again<sup><a class="footnote" id="_fnref-1-2" href="#_fn-1" aria-label="Footnote 1">1</a></sup>.</p>
<section class="footnotes" aria-label="Footnotes">
<ol>
<li id="_fn-1">
<p>Note a.</p>
<ul>
<li>list</li>
</ul>
<p><a href="#_fnref-1" aria-label="Back to the text, footnote 1">↩</a> <a href="#_fnref-1-2" aria-label="Back to the text, footnote 1, place 2">↩<sup>2</sup></a></p>
</li>
<li id="_fn-2">
<p>Note <em>b</em>, see {to d.md}c{end} and <sup><a class="footnote" id="_fnref-3" href="#_fn-3" aria-label="Footnote 3">3</a></sup>. <a href="#_fnref-2" aria-label="Back to the text, footnote 2">↩</a></p>
</li>
<li id="_fn-3">
<p>E<sup><a class="footnote" id="_fnref-3-2" href="#_fn-3" aria-label="Footnote 3">3</a></sup> <a href="#_fnref-3" aria-label="Back to the text, footnote 3">↩</a> <a href="#_fnref-3-2" aria-label="Back to the text, footnote 3, place 2">↩<sup>2</sup></a></p>
</li>
</ol>
</section>

"##]]
    );
}

#[test]
fn notes_may_refer_to_each_other_without_end() {
    assert_data_eq!(
        shown("a[^1]\n\n[^1]: b[^2]\n[^2]: c[^1][^2]\n[^3]: d[^4]\n[^4]: e[^3]\n"),
        str![[r##"
<p>a<sup><a class="footnote" id="_fnref-1" href="#_fn-1" aria-label="Footnote 1">1</a></sup></p>
<section class="footnotes" aria-label="Footnotes">
<ol>
<li id="_fn-1">
<p>b<sup><a class="footnote" id="_fnref-2" href="#_fn-2" aria-label="Footnote 2">2</a></sup> <a href="#_fnref-1" aria-label="Back to the text, footnote 1">↩</a> <a href="#_fnref-1-2" aria-label="Back to the text, footnote 1, place 2">↩<sup>2</sup></a></p>
</li>
<li id="_fn-2">
<p>c<sup><a class="footnote" id="_fnref-1-2" href="#_fn-1" aria-label="Footnote 1">1</a></sup><sup><a class="footnote" id="_fnref-2-2" href="#_fn-2" aria-label="Footnote 2">2</a></sup> <a href="#_fnref-2" aria-label="Back to the text, footnote 2">↩</a> <a href="#_fnref-2-2" aria-label="Back to the text, footnote 2, place 2">↩<sup>2</sup></a></p>
</li>
</ol>
</section>
---
a.md:5:1: warning[CB306]: Nothing refers to the footnote "3", so readers do not see it.
  Write [^3] in the text where it belongs, or delete the note. The title and the descriptions of images cannot have footnotes.
a.md:6:1: warning[CB306]: Nothing refers to the footnote "4", so readers do not see it.
  Write [^4] in the text where it belongs, or delete the note. The title and the descriptions of images cannot have footnotes.

"##]]
    );
}

#[test]
fn missing_and_unused_notes_are_reported() {
    assert_data_eq!(
        shown(
            "# Other words[^4]\n\n[^sourse] [^9], \\[^a] `[^b]` [^c d] [ [^e](f.md) ![^g](h.png) **[^i]**\n\n[^source]: j\n\n[^4]: k\n\n> [^4]: l\n"
        ),
        str![[r#"
<p>[^sourse] [^9], [^a] <code>[^b]</code> [^c d] [ {to f.md}^e{end} {image h.png: ^g} <strong>[^i]</strong></p>
<blockquote>
</blockquote>
---
a.md:3:1: error[CB305]: The footnote "sourse" is not there.
  Did you mean [^source]?
a.md:3:11: error[CB305]: The footnote "9" is not there.
  Add it on a line of its own below: "[^9]: The note."
a.md:3:65: error[CB305]: The footnote "i" is not there.
  Add it on a line of its own below: "[^i]: The note."
a.md:5:1: warning[CB306]: Nothing refers to the footnote "source", so readers do not see it.
  Write [^source] in the text where it belongs, or delete the note. The title and the descriptions of images cannot have footnotes.
a.md:7:1: warning[CB306]: Nothing refers to the footnote "4", so readers do not see it.
  Write [^4] in the text where it belongs, or delete the note. The title and the descriptions of images cannot have footnotes.
a.md:9:3: warning[CB306]: There is a footnote "4" above, so readers do not see this one.
  Give one of them another name, here and where it is referred to.

"#]]
    );
}

#[test]
fn references_next_to_links_keep_their_place() {
    assert_data_eq!(
        shown("[^1][a](b.md)[^1]![c](d.png)[^1]\n\n[^1]:\n"),
        str![[r##"
<p>[^1]{to b.md}a{end}<sup><a class="footnote" id="_fnref-1" href="#_fn-1" aria-label="Footnote 1">1</a></sup>{image d.png: c}<sup><a class="footnote" id="_fnref-1-2" href="#_fn-1" aria-label="Footnote 1">1</a></sup></p>
<section class="footnotes" aria-label="Footnotes">
<ol>
<li id="_fn-1">
<p><a href="#_fnref-1" aria-label="Back to the text, footnote 1">↩</a> <a href="#_fnref-1-2" aria-label="Back to the text, footnote 1, place 2">↩<sup>2</sup></a></p>
</li>
</ol>
</section>
---
a.md:1:1: error[CB305]: The footnote "1" is shown as plain text here.
  Put a space on either side of [^1].

"##]]
    );
}

#[test]
fn anchors_are_listed() {
    let (compiled, _) = compiled("## Z[^1]\n\na[^1]\n\n[^1]: ## Y\n", Title::Wanted);
    assert!(compiled.body.anchors().eq(["z", "_fnref-1", "_fnref-1-2", "_fn-1"]));
    assert_eq!(compiled.body.headings.len(), 1);
}
