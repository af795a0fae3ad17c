//! Writing JSON straight into one text, which costs far less than building a tree of it first.
//!
//! Texts are written so that the whole can also stand in a script element of HTML.

use super::{has_byte, percent_encode_into};
use std::borrow::Cow;
use std::fmt::{Display, Write};

/// JSON that is being written, on a site with this address. Members that are empty are left out.
pub struct Json<'a> {
    /// As it stands in a text.
    base: Cow<'a, str>,
    out: String,
}

/// How many bytes to have ready: most pages need fewer.
const ROOM: usize = 2048;

impl<'a> Json<'a> {
    /// Nothing yet, on the site at `base`.
    pub fn new(base: &'a str) -> Self {
        let base = match has_byte(base, is_special) {
            true => {
                let mut escaped = String::new();
                escape_json_into(base, &mut escaped);
                Cow::Owned(escaped)
            }
            false => Cow::Borrowed(base),
        };
        Self { base, out: String::with_capacity(ROOM) }
    }

    /// The same, with room for so many bytes: a text that grows is copied, and is there twice while it is.
    pub fn with_room(mut self, bytes: usize) -> Self {
        self.out.reserve(bytes);
        self
    }

    /// What was written.
    pub fn finish(self) -> String {
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
    pub fn members(&mut self, members: &str) {
        if !members.is_empty() {
            self.next();
            self.out.push_str(members);
        }
    }

    /// A text as a member, unless it is empty.
    pub fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.key(key);
            self.value(text);
        }
    }

    /// A text as a value of a list.
    pub fn value(&mut self, text: &str) {
        self.next();
        self.out.push('"');
        escape_json_into(text, &mut self.out);
        self.out.push('"');
    }

    /// What an object is, as a member: a word of ours.
    pub fn kind(&mut self, kind: &str) {
        self.next();
        self.out.extend(["\"@type\":\"", kind, "\""]);
    }

    /// A number as a member.
    pub fn number(&mut self, key: &str, number: usize) {
        self.key(key);
        self.out.push_str(itoa::Buffer::new().format(number));
    }

    /// A date, or another text without anything to escape, as a member.
    pub fn plain(&mut self, key: &str, value: impl Display) {
        self.key(key);
        // Writing to a text cannot fail.
        let _ = write!(self.out, "\"{value}\"");
    }

    /// The whole address of what is at `address` below the site's root, as a member.
    pub fn address(&mut self, key: &str, address: &str, rest: &str) {
        self.key(key);
        self.address_value(address, rest);
    }

    /// The same as a value of a list.
    pub fn address_value(&mut self, address: &str, rest: &str) {
        self.next();
        self.out.push('"');
        self.out.push_str(&self.base);
        percent_encode_into(address, &mut self.out);
        self.out.push_str(rest);
        self.out.push('"');
    }

    /// What has the id made of `address` and `rest`, told elsewhere in the graph.
    pub fn reference(&mut self, key: &str, address: &str, rest: &str) {
        self.object(key, |json| json.address("@id", address, rest));
    }

    /// An object as a member.
    pub fn object(&mut self, key: &str, members: impl FnOnce(&mut Self)) {
        self.key(key);
        self.node(members);
    }

    /// An object as a value.
    pub fn node(&mut self, members: impl FnOnce(&mut Self)) {
        self.next();
        self.out.push('{');
        members(self);
        self.out.push('}');
    }

    /// A list as a member, unless there is nothing to list.
    pub fn list<T>(
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

/// Appends `text` to `out` as it stands between the quotes of a JSON string. A `<` is written by its
/// number, so that nothing in it can end or hide a script element.
fn escape_json_into(text: &str, out: &mut String) {
    if !has_byte(text, is_special) {
        return out.push_str(text);
    }
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| is_special(*byte)) {
        out.push_str(&text[from..at]);
        from = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            byte => {
                out.push_str("\\u00");
                out.extend(
                    [byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])),
                );
            }
        }
    }
    out.push_str(&text[from..]);
}

const fn is_special(byte: u8) -> bool {
    (byte == b'"') | (byte == b'\\') | (byte == b'<') | (byte < b' ')
}

#[cfg(test)]
mod tests {
    use super::escape_json_into;

    #[test]
    fn comes_back_as_it_was_and_ends_no_script() {
        let text = "a \"b\" \\ c\n\t\u{1} </script> <!-- é – 'd' &";
        let mut out = String::from("\"");
        escape_json_into(text, &mut out);
        out.push('"');
        assert_eq!(serde_json::from_str::<String>(&out).ok().as_deref(), Some(text));
        assert!(!out.contains('<'), "{out}");
    }
}
