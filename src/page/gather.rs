//! Catalogue -> every page that it has.

use super::entry::ReferredTo;
use super::list::{self, List};
use super::parts::{self, Part};
use super::term::{Term, Terms};
use super::view::{ScaleView, TermView};
use super::{Declared, EntryPage, Feed, Inputs, Intro, Pack, Page, Referring, compare, data, pack, shelves};
use crate::catalogue::{Backlinks, Catalogue, Facet, FacetValue, Item, Related};
use crate::hash::Hash;
use crate::input::{Collection, Meaning, Theme, View, ViewKind, Words};
use crate::schema::{Card, segment};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Every page of a catalogue.
#[derive(Debug)]
pub struct Pages {
    all: Vec<Arc<Page>>,
    catalogue: Arc<Catalogue>,
    theme: Hash,
    words: Arc<Words>,
}

impl Pages {
    /// Every page of `catalogue`. Two may have the same address: that is for the outputs to say.
    /// Where `known` are the pages of a catalogue in which only texts were others, the pages
    /// that do not show those texts are taken from it.
    pub fn of(catalogue: &Arc<Catalogue>, theme: &Theme, known: Option<&Self>) -> Self {
        let known = known.filter(|known| known.theme == theme.hash && known.catalogue.key == catalogue.key);
        let all = known.and_then(|known| known.with_new_texts(catalogue));
        let all = all.unwrap_or_else(|| every_page(catalogue, theme));
        Self { all, catalogue: catalogue.clone(), theme: theme.hash, words: theme.words.clone() }
    }

    /// The words of the theme.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The pages, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Page>> {
        self.all.iter()
    }

    /// `None` where a text changed that other pages show: the introduction of a list, or an entry in
    /// a pack. Then every page is made again.
    fn with_new_texts(&self, catalogue: &Catalogue) -> Option<Vec<Arc<Page>>> {
        let changed = self.catalogue.read_again(&catalogue.items);
        let paths: BTreeSet<&str> =
            changed.iter().map(|at| catalogue.items[*at].entry.path.as_str()).collect();
        let in_pack = |page: &Arc<Page>| matches!(&page.inputs, Inputs::Pack(pack) if pack.shows_any(&paths));
        let introduces = |at: &usize| !catalogue.items[*at].is_entry();
        if changed.iter().any(introduces) || self.all.iter().any(in_pack) {
            return None;
        }
        let shown = changed.into_iter().filter(|at| catalogue.items[*at].in_lists());
        let changed: BTreeMap<&str, usize> =
            shown.map(|at| (catalogue.items[at].card.address.as_str(), at)).collect();
        let above = above_entries(catalogue);
        let pages = self.all.iter().map(|page| match (&page.inputs, changed.get(page.address.as_str())) {
            (Inputs::Entry(_), Some(at)) => {
                let inputs = Inputs::Entry(entry(catalogue, &above, *at));
                Arc::new(page.with(inputs))
            }
            _ => page.clone(),
        });
        Some(pages.collect())
    }
}

fn every_page(catalogue: &Catalogue, theme: &Theme) -> Vec<Arc<Page>> {
    let declared = declared(catalogue, theme);
    let site = parts::site(catalogue, theme, &declared);
    let make = |inputs: Inputs| Arc::new(Page::new(inputs, site.clone(), theme));
    let above = above_entries(catalogue);
    let shown: Vec<usize> = (0..catalogue.items.len()).filter(|at| catalogue.items[*at].in_lists()).collect();
    let (mut pages, entries): (Vec<Arc<Page>>, Vec<Arc<Page>>) = rayon::join(
        || of_several(catalogue, declared).into_iter().map(make).collect(),
        || shown.into_par_iter().map(|at| make(Inputs::Entry(entry(catalogue, &above, at)))).collect(),
    );
    pages.extend(entries);
    pages
}

/// All that is not the page of one entry.
fn of_several(catalogue: &Catalogue, declared: Vec<Declared>) -> Vec<Inputs> {
    let mut all = vec![
        Inputs::Home(shelves::home(catalogue, intro(catalogue, ""))),
        Inputs::NotFound(root_path(catalogue)),
    ];
    all.extend(collection_lists(catalogue));
    for (at, facet) in catalogue.facets.iter().enumerate() {
        all.push(terms(facet));
        for (number, value) in facet.values.iter().enumerate().filter(|(_, value)| !value.items.is_empty()) {
            all.extend(term_pages(catalogue, facet, value, Feed::Value(at, number)));
        }
    }
    for (at, groups) in catalogue.backlinks.iter().enumerate() {
        for group in groups.iter().filter(|group| group.items.len() > catalogue.settings.per_page) {
            all.extend(referring_lists(catalogue, &catalogue.items[at], group));
        }
    }
    all.extend(declared.into_iter().map(Inputs::Declared));
    all.extend(packs(catalogue));
    all
}

