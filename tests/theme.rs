//! What a theme says in its `theme.toml`: tokens, fonts and words, laid over the default theme's.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use support::Site;
use walkdir::WalkDir;

/// A site whose theme shows `template` where there is no page.
fn site(language: &str, template: &str) -> Site {
    let settings = format!("title = \"Casebook\"\ntheme = \"mine\"\nlanguage = \"{language}\"\n");
    Site::of(&[
        ("casebook.toml", &settings),
        ("content/cases/a.md", "# A\n"),
        ("themes/mine/templates/crumbs.html", "{{ crumbs[0].label }}"),
        ("themes/mine/templates/not-found.html", template),
    ])
}

/// What the site shows where there is no page.
#[track_caller]
fn shown(site: &Site) -> String {
    let ran = site.build();
    assert_eq!(ran.exit, 0, "{}", ran.said);
    site.published("404.html")
}

/// The published style sheet.
fn style(site: &Site) -> String {
    let assets = fs::read_dir(site.output().join("assets")).unwrap();
    let mut names = assets.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let name = names.find(|name| name.starts_with("style-")).unwrap();
    site.published(&format!("assets/{name}"))
}

#[test]
fn tokens_stand_in_front_of_the_style_sheet() {
    let site = site("en", "");
    site.write(
        "themes/mine/theme.toml",
        "decorative = [\"own\"]\n[tokens]\nlink = \"#054\"\nown = \"#333\"\n[tokens.dark]\npaper = \"#000000\"\n[fonts]\ntext = 'Arial, sans-serif'\n",
    );
    site.write("themes/mine/assets/style.css", "a { color: var(--link) }\ni { color: var(--own, red) }\n");
    let ran = site.build();
    assert_eq!(ran.exit, 0, "{}", ran.said);
    let expected = "\
:root{--bar:#1b2322;--edge:#79817c;--field:#ffffff;--focus:#ffd43b;--focus-edge:#1b2322;--ink:#1b2322;\
--ink-2:#47524f;--line:#dbd6c9;--link:#005544;--link-hover:#06332d;--mark:#ffe9a3;--note:#fdf1dc;\
--note-edge:#b26a00;--note-ink:#5f3600;--on-focus:#1b2322;--own:#333333;--paper:#fcfbf8;--s1:#d3e6df;\
--s1-text:#1b2322;--s2:#9cc9bb;--s2-text:#1b2322;--s3:#0d5148;--s3-text:#fcfbf8;--visited:#5d2a70;\
--wash:#f3f0e8;--sans:Arial, sans-serif;--serif:Charter, \"Bitstream Charter\", \"Sitka Heading\", \
\"Sitka Text\", \"Charis SIL\", Georgia, \"Noto Serif\", \"Liberation Serif\", serif;}
@media (prefers-color-scheme:dark){:root{--bar:#83918b;--edge:#83918b;--field:#101514;\
--focus-edge:#ffffff;--ink:#e8ebe5;--ink-2:#b4bfb9;--line:#37423f;--link:#8ad4c4;--link-hover:#b9ebdf;\
--mark:#4a3e08;--note:#33280f;--note-edge:#d99a3a;--note-ink:#ffdca6;--paper:#000000;--s1:#23403a;\
--s1-text:#e8ebe5;--s2:#2f6257;--s2-text:#e8ebe5;--s3:#8ad4c4;--s3-text:#101514;--visited:#d5b9ec;\
--wash:#1e2625;}}
a { color: var(--link) }
i { color: var(--own, red) }
";
    assert_eq!(style(&site), expected);
}

#[test]
fn words_are_laid_over_key_by_key() {
    let template = "{{ words.skip }}|{{ words.home }}|{{ words.mine }}|{{ \"entries\" | say(count=1) }}|\
        {{ \"entries\" | say(count=\"2\") }}|{{ \"mine_too\" | say(what=\"x\") }}|{{ page.crumbs }}";
    let site = site("en", template);
    let own = "[words]\nskip = \"Jump\"\nmine = \"Own\"\nmine_too = \"All of {what}\"\n\
        entries = { one = \"{count} case\", other = \"{count} cases\" }\n";
    site.write("themes/mine/theme.toml", own);
    assert_eq!(shown(&site), "Jump|Home|Own|1 case|2 cases|All of x|Home");
}

#[test]
fn what_fills_a_gap_is_escaped_unless_it_is_html() {
    let site = site(
        "en",
        "{% set link %}<a href=\"x\">B & C</a>{% endset %}\
         {{ \"gaps_of_mine\" | say(count=\"<b>\", heading=link | safe) }}",
    );
    site.write("themes/mine/theme.toml", "[words]\ngaps_of_mine = \"{count} & more: {heading}\"\n");
    assert_eq!(shown(&site), "&lt;b&gt; &amp; more: <a href=\"x\">B & C</a>");
}

#[test]
fn dates_are_as_precise_as_they_are_known() {
    let dates = "{{ \"2022\" | date }}|{{ \"2022-07\" | date }}|{{ \"2022-07-05\" | date }}";
    assert_eq!(shown(&site("en", dates)), "2022|July 2022|5 July 2022");
}

const WELSH: &str = r#"
skip = "Neidio i'r prif gynnwys"
home = "Hafan"
entries = { zero = "dim cofnodion", two = "{count} gofnod", few = "{count} chofnod", many = "{count} chofnod", other = "{count} cofnod" }
months = [
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
]
"#;

#[test]
fn a_translation_is_one_file_and_what_it_lacks_is_english() {
    let template = "{{ words.skip }}|{{ page.crumbs }}|{{ words.previous }}|{{ \"2022-07-05\" | date }}\
        {% for count in [0, 1, 2, 3, 6, 7] %}|{{ \"entries\" | say(count=count) }}{% endfor %}";
    let site = site("cy-GB", template);
    site.write("themes/mine/words/cy.toml", WELSH);
    assert_eq!(
        shown(&site),
        "Neidio i&#39;r prif gynnwys|Hafan|Previous|5 Gorffennaf 2022|\
         dim cofnodion|1 cofnod|2 gofnod|3 chofnod|6 chofnod|7 cofnod"
    );
    // The very language comes before the one it belongs to.
    site.write("themes/mine/words/cy-GB.toml", "skip = \"I'r cynnwys\"\n");
    assert!(shown(&site).starts_with("I&#39;r cynnwys|Home|"));
}

/// Every name that `text` has between `start` and the first sign that no name holds.
fn names_after<'a>(text: &'a str, start: &str) -> BTreeSet<&'a str> {
    let is_end = |c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_';
    text.split(start).skip(1).map(|rest| rest.split(is_end).next().unwrap()).collect()
}

