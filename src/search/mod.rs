//! Catalogue -> search index: files from which a script in the browser finds entries.
//!
//! All files lie below `search/`. `index.json` has a lasting address and says where the others are:
//! in a folder named by a hash of what the index depends on, so that browsers may keep them. How
//! many there are follows from the size of the catalogue, so that their paths are known before the
//! index is made, which happens when the first of them is asked for. Nobody who searches gets more
//! of them than the words of the query need:
//!
//! 1. `words-N.json`: a range of words, with the documents of each and how much they are about it;
//! 2. `places-N.json`: the positions of the same words, for phrases in quotes;
//! 3. `documents-N.json`: what is shown of a few documents;
//! 4. `facet-N.json`: what readers filter by;
//! 5. `spelling.json`: all words, for queries with words that are nowhere;
//! 6. `order-N.json`: another order for hits, for those who ask for it.

mod analysis;
mod concepts;
mod digits;
mod documents;
mod facets;
mod marks;
mod mined;
mod order;
mod rank;
mod script;
mod spelling;
mod stem;
mod stop;
mod terms;
mod tokens;
mod words;

use crate::catalogue::Catalogue;
use crate::hash::{Hash, Hasher};
use crate::schema::Entry;
use analysis::{Analysis, Reader};
use rank::Ranking;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::json;
use std::sync::{Arc, OnceLock};
use stem::Stemmer;
use terms::Group;
use words::{Document, Words};

/// Changes with the form of the files.
const FORMAT: u64 = 2;

/// How much text, in bytes, one file of words is for.
const TEXT_PER_FILE: usize = 40_000;

/// Most files of words: their beginnings stand in the file that everybody gets.
const MOST_FILES: usize = 600;

/// The index of a catalogue, made when it is first asked for.
#[derive(Debug)]
pub struct Search {
    catalogue: Arc<Catalogue>,
    /// The entries that are searched, by their number, in the order of lists.
    items: Vec<usize>,
    key: Hash,
    /// What is known of entries from earlier builds.
    known: Arc<Analyses>,
    made: OnceLock<Made>,
}

/// What is known of each entry, by [`known_by`].
type Analyses = FxHashMap<Hash, Arc<Analysis>>;

/// A file of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// The script that searches.
    Client,
    /// The file that names the others.
    Index,
    /// A range of words.
    Words(usize),
    /// The positions of a range of words.
    Places(usize),
    /// What is shown of some documents.
    Documents(usize),
    /// A facet.
    Facet(usize),
    /// All words.
    Spelling,
    /// An order of all documents.
    Order(usize),
}

#[derive(Debug)]
struct Made {
    index: String,
    terms: terms::Files,
    documents: Vec<String>,
    facets: Vec<String>,
    spelling: String,
    orders: Vec<String>,
    analyses: Arc<Analyses>,
}

impl Search {
    /// The index of `catalogue`, which takes from `earlier` what is the same.
    pub fn of(catalogue: &Arc<Catalogue>, earlier: Option<&Self>) -> Self {
        let items: Vec<usize> = catalogue.lists.values().flatten().copied().collect();
        let hashes = items.iter().map(|at| catalogue.items[*at].entry.hash);
        // Which words are common, and are passed over, depends on the language.
        let same_language =
            |earlier: &&Self| earlier.catalogue.settings.language == catalogue.settings.language;
        let known = earlier.filter(same_language).map(|earlier| match earlier.made.get() {
            Some(made) => made.analyses.clone(),
            None => earlier.known.clone(),
        });
        Self {
            key: Hasher::default()
                .text(env!("CARGO_PKG_VERSION"))
                .number(FORMAT)
                .hash(catalogue.key)
                .hashes(hashes)
                .finish(),
            catalogue: catalogue.clone(),
            items,
            known: known.unwrap_or_default(),
            made: OnceLock::new(),
        }
    }

    /// Changes whenever a file may change.
    pub fn key(&self) -> Hash {
        self.key
    }

    /// Every file, by path.
    pub fn files(&self) -> Vec<(String, Piece)> {
        let folder = self.folder();
        let mut files = vec![
            ("search/casebook-search.js".to_owned(), Piece::Client),
            ("search/index.json".to_owned(), Piece::Index),
            (format!("search/{folder}/spelling.json"), Piece::Spelling),
        ];
        let mut add = |count: usize, name: &str, file: fn(usize) -> Piece| {
            files.extend((0..count).map(|at| (format!("search/{folder}/{name}-{at}.json"), file(at))));
        };
        add(self.word_files(), "words", Piece::Words);
        add(self.word_files(), "places", Piece::Places);
        add(self.items.len().div_ceil(documents::BLOCK), "documents", Piece::Documents);
        add(facets::keys(&self.catalogue).len(), "facet", Piece::Facet);
        add(order::orders(&self.catalogue, &self.items).len(), "order", Piece::Order);
        files
    }

    /// The bytes of a file.
    pub fn bytes(&self, file: Piece) -> Vec<u8> {
        if file == Piece::Client {
            return script::script().into_bytes();
        }
        let made = self.made.get_or_init(|| self.make());
        let text = match file {
            Piece::Client => None,
            Piece::Index => Some(&made.index),
            Piece::Words(at) => made.terms.words.get(at),
            Piece::Places(at) => made.terms.places.get(at),
            Piece::Documents(at) => made.documents.get(at),
            Piece::Facet(at) => made.facets.get(at),
            Piece::Spelling => Some(&made.spelling),
            Piece::Order(at) => made.orders.get(at),
        };
        text.map(|text| text.as_bytes().to_vec()).unwrap_or_default()
    }

