//! A guide -> the text of an entry: one to be filled in, or one that shows how entries look.
//!
//! An entry to be filled in is a draft, and nothing in it can be published by mistake: keys that
//! are needed have no value, so that a check asks for each, and the others stand behind a `#`.

use super::guide::{FieldGuide, Guide};
use crate::text;
use std::fmt::Write;

/// What stands below a heading that nobody has written below yet. A check looks for it.
pub const TO_WRITE: &str = "Still to write";

/// Vocabularies with more terms are not listed beside a key.
const FEW_TERMS: usize = 12;
/// How long a line of a comment gets.
const WIDTH: usize = 90;

const OPENING: &str = "\
---
# Write behind each key. Lines that start with # are notes for you: readers never see them.

# This is a draft. When it is finished, delete the next line, and it is published.
draft: true
";

/// An entry with this title, to be filled in.
pub fn blank(guide: &Guide, title: &str) -> String {
    let mut out = OPENING.to_owned();
    let (needed, others): (Vec<_>, Vec<_>) = guide.fields.iter().partition(|field| is_needed(field));
    for field in needed {
        out.push('\n');
        if field.key == "title" {
            comment(&mut out, field, guide, "");
            let _ = writeln!(out, "title: {}", text::yaml(title));
        } else {
            key(&mut out, field, guide, "");
        }
    }
    if !others.is_empty() {
        out.push_str(
            "\n# You may give these too. To use one, delete the # before it and the space behind that #.\n",
        );
        others.iter().for_each(|field| choice(&mut out, field, ""));
    }
    out.push_str("---\n");
    sections(&mut out, guide, |help| match help {
        "" => format!("{TO_WRITE}."),
        help => format!("{TO_WRITE}: {help}"),
    });
    out
}

/// An entry of a collection that declares no fields, to be filled in.
pub fn blank_of_any_kind(title: &str, date: &str) -> String {
    format!("{OPENING}\ntitle: {}\ndate: {date}\n---\n", text::yaml(title))
}

/// A finished entry with nothing but what is needed.
pub fn finished(guide: &Guide) -> String {
    let mut out = "---\n".to_owned();
    for line in guide.fields.iter().filter(|field| is_needed(field)).flat_map(|field| &field.example) {
        let _ = writeln!(out, "{line}");
    }
    out.push_str("---\n");
    sections(&mut out, guide, |help| match help {
        "" => "In your own words.".to_owned(),
        help => help.to_owned(),
    });
    out
}

fn is_needed(field: &FieldGuide) -> bool {
    field.required || !field.unless.is_empty()
}

fn sections(out: &mut String, guide: &Guide, text: impl Fn(&str) -> String) {
    for section in &guide.sections {
        let _ = write!(out, "\n## {}\n\n{}\n", section.title, text(&section.help));
    }
}

/// A key that is needed, without a value; `lead` is what stands before it on its line.
fn key(out: &mut String, field: &FieldGuide, guide: &Guide, lead: &str) {
    comment(out, field, guide, &" ".repeat(lead.len() - lead.trim_start().len()));
    let indent = " ".repeat(lead.len());
    let _ = writeln!(out, "{lead}{}:", field.key);
    // What may be left out for another field is not opened up, or all its keys would be asked for.
    let (needed, others): (Vec<_>, Vec<_>) =
        field.fields.iter().partition(|nested| is_needed(nested) && field.required);
    if needed.is_empty() {
        return others.iter().enumerate().for_each(|(at, nested)| {
            choice(out, nested, &format!("{indent}{}", nested_lead(field.many, at)));
        });
    }
    for (at, nested) in needed.iter().enumerate() {
        key(out, nested, guide, &format!("{indent}{}", nested_lead(field.many, at)));
    }
    others.iter().for_each(|nested| choice(out, nested, &format!("{indent}{}", nested_lead(field.many, 1))));
}

/// What stands before the key of a record's field number `at`.
fn nested_lead(many: bool, at: usize) -> &'static str {
    match (many, at) {
        (true, 0) => "  - ",
        (true, _) => "    ",
        (false, _) => "  ",
    }
}

/// A key that may be left out, behind a `#`, with a few words on what it is for.
fn choice(out: &mut String, field: &FieldGuide, lead: &str) {
    let words = if field.help.is_empty() { &field.holds } else { &field.help };
    let list = if field.many { "A list. " } else { "" };
    let list = if words.starts_with("A list") { "" } else { list };
    let _ = writeln!(out, "# {lead}{}:  # {list}{words}", field.key);
    for (at, nested) in field.fields.iter().enumerate() {
        choice(out, nested, &format!("{}{}", " ".repeat(lead.len()), nested_lead(field.many, at)));
    }
}

/// What to write behind a key, as a comment above it.
fn comment(out: &mut String, field: &FieldGuide, guide: &Guide, indent: &str) {
    let mut line = |text: &str| wrap(out, indent, text);
    let words = guide.words.iter().find(|words| words.name == field.words);
    let listed = words.filter(|words| words.terms.len() <= FEW_TERMS);
    let holds = match listed {
        Some(_) if field.many => "One or more of these:",
        Some(_) => "One of these:",
        // Its keys say it better.
        None if !field.fields.is_empty() => "",
        None if field.holds == "One line of text." => "",
        None => &field.holds,
    };
    let limits = &field.limits;
    let takes = if listed.is_some() { format!("{limits} {holds}") } else { format!("{holds} {limits}") };
    [&field.help, &takes].into_iter().for_each(|text| line(text.trim()));
    for term in listed.iter().flat_map(|words| &words.terms) {
        line(&format!("  {}: {}", term.id, term.label));
    }
    if let Some(words) = words.filter(|_| listed.is_none()) {
        line(&format!("Its terms are in content/vocabularies/{}.toml.", words.name));
    }
    if !field.unless.is_empty() {
        line(&format!("Leave it out if you give {}.", field.unless));
    }
    if listed.is_none() && field.example_helps && field.key != "title" {
        line("Like this:");
        field.example.iter().for_each(|example| line(&format!("  {example}")));
    }
}

/// Writes `text` as a comment of one or more lines. Lines that are indented stay as they are.
fn wrap(out: &mut String, indent: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    if text.starts_with(' ') {
        let _ = writeln!(out, "{indent}# {text}");
        return;
    }
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count() + 1;
        if length == 0 || length + more > WIDTH {
            let new_line = if length == 0 { "" } else { "\n" };
            let _ = write!(out, "{new_line}{indent}#");
            length = 0;
        }
        let _ = write!(out, " {word}");
        length += more;
    }
    out.push('\n');
}
