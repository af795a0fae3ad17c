//! What is new on a list, for programs that follow it: as Atom (RFC 4287) and as JSON Feed 1.1.
//!
//! Nothing here comes from the clock: a feed was updated when its newest entry was.

use crate::catalogue::{Catalogue, Item};
use crate::page::{FeedForm, Page};
use crate::text::{Json, PartialDate, escape_into, percent_encode};

/// What both forms say.
pub(super) struct Feed<'a> {
    catalogue: &'a Catalogue,
    base: &'a str,
    /// What it is called, and what the site is called.
    title: String,
    site: &'a str,
    /// The page that lists the same.
    address: &'a str,
    news: Vec<(PartialDate, &'a Item)>,
}

impl<'a> Feed<'a> {
    /// The feed of `page` on a site called `site`; `None` where it has none.
    pub(super) fn of(catalogue: &'a Catalogue, page: &'a Page, site: &'a str) -> Option<Self> {
        let (feed, title, address) = page.feed()?;
        let title = if title.is_empty() { site.to_owned() } else { format!("{title} – {site}") };
        let news = feed.news(catalogue).into_iter().map(|(date, at)| (date, &catalogue.items[at])).collect();
        let base = catalogue.settings.base_url.as_deref()?;
        Some(Self { catalogue, base, title, site, address, news })
    }

    /// Who is named where an entry names nobody: the team that keeps the site, or the site.
    fn author(&self) -> &str {
        self.catalogue.settings.owner.as_ref().map_or(self.site, |owner| &owner.name)
    }

    /// What it says in one form.
    pub(super) fn text(&self, form: FeedForm) -> String {
        match form {
            FeedForm::Atom => self.atom(),
            FeedForm::Json => self.json(),
        }
    }

    fn atom(&self) -> String {
        let language = &self.catalogue.settings.language;
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"",
        );
        escape_into(language, &mut out);
        out.push_str("\">\n");
        element("title", &self.title, &mut out);
        let own = self.whole(self.address, FeedForm::Atom.file());
        element("id", &own, &mut out);
        link("self", FeedForm::Atom.media_type(), &own, &mut out);
        link("alternate", "text/html", &self.whole(self.address, ""), &mut out);
        if let Some((newest, _)) = self.news.first() {
            element("updated", &moment(*newest), &mut out);
        }
        out.push_str("<author>");
        element("name", self.author(), &mut out);
        out.push_str("</author>\n");
        if let Some(licence) = &self.catalogue.settings.licence {
            element("rights", &licence.name, &mut out);
        }
        for (date, item) in &self.news {
            let url = self.whole(&item.card.address, "");
            out.push_str("<entry>\n");
            element("title", &item.entry.title, &mut out);
            element("id", &url, &mut out);
            link("alternate", "text/html", &url, &mut out);
            element("updated", &moment(*date), &mut out);
            if let Some(published) = item.entry.date {
                element("published", &moment(published), &mut out);
            }
            if !item.entry.summary.is_empty() {
                element("summary", &item.entry.summary, &mut out);
            }
            out.push_str("</entry>\n");
        }
        out.push_str("</feed>\n");
        out
    }

    fn json(&self) -> String {
        let settings = &self.catalogue.settings;
        let mut json = Json::new(self.base);
        json.node(|json| {
            json.text("version", "https://jsonfeed.org/version/1.1");
            json.text("title", &self.title);
            json.text("description", settings.description.as_deref().unwrap_or(""));
            json.text("language", &settings.language);
            json.address("home_page_url", self.address, "");
            json.address("feed_url", self.address, FeedForm::Json.file());
            json.list("authors", [self.author()], |json, author| json.node(|json| json.text("name", author)));
            json.list("items", &self.news, |json, (date, item)| {
                json.node(|json| {
                    json.address("id", &item.card.address, "");
                    json.address("url", &item.card.address, "");
                    json.text("title", &item.entry.title);
                    let summary = &item.entry.summary;
                    json.text("content_text", if summary.is_empty() { &item.entry.title } else { summary });
                    json.plain("date_published", moment(item.entry.date.unwrap_or(*date)));
                    json.plain("date_modified", moment(*date));
                });
            });
        });
        let mut text = json.finish();
        text.push('\n');
        text
    }

    fn whole(&self, address: &str, file: &str) -> String {
        format!("{}{}{file}", self.base, percent_encode(address))
    }
}

/// The first moment that a date may mean.
fn moment(date: PartialDate) -> String {
    format!("{}T00:00:00Z", date.first_day())
}

fn element(name: &str, text: &str, out: &mut String) {
    out.extend(["<", name, ">"]);
    escape_into(text, out);
    out.extend(["</", name, ">\n"]);
}

fn link(rel: &str, kind: &str, address: &str, out: &mut String) {
    out.extend(["<link rel=\"", rel, "\" type=\"", kind, "\" href=\""]);
    escape_into(address, out);
    out.push_str("\"/>\n");
}
