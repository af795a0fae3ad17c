//! Links, bare addresses, wikilinks and images.

use super::{compiled, shown};
use crate::document::markdown::Title;
use snapbox::{assert_data_eq, str};

#[test]
fn links_to_other_sites_are_written_out() {
    assert_data_eq!(
        shown(
            "[a](https://x.org/é?a=1&b='2' \"T & \\\"U\\\"\") <https://x.org/a b> <https://y.org> <a@b.org> [tel](TEL:1) [](//x.org/%20)\n"
        ),
        str![[r#"
<p><a href="https://x.org/%C3%A9?a=1&amp;b=&#39;2&#39;" title="T &amp; &quot;U&quot;">a</a> &lt;<a href="https://x.org/a">https://x.org/a</a> b&gt; <a href="https://y.org">https://y.org</a> <a href="mailto:a@b.org">a@b.org</a> <a href="TEL:1">tel</a> <a href="//x.org/%20">//x.org/ </a></p>

"#]]
    );
}

#[test]
fn links_within_the_site_are_slots() {
    assert_data_eq!(
        shown(
            "[a *b*](../c%20d.md?e#f%C3%A9 \"t\") [g](#h) [i](/j/) [](k.md) [l][m] [n] [o] [p][q]\n\n[m]: <r s.md>\n[n]: t\n"
        ),
        str![[r#"
<p>{to ../c d.md?e at fé}a <em>b</em>{end} {to  at h}g{end} {to /j/}i{end} {to k.md}{its title}{end} {to r s.md}l{end} {to t}n{end} [o] [p][q]</p>
---
a.md:1:31: note[CB313]: The words in quotes behind this address are not shown.
  If readers need them, write them into the text: only people with a mouse would see them here.

"#]]
    );
    assert_data_eq!(
        shown(
            "[[cases/a]] [[b|*words*]] [[c#d]] [[#e]] [[f | g]] [[h|]] [[]] [[*i*]]\n\n| [[j\\|k]] |\n|---|\n"
        ),
        str![[r#"
<p>{to id cases/a}{its title}{end} {to id b}<em>words</em>{end} {to id c at d}{its title}{end} {to id  at e}{its title}{end} {to id f} g{end} {to id h}{its title}{end} [[]] {to id *i*}{its title}{end}</p>
<section class="table" aria-label="Table 1" tabindex="0">
<table>
<thead>
<tr>
<th scope="col">{to id j}k{end}</th>
</tr>
</thead>
</table>
</section>

"#]]
    );
}

#[test]
fn schemes_that_are_not_allowed_are_reported() {
    assert_data_eq!(
        shown(
            "[a *b*](javascript:alert(1)) [c](<java&#10;script:x>) [d](&#106;avascript:x) <JavaScript:e> [f](C:\\g.docx) [h](file:///i) [j](ftp://k) [l](localhost:80/m) [n](12:30.md) [o](javascript%3Ax) [p](notes:2.md)\n\n[q]\n\n[q]: data:text/html,x\n"
        ),
        str![[r#"
<p>a <em>b</em> c d JavaScript:e f h j l {to 12:30.md}n{end} o p</p>
<p>q</p>
---
a.md:1:9: error[CB303]: Links to "javascript:" addresses are not allowed.
  A link may go to a web page (https or http), an email address (mailto), a telephone number (tel), or a page or file of this site.
a.md:1:35: error[CB303]: Links to "javascript:" addresses are not allowed.
  A link may go to a web page (https or http), an email address (mailto), a telephone number (tel), or a page or file of this site.
a.md:1:59: error[CB303]: Links to "javascript:" addresses are not allowed.
  A link may go to a web page (https or http), an email address (mailto), a telephone number (tel), or a page or file of this site.
a.md:1:79: error[CB303]: Links to "javascript:" addresses are not allowed.
  A link may go to a web page (https or http), an email address (mailto), a telephone number (tel), or a page or file of this site.
a.md:1:97: error[CB303]: This address is on your own computer, where readers cannot reach it.
  Copy the file into the content folder of this site, and link to it there.
a.md:1:112: error[CB303]: This address is on your own computer, where readers cannot reach it.
  Copy the file into the content folder of this site, and link to it there.
a.md:1:127: error[CB303]: Links to "ftp:" addresses are not allowed.
  A link may go to a web page (https or http), an email address (mailto), a telephone number (tel), or a page or file of this site.
a.md:1:140: error[CB303]: Links to "localhost:" addresses are not allowed.
  If this is a web address, write https:// in front of it.
a.md:1:174: error[CB303]: Links to "javascript:" addresses are not allowed.
  A link may go to a web page (https or http), an email address (mailto), a telephone number (tel), or a page or file of this site.
a.md:1:194: error[CB303]: Links to "notes:" addresses are not allowed.
  A link may go to a web page (https or http), an email address (mailto), a telephone number (tel), or a page or file of this site. If this is a file with a colon in its name, write ./ in front of it.
a.md:3:1: error[CB303]: Links to "data:" addresses are not allowed.
  A link may go to a web page (https or http), an email address (mailto), a telephone number (tel), or a page or file of this site.

"#]]
    );
}

#[test]
fn bare_addresses_become_links() {
    assert_data_eq!(
        shown(
            "See https://x.org/a_b_c*d*(e), (http://y.org/?q=1&amp;r=2). [https://z.org](a.md) `https://c.org` **https://d.org** https://\n"
        ),
        str![[r#"
<p>See <a href="https://x.org/a_b_c">https://x.org/a_b_c</a><em>d</em>(e), (<a href="http://y.org/?q=1&amp;r=2">http://y.org/?q=1&amp;r=2</a>). {to a.md}https://z.org{end} <code>https://c.org</code> <strong><a href="https://d.org">https://d.org</a></strong> https://</p>

"#]]
    );
}

#[test]
fn images_have_a_description_and_come_from_the_site() {
    assert_data_eq!(
        shown(
            "![A *map* of `x` [y](z)](a%20b.png \"t\") ![](c.png) ![](d.png \"decorative\") ![[e.png]] ![[f.png|g]] ![h][i]\n\n[i]: j.png?k=1#l\n"
        ),
        str![[r#"
<p>{image a b.png: A map of x y} {image c.png: } {image d.png: } {image e.png: } {image f.png: g} {image j.png: h}</p>
---
a.md:1:36: note[CB313]: The words in quotes behind this address are not shown.
  If readers need them, write them into the text: only people with a mouse would see them here.
a.md:1:41: error[CB304]: This image has no description.
  Write what it shows between the square brackets, for people who cannot see it: ![A map of the borough](c.png). If it is only decoration, write ![](c.png "decorative").
a.md:1:76: error[CB304]: This image has no description.
  Write what it shows, for people who cannot see it: ![[e.png|A map of the borough]].

"#]]
    );
    assert_data_eq!(
        shown(
            "![a](https://x.org/b.png) ![](//x.org/c.png) [![d](https://x.org/e.png)](f.md) [![g](h.png)](https://x.org) ![i](data:image/png,x) ![j](mailto:k@l.org)\n"
        ),
        str![[r#"
<p><a href="https://x.org/b.png">a</a> <a href="//x.org/c.png">//x.org/c.png</a> {to f.md}d{end} <a href="https://x.org">{image h.png: g}</a> i j</p>
---
a.md:1:6: error[CB308]: This image is on another site, so readers get a link to it instead.
  Save the image beside this file, and write its name here, as in ![words](photo.jpg).
a.md:1:31: error[CB308]: This image is on another site, so readers get a link to it instead.
  Save the image beside this file, and write its name here, as in ![words](photo.jpg).
a.md:1:52: error[CB308]: This image is on another site, so readers get a link to it instead.
  Save the image beside this file, and write its name here, as in ![words](photo.jpg).
a.md:1:114: error[CB303]: Images cannot come from a "data:" address.
  Save the image beside this file, and write its name here, as in ![words](photo.jpg). Until then readers get its description.
a.md:1:137: error[CB303]: This address is not that of an image.
  Save the image beside this file, and write its name here, as in ![words](photo.jpg). Until then readers get its description.

"#]]
    );
}

#[test]
fn links_never_nest() {
    assert_data_eq!(
        shown(
            "[a https://b.org [c](d.md) e](f.md) [g [[h]] i](j.md) [[k|[l](m.md)]] [n[^1] <o@p.org>](q.md)\n\n[^1]: r\n"
        ),
        str![[r##"
<p>[a <a href="https://b.org">https://b.org</a> {to d.md}c{end} e](f.md) [g {to id h}{its title}{end} i](j.md) [[k|{to m.md}l{end}]] [n<sup><a class="footnote" id="_fnref-1" href="#_fn-1" aria-label="Footnote 1">1</a></sup> <a href="mailto:o@p.org">o@p.org</a>](q.md)</p>
<section class="footnotes" aria-label="Footnotes">
<ol>
<li id="_fn-1">
<p>r <a href="#_fnref-1" aria-label="Back to the text, footnote 1">↩</a></p>
</li>
</ol>
</section>

"##]]
    );
}

#[test]
fn spans_are_those_of_the_addresses() {
    let markdown = "[a](b.md) [c](  <d e.md> \"f\") [g](h_(i).md 'j') [k`](`](l.md) [[m]] [[n#o|p]] [q][r] \
                    [s](t&amp;u.md) ![v](w.png) ![[x.png|y]] [![z](0.png)](1.md) [](2.md) [3](4 (5))\n\
                    > [6](\n> 7.md)\n\n[r]: r.md\n";
    let (compiled, _) = compiled(markdown, Title::Wanted);
    let body = compiled.body;
    let links: Vec<_> = body.links.iter().map(|link| &markdown[link.span.clone()]).collect();
    assert_eq!(
        links,
        [
            "b.md",
            "d e.md",
            "h_(i).md",
            "l.md",
            "m",
            "n#o",
            "[q][r]",
            "t&amp;u.md",
            "1.md",
            "2.md",
            "4",
            "[6](\n> 7.md)"
        ]
    );
    let images: Vec<_> = body.images.iter().map(|image| &markdown[image.span.clone()]).collect();
    assert_eq!(images, ["w.png", "x.png", "0.png"]);
}
