//! From what people write to codes.

use super::{Code, Severity};
use crate::text;

impl Code {
    /// Whether it means that something cannot be read, and stays an error wherever it comes.
    pub fn is_fixed(self) -> bool {
        self.lenient_severity() == Severity::Error
    }

    /// The code with this id or name.
    pub fn from_word(word: &str) -> Option<Self> {
        let name = || word.trim().to_lowercase().replace('-', "_");
        Self::from_id(word).or_else(|| Self::ALL.iter().copied().find(|code| code.name() == name()))
    }

    /// What to say where `word` is neither the id nor the name of a code.
    pub fn advice(word: &str) -> String {
        let names: Vec<String> = Self::ALL.iter().map(|code| code.name()).collect();
        let known = Self::ALL.iter().map(|code| code.id()).chain(names.iter().map(String::as_str));
        match text::nearest(word, known) {
            Some(near) => format!("Did you mean {near}?"),
            None => "To see all codes, use casebook explain.".to_owned(),
        }
    }

    /// The code with this id, whatever its case.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(id.trim()))
    }
}
