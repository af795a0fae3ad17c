//! How much a document is about a word: BM25F, worked out here so that the client need not know how
//! long documents are.

use super::analysis::Part;
use super::words::Document;

/// How much a word counts in each part, and how far the length of the part counts against it.
const WEIGHTS: [(f32, f32); Part::COUNT] = [(2.5, 0.4), (1.5, 0.5), (1.5, 0.5), (1.0, 0.75), (1.5, 0.5)];

/// How slowly more of the same word stops to count.
const SATURATION: f32 = 1.8;

/// Steps in which it is given to the client.
pub(super) const STEPS: u32 = 16;

/// Weighs words in documents.
#[derive(Debug)]
pub(super) struct Ranking {
    averages: [f32; Part::COUNT],
}

impl Ranking {
    pub(super) fn of(documents: &[Document<'_>]) -> Self {
        let mut sums = [0u64; Part::COUNT];
        for document in documents {
            sums.iter_mut().zip(document.lengths).for_each(|(sum, length)| *sum += u64::from(length));
        }
        let count = documents.len().max(1) as f32;
        Self { averages: sums.map(|sum| (sum as f32 / count).max(1.0)) }
    }

    /// How much `document` is about a word that stands at `positions` of it, and the
    /// section in which it stands most.
    pub(super) fn weigh(&self, document: &Document<'_>, positions: &[u32]) -> (u32, u8) {
        let mut counts = [0f32; Part::COUNT];
        let mut sections = [0u32; 16];
        for position in positions {
            let zone = document.zone(*position);
            counts[zone.part as usize] += 1.0;
            sections[usize::from(zone.section)] += 1;
        }
        let parts = counts.iter().zip(WEIGHTS).zip(document.lengths.iter().zip(self.averages));
        let count: f32 = parts
            .map(|((count, (weight, by_length)), (length, average))| {
                count * weight / (1.0 - by_length + by_length * *length as f32 / average)
            })
            .sum();
        let weight = count / (SATURATION + count);
        let most = (0..16u8).max_by_key(|section| (sections[usize::from(*section)], 16 - section));
        let in_head = sections[0] > 0 && counts[Part::Title as usize] + counts[Part::Summary as usize] > 0.0;
        let section = if in_head { 0 } else { most.unwrap_or(0) };
        (((weight * STEPS as f32) as u32).min(STEPS - 1), section)
    }
}
