//! The search index, and the script that searches it: what readers find in a published site.
//!
//! The tests in `tests/search/` run the published script in node, over the published files. What
//! they need is installed by `tests/run`.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use support::{Site, TODAY};
use walkdir::WalkDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

const CASES: &str = r#"plural = "Cases"
facets = ["kind", "lead"]
row = ["kind", "as_of"]
[fields.as_of]
type = "date"
role = "as of"
label = "True as of"
[fields.kind]
type = "one of"
of = "kinds"
many = true
[fields.lead]
type = "one of"
of = "bodies"
[fields.population]
type = "text"
"#;

const BODIES: &str =
    "plural = \"Bodies\"\n[fields.once]\ntype = \"text\"\nmany = true\nrole = \"also known as\"\n";

const TERMS: &str = "plural = \"Terms\"\n[fields.short]\ntype = \"text\"\nrole = \"short form\"\n";

const KINDS: &str = r#"[[terms]]
id = "red"
label = "Red wagons"
synonyms = ["scarlet carts"]
[[terms]]
id = "blue"
label = "Blue boats"
synonyms = ["ships and rafts"]
"#;

/// A small site with something of all that the index knows.
fn site() -> Site {
    let site = Site::of(&[
        ("casebook.toml", "title = \"Casebook\"\n"),
        ("content/vocabularies/kinds.toml", KINDS),
        ("content/cases/collection.toml", CASES),
        ("content/bodies/collection.toml", BODIES),
        ("content/terms/collection.toml", TERMS),
        (
            "content/cases/harbour.md",
            "---\ntitle: Harbour repairs\nsummary: How the harbour was repaired.\nkind: [red]\nlead: guild\nas_of: 2020\npopulation: Fishermen\n---\nMasons met weekly.\n\n## What went wrong\n\nThe dredgers sank, and a **floating crane depot** (FCD) was flooded.\n",
        ),
        (
            "content/cases/bridge.md",
            "---\ntitle: Bridge painting\nsummary: A crew painted a bridge.\nkind: [red, blue]\nlead: guild\n---\nMary’s café paid: fish &amp; chips. The weekly masons met in R&D.\n",
        ),
        (
            "content/cases/mill.md",
            "---\ntitle: Windmill\nkind: [blue]\nlead: office\nas_of: 2021-05\n---\nA day centre unit opened.\n",
        ),
        (
            "content/bodies/guild.md",
            "---\ntitle: Guild of masons\nonce: [Stonecutters' league]\n---\nShips & rafts.\n",
        ),
        ("content/bodies/office.md", "---\ntitle: Harbour office\n---\nText.\n"),
        ("content/terms/dcu.md", "---\ntitle: day centre unit\nshort: DCU\n---\nA unit.\n"),
        ("content/letters.md", letters()),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.exit, 0, "{}", ran.said);
    site
}

/// An entry with every letter of the Latin script in a word of its own.
fn letters() -> &'static str {
    let letters = ('\u{c0}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}').filter(|c| c.is_alphabetic());
    let words: Vec<String> = letters.map(|c| format!("q{c}q")).collect();
    format!("---\ntitle: Letters\n---\n{}\n", words.join(" ")).leak()
}

#[test]
fn readers_find_what_they_look_for() {
    let site = site();
    let own = tempfile::tempdir().unwrap();
    let built = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", "--root", ROOT, "--today", TODAY, "--keep-going", "--output"])
        .arg(own.path().join("output"))
        .output()
        .unwrap();
    assert!(
        own.path().join("output/search/casebook-search.js").exists(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let tested = Command::new("node")
        .args(["--test", "--test-reporter=spec"])
        .arg(Path::new(ROOT).join("tests/search/find.test.mjs"))
        .env("CASEBOOK_OUTPUT", site.output())
        .env("CASEBOOK_OWN", own.path().join("output"))
        .output()
        .unwrap();
    assert!(tested.status.success(), "{}", String::from_utf8_lossy(&tested.stdout));
}

#[test]
fn the_script_fits_its_types() {
    let checked = Command::new("node")
        .arg(Path::new(ROOT).join("tests/node_modules/typescript/bin/tsc"))
        .args(["--allowJs", "--checkJs", "--noEmit", "--strict", "--target", "es2022", "--module", "es2022"])
        .args(["--lib", "es2022,dom,dom.iterable"])
        .arg(Path::new(ROOT).join("src/search/client/casebook-search.js"))
        .output()
        .unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

/// Every file below `search/`, by path.
fn index(output: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = WalkDir::new(output.join("search")).into_iter().map(Result::unwrap);
    let files = files.filter(|file| file.file_type().is_file());
    let named = |path: &Path| path.strip_prefix(output).unwrap().to_string_lossy().into_owned();
    files.map(|file| (named(file.path()), fs::read(file.path()).unwrap())).collect()
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let site = site();
    let first = index(&site.output());
    for threads in ["1", "7"] {
        fs::remove_dir_all(site.output()).unwrap();
        let built = Command::new(env!("CARGO_BIN_EXE_casebook"))
            .args(["build", "--today", TODAY, "--root"])
            .arg(site.root())
            .env("RAYON_NUM_THREADS", threads)
            .status();
        assert!(built.unwrap().success());
        assert!(index(&site.output()) == first, "with {threads} threads");
    }
}

#[test]
fn an_edit_gives_the_files_other_names() {
    let site = site();
    let before = site.published("search/casebook-search.js");
    site.write("content/cases/mill.md", "---\ntitle: Watermill\n---\nText.\n");
    assert_eq!(site.run(&["build"]).exit, 0);
    assert_ne!(site.published("search/casebook-search.js"), before);
    let folders = fs::read_dir(site.output().join("search")).unwrap();
    let folders = folders.filter(|entry| entry.as_ref().unwrap().path().is_dir());
    assert_eq!(folders.count(), 1, "those of the last build are gone");
}
