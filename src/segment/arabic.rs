//! Bounds after Arabic words, and clauses of Arabic speech that has no full stops.
//!
//! Arabic has no capitals, so UAX 29 ends a sentence after every full stop: `د. محمد` too. And
//! transcripts of speech may go on for a hundred words with commas alone, or with nothing.

use crate::text::script::{Share, is_arabic_letter};
use crate::text::{Lang, digits, fold};

use crate::segment::bound::{Next, Tail};

/// Abbreviations of more than one letter that stand before a number or a name (folded).
const ABBREVIATIONS: &[&str] = &["صص", "مج", "بروف"];

/// Verbs and linking words that take a sentence up again after a quote (folded).
const RESUMING: &str = "
    قال قالت يقول تقول سال سالت يسال تساءل اجاب اجابت رد ردت اضاف اضافت صاح هتف علق كتب كتبت بحسب
    حسب وفقا مضيفا مشيرا مؤكدا قائلا
";

/// Words that begin a new statement in speech whatever stands before them (folded). Iraqi ones
/// are at home here.
const STRONG_OPENERS: &str = "
    طيب هسه هسا بعدين وبعدين المهم لذلك ولذلك اذن بالتالي وبالتالي اولا ثانيا ثالثا وثانيا
";

/// Words that do so after a comma (folded).
const OPENERS: &str = "
    اما واما كذلك وكذلك ايضا وايضا ثم لكن ولكن بس اقول واقول نقول ونقول
";

/// More words than this make a sentence a run-on that is cut at `؛`.
///
/// Three in 580 lines of Arabic news have more than 50 words; this is safely beyond.
const LONG: usize = 60;
/// From here on it is also cut before an opener that follows a comma.
const VERY_LONG: usize = 80;
/// From here on, without any comma, it is cut before strong openers alone: written language
/// of this length has commas.
const ENDLESS: usize = 60;
/// No clause is left shorter than this, in words.
const SHORTEST: usize = 8;

/// Letters that after a number stand for a unit, an era or a time of day, and may end a sentence (folded): م هـ ص.
const AFTER_NUMBER: &[&str] = &["م", "ه", "ص"];

/// Does a full stop after an Arabic word end the sentence?
pub(super) fn stop_holds(tail: &Tail<'_>, next: &Next<'_>) -> bool {
    let bare = fold::word(tail.word, Lang::Arabic);
    if tail.before.ends_with(digits::is_digit) && AFTER_NUMBER.contains(&bare.as_str()) {
        return true;
    }
    let is_letter = |part: &str| part.chars().count() == 1 && part.starts_with(is_arabic_letter);
    let dotted = bare.split('.').all(is_letter);
    let one_more = is_letter(&fold::word(next.word, Lang::Arabic)) && bare.chars().count() <= 2;
    !(dotted || one_more || ABBREVIATIONS.contains(&bare.as_str()))
}

/// Does this word take up a sentence that a quote interrupted?
pub(super) fn resumes(word: &str) -> bool {
    let folded = fold::word(word, Lang::Arabic);
    RESUMING.split_whitespace().any(|listed| listed == folded)
}

/// A word: its place in the sentence, and its text with the marks around it.
type Word<'a> = (usize, &'a str);

/// The places inside a sentence where a run-on of Arabic speech is cut; mostly none.
pub(super) fn clauses(sentence: &str) -> Vec<usize> {
    if sentence.len() < LONG * 4 {
        return Vec::new();
    }
    let words: Vec<Word<'_>> = sentence
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - sentence.as_ptr() as usize, word))
        .collect();
    let share = Share::of(sentence);
    if words.len() <= LONG || share.latin > share.arabic {
        return Vec::new();
    }
    let semicolon = |before: &str, word: &str| before.ends_with(['؛', ';']) && !word.starts_with('(');
    let comma_and_opener = |before: &str, word: &str| {
        before.ends_with(['،', ',']) && (is_listed(OPENERS, word) || is_listed(STRONG_OPENERS, word))
    };
    let no_comma = !words.iter().any(|(_, word)| word.ends_with(['،', ',', '؛', ';']));
    let mut parts = split(&words, semicolon);
    parts = split_each(parts, VERY_LONG, comma_and_opener);
    if no_comma {
        parts = split_each(parts, ENDLESS, |_, word| is_listed(STRONG_OPENERS, word));
    }
    parts
        .iter()
        .skip(1)
        .filter_map(|part| part.first())
        .map(|word| word.0)
        .collect()
}

