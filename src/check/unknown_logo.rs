//! The sign of the organisation that a site stands under is among the assets of its theme.

use crate::diagnostic::{Code, Diagnostic};
use crate::input::Inputs;
use crate::text;

pub(super) fn check(inputs: &Inputs) -> Option<Diagnostic> {
    let settings = &inputs.settings;
    let (path, span) = settings.brand.as_ref()?.logo.as_ref()?;
    if inputs.theme.assets.contains_key(path) {
        return None;
    }
    let help = match text::nearest(path, inputs.theme.assets.keys().map(String::as_str)) {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => format!("Put the file into themes/{}/assets.", settings.theme),
    };
    let message = format!("There is no file \"{path}\" among the assets of the theme.");
    Some(Diagnostic::new(Code::BadSetting, message).at(settings.source.as_ref()?, span.clone()).help(help))
}
