//! Catalogue -> search index: files from which a script in the browser finds entries.
//!
//! All files lie below `search/`. The script has a lasting address, and says where the others are: in
//! a folder named by a hash of what the index depends on, so that browsers may keep them. How
//! many there are follows from the size of the catalogue, so that their paths are known before the
//! index is made, which happens when the first of them is asked for. Nobody who searches gets more
//! of them than the words of the query need:
//!
//! 1. `words-N.json`: a range of words, with the documents of each and how much they are about it;
//! 2. `places-N.json`: the positions of the same words, for phrases in quotes;
//! 3. `documents-N.json`: what is shown of a few documents, or of all where there are few;
//! 4. `facet-N.json`: what readers filter by;
//! 5. `spelling.json`: all words, for queries with words that are nowhere;
//! 6. `order-N.json`: another order for hits, for those who ask for it.

mod analysis;
mod concepts;
mod digits;
mod documents;
mod facets;
mod index;
mod known;
mod lexicon;
mod marks;
mod mined;
mod order;
mod packed;
mod postings;
mod rank;
mod reader;
mod script;
mod spelling;
mod stem;
mod stop;
mod terms;
mod tokens;

use crate::catalogue::{Catalogue, Item};
use crate::hash::{Hash, Hasher};
use index::Index;
use known::{Known, Text};
use order::Order;
use rustc_hash::FxHashSet;
use serde_json::json;
use std::panic::resume_unwind;
use std::sync::{Arc, OnceLock, Weak};
use std::thread;
use stem::Stemmer;

/// The lasting address of the script that searches.
pub const SCRIPT: &str = "search/casebook-search.js";

/// Changes with the form of the files.
const FORMAT: u64 = 3;

/// The text, in bytes, for which there would be one file of words. See [`word_files`].
const TEXT_OF_ONE: u128 = 3_300;

/// The index of a catalogue, made when it is first asked for.
#[derive(Debug)]
pub struct Search {
    catalogue: Arc<Catalogue>,
    /// The entries that are searched, by their number, in the order of lists.
    items: Vec<usize>,
    /// How many files of words there are.
    word_files: usize,
    key: Hash,
    /// What earlier builds know.
    known: Arc<Known>,
    /// Where what this one knows is kept, for as long as somebody holds it.
    memory: Weak<Memory>,
    made: OnceLock<Index>,
}

/// What a build knows of the words of entries: it saves later builds work and changes nothing.
#[derive(Debug)]
pub struct Memory {
    language: String,
    earlier: Arc<Known>,
    learnt: OnceLock<Arc<Known>>,
}

impl Memory {
    /// A memory for the index of `catalogue`, which begins with what is in `earlier`.
    pub fn of(catalogue: &Catalogue, earlier: Option<&Self>) -> Self {
        let language = catalogue.settings.language.clone();
        // Which words are common, and what their stems are, depends on the language.
        let earlier = match earlier.filter(|earlier| earlier.language == language) {
            Some(earlier) => earlier.known().clone(),
            None => Arc::new(Known::nothing(Stemmer::of(&language))),
        };
        Self { language, earlier, learnt: OnceLock::new() }
    }

    fn known(&self) -> &Arc<Known> {
        self.learnt.get().unwrap_or(&self.earlier)
    }
}

/// A file of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// The script that searches, which knows where the others are.
    Client,
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

impl Search {
    /// The index of `catalogue`, which takes from `memory` what is the same, and leaves there what it
    /// learns.
    pub fn of(catalogue: &Arc<Catalogue>, memory: &Arc<Memory>) -> Self {
        let items: Vec<usize> = catalogue.lists.values().flatten().copied().collect();
        let hashes = items.iter().map(|at| catalogue.items[*at].entry.hash);
        let text = items.iter().map(|at| catalogue.items[*at].entry.source().text.len()).sum();
        Self {
            word_files: word_files(text),
            key: Hasher::default()
                .text(env!("CARGO_PKG_VERSION"))
                .number(FORMAT)
                .hash(catalogue.key)
                .hashes(hashes)
                .finish(),
            catalogue: catalogue.clone(),
            items,
            known: memory.known().clone(),
            memory: Arc::downgrade(memory),
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
            (SCRIPT.to_owned(), Piece::Client),
            (format!("search/{folder}/spelling.json"), Piece::Spelling),
        ];
        let mut add = |count: usize, name: &str, file: fn(usize) -> Piece| {
            files.extend((0..count).map(|at| (format!("search/{folder}/{name}-{at}.json"), file(at))));
        };
        add(self.word_files, "words", Piece::Words);
        add(self.word_files, "places", Piece::Places);
        add(self.items.len().div_ceil(documents::block(self.items.len())), "documents", Piece::Documents);
        add(facets::keys(&self.catalogue).len(), "facet", Piece::Facet);
        add(self.orders().len(), "order", Piece::Order);
        files
    }

