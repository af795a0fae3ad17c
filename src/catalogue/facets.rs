//! The fields by which readers filter, with the entries behind each value.

use super::Item;
use super::term::TermCard;
use crate::input::{Collection, FieldKind, Set, Vocabulary, from_key};
use crate::schema::{Value, segment, values_at};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A field by which readers filter.
#[derive(Debug)]
pub struct Facet {
    /// The vocabulary's name or the field's key.
    pub key: String,
    /// Whether the key is that of a vocabulary.
    pub of_vocabulary: bool,
    /// What one value says about an entry.
    pub singular: String,
    /// What the values are called together.
    pub plural: String,
    /// What the facet is for.
    pub description: Option<String>,
    /// Address of the list of its values.
    pub address: String,
    /// Its values, in the order in which readers see them.
    pub values: Vec<FacetValue>,
    /// The number of the value behind each spelling that authors use.
    by_spelling: FxHashMap<String, usize>,
}

impl Facet {
    /// The value that an author wrote as `written`.
    pub fn value(&self, written: &str) -> Option<&FacetValue> {
        self.values.get(*self.by_spelling.get(written.trim())?)
    }
}

/// One value of a facet.
#[derive(Debug)]
pub struct FacetValue {
    /// What other pages show of it.
    pub card: Arc<TermCard>,
    /// What it means.
    pub definition: Option<String>,
    /// Other words for it.
    pub synonyms: Vec<String>,
    /// The entries that have it, by their number, in the order of lists.
    pub items: Vec<usize>,
}

/// Keys that are always facets of a folder without a schema.
const ALWAYS: &[&str] = &["tags", "categories", "authors", "keywords"];

/// Keys that say something about the page rather than about what it is about.
const NEVER: &[&str] =
    &["title", "summary", "description", "date", "slug", "url", "draft", "id", "permalink"];

/// Longest value of a facet that nobody declared, in characters.
const SHORT: usize = 40;

/// The facets of `items`, gathered in the order of lists.
pub(super) fn facets(
    items: &[Item],
    order: &[usize],
    vocabularies: &BTreeMap<String, Arc<Vocabulary>>,
) -> Vec<Facet> {
    let parts: Vec<Uses> = order.par_chunks(PART).map(|part| Uses::in_part(items, part)).collect();
    let uses = parts.into_iter().reduce(Uses::and).unwrap_or_default();
    uses.into_facets(vocabularies)
}

/// How many entries are looked through by one thread at a time.
const PART: usize = 2_500;

impl Uses {
    /// What the entries `order` use.
    fn in_part(items: &[Item], order: &[usize]) -> Self {
        let mut uses = Self::default();
        for at in order {
            let entry = &items[*at].entry;
            if entry.collection.fields.is_none() {
                for field in &entry.fields {
                    uses.of(&field.key, false).add_undeclared(field.value.each(&field.span), *at);
                }
                continue;
            }
            for path in &entry.collection.facets {
                let Some((key, of_vocabulary)) = declared_key(&entry.collection, path) else { continue };
                let values =
                    values_at(&entry.fields, path).into_iter().filter_map(|(value, _)| written(value));
                let uses = uses.of(&key, of_vocabulary);
                uses.declared = true;
                values.for_each(|value| uses.add(value, *at));
            }
        }
        uses
    }
}

/// The key of the facet at the path of a declared field: `evidence.level` -> `evidence-level`.
pub fn facet_key(path: &str) -> Cow<'_, str> {
    if path.contains('.') { path.replace('.', "-").into() } else { path.into() }
}