#[test]
fn the_style_sheet_and_the_contrast_pairs_of_the_default_theme_know_every_token() {
    let theme: toml::Table =
        toml::from_str(&fs::read_to_string("themes/default/theme.toml").unwrap()).unwrap();
    let css = fs::read_to_string("themes/default/assets/style.css").unwrap();
    let strings = |value: &toml::Value| -> Vec<String> {
        let values = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    };
    let tokens = theme["tokens"].as_table().unwrap().iter().filter(|(_, value)| value.is_str());
    let tokens: BTreeSet<String> = tokens.map(|(name, _)| name.clone()).collect();
    let mut known: BTreeSet<&str> = tokens.iter().map(String::as_str).collect();
    known.extend(["sans", "serif"]);
    // What the style sheet sets itself is its own.
    let own = names_after(&css, "\n  --");
    known.extend(own);
    let unknown: Vec<_> =
        names_after(&css, "var(--").into_iter().filter(|name| !known.contains(name)).collect();
    assert!(unknown.is_empty(), "no such token in theme.toml: {unknown:?}");
    let mut covered: BTreeSet<String> = strings(&theme["decorative"]).into_iter().collect();
    for pair in theme["contrast"].as_array().unwrap() {
        let values = ["text", "mark", "on"].into_iter().filter_map(|key| pair.get(key));
        covered.extend(values.flat_map(strings));
    }
    let missing: Vec<_> = tokens.difference(&covered).collect();
    assert!(missing.is_empty(), "in no pair and not decorative: {missing:?}");
}

#[test]
fn what_grew_is_told_with_what_it_was_and_where_it_weighs_most() {
    let site = site("en", "");
    let part = |name: &str, rules: usize| {
        let rules = (0..rules).map(|n| format!(".{name}{n}{{width:{}px}}\n", n * n * 7 % 1000));
        format!("/* {name}: what it is. */\n{}", rules.collect::<String>())
    };
    site.write("themes/mine/assets/style.css", part("frame", 20) + &part("lists", 400));
    assert_eq!(site.build().exit, 0);
    let before = style(&site);
    site.write("themes/mine/assets/style.css", part("frame", 20) + &part("lists", 4000));
    let ran = site.build();
    assert_eq!((ran.exit, style(&site)), (1, before), "the last good site stays");
    let message = ran.said.lines().next().unwrap();
    let without_numbers =
        |text: &str| text.split(|c: char| c.is_ascii_digit()).collect::<String>().replace(". KB", " KB");
    assert_eq!(
        without_numbers(message),
        "error[CB]: The style sheets of the theme weigh  KB; the budget is  KB. \
         It grew by  KB since it was last published. \
         Uncompressed, most of it is \"lists\" with  KB and \"frame\" with  KB."
    );
    let help = "help: Take something away, or set another budget in themes/mine/budget.toml: css = …";
    assert!(ran.said.contains(help), "{}", ran.said);
    site.write("themes/mine/budget.toml", "css = 100\n");
    assert_eq!(site.build().exit, 0);
}

/// The text of every file below `folder`.
fn all_text(folder: &str) -> String {
    let files =
        WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|file| file.file_type().is_file());
    files.map(|file| fs::read_to_string(file.path()).unwrap()).collect()
}

#[test]
fn templates_show_the_words_that_there_are_and_no_others() {
    let theme: toml::Table =
        toml::from_str(&fs::read_to_string("themes/default/theme.toml").unwrap()).unwrap();
    let words: BTreeSet<&str> = theme["words"]
        .as_table()
        .unwrap()
        .keys()
        .map(String::as_str)
        .filter(|key| *key != "months")
        .collect();
    let templates = all_text("themes/default/templates");
    let mut shown: BTreeSet<&str> = ["{{ ", "{% if ", "(", "=", "[", ", "]
        .into_iter()
        .flat_map(|before| {
            names_after(&templates, &format!("{before}words.")).into_iter().collect::<Vec<_>>()
        })
        .collect();
    let said = templates.match_indices("\" | say").map(|(at, _)| templates[..at].rsplit('"').next().unwrap());
    shown.extend(said);
    let unknown: Vec<_> = shown.difference(&words).collect();
    assert!(unknown.is_empty(), "no such words in theme.toml: {unknown:?}");
    let used =
        templates + &all_text("src/page") + &all_text("src/input/theme") + &all_text("themes/default/assets");
    let is_unused =
        |key: &&&str| !used.contains(&format!("words.{key}")) && !used.contains(&format!("\"{key}\""));
    let unused: Vec<_> = words.iter().filter(is_unused).collect();
    assert!(unused.is_empty(), "nothing shows these words: {unused:?}");
}
