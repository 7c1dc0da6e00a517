//! Bounds after Arabic words, and clauses of Arabic speech that has no full stops.
//!
//! Arabic has no capitals, so UAX 29 ends a sentence after every full stop: `د. محمد` too. And
//! transcripts of speech may go on for a hundred words with commas alone, or with nothing.

use crate::text::script::{Share, is_arabic_letter};
use crate::text::{Lang, digits, fold};

use crate::segment::bound::{Next, Tail};

/// Abbreviations of more than one letter that stand before a number or a name (folded).
const ABBREVIATIONS: &[&str] = &["صص", "مج", "بروف"];

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

/// Words behind such a letter that go on with the sentence (folded).
const GOING_ON: &str = "في من الي علي عن حتي مع خلال عند بين بتوقيت حسب وفق او ام الموافق الموافقه";

/// Words that begin a sentence where a name would stand behind a title (folded).
const STARTING: &str = "
    ثم لكن ولكن بعد وبعد قبل في وفي من ومن الي والي عن وعن هذا وهذا هذه وهذه ذلك وذلك هو وهو هي وهي هم وهم
    كان وكان كانت وكانت لم ولم لا ولا لن ولن ان وان لقد ولقد قد وقد فقد قال وقال قالت وقالت عندما وعندما حين وحين
    لما اذا واذا اما واما كما وكما كل وكل انا وانا نحن ونحن هناك وهناك هنا بدا وبدا جاء وجاء غادر وغادر عاد وعاد
    ما وما ماذا هل وهل اين متي كيف لماذا منذ ومنذ حتي بينما وبينما الان واليوم اليوم امس نعم بس هسه طيب
";

/// What stands before an abbreviation without a space.
const CLITICS: [&str; 12] = [
    "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فل", "ال", "وال", "بال",
];

/// A clitic and a letter that are a word (folded).
const WORDS_OF_TWO: &str = "لا ولا فلا بلا الا والا لم ولم فلم كم وكم فم بم الم والم بالم لج بص";

/// Names of Latin letters, as initials are written (folded). Left out are those that are words too.
const LETTERS: &str = "بي سي دي اف جي اتش جيه كيه ار اس تي يو دبليو اكس واي زد ايه كيو ال";

/// Does a full stop after an Arabic word end the sentence?
pub(super) fn stop_holds(tail: &Tail<'_>, next: &Next<'_>) -> bool {
    let bare = fold::word(tail.word, Lang::Arabic);
    let following = fold::word(next.word, Lang::Arabic);
    let is_in = |list: &str, word: &str| list.split_whitespace().any(|listed| listed == word);
    if tail.before.ends_with(digits::is_digit) && AFTER_NUMBER.contains(&bare.as_str()) {
        return !is_in(GOING_ON, &following);
    }
    let is_letter = |part: &str| part.chars().count() == 1 && part.starts_with(is_arabic_letter);
    let is_short = |word: &str| word.split('.').all(is_letter) || ABBREVIATIONS.contains(&word);
    let one_more = is_letter(&following) && bare.chars().count() <= 2;
    if is_short(&bare) || one_more {
        return false;
    }
    let behind_clitic = !is_in(WORDS_OF_TWO, &bare)
        && CLITICS
            .iter()
            .filter_map(|clitic| bare.strip_prefix(clitic))
            .any(is_short);
    let is_initial = !tail.before.is_empty() && is_in(LETTERS, &bare);
    if behind_clitic || is_initial {
        // ود is a word too: it ends a sentence where another begins.
        return is_in(STARTING, &following) || following.is_empty();
    }
    let others = matches!(bare.as_str(), "واخرون" | "واخرين");
    !(others && next.word.starts_with(digits::is_digit))
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
        for word in [STRONG_OPENERS, OPENERS, GOING_ON, STARTING, WORDS_OF_TWO, LETTERS]
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
