//! What a text is when it is no plain text: told by its content, whatever the file is called.
//!
//! Markup, data and other programs' subtitles would be aligned and checked as if they were prose. They
//! are refused, with the way in which they can be read.

use serde::de::IgnoredAny;
use serde_json::Value;

use crate::format::Error;

/// A format by the name of its root element: the name, what it is, what to do.
const ROOTS: &[(&str, &str, &str)] = &[
    (
        "tmx",
        "a translation memory (TMX)",
        "`muqabala learn --from FILE` learns from it; to check it, give its two texts as plain text",
    ),
    (
        "xliff",
        "an XLIFF file",
        "export its source and its target as two plain texts",
    ),
    ("tbx", "a glossary (TBX)", "`muqabala terms import FILE` reads it"),
    (
        "martif",
        "a glossary (TBX)",
        "`muqabala terms import FILE` reads it",
    ),
    ("html", "an HTML page", "save it as plain text"),
    ("tt", "a subtitle file (TTML)", "save it as SRT or WebVTT"),
    ("sami", "a subtitle file (SAMI)", "save it as SRT or WebVTT"),
    (
        "transcript",
        "a transcript of YouTube in XML",
        "download it as SRT or WebVTT",
    ),
    (
        "timedtext",
        "a transcript of YouTube in XML",
        "download it as SRT or WebVTT",
    ),
];

/// Lines that are looked at to know a file of one JSON object a line.
const LINES: usize = 5;

/// Refuses a text that is plainly of another format.
///
/// # Errors
///
/// [`Error::Another`] with what it is and what to do.
pub(crate) fn refuse(raw: &str) -> Result<(), Error> {
    let text = raw.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let found = match text.chars().next() {
        Some('<') => markup(text),
        Some('{' | '[') => data(text),
        _ => catalogue(text),
    };
    match found {
        Some((what, how)) => Err(Error::Another { what, how }),
        None => Ok(()),
    }
}

type Found = Option<(&'static str, &'static str)>;

/// Markup, by its root element; of elements that are not known only those that XML declares.
fn markup(text: &str) -> Found {
    let mut rest = text;
    let mut is_declared = false;
    loop {
        rest = rest.trim_start();
        let close = match rest.get(..4) {
            Some("<!--") => "-->",
            Some(start) if start.starts_with("<?") => "?>",
            Some(start) if start.starts_with("<!") => ">",
            _ => break,
        };
        is_declared |= rest.starts_with("<?xml");
        let doctype = rest.get(..14).unwrap_or_default();
        if doctype.eq_ignore_ascii_case("<!doctype html") {
            return known("html");
        }
        rest = &rest[rest.find(close)? + close.len()..];
    }
    let name = rest.strip_prefix('<')?;
    let end = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.')))?;
    let local = name[..end].rsplit(':').next().unwrap_or_default();
    known(&local.to_ascii_lowercase()).or_else(|| {
        is_declared.then_some((
            "an XML file of a kind that is not known here",
            "save its text as plain text",
        ))
    })
}

fn known(root: &str) -> Found {
    ROOTS
        .iter()
        .find(|(name, _, _)| *name == root)
        .map(|&(_, what, how)| (what, how))
}

/// JSON as a whole or line by line, and subtitles that begin with a section in brackets.
fn data(text: &str) -> Found {
    if text.starts_with("[Script Info]") {
        return Some(("a subtitle file (SSA, ASS)", "save it as SRT or WebVTT"));
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let objects: Option<Vec<Value>> = lines
        .take(LINES)
        .map(|line| serde_json::from_str(line).ok().filter(Value::is_object))
        .collect();
    if let Some(objects) = objects.filter(|objects| !objects.is_empty()) {
        let is_pair = |object: &Value| object.get("ar").is_some() && object.get("en").is_some();
        return Some(if objects.iter().all(is_pair) {
            (
                "a file of pairs (JSON)",
                "`muqabala check --pairs FILE` checks it",
            )
        } else {
            ("a JSON file", "save its text as plain text")
        });
    }
    let is_json = text.contains('"') && serde_json::from_str::<IgnoredAny>(text).is_ok();
    is_json.then_some(("a JSON file", "save its text as plain text"))
}

/// A catalogue of gettext.
fn catalogue(text: &str) -> Found {
    let has = |start: &str| text.lines().any(|line| line.starts_with(start));
    (has("msgid \"") && has("msgstr \"")).then_some((
        "a catalogue of messages (PO)",
        "save its source and its translation as two plain texts",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(raw: &str, expected: Option<&str>) {
        let found = refuse(raw).err().map(|error| error.to_string());
        match (found, expected) {
            (None, None) => {}
            (Some(found), Some(part)) => assert!(found.contains(part), "{found}"),
            (found, _) => panic!("{raw}: {found:?}"),
        }
    }

    #[test]
    fn other_formats_are_told_by_their_content() {
        case(
            "\u{FEFF}<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">",
            Some("learn --from"),
        );
        case(
            "<!-- x -->\n<xliff version=\"1.2\" xmlns=\"u\"></xliff>",
            Some("XLIFF"),
        );
        case("<!DOCTYPE html>\n<html><body>Yes.</body></html>", Some("HTML"));
        case("<HTML lang=\"ar\">نعم</HTML>", Some("HTML"));
        case("<?xml version=\"1.0\"?><x:note>Yes</x:note>", Some("XML"));
        case(
            "{\"ar\": \"نعم\", \"en\": \"Yes\"}\n{\"ar\": \"لا\", \"en\": \"No\"}\n",
            Some("--pairs"),
        );
        case("[\n {\"text\": \"Yes\"}\n]\n", Some("JSON"));
        case("[Script Info]\nTitle: x\n", Some("SSA"));
        case("# x\nmsgid \"Yes\"\nmsgstr \"نعم\"\n", Some("PO"));
    }

    #[test]
    fn text_is_left_alone() {
        for raw in [
            "[Host]: Welcome.\n[Guest]: Thanks.",
            "<i>Yes.</i>\nNo.",
            "{ an aside } and more",
            "<3 is a heart",
            "[12]",
            "Yes.",
            "",
        ] {
            case(raw, None);
        }
    }
}
