//! Publishing as its callers see it: what is on disk after it, and what it says when it will not.
#![allow(clippy::unwrap_used)]

use casebook::output::publish::{Item, PublishError, Rank, Report, publish, refuse_dangerous};
use proptest::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use tempfile::TempDir;
use walkdir::WalkDir;

/// Path -> content.
type Site = BTreeMap<String, String>;

fn site(files: &[(&str, &str)]) -> Site {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn items(site: &Site) -> Vec<Item<'_>> {
    site.keys().map(|path| Item { path, rank: Rank::Page }).collect()
}

fn build(output: &Path, site: &Site) -> Result<Report, PublishError<Infallible>> {
    let texts: Vec<_> = site.values().collect();
    publish(output, &items(site), |i| Ok(Cow::Borrowed(texts[i].as_bytes())))
}

/// A build that is refused: its reason, with the test's own folder taken out.
fn refusal(output: &Path, site: &Site) -> String {
    match build(output, site) {
        Err(PublishError::Refused(why)) => plain(&why, output),
        other => panic!("not refused: {other:?}"),
    }
}

fn failure(output: &Path, site: &Site) -> String {
    match build(output, site) {
        Err(PublishError::Io(error)) => plain(&format!("{error:#}"), output),
        other => panic!("did not fail: {other:?}"),
    }
}

fn plain(text: &str, output: &Path) -> String {
    text.replace(&format!("{}/", output.parent().unwrap().display()), "")
}

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    (folder, output)
}

/// The files below `folder` without our own; folders without files count, with a `/`.
fn files(folder: &Path) -> Site {
    let all = WalkDir::new(folder).min_depth(1).into_iter().map(Result::unwrap);
    let mut files = Site::new();
    for entry in all.filter(|entry| !entry.path().starts_with(folder.join(".casebook"))) {
        let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        if !entry.file_type().is_dir() {
            files.insert(name, fs::read_to_string(entry.path()).unwrap());
        } else if fs::read_dir(entry.path()).unwrap().next().is_none() {
            files.insert(name + "/", String::new());
        }
    }
    files
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Exactly the site is there, and nothing that a build leaves on its way.
#[track_caller]
fn assert_published(output: &Path, site: &Site) {
    assert_eq!(files(output), *site);
    assert_eq!(names(output.parent().unwrap()), BTreeSet::from(["output".to_owned()]));
    let mut own = names(&output.join(".casebook"));
    own.remove("lock");
    assert_eq!(own, BTreeSet::from(["manifest.json".to_owned()]));
}

fn report(written: usize, unchanged: usize, removed: usize) -> Report {
    Report { written, unchanged, removed, recovered: false }
}

#[test]
fn publishes_first_and_then_only_what_changed() {
    let (_folder, output) = place();
    let one =
        site(&[("index.html", "1"), ("cases/a/index.html", "a"), ("cases/b/index.html", "b"), ("x.css", "")]);
    assert_eq!(build(&output, &one).unwrap(), report(4, 0, 0));
    assert_published(&output, &one);

    let changed = |path: &str| fs::metadata(output.join(path)).unwrap().modified().unwrap();
    let (before, manifest) = (changed("index.html"), changed(".casebook/manifest.json"));
    assert_eq!(build(&output, &one).unwrap(), report(0, 4, 0));
    assert_eq!(changed(".casebook/manifest.json"), manifest);

    let two = site(&[("index.html", "1"), ("cases/a/index.html", "A"), ("x.css", ""), ("new/page.html", "")]);
    assert_eq!(build(&output, &two).unwrap(), report(2, 2, 1));
    assert_published(&output, &two);
    assert_eq!(changed("index.html"), before);
}

#[test]
fn a_file_that_was_changed_or_deleted_by_hand_comes_back() {
    let (_folder, output) = place();
    let one = site(&[("a", "aaa"), ("b", "b"), ("c/d", "d")]);
    build(&output, &one).unwrap();
    fs::write(output.join("a"), "xxx").unwrap();
    fs::remove_dir_all(output.join("c")).unwrap();
    assert_eq!(build(&output, &one).unwrap(), report(2, 1, 0));
    assert_published(&output, &one);
}

#[test]
fn folders_appear_above_the_output_and_an_empty_site_is_a_site() {
    let (folder, _) = place();
    let output = folder.path().join("deep/er/output");
    assert_eq!(build(&output, &Site::new()).unwrap(), report(0, 0, 0));
    assert_published(&output, &Site::new());
    build(&output, &site(&[("a/b", "")])).unwrap();
    build(&output, &Site::new()).unwrap();
    assert_published(&output, &Site::new());
}

#[test]
fn a_fault_in_content_changes_nothing() {
    let (folder, output) = place();
    let (old, new) = (site(&[("a", "1"), ("b", "1")]), site(&[("a", "2"), ("b", "2")]));
    let fail = || publish(&output, &items(&new), |i| if i == 1 { Err("b") } else { Ok(Cow::Borrowed(b"2")) });
    assert!(matches!(fail(), Err(PublishError::Content("b"))));
    assert!(names(folder.path()).is_empty());
    build(&output, &old).unwrap();
    assert!(matches!(fail(), Err(PublishError::Content("b"))));
    assert_published(&output, &old);
}

#[test]
fn the_bytes_on_disk_do_not_depend_on_threads() {
    let big: Site = (0..300).map(|i| (format!("p{}/{i}.html", i % 7), format!("{i}").repeat(i))).collect();
    let with = |threads: usize, first: &Site| {
        let (folder, output) = place();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| build(&output, first).and_then(|_| build(&output, &big))).unwrap();
        assert_published(&output, &big);
        let manifest = fs::read_to_string(output.join(".casebook/manifest.json")).unwrap();
        drop(folder);
        manifest
    };
    let one = with(1, &big);
    assert_eq!(with(5, &big), one);
    assert_eq!(with(5, &site(&[("p1", "in the way")])), one);
}

