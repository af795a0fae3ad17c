//! `[[contrast]]` of a `theme.toml` -> which colours have to be told apart, and whether they can be,
//! in the light and in the dark.
//!
//! The least ratios are those of WCAG 2.2: 4.5 for text (1.4.3), 3 for what is no text (1.4.11).

use super::colour::Colour;
use super::tokens::{Token, Tokens};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::table::Table;
use crate::node::{Kind as NodeKind, Map, Node};
use crate::source::Source;
use crate::text;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What has to be told from its ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Text,
    Mark,
}

impl Kind {
    fn least(self) -> f64 {
        match self {
            Self::Text => 4.5,
            Self::Mark => 3.0,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Mark => "mark",
        }
    }

    /// As the subject of a sentence.
    fn named(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Mark => "a mark",
        }
    }
}

/// The names of two colours, the second the ground of the first.
type Names = (Kind, String, String);

/// The ratio that two colours need, and where that is said.
#[derive(Debug)]
struct Needed {
    at_least: f64,
    source: Arc<Source>,
    span: Range<usize>,
}

/// Which colours have to be told apart.
#[derive(Debug, Default)]
pub(super) struct Contrast {
    pairs: BTreeMap<Names, Needed>,
    /// Colours that nobody has to see.
    decorative: Vec<String>,
}

/// Two colours that cannot be told apart well enough.
struct Failure<'a> {
    names: &'a Names,
    needed: &'a Needed,
    dark: bool,
    ratio: f64,
}

impl Contrast {
    /// Lays `[[contrast]]` and `decorative` of a file over those that are there.
    pub(super) fn read(
        &mut self,
        source: &Arc<Source>,
        table: &mut Table<'_>,
        tokens: &Tokens,
        faults: &mut Vec<Diagnostic>,
    ) {
        let mut reader = Reader { source, tokens, faults };
        for (name, span) in table.texts("decorative", reader.faults) {
            if reader.is_token(&name, &span) {
                self.decorative.push(name);
            }
        }
        let Some(node) = table.node("contrast") else { return };
        let NodeKind::List(items) = &node.kind else { return reader.no_pair(node) };
        for item in items {
            match &item.kind {
                NodeKind::Map(map) => self.pairs.extend(reader.pairs(map, &item.span)),
                _ => reader.no_pair(item),
            }
        }
    }

    /// Says which colours cannot be told apart, and which are never looked at.
    pub(super) fn check(&self, tokens: &Tokens, faults: &mut Vec<Diagnostic>) {
        let mut by_place: BTreeMap<(&str, usize), Vec<Failure<'_>>> = BTreeMap::new();
        for failure in self.failures(tokens) {
            let (source, span) = match failure.culprit(tokens) {
                Some(token) => (&token.source, &token.span),
                None => (&failure.needed.source, &failure.needed.span),
            };
            by_place.entry((&source.path, span.start)).or_default().push(failure);
        }
        faults.extend(by_place.into_values().filter_map(|failures| self.too_low(tokens, &failures)));
        for (name, token) in tokens.light.iter().filter(|(name, token)| token.is_own && !self.names(name)) {
            let help = format!(
                "Below [[contrast]], say text = \"{name}\" or mark = \"{name}\" and on = [\"paper\"], or add it to decorative = […]."
            );
            let message =
                format!("Nobody checks whether \"{name}\" can be seen, because it is in no pair of colours.");
            let fault = Diagnostic::new(Code::UncheckedColour, message).at(&token.source, token.span.clone());
            faults.push(fault.help(help));
        }
    }

    /// Whether the colour `name` is in a pair, or nobody has to see it.
    fn names(&self, name: &str) -> bool {
        self.decorative.iter().any(|other| other == name)
            || self.pairs.keys().any(|(_, colour, ground)| colour == name || ground == name)
    }

