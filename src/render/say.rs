//! What templates can do with words: `{{ "entries" | say(count=list.count) }}` and
//! `{{ "2022-07" | date }}`; and what scripts can: `{{ ["entries", "months"] | forms }}`.

use crate::input::{COUNT, MONTHS, Piece, Words};
use crate::text::{self, PartialDate};
use serde_json::json;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Error, Filter, Kwargs, State, TeraResult, Value};

/// The filter that gives a word with its gaps filled in, as HTML: what fills a gap is escaped
/// unless it is HTML already.
pub(super) struct Say(pub(super) Arc<Words>);

impl Filter<&str, TeraResult<Value>> for Say {
    fn call(&self, key: &str, gaps: Kwargs, _: &State) -> TeraResult<Value> {
        let word = self.0.get(key).ok_or_else(|| Error::message(unknown(&self.0, key)))?;
        let number = gaps.get::<&Value>(COUNT)?.and_then(shown);
        if word.has_forms() && number.is_none() {
            return Err(Error::message(empty_gap(key, COUNT)));
        }
        let mut html = String::new();
        for piece in self.0.form(word, number.as_deref()).pieces() {
            match piece {
                Piece::Plain(text) => text::escape_into(text, &mut html),
                Piece::Gap(name) => {
                    let value = gaps.get::<&Value>(name)?;
                    let filled = value.and_then(|value| Some((value, shown(value)?)));
                    match filled.ok_or_else(|| Error::message(empty_gap(key, name)))? {
                        (value, text) if value.is_safe() => html.push_str(&text),
                        (_, text) => text::escape_into(&text, &mut html),
                    }
                }
            }
        }
        Ok(Value::safe_string(&html))
    }
}

/// The filter that gives a date in words, as precise as it is.
pub(super) struct Date(pub(super) Arc<Words>);

impl Filter<&str, TeraResult<String>> for Date {
    fn call(&self, date: &str, _: Kwargs, _: &State) -> TeraResult<String> {
        let fault =
            || Error::message(format!("it shows \"{date}\" as a date, and that is none such as 2022-07"));
        PartialDate::parse(date).map(|date| self.0.date(date)).ok_or_else(fault)
    }
}

/// The filter that gives some words as JSON for an attribute that a script reads: each with all its
/// forms, and with its gaps as they stand in `theme.toml`.
pub(super) struct Forms {
    words: Arc<Words>,
    /// Each word, as a member of the JSON, ready to stand in an attribute.
    members: BTreeMap<String, String>,
}

impl Forms {
    pub(super) fn new(words: &Arc<Words>) -> Self {
        let member = |key: &str, forms: serde_json::Value| {
            let mut html = String::new();
            text::escape_into(&format!("{}:{forms}", json!(key)), &mut html);
            (key.to_owned(), html)
        };
        let forms = |key| words.get(key).map(|word| json!(word.forms().collect::<BTreeMap<_, _>>()));
        let members = words.keys().filter_map(|key| Some(member(key, forms(key)?)));
        let members = members.chain([member(MONTHS, json!(words.months()))]).collect();
        Self { words: words.clone(), members }
    }
}

impl Filter<&[Value], TeraResult<Value>> for Forms {
    fn call(&self, keys: &[Value], _: Kwargs, _: &State) -> TeraResult<Value> {
        let mut html = String::from("{");
        for (nth, key) in keys.iter().filter_map(Value::as_str).enumerate() {
            let member = self.members.get(key).ok_or_else(|| Error::message(unknown(&self.words, key)))?;
            html.push_str(if nth > 0 { "," } else { "" });
            html.push_str(member);
        }
        html.push('}');
        Ok(Value::safe_string(&html))
    }
}

/// The words that templates show without a filter.
pub(super) fn fixed(words: &Words) -> Value {
    Value::from_serializable(&words.fixed().collect::<BTreeMap<_, _>>())
}

/// What can stand in a gap: text or a number.
fn shown(value: &Value) -> Option<Cow<'_, str>> {
    match value.as_str() {
        Some(text) => Some(Cow::Borrowed(text)),
        None if value.is_number() => Some(Cow::Owned(value.to_string())),
        None => None,
    }
}

fn empty_gap(key: &str, gap: &str) -> String {
    format!("nothing fills the gap {{{gap}}} of the word \"{key}\". Write {{{{ \"{key}\" | say({gap}=…) }}}}")
}

/// What to say where a template asks for a word that is not there, or needs its gaps filled.
pub(super) fn unknown(words: &Words, key: &str) -> String {
    match words.get(key) {
        Some(_) => format!("the word \"{key}\" has gaps. Write {{{{ \"{key}\" | say(…) }}}}"),
        None => match text::nearest(key, words.keys()) {
            Some(near) => format!("the theme has no word called \"{key}\". Did you mean \"{near}\"?"),
            None => format!("the theme has no word called \"{key}\". Add it to [words] in theme.toml"),
        },
    }
}
