//! Part of an answer, where a browser asks for one: films and sounds are read so.

use super::{Reply, Request};
use std::ops::Range;

/// `reply`, or the part of it that `request` asks for.
pub(super) fn cut(request: &Request<'_>, reply: Reply) -> Reply {
    let Reply::Whole { status: 200, mut headers, mut body } = reply else { return reply };
    let Some((_, tag)) = headers.iter().find(|(name, _)| *name == "ETag") else {
        return Reply::Whole { status: 200, headers, body };
    };
    let same = request.if_range.is_none_or(|known| known.trim() == tag);
    let asked = request.range.filter(|_| same && request.method == "GET");
    headers.push(("Accept-Ranges", "bytes".to_owned()));
    match asked.and_then(|asked| part(asked, body.len())) {
        None => Reply::Whole { status: 200, headers, body },
        Some(None) => {
            headers.push(("Content-Range", format!("bytes */{}", body.len())));
            Reply::Whole { status: 416, headers, body: Vec::new() }
        }
        Some(Some(part)) => {
            headers.push(("Content-Range", format!("bytes {}-{}/{}", part.start, part.end - 1, body.len())));
            body.truncate(part.end);
            body.drain(..part.start);
            Reply::Whole { status: 206, headers, body }
        }
    }
}

/// The bytes that a `Range` header asks for, of `length`. `None` where it asks for something that
/// may be passed over, and `Some(None)` where there are no such bytes.
fn part(asked: &str, length: usize) -> Option<Option<Range<usize>>> {
    let (first, last) = asked.trim().strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.trim().parse::<usize>();
    let range = if first.trim().is_empty() {
        length.saturating_sub(number(last).ok()?)..length
    } else {
        let end =
            if last.trim().is_empty() { length } else { number(last).ok()?.saturating_add(1).min(length) };
        number(first).ok()?..end
    };
    Some((range.start < range.end).then_some(range))
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn parts_are_cut_as_browsers_ask() {
        for (asked, expected) in [
            ("bytes=0-1", Some(Some(0..2))),
            ("bytes=2-", Some(Some(2..10))),
            ("bytes=-3", Some(Some(7..10))),
            ("bytes=-99", Some(Some(0..10))),
            ("bytes=8-99", Some(Some(8..10))),
            ("bytes=10-", Some(None)),
            ("bytes=5-4", Some(None)),
            ("bytes=-0", Some(None)),
            ("bytes=0-1,4-5", None),
            ("lines=0-1", None),
            ("bytes=x-", None),
        ] {
            assert_eq!(part(asked, 10), expected, "{asked}");
        }
    }
}
