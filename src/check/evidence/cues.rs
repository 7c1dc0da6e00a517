//! Cues of negation in both languages.
//!
//! Only plain negation counts: `not`, `never`, `no`, `without` …; لا لم لن ليس غير عدم دون بلا and,
//! in speech, ماكو مو مش ما…ش. A cue that does not negate what is said is excused and kept apart
//! (`no doubt`, `not only`, لا يزال, لا … إلا). Words that deny by their own meaning (`fail`,
//! `unlikely`, رفض, نفى) are not cues; [`crate::check::evidence::denial`] weighs them.

use crate::check::evidence::has;
use crate::text::token::Kind;
use crate::text::{Lang, Span, Token, fold};

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
}

impl Cues {
    /// Reads the cues off the tokens of a text.
    pub fn of(text: &str, tokens: &[Token], lang: Lang) -> Cues {
        let mut cues = match lang {
            Lang::English => english(tokens),
            Lang::Arabic => arabic(text, tokens),
        };
        cues.excuse_answers();
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
fn word(tokens: &[Token], index: usize, by: isize) -> &str {
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
        let class = match token.folded.as_str() {
            "not" | "cannot" | "cant" | "dont" | "didnt" | "doesnt" | "isnt" | "wasnt" | "ain't" => {
                Class::Not
            }
            "never" => Class::Never,
            "no" if word(tokens, index, 1) == "longer" => Class::NoLonger,
            "no" if word(tokens, index, 1) == "one" => Class::None,
            "no" | "nope" if stands_alone(tokens, index) => Class::Answer,
            "no" => Class::No,
            "none" | "nobody" | "nothing" | "nowhere" | "noone" => Class::None,
            "neither" | "nor" => Class::Neither,
            "without" => Class::Without,
            "unable" => Class::Unable,
            other if other.ends_with("n't") => Class::Not,
            other => {
                if denies_in_english(other, word(tokens, index, 1)) {
                    cues.push(index, token, Class::Without, true);
                }
                continue;
            }
        };
        let excused = english_excuse(tokens, index, class)
            || (class == Class::Neither && cues.plain.iter().any(|cue| cue.class == Class::Neither));
        cues.push(index, token, class, excused);
    }
    cues
}

/// Words that deny without a cue, and are kept among those that do not count: `rather than`.
fn denies_in_english(word: &str, next: &str) -> bool {
    matches!(
        (word, next),
        ("rather" | "other" | "less", "than")
            | ("instead" | "short" | "devoid" | "lack" | "absence", "of")
            | ("far" | "free" | "refrain" | "apart", "from")
            | (
                "yet" | "fail" | "fails" | "failed" | "failing" | "failure" | "refused" | "refuses" | "still",
                "to"
            )
            | (
                "unlikely" | "impossible" | "hardly" | "barely" | "scarcely" | "rarely" | "seldom" | "lacks",
                _
            )
    )
}

/// The same in Arabic: بدلا من، عجز عن، فشل في.
fn denies_in_arabic(word: &str) -> bool {
    const STEMS: &str = "بدلا عوضا عجز عجزت عجزوا يعجز تعجز عاجز عاجزه عاجزين فشل فشلت فشلوا يفشل تفشل رفض رفضت رفضوا \
        يرفض ترفض تعذر يتعذر استحال يستحيل مستحيل مستحيلا نادرا قلما بالكاد امتنع امتنعت يمتنع افتقر \
        يفتقر تفتقر افتقار انعدم خاليه خالي خلو خالٍ نفي نفت ينفي تنفي استبعد يستبعد مستبعد";
    has(STEMS, word) || word.strip_prefix(['و', 'ف']).is_some_and(|rest| has(STEMS, rest))
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
    let number_next = tokens
        .get(index + 1)
        .is_some_and(|token| token.kind == Kind::Number)
        || tokens.get(index + 2).is_some_and(|token| {
            token.kind == Kind::Number && tokens.get(index + 1).is_some_and(|dot| dot.folded == ".")
        });
    match class {
        Class::Not => {
            matches!(
                next,
                "only"
                    | "just"
                    | "merely"
                    | "simply"
                    | "solely"
                    | "least"
                    | "unlike"
                    | "until"
                    | "surprisingly"
            ) || (next == "to" && third == "mention")
                || matches!(before, "or" | "why" | "whether")
                || is_tag_question(tokens, index)
                || is_negative_question(tokens, index)
        }
        Class::No => {
            number_next
                || matches!(
                    next,
                    "doubt"
                        | "matter"
                        | "sooner"
                        | "wonder"
                        | "less"
                        | "fewer"
                        | "later"
                        | "question"
                        | "contest"
                )
                || (next == "more" && third == "than")
                || matches!(before, "or" | "yes")
        }
        Class::None => {
            matches!(next, "but" | "other" | "except" | "short") || (next == "more" && third == "than")
        }
        Class::Never => matches!(next, "mind" | "ending"),
        Class::Without => matches!(next, "doubt" | "question" | "fail") || before == "or",
        _ => false,
    }
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
    ends.find(|mark| matches!(*mark, "." | "!" | "?" | "؟"))
        .is_some_and(|mark| matches!(mark, "?" | "؟"))
}

/// The class of a folded word, with و or ف before it or without.
fn arabic_class(folded: &str) -> Option<Class> {
    let bare = strip_conjunction(folded);
    let class = match bare {
        "لا" | "لكيلا" | "كيلا" | "لئلا" => Class::La,
        "لم" => Class::Lam,
        "لن" => Class::Lan,
        "ليس" | "ليست" | "ليسوا" | "ليسا" | "ليستا" | "لسن" | "لست" | "لسنا" | "لستم" | "اليس" | "اليست" => {
            Class::Laysa
        }
        "غير" | "بغير" | "لغير" | "الغير" => Class::Ghayr,
        "عدم" | "لعدم" | "بعدم" | "العدم" | "انعدام" | "لانعدام" => Class::Adam,
        "دون" | "بدون" | "دونما" => Class::Dun,
        "بلا" => Class::Bila,
        "ما" => Class::Ma,
        "كلا" => Class::Answer,
        _ if is_glued_la(bare) => Class::La,
        _ if is_speech(bare) => Class::Speech,
        _ => return None,
    };
    Some(class)
}

/// لا written together with its verb, as hasty writers do: لايبدو، لاتوجد.
fn is_glued_la(word: &str) -> bool {
    const VERBS: &str = "بدو مكن وجد عرف ستطيع جب عني هم ريد علم حتاج عتبر زال زالون ملك قدر صح جوز حق توقف تحدث \
        وجدون عرفون ستطيعون ريدون علمون ملكون";
    let verb = word
        .strip_prefix("لا")
        .and_then(|rest| rest.strip_prefix(['ي', 'ت']));
    verb.is_some_and(|verb| has(VERBS, verb))
}

fn strip_conjunction(folded: &str) -> &str {
    const CUES: &str = "لا لم لن ليس ليست ليسوا لست لسنا غير بغير عدم لعدم بعدم دون بدون بلا ما كلا ماكو مو مش \
        مافي انعدام مانا ماني مالي مالنا";
    for prefix in ["و", "ف"] {
        if let Some(rest) = folded.strip_prefix(prefix)
            && (has(CUES, rest) || is_circumfix(rest))
        {
            return rest;
        }
    }
    folded
}

/// Negation as it is spoken in Iraq, the Levant and Egypt, written as one word.
const SPEECH: &str = "ماكو ماكوش مو موب محد مااكو مالي ماعندي ماعندنا ماعنده ماعدنا معدنا ماراح ماكان مانريد \
    مانعرف ماادري مادري ماصار ماقدرنا مايصير مايقدر ماتقدر مايريد مايعرف مايقبل ماعرف ماهو \
    ماهي ماعاد مش مب مافي مافيه ماحدا ماحد مانو مانا ماني مابدي مابدنا مابده ماضل مابقى \
    مابقي معندي ماشفت ماشفنا ماعم مفيش مافيش معنديش معندناش معندهمش معندوش مكانش مقدرش معرفش \
    محدش ميعرفش مينفعش متقدرش ميقدرش منقدرش منعرفش مبقاش ملوش ملناش ملهمش مليش موش مهوش مهيش";

/// Words in ما…ش that are no negation.
const NOT_CIRCUMFIX: &str = "ماتش مارش ماكنتوش مارتش مامش مايكش ماركش ماراكش";

fn is_circumfix(word: &str) -> bool {
    word.starts_with("ما") && word.ends_with('ش') && word.chars().count() >= 6 && !has(NOT_CIRCUMFIX, word)
}

fn is_speech(word: &str) -> bool {
    has(SPEECH, word) || is_circumfix(word)
}

fn arabic(text: &str, tokens: &[Token]) -> Cues {
    let mut cues = Cues::default();
    for (index, token) in tokens.iter().enumerate() {
        if token.kind != Kind::Arabic {
            continue;
        }
        let class = arabic_class(&token.folded).or_else(|| hidden_class(text, tokens, index));
        let Some(class) = class else {
            if denies_in_arabic(&token.folded) {
                cues.push(index, token, Class::Dun, true);
            }
            continue;
        };
        if class == Class::Ma && !is_negating_ma(tokens, index) {
            continue;
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
            || asks_negatively(text, tokens, index);
        cues.push(index, token, class, excused);
    }
    cues
}

/// ألا and ألم, which hold لا and لم, before an imperfect; إلا and ألم ("pain") look alike.
fn hidden_class(text: &str, tokens: &[Token], index: usize) -> Option<Class> {
    let token = &tokens[index];
    let raw = fold::bare(token.span.of(text));
    let class = match raw.trim_start_matches(['و', 'ف', 'ب', 'ل']) {
        "ألا" => Class::La,
        "ألم" => Class::Lam,
        "ألن" => Class::Lan,
        "ألست" | "ألستم" | "ألسنا" | "ألستما" => return Some(Class::Laysa),
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

/// ما is mostly a relative word; it negates before these, in prose and in speech.
fn is_negating_ma(tokens: &[Token], index: usize) -> bool {
    const AFTER: &str = "كنت كنا كان كانت كانوا عند عندي عندنا عنده عندها عندهم عندك عندكم عدنا عدهم عنا في فيه \
        فيها حد حدا احد اكو ادري اعرف نعرف نريد اريد بدي بدنا بده بدهم راح صار شفت شفنا لنا لي \
        اظن نقبل اقبل نقدر اقدر يقدر يقدرون تقدر يصير ضل ظل بقى بقي عاد عادت عدت عم رح حا قال \
        قالوا سمعت سمعنا خلونا خلوني نسمح اسمح يجوز احنا اكدر يكدر نكدر تكدر اله الها الهم النا \
        اقول نقول فهمت يعرفون يعرف تعرف يريد يريدون تريد دخلوا دخل عبر عبروا تركنا تركوا";
    let (before, next) = (word(tokens, index, -1), word(tokens, index, 1));
    if next.ends_with('ش') && next.chars().count() >= 5 {
        return true;
    }
    let starts_clause = index == 0
        || before.is_empty()
        || matches!(
            before,
            "انه"
                | "انا"
                | "احنا"
                | "هم"
                | "هو"
                | "اني"
                | "والله"
                | "يعني"
                | "بس"
                | "ان"
                | "لكن"
        );
    let speech_only = matches!(
        next,
        "اكو" | "ادري" | "حد" | "حدا" | "بدي" | "بدنا" | "عدنا" | "راح" | "رح" | "عم" | "كو"
    );
    speech_only
        || next == "من" && starts_clause && tokens[index].folded.starts_with('و')
        || starts_clause && has(AFTER, next) && !is_what_remains(tokens, index)
}

/// ما بقي هو المشورة, what remains is advice: a relative ما with its copula in the same clause.
fn is_what_remains(tokens: &[Token], index: usize) -> bool {
    let clause = tokens.iter().skip(index + 2).take(6);
    clause
        .take_while(|token| token.is_word())
        .any(|token| matches!(token.folded.as_str(), "هو" | "هي"))
}

/// Before these دون means "below".
const BELOW: &str = "سن السن المستوي مستوي الصفر المعدل المتوسط الخط خط الحد المطلوب";

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
                || matches!(
                    next,
                    "سيما"
                        | "بد"
                        | "شك"
                        | "ريب"
                        | "باس"
                        | "محاله"
                        | "جرم"
                        | "غني"
                        | "مفر"
                        | "عجب"
                        | "غرو"
                        | "يتجاوز"
                        | "تتجاوز"
                        | "يتعدي"
                        | "تتعدي"
                        | "حصر"
                )
                || (matches!(next, "يقل" | "تقل") && third.starts_with("عن"))
                || before == "لم"
                || (before == "ام" || before == "او")
                || has_exception(tokens, index)
        }
        Class::Lam => {
            is_still(next)
                || matches!(next, "يكد" | "تكد" | "يلبث" | "تلبث")
                || !is_imperfect(next)
                || before == "ما"
                || (before == "ام" || before == "او")
                || has_exception(tokens, index)
        }
        Class::Laysa => {
            matches!(next, "فقط" | "فحسب" | "مجرد" | "كذلك" | "سوي")
                || (next == "هذا" && third == "فقط")
                || has_exception(tokens, index)
        }
        Class::Lan => has_exception(tokens, index),
        Class::Ma => is_still(next) || has_exception(tokens, index),
        Class::Ghayr => matches!(next, "ان" | "انه" | "انها" | "انهم") || next.is_empty(),
        Class::Dun => {
            has(BELOW, next) || matches!(before, "ما" | "او") || matches!(before, "من" if next == "شك")
        }
        Class::Speech => next == "بس" || next == "فقط",
        _ => false,
    }
}

/// يزال and the like, which turn لا and ما into "still".
fn is_still(word: &str) -> bool {
    let core = word.strip_prefix(['ي', 'ت', 'ا', 'ن']).unwrap_or(word);
    matches!(
        core,
        "زال" | "زالت" | "زالوا" | "زالون" | "زل" | "زلت" | "زلنا" | "زالا" | "زلن" | "زالان"
    ) || matches!(word, "انفك" | "برح" | "فتئ")
}

/// إلا, سوى, فقط or بل within the next fifteen words of the clause: "only".
fn has_exception(tokens: &[Token], index: usize) -> bool {
    tokens[index + 1..]
        .iter()
        .take(15)
        .take_while(|token| !matches!(token.folded.as_str(), "." | "؟" | "!" | "؛" | ";" | "?"))
        .enumerate()
        .any(|(by, token)| match token.folded.as_str() {
            "الا" => !matches!(
                word(tokens, index + by + 1, 1),
                "ان" | "انه" | "انها" | "انهم" | "اننا"
            ),
            "سوي" | "فحسب" | "فقط" => true,
            _ => false,
        })
}

/// ولا after another negation in one clause (لا … ولا …, لم … ولم …) is one negation in English.
fn is_second_of_chain(tokens: &[Token], index: usize, class: Class, cues: &Cues) -> bool {
    let token = &tokens[index];
    // After a comma, with a verb of its own, it denies a thing of its own.
    let is_own = word(tokens, index, -1).is_empty() && is_imperfect(word(tokens, index, 1));
    class == Class::La
        && token.folded == "ولا"
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
