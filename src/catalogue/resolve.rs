//! Where the links, images and references of one entry lead.

use super::facets::facet_key;
use super::glossary::Glossary;
use super::index::{Found, Index, OF_FOLDER, name_key, path_key};
use super::near::Near;
use super::resolved::{Filling, LinkTo, Reference, Resolved, ShownImage};
use super::term::TermCard;
use super::{Facet, Item, State};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Body, Link, LinkTarget};
use crate::input::{Asset, Vocabulary};
use crate::schema::{FieldValue, Value};
use crate::text;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// What resolving looks things up in.
pub(super) struct Surroundings<'a> {
    pub(super) items: &'a [Item],
    pub(super) index: &'a Index<'a>,
    pub(super) facets: &'a [Facet],
    pub(super) addresses: &'a BTreeSet<String>,
    pub(super) assets: &'a BTreeMap<String, Arc<Asset>>,
    pub(super) unreadable: &'a BTreeSet<String>,
    pub(super) vocabularies: &'a BTreeMap<String, Arc<Vocabulary>>,
    pub(super) near: &'a Near<'a>,
    pub(super) glossary: &'a Glossary,
}

impl Surroundings<'_> {
    /// Resolves everything in the entry number `at`.
    pub(super) fn resolve(&self, at: usize) -> Resolved {
        let item = &self.items[at];
        let mut resolver = Resolver { around: self, item, out: Resolved::default() };
        let filling = resolver.filling(&item.entry.body);
        resolver.out.fillings.push(filling);
        resolver.fields(&item.entry.fields, "");
        resolver.out
    }

    fn facet_term(&self, facet: &str, written: &str, of_vocabulary: bool) -> Option<Arc<TermCard>> {
        let same = |known: &&Facet| known.key == facet && known.of_vocabulary == of_vocabulary;
        let facet = self.facets.iter().find(same)?;
        facet.value(written).map(|value| value.card.clone())
    }
}

pub(super) struct Resolver<'s, 'a> {
    pub(super) around: &'s Surroundings<'a>,
    pub(super) item: &'a Item,
    pub(super) out: Resolved,
}

impl Resolver<'_, '_> {
    fn filling(&mut self, body: &Body) -> Arc<Filling> {
        let links: Vec<LinkTo> = body.links.iter().map(|link| self.link(body, link)).collect();
        let images: Vec<Option<ShownImage>> = body
            .images
            .iter()
            .map(|image| self.image(&image.path, &image.span, ", or leave out the ! in front to link to it"))
            .collect();
        let expansions = self.around.glossary.expansions(body, &self.item.card);
        Arc::new(Filling::new(links, images, expansions))
    }

    pub(super) fn report(&mut self, code: Code, message: String, span: &Range<usize>, help: String) {
        let diagnostic = Diagnostic::new(code, message).at(self.item.entry.source(), span.clone()).help(help);
        self.out.diagnostics.push(diagnostic);
    }

    /// As [`Self::report`], where the text at `span` may have been meant to be `near`.
    fn report_near(
        &mut self,
        code: Code,
        message: String,
        span: &Range<usize>,
        near: Option<&str>,
        else_help: String,
    ) {
        let source = self.item.entry.source();
        let diagnostic = Diagnostic::new(code, message).at(source, span.clone());
        self.out.diagnostics.push(match near {
            Some(near) => diagnostic.help(format!("Did you mean \"{near}\"?")).fix(span.clone(), near),
            None => diagnostic.help(else_help),
        });
    }

    fn link(&mut self, body: &Body, link: &Link) -> LinkTo {
        let span = &link.span;
        match &link.target {
            LinkTarget::Path { path, query, fragment } if path.is_empty() && query.is_empty() => {
                self.own_heading(body, fragment.as_deref(), span)
            }
            LinkTarget::Path { path, query, fragment } => self.path(path, query, fragment.as_deref(), span),
            LinkTarget::Id { id, fragment } if id.is_empty() => {
                self.own_heading(body, fragment.as_deref(), span)
            }
            LinkTarget::Id { id, fragment } => self.id(id, fragment.as_deref(), span),
        }
    }

    /// A link to a heading of the page itself.
    fn own_heading(&mut self, body: &Body, fragment: Option<&str>, span: &Range<usize>) -> LinkTo {
        let fragment = fragment.unwrap_or("");
        if !self.has_fragment(body, fragment, "This page", span) {
            return LinkTo::Nowhere;
        }
        LinkTo::Here(text::percent_encode(fragment))
    }

    fn path(&mut self, path: &str, query: &str, fragment: Option<&str>, span: &Range<usize>) -> LinkTo {
        let folder = text::parent(&self.item.entry.path);
        if let Some(file) = text::join(folder, path) {
            if file.is_empty() {
                return LinkTo::Address(rest(query, fragment));
            }
            if let Some(target) = self.entry_at(&file) {
                return self.entry(target, query, fragment, span);
            }
            if self.around.assets.contains_key(&file) {
                let published = format!("{}{}", text::percent_encode(&file), rest(query, fragment));
                self.out.files.insert(file);
                return LinkTo::File(published);
            }
            if let Some(target) = self.around.near.list_of(&file) {
                return LinkTo::Address(format!("{target}{}", rest(query, fragment)));
            }
        }
        self.address(path, query, fragment, span)
    }

