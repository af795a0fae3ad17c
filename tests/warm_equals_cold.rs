//! After any sequence of edits, a warm build gives the same bytes and messages as a cold one.
#![allow(clippy::unwrap_used)]

mod support;

use casebook::diagnostic::write_compact;
use casebook::input::{self, Cache, Options};
use casebook::pipeline::{self, Build, Faulty, Memo};
use casebook::timing::Timings;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// One thing that an author may do.
#[derive(Debug, Clone)]
enum Edit {
    Write(&'static str, &'static str),
    Delete(&'static str),
    Rename(&'static str, &'static str),
    Today(i8),
}

const SETTINGS: &[&str] = &[
    "title = \"One\"\n",
    "title = \"Two\"\nlanguage = \"cy\"\nbase_url = \"https://example.org/x/\"\nmenu = [\"cases\", \"kinds\"]\nper_page = 1\n",
    "title = \n",
    "title = \"Pump\"\nlanguage = \"cy\"\n",
    "title = \"Three\"\n[[views]]\nkind = \"glossary\"\nof = \"people\"\n[[views]]\nkind = \"table\"\ntitle = \"Gaps\"\nrows = \"people\"\ncolumns = \"kinds\"\ncells = \"cases\"\nelsewhere = \"None\"\n[[views]]\nkind = \"pack\"\nof = \"cases\"\n[[views]]\nkind = \"table\"\ntitle = \"Who\"\nrows = \"people\"\ncells = \"cases.lead\"\n[[views]]\nkind = \"compare\"\nof = \"cases\"\n",
];

const CASE_SCHEMAS: &[&str] = &[
    "plural = \"Cases\"\nfacets = [\"kind\"]\n[fields.kind]\ntype = \"one of\"\nof = \"kinds\"\n[fields.lead]\ntype = \"one of\"\nof = \"people\"\n",
    "plural = \"Good cases\"\nsort = \"-date\"\n[fields.kind]\ntype = \"text\"\n",
];

/// Collections whose fields mean something: steps, figures, sources, short forms, what ended.
const MEANINGFUL: &[(&str, &str)] = &[
    (
        "content/cases/collection.toml",
        "facets = [\"kind\"]\nrelated = [\"kind\", \"lead\", \"steps.to\"]\n[fields.kind]\ntype = \"one of\"\nof = \"kinds\"\n[fields.lead]\ntype = \"one of\"\nof = \"people\"\nrole = \"sources\"\n[fields.due]\ntype = \"date\"\nrole = \"review due\"\n[fields.steps]\ntype = \"record\"\nmany = true\nrole = \"steps\"\n[fields.steps.fields.to]\ntype = \"one of\"\nof = [\"people\", \"cases\"]\n[fields.steps.fields.minutes]\ntype = \"number\"\nrole = \"minutes\"\n",
    ),
    (
        "content/people/collection.toml",
        "citation = [\"short\", \"title\"]\n[fields.short]\ntype = \"text\"\nrole = \"short form\"\n[fields.ended]\ntype = \"date\"\nrole = \"ended\"\n[fields.next]\ntype = \"one of\"\nof = \"people\"\nrole = \"successor\"\n",
    ),
];

const MEANT: &[&str] = &[
    "---\ntitle: primary care network\nshort: PCN\nended: 2020\nnext: two\nlead: x\n---\n## Works\n\nOne PCN, see [x](../people/x.md).\n",
    "---\ntitle: integrated care system\nshort: ICS\nkind: a\ndue: 2026-06-09\nsteps:\n  - {to: people/x, minutes: 5}\n  - {to: cases/two}\n---\nThe PCNs met, and then the PCN and the ICS (both).\n",
    "---\ntitle: two\nlead: x\nsteps: [{to: cases/one, minutes: 2}]\n---\n## Works\n\nNo `PCN` here, see [the ICS](../people/x.md), ICS.\n",
];

const KINDS: &[&str] = &[
    "[[terms]]\nid = \"a\"\nlabel = \"Kind A\"\n[[terms]]\nid = \"b\"\nlabel = \"Kind B\"\n",
    "[[terms]]\nid = \"a\"\nlabel = \"Kind A, renamed\"\n",
];

const ENTRIES: &[&str] = &[
    "---\ntitle: First\nkind: a\nlead: x\n---\nSee [[two]] and [x](../people/x.md#works).\n\n![Map](map.png)\n",
    "---\ntitle: First\nkind: a\nlead: x\n---\nSee [[one]], [gone](gone.md) and [x](../people/x.md).\n",
    "---\ntitle: First\nkind: a\nlead: x\n---\nSee nothing.\n\n[a](#b) <b>raw</b>\n",
    "---\ntitle: Second\nkind: b\ntags: [red, Blue]\ndate: 2026-06-15\n---\n## Works\n\nSee [one](one.md).\n",
    "---\ntitle: Third\nkind: c\ntags: red\ndraft: true\n---\n# Heading\n\nText with {{ braces }}.\n",
    "---\ntitle: Broken: here\nkind: a\n---\nBody.\n",
    "---\ntitle: Third\nkind: a\n---\n## Works\n\n[gone](gone.md) and [[x]].\n",
    "---\ntitle: Third\nkind: a\n---\nNo heading, and [x](../people/x.md#works).\n",
    "",
];

/// The same keys above different texts: what is kept after such an edit must not be too much.
const SAME_KEYS: &[&str] = &[
    "---\ntitle: X\nsummary: S\n---\n## Works\n\nSee [[one]] and [its map](../cases/map.png).\n",
    "---\ntitle: X\nsummary: S\n---\nNo heading here. See [[two]].\n",
    "---\ntitle: X\nsummary: S\n---\n## Works\n\n## Costs\n\nSee [this](#costs).\n",
];

const PATHS: &[&str] = &[
    "content/cases/one.md",
    "content/cases/two.md",
    "content/cases/One.md",
    "content/people/x.md",
    "content/people/x/index.md",
    "content/index.md",
    "content/cases/index.md",
];

/// Names of every form, of which some may be nowhere, and lead elsewhere once another file is there.
const NAMING: &[&str] = &[
    "---\ntitle: Naming\nlead: x\n---\n[a](two), [b](two.md), [c](../people/x), [d](../people/x/index.md) and [[x]].\n",
    "---\ntitle: Naming again\nlead: X\n---\n[a](/people/x/), [b](../people/), [c](../x.md#works), [[people/x]] and [[two]].\n",
    "---\ntitle: Third\ndraft: true\n---\n[[X]], [[cases/two]], [a](./) and [b](two/README.md).\n\n![a](x.png)\n",
    "---\ntitle: Fourth\nlead: people/x\ntags: [red]\n---\n## Works\n\n[a](../tags/red/) and [b](x).\n",
];

const NAMED: &[&str] = &[
    "content/cases/one.md",
    "content/cases/two.md",
    "content/cases/two/index.md",
    "content/cases/two/README.md",
    "content/cases/Two.md",
    "content/cases/x.md",
    "content/people/x.md",
    "content/people/X.md",
    "content/people/x/_index.md",
    "content/people/README.md",
    "content/x.md",
    "content/tags/red.md",
];

const THEMES: &[&str] = &[
    "[words]\nhome = \"Start\"\nentries = { one = \"one case\", other = \"{count} cases\" }\n",
    "[words]\nmonths = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\", \"k\", \"l\"]\n",
    "[tokens]\nlink = \"#054\"\n[words]\nresult = \"Outcome\"\n",
    "[tokens]\nlink = \"#ccc\"\n",
    "[words\n",
];

fn edits() -> impl Strategy<Value = Edit> {
    let path = prop::sample::select(PATHS);
    prop_oneof![
        8 => (path.clone(), prop::sample::select(ENTRIES)).prop_map(|(path, text)| Edit::Write(path, text)),
        6 => (path.clone(), prop::sample::select(MEANT)).prop_map(|(path, text)| Edit::Write(path, text)),
        3 => prop::sample::select(MEANINGFUL).prop_map(|(path, text)| Edit::Write(path, text)),
        4 => prop::sample::select(SAME_KEYS).prop_map(|text| Edit::Write("content/people/x.md", text)),
        3 => path.clone().prop_map(Edit::Delete),
        2 => (path.clone(), path).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => prop::sample::select(SETTINGS).prop_map(|text| Edit::Write("casebook.toml", text)),
        1 => Just(Edit::Delete("casebook.toml")),
        1 => prop::sample::select(CASE_SCHEMAS).prop_map(|text| Edit::Write("content/cases/collection.toml", text)),
        1 => Just(Edit::Delete("content/cases/collection.toml")),
        1 => prop::sample::select(KINDS).prop_map(|text| Edit::Write("content/vocabularies/kinds.toml", text)),
        1 => prop::sample::select(&["GIF89a\x01\x00\x01\x00", "GIF89a\x02\x00\x02\x00"][..])
            .prop_map(|text| Edit::Write("content/cases/map.png", text)),
        1 => Just(Edit::Delete("content/cases/map.png")),
        1 => prop::sample::select(&["<p>{{ page.title }}</p>", "{{ broken"][..])
            .prop_map(|text| Edit::Write("themes/default/templates/not-found.html", text)),
        1 => Just(Edit::Delete("themes/default/templates/not-found.html")),
        2 => prop::sample::select(THEMES).prop_map(|text| Edit::Write("themes/default/theme.toml", text)),
        1 => Just(Edit::Delete("themes/default/theme.toml")),
        1 => prop::sample::select(&["home = \"Hafan\"", "home = 3"][..])
            .prop_map(|text| Edit::Write("themes/default/words/cy.toml", text)),
        1 => (1i8..28).prop_map(Edit::Today),
    ]
}

/// Files that come and go, under names that others ask for.
fn renamings() -> impl Strategy<Value = Edit> {
    let path = prop::sample::select(NAMED);
    prop_oneof![
        6 => (path.clone(), prop::sample::select(NAMING)).prop_map(|(path, text)| Edit::Write(path, text)),
        4 => path.clone().prop_map(Edit::Delete),
        2 => (path.clone(), path).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => prop::sample::select(MEANINGFUL).prop_map(|(path, text)| Edit::Write(path, text)),
    ]
}

fn apply(root: &Path, edit: &Edit, today: &mut i8) {
    match edit {
        Edit::Write(path, text) => {
            let path = root.join(path);
            if fs::create_dir_all(path.parent().unwrap()).is_ok() {
                let _ = fs::write(path, text);
            }
        }
        Edit::Delete(path) => {
            let _ = fs::remove_file(root.join(path));
        }
        Edit::Rename(from, to) => {
            let to = root.join(to);
            if fs::create_dir_all(to.parent().unwrap()).is_ok() {
                let _ = fs::rename(root.join(from), to);
            }
        }
        Edit::Today(day) => *today = *day,
    }
}

/// The paths that an edit touches, as file events would name them.
fn touched(root: &Path, edit: &Edit) -> Vec<PathBuf> {
    match edit {
        Edit::Write(path, _) | Edit::Delete(path) => vec![root.join(path)],
        Edit::Rename(from, to) => vec![root.join(from), root.join(to)],
        Edit::Today(_) => Vec::new(),
    }
}

fn build(
    root: &Path,
    today: i8,
    faulty: Faulty,
    changed: Option<&[PathBuf]>,
    cache: &mut Cache,
    memo: &mut Memo,
) -> Build {
    let options = Options {
        root: root.to_owned(),
        output: root.join("output"),
        today: jiff::civil::date(2026, 6, today),
        drafts: faulty == Faulty::Shown,
        base_url: None,
    };
    let inputs = input::read_changed(&options, changed, cache).unwrap();
    pipeline::build(&inputs, faulty, memo, &mut Timings::default())
}

/// Every output by path, as bytes or as the message that says why there are none; and every
/// message.
fn everything(build: &Build) -> (BTreeMap<String, String>, Vec<String>) {
    let outputs = build.outputs.iter().map(|(path, output)| {
        let text = match build.outputs.bytes(output) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(failure) => write_compact(&failure.diagnostic()),
        };
        (path.to_owned(), text)
    });
    (outputs.collect(), build.diagnostics.iter().map(write_compact).collect())
}

