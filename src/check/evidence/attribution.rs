//! Who says what a sentence reports: `Musleh said`, `according to the minister`, قال مصلح.
//!
//! Only plain attributions are read: a verb of saying with its subject beside it. A pronoun is
//! no name, and what cannot be told for sure is left out.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::text::{Kind, Lang, Token};

/// A verb of saying and the words that name who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The verb, or the first word of `according to`.
    pub verb: usize,
    /// The tokens that name the speaker, in order.
    pub speaker: Vec<usize>,
}

/// English verbs of saying in their finite forms.
const SAYS: &str = "said says told tells added adds stressed stresses explained explains noted notes confirmed \
    confirms announced announces insisted insists replied replies declared declares stated states asserted asserts \
    claimed claims warned warns argued argues acknowledged acknowledges denied denies revealed reveals continued \
    concluded admitted remarked answered asked commented affirmed";
/// Arabic ones, folded, without و and ف.
const QAL: &str = "قال قالت يقول تقول اضاف اضافت يضيف تضيف اكد اكدت يؤكد تؤكد اوضح اوضحت يوضح توضح صرح صرحت ذكر ذكرت \
    تابع تابعت اعلن اعلنت يعلن شدد شددت زعم زعمت نفي نفت ينفي اجاب اجابت رد ردت ادعي اعترف اعترفت حذر حذرت علق علقت \
    سال سالت ختم اقر اقرت";
/// Words before or after which no speaker goes on.
const STOPS: &str = "that in on at during as while who whom whose which adding when after before to from by with \
    about for and but because if he she they we i you it there yesterday today monday tuesday wednesday thursday \
    friday saturday sunday last this also has had have have been was is were are then later earlier not never \
    this these those what how why where or nor so his her their our my its him them us me";
const PREPOSITIONS: &str = "to in on at from by with about for";
const PRONOUNS: &str = "he she they we i you it who one this that which";
/// Words that end an Arabic subject.
const ENDS: &str = "ان انه انها انهم بان بانه في خلال عن علي الي من مع امس اليوم هو هي هم ما لم لا لن هل نحن انا قد لقد \
    كما حول بعد قبل ردا عقب اثناء عندما حين لدي امام عبر يوم صباح مساء الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه \
    السبت";
/// Words after which an Arabic verb opens its clause, so that its subject follows it.
const OPENERS: &str = "و ف ثم كما قد لقد وقد فقد حيث حين عندما بعدما فيما بينما اذ لكن بل وكان كان كانت وكانت ان انه اذا ما \
    حسبما وحسبما كيفما وفقما مثلما";
/// Words of a relative clause, whose verb has its subject before them.
const RELATIVES: &str = "الذي التي الذين اللذان اللتان اللواتي من";

/// Is it a verb of saying?
pub fn is_saying(folded: &str, lang: Lang) -> bool {
    match lang {
        Lang::English => verbs(lang).contains(folded),
        Lang::Arabic => verbs(lang).contains(bare(folded)),
    }
}

/// The verbs of saying of a language.
fn verbs(lang: Lang) -> &'static HashSet<&'static str> {
    static VERBS: OnceLock<[HashSet<&'static str>; 2]> = OnceLock::new();
    let sets = VERBS.get_or_init(|| [QAL, SAYS].map(|list| list.split_whitespace().collect()));
    &sets[lang as usize]
}

fn has(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}

fn bare(folded: &str) -> &str {
    match folded.strip_prefix(['و', 'ف']) {
        Some(rest) if verbs(Lang::Arabic).contains(rest) => rest,
        _ => folded,
    }
}

/// May an attribution begin at this word?
pub fn opens(folded: &str, lang: Lang) -> bool {
    is_saying(folded, lang) || matches!(folded, "according" | "وفقا" | "وفق" | "بحسب" | "حسب")
}

/// The attributions of a text.
pub fn read(text: &str, tokens: &[Token], lang: Lang) -> Vec<Attribution> {
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let read = match lang {
            Lang::English => english(text, tokens, index, token),
            Lang::Arabic => arabic(text, tokens, index, token),
        };
        found.extend(read);
    }
    found
}

