//! The guide for authors over a small site.
#![allow(clippy::unwrap_used)]

mod support;

use casebook::input::{self, Cache, Options};
use casebook::pipeline::{self, Faulty, Memo};
use casebook::schema::{self, Known};
use casebook::source::Source;
use casebook::timing::Timings;
use std::path::Path;
use std::sync::Arc;
use support::{Site, assert_sound};

#[test]
fn the_guide_says_how_to_write_an_entry() {
    let site = Site::of(&[
        (
            "casebook.toml",
            "title = \"Casebook\"\nbase_url = \"https://example.org/\"\n\n[[views]]\nkind = \"guide\"\naddress = \"guide\"\n",
        ),
        ("content/cases/collection.toml", include_str!("authoring/collection.toml")),
        ("content/vocabularies/kinds.toml", include_str!("authoring/kinds.toml")),
        ("content/teams/collection.toml", "plural = \"Teams\"\nsingular = \"Team\"\n"),
        ("content/teams/north.md", "---\ntitle: North\n---\nText.\n"),
        ("content/notes/first.md", "Not in the guide: nobody declares what a note is.\n"),
    ]);
    let built = site.run(&["build", "--strict"]);
    assert_eq!(built.exit, 0, "{}", built.said);
    assert_sound(&site);
    let page = site.published("guide/index.html");
    let (_, main) = page.split_once("<main id=\"_main\" tabindex=\"-1\">\n").unwrap();
    let (main, _) = main.split_once("</main>").unwrap();
    snapbox::assert_data_eq!(main, snapbox::file!["authoring/guide.html"].raw());
}

/// The guide shows a finished case. An author who copies it must not be told that it is wrong.
#[test]
fn the_worked_example_of_this_catalogue_is_sound() {
    const PATH: &str = "content/cases/zz-example.md";
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let options = Options {
        root: root.to_owned(),
        output: root.join("output"),
        today: jiff::civil::date(2026, 12, 1),
        drafts: false,
        base_url: None,
    };
    let mut inputs = input::read(&options, &mut Cache::default()).unwrap();
    let guide = schema::guide(&inputs.collections["cases"], &Known::of(&inputs)).unwrap();
    inputs.sources.push(Arc::new(Source::new(PATH, schema::finished(&guide))));
    inputs.sources.sort_by(|a, b| a.path.cmp(&b.path));
    let build = pipeline::build(&inputs, Faulty::Shown, &mut Memo::default(), &mut Timings::default());
    let of_example = build.diagnostics.iter().filter(|fault| fault.path.as_deref() == Some(PATH));
    let faults: Vec<&str> = of_example.map(|fault| fault.message.as_str()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