/// The pages of the views that the site declares, and that of its data.
fn declared(catalogue: &Catalogue, theme: &Theme) -> Vec<Declared> {
    let views = catalogue.settings.views.iter().filter_map(|view| Declared::of(catalogue, view));
    views.chain(data::page(catalogue, &theme.words)).collect()
}

/// The packs of the entries that have steps, where the site declares them.
fn packs(catalogue: &Catalogue) -> Vec<Inputs> {
    let mut packs = Vec::new();
    for view in &catalogue.settings.views {
        if let ViewKind::Pack { of } = &view.kind {
            let list = catalogue.lists.get(of).map(Vec::as_slice).unwrap_or_default();
            packs.extend(list.iter().map(|at| Inputs::Pack(Pack::of(catalogue, &view.title, *at))));
        }
    }
    packs
}

/// Whether a view takes the place of the list of `collection`.
fn has_own_list(catalogue: &Catalogue, collection: &str) -> bool {
    let replaces = |view: &View| matches!(&view.kind, ViewKind::Glossary { of } if of == collection);
    catalogue.settings.views.iter().any(replaces)
}

/// The path of the site's root on its server: what `404.html` has to use, because it is shown
/// at any address.
fn root_path(catalogue: &Catalogue) -> String {
    let after_host = |url: &str| url.splitn(4, '/').nth(3).map(|path| format!("/{path}"));
    catalogue.settings.base_url.as_deref().and_then(after_host).unwrap_or_else(|| "/".to_owned())
}

fn intro(catalogue: &Catalogue, address: &str) -> Option<Intro> {
    let at = catalogue
        .items
        .iter()
        .position(|item| !item.is_entry() && item.shown && item.card.address == address)?;
    let filling = catalogue.resolved[at].fillings.first()?.clone();
    Some(Intro { entry: catalogue.items[at].entry.clone(), filling })
}

fn collection_lists(catalogue: &Catalogue) -> Vec<Inputs> {
    let top_pages = catalogue.list_addresses.contains_key("");
    let needed = catalogue.lists.iter().filter(|(name, _)| match name.as_str() {
        "" => top_pages,
        name => !has_own_list(catalogue, name),
    });
    let lists = needed.flat_map(|(name, numbers)| {
        let collection = &catalogue.collections[name];
        let address = catalogue.list_address(name);
        let intro = intro(catalogue, &address);
        let facets = parts::facets(catalogue, Some(collection));
        let feed = Feed::Collection(name.clone()).where_there_is_news(catalogue);
        list::paginate(catalogue, numbers, || List {
            feed: feed.clone(),
            ..collection_list(collection, &address, intro.clone(), facets.clone())
        })
    });
    lists.map(Inputs::List).collect()
}

fn collection_list(collection: &Collection, address: &str, intro: Option<Intro>, facets: Arc<Part>) -> List {
    List {
        title: collection.plural.clone(),
        description: collection.description.clone().unwrap_or_default(),
        section: collection.name.clone(),
        order: collection.sort_label.clone().unwrap_or_default(),
        called: collection.source.as_ref().map(|_| (collection.singular.clone(), collection.plural.clone())),
        above: Vec::new(),
        intro,
        facets: Some(facets),
        address: address.to_owned(),
        ..List::empty()
    }
}

fn terms(facet: &Facet) -> Inputs {
    let values: Vec<TermView> = facet
        .values
        .iter()
        .map(|value| TermView {
            id: value.card.id.clone(),
            label: value.card.label.clone(),
            url: value.card.url.clone(),
            definition: value.definition.clone().unwrap_or_default(),
            count: value.items.len(),
            scale: ScaleView::of_term(&value.card),
        })
        .collect();
    Inputs::Terms(Terms {
        key: facet.key.clone(),
        label: facet.plural.clone(),
        description: facet.description.clone().unwrap_or_default(),
        values: Part::of(&values),
        address: facet.address.clone(),
    })
}

fn term_pages(catalogue: &Catalogue, facet: &Facet, value: &FacetValue, feed: Feed) -> Vec<Inputs> {
    let feed = feed.where_there_is_news(catalogue);
    let pages = list::paginate(catalogue, &value.items, || List {
        title: value.card.label.clone(),
        description: value.definition.clone().unwrap_or_default(),
        section: facet.key.clone(),
        above: vec![(facet.plural.clone(), facet.address.clone())],
        address: value.card.url.clone().unwrap_or_default(),
        feed: feed.clone(),
        ..List::empty()
    });
    let term = |list| Term {
        list,
        facet: facet.singular.clone(),
        synonyms: value.synonyms.clone(),
        step: value.card.step,
    };
    pages.into_iter().map(term).map(Inputs::Term).collect()
}

