//! A word twice in a row.

use std::sync::LazyLock;

use crate::bitext::Finding;
use crate::check::evidence::lists::Lists;
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::text::script::is_harakah;
use crate::text::{Lang, Span, Token};

declare_check! {
    /// Flags a word that stands twice in a row with only white space between.
    ///
    /// A doubled word is the commonest slip of editing (`the the`), and spell checkers pass it.
    /// Words that are rightly doubled pass: `had had`, `that that plan`, Arabic emphasis and
    /// distribution such as كلا كلا and رويدا رويدا, spelt-out acronyms (سي إن إن), لم لم for
    /// "why not", initials (`A. A. Milne`), and a doubling that the other side has too, be it
    /// over a comma (`a very, very large number` for جدا جدا). The finding covers both words;
    /// the suggestion is the word once. It does not see repeated phrases.
    RepeatedWord,
    "repeated-word", Warning,
    flags: &[
        Example::Both("غادروا البلاد أمس.", "They left the the country yesterday."),
        Example::Both("غادروا غادروا البلاد أمس.", "They left the country yesterday."),
        Example::Both("إنه أمر مؤسف جدا.", "It is very very bad."),
        Example::Both("قال إن إن الحدود مغلقة.", "He said that that the border was closed."),
        Example::Alone(Lang::English, "It was in in the north."),
    ],
    passes: &[
        Example::Both("كلا كلا لن نقبل.", "No no, we will not accept."),
        Example::Both("كان قد رآه.", "He had had enough."),
        Example::Both("قال إن تلك الخطة فشلت.", "He said that that plan had failed."),
        Example::Both("تغير الوضع شيئا فشيئا.", "The situation changed little by little."),
        Example::Both("عدد كبير جدا جدا.", "A very, very large number."),
        Example::Both("لم لم تخبر أحدا؟", "Why didn't you tell anyone?"),
        Example::Both("بحسب شبكة سي إن إن.", "According to CNN."),
        Example::Both("معرض تي تي تسوي.", "The T. T. Tsui gallery."),
        Example::Both("وليس العلم زائدا على ذاته بل هو هو.", "His knowledge is not added to His essence but identical with it."),
        Example::Both("حفلة دوران دوران.", "A Duran Duran concert."),
        Example::Both("جففنا الكتب صفحة صفحة.", "We dried the books page by page."),
    ],
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("evidence/doubled.tsv")));

impl Check for RepeatedWord {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, _context: &Context) -> Vec<Finding> {
        let mut findings = Vec::new();
        for lang in Lang::ALL {
            let doubled = doubled_words(unit, lang);
            if doubled.is_empty() || repeats_too(unit, lang.other()) {
                continue;
            }
            findings.extend(doubled.iter().map(|&index| finding(unit, lang, index)));
        }
        findings
    }
}

fn finding(unit: &Unit<'_>, lang: Lang, index: usize) -> Finding {
    let text = unit.text(lang).map_or("", |text| text.text.as_str());
    let tokens = unit.tokens(lang);
    let (first, second) = (&tokens[index], &tokens[index + 1]);
    let word = first.span.of(text);
    let emphatic = matches!(
        first.folded.as_str(),
        "very" | "so" | "really" | "many" | "far" | "جدا" | "كثيرا"
    );
    Finding::new(
        RepeatedWord::META.id,
        RepeatedWord::META.severity,
        unit.mark(lang, first.span.cover(second.span)),
        format!("the word “{word}” stands twice"),
    )
    .with_confidence(if emphatic { 0.75 } else { 0.97 })
    .with_suggestion(word)
}

/// The indices of the first of two neighbouring equal words that nothing excuses.
fn doubled_words(unit: &Unit<'_>, lang: Lang) -> Vec<usize> {
    let Some(text) = unit.text(lang) else {
        return Vec::new();
    };
    let tokens = unit.tokens(lang);
    (0..tokens.len().saturating_sub(1))
        .filter(|&index| is_doubled(&text.text, &tokens[index], &tokens[index + 1]))
        .filter(|&index| match lang {
            Lang::English => !is_right_english(tokens, index, &text.text),
            Lang::Arabic => !is_right_arabic(unit, tokens, index),
        })
        .collect()
}

fn is_doubled(text: &str, first: &Token, second: &Token) -> bool {
    let between = Span::new(first.span.end, second.span.start).of(text);
    first.is_word()
        && first.folded == second.folded
        && !between.is_empty()
        && between.chars().all(char::is_whitespace)
        && !is_vowelled_apart(first.span.of(text), second.span.of(text))
        && !is_initial(first.span.of(text))
}

/// Both carry harakat, and different ones: مَن مِن.
fn is_vowelled_apart(first: &str, second: &str) -> bool {
    first != second && first.chars().any(is_harakah) && second.chars().any(is_harakah)
}

/// A single capital letter, or a single Arabic one; `a a` and `I I` are words.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c != 'a' && c != 'I')
}

