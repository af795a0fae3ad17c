//! Which parts of a file weigh most, so that whoever has to make it lighter knows where to look.

/// How many parts are named.
const NAMED: usize = 3;

/// Elements that a page is made of; others count as part of the one before them.
const ELEMENTS: &[&str] = &[
    "head", "header", "nav", "main", "article", "div", "section", "aside", "footer", "script", "style",
    "svg", "table",
];

/// The heaviest parts of a page: each reaches from the start of one element to that of the next.
pub(super) fn of_html(html: &str) -> Vec<String> {
    let starts = html.match_indices('<').filter_map(|(at, _)| Some((at, element(&html[at + 1..])?)));
    heaviest(html, starts)
}

/// What an element of the page is called, if a part of the page starts with it.
fn element(behind: &str) -> Option<String> {
    let (tag, _) = behind.split_once('>')?;
    let name = tag.split_ascii_whitespace().next()?;
    ELEMENTS.contains(&name).then_some(())?;
    let named = ["class", "id", "aria-labelledby"].into_iter().find_map(|attribute| {
        let (_, rest) = tag.split_once(&format!("{attribute}=\""))?;
        rest.split('"').next()
    });
    match named {
        Some(named) => Some(format!("<{name}> \"{named}\"")),
        None => (name != "div").then(|| format!("<{name}>")),
    }
}

/// The heaviest parts of style sheets: each reaches from one comment to the next.
pub(super) fn of_css(css: &str) -> Vec<String> {
    let comment = |at: usize| {
        let (comment, _) = css[at + 2..].split_once("*/")?;
        let first = comment.trim_matches(|c: char| !c.is_alphanumeric()).split(['.', ':', '\n']).next()?;
        (!first.is_empty()).then(|| format!("\"{}\"", crate::text::truncate(first, 40)))
    };
    heaviest(css, css.match_indices("/*").filter_map(|(at, _)| Some((at, comment(at)?))))
}

/// The heaviest of the parts that begin at `starts`, each with its size in words. Parts of one name
/// count as one.
fn heaviest(text: &str, starts: impl Iterator<Item = (usize, String)>) -> Vec<String> {
    let starts: Vec<(usize, String)> = starts.collect();
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let mut parts: Vec<(usize, &str)> = Vec::new();
    for ((start, name), end) in starts.iter().zip(ends) {
        match parts.iter_mut().find(|(_, known)| known == name) {
            Some((size, _)) => *size += end - start,
            None => parts.push((end - start, name)),
        }
    }
    parts.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
    parts.iter().take(NAMED).map(|(size, name)| format!("{name} with {}", super::kilobytes(*size))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_heaviest_parts_of_pages_and_style_sheets() {
        let long = "x".repeat(2900);
        let html = format!(
            "<head></head><main><section class=\"related\">{long}</section><section id=\"_b\"></section>\
             <nav></nav></main>"
        );
        let of_html = of_html(&html);
        assert_eq!(of_html[0], "<section> \"related\" with 3 KB");
        let css = format!("a {{}}\n/* Frame: all of it. */\n{long}\n/* ---- Lists ---- */ i {{}}");
        assert_eq!(of_css(&css), ["\"Frame\" with 3 KB", "\"Lists\" with 0.1 KB"]);
    }
}
