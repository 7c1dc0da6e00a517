//! A negation that nothing at all on the other side could stand for.
//!
//! The model of [`negation`](crate::check::evidence::negation) weighs what is common in written news, where a negation is
//! often said by other means, so it doubts even plain cases. Where one side has a verb under
//! لم, لن, ليس, لا (or `not`, `never`), without an exception, and the other side has neither a cue
//! nor any word that denies, limits, ends or prevents, even by its make, there is no such
//! doubt. The lists are broad on purpose: a word of them that means something else only makes
//! the check silent.

use crate::check::Unit;
use crate::check::evidence::cues::{Class, Cue};
use crate::check::evidence::has;
use crate::text::token::Kind;
use crate::text::{Lang, Token};

/// How sure a flat negation is: 2 of 580 clean pairs of news have one, 0.1 % of everyday prose.
pub const CONFIDENCE: f32 = 0.93;

/// English words that may say a negation otherwise.
const ENGLISH: &str = "few little only yet still rather instead too but except unless until away despite \
    although though impossible doubt beyond other least free short wrong false myth zero \
    hardly barely scarcely rarely seldom else otherwise far out off less fewer why against before";

/// How such English words begin.
const ENGLISH_STARTS: &str = "fail lack refus deny denie deni unable unlike avoid stop prevent remain miss \
    reject absen end exclud ban block halt ceas los declin forg quit leav left hold held";

/// Arabic words that may, whole.
const ARABIC: &str = "دون بدون بلا ما الا سوي كلا كلتا قلما نادرا ناهيك لات ماكو مو مش محد ليش فحسب رغم عدا خلا \
    ابدا قط بل بالكاد لولا لئلا كيلا هل فقط لكن ولكن قبل بعد ضد حتي لما";

/// What such Arabic words hold.
const ARABIC_PARTS: &str = "نهي نها عطل همل غير عدم نفي نفت نفو انكر رفض فشل منع امتن حظر حرم عجز فتقر نقص ضعيف قليل اقل ستحيل \
    استحال تعذر صعب ستبعد توقف وقف كف تجنب تفاد خلو خال فقد غاب غياب تخل حال حول اخفق نادر باطل خطا كذب سلب شك \
    جهول عدوم ترك ابي نسي جهل لغ دع حذر تاخر نقط نته وهم ضد بعيد";

/// The cue of `lang` for which the other side has nothing, if the pair is that plain.
pub fn denial(unit: &Unit<'_>, lang: Lang) -> Option<Cue> {
    let sides = unit.side_cues();
    let (side, other) = (&sides[lang as usize].cues, &sides[lang.other() as usize].cues);
    let clear = side.excused.is_empty()
        && other.plain.is_empty()
        && other.excused.is_empty()
        && other.answers.is_empty();
    let tokens = unit.tokens(lang.other());
    if !clear || tokens.is_empty() || tokens.iter().any(|token| may_deny(token, lang.other())) {
        return None;
    }
    side.plain
        .iter()
        .find(|cue| is_strong(cue, unit.tokens(lang)) && governed(unit, lang, cue).is_some())
        .copied()
}

/// How well the word after a cue must be matched to be found on the other side.
const FOUND: f32 = 0.5;

/// The token of the other side that stands for what the cue denies: without it the other side
/// says the thing in its own way, and who can tell how?
fn governed(unit: &Unit<'_>, lang: Lang, cue: &Cue) -> Option<usize> {
    let coverage = unit.coverage();
    let words = (1..=3).filter_map(|by| coverage.word_of(lang, cue.token + by));
    let found = words
        .filter(|&word| coverage.side(lang)[word].weight >= 0.5)
        .map(|word| coverage.best(lang, word));
    found
        .filter(|&(cover, _)| cover >= FOUND)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, far)| coverage.side(lang.other())[far].token)
}

/// How sure a negation is that is lost in its clause alone.
pub const CONFIDENCE_LOCAL: f32 = 0.8;

/// As [`denial`], but of the clause alone where the denied thing stands on the other side: the
/// sides may have other negations, as long as this one has more of them.
pub fn local_denial(unit: &Unit<'_>, lang: Lang) -> Option<Cue> {
    let sides = unit.side_cues();
    let (side, other) = (&sides[lang as usize].cues, &sides[lang.other() as usize].cues);
    if side.plain.len() + side.excused.len() <= other.plain.len() {
        return None;
    }
    let tokens = unit.tokens(lang.other());
    side.plain
        .iter()
        .find(|cue| {
            is_strong(cue, unit.tokens(lang))
                && governed(unit, lang, cue).is_some_and(|far| {
                    let counts = [unit.tokens(lang).len(), tokens.len()];
                    let clause = clause(tokens, far);
                    let has_cue = |cues: &[Cue]| cues.iter().any(|cue| clause.contains(&cue.token));
                    is_near([cue.token, far], counts)
                        && !has_cue(&other.plain)
                        && !has_cue(&other.excused)
                        && !other.answers.iter().any(|answer| clause.contains(answer))
                        && !tokens[clause].iter().any(|token| may_deny(token, lang.other()))
                })
        })
        .copied()
}

/// Is a place of one side at about the same share of the text as one of the other?
fn is_near(places: [usize; 2], counts: [usize; 2]) -> bool {
    let share = |side: usize| places[side] as f32 / counts[side].max(1) as f32;
    (share(0) - share(1)).abs() <= 0.25
}

/// The tokens between the marks around a place.
pub fn clause(tokens: &[Token], at: usize) -> std::ops::Range<usize> {
    let is_mark = |token: &Token| token.kind == Kind::Mark && !matches!(token.folded.as_str(), "'" | "-");
    let start = tokens[..at].iter().rposition(is_mark).map_or(0, |mark| mark + 1);
    let end = tokens[at..]
        .iter()
        .position(is_mark)
        .map_or(tokens.len(), |mark| at + mark);
    start..end
}

/// Does the cue turn a statement round, and nothing else?
fn is_strong(cue: &Cue, tokens: &[Token]) -> bool {
    let next = tokens.get(cue.token + 1);
    match cue.class {
        Class::Not | Class::Never | Class::Lam | Class::Lan | Class::Laysa | Class::Ma | Class::Speech => {
            true
        }
        Class::La => next.is_some_and(|next| {
            next.folded.starts_with(['ي', 'ت', 'ن', 'ا'])
                && !matches!(next.folded.as_str(), "تزيد" | "يزيد" | "تقل" | "يقل")
        }),
        _ => false,
    }
}

fn may_deny(token: &Token, lang: Lang) -> bool {
    let word = token.folded.as_str();
    match (lang, token.kind) {
        (Lang::English, Kind::Latin) => {
            let starts = |list: &str| {
                list.split(' ')
                    .any(|start| !start.is_empty() && word.starts_with(start))
            };
            has(ENGLISH, word)
                || starts(ENGLISH_STARTS)
                || starts("un in im ir il dis non a-") && word.len() >= 6
                || word.ends_with("less")
                || word == "no"
        }
        (Lang::Arabic, Kind::Arabic) => {
            let bare = word.strip_prefix(['و', 'ف', 'ب', 'ل']).unwrap_or(word);
            let holds = ARABIC_PARTS
                .split(' ')
                .any(|part| !part.is_empty() && word.contains(part));
            has(ARABIC, word) || has(ARABIC, bare) || bare == "لا" || holds
        }
        _ => false,
    }
}
