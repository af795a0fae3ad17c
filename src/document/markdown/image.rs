//! Images: of this site as slots, of another site as a link, anything else as its description.
//!
//! Must never write an element that loads something from another site.

use super::destination::{self, Destination};
use super::escape;
use super::writer::{Collecting, Writer};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Image, LinkTarget, Slot};
use crate::text;
use pulldown_cmark::{Event, LinkType, TagEnd};
use std::ops::Range;

/// The image whose description is being read.
#[derive(Debug)]
pub(super) struct OpenImage {
    address: String,
    /// Its title says that it has nothing to tell.
    decorative: bool,
    /// Its title says something else.
    titled: bool,
    /// `![[name]]`: what looks like a description is its name.
    named: bool,
    /// Where its description starts in the plain text.
    description: usize,
    /// How many elements inside the description are open.
    depth: usize,
}

impl Writer<'_> {
    pub(super) fn start_image(&mut self, link_type: LinkType, address: &str, title: &str) {
        self.image = Some(OpenImage {
            address: address.to_owned(),
            decorative: title == "decorative",
            titled: !matches!(title, "" | "decorative"),
            named: link_type == LinkType::WikiLink { has_pothole: false },
            description: self.plain.len(),
            depth: 0,
        });
    }

    /// Takes an event inside a description: all that counts there is text.
    pub(super) fn in_description(&mut self, event: Event<'_>, span: Range<usize>) {
        let Some(image) = &mut self.image else {
            return;
        };
        match event {
            Event::Start(_) => image.depth += 1,
            Event::End(TagEnd::Image) if image.depth == 0 => self.end_image(span),
            Event::End(_) => image.depth = image.depth.saturating_sub(1),
            Event::Text(text) | Event::Code(text) => self.plain.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.plain.push(' '),
            Event::InlineHtml(html) => self.html_in_description(&html, span),
            _ => {}
        }
    }

    fn end_image(&mut self, whole: Range<usize>) {
        let Some(image) = self.image.take() else {
            return;
        };
        let mut alt = self.plain.split_off(image.description);
        if image.named {
            alt.clear();
        }
        let alt = alt.trim();
        let address_span = self.address_span(&whole, &image.address);
        match destination::classify(&image.address) {
            Destination::Site => self.site_image(&image, alt, whole, address_span),
            Destination::Web => self.remote_image(&image.address, alt, address_span),
            Destination::Contact => {
                self.refused_image("This address is not that of an image.", alt, address_span);
            }
            Destination::Refused(scheme) => {
                let message = format!("Images cannot come from a \"{scheme}:\" address.");
                self.refused_image(&message, alt, address_span);
            }
        }
    }

    fn site_image(&mut self, image: &OpenImage, alt: &str, whole: Range<usize>, span: Range<usize>) {
        if alt.is_empty() && !image.decorative {
            self.report_no_description(image, whole.clone());
        }
        if self.collecting == Collecting::Heading {
            self.plain.push_str(alt);
        }
        let path = match destination::site_target(&image.address) {
            LinkTarget::Path { path, .. } => path,
            LinkTarget::Id { id, .. } => id,
        };
        if image.titled {
            self.report_title(&whole, &span);
        }
        if text::is_name_of(alt, &path) {
            let address = &image.address;
            let fault = Diagnostic::new(Code::AltIsName, "This description is only the name of the file.");
            self.diagnostics.push(fault.at(self.source, whole).help(format!(
                "Write what the image shows, for people who cannot see it: ![A map of the borough]({address})."
            )));
        }
        self.out.slot(Slot::Image(self.images.len() as u32));
        self.images.push(Image { path, alt: alt.to_owned(), span });
    }

    fn report_no_description(&mut self, image: &OpenImage, whole: Range<usize>) {
        let address = &image.address;
        let help = if image.named {
            format!("Write what it shows, for people who cannot see it: ![[{address}|A map of the borough]].")
        } else {
            format!(
                "Write what it shows between the square brackets, for people who cannot see it: \
                 ![A map of the borough]({address}). If it is only decoration, write ![]({address} \"decorative\")."
            )
        };
        self.diagnostics.push(
            Diagnostic::new(Code::MissingAlt, "This image has no description.")
                .at(self.source, whole)
                .help(help),
        );
    }

    fn remote_image(&mut self, address: &str, alt: &str, span: Range<usize>) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::RemoteImage,
                "This image is on another site, so readers get a link to it instead.",
            )
            .at(self.source, span)
            .help("Save the image beside this file, and write its name here, as in ![words](photo.jpg)."),
        );
        let words = if alt.is_empty() { address } else { alt };
        if self.link.is_some() {
            escape::text(words, &mut self.out.html);
        } else {
            self.out.push("<a href=\"");
            escape::address(destination::trim(address), &mut self.out.html);
            self.out.push("\">");
            escape::text(words, &mut self.out.html);
            self.out.push("</a>");
        }
        self.collect(words);
    }

    fn refused_image(&mut self, message: &str, alt: &str, span: Range<usize>) {
        self.diagnostics.push(Diagnostic::new(Code::LinkScheme, message).at(self.source, span).help(
            "Save the image beside this file, and write its name here, as in ![words](photo.jpg). Until then \
                 readers get its description.",
        ));
        escape::text(alt, &mut self.out.html);
        self.collect(alt);
    }
}
