//! One text of the front matter -> a value of the type that its field takes.

use super::fields::Reader;
use super::place::Places;
use super::value::Value;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::markdown::{self, Title};
use crate::input::{Field, FieldKind, Set, is_web_address};
use crate::node::{Kind, Node, Scalar};
use crate::source::Source;
use crate::text::{self, PartialDate};
use std::ops::Range;
use std::sync::Arc;

/// The value of `scalar` for a field of `kind`; `None` where it cannot be used.
pub(super) fn read(
    reader: &mut Reader<'_>,
    field: &Field,
    kind: &FieldKind,
    scalar: &Scalar,
    span: &Range<usize>,
) -> Option<Value> {
    let text = scalar.text.trim();
    let mut refuse = |code: Code, message: String, help: String| {
        reader.faults.push(Diagnostic::new(code, message).at(reader.source, span.clone()).help(help));
    };
    match kind {
        FieldKind::Text | FieldKind::Markdown => {
            if let Some((message, help)) = length_fault(field, text) {
                refuse(Code::OutOfLimits, message, help);
            }
            Some(if matches!(kind, FieldKind::Text) {
                Value::Text(text.to_owned())
            } else {
                compile(reader, text, span)
            })
        }
        FieldKind::Number => match number(text) {
            Some(number) => {
                if let Some(message) = range_fault(field, number, text) {
                    refuse(Code::OutOfLimits, message, "Change the number.".to_owned());
                }
                Some(Value::Number(text.to_owned()))
            }
            None => {
                let help = match alone(text) {
                    Some(number) => format!("Write the number alone: {}: {number}", field.key),
                    None => format!("Write one number in digits, such as 5, 1,200 or 2.5: {}: …", field.key),
                };
                refuse(Code::BadNumber, format!("\"{}\" takes a number, not \"{text}\".", field.key), help);
                None
            }
        },
        FieldKind::Boolean => {
            let node = Node { span: span.clone(), kind: Kind::Scalar(scalar.clone()) };
            let value = node.boolean();
            if value.is_none() {
                reader.faults.push(bad_boolean(reader.source, &field.key, text, span));
            }
            value.map(Value::Boolean)
        }
        FieldKind::Date => {
            let date = PartialDate::parse(text);
            if date.is_none() {
                reader.faults.push(bad_date(reader.source, &field.key, text, span.clone()));
            }
            date.map(Value::Date)
        }
        FieldKind::Url if is_web_address(text) => Some(Value::Url(text.to_owned())),
        FieldKind::Email if is_email(text) => Some(Value::Email(text.to_owned())),
        FieldKind::Url => {
            let help = format!("Write the whole address: {}: https://example.org/page", field.key);
            refuse(Code::BadAddress, format!("\"{text}\" is not a web address."), help);
            None
        }
        FieldKind::Email => {
            let help = format!("Write it like this: {}: team@example.org", field.key);
            refuse(Code::BadAddress, format!("\"{text}\" is not an email address."), help);
            None
        }
        FieldKind::OneOf(set) => choose(reader, field, set, text, span),
        FieldKind::Image => {
            reader.faults.push(super::fields::missing_alt(reader.source, span.clone()));
            Some(Value::Image { path: text.to_owned(), alt: String::new() })
        }
        FieldKind::File => Some(Value::File { path: text.to_owned() }),
        FieldKind::Record(_) => None,
    }
}

fn bad_boolean(source: &Arc<Source>, key: &str, text: &str, span: &Range<usize>) -> Diagnostic {
    let meant = match text.to_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "1" => Some("true"),
        "false" | "no" | "off" | "n" | "0" => Some("false"),
        _ => None,
    };
    let message = match text {
        "true" | "false" => format!("\"{key}\" takes true or false without quotes."),
        _ => format!("\"{key}\" takes true or false, not \"{text}\"."),
    };
    let fault = Diagnostic::new(Code::BadBoolean, message).at(source, span.clone());
    match meant {
        Some(meant) => fault.help(format!("Write {key}: {meant}")).fix(span.clone(), meant),
        None => fault.help(format!("Write {key}: true or {key}: false")),
    }
}

/// A number as people write it: `5`, `-5`, `1,200`, `2.5`. Other forms look unlike what they say.
fn number(text: &str) -> Option<f64> {
    let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let grouped = !whole.contains(',') || first.len() <= 3;
    let plain = digits(first) && (first == "0" || !first.starts_with('0') || whole.contains(','));
    let rest = groups.all(|group| group.len() == 3 && digits(group));
    if !(grouped && plain && rest && part.is_none_or(digits)) {
        return None;
    }
    text.replace(',', "").parse().ok()
}

/// The number in `text`, where there is one and nothing else that changes what it says: `60%`,
/// `5 days`. Where there are two, or a unit that multiplies, nobody can guess.
fn alone(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    let (found, unit) = text.split_at(end);
    let unit = unit.trim();
    let is_word = unit.chars().all(char::is_alphabetic) && unit.len() > 2;
    let is_plain = !["million", "billion", "thousand", "hundred", "dozen"].contains(&unit);
    (number(found).is_some() && (unit == "%" || is_word && is_plain)).then_some(found)
}

/// What to say of a date that cannot be read.
pub(super) fn bad_date(source: &Arc<Source>, key: &str, text: &str, span: Range<usize>) -> Diagnostic {
    Diagnostic::new(Code::BadDate, format!("\"{text}\" is not a date that can be read."))
        .at(source, span)
        .help(format!("Write the year first: {key}: 2019, {key}: 2019-10 or {key}: 2019-10-03."))
}

