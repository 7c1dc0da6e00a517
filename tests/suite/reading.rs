//! Files as they come: bad ones get a clear answer, good ones a true receipt.

use muqabala::bitext::{Document, Media};
use muqabala::format::{self, Error, Options, Receipt};
use muqabala::segment;
use muqabala::text::{Lang, Span};
use proptest::prelude::*;

fn read(name: &str, bytes: &[u8]) -> Result<(Document, Receipt), Error> {
    format::read(name, bytes, &Options::default())
}

#[track_caller]
fn message(bytes: &[u8], expected: &str) {
    let error = read("a.txt", bytes).expect_err("bad input").to_string();
    assert_eq!(error, expected);
}

#[test]
fn bad_input_gets_a_clear_message() {
    message(b"", "the file is empty");
    message(b" \r\n\t\n", "the file is empty");
    message(b"\xEF\xBB\xBF", "the file is empty");
    message(
        "…؟! — 12 :) ٤٥".as_bytes(),
        "no Arabic and no Latin letter in the text, so there is nothing to align",
    );
    message(
        "Это русский текст.".as_bytes(),
        "no Arabic and no Latin letter in the text, so there is nothing to align",
    );
    message(b"one\0two", "not a text file: a zero byte at byte 3");
    message(
        b"%PDF-1.7\n",
        "not a text file: a PDF file; save it as plain text at byte 0",
    );
    message(
        b"\xFF\xFEa\0\n\0\x00\xD8b\0",
        "line 2, byte 6: [00, D8, 62, 00] is not UTF-16LE; name another with --encoding",
    );
}

#[test]
fn an_ending_that_lies_is_seen_through() {
    let srt = b"1\n00:00:01,000 --> 00:00:02,000\nYes.\n";
    let (document, receipt) = read("talk.txt", srt).unwrap();
    assert_eq!(document.media, Media::Srt);
    assert!(
        receipt
            .guessed
            .iter()
            .any(|guess| guess == "format srt from the content"),
        "{receipt:?}"
    );
    let error = read("talk.srt", b"No cues here.")
        .expect_err("no cues")
        .to_string();
    assert_eq!(
        error,
        "line 1: expected an SRT cue (a number, then 00:00:00,000 --> 00:00:00,000), found \"No cues here.\""
    );
}

#[test]
fn the_receipt_says_what_was_understood() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/corpora/basra-palms-subtitles/ar.windows-1256.srt"
    );
    let (document, receipt) = read("ar.srt", &std::fs::read(path).unwrap()).unwrap();
    assert_eq!((document.lang, document.media), (Lang::Arabic, Media::Srt));
    assert_eq!(
        receipt.read,
        [
            "1789 characters, 97 lines, srt in windows-1256",
            "8 turns of 2 speakers: المحاور | سعاد الكناني"
        ]
    );
    assert_eq!(
        receipt.guessed,
        [
            "encoding windows-1256 from the frequencies of bytes",
            "language Arabic (653 Arabic, 0 Latin letters)"
        ]
    );
    assert_eq!(receipt.dropped, ["22 cue numbers and time codes"]);
    assert_eq!(receipt.notes, []);
}

#[test]
fn persian_and_urdu_are_noted() {
    let note = |text: &str| {
        let (_, receipt) = read("a.txt", text.as_bytes()).unwrap();
        receipt
            .notes
            .into_iter()
            .map(|note| note.message)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        note("این یک متن فارسی است و باید شناخته شود که زبان آن چیست."),
        ["the text looks like Persian, and is read as Arabic"]
    );
    assert_eq!(
        note("یہ اردو زبان کا ایک جملہ ہے اور اسے پہچانا جانا چاہیے۔"),
        ["the text looks like Urdu, and is read as Arabic"]
    );
    assert_eq!(
        note("هسه أكو ناس گالوا ماكو ماي بالبصرة من الصبح."),
        Vec::<String>::new()
    );
}

#[test]
fn one_endless_line_is_read_in_linear_time() {
    let line = "نحن نسير على الدرب الصحيح و no. 5 is far. ".repeat(40_000);
    let (document, _) = read("long.txt", line.as_bytes()).unwrap();
    assert_eq!(segment::segment(&document).len(), 40_000);
    let unbroken = "قال ".repeat(200_000);
    let (document, _) = read("long.txt", unbroken.as_bytes()).unwrap();
    assert!(!segment::segment(&document).is_empty());
}

/// All that is not white space in the stretches of speech is in exactly one segment.
fn rejoins(document: &Document) -> Result<(), TestCaseError> {
    let raw = &document.raw;
    let segments = segment::segment(document);
    let pieces: Vec<Span> = segments
        .iter()
        .flat_map(|segment| segment.pieces.clone())
        .collect();
    let mut last = 0;
    for piece in &pieces {
        prop_assert!(piece.start >= last && raw.get(piece.start..piece.end).is_some());
        last = piece.end;
    }
    let words = |spans: &mut dyn Iterator<Item = Span>| -> String {
        spans.flat_map(|span| span.of(raw).split_whitespace()).collect()
    };
    let speech = words(&mut document.turns.iter().flat_map(|turn| turn.text.iter().copied()));
    prop_assert_eq!(words(&mut pieces.into_iter()), speech);
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.txt", "a.srt", "a.vtt"] {
            if let Ok((document, receipt)) = read(name, &bytes) {
                rejoins(&document)?;
                prop_assert!(receipt.encoding.encode(&document.raw).is_ok());
            }
        }
    }

    #[test]
    fn any_text_is_cut_and_rejoined(
        lines in proptest::collection::vec(
            prop_oneof![
                "[A-Z][a-z]{1,8}: [a-z .?!]{0,40}", "المذيع: [ابتمدن ؟.،]{0,30}", "", "00:00:0[0-9],000 --> 00:00:0[0-9],500",
                "[0-9]{1,3}", "<v [A-Z][a-z]{0,4}>[a-z<>/&;. ]{0,30}", "WEBVTT", "NOTE x", "- [ابتم ]{0,20}", "\\{\\\\an8\\}<i>[a-z. ]{0,9}</i>",
                "\\PC{0,40}"
            ],
            0..12,
        ),
        end in prop_oneof!["\n", "\r\n", "\r"],
    ) {
        let raw = lines.join(&end);
        for name in ["a.txt", "a.srt", "a.vtt"] {
            let Ok((document, _)) = read(name, raw.as_bytes()) else { continue };
            rejoins(&document)?;
            let unchanged = format::splice(&document, &[]);
            prop_assert_eq!(unchanged.as_ref(), Ok(&document.raw));
        }
    }
}
