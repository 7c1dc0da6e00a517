//! Cues of negation in both languages.
//!
//! Only plain negation counts: `not`, `never`, `no`, `without` …; لا لم لن ليس غير عدم دون بلا and,
//! in speech, ماكو مو مش ما…ش. A cue that does not negate what is said is excused and kept apart
//! (`no doubt`, `not only`, `not exceeding`, لا يزال, لا تتجاوز, لا … إلا). Words that deny by their
//! own meaning or make (`fail`, `incredible`, رفض, يستحيل) are not cues, but may answer to one of the
//! other side. The words of all this are in `cues.tsv` and `denying.tsv`.

use std::sync::LazyLock;

use crate::check::evidence::denial;
use crate::check::evidence::lists::Lists;
use crate::check::evidence::spoken_ma::{self, Ma};
use crate::text::token::Kind;
use crate::text::{Lang, Span, Token, fold};

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("cues.tsv")));

/// The lists of words of negation.
pub(super) fn lists() -> &'static Lists {
    &LISTS
}

/// What a cue is, in the words of its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// `not`, `n't`, `cannot`
    Not,
    /// `never`
    Never,
    /// `no` before a noun
    No,
    /// `No,` as an answer; كلا
    Answer,
    /// `none`, `nobody`, `nothing`, `nowhere`
    None,
    /// `neither`, `nor`
    Neither,
    /// `without`
    Without,
    /// `no longer`
    NoLonger,
    /// `unable`
    Unable,
    /// لا
    La,
    /// لم
    Lam,
    /// لن
    Lan,
    /// ليس and its persons
    Laysa,
    /// غير
    Ghayr,
    /// عدم
    Adam,
    /// دون، بدون
    Dun,
    /// بلا
    Bila,
    /// ما before a verb or a preposition with a pronoun
    Ma,
    /// ماكو، مو، مش، ما…ش
    Speech,
}

impl Class {
    /// Every class, English first.
    pub const ALL: [Class; 19] = [
        Class::Not,
        Class::Never,
        Class::No,
        Class::Answer,
        Class::None,
        Class::Neither,
        Class::Without,
        Class::NoLonger,
        Class::Unable,
        Class::La,
        Class::Lam,
        Class::Lan,
        Class::Laysa,
        Class::Ghayr,
        Class::Adam,
        Class::Dun,
        Class::Bila,
        Class::Ma,
        Class::Speech,
    ];
}

/// A cue and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// What it is.
    pub class: Class,
    /// Its token.
    pub token: usize,
    /// Its span in the unit's text.
    pub span: Span,
}

/// The cues of one text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cues {
    /// Those that negate.
    pub plain: Vec<Cue>,
    /// Those that look like it and do not.
    pub excused: Vec<Cue>,
    /// Tokens that are no cues and for which the other side may have one: words that deny by
    /// their meaning or make, a ما that may be "not" or "what".
    pub answers: Vec<usize>,
}

impl Cues {
    /// Reads the cues off the tokens of a text.
    pub fn of(text: &str, tokens: &[Token], lang: Lang) -> Cues {
        let mut cues = match lang {
            Lang::English => english(tokens),
            Lang::Arabic => arabic(text, tokens),
        };
        cues.excuse_answers();
        let is_cue = |at: usize| {
            let all = cues.plain.iter().chain(&cues.excused);
            all.map(|cue| cue.token).any(|token| token == at)
        };
        let denying = (0..tokens.len()).filter(|&at| !is_cue(at) && denial::may_answer(&tokens[at], lang));
        let denying: Vec<usize> = denying.collect();
        cues.answers.extend(denying);
        cues
    }

    /// `No, I did not`: an answer before another negation says the same once more.
    fn excuse_answers(&mut self) {
        let tokens: Vec<usize> = self.plain.iter().map(|cue| cue.token).collect();
        let repeats = |cue: &Cue| {
            cue.class == Class::Answer && tokens.iter().any(|&at| at > cue.token && at <= cue.token + 6)
        };
        let (excused, plain) = self.plain.iter().partition(|cue| repeats(cue));
        self.plain = plain;
        self.excused.extend::<Vec<Cue>>(excused);
    }

