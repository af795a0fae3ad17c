//! Each name in the menu is that of a collection, a facet or a page.

use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::Inputs;
use crate::text;

pub(super) fn check(catalogue: &Catalogue, inputs: &Inputs) -> Vec<Diagnostic> {
    let Some(source) = &catalogue.settings.source else { return Vec::new() };
    let mut known: Vec<&str> =
        catalogue.collections.keys().map(String::as_str).filter(|name| !name.is_empty()).collect();
    known.extend(catalogue.facets.iter().map(|facet| facet.key.as_str()));
    known.extend(catalogue.items.iter().filter(|item| item.is_entry()).map(|item| item.entry.id.as_str()));
    let views = catalogue.settings.views.iter().map(|view| view.address.trim_end_matches('/'));
    known.extend(views);
    known.extend(inputs.unreadable.iter().map(|path| text::stem(path)));
    known.extend(inputs.vocabularies.values().filter(|known| known.partial).map(|known| known.name.as_str()));
    let unknown = catalogue.settings.menu.iter().filter(|(name, _)| !known.contains(&name.as_str()));
    unknown
        .map(|(name, span)| {
            let help = match text::nearest(name, known.iter().copied()) {
                Some(near) => format!("Did you mean \"{near}\"?"),
                None => {
                    "Use the name of a collection's folder, of a vocabulary, or of a page's file.".to_owned()
                }
            };
            Diagnostic::new(Code::BadSetting, format!("The menu names \"{name}\", which is not there."))
                .at(source, span.clone())
                .help(help)
        })
        .collect()
}
