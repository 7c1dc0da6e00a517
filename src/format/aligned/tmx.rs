//! TMX 1.4, the translation memory exchange format, written and read.
//!
//! Written so that strict readers take it: DOCTYPE, all attributes that the DTD requires, one
//! language tag a side for the whole file, `srclang` equal to it, props before segs, no control
//! characters, and no `tu` for a null bead (readers have no empty segment). A bead of several
//! segments is one `tu`; how many and which is said in `x-muqabala-…` props.
//! Source: LISA OSCAR, TMX 1.4b Specification (2005), and tmx14.dtd.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use crate::bitext::{Pair, Role};
use crate::format::aligned::{About, Unit};
use crate::text::script::is_bidi_control;

/// Whether invisible marks of direction stay in the segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Marks {
    /// They are left out: memories match on text.
    #[default]
    Drop,
    /// They stay.
    Keep,
}

/// Why a TMX file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It is no well-formed XML.
    #[error("byte {offset}: {message}")]
    Xml {
        /// Where, 0-based.
        offset: u64,
        /// What the parser says.
        message: String,
    },
    /// It is XML, but no TMX.
    #[error("expected a tmx element with a header and a body, found {found}")]
    NotTmx {
        /// What was there.
        found: String,
    },
    /// The header lacks the source language.
    #[error("the header has no srclang")]
    NoSourceLanguage,
}

/// Writes the two-sided units.
///
/// # Errors
///
/// What the system says when memory cannot be written to.
pub fn write(units: &[Unit], about: &About, marks: Marks) -> std::io::Result<String> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.write_event(Event::DocType(BytesText::from_escaped(
        "tmx SYSTEM \"tmx14.dtd\"",
    )))?;
    writer.write_event(Event::Start(
        BytesStart::new("tmx").with_attributes([("version", "1.4")]),
    ))?;
    header(&mut writer, about)?;
    writer.write_event(Event::Start(BytesStart::new("body")))?;
    let two_sided = |unit: &&Unit| !unit.pieces.source.is_empty() && !unit.pieces.target.is_empty();
    for (number, unit) in units.iter().filter(two_sided).enumerate() {
        translation_unit(&mut writer, (number, unit), about, marks)?;
    }
    writer.write_event(Event::End(BytesEnd::new("body")))?;
    writer.write_event(Event::End(BytesEnd::new("tmx")))?;
    let mut text = String::from_utf8(writer.into_inner()).map_err(std::io::Error::other)?;
    text.push('\n');
    Ok(text)
}

type Xml = Writer<Vec<u8>>;

fn header(writer: &mut Xml, about: &About) -> std::io::Result<()> {
    let header = BytesStart::new("header").with_attributes([
        ("creationtool", "muqabala"),
        ("creationtoolversion", env!("CARGO_PKG_VERSION")),
        ("segtype", "sentence"),
        ("o-tmf", "muqabala"),
        ("adminlang", "en"),
        ("srclang", about.tag(Role::Source)),
        ("datatype", "plaintext"),
        ("creationdate", &about.date),
    ]);
    writer.write_event(Event::Start(header))?;
    prop(writer, "x-muqabala-name", &about.name)?;
    writer.write_event(Event::End(BytesEnd::new("header")))
}

fn translation_unit(
    writer: &mut Xml,
    (number, unit): (usize, &Unit),
    about: &About,
    marks: Marks,
) -> std::io::Result<()> {
    let id = (number + 1).to_string();
    let start = BytesStart::new("tu").with_attributes([("tuid", id.as_str()), ("creationdate", &about.date)]);
    writer.write_event(Event::Start(start))?;
    let kind = format!("{}-{}", unit.pieces.source.len(), unit.pieces.target.len());
    prop(writer, "x-muqabala-align", &kind)?;
    prop(writer, "x-muqabala-source", &unit.numbers(Role::Source))?;
    prop(writer, "x-muqabala-target", &unit.numbers(Role::Target))?;
    prop(
        writer,
        "x-muqabala-confidence",
        &format!("{:.3}", unit.confidence),
    )?;
    prop(writer, "x-muqabala-status", unit.status)?;
    for role in [Role::Source, Role::Target] {
        let variant = BytesStart::new("tuv").with_attributes([("xml:lang", about.tag(role))]);
        writer.write_event(Event::Start(variant))?;
        element(writer, BytesStart::new("seg"), &plain(&unit.text(role), marks))?;
        writer.write_event(Event::End(BytesEnd::new("tuv")))?;
    }
    writer.write_event(Event::End(BytesEnd::new("tu")))
}

