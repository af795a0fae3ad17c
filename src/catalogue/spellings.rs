//! Entries -> what each says in the fields by which readers may filter.
//!
//! Values are kept as numbers of their spellings, and an earlier catalogue has those of all entries
//! but the few that changed.

use super::Item;
use super::earlier::Earlier;
use super::facets::facet_key;
use crate::input::{Collection, FieldKind, Set};
use crate::schema::{FieldValue, Value, values_at};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// What entries say, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) spellings: Arc<Spellings>,
    /// The numbers of the spellings of every entry, one entry behind the other.
    numbers: Vec<u32>,
    /// Where those of each entry end.
    ends: Vec<usize>,
}

/// Every spelling of every value.
#[derive(Debug, Default, Clone)]
pub(super) struct Spellings {
    pub(super) fields: Vec<Field>,
    /// The values: the number of the field, and the words without regard to case and blanks.
    pub(super) values: Vec<(usize, String)>,
    pub(super) all: Vec<Spelling>,
    /// The numbers of the keys, and those of the vocabularies.
    numbers: [FxHashMap<String, usize>; 2],
}

/// A vocabulary or a key that entries have.
#[derive(Debug, Default, Clone)]
pub(super) struct Field {
    pub(super) key: String,
    /// Whether the key is that of a vocabulary.
    pub(super) of_vocabulary: bool,
    /// The numbers of its spellings where nobody declared it, and where somebody did.
    spellings: [FxHashMap<String, u32>; 2],
    /// The numbers of its values.
    values: FxHashMap<String, usize>,
}

/// A value as somebody wrote it.
#[derive(Debug, Clone)]
pub(super) struct Spelling {
    pub(super) text: String,
    pub(super) field: usize,
    pub(super) value: usize,
    /// Whether somebody declared the field where it is written so.
    pub(super) declared: bool,
}

/// In place of what does not work as a value, and speaks against its field.
pub(super) const UNFIT: &str = "";

/// Keys that say something about the page rather than about what it is about.
const NEVER: &[&str] =
    &["title", "summary", "description", "date", "slug", "url", "draft", "id", "permalink"];

/// Longest value of a field that nobody declared, in characters.
const SHORT: usize = 40;

/// How many entries are looked through by one thread at a time.
const PART: usize = 2_500;

impl Said {
    /// What `items` say.
    pub(super) fn by(items: &[Item], earlier: Option<&Earlier<'_>>) -> Self {
        let before = |at: usize| {
            let earlier = earlier?;
            earlier.same(at, &items[at]).map(|number| earlier.known.said.of(number))
        };
        let before: Vec<Option<&[u32]>> = (0..items.len()).map(before).collect();
        let fresh: Vec<&Item> =
            items.iter().zip(&before).filter(|(_, known)| known.is_none()).map(|(item, _)| item).collect();
        let parts: Vec<Self> = fresh.par_chunks(PART).map(Self::read).collect();

        let mut spellings = earlier.map(|earlier| earlier.known.said.spellings.clone()).unwrap_or_default();
        let numbers: Vec<Vec<u32>> = parts.iter().map(|part| part.numbers_in(&mut spellings)).collect();
        let read = parts.iter().zip(&numbers);
        let mut read = read.flat_map(|(part, new)| (0..part.ends.len()).map(move |at| (part.of(at), new)));
        let mut said = Self::default();
        for known in before {
            match known {
                Some(known) => said.numbers.extend(known),
                None => said.numbers.extend(
                    read.next()
                        .into_iter()
                        .flat_map(|(numbers, new)| numbers.iter().map(|number| new[*number as usize])),
                ),
            }
            said.ends.push(said.numbers.len());
        }
        Self { spellings, ..said }
    }

