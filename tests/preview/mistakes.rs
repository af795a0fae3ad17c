//! No mistake brings the preview down: at the start or later, in content, a template or the settings.

use crate::served::Served;

const SETTINGS: (&str, &str) = ("casebook.toml", "title = \"Site\"\n");
const A: (&str, &str) = ("content/cases/a.md", "---\ntitle: First\nkind: plan\n---\nThe text.\n");
const B: (&str, &str) = ("content/cases/b.md", "---\ntitle: Second\nkind: plan\n---\nOther text.\n");
const SCHEMA: (&str, &str) = (
    "content/cases/collection.toml",
    "plural = \"Cases\"\n[fields.kind]\ntype = \"one of\"\nof = \"kinds\"\n",
);
const KINDS: (&str, &str) =
    ("content/vocabularies/kinds.toml", "[[terms]]\nid = \"plan\"\nlabel = \"A plan\"\n");
const LIST: (&str, &str) = ("themes/default/templates/list.html", "<h1>Mine: {{ list.title }}</h1>");
const SITE: &[(&str, &str)] = &[SETTINGS, A, B, SCHEMA, KINDS, LIST];

/// A mistake: the file, its text with the mistake, where the panel says that it is, and what it says.
struct Mistake {
    path: &'static str,
    text: &'static str,
    place: &'static str,
    says: &'static str,
}

const MISTAKES: &[Mistake] = &[
    Mistake {
        path: A.0,
        text: "---\ntitle: One: two\n---\nThe text.\n",
        place: "content/cases/a.md:2:",
        says: "The value of &quot;title&quot; holds a colon",
    },
    Mistake {
        path: A.0,
        text: "---\ntitle: First\nkind: plam\n---\nThe text.\n",
        place: "content/cases/a.md:3:7",
        says: "Did you mean &quot;plan&quot;?",
    },
    Mistake {
        path: A.0,
        text: "---\ntitle: First\n---\nThe text, and [a link](gone.md).\n",
        place: "content/cases/a.md:4:",
        says: "gone.md",
    },
    Mistake {
        path: A.0,
        text: "---\ntitle: <script>alert(1)</script>: x\n---\nThe text.\n",
        place: "content/cases/a.md:2:",
        says: "holds a colon",
    },
    Mistake { path: SETTINGS.0, text: "title = \"Unclosed\n", place: "casebook.toml:1:", says: "error CB" },
    Mistake { path: SETTINGS.0, text: "titel = \"Site\"\n", place: "casebook.toml:1:1", says: "titel" },
    Mistake {
        path: SCHEMA.0,
        text: "plural = [\n",
        place: "content/cases/collection.toml:",
        says: "error CB",
    },
    Mistake {
        path: KINDS.0,
        text: "[[terms]\nid = 1\n",
        place: "content/vocabularies/kinds.toml:1:",
        says: "error CB",
    },
    Mistake {
        path: LIST.0,
        text: "<h1>{{ list.title </h1>",
        place: "themes/default/templates/list.html:1:",
        says: "CB701",
    },
    Mistake {
        path: LIST.0,
        text: "<h1>{{ list.titel }}</h1>",
        place: "themes/default/templates/list.html:1:",
        says: "CB702",
    },
    Mistake {
        path: LIST.0,
        text: "{% include \"no-such.html\" %}",
        place: "themes/default/templates/list.html:",
        says: "no-such.html",
    },
    Mistake {
        path: "themes/default/theme.toml",
        text: "[tokens\n",
        place: "themes/default/theme.toml:1:",
        says: "error CB",
    },
];

/// What is sound, for the file of a mistake.
fn mend(served: &Served, mistake: &Mistake) {
    match SITE.iter().find(|(path, _)| *path == mistake.path) {
        Some((path, text)) => served.write(path, text),
        None => served.remove(mistake.path),
    }
}