fn prop(writer: &mut Xml, kind: &str, text: &str) -> std::io::Result<()> {
    let start = BytesStart::new("prop").with_attributes([("type", kind)]);
    element(writer, start, &plain(text, Marks::Drop))
}

fn element(writer: &mut Xml, start: BytesStart<'_>, text: &str) -> std::io::Result<()> {
    let end = start.to_end().into_owned();
    writer.write_event(Event::Start(start))?;
    writer.write_event(Event::Text(BytesText::new(text)))?;
    writer.write_event(Event::End(end))
}

/// A text as a segment: on one line, without control characters.
fn plain(text: &str, marks: Marks) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|&c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .filter(|&c| marks == Marks::Keep || !is_bidi_control(c))
        .collect();
    let words: Vec<&str> = kept.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// A translation memory as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Memory {
    /// The language tag of the sources.
    pub srclang: String,
    /// Pairs of a segment in the source language and one in another, with that one's tag.
    pub pairs: Vec<(Pair<String>, String)>,
    /// Units that were passed over: no segment in the source language, or none in another.
    pub passed_over: usize,
}

/// Reads a memory.
///
/// # Errors
///
/// [`Error`] when it is no well-formed TMX.
pub fn read(text: &str) -> Result<Memory, Error> {
    let mut reader = Reader::from_str(text);
    let mut memory = Memory::default();
    let mut state = Reading::default();
    loop {
        let at = |reader: &Reader<&[u8]>, message: String| Error::Xml {
            offset: reader.error_position(),
            message,
        };
        match reader.read_event() {
            Err(error) => return Err(at(&reader, error.to_string())),
            Ok(Event::Eof) => break,
            Ok(Event::Start(start)) => {
                let attributes = attributes(&start).map_err(|message| at(&reader, message))?;
                state.open(start.name().as_ref(), &attributes, &mut memory);
            }
            Ok(Event::Empty(start)) => {
                let attributes = attributes(&start).map_err(|message| at(&reader, message))?;
                let name = start.name();
                state.open(name.as_ref(), &attributes, &mut memory);
                state.close(name.as_ref(), &mut memory);
            }
            Ok(Event::End(end)) => state.close(end.name().as_ref(), &mut memory),
            Ok(Event::Text(text)) => state.text(&text),
            Ok(Event::CData(text)) => state.text(&text),
            Ok(Event::GeneralRef(reference)) => {
                let name: &str = &reference;
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => resolve_predefined_entity(name).map(str::to_owned),
                };
                match resolved {
                    Some(text) => state.text(&text),
                    None => return Err(at(&reader, format!("unknown entity &{name};"))),
                }
            }
            Ok(_) => {}
        }
    }
    if !state.is_tmx {
        return Err(Error::NotTmx { found: state.first });
    }
    if memory.srclang.is_empty() {
        return Err(Error::NoSourceLanguage);
    }
    Ok(memory)
}

fn attributes(start: &BytesStart<'_>) -> Result<Vec<(String, String)>, String> {
    start
        .attributes()
        .map(|attribute| {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|error| error.to_string())?;
            Ok((attribute.key.as_ref().to_owned(), value.into_owned()))
        })
        .collect()
}

/// Where the reader is.
#[derive(Debug, Default)]
struct Reading {
    is_tmx: bool,
    first: String,
    lang: String,
    in_seg: bool,
    /// Inside inline codes, whose content is not text.
    codes: usize,
    seg: String,
    variants: Vec<(String, String)>,
}