    fn failures<'a>(&'a self, tokens: &Tokens) -> Vec<Failure<'a>> {
        let pairs = self.pairs.iter().flat_map(|pair| [(pair, false), (pair, true)]);
        let failures = pairs.filter_map(|((names, needed), dark)| {
            let ratio = tokens.get(&names.1, dark)?.colour.contrast(tokens.get(&names.2, dark)?.colour);
            (ratio < needed.at_least).then_some(Failure { names, needed, dark, ratio })
        });
        failures.collect()
    }

    /// What to say of `failures`, which one colour brings about.
    fn too_low(&self, tokens: &Tokens, failures: &[Failure<'_>]) -> Option<Diagnostic> {
        let share = |failure: &Failure<'_>| failure.ratio / failure.needed.at_least;
        let worst = failures.iter().min_by(|a, b| share(a).total_cmp(&share(b)))?;
        let (kind, colour, ground) = worst.names;
        let message = format!(
            "\"{colour}\" is {} to 1 on \"{ground}\" in the {}; {} needs {}.",
            (worst.ratio * 10.0).floor() / 10.0,
            if worst.dark { "dark" } else { "light" },
            kind.named(),
            worst.needed.at_least,
        );
        let others = failures.len() - 1;
        let more =
            text::count(others, "other pair with this colour fails", "other pairs with this colour fail");
        let message = if others == 0 { message } else { format!("{message} {more}.") };
        let fault = Diagnostic::new(Code::LowContrast, message);
        let Some(token) = worst.culprit(tokens) else {
            let place = worst.needed;
            return Some(
                fault.at(&place.source, place.span.clone()).help("Ask for less, or change a colour."),
            );
        };
        let fault = fault.at(&token.source, token.span.clone());
        Some(match self.passing(tokens, token) {
            Some(shade) => fault
                .help(format!("The nearest shade of it that passes is {}.", shade.hex()))
                .fix(token.span.clone(), format!("\"{}\"", shade.hex())),
            None => fault
                .help("No darker or lighter shade of it passes. Take another colour, or delete the line."),
        })
    }

    /// The nearest shade of `token` that can be told apart from all that it is shown with.
    fn passing(&self, tokens: &Tokens, token: &Token) -> Option<Colour> {
        let pairs: Vec<(&Names, &Needed, bool)> = self
            .pairs
            .iter()
            .flat_map(|(names, needed)| [(names, needed, false), (names, needed, true)])
            .filter(|(names, _, dark)| {
                [&names.1, &names.2]
                    .iter()
                    .any(|name| tokens.get(name, *dark).is_some_and(|other| other.is(token)))
            })
            .collect();
        token.colour.shades().find(|shade| {
            pairs.iter().all(|(names, needed, dark)| {
                let colour = |name: &str| {
                    tokens.get(name, *dark).map(|other| if other.is(token) { *shade } else { other.colour })
                };
                colour(&names.1).zip(colour(&names.2)).is_none_or(|(a, b)| a.contrast(b) >= needed.at_least)
            })
        })
    }
}

impl Failure<'_> {
    /// The colour that the site chose; the text before its ground.
    fn culprit<'t>(&self, tokens: &'t Tokens) -> Option<&'t Token> {
        let (_, colour, ground) = self.names;
        let tokens = [colour, ground].map(|name| tokens.get(name, self.dark));
        tokens.into_iter().flatten().find(|token| token.is_own)
    }
}

/// Reads pairs of one file.
struct Reader<'a> {
    source: &'a Arc<Source>,
    tokens: &'a Tokens,
    faults: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn fault(&mut self, span: &Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let fault = Diagnostic::new(Code::BadSetting, message).at(self.source, span.clone());
        self.faults.push(fault.help(help));
    }

    fn no_pair(&mut self, node: &Node) {
        let help =
            "Write [[contrast]] on a line, and below it text = \"ink\", on = [\"paper\"] and at_least = 4.5.";
        self.fault(&node.span, "\"contrast\" takes one block for each text or mark.", help);
    }

    /// The pairs of one block: a text or a mark on each of its grounds.
    fn pairs(&mut self, map: &Map, span: &Range<usize>) -> Vec<(Names, Needed)> {
        let span = map.pairs.first().map_or(span, |(key, _)| &key.span).clone();
        let mut table = Table::new(self.source, map);
        let named = [Kind::Text, Kind::Mark].map(|kind| Some((kind, table.text(kind.name(), self.faults)?)));
        let grounds = table.texts("on", self.faults);
        let at_least = table.number::<f64>("at_least", self.faults);
        let is_told = map.holds("text") != map.holds("mark") && !grounds.is_empty();
        table.finish(self.faults);
        if !is_told {
            let help = "Write text = \"ink\" or mark = \"edge\", and on = [\"paper\"].";
            self.fault(&span, "A pair of colours is a text or a mark, and what it stands on.", help);
        }
        let Some((kind, colour)) = named.into_iter().flatten().next().filter(|_| is_told) else {
            return Vec::new();
        };
        let place = |key: &str| map.get(key).map_or(span.clone(), |node| node.span.clone());
        if at_least.is_some_and(|ratio| ratio < kind.least()) {
            let (named, least) = (kind.named(), kind.least());
            let help = format!("Write at_least = {least}, or more.");
            self.fault(&place("at_least"), format!("For {named}, \"at_least\" takes {least} or more."), help);
        }
        let at_least = at_least.unwrap_or_default().max(kind.least());
        if !self.is_token(&colour, &place(kind.name())) {
            return Vec::new();
        }
        let known = grounds.into_iter().filter(|(ground, span)| self.is_token(ground, span));
        let pairs: Vec<(String, Range<usize>)> = known.collect();
        let needed = |span| Needed { at_least, source: self.source.clone(), span };
        pairs.into_iter().map(|(ground, span)| ((kind, colour.clone(), ground), needed(span))).collect()
    }

    /// Whether there is a colour called `name`; if not, says so.
    fn is_token(&mut self, name: &str, span: &Range<usize>) -> bool {
        if self.tokens.light.contains_key(name) {
            return true;
        }
        let message = format!("There is no colour called \"{name}\".");
        let fault = Diagnostic::new(Code::BadSetting, message).at(self.source, span.clone());
        let known: Vec<&str> = self.tokens.light.keys().map(String::as_str).collect();
        self.faults.push(match text::nearest(name, known.iter().copied()) {
            Some(near) => {
                fault.help(format!("Did you mean \"{near}\"?")).fix(span.clone(), format!("\"{near}\""))
            }
            None => fault.help(format!("Colours are {}.", text::and_list(&known, "and"))),
        });
        false
    }
}