    fn push(&mut self, token: usize, at: &Token, class: Class, excused: bool) {
        let list = if excused {
            &mut self.excused
        } else {
            &mut self.plain
        };
        list.push(Cue {
            class,
            token,
            span: at.span,
        });
    }
}

/// The folded word at `index + by`; empty outside and for marks and numbers.
pub(super) fn word(tokens: &[Token], index: usize, by: isize) -> &str {
    index
        .checked_add_signed(by)
        .and_then(|at| tokens.get(at))
        .filter(|token| token.is_word())
        .map_or("", |token| token.folded.as_str())
}

fn english(tokens: &[Token]) -> Cues {
    let mut cues = Cues::default();
    for (index, token) in tokens.iter().enumerate() {
        if token.kind != Kind::Latin {
            continue;
        }
        let next = word(tokens, index, 1);
        let folded = token.folded.as_str();
        let Some(class) = english_class(tokens, index) else {
            if denies_in_english(folded, next) {
                cues.push(index, token, Class::Without, true);
            }
            continue;
        };
        let is_second = class == Class::Neither && cues.plain.iter().any(|cue| cue.class == Class::Neither);
        cues.push(
            index,
            token,
            class,
            is_second || english_excuse(tokens, index, class),
        );
    }
    cues
}

fn english_class(tokens: &[Token], index: usize) -> Option<Class> {
    let next = word(tokens, index, 1);
    Some(match tokens[index].folded.as_str() {
        "no" if next == "longer" => Class::NoLonger,
        "no" if next == "one" => Class::None,
        "no" | "nope" if stands_alone(tokens, index) => Class::Answer,
        "no" => Class::No,
        "never" => Class::Never,
        "without" => Class::Without,
        "unable" => Class::Unable,
        other if LISTS.has("none", other) => Class::None,
        other if LISTS.has("neither", other) => Class::Neither,
        other if LISTS.has("not", other) || other.ends_with("n't") => Class::Not,
        _ => return None,
    })
}

/// Words that deny without a cue, and are kept among those that do not count: `rather than`.
fn denies_in_english(word: &str, next: &str) -> bool {
    let pair = ["than", "of", "from", "to"]
        .into_iter()
        .find(|second| *second == next);
    pair.is_some_and(|second| LISTS.has(&format!("deny.next.{second}"), word)) || LISTS.has("deny.en", word)
}

/// The same in Arabic: بدلا من، عجز عن، فشل في.
fn denies_in_arabic(word: &str) -> bool {
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    LISTS.has("deny.ar", word) || LISTS.has("deny.ar", bare)
}

/// Does it stand as a word of its own, before a mark and after one or at the start?
fn stands_alone(tokens: &[Token], index: usize) -> bool {
    let mark = |at: Option<&Token>| at.is_none_or(|token| token.kind == Kind::Mark);
    mark(tokens.get(index + 1)) && mark(index.checked_sub(1).and_then(|before| tokens.get(before)))
}

fn english_excuse(tokens: &[Token], index: usize, class: Class) -> bool {
    let (before, next, third) = (
        word(tokens, index, -1),
        word(tokens, index, 1),
        word(tokens, index, 2),
    );
    let is_limit = third == "than" && (next == "more" || LISTS.has("limits.en", next));
    match class {
        Class::Not => {
            LISTS.has("not.next", next)
                || LISTS.has("not.before", before)
                || next == "to" && third == "mention"
                || matches!(
                    (next, third),
                    ("that", "i" | "we" | "it" | "he" | "they" | "there") | ("help" | "but", _)
                )
                || is_limit
                || denies_twice(tokens, index)
                || is_tag_question(tokens, index)
                || is_negative_question(tokens, index)
        }
        Class::No => {
            is_numbered(tokens, index)
                || LISTS.has("no.next", next)
                || is_limit
                || LISTS.has("no.before", before)
        }
        Class::None => LISTS.has("none.next", next) || is_limit,
        Class::Never => LISTS.has("never.next", next) || denies_twice(tokens, index),
        Class::Without => LISTS.has("without.next", next) || before == "or" || denies_twice(tokens, index),
        _ => false,
    }
}

