//! A place in a source -> the words that readers see there, so that a message can stand beside them.

use crate::diagnostic::Place;
use crate::text;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::ops::Range;

/// Longer ones are found by their beginning.
const LONGEST: usize = 300;

/// The words of the paragraph, heading, item or cell that holds `place`, without their Markdown; of
/// a value where it stands among the keys. Empty where there is nothing to see.
pub(super) fn words(place: &Place, text_start: usize) -> String {
    let source = &place.source.text;
    if place.span.start < text_start {
        let value = source.get(place.span.clone()).unwrap_or("");
        return text::truncate(value.trim_matches(['"', '\'', ' ', '\n']), LONGEST);
    }
    let Some(body) = source.get(text_start..) else { return String::new() };
    text::truncate(&in_markdown(body, place.span.start - text_start), LONGEST)
}

/// The words of the smallest block of `body` that holds the byte `at`.
fn in_markdown(body: &str, at: usize) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_WIKILINKS;
    let mut open: Vec<(Range<usize>, String)> = Vec::new();
    let mut smallest: Option<(usize, String)> = None;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        match event {
            Event::Start(tag) if is_block(&tag) => open.push((range, String::new())),
            Event::End(tag) if is_block_end(tag) => {
                let Some((range, words)) = open.pop() else { continue };
                let closer = smallest.as_ref().is_none_or(|(length, _)| range.len() < *length);
                if closer && (range.start..=range.end).contains(&at) && !words.trim().is_empty() {
                    smallest = Some((range.len(), words));
                }
            }
            Event::Text(text) | Event::Code(text) => {
                open.iter_mut().for_each(|(_, words)| words.push_str(&text));
            }
            Event::SoftBreak | Event::HardBreak => open.iter_mut().for_each(|(_, words)| words.push(' ')),
            _ => {}
        }
    }
    smallest.map(|(_, words)| words).unwrap_or_default()
}

fn is_block(tag: &Tag<'_>) -> bool {
    is_block_end(tag.to_end())
}

fn is_block_end(tag: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd;
    matches!(
        tag,
        TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use std::sync::Arc;

    fn words_at(text: &str, needle: &str) -> String {
        let source = Arc::new(Source::new("a.md", text));
        let at = text.find(needle).unwrap_or(0);
        words(&Place::new(&source, at..at + needle.len()), text.rfind("---\n").map_or(0, |at| at + 4))
    }

    #[test]
    fn the_words_are_those_around_the_place() {
        let text = "---\ntitle: One\nas_of: \"May 2024\"\n---\n# Head *ing*\n\nFirst [link](gone.md) and\nmore.\n\n- item one\n- item **two** [x](y.md)\n\n| a | b |\n|---|---|\n| c | d `e` |\n";
        assert_eq!(words_at(text, "\"May 2024\""), "May 2024");
        assert_eq!(words_at(text, "gone.md"), "First link and more.");
        assert_eq!(words_at(text, "y.md"), "item two x");
        assert_eq!(words_at(text, "*ing*"), "Head ing");
        assert_eq!(words_at(text, "`e`"), "d e");
    }
}
