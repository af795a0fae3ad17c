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
        FieldKind::Number => match text.replace(',', "").parse::<f64>() {
            Ok(number) if number.is_finite() => {
                if let Some(message) = range_fault(field, number, text) {
                    refuse(Code::OutOfLimits, message, "Change the number.".to_owned());
                }
                Some(Value::Number(text.to_owned()))
            }
            _ => {
                let help = match leading_number(text) {
                    Some(number) => format!("Write the number alone: {}: {number}", field.key),
                    None => format!("Write digits only: {}: 5", field.key),
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

/// The number that a text such as "20%" or "35 beds" starts with.
fn leading_number(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    let number = text[..end].trim_end_matches(['.', ',']);
    number.replace(',', "").parse::<f64>().ok().map(|_| number)
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
    // Only the text of an entry is read in order.
    body.short_forms.clear();
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
