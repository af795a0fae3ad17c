//! The stable codes: one row each. Numbers are never reused.

use super::Severity::{self, Error, Note, Warning};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident $id:literal $declared:ident $lenient:ident $explanation:literal)+) => {
        /// What kind of fault a diagnostic tells of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code as people see it, `CB101`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// The kind of fault in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => first_line(concat!($($doc, "\n",)+)),)+ }
            }

            /// The rule that finds it, as settings may call it: `figure_mismatch`.
            pub fn name(self) -> String {
                match self { $(Self::$name => snake(stringify!($name)),)+ }
            }

            /// The severity on a site that has a `casebook.toml`.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => $declared,)+ }
            }

            /// The severity on a folder without one, where nobody has promised anything yet.
            pub fn lenient_severity(self) -> Severity {
                match self { $(Self::$name => $lenient,)+ }
            }

            /// What it means, why it matters, and how to mend it.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => $explanation,)+ }
            }
        }
    };
}

fn first_line(doc: &'static str) -> &'static str {
    doc.lines().next().unwrap_or("").trim().trim_end_matches('.')
}

/// `FigureMismatch` -> `figure_mismatch`.
fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for (at, c) in name.char_indices() {
        if at > 0 && c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

codes! {
    /// A file cannot be read.
    Unreadable "CB001" Error Error
    "The file is there, but the computer would not let casebook read it, or its name holds characters that are not valid text. Check who may read the file, or rename it."

    /// A file is not saved as UTF-8 text.
    NotUtf8 "CB002" Error Error
    "The file holds bytes that are not UTF-8 text, so some letters would come out wrong. In your editor choose Save with encoding, then UTF-8."

    /// A settings file cannot be understood.
    SettingsSyntax "CB003" Error Error
    "casebook.toml, a collection.toml or a vocabulary is written in TOML: key = \"value\", with text in double quotes and lists in square brackets. The message shows the place where reading stopped. The rest of the file is read as far as it can be."

    /// A settings file has a key that means nothing.
    UnknownSetting "CB004" Error Error
    "The key is not one that casebook knows, so it would have no effect. It is often a slip: the message gives the nearest key that exists."

    /// A setting has a value that cannot be used.
    BadSetting "CB005" Error Error
    "The key is right, but its value is not of the kind that the key takes. The message says what it takes."

    /// A link to a place outside the site was not followed.
    LinkedFolder "CB006" Warning Warning
    "The file or folder is a link (a shortcut) to somewhere else. casebook reads only what is really inside the site, so that a build gives the same result everywhere. Copy the file into the site instead."

    /// A folder that programs fill was left out.
    FolderLeftOut "CB007" Note Note
    "Where there is no content folder, every folder of the site is searched for pages, save for those that programs fill: node_modules, bower_components, target, venv and __pycache__. What they hold was written for others."

    /// The front matter is never closed.
    FrontMatterUnclosed "CB101" Error Error
    "The block of keys at the top of a file starts with a line of three hyphens and must end with another one. Without it nobody can tell where the keys end and the text begins."

    /// The front matter cannot be understood.
    FrontMatterSyntax "CB102" Error Error
    "The block of keys at the top of the file is written in YAML: one \"key: value\" a line, lists with a hyphen and a space, nested keys indented by two spaces. Text that holds a colon and a space, or that starts with a special character, needs quotes around it."

    /// A key is given twice.
    DuplicateKey "CB103" Error Warning
    "The same key stands twice in one block. Only the first is used. Keep one of them."

    /// The front matter holds no keys.
    FrontMatterNotKeys "CB104" Error Error
    "The block between the two lines of three hyphens must hold keys and values, such as \"title: Walsall Together\"."

    /// A line of hyphens at the top was read as a ruled line.
    FrontMatterNotFound "CB105" Warning Note
    "The file starts with a line of three hyphens, but no \"key: value\" line follows, so it was read as text with a ruled line above it. Add keys below the hyphens, or delete the line."

    /// A value is read in another way than it looks.
    Misread "CB106" Error Warning
    "The block of keys can be read, but hardly as it was meant: a list whose hyphens have no space behind them is one text, and a word that starts with & or ! is not shown. The message says what to type."

    /// The line that opens the keys is missing.
    FrontMatterNotOpened "CB107" Error Error
    "The file starts with keys, but no line of three hyphens stands above them, so they would be published as text, and a draft would be published as if it were none. Put a line of three hyphens above the first key."

    /// A field is not one that the collection has.
    UnknownField "CB201" Error Warning
    "The collection's collection.toml lists the fields that its entries may have. This one is not among them, so readers would never see it. It is often a slip: the message gives the nearest field."

    /// A required field is missing.
    MissingField "CB202" Error Warning
    "Readers rely on this field in every entry of the collection. Add it to the block of keys at the top of the file."

    /// A value is of the wrong kind.
    WrongType "CB203" Error Warning
    "The field takes another kind of value: for example a list where one text stands, or a set of nested keys where there is a list. The message shows the form it takes."

    /// A date cannot be understood.
    BadDate "CB204" Error Warning
    "Dates are written year first: 2019, 2019-10 or 2019-10-03. Give only as much as you know."

    /// A number cannot be understood.
    BadNumber "CB205" Error Warning
    "The field takes a number: digits, with a point for decimals. Put units and words in another field."

    /// An answer is neither true nor false.
    BadBoolean "CB206" Error Warning
    "The field takes true or false."

    /// A web address or email address cannot be used.
    BadAddress "CB207" Error Warning
    "A web address starts with https:// or http:// and has no spaces. An email address has one @ with a domain behind it."

    /// A value is too long, too short, too large or too small.
    OutOfLimits "CB208" Error Warning
    "The collection sets limits so that lists, cards and search results stay readable. The message says the limit and what the value has."

    /// A value is not one of the allowed ones.
    NotAllowed "CB209" Error Warning
    "The field takes one of a fixed set of values. The message lists them, or gives the nearest."

    /// Something under "ignore" cannot be used.
    BadIgnore "CB210" Error Warning
    "An entry can ignore a message that is wrong for it: under the key ignore, each with its code and the reason. The reason is for whoever looks at the entry next. Messages that mean that something cannot be read cannot be ignored."

    /// HTML was shown as text.
    RawHtml "CB301" Warning Warning
    "For the safety of readers, HTML in Markdown is shown as plain text, save for br, sub, sup, kbd, details and summary without attributes. Use Markdown instead."

    /// A comment was left out.
    HtmlComment "CB302" Note Note
    "Comments written as <!-- ... --> are never published. They are counted here so that nothing goes missing in silence."

    /// A link is of a kind that is not allowed.
    LinkScheme "CB303" Error Warning
    "Links may go to http, https, mailto and tel addresses, and to pages and files of this site. Other kinds can harm readers or do nothing at all. The words are shown without the link."

    /// An image has no description.
    MissingAlt "CB304" Error Warning
    "People who cannot see the image hear or read its description instead. Write what it shows between the square brackets: ![A map of the borough](map.png). If the image is only decoration, write ![](map.png \"decorative\")."

    /// A footnote is not there.
    FootnoteMissing "CB305" Error Warning
    "The text refers to a footnote that the file does not have. Add a line such as \"[^1]: The note.\" below."

    /// A footnote is never referred to.
    FootnoteUnused "CB306" Warning Warning
    "Footnotes that nothing refers to are not shown. Refer to it with [^name] in the text, or delete it."

    /// Something in a heading was ignored.
    HeadingAttributes "CB307" Warning Warning
    "A heading may set its own anchor, as in \"## Costs {#costs}\": lower case letters, digits and hyphens. Classes and other attributes have no effect."

    /// An image is on another site.
    RemoteImage "CB308" Error Warning
    "Loading an image from another site tells that site who is reading, and fails offline. Save the image beside the file and use its name. Until then a link to it is shown."

    /// Something that looks like a link is none.
    NotALink "CB309" Warning Warning
    "The address of a link must not hold blanks, or the link is shown as it was typed, brackets and all. Write %20 for each blank, or give the file a name without blanks."

    /// Something that looks like a heading is none.
    NotAHeading "CB310" Warning Warning
    "A heading is one to six # signs, a space and its words. Without the space the line is shown as it was typed, and it is missing from the list of contents. A word that is meant to start with #, such as a hashtag, is written \\#word."

    /// Something that looks like a table is none.
    NotATable "CB311" Warning Warning
    "The second line of a table is a ruled line, with hyphens for each column: | --- | --- |. Without it, or without an empty line above the table, the lines are shown as they were typed, bars and all."

    /// The description of an image is only its file's name.
    AltIsName "CB312" Warning Warning
    "People who cannot see the image hear or read its description instead, and \"IMG_2041.jpg\" tells them nothing. Write what it shows: ![A map of the borough](map.png). If the image is only decoration, write ![](map.png \"decorative\")."

    /// Words that only a mouse shows are left out.
    TitleNotShown "CB313" Note Note
    "Words in quotes behind an address, as in [the plan](plan.md \"From 2024\"), come up under a mouse and nowhere else: not on a phone, not with a keyboard, not in print. Within the site they are left out. Write them into the text, where everybody can read them."

    /// A link leads nowhere.
    BrokenLink "CB401" Error Warning
    "No page or file of this site is at the address. Links to other entries use the path of their file, as seen from this file, or the entry's id in double square brackets. Until it is mended, the words are shown without the link."

    /// A link leads to a heading that is not there.
    BrokenFragment "CB402" Error Warning
    "The page is there, but it has no heading with that anchor. The anchor of a heading is its words in lower case with hyphens between."

    /// An image or file is not there.
    MissingFile "CB403" Error Warning
    "Images and files stand in the content folder, beside the file that uses them. Check the spelling, also capitals: on a web server Map.png and map.png are two files."

    /// A reference names an entry that is not there.
    UnknownReference "CB404" Error Warning
    "The field refers to an entry of another collection by its id, which is the name of its file without the ending. The message gives the nearest id."

    /// A term is not in the vocabulary.
    UnknownTerm "CB405" Error Warning
    "The field takes a term of a vocabulary by its id. The terms are listed in content/vocabularies. The message gives the nearest."

    /// A reference could mean more than one entry.
    AmbiguousReference "CB406" Error Warning
    "Several collections have an entry with this id. Write the collection in front, as in [[cases/walsall-together]]."

    /// A link leads to a page that is not published.
    LinkToUnpublished "CB407" Warning Warning
    "The page exists, but it is a draft, or its date is still to come, or it has errors and was left out. Readers see the words without the link."

    /// A term is no longer used.
    DeprecatedTerm "CB408" Warning Warning
    "The vocabulary marks this term as deprecated and says what to use instead."

    /// A file that is no image stands where an image is shown.
    NotAnImage "CB409" Error Warning
    "Browsers show images of a few kinds: PNG, JPEG, GIF, WebP, AVIF and SVG. A document or a page is linked to instead: [the report](report.pdf), without the ! in front. Until it is mended, readers get the description."

    /// Two pages would have the same address.
    AddressClash "CB501" Error Warning
    "Each page needs an address of its own. Addresses come from file names, in lower case, so two names that differ only in capitals or punctuation clash too. Rename one of the files."

    /// A file has nothing in it.
    EmptyFile "CB502" Warning Warning
    "The file has no text and no keys. Its page shows only a title made from the file's name."

    /// A draft was left out.
    Draft "CB503" Note Note
    "The entry says \"draft: true\", so it is not published. Delete that line to publish it, or build with --drafts to see it."

    /// An entry waits for its date.
    Scheduled "CB504" Note Note
    "The entry's date is later than today, so it is not published yet. It appears in the first build on or after that date."

    /// An entry was left out because of its errors.
    LeftOut "CB505" Note Note
    "The rest of the site was published, but this entry has errors. Mend them and build again."

    /// There is nothing to show.
    NoContent "CB506" Warning Warning
    "The folder holds no Markdown files (names that end in .md), so the catalogue has no entries. Check that it is the right folder."

    /// A document is not published.
    NotPublished "CB507" Note Note
    "Only Markdown files, whose names end in .md, become pages. Other files are published when a page links to them. This document is neither, so readers never see it."

    /// Two lists would have the same address.
    ListClash "CB508" Error Warning
    "The list of a collection is at the name of its folder, and the list of what readers filter by at the name of its key or vocabulary. Where both have the same name, one of them gets another address. Rename one of the two."

    /// A required section is missing.
    MissingSection "CB601" Warning Warning
    "Readers compare entries section by section, so each entry of the collection has the same headings. If there is nothing to say yet, add the heading and say that."

    /// A figure in the summary is nowhere in the figures.
    FigureMismatch "CB602" Error Warning
    "Readers quote the summary, so a percentage in it must be one that the entry's figures give, after rounding, or one that follows from a figure before and after. It is often a slip of a digit, or an old figure. Put the right one in the summary, or add the figure with its source."

    /// The level of evidence needs figures, and there are none.
    EvidenceWithoutFigures "CB603" Warning Note
    "The vocabulary says that this level of evidence rests on figures (needs_figures = true), but the entry has none, so readers cannot see what it rests on. Add the figures with their source, or choose a lower level."

    /// There are figures, and a reason why there are none.
    FiguresAndNone "CB604" Warning Note
    "The entry gives figures, and it also says why it has no figures. Only one can be true. Delete what is out of date."

    /// Two dates are out of order.
    DateOrder "CB605" Error Warning
    "Something ended before it started, or is to be reviewed before it was last reviewed. One of the two dates is a slip. Dates that are not known to the day are compared as far as both go: 2019 and 2019-10 are in order."

    /// A date that should have passed is still to come.
    FutureDate "CB606" Error Warning
    "Facts cannot be true as of a day that is still to come, and nobody can have reviewed an entry on it. The year or the month is probably a slip. Which day it is comes from --today, or else from the clock."

    /// A review is overdue.
    ReviewOverdue "CB607" Warning Note
    "The day has passed on which somebody should have looked through the entry. Check its facts and links. Then write the day of the review, and when the next one is due."

    /// A review is due soon.
    ReviewSoon "CB608" Note Note
    "Somebody should look through the entry within 60 days. Nothing is wrong yet."

    /// Something that has ended is named as if it were still there.
    BodyEnded "CB609" Warning Note
    "The facts on this page are later than the end of something that it names. Readers who want to ask or to copy need to know what came after it. Name the successor too. A page whose facts are from before the end is fine as it is."

    /// A short form is not spelt out.
    UndefinedAcronym "CB610" Warning Note
    "Readers who are new to the subject do not know short forms. At its first use on a page, write the long form with the short form in brackets. In the text, a short form that the glossary explains needs no more. In a summary, which stands alone in lists, only a short form that the glossary calls well known does."

    /// A message is ignored that never comes.
    IgnoresNothing "CB611" Warning Note
    "The entry ignores a message that does not come for it. Perhaps it was mended since. Delete these lines, so that the message is seen if it ever comes back."

    /// A folder is hardly what its author meant.
    NearFolder "CB612" Warning Note
    "The name of this folder is nearly that of a collection. What is in it is shown, but none of the collection's rules hold for it. Rename the folder, or add a collection.toml to it if it is a collection of its own."

    /// Two entries explain the same short form.
    ShortFormTwice "CB613" Warning Note
    "Two entries of the glossary have the same short form, so nobody can tell which of them a text means. The first is used. Change the short form of one of them, or say both meanings in one entry."

    /// The accessibility statement is out of date.
    StatementOld "CB614" Warning Note
    "The law has an accessibility statement kept up to date. Somebody should look through it at least once a year, and when a date passes by which it says that something will be mended. Check that it still holds, change what does not, and write the day of the review."

    /// A required section has no text.
    UnwrittenSection "CB650" Warning Warning
    "The heading is there, but nothing is written below it, or only the line that casebook put there to be replaced. Readers would find an empty place. If there is nothing to say yet, say that."

    /// A template cannot be understood.
    TemplateSyntax "CB701" Error Error
    "A template of the theme has a slip in its Tera code. No page can be made until it is mended."

    /// A template failed on a page.
    TemplateFailed "CB702" Error Error
    "The template is well formed, but it asked for something that the page does not have. The message says what, and for which page."

    /// The theme is not there.
    UnknownTheme "CB703" Error Error
    "The theme named in casebook.toml has no folder in themes/. The default theme was used."

    /// A file of the theme is not used.
    UnusedThemeFile "CB704" Warning Warning
    "A theme has two folders: templates, which pages are made from, and assets, whose files are published. Beside them only theme.toml, budget.toml, words/<language>.toml and files that are about the theme (README, LICENSE, CHANGELOG, screenshot) have a place. Anything else has no effect."

    /// Words of the theme are not in the language of the site.
    UntranslatedWords "CB705" Warning Note
    "The menu, labels and headings that no author writes come from the theme, which is in English. A file words/<language>.toml in the site's theme, such as words/cy.toml for Welsh, gives them in another language. What it does not give stays in English."

    /// Two colours of the theme cannot be told apart well enough.
    LowContrast "CB706" Error Warning
    "Readers with poor sight, or in bright light, need text to stand out from its ground by 4.5 to 1, and what is no text, such as the border of a field, by 3 to 1 (WCAG 2.2). The default theme asks for 7 in most places. The ratio is worked out from the two colours, in the light and in the dark."

    /// A colour of the theme is in no pair that is checked.
    UncheckedColour "CB707" Warning Note
    "A theme says with [[contrast]] on which grounds its text and its marks stand, so that every change of a colour can be checked. A colour that nobody has to see, such as that of a hairline, stands in the list decorative."

    /// A page or a style sheet is heavier than the theme allows.
    OverBudget "CB708" Error Note
    "Readers on slow lines wait for every kilobyte. The budget.toml of the theme says how much the style sheets, the scripts and the page of an entry may weigh when compressed, and how often a browser may have to ask before it shows text. Make the page lighter, or raise the budget in a budget.toml of the site's theme."

    /// A file of the theme loads something from another site.
    ThirdParty "CB709" Error Warning
    "What a page loads from another site tells that site who reads what, and the page waits for it. Put the file into the assets of the theme. A site that must load from elsewhere names the address in third_parties in the budget.toml of its theme."
}

#[cfg(test)]
mod tests;
