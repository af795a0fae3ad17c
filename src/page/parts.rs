//! Shared parts of pages: made once, with their hash, and shown by many pages.

use super::data::ADDRESS;
use super::declared::Declared;
use super::linked_data::Everywhere;
use super::policy::POLICY;
use super::view::{BrandView, FacetView, Licence, MenuItem, Owner, ScaleView, Site, TermView};
use crate::catalogue::{Backlinks, Catalogue, FOOT_PAGES, Facet, Item, facet_key};
use crate::hash::{Hash, Hasher};
use crate::input::{Brand, Collection, FieldKind, Set, Theme, Words, from_key};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use tera::Value;

/// Something that templates see, with its hash.
#[derive(Debug)]
pub struct Part {
    /// What templates see.
    pub value: Value,
    /// Hash of all of it.
    pub hash: Hash,
}

impl Part {
    /// The part that shows `view`.
    pub(super) fn of(view: &impl Serialize) -> Arc<Self> {
        let hash = Hash::of(serde_json::to_vec(view).unwrap_or_default());
        Arc::new(Self { value: Value::from_serializable(view), hash })
    }
}

/// How many values of a facet are shown where there is a page that shows all.
const FIRST_VALUES: usize = 12;

/// Where the page is that is shown in place of one that is not there.
pub(super) const NOT_FOUND: &str = "404.html";

/// What a device needs to keep the site among its apps.
pub const MANIFEST: &str = "manifest.webmanifest";

/// What every page has in common: what templates see of it, and what is said of it in linked data.
#[derive(Debug)]
pub struct SitePart {
    /// `site`, as templates see it.
    pub part: Arc<Part>,
    // The others say nothing that is not in `part` or in the words of the theme.
    /// Its title.
    pub(super) title: String,
    /// What it is, in one sentence; may be empty.
    pub(super) description: String,
    /// What the home page is called on those below it.
    pub(super) home: String,
    /// Where it knows its own address: what its linked data have in common.
    pub(super) everywhere: Option<Everywhere>,
    /// The addresses that the menu, the foot and the search form lead to.
    named: BTreeSet<String>,
    /// The sections that the menu leads to.
    sections: BTreeSet<String>,
}

impl SitePart {
    /// Whether what stands around every page has to do with the page at `address`.
    pub(super) fn names(&self, address: &str) -> bool {
        address.is_empty() || address == NOT_FOUND || self.named.contains(address)
    }

    /// Whether the menu leads to `section`.
    pub(super) fn has_section(&self, section: &str) -> bool {
        self.sections.contains(section)
    }
}

/// What every page has in common.
pub(super) fn site(catalogue: &Catalogue, theme: &Theme, declared: &[Declared]) -> Arc<SitePart> {
    let settings = &catalogue.settings;
    let title = title(catalogue, &theme.words);
    let description = settings.description.clone().unwrap_or_default();
    let everywhere = Everywhere::of(settings, &catalogue.search_address);
    let (menu, pages) = (menu(catalogue, declared), foot(catalogue, declared));
    let named = menu.iter().chain(&pages).map(|item| item.url.clone());
    let named = named.chain([catalogue.search_address.clone()]).collect();
    let sections = menu.iter().map(|item| item.section.clone()).collect();
    let part = Part::of(&Site {
        title: title.clone(),
        description: description.clone(),
        language: settings.language.clone(),
        locale: settings.language.replace('-', "_"),
        base_url: settings.base_url.clone().unwrap_or_default(),
        policy: POLICY,
        menu,
        pages,
        owner: settings
            .owner
            .as_ref()
            .map(|owner| Owner { name: owner.name.clone(), email: owner.email.clone().unwrap_or_default() }),
        brand: settings.brand.as_ref().map(|brand| brand_view(brand, theme)),
        search_url: catalogue.search_address.clone(),
        licence: settings.licence.as_ref().map(|licence| Licence {
            name: licence.name.clone(),
            url: licence.url.clone().unwrap_or_default(),
        }),
        manifest_url: MANIFEST,
        data_url: if declared.iter().any(|page| page.address == ADDRESS) { ADDRESS } else { "" },
        assets: theme.assets.iter().map(|(path, asset)| (path.clone(), asset.published_path(path))).collect(),
    });
    let home = theme.words.say("home", &[]);
    Arc::new(SitePart { part, title, description, home, everywhere, named, sections })
}

fn brand_view(brand: &Brand, theme: &Theme) -> BrandView {
    let logo = brand.logo.as_ref().and_then(|(path, _)| Some((path, theme.assets.get(path)?)));
    BrandView {
        name: brand.name.clone(),
        logo: logo.map(|(path, asset)| asset.published_path(path)).unwrap_or_default(),
        url: brand.url.clone().unwrap_or_default(),
    }
}

