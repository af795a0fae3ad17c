//! A 128-bit content hash: XXH3. It tells apart whatever comes by accident, and is many times
//! faster than one that also withstands attackers, who have nothing to gain here.
//!
//! A leaf. Shared parts carry their hash, computed once when they are made, so that a page's
//! key costs as much as the number of its parts and not as their size.

use std::fmt;
use xxhash_rust::xxh3::xxh3_128;

/// A 128-bit hash of some bytes. Equal hashes mean equal bytes, short of malice.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Hash([u8; 16]);

impl Hash {
    /// The hash of `bytes`.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self(xxh3_128(bytes.as_ref()).to_be_bytes())
    }

    /// 32 hexadecimal digits.
    pub fn hex(self) -> String {
        use fmt::Write;
        self.0.iter().fold(String::with_capacity(32), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
    }

    /// The first eight hexadecimal digits: enough for the name of a published file.
    pub fn short(self) -> String {
        self.hex()[..8].to_owned()
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

/// Hashes several values, each with its length, so that `("ab", "c")` and `("a", "bc")` differ.
///
/// It gathers them first: keys are short, and one pass over a short buffer is cheaper than
/// setting up a hash that streams.
#[derive(Clone)]
pub struct Hasher(Vec<u8>);

/// Enough room for most keys.
const ROOM: usize = 512;

impl Default for Hasher {
    fn default() -> Self {
        Self(Vec::with_capacity(ROOM))
    }
}

impl Hasher {
    /// Adds `bytes`.
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    /// Adds `text`.
    pub fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// Adds a hash.
    pub fn hash(mut self, hash: Hash) -> Self {
        self.0.extend_from_slice(&hash.0);
        self
    }

    /// Adds each of `hashes`, and their number.
    pub fn hashes(mut self, hashes: impl IntoIterator<Item = Hash>) -> Self {
        let mut n = 0u64;
        for hash in hashes {
            self.0.extend_from_slice(&hash.0);
            n += 1;
        }
        self.number(n)
    }

    /// Adds a number.
    pub fn number(mut self, number: u64) -> Self {
        self.0.extend_from_slice(&number.to_le_bytes());
        self
    }

    /// The hash of all that was added.
    pub fn finish(self) -> Hash {
        Hash::of(self.0)
    }
}
