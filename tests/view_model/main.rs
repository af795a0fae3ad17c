//! What templates see, written down: `themes/view-model.md` is made from the very types, so that it
//! cannot say anything else. To make it again, run with `SNAPSHOTS=overwrite`.
#![allow(clippy::unwrap_used)]

mod structs;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use structs::{Field, Kind, Struct};
use walkdir::WalkDir;

/// What a template knows something as, and the module and the struct of it.
type Variable = (&'static str, &'static str, &'static str);

/// What every page has.
const EVERY_PAGE: &[Variable] = &[("site", "page/view", "Site"), ("page", "page/view", "Head")];

/// What the view of a site is known as.
const VIEW: Variable = ("view", "page/declared", "DeclaredView");

/// Each template that pages are made with, what it is for, and what else it sees.
const TEMPLATES: &[(&str, &str, &[Variable])] = &[
    ("home.html", "The home page.", &[("home", "page/home", "HomeView")]),
    ("list.html", "A page of the list of a collection.", &[("list", "page/list", "View")]),
    ("entry.html", "An entry.", &[("entry", "page/entry", "View")]),
    (
        "term.html",
        "A page of the entries with one value of a facet.",
        &[("list", "page/list", "View"), ("term", "page/term", "TermPageView")],
    ),
    ("terms.html", "The values of a facet.", &[("terms", "page/term", "TermsView")]),
    ("search.html", "The search page.", &[VIEW, ("view.shown", "page/search", "SearchView")]),
    ("table.html", "A view of the kind `table`.", &[VIEW, ("view.shown", "page/table", "TableView")]),
    ("compare.html", "A view of the kind `compare`.", &[VIEW, ("view.shown", "page/compare", "View")]),
    (
        "glossary.html",
        "A view of the kind `glossary`.",
        &[VIEW, ("view.shown", "page/glossary", "GlossaryView")],
    ),
    ("guide.html", "A view of the kind `guide`.", &[VIEW, ("view.shown", "page/guide", "GuideView")]),
    (
        "accessibility.html",
        "A view of the kind `accessibility`.",
        &[VIEW, ("view.shown", "page/accessibility", "StatementView")],
    ),
    ("data.html", "The page of the data files.", &[VIEW, ("view.shown", "page/data", "DataView")]),
    ("pack.html", "A view of the kind `pack`.", &[("pack", "page/view/entry", "PackView")]),
    ("not-found.html", "What is shown where there is no page.", &[]),
];

/// What stands around every page.
const AROUND: &[Variable] = &[("site", "page/view", "Site"), ("page", "page/view", "PlaceView")];

/// The templates of small pieces, which see nothing else.
const PIECES: &[(&str, &str, &[Variable])] = &[
    ("head.html", "What every page tells browsers, made once for all pages of a section.", AROUND),
    ("masthead.html", "The head of every page, made once for all pages of a section.", AROUND),
    ("footer.html", "The foot of every page, made once for all pages of a section.", AROUND),
    (
        "crumbs.html",
        "The way from the home page down, made once for all pages below the same pages. Takes `crumbs`, a \
         list of these, and `root`.",
        &[("crumb", "page/view", "Crumb")],
    ),
    ("row.html", "An entry in a list.", &[("card", "page/view", "CardView")]),
    (
        "value.html",
        "A value of a field that is more than plain text.",
        &[("value", "page/view/entry", "FactValue")],
    ),
];

/// Every struct, and which of them were asked for.
struct Model {
    structs: Vec<Struct>,
    told: BTreeSet<usize>,
    /// Those that are still to be told, in the order in which they came up.
    waiting: Vec<usize>,
}

impl Model {
    fn new() -> Self {
        let structs =
            [structs::read("src/page"), structs::read("src/schema")].into_iter().flatten().collect();
        Self { structs, told: BTreeSet::new(), waiting: Vec::new() }
    }

    /// The struct that `module` means by `name`: its own, one of the view model, or the only one.
    fn find(&self, module: &str, name: &str) -> usize {
        let called: Vec<usize> =
            (0..self.structs.len()).filter(|at| self.structs[*at].name == name).collect();
        let within = |start: &str| {
            let mut found = called.iter().filter(|at| self.structs[**at].module.starts_with(start));
            found.next().copied()
        };
        let own = called.iter().find(|at| self.structs[**at].module == module).copied();
        own.or_else(|| within("page/view"))
            .or_else(|| within("page"))
            .or_else(|| within("schema"))
            .unwrap_or_else(|| {
                panic!("{module} shows a {name}, and there is no struct of that name that templates see")
            })
    }

    /// A link to what is said of a struct, which is said below.
    fn link(&mut self, at: usize) -> String {
        if self.told.insert(at) {
            self.waiting.push(at);
        }
        let heading = self.heading(at);
        let anchor: String = heading.to_lowercase().chars().filter(|c| *c != '(' && *c != ')').collect();
        format!("[{}](#{})", heading.to_lowercase(), anchor.replace(' ', "-"))
    }

    /// What a struct is called: the words of its name, or that of its module.
    fn heading(&self, at: usize) -> String {
        let Struct { module, name, .. } = &self.structs[at];
        let short = name.strip_suffix("View").unwrap_or(name);
        let stem = module.rsplit('/').next().unwrap();
        let words = words(if short.is_empty() { stem } else { short });
        let same = |other: &Struct| {
            let name = other.name.strip_suffix("View").unwrap_or(&other.name);
            name == short && !short.is_empty() && other.module.starts_with("page")
        };
        let is_taken = self.structs.iter().filter(|other| same(other)).count() > 1;
        if is_taken && !module.starts_with("page/view") { format!("{words} ({stem})") } else { words }
    }

    fn holds(&mut self, module: &str, kind: &Kind) -> String {
        match kind {
            Kind::Text => "text".to_owned(),
            Kind::Number => "number".to_owned(),
            Kind::YesOrNo => "yes or no".to_owned(),
            Kind::Any => "value".to_owned(),
            Kind::Struct(name) => {
                let at = self.find(module, name);
                self.link(at)
            }
            Kind::List(inner) => format!("list of {}", self.several(module, inner)),
            Kind::Optional(inner) => format!("{}, or none", self.holds(module, inner)),
            Kind::Map(inner) => format!("{} by name", self.several(module, inner)),
        }
    }

    fn several(&mut self, module: &str, kind: &Kind) -> String {
        match kind {
            Kind::Text => "texts".to_owned(),
            Kind::Number => "numbers".to_owned(),
            Kind::Any => "values".to_owned(),
            Kind::List(inner) => format!("lists of {}", self.several(module, inner)),
            _ => self.holds(module, kind),
        }
    }

    /// A doc comment as a reader sees it: names of structs in it are links.
    fn doc(&mut self, module: &str, doc: &str) -> String {
        let mut out = String::new();
        let mut rest = doc;
        while let Some((before, behind)) = rest.split_once("[`") {
            let (name, after) = behind.split_once("`]").unwrap();
            let at = self.find(module, name);
            out += before;
            out += &self.link(at);
            rest = after;
        }
        (out + rest).replace('|', "\\|")
    }

    fn table(&mut self, module: &str, fields: &[Field], out: &mut String) {
        out.push_str("| Field | Holds | What it is |\n|---|---|---|\n");
        for field in fields {
            assert!(!field.doc.is_empty(), "{} of a struct in {module} has no description", field.name);
            let holds = self.holds(module, &field.kind);
            let doc = self.doc(module, &field.doc);
            let left_out = if field.left_out { " Not there when empty." } else { "" };
            writeln!(out, "| `{}` | {holds} | {doc}{left_out} |", field.name).unwrap();
        }
        out.push('\n');
    }

    fn section(&mut self, at: usize, out: &mut String) {
        let heading = self.heading(at);
        let Struct { module, doc, kinds, .. } = &mut self.structs[at];
        let (module, doc, kinds) = (module.clone(), doc.clone(), std::mem::take(kinds));
        let doc = self.doc(&module, &doc);
        writeln!(out, "### {heading}\n\n{doc}\n").unwrap();
        for (kind, doc, fields) in &kinds {
            if !kind.is_empty() {
                writeln!(out, "Where `kind` is `{kind}`: {doc}\n").unwrap();
            }
            self.table(&module, fields, out);
        }
    }

    fn template(&mut self, (name, about, variables): &(&str, &str, &[Variable]), out: &mut String) {
        writeln!(out, "- `{name}`: {about}{}", if variables.is_empty() { "" } else { " It sees:" }).unwrap();
        for (variable, module, name) in *variables {
            let at = self.find(module, name);
            writeln!(out, "  - `{variable}`: {}", self.link(at)).unwrap();
        }
    }

    fn write(&mut self) -> String {
        let mut out = INTRODUCTION.to_owned();
        for (variable, module, name) in EVERY_PAGE {
            let at = self.find(module, name);
            writeln!(out, "- `{variable}`: {}", self.link(at)).unwrap();
        }
        out += "- `words`: every word of `theme.toml` that is one text without gaps\n\n## Templates of pages\n\n";
        TEMPLATES.iter().for_each(|template| self.template(template, &mut out));
        out += PIECES_INTRODUCTION;
        PIECES.iter().for_each(|template| self.template(template, &mut out));
        out += "\n## What it all is\n\n";
        let mut next = 0;
        while next < self.waiting.len() {
            self.section(self.waiting[next], &mut out);
            next += 1;
        }
        out.trim_end().to_owned() + "\n"
    }
}

/// `FigureRow` -> `Figure row`.
fn words(name: &str) -> String {
    let mut out = String::new();
    for (at, c) in name.char_indices() {
        if at == 0 {
            out.extend(c.to_uppercase());
        } else if c.is_uppercase() {
            out.push(' ');
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
    }
    out
}

const INTRODUCTION: &str = "\
# What templates see

Made from the source code by `tests/view_model`; do not edit it.

A template sees what is listed here and nothing else. Addresses have no slash in front: write
`{{ page.root }}{{ card.url }}`, so that a site works under any path. Text is escaped where it is shown.
Fields that hold HTML say so, and are not escaped again.

Four filters show words and dates:

- `{{ \"entries\" | say(count=list.count) }}` is a word of `theme.toml` with its gaps filled in. What fills
  a gap is escaped unless it is HTML.
- `{{ \"2022-07\" | date }}` is a date in words, as precise as it is.
- `{{ [\"entries\", \"months\"] | forms }}` is words with all their forms, as JSON for an attribute that a
  script reads.
- `{{ list.plural | lower_first }}` is a text as it stands within a sentence.

## Every page

";

const PIECES_INTRODUCTION: &str = "
## Templates of small pieces

They are rendered once for all pages that show them. So they see only `words`, `root`, which leads to the
site's root, and one thing more:

";

/// Every text in quotes in the source code below `folder` that is a name: `(start)name(end)`.
fn quoted(folder: &str, start: &str, end: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|file| file.file_type().is_file())
    {
        let text = fs::read_to_string(file.path()).unwrap();
        for rest in text.split(start).skip(1) {
            let is_end = |c: char| !c.is_ascii_lowercase() && c != '-' && c != '_';
            let (name, behind) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
            if !name.is_empty() && behind.starts_with(end) {
                found.insert(name.to_owned());
            }
        }
    }
    found
}

#[test]
fn the_view_model_is_written_down() {
    let mut model = Model::new();
    let text = model.write();
    let told = |at: &usize| !model.told.contains(at) && model.structs[*at].module.starts_with("page");
    let untold: Vec<&str> =
        (0..model.structs.len()).filter(told).map(|at| model.structs[at].name.as_str()).collect();
    assert!(untold.is_empty(), "templates see these, and no template is said to: {untold:?}");
    let path = "themes/view-model.md";
    if std::env::var("SNAPSHOTS").is_ok_and(|mode| mode == "overwrite") {
        fs::write(path, &text).unwrap();
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(written == text, "{path} is out of date: run this test with SNAPSHOTS=overwrite");
}

#[test]
fn no_template_variable_or_filter_is_missing() {
    let templates: BTreeSet<String> =
        TEMPLATES.iter().chain(PIECES).map(|(name, ..)| name.trim_end_matches(".html").to_owned()).collect();
    let mut used = quoted("src/page", "\"", ".html");
    used.extend(quoted("src/render", "\"", ".html"));
    used.remove("index");
    assert_eq!(used, templates);
    let variables = TEMPLATES.iter().flat_map(|(_, _, variables)| variables.iter()).chain(EVERY_PAGE);
    let variables: BTreeSet<String> =
        variables.map(|(name, ..)| (*name).to_owned()).filter(|name| !name.contains('.')).collect();
    assert_eq!(quoted("src/page", "insert_value(\"", "\""), variables);
    let filters = quoted("src/render", "register_filter(\"", "\"");
    let untold: Vec<&String> =
        filters.iter().filter(|name| !INTRODUCTION.contains(&format!("| {name}"))).collect();
    assert!(untold.is_empty(), "the introduction does not tell of these filters: {untold:?}");
}