    /// The bytes of a file.
    pub fn bytes(&self, file: Piece) -> Vec<u8> {
        let text = match file {
            Piece::Client => script::script(&self.head().to_string()),
            Piece::Words(at) => terms::words(self.index(), at),
            Piece::Places(at) => terms::places(self.index(), at),
            Piece::Documents(at) => documents::file(&self.block(at)),
            Piece::Facet(at) => self.facet_file(at),
            Piece::Spelling => spelling::file(&self.index().forms),
            Piece::Order(at) => self.order_file(at),
        };
        text.into_bytes()
    }

    /// Makes what all files are written from, if that is still to be done.
    pub fn prepare(&self) {
        self.index();
    }

    fn folder(&self) -> String {
        self.key.hex()[..12].to_owned()
    }

    fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().map(|at| &self.catalogue.items[*at])
    }

    fn index(&self) -> &Index {
        self.made.get_or_init(|| self.make())
    }

    fn make(&self) -> Index {
        let common: Vec<&str> = stop::words(&self.catalogue.settings.language).split_whitespace().collect();
        let texts: Vec<Text<'_>> = self.items.iter().map(|at| self.text(*at)).collect();
        let make = || {
            let (known, documents) = self.known.read(&texts, &common);
            let common: FxHashSet<&str> = common.iter().copied().collect();
            let index = Index::of(&self.catalogue, &documents, &known.lexicon, &common, self.word_files);
            if let Some(memory) = self.memory.upgrade() {
                memory.learnt.get_or_init(|| Arc::new(known));
            }
            index
        };
        // Threads of a build that ask for the index wait for it here. One of them that helped out with
        // other files meanwhile could come to wait for what it has to finish itself.
        if rayon::current_thread_index().is_some() { on_other_threads(make) } else { make() }
    }

    /// Item number `at`, with the words of the terms that it is filed under, and of the entries that it names.
    fn text(&self, at: usize) -> Text<'_> {
        let resolved = &self.catalogue.resolved[at];
        let terms = resolved.terms.iter().map(|term| term.label.as_str());
        let named =
            resolved.references.iter().map(|named| self.catalogue.item(named.target).entry.title.as_str());
        Text { entry: &self.catalogue.items[at].entry, labels: terms.chain(named).collect() }
    }

    /// What the script has to know before anything can be found.
    fn head(&self) -> serde_json::Value {
        let index = self.index();
        json!({
            "folder": self.folder(),
            "documents": index.documents,
            "block": documents::block(self.items.len()),
            "steps": rank::STEPS,
            "starts": terms::starts(index).join(" "),
            "common": stop::words(&self.catalogue.settings.language),
            "concepts": index.names,
            "orders": self.orders().iter().map(|order| order.name()).collect::<Vec<_>>(),
            "facets": index.facets.iter().map(|facet| json!([facet.key, facet.label])).collect::<Vec<_>>(),
        })
    }

    fn facet_file(&self, at: usize) -> String {
        let mut numbers = vec![None; self.catalogue.items.len()];
        self.items.iter().zip(0..).for_each(|(item, number)| numbers[*item] = Some(number));
        self.index().facets.get(at).map(|facet| facet.file(&numbers)).unwrap_or_default()
    }

    fn orders(&self) -> Vec<Order> {
        order::orders(&self.catalogue, &self.items)
    }

    fn order_file(&self, at: usize) -> String {
        let items: Vec<&Item> = self.items().collect();
        self.orders().get(at).map(|order| order.file(&items)).unwrap_or_default()
    }

    /// The items of a file of documents.
    fn block(&self, at: usize) -> Vec<&Item> {
        let block = documents::block(self.items.len());
        self.items().skip(at * block).take(block).collect()
    }
}

/// How many files of words there are for so many bytes of text.
///
/// Every query loads a few of them, so that they should be small; but where the words of each begin stands
/// in the script, which everybody loads, so that they should be few. Between the two, eight times the text
/// makes files twice as large, and four times as many.
fn word_files(text: usize) -> usize {
    let text = text as u128;
    let fits = |files: &usize| (*files as u128).pow(3) * TEXT_OF_ONE.pow(2) <= text.pow(2);
    (1..).take_while(fits).last().unwrap_or(1)
}

/// What `make` makes with threads of its own.
fn on_other_threads<T: Send>(make: impl FnOnce() -> T + Send) -> T {
    let made = thread::scope(|scope| {
        let made = scope.spawn(|| match rayon::ThreadPoolBuilder::new().build() {
            Ok(threads) => threads.install(make),
            Err(_) => make(),
        });
        made.join()
    });
    made.unwrap_or_else(|panic| resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::word_files;

    #[test]
    fn eight_times_the_text_makes_four_times_the_files() {
        let texts = [0, 3_300, 26_400, 211_200, 1_689_600, 100_000_000];
        assert_eq!(texts.map(word_files), [1, 1, 4, 16, 64, 971]);
    }
}
