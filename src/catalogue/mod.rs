//! All entries, references resolved, indexes built.
//!
//! The catalogue is what only all entries together can say: which of them readers see, what
//! each link means, who refers to whom, which values a facet has. After an edit of nothing but texts
//! all is kept that does not depend on them: its key, a hash of all else, says when. After other edits
//! it is made anew, save for what each entry says and refers to, where that is still right. It reads no
//! files and knows nothing of pages or templates.

mod addresses;
mod backlinks;
mod earlier;
mod facets;
mod file;
mod glossary;
mod index;
mod lists;
mod marks;
mod near;
mod new_texts;
mod related;
mod resolve;
mod resolved;
mod spellings;
mod state;
mod term;

pub use backlinks::Backlinks;
pub use facets::{Facet, FacetValue, facet_key};
pub use glossary::{Glossary, ShortForm};
pub use lists::FOOT_PAGES;
pub use related::Related;
pub use resolved::{Expansion, Filling, Handle, LinkTo, Resolved, ShownImage};
pub use state::State;
pub use term::TermCard;

use crate::diagnostic::Diagnostic;
use crate::hash::{Hash, Hasher};
use crate::input::{Asset, Collection, Inputs, Meaning, Settings, Vocabulary};
use crate::schema::{Card, Entry, Role};
use crate::text::PartialDate;
use earlier::Earlier;
use index::Index;
use near::Near;
use rayon::prelude::*;
use resolve::Surroundings;
use spellings::Said;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An entry's place in the catalogue.
#[derive(Debug)]
pub struct Item {
    /// The entry.
    pub entry: Arc<Entry>,
    /// What stands for it in what other entries refer to.
    pub handle: Handle,
    /// Whether readers see it, and why not.
    pub state: State,
    /// Whether this build shows it: it is published, or the build shows drafts too.
    pub shown: bool,
    /// What other pages show of it.
    pub card: Arc<Card>,
    /// When it was news: the last day on which it was published, changed or reviewed, as far as it
    /// says so, or else the day as of which it is true.
    pub news: Option<PartialDate>,
}

impl Item {
    /// Whether it is an entry, and not the introduction of a list.
    pub fn is_entry(&self) -> bool {
        self.entry.role != Role::Introduction
    }

    /// Whether lists show it.
    pub fn in_lists(&self) -> bool {
        self.shown && self.is_entry()
    }
}

/// All entries, references resolved, indexes built.
#[derive(Debug)]
pub struct Catalogue {
    /// What the whole site has in common.
    pub settings: Arc<Settings>,
    /// The collections, by name.
    pub collections: BTreeMap<String, Arc<Collection>>,
    /// The vocabularies, by name.
    pub vocabularies: BTreeMap<String, Arc<Vocabulary>>,
    /// Every entry, in the order of paths.
    pub items: Vec<Item>,
    /// What each entry's page shows of others, in the same order.
    pub resolved: Vec<Arc<Resolved>>,
    /// Who refers to each entry, in the same order.
    pub backlinks: Arc<Vec<Vec<Backlinks>>>,
    /// The entries of each collection that lists show, in their order.
    pub lists: Arc<BTreeMap<String, Vec<usize>>>,
    /// The facets.
    pub facets: Arc<Vec<Facet>>,
    /// The entries that have most in common with each, in the same order; empty where no collection
    /// asks for them.
    pub related: Arc<Vec<Vec<Related>>>,
    /// The short forms that the site explains.
    pub glossary: Arc<Glossary>,
    /// The day the build is for.
    pub today: jiff::civil::Date,
    /// The address of each collection's list. Pages at the top of the content folder, whose
    /// collection has no name, have a list only where they are many.
    pub list_addresses: Arc<BTreeMap<String, String>>,
    /// The address of the search page.
    pub search_address: String,
    /// The files of the content folder that pages show or link to.
    pub files: BTreeMap<String, Arc<Asset>>,
    /// Changes whenever anything changed but the texts of entries.
    pub key: Hash,
    /// The number of each entry, by its handle; that of an entry which is gone means nothing.
    numbers: Vec<usize>,
    /// What each entry says in the fields that may be facets.
    said: Arc<Said>,
    /// Changes whenever something changed that no entry is: settings, lists, terms, short forms.
    surroundings: Hash,
    diagnostics: Vec<Diagnostic>,
}

