//! Formats of documents: bytes to a [`Document`], and changes back into the same bytes.
//!
//! One file is one format; [`FORMATS`] lists them. A format finds the turns, the stretches of
//! speech and the time codes; the decoded raw text stays the truth, and everything points into
//! it. A changed rendering is written by [`splice()`]: the raw text with stretches replaced, all
//! else equal byte for byte. `encoding` is the way from bytes to text, `speaker` knows labels,
//! `cues` what the subtitle formats share.

use crate::bitext::{Document, Media, Note, Turn};
use crate::text::script::Share;
use crate::text::{Lang, Span};

pub mod aligned;
mod clock;
pub mod cues;
pub mod encoding;
pub mod glossary;
mod head;
mod kind;
pub mod lines;
pub mod name_list;
pub mod speaker;
pub mod splice;
pub mod srt;
pub mod txt;
pub mod vtt;
pub mod word_list;

pub use encoding::{Encoding, Ground};
pub use splice::splice;

/// All formats, in the order in which their claims are heard; the last takes any text.
pub const FORMATS: &[&dyn Format] = &[&vtt::Vtt, &srt::Srt, &lines::Lines, &txt::Txt];

/// A format of documents.
pub trait Format: Sync {
    /// What documents of this format are called inside.
    fn media(&self) -> Media;

    /// Endings of file names, in lower case without the dot.
    fn endings(&self) -> &'static [&'static str];

    /// Is this text plainly of this format, whatever its file is called?
    fn claims(&self, raw: &str) -> bool;

    /// Finds turns and time codes.
    ///
    /// # Errors
    ///
    /// [`Error::NotOfFormat`] when the text is not of this format at all; anything less is a note.
    fn parse(&self, raw: &str) -> Result<Parsed, Error>;

    /// New text for a stretch, as this format writes it (with `raw`'s line ends).
    ///
    /// # Errors
    ///
    /// [`Error::Unwritable`] when the format has no way to write it.
    fn escape(&self, text: &str, raw: &str) -> Result<String, Error>;
}

/// What a format found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parsed {
    /// The turns in order.
    pub turns: Vec<Turn>,
    /// What the text has that is not speech, for people: `12 time codes`.
    pub dropped: Vec<String>,
    /// What a person should look at.
    pub notes: Vec<Note>,
}

/// What a person decided about a file before it is read; nothing is guessed that is set here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The name of the encoding.
    pub encoding: Option<String>,
    /// The language.
    pub lang: Option<Lang>,
    /// The format.
    pub media: Option<Media>,
}

/// What became of a file: for people who want to know what was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The encoding, to write the text back in.
    pub encoding: Encoding,
    /// How the encoding was found out.
    pub ground: Ground,
    /// What was read, one fact each.
    pub read: Vec<String>,
    /// What was guessed, and is worth a look.
    pub guessed: Vec<String>,
    /// What is not speech and takes no part in aligning.
    pub dropped: Vec<String>,
    /// What seems wrong in the file.
    pub notes: Vec<Note>,
}

