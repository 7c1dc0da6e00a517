//! Text that was decoded with the wrong encoding.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252, WINDOWS_1256};

use crate::bitext::Finding;
use crate::check::form::{Look, Spot};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check, form};
use crate::text::script::is_arabic_letter;
use crate::text::{Lang, Span};

declare_check! {
    /// Flags text that was read in the wrong encoding (`Ø§Ù„` for ال, `â€™` for ’, `ÇáÍÔÏ` for
    /// الحشد) and the replacement character U+FFFD.
    ///
    /// Nobody can read such a passage, and a later save makes the loss final. The passage is
    /// turned back by the way it came (Windows-1252 or Windows-1256 read as UTF-8, Windows-1256
    /// read as Windows-1252); what comes out is the suggestion. Not flagged: accented words of
    /// other languages (café, Ñuñoa, Århus). It does not see single wrong letters.
    Mojibake,
    "mojibake", Error,
    flags: &[
        Example::Alone(Lang::Arabic, "Ø§Ù„Ø¹Ø±Ø§Ù‚"),
        Example::Alone(Lang::English, "It isnâ€™t over."),
        Example::Alone(Lang::Arabic, "ÇáÍÔÏ ÇáÔÚÈí"),
        Example::Both("قال \u{FFFD}نعم.", "He said yes."),
    ],
    passes: &[
        Example::Alone(Lang::English, "A café in Århus, an Ñuñoa naïveté."),
        Example::Alone(Lang::Arabic, "العراق"),
        Example::Both("تكلفتها 5 €.", "It costs €5 – “cheap”…"),
    ],
}

impl Check for Mojibake {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        form::findings(unit, &Self::META, spots)
    }
}

fn spots(look: Look<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (span, chunk) in form::chunks(look.text) {
        if let Some(at) = chunk.find('\u{FFFD}') {
            let span = Span::new(span.start + at, span.start + at + 3);
            spots.push(Spot::new(span, "a letter was lost in decoding"));
        } else if let Some(meant) = turned_back(chunk) {
            spots.push(Spot::new(span, "this was read in the wrong encoding").with_suggestion(meant));
        }
    }
    spots
}

/// The text that a chunk was before it was misread; none when it reads right as it stands.
fn turned_back(chunk: &str) -> Option<String> {
    if chunk.is_ascii() {
        return None;
    }
    let from_latin =
        reread(chunk, WINDOWS_1252, UTF_8).filter(|read| read.chars().all(|c| c.is_ascii() || is_likely(c)));
    let from_arabic = || {
        reread(chunk, WINDOWS_1256, UTF_8)
            .filter(|read| read.chars().filter(|&c| is_arabic_letter(c)).count() > 1)
    };
    if let Some(read) = from_latin.or_else(from_arabic) {
        return Some(read);
    }
    let is_accented = |c: char| matches!(c, '\u{C0}'..='\u{FF}');
    let accented = chunk.chars().filter(|&c| is_accented(c)).count();
    let letters = chunk.chars().filter(|c| c.is_alphabetic()).count();
    if accented < 4 || accented * 10 < letters * 8 {
        return None;
    }
    let read = reread(chunk, WINDOWS_1252, WINDOWS_1256)?;
    let arabic = read.chars().filter(|&c| is_arabic_letter(c)).count();
    (arabic * 10 >= letters * 8).then_some(read)
}

/// Is this a letter or mark that texts of the two languages do use?
fn is_likely(c: char) -> bool {
    is_arabic_letter(c)
        || matches!(c, '\u{A0}'..='\u{17F}' | '\u{600}'..='\u{6FF}' | '\u{2010}'..='\u{203A}' | '\u{20AC}' | '\u{FEFF}')
}

/// Encodes with `from` and decodes with `to`; none when either fails or nothing changes. Signs
/// that Windows-1252 leaves undefined count as the C1 controls they stand for.
fn reread(chunk: &str, from: &'static Encoding, to: &'static Encoding) -> Option<String> {
    let mut bytes = Vec::with_capacity(chunk.len());
    for c in chunk.chars() {
        if matches!(c, '\u{80}'..='\u{9F}') {
            bytes.push(c as u8);
            continue;
        }
        let mut buffer = [0; 4];
        let (encoded, _, failed) = from.encode(c.encode_utf8(&mut buffer));
        if failed {
            return None;
        }
        bytes.extend_from_slice(&encoded);
    }
    let read = to.decode_without_bom_handling_and_without_replacement(&bytes)?;
    (read != chunk).then(|| read.into_owned())
}
