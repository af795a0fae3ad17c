//! A made-up catalogue: a folder of cases that nobody wrote, the same on every machine.
//!
//! Each case is a function of its number alone and links only to cases before it, so the first
//! thousand of ten thousand cases are the catalogue of a thousand. There is a `casebook.toml`
//! and no `collection.toml`, so facets are inferred: that costs more than declared ones.

use crate::prose::{self, Link};
use crate::random::Random;
use crate::words::{APPROACHES, EVIDENCE, KINDS, PLACE_ENDS, PLACE_STARTS, REGIONS, SETTINGS, STAGES, TAGS};
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};

/// Cases link to the first ones when there are not enough before them.
pub(crate) const FEWEST: usize = 10;

const SETTINGS_FILE: &str = "title = \"A made-up catalogue\"\n\
    description = \"What nobody did, nowhere.\"\n\
    base_url = \"https://example.org/\"\n";

/// Writes a site of `cases` cases to `folder`, which must not be there.
pub(crate) fn write(folder: &Path, cases: usize) -> anyhow::Result<()> {
    let content = folder.join("content/cases");
    fs::create_dir_all(&content).with_context(|| format!("could not make {}", content.display()))?;
    fs::write(folder.join("casebook.toml"), SETTINGS_FILE)?;
    (0..cases).try_for_each(|n| Ok(fs::write(file(folder, n), case(n))?))
}

/// The file of case `n` of the site at `folder`.
pub(crate) fn file(folder: &Path, n: usize) -> PathBuf {
    folder.join("content/cases").join(Head::of(n).file())
}

/// The path of the page of case `n` in the output.
pub(crate) fn page(n: usize) -> String {
    format!("cases/{}/index.html", Head::of(n).file().trim_end_matches(".md"))
}

/// What others show of a case.
struct Head {
    n: usize,
    approach: &'static str,
    place: String,
    title: String,
}

impl Head {
    fn of(n: usize) -> Self {
        let mut random = Random::of(1, n);
        let approach = random.pick(APPROACHES);
        let place = place(&mut random);
        let title =
            format!("{approach} in {place}: {} and {}", prose::word(&mut random), prose::word(&mut random));
        Self { n, approach, place, title }
    }

    fn file(&self) -> String {
        let name = format!("{}-{}-{:05}", self.approach, self.place, self.n);
        format!("{}.md", name.to_lowercase().replace(' ', "-"))
    }
}

fn place(random: &mut Random) -> String {
    format!("{}{}", random.pick(PLACE_STARTS), random.pick(PLACE_ENDS))
}

/// The Markdown of case `n`.
fn case(n: usize) -> String {
    let mut random = Random::of(2, n);
    let head = Head::of(n);
    let links = links(&mut random, n);
    format!("{}{}", front_matter(&mut random, &head), prose::body(&mut random, links))
}

fn front_matter(random: &mut Random, head: &Head) -> String {
    let mut out = format!("---\ntitle: \"{}\"\n", head.title);
    out.push_str(&format!("summary: \"{}\"\n", prose::sentence(random).replace('*', "")));
    let (year, month, day) = (random.between(2014, 2024), random.between(1, 12), random.between(1, 28));
    out.push_str(&format!("date: {year}-{month:02}-{day:02}\n"));
    out.push_str("organisations:\n");
    for organisation in organisations(random) {
        out.push_str(&format!("  - {organisation}\n"));
    }
    for (key, values) in
        [("region", REGIONS), ("setting", SETTINGS), ("stage", STAGES), ("evidence", EVIDENCE)]
    {
        out.push_str(&format!("{key}: {}\n", random.pick(values)));
    }
    out.push_str(&format!("approach: {}\ntags: [{}]\n---\n\n", head.approach, tags(random).join(", ")));
    out
}

/// One to three organisations of about 300.
fn organisations(random: &mut Random) -> Vec<String> {
    let mut chosen = Vec::new();
    for _ in 0..random.between(1, 3) {
        let mut known = Random::of(3, random.rank(300));
        let organisation = format!("{} {}", place(&mut known), known.pick(KINDS));
        if !chosen.contains(&organisation) {
            chosen.push(organisation);
        }
    }
    chosen
}

/// Three to six tags, some of them far commoner than others.
fn tags(random: &mut Random) -> Vec<&'static str> {
    let wanted = random.between(3, 6);
    let mut chosen = Vec::new();
    while chosen.len() < wanted {
        let tag = if random.percent(50) { TAGS[random.rank(TAGS.len())] } else { random.pick(TAGS) };
        if !chosen.contains(&tag) {
            chosen.push(tag);
        }
    }
    chosen
}

/// Two to four links to other cases.
fn links(random: &mut Random, n: usize) -> Vec<Link> {
    let others: Vec<usize> = (0..random.between(2, 4)).map(|_| random.below(n.max(FEWEST))).collect();
    let others = others.into_iter().filter(|other| *other != n).map(Head::of);
    others.map(|head| Link { file: head.file(), title: head.title }).collect()
}
