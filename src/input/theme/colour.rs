//! A colour, and how well it can be told from another.

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

/// In how many steps other shades of a colour are tried.
const SHADES: i32 = 200;

impl Colour {
    /// Reads `#rgb` or `#rrggbb`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits =
            text.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let channel = |digits: &str| u8::from_str_radix(digits, 16).ok();
        match digits.len() {
            3 => {
                let twice = |at: usize| Some(channel(digits.get(at..=at)?)? * 17);
                Some(Self([twice(0)?, twice(1)?, twice(2)?]))
            }
            6 => {
                let two = |at: usize| channel(digits.get(at..at + 2)?);
                Some(Self([two(0)?, two(2)?, two(4)?]))
            }
            _ => None,
        }
    }

    /// As style sheets write it: `#0d5148`.
    pub(super) fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// The contrast ratio of WCAG 2.2 (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>), from 1
    /// for the same colour to 21 for black on white.
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The relative luminance of WCAG 2.2 (<https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>).
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Darker and lighter colours of the same hue and saturation, the nearest first.
    pub(super) fn shades(self) -> impl Iterator<Item = Self> {
        let middle = self.lightness();
        let shade = move |step: i32| {
            let lightness = (middle + f64::from(step) / f64::from(SHADES)).clamp(0.0, 1.0);
            self.at(lightness, middle)
        };
        (1..=SHADES).flat_map(move |step| [shade(-step), shade(step)])
    }

    /// What lies in the middle of its strongest and its weakest channel.
    fn lightness(self) -> f64 {
        let strongest = self.0.into_iter().max().unwrap_or_default();
        let weakest = self.0.into_iter().min().unwrap_or_default();
        f64::midpoint(f64::from(strongest), f64::from(weakest)) / 255.0
    }

    /// This colour, whose lightness is `middle`, at another lightness: the channels stay in
    /// proportion, and as far apart as the lightness leaves room for.
    fn at(self, lightness: f64, middle: f64) -> Self {
        let room = |lightness: f64| lightness.min(1.0 - lightness).max(f64::EPSILON);
        let spread = room(lightness) / room(middle);
        Self(self.0.map(|channel| {
            let from_middle = f64::from(channel) / 255.0 - middle;
            ((lightness + from_middle * spread).clamp(0.0, 1.0) * 255.0).round() as u8
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect(text)
    }

    #[test]
    fn reads_and_writes_colours() {
        assert_eq!(colour("#0A4").hex(), "#00aa44");
        assert_eq!(colour("#0d5148").hex(), "#0d5148");
        for text in ["", "red", "0d5148", "#0d514", "#0d514g", "#é12"] {
            assert_eq!(Colour::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let ratio = |a: &str, b: &str| (colour(a).contrast(colour(b)) * 100.0).round() / 100.0;
        assert_eq!(ratio("#000", "#fff"), 21.0);
        assert_eq!(ratio("#fff", "#fff"), 1.0);
        assert_eq!(ratio("#777777", "#ffffff"), 4.48);
        assert_eq!(ratio("#767676", "#ffffff"), 4.54);
    }

    #[test]
    fn shades_keep_the_hue_and_go_from_near_to_far() {
        let shades: Vec<String> = colour("#204060").shades().map(Colour::hex).collect();
        assert_eq!(shades[0], "#1f3f5e");
        assert_eq!(shades[1], "#214162");
        assert!(shades.contains(&"#000000".to_owned()) && shades.contains(&"#ffffff".to_owned()));
    }
}
