//! The page of one entry.

use super::facts::Facts;
use super::lookup::Lookup;
use super::steps::{steps, total};
use super::view::{
    AdoptionView, ContactView, Crumb, EndedView, EvidenceView, Fact, FigureTable, FigureView, Group,
    LinkView, MarkView, RelatedView, Section, SourceView, StepView, Table, marks,
};
use super::{Tools, body, sections};
use crate::catalogue::{Related, Resolved, State};
use crate::document::Heading;
use crate::hash::Hasher;
use crate::input::{Meaning, SectionStyle, Words};
use crate::schema::{Card, Entry};
use crate::text;
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Value};

/// What an entry's page shows.
#[derive(Debug)]
pub struct EntryPage {
    /// The entry.
    pub entry: Arc<Entry>,
    /// What it shows of itself, with its address.
    pub card: Arc<Card>,
    /// Whether readers see it.
    pub state: State,
    /// Its links, images and terms.
    pub resolved: Arc<Resolved>,
    /// The entries that its fields refer to.
    pub references: Vec<ReferredTo>,
    /// What took its place, if it ended.
    pub now: Vec<Arc<Card>>,
    /// Whether somebody should have looked through it by now.
    pub overdue: bool,
    /// The entries that have most in common with it, and what.
    pub related: Vec<(Arc<Card>, Related)>,
    /// The address of its pack, if it has one, and what the site calls that.
    pub pack: Option<(String, String)>,
    /// The address at which it is compared with others, if that can be, and what the site calls that.
    pub compare: Option<(String, String)>,
    /// The entries that refer to it.
    pub groups: Vec<Referring>,
    /// The list it stands in: label and address.
    pub above: Option<Arc<(String, String)>>,
}

/// An entry that a field refers to.
#[derive(Debug)]
pub struct ReferredTo {
    /// What it shows of itself.
    pub card: Arc<Card>,
    /// What took its place, if it ended.
    pub now: Vec<Arc<Card>>,
}

/// Entries that refer to an entry through one field.
#[derive(Debug)]
pub struct Referring {
    /// The heading above them.
    pub heading: String,
    /// The first of them.
    pub cards: Vec<Arc<Card>>,
    /// How many there are.
    pub count: usize,
    /// Where the others are, if there are more than shown.
    pub address: Option<String>,
}

/// `entry`, as templates see it. What it does not have is left out: that takes less time, and
/// templates ask with `if` anyway.
#[derive(Serialize)]
struct View<'a> {
    /// Its title.
    title: &'a str,
    /// Its summary; may be empty.
    summary: &'a str,
    /// What one entry of its collection is called.
    kind: &'a str,
    /// When it was published, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    date: String,
    /// When its facts are from, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    as_of: String,
    /// When somebody last looked through it, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    reviewed: String,
    /// When somebody should next look through it, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    review_due: String,
    /// When what it is about ended, and what is there now.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<EndedView<'a>>,
    /// When somebody should have looked through it, in words, if nobody has.
    #[serde(skip_serializing_if = "String::is_empty")]
    overdue: String,
    /// Its figures, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<FigureView<'a>>,
    /// What is known of each figure.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figure_tables: Vec<FigureTable<'a>>,
    /// Why it has no figures.
    #[serde(skip_serializing_if = "str::is_empty")]
    no_figures: &'a str,
    /// How sure we are.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<EvidenceView<'a>>,
    /// What lists show beside it, as its collection asks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<MarkView<'a>>,
    /// Fields with a section of their own below the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    below: Vec<Fact<'a>>,
    /// Whom to ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<ContactView<'a>>,
    /// Who did the same afterwards.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    adopted: Vec<AdoptionView<'a>>,
    /// Its other fields.
    facts: Vec<Fact<'a>>,
    /// Fields that hold several records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tables: Vec<Table<'a>>,
    /// Its steps, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<StepView<'a>>,
    /// How many minutes the steps take.
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<String>,
    /// The page with all that its steps name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pack: Option<LinkView<'a>>,
    /// The page on which it is compared with others.
    #[serde(skip_serializing_if = "Option::is_none")]
    compare: Option<LinkView<'a>>,
    /// What it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<SourceView<'a>>,
    /// Entries that have something in common with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedView<'a>>,
    /// The sections that a reader may go to at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    first: Vec<Section<'a>>,
    /// Its headings of the second level.
    contents: Vec<Section<'a>>,
    /// Its footnotes, as HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    footnotes: Option<Value>,
    /// Its text without footnotes, as HTML.
    body: Value,
    /// The entries that refer to it, by collection and field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    backlinks: Vec<Group>,
    /// The path of its file in the content folder.
    source: &'a str,
}

