//! Made-up Markdown: sentences with a long tail of rare words, and the blocks they stand in.

use crate::random::Random;
use crate::words::{COUNTED, ENDS, FIELD, HEADINGS, SMALL, STARTS, STEMS};

/// A link to another case: its title and its file's name.
pub(crate) struct Link {
    pub(crate) title: String,
    pub(crate) file: String,
}

/// The text of a case of 600 to 900 words.
pub(crate) fn body(random: &mut Random, mut links: Vec<Link>) -> String {
    let wanted = random.between(600, 780);
    let mut extras = extras(random);
    let first_heading = random.below(HEADINGS.len());
    let mut out = paragraph(random);
    for n in 0.. {
        if words(&out) >= wanted {
            break;
        }
        out.push_str(&format!("\n\n## {}\n\n", heading(first_heading, n)));
        out.push_str(&paragraph(random));
        if let Some(link) = links.pop() {
            out.push_str(&format!(" As in [{}]({}), {}", link.title, link.file, lower(&sentence(random))));
        }
        out.push_str("\n\n");
        match extras.pop() {
            Some(extra) => out.push_str(&extra(random)),
            None => out.push_str(&format!("### On {}\n\n{}", word(random), paragraph(random))),
        }
    }
    out.push('\n');
    out
}

/// What stands in a text beside paragraphs, in some order: lists always, a table now and then.
fn extras(random: &mut Random) -> Vec<fn(&mut Random) -> String> {
    let mut extras: Vec<fn(&mut Random) -> String> = vec![bullets, steps];
    if random.percent(40) {
        extras.push(table);
    }
    if random.percent(50) {
        extras.push(quotation);
    }
    let turn = random.below(extras.len());
    extras.rotate_left(turn);
    extras
}

fn heading(first: usize, n: usize) -> String {
    let heading = HEADINGS[(first + n) % HEADINGS.len()];
    if n < HEADINGS.len() { heading.to_owned() } else { format!("{heading}, again") }
}

fn paragraph(random: &mut Random) -> String {
    let sentences: Vec<String> = (0..random.between(3, 5)).map(|_| sentence(random)).collect();
    sentences.join(" ")
}

/// A sentence of 8 to 22 words.
pub(crate) fn sentence(random: &mut Random) -> String {
    let length = random.between(8, 22);
    let mut words: Vec<String> = (0..length).map(|n| word_at(random, n)).collect();
    if random.percent(12) {
        let at = random.below(length);
        words[at] =
            if random.percent(60) { format!("**{}**", words[at]) } else { format!("*{}*", words[at]) };
    } else if length > 14 {
        words[length / 2].push(',');
    }
    let sentence = words.join(" ");
    let (first, rest) = sentence.split_at(1);
    format!("{}{rest}{}", first.to_uppercase(), if random.percent(3) { "?" } else { "." })
}

/// Small words and others take turns, more or less; now and then a figure.
fn word_at(random: &mut Random, n: usize) -> String {
    match (n % 2, random.below(100)) {
        (0, 0..75) | (1, 75..100) => SMALL[random.rank(SMALL.len())].to_owned(),
        (_, 30..32) => format!("{}%", random.between(2, 96)),
        _ => word(random),
    }
}

/// One of about 11,000 words, most often one of the field's.
pub(crate) fn word(random: &mut Random) -> String {
    let rare = STARTS.len() * STEMS.len() * ENDS.len();
    match random.rank(FIELD.len() + rare).checked_sub(FIELD.len()) {
        None => FIELD[random.rank(FIELD.len())].to_owned(),
        Some(rank) => {
            let at = rank * 1009 % rare; // So that neighbours in rank are not alike.
            let (stem, rest) = (at % STEMS.len(), at / STEMS.len());
            format!("{}{}{}", STARTS[rest % STARTS.len()], STEMS[stem], ENDS[rest / STARTS.len()])
        }
    }
}

fn bullets(random: &mut Random) -> String {
    let lines: Vec<String> = (0..random.between(3, 5)).map(|_| format!("- {}", sentence(random))).collect();
    lines.join("\n")
}

fn steps(random: &mut Random) -> String {
    let lines: Vec<String> =
        (1..=random.between(3, 4)).map(|n| format!("{n}. {}", sentence(random))).collect();
    lines.join("\n")
}

fn quotation(random: &mut Random) -> String {
    format!("> {} {}", sentence(random), sentence(random))
}

fn table(random: &mut Random) -> String {
    let mut out = "| What was counted | Before | After |\n| :-- | --: | --: |".to_owned();
    let first = random.below(COUNTED.len());
    for n in 0..random.between(3, 5) {
        let before = random.between(20, 900);
        let after = before * random.between(50, 110) / 100;
        out.push_str(&format!("\n| {} | {before} | {after} |", COUNTED[(first + n) % COUNTED.len()]));
    }
    out
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

fn lower(sentence: &str) -> String {
    sentence.to_lowercase()
}
