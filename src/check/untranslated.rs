//! A word of the source's language left standing in the rendering.

use crate::bitext::{Finding, Role};
use crate::check::evidence::{self, stem::stem};
use crate::check::{Aligned, Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::words::Words;
use crate::text::script::Share;
use crate::text::{Kind, Lang, Span, Token};

declare_check! {
    /// Flags words of the source's language that stand untranslated in the rendering.
    ///
    /// A word that was not understood is often left as it was, or comes in with a paste. In an
    /// English rendering every word in Arabic script counts, unless it stands in brackets or
    /// quotes, where it is a gloss. In an Arabic rendering Latin letters are often right (names,
    /// short forms, addresses), so only small-letter words that are common English count, and
    /// those that the source has too count more. A rendering that is wholly in the source's
    /// language is one finding. It does not see words that are rightly left (`jihad`) from those
    /// written in the rendering's own script.
    Untranslated,
    "untranslated", Error,
    flags: &[
        Example::ArEn("أغلقت القوات المعابر أمس.", "The forces closed the المعابر yesterday."),
        Example::EnAr("اتخذت الحكومة decision سريعا.", "The government took a quick decision."),
        Example::ArEn("لم يغادر أحد.", "لم يغادر أحد."),
    ],
    passes: &[
        Example::ArEn("أقاموا مانعا منفاخيا.", "They set up a concertina obstacle (مانع منفاخي)."),
        Example::EnAr("قال متحدث باسم iPhone وشركة BBC ذلك.", "A spokesman for iPhone and the BBC said so."),
        Example::EnAr("زوروا موقع example.com أو اكتبوا إلى info@example.org.", "Visit example.com or write to info@example.org."),
        Example::EnAr("أقاموا جدارا (wall) هناك.", "They built a wall there."),
        Example::EnAr("مؤلف كتاب \"The Last Palace and the House\".", "the author of \"The Last Palace and the House\"."),
        Example::EnAr("استدع هذا من وظيفة setup في iTunes for Windows.", "Call this from the setup function in iTunes for Windows."),
    ],
}

impl Check for Untranslated {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn limits(&self, _aligned: &Aligned<'_>, context: &Context) -> Option<String> {
        context
            .alone
            .then(|| "there is no source: whatever compares two texts was left out".to_owned())
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let direction = unit.transunit.direction;
        let target = direction.lang(Role::Target);
        let Some(text) = unit.text(target) else {
            return Vec::new();
        };
        let share = Share::of(&text.text);
        let (own, foreign) = match target {
            Lang::Arabic => (share.arabic, share.latin),
            Lang::English => (share.latin, share.arabic),
        };
        if own == 0 && foreign >= 3 && is_sentence_left(unit, target) {
            let whole = Span::new(0, text.text.len());
            return vec![finding(unit, target, whole, 0.95)];
        }
        runs(unit, target, &text.text)
            .into_iter()
            .map(|(span, sure)| finding(unit, target, span, sure))
            .collect()
    }
}

/// Is the rendering, all in the other script, more than names and short forms?
fn is_sentence_left(unit: &Unit<'_>, target: Lang) -> bool {
    match target {
        Lang::English => true,
        Lang::Arabic => {
            let tokens = unit.tokens(target);
            tokens.iter().filter(|token| is_common_english(token)).count() >= 2
        }
    }
}

fn finding(unit: &Unit<'_>, target: Lang, span: Span, sure: f32) -> Finding {
    let text = unit.text(target).map_or("", |text| text.text.as_str());
    let left = span.of(text);
    let shown: String = left.chars().take(60).collect();
    Finding::new(
        Untranslated::META.id,
        Untranslated::META.severity,
        unit.mark(target, span),
        format!("“{shown}” is left in {}", target.other().name()),
    )
    .with_confidence(sure)
    .with_evidence("left as it was", shown)
}

/// Runs of neighbouring words that are left, with how sure that is.
fn runs(unit: &Unit<'_>, target: Lang, text: &str) -> Vec<(Span, f32)> {
    let source_stems: Vec<String> = unit
        .tokens(target.other())
        .iter()
        .filter(|token| token.kind == Kind::Latin)
        .map(|token| stem(&token.folded, Lang::English))
        .collect();
    let mut runs: Vec<(Span, f32)> = Vec::new();
    let mut last = usize::MAX;
    for (index, token) in unit.tokens(target).iter().enumerate() {
        let sure = match target {
            Lang::English => arabic_left(token),
            Lang::Arabic => english_left(token, text, &source_stems),
        };
        let Some(sure) = sure else {
            continue;
        };
        let is_named = target == Lang::Arabic && is_code_or_title(unit.tokens(target), index, text);
        if is_named || is_set_apart(text, token.span) {
            continue;
        }
        match runs.last_mut() {
            Some((span, before)) if last.wrapping_add(1) == index => {
                *span = span.cover(token.span);
                *before = before.max(sure);
            }
            _ => runs.push((token.span, sure)),
        }
        last = index;
    }
    runs
}

fn arabic_left(token: &Token) -> Option<f32> {
    (token.kind == Kind::Arabic && token.folded.chars().count() >= 2).then_some(0.97)
}

/// A small-letter word of common English; surer when the source has it.
fn english_left(token: &Token, text: &str, source: &[String]) -> Option<f32> {
    if !is_common_english(token)
        || token.span.of(text).contains(char::is_uppercase)
        || is_address(text, token.span)
    {
        return None;
    }
    if source.contains(&stem(&token.folded, Lang::English)) {
        return Some(0.95);
    }
    Some(0.75)
}

fn is_common_english(token: &Token) -> bool {
    token.kind == Kind::Latin
        && token.folded.len() >= 3
        && token.folded.bytes().all(|b| b.is_ascii_lowercase())
        && Words::embedded()
            .log10_frequency(Lang::English, &token.folded)
            .is_some_and(|log10| log10 > -5.3)
}

/// Is it part of an address, a handle, a path or an identifier: a sign without a space beside it?
fn is_address(text: &str, span: Span) -> bool {
    let sign = |c: char| "@#/\\_.=-:<>{}[]()`+*&".contains(c);
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let closes = |c: char| {
        matches!(c, '.' | ':' | '-') && {
            let rest = text[span.end + c.len_utf8()..].chars().next();
            rest.is_none_or(|c| !c.is_alphanumeric())
        }
    };
    before.is_some_and(|c| sign(c) || c.is_ascii_digit()) || after.is_some_and(|c| sign(c) && !closes(c))
}

/// Does it stand in brackets, or in quotation marks with nothing but the other script?
fn is_set_apart(text: &str, span: Span) -> bool {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let open = |from: char, to: char| {
        before.rfind(from).is_some_and(|at| !before[at..].contains(to)) && after.contains(to)
    };
    if open('(', ')') || open('[', ']') || open('{', '}') || open('<', '>') {
        return true;
    }
    // An apostrophe between letters (it's) closes nothing.
    let is_quote = |at: usize, c: char| {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = text[..at].chars().next_back();
        let after = text[at + c.len_utf8()..].chars().next();
        match c {
            '"' | '“' | '”' | '«' | '»' | '`' | '‘' => true,
            '’' | '\'' => !(is_letter(before) && is_letter(after)),
            _ => false,
        }
    };
    let from = before.char_indices().rev().find(|&(at, c)| is_quote(at, c));
    let to = after.char_indices().find(|&(at, c)| is_quote(span.end + at, c));
    match (from, to) {
        (Some((from, _)), Some((to, _))) => {
            let own = Share::of(span.of(text)).lang();
            let is_foreign = |part: &str| Share::of(part).lang().is_none_or(|lang| Some(lang) == own);
            is_foreign(&before[from..]) && is_foreign(&after[..to])
        }
        _ => false,
    }
}

/// Arabic words (folded) before what is written as code: the setup function, the lib folder.
const CODE: &str = "وظيفه الوظيفه داله الداله حلقه الحلقه متغير المتغير مجلد المجلد ملف الملف امر الامر كتله الكتله حقل الحقل \
    خاصيه الخاصيه كائن الكائن مكتبه المكتبه فئه الفئه صنف الصنف معامل المعامل مفتاح المفتاح وسم الوسم فرع الفرع حزمه \
    الحزمه جدول عمود العمود كلمه الكلمه عباره العباره";

/// Is it a name of code (دالة setup), or part of a title whose words on both sides have capitals
/// (iTunes for Windows)?
fn is_code_or_title(tokens: &[Token], index: usize, text: &str) -> bool {
    let beside = |by: isize| index.checked_add_signed(by).and_then(|at| tokens.get(at));
    let names_code = beside(-1).is_some_and(|before| evidence::has(CODE, &before.folded));
    let is_capital = |token: Option<&Token>| {
        token.is_some_and(|token| {
            token.kind == Kind::Latin && token.span.of(text).chars().any(char::is_uppercase)
        })
    };
    names_code || is_capital(beside(-1)) && is_capital(beside(1))
}