    fn folder(&self) -> String {
        self.key.hex()[..12].to_owned()
    }

    fn word_files(&self) -> usize {
        let texts = self.entries().map(|entry| entry.source().text.len());
        (texts.sum::<usize>() / TEXT_PER_FILE).clamp(1, MOST_FILES)
    }

    fn make(&self) -> Made {
        let language = &self.catalogue.settings.language;
        let stop_words = stop::words(language);
        let common: FxHashSet<&str> = stop_words.split_whitespace().collect();
        let own = self.analyses(&common);
        let labels = self.labels(&common);
        let pairs = own.iter().zip(&labels);
        let documents: Vec<Document<'_>> = pairs.map(|(own, labels)| Document::new(own, labels)).collect();
        let words = Words::of(&documents, Stemmer::of(language));
        let own_refs: Vec<&Analysis> = own.iter().map(AsRef::as_ref).collect();
        let concepts = concepts::concepts(&self.catalogue, &own_refs, &common);
        let (concepts, terms) = self.terms(&words, &documents, concepts, &common);
        let facets = facets::facets(&self.catalogue);
        let orders = order::orders(&self.catalogue, &self.items);
        let items: Vec<_> = self.items.iter().map(|at| &self.catalogue.items[*at]).collect();
        let mut numbers = vec![None; self.catalogue.items.len()];
        self.items.iter().zip(0..).for_each(|(item, number)| numbers[*item] = Some(number));
        let index = json!({
            "format": FORMAT,
            "folder": self.folder(),
            "documents": documents.len(),
            "block": documents::BLOCK,
            "steps": rank::STEPS,
            "starts": terms.starts.join(" "),
            "common": stop_words,
            "concepts": concepts,
            "facets": facets.iter().map(|facet| json!([facet.key, facet.label])).collect::<Vec<_>>(),
            "orders": orders.iter().map(|order| order.name()).collect::<Vec<_>>(),
        });
        Made {
            index: format!("{index}\n"),
            terms,
            documents: self.document_files(),
            facets: facets.iter().map(|facet| facet.file(&numbers)).collect(),
            spelling: spelling::file(&words.forms),
            orders: orders.iter().map(|order| order.file(&items)).collect(),
            analyses: Arc::new(self.entries().map(known_by).zip(own).collect()),
        }
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.items.iter().map(|at| &*self.catalogue.items[*at].entry)
    }

    /// The words of each entry.
    fn analyses(&self, common: &FxHashSet<&str>) -> Vec<Arc<Analysis>> {
        let entries = self.items.par_iter().map(|at| &self.catalogue.items[*at].entry);
        entries
            .map(|entry| match self.known.get(&known_by(entry)) {
                Some(known) => known.clone(),
                None => Arc::new(Reader::new(common).entry(entry)),
            })
            .collect()
    }

    /// The words of the terms that each entry is filed under, and of the entries that it names.
    fn labels(&self, common: &FxHashSet<&str>) -> Vec<Analysis> {
        let of = |at: &usize| {
            let resolved = &self.catalogue.resolved[*at];
            let terms = resolved.terms.iter().map(|term| term.label.as_str());
            let items = &self.catalogue.items;
            let named = resolved.references.iter().map(|named| items[named.target].entry.title.as_str());
            Reader::new(common).labels(terms.chain(named))
        };
        self.items.par_iter().map(of).collect()
    }

    /// The concepts that stand somewhere, as the client knows them, and the files of words.
    fn terms(
        &self,
        words: &Words<'_>,
        documents: &[Document<'_>],
        concepts: Vec<concepts::Concept>,
        common: &FxHashSet<&str>,
    ) -> (Vec<String>, terms::Files) {
        let ranking = Ranking::of(documents);
        let group = |found: &[(u32, Vec<u32>)]| Group::of(found, documents, &ranking);
        let mut groups: Vec<Group> =
            (0..words.groups.len()).into_par_iter().map(|at| group(&words.found(at, documents))).collect();
        let found: Vec<(String, Group)> = concepts
            .into_par_iter()
            .filter_map(|concept| {
                let found = concept.found(words, documents, common);
                let names: Vec<String> = concept.names.iter().map(|name| name.join(" ")).collect();
                (!found.is_empty()).then(|| (names.join("|"), group(&found)))
            })
            .collect();
        let names: Vec<String> = (0..found.len()).map(|at| format!("~{at}")).collect();
        let mut all: Vec<(&str, usize)> = words.forms.iter().map(|form| (form.word, form.group)).collect();
        all.extend(names.iter().map(String::as_str).zip(groups.len()..));
        all.sort_unstable();
        let (concepts, found): (Vec<String>, Vec<Group>) = found.into_iter().unzip();
        groups.extend(found);
        (concepts, terms::files(&all, &groups, self.word_files()))
    }

    fn document_files(&self) -> Vec<String> {
        let blocks = self.items.par_chunks(documents::BLOCK);
        blocks
            .map(|block| {
                let items: Vec<_> = block.iter().map(|at| &self.catalogue.items[*at]).collect();
                documents::file(&items)
            })
            .collect()
    }
}

/// What the words of an entry depend on: its title may be that of its file.
fn known_by(entry: &Entry) -> Hash {
    Hasher::default().hash(entry.hash).text(&entry.path).finish()
}
