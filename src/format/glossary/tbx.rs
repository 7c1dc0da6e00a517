//! Glossaries as TBX (ISO 30042), the exchange format of term bases.
//!
//! Read: `termEntry`/`langSet`/`tig` or `ntig` of version 2 and `conceptEntry`/`langSec`/`termSec`
//! of version 3; `administrativeStatus` tells preferred and admitted terms from deprecated or
//! superseded ones, which become forbidden. Written: TBX-Basic 3 in the DCA style. Words that
//! excuse a forbidden form have no place in TBX and go into a note that begins with `unless:`.

use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::bitext::Note;
use crate::format::glossary::{Error, Format, checked};
use crate::lexicon::terms::Term;
use crate::text::Lang;

/// `TermBase eXchange`.
#[derive(Debug)]
pub struct Tbx;

const UNLESS: &str = "unless:";

impl Format for Tbx {
    fn name(&self) -> &'static str {
        "tbx"
    }

    fn read(&self, text: &str) -> Result<(Vec<Term>, Vec<Note>), Error> {
        let mut reader = Reader::from_str(text);
        let mut state = State::default();
        let mut seen_entry = false;
        // Counted as it is read: from the start each time, a file of tags would take hours.
        let (mut line, mut counted) = (1, 0);
        loop {
            let at = reader.buffer_position() as usize;
            line += text.get(counted..at).map_or(0, |read| read.matches('\n').count());
            counted = at.max(counted);
            let event = reader.read_event().map_err(|error| Error::Malformed {
                line,
                problem: error.to_string(),
            })?;
            match event {
                Event::Start(start) => {
                    seen_entry |= is_entry(start.local_name().as_ref());
                    state.open(&start, line);
                }
                Event::Text(piece) => state.text.push_str(&piece),
                Event::CData(piece) => state.text.extend(piece.chars()),
                Event::GeneralRef(name) => state.text.push_str(&reference(&name)),
                Event::End(end) => state.close(end.local_name().as_ref()),
                Event::Eof => break,
                _ => {}
            }
        }
        if seen_entry {
            Ok((state.terms, state.notes))
        } else {
            Err(Error::Malformed {
                line: 1,
                problem: "no termEntry and no conceptEntry, so this is no TBX".to_owned(),
            })
        }
    }

    fn write(&self, terms: &[Term]) -> String {
        let mut text = String::from(HEAD);
        for (index, term) in terms.iter().enumerate() {
            write_entry(&mut text, index + 1, term);
        }
        text.push_str("    </body>\n  </text>\n</tbx>\n");
        text
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">
  <tbxHeader>
    <fileDesc>
      <sourceDesc>
        <p>Glossary of a muqabala workspace</p>
      </sourceDesc>
    </fileDesc>
  </tbxHeader>
  <text>
    <body>
";

fn is_entry(name: &str) -> bool {
    matches!(name, "termEntry" | "conceptEntry")
}

/// What has been read so far.
#[derive(Debug, Default)]
struct State {
    terms: Vec<Term>,
    notes: Vec<Note>,
    line: usize,
    entry: Term,
    lang: Option<Lang>,
    form: String,
    is_deprecated: bool,
    /// The `type` of the element that is open.
    kind: String,
    text: String,
}

impl State {
    fn open(&mut self, start: &BytesStart<'_>, line: usize) {
        self.text.clear();
        self.kind = attribute(start, "type").unwrap_or_default();
        match start.local_name().as_ref() {
            name if is_entry(name) => {
                self.entry = Term::default();
                self.line = line;
            }
            "langSet" | "langSec" => {
                self.lang = attribute(start, "lang").and_then(|code| Lang::from_code(&code));
            }
            "tig" | "ntig" | "termSec" => {
                self.form.clear();
                self.is_deprecated = false;
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        let text = self.text.trim().to_owned();
        match name {
            "term" => self.form = text,
            "termNote" if self.kind.eq_ignore_ascii_case("administrativeStatus") => {
                self.is_deprecated = text.starts_with("deprecated") || text.starts_with("superseded");
            }
            "note" | "descrip" if !text.is_empty() => self.note(&text),
            "tig" | "ntig" | "termSec" => self.take_form(),
            "langSet" | "langSec" => self.lang = None,
            name if is_entry(name) => match checked(std::mem::take(&mut self.entry), self.line) {
                Ok(term) => self.terms.push(term),
                Err(note) => self.notes.push(note),
            },
            _ => {}
        }
        if name != "hi" {
            self.text.clear();
        }
    }

    fn note(&mut self, text: &str) {
        if let Some(words) = text.strip_prefix(UNLESS) {
            let forms = words.split('|').map(str::trim).filter(|form| !form.is_empty());
            self.entry.unless.extend(forms.map(str::to_owned));
        } else if self.entry.note.is_empty() {
            text.clone_into(&mut self.entry.note);
        }
    }

    fn take_form(&mut self) {
        let form = std::mem::take(&mut self.form);
        if form.is_empty() {
            return;
        }
        match (self.lang, self.is_deprecated) {
            (Some(_), true) => self.entry.forbidden.push(form),
            (Some(Lang::Arabic), false) => self.entry.arabic.push(form),
            (Some(Lang::English), false) => self.entry.english.push(form),
            (None, _) => {}
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| attribute.value.clone().into_owned())
}

/// The character of an entity; names that XML does not know stand as they are.
fn reference(name: &str) -> String {
    let code = name.strip_prefix("#x").map_or_else(
        || name.strip_prefix('#').and_then(|digits| digits.parse().ok()),
        |digits| u32::from_str_radix(digits, 16).ok(),
    );
    match (name, code.and_then(char::from_u32)) {
        (_, Some(c)) => c.to_string(),
        ("amp", _) => "&".to_owned(),
        ("lt", _) => "<".to_owned(),
        ("gt", _) => ">".to_owned(),
        ("quot", _) => "\"".to_owned(),
        ("apos", _) => "'".to_owned(),
        _ => format!("&{name};"),
    }
}

fn write_entry(text: &mut String, number: usize, term: &Term) {
    // Writing to a string does not fail.
    let _ = writeln!(text, "      <conceptEntry id=\"c{number}\">");
    let mut note = |words: &str| {
        if !words.is_empty() {
            let _ = writeln!(text, "        <note>{}</note>", escaped(words));
        }
    };
    note(&term.note);
    if !term.unless.is_empty() {
        note(&format!("{UNLESS} {}", term.unless.join(" | ")));
    }
    let is_arabic = |form: &&String| crate::text::script::Share::of(form).lang() == Some(Lang::Arabic);
    let (arabic, english): (Vec<&String>, Vec<&String>) = term.forbidden.iter().partition(is_arabic);
    for (lang, forms, forbidden) in [("ar", &term.arabic, arabic), ("en", &term.english, english)] {
        let _ = writeln!(text, "        <langSec xml:lang=\"{lang}\">");
        for (index, form) in forms.iter().enumerate() {
            let status = if index == 0 {
                "preferredTerm"
            } else {
                "admittedTerm"
            };
            write_form(text, form, status);
        }
        for form in forbidden {
            write_form(text, form, "deprecatedTerm");
        }
        text.push_str("        </langSec>\n");
    }
    text.push_str("      </conceptEntry>\n");
}

fn write_form(text: &mut String, form: &str, status: &str) {
    let _ = writeln!(
        text,
        "          <termSec>\n            <term>{}</term>\n            <termNote type=\"administrativeStatus\">{status}-admn-sts</termNote>\n          </termSec>",
        escaped(form)
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_two_is_read_too() {
        let text = r#"<?xml version="1.0"?><martif type="TBX"><text><body><termEntry>
            <langSet xml:lang="ar-IQ"><tig><term>الحشد الشعبي</term></tig></langSet>
            <langSet xml:lang="en"><tig><term>PMF &amp; PMU</term></tig>
              <tig><term>popular crowd</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
            </langSet></termEntry></body></text></martif>"#;
        let (terms, notes) = Tbx.read(text).expect("TBX 2");
        assert!(notes.is_empty());
        assert_eq!(terms[0].english, ["PMF & PMU"]);
        assert_eq!(terms[0].forbidden, ["popular crowd"]);
        assert_eq!(terms[0].arabic, ["الحشد الشعبي"]);
    }

    #[test]
    fn other_xml_is_refused() {
        assert!(Tbx.read("<html><body/></html>").is_err());
    }
}
