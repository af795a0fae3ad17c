//! Edits at random, and at intervals the preview compared, byte for byte, with a build from nothing.
//!
//! The suite makes a few. `CASEBOOK_EDITS=2000 cargo test --release --test preview soak` makes more,
//! and `CASEBOOK_SEED=7` makes others.

use crate::served::{Served, write};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

const EDITS_IN_THE_SUITE: usize = 120;
const BETWEEN_LOOKS: usize = 20;

/// A generator of numbers that look random, the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

const PATHS: &[&str] = &[
    "content/cases/a.md",
    "content/cases/b.md",
    "content/cases/B.md",
    "content/cases/deep/er/c.md",
    "content/cases/d/index.md",
    "content/cases/index.md",
    "content/people/x.md",
    "content/people/y y.md",
    "content/index.md",
    "content/about.md",
];

const OTHERS: &[(&str, &[&str])] = &[
    (
        "casebook.toml",
        &[
            "title = \"One\"\n",
            "title = \"Two\"\nper_page = 2\n",
            "title = \"Three\"\n[[views]]\nkind = \"compare\"\nof = \"cases\"\n",
        ],
    ),
    (
        "content/cases/collection.toml",
        &[
            "plural = \"Cases\"\nfacets = [\"kind\"]\n[fields.kind]\ntype = \"one of\"\nof = \"kinds\"\n[fields.lead]\ntype = \"one of\"\nof = \"people\"\n",
            "plural = \"Good cases\"\nsort = \"-date\"\n[fields.kind]\ntype = \"text\"\n",
        ],
    ),
    (
        "content/vocabularies/kinds.toml",
        &[
            "[[terms]]\nid = \"a\"\nlabel = \"Kind A\"\n[[terms]]\nid = \"b\"\nlabel = \"Kind B\"\n",
            "[[terms]]\nid = \"a\"\nlabel = \"Kind A, renamed\"\n",
        ],
    ),
    (
        "content/cases/map.svg",
        &[
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"></svg>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"9\"></svg>",
        ],
    ),
    ("themes/default/templates/not-found.html", &["<p>Not here</p>", "<p>Nor there</p>"]),
    ("themes/default/theme.toml", &["[words]\nhome = \"Start\"\n", "[words]\nhome = \"Begin\"\n"]),
];

fn text(random: &mut Random, n: usize) -> String {
    let kind = random.of(&["a", "b", "c"]);
    let lead = random.of(&["x", "y-y", "nobody"]);
    let link = random.of(&["[[a]]", "[[x]]", "[b](b.md)", "![Map](map.svg)", "[gone](gone.md)", "nothing"]);
    let more = random.of(&["", "draft: true\n", "date: 2026-02-01\n", "date: 2031-01-01\n", "tags: [red]\n"]);
    format!(
        "---\ntitle: Entry {n}\nkind: {kind}\nlead: {lead}\n{more}---\n## Works\n\nText {n}, see {link}.\n"
    )
}

/// Makes one change to the site at `root`, as an author or an editor does.
fn edit(root: &Path, random: &mut Random, n: usize) {
    let path = root.join(random.of(PATHS));
    match random.below(12) {
        0 => drop(fs::remove_file(&path)),
        1 => {
            let to = root.join(random.of(PATHS));
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            let _ = fs::rename(&path, to);
        }
        2 => {
            let (other, texts) = *random.of(OTHERS);
            write(&root.join(other), random.of(texts));
        }
        3 => drop(fs::remove_file(root.join(random.of(OTHERS).0))),
        4 => drop(fs::remove_dir_all(root.join(random.of(&[
            "content/cases/deep",
            "themes",
            "content/people",
        ])))),
        5 => {
            let temporary = path.with_extension("sedQ1");
            write(&temporary, text(random, n));
            fs::rename(temporary, &path).unwrap();
        }
        6 => {
            let _ = fs::remove_file(&path);
            write(&path, text(random, n));
        }
        7 => {
            write(&path, "");
            write(&path, text(random, n));
        }
        _ => write(&path, text(random, n)),
    }
}

/// A build from nothing of the site as it is now.
fn cold(served: &Served) -> Vec<(String, Vec<u8>)> {
    let output = served.root().with_file_name("cold");
    let _ = fs::remove_dir_all(&output);
    let done = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", "--keep-going", "--drafts", "--today", "2026-03-01", "--base-url"])
        .arg(format!("http://{}/", served.address))
        .arg("--root")
        .arg(served.root())
        .arg("--output")
        .arg(&output)
        .output()
        .unwrap();
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&done.stderr));
    let mut found = Vec::new();
    gather(&output, &output, &mut found);
    found
}

