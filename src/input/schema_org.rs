//! What an entry is in the words of schema.org, which search engines and other programs read.
//! Some of the types, each with how its pages tell of it: see <https://schema.org/docs/full.html>.

use super::table::Table;
use crate::diagnostic::Diagnostic;
use crate::text;

/// A type of schema.org.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SchemaType {
    /// Its name there.
    pub name: &'static str,
    /// What it has in common with others.
    pub family: Family,
}

/// What types have in common: which properties they have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// The page itself is all there is.
    Page,
    /// A text or another work.
    Work,
    /// A work that somebody teaches.
    Course,
    /// A body of people.
    Organisation,
    /// A place or an area.
    Place,
    /// A word with its meaning.
    Term,
    /// Something that happens at a time.
    Event,
}

impl SchemaType {
    /// What an entry is whose collection says nothing.
    pub const PAGE: Self = Self { name: "WebPage", family: Family::Page };
}

const TYPES: &[SchemaType] = &[
    SchemaType::PAGE,
    of("Article", Family::Work),
    of("Book", Family::Work),
    of("CreativeWork", Family::Work),
    of("Dataset", Family::Work),
    of("HowTo", Family::Work),
    of("LearningResource", Family::Work),
    of("Report", Family::Work),
    of("ScholarlyArticle", Family::Work),
    of("Course", Family::Course),
    of("Organization", Family::Organisation),
    of("EducationalOrganization", Family::Organisation),
    of("GovernmentOrganization", Family::Organisation),
    of("MedicalOrganization", Family::Organisation),
    of("Place", Family::Place),
    of("AdministrativeArea", Family::Place),
    of("DefinedTerm", Family::Term),
    of("Event", Family::Event),
];

const fn of(name: &'static str, family: Family) -> SchemaType {
    SchemaType { name, family }
}

/// The type that `schema_org = "…"` names; that of a page where nothing is named.
pub(super) fn read(table: &mut Table<'_>, faults: &mut Vec<Diagnostic>) -> SchemaType {
    let Some(name) = table.text("schema_org", faults) else { return SchemaType::PAGE };
    if let Some(known) = TYPES.iter().find(|known| known.name == name) {
        return *known;
    }
    let names: Vec<&str> = TYPES.iter().map(|known| known.name).collect();
    let help = match text::nearest(&name, names.iter().copied()) {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => format!("Types are {}.", text::and_list(&names, "and")),
    };
    table.fault("schema_org", format!("casebook knows no type \"{name}\" of schema.org."), &help, faults);
    SchemaType::PAGE
}
