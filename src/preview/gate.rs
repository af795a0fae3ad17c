//! The door of the preview: it lets whole, small requests through to the server, and stays open.
//!
//! The server behind it waits for ever for what never comes, takes heads and bodies of any length,
//! and stops for good when the system has no descriptors left. So it never sees any of that: each
//! connection is read here within limits, and handed on as one request of its own. Where too many
//! come, or descriptors run out, the oldest that has not asked for anything gives way.

use super::head::{self, Refusal};
use super::server::Back;
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How many connections are open at once.
const MOST: usize = 200;

/// How many give way at once where the system has nothing left to give.
const AT_ONCE: usize = 8;

/// How long to wait where the system has nothing left to give.
const BREATH: Duration = Duration::from_millis(10);

/// How often a request is handed on again where nobody answered it.
const TRIES: usize = 20;

/// How long the other side may take to accept a piece of an answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// What still comes after a refusal is read for this long, so that the refusal arrives.
const LINGER: Duration = Duration::from_secs(2);

/// The stack of a thread that only copies.
const STACK: usize = 256 * 1024;

/// Lets in all that come to `listener`, until the program ends.
pub(super) fn keep(listener: &TcpListener, back: &Arc<Back>) -> ! {
    let guests = Arc::new(Guests::default());
    loop {
        let Ok((stream, _)) = listener.accept() else {
            // Many may stand in line before one that has something to ask.
            let mut all = guests.lock();
            (0..AT_ONCE).for_each(|_| send_away_one(&mut all));
            drop(all);
            thread::sleep(BREATH);
            continue;
        };
        let guest = Arc::new(Guest { stream, has_asked: AtomicBool::new(false) });
        guests.admit(&guest);
        let (inside, all, back) = (guest.clone(), guests.clone(), back.clone());
        let serve = move || {
            serve(&inside, &all, &back);
            all.leave(&inside);
        };
        if thread::Builder::new().stack_size(STACK).spawn(serve).is_err() {
            guests.leave(&guest);
        }
    }
}

/// A connection.
struct Guest {
    stream: TcpStream,
    /// Whether its request has come in whole.
    has_asked: AtomicBool,
}

/// All connections, the oldest first.
#[derive(Default)]
struct Guests(Mutex<VecDeque<Arc<Guest>>>);

impl Guests {
    fn admit(&self, guest: &Arc<Guest>) {
        let mut all = self.lock();
        while all.len() >= MOST {
            send_away_one(&mut all);
        }
        all.push_back(guest.clone());
    }

    fn leave(&self, guest: &Arc<Guest>) {
        let _ = guest.stream.shutdown(Shutdown::Both);
        self.lock().retain(|other| !Arc::ptr_eq(other, guest));
    }

    /// Ends the oldest connection that has not asked for anything, if there is one.
    fn make_room(&self) {
        let mut all = self.lock();
        if all.iter().any(|guest| !guest.has_asked.load(Ordering::Relaxed)) {
            send_away_one(&mut all);
        }
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Guest>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends the oldest connection that has not asked for anything; where all have, the oldest of all.
fn send_away_one(guests: &mut VecDeque<Arc<Guest>>) {
    let silent = guests.iter().position(|guest| !guest.has_asked.load(Ordering::Relaxed));
    if let Some(guest) = guests.remove(silent.unwrap_or(0)) {
        let _ = guest.stream.shutdown(Shutdown::Both);
    }
}

/// Serves one connection: a request, its answer, the end.
fn serve(guest: &Guest, guests: &Guests, back: &Back) {
    let _ = guest.stream.set_nodelay(true);
    let _ = guest.stream.set_write_timeout(Some(PATIENCE));
    match head::read(&guest.stream) {
        Some(Ok(head)) => {
            guest.has_asked.store(true, Ordering::Relaxed);
            hand_on(&head, guest, guests, back);
        }
        Some(Err(refusal)) => refuse(&guest.stream, &refusal),
        None => {}
    }
}

/// Hands a request on, and what comes back to the one who asked. Where nothing comes back at all,
/// the server could not take it in: there is room again as soon as another leaves.
fn hand_on(head: &[u8], guest: &Guest, guests: &Guests, back: &Back) {
    for _ in 0..TRIES {
        match back.connect().and_then(|inner| exchange(head, inner, &guest.stream)) {
            Ok(true) => return,
            Ok(false) | Err(_) => {
                guests.make_room();
                thread::sleep(BREATH);
            }
        }
    }
    refuse(&guest.stream, &Refusal { status: 503, text: "This preview is too busy. Try again." });
}

/// Says `head` to the server and copies its answer. Whether there was one.
fn exchange(head: &[u8], mut inner: TcpStream, mut guest: &TcpStream) -> io::Result<bool> {
    inner.set_nodelay(true)?;
    inner.write_all(head)?;
    let mut piece = [0; 32 * 1024];
    let mut answered = false;
    loop {
        let length = match inner.read(&mut piece) {
            Ok(0) => return Ok(answered),
            Ok(length) => length,
            Err(_) => return Ok(answered),
        };
        answered = true;
        if guest.write_all(&piece[..length]).is_err() {
            return Ok(true);
        }
    }
}

/// Says no, and why. The connection stays open for a moment: closed at once, while something still
/// comes in, it would be reset and the words lost.
fn refuse(mut stream: &TcpStream, refusal: &Refusal) {
    let answer = super::server::on_the_wire(
        refusal.status,
        &[("Content-Type", "text/plain; charset=utf-8".to_owned())],
        format!("{}\n", refusal.text).as_bytes(),
        true,
    );
    if stream.write_all(&answer).is_err() || stream.shutdown(Shutdown::Write).is_err() {
        return;
    }
    let end = Instant::now() + LINGER;
    let _ = stream.set_read_timeout(Some(LINGER));
    let mut piece = [0; 32 * 1024];
    while Instant::now() < end && stream.read(&mut piece).is_ok_and(|length| length > 0) {}
}
