//! Links that open a source in the author's editor, at a line. Starts no program: the browser does.

use crate::text;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::ffi::OsStr;
use std::path::PathBuf;

/// Editors that open a file by an address: their name, the command that is there where they are
/// installed, and the address.
const KNOWN: &[(&str, &str, &str)] = &[
    ("vscode", "code", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "codium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor", "cursor://file{path}:{line}:{column}"),
    ("zed", "zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea", "idea://open?file={path}&line={line}&column={column}"),
];

/// What may not stand in an address as it is, wherever the path is in it.
const UNSAFE: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b':').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// An editor that opens a file by an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    pattern: String,
    root: PathBuf,
}

impl Editor {
    /// The editor that `asked` names, for the site at `root`: one that is known, or an address with
    /// `{path}` in it. `None` where it asks for none.
    ///
    /// # Errors
    /// In words for people, where it is neither.
    pub fn named(asked: &str, root: PathBuf) -> Result<Option<Self>, String> {
        if asked == "none" {
            return Ok(None);
        }
        let known = KNOWN.iter().find(|(name, ..)| *name == asked).map(|(.., pattern)| *pattern);
        let own = (asked.contains("{path}") && asked.contains("://")).then_some(asked);
        let names: Vec<&str> = KNOWN.iter().map(|(name, ..)| *name).collect();
        known.or(own).map(|pattern| Some(Self { pattern: pattern.to_owned(), root })).ok_or_else(|| {
            let names = text::and_list(&names, "or");
            format!(
                "The editor \"{asked}\" is not known. Write none, {names}, or an address with {{path}} in it"
            )
        })
    }

    /// The first known editor that is installed in one of the folders `path`, for the site at `root`.
    pub fn installed(path: &OsStr, root: PathBuf) -> Option<Self> {
        let folders: Vec<PathBuf> = std::env::split_paths(path).collect();
        let is_there = |command: &str| {
            let names = [command.to_owned(), format!("{command}.cmd"), format!("{command}.exe")];
            folders.iter().any(|folder| names.iter().any(|name| folder.join(name).is_file()))
        };
        let (.., pattern) = KNOWN.iter().find(|(_, command, _)| is_there(command))?;
        Some(Self { pattern: (*pattern).to_owned(), root })
    }

    /// The address that opens the file at `path` (relative to the site's root) at a place, both
    /// numbers from 1.
    pub fn link(&self, path: &str, line: usize, column: usize) -> String {
        let whole = self.root.join(path).display().to_string().replace('\\', "/");
        let slash = if whole.starts_with('/') { "" } else { "/" };
        let encoded = format!("{slash}{}", utf8_percent_encode(&whole, UNSAFE));
        self.pattern
            .replace("{path}", &encoded)
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_the_file_at_the_line() {
        let editor = Editor::named("vscode", "/a site".into()).unwrap().unwrap();
        assert_eq!(editor.link("content/é&.md", 3, 1), "vscode://file/a%20site/content/%C3%A9%26.md:3:1");
        let own = Editor::named("x://open?f={path}&l={line}", "/s".into()).unwrap().unwrap();
        assert_eq!(own.link("a.md", 3, 1), "x://open?f=/s/a.md&l=3");
    }

    #[test]
    fn an_editor_that_nobody_knows_is_an_error_in_words() {
        assert_eq!(Editor::named("none", "/".into()), Ok(None));
        assert_eq!(
            Editor::named("vim", "/".into()).unwrap_err(),
            "The editor \"vim\" is not known. Write none, vscode, vscodium, cursor, zed or idea, or an address with {path} in it"
        );
    }

    #[test]
    fn an_editor_that_is_installed_is_found() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Editor::installed(folder.path().as_os_str(), "/s".into()), None);
        std::fs::write(folder.path().join("zed"), "").unwrap();
        let found = Editor::installed(folder.path().as_os_str(), "/s".into()).unwrap();
        assert_eq!(found.link("a.md", 1, 2), "zed://file/s/a.md:1:2");
    }
}
