//! A second theme, of a few lines: it replaces what it wants and has the rest from the default one.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use support::Site;
use walkdir::WalkDir;

/// A site with the theme in `tests/fixtures/plain-theme`.
fn site() -> Site {
    let site = Site::of(&[
        ("casebook.toml", "title = \"Casebook\"\ntheme = \"plain\"\n"),
        ("content/cases/one.md", "---\nsummary: What we tried & found.\n---\n# The first\n\nSome *text*.\n"),
        ("content/cases/two.md", "# The second\n\nMore text.\n"),
        ("content/index.md", "# Our casebook\n"),
    ]);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/plain-theme");
    for file in WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|file| file.file_type().is_file())
    {
        let path = file.path().strip_prefix(folder).unwrap().to_str().unwrap();
        site.write(&format!("themes/plain/{path}"), fs::read(file.path()).unwrap());
    }
    let ran = site.build();
    assert_eq!(ran.exit, 0, "{}", ran.said);
    site
}

/// A published page, with the hash in the name of the style sheet made plain.
fn page(site: &Site, path: &str) -> String {
    let html = site.published(path);
    let (before, rest) = html.split_once("assets/style-").unwrap();
    format!("{before}assets/style-_{}", &rest[rest.find(".css").unwrap()..])
}

#[test]
fn it_replaces_the_pages_that_it_has_templates_for() {
    let site = site();
    assert_eq!(
        page(&site, "cases/one/index.html"),
        r##"<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>The first | Casebook</title>
<link rel="stylesheet" href="../../assets/style-_.css">
</head>
<body>
<a href="#text">To the text</a>
<p><a href="../../">Start</a> <a href="../../cases/">Cases</a> </p>
<main id="text">

<h1>The first</h1>
<p>What we tried &amp; found.</p>
<p>Some <em>text</em>.</p>


</main>
</body>
</html>
"##
    );
    assert_eq!(
        page(&site, "cases/index.html"),
        r##"<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Cases | Casebook</title>
<link rel="stylesheet" href="../assets/style-_.css">
</head>
<body>
<a href="#text">To the text</a>
<p><a href="../">Start</a> </p>
<main id="text">

<h1>Cases</h1>
<p>2 cases</p>
<ol>
<li><a href="../cases/one/">The first</a></li>
<li><a href="../cases/two/">The second</a></li>
</ol>


</main>
</body>
</html>
"##
    );
}

#[test]
fn it_has_the_rest_from_the_default_theme() {
    let site = site();
    let home = page(&site, "index.html");
    let base = "</head>\n<body class=\"home\">\n<a href=\"#text\">To the text</a>\n<main id=\"text\">\n";
    assert!(home.contains(base), "the default home page in the theme's own frame: {home}");
    assert_eq!(support::h1(&home), "Our casebook");
    assert_eq!(support::h1(&page(&site, "404.html")), "Page not found");
    let assets = fs::read_dir(site.output().join("assets")).unwrap();
    let names = assets.map(|file| file.unwrap().file_name().into_string().unwrap());
    let style = names.into_iter().find(|name| name.starts_with("style-")).unwrap();
    let style = site.published(&format!("assets/{style}"));
    for colour in ["--link:#5b1a6e;", "--link:#e6c3f2;", "--paper:#fcfbf8;", "--paper:#151b1a;"] {
        assert!(style.contains(colour), "{colour}");
    }
}