// --- What is not ours ---

#[test]
fn a_folder_of_other_files_is_refused_without_a_trace() {
    let (_folder, output) = place();
    fs::create_dir_all(output.join("sub/empty")).unwrap();
    for name in [".gitkeep", ".gitignore", "d", "c", "b", "sub/a"] {
        fs::write(output.join(name), name).unwrap();
    }
    let before = files(&output);
    assert_eq!(
        refusal(&output, &site(&[("x", "")])),
        "`output` holds files that casebook did not publish: `b`, `c`, `d` and more. Nothing was changed. \
         Move them away or delete them, or choose another folder with `--output`."
    );
    for name in ["b", "d"] {
        fs::remove_file(output.join(name)).unwrap();
    }
    assert_eq!(
        refusal(&output, &site(&[("x", "")])),
        "`output` holds files that casebook did not publish: `c` and `sub/a`. Nothing was changed. \
         Move them away or delete them, or choose another folder with `--output`."
    );
    assert_eq!(files(&output).len(), before.len() - 2);
    assert!(!output.join(".casebook").exists());
}

#[test]
fn a_folder_kept_by_git_is_fine() {
    let (_folder, output) = place();
    fs::create_dir(&output).unwrap();
    fs::write(output.join(".gitkeep"), "").unwrap();
    assert_eq!(build(&output, &site(&[("a/b", "1")])).unwrap(), report(1, 0, 0));
    assert_published(&output, &site(&[("a/b", "1"), (".gitkeep", "")]));
}

#[test]
fn files_beside_ours_stay_and_are_never_overwritten() {
    let (_folder, output) = place();
    build(&output, &site(&[("a/x.html", "1"), ("b", "1")])).unwrap();
    fs::write(output.join("CNAME"), "example.org").unwrap();
    fs::write(output.join("a/notes.txt"), "mine").unwrap();
    build(&output, &site(&[("b", "2")])).unwrap();
    let now = site(&[("b", "2"), ("CNAME", "example.org"), ("a/notes.txt", "mine")]);
    assert_published(&output, &now);
    for paths in [[("CNAME", "example.org")], [("CNAME/x", "")], [("a", "")], [("a/notes.txt/x/y", "")]] {
        let why = refusal(&output, &site(&paths));
        let file = if paths[0].0.starts_with('a') { "a/notes.txt" } else { "CNAME" };
        assert_eq!(
            why,
            format!(
                "The new site needs places in `output` that are taken by files that casebook did not publish: \
                 `{file}`. Nothing was changed. Move them away or delete them, then build again."
            )
        );
        assert_published(&output, &now);
    }
}

#[test]
fn what_is_no_folder_is_refused() {
    let (folder, output) = place();
    fs::write(&output, "").unwrap();
    assert_eq!(
        refusal(&output, &Site::new()),
        "casebook cannot publish to `output`: it is a file, not a folder. Choose a folder with `--output`."
    );
    assert!(refusal(&output.join("below"), &Site::new()).contains("it is below a file."));
    assert!(refusal(&folder.path().join("none/.."), &Site::new()).contains("it is not a name."));
    assert_eq!(names(folder.path()).len(), 1);
}

