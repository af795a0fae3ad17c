//! Whatever stands in a file, reading it neither panics nor points outside of it.
#![allow(clippy::unwrap_used)]

use casebook::diagnostic::{
    Code, Diagnostic, Grouped, Place, group, write_compact, write_github, write_human, write_json,
};
use casebook::document::{self, Body};
use casebook::input::{self, Cache, Collection, Inputs, Options};
use casebook::node::{Kind, Map, Node, parse_toml, parse_yaml};
use casebook::schema::{self, FieldValue, Role, Value};
use casebook::source::Source;
use proptest::prelude::*;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, LazyLock};

const COLLECTION: &str = r#"
sections = ["What we did"]
facets = ["themes", "contact.role"]
[fields.status]
type = "one of"
options = ["planned", "running"]
required = true
[fields.score]
type = "number"
min = 1
max = 5
[fields.started]
type = "date"
many = true
[fields.themes]
type = "text"
many = true
min = 1
max_length = 10
[fields.intro]
type = "markdown"
[fields.photo]
type = "image"
[fields.contact]
type = "record"
required = true
[fields.contact.fields.name]
type = "text"
required = true
[fields.contact.fields.role]
type = "text"
[fields.contact.fields.email]
type = "email"
[fields.outcomes]
type = "record"
many = true
[fields.outcomes.fields.measure]
type = "markdown"
required = true
[fields.outcomes.fields.source]
type = "url"
"#;

fn read_inputs(root: &Path) -> Inputs {
    let options = Options {
        root: root.to_owned(),
        output: root.join("output"),
        today: "2026-03-01".parse().unwrap(),
        drafts: false,
        base_url: None,
    };
    input::read(&options, &mut Cache::default()).unwrap()
}

static DECLARED: LazyLock<Arc<Collection>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/cases")).unwrap();
    fs::write(folder.path().join("content/cases/collection.toml"), COLLECTION).unwrap();
    let inputs = read_inputs(folder.path());
    assert!(inputs.diagnostics.iter().all(|fault| fault.code == Code::NoContent), "{:?}", inputs.diagnostics);
    inputs.collections["cases"].clone()
});

/// Whether the bytes are whole characters of the text.
#[track_caller]
fn assert_inside(text: &str, span: &Range<usize>, what: &str) {
    assert!(
        text.get(span.clone()).is_some(),
        "{what} at {span:?} is not in {} bytes of {text:?}",
        text.len()
    );
}

fn assert_place(place: &Place, what: &str) {
    assert_inside(&place.source.text, &place.span, what);
}

fn assert_diagnostics(found: &[Diagnostic]) {
    for diagnostic in found {
        let what = write_compact(diagnostic);
        if let Some(place) = &diagnostic.place {
            assert_place(place, &what);
        }
        if let Some(fix) = &diagnostic.fix {
            assert_place(&fix.place, &what);
        }
        for (place, _) in &diagnostic.related {
            assert_place(place, &what);
        }
        assert!(!diagnostic.message.is_empty() && !diagnostic.message.contains('\n'), "{what}");
        write_json(diagnostic);
        write_github(diagnostic);
    }
    let (groups, _) = group(found);
    for grouped in groups {
        write_human(&Grouped { first: grouped.first, others: grouped.others }, false);
    }
}

fn assert_node(text: &str, node: &Node) {
    assert_inside(text, &node.span, "a node");
    match &node.kind {
        Kind::Null | Kind::Scalar(_) => {}
        Kind::List(items) => items.iter().for_each(|item| assert_node(text, item)),
        Kind::Map(map) => assert_map(text, map),
    }
}

fn assert_map(text: &str, map: &Map) {
    for (key, node) in &map.pairs {
        assert_inside(text, &key.span, "a key");
        assert_node(text, node);
    }
    map.unreadable.iter().for_each(|key| assert_inside(text, &key.span, "an unreadable key"));
}

fn assert_body(text: &str, body: &Body) {
    body.links.iter().for_each(|link| assert_inside(text, &link.span, "a link"));
    body.images.iter().for_each(|image| assert_inside(text, &image.span, "an image"));
    body.headings.iter().for_each(|heading| assert_inside(text, &heading.span, "a heading"));
}

fn assert_fields(text: &str, fields: &[FieldValue]) {
    for field in fields {
        assert_inside(text, &field.span, &field.key);
        for (value, span) in field.value.each(&field.span) {
            assert_inside(text, span, &field.key);
            match value {
                Value::Record(fields) => assert_fields(text, fields),
                Value::Markdown(body) => assert_body(text, body),
                _ => {}
            }
        }
    }
}

/// Reads `text` in every way there is.
fn read_all(text: &str) {
    let source = Arc::new(Source::new("content/cases/a.md", text));
    let mut found = Vec::new();
    let document = document::parse(&source, &mut found);
    assert_diagnostics(&found);
    assert_map(text, &document.front_matter.keys);
    assert_inside(text, &document.front_matter.opening, "the opening");
    assert_body(text, &document.body);
    for (path, collection, role) in [
        ("cases/a.md", DECLARED.clone(), Role::Entry),
        ("a.md", Arc::new(Collection::open("")), Role::Entry),
        ("cases/index.md", DECLARED.clone(), Role::Introduction),
    ] {
        let entry = schema::read(path, &source, &collection, role);
        assert_diagnostics(&entry.diagnostics);
        assert_fields(text, &entry.fields);
        assert_body(text, &entry.body);
        assert!(!entry.title.contains('\n'), "{:?}", entry.title);
        let shown = entry.diagnostics.iter().all(|fault| fault.path.as_deref() == Some("content/cases/a.md"));
        assert!(shown, "a message without its file: {:?}", entry.diagnostics);
    }
}

