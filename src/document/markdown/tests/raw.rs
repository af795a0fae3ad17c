//! Raw HTML.

use super::shown;
use snapbox::{assert_data_eq, str};

#[test]
fn a_few_inline_elements_pass() {
    assert_data_eq!(
        shown("H<sub>2</sub>O<BR/>x<sup >2</sup> <kbd>Ctrl</kbd><br>\n\n| a<sub>b |\n|---|\n| c</sub> |\n"),
        str![[r#"
<p>H<sub>2</sub>O<br>x<sup>2</sup> <kbd>Ctrl</kbd><br></p>
<section class="table" aria-label="Table 1" tabindex="0">
<table>
<thead>
<tr>
<th scope="col">a<sub>b</sub></th>
</tr>
</thead>
<tbody>
<tr>
<td>c&lt;/sub&gt;</td>
</tr>
</tbody>
</table>
</section>
---
a.md:5:4: warning[CB301]: The HTML tag </sub> is shown as plain text, because nothing there opens it.
  Delete it, or write <sub> before it, in the same paragraph.

"#]]
    );
}

#[test]
fn what_is_opened_is_closed() {
    assert_data_eq!(
        shown(
            "a <sub>b *c <sup>d* e</sup> f\n\n- g <kbd>h\n  - i</kbd>\n\n*j <sub>k* l</sub> [m <sub>n](o.md) </sub>\n\n# p <sub>q\n"
        ),
        str![[r#"
<p>a <sub>b <em>c <sup>d</sup></em> e&lt;/sup&gt; f</sub></p>
<ul>
<li>g <kbd>h</kbd>
<ul>
<li>i&lt;/kbd&gt;</li>
</ul>
</li>
</ul>
<p><em>j <sub>k</sub></em> l&lt;/sub&gt; {to o.md}m <sub>n</sub>{end} &lt;/sub&gt;</p>
<h2 id="p-q">p <sub>q</sub></h2>
---
a.md:1:22: warning[CB301]: The HTML tag </sup> is shown as plain text, because nothing there opens it.
  Delete it, or write <sup> before it, in the same paragraph.
a.md:4:6: warning[CB301]: The HTML tag </kbd> is shown as plain text, because nothing there opens it.
  Delete it, or write <kbd> before it, in the same paragraph.
a.md:6:13: warning[CB301]: The HTML tag </sub> is shown as plain text (2 times in this file), because nothing there opens it.
  Delete it, or write <sub> before it, in the same paragraph.

"#]]
    );
}

#[test]
fn details_hold_markdown() {
    assert_data_eq!(
        shown(
            "<details>\n<summary>More &amp; <kbd>x</kbd></summary>\n\n**a**\n\n</details>\n\nb\n\n<DETAILS><summary></summary>\nc &lt; d\n</details>\n"
        ),
        str![[r#"
<details>
<summary>More &amp; <kbd>x</kbd></summary>
<p><strong>a</strong></p>
</details>
<p>b</p>
<details>
<summary>Details</summary>
<p>c &lt; d</p>
</details>

"#]]
    );
}

#[test]
fn details_without_end_or_summary() {
    assert_data_eq!(
        shown(
            "- <details>\n\n  a\n- b\n\n> <details><summary>c\n\nd</details>\n\n<details>\n<details>\n\n# e\n"
        ),
        str![[r#"
<ul>
<li>
<details>
<summary>Details</summary>
<p>a</p>
</details>
</li>
<li>
<p>b</p>
</li>
</ul>
<blockquote>
<details>
<summary>c</summary>
</details>
</blockquote>
<p>d&lt;/details&gt;</p>
<details>
<summary>Details</summary>
<details>
<summary>Details</summary>
<h2 id="e">e</h2>
</details>
</details>
---
a.md:8:2: warning[CB301]: The HTML tag </details> is shown as plain text, because nothing there opens it.
  Delete it, or write <details> above it, in the same list item or quote.

"#]]
    );
}

#[test]
fn misplaced_tags_are_text() {
    assert_data_eq!(
        shown(
            "a <details>b</details>\n\n<summary>c</summary>\n\n</details>\n\n<details>\nd\n<summary>e</summary>\n</details>\n\nf</br>\n"
        ),
        str![[r#"
<p>a &lt;details&gt;b&lt;/details&gt;</p>
<p>&lt;summary&gt;c&lt;/summary&gt;</p>
<p>&lt;/details&gt;</p>
<details>
<summary>Details</summary>
<p>d
&lt;summary&gt;e&lt;/summary&gt;</p>
</details>
<p>f&lt;/br&gt;</p>
---
a.md:1:3: warning[CB301]: The HTML tag <details> is shown as plain text, because it is not on a line of its own.
  Put <details> at the start of a line, with an empty line above it.
a.md:3:1: warning[CB301]: The HTML tag <summary> is shown as plain text (2 times in this file), because it is not the first thing inside <details>.
  Put it straight below <details>, with no empty line between them.
a.md:12:2: warning[CB301]: The HTML tag </br> is shown as plain text.
  Use Markdown instead. If you want to show the tag itself, put it between backticks. The only HTML that works is <br>, <sub>, <sup>, <kbd>, <details> and <summary>.

"#]]
    );
}

#[test]
fn everything_else_is_text_and_reported_once() {
    assert_data_eq!(
        shown(
            "<div class=\"a\">\n<b>b</b> <!-- c -->\n</div>\n\n<script>alert(1)</script>\n\nd <b>e</b> <br class=\"f\"> <img src=x onerror=alert(1)>\n\n> <div>g\n> </div>\n\n</p>\n\n<?php h ?>\n\n<!DOCTYPE html>\n\n<my-tag>\n"
        ),
        str![[r#"
<p>&lt;div class="a"&gt;
&lt;b&gt;b&lt;/b&gt; 
&lt;/div&gt;</p>
<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>
<p>d &lt;b&gt;e&lt;/b&gt; &lt;br class="f"&gt; &lt;img src=x onerror=alert(1)&gt;</p>
<blockquote>
<p>&lt;div&gt;g
&lt;/div&gt;</p>
</blockquote>
<p>&lt;/p&gt;</p>
<p>&lt;?php h ?&gt;</p>
<p>&lt;!DOCTYPE html&gt;</p>
<p>&lt;my-tag&gt;</p>
---
a.md:1:1: warning[CB301]: The HTML tag <div> is shown as plain text (2 times in this file).
  Delete the tag and keep the words inside it.
a.md:2:1: warning[CB301]: The HTML tag <b> is shown as plain text (2 times in this file).
  Write **words** for strong text.
a.md:2:10: note[CB302]: A comment was left out.
  Readers never see comments. If they should read this, delete <!-- and -->.
a.md:5:1: warning[CB301]: The HTML tag <script> is shown as plain text.
  Use Markdown instead. If you want to show the tag itself, put it between backticks. The only HTML that works is <br>, <sub>, <sup>, <kbd>, <details> and <summary>.
a.md:7:12: warning[CB301]: The HTML tag <br> is shown as plain text, because it has attributes.
  Write <br> and nothing more inside the angle brackets.
a.md:7:27: warning[CB301]: The HTML tag <img> is shown as plain text.
  Write ![what it shows](map.png) for an image.
a.md:12:1: warning[CB301]: The HTML tag </p> is shown as plain text.
  Delete the tag and keep the words inside it.
a.md:14:1: warning[CB301]: HTML that starts with <? is shown as plain text.
  Use Markdown instead. If you want to show the tag itself, put it between backticks. The only HTML that works is <br>, <sub>, <sup>, <kbd>, <details> and <summary>.
a.md:16:1: warning[CB301]: HTML that starts with <! is shown as plain text.
  Use Markdown instead. If you want to show the tag itself, put it between backticks. The only HTML that works is <br>, <sub>, <sup>, <kbd>, <details> and <summary>.
a.md:18:1: warning[CB301]: The HTML tag <my-tag> is shown as plain text.
  Use Markdown instead. If you want to show the tag itself, put it between backticks. The only HTML that works is <br>, <sub>, <sup>, <kbd>, <details> and <summary>.

"#]]
    );
}

#[test]
fn comments_are_left_out_and_counted() {
    assert_data_eq!(
        shown("a <!-- b --> c\n\n<!-- d\n\ne -->\n\n# T<!-- f -->\n"),
        str![[r#"
<p>a  c</p>
<h2 id="t">T</h2>
---
a.md:1:3: note[CB302]: 3 comments were left out of this file.
  Readers never see comments. If they should read this, delete <!-- and -->.

"#]]
    );
    assert_data_eq!(
        shown("<!-- a -->\n"),
        str![[r#"
---
a.md:1:1: note[CB302]: A comment was left out.
  Readers never see comments. If they should read this, delete <!-- and -->.

"#]]
    );
    assert_data_eq!(
        shown("a\n\n<!-- b\n\nc\n"),
        str![[r#"
<p>a</p>
---
a.md:3:1: warning[CB302]: This comment is never closed, so the text below it was left out.
  Write --> where the comment ends.

"#]]
    );
}
