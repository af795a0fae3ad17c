//! How long each stage took, for those who ask. It measures and never decides anything.

use std::fmt::Write;
use std::time::{Duration, Instant};

/// The time of each stage, in the order in which they ran.
#[derive(Debug, Default)]
pub struct Timings {
    stages: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Runs `work` and notes how long it took. Stages of the same name are added up.
    pub fn stage<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        self.add(name, start.elapsed());
        done
    }

    /// Notes that a stage took `time`.
    pub fn add(&mut self, name: &'static str, time: Duration) {
        match self.stages.iter_mut().find(|(known, _)| *known == name) {
            Some((_, total)) => *total += time,
            None => self.stages.push((name, time)),
        }
    }

    /// A line for each stage, and the sum.
    pub fn table(&self) -> String {
        let mut out = String::new();
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        for (name, time) in &self.stages {
            let _ = writeln!(out, "{name:<12}{:>10.1} ms", milliseconds(*time));
        }
        let total: Duration = self.stages.iter().map(|(_, time)| *time).sum();
        let _ = writeln!(out, "{:<12}{:>10.1} ms", "total", milliseconds(total));
        out
    }
}