fn read_yaml(text: &str) {
    let source = Arc::new(Source::new("a.md", text));
    let mut found = Vec::new();
    let map = parse_yaml(&source, 0..text.len(), &mut found);
    assert_diagnostics(&found);
    if let Some(map) = map {
        assert_map(text, &map);
    }
}

fn read_toml(text: &str) {
    let source = Arc::new(Source::new("a.toml", text));
    let mut found = Vec::new();
    assert_map(text, &parse_toml(&source, 0..text.len(), Code::SettingsSyntax, &mut found));
    assert_diagnostics(&found);
}

/// Pieces of which front matter is made, and its commonest slips.
fn yaml_piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "---",
        "---\n",
        "...\n",
        "+++\n",
        "\n",
        "\r\n",
        "\n\n",
        "  ",
        " ",
        "\t",
        "\u{a0}",
        "\u{feff}",
        ":",
        ": ",
        "：",
        "- ",
        "-",
        "-x",
        "#",
        " # c",
        "|\n",
        ">-\n",
        "|",
        ">",
        "\"",
        "'",
        "''",
        "\\",
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        "&a ",
        "*a",
        "!x ",
        "!!str ",
        "%",
        "@",
        "`",
        "? ",
        "~",
        "null",
        "true",
        "no",
        "5",
        "-5",
        "1e400",
        "2019-10-03",
        "2019-13",
        "é",
        "北京",
        "👩‍👩‍👧",
        "\0",
        "\u{7f}",
        "title: ",
        "title: A\n",
        "summary: ",
        "draft: ",
        "date: ",
        "status: ",
        "score: ",
        "started: ",
        "themes: ",
        "intro: ",
        "photo: ",
        "contact: ",
        "contact:\n  name: Jo\n",
        "outcomes:\n  - measure: ",
        "src: ",
        "alt: ",
        "<<: ",
        "a: b",
        "[x](y.md)",
        "![](z.png)",
        "[[a#b]]",
        "<b>",
        "<!-- c",
        "# H {#x}\n",
        "[^1]",
        "{{ x }}",
        "https://example.org",
    ])
    .prop_map(str::to_owned);
    prop_oneof![8 => fixed, 1 => any::<char>().prop_map(String::from), 1 => "[a-z]{1,8}"]
}

fn near_yaml() -> impl Strategy<Value = String> {
    prop::collection::vec(yaml_piece(), 0..40).prop_map(|pieces| pieces.concat())
}

fn near_toml() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "\n",
        "\r\n",
        " = ",
        "=",
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "[",
        "]",
        "[[",
        "]]",
        "[fields.",
        "{",
        "}",
        ", ",
        ".",
        "#",
        "\\",
        "\\u",
        "title",
        "title = \"A\"\n",
        "base_url = ",
        "per_page = ",
        "menu = [",
        "language = ",
        "[owner]\n",
        "name = \"Jo\"\n",
        "theme = ",
        "type = \"text\"\n",
        "type = \"one of\"\n",
        "of = ",
        "options = [\"a\"]\n",
        "min = 3\n",
        "max = 1\n",
        "required_unless = \"x\"\n",
        "[[terms]]\n",
        "id = \"a\"\n",
        "label = ",
        "broader = \"b\"\n",
        "sort = \"-date\"\n",
        "facets = [\"x\"]\n",
        "address = \"/{id}\"\n",
        "5",
        "-5",
        "1.2.3",
        "2019-13-45",
        "true",
        "é",
        "北京",
        "\0",
        "\u{feff}",
        "a.b.c",
        "[a]\n",
        "[a.b]\n",
    ])
    .prop_map(str::to_owned);
    let piece = prop_oneof![8 => fixed, 1 => any::<char>().prop_map(String::from), 1 => "[a-z]{1,8}"];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_shrink_iters: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_document(text in any::<String>()) {
        read_all(&text);
    }

    #[test]
    fn any_text_may_stand_between_fences(text in near_yaml(), body in near_yaml(), end in "\r?\n|") {
        read_all(&format!("---{end}{text}{end}---{end}{body}"));
        read_all(&format!("{text}\n---\n{body}"));
    }

    #[test]
    fn any_text_is_yaml_or_has_faults(text in near_yaml()) {
        read_yaml(&text);
    }

    #[test]
    fn any_value_is_read_or_has_faults(key in "title|intro|score|themes|contact|outcomes|photo|draft", value in near_yaml()) {
        read_all(&format!("---\ntitle: A\n{key}: {value}\nstatus: planned\n---\nText.\n"));
        read_all(&format!("---\n{key}: |\n  {}\n---\nText.\n", value.replace('\n', "\n  ")));
    }

    #[test]
    fn any_text_is_toml_or_has_faults(text in near_toml()) {
        read_toml(&text);
        read_all(&format!("+++\n{text}\n+++\nText.\n"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 500, ..ProptestConfig::default() })]

    #[test]
    fn any_settings_are_read_or_have_faults(site in near_toml(), collection in near_toml(), terms in near_toml()) {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("casebook.toml", &site);
        write("content/cases/collection.toml", &collection);
        write("content/vocabularies/x.toml", &terms);
        write("content/cases/a.md", "---\ntitle: A\nx: b\n---\nText.\n");
        let inputs = read_inputs(folder.path());
        assert_diagnostics(&inputs.diagnostics);
        let entry = schema::read("cases/a.md", inputs.sources.iter().find(|source| source.path.ends_with("cases/a.md")).unwrap(), &inputs.collections["cases"], Role::Entry);
        assert_diagnostics(&entry.diagnostics);
    }
}