/// `No. 10`, `no 7`.
fn is_numbered(tokens: &[Token], index: usize) -> bool {
    let is_number = |by: usize| {
        tokens
            .get(index + by)
            .is_some_and(|token| token.kind == Kind::Number)
    };
    let dot = tokens.get(index + 1).is_some_and(|dot| dot.folded == ".");
    is_number(1) || dot && is_number(2)
}

/// `not uncommon`, `not entirely impossible`, `don't forget`: two denials, which the other side
/// may say as none.
fn denies_twice(tokens: &[Token], index: usize) -> bool {
    const BETWEEN: [&str; 10] = [
        "a",
        "an",
        "so",
        "very",
        "at",
        "entirely",
        "exactly",
        "completely",
        "be",
        "too",
    ];
    let words = (1..4).map(|by| word(tokens, index, by));
    words
        .take_while(|next| !next.is_empty())
        .scan(true, |goes_on, next| {
            let shown = goes_on.then_some(next);
            *goes_on = BETWEEN.contains(&next);
            shown
        })
        .any(|next| LISTS.has("not.deny", next) || denial::is_negative_make(next))
}

/// `…, isn't it?`: the cue, a pronoun, a question mark.
fn is_tag_question(tokens: &[Token], index: usize) -> bool {
    let pronoun = matches!(
        word(tokens, index, 1),
        "it" | "he" | "she" | "they" | "we" | "you" | "i" | "there"
    );
    pronoun
        && tokens.get(index + 2).is_some_and(|token| token.folded == "?")
        && index
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .is_some_and(|token| token.kind == Kind::Mark)
}

/// `Aren't you thirsty?` asks what `Are you thirsty?` asks: the cue opens a question, a pronoun
/// or a name follows.
fn is_negative_question(tokens: &[Token], index: usize) -> bool {
    let opens = index
        .checked_sub(1)
        .and_then(|before| tokens.get(before))
        .is_none_or(|before| before.kind == Kind::Mark);
    opens && tokens[index].folded.ends_with("n't") && ends_in_question(tokens, index)
}

/// Is the first mark that ends a sentence after this place a question mark?
fn ends_in_question(tokens: &[Token], index: usize) -> bool {
    let mut ends = tokens[index..].iter().map(|token| token.folded.as_str());
    ends.find(|mark| LISTS.has("sentence.end", mark))
        .is_some_and(|mark| LISTS.has("question", mark))
}

/// The class of a folded word, with و or ف before it or without.
fn arabic_class(folded: &str) -> Option<Class> {
    let bare = strip_conjunction(folded);
    let class = match bare {
        "لم" => Class::Lam,
        "لن" => Class::Lan,
        "بلا" => Class::Bila,
        "ما" => Class::Ma,
        "كلا" => Class::Answer,
        _ if LISTS.has("la", bare) => Class::La,
        _ if LISTS.has("laysa", bare) => Class::Laysa,
        _ if LISTS.has("ghayr", bare) => Class::Ghayr,
        _ if LISTS.has("adam", bare) => Class::Adam,
        _ if LISTS.has("dun", bare) => Class::Dun,
        _ if is_glued_la(bare) => Class::La,
        _ if is_speech(bare) => Class::Speech,
        _ => return None,
    };
    Some(class)
}

/// لا written together with its verb, as hasty writers do: لايبدو، لاتوجد.
fn is_glued_la(word: &str) -> bool {
    let verb = word
        .strip_prefix("لا")
        .and_then(|rest| rest.strip_prefix(['ي', 'ت']));
    verb.is_some_and(|verb| LISTS.has("glued", verb))
}

fn strip_conjunction(folded: &str) -> &str {
    for prefix in ["و", "ف"] {
        if let Some(rest) = folded.strip_prefix(prefix)
            && (LISTS.has("adds.conjunction", rest) || is_speech(rest))
        {
            return rest;
        }
    }
    folded
}