fn english(text: &str, tokens: &[Token], verb: usize, token: &Token) -> Option<Attribution> {
    if token.folded == "according" && tokens.get(verb + 1)?.folded == "to" {
        return attribution(verb, english_phrase(text, tokens, verb + 2));
    }
    if token.folded == "'s" || !is_saying(&token.folded, Lang::English) {
        return None;
    }
    let mut left = verb;
    while left > 0 && is_between(&tokens[left - 1].folded) {
        left -= 1;
    }
    let before = tokens.get(left.checked_sub(1)?)?;
    if is_close(before, text) && has("said says added adds", &token.folded) && left == verb {
        let after = english_phrase(text, tokens, verb + 1);
        let end = after.last().map_or(verb + 1, |last| last + 1);
        let ends = tokens.get(end).is_none_or(|next| {
            next.kind == Kind::Mark || has("in on at during as while who adding", &next.folded)
        });
        if ends && after.len() <= 6 && !after.is_empty() {
            return attribution(verb, after);
        }
    }
    if before.span.of(text) == "," {
        return apposition(text, tokens, verb, left - 1);
    }
    attribution(verb, phrase_before(text, tokens, left))
}

/// A word between a subject and its verb.
fn is_between(word: &str) -> bool {
    has("also then later further has had have again", word) || (word.ends_with("ly") && word.len() > 4)
}

/// A comma or closing quotation mark: what is said stands before it.
fn is_close(token: &Token, text: &str) -> bool {
    matches!(token.span.of(text), "," | "”" | "\"" | "’" | "'")
}

/// `Musleh, the commander of the operations, said`: the words before the first of the commas.
fn apposition(text: &str, tokens: &[Token], verb: usize, comma: usize) -> Option<Attribution> {
    let from = comma.saturating_sub(12);
    let opening = (from..comma).rev().find(|&at| tokens[at].span.of(text) == ",")?;
    let phrase = phrase_before(text, tokens, opening);
    let named = phrase
        .iter()
        .any(|&at| tokens[at].span.of(text).starts_with(char::is_uppercase));
    named.then(|| attribution(verb, phrase)).flatten()
}

/// The noun phrase that ends before a token.
fn phrase_before(text: &str, tokens: &[Token], end: usize) -> Vec<usize> {
    let mut phrase = Vec::new();
    for at in (end.saturating_sub(8)..end).rev() {
        let token = &tokens[at];
        let inner = matches!(token.span.of(text), "-" | ".") && !phrase.is_empty();
        if !inner
            && (token.kind != Kind::Latin
                || has(STOPS, &token.folded)
                || is_saying(&token.folded, Lang::English))
        {
            if has(PRONOUNS, &token.folded) || has(PREPOSITIONS, &token.folded) {
                return Vec::new();
            }
            break;
        }
        phrase.push(at);
    }
    phrase.reverse();
    // The head of what begins with `of` stands elsewhere.
    let headless = phrase.first().is_some_and(|&at| tokens[at].folded == "of");
    if headless { Vec::new() } else { phrase }
}

/// The noun phrase that begins at a token.
fn english_phrase(text: &str, tokens: &[Token], start: usize) -> Vec<usize> {
    let mut phrase = Vec::new();
    for (at, token) in tokens.iter().enumerate().skip(start).take(9) {
        let inner = matches!(token.span.of(text), "-") && !phrase.is_empty();
        if !inner && (token.kind != Kind::Latin || has(STOPS, &token.folded)) {
            break;
        }
        phrase.push(at);
    }
    phrase
}

