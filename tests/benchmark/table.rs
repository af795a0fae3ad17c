//! The figures as a plain table, with those to reach beside them.

use std::collections::BTreeMap;
use std::fmt::Write;

/// All that was measured, by `step figure`, one value for each run.
pub(crate) type Measured = BTreeMap<String, Vec<f64>>;

/// How a figure is written.
#[derive(Clone, Copy)]
enum Unit {
    Seconds,
    Milliseconds,
    Megabytes,
    Times,
}

impl Unit {
    fn write(self, figure: f64) -> String {
        match self {
            Self::Seconds => format!("{figure:.2} s"),
            Self::Milliseconds => format!("{:.1} ms", figure * 1000.0),
            Self::Megabytes => format!("{figure:.0} MB"),
            Self::Times => format!("{figure:.1} ×"),
        }
    }
}

/// What a row shows, the figure it comes from, its unit, and what to reach.
type Row = (&'static str, &'static str, Unit, &'static str);

const ROWS: &[Row] = &[
    ("Reading the inputs, processor time", "render read processor", Unit::Seconds, ""),
    ("Parse to render in memory, processor time", "render processor", Unit::Seconds, "under 1 s"),
    ("Parse to render in memory, wall time", "render wall", Unit::Seconds, ""),
    ("Search index after that, processor time", "render search processor", Unit::Seconds, "under 2 s"),
    ("Feeds, site map and data, processor time", "render derived processor", Unit::Seconds, ""),
    ("Cold build to disk, peak memory", "cold peak", Unit::Megabytes, "under 300 MB"),
    ("Cold build to disk, processor time", "cold processor", Unit::Seconds, ""),
    ("Cold build to disk, wall time", "cold wall", Unit::Seconds, ""),
    ("Floor, one thread", "floor-1 wall", Unit::Seconds, ""),
    ("Floor, two threads", "floor-2 wall", Unit::Seconds, ""),
    ("Cold build over the floor of one thread", "ratio 1", Unit::Times, "at most 5 ×"),
    ("Cold build over the floor of two threads", "ratio 2", Unit::Times, "at most 5 ×"),
    ("Build with nothing changed, wall time", "unchanged wall", Unit::Seconds, ""),
    ("Preview after an edit of a body", "edits body", Unit::Milliseconds, "under 50 ms"),
    ("The same, processor time", "edits processor", Unit::Milliseconds, ""),
    ("Preview after an edit of a title", "edits title", Unit::Milliseconds, ""),
    ("Preview after adding a file", "edits add", Unit::Milliseconds, ""),
    ("Preview after deleting a file", "edits delete", Unit::Milliseconds, ""),
    ("Search in the preview after an edit", "edits search", Unit::Milliseconds, "under 1 s"),
    ("All other derived outputs after that", "edits derived", Unit::Milliseconds, ""),
    ("Preview, peak memory", "edits peak", Unit::Megabytes, ""),
];

/// Adds what follows from two figures of the same run.
pub(crate) fn add_ratios(measured: &mut Measured) {
    for threads in ["1", "2"] {
        let floor = measured.get(&format!("floor-{threads} wall")).cloned().unwrap_or_default();
        let cold = measured.get("cold wall").cloned().unwrap_or_default();
        let ratios = cold.iter().zip(floor).map(|(cold, floor)| cold / floor).collect();
        measured.insert(format!("ratio {threads}"), ratios);
    }
}

/// The table, and below it the stages of a parse-to-render and of a rebuild.
pub(crate) fn table(measured: &Measured) -> String {
    let mut out = format!("{:44}{:>10}   {:24}{}\n", "", "median", "lowest to highest", "to reach");
    for (label, name, unit, target) in ROWS {
        let Some(figures) = measured.get(*name) else {
            let _ = writeln!(out, "{label:44}{:>10}   {:24}{target}", "not known", "");
            continue;
        };
        let (low, middle, high) = spread(figures);
        let range = format!("{} to {}", unit.write(low), unit.write(high));
        let line = format!("{label:44}{:>10}   {range:24}{target}", unit.write(middle));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let _ = writeln!(out, "\nStages up to render: {}", stages(measured, "render"));
    let _ = writeln!(out, "Stages after an edit of a body: {}", stages(measured, "edits"));
    out
}

fn stages(measured: &Measured, step: &str) -> String {
    let prefix = format!("{step} stage ");
    let mut stages: Vec<(f64, &str)> = measured
        .iter()
        .filter_map(|(name, figures)| Some((spread(figures).1, name.strip_prefix(&prefix)?)))
        .collect();
    stages.sort_by(|a, b| b.0.total_cmp(&a.0));
    let written: Vec<String> =
        stages.iter().map(|(time, name)| format!("{name} {}", Unit::Milliseconds.write(*time))).collect();
    written.join(", ")
}

/// Lowest, median and highest.
pub(crate) fn spread(figures: &[f64]) -> (f64, f64, f64) {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |index: usize| sorted.get(index).copied().unwrap_or(f64::NAN);
    let half = sorted.len() / 2;
    let middle = if sorted.len() % 2 == 1 { at(half) } else { (at(half.saturating_sub(1)) + at(half)) / 2.0 };
    (at(0), middle, at(sorted.len().saturating_sub(1)))
}