/// Is the word, without the marks around it, in the list?
fn is_listed(list: &str, word: &str) -> bool {
    let folded = fold::word(word.trim_matches(|c: char| !c.is_alphanumeric()), Lang::Arabic);
    list.split_whitespace().any(|listed| listed == folded)
}

fn split_each<'a, 'w>(
    parts: Vec<&'w [Word<'a>]>,
    longer_than: usize,
    at: impl Fn(&str, &str) -> bool,
) -> Vec<&'w [Word<'a>]> {
    let mut out = Vec::new();
    for part in parts {
        if part.len() > longer_than {
            out.extend(split(part, &at));
        } else {
            out.push(part);
        }
    }
    out
}

/// Splits before each word at which `at(word before, word)` holds; no part is shorter than [`SHORTEST`].
fn split<'a, 'w>(words: &'w [Word<'a>], at: impl Fn(&str, &str) -> bool) -> Vec<&'w [Word<'a>]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for i in 1..words.len() {
        let room = i - start >= SHORTEST && words.len() - i >= SHORTEST;
        if room && at(words[i - 1].1, words[i].1) {
            parts.push(&words[start..i]);
            start = i;
        }
    }
    parts.push(&words[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(sentence: &str) -> Vec<&str> {
        let places = clauses(sentence);
        let ends = places.iter().copied().chain([sentence.len()]);
        let starts = [0].into_iter().chain(places.iter().copied());
        starts
            .zip(ends)
            .map(|(start, end)| sentence[start..end].trim())
            .collect()
    }

    const CLAUSE: &str = "نحن ننتظر الماء من النهر منذ سنة كاملة ولم يأت أحد منهم إلينا";

    #[test]
    fn the_lists_are_folded() {
        for word in [RESUMING, OPENERS]
            .iter()
            .flat_map(|list| list.split_whitespace())
        {
            assert_eq!(fold::word(word, Lang::Arabic), word);
        }
    }

    #[test]
    fn a_sentence_of_usual_length_stays_whole() {
        let sentence = [CLAUSE, CLAUSE, CLAUSE].join("؛ ");
        assert_eq!(cut(&sentence).len(), 1);
    }

    /// Speech of a Basra farmer without any mark, as a typist may take it down.
    const SPEECH: &str = "\
        طيب احنا من الصبح نشتغل بالبستان وماكو ماي والكهرباء تجي ساعة وتروح ساعتين وابني گال \
        خلينا نبيع القاع ونروح لبغداد بس آني ما قبلت لأن هذي قاع أبوي وجدي هسه إذا بعتها شنو \
        أسوي ببغداد وين أروح وين أشتغل وبعدين الناس هنا كلها مثلي اللي عنده نخل مات نخله واللي \
        عنده حلال باع حلاله والدولة تگول الماي جاي الماي جاي من سنتين نسمع الماي جاي وما جا بس \
        الملح جا والملح أكل القاع وأكل النخل طيب شنو الحل الحل مو بيدي الحل بيد اللي يگدر يفتح \
        الماي من فوق المهم احنا باقين هنا وما نروح وان شاء الله تنفرج";

    #[test]
    fn speech_as_it_falls_is_cut_where_a_new_statement_begins() {
        let firsts: Vec<&str> = cut(SPEECH)
            .into_iter()
            .filter_map(|part| part.split(' ').next())
            .collect();
        assert_eq!(firsts, ["طيب", "هسه", "وبعدين", "طيب", "المهم"]);
    }

    #[test]
    fn a_run_on_is_cut_at_semicolons() {
        let sentence = [CLAUSE; 5].join("؛ ");
        assert_eq!(cut(&sentence).len(), 5);
    }

    #[test]
    fn speech_with_commas_alone_is_cut_before_openers() {
        let sentence =
            format!("{CLAUSE}، {CLAUSE}، هسه {CLAUSE}، {CLAUSE}، {CLAUSE}، بعدين {CLAUSE}، {CLAUSE}");
        let parts = cut(&sentence);
        assert_eq!(parts.len(), 3);
        assert!(parts[1].starts_with("هسه") && parts[2].starts_with("بعدين"));
    }

    #[test]
    fn speech_without_marks_is_cut_only_when_endless() {
        let endless = [CLAUSE; 9].join(" طيب ");
        assert!(cut(&endless).len() > 4);
        assert_eq!(cut(&[CLAUSE; 3].join(" طيب ")).len(), 1);
        assert_eq!(cut(&[CLAUSE; 9].join(" ")).len(), 1);
    }
}
