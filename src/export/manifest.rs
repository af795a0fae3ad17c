//! `manifest.webmanifest`: what a device shows where somebody keeps the catalogue among their apps.
//! The format is that of <https://www.w3.org/TR/appmanifest/>. Addresses in it are as seen from it,
//! so that it works under any path.

use crate::input::Settings;
use crate::text::Json;

/// Most characters of a name that fits below an icon.
const SHORT: usize = 15;

pub(super) fn manifest(settings: &Settings, title: &str, icon: Option<&str>) -> String {
    let mut json = Json::new("");
    json.node(|json| {
        json.text("name", title);
        json.text("short_name", &short(title));
        json.text("description", settings.description.as_deref().unwrap_or(""));
        json.text("lang", &settings.language);
        json.text("id", "./");
        json.text("start_url", "./");
        json.text("scope", "./");
        json.text("display", "minimal-ui");
        json.list("icons", icon, |json, icon| {
            json.node(|json| {
                json.text("src", icon);
                json.text("type", "image/svg+xml");
                json.text("sizes", "any");
            });
        });
    });
    let mut text = json.finish();
    text.push('\n');
    text
}

/// As many whole words of `title` as fit below an icon; at least the first.
fn short(title: &str) -> String {
    let mut short = String::new();
    for word in title.split_whitespace() {
        if !short.is_empty() && short.chars().count() + 1 + word.chars().count() > SHORT {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}
