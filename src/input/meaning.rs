//! What a field means to the generator: the few things that it does more with than show them.

use super::field::{Field, FieldKind, Set};
use super::table::Table;
use crate::diagnostic::Diagnostic;
use crate::text;

macro_rules! meanings {
    ($($(#[doc = $doc:literal])+ $name:ident $word:literal $kind:ident)+) => {
        /// What a field means, given as `role = "…"`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Meaning {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Meaning {
            /// Every meaning.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word for it in `collection.toml`.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            fn takes(self) -> Takes {
                match self { $(Self::$name => Takes::$kind,)+ }
            }
        }
    };
}

meanings! {
    /// When what the entry is about began.
    Started "started" Date
    /// When it ended: readers are told, and what names it later is pointed to what came after.
    Ended "ended" Date
    /// What took its place.
    Successor "successor" References
    /// When the facts were true.
    AsOf "as of" Date
    /// When somebody last looked through the entry.
    Reviewed "reviewed" Date
    /// When somebody should look through it again.
    ReviewDue "review due" Date
    /// When it was last changed for readers.
    Updated "updated" Date
    /// Who did or made it.
    Author "author" Names
    /// What it is about. Several fields may have this role.
    About "about" Names
    /// Where it belongs or applies.
    Area "area" Names
    /// Whom it is for.
    Audience "audience" Names
    /// How strong the evidence is.
    Evidence "evidence" Choice
    /// Figures, told in words: `measure`, `change`, `after`, `baseline`, `unit`, `direction`,
    /// `approximate`, `bound` and `period` are put together.
    Figures "figures" Records
    /// Why there are no figures.
    NoFigures "no figures" Words
    /// What the entry rests on, shown in full.
    Sources "sources" ReferencesOrRecords
    /// Who did the same afterwards: each names an entry, and may say when and what changed.
    Adopted "adopted" Records
    /// Whom to ask: shown in a section of its own at the end of the page.
    Contact "contact" Record
    /// Steps in order: each names an entry.
    Steps "steps" Records
    /// How many minutes a step takes.
    Minutes "minutes" Number
    /// The short form of a term.
    Short "short form" Words
    /// The short form of several, where it is not the short form with an s.
    ShortPlural "short form of several" Words
    /// What else it is or was called: readers who search for that find it.
    OtherNames "also known as" Names
    /// Whether readers know the short form without being told.
    WellKnown "well known" YesOrNo
}

/// Which fields can have a meaning.
#[derive(Debug, Clone, Copy)]
enum Takes {
    Date,
    References,
    ReferencesOrRecords,
    Record,
    Records,
    Choice,
    Names,
    Words,
    Number,
    YesOrNo,
}

impl Takes {
    fn fits(self, field: &Field) -> bool {
        let reference = matches!(field.kind, FieldKind::OneOf(Set::Collection(_) | Set::Collections(_)));
        let records = matches!(field.kind, FieldKind::Record(_)) && field.many;
        match self {
            Self::Date => matches!(field.kind, FieldKind::Date) && !field.many,
            Self::References => reference,
            Self::ReferencesOrRecords => reference || records,
            Self::Record => matches!(field.kind, FieldKind::Record(_)) && !field.many,
            Self::Records => records,
            Self::Choice => matches!(field.kind, FieldKind::OneOf(_)) && !field.many,
            Self::Names => matches!(field.kind, FieldKind::OneOf(_) | FieldKind::Text),
            Self::Words => matches!(field.kind, FieldKind::Text) && !field.many,
            Self::Number => matches!(field.kind, FieldKind::Number) && !field.many,
            Self::YesOrNo => matches!(field.kind, FieldKind::Boolean) && !field.many,
        }
    }

    fn described(self) -> &'static str {
        match self {
            Self::Date => "one date",
            Self::References => "entries of a collection",
            Self::ReferencesOrRecords => "entries of a collection, or a list of records",
            Self::Record => "one record",
            Self::Records => "a list of records",
            Self::Choice => "one of a vocabulary",
            Self::Names => "texts, terms of a vocabulary or entries of a collection",
            Self::Words => "one text",
            Self::Number => "one number",
            Self::YesOrNo => "true or false",
        }
    }
}

/// The meaning that the settings of `field` give it, if it can have that.
pub(super) fn read(field: &Field, table: &mut Table<'_>, faults: &mut Vec<Diagnostic>) -> Option<Meaning> {
    let word = table.text("role", faults)?;
    let Some(meaning) = Meaning::ALL.iter().copied().find(|meaning| meaning.word() == word) else {
        let words: Vec<&str> = Meaning::ALL.iter().map(|meaning| meaning.word()).collect();
        let help = match text::nearest(&word, words.iter().copied()) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => format!("Roles are {}.", text::and_list(&words, "and")),
        };
        table.fault("role", format!("There is no role called \"{word}\"."), &help, faults);
        return None;
    };
    if !meaning.takes().fits(field) {
        let described = meaning.takes().described();
        let message = format!("The role \"{word}\" is for a field that holds {described}.");
        table.fault("role", message, "Change the type of the field, or delete the role.", faults);
        return None;
    }
    Some(meaning)
}