/// What the catalogue is called: in its settings, or on its home page.
pub fn title(catalogue: &Catalogue, words: &Words) -> String {
    let is_home = |item: &&Item| item.shown && !item.is_entry() && item.card.address.is_empty();
    let of_home = || {
        let home = catalogue.items.iter().find(is_home)?;
        Some(home.entry.title.clone()).filter(|title| !title.is_empty())
    };
    catalogue.settings.title.clone().or_else(of_home).unwrap_or_else(|| words.say("catalogue", &[]))
}

/// The names in the menu: those that the settings list, or every collection that shows
/// something.
pub(super) fn menu_names(catalogue: &Catalogue) -> Vec<&str> {
    let listed = &catalogue.settings.menu;
    if !listed.is_empty() {
        return listed.iter().map(|(name, _)| name.as_str()).collect();
    }
    let shown = |(name, list): &(&String, &Vec<usize>)| !name.is_empty() && !list.is_empty();
    catalogue.lists.iter().filter(shown).map(|(name, _)| name.as_str()).collect()
}

fn menu(catalogue: &Catalogue, declared: &[Declared]) -> Vec<MenuItem> {
    let item = |name: &str| {
        // A glossary stands in place of its collection's list, and has a name of its own.
        if let Some(view) = declared.iter().find(|view| view.section == name) {
            return Some(view.menu_item());
        }
        if let Some(collection) =
            catalogue.collections.get(name).filter(|collection| !collection.name.is_empty())
        {
            let url = catalogue.list_address(name);
            return Some(MenuItem { label: collection.plural.clone(), url, section: name.to_owned() });
        }
        if let Some(facet) = catalogue.facet(name) {
            return Some(MenuItem {
                label: facet.plural.clone(),
                url: facet.address.clone(),
                section: name.to_owned(),
            });
        }
        let page = catalogue.items.iter().find(|item| item.in_lists() && item.entry.id == name)?;
        Some(MenuItem {
            label: page.entry.title.clone(),
            url: page.card.address.clone(),
            section: page.card.address.clone(),
        })
    };
    menu_names(catalogue).into_iter().filter_map(item).collect()
}

/// What is not in the menu, for the foot of every page: the other collections, views with a page of
/// their own, and the pages at the top of the content folder, if they are few enough.
fn foot(catalogue: &Catalogue, declared: &[Declared]) -> Vec<MenuItem> {
    let names = menu_names(catalogue);
    let is_free = |name: &str| !names.contains(&name);
    let has_view = |name: &str| declared.iter().any(|view| view.section == name);
    let collections = catalogue
        .lists
        .iter()
        .filter(|(name, list)| !name.is_empty() && !list.is_empty() && is_free(name) && !has_view(name));
    let mut foot: Vec<MenuItem> = collections
        .filter_map(|(name, _)| {
            let label = catalogue.collections.get(name)?.plural.clone();
            Some(MenuItem { label, url: catalogue.list_address(name), section: name.clone() })
        })
        .collect();
    foot.extend(declared.iter().filter(|view| is_free(&view.section)).map(Declared::menu_item));
    let listed = catalogue.lists.get("").map(Vec::as_slice).unwrap_or_default();
    if listed.len() > FOOT_PAGES {
        return foot;
    }
    let items = listed.iter().map(|at| &catalogue.items[*at]).filter(|item| is_free(&item.entry.id));
    foot.extend(items.map(|item| MenuItem {
        label: item.entry.title.clone(),
        url: item.card.address.clone(),
        section: item.card.address.clone(),
    }));
    foot
}

/// The collections that show something, with their lists: those of the menu first, then the others.
pub(super) fn shown_collections(catalogue: &Catalogue) -> Vec<(&Arc<Collection>, &Vec<usize>)> {
    let names = menu_names(catalogue);
    let (listed, others): (Vec<_>, Vec<_>) =
        catalogue.collections.values().partition(|collection| names.contains(&collection.name.as_str()));
    let listed = names.iter().filter_map(|name| listed.iter().find(|collection| collection.name == **name));
    let top_pages = catalogue.list_addresses.contains_key("") || !catalogue.settings.declared;
    let others = others.iter().filter(|collection| !collection.name.is_empty() || top_pages);
    let list = |collection: &Arc<Collection>| catalogue.lists.get(&collection.name);
    let shown = listed.chain(others).filter_map(|collection| Some((*collection, list(collection)?)));
    shown.filter(|(_, list)| !list.is_empty()).collect()
}

/// The facets of a collection, each value with its number of entries in it; with no collection,
/// the facets of the first collection of the menu, or all that were found without a schema.
pub(super) fn facets(catalogue: &Catalogue, collection: Option<&Collection>) -> Arc<Part> {
    Part::of(&facet_views(catalogue, collection, FIRST_VALUES))
}

