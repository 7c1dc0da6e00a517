//! Who says what a sentence reports: `Musleh said`, `according to the minister`, قال مصلح.
//!
//! Only plain attributions are read: a verb of saying with its subject beside it. A pronoun is
//! no name, and what cannot be told for sure is left out.

use std::sync::LazyLock;

use crate::check::evidence::lists::Lists;
use crate::text::{Kind, Lang, Token};

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("speech.tsv")));

/// The lists of words of saying.
pub(super) fn lists() -> &'static Lists {
    &LISTS
}

/// A verb of saying and the words that name who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The verb, or the first word of `according to`.
    pub verb: usize,
    /// The tokens that name the speaker, in order.
    pub speaker: Vec<usize>,
}

/// Is it a verb of saying?
pub fn is_saying(folded: &str, lang: Lang) -> bool {
    match lang {
        Lang::English => LISTS.has("says.en", folded),
        Lang::Arabic => LISTS.has("says.ar", bare(folded)),
    }
}

fn bare(folded: &str) -> &str {
    match folded.strip_prefix(['و', 'ف']) {
        Some(rest) if LISTS.has("says.ar", rest) => rest,
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
    // The United States announces nothing by its second word.
    let is_name = verb > 0 && token.span.of(text).starts_with(char::is_uppercase);
    if token.folded == "'s" || is_name || !is_saying(&token.folded, Lang::English) {
        return None;
    }
    let mut left = verb;
    while left > 0 && is_between(&tokens[left - 1].folded) {
        left -= 1;
    }
    let before = tokens.get(left.checked_sub(1)?)?;
    if is_close(before, text) && LISTS.has("addressed.en", &token.folded) && left == verb {
        let after = english_phrase(text, tokens, verb + 1);
        let end = after.last().map_or(verb + 1, |last| last + 1);
        let ends = tokens
            .get(end)
            .is_none_or(|next| next.kind == Kind::Mark || LISTS.has("after.speaker.en", &next.folded));
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
    LISTS.has("between.en", word) || (word.ends_with("ly") && word.len() > 4)
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
                || LISTS.has("stops.en", &token.folded)
                || is_saying(&token.folded, Lang::English))
        {
            // Part of a longer subject, or of a clause inside it: whose verb this is is not sure.
            let unsure = ["pronouns.en", "prepositions.en", "unsure.en"];
            if unsure.iter().any(|list| LISTS.has(list, &token.folded)) || token.kind == Kind::Number {
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
        if token.kind == Kind::Number {
            return Vec::new();
        }
        if !inner && (token.kind != Kind::Latin || LISTS.has("stops.en", &token.folded)) {
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
        || previous.is_none_or(|token| token.kind != Kind::Arabic || LISTS.has("openers.ar", &token.folded));
    if opens_clause && !after.is_empty() {
        return attribution(verb, after);
    }
    if previous.is_some_and(|token| LISTS.has("relatives.ar", &token.folded)) {
        return None;
    }
    // قبل قليل أعلنت الوزارة, لماذا قال توم: what stands before the verb is no subject.
    let before = &tokens[..verb];
    let no_subject = |token: &Token| {
        ["adverbs.ar", "ends.ar", "openers.ar"]
            .iter()
            .any(|list| LISTS.has(list, &token.folded))
    };
    if before
        .last()
        .is_some_and(|last| LISTS.has("adverbs.ar", &last.folded))
        || before.first().is_some_and(no_subject)
    {
        return if after.is_empty() {
            None
        } else {
            attribution(verb, after)
        };
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
    let is_name = |at: &usize| {
        !LISTS.has("ends.ar", &tokens[*at].folded) && !LISTS.has("openers.ar", &tokens[*at].folded)
    };
    attribution(verb, (0..verb).filter(is_name).collect())
}

/// The Arabic words from a token on that may name the subject of a verb of saying.
fn arabic_phrase(text: &str, tokens: &[Token], start: usize) -> Vec<usize> {
    let mut phrase = Vec::new();
    // قال لي مصلح: whom he told stands before the subject.
    let told = tokens
        .get(start)
        .is_some_and(|token| LISTS.has("told.ar", &token.folded));
    for (at, token) in tokens.iter().enumerate().skip(start + usize::from(told)).take(8) {
        if token.kind != Kind::Arabic
            || LISTS.has("ends.ar", &token.folded)
            || is_saying(&token.folded, Lang::Arabic)
        {
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
        case("Trials in Wuhan and Shenzhen claimed to help.", en, &[]);
        case(
            "A witness who was near where the accident happened said so.",
            en,
            &[],
        );
        case("The league of the United States stopped.", en, &[]);
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
        case(
            "قبل قليل أعلنت وزارة الدفاع أنها أسقطت الطائرة.",
            ar,
            &["وزارة الدفاع"],
        );
        case("أتساءل لماذا قال توم ذلك.", ar, &["توم ذلك"]);
        case("قالت شاهدة كانت تعمل قرب المكان: «رأيت كل شيء».", ar, &["شاهدة"]);
    }
}
