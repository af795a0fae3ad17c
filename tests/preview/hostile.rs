//! No input to the server brings it down, and nothing but the site can be read from it.

use crate::served::Served;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

const SITE: &[(&str, &str)] = &[
    ("casebook.toml", "title = \"Site\"\n"),
    ("content/cases/a.md", "---\ntitle: First\n---\nSee [the film](film.mp4).\n"),
    ("content/cases/film.mp4", "0123456789"),
    ("content/secret.txt", "not linked"),
];

/// What it must do again, and how soon after the last of what was done to it.
#[track_caller]
fn answers_soon(served: &mut Served) {
    let start = Instant::now();
    let get = "GET /cases/a/ HTTP/1.1\r\nHost: localhost\r\n\r\n";
    while served.try_to_ask(get).is_none_or(|answer| answer.status != 200) {
        assert!(start.elapsed() < Duration::from_secs(2), "no answer\n{}", served.said());
    }
    assert!(start.elapsed() < Duration::from_secs(2), "it took {:?}", start.elapsed());
    assert!(served.is_running());
}

/// Connections that began to ask for something and never end.
fn half_open(served: &Served, count: usize) -> Vec<TcpStream> {
    let open = |_| {
        let mut stream = TcpStream::connect_timeout(&served.address, Duration::from_secs(2)).ok()?;
        let _ = stream.write_all(b"GET /cases/a/ HTTP/1.1\r\nHost: local");
        Some(stream)
    };
    (0..count).filter_map(open).collect()
}

#[test]
fn half_open_connections_keep_nobody_out() {
    let mut served = Served::of(SITE);
    let held = half_open(&served, 500);
    assert_eq!(held.len(), 500);
    answers_soon(&mut served);
    drop(held);
    answers_soon(&mut served);
}

#[test]
fn it_answers_again_after_the_descriptors_ran_out() {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in SITE {
        crate::served::write(&folder.path().join("site").join(path), text);
    }
    let few = ["sh", "-c", "ulimit -n 48; exec \"$@\"", "sh"];
    let mut served = Served::start(folder, &few, &[]);
    answers_soon(&mut served);
    for _ in 0..3 {
        let held = half_open(&served, 300);
        answers_soon(&mut served);
        drop(held);
        answers_soon(&mut served);
    }
    served.write("content/cases/a.md", "---\ntitle: Changed\n---\nText.\n");
    served.until_page("/cases/a/", "<h1>Changed</h1>");
    let said = served.said();
    assert!(!said.contains("fault in casebook"), "{said}");
}

#[test]
fn streams_of_events_that_nobody_reads_keep_nobody_out() {
    let mut served = Served::of(SITE);
    let listen = |_| {
        let mut stream = TcpStream::connect(served.address).unwrap();
        stream.write_all(b"GET /_casebook/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        stream
    };
    let held: Vec<TcpStream> = (0..250).map(listen).collect();
    answers_soon(&mut served);
    drop(held);
    answers_soon(&mut served);
}

#[test]
fn many_at_once_are_all_answered() {
    let served = Served::of(SITE);
    thread::scope(|scope| {
        for _ in 0..40 {
            scope.spawn(|| (0..25).for_each(|_| assert_eq!(served.get("/cases/a/").status, 200)));
        }
    });
}

#[test]
fn a_request_that_is_too_long_is_refused_and_takes_no_memory() {
    let mut served = Served::of(SITE);
    let before = memory(served.pid());
    for _ in 0..3 {
        let mut stream = TcpStream::connect(served.address).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nX: ").unwrap();
        let piece = vec![b'a'; 1 << 20];
        for _ in 0..64 {
            if stream.write_all(&piece).is_err() {
                break;
            }
        }
    }
    let answer = served.ask(&format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(20_000)));
    assert_eq!((answer.status, answer.text().as_str()), (431, "This request is too long.\n"));
    answers_soon(&mut served);
    let grown = memory(served.pid()).saturating_sub(before);
    assert!(grown < 32 << 20, "it took {grown} bytes");
}

#[test]
fn a_request_with_a_body_is_refused_at_once() {
    let mut served = Served::of(SITE);
    for announced in ["Content-Length: 9999999999999", "Content-Length: 70000", "Transfer-Encoding: chunked"]
    {
        let answer =
            served.ask(&format!("POST / HTTP/1.1\r\nHost: localhost\r\n{announced}\r\n\r\n0123456789"));
        assert_eq!(answer.status, 413, "{announced}");
        assert_eq!(answer.text(), "Nothing can be sent to this preview.\n");
    }
    let mut stream = TcpStream::connect(served.address).unwrap();
    stream.write_all(b"POST / HTTP/1.1\r\nContent-Length: 100000000\r\n\r\n").unwrap();
    let piece = vec![b'a'; 1 << 20];
    while stream.write_all(&piece).is_ok() {}
    answers_soon(&mut served);
}

#[test]
fn nonsense_is_refused() {
    let mut served = Served::of(SITE);
    for nonsense in [
        "\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET http://example.org/ HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: \u{e9}\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let answer = served.ask(nonsense);
        assert_eq!(answer.status, 400, "{nonsense:?}");
        assert_eq!(answer.text(), "This request cannot be read.\n");
    }
    for cut in ["", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n"] {
        let mut stream = TcpStream::connect(served.address).unwrap();
        stream.write_all(cut.as_bytes()).unwrap();
        drop(stream);
    }
    answers_soon(&mut served);
}

