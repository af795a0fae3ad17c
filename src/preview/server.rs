//! The HTTP server: tiny_http in front of [`reply`]. For this computer's own browsers only.

use super::{Live, Reply, Request, reply};
use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use tiny_http::{Server, StatusCode};

/// How many requests are answered at once; event streams have a thread of their own.
const WORKERS: usize = 4;

/// How many ports are tried before giving up.
const PORTS_TRIED: u16 = 50;

/// How long a connection may be left waiting.
const BETWEEN_KNOCKS: Duration = Duration::from_millis(100);

/// A stream that says nothing for this long may be taken for dead.
const HEARTBEAT: Duration = Duration::from_secs(12);

/// Listens on `port`, or on the next one that is free.
///
/// # Errors
/// When no port can be had.
pub fn bind(address: IpAddr, port: u16) -> anyhow::Result<(Server, SocketAddr)> {
    let mut last = None;
    for port in port..=port.saturating_add(PORTS_TRIED) {
        let listener = match std::net::TcpListener::bind((address, port)) {
            Ok(listener) => listener,
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                last = Some(error);
                continue;
            }
            Err(error) => {
                return Err(anyhow::Error::new(error)
                    .context(format!("The address {address} with the port {port} cannot be used")));
            }
        };
        let bound = listener.local_addr()?;
        let server = Server::from_listener(listener, None).map_err(|error| anyhow::anyhow!("{error}"))?;
        return Ok((server, bound));
    }
    let context = format!("No port from {port} upwards is free");
    Err(last.map_or_else(
        || anyhow::anyhow!(context.clone()),
        |error| anyhow::Error::new(error).context(context.clone()),
    ))
}

/// Answers requests until the program ends.
pub fn serve(server: &Server, live: &Arc<Live>, local: bool) {
    if let Some(address) = server.server_addr().to_ip() {
        thread::spawn(move || knock(address));
    }
    work(server, |request| answer_soundly(request, live, local));
}

/// Connects to `address` and leaves again, over and over. Where several connections come at once,
/// the server may leave one of them waiting until another closes, and browsers hold some open. Each
/// further connection makes it look for those that wait.
fn knock(address: SocketAddr) {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::from(std::net::Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    let address = SocketAddr::new(ip, address.port());
    loop {
        thread::sleep(BETWEEN_KNOCKS);
        drop(TcpStream::connect_timeout(&address, BETWEEN_KNOCKS));
    }
}

/// Answers each request with `answer`, several at once.
fn work(server: &Server, answer: impl Fn(tiny_http::Request) + Sync) {
    let worker = || {
        while let Ok(request) = server.recv() {
            // A fault of our own must not cost the preview a worker: after the fourth, nobody would
            // get an answer. It was told when it came, and the browser gets a 500.
            let _ = catch_unwind(AssertUnwindSafe(|| answer(request)));
        }
    };
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(worker);
        }
    });
}

/// The longest body that a request may announce. Nobody sends anything to a preview.
const LONGEST_BODY: usize = 64 * 1024;

/// Answers `request` where it announces a body. The server reads the rest of a body before it lets
/// its request go, with as much memory as is announced: so one that announces too much is never
/// let go, and one that announces less has a thread of its own to wait in.
fn answer_soundly(request: tiny_http::Request, live: &Arc<Live>, local: bool) {
    match request.body_length().unwrap_or(0) {
        0 => answer(request, live, local),
        length if length <= LONGEST_BODY => {
            let live = live.clone();
            thread::spawn(move || answer(request, &live, local));
        }
        _ => std::mem::forget(request),
    }
}

fn answer(request: tiny_http::Request, live: &Arc<Live>, local: bool) {
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
    };
    let shown = live.now();
    match reply(&asked, &shown, local) {
        Reply::Events => {
            let live = live.clone();
            thread::spawn(move || stream(request, &live));
        }
        Reply::Whole { status, headers, body } => {
            let with_body = method != "HEAD";
            let bytes = on_the_wire(status, &headers, &body, with_body);
            let mut writer = request.into_writer();
            // The browser may be gone; that is its own affair.
            let _ = writer.write_all(&bytes).and_then(|()| writer.flush());
        }
    }
}

/// An answer as one piece: sent as head and body, the second would wait some 40 ms until the
/// other side has confirmed the first.
fn on_the_wire(status: u16, headers: &[(&str, String)], body: &[u8], with_body: bool) -> Vec<u8> {
    let reason = StatusCode(status).default_reason_phrase();
    let mut head = format!("HTTP/1.1 {status} {reason}\r\n");
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
    let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n\r\nretry: 500\n\n";
    let mut told = 0;
    let mut say = |text: &str| writer.write_all(text.as_bytes()).and_then(|()| writer.flush());
    if say(head).is_err() {
        return;
    }
    loop {
        let number = live.wait_past(told, HEARTBEAT);
        let message = if number > told {
            format!("id: {number}\nevent: build\ndata: {number}\n\n")
        } else {
            ":\n\n".to_owned()
        };
        if say(&message).is_err() {
            return;
        }
        told = number;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::io::Read;
    use tiny_http::Response;

    fn get(address: SocketAddr, url: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        write!(stream, "GET {url} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.lines().next().unwrap_or("").to_owned()
    }

    #[test]
    fn a_request_that_fails_costs_no_worker() {
        let (server, address) = bind(IpAddr::from([127, 0, 0, 1]), 0).unwrap();
        let answer = |request: tiny_http::Request| {
            assert_ne!(request.url(), "/fails", "on purpose");
            request.respond(Response::from_string("fine")).unwrap();
        };
        thread::scope(|scope| {
            scope.spawn(|| work(&server, answer));
            for _ in 0..2 * WORKERS {
                assert_eq!(get(address, "/fails"), "HTTP/1.1 500 Internal Server Error");
            }
            assert_eq!(get(address, "/"), "HTTP/1.1 200 OK");
            (0..WORKERS).for_each(|_| server.unblock());
        });
    }
}
