//! Changes into a text, in its own format: stretches of speech get new words, all else stays.

use crate::bitext::{Document, Media};
use crate::format::{Error, of};
use crate::text::Span;

/// The raw text of `document` with each span replaced by its new text, in any order.
///
/// A span lies on character boundaries, inside one stretch of speech for subtitles (so that
/// cue numbers, time codes and tags cannot be hurt), and overlaps no other. New text is
/// written as the format asks: escaped, with the line ends of the file.
///
/// # Errors
///
/// [`Error::BadEdit`] for a span that does not fit, [`Error::Unwritable`] for a text that the
/// format cannot hold there.
pub fn splice(document: &Document, edits: &[(Span, &str)]) -> Result<String, Error> {
    let raw = &document.raw;
    let format = of(document.media);
    let mut sorted: Vec<&(Span, &str)> = edits.iter().collect();
    sorted.sort_by_key(|(span, _)| *span);
    let mut out = String::with_capacity(raw.len());
    let mut done = 0;
    for (span, text) in sorted {
        check(document, *span, done)?;
        out.push_str(&raw[done..span.start]);
        out.push_str(&format.escape(text, raw)?);
        done = span.end;
    }
    out.push_str(&raw[done..]);
    Ok(out)
}

fn check(document: &Document, span: Span, done: usize) -> Result<(), Error> {
    let bad = |problem| Error::BadEdit {
        start: span.start,
        end: span.end,
        problem,
    };
    if document.raw.get(span.start..span.end).is_none() {
        return Err(bad("does not lie on character boundaries of the text"));
    }
    if span.start < done {
        return Err(bad("overlaps the change before it"));
    }
    let inside = || {
        document
            .turns
            .iter()
            .flat_map(|turn| &turn.text)
            .any(|stretch| stretch.contains(span))
    };
    match document.media {
        Media::Srt | Media::Vtt if !inside() => Err(bad("runs over a tag or the edge of a cue")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Options, read};

    fn document(name: &str, raw: &str) -> Document {
        read(name, raw.as_bytes(), &Options::default())
            .expect("readable")
            .0
    }

    #[track_caller]
    fn case(name: &str, raw: &str, (old, new): (&str, &str), expected: &str) {
        let document = document(name, raw);
        let at = raw.find(old).expect("the words to change");
        let out = splice(&document, &[(Span::new(at, at + old.len()), new)]);
        assert_eq!(out.as_deref(), Ok(expected));
    }

    #[test]
    fn all_but_the_change_stays() {
        case(
            "a.txt",
            "A: one\r\n\r\nB:  aginas it \n",
            ("aginas", "against"),
            "A: one\r\n\r\nB:  against it \n",
        );
        let srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>He left</i>\r\n";
        case("a.srt", srt, ("He", "She"), &srt.replace("He", "She"));
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>This and that\n";
        case("a.vtt", vtt, ("and", "&"), &vtt.replace("and", "&amp;"));
    }

    #[test]
    fn time_codes_cannot_be_hurt() {
        let raw = "1\n00:00:01,000 --> 00:00:02,000\nYes.\n\n2\n00:00:03,000 --> 00:00:04,000\nNo.\n";
        let subtitles = document("a.srt", raw);
        let bad = splice(&subtitles, &[(Span::new(30, 60), "x")]);
        assert!(matches!(bad, Err(Error::BadEdit { .. })));
        let place = raw.find("Yes").expect("the cue");
        for text in ["a --> b", "a\n\nb"] {
            let bad = splice(&subtitles, &[(Span::new(place, place + 3), text)]);
            assert!(matches!(bad, Err(Error::Unwritable { .. })), "{text}");
        }
    }
}