/// Builds the catalogue of `entries` (in the order of paths). Entries named in `left_out` are
/// known, so that links to them do not cascade, but not shown. What is still right of `known`, an
/// earlier catalogue, is taken from it.
pub fn build(
    inputs: &Inputs,
    entries: Vec<Arc<Entry>>,
    left_out: &BTreeSet<String>,
    known: Option<&Catalogue>,
) -> Catalogue {
    let key = key(inputs, &entries, left_out);
    if let Some(known) = known.filter(|known| known.key == key) {
        return known.with_new_texts(inputs, entries);
    }
    let earlier = known.map(|known| Earlier::of(known, &entries));
    let mut diagnostics = Vec::new();
    let mut items = items(inputs, entries, left_out, earlier.as_ref(), &mut diagnostics);
    let order = lists::order(&items, earlier.as_ref());
    let said = Said::by(&items, earlier.as_ref());
    let mut facets = facets::facets(&items, &said, &order, &inputs.vocabularies);
    let lists = collection_lists(&inputs.collections, &items, &order);
    let mut list_addresses = addresses::of_lists(&inputs.collections, &items);
    if !lists::lists_top_pages(&inputs.settings, &lists) {
        list_addresses.remove("");
    }
    let mut with_pages: Vec<addresses::List<'_>> = lists
        .iter()
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, list)| addresses::List {
            title: &inputs.collections[name].plural,
            address: &list_addresses[name],
            length: list.len(),
        })
        .collect();
    let views = inputs.settings.views.iter().filter(|view| view.has_own_page());
    with_pages.extend(views.map(|view| addresses::List {
        title: &view.title,
        address: &view.address,
        length: 0,
    }));
    let per_page = inputs.settings.per_page;
    let search_address = addresses::of_search(&inputs.settings, &list_addresses);
    addresses::make_room(&mut items, &mut facets, &with_pages, &search_address, per_page, &mut diagnostics);
    state::tell_in_lists(&mut items);
    marks::put(&mut items, &inputs.vocabularies);
    let glossary = Glossary::of(&items);
    let surroundings = surroundings(inputs, &facets, &list_addresses, &glossary);
    let look_up = |numbers: &[usize]| resolve(inputs, &items, &facets, &list_addresses, &glossary, numbers);
    let resolved = match earlier.filter(|earlier| earlier.known.surroundings == surroundings) {
        Some(earlier) => earlier.resolved(&items, look_up),
        None => look_up(&(0..items.len()).collect::<Vec<_>>()),
    };
    let numbers = numbers(&items);
    let named = Named { items: &items, numbers: &numbers, resolved: &resolved };
    let related = related::related(&inputs.collections, &lists, &facets, &named);
    let backlinks = backlinks::backlinks(&order, &named);
    Catalogue {
        settings: inputs.settings.clone(),
        collections: inputs.collections.clone(),
        vocabularies: inputs.vocabularies.clone(),
        files: files(inputs, &items, &resolved),
        items,
        resolved,
        backlinks: Arc::new(backlinks),
        lists: Arc::new(lists),
        list_addresses: Arc::new(list_addresses),
        search_address,
        facets: Arc::new(facets),
        related: Arc::new(related),
        glossary: Arc::new(glossary),
        today: inputs.today,
        key,
        numbers,
        said: Arc::new(said),
        surroundings,
        diagnostics,
    }
}

/// Hash of all that a catalogue depends on, save for the texts of entries.
fn key(inputs: &Inputs, entries: &[Arc<Entry>], left_out: &BTreeSet<String>) -> Hash {
    let left_out = left_out.iter().fold(Hasher::default(), |hasher, path| hasher.text(path));
    left_out.hash(inputs.hash_without_texts()).hashes(entries.iter().map(|entry| entry.face)).finish()
}

/// Hash of all that names are looked up in, beside the entries.
fn surroundings(
    inputs: &Inputs,
    facets: &[Facet],
    list_addresses: &BTreeMap<String, String>,
    glossary: &Glossary,
) -> Hash {
    let lists = list_addresses.values().fold(Hasher::default(), |hasher, address| hasher.text(address));
    let lists = lists.hash(inputs.hash_without_texts()).hash(glossary.hash());
    let facets = facets.iter().fold(lists, |hasher, facet| {
        let hasher = hasher.text(&facet.key).text(&facet.address);
        hasher.hashes(facet.values.iter().map(|value| value.card.hash))
    });
    facets.finish()
}

/// The number of each of `items`, by its handle.
fn numbers(items: &[Item]) -> Vec<usize> {
    let handles = items.iter().map(|item| item.handle.index());
    let mut numbers = vec![0; handles.clone().max().map_or(0, |last| last + 1)];
    handles.enumerate().for_each(|(number, handle)| numbers[handle] = number);
    numbers
}

/// Entries with what they refer to.
struct Named<'a> {
    items: &'a [Item],
    numbers: &'a [usize],
    resolved: &'a [Arc<Resolved>],
}

