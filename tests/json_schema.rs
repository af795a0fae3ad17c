//! JSON Schema for editors: what `casebook schema` writes, and that it takes every entry that
//! casebook takes.
#![allow(clippy::unwrap_used)]

mod support;

use casebook::input::{self, Cache, Inputs, Options};
use casebook::node::{Kind, Node, Scalar};
use casebook::schema::{self, Known, Role, Roles};
use casebook::source::Source;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::path::Path;
use support::Site;

/// A collection with a field of every type.
const COLLECTION: &str = include_str!("authoring/collection.toml");
const KINDS: &str = include_str!("authoring/kinds.toml");

fn site() -> Site {
    Site::of(&[
        ("casebook.toml", "title = \"Casebook\"\n"),
        ("content/cases/collection.toml", COLLECTION),
        ("content/vocabularies/kinds.toml", KINDS),
        ("content/teams/collection.toml", "plural = \"Teams\"\nsingular = \"Team\"\n"),
        ("content/teams/north.md", "---\ntitle: North\n---\nText.\n"),
        ("content/teams/index.md", "All teams.\n"),
        ("content/teams/5.md", "---\ntitle: Five\n---\nText.\n"),
    ])
}

#[test]
fn one_file_for_each_collection() {
    let site = site();
    let ran = site.run(&["schema"]);
    assert_eq!(ran.said, "Wrote 2 files to site/schemas: cases.json, teams.json.\n");
    assert_eq!(ran.exit, 0);
    let written = |name: &str| std::fs::read_to_string(site.root().join("schemas").join(name)).unwrap();
    snapbox::assert_data_eq!(written("cases.json"), snapbox::file!["authoring/cases.json"].raw());
    let first = written("teams.json");
    assert_eq!(site.run(&["schema", "--output", "elsewhere"]).exit, 0);
    let again = std::fs::read_to_string(site.root().join("../elsewhere/teams.json")).unwrap();
    assert_eq!(first, again);
}

#[test]
fn what_it_cannot_do_it_says() {
    let site = Site::of(&[("casebook.toml", "title = \"Casebook\"\n"), ("content/notes/a.md", "Text.\n")]);
    let ran = site.run(&["schema"]);
    assert_eq!(
        ran.said,
        "error: No collection here has a collection.toml, so there is nothing to describe.\n"
    );
    assert_eq!(ran.exit, 2);
    site.remove("casebook.toml");
    let ran = site.run(&["schema"]);
    assert_eq!(
        ran.said,
        "error: There is no casebook.toml in [ROOT], nor in a folder above it. \
         Go to the folder of your site, or name it with --root.\n"
    );
    assert_eq!(ran.exit, 2);
}

fn read(root: &Path) -> Inputs {
    let options = Options {
        root: root.to_owned(),
        output: root.join("output"),
        today: jiff::civil::date(2026, 3, 1),
        drafts: true,
        base_url: None,
    };
    input::read(&options, &mut Cache::default()).unwrap()
}

/// The front matter of every entry, by collection and path, as an editor would read it.
fn entries(inputs: &Inputs) -> Vec<(String, String, Value)> {
    let roles = Roles::of(inputs.sources.par_iter().map(|source| inputs.content_path(source)));
    let role = |source: &Source| roles.role(inputs.content_path(source));
    let all = inputs.sources.iter().filter(|source| role(source) != Role::Introduction);
    all.map(|source| {
        let collection = input::collection_of(inputs.content_path(source)).to_owned();
        let keys = casebook::document::parse(source, &mut Vec::new()).front_matter.keys;
        let map = Node { span: 0..0, kind: Kind::Map(keys) };
        (collection, source.path.clone(), as_json(&map))
    })
    .collect()
}

/// YAML's own rules for what stands without quotes.
fn as_json(node: &Node) -> Value {
    match &node.kind {
        Kind::Null => Value::Null,
        Kind::Scalar(Scalar { text, quoted: false }) => match text.as_str() {
            "true" | "True" | "TRUE" => json!(true),
            "false" | "False" | "FALSE" => json!(false),
            text => match text.parse::<f64>() {
                Ok(number) if number.fract() == 0.0 => json!(number as i64),
                Ok(number) => json!(number),
                Err(_) => json!(text),
            },
        },
        Kind::Scalar(Scalar { text, .. }) => json!(text),
        Kind::List(items) => items.iter().map(as_json).collect(),
        Kind::Map(map) => map.pairs.iter().map(|(key, node)| (key.name.clone(), as_json(node))).collect(),
    }
}

/// What the schema of its collection has against each entry.
fn refused(inputs: &Inputs) -> Vec<String> {
    let known = Known::of(inputs);
    let mut refused = Vec::new();
    for (collection, path, entry) in entries(inputs) {
        let Some(schema) = schema::json_schema(&inputs.collections[&collection], &known) else { continue };
        let validator = jsonschema::validator_for(&schema).unwrap();
        let faults = validator.iter_errors(&entry);
        refused.extend(faults.map(|fault| format!("{path}: {}: {fault}", fault.instance_path)));
    }
    refused
}

#[test]
fn every_entry_of_this_catalogue_passes() {
    let inputs = read(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(entries(&inputs).len() > 100);
    let refused = refused(&inputs);
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// Front matter that casebook takes and front matter that it refuses: the schema agrees.
#[test]
fn the_schema_agrees_with_casebook() {
    let sound = "title: A\nteam: north\nkind: open\nwhen: 2019";
    let with = |line: &str| format!("{sound}\n{line}");
    let taken = [
        sound.to_owned(),
        with("date: 2019-10-03"),
        with("note:"),
        with("score: 1,200"),
        with("score: 0.5"),
        with("helpers: north"),
        with("helpers: [north, 5]"),
        with("helpers:\n  -\n  - north"),
        with("site: https://example.org/a"),
        with("mail: team@example.org"),
        with("picture:\n  src: a.png\n  alt: A map"),
        with("steps:\n  - action: Go\n    minutes: 5"),
        with("result: 2"),
        with("about: teams/north"),
        with("done: true"),
        "title: 2019\nteam: 5\nkind: '7'\nwhen: 2019-10".to_owned(),
    ];
    let refused = [
        "team: north\nkind: open\nwhen: 2019".to_owned(),
        "title: A\nteam: south\nkind: open\nwhen: 2019".to_owned(),
        "title: A\nteam: north\nkind: opne\nwhen: 2019".to_owned(),
        "title: A\nteam: north\nkind: open\nwhen: May 2019".to_owned(),
        "title: A\nteam: north\nkind: open\nwhen:".to_owned(),
        with("titel: B"),
        with("note: x"),
        with("score: many"),
        with("score: 2000"),
        with("helpers: [north, 5, north]"),
        with("site: example.org"),
        with("mail: team"),
        with("picture:\n  src: a.png"),
        with("steps:\n  - minutes: 5"),
        with("steps:\n  - action: Go\n    hours: 5"),
        with("result: 3"),
        with("about: north"),
        with("done: 'true'"),
    ];
    for (expected, cases) in [(true, &taken[..]), (false, &refused[..])] {
        for keys in cases {
            let site = site();
            site.write("content/cases/a.png", "");
            site.write("content/cases/a.md", format!("---\n{keys}\n---\nText.\n"));
            let ran = site.run(&["check"]);
            assert_eq!(ran.exit == 0, expected, "{keys}\n{}", ran.said);
            let faults = self::refused(&read(&site.root()));
            assert_eq!(faults.is_empty(), expected, "{keys}\n{}", faults.join("\n"));
        }
    }
}
