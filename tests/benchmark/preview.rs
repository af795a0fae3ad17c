//! How soon the preview shows an edit, over HTTP: from the file closed until a browser has the new bytes.
//!
//! ```text
//! cargo bench --bench preview                          1,000 and 10,000 entries
//! cargo bench --bench preview -- --entries 5000        others; may be given more than once
//! cargo bench --bench preview -- --edits 50            more edits (usually 20)
//! HUGO_BIN=/path/to/hugo cargo bench --bench preview   Hugo's preview beside it, in the same run
//! ```
//!
//! Both previews show the same made-up catalogue, and are asked for the same page every two
//! milliseconds until it holds the edit. Hugo's templates, below, make one page for each case, lists and
//! terms: less than casebook does, and no search. The figures never fail a run.

#![allow(clippy::print_stdout, reason = "its figures are all that it is for")]
#![allow(dead_code, reason = "the made-up catalogue is shared with another benchmark")]

mod asked;
mod corpus;
mod prose;
mod random;
mod words;

use anyhow::{Context, ensure};
use asked::{Asked, memory_folder};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(300);

/// Between one question and the next.
const PAUSE: Duration = Duration::from_millis(2);

fn main() -> anyhow::Result<()> {
    let asked = Asked::read(&["--entries", "--edits"], "tests/benchmark/preview.rs")?;
    let edits = asked.number("--edits", 20, 2)?;
    for entries in &asked.entries(&[1_000, 10_000], 30)? {
        let temporary = tempfile::Builder::new().prefix("casebook-preview-").tempdir_in(memory_folder())?;
        let ours = temporary.path().join("ours");
        corpus::write(&ours, *entries)?;
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["serve", "--root"]).arg(&ours).arg("--port");
        measure("casebook", command, &ours, *entries, edits)?;
        if let Some(hugo) = std::env::var_os("HUGO_BIN") {
            let theirs = temporary.path().join("theirs");
            corpus::write(&theirs, *entries)?;
            for (path, text) in HUGO {
                let path = theirs.join(path);
                fs::create_dir_all(path.parent().context("no folder")?)?;
                fs::write(path, text)?;
            }
            let mut command = Command::new(hugo);
            command.args(["server", "--source"]).arg(&theirs).arg("--port");
            measure("Hugo", command, &theirs, *entries, edits)?;
        }
    }
    Ok(())
}

/// Templates that show about what casebook's do.
const HUGO: &[(&str, &str)] = &[
    (
        "hugo.toml",
        "title = \"A made-up catalogue\"\nbaseURL = \"https://example.org/\"\ndisableKinds = [\"rss\"]\n\
         [taxonomies]\ntag = \"tags\"\norganisation = \"organisations\"\nregion = \"region\"\nsetting = \"setting\"\n\
         stage = \"stage\"\nevidence = \"evidence\"\napproach = \"approach\"\n[pagination]\npagerSize = 50\n",
    ),
    (
        "layouts/baseof.html",
        "<!DOCTYPE html><title>{{ .Title }}</title><main>{{ block \"main\" . }}{{ end }}</main>",
    ),
    (
        "layouts/page.html",
        "{{ define \"main\" }}<h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>{{ .Content }}{{ end }}",
    ),
    (
        "layouts/list.html",
        "{{ define \"main\" }}<h1>{{ .Title }}</h1>{{ range (.Paginate .Pages).Pages }}<h2><a href=\"{{ .RelPermalink }}\">\
         {{ .Title }}</a></h2><p>{{ .Params.summary }}</p>{{ end }}{{ end }}",
    ),
];

/// A running preview.
struct Preview {
    child: Child,
    port: u16,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    /// The answer for `url`, or nothing where there is none. Where the server says that it is still the one
    /// that is known, it need not make the page again: asking disturbs it as little as may be.
    fn ask(&self, url: &str, known: Option<&str>) -> Option<String> {
        let tag = known.and_then(tag).map(|tag| format!("If-None-Match: {tag}\r\n")).unwrap_or_default();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        write!(stream, "GET {url} HTTP/1.1\r\nHost: localhost\r\n{tag}Connection: close\r\n\r\n").ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match text.get(9..12)? {
            "200" => Some(text),
            "304" => known.map(str::to_owned),
            _ => None,
        }
    }

    /// How long it takes until `holds` is true of the page at `url`.
    fn until(&self, url: &str, holds: impl Fn(Option<&str>) -> bool) -> anyhow::Result<Duration> {
        let start = Instant::now();
        let mut last = self.ask(url, None);
        while !holds(last.as_deref()) {
            ensure!(start.elapsed() < PATIENCE, "{url} never came to what was expected");
            thread::sleep(PAUSE);
            last = self.ask(url, last.as_deref());
        }
        Ok(start.elapsed())
    }
}

/// The tag by which a server knows `answer` again.
fn tag(answer: &str) -> Option<&str> {
    let headers = answer.lines().take_while(|line| !line.is_empty());
    let mut named = headers.filter_map(|line| line.split_once(": "));
    named.find(|(name, _)| name.eq_ignore_ascii_case("etag")).map(|(_, value)| value)
}

fn measure(
    name: &str,
    mut command: Command,
    site: &Path,
    entries: usize,
    edits: usize,
) -> anyhow::Result<()> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let start = Instant::now();
    let child = command.arg(port.to_string()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let preview = Preview { child, port };
    let number = entries / 2;
    let url = format!("/{}", corpus::page(number).trim_end_matches("index.html"));
    preview.until(&url, |page| page.is_some())?;
    println!(
        "{name}, {entries} entries: first page {:.0} ms after the start",
        start.elapsed().as_secs_f64() * 1e3
    );
    let file = corpus::file(site, number);
    let text = fs::read_to_string(&file)?;
    thread::sleep(Duration::from_secs(2));

    let mut body = Vec::new();
    for edit in 0..=edits {
        let sign = format!("Edit number {edit}.");
        fs::write(&file, format!("{text}\n\n{sign}\n"))?;
        body.push(preview.until(&url, |page| page.is_some_and(|page| page.contains(&sign)))?);
        thread::sleep(Duration::from_millis(700));
    }
    // The first warms up.
    told("an edit of a body", &mut body[1..]);

    let few = edits.min(5);
    let (mut added, mut gone) = (Vec::new(), Vec::new());
    for round in 0..few {
        // Another each time: where a page that is gone lives on, it would be found at once.
        let new = file.with_file_name(format!("one-more-case-{round}.md"));
        let url = format!("/cases/one-more-case-{round}/");
        fs::write(&new, "---\ntitle: One more case\ndate: 2024-01-01\n---\nText.\n")?;
        added.push(preview.until(&url, |page| page.is_some())?);
        thread::sleep(Duration::from_millis(700));
        fs::remove_file(&new)?;
        if name == "casebook" {
            gone.push(preview.until(&url, |page| page.is_none())?);
        }
        thread::sleep(Duration::from_millis(700));
    }
    told("a new page", &mut added);
    told("a page deleted", &mut gone);
    Ok(())
}

/// Prints the middle of `times`, with the least and the most.
fn told(what: &str, times: &mut [Duration]) {
    times.sort();
    let milliseconds = |time: &Duration| time.as_secs_f64() * 1e3;
    if let (Some(least), Some(most)) = (times.first(), times.last()) {
        let middle = milliseconds(&times[times.len() / 2]);
        println!(
            "  {what}: {middle:.1} ms ({:.1} to {:.1}, {} times)",
            milliseconds(least),
            milliseconds(most),
            times.len()
        );
    } else {
        println!("  {what}: not measured, because Hugo never lets one go");
    }
}
