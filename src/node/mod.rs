//! YAML and TOML as one tree of nodes that know where they stand.
//!
//! A leaf. Front matter, `casebook.toml`, collections and vocabularies are all read into
//! [`Node`]s and checked by us, so that every fault is found in one run and points at the very
//! value. Nothing here knows which keys mean what.

mod toml;
mod yaml;

pub use toml::parse as parse_toml;
pub(crate) use yaml::is_nearly_a_fence;
pub use yaml::parse as parse_yaml;

use std::ops::Range;

/// A value and the bytes of the source that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Bytes of the source.
    pub span: Range<usize>,
    /// The value.
    pub kind: Kind,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Nothing stands behind the key, or `null`.
    Null,
    /// One text, number, date, or true or false.
    Scalar(Scalar),
    /// Several values.
    List(Vec<Node>),
    /// Keys with values, in the order in which they stand.
    Map(Map),
}

/// One text. Whether it is a number, a date or a truth value is for the reader to decide.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    /// The text without quotes.
    pub text: String,
    /// Whether it stood in quotes (or was block text): then it is text and nothing else.
    pub quoted: bool,
}

/// Keys with values, in the order in which they stand; each key once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Map {
    /// The pairs.
    pub pairs: Vec<(Key, Node)>,
    /// Keys whose value could not be read. They are there, so nobody should miss them.
    pub unreadable: Vec<Key>,
}

/// A key and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key.
    pub name: String,
    /// Bytes of the source.
    pub span: Range<usize>,
}

impl Map {
    /// The value behind `name`.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.pairs.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }

    /// Whether `name` stands here, readable or not.
    pub fn holds(&self, name: &str) -> bool {
        self.get(name).is_some() || self.unreadable.iter().any(|key| key.name == name)
    }
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    /// `true` or `false` without quotes.
    pub fn boolean(&self) -> Option<bool> {
        match &self.kind {
            Kind::Scalar(Scalar { text, quoted: false }) => match text.as_str() {
                "true" | "True" | "TRUE" => Some(true),
                "false" | "False" | "FALSE" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// What it is, as an author would say.
    pub fn describe(&self) -> &'static str {
        match self.kind {
            Kind::Null => "nothing",
            Kind::Scalar(_) => "one value",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a set of keys",
        }
    }
}