impl EntryPage {
    /// What its fields name.
    pub(super) fn lookup(&self) -> Lookup<'_> {
        Lookup { resolved: &self.resolved, references: &self.references }
    }

    pub(super) fn crumbs(&self) -> impl Iterator<Item = Crumb<'_>> {
        self.above.iter().map(|above| Crumb { label: &above.0, url: &above.1 })
    }

    pub(super) fn state_word(&self) -> &'static str {
        match self.state {
            State::Draft => "draft",
            State::Scheduled => "scheduled",
            State::Published | State::LeftOut => "",
        }
    }

    pub(super) fn hash(&self, hasher: Hasher) -> Hasher {
        let hasher = hasher
            .hash(self.entry.hash)
            .hash(self.card.hash)
            .text(self.state_word())
            .hashes(self.resolved.fillings.iter().map(|filling| filling.hash))
            .hashes(self.resolved.terms.iter().map(|term| term.hash))
            .hashes(self.resolved.named.iter().map(|(_, shown)| shown.hash()))
            .hashes(self.references.iter().map(|to| to.card.hash))
            .hashes(self.references.iter().flat_map(|to| &to.now).map(|card| card.hash))
            .hashes(self.now.iter().map(|card| card.hash))
            .hashes(self.related.iter().map(|(card, _)| card.hash))
            .number(u64::from(self.overdue));
        let hasher = self.related.iter().fold(hasher, |hasher, (_, related)| related.hash(hasher));
        let hasher = [&self.pack, &self.compare].into_iter().fold(hasher, |hasher, link| {
            let hasher = hasher.number(u64::from(link.is_some()));
            link.iter().fold(hasher, |hasher, (address, title)| hasher.text(address).text(title))
        });
        let hasher = self.groups.iter().fold(hasher, |hasher, group| {
            let hasher = hasher.text(&group.heading).number(group.count as u64);
            hasher
                .hashes(group.cards.iter().map(|card| card.hash))
                .text(group.address.as_deref().unwrap_or(""))
        });
        self.above.iter().fold(hasher, |hasher, above| hasher.text(&above.0).text(&above.1))
    }

    pub(super) fn insert_into(&self, context: &mut Context, tools: Tools<'_>) {
        let words = tools.words;
        let mut facts =
            Facts { entry: &self.entry, resolved: &self.resolved, lookup: self.lookup(), tools, markdown: 0 };
        let placed = facts.all();
        let html = match self.resolved.fillings.first() {
            Some(filling) => {
                let html = body::html(&self.entry.body, filling, tools.root);
                sections::styled(html, &self.entry.body.headings, &self.entry.collection)
            }
            None => String::new(),
        };
        let (text, footnotes) = body::apart(&html, &self.entry.body);
        let view = View {
            title: &self.entry.title,
            summary: &self.entry.summary,
            kind: &self.entry.collection.singular,
            date: self.entry.date.map(|date| words.date(date)).unwrap_or_default(),
            as_of: dated(&self.entry, Meaning::AsOf, words),
            reviewed: dated(&self.entry, Meaning::Reviewed, words),
            review_due: dated(&self.entry, Meaning::ReviewDue, words),
            ended: self.card.ended.map(|date| EndedView::new(date, &self.now, words)),
            overdue: if self.overdue { dated(&self.entry, Meaning::ReviewDue, words) } else { String::new() },
            figures: facts.figures(),
            steps: facts.steps(),
            minutes: total(&steps(&self.entry)),
            pack: self.pack.as_ref().map(|(url, text)| LinkView { text, url }),
            compare: self.compare.as_ref().map(|(url, text)| LinkView { text, url }),
            sources: facts.sources(),
            related: self.related.iter().map(|(card, related)| related_view(card, related, words)).collect(),
            figure_tables: placed.figures,
            no_figures: facts.no_figures(),
            evidence: facts.evidence(),
            marks: marks(&self.card, words),
            facts: placed.facts,
            tables: placed.tables,
            below: placed.below,
            contact: facts.contact(placed.contact),
            adopted: facts.adopted(),
            first: sections::with_style(&self.entry, SectionStyle::Panel).map(section).collect(),
            contents: contents(&self.entry),
            footnotes: (!footnotes.is_empty()).then(|| Value::safe_string(footnotes)),
            body: Value::safe_string(text),
            backlinks: self
                .groups
                .iter()
                .map(|group| shown(group, tools.fragments.rows(&group.cards)))
                .collect(),
            source: &self.entry.path,
        };
        context.insert_value("entry", Value::from_serializable(&view));
    }
}

fn dated(entry: &Entry, role: Meaning, words: &Words) -> String {
    entry.dated(role).map(|date| words.date(date)).unwrap_or_default()
}

fn related_view<'a>(card: &'a Card, related: &'a Related, words: &Words) -> RelatedView<'a> {
    RelatedView {
        title: &card.title,
        url: &card.address,
        summary: &card.summary,
        reasons: &related.reasons,
        marks: marks(card, words),
    }
}

fn shown(group: &Referring, rows: Value) -> Group {
    Group {
        heading: group.heading.clone(),
        id: format!("_{}", text::slug(&group.heading)),
        rows,
        count: group.count,
        url: group.address.clone(),
    }
}

/// The second-level headings of an entry's text.
pub(super) fn contents(entry: &Entry) -> Vec<Section<'_>> {
    let headings = entry.body.headings.iter().filter(|heading| heading.level == 2);
    headings.map(section).collect()
}

fn section(heading: &Heading) -> Section<'_> {
    Section { title: &heading.text, id: &heading.id }
}
