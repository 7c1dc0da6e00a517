//! The pages of all checks as one document, `docs/checks.md`.

use std::fmt::Write as _;

use crate::check::{CHECKS, Check, Example, Profile};
use crate::text::Lang;

const HEAD: &str = "# Checks

This page is made from the checks themselves (`MUQABALA_BLESS=1 cargo test check_pages`); do not
edit it by hand. `muqabala explain ID` prints one page, `muqabala rules` lists all.

A finding has a severity (error, warning, info) and a confidence from 0 to 1. Which findings are
shown is set by the profile, and in `muqabala.toml` for single checks:

```toml
profile = \"default\"              # default, strict, quiet
reader = true                    # false: findings of meaning have no second opinion
[checks]
spacing = false                  # off
end-mark = \"error\"               # on, with this severity
number-mismatch = { threshold = 0.8 }
[[patterns]]                     # a rule of your own, without code
id = \"ministry\"
source = \"وزارة الدفاع\"
target = \"(?i)minist(ry|er) of defen[cs]e\"
message = \"name the ministry\"
```

`muqabala config list --origin` shows every value that holds and where it comes from.

";

/// All pages as Markdown.
pub fn document() -> String {
    let mut text = String::from(HEAD);
    profiles(&mut text);
    list(&mut text);
    for check in CHECKS {
        page(&mut text, *check);
    }
    text
}

fn profiles(text: &mut String) {
    // Writing to a string does not fail.
    text.push_str(
        "| profile | confidence from | severity from | checks that are off by default |\n|---|---|---|---|\n",
    );
    for profile in Profile::ALL {
        let off = if profile == Profile::Strict {
            "run"
        } else {
            "stay off"
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {off} |",
            profile.name(),
            profile.threshold(),
            profile.least_severity().name()
        );
    }
}

fn list(text: &mut String) {
    text.push_str("\n## All checks\n\n| check | severity | default |\n|---|---|---|\n");
    for check in CHECKS {
        let meta = check.meta();
        let _ = writeln!(
            text,
            "| [{0}](#{0}) | {1} | {2} |",
            meta.id,
            meta.severity.name(),
            if meta.default_on { "on" } else { "off" }
        );
    }
}

fn page(text: &mut String, check: &dyn Check) {
    let meta = check.meta();
    let _ = writeln!(text, "\n## {}\n", meta.id);
    let on = if meta.default_on { "on" } else { "off" };
    let _ = writeln!(text, "{}, {on} by default.\n", meta.severity.name());
    for line in meta.doc.lines() {
        let _ = writeln!(text, "{}", line.strip_prefix(' ').unwrap_or(line));
    }
    examples(text, "Flags", meta.flags);
    examples(text, "Passes", meta.passes);
}

fn examples(text: &mut String, title: &str, examples: &[Example]) {
    if examples.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\n{title}:\n\n| Arabic | English | direction |\n|---|---|---|"
    );
    for example in examples {
        let (ar, en, direction) = match *example {
            Example::ArEn(ar, en) => (ar, en, "ar-en"),
            Example::EnAr(ar, en) => (ar, en, "en-ar"),
            Example::Both(ar, en) => (ar, en, "both"),
            Example::Alone(Lang::Arabic, ar) => (ar, "", "alone"),
            Example::Alone(Lang::English, en) => ("", en, "alone"),
        };
        let _ = writeln!(text, "| {} | {} | {direction} |", cell(ar), cell(en));
    }
}

/// A text as a table cell: what cannot be seen is named, bars are escaped.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in text.chars() {
        let is_unseen = crate::text::script::is_bidi_control(c)
            || crate::text::script::is_invisible(c)
            || (c.is_control() && c != '\n');
        match c {
            '|' => cell.push_str("\\|"),
            '\n' => cell.push(' '),
            c if is_unseen => {
                let _ = write!(cell, "⟨U+{:04X}⟩", c as u32);
            }
            c => cell.push(c),
        }
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert_eq!(cell("a\u{200B}|b"), "a⟨U+200B⟩\\|b");
    }
}