/// Negation as it is spoken, written as one word with ش behind it: ماقدرش, مبقاش, مالوش.
fn is_circumfix(word: &str) -> bool {
    let letters = word.chars().count();
    let long = word.starts_with("ما") && letters >= 6;
    // Egyptian م…ش before the letter of the imperfect, or a pronoun at the end.
    let short = letters >= 6
        && word
            .strip_prefix('م')
            .is_some_and(|rest| rest.starts_with(['ي', 'ت', 'ن', 'ب']) && !rest.starts_with("ت"))
        && ["هوش", "هاش", "وش", "ناش", "همش", "كش", "نيش", "ليش"]
            .iter()
            .any(|end| word.ends_with(end));
    word.ends_with('ش') && (long || short) && !LISTS.has("circumfix.not", word)
}

fn is_speech(word: &str) -> bool {
    LISTS.has("speech", word) && !LISTS.has("speech.not", word) || is_circumfix(word)
}

fn arabic(text: &str, tokens: &[Token]) -> Cues {
    let mut cues = Cues::default();
    for (index, token) in tokens.iter().enumerate() {
        if token.kind != Kind::Arabic {
            continue;
        }
        let class = arabic_class(&token.folded)
            .filter(|_| !has_hamza(text, token))
            .or_else(|| hidden_class(text, tokens, index));
        let Some(class) = class else {
            if denies_in_arabic(&token.folded) {
                cues.push(index, token, Class::Dun, true);
            }
            continue;
        };
        if class == Class::Ma {
            match spoken_ma::read(tokens, index) {
                Ma::Negates => {}
                Ma::Open => {
                    cues.answers.push(index);
                    continue;
                }
                Ma::Relates => continue,
            }
        }
        let class = match class {
            Class::Answer if !stands_alone(tokens, index) => continue,
            Class::La if stands_alone(tokens, index) => Class::Answer,
            Class::Speech if is_my_money(tokens, index) => continue,
            Class::Dun if is_dunam(text, tokens, index) => continue,
            class => class,
        };
        let excused = arabic_excuse(tokens, index, class)
            || is_second_of_chain(tokens, index, class, &cues)
            || is_or(tokens, index)
            || asks_negatively(text, tokens, index);
        cues.push(index, token, class, excused);
    }
    cues
}

/// لأتمكن (in order to), إليس (a name): with a hamza on or under its alef, or a doubled letter in غير,
/// the word is no negation, whatever its folded letters say.
fn has_hamza(text: &str, token: &Token) -> bool {
    let written = token.span.of(text);
    let raw = fold::bare(written);
    let raw = raw.trim_start_matches(['و', 'ف']);
    // لأ alone is the spoken "no", غيّر with its doubling is "changed".
    if matches!(raw, "لأ" | "لأه") {
        return false;
    }
    written.contains("غي\u{651}")
        || raw.starts_with("لأ")
        || raw.starts_with("لإ")
        || raw.starts_with('إ')
        || raw.starts_with("لآ")
}

/// ألا, ألم and أليس, which hold لا, لم and ليس; إلا, إليس and ألم ("pain") look alike.
fn hidden_class(text: &str, tokens: &[Token], index: usize) -> Option<Class> {
    let token = &tokens[index];
    let raw = fold::bare(token.span.of(text));
    let class = match raw.trim_start_matches(['و', 'ف', 'ب', 'ل']) {
        "ألا" => Class::La,
        "ألم" => Class::Lam,
        "ألن" => Class::Lan,
        raw if raw.starts_with('أ') && LISTS.has("laysa.hamza", &fold::word(raw, Lang::Arabic)) => {
            return Some(Class::Laysa);
        }
        "اليس" | "اليست" => return Some(Class::Laysa),
        _ => return None,
    };
    is_imperfect(word(tokens, index, 1)).then_some(class)
}

/// أليس، ألم، ألا، ألست at the start of a question ask what هل asks.
fn asks_negatively(text: &str, tokens: &[Token], index: usize) -> bool {
    let raw = fold::bare(tokens[index].span.of(text));
    let opens = word(tokens, index, -1).is_empty();
    opens && raw.starts_with('أ') && ends_in_question(tokens, index)
}

/// شغل ولا زيارة؟ asks "or" in speech: ولا in a question that denies nothing before it.
fn is_or(tokens: &[Token], index: usize) -> bool {
    LISTS.has("neg.chain", &tokens[index].folded)
        && index > 0
        && !word(tokens, index, 1).is_empty()
        && ends_in_question(tokens, index)
}

