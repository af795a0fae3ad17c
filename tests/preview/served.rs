//! `casebook serve` on a site in a temporary folder, asked over HTTP.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a change may take to show before it counts as never showing.
const PATIENCE: Duration = Duration::from_secs(10);

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The page as readers will see it: without what the preview puts around it.
    pub(crate) fn page(&self) -> String {
        let text = self.text();
        let Some((page, rest)) = text.split_once("<aside class=\"casebook-preview") else { return text };
        page.to_owned() + rest.split_once("</aside>\n").map_or("", |(_, rest)| rest)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// A site and its preview, until it goes out of scope.
pub(crate) struct Served {
    folder: TempDir,
    child: Child,
    pub(crate) address: SocketAddr,
    said: Arc<Mutex<String>>,
}

impl Served {
    /// Serves a site with these files.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self::with(files, &[])
    }

    pub(crate) fn with(files: &[(&str, &str)], arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            write(&folder.path().join("site").join(path), text);
        }
        Self::start(folder, &[], arguments)
    }

    /// Serves what is in the folder `site` of `folder`; the command is run by `through`, if given.
    pub(crate) fn start(folder: TempDir, through: &[&str], arguments: &[&str]) -> Self {
        fs::create_dir_all(folder.path().join("site")).unwrap();
        let mut words = through.to_vec();
        words.push(env!("CARGO_BIN_EXE_casebook"));
        let mut child = Command::new(words[0])
            .args(&words[1..])
            .args(["serve", "--root"])
            .arg(folder.path().join("site"))
            .args(if arguments.contains(&"--port") { &[][..] } else { &["--port", "0"] })
            .args(if arguments.contains(&"--editor") { &[][..] } else { &["--editor", "none"] })
            .args(arguments)
            .env_remove("SOURCE_DATE_EPOCH")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (address, said) = listen(BufReader::new(child.stderr.take().unwrap()));
        Self { folder, child, address, said }
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        write(&self.path(path), text);
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::create_dir_all(self.path(to).parent().unwrap()).unwrap();
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// Everything that the command said so far.
    pub(crate) fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// How often it has built the site.
    pub(crate) fn builds(&self) -> usize {
        self.said().lines().filter(|line| line.starts_with("Built")).count()
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn get(&self, url: &str) -> Answer {
        self.ask(&format!("GET {url} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
    }

    pub(crate) fn ask(&self, request: &str) -> Answer {
        self.try_to_ask(request).unwrap_or_else(|| panic!("no answer to {request:?}\n{}", self.said()))
    }

    /// The answer to a request, if there is one within some seconds.
    pub(crate) fn try_to_ask(&self, request: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect_timeout(&self.address, PATIENCE).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        answer(&bytes)
    }

    /// Waits until `holds`; gives how long it took.
    #[track_caller]
    pub(crate) fn until(&self, what: &str, holds: impl Fn() -> bool) -> Duration {
        let start = Instant::now();
        while !holds() {
            assert!(start.elapsed() < PATIENCE, "it never came to this: {what}\n{}", self.said());
            thread::sleep(Duration::from_millis(3));
        }
        start.elapsed()
    }

    /// Waits until the page at `url` holds `text`.
    #[track_caller]
    pub(crate) fn until_page(&self, url: &str, text: &str) -> Duration {
        self.until(&format!("{url} holds {text:?}"), || self.get(url).text().contains(text))
    }

    /// Waits until nothing is left to be noticed: longer than the second look takes.
    pub(crate) fn settle(&self) {
        thread::sleep(Duration::from_millis(700));
    }
}

/// The events that a browser is told.
pub(crate) struct Events(BufReader<TcpStream>);

impl Events {
    /// What the next event called `name` says.
    #[track_caller]
    pub(crate) fn next(&mut self, name: &str) -> String {
        self.try_next(name, PATIENCE).unwrap_or_else(|| panic!("there was no event called {name}"))
    }

    /// The same, if there is one before long.
    pub(crate) fn try_next(&mut self, name: &str, patience: Duration) -> Option<String> {
        let end = Instant::now() + patience;
        let mut line = String::new();
        let mut is_it = false;
        loop {
            let left = end.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
            self.0.get_ref().set_read_timeout(Some(left)).unwrap();
            line.clear();
            if self.0.read_line(&mut line).ok()? == 0 {
                return None;
            }
            match line.trim_end().split_once(": ").unwrap_or((line.trim_end().trim_end_matches(':'), "")) {
                ("event", event) => is_it = event == name,
                ("data", data) if is_it => return Some(data.to_owned()),
                _ => {}
            }
        }
    }
}

impl Served {
    /// Listens to events as a browser does.
    pub(crate) fn listen(&self) -> Events {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.write_all(b"GET /_casebook/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        Events(BufReader::new(stream))
    }

    /// Waits until the command has ended by itself.
    #[track_caller]
    pub(crate) fn until_stopped(&mut self) {
        let end = Instant::now() + PATIENCE;
        while self.is_running() {
            assert!(Instant::now() < end, "it does not stop");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

pub(crate) fn answer(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, head, body: bytes[end + 4..].to_vec() })
}

/// Waits until the command says where it is; what it says is gathered from then on too.
fn listen(mut messages: BufReader<impl Read + Send + 'static>) -> (SocketAddr, Arc<Mutex<String>>) {
    let mut line = String::new();
    let mut before = String::new();
    while messages.read_line(&mut line).unwrap() > 0 {
        before.push_str(&line);
        if let Some((_, rest)) = line.split_once("The catalogue is at http://") {
            let address = rest.split('/').next().unwrap().parse().unwrap();
            let said = Arc::new(Mutex::new(before));
            let gathered = said.clone();
            thread::spawn(move || {
                let mut line = String::new();
                while messages.read_line(&mut line).is_ok_and(|length| length > 0) {
                    gathered.lock().unwrap().push_str(&line);
                    line.clear();
                }
            });
            return (address, said);
        }
        line.clear();
    }
    panic!("the preview does not say where it is:\n{before}");
}
