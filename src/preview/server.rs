//! The HTTP server: tiny_http behind the [gate](super::gate), in front of [`reply`].
//!
//! It listens to nobody but the gate, which hands on one whole request a connection. Where it cannot
//! be reached, because its thread stopped, the next request starts another.

use super::{Desk, Live, Reply, Request, gate, reply};
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;
use tiny_http::{Server, StatusCode};

/// How many requests are answered at once; event streams have a thread of their own.
const WORKERS: usize = 4;

/// How many ports are tried before giving up.
const PORTS_TRIED: u16 = 50;

/// A stream that says nothing for this long may be taken for dead.
const HEARTBEAT: Duration = Duration::from_secs(12);

/// Listens on `port`, or on the next one that is free.
///
/// # Errors
/// When no port can be had.
pub fn bind(address: IpAddr, port: u16) -> anyhow::Result<(TcpListener, SocketAddr)> {
    let mut last = None;
    for port in port..=port.saturating_add(PORTS_TRIED) {
        match TcpListener::bind((address, port)) {
            Ok(listener) => {
                let bound = listener.local_addr()?;
                return Ok((listener, bound));
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => {
                return Err(anyhow::Error::new(error)
                    .context(format!("The address {address} with the port {port} cannot be used")));
            }
        }
    }
    let context = format!("No port from {port} upwards is free");
    Err(last.map_or_else(
        || anyhow::anyhow!(context.clone()),
        |error| anyhow::Error::new(error).context(context.clone()),
    ))
}

/// Answers requests that come to `listener` until the program ends.
///
/// # Errors
/// When the server cannot be started.
pub fn serve(listener: &TcpListener, live: &Arc<Live>, desk: &Desk) -> io::Result<()> {
    let (live, desk) = (live.clone(), desk.clone());
    let back = Back::start(move |request| answer(request, &live, &desk))?;
    gate::keep(listener, &Arc::new(back))
}

/// The server behind the gate.
pub(super) struct Back {
    answer: Arc<Answer>,
    running: Mutex<Running>,
}

type Answer = dyn Fn(tiny_http::Request) + Send + Sync;

struct Running {
    server: Arc<Server>,
    address: SocketAddr,
}

impl Back {
    fn start(answer: impl Fn(tiny_http::Request) + Send + Sync + 'static) -> io::Result<Self> {
        let answer: Arc<Answer> = Arc::new(answer);
        let running = Mutex::new(Running::start(&answer)?);
        Ok(Self { answer, running })
    }

    /// A connection to the server; to a new one where the last has stopped.
    pub(super) fn connect(&self) -> io::Result<TcpStream> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        match TcpStream::connect(running.address) {
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                let next = Running::start(&self.answer)?;
                let stopped = std::mem::replace(&mut *running, next);
                (0..WORKERS).for_each(|_| stopped.server.unblock());
                TcpStream::connect(running.address)
            }
            connected => connected,
        }
    }
}

impl Running {
    fn start(answer: &Arc<Answer>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let server = Server::from_listener(listener, None).map_err(io::Error::other)?;
        let server = Arc::new(server);
        for _ in 0..WORKERS {
            let (server, answer) = (server.clone(), answer.clone());
            thread::Builder::new().spawn(move || work(&server, &*answer))?;
        }
        Ok(Self { server, address })
    }
}

/// Answers one request after another with `answer`.
fn work(server: &Server, answer: &Answer) {
    while let Ok(request) = server.recv() {
        // A fault of our own must not cost the preview a worker: after the fourth, nobody would
        // get an answer. It was told when it came, and the browser gets a 500.
        let _ = catch_unwind(AssertUnwindSafe(|| answer(request)));
    }
}

fn answer(request: tiny_http::Request, live: &Arc<Live>, desk: &Desk) {
    let header = |name: &'static str| {
        request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str())
    };
    let method = request.method().to_string();
    let asked = Request {
        method: &method,
        url: request.url(),
        host: header("Host"),
        origin: header("Origin"),
        if_none_match: header("If-None-Match"),
        range: header("Range"),
        if_range: header("If-Range"),
    };
    let shown = live.now();
    match reply(&asked, &shown, desk) {
        Reply::Events => {
            let live = live.clone();
            // Where no thread can be had, the browser asks again.
            let _ = thread::Builder::new().spawn(move || stream(request, &live));
        }
        Reply::Whole { status, headers, body } => {
            let bytes = on_the_wire(status, &headers, &body, method != "HEAD");
            let mut writer = request.into_writer();
            // The browser may be gone; that is its own affair.
            let _ = writer.write_all(&bytes).and_then(|()| writer.flush());
        }
    }
}

/// An answer as one piece: sent as head and body, the second would wait some 40 ms until the
/// other side has confirmed the first.
pub(super) fn on_the_wire(status: u16, headers: &[(&str, String)], body: &[u8], with_body: bool) -> Vec<u8> {
    let reason = StatusCode(status).default_reason_phrase();
    let mut head = format!("HTTP/1.1 {status} {reason}\r\nConnection: close\r\n");
    let with_body = with_body && status != 304;
    if with_body {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    let mut bytes = head.into_bytes();
    if with_body {
        bytes.extend_from_slice(body);
    }
    bytes
}

/// Tells one browser of each build until it is gone.
fn stream(request: tiny_http::Request, live: &Live) {
    let mut writer = request.into_writer();
    let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\n\
         Cache-Control: no-cache\r\n\r\nretry: 500\n\n";
    let mut told = 0;
    let mut say = |text: &str| writer.write_all(text.as_bytes()).and_then(|()| writer.flush());
    if say(head).is_err() {
        return;
    }
    loop {
        let shown = live.wait_past(told, HEARTBEAT);
        let message = if shown.number > told {
            // What was edited before this browser listened is no news to it.
            let edited = shown.edited.as_deref().filter(|_| told > 0).unwrap_or("");
            format!("event: build\ndata: {edited}\n\n")
        } else {
            "event: still\ndata:\n\n".to_owned()
        };
        if say(&message).is_err() {
            return;
        }
        told = shown.number;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::io::Read;
    use tiny_http::Response;

    fn get(back: &Back, url: &str) -> String {
        let mut stream = back.connect().unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        write!(stream, "GET {url} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.lines().next().unwrap_or("").to_owned()
    }

    fn back() -> Back {
        Back::start(|request| {
            assert_ne!(request.url(), "/fails", "on purpose");
            request.respond(Response::from_string("fine")).unwrap();
        })
        .unwrap()
    }

    #[test]
    fn a_request_that_fails_costs_no_worker() {
        let back = back();
        for _ in 0..2 * WORKERS {
            assert_eq!(get(&back, "/fails"), "HTTP/1.1 500 Internal Server Error");
        }
        assert_eq!(get(&back, "/"), "HTTP/1.1 200 OK");
    }

    #[test]
    fn a_server_that_stopped_is_started_again() {
        let back = back();
        let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
        back.running.lock().unwrap().address = nobody;
        assert_eq!(get(&back, "/"), "HTTP/1.1 200 OK");
    }
}
