//! Why a publication did not happen, in words for the person who ran the build.
//!
//! Must never decide anything: it only says what happened and what to do.

use std::io::{self, ErrorKind};
use std::path::Path;

/// Why nothing, or not all, was published.
#[derive(Debug)]
pub enum PublishError<E> {
    /// The bytes of an item could not be made. The published site is as it was.
    Content(E),
    /// It would not be safe. Says why and what to do, in full sentences. The published site is as
    /// it was.
    Refused(String),
    /// Something else is at work in the folder, such as another build: the same command may do
    /// later. Says so, and what to do, in full sentences.
    Busy(String),
    /// The disk would not. Print it with `{:#}`: it says what state the published site is in, what
    /// failed, where, and what to do.
    Io(anyhow::Error),
}

/// As [`PublishError`], where no content is involved.
#[derive(Debug)]
pub(super) enum Stop {
    Refused(String),
    Busy(String),
    Io(anyhow::Error),
}

impl<E> From<Stop> for PublishError<E> {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(why) => Self::Refused(why),
            Stop::Busy(why) => Self::Busy(why),
            Stop::Io(error) => Self::Io(error),
        }
    }
}

impl<E> PublishError<E> {
    /// The same with its content failure changed.
    pub fn map_content<F>(self, change: impl FnOnce(E) -> F) -> PublishError<F> {
        match self {
            Self::Content(error) => PublishError::Content(change(error)),
            Self::Refused(why) => PublishError::Refused(why),
            Self::Busy(why) => PublishError::Busy(why),
            Self::Io(error) => PublishError::Io(error),
        }
    }

    /// Says in what state the failure left the published site.
    pub(super) fn leaving(self, state: String) -> Self {
        match self {
            Self::Io(error) => Self::Io(error.context(state)),
            other => other,
        }
    }
}

/// For `map_err`: "could not write `output/a.html`", with what to do where we know.
pub(super) fn cannot<'a>(act: &'a str, path: &'a Path) -> impl FnOnce(io::Error) -> Stop + 'a {
    move |error| {
        let what = format!("could not {act} `{}`{}", path.display(), advice(error.kind()));
        Stop::Io(anyhow::Error::new(error).context(what))
    }
}

fn advice(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            " because the disk is full; free some space, then build again"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            " because you have no permission; change that, or choose another folder with `--output`"
        }
        ErrorKind::InvalidFilename => " because the name is too long; give the page a shorter name",
        _ => "",
    }
}

/// `Ok(None)` for a file that is not there, also when one of its folders is a file.
pub(super) fn if_there<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_said_in_plain_words() {
        let full = io::Error::from_raw_os_error(28);
        let stop = cannot("write", Path::new("output/a.html"))(full);
        let error = PublishError::<()>::from(stop).leaving("nothing was published".to_owned());
        let PublishError::Io(error) = error else { panic!("not a disk error") };
        if cfg!(target_os = "linux") {
            snapbox::assert_data_eq!(
                format!("{error:#}"),
                "nothing was published: could not write `output/a.html` because the disk is full; \
                 free some space, then build again: No space left on device (os error 28)"
            );
        }
    }
}