fn gather(folder: &Path, output: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.strip_prefix(output).unwrap().to_str().unwrap().to_owned();
        if name == ".casebook" {
            continue;
        }
        if path.is_dir() {
            gather(&path, output, found);
        } else {
            found.push((name, fs::read(&path).unwrap()));
        }
    }
}

/// What a reader would get, without what the preview puts into a page.
fn shown(served: &Served, path: &str) -> Vec<u8> {
    let answer = served.get(&format!("/{}", path.replace(' ', "%20")));
    if !path.ends_with(".html") {
        return answer.body;
    }
    let mut page = answer.page();
    for (start, end) in
        [("<link rel=\"stylesheet\" href=\"/_casebook/", "\n"), ("<script src=\"/_casebook/", "</script>\n")]
    {
        if let Some((before, rest)) = page.clone().split_once(start) {
            page = before.to_owned() + rest.split_once(end).map_or("", |(_, rest)| rest);
        }
    }
    page.into_bytes()
}

#[test]
fn after_edits_at_random_the_preview_is_what_a_build_makes() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let edits = number("CASEBOOK_EDITS").unwrap_or(EDITS_IN_THE_SUITE);
    let mut random = Random(number("CASEBOOK_SEED").unwrap_or(1) as u64);
    let files = [("casebook.toml", "title = \"One\"\n"), ("content/cases/a.md", "---\ntitle: A\n---\n")];
    let mut served = Served::with(&files, &["--today", "2026-03-01"]);
    let mut known = BTreeSet::new();
    for n in 1..=edits {
        edit(&served.root(), &mut random, n);
        if random.below(3) == 0 {
            thread::sleep(Duration::from_millis(random.below(40) as u64));
        }
        if n % BETWEEN_LOOKS == 0 || n == edits {
            compare(&served, n, &mut known);
        }
    }
    assert!(served.is_running());
}

/// Compares all that is published with what is shown. What has errors is left out of a build and shown
/// in a preview, so the site is made sound first.
fn compare(served: &Served, n: usize, known: &mut BTreeSet<String>) {
    make_sound(&served.root(), n);
    let built = cold(served);
    let start = Instant::now();
    loop {
        let differ = built.iter().find(|(path, bytes)| shown(served, path) != *bytes);
        match differ {
            None => break,
            Some((path, bytes)) if start.elapsed() > Duration::from_secs(5) => {
                let (built, shown) = (String::from_utf8_lossy(bytes), shown(served, path));
                let shown = String::from_utf8_lossy(&shown);
                let line = built.lines().zip(shown.lines()).find(|(built, shown)| built != shown);
                panic!("after {n} edits {path} is not what a build makes: {line:?}\n{}", served.said())
            }
            Some(_) => thread::sleep(Duration::from_millis(20)),
        }
    }
    let built: BTreeSet<String> = built.into_iter().map(|(path, _)| path).collect();
    // Style sheets of an earlier theme are still there for pages that ask for them.
    for gone in known.iter().filter(|path| !built.contains(*path) && !path.starts_with("assets/")) {
        assert_eq!(served.get(&format!("/{gone}")).status, 404, "after {n} edits {gone} lives on");
    }
    *known = built;
}

/// Writes over what a random edit may have broken.
fn make_sound(root: &Path, n: usize) {
    for path in PATHS {
        let path = root.join(path);
        if let Ok(text) = fs::read_to_string(&path) {
            let sound = text.replace("kind: c", "kind: a").replace("kind: b", "kind: a");
            let sound =
                sound.replace("lead: nobody\n", "").replace("lead: x\n", "").replace("lead: y-y\n", "");
            let links = ["[[x]]", "[b](b.md)", "![Map](map.svg)", "[gone](gone.md)"];
            // What was written here before is found by name, wherever it was moved since.
            let sound = links.iter().fold(sound, |text, link| text.replace(link, &format!("round {n}")));
            fs::write(&path, sound).unwrap();
        }
    }
    // Two files whose names differ only in case would have one address.
    let _ = fs::remove_file(root.join("content/cases/B.md"));
    let _ = fs::remove_file(root.join("content/vocabularies/kinds.toml"));
    let schema = "plural = \"Cases\"\nfacets = [\"kind\"]\n[fields.kind]\ntype = \"text\"\n[fields.tags]\ntype = \"text\"\nmany = true\n";
    write(&root.join("content/cases/collection.toml"), schema);
    write(&root.join("content/cases/a.md"), format!("---\ntitle: A{n}\n---\nSee [[about]].\n"));
    write(&root.join("content/about.md"), "---\ntitle: About\n---\nSee [[a]].\n");
    write(&root.join("casebook.toml"), "title = \"One\"\n");
}