/// Why a file cannot be read, or a text not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no text in the file.
    #[error("the file is empty")]
    Empty,
    /// The file has characters, but no letter of the two languages.
    #[error("no Arabic and no Latin letter in the text, so there is nothing to align")]
    NoLetters,
    /// No encoding has that name.
    #[error("unknown encoding {name:?}; names are as utf-8, utf-16le, windows-1256")]
    UnknownEncoding {
        /// The name given.
        name: String,
    },
    /// The file is not text.
    #[error("not a text file: {hint} at byte {offset}")]
    Binary {
        /// Where that was seen, 0-based.
        offset: usize,
        /// What was seen.
        hint: &'static str,
    },
    /// The bytes are not of the encoding.
    #[error("line {line}, byte {offset}: {found:02X?} is not {encoding}; name another with --encoding")]
    Undecodable {
        /// The encoding tried.
        encoding: &'static str,
        /// 0-based place in the file.
        offset: usize,
        /// 1-based line.
        line: usize,
        /// The bytes at that place, four at most.
        found: Vec<u8>,
    },
    /// A character that the encoding cannot write.
    #[error("{encoding} has no character {character:?}; write UTF-8 instead")]
    Unencodable {
        /// The encoding asked for.
        encoding: &'static str,
        /// The first character that it lacks.
        character: char,
    },
    /// The text is not of the format asked for, or of the file name's ending.
    #[error("line {line}: expected {expected}, found {found:?}")]
    NotOfFormat {
        /// 1-based line.
        line: usize,
        /// What should stand there.
        expected: &'static str,
        /// The beginning of what does stand there.
        found: String,
    },
    /// The file is of a format that is read another way.
    #[error("this is {what}, not a text; {how}")]
    Another {
        /// What it is.
        what: &'static str,
        /// What to do.
        how: &'static str,
    },
    /// A change that does not lie inside one stretch of speech, or overlaps another.
    #[error("a change at bytes {start} to {end} {problem}")]
    BadEdit {
        /// First byte in the raw text.
        start: usize,
        /// One past the last.
        end: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A text that the format cannot hold at that place.
    #[error("{format} cannot hold {problem} in a stretch of speech")]
    Unwritable {
        /// The format.
        format: &'static str,
        /// What it cannot hold.
        problem: &'static str,
    },
}

/// Reads a file; `name` is what it is called, its ending may tell the format.
///
/// # Errors
///
/// [`Error`] when the file is empty, is not text, does not decode, or has no letter of the two
/// languages.
///
/// # Examples
///
/// ```
/// use muqabala::format;
///
/// let bytes = "المذيع: هل خرج أحد؟\nقاسم مصلح: لا، لم يخرج أحد.\n".as_bytes();
/// let (document, _receipt) = format::read("interview.txt", bytes, &format::Options::default())?;
/// assert_eq!(document.turns[1].speaker.as_deref(), Some("قاسم مصلح"));
/// # Ok::<(), format::Error>(())
/// ```
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<(Document, Receipt), Error> {
    let decoded = encoding::decode(bytes, options.encoding.as_deref())?;
    let raw = decoded.text;
    if raw.trim().is_empty() {
        return Err(Error::Empty);
    }
    let mut receipt = Receipt {
        encoding: decoded.encoding,
        ground: decoded.ground,
        read: Vec::new(),
        guessed: Vec::new(),
        dropped: Vec::new(),
        notes: stray_notes(&decoded.stray),
    };
    if options.media.is_none() {
        kind::refuse(&raw)?;
    }
    let format = choose(name, &raw, options.media, &mut receipt.guessed);
    let parsed = format.parse(&raw)?;
    let lang = language(&raw, &parsed.turns, options.lang, &mut receipt)?;
    receipt.dropped = parsed.dropped;
    receipt.notes.extend(parsed.notes);
    receipt.notes.sort_by_key(|note| note.line);
    let document = Document {
        name: name.to_owned(),
        lang,
        media: format.media(),
        raw,
        turns: parsed.turns,
    };
    sum_up(&document, &mut receipt);
    Ok((document, receipt))
}

/// What is told of bytes that are not of the encoding.
fn stray_notes(lines: &[usize]) -> Vec<Note> {
    let note = |&line: &usize| Note {
        line: Some(line),
        message: format!(
            "a byte that is not UTF-8 is read as {}",
            char::REPLACEMENT_CHARACTER
        ),
    };
    lines.iter().map(note).collect()
}

/// The format of this media.
pub fn of(media: Media) -> &'static dyn Format {
    FORMATS
        .iter()
        .copied()
        .find(|format| format.media() == media)
        .unwrap_or(&txt::Txt)
}

fn choose(name: &str, raw: &str, media: Option<Media>, guessed: &mut Vec<String>) -> &'static dyn Format {
    if let Some(media) = media {
        return of(media);
    }
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let named = FORMATS
        .iter()
        .copied()
        .find(|format| ending.as_deref().is_some_and(|e| format.endings().contains(&e)));
    let claimed = FORMATS.iter().copied().find(|format| format.claims(raw));
    match (named, claimed) {
        (Some(named), _) if named.claims(raw) => named,
        (_, Some(claimed)) => {
            guessed.push(format!("format {} from the content", claimed.media().name()));
            claimed
        }
        (named, None) => named.unwrap_or(&txt::Txt),
    }
}