/// مالي after a word that may own it is "my money", not "what I have not".
fn is_my_money(tokens: &[Token], index: usize) -> bool {
    tokens[index].folded == "مالي" && !word(tokens, index, -1).is_empty()
}

/// دونماً, a measure of land, looks like دونما, "without".
fn is_dunam(text: &str, tokens: &[Token], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|at| tokens.get(at));
    let counted = before.is_some_and(|token| token.kind == Kind::Number || token.folded.ends_with("ين"));
    tokens[index].folded == "دونما" && (counted || tokens[index].span.of(text).contains('\u{64b}'))
}

/// May this be a verb in the imperfect?
fn is_imperfect(word: &str) -> bool {
    word.starts_with(['ي', 'ت', 'ن', 'ا']) && word.chars().count() >= 3 && !word.starts_with("ال")
}

fn arabic_excuse(tokens: &[Token], index: usize, class: Class) -> bool {
    let (before, next, third) = (
        word(tokens, index, -1),
        word(tokens, index, 1),
        word(tokens, index, 2),
    );
    match class {
        Class::La | Class::Bila => {
            is_still(next)
                || is_still(tokens[index].folded.trim_start_matches(['و', 'ف', 'ل', 'ا']))
                || LISTS.has("la.next", next)
                || LISTS.has("la.deny", next)
                || is_least(tokens, index)
                || matches!(before, "لم" | "قبل")
                || LISTS.has("or.before", before)
                || has_exception(tokens, index)
        }
        Class::Lam => {
            is_still(next)
                || LISTS.has("lam.next", next)
                || LISTS.has("lam.deny", next)
                || !is_imperfect(next)
                || before == "ما"
                || LISTS.has("or.before", before)
                || has_exception(tokens, index)
        }
        Class::Laysa => {
            LISTS.has("laysa.next", next) || (next == "هذا" && third == "فقط") || has_exception(tokens, index)
        }
        Class::Lan => LISTS.has("la.next", next) || has_exception(tokens, index),
        Class::Ma => is_still(next) || has_exception(tokens, index),
        Class::Ghayr => LISTS.has("ghayr.next", next) || next.is_empty() || excepts(tokens, index),
        Class::Dun => {
            LISTS.has("dun.below", next)
                || LISTS.has("dun.before", before)
                || matches!(before, "من" if next == "شك")
        }
        Class::Speech => matches!(next, "بس" | "فقط") || has_exception(tokens, index),
        _ => false,
    }
}

/// لا يقل … عن: "at least", with up to four words between.
fn is_least(tokens: &[Token], index: usize) -> bool {
    let least = matches!(word(tokens, index, 1), "يقل" | "تقل" | "يقلون" | "يقلوا");
    least && (2..7).any(|by| matches!(word(tokens, index, by), "عن" | "عنه" | "عنها"))
}

/// ما عندي غير هذا: غير behind a negation of its clause is "but", not a second negation.
fn excepts(tokens: &[Token], index: usize) -> bool {
    let from = index.saturating_sub(6);
    tokens[from..index]
        .iter()
        .rev()
        .take_while(|token| token.is_word())
        .any(|token| {
            matches!(
                arabic_class(&token.folded),
                Some(Class::La | Class::Lam | Class::Laysa | Class::Ma | Class::Speech | Class::Lan)
            )
        })
}

/// يزال and the like, which turn لا and ما into "still".
fn is_still(word: &str) -> bool {
    let core = word.strip_prefix(['ي', 'ت', 'ا', 'ن']).unwrap_or(word);
    LISTS.has("still", core) || LISTS.has("still.whole", word)
}

/// إلا, سوى, فقط, غير within the next fifteen words of the clause: "only".
fn has_exception(tokens: &[Token], index: usize) -> bool {
    tokens[index + 1..]
        .iter()
        .take(15)
        .take_while(|token| !LISTS.has("sentence.end", &token.folded))
        .enumerate()
        .any(|(by, token)| match token.folded.as_str() {
            "الا" => !LISTS.has("exception.an", word(tokens, index + by + 1, 1)),
            "بس" => by <= 4,
            "غير" => by <= 5 && !LISTS.has("ghayr.next", word(tokens, index + by + 1, 1)) && by > 0,
            other => LISTS.has("exception", other),
        })
}

