//! The fields by which readers filter, with the entries behind each value.

use super::Item;
use super::spellings::{Field, Said, Spellings, UNFIT, declared, fold};
use super::term::TermCard;
use crate::input::{Vocabulary, from_key};
use crate::schema::segment;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;
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

/// The key of the facet at the path of a declared field: `evidence.level` -> `evidence-level`.
pub fn facet_key(path: &str) -> Cow<'_, str> {
    if path.contains('.') { path.replace('.', "-").into() } else { path.into() }
}

/// The facets of `items`, gathered in the order of lists.
pub(super) fn facets(
    items: &[Item],
    said: &Said,
    order: &[usize],
    vocabularies: &BTreeMap<String, Arc<Vocabulary>>,
) -> Vec<Facet> {
    let spellings = &*said.spellings;
    let collections =
        order.chunk_by(|a, b| items[*a].entry.collection.name == items[*b].entry.collection.name);
    let declared = collections.flat_map(|part| declared(&items[part[0]].entry.collection));
    let mut names: BTreeSet<(Cow<'_, str>, bool)> =
        declared.map(|(_, key, of_vocabulary)| (key, of_vocabulary)).collect();
    let uses = Uses::of(said, order);
    names.extend(uses.undeclared().map(|field| (Cow::Borrowed(field.key.as_str()), field.of_vocabulary)));
    let mut values = uses.into_values();
    let facets = names.into_iter().map(|(key, of_vocabulary)| {
        let found =
            spellings.field(&key, of_vocabulary).map(|field| take(&mut values[field])).unwrap_or_default();
        match vocabularies.get(&*key).filter(|_| of_vocabulary) {
            Some(vocabulary) => vocabulary_facet(vocabulary, found),
            None => key_facet(key.into_owned(), found),
        }
    });
    facets.filter(|facet| !facet.values.is_empty()).collect()
}

/// How often each spelling comes, and the entries behind each value, by their numbers.
struct Uses<'a> {
    spellings: &'a Spellings,
    counts: Vec<usize>,
    items: Vec<Vec<usize>>,
    /// Whether a field has what does not work as a value.
    unfit: Vec<bool>,
}

/// A value as it was found: its spellings, most used first, and its entries. Values that differ only
/// in case or in blanks are one value, called what most entries call it.
struct Found {
    spellings: Vec<String>,
    items: Vec<usize>,
}

impl<'a> Uses<'a> {
    fn of(said: &'a Said, order: &[usize]) -> Self {
        let spellings = &*said.spellings;
        let mut counts = vec![0; spellings.all.len()];
        let mut unfit = vec![false; spellings.fields.len()];
        let numbers =
            || order.iter().flat_map(|at| said.of(*at).iter().map(move |number| (*at, *number as usize)));
        numbers().for_each(|(_, number)| counts[number] += 1);
        for (spelling, count) in spellings.all.iter().zip(&mut counts) {
            if spelling.text == UNFIT && take(count) > 0 {
                unfit[spelling.field] |= !is_always(&spellings.fields[spelling.field]);
            }
        }
        for (spelling, count) in spellings.all.iter().zip(&mut counts) {
            if unfit[spelling.field] && !spelling.declared {
                *count = 0;
            }
        }
        let mut items = vec![Vec::new(); spellings.values.len()];
        for (at, number) in numbers().filter(|(_, number)| counts[*number] > 0) {
            let with: &mut Vec<usize> = &mut items[spellings.all[number].value];
            if with.last() != Some(&at) {
                with.push(at);
            }
        }
        Self { spellings, counts, items, unfit }
    }

    /// The fields that work as facets without being declared: one of the usual four, or short texts
    /// that come back three times or more on average.
    fn undeclared(&self) -> impl Iterator<Item = &'a Field> {
        let (mut uses, mut values) = (vec![0; self.unfit.len()], vec![0; self.unfit.len()]);
        for (spelling, count) in self.spellings.all.iter().zip(&self.counts) {
            uses[spelling.field] += count;
        }
        for ((field, _), items) in self.spellings.values.iter().zip(&self.items) {
            values[*field] += usize::from(!items.is_empty());
        }
        let works = move |number: usize, field: &Field| {
            let comes_back = values[number] >= 2 && uses[number] >= 3 * values[number];
            is_always(field) || (!self.unfit[number] && comes_back)
        };
        let fields = self.spellings.fields.iter().enumerate();
        fields.filter(move |(number, field)| works(*number, field)).map(|(_, field)| field)
    }

    /// The values of each field, in the order of their folded spelling.
    fn into_values(self) -> Vec<BTreeMap<&'a str, Found>> {
        let mut spelt: Vec<BTreeMap<&str, usize>> = vec![BTreeMap::new(); self.items.len()];
        for (spelling, count) in self.spellings.all.iter().zip(&self.counts).filter(|(_, count)| **count > 0)
        {
            *spelt[spelling.value].entry(&spelling.text).or_default() += count;
        }
        let mut by_field: Vec<BTreeMap<&str, Found>> =
            self.spellings.fields.iter().map(|_| BTreeMap::new()).collect();
        for (((field, folded), items), spelt) in self.spellings.values.iter().zip(self.items).zip(spelt) {
            let mut spelt: Vec<(&str, usize)> = spelt.into_iter().collect();
            spelt.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            let spellings: Vec<String> = spelt.into_iter().map(|(spelling, _)| spelling.to_owned()).collect();
            if !spellings.is_empty() {
                by_field[*field].insert(folded, Found { spellings, items });
            }
        }
        by_field
    }
}

fn is_always(field: &Field) -> bool {
    !field.of_vocabulary && ALWAYS.contains(&field.key.as_str())
}

fn vocabulary_facet(vocabulary: &Vocabulary, mut found: BTreeMap<&str, Found>) -> Facet {
    let address = format!("{}/", segment(&vocabulary.name));
    let mut by_spelling = FxHashMap::default();
    let values = vocabulary.terms.iter().enumerate().map(|(number, term)| {
        let used = found.remove(fold(&term.id).as_str());
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

fn key_facet(key: String, found: BTreeMap<&str, Found>) -> Facet {
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
