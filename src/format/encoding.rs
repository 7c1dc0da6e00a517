//! Bytes to text and back.
//!
//! Order of the evidence: a byte order mark; the share of zero bytes for UTF-16 without one
//! (which chardetng does not know); valid UTF-8; then the guess of chardetng for the
//! legacy encodings, Windows-1256 first among them. A guess under which the bytes do not
//! decode is an error with its place. A few stray bytes in UTF-8 are read as U+FFFD, and their lines are told.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, UTF_8, UTF_16BE, UTF_16LE};

use crate::format::Error;

/// How the characters of a file are written: the encoding, and whether a byte order mark stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    inner: &'static encoding_rs::Encoding,
    /// Does the file begin with a byte order mark?
    pub bom: bool,
}

impl Encoding {
    /// UTF-8 without a byte order mark.
    pub const UTF_8: Encoding = Encoding {
        inner: UTF_8,
        bom: false,
    };

    /// The encoding of that name or alias (`utf-8`, `windows-1256`, `cp1256`, `utf-16le`), without a byte order mark.
    pub fn from_name(name: &str) -> Option<Encoding> {
        let lower = name.trim().to_ascii_lowercase().replace('_', "-");
        let label = match lower.strip_prefix("cp125") {
            Some(page) => format!("windows-125{page}"),
            None => lower,
        };
        let inner = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())?;
        Some(Encoding { inner, bom: false })
    }

    /// Its usual name, as `UTF-8` or `windows-1256`.
    pub fn name(self) -> &'static str {
        self.inner.name()
    }

    /// The bytes of `text` in this encoding.
    ///
    /// # Errors
    ///
    /// [`Error::Unencodable`] when the encoding has no such character.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::with_capacity(text.len() + 4);
        if self.bom {
            bytes.extend(self.bom_bytes());
        }
        if self.inner == UTF_16LE {
            bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        } else if self.inner == UTF_16BE {
            bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        } else {
            let (encoded, _, lossy) = self.inner.encode(text);
            if lossy {
                return Err(self.unencodable(text));
            }
            bytes.extend_from_slice(&encoded);
        }
        Ok(bytes)
    }

    fn unencodable(self, text: &str) -> Error {
        let mut buffer = [0_u8; 4];
        let character = text
            .chars()
            .find(|c| self.inner.encode(c.encode_utf8(&mut buffer)).2)
            .unwrap_or(char::REPLACEMENT_CHARACTER);
        Error::Unencodable {
            encoding: self.name(),
            character,
        }
    }

    fn bom_bytes(self) -> &'static [u8] {
        if self.inner == UTF_16LE {
            b"\xFF\xFE"
        } else if self.inner == UTF_16BE {
            b"\xFE\xFF"
        } else if self.inner == UTF_8 {
            b"\xEF\xBB\xBF"
        } else {
            b""
        }
    }
}

/// How the encoding of a file was found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// A person named it.
    Named,
    /// A byte order mark says it.
    Mark,
    /// The bytes are valid UTF-8.
    Valid,
    /// Zero bytes stand where UTF-16 has them.
    ZeroBytes,
    /// The frequencies of bytes suggest it.
    Frequencies,
}

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Its encoding.
    pub encoding: Encoding,
    /// How that was found out.
    pub ground: Ground,
    /// The lines, from 1, with bytes that are not of the encoding and stand as U+FFFD in the text.
    pub stray: Vec<usize>,
}

/// Decodes a file; `name` overrides every guess.
///
/// # Errors
///
/// [`Error::UnknownEncoding`], [`Error::Binary`] for zero bytes and for file formats that are
/// not text, [`Error::Undecodable`] with the place of the first bytes that do not decode.
pub fn decode(bytes: &[u8], name: Option<&str>) -> Result<Decoded, Error> {
    let (mut encoding, ground) = match name {
        Some(name) => (
            Encoding::from_name(name).ok_or_else(|| Error::UnknownEncoding {
                name: name.to_owned(),
            })?,
            Ground::Named,
        ),
        None => guess(bytes)?,
    };
    let mark = encoding.bom_bytes();
    encoding.bom = !mark.is_empty() && bytes.starts_with(mark);
    let skipped = if encoding.bom { mark.len() } else { 0 };
    let body = &bytes[skipped..];
    let (text, stray) = match strictly(encoding, body, skipped) {
        Ok(text) => (text, Vec::new()),
        Err(error) if encoding.inner == UTF_8 && name.is_none() => leniently(body).ok_or(error)?,
        Err(error) => return Err(error),
    };
    if let Some(at) = text.find('\0') {
        return Err(Error::Binary {
            offset: at,
            hint: "a zero byte",
        });
    }
    if ground != Ground::Named && mostly_controls(&text) {
        return Err(Error::Binary {
            offset: 0,
            hint: "many control characters",
        });
    }
    Ok(Decoded {
        text,
        encoding,
        ground,
        stray,
    })
}

