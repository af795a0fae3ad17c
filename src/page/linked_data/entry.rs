//! Linked data of the page of an entry: what the entry is, and what its fields say of it.

use super::{Graph, THING, named};
use crate::input::{Family, Meaning};
use crate::page::EntryPage;
use crate::page::lookup::Lookup;
use crate::schema::{Value, values_at};
use crate::text::Json;

impl Graph<'_> {
    pub(super) fn entry(self, page: &EntryPage, json: &mut Json<'_>) {
        let kind = page.entry.collection.schema_org;
        let work = Work { page, lookup: page.lookup(), family: kind.family };
        let of_page = |json: &mut Json<'_>| {
            dated(page, Meaning::Reviewed, "lastReviewed", json);
            let others = page.now.iter().chain(page.related.iter().map(|(card, _)| card));
            json.list("relatedLink", others, |json, card| json.address_value(&card.address, ""));
        };
        match kind.family {
            Family::Page => self.page(kind.name, json, |json| {
                of_page(json);
                work.members(json);
            }),
            Family::Work | Family::Course => {
                self.page("WebPage", json, |json| {
                    of_page(json);
                    json.reference("mainEntity", self.url, THING);
                });
                self.thing(kind.name, json, |json| {
                    json.text("headline", &self.about.title);
                    json.text("additionalType", &page.entry.collection.singular);
                    json.members(&self.everywhere.of_work);
                    work.members(json);
                });
            }
            Family::Organisation | Family::Place | Family::Term | Family::Event => {
                self.page("WebPage", json, |json| {
                    of_page(json);
                    work.members(json);
                    json.reference("mainEntity", self.url, THING);
                });
                self.thing(kind.name, json, |json| work.of_thing(json));
            }
        }
    }

    /// The node of what the entry is about, or of the entry as a work.
    fn thing(self, kind: &str, json: &mut Json<'_>, more: impl FnOnce(&mut Json<'_>)) {
        json.node(|json| {
            json.kind(kind);
            json.address("@id", self.url, THING);
            json.address("url", self.url, "");
            json.text("name", &self.about.title);
            json.text("description", self.about.summary);
            more(json);
        });
    }
}

/// An entry whose fields are told.
struct Work<'a> {
    page: &'a EntryPage,
    lookup: Lookup<'a>,
    family: Family,
}

impl Work<'_> {
    /// What its fields say of an entry as a work.
    fn members(&self, json: &mut Json<'_>) {
        let entry = &self.page.entry;
        let is_thing = !matches!(self.family, Family::Page | Family::Work | Family::Course);
        json.text("identifier", &entry.id);
        if let Some(date) = entry.date {
            json.plain("datePublished", date.iso());
        }
        dated(self.page, Meaning::Updated, "dateModified", json);
        dated(self.page, Meaning::ReviewDue, "expires", json);
        let author = if self.family == Family::Course { "provider" } else { "author" };
        self.named(Meaning::Author, author, "Organization", json);
        self.named(Meaning::About, "about", "DefinedTerm", json);
        self.named(Meaning::Audience, "audience", "Audience", json);
        if !is_thing {
            self.named(Meaning::Area, "spatialCoverage", "AdministrativeArea", json);
            self.period(json);
        }
        self.sources(json);
    }

    /// What its fields say of the thing that an entry is about.
    fn of_thing(&self, json: &mut Json<'_>) {
        self.short_form(json);
        let (began, ended, area) = match self.family {
            Family::Organisation => ("foundingDate", "dissolutionDate", "areaServed"),
            Family::Event => ("startDate", "endDate", "location"),
            Family::Place => ("", "", "containedInPlace"),
            _ => return self.of_set(json),
        };
        if !began.is_empty() {
            dated(self.page, Meaning::Started, began, json);
            dated(self.page, Meaning::Ended, ended, json);
        }
        self.named(Meaning::Area, area, "AdministrativeArea", json);
    }

    fn short_form(&self, json: &mut Json<'_>) {
        if let Some((Value::Text(short), _)) = self.page.entry.with_role(Meaning::Short) {
            json.text("alternateName", short);
        }
    }

    /// The list that a term stands in.
    fn of_set(&self, json: &mut Json<'_>) {
        if let Some(above) = &self.page.above {
            json.reference("inDefinedTermSet", &above.1, THING);
        }
    }

    /// What it is about happened between two dates, as far as they are known.
    fn period(&self, json: &mut Json<'_>) {
        let date = |role| self.page.entry.dated(role).map(|date| date.iso());
        match (date(Meaning::Started), date(Meaning::Ended)) {
            (None, None) => {}
            (began, ended) => {
                let open = || "..".to_owned();
                let (began, ended) = (began.unwrap_or_else(open), ended.unwrap_or_else(open));
                json.plain("temporalCoverage", format_args!("{began}/{ended}"));
            }
        }
    }

    /// Everything that fields with `role` name, each of the type `kind`.
    fn named(&self, role: Meaning, key: &str, kind: &str, json: &mut Json<'_>) {
        let entry = &self.page.entry;
        if entry.collection.with_role(role).is_none() {
            return;
        }
        let declared = entry.collection.fields.iter().flatten().filter(|field| field.role == Some(role));
        let fields =
            declared.filter_map(|declared| entry.fields.iter().find(|field| field.key == declared.key));
        let values = fields.flat_map(|field| field.value.each(&field.span));
        let names = values.filter_map(|(value, _)| self.name(value));
        json.list(key, names, |json, (name, address)| {
            json.node(|json| {
                named(json, kind, name);
                if let Some(address) = address {
                    json.address("url", address, "");
                }
            });
        });
    }

    /// What a field names, with its page where it has one; `None` where readers do not see it.
    fn name<'a>(&'a self, value: &'a Value) -> Option<(&'a str, Option<&'a str>)> {
        match value {
            Value::Text(text) => Some((text, None)),
            Value::Term { vocabulary, id } => {
                self.lookup.term(vocabulary, id).map(|term| (term.label.as_str(), term.url.as_deref()))
            }
            Value::Reference { collection, id } => {
                let named = self.lookup.entry(collection, id);
                named.map(|(card, _)| (card.title.as_str(), Some(card.address.as_str())))
            }
            _ => None,
        }
    }

    /// What the entry rests on.
    fn sources(&self, json: &mut Json<'_>) {
        let entry = &self.page.entry;
        let Some(path) = entry.collection.with_role(Meaning::Sources) else { return };
        let cards = values_at(&entry.fields, path).into_iter().filter_map(|(value, _)| match value {
            Value::Reference { collection, id } => self.lookup.entry(collection, id),
            Value::Record(fields) => fields.iter().find_map(|field| match &field.value {
                Value::Reference { collection, id } => self.lookup.entry(collection, id),
                _ => None,
            }),
            _ => None,
        });
        json.list("citation", cards, |json, (card, _)| {
            json.node(|json| {
                named(json, "CreativeWork", &card.citation);
                json.address("url", &card.address, "");
            });
        });
    }
}

/// The date in the field with `role`, as the member `key`.
fn dated(page: &EntryPage, role: Meaning, key: &str, json: &mut Json<'_>) {
    if let Some(date) = page.entry.dated(role) {
        json.plain(key, date.iso());
    }
}
