//! Linked data of the page of data files.

use super::{THING, named};
use crate::catalogue::Catalogue;
use crate::input::Words;
use crate::page::data::{ADDRESS, DataFile};
use crate::page::parts;
use crate::text::Json;

/// The catalogue as a set of data, with where to get it; empty where the site does not know its own
/// address.
pub(in crate::page) fn dataset(catalogue: &Catalogue, files: &[DataFile], words: &Words) -> String {
    let settings = &catalogue.settings;
    let Some(base) = &settings.base_url else { return String::new() };
    let mut json = Json::new(base);
    json.node(|json| {
        json.kind("Dataset");
        json.address("@id", ADDRESS, THING);
        json.address("url", ADDRESS, "");
        json.text("name", &parts::title(catalogue, words));
        json.text("description", settings.description.as_deref().unwrap_or_default());
        json.text("inLanguage", &settings.language);
        if let Some(owner) = &settings.owner {
            json.object("creator", |json| named(json, "Organization", &owner.name));
        }
        if let Some(licence) = &settings.licence {
            json.text("license", licence.url.as_deref().unwrap_or(&licence.name));
        }
        json.list("distribution", files, |json, file| {
            json.node(|json| {
                named(json, "DataDownload", file.path.rsplit('/').next().unwrap_or(&file.path));
                json.text("encodingFormat", file.media_type());
                json.address("contentUrl", &file.path, "");
            });
        });
    });
    json.finish()
}
