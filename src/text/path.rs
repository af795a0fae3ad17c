//! Paths inside the site: always relative to a root, always with `/`.

use super::has_byte;
use percent_encoding::{AsciiSet, CONTROLS};

/// What an address may not hold as it is. `/` stays: these are paths, not single names.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// `path` as it can stand in an `href`.
pub fn percent_encode(path: &str) -> String {
    percent_encoding::utf8_percent_encode(path, UNSAFE).to_string()
}

/// As [`percent_encode`], at the end of `out`. Most addresses have nothing to encode, and are quickest
/// taken as they are.
pub(super) fn percent_encode_into(path: &str, out: &mut String) {
    if has_byte(path, |byte| !is_plain(byte)) {
        out.extend(percent_encoding::utf8_percent_encode(path, UNSAFE));
    } else {
        out.push_str(path);
    }
}

/// Whether `byte` may stand in an address: a letter, a digit or one of `-./_`.
fn is_plain(byte: u8) -> bool {
    let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let is_sign_or_digit = byte.wrapping_sub(b'-') <= b'9' - b'-';
    is_letter | is_sign_or_digit | (byte == b'_')
}

/// `path` with `%20` and its like undone; `None` where that gives no valid text.
pub fn percent_decode(path: &str) -> Option<String> {
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    (!decoded.contains('\0')).then(|| decoded.into_owned())
}

/// The folder that holds `path`: `a/b.md` -> `a`, `b.md` -> ``.
pub fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name of the file without its ending: `a/b.md` -> `b`.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// The ending of the file's name, lower case, without its dot: `a/b.PNG` -> `png`.
pub fn extension(path: &str) -> Option<String> {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.to_ascii_lowercase())
}

/// Whether `words` are nothing but the name of the file at `path`, with or without its ending.
/// Without it, case counts: `Logo` may well say what logo.png shows.
pub fn is_name_of(words: &str, path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    !words.is_empty() && (words.eq_ignore_ascii_case(name) || words == stem(path))
}

/// `relative` as seen from `folder`, with `.` and `..` worked out; a leading `/` means the
/// root. `None` when it leads out of the root.
pub fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let rooted = relative.strip_prefix('/');
    if rooted.is_none() {
        parts.extend(folder.split('/').filter(|part| !part.is_empty()));
    }
    for part in rooted.unwrap_or(relative).split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_and_never_leaves_the_root() {
        assert_eq!(join("cases", "../sources/a.md").as_deref(), Some("sources/a.md"));
        assert_eq!(join("cases", "/about.md").as_deref(), Some("about.md"));
        assert_eq!(join("", "./a//b").as_deref(), Some("a/b"));
        assert_eq!(join("cases", "../../etc/passwd"), None);
    }

    #[test]
    fn takes_names_apart() {
        assert_eq!((parent("a/b/c.md"), parent("c.md")), ("a/b", ""));
        assert_eq!((stem("a/b.c.md"), stem(".hidden")), ("b.c", ".hidden"));
        assert_eq!((extension("a/B.PNG").as_deref(), extension("README")), (Some("png"), None));
    }
}