impl Reading {
    fn open(&mut self, name: &str, attributes: &[(String, String)], memory: &mut Memory) {
        let value = |wanted: &str| {
            attributes
                .iter()
                .find(|(key, _)| key == wanted)
                .map(|(_, value)| value.clone())
        };
        if self.first.is_empty() {
            name.clone_into(&mut self.first);
        }
        match name {
            "tmx" => self.is_tmx = true,
            "header" => memory.srclang = value("srclang").unwrap_or_default(),
            "tu" => self.variants.clear(),
            "tuv" => self.lang = value("xml:lang").or_else(|| value("lang")).unwrap_or_default(),
            "seg" => {
                self.in_seg = true;
                self.seg.clear();
            }
            "bpt" | "ept" | "it" | "ph" | "ut" => self.codes += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str, memory: &mut Memory) {
        match name {
            "bpt" | "ept" | "it" | "ph" | "ut" => self.codes = self.codes.saturating_sub(1),
            "seg" => {
                self.in_seg = false;
                self.variants
                    .push((self.lang.clone(), std::mem::take(&mut self.seg)));
            }
            "tu" => self.unit(memory),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_seg && self.codes == 0 {
            self.seg.push_str(text);
        }
    }

    fn unit(&mut self, memory: &mut Memory) {
        let variants = std::mem::take(&mut self.variants);
        let is_source = |tag: &str| tag.eq_ignore_ascii_case(&memory.srclang);
        let source = variants.iter().find(|(tag, _)| is_source(tag)).cloned();
        let others: Vec<_> = variants.iter().filter(|(tag, _)| !is_source(tag)).collect();
        match source {
            Some((_, source)) if !others.is_empty() => {
                let pair =
                    |(tag, text): &(String, String)| (Pair::new(source.clone(), text.clone()), tag.clone());
                memory.pairs.extend(others.into_iter().map(pair));
            }
            _ => memory.passed_over += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::aligned::examples;

    #[test]
    fn what_is_written_is_read_back() {
        let text = write(&examples::units(), &examples::about(), Marks::Drop).unwrap();
        let memory = read(&text).unwrap();
        assert_eq!(memory.srclang, "ar-IQ");
        assert_eq!(memory.passed_over, 0);
        let pairs: Vec<(&str, &str)> = memory
            .pairs
            .iter()
            .map(|(pair, _)| (pair.source.as_str(), pair.target.as_str()))
            .collect();
        assert_eq!(
            pairs,
            [
                ("قال <نعم> & ذهب.", "He said \"yes\" & left."),
                ("جلس. ثم قام.", "He sat, then rose."),
            ]
        );
    }

    #[test]
    fn the_header_has_what_the_dtd_requires() {
        let text = write(&[], &examples::about(), Marks::Drop).unwrap();
        for required in [
            "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">",
            "<tmx version=\"1.4\">",
            "creationtool=",
            "creationtoolversion=",
            "segtype=\"sentence\"",
            "o-tmf=",
            "adminlang=\"en\"",
            "srclang=\"ar-IQ\"",
            "datatype=\"plaintext\"",
        ] {
            assert!(text.contains(required), "{required} is not in {text}");
        }
    }

    #[test]
    fn inline_codes_are_no_text_and_faults_are_named() {
        let tmx =
            |body: &str| format!("<tmx version=\"1.4\"><header srclang=\"en\"/><body>{body}</body></tmx>");
        let unit = "<tu><tuv xml:lang=\"EN\"><seg>a <bpt i=\"1\">&lt;b></bpt>b&#x41;</seg></tuv><tuv xml:lang=\"ar\"><seg>ب</seg></tuv></tu>";
        let memory = read(&tmx(unit)).unwrap();
        assert_eq!(memory.pairs[0].0, Pair::new("a bA".to_owned(), "ب".to_owned()));
        assert_eq!(read(&tmx("<tu/>")).unwrap().passed_over, 1);
        assert!(matches!(read(&tmx("<tu>")), Err(Error::Xml { .. })));
        assert!(matches!(
            read(&tmx("<tu><tuv><seg>&x;</seg></tuv></tu>")),
            Err(Error::Xml { .. })
        ));
        assert!(matches!(read("<html></html>"), Err(Error::NotTmx { .. })));
        assert!(matches!(
            read("<tmx><header/><body/></tmx>"),
            Err(Error::NoSourceLanguage)
        ));
    }

    #[test]
    fn controls_and_marks_of_direction_stay_out() {
        assert_eq!(plain("a\u{1}b\u{200F}\u{202E} c", Marks::Drop), "ab c");
        assert_eq!(plain("a\u{200F}", Marks::Keep), "a\u{200F}");
    }
}
