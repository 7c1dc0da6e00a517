//! A word twice in a row.

use crate::bitext::Finding;
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
        Example::Both("حفلة دوران دوران.", "A Duran Duran concert."),
        Example::Both("جففنا الكتب صفحة صفحة.", "We dried the books page by page."),
    ],
}

/// English words that good prose doubles in any place.
const ENGLISH: &[&str] = &[
    "no", "yes", "bye", "ha", "blah", "hush", "knock", "night", "hear", "tut", "there", "well", "win",
    "chop", "duran", "walla", "pago", "sing", "bora", "baden", "yo",
];

/// Arabic words that are doubled for emphasis or to say "one by one" (folded).
const ARABIC: &[&str] = &[
    "كلا",
    "لا",
    "نعم",
    "هيهات",
    "مهلا",
    "رويدا",
    "رويد",
    "واحدا",
    "صفا",
    "دكا",
    "وجها",
    "جنبا",
    "حرفا",
    "سطرا",
    "بندا",
    "اثنين",
    "فردا",
    "زوجا",
    "شبرا",
    "بيتا",
    "بابا",
    "ماما",
    "حي",
    "زنقه",
    "هسه",
    "شويه",
    "يواش",
    "كلش",
    "اهلا",
    "يلا",
    "الله",
    "ها",
    "هه",
    "اه",
];

/// Arabic nouns that are doubled to say "each": only where the English says so.
const EACH: &[&str] = &["خطوه", "مره", "كلمه", "لحظه", "يوما", "يوم", "قطره", "جزءا"];

/// What says "each" in English.
const EACH_ENGLISH: &[&str] = &["by", "after", "each", "every", "for", "one"];

/// Names of Latin letters as Arabic spells out acronyms (folded).
const LETTERS: &[&str] = &[
    "اي",
    "ايه",
    "بي",
    "سي",
    "دي",
    "اف",
    "جي",
    "اتش",
    "ايتش",
    "جيه",
    "كيه",
    "كي",
    "ال",
    "ام",
    "ان",
    "او",
    "اوه",
    "كيو",
    "ار",
    "اس",
    "تي",
    "يو",
    "في",
    "دبليو",
    "اكس",
    "واي",
    "زد",
    "زي",
    "ا",
];

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
    words.windows(2).any(|pair| match pair {
        [first, second] => {
            let between = Span::new(first.span.end, second.span.start).of(&text.text);
            first.folded == second.folded
                && between
                    .chars()
                    .all(|c| c.is_whitespace() || matches!(c, ',' | '،' | '-' | '…' | '.'))
                && !is_initial(first.span.of(&text.text))
                && !LETTERS.contains(&first.folded.as_str())
        }
        _ => false,
    })
}

/// Words after which `that that` is a slip: what follows is a clause, not a noun.
const AFTER_THAT: &[&str] = &[
    "the", "a", "an", "this", "these", "those", "he", "she", "it", "they", "we", "i", "you", "his", "her",
    "their", "our", "my", "its", "there", "no", "all", "",
];

/// Verbs after which `her her` gives someone something.
const GIVING: &[&str] = &[
    "gave", "give", "told", "tell", "offered", "showed", "sent", "paid", "cost", "made",
];

/// Words after which `you you` begins a clause (`I told you you were late`).
const AFTER_YOU: &[&str] = &[
    "are", "were", "will", "can", "could", "should", "have", "had", "would", "must", "need", "may",
];

/// Participles after which `had had` is a slip.
const AFTER_HAD: &[&str] = &[
    "been", "gone", "done", "become", "come", "said", "taken", "seen", "left",
];

fn is_right_english(tokens: &[Token], index: usize, text: &str) -> bool {
    let next = tokens.get(index + 2);
    let next_word = next.map_or("", |token| token.folded.as_str());
    let next_is_name = next.is_some_and(|token| token.span.of(text).starts_with(char::is_uppercase));
    let before = |list: &[&str]| {
        tokens[..index]
            .iter()
            .any(|token| list.contains(&token.folded.as_str()))
    };
    match tokens[index].folded.as_str() {
        "that" => !next_is_name && !AFTER_THAT.contains(&next_word),
        "had" => !AFTER_HAD.contains(&next_word),
        "is" | "was" => before(&["what", "all", "thing", "problem", "point", "question", "whatever"]),
        "do" | "does" => before(&["what", "all", "whatever"]),
        "her" | "his" => before(GIVING),
        "you" => AFTER_YOU.contains(&next_word),
        "right" => matches!(next_word, "now" | "there" | "here" | "away" | "after" | "before"),
        word => ENGLISH.contains(&word),
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
            LETTERS.contains(&token.folded.as_str()) || token.kind == crate::text::Kind::Latin
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
    if LETTERS.contains(&word) && (is_letter(index.checked_sub(1)) || is_letter(Some(index + 2))) {
        return word != "في" && word != "او";
    }
    if EACH.contains(&word) {
        return unit.text(Lang::English).is_none() || english(EACH_ENGLISH);
    }
    ARABIC.contains(&word)
}
