//! Character references of subtitles: `&amp;`, `&#39;`, `&#x2019;`.
//!
//! A reference is a piece of its own in the raw text and is read as the character that it stands for, so
//! that the file can be written back as it was. The names are those of HTML, as `WebVTT` wants.

use std::borrow::Cow;

use crate::text::fold;

/// Characters of the longest name, `CounterClockwiseContourIntegral`, with its marks.
const LONGEST: usize = 34;

/// The reference that a text begins with: its length in bytes, and what it stands for.
pub fn at(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &inner[..end];
    let found: Cow<'static, str> = match name.strip_prefix('#') {
        Some(number) => numbered(number)?.to_string().into(),
        None => quick_xml::escape::resolve_html5_entity(name)?.into(),
    };
    Some((end + 2, found))
}

fn numbered(number: &str) -> Option<char> {
    let hex = number.strip_prefix(['x', 'X']);
    let value = match hex {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(value).filter(|&c| c != '\0')
}

/// What a piece of speech reads as: a piece that is one reference as its character, any other as it stands.
pub fn read(piece: &str) -> Cow<'_, str> {
    match at(piece) {
        Some((length, found)) if length == piece.len() => found,
        _ => piece.into(),
    }
}

/// Does the reference stand for white space, or for a character of no width?
pub fn is_silent(found: &str) -> bool {
    found.chars().all(|c| c.is_whitespace() || fold::is_ignorable(c))
}

/// The text with its references read.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find('&') {
        out.push_str(&rest[..place]);
        rest = &rest[place..];
        let (length, found) = at(rest).unwrap_or((1, "&".into()));
        out.push_str(&found);
        rest = &rest[length..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_read() {
        assert_eq!(
            plain("R&amp;D &quot;yes&quot; don&#39;t &#x2019; &eacute; &nope; & x"),
            "R&D \"yes\" don't ’ é &nope; & x"
        );
        assert_eq!(read("&lt;"), "<");
        assert_eq!(read("a &lt;"), "a &lt;");
        assert!(at("&nbsp;").is_some_and(|(_, found)| is_silent(&found)));
        assert!(at("&lrm;").is_some_and(|(_, found)| is_silent(&found)));
        assert_eq!(at("&#0;"), None);
        assert_eq!(at("&#xD800;"), None);
    }
}