fn arabic(text: &str, tokens: &[Token], verb: usize, token: &Token) -> Option<Attribution> {
    if matches!(token.folded.as_str(), "وفقا" | "وفق" | "بحسب" | "حسب") {
        return attribution(verb, arabic_phrase(text, tokens, verb + 1));
    }
    if token.kind != Kind::Arabic || !is_saying(&token.folded, Lang::Arabic) {
        return None;
    }
    let after = arabic_phrase(text, tokens, verb + 1);
    let previous = verb.checked_sub(1).map(|at| &tokens[at]);
    let opens_clause = bare(&token.folded) != token.folded
        || previous.is_none_or(|token| token.kind != Kind::Arabic || has(OPENERS, &token.folded));
    if opens_clause && !after.is_empty() {
        return attribution(verb, after);
    }
    if previous.is_some_and(|token| has(RELATIVES, &token.folded)) {
        return None;
    }
    // The subject stands first, and what follows may be the object: مصلح قال إن, الوزير أعلن خطة.
    let opens = (0..verb)
        .rev()
        .take(4)
        .take_while(|&at| tokens[at].kind == Kind::Arabic)
        .count();
    if opens == 0 || opens != verb {
        return None;
    }
    let is_name = |at: &usize| !has(ENDS, &tokens[*at].folded) && !has(OPENERS, &tokens[*at].folded);
    attribution(verb, (0..verb).filter(is_name).collect())
}

/// The Arabic words from a token on that may name the subject of a verb of saying.
fn arabic_phrase(text: &str, tokens: &[Token], start: usize) -> Vec<usize> {
    let mut phrase = Vec::new();
    // قال لي مصلح: whom he told stands before the subject.
    let told = tokens
        .get(start)
        .is_some_and(|token| has("لي له لها لنا لهم لك لكم", &token.folded));
    for (at, token) in tokens.iter().enumerate().skip(start + usize::from(told)).take(8) {
        if token.kind != Kind::Arabic || has(ENDS, &token.folded) || is_saying(&token.folded, Lang::Arabic) {
            break;
        }
        // A word with its preposition: what is said, or to whom.
        let raw = token.span.of(text);
        let addressed = raw.starts_with("لل") || (raw.starts_with('ل') && phrase.is_empty());
        if addressed
            || raw.starts_with("بأن")
            || raw.starts_with("إن")
            || raw.starts_with("أن") && raw.chars().count() < 5
        {
            break;
        }
        phrase.push(at);
    }
    phrase
}

fn attribution(verb: usize, speaker: Vec<usize>) -> Option<Attribution> {
    (!speaker.is_empty()).then_some(Attribution { verb, speaker })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token;

    #[track_caller]
    fn case(text: &str, lang: Lang, expected: &[&str]) {
        let tokens = token::tokens(text);
        let speakers: Vec<String> = read(text, &tokens, lang)
            .iter()
            .map(|found| {
                let words: Vec<&str> = found.speaker.iter().map(|&at| tokens[at].span.of(text)).collect();
                words.join(" ")
            })
            .collect();
        assert_eq!(speakers, expected, "{text}");
    }

    #[test]
    fn the_subject_of_saying_is_found() {
        let en = Lang::English;
        case("“We will stay,” Musleh said.", en, &["Musleh"]);
        case("“We will stay,” said Qassem Musleh.", en, &["Qassem Musleh"]);
        case(
            "Musleh, the commander for Anbar, confirmed that they stay.",
            en,
            &["Musleh"],
        );
        case("He said Iran would not attack.", en, &[]);
        case("According to the minister, it is closed.", en, &["the minister"]);
        case(
            "The head of the committee told Reuters that it is closed.",
            en,
            &["The head of the committee"],
        );
        let ar = Lang::Arabic;
        case("قال مصلح إن الحدود مغلقة.", ar, &["مصلح"]);
        case(
            "وأكد القائد قاسم مصلح أن الحدود مغلقة.",
            ar,
            &["القائد قاسم مصلح"],
        );
        case("قال لقناة العهد إن الحدود مغلقة.", ar, &[]);
        case("مصلح قال إن الحدود مغلقة.", ar, &["مصلح"]);
        case("بحسب الوزير، الطريق مفتوح.", ar, &["الوزير"]);
        case(
            "رئيس الوزراء قال الثلاثاء الماضي إن الطريق مفتوح.",
            ar,
            &["رئيس الوزراء"],
        );
        case("الوزير أعلن حزمة قرارات.", ar, &["الوزير"]);
        case("حسبما قال مصلح، الطريق مفتوح.", ar, &["مصلح"]);
        case("هذا هو المصدر الذي أكد وجود خطة.", ar, &[]);
    }
}