impl Named<'_> {
    /// What the fields of entry number `at` refer to: the field's path, and the number of the entry.
    fn by(&self, at: usize) -> impl Iterator<Item = (&str, usize)> {
        let references = self.resolved[at].references.iter();
        references.map(|reference| (reference.field.as_str(), self.numbers[reference.target.index()]))
    }
}

impl Catalogue {
    /// The number of the entry that `handle` stands for.
    pub fn number(&self, handle: Handle) -> usize {
        self.numbers[handle.index()]
    }

    /// The entry that `handle` stands for.
    pub fn item(&self, handle: Handle) -> &Item {
        &self.items[self.number(handle)]
    }

    /// What is wrong: with the catalogue as a whole, and with what each entry refers to.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().chain(self.resolved.iter().flat_map(|resolved| &resolved.diagnostics))
    }
}

/// The files that shown entries show or link to.
fn files(inputs: &Inputs, items: &[Item], resolved: &[Arc<Resolved>]) -> BTreeMap<String, Arc<Asset>> {
    let shown = items.iter().zip(resolved).filter(|(item, _)| item.shown);
    let used = shown.flat_map(|(_, resolved)| &resolved.files);
    used.filter_map(|path| Some((path.clone(), inputs.assets.get(path)?.clone()))).collect()
}

fn items(
    inputs: &Inputs,
    entries: Vec<Arc<Entry>>,
    left_out: &BTreeSet<String>,
    earlier: Option<&Earlier<'_>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Item> {
    let states: Vec<State> =
        entries.iter().map(|entry| state::state(entry, inputs.today, left_out)).collect();
    let shown = |state: State| match state {
        State::Published => true,
        State::Draft | State::Scheduled => inputs.drafts,
        State::LeftOut => false,
    };
    for (entry, state) in entries.iter().zip(&states) {
        if !shown(*state) {
            diagnostics.extend(state::say_why(entry, *state));
        }
    }
    let addresses = addresses::assign(&entries, |at| shown(states[at]), diagnostics);
    let handles: Vec<Handle> = match earlier {
        Some(earlier) => earlier.handles().collect(),
        None => (0..entries.len()).map(Handle::new).collect(),
    };
    let parts = entries.into_iter().zip(handles).zip(states).zip(addresses);
    let items = parts.map(|(((entry, handle), state), address)| {
        let card = match address {
            Some(address) => entry.card_at(&address),
            None => entry.card.clone(),
        };
        let news = entry.changed().or_else(|| entry.dated(Meaning::AsOf));
        Item { entry, handle, state, shown: shown(state), card, news }
    });
    items.collect()
}

fn collection_lists(
    collections: &BTreeMap<String, Arc<Collection>>,
    items: &[Item],
    order: &[usize],
) -> BTreeMap<String, Vec<usize>> {
    let mut lists: BTreeMap<String, Vec<usize>> =
        collections.keys().map(|name| (name.clone(), Vec::new())).collect();
    for at in order {
        if let Some(list) = lists.get_mut(&items[*at].entry.collection.name) {
            list.push(*at);
        }
    }
    lists
}

/// What the entries `numbers` refer to, in their order.
fn resolve(
    inputs: &Inputs,
    items: &[Item],
    facets: &[Facet],
    list_addresses: &BTreeMap<String, String>,
    glossary: &Glossary,
    numbers: &[usize],
) -> Vec<Arc<Resolved>> {
    if numbers.is_empty() {
        return Vec::new();
    }
    let (index, near) = (Index::new(items), Near::new(items, &inputs.assets, list_addresses));
    let mut addresses: BTreeSet<String> = list_addresses.values().cloned().collect();
    addresses.insert(addresses::of_search(&inputs.settings, list_addresses));
    addresses.extend(
        inputs.settings.views.iter().filter(|view| view.has_own_page()).map(|view| view.address.clone()),
    );
    for facet in facets {
        addresses.insert(facet.address.clone());
        addresses.extend(facet.values.iter().filter_map(|value| value.card.url.clone()));
    }
    let around = Surroundings {
        items,
        index: &index,
        facets,
        addresses: &addresses,
        assets: &inputs.assets,
        unreadable: &inputs.unreadable,
        vocabularies: &inputs.vocabularies,
        near: &near,
        glossary,
    };
    numbers.par_iter().map(|at| Arc::new(around.resolve(*at))).collect()
}

impl Catalogue {
    /// The vocabularies' facet or the key's facet, by its key.
    pub fn facet(&self, key: &str) -> Option<&Facet> {
        self.facets.iter().find(|facet| facet.key == key)
    }

    /// The address of the list of `collection`.
    pub fn list_address(&self, collection: &str) -> String {
        self.list_addresses.get(collection).cloned().unwrap_or_default()
    }
}