#[test]
fn only_the_site_can_be_read() {
    let served = Served::of(SITE);
    let long = format!("/{}", "a/".repeat(4000));
    let deep = "/cases/../".repeat(500) + "casebook.toml";
    for (url, status) in [
        ("/cases/a/", 200),
        ("/cases/film.mp4", 200),
        ("/secret.txt", 404),
        ("/casebook.toml", 404),
        ("/../casebook.toml", 404),
        ("/cases/../../casebook.toml", 404),
        ("/%2e%2e/casebook.toml", 404),
        ("/%2e%2e%2fcasebook.toml", 404),
        ("/..%5ccasebook.toml", 404),
        ("/%5c..%5c..%5cetc%5cpasswd", 404),
        ("//etc/passwd", 404),
        ("/cases//a/", 404),
        ("/content/cases/a.md", 404),
        ("/cases/a.md", 404),
        ("/%00", 400),
        ("/cases/a/%00", 400),
        ("/%ff", 400),
        (&long, 404),
        (&deep, 404),
    ] {
        let answer = served.get(url);
        assert_eq!(answer.status, status, "{url}");
        assert!(!answer.text().contains("not linked") && !answer.text().contains("title = "), "{url}");
    }
}

#[test]
fn strangers_are_turned_away() {
    let served = Served::of(SITE);
    for (headers, status) in [
        ("Host: localhost:4000", 200),
        ("Host: 127.0.0.1", 200),
        ("Host: [::1]:4000", 200),
        ("Host: example.org", 403),
        ("Host: localhost.example.org", 403),
        ("Host: localhost\r\nOrigin: http://localhost:4000", 200),
        ("Host: localhost\r\nOrigin: https://example.org", 403),
        ("Host: localhost\r\nOrigin: null", 403),
    ] {
        for url in ["/cases/a/", "/_casebook/events", "/_casebook/live.js"] {
            if (url, status) == ("/_casebook/events", 200) {
                continue; // A stream does not end.
            }
            let answer = served.ask(&format!("GET {url} HTTP/1.1\r\n{headers}\r\n\r\n"));
            assert_eq!(answer.status, status, "{url} {headers}");
            assert_eq!(answer.header("Access-Control-Allow-Origin"), None);
        }
    }
    let answer = served.ask("OPTIONS / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!((answer.status, answer.header("Allow")), (405, Some("GET, HEAD")));
}

#[test]
fn browsers_get_parts_and_only_what_is_new() {
    let served = Served::of(SITE);
    let ask = |method: &str, headers: &str| {
        served.ask(&format!("{method} /cases/film.mp4 HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"))
    };
    let whole = ask("GET", "");
    let tag = whole.header("ETag").unwrap().to_owned();
    assert_eq!((whole.status, whole.text().as_str()), (200, "0123456789"));
    assert_eq!(whole.header("Content-Length"), Some("10"));
    for (method, headers, status, text, range) in [
        ("HEAD", String::new(), 200, "", None),
        ("GET", format!("If-None-Match: {tag}\r\n"), 304, "", None),
        ("GET", "If-None-Match: \"other\"\r\n".to_owned(), 200, "0123456789", None),
        ("GET", "Range: bytes=2-4\r\n".to_owned(), 206, "234", Some("bytes 2-4/10")),
        ("GET", "Range: bytes=-2\r\n".to_owned(), 206, "89", Some("bytes 8-9/10")),
        ("GET", "Range: bytes=99-\r\n".to_owned(), 416, "", Some("bytes */10")),
        ("GET", "Range: bytes=0-1,3-4\r\n".to_owned(), 200, "0123456789", None),
        ("GET", format!("Range: bytes=0-1\r\nIf-Range: {tag}\r\n"), 206, "01", Some("bytes 0-1/10")),
        ("GET", "Range: bytes=0-1\r\nIf-Range: \"old\"\r\n".to_owned(), 200, "0123456789", None),
    ] {
        let answer = ask(method, &headers);
        assert_eq!((answer.status, answer.text().as_str()), (status, text), "{method} {headers}");
        assert_eq!(answer.header("Content-Range"), range, "{headers}");
    }
    let (head, got) =
        (served.ask("HEAD /cases/a/ HTTP/1.1\r\nHost: localhost\r\n\r\n"), served.get("/cases/a/"));
    assert_eq!((head.status, head.header("ETag"), head.body.len()), (200, got.header("ETag"), 0));
}

#[test]
fn a_slow_reader_gets_all_of_it() {
    let served = Served::of(SITE);
    let mut stream = TcpStream::connect(served.address).unwrap();
    stream.write_all(b"GET /cases/a/ HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut bytes = Vec::new();
    let mut piece = [0; 512];
    while let Ok(length) = stream.read(&mut piece) {
        if length == 0 {
            break;
        }
        bytes.extend_from_slice(&piece[..length]);
        thread::sleep(Duration::from_millis(2));
    }
    let answer = crate::served::answer(&bytes).unwrap();
    assert_eq!(answer.header("Content-Length").unwrap(), answer.body.len().to_string());
}

/// The memory that a process holds, in bytes.
fn memory(pid: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<usize>().unwrap() * 1024
}