#[test]
fn a_newer_manifest_is_refused_before_anything_changes() {
    let (_folder, output) = place();
    build(&output, &site(&[("a", "1")])).unwrap();
    fs::write(output.join(".casebook/manifest.json"), r#"{"version": 9}"#).unwrap();
    assert!(
        refusal(&output, &site(&[("a", "2")]))
            .starts_with("A newer version of casebook published this folder")
    );
    assert_published(&output, &site(&[("a", "1")]));
}

#[test]
fn bad_paths_are_refused_before_anything_is_made() {
    let (folder, output) = place();
    for path in ["../x", "/x", "a//b", ".casebook/manifest.json", "a\\b", ""] {
        assert!(refusal(&output, &site(&[(path, "")])).contains("This is a fault in casebook"), "{path}");
    }
    assert!(refusal(&output, &site(&[("a", ""), ("a/b", "")])).contains("needs a folder of that name"));
    assert!(names(folder.path()).is_empty());
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn an_output_that_is_a_link_is_followed() {
        let (folder, output) = place();
        let real = folder.path().join("real");
        symlink("real", &output).unwrap();
        let why = refusal(&output, &Site::new());
        assert!(why.contains("it is a link to something that is not there."), "{why}");
        fs::create_dir(&real).unwrap();
        build(&output, &site(&[("a", "1")])).unwrap();
        build(&output, &site(&[("a", "2")])).unwrap();
        assert_eq!(files(&real), site(&[("a", "2")]));
        assert_eq!(names(folder.path()), BTreeSet::from(["output".to_owned(), "real".to_owned()]));
    }

    #[test]
    fn links_inside_are_never_written_through() {
        let (folder, output) = place();
        let outside = folder.path().join("outside");
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("page.html"), "precious").unwrap();
        build(&output, &site(&[("a/page.html", "1"), ("b", "1")])).unwrap();
        fs::remove_dir_all(output.join("a")).unwrap();
        fs::remove_file(output.join("b")).unwrap();
        symlink(&outside, output.join("a")).unwrap();
        symlink(outside.join("page.html"), output.join("b")).unwrap();
        assert_eq!(
            refusal(&output, &site(&[("a/page.html", "2"), ("a/new/page.html", ""), ("b", "2")])),
            "The new site needs places in `output` that are taken by symbolic links: `a` and `b`. \
             Nothing was changed. Move them away or delete them, then build again."
        );
        // Nor is anything deleted through them.
        build(&output, &site(&[("c", "")])).unwrap();
        assert!(output.join("a").is_symlink() && output.join("b").is_symlink());
        assert_eq!(files(&outside), site(&[("page.html", "precious")]));
    }

    #[test]
    fn our_own_folder_is_no_link() {
        let (folder, output) = place();
        fs::create_dir_all(&output).unwrap();
        fs::create_dir(folder.path().join("elsewhere")).unwrap();
        symlink("../elsewhere", output.join(".casebook")).unwrap();
        let why = refusal(&output, &Site::new());
        assert!(why.contains("`output/.casebook` must be a folder of casebook's own"), "{why}");
    }

    #[test]
    fn a_folder_that_may_not_be_changed_leaves_the_old_site() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, output) = place();
        let old = site(&[("a/x", "1"), ("b/x", "1")]);
        build(&output, &old).unwrap();
        let allow = |mode| fs::set_permissions(output.join("b"), fs::Permissions::from_mode(mode)).unwrap();
        allow(0o555);
        let why = failure(&output, &site(&[("a/x", "2"), ("b/x", "2"), ("c/d/x", "2")]));
        allow(0o755);
        assert_eq!(
            why,
            "nothing was published; the site in `output` is as it was: could not change the folder `output/b` \
             because you have no permission; change that, or choose another folder with `--output`: \
             permission denied"
        );
        assert_published(&output, &old);
    }
}