fn language(raw: &str, turns: &[Turn], named: Option<Lang>, receipt: &mut Receipt) -> Result<Lang, Error> {
    let stretches = || turns.iter().flat_map(|turn| &turn.text);
    let mut share = Share::default();
    for span in stretches() {
        let more = Share::of(span.of(raw));
        share.arabic += more.arabic;
        share.latin += more.latin;
    }
    let lang = match (named, share.lang()) {
        (_, None) => return Err(Error::NoLetters),
        (Some(lang), _) => lang,
        (None, Some(lang)) => {
            receipt.guessed.push(format!(
                "language {} ({} Arabic, {} Latin letters)",
                lang.name(),
                share.arabic,
                share.latin
            ));
            lang
        }
    };
    let (own, other) = match lang {
        Lang::Arabic => (share.arabic, share.latin),
        Lang::English => (share.latin, share.arabic),
    };
    if other * 3 > own {
        receipt.notes.push(Note {
            line: None,
            message: format!(
                "taken for {}, but {other} of {} letters are of the other script",
                lang.name(),
                own + other
            ),
        });
    }
    if lang == Lang::Arabic {
        let text: Vec<&str> = stretches().map(|span| span.of(raw)).collect();
        receipt.notes.extend(other_language(&text.join(" ")));
    }
    Ok(lang)
}

/// A warning when Arabic script seems to be Persian or Urdu.
///
/// whatlang is right about this on whole texts but not on a few words, and گ alone is Iraqi
/// spelling too: so six words at least, or a letter that Arabic does not write.
fn other_language(text: &str) -> Option<Note> {
    let start: String = text.chars().take(20_000).collect();
    let foreign = start.chars().any(|c| "پژکیےہٹڈڑںۀ".contains(c));
    if !foreign && start.split_whitespace().count() < 6 {
        return None;
    }
    let among = vec![
        whatlang::Lang::Ara,
        whatlang::Lang::Eng,
        whatlang::Lang::Pes,
        whatlang::Lang::Urd,
    ];
    let name = match whatlang::Detector::with_allowlist(among).detect_lang(&start) {
        Some(whatlang::Lang::Pes) => "Persian",
        Some(whatlang::Lang::Urd) => "Urdu",
        _ => return None,
    };
    Some(Note {
        line: None,
        message: format!("the text looks like {name}, and is read as Arabic"),
    })
}

fn sum_up(document: &Document, receipt: &mut Receipt) {
    let raw = &document.raw;
    receipt.read.push(format!(
        "{} characters, {} lines, {} in {}",
        raw.chars().count(),
        raw.lines().count(),
        document.media.name(),
        receipt.encoding.name()
    ));
    let mut speakers: Vec<&str> = Vec::new();
    for name in document.turns.iter().filter_map(|turn| turn.speaker.as_deref()) {
        if !speakers.contains(&name) {
            speakers.push(name);
        }
    }
    let turns = document.turns.len();
    receipt.read.push(match speakers.len() {
        0 => format!("{turns} turns, no speaker named"),
        n => format!("{turns} turns of {n} speakers: {}", speakers.join(" | ")),
    });
    let guess = match receipt.ground {
        Ground::Frequencies => "the frequencies of bytes",
        Ground::ZeroBytes => "its zero bytes",
        Ground::Named | Ground::Mark | Ground::Valid => return,
    };
    receipt
        .guessed
        .insert(0, format!("encoding {} from {guess}", receipt.encoding.name()));
}

/// The line ends of a text: those of its first line.
pub(crate) fn line_end(raw: &str) -> &'static str {
    match raw.find('\n') {
        Some(at) if raw[..at].ends_with('\r') => "\r\n",
        None if raw.contains('\r') => "\r",
        _ => "\n",
    }
}

/// The span without white space at its ends.
pub(crate) fn trim(raw: &str, span: Span) -> Span {
    let text = span.of(raw);
    let start = span.start + (text.len() - text.trim_start().len());
    Span::new(start, start + text.trim().len())
}