/// As [`facets`], with up to `most` values of each.
pub(super) fn facet_views(
    catalogue: &Catalogue,
    collection: Option<&Collection>,
    most: usize,
) -> Vec<FacetView> {
    let first =
        || menu_names(catalogue).into_iter().find_map(|name| catalogue.collections.get(name)).map(|c| &**c);
    let found = |name: Option<&str>| -> Vec<FacetView> {
        let facets = catalogue.facets.iter();
        facets.filter_map(|facet| facet_view(catalogue, facet, &facet.plural, name)).collect()
    };
    let mut views = match collection.or_else(first) {
        Some(collection) if collection.fields.is_some() => {
            collection.facets.iter().filter_map(|path| declared_facet(catalogue, collection, path)).collect()
        }
        Some(open) => found(collection.is_some().then_some(open.name.as_str())),
        None => found(None),
    };
    for view in &mut views {
        view.more = view.values.len().saturating_sub(most);
        view.values.truncate(most);
    }
    views
}

fn declared_facet(catalogue: &Catalogue, collection: &Collection, path: &str) -> Option<FacetView> {
    let field = collection.field(path)?;
    let top = collection.field(path.split('.').next()?)?;
    match &field.kind {
        FieldKind::OneOf(Set::Collection(of)) => reference_facet(catalogue, collection, of, path, &top.label),
        FieldKind::OneOf(Set::Vocabulary(name)) => {
            facet_view(catalogue, catalogue.facet(name)?, &top.label, Some(&collection.name))
        }
        _ => facet_view(catalogue, catalogue.facet(&facet_key(path))?, &top.label, Some(&collection.name)),
    }
}

/// The steps of the scale that the home page shows, each with its number of entries of `collection`.
pub(super) fn scale(catalogue: &Catalogue, name: &str, collection: Option<&str>) -> Option<FacetView> {
    let facet = catalogue.facet(name)?;
    facet_view(catalogue, facet, &facet.plural, collection).filter(|view| view.scale)
}

/// A facet's values with the number of entries that `collection` (or any) has of each.
fn facet_view(
    catalogue: &Catalogue,
    facet: &Facet,
    label: &str,
    collection: Option<&str>,
) -> Option<FacetView> {
    let name = |at: &usize| catalogue.items[*at].entry.collection.name.as_str();
    // In the order of lists, those of a collection stand together.
    let count = |items: &[usize]| match collection {
        Some(wanted) => {
            items.partition_point(|at| name(at) <= wanted) - items.partition_point(|at| name(at) < wanted)
        }
        None => items.len(),
    };
    let values = facet.values.iter().map(|value| TermView {
        id: value.card.id.clone(),
        label: value.card.label.clone(),
        url: value.card.url.clone(),
        definition: value.definition.clone().unwrap_or_default(),
        count: count(&value.items),
        scale: ScaleView::of_term(&value.card),
    });
    let ordered = facet.values.iter().any(|value| value.definition.is_some());
    with_entries(facet.key.clone(), label, facet.address.clone(), values.collect(), ordered)
}

/// A facet whose values are entries: their own pages list who refers to them.
fn reference_facet(
    catalogue: &Catalogue,
    collection: &Collection,
    of: &str,
    path: &str,
    label: &str,
) -> Option<FacetView> {
    let refers = |group: &&Backlinks| group.collection == collection.name && group.field == path;
    let values = catalogue.lists.get(of)?.iter().map(|at| TermView {
        id: catalogue.items[*at].entry.id.clone(),
        label: catalogue.items[*at].entry.title.clone(),
        url: Some(catalogue.items[*at].card.address.clone()),
        definition: String::new(),
        count: catalogue.backlinks[*at].iter().find(refers).map_or(0, |group| group.items.len()),
        scale: None,
    });
    with_entries(facet_key(path).into_owned(), label, catalogue.list_address(of), values.collect(), false)
}

/// The values that have entries, most entries first unless they have an order of their own.
fn with_entries(
    key: String,
    label: &str,
    url: String,
    mut values: Vec<TermView>,
    ordered: bool,
) -> Option<FacetView> {
    if values.iter().all(|value| value.count == 0) {
        return None;
    }
    // That no entry is at a step of a scale is worth knowing.
    let scale = values.iter().any(|value| value.scale.is_some());
    values.retain(|value| value.count > 0 || scale);
    if !ordered {
        values.sort_by_key(|value| std::cmp::Reverse(value.count));
    }
    let label = if label.is_empty() { from_key(&key) } else { label.to_owned() };
    Some(FacetView { key, label, url, values, scale, more: 0 })
}

/// Hash of the parts that every page has: the theme, the template and the site.
pub(super) fn common(theme: Hash, template: &str, site: &SitePart) -> Hasher {
    Hasher::default().hash(theme).text(template).hash(site.part.hash)
}
