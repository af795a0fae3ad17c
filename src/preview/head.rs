//! The head of a request, read within limits of size and time. It answers nothing.
//!
//! What is let through is whole, small, plain text and without a body. All else is a [`Refusal`].

use std::io::{ErrorKind, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The longest head, in bytes. Browsers send less than a tenth of this to a preview.
const LONGEST: usize = 16 * 1024;

/// How long a head may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a request is not let through: the status of the answer, and its words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// HTTP status.
    pub(super) status: u16,
    /// What people read.
    pub(super) text: &'static str,
}

const fn refusal(status: u16, text: &'static str) -> Refusal {
    Refusal { status, text }
}

const TOO_LATE: Refusal = refusal(408, "This request took too long to arrive.");
const TOO_LONG: Refusal = refusal(431, "This request is too long.");
const UNREADABLE: Refusal = refusal(400, "This request cannot be read.");
const WITH_BODY: Refusal = refusal(413, "Nothing can be sent to this preview.");

/// Reads a head from `stream` and gives it as it is to be handed on: one request, and then the end.
/// `None` where the other side left, or never said a word.
pub(super) fn read(stream: &TcpStream) -> Option<Result<Vec<u8>, Refusal>> {
    let deadline = Instant::now() + PATIENCE;
    let mut head = Vec::with_capacity(1024);
    let mut piece = [0; 4096];
    loop {
        if let Some(end) = end_of(&head) {
            return Some(checked(&head[..end]));
        }
        if head.len() >= LONGEST {
            return Some(Err(TOO_LONG));
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return (!head.is_empty()).then_some(Err(TOO_LATE));
        }
        let mut reader = stream;
        match reader.read(&mut piece) {
            Ok(0) => return None,
            Ok(length) => head.extend_from_slice(&piece[..length]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
}

/// Where the empty line ends that ends a head.
fn end_of(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, b"\r\n\r\n").map(|at| at + 4)
}

/// `head` as it is to be handed on.
fn checked(head: &[u8]) -> Result<Vec<u8>, Refusal> {
    let plain = |byte: &u8| matches!(byte, b'\t' | b'\r' | b'\n' | b' '..=b'~');
    if !head.iter().all(plain) {
        return Err(UNREADABLE);
    }
    let text = std::str::from_utf8(head).map_err(|_| UNREADABLE)?;
    let mut lines = text.trim_end_matches("\r\n").split("\r\n");
    let request = lines.next().unwrap_or("");
    let words: Vec<&str> = request.split(' ').collect();
    let [method, target, "HTTP/1.1" | "HTTP/1.0"] = words[..] else { return Err(UNREADABLE) };
    let is_method = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_method || !target.starts_with('/') {
        return Err(UNREADABLE);
    }
    let mut out = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { return Err(UNREADABLE) };
        if name.is_empty() || name.contains([' ', '\t']) || line.contains(['\r', '\n']) {
            return Err(UNREADABLE);
        }
        match name.to_ascii_lowercase().as_str() {
            "content-length" if value.trim() == "0" => {}
            "content-length" | "transfer-encoding" => return Err(WITH_BODY),
            "connection" | "expect" | "upgrade" | "keep-alive" | "te" => {}
            _ => out.push_str(&format!("{name}:{value}\r\n")),
        }
    }
    out.push_str("\r\n");
    Ok(out.into_bytes())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_small_head_is_handed_on_and_ends_its_connection() {
        let head = b"GET /a/?q=1 HTTP/1.1\r\nHost: localhost:4000\r\nConnection: keep-alive\r\nRange: bytes=0-1\r\n\r\n";
        let handed_on = String::from_utf8(checked(head).unwrap()).unwrap();
        assert_eq!(
            handed_on,
            "GET /a/?q=1 HTTP/1.1\r\nConnection: close\r\nHost: localhost:4000\r\nRange: bytes=0-1\r\n\r\n"
        );
    }

    #[test]
    fn what_is_odd_is_refused() {
        for (head, status) in [
            ("\r\n\r\n", 400),
            ("GET /\r\n\r\n", 400),
            ("GET  / HTTP/1.1\r\n\r\n", 400),
            ("GET http://example.org/ HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/2.0\r\n\r\n", 400),
            ("get / HTTP/1.1\r\n\r\n", 400),
            ("GET /\u{e9} HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\n: empty\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nA: \0\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n", 413),
            ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 413),
        ] {
            assert_eq!(checked(head.as_bytes()).unwrap_err().status, status, "{head:?}");
        }
    }
}