fn guess(bytes: &[u8]) -> Result<(Encoding, Ground), Error> {
    let plain = |inner| Encoding { inner, bom: false };
    if let Some(hint) = magic(bytes) {
        return Err(Error::Binary { offset: 0, hint });
    }
    if let Some((inner, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Ok((plain(inner), Ground::Mark));
    }
    if let Some(inner) = wide(bytes) {
        return Ok((plain(inner), Ground::ZeroBytes));
    }
    if let Some(offset) = bytes.iter().position(|&byte| byte == 0) {
        return Err(Error::Binary {
            offset,
            hint: "a zero byte",
        });
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => return Ok((plain(UTF_8), Ground::Valid)),
        Err(_) if mostly_utf8(bytes) => return Ok((plain(UTF_8), Ground::Valid)),
        Err(_) => {}
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok((
        plain(detector.guess(None, Utf8Detection::Deny)),
        Ground::Frequencies,
    ))
}

/// What a file that is no text begins with.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (
            b"PK\x03\x04",
            "a ZIP archive, as DOCX and XLSX are; save it as plain text",
        ),
        (b"%PDF-", "a PDF file; save it as plain text"),
        (b"{\\rtf", "an RTF file; save it as plain text"),
        (b"\xD0\xCF\x11\xE0", "an old Office file; save it as plain text"),
        (b"\xFF\xFE\0\0", "a UTF-32 file; save it as UTF-8"),
        (b"\0\0\xFE\xFF", "a UTF-32 file; save it as UTF-8"),
        (b"\x1F\x8B", "a gzip file; unpack it"),
        (b"\x89PNG", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"ID3", "an MP3 recording"),
        (b"\x7FELF", "a program"),
    ];
    MAGIC
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|&(_, hint)| hint)
}

/// UTF-16 without a byte order mark: in Arabic and English text nearly all high bytes are 00
/// (ASCII) or 06 (Arabic), and 00 occurs; the low bytes are nothing of the kind.
fn wide(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) || !bytes.iter().any(|&b| b == 0 || b == 6) {
        return None;
    }
    let high_share = |parity: usize| {
        let high = bytes
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|&&b| b == 0 || b == 6);
        high.count() as f64 / (bytes.len() / 2) as f64
    };
    match (high_share(0), high_share(1)) {
        (even, odd) if odd > 0.9 && even < 0.3 => Some(UTF_16LE),
        (even, odd) if even > 0.9 && odd < 0.3 => Some(UTF_16BE),
        _ => None,
    }
}

/// Broken UTF-8 rather than a legacy encoding: characters of several bytes that are whole, at least
/// two, and three for each bad place. Text of a legacy encoding has such characters by chance alone.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 2 && bad * 3 <= good
}

/// Bad places that a file may have and still be read: more are no slip of one program.
const MOST_STRAY: usize = 20;

/// UTF-8 with U+FFFD at each bad place, and the lines of these; none when there are too many.
fn leniently(bytes: &[u8]) -> Option<(String, Vec<usize>)> {
    let (mut text, mut stray, mut line) = (String::with_capacity(bytes.len()), Vec::new(), 1);
    for chunk in bytes.utf8_chunks() {
        line += chunk.valid().matches('\n').count();
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            stray.push(line);
        }
    }
    (stray.len() <= MOST_STRAY).then_some((text, stray))
}

/// More than one control character in twenty: no text, whatever the encoding.
fn mostly_controls(text: &str) -> bool {
    let control = |c: &char| c.is_control() && !matches!(c, '\t'..='\r' | '\u{85}' | '\u{1B}');
    let controls = text.chars().filter(control).count();
    controls > 0 && controls * 20 > text.chars().count()
}

/// Decodes without replacement characters; `skipped` bytes before `bytes` count into error places.
fn strictly(encoding: Encoding, bytes: &[u8], skipped: usize) -> Result<String, Error> {
    if encoding.inner == UTF_8 {
        return match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(shifted(undecodable(UTF_8, bytes, error.valid_up_to()), skipped)),
        };
    }
    let mut decoder = encoding.inner.new_decoder_without_bom_handling();
    let room = decoder
        .max_utf8_buffer_length_without_replacement(bytes.len())
        .unwrap_or(bytes.len());
    let mut text = String::with_capacity(room);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => {
            text.shrink_to_fit();
            Ok(text)
        }
        DecoderResult::Malformed(length, after) => {
            let at = read.saturating_sub(usize::from(length) + usize::from(after));
            let mut error = undecodable(encoding.inner, bytes, at);
            if let Error::Undecodable { line, .. } = &mut error {
                *line = text.matches('\n').count() + 1;
            }
            Err(shifted(error, skipped))
        }
        DecoderResult::OutputFull => Err(undecodable(encoding.inner, bytes, read)),
    }
}

