//! A row of a table: what somebody does to the files of a site, and what every page must then show.

use crate::served::Served;

/// What must hold after a row.
pub(crate) enum See {
    /// The page, as readers will see it, holds a text.
    Has(&'static str, &'static str),
    /// It is there and does not hold a text.
    Lacks(&'static str, &'static str),
    /// Nothing is there.
    Gone(&'static str),
}
/// What is done, and what must then hold.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) act: fn(&Served),
    pub(crate) sees: &'static [See],
}

impl See {
    fn holds(&self, served: &Served) -> bool {
        match self {
            Self::Has(url, text) => {
                let answer = served.get(url);
                answer.status == 200 && answer.page().contains(text)
            }
            Self::Lacks(url, text) => {
                let answer = served.get(url);
                answer.status == 200 && !answer.page().contains(text)
            }
            Self::Gone(url) => served.get(url).status == 404,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Has(url, text) => format!("{url} has {text:?}"),
            Self::Lacks(url, text) => format!("{url} lacks {text:?}"),
            Self::Gone(url) => format!("{url} is gone"),
        }
    }
}

pub(crate) const SETTINGS: (&str, &str) =
    ("casebook.toml", "title = \"Site\"\nbase_url = \"https://example.org/\"\n");
pub(crate) const A: (&str, &str) = (
    "content/cases/a.md",
    "---\ntitle: Alpha\ndate: 2026-01-01\ntags: [red]\nlead: council\n---\nThe text of alpha.\n",
);
pub(crate) const B: (&str, &str) =
    ("content/cases/b.md", "---\ntitle: Beta\ndate: 2026-01-02\ntags: [blue]\n---\nSee [[a]].\n");
pub(crate) const SCHEMA: (&str, &str) = (
    "content/notes/collection.toml",
    "plural = \"Notes\"\nfacets = [\"kind\"]\n[fields.kind]\ntype = \"one of\"\nof = \"kinds\"\n[fields.about]\ntype = \"one of\"\nof = \"cases\"\n",
);
pub(crate) const KINDS: (&str, &str) =
    ("content/vocabularies/kinds.toml", "[[terms]]\nid = \"plan\"\nlabel = \"A plan\"\n");
pub(crate) const NOTE: (&str, &str) =
    ("content/notes/n.md", "---\ntitle: Note\nkind: plan\nabout: a\n---\n![Map](map.svg)\n");
pub(crate) const MAP: (&str, &str) =
    ("content/notes/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"20\"></svg>");
pub(crate) const SITE: &[(&str, &str)] = &[SETTINGS, A, B, SCHEMA, KINDS, NOTE, MAP];

/// Every row, one after the other: after each, what it says holds soon, and still holds when all has
/// been looked at again.
#[track_caller]
pub(crate) fn follow(served: &Served, rows: &[Row]) {
    for row in rows {
        (row.act)(served);
        for see in row.sees {
            served.until(&format!("{}: {}", row.name, see.text()), || see.holds(served));
        }
    }
    served.settle();
    let last = rows.last().unwrap();
    last.sees.iter().for_each(|see| assert!(see.holds(served), "{}: {} no more", last.name, see.text()));
}