    /// The source at `file`, or the one that is meant when its ending is left off or when it is
    /// a folder.
    pub(super) fn entry_at(&mut self, file: &str) -> Option<usize> {
        self.out.asked.push(path_key(file));
        let index = self.around.index;
        let found = index.path(file).or_else(|| index.path(&format!("{file}.md")));
        found.or_else(|| OF_FOLDER.iter().find_map(|name| index.path(&format!("{file}/{name}"))))
    }

    /// A link by the address that a page has on the published site.
    fn address(&mut self, path: &str, query: &str, fragment: Option<&str>, span: &Range<usize>) -> LinkTo {
        if let Some(address) = text::join(&self.item.card.address, path.trim_end_matches("index.html")) {
            let address = if address.is_empty() { address } else { format!("{address}/") };
            self.out.asked.push(name_key(&address));
            if let Some(target) = self.around.index.address(&address) {
                return self.entry(target, query, fragment, span);
            }
            if self.around.addresses.contains(&address) {
                return LinkTo::Address(format!("{address}{}", rest(query, fragment)));
            }
        }
        if self.leads_to_unreadable(path) {
            return LinkTo::Nowhere;
        }
        let help = match self.around.near.path(&self.item.entry.path, path) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None if path.starts_with("www.") => format!("Write the whole address: https://{path}."),
            None if path.contains('@') && !path.contains('/') => format!("Write mailto:{path}."),
            None if path.contains('\\') => {
                format!("Write {}, with / between folders.", path.replace('\\', "/"))
            }
            None => {
                "Write the path of the file as seen from this one, as in ../organisations/a.md.".to_owned()
            }
        };
        self.report(Code::BrokenLink, format!("There is no page or file at \"{path}\"."), span, help);
        LinkTo::Nowhere
    }

    fn id(&mut self, id: &str, fragment: Option<&str>, span: &Range<usize>) -> LinkTo {
        self.out.asked.push(name_key(id));
        match self.around.index.id(id) {
            Found::One(target) => self.entry(target, "", fragment, span),
            Found::Several(several) => {
                self.ambiguous(id, &several, span, |id| format!("[[{id}]]"));
                LinkTo::Nowhere
            }
            Found::None if self.names_unreadable(id) => LinkTo::Nowhere,
            Found::None => {
                let help = match self.around.near.id(None, id) {
                    Some(near) => format!("Did you mean [[{near}]]?"),
                    None => "The id of an entry is the name of its file without the ending.".to_owned(),
                };
                self.report(Code::BrokenLink, format!("There is no entry called \"{id}\"."), span, help);
                LinkTo::Nowhere
            }
        }
    }

    fn ambiguous(
        &mut self,
        id: &str,
        several: &[usize],
        span: &Range<usize>,
        write: impl Fn(&str) -> String,
    ) {
        let name = |at: &usize| {
            let entry = &self.around.items[*at].entry;
            let folder = text::parent(&entry.path);
            // The id of a folder's index is the name of the folder.
            if text::stem(&entry.path) == entry.id {
                format!("{folder}/{}", entry.id)
            } else {
                folder.to_owned()
            }
        };
        let paths: Vec<String> =
            several.iter().map(name).map(|path| path.trim_start_matches('/').to_owned()).collect();
        let message = format!("\"{id}\" could mean {}.", text::and_list(&paths, "or"));
        let forms: Vec<String> = paths.iter().map(|id| write(id)).collect();
        let help = format!("Write which one you mean: {}.", text::and_list(&forms, "or"));
        self.report(Code::AmbiguousReference, message, span, help);
    }

    fn entry(&mut self, target: usize, query: &str, fragment: Option<&str>, span: &Range<usize>) -> LinkTo {
        let target = &self.around.items[target];
        self.out.targets.push(target.handle);
        if !target.shown {
            self.unpublished(target, span);
            return LinkTo::Nowhere;
        }
        let name = || format!("\"{}\"", target.entry.title);
        let body = &target.entry.body;
        let readable = !target.entry.source().is_garbled();
        let fragment =
            fragment.filter(|fragment| readable && self.has_fragment(body, fragment, &name(), span));
        LinkTo::Entry { card: target.card.clone(), rest: rest(query, fragment) }
    }

    fn unpublished(&mut self, target: &Item, span: &Range<usize>) {
        let why = match target.state {
            State::Draft => "a draft",
            State::Scheduled => "not published yet",
            State::LeftOut | State::Published => "left out because of its errors",
        };
        let message = format!("\"{}\" is {why}, so this is shown without a link.", target.entry.title);
        let help = match target.state {
            State::Draft | State::Scheduled => "Publish the page, or remove the link.".to_owned(),
            State::LeftOut | State::Published => {
                format!("Mend the errors of {}, or remove the link.", target.entry.source().path)
            }
        };
        self.report(Code::LinkToUnpublished, message, span, help);
    }

    /// Whether the page has the anchor; says so if not. A link without the anchor still leads to the page.
    fn has_fragment(&mut self, body: &Body, fragment: &str, page: &str, span: &Range<usize>) -> bool {
        if fragment.is_empty() || body.anchors().any(|anchor| anchor == fragment) {
            return true;
        }
        let mut headings: Vec<&str> = body.headings.iter().map(|heading| heading.id.as_str()).collect();
        headings.sort_unstable();
        let help = match text::nearest(fragment, headings) {
            Some(near) => format!("Did you mean \"#{near}\"?"),
            None => "Use the words of the heading in lower case, with hyphens between.".to_owned(),
        };
        self.report(Code::BrokenFragment, format!("{page} has no heading \"#{fragment}\"."), span, help);
        false
    }

    fn fields(&mut self, fields: &[FieldValue], above: &str) {
        for field in fields {
            let path = match above {
                "" => Cow::Borrowed(field.key.as_str()),
                above => Cow::Owned(format!("{above}.{}", field.key)),
            };
            for (value, span) in field.value.each(&field.span) {
                self.value(value, span, &path);
            }
        }
    }

    fn value(&mut self, value: &Value, span: &Range<usize>, path: &str) {
        match value {
            Value::Reference { collection, id } => self.reference(collection, id, span, path),
            Value::Term { vocabulary, id } => self.term(vocabulary, id, span),
            Value::Record(fields) => self.fields(fields, path),
            Value::Markdown(body) => {
                let filling = self.filling(body);
                self.out.fillings.push(filling);
            }
            Value::Image { path, .. } => {
                let shown = self.image(path, span, "");
                self.out.named.extend(shown.map(|shown| (path.clone(), shown)));
            }
            Value::File { path } => {
                let shown = self.asset(path, span).map(|asset| ShownImage::new(&asset));
                self.out.named.extend(shown.map(|shown| (path.clone(), shown)));
            }
            Value::List(items) => items.iter().for_each(|(value, span)| self.value(value, span, path)),
            Value::Text(text) | Value::Number(text) => {
                self.out.terms.extend(self.around.facet_term(&facet_key(path), text, false));
            }
            Value::Boolean(_) | Value::Date(_) | Value::Url(_) | Value::Email(_) => {}
        }
    }

    fn term(&mut self, vocabulary: &str, id: &str, span: &Range<usize>) {
        let Some(known) = self.around.vocabularies.get(vocabulary) else { return };
        let Some(term) = known.term(id) else {
            // The term may be one of those that could not be read.
            if known.partial {
                return;
            }
            let help = match id.contains(", ") {
                true => format!("Write several terms as a list: [{id}]."),
                false => format!("Its terms are in {}.", known.source.path),
            };
            let message = format!("\"{id}\" is not a term of \"{vocabulary}\".");
            self.report_near(Code::UnknownTerm, message, span, known.nearest(id), help);
            return;
        };
        if let Some(instead) = &term.deprecated {
            let message = format!("The term \"{id}\" is no longer used.");
            let help = match known.term(instead) {
                Some(_) => format!("Use \"{instead}\" instead."),
                None => instead.clone(),
            };
            self.report(Code::DeprecatedTerm, message, span, help);
        }
        let card = self.around.facet_term(vocabulary, id, true);
        self.out.terms.push(card.unwrap_or_else(|| Arc::new(TermCard::of_term(known, id, None))));
    }

    fn reference(&mut self, collection: &str, id: &str, span: &Range<usize>, path: &str) {
        self.out.asked.push(name_key(id));
        match self.around.index.in_collection(collection, id) {
            Found::One(target) => {
                let target = &self.around.items[target];
                self.out.targets.push(target.handle);
                if !target.shown {
                    self.unpublished(target, span);
                    return;
                }
                let (field, id) = (path.to_owned(), id.to_owned());
                self.out.references.push(Reference { target: target.handle, field, id });
            }
            Found::Several(several) => self.ambiguous(id, &several, span, str::to_owned),
            Found::None if self.names_unreadable(id) => {}
            Found::None => {
                let help =
                    format!("Use the name of a file in content/{collection}, or add one called {id}.md.");
                let message = format!("There is no entry called \"{id}\" in \"{collection}\".");
                let near = self
                    .around
                    .near
                    .id(Some(collection), id)
                    .map(|near| self.as_written(collection, near, span));
                let near = near.as_deref();
                self.report_near(Code::UnknownReference, message, span, near, help);
            }
        }
    }
}

impl Resolver<'_, '_> {
    /// `id` as the author wrote the one at `span`: with its collection or without.
    fn as_written<'i>(&self, collection: &str, id: &'i str, span: &Range<usize>) -> Cow<'i, str> {
        let written = self.item.entry.source().text.get(span.clone()).unwrap_or_default();
        let with_collection = written.trim_start_matches(['"', '\'']).starts_with(&format!("{collection}/"));
        if with_collection { format!("{collection}/{id}").into() } else { id.into() }
    }
}

fn rest(query: &str, fragment: Option<&str>) -> String {
    match fragment {
        Some(fragment) => format!("{query}#{}", text::percent_encode(fragment)),
        None => query.to_owned(),
    }
}