/// Does the side repeat a word itself, directly or over a comma?
fn repeats_too(unit: &Unit<'_>, lang: Lang) -> bool {
    let Some(text) = unit.text(lang) else {
        return false;
    };
    let words: Vec<&Token> = unit.tokens(lang).iter().filter(|token| token.is_word()).collect();
    // Repent, O sea, repent.
    let calls = |apart: usize| {
        words.windows(apart + 1).any(|some| {
            let between = Span::new(some[0].span.end, some[apart].span.start).of(&text.text);
            some[0].folded == some[apart].folded
                && some[0].folded.chars().count() > 3
                && between.contains([',', '!', '،'])
        })
    };
    if (2..=3).any(calls) {
        return true;
    }
    words.windows(2).any(|pair| match pair {
        [first, second] => {
            let between = Span::new(first.span.end, second.span.start).of(&text.text);
            first.folded == second.folded
                && between.chars().all(|c| {
                    c.is_whitespace()
                        || matches!(c, ',' | '،' | '-' | '…' | '.' | '!' | '?' | '؟' | '"' | '“' | '”')
                })
                && !is_initial(first.span.of(&text.text))
                && !LISTS.has("letters", &first.folded)
        }
        _ => false,
    })
}

fn is_right_english(tokens: &[Token], index: usize, text: &str) -> bool {
    let next = tokens.get(index + 2);
    let next_word = next.map_or("", |token| token.folded.as_str());
    let next_is_name = next.is_some_and(|token| token.span.of(text).starts_with(char::is_uppercase));
    let before = |words: &[&str]| {
        let mut tokens = tokens[..index].iter();
        tokens.any(|token| words.contains(&token.folded.as_str()))
    };
    let gives = || {
        tokens[..index]
            .iter()
            .any(|token| LISTS.has("giving", &token.folded))
    };
    match tokens[index].folded.as_str() {
        "that" => !next_is_name && !next_word.is_empty() && !LISTS.has("after.that", next_word),
        "had" => !LISTS.has("after.had", next_word),
        "is" | "was" => before(&["what", "all", "thing", "problem", "point", "question", "whatever"]),
        "do" | "does" => before(&["what", "all", "whatever"]),
        "her" | "his" => gives(),
        "you" => LISTS.has("after.you", next_word),
        "right" => matches!(next_word, "now" | "there" | "here" | "away" | "after" | "before"),
        word => LISTS.has("english", word),
    }
}

/// Does the English say `page by page`, which Arabic says by doubling: صفحة صفحة?
fn is_distributive(english: &[Token]) -> bool {
    english
        .windows(3)
        .any(|three| three[0].is_word() && three[1].folded == "by" && three[0].folded == three[2].folded)
}

fn is_right_arabic(unit: &Unit<'_>, tokens: &[Token], index: usize) -> bool {
    let word = tokens[index].folded.as_str();
    let is_letter = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at)).is_some_and(|token| {
            LISTS.has("letters", &token.folded) || token.kind == crate::text::Kind::Latin
        })
    };
    let english = |list: &[&str]| {
        unit.tokens(Lang::English)
            .iter()
            .any(|token| list.contains(&token.folded.as_str()))
    };
    if word == "لم" && (english(&["why"]) || unit.text(Lang::English).is_none()) {
        return true;
    }
    if word == "من" && english(&["who", "which", "whom"]) {
        return tokens
            .get(index + 2)
            .is_some_and(|next| next.folded.starts_with("بين"));
    }
    if word.ends_with(['ه', 'ا']) && is_distributive(unit.tokens(Lang::English)) {
        return true;
    }
    if LISTS.has("letters", word) && has_initials(unit) {
        return word != "في" && word != "او";
    }
    if LISTS.has("letters", word) && (is_letter(index.checked_sub(1)) || is_letter(Some(index + 2))) {
        return word != "في" && word != "او";
    }
    if LISTS.has("each", word) {
        let mut far = unit.tokens(Lang::English).iter();
        return unit.text(Lang::English).is_none()
            || far.any(|token| LISTS.has("each.english", &token.folded));
    }
    LISTS.has("arabic", word)
}

/// Has the English two single capitals in a row (`T. T. Tsui`), or an acronym with a letter twice
/// (`CNN`), which Arabic spells out by their names?
fn has_initials(unit: &Unit<'_>) -> bool {
    let Some(text) = unit.text(Lang::English) else {
        return false;
    };
    let words: Vec<&str> = unit
        .tokens(Lang::English)
        .iter()
        .filter(|token| token.is_word())
        .map(|token| token.span.of(&text.text).trim_end_matches("'s"))
        .collect();
    let is_twice = |word: &&str| {
        word.len() <= 6
            && word.chars().all(|c| c.is_ascii_uppercase() || c == '.')
            && word.as_bytes().windows(2).any(|two| two[0] == two[1])
    };
    words.iter().any(is_twice) || words.windows(2).any(|two| two[0] == two[1] && is_initial(two[0]))
}
