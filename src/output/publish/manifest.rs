//! The list of the files that we published: the only files that we may overwrite or delete.
//!
//! It must never be guessed: one that cannot be read is refused, not rebuilt.

use super::failure::Stop;
use super::{items, written};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

const FILE: &str = "manifest.json";

/// Each published path with the hash of its bytes, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Manifest(pub(super) BTreeMap<String, String>);

#[derive(Serialize, Deserialize)]
struct Written<M> {
    version: u32,
    files: M,
}

impl Manifest {
    /// The manifest in `own`, if there is one.
    pub(super) fn read(own: &Path) -> Result<Option<Self>, Stop> {
        let found: Option<Written<Self>> =
            written::read(&own.join(FILE), |found: &Written<Self>| found.files.is_sound())?;
        Ok(found.map(|found| found.files))
    }

    /// Writes the manifest into `own`, whole: by way of a file in `stage`.
    pub(super) fn write(&self, own: &Path, stage: &Path) -> Result<(), Stop> {
        let written = Written { version: written::VERSION, files: self };
        // Strings in a map always have a JSON form.
        let mut text = serde_json::to_string_pretty(&written).unwrap_or_default();
        text.push('\n');
        written::write(&own.join(FILE), &stage.join("manifest"), text.as_bytes())
    }

    /// Whether `path` is a file that we published.
    pub(super) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Whether all paths stay inside the output folder, whoever wrote them.
    pub(super) fn is_sound(&self) -> bool {
        self.0.keys().all(|path| items::fault(path).is_none())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::fs;

    fn refusal(text: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), text).unwrap();
        match Manifest::read(folder.path()) {
            Err(Stop::Refused(why)) => why.replace(&folder.path().display().to_string(), "own"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn is_read_as_it_was_written_one_line_a_file() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap(), None);
        let files =
            [("b/é.html", "02"), ("a.html", "01")].map(|(path, hash)| (path.to_owned(), hash.to_owned()));
        let manifest = Manifest(files.into());
        manifest.write(folder.path(), folder.path()).unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap(), Some(manifest));
        let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
        assert_eq!(
            text,
            r#"{
  "version": 1,
  "files": {
    "a.html": "01",
    "b/é.html": "02"
  }
}
"#
        );
    }

    #[test]
    fn a_newer_one_is_refused() {
        assert_eq!(
            refusal(r#"{"version": 2, "sites": []}"#),
            "A newer version of casebook published this folder (see `own/manifest.json`). \
             Use that version, or choose another folder with `--output`."
        );
    }

    #[test]
    fn one_that_makes_no_sense_is_refused() {
        let texts = [
            "",
            "{",
            r#"{"version": 1}"#,
            r#"{"version": 0, "files": {}}"#,
            r#"{"version": 1, "files": {"../a": ""}}"#,
        ];
        for text in texts {
            assert_eq!(
                refusal(text),
                "`own/manifest.json` cannot be read, so casebook cannot tell its own files from yours. \
                 Delete the whole output folder if all in it came from casebook, \
                 or choose another folder with `--output`. Then build again.",
                "{text}"
            );
        }
    }
}