    /// The numbers of the spellings of entry number `at`.
    pub(super) fn of(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start..self.ends[at]]
    }

    fn read(items: &[&Item]) -> Self {
        let mut reader = Reader::default();
        let mut ends = Vec::with_capacity(items.len());
        for items in items.chunk_by(|a, b| Arc::ptr_eq(&a.entry.collection, &b.entry.collection)) {
            let collection = &items[0].entry.collection;
            let declared: Vec<(usize, &str)> = declared(collection)
                .map(|(path, key, of_vocabulary)| (reader.spellings.add_field(&key, of_vocabulary), path))
                .collect();
            for item in items {
                match collection.fields {
                    None => item.entry.fields.iter().for_each(|field| reader.undeclared(field)),
                    Some(_) => declared.iter().for_each(|(field, path)| {
                        reader.declared(*field, &values_at(&item.entry.fields, path));
                    }),
                }
                ends.push(reader.numbers.len());
            }
        }
        Self { spellings: Arc::new(reader.spellings), numbers: reader.numbers, ends }
    }

    /// The number in `all` of each spelling of this part.
    fn numbers_in(&self, all: &mut Arc<Spellings>) -> Vec<u32> {
        let spellings = self.spellings.all.iter().map(|spelling| {
            let Field { key, of_vocabulary, .. } = &self.spellings.fields[spelling.field];
            let known = all.field(key, *of_vocabulary).and_then(|field| {
                all.fields[field].spellings[usize::from(spelling.declared)].get(&spelling.text).copied()
            });
            known.unwrap_or_else(|| {
                let all = Arc::make_mut(all);
                let field = all.add_field(key, *of_vocabulary);
                all.add(field, spelling.declared, &spelling.text)
            })
        });
        spellings.collect()
    }
}

impl Spellings {
    /// The number of a field.
    pub(super) fn field(&self, key: &str, of_vocabulary: bool) -> Option<usize> {
        self.numbers[usize::from(of_vocabulary)].get(key).copied()
    }

    fn add_field(&mut self, key: &str, of_vocabulary: bool) -> usize {
        self.field(key, of_vocabulary).unwrap_or_else(|| {
            let number = self.fields.len();
            self.numbers[usize::from(of_vocabulary)].insert(key.to_owned(), number);
            self.fields.push(Field { key: key.to_owned(), of_vocabulary, ..Field::default() });
            number
        })
    }

    /// The number of `text`, which is new where nobody wrote it so before.
    fn add(&mut self, field: usize, declared: bool, text: &str) -> u32 {
        let known = &mut self.fields[field];
        if let Some(number) = known.spellings[usize::from(declared)].get(text) {
            return *number;
        }
        let folded = fold(text);
        let value = *known.values.entry(folded).or_insert_with_key(|folded| {
            self.values.push((field, folded.clone()));
            self.values.len() - 1
        });
        let number = self.all.len() as u32;
        known.spellings[usize::from(declared)].insert(text.to_owned(), number);
        self.all.push(Spelling { text: text.to_owned(), field, value, declared });
        number
    }
}

/// Reads what entries say.
#[derive(Default)]
struct Reader {
    spellings: Spellings,
    numbers: Vec<u32>,
}

impl Reader {
    /// What a field says that nobody declared, as long as it may be one that readers filter by.
    fn undeclared(&mut self, field: &FieldValue) {
        if NEVER.contains(&field.key.as_str()) {
            return;
        }
        let number = self.spellings.add_field(&field.key, false);
        for (value, _) in field.value.each(&field.span) {
            let text = match value {
                Value::Text(text) if is_short(text) => text.trim(),
                _ => UNFIT,
            };
            self.numbers.push(self.spellings.add(number, false, text));
        }
    }

    fn declared(&mut self, field: usize, values: &[(&Value, &Range<usize>)]) {
        let written = values.iter().filter_map(|(value, _)| written(value));
        self.numbers.extend(written.map(|text| self.spellings.add(field, true, text.trim())));
    }
}

/// The fields that `collection` declares as facets: path, key, and whether that is of a vocabulary.
/// Those that refer to entries are none: the pages of those list who refers to them.
pub(super) fn declared(collection: &Collection) -> impl Iterator<Item = (&str, Cow<'_, str>, bool)> {
    collection.facets.iter().filter_map(|path| match &collection.field(path)?.kind {
        FieldKind::OneOf(Set::Vocabulary(name)) => Some((path.as_str(), Cow::Borrowed(&**name), true)),
        FieldKind::OneOf(Set::Collection(_) | Set::Collections(_)) => None,
        _ => Some((path.as_str(), facet_key(path), false)),
    })
}

/// What counts as a value of a facet, as authors write it.
fn written(value: &Value) -> Option<&str> {
    let text = match value {
        Value::Text(text) | Value::Number(text) => text,
        Value::Term { id, .. } => id,
        _ => return None,
    };
    Some(text.as_str()).filter(|text| !text.trim().is_empty())
}

fn is_short(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= SHORT && !text.contains('\n')
}

/// `written` without regard to case and blanks.
pub(super) fn fold(written: &str) -> String {
    let mut folded = String::with_capacity(written.len());
    for word in written.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}