#[test]
fn every_mistake_is_told_on_every_page_and_mended_without_a_restart() {
    let mut served = Served::of(SITE);
    for mistake in MISTAKES {
        served.write(mistake.path, mistake.text);
        for url in ["/", "/cases/a/", "/cases/b/", "/no/such/page/"] {
            served.until_page(url, mistake.place);
            let text = served.get(url).text();
            let (before, panel) = text.split_once("id=\"_casebook-panel\" open>").unwrap();
            assert!(panel.contains(mistake.says), "{}: {panel}", mistake.text);
            assert!(!panel.contains("<script>alert"), "{panel}");
            // The page is still the author's own.
            assert!(before.contains("<title>"), "{url}: {before}");
        }
        assert_eq!(served.get("/cases/b/").status, 200, "{}", mistake.text);
        assert!(served.get("/cases/b/").page().contains("Other text."), "{}", mistake.text);
        assert!(served.get("/cases/a/").page().contains("The text"), "{}", mistake.text);
        assert_eq!(served.get("/cases/").status, 200, "{}", mistake.text);
        mend(&served, mistake);
        for url in ["/", "/cases/a/", "/cases/"] {
            served.until(&format!("{url} is mended after {}", mistake.text), || {
                !served.get(url).text().contains("_casebook-panel")
            });
        }
        assert!(served.get("/cases/").page().contains("Mine: Cases"));
    }
    assert!(served.is_running());
}

#[test]
fn every_mistake_at_the_start_is_served_and_mended_without_a_restart() {
    for mistake in MISTAKES {
        let mut files: Vec<(&str, &str)> =
            SITE.iter().copied().filter(|(path, _)| *path != mistake.path).collect();
        files.push((mistake.path, mistake.text));
        let served = Served::of(&files);
        served.until_page("/cases/b/", mistake.place);
        assert!(served.get("/cases/b/").text().contains(mistake.says), "{}", mistake.text);
        mend(&served, mistake);
        served.until("it is mended", || {
            let page = served.get("/cases/b/");
            page.status == 200
                && page.page().contains("Other text.")
                && !page.text().contains("_casebook-panel")
        });
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let served = Served::of(SITE);
    served.write(A.0, "---\ntitle: First\nkind: plam\nlaed: x\n---\n[gone](gone.md)\n");
    served.write(B.0, "---\ntitle: Second\nkind: plane\n---\n");
    served.until_page("/", "content/cases/b.md:3:7");
    let text = served.get("/").text();
    for place in ["content/cases/a.md:3:7", "content/cases/a.md:4:1", "content/cases/a.md:6:"] {
        assert!(text.contains(place), "{place} is not in {text}");
    }
    assert!(text.contains("<summary>4 errors, 0 warnings</summary>"), "{text}");
    assert!(text.contains("<code>kind: plan</code>"), "{text}");
}

#[test]
fn a_page_that_cannot_be_made_leaves_all_others_alone() {
    let served = Served::of(&[SETTINGS, A, B]);
    served.write("themes/default/templates/term.html", "{{ nothing.at.all }}");
    served.write("content/cases/c.md", "---\ntitle: Third\ntags: [red]\n---\n");
    served.until("the page is an error page", || served.get("/tags/red/").status == 500);
    let page = served.get("/tags/red/").text();
    assert!(page.contains("<h1>This page cannot be shown</h1>"), "{page}");
    assert!(page.contains("themes/default/templates/term.html:1:"), "{page}");
    assert!(page.contains("/_casebook/live.js"), "an error page does not follow");
    served.until_page("/cases/a/", "themes/default/templates/term.html:1:");
    for url in ["/", "/cases/", "/cases/a/", "/cases/c/"] {
        assert_eq!(served.get(url).status, 200, "{url}");
    }
    served.remove("themes/default/templates/term.html");
    served.until("it is there", || served.get("/tags/red/").status == 200);
    served.until("nothing is wrong", || !served.get("/cases/a/").text().contains("_casebook-panel"));
}

#[cfg(unix)]
#[test]
fn a_file_that_nobody_may_read_costs_only_its_page() {
    let served = Served::of(SITE);
    // A folder in the place of a file cannot be read as one, whoever asks.
    std::fs::create_dir_all(served.path("content/cases/c.md/inner")).unwrap();
    std::fs::remove_file(served.path(SETTINGS.0)).unwrap();
    std::fs::create_dir(served.path(SETTINGS.0)).unwrap();
    served.until_page("/cases/a/", "casebook.toml");
    assert!(served.get("/cases/b/").page().contains("Other text."));
    std::fs::remove_dir(served.path(SETTINGS.0)).unwrap();
    served.write(SETTINGS.0, SETTINGS.1);
    served.until("it is mended", || !served.get("/cases/a/").text().contains("_casebook-panel"));
}