/// The key of a declared facet, and whether it is that of a vocabulary; `None` for fields that
/// refer to entries, whose own pages list who refers to them.
fn declared_key(collection: &Collection, path: &str) -> Option<(String, bool)> {
    match &collection.field(path)?.kind {
        FieldKind::OneOf(Set::Vocabulary(name)) => Some((name.to_string(), true)),
        FieldKind::OneOf(Set::Collection(_) | Set::Collections(_)) => None,
        _ => Some((facet_key(path).into_owned(), false)),
    }
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

/// The entries behind each value of each facet, by the facet's key and whether that is a
/// vocabulary's: a key that nobody declared may have the same name.
#[derive(Default)]
struct Uses {
    facets: Vec<(String, bool, FacetUses)>,
    /// Where the next one asked for is likely to be: entries have the same keys in the same order.
    likely: usize,
}

/// The entries behind each value of a facet. Values that differ only in case or in blanks are
/// one value, called what most entries call it.
#[derive(Default)]
struct FacetUses {
    /// For each spelling the number of its value, and how often it comes.
    spellings: FxHashMap<String, (usize, usize)>,
    folded: BTreeMap<String, usize>,
    items: Vec<Vec<usize>>,
    uses: usize,
    /// Whether some collection declares it as a facet.
    declared: bool,
    /// Whether its key is always a facet.
    always: bool,
    /// For keys that nobody declared: whether it says something about the page, or some value is no
    /// short text.
    unfit: bool,
}

/// A value as it was found: its spellings, most used first, and its entries.
struct Found {
    spellings: Vec<String>,
    items: Vec<usize>,
}

impl Uses {
    fn of(&mut self, key: &str, of_vocabulary: bool) -> &mut FacetUses {
        let same =
            |(known, known_of, _): &(String, bool, FacetUses)| known == key && *known_of == of_vocabulary;
        let at = match self.facets.get(self.likely).filter(|facet| same(facet)) {
            Some(_) => self.likely,
            None => self.facets.iter().position(same).unwrap_or_else(|| {
                self.facets.push((key.to_owned(), of_vocabulary, FacetUses::new(key, of_vocabulary)));
                self.facets.len() - 1
            }),
        };
        self.likely = at + 1;
        &mut self.facets[at].2
    }

    /// What these and later entries use.
    fn and(mut self, later: Self) -> Self {
        for (key, of_vocabulary, uses) in later.facets {
            self.of(&key, of_vocabulary).add_all(uses);
        }
        self
    }

    fn into_facets(mut self, vocabularies: &BTreeMap<String, Arc<Vocabulary>>) -> Vec<Facet> {
        self.facets.retain(|(_, _, uses)| uses.declared || uses.works_as_facet());
        self.facets.sort_by(|(a, a_of, _), (b, b_of, _)| (a, b_of).cmp(&(b, a_of)));
        let facets = self.facets.into_iter().map(|(key, of_vocabulary, uses)| {
            let found = uses.into_values();
            match vocabularies.get(&key).filter(|_| of_vocabulary) {
                Some(vocabulary) => vocabulary_facet(vocabulary, found),
                None => key_facet(key, found),
            }
        });
        facets.filter(|facet| !facet.values.is_empty()).collect()
    }
}

impl FacetUses {
    fn new(key: &str, of_vocabulary: bool) -> Self {
        Self {
            always: !of_vocabulary && ALWAYS.contains(&key),
            unfit: NEVER.contains(&key),
            ..Self::default()
        }
    }

    /// Adds what later entries use.
    fn add_all(&mut self, mut later: Self) {
        self.uses += later.uses;
        self.declared |= later.declared;
        self.unfit |= later.unfit;
        let mut numbers = vec![0; later.items.len()];
        for (folded, number) in later.folded {
            let ours = self.number_of(folded);
            self.items[ours].append(&mut later.items[number]);
            numbers[number] = ours;
        }
        later.spellings.into_iter().for_each(|(spelling, (number, count))| {
            self.spellings.entry(spelling).or_insert((numbers[number], 0)).1 += count;
        });
    }

    /// Adds the values of a key that nobody declared, as long as it may work as a facet.
    fn add_undeclared<'a>(
        &mut self,
        values: impl Iterator<Item = (&'a Value, &'a Range<usize>)>,
        item: usize,
    ) {
        for (value, _) in values {
            if self.unfit {
                return;
            }
            match value {
                Value::Text(text) if self.spellings.contains_key(text.trim()) || is_short(text) => {
                    self.add(text, item);
                }
                _ => self.unfit = !self.always,
            }
        }
    }

    /// Whether a key that nobody declared works as a facet: one of the usual four, or short texts
    /// that come back three times or more on average.
    fn works_as_facet(&self) -> bool {
        let comes_back = self.items.len() >= 2 && self.uses >= 3 * self.items.len();
        self.always || (!self.unfit && comes_back)
    }

    fn add(&mut self, written: &str, item: usize) {
        let written = written.trim();
        self.uses += 1;
        let number = match self.spellings.get_mut(written) {
            Some((number, count)) => {
                *count += 1;
                *number
            }
            None => self.add_spelling(written),
        };
        if self.items[number].last() != Some(&item) {
            self.items[number].push(item);
        }
    }

    fn add_spelling(&mut self, written: &str) -> usize {
        let number = self.number_of(fold(written));
        self.spellings.insert(written.to_owned(), (number, 1));
        number
    }

    fn number_of(&mut self, folded: String) -> usize {
        let next = self.items.len();
        let number = *self.folded.entry(folded).or_insert(next);
        if number == next {
            self.items.push(Vec::new());
        }
        number
    }

    /// The values in the order of their folded spelling.
    fn into_values(self) -> BTreeMap<String, Found> {
        let mut spelt: Vec<Vec<(usize, String)>> = vec![Vec::new(); self.items.len()];
        let sorted: BTreeMap<String, (usize, usize)> = self.spellings.into_iter().collect();
        for (spelling, (number, count)) in sorted {
            spelt[number].push((count, spelling));
        }
        let mut numbers = self.items;
        let values = self.folded.into_iter().map(|(folded, number)| {
            let mut spellings = std::mem::take(&mut spelt[number]);
            spellings.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
            let spellings = spellings.into_iter().map(|(_, spelling)| spelling).collect();
            (folded, Found { spellings, items: std::mem::take(&mut numbers[number]) })
        });
        values.collect()
    }
}

