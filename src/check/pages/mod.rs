//! The pages of all checks as one document, `docs/checks.md`.

use std::fmt::Write as _;

use crate::check::{CHECKS, Check, Example, Profile};
use crate::text::Lang;

/// The working names of the feature list beside the ids of this program.
///
/// An empty id means that no check has the fault; the note says where it is met instead.
pub const WORKING_NAMES: &[(&str, &str, &str)] = &[
    ("align.missing-target", "omission", "whole segments by policy"),
    ("align.extra-target", "addition", "whole segments by policy"),
    ("align.low-confidence", "low-confidence", ""),
    (
        "align.crossing",
        "",
        "beads may cross under the excerpt policy; shown by `show`",
    ),
    ("align.bad-cut", "low-confidence", ""),
    ("align.length", "wrong-pairing", "length is part of its evidence"),
    ("align.untranslated", "untranslated", ""),
    (
        "align.stale",
        "",
        "a state of beads and decisions, shown by `status` and `diff`",
    ),
    ("num.mismatch", "number-mismatch", ""),
    ("num.scale", "number-scale", ""),
    ("num.mixed-digits", "mixed-digits", ""),
    ("date.mismatch", "date-mismatch", "times of day: `time-mismatch`"),
    ("date.relative", "date-mismatch", "against the document's date"),
    ("quant.intensity", "quantifier-shift", ""),
    ("unit.mismatch", "unit-mismatch", ""),
    ("neg.lost", "negation-lost", ""),
    ("neg.added", "negation-added", ""),
    ("mod.strength", "modality-shift", ""),
    ("role.swap", "role-swap", ""),
    (
        "term.violation",
        "term-violation",
        "a forbidden form: `term-forbidden`",
    ),
    ("term.inconsistent", "term-inconsistent", ""),
    (
        "lex.suspicious",
        "false-friend",
        "terms of the starter list; otherwise `mistranslation`",
    ),
    ("false-friend", "false-friend", ""),
    ("name.missing", "name-mismatch", ""),
    ("name.added", "name-mismatch", ""),
    ("name.variant", "name-variant", ""),
    ("name.unattested", "name-misspelled", ""),
    ("name.translated", "name-translated", ""),
    ("speaker.mismatch", "speaker-mismatch", ""),
    ("acronym.first-use", "acronym-first-use", ""),
    ("quote.drift", "", "verification of quotations, a later work"),
    (
        "quote.unsupported",
        "",
        "verification of quotations, a later work",
    ),
    ("quote.truncated", "", "verification of quotations, a later work"),
    (
        "quote.two-renderings",
        "",
        "verification of quotations, a later work; the same source twice: `target-differs`",
    ),
    (
        "quote.unbalanced",
        "unbalanced-quotes",
        "direct against reported speech: `reported-speech`",
    ),
    (
        "claim.unsupported",
        "",
        "verification of quotations, a later work",
    ),
    ("consist.target-differs", "target-differs", ""),
    ("consist.source-differs", "source-differs", ""),
    ("consist.near", "near-duplicate", ""),
    ("dup.segment", "", "repeated pairs are for exporters; not built"),
    (
        "spell.unknown",
        "misspelling",
        "real words in a wrong place: `confused-word`",
    ),
    ("spell.case", "", "not built"),
    ("word.doubled", "repeated-word", ""),
    ("punct.spacing", "spacing", ""),
    ("punct.terminal", "question-mark", "the missing mark: `end-mark`"),
    ("bracket.unbalanced", "unbalanced-brackets", ""),
    (
        "style.quotes-mixed",
        "paired-pattern",
        "a house rule of the user's own",
    ),
    ("style.dash", "paired-pattern", "a house rule of the user's own"),
    ("style.spelling-variant", "misspelling", "told once per document"),
    ("gram.basic", "", "not built"),
    ("ar.hamza", "arabic-misspelling", ""),
    ("ar.ya-ta", "arabic-misspelling", ""),
    ("ar.tatweel", "tatweel", ""),
    ("ar.presentation-forms", "presentation-form", ""),
    ("ar.persian-letters", "persian-letter", ""),
    ("ar.latin-punct", "latin-punctuation", ""),
    (
        "ar.diacritics",
        "",
        "not built: no advice is better than wrong advice",
    ),
    (
        "ar.punct-glued",
        "glued-words",
        "a mark without a space: `spacing`",
    ),
    ("ar.bidi-control", "bidi-control", ""),
    ("enc.mojibake", "mojibake", ""),
    ("enc.invisible", "invisible-character", ""),
    ("enc.confusable", "confusable-letter", ""),
    (
        "xml.invalid-char",
        "invisible-character",
        "exporters escape or refuse the rest",
    ),
    ("sub.*", "", "subtitle timing is not built"),
];

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
    working_names(&mut text);
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

fn working_names(text: &mut String) {
    text.push_str(
        "\n## Working names\n\nThe feature list that this program began with had dotted names; this is what became of each.\n\n| working name | check | note |\n|---|---|---|\n",
    );
    for (name, id, note) in WORKING_NAMES {
        let id = if id.is_empty() {
            "none".to_owned()
        } else {
            format!("`{id}`")
        };
        let _ = writeln!(text, "| `{name}` | {id} | {note} |");
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
    fn no_working_name_is_listed_twice() {
        let mut names: Vec<&str> = WORKING_NAMES.iter().map(|(name, _, _)| *name).collect();
        names.sort_unstable();
        let n = names.len();
        names.dedup();
        assert_eq!(names.len(), n);
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert_eq!(cell("a\u{200B}|b"), "a⟨U+200B⟩\\|b");
    }
}