/// Applies `edits` one by one, and compares a warm build after each with a cold one.
fn check_warm(edits: &[Edit], shown: bool, told: bool) -> Result<(), TestCaseError> {
    let faulty = if shown { Faulty::Shown } else { Faulty::LeftOut };
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    apply(root, &Edit::Write(PATHS[0], ENTRIES[0]), &mut 1);
    let (mut cache, mut memo, mut today) = (Cache::default(), Memo::default(), 10);
    for edit in edits {
        apply(root, edit, &mut today);
        let told = told.then(|| touched(root, edit));
        let warm = build(root, today, faulty, told.as_deref(), &mut cache, &mut memo);
        let cold = build(root, today, faulty, None, &mut Cache::default(), &mut Memo::default());
        let (warm, cold) = (everything(&warm), everything(&cold));
        prop_assert_eq!(warm.1, cold.1);
        for (path, text) in &cold.0 {
            prop_assert_eq!(warm.0.get(path), Some(text), "{}", path);
        }
        prop_assert_eq!(warm.0.len(), cold.0.len());
        let dead = support::html::faults_in(&cold.0, "/");
        let told = |fault: &String| !fault.contains("of level 1") && !fault.starts_with("404.html");
        let dead: Vec<String> = dead.into_iter().filter(told).collect();
        prop_assert!(dead.is_empty(), "{:?}", dead);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn warm_equals_cold(edits in prop::collection::vec(edits(), 1..14), shown in any::<bool>(), told in any::<bool>()) {
        check_warm(&edits, shown, told)?;
    }

    #[test]
    fn names_that_come_and_go(edits in prop::collection::vec(renamings(), 1..20), shown in any::<bool>()) {
        check_warm(&edits, shown, true)?;
    }

    /// The key of a page says whether its bytes may differ.
    #[test]
    fn equal_keys_mean_equal_bytes(edits in prop::collection::vec(edits(), 1..14)) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        apply(root, &Edit::Write(PATHS[0], ENTRIES[0]), &mut 1);
        let (mut cache, mut memo, mut today) = (Cache::default(), Memo::default(), 10);
        let mut known = BTreeMap::new();
        for edit in &edits {
            apply(root, edit, &mut today);
            let build = build(root, today, Faulty::Shown, None, &mut cache, &mut memo);
            for page in build.outputs.pages() {
                let Some(output) = build.outputs.get(&page.output_path()) else { continue };
                let Ok(bytes) = build.outputs.bytes(output) else { continue };
                let bytes = bytes.into_owned();
                let first = known.entry((page.output_path(), page.key())).or_insert_with(|| bytes.clone());
                prop_assert_eq!(&*first, &bytes, "{}", page.output_path());
            }
        }
    }
}