/// Compiles Markdown from its own text, because block text in YAML is indented. All places in the
/// result are those in the file.
fn compile(reader: &mut Reader<'_>, text: &str, span: &Range<usize>) -> Value {
    let value = Arc::new(Source::new(reader.source.path.clone(), text));
    let mut faults = Vec::new();
    let mut body = markdown::compile(&value, 0..text.len(), Title::Keep, &mut faults).body;
    let places = Places::new(&reader.source.text, span, text);
    body.links.iter_mut().for_each(|link| link.span = places.of(&link.span));
    body.images.iter_mut().for_each(|image| image.span = places.of(&image.span));
    body.headings.iter_mut().for_each(|heading| heading.span = places.of(&heading.span));
    reader.faults.extend(faults.into_iter().map(|fault| {
        let at = fault.place.as_ref().map_or(span.clone(), |place| places.of(&place.span));
        let fault = fault.at(reader.source, at);
        Diagnostic { fix: None, related: Vec::new(), ..fault }
    }));
    Value::Markdown(Arc::new(body))
}

fn length_fault(field: &Field, text: &str) -> Option<(String, String)> {
    let length = text.chars().count();
    let characters = |n| text::count(n, "character", "characters");
    match (field.limits.min_length, field.limits.max_length) {
        (_, Some(max)) if length > max => {
            let message = format!("\"{}\" has {}. At most {max} fit.", field.key, characters(length));
            Some((message, format!("Make it {} shorter.", characters(length - max))))
        }
        (Some(min), _) if length < min => {
            let message =
                format!("\"{}\" has only {}. At least {min} are needed.", field.key, characters(length));
            Some((message, "Say a little more.".to_owned()))
        }
        _ => None,
    }
}

fn range_fault(field: &Field, number: f64, text: &str) -> Option<String> {
    match (field.limits.min, field.limits.max) {
        (Some(min), _) if number < min => {
            Some(format!("\"{}\" is {text}. It must be {min} or more.", field.key))
        }
        (_, Some(max)) if number > max => {
            Some(format!("\"{}\" is {text}. It must be {max} or less.", field.key))
        }
        _ => None,
    }
}

fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let plain = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "<>()\"@,;:".contains(c))
    };
    plain(name) && plain(domain) && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
}

/// An entry of one of several collections, written `collection/id`.
fn choose_of_several(
    reader: &mut Reader<'_>,
    field: &Field,
    names: &[Arc<str>],
    text: &str,
    span: &Range<usize>,
) -> Option<Value> {
    let (collection, id) = text.split_once('/').unwrap_or(("", text));
    if let Some(collection) = names.iter().find(|name| ***name == *collection) {
        return Some(Value::Reference { collection: collection.clone(), id: id.to_owned() });
    }
    let message = format!("\"{}\" takes a collection and an id, and \"{text}\" is none.", field.key);
    let fault = Diagnostic::new(Code::NotAllowed, message).at(reader.source, span.clone());
    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
    reader.faults.push(match text::nearest(collection, names.iter().copied()) {
        Some(near) => {
            let near = format!("{near}/{id}");
            fault.help(format!("Did you mean \"{near}\"?")).fix(span.clone(), near)
        }
        None => fault.help(format!(
            "Write {}/{id}. Collections here are {}.",
            names.first().unwrap_or(&""),
            text::and_list(&names, "and")
        )),
    });
    None
}

fn choose(
    reader: &mut Reader<'_>,
    field: &Field,
    set: &Set,
    text: &str,
    span: &Range<usize>,
) -> Option<Value> {
    match set {
        Set::Vocabulary(name) => Some(Value::Term { vocabulary: name.clone(), id: text.to_owned() }),
        Set::Collections(names) => choose_of_several(reader, field, names, text, span),
        Set::Collection(name) => Some(Value::Reference { collection: name.clone(), id: text.to_owned() }),
        Set::Options(options) => {
            if options.iter().any(|option| option == text) {
                return Some(Value::Text(text.to_owned()));
            }
            let fault = Diagnostic::new(Code::NotAllowed, format!("\"{}\" cannot be \"{text}\".", field.key))
                .at(reader.source, span.clone());
            reader.faults.push(match text::nearest(text, options.iter().map(String::as_str)) {
                Some(near) => fault.help(format!("Did you mean \"{near}\"?")).fix(span.clone(), near),
                None => fault.help(format!("Write {}.", text::quoted_list(options, "or"))),
            });
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_like_what_they_say() {
        for (text, expected) in [
            ("5", Some(5.0)),
            ("-5", Some(-5.0)),
            ("0", Some(0.0)),
            ("0.5", Some(0.5)),
            ("1,200", Some(1200.0)),
            ("12,345,678.5", Some(12_345_678.5)),
            ("1200", Some(1200.0)),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
        for text in ["", "-", "+5", "1,2", "1,20,0", "007", ".5", "5.", "1e5", "1 200", "1_000", "60%", "inf"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_offered_only_where_it_is_the_whole_figure() {
        for (text, expected) in [("60%", Some("60")), ("5 days", Some("5")), ("1,200 people", Some("1,200"))]
        {
            assert_eq!(alone(text), expected, "{text}");
        }
        for text in ["1 200", "1.2m", "60-70", "2 in 3", "3 million", "<5", "£60", "about 60", "1e400"] {
            assert_eq!(alone(text), None, "{text}");
        }
    }
}