fn shifted(mut error: Error, skipped: usize) -> Error {
    if let Error::Undecodable { offset, .. } = &mut error {
        *offset += skipped;
    }
    error
}

fn undecodable(encoding: &'static encoding_rs::Encoding, bytes: &[u8], offset: usize) -> Error {
    let end = (offset + 4).min(bytes.len());
    let before = bytes.get(..offset).unwrap_or(bytes);
    Error::Undecodable {
        encoding: encoding.name(),
        offset,
        line: before.split(|&byte| byte == b'\n').count(),
        found: bytes.get(offset..end).unwrap_or(&[]).to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ARABIC: &str = "رسمياً، لم يخرج أي مقاتل عراقي إلى سوريا.\r\nالمنافذ أُغلقت؛ هل من دليل؟\r\n";

    #[track_caller]
    fn case(name: &str, bom: bool, ground: Ground) {
        let encoding = Encoding {
            bom,
            ..Encoding::from_name(name).expect("a known name")
        };
        let bytes = encoding.encode(ARABIC).expect("encodable");
        let decoded = decode(&bytes, None).expect("decodable");
        assert_eq!(decoded.text, ARABIC);
        assert_eq!((decoded.encoding, decoded.ground), (encoding, ground));
        assert_eq!(decoded.encoding.encode(&decoded.text), Ok(bytes));
    }

    #[test]
    fn the_usual_encodings_are_found_and_written_back() {
        case("utf-8", false, Ground::Valid);
        case("utf-8", true, Ground::Mark);
        case("utf-16le", true, Ground::Mark);
        case("utf-16be", true, Ground::Mark);
        case("utf-16le", false, Ground::ZeroBytes);
        case("utf-16be", false, Ground::ZeroBytes);
        case("cp1256", false, Ground::Frequencies);
    }

    #[test]
    fn a_name_overrides_the_guess() {
        let bytes = Encoding::from_name("windows-1256").map(|e| e.encode("نعم"));
        let bytes = bytes.expect("known").expect("encodable");
        let read = decode(&bytes, Some("cp1256")).expect("decodable");
        assert_eq!((read.text.as_str(), read.ground), ("نعم", Ground::Named));
        assert!(matches!(
            decode(b"x", Some("klingon")),
            Err(Error::UnknownEncoding { .. })
        ));
    }

    #[test]
    fn english_in_utf_16_without_a_mark_is_found() {
        let bytes: Vec<u8> = "Yes.\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes, None).map(|d| d.text), Ok("Yes.\r\n".to_owned()));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(matches!(
            decode(b"PK\x03\x04rest", None),
            Err(Error::Binary { .. })
        ));
        assert!(matches!(
            decode(b"text\0text", None),
            Err(Error::Binary { offset: 4, .. })
        ));
    }

    #[test]
    fn stray_bytes_are_marked_and_their_lines_told() {
        let mut bytes = ARABIC.repeat(5).into_bytes();
        let place = bytes.iter().position(|&b| b == b'\n').expect("a line") + 1;
        bytes.insert(place, 0xFF);
        let decoded = decode(&bytes, None).expect("read");
        assert_eq!(
            (decoded.stray.as_slice(), decoded.encoding),
            (&[2][..], Encoding::UTF_8)
        );
        assert_eq!(decoded.text.matches('\u{FFFD}').count(), 1);
        let error = decode(&bytes, Some("utf-8")).expect_err("broken");
        assert!(
            matches!(error, Error::Undecodable { encoding: "UTF-8", offset, line: 2, .. } if offset == place),
            "{error}"
        );
        let cut = &ARABIC.as_bytes()[..=ARABIC.find("سوريا").expect("a word")];
        assert_eq!(decode(cut, None).map(|decoded| decoded.stray), Ok(vec![1]));
    }

    #[test]
    fn a_lone_surrogate_is_an_error() {
        let mut bytes = b"\xFF\xFE".to_vec();
        bytes.extend([0x61, 0x00, 0x00, 0xD8, 0x62, 0x00]);
        let error = decode(&bytes, None).expect_err("a lone surrogate");
        assert!(matches!(error, Error::Undecodable { offset: 4, .. }), "{error:?}");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(decoded) = decode(&bytes, None) {
                prop_assert!(!decoded.text.contains('\0'));
            }
            let _unused = decode(&bytes, Some("utf-16le"));
        }
    }
}