fn referring_address(item: &Item, group: &Backlinks) -> String {
    let field = group.field.replace('.', "-");
    format!("{}{}-{}/", item.card.address, segment(&group.collection), segment(&field))
}

fn referring_lists(catalogue: &Catalogue, item: &Item, group: &Backlinks) -> Vec<Inputs> {
    let collection = &item.entry.collection;
    let pages = list::paginate(catalogue, &group.items, || List {
        title: format!("{}: {}", item.entry.title, group.heading),
        section: collection.name.clone(),
        above: vec![
            (collection.plural.clone(), catalogue.list_address(&collection.name)),
            (item.entry.title.clone(), item.card.address.clone()),
        ],
        address: referring_address(item, group),
        ..List::empty()
    });
    pages.into_iter().map(Inputs::List).collect()
}

/// For each collection, the list that its entries stand in: label and address.
fn above_entries(catalogue: &Catalogue) -> BTreeMap<&str, Arc<(String, String)>> {
    let named = catalogue.collections.values().filter(|collection| !collection.name.is_empty());
    let above = named.map(|collection| {
        let list = (collection.plural.clone(), catalogue.list_address(&collection.name));
        (collection.name.as_str(), Arc::new(list))
    });
    above.collect()
}

/// The entries that the fields of entry number `at` refer to.
pub(super) fn referred_to(catalogue: &Catalogue, at: usize) -> Vec<ReferredTo> {
    let references = catalogue.resolved[at].references.iter().map(|reference| ReferredTo {
        card: catalogue.item(reference.target).card.clone(),
        now: successors(catalogue, catalogue.number(reference.target)),
    });
    references.collect()
}

/// What took the place of an entry that ended.
fn successors(catalogue: &Catalogue, at: usize) -> Vec<Arc<Card>> {
    let item = &catalogue.items[at];
    let role = item.entry.collection.with_role(Meaning::Successor);
    let Some(path) = role.filter(|_| item.card.ended.is_some()) else { return Vec::new() };
    let references = catalogue.resolved[at].references.iter().filter(|reference| reference.field == path);
    references.map(|reference| catalogue.item(reference.target).card.clone()).collect()
}

fn is_overdue(catalogue: &Catalogue, at: usize) -> bool {
    let due = catalogue.items[at].entry.dated(Meaning::ReviewDue);
    due.is_some_and(|due| due.last_day() < catalogue.today)
}

fn related(catalogue: &Catalogue, at: usize) -> Vec<(Arc<Card>, Related)> {
    let related = catalogue.related.get(at).map(Vec::as_slice).unwrap_or_default();
    related.iter().map(|related| (catalogue.items[related.target].card.clone(), related.clone())).collect()
}

/// Where the pack of an entry is, and what the site calls it.
fn pack_of(catalogue: &Catalogue, item: &Item) -> Option<(String, String)> {
    let is_pack =
        |view: &&View| matches!(&view.kind, ViewKind::Pack { of } if *of == item.entry.collection.name);
    let view = catalogue.settings.views.iter().find(is_pack)?;
    Some((pack::address(&item.card.address), view.title.clone()))
}

fn entry(catalogue: &Catalogue, above: &BTreeMap<&str, Arc<(String, String)>>, at: usize) -> EntryPage {
    let item = &catalogue.items[at];
    let resolved = &catalogue.resolved[at];
    let per_page = catalogue.settings.per_page;
    let card = |at: &usize| catalogue.items[*at].card.clone();
    let group = |group: &Backlinks| Referring {
        heading: group.heading.clone(),
        cards: group.items.iter().take(per_page).map(card).collect(),
        count: group.items.len(),
        address: (group.items.len() > per_page).then(|| referring_address(item, group)),
    };
    EntryPage {
        entry: item.entry.clone(),
        card: item.card.clone(),
        state: item.state,
        resolved: resolved.clone(),
        references: referred_to(catalogue, at),
        now: successors(catalogue, at),
        overdue: is_overdue(catalogue, at),
        related: related(catalogue, at),
        pack: pack_of(catalogue, item),
        compare: compare::link(catalogue, item),
        groups: catalogue.backlinks[at].iter().map(group).collect(),
        above: above.get(item.entry.collection.name.as_str()).cloned(),
    }
}