#[test]
fn dangerous_folders_are_named() {
    let (folder, _) = place();
    let root = folder.path().join("site");
    fs::create_dir_all(root.join("content/cases")).unwrap();
    let danger = |output: &Path| refuse_dangerous(output, &root).map(|why| plain(&why, &root));
    assert_eq!(danger(&root.join("output")), None);
    assert_eq!(danger(&folder.path().join("public")), None);
    assert_eq!(danger(&root.join("contents")), None);
    let says = |output: &str, why: &str| {
        Some(format!(
            "casebook does not publish to `{output}`, because it {why}. \
             Choose a folder for the published site alone, such as `--output output`."
        ))
    };
    assert_eq!(danger(&root), says("site", "holds the site's own sources"));
    assert_eq!(danger(&root.join("content/..")), says("site/content/..", "holds the site's own sources"));
    assert_eq!(danger(&root.join("no/../no/..")), says("site/no/../no/..", "holds the site's own sources"));
    assert!(danger(folder.path()).unwrap().contains("holds the site's own sources"));
    assert_eq!(
        danger(&root.join("content/new/x")),
        says("site/content/new/x", "is inside the site's own sources")
    );
    assert_eq!(danger(&root.join("themes")), says("site/themes", "holds the site's own sources"));
    assert_eq!(danger(Path::new("/")), says("/", "is the top of the disk"));
    if let Some(home) = std::env::home_dir().filter(|home| home.parent().is_some()) {
        assert!(danger(&home).unwrap().contains("is your home folder or holds it"));
    }
    let here = std::env::current_dir().unwrap();
    assert!(danger(here.parent().unwrap()).is_some());
}

// --- Two builds at once ---

#[test]
fn a_second_build_is_refused_while_one_runs() {
    let (_folder, output) = place();
    let said = "Another build is publishing to `output`. Wait until it has finished, then build again.";
    let site = site(&[("a", "1")]);
    for text in [b"1", b"2"] {
        let during = |_| {
            let Err(PublishError::Busy(why)) = build(&output, &site) else { panic!("not busy") };
            assert_eq!(plain(&why, &output), said);
            Ok::<_, Infallible>(Cow::Borrowed(text.as_slice()))
        };
        publish(&output, &items(&site), during).unwrap();
    }
    build(&output, &site).unwrap();
    assert_published(&output, &site);
}

#[test]
fn first_builds_that_race_never_mix() {
    for _ in 0..20 {
        let (_folder, output) = place();
        let barrier = Barrier::new(4);
        let generation =
            |n: usize| -> Site { (0..9).map(|i| (format!("{n}/{i}"), format!("{n}"))).collect() };
        let run = |n| {
            barrier.wait();
            build(&output, &generation(n))
        };
        let results: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|n| scope.spawn(move || run(n))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let won: Vec<_> = (0..4).filter(|n| results[*n].is_ok()).collect();
        assert!(results.iter().all(|r| matches!(r, Ok(_) | Err(PublishError::Busy(_)))), "{results:?}");
        let last = won.into_iter().find(|n| files(&output) == generation(*n)).expect("one of those that won");
        assert_published(&output, &generation(last));
    }
}

// --- Any sequence of generations ---

fn generation() -> impl Strategy<Value = Site> {
    let path = proptest::collection::vec(prop_oneof!["a", "b", "c"], 1..4).prop_map(|parts| parts.join("/"));
    proptest::collection::btree_map(path, "[xy]{0,2}", 0..8).prop_map(|paths| {
        let mut site = Site::new();
        for (path, text) in paths {
            // Sorted: the file `a` comes before what would need a folder `a`.
            if !site.keys().any(|file| path.starts_with(&format!("{file}/"))) {
                site.insert(path, text);
            }
        }
        site
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_last_generation_is_all_that_is_there(
        all in proptest::collection::vec(generation(), 1..6), foreign in prop_oneof!["a/f", "b/c/f", "f"],
    ) {
        let (_folder, output) = place();
        let mut expected = Site::new();
        for (n, next) in all.iter().enumerate() {
            let blocked = n > 0 && next.keys().any(|path| foreign.starts_with(&format!("{path}/")));
            match build(&output, next) {
                Ok(report) => {
                    prop_assert!(!blocked);
                    prop_assert_eq!(report.written + report.unchanged, next.len());
                    expected.clone_from(next);
                }
                Err(PublishError::Refused(_)) => prop_assert!(blocked),
                Err(other) => panic!("{other:?}"),
            }
            if n == 0 && !next.keys().any(|path| foreign.starts_with(&format!("{path}/"))) {
                fs::create_dir_all(output.join(&foreign).parent().unwrap()).unwrap();
                fs::write(output.join(&foreign), "foreign").unwrap();
            } else if n == 0 {
                return Ok(());
            }
            let mut there = expected.clone();
            there.insert(foreign.clone(), "foreign".to_owned());
            assert_published(&output, &there);
        }
    }
}
