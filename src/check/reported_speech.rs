//! Direct speech that became reported speech, or the other way round.

use crate::bitext::{Finding, Policy};
use crate::check::form::{self, QUOTES};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::text::{Lang, Span, token};

declare_check! {
    /// Notes speech that one side puts in quotation marks and the other only reports.
    ///
    /// Turning «…» into `he said that …` is allowed, and a reader who compares a quotation should
    /// know of it; quotation marks that the rendering adds make its words the speaker's own. A
    /// stretch in quotation marks counts when it has four words or more and follows a verb of
    /// saying or a colon, or is followed by such a verb. Not flagged: quoted terms and titles,
    /// single quotation marks as the other side's quotation, marks without a partner (see
    /// `unbalanced-quotes`). It does not compare the words inside.
    ReportedSpeech,
    "reported-speech", Info,
    flags: &[
        Example::ArEn("قال مصلح: «لن نعبر الحدود أبدا».", "Musleh said they would never cross the border."),
        Example::ArEn("قال إنهم لن يعبروا الحدود أبدا.", "“We will never cross the border,” he said."),
        Example::EnAr("وأكد الوزير أن الطريق مفتوح أمام الجميع.", "The minister said: \"The road is open to all.\""),
    ],
    passes: &[
        Example::Both("قال: «لن نعبر الحدود أبدا».", "He said: “We will never cross the border.”"),
        Example::Both("قال إن «العهد» قناة عراقية.", "He said that Al-Ahd was an Iraqi channel."),
        Example::Both("قال: «لن نعبر الحدود أبدا».", "He said: ‘We will never cross the border.’"),
    ],
}

/// Verbs of saying (folded), without و and ف.
const SAYING: &[&str] = &[
    "قال",
    "قالت",
    "قالوا",
    "يقول",
    "تقول",
    "قائلا",
    "قائله",
    "اضاف",
    "اضافت",
    "اكد",
    "اكدت",
    "اوضح",
    "اوضحت",
    "صرح",
    "صرحت",
    "ذكر",
    "ذكرت",
    "تابع",
    "تابعت",
    "اردف",
    "اشار",
    "كتب",
    "كتبت",
    "اعلن",
    "اعلنت",
    "بين",
    "شدد",
    "said",
    "says",
    "say",
    "told",
    "tells",
    "added",
    "adds",
    "stressed",
    "wrote",
    "asked",
    "explained",
    "stated",
    "continued",
    "noted",
    "confirmed",
    "announced",
    "insisted",
    "replied",
    "declared",
];

impl Check for ReportedSpeech {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, context: &Context) -> Vec<Finding> {
        let Some((source, target)) = form::sides(unit) else {
            return Vec::new();
        };
        let speech = |lang| unit.text(lang).and_then(|text| quoted_speech(&text.text));
        let (at, message, related) = match (speech(source), speech(target)) {
            (Some(quote), None) if !has_quotes(unit, target) => {
                let whole = unit.text(target).map_or(0, |text| text.text.len());
                let at = unit.mark(target, Span::new(0, whole));
                (
                    at,
                    "the source quotes, the rendering reports",
                    Some(unit.mark(source, quote)),
                )
            }
            // What an article puts in quotation marks is what the transcript has as speech.
            (None, Some(quote)) if context.policy != Policy::Article && !has_quotes(unit, source) => (
                unit.mark(target, quote),
                "the rendering quotes, the source reports",
                None,
            ),
            _ => return Vec::new(),
        };
        let mut finding = Finding::new(Self::META.id, Self::META.severity, at, message).with_confidence(0.85);
        finding.related.extend(related);
        vec![finding]
    }
}

fn has_quotes(unit: &Unit<'_>, lang: Lang) -> bool {
    unit.text(lang).is_some_and(|text| {
        let single =
            text.text.starts_with(['\'', '‘']) || text.text.contains([' ', ':']) && has_single(&text.text);
        text.text.contains(QUOTES) || single
    })
}

/// An opening single quotation mark: after white space or a colon, before a letter.
fn has_single(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(3).any(|three| {
        matches!(three, [before, '\'' | '‘' | '‹', after] if (before.is_whitespace() || *before == ':') && after.is_alphabetic())
    })
}

/// The first stretch in quotation marks that is speech.
fn quoted_speech(text: &str) -> Option<Span> {
    let quotes: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| QUOTES.contains(c)).collect();
    if !quotes.len().is_multiple_of(2) {
        return None;
    }
    quotes.chunks(2).find_map(|pair| {
        let [(open, _), (close, mark)] = pair else {
            return None;
        };
        let inside = text[*open..*close].trim_start_matches(QUOTES);
        let words = token::tokens(inside)
            .iter()
            .filter(|token| token.is_word())
            .count();
        let before = text[..*open].trim_end();
        let after = &text[close + mark.len_utf8()..];
        let is_said = before.ends_with(':') || ends_with_saying(before) || begins_with_saying(after);
        (words >= 4 && is_said).then(|| Span::new(*open, close + mark.len_utf8()))
    })
}

fn is_saying(word: &str) -> bool {
    SAYING.contains(&word)
        || word
            .strip_prefix(['و', 'ف'])
            .is_some_and(|rest| SAYING.contains(&rest))
}

/// A verb of saying among the last words.
fn ends_with_saying(before: &str) -> bool {
    let tokens = token::tokens(before);
    tokens
        .iter()
        .rev()
        .filter(|token| token.is_word())
        .take(3)
        .any(|token| is_saying(&token.folded))
}

/// A verb of saying among the first words.
fn begins_with_saying(after: &str) -> bool {
    let tokens = token::tokens(after);
    tokens
        .iter()
        .filter(|token| token.is_word())
        .take(5)
        .any(|token| is_saying(&token.folded))
}
