//! Paragraphs, lists, quotes, tables, code.

use super::{compiled, shown};
use crate::document::markdown::Title;
use snapbox::{assert_data_eq, str};

#[test]
fn prose_is_escaped_and_marked_up() {
    assert_data_eq!(
        shown(
            "*a* **b** ~~c~~ `<d>` & \"e\" 'f'  \ng\\\nh &copy; {{ i }}\n\n---\n\n1. one\n2. two\n\n<!---->\n\n3. three\n"
        ),
        str![[r#"
<p><em>a</em> <strong>b</strong> <del>c</del> <code>&lt;d&gt;</code> &amp; "e" 'f'<br>
g<br>
h © {{ i }}</p>
<hr>
<ol>
<li>one</li>
<li>two</li>
</ol>
<ol start="3">
<li>three</li>
</ol>
---
a.md:10:1: note[CB302]: A comment was left out.
  Readers never see comments. If they should read this, delete <!-- and -->.

"#]]
    );
}

#[test]
fn lists_are_tight_or_loose() {
    assert_data_eq!(
        shown("- a\n- b\n  - c\n\n    d\n- e\n"),
        str![[r#"
<ul>
<li>a</li>
<li>b
<ul>
<li>
<p>c</p>
<p>d</p>
</li>
</ul>
</li>
<li>e</li>
</ul>

"#]]
    );
}

#[test]
fn tasks_say_whether_they_are_done() {
    assert_data_eq!(
        shown("- [ ] open\n- [x] **done**\n- plain\n"),
        str![[r#"
<ul>
<li class="task"><input type="checkbox" disabled aria-label="To do"> open</li>
<li class="task"><input type="checkbox" disabled aria-label="Done" checked> <strong>done</strong></li>
<li>plain</li>
</ul>

"#]]
    );
    assert_data_eq!(
        shown("- [X] loose\n\n- [ ] too\n"),
        str![[r#"
<ul>
<li class="task">
<p><input type="checkbox" disabled aria-label="Done" checked> loose</p>
</li>
<li class="task">
<p><input type="checkbox" disabled aria-label="To do"> too</p>
</li>
</ul>

"#]]
    );
}

#[test]
fn tables_have_heads_and_can_be_scrolled() {
    assert_data_eq!(
        shown(
            "|  | Before | `After` |\n| :-- | --: | :-: |\n| a | 1 | ![x](y.png) |\n| b |\n\n| only |\n|---|\n"
        ),
        str![[r#"
<section class="table" aria-label="Table 1" tabindex="0">
<table>
<thead>
<tr>
<td></td>
<th scope="col" class="align-right">Before</th>
<th scope="col" class="align-center"><code>After</code></th>
</tr>
</thead>
<tbody>
<tr>
<td class="align-left">a</td>
<td class="align-right">1</td>
<td class="align-center">{image y.png: x}</td>
</tr>
<tr>
<td class="align-left">b</td>
<td class="align-right"></td>
<td class="align-center"></td>
</tr>
</tbody>
</table>
</section>
<section class="table" aria-label="Table 2" tabindex="0">
<table>
<thead>
<tr>
<th scope="col">only</th>
</tr>
</thead>
</table>
</section>

"#]]
    );
}

#[test]
fn code_keeps_its_text() {
    assert_data_eq!(
        shown("```rust ignore\nlet a = \"<b>\";\nhttps://x.org [^1]\n```\n\n    indented\n"),
        str![[r#"
<pre><code class="language-rust">let a = "&lt;b&gt;";
https://x.org [^1]
</code></pre>
<pre><code>indented
</code></pre>

"#]]
    );
    assert_data_eq!(
        shown("~~~ \"a<b\nx\n~~~\n"),
        str![[r#"
<pre><code class="language-&quot;a&lt;b">x
</code></pre>

"#]]
    );
}

#[test]
fn alerts_have_a_title() {
    assert_data_eq!(
        shown("> [!NOTE]\n> a\n\n> [!warning]\n> - b\n\n> [!OUTCOME]\n> c\n\n> quote\n> > [!TIP]\n"),
        str![[r#"
<div class="alert alert-note">
<p class="alert-title">Note</p>
<p>a</p>
</div>
<div class="alert alert-warning">
<p class="alert-title">Warning</p>
<ul>
<li>b</li>
</ul>
</div>
<blockquote>
<p>[!OUTCOME]
c</p>
</blockquote>
<blockquote>
<p>quote</p>
<div class="alert alert-tip">
<p class="alert-title">Tip</p>
</div>
</blockquote>

"#]]
    );
}

#[test]
fn the_first_paragraph_has_words_without_markup() {
    let first = |markdown: &str| compiled(markdown, Title::Wanted).0.first_paragraph;
    assert_eq!(first("# T\n\n- a\n\n> b\n\n*c*\nd `e` [f](g)[^1] <br>h\n\ni\n\n[^1]: j\n"), "c d e f h");
    assert_eq!(first("![alt](a.png)\n\n<!-- a -->\n\nb &amp; c\n"), "b & c");
    assert_eq!(first("<details>\n\na\n\n</details>\n\nb\n"), "b");
    assert_eq!(first("- a\n"), "");
}

#[test]
fn a_body_starts_where_the_front_matter_ends() {
    let text = "---\ntitle: é\n---\n[a](b.md) [^x]\n\n## Costs\n";
    let source = std::sync::Arc::new(crate::source::Source::new("a.md", text));
    let mut diagnostics = Vec::new();
    let start = text.find("[a]").expect("the body");
    let body = super::compile(&source, start..text.len(), Title::Given("é"), &mut diagnostics).body;
    assert_eq!(&text[body.links[0].span.clone()], "b.md");
    assert_eq!(&text[body.headings[0].span.clone()], "## Costs\n");
    let place = diagnostics[0].place.clone().expect("a place");
    assert_eq!(&text[place.span], "[^x]");
}

#[test]
fn bytes_that_editors_leave_do_no_harm() {
    assert_data_eq!(
        shown("\u{feff}## A\r\n\r\nb\0\r\n  c\r\n\r\n```\r\nd\r\n\r\ne\0\r\n```\r\n").replace('\r', "CR"),
        str![[r#"
<h2 id="a">A</h2>
<p>b�
c</p>
<pre><code>d

e�
</code></pre>

"#]]
    );
    let (compiled, _) = compiled("\u{feff}# T\n\n[a](é.md)\n", Title::Wanted);
    assert_eq!((compiled.title.as_deref(), compiled.body.links[0].span.clone()), (Some("T"), 12..17));
}