/// The smallest case of an edit that changes no key of its file, but what others say of it.
#[test]
fn a_heading_that_goes_is_missed_by_those_who_link_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let (mut cache, mut memo) = (Cache::default(), Memo::default());
    let mut messages = |text: &'static str| {
        apply(root, &Edit::Write("content/people/x.md", text), &mut 1);
        let build = build(root, 10, Faulty::Shown, None, &mut cache, &mut memo);
        build.diagnostics.iter().map(write_compact).filter(|line| line.contains("CB402")).count()
    };
    apply(root, &Edit::Write("content/cases/a.md", "See [x](../people/x.md#works).\n"), &mut 1);
    let counts = [messages(SAME_KEYS[0]), messages(SAME_KEYS[1]), messages(SAME_KEYS[2])];
    assert_eq!(counts, [0, 1, 0]);
}

/// A draft that readers do not see may have the address of a page that they do see.
#[test]
fn a_hidden_draft_never_takes_the_page_of_another() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let (mut cache, mut memo) = (Cache::default(), Memo::default());
    apply(root, &Edit::Write("content/cases/a.md", "---\ntitle: Shown\nsummary: S\n---\nText.\n"), &mut 1);
    for text in [
        "---\ntitle: D\nsummary: S\ndraft: true\n---\nOne.\n",
        "---\ntitle: D\nsummary: S\ndraft: true\n---\nTwo.\n",
    ] {
        apply(root, &Edit::Write("content/cases/A.md", text), &mut 1);
        let build = build(root, 10, Faulty::LeftOut, None, &mut cache, &mut memo);
        let page = everything(&build).0.remove("cases/a/index.html").unwrap();
        assert!(page.contains("<h1>Shown</h1>"), "{page}");
    }
}
