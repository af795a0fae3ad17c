//! Writing JSON straight into one text, which costs far less than building a tree of it first.
//!
//! Texts are written so that the whole can stand in a script element. What is empty is left out.

use crate::text::{escape_json_into, percent_encode_into};
use std::fmt::{Display, Write};

/// JSON that is being written, on a site with this address.
pub(super) struct Json<'a> {
    base: &'a str,
    out: String,
}

/// How many bytes to have ready: most pages need fewer.
const ROOM: usize = 2048;

impl<'a> Json<'a> {
    /// Nothing yet, on the site at `base`.
    pub(super) fn new(base: &'a str) -> Self {
        Self { base, out: String::with_capacity(ROOM) }
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Sets the next member or value off from the one before.
    fn next(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
    }

    fn key(&mut self, key: &str) {
        self.next();
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\":");
    }

    /// Members that were written before.
    pub(super) fn members(&mut self, members: &str) {
        if !members.is_empty() {
            self.next();
            self.out.push_str(members);
        }
    }

    /// A text as a member, unless it is empty.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.key(key);
            self.value(text);
        }
    }

    /// A text as a value of a list.
    pub(super) fn value(&mut self, text: &str) {
        self.next();
        self.out.push('"');
        escape_json_into(text, &mut self.out);
        self.out.push('"');
    }

    /// A number as a member.
    pub(super) fn number(&mut self, key: &str, number: usize) {
        self.key(key);
        self.shown(number);
    }

    /// A date, or another text without anything to escape, as a member.
    pub(super) fn plain(&mut self, key: &str, value: impl Display) {
        self.key(key);
        self.out.push('"');
        self.shown(value);
        self.out.push('"');
    }

    fn shown(&mut self, value: impl Display) {
        // Writing to a text cannot fail.
        let _ = write!(self.out, "{value}");
    }

    /// The whole address of what is at `address` below the site's root, as a member.
    pub(super) fn address(&mut self, key: &str, address: &str, rest: &str) {
        self.key(key);
        self.address_value(address, rest);
    }

    /// The same as a value of a list.
    pub(super) fn address_value(&mut self, address: &str, rest: &str) {
        self.next();
        self.out.push('"');
        escape_json_into(self.base, &mut self.out);
        percent_encode_into(address, &mut self.out);
        self.out.push_str(rest);
        self.out.push('"');
    }

    /// What has the id made of `address` and `rest`, told elsewhere in the graph.
    pub(super) fn reference(&mut self, key: &str, address: &str, rest: &str) {
        self.object(key, |json| json.address("@id", address, rest));
    }

    /// An object as a member.
    pub(super) fn object(&mut self, key: &str, members: impl FnOnce(&mut Self)) {
        self.key(key);
        self.node(members);
    }

    /// An object as a value.
    pub(super) fn node(&mut self, members: impl FnOnce(&mut Self)) {
        self.next();
        self.out.push('{');
        members(self);
        self.out.push('}');
    }

    /// A list as a member, unless there is nothing to list.
    pub(super) fn list<T>(
        &mut self,
        key: &str,
        items: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut Self, T),
    ) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_none() {
            return;
        }
        self.key(key);
        self.out.push('[');
        items.for_each(|item| each(self, item));
        self.out.push(']');
    }
}
