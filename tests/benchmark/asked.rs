//! What the command line asks of a benchmark.

use anyhow::{Context, ensure};
use std::path::{Path, PathBuf};

/// Options with their values.
pub(crate) struct Asked {
    /// Whether it only has to be seen to work: `cargo bench` says that it is meant, `cargo test` does not.
    pub(crate) is_trial: bool,
    options: Vec<(String, String)>,
}

impl Asked {
    /// Reads options, of which those in `known` are known, each with its value.
    pub(crate) fn read(known: &[&str], file: &str) -> anyhow::Result<Self> {
        let mut asked = Self { is_trial: true, options: Vec::new() };
        let mut arguments = std::env::args().skip(1);
        while let Some(name) = arguments.next() {
            if name == "--bench" {
                asked.is_trial = false;
                continue;
            }
            ensure!(known.contains(&name.as_str()), "{name} is not known here: see {file}");
            let value = arguments.next().with_context(|| format!("{name} needs a value"))?;
            asked.options.push((name, value));
        }
        Ok(asked)
    }

    /// The last value of the option called `name`.
    pub(crate) fn last(&self, name: &str) -> Option<&str> {
        self.options.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The number that the option called `name` gives, at least 1; `usual` where nobody gave it, and
    /// `trial` for a trial.
    pub(crate) fn number(&self, name: &str, usual: usize, trial: usize) -> anyhow::Result<usize> {
        let number = match self.last(name) {
            _ if self.is_trial => trial,
            Some(value) => value.parse().with_context(|| format!("{name} must be a number"))?,
            None => usual,
        };
        ensure!(number > 0, "{name} must be 1 or more");
        Ok(number)
    }

    /// The numbers of entries that are asked for; `usual` where none is, and `trial` for a trial.
    pub(crate) fn entries(&self, usual: &[usize], trial: usize) -> anyhow::Result<Vec<usize>> {
        if self.is_trial {
            return Ok(vec![trial]);
        }
        let given = self.options.iter().filter(|(name, _)| name == "--entries");
        let numbers = given.map(|(_, value)| value.replace(',', "").parse());
        let numbers: Vec<usize> = numbers.collect::<Result<_, _>>().context("--entries must be a number")?;
        Ok(if numbers.is_empty() { usual.to_vec() } else { numbers })
    }
}

/// A folder in memory, where there is one: disks differ far more than processors do.
pub(crate) fn memory_folder() -> PathBuf {
    let shared = Path::new("/dev/shm");
    if shared.is_dir() { shared.to_owned() } else { std::env::temp_dir() }
}
