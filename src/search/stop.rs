//! Words so common in a language that nobody searches for them: they are found in titles only.

/// The words of English that say nothing alone.
const ENGLISH: &str = "a about after all also am an and any are as at be because been being but by can \
cannot could did do does doing done each either for from get got had has have having he her hers him his \
how if in into is it its just me might more most must my no nor not of off on or other our ours out over \
own per rather shall she should since so some such than that the their them then there these they this \
those through thus to too under until up upon us very via was we were what when where whether which while \
who whom whose why will with within without would yet you your yours";

/// The common words of texts in `language`, a BCP 47 tag, with blanks between them.
pub(super) fn words(language: &str) -> &'static str {
    match language.split('-').next() {
        Some("en") => ENGLISH,
        _ => "",
    }
}
