//! Raw HTML taken apart just far enough to tell what may pass from what is shown as text.
//!
//! Only exact forms without attributes are elements; everything else is text. Nothing here has to
//! understand HTML as a browser does, because what is not recognised is escaped.

/// An element that authors may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document::markdown) enum Element {
    Br,
    Sub,
    Sup,
    Kbd,
    Details,
    Summary,
}

impl Element {
    const ALL: [Self; 6] = [Self::Br, Self::Sub, Self::Sup, Self::Kbd, Self::Details, Self::Summary];

    /// Its name in a tag.
    pub(in crate::document::markdown) fn name(self) -> &'static str {
        match self {
            Self::Br => "br",
            Self::Sub => "sub",
            Self::Sup => "sup",
            Self::Kbd => "kbd",
            Self::Details => "details",
            Self::Summary => "summary",
        }
    }

    /// The element of this name, whatever its case.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|element| element.name().eq_ignore_ascii_case(name))
    }
}

/// A piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, up to the next `<`.
    Text(&'a str),
    /// `<sub>`
    Open(Element),
    /// `</sub>`
    Close(Element),
    /// `<!-- … -->`
    Comment,
    /// `<!-- …` to the end.
    UnclosedComment,
    /// The start of something that may not pass: `<name`, `</name`, `<!name` or `<?name`. The text
    /// is what stands behind `<`.
    Refused(&'a str),
}

/// The first token of `html`, which is not empty, and its length.
pub(super) fn first(html: &str) -> (Token<'_>, usize) {
    if !html.starts_with('<') {
        let length = html.find('<').unwrap_or(html.len());
        return (Token::Text(&html[..length]), length);
    }
    if let Some(inside) = html.strip_prefix("<!--") {
        return comment(inside);
    }
    let name = name_length(&html[1..]);
    if name == 0 {
        let length = html[1..].find('<').map_or(html.len(), |at| at + 1);
        return (Token::Text(&html[..length]), length);
    }
    let (name, rest) = html[1..].split_at(name);
    element(name, rest)
        .map(|(token, length)| (token, 1 + name.len() + length))
        .unwrap_or((Token::Refused(name), 1 + name.len()))
}

/// A comment, from behind its `<!--`; `<!-->` and `<!--->` are whole ones.
fn comment(inside: &str) -> (Token<'static>, usize) {
    let open = "<!--".len();
    for short in [">", "->"] {
        if inside.starts_with(short) {
            return (Token::Comment, open + short.len());
        }
    }
    match inside.find("-->") {
        Some(length) => (Token::Comment, open + length + "-->".len()),
        None => (Token::UnclosedComment, open + inside.len()),
    }
}

/// The length of a tag's name with what stands before it; 0 where no tag starts.
fn name_length(text: &str) -> usize {
    let start = usize::from(text.starts_with(['/', '!', '?']));
    let name = &text[start..];
    let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    match (text.as_bytes().first(), name.as_bytes().first()) {
        (Some(b'?'), _) => start + length,
        (Some(b'!'), Some(b'[')) => start + 1,
        (_, Some(first)) if first.is_ascii_alphabetic() => start + length,
        _ => 0,
    }
}

/// The element whose tag starts with `name`, if nothing but spaces follows it in `rest`, and how
/// much of `rest` belongs to the tag.
fn element(name: &str, rest: &str) -> Option<(Token<'static>, usize)> {
    let trimmed = rest.trim_ascii_start();
    let spaces = rest.len() - trimmed.len();
    if let Some(name) = name.strip_prefix('/') {
        let element = Element::named(name).filter(|element| *element != Element::Br)?;
        return trimmed.starts_with('>').then_some((Token::Close(element), spaces + 1));
    }
    let element = Element::named(name)?;
    if trimmed.starts_with('>') {
        return Some((Token::Open(element), spaces + 1));
    }
    (element == Element::Br && trimmed.starts_with("/>")).then_some((Token::Open(element), spaces + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut html: &str) -> Vec<Token<'_>> {
        let mut tokens = Vec::new();
        while !html.is_empty() {
            let (token, length) = first(html);
            tokens.push(token);
            html = &html[length..];
        }
        tokens
    }

    #[test]
    fn only_exact_tags_are_elements() {
        use Element::*;
        use Token::*;
        assert_eq!(all("<br><BR/><br />"), [Open(Br), Open(Br), Open(Br)]);
        assert_eq!(all("<sub>a</SUB >"), [Open(Sub), Text("a"), Close(Sub)]);
        assert_eq!(all("<details\n>"), [Open(Details)]);
        assert_eq!(all("<br x>"), [Refused("br"), Text(" x>")]);
        assert_eq!(all("</br><sub/>"), [Refused("/br"), Text(">"), Refused("sub"), Text("/>")]);
        assert_eq!(all("<subx><sub-x>"), [Refused("subx"), Text(">"), Refused("sub-x"), Text(">")]);
    }

    #[test]
    fn comments_and_the_rest() {
        use Token::*;
        assert_eq!(all("<!-- a > b -->c<!--><!--->"), [Comment, Text("c"), Comment, Comment]);
        assert_eq!(all("a<!-- b"), [Text("a"), UnclosedComment]);
        assert_eq!(all("<?php a ?>"), [Refused("?php"), Text(" a ?>")]);
        assert_eq!(all("<!DOCTYPE x>"), [Refused("!DOCTYPE"), Text(" x>")]);
        assert_eq!(all("<![CDATA[x"), [Refused("!["), Text("CDATA[x")]);
        assert_eq!(all("a < b <"), [Text("a "), Text("< b "), Text("<")]);
    }
}
