//! How much a document is about a word: BM25F, worked out here so that the client need not know how
//! long documents are.

use super::analysis::{Part, Zone};
use super::known::Document;

/// How much a word counts in each part, and how far the length of the part counts against it.
const WEIGHTS: [(f32, f32); Part::COUNT] = [(2.5, 0.4), (1.5, 0.5), (1.5, 0.5), (1.0, 0.75), (1.5, 0.5)];

/// How slowly more of the same word stops to count.
const SATURATION: f32 = 1.8;

/// Steps in which it is given to the client.
pub(super) const STEPS: u32 = 16;

/// Weighs words in documents. What it needs of those lies close together: it is asked of them in no order.
#[derive(Debug)]
pub(super) struct Ranking {
    /// For each document, up to where in `zones` its own go.
    ends: Vec<u32>,
    zones: Vec<Zone>,
    /// For each document, how much a word counts in each part.
    factors: Vec<[f32; Part::COUNT]>,
}

impl Ranking {
    pub(super) fn of(documents: &[Document]) -> Self {
        let mut sums = [0u64; Part::COUNT];
        let lengths: Vec<[u32; Part::COUNT]> = documents.iter().map(Document::lengths).collect();
        for lengths in &lengths {
            sums.iter_mut().zip(lengths).for_each(|(sum, length)| *sum += u64::from(*length));
        }
        let count = documents.len().max(1) as f32;
        let averages = sums.map(|sum| (sum as f32 / count).max(1.0));
        let factor = |part: usize, length: u32| {
            let (weight, by_length) = WEIGHTS[part];
            weight / (1.0 - by_length + by_length * length as f32 / averages[part])
        };
        let factors = lengths.iter().map(|of| std::array::from_fn(|part| factor(part, of[part]))).collect();
        let (mut ends, mut zones) = (Vec::with_capacity(documents.len()), Vec::new());
        for document in documents {
            zones.extend(document.own.zones.iter().chain(&document.labels.zones));
            ends.push(zones.len() as u32);
        }
        Self { ends, zones, factors }
    }

    /// How much document number `at` is about a word that stands at `positions` of it, which are in
    /// order, and the section in which it stands most.
    pub(super) fn weigh(&self, at: u32, positions: &[u32]) -> (u32, u8) {
        let at = at as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let zones = &self.zones[start..self.ends[at] as usize];
        let mut count = 0.0;
        let mut in_head = false;
        let mut sections = [0u32; 16];
        // How often the word stands in the section where it stands most, and which that is.
        let mut most = (0, 0);
        let mut zone = 0;
        for position in positions {
            while zones.get(zone + 1).is_some_and(|next| next.start <= *position) {
                zone += 1;
            }
            let Zone { part, section, .. } = zones[zone];
            count += self.factors[at][part as usize];
            in_head |= matches!(part, Part::Title | Part::Summary);
            let times = &mut sections[usize::from(section)];
            *times += 1;
            if *times > most.0 || (*times == most.0 && section < most.1) {
                most = (*times, section);
            }
        }
        let weight = count / (SATURATION + count);
        let section = if in_head { 0 } else { most.1 };
        (((weight * STEPS as f32) as u32).min(STEPS - 1), section)
    }
}
