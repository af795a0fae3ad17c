//! Numbers that look random and are the same on every machine: no floating point, no clock.

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub(crate) struct Random(u64);

impl Random {
    /// Numbers for the thing called `number` of the kind `kind`.
    pub(crate) fn of(kind: u64, number: usize) -> Self {
        let mut random = Self(kind.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number as u64);
        random.0 = random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Less than `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// From `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True that many times in a hundred.
    pub(crate) fn percent(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    /// One of `these`, each as often as the others.
    pub(crate) fn pick<'a>(&mut self, these: &[&'a str]) -> &'a str {
        these[self.below(these.len())]
    }

    /// A rank less than `end`, low ones far more often: each doubling of the rank is as likely as
    /// the one before, which is close to how words are used.
    pub(crate) fn rank(&mut self, end: usize) -> usize {
        let doublings = end.ilog2() as usize + 1;
        loop {
            let first = 1 << self.below(doublings);
            let rank = first - 1 + self.below(first);
            if rank < end {
                return rank;
            }
        }
    }
}
