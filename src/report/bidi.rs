//! Arabic inside lines that run left to right.
//!
//! A terminal that knows both directions reorders a mixed line as a whole; isolates keep each
//! run of Arabic to itself. Text of others may carry controls that turn a line around or steer
//! the terminal: these are shown by their numbers instead.

use std::fmt::Write as _;

use crate::text::script::{is_arabic_letter, is_bidi_control, is_harakah, is_latin_letter};

/// First strong isolate.
pub const FSI: char = '\u{2068}';
/// Right-to-left isolate.
pub const RLI: char = '\u{2067}';
/// Pop directional isolate.
pub const PDI: char = '\u{2069}';

/// The text with controls shown as `<U+202E>`; tabs and line ends become spaces.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || is_bidi_control(c) => {
                // Writing to a string does not fail.
                let _ = write!(out, "<U+{:04X}>", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}

/// A text of one direction on a line of its own, or after a label: isolated when it holds
/// anything Arabic, to the right when it is Arabic but begins otherwise.
pub fn isolate_all(text: &str) -> String {
    if !text.chars().any(is_arabic_letter) {
        return text.to_owned();
    }
    let first = text.chars().find(|&c| is_arabic_letter(c) || is_latin_letter(c));
    let opening = if first.is_some_and(is_arabic_letter) {
        FSI
    } else {
        RLI
    };
    format!("{opening}{text}{PDI}")
}

/// A line of left-to-right text with each run of Arabic isolated. A run begins and ends with
/// an Arabic letter (and its marks) and may hold spaces, digits and punctuation between.
pub fn isolate_runs(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(start) = rest.find(is_arabic_letter) {
        let end = run_end(&rest[start..]) + start;
        out.push_str(&rest[..start]);
        out.push(FSI);
        out.push_str(&rest[start..end]);
        out.push(PDI);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Where the run that begins at 0 ends.
fn run_end(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if is_arabic_letter(c) || (is_harakah(c) && end == at) {
            end = at + c.len_utf8();
        } else if is_latin_letter(c) || matches!(c, '⟦' | '⟧' | '│' | '“' | '”') {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_run_is_isolated() {
        assert_eq!(
            isolate_runs("the word “قاسم مصلح” and ٣٠ ألف men"),
            format!("the word “{FSI}قاسم مصلح{PDI}” and ٣٠ {FSI}ألف{PDI} men")
        );
        assert_eq!(isolate_runs("no Arabic"), "no Arabic");
    }

    #[test]
    fn arabic_that_begins_with_a_latin_name_still_runs_to_the_left() {
        assert_eq!(isolate_all("BRC جدار"), format!("{RLI}BRC جدار{PDI}"));
        assert_eq!(isolate_all("جدار BRC"), format!("{FSI}جدار BRC{PDI}"));
    }

    #[test]
    fn controls_are_shown_not_obeyed() {
        assert_eq!(visible("a\u{202E}b\u{1B}[2Jc\nd"), "a<U+202E>b<U+001B>[2Jc d");
    }
}