/// ولا after another negation in one clause (لا … ولا …, لم … ولم …) is one negation in English.
fn is_second_of_chain(tokens: &[Token], index: usize, class: Class, cues: &Cues) -> bool {
    let token = &tokens[index];
    // After a comma, with a verb of its own, it denies a thing of its own.
    let is_own = word(tokens, index, -1).is_empty() && is_imperfect(word(tokens, index, 1));
    class == Class::La
        && LISTS.has("neg.chain", &token.folded)
        && !is_own
        && cues
            .plain
            .last()
            .is_some_and(|cue| index - cue.token <= 6 && !matches!(cue.class, Class::Answer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token;

    #[track_caller]
    fn case(lang: Lang, text: &str, plain: &[&str]) {
        let tokens = token::tokens(text);
        let found: Vec<&str> = Cues::of(text, &tokens, lang)
            .plain
            .iter()
            .map(|cue| cue.span.of(text))
            .collect();
        assert_eq!(found, plain, "{text}");
    }

    #[test]
    fn english_cues_and_their_excuses() {
        let en = |text, plain: &[&str]| case(Lang::English, text, plain);
        en("They did not leave and never will.", &["not", "never"]);
        en("He isn’t here. We can't wait.", &["isn’t", "can't"]);
        en("No one came without a reason.", &["No", "without"]);
        en("There is no doubt that No. 10 is no less than a house.", &[]);
        en("Not only did he win, he smiled.", &[]);
        en("It's late, isn't it?", &[]);
        en("Neither he nor she spoke.", &["Neither"]);
        en("Aren't you thirsty? You don't drink?", &["don't"]);
        en("No, they stayed.", &["No"]);
    }

    #[test]
    fn arabic_cues_and_their_excuses() {
        let ar = |text, plain: &[&str]| case(Lang::Arabic, text, plain);
        ar("لم يغادر أحد ولن يغادر.", &["لم", "ولن"]);
        ar("لا يزال هنا ولا شك في ذلك.", &[]);
        ar("لا يعرف إلا القليل.", &[]);
        ar("ليس هذا صحيحا، وليست تلك كذبة.", &["ليس", "وليست"]);
        ar("كلا الطرفين وافق.", &[]);
        ar("كلا، لن نقبل.", &["لن"]);
        ar("لا، هذا خطأ.", &["لا"]);
        ar("ما يريده الناس هو ما قلناه.", &[]);
        ar("انتهت المهمة، وما بقي هو المشورة.", &[]);
        ar("انتهت المهمة، وما بقي أحد.", &["وما"]);
        ar("وافق غير أنه تأخر.", &[]);
        ar("يجب ألا نتأخر، إلا أنه رفض.", &["ألا"]);
        ar("لم لا نذهب؟", &[]);
        ar("ألست عطشان؟ ألم نلتق من قبل؟", &[]);
        ar("لايبدو مهما، ولايزال هنا.", &["لايبدو"]);
        ar("لست بطلة، ولا أحب هذه الكلمة.", &["لست", "ولا"]);
        ar("أربعين دونماً بدون ماء", &["بدون"]);
        ar("لا يأكل ولا يشرب، ولا ماء عنده.", &["لا"]);
        ar("أمر غير ممكن بسبب عدم الوقت.", &["غير", "عدم"]);
    }

    #[test]
    fn speech_of_iraq_the_levant_and_egypt() {
        let ar = |text, plain: &[&str]| case(Lang::Arabic, text, plain);
        ar("ماكو أي مقاتل عراقي عبر الحدود", &["ماكو"]);
        ar("هذا مو صحيح", &["مو"]);
        ar("الوضع مش سهل", &["مش"]);
        ar("ما عندنا قوات هناك", &["ما"]);
        ar("مفيش حد دخل", &["مفيش"]);
        ar("ما نعرفش مين", &["ما"]);
        ar("والجيش ماقدرش يدخل", &["ماقدرش"]);
        ar("ما اكو شي", &["ما"]);
        ar("محد عبر", &["محد"]);
        ar("ما أدري وين راحوا", &["ما"]);
        ar("شاهدوا ماتش الكرة، وسرق مالي", &[]);
    }
}