fn is_short(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= SHORT && !text.contains('\n')
}

fn fold(written: &str) -> String {
    let mut folded = String::with_capacity(written.len());
    for word in written.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

fn vocabulary_facet(vocabulary: &Vocabulary, mut found: BTreeMap<String, Found>) -> Facet {
    let address = format!("{}/", segment(&vocabulary.name));
    let mut by_spelling = FxHashMap::default();
    let values = vocabulary.terms.iter().enumerate().map(|(number, term)| {
        let used = found.remove(&fold(&term.id));
        by_spelling.insert(term.id.clone(), number);
        let url = used.is_some().then(|| format!("{address}{}/", segment(&term.id)));
        FacetValue {
            card: Arc::new(TermCard::of_term(vocabulary, &term.id, url)),
            definition: term.definition.clone(),
            synonyms: term.synonyms.clone(),
            items: used.map(|used| used.items).unwrap_or_default(),
        }
    });
    Facet {
        values: values.collect(),
        key: vocabulary.name.clone(),
        of_vocabulary: true,
        singular: vocabulary.singular.clone(),
        plural: vocabulary.plural.clone(),
        description: vocabulary.description.clone(),
        address,
        by_spelling,
    }
}

fn key_facet(key: String, found: BTreeMap<String, Found>) -> Facet {
    let address = format!("{}/", segment(&key));
    let mut by_spelling = FxHashMap::default();
    let mut taken: FxHashMap<String, usize> = FxHashMap::default();
    let values = found.into_values().enumerate().map(|(number, used)| {
        let label = used.spellings.first().cloned().unwrap_or_default();
        by_spelling.extend(used.spellings.into_iter().map(|spelling| (spelling, number)));
        let mut part = segment(&label);
        let n = taken.entry(part.clone()).and_modify(|n| *n += 1).or_insert(1);
        if *n > 1 {
            part = format!("{part}-{n}");
        }
        FacetValue {
            card: Arc::new(TermCard::new(&key, &label, Some(format!("{address}{part}/")))),
            definition: None,
            synonyms: Vec::new(),
            items: used.items,
        }
    });
    Facet {
        values: values.collect(),
        of_vocabulary: false,
        singular: from_key(&key),
        plural: from_key(&key),
        description: None,
        address,
        by_spelling,
        key,
    }
}
