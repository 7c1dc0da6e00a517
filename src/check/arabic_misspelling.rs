//! An Arabic word that no list has, one slip away from one that the English speaks for.

use crate::bitext::{Finding, Severity};
use crate::check::evidence::{authority, names};
use crate::check::{Check, Context, Example, Meta, Unit, declare_check};
use crate::lexicon::arabic_spelling::{self, Candidate, Slip};
use crate::lexicon::dialect;
use crate::lexicon::names::{NameList, known};
use crate::lexicon::orthography;
use crate::lexicon::romanise;
use crate::lexicon::spelling::form::{self, Shape};
use crate::lexicon::words::{Words, similarity};
use crate::text::token::Kind;
use crate::text::{Lang, Token, fold};

declare_check! {
    /// Flags an Arabic word that is not known and is one slip away from a known one.
    ///
    /// Spell checkers flag every foreign name and every dialect word of an Arabic text. Here a
    /// word must be unknown to the word list under all its clitics and endings (and to the
    /// Hunspell dictionary that is asked for), must not be a name that the English side
    /// has too, and must be one typing slip away from a word that is frequent or that an English
    /// word translates. Letters that cannot stand so (ى inside a word, ة twice, the article twice)
    /// are slips though the word folds like a known one. Seats of hamza, ه for ة and ى for ي at the
    /// end are `arabic-orthography`; dialect spelling is no slip. What is less sure is information. It does not see a wrong word that exists.
    ArabicMisspelling,
    "arabic-misspelling", Warning,
    flags: &[
        Example::Both("وافقت الحكوممة على القرار.", "The government agreed to the decision."),
        Example::Both("فتحت المدررسة أبوابها.", "The school opened its doors."),
        Example::Alone(Lang::Arabic, "وافقت الحكوممة على القرار."),
        Example::Both("التقى الوزىر نظيره الفرنسي.", "The minister met his French counterpart."),
        Example::Both("وافقت الالحكومة على القرار.", "The government agreed to the decision."),
        Example::Both("وافقت الحكومةة على القرار.", "The government agreed to the decision."),
    ],
    passes: &[
        Example::Both("وافقت الحكومة على القرار.", "The government agreed to the decision."),
        Example::Both("هسه ماكو شي بالشارع.", "There is nothing in the street now."),
        Example::Both("شلونكم؟ هواية ناس ديحجون، محد يدري شيصير بهالبلد.", "How are you? Many people talk; nobody knows what happens in this country."),
        Example::Both("قال دونالد ترامب إن الاتفاق سيئ.", "Donald Trump said the deal was bad."),
        Example::Both("ذهبت الي المدرسه امس.", "I went to school yesterday."),
        Example::Both("الرجل الذى جلس فى البيت وافق على الالتزام.", "The man who sat in the house agreed to the commitment."),
    ],
}

/// Score from which an unknown word is called a slip, with and without a dictionary that denies
/// it too.
const SURE: f32 = 3.4;
const DENIED: f32 = 0.6;
/// How far below that score a word is still worth a note, in a text of dialect too.
const UNSURE: f32 = 2.6;
const UNSURE_IN_DIALECT: f32 = 1.0;

impl Check for ArabicMisspelling {
    fn meta(&self) -> &'static Meta {
        &Self::META
    }

    fn unit(&self, unit: &Unit<'_>, context: &Context) -> Vec<Finding> {
        let Some(text) = unit.text(Lang::Arabic) else {
            return Vec::new();
        };
        let places = unrendered_places(unit);
        let tokens = unit.tokens(Lang::Arabic).iter();
        tokens
            .filter(|token| token.kind == Kind::Arabic)
            .filter_map(|token| {
                let told = of_letters(unit, context, token).or_else(|| of_a_place(unit, token, &places));
                told.or_else(|| {
                    is_judged(token, &text.text)
                        .then(|| judge(unit, context, token))
                        .flatten()
                })
            })
            .collect()
    }
}

/// A word with letters where they cannot stand, though it folds like a known one.
fn of_letters(unit: &Unit<'_>, context: &Context, token: &Token) -> Option<Finding> {
    let written = token.span.of(&unit.text(Lang::Arabic)?.text);
    let meant = orthography::impossible(written)?;
    if context.words.contains(&token.folded) || context.names.knows_arabic(&token.folded) {
        return None;
    }
    Some(
        Finding::new(
            ArabicMisspelling::META.id,
            ArabicMisspelling::META.severity,
            unit.mark(Lang::Arabic, token.span),
            format!("{written} cannot be written so; {meant} may be meant"),
        )
        .with_confidence(IMPOSSIBLE)
        .with_suggestion(meant),
    )
}

/// Kinds of listed places that have one Arabic form.
const PLACES: &[&str] = &["country", "capital", "city", "governorate", "region"];
/// Letters of a place of which one slip tells, and of which two do.
const ONE_SLIP: usize = 5;
const TWO_SLIPS: usize = 7;
/// Cosine with an English word from which a word is no slip of a place.
const EXPLAINED: f32 = 0.4;

/// Listed places that the English names and whose Arabic does not stand in the text: one word each.
fn unrendered_places(unit: &Unit<'_>) -> Vec<&'static str> {
    let mut places = Vec::new();
    for name in unit.names() {
        let listed = NameList::public().with_word(&name.key);
        for place in listed.filter(|place| PLACES.contains(&place.kind.as_str())) {
            let arabic = place.arabic.as_str();
            let is_one_word = !arabic.contains(' ') && authority::has_form(unit, place);
            let folded = fold::word(arabic, Lang::Arabic);
            let stem = folded
                .strip_prefix("ال")
                .unwrap_or(&folded)
                .trim_end_matches(['ا', 'ه']);
            let mut tokens = unit.tokens(Lang::Arabic).iter();
            if is_one_word && !tokens.any(|token| token.folded.contains(stem)) && !places.contains(&arabic) {
                places.push(arabic);
            }
        }
    }
    places
}

/// A word one or two slips away from a place that the English names and that is missing here.
fn of_a_place(unit: &Unit<'_>, token: &Token, places: &[&'static str]) -> Option<Finding> {
    let written = token.span.of(&unit.text(Lang::Arabic)?.text);
    let (clitic, place) = places.iter().find_map(|place| {
        let folded = fold::word(place, Lang::Arabic);
        let letters = folded.chars().count();
        let most = match letters {
            0..ONE_SLIP => return None,
            ONE_SLIP..TWO_SLIPS => 1,
            _ => 2,
        };
        let fitting = ["", "و", "ب", "ل", "ف", "ك"].into_iter().filter_map(|clitic| {
            let stem = token.folded.strip_prefix(clitic)?;
            let slips = arabic_spelling::distance(stem, &folded);
            (slips > 0 && slips <= most).then_some((slips, clitic))
        });
        let (_, clitic) = fitting.min_by_key(|(slips, _)| *slips)?;
        Some((clitic, place))
    })?;
    let is_word = names::explained(
        unit,
        usize::MAX,
        unit.tokens(Lang::Arabic)
            .iter()
            .position(|other| other == token)?,
    );
    let meant = format!("{clitic}{place}");
    (is_word < EXPLAINED && !NameList::public().knows_arabic(&token.folded)).then(|| {
        Finding::new(
            ArabicMisspelling::META.id,
            ArabicMisspelling::META.severity,
            unit.mark(Lang::Arabic, token.span),
            format!("{written} is nearly, but not quite, {meant}"),
        )
        .with_confidence(0.85)
        .with_suggestion(meant)
    })
}

/// How sure it is that letters which cannot stand so are a slip.
const IMPOSSIBLE: f32 = 0.93;

fn is_judged(token: &Token, text: &str) -> bool {
    let letters = token.folded.chars().count();
    let beside = text[token.span.end..].chars().next();
    token.kind == Kind::Arabic
        && (4..=14).contains(&letters)
        && !beside.is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '_')
        && !arabic_spelling::is_listed(token.span.of(text))
        && !dialect::is_dialect(token.span.of(text))
}

fn judge(unit: &Unit<'_>, context: &Context, token: &Token) -> Option<Finding> {
    let written = token.span.of(&unit.text(Lang::Arabic)?.text);
    let denied = context
        .arabic
        .as_ref()
        .and_then(|dictionary| dictionary.accepts(&fold::bare(written)));
    if denied == Some(true)
        || token.folded.chars().count() >= LONG_NAME && known::is_arabic_name(written)
        || is_listed(&token.folded, written, context)
        || is_foreign_name(unit, &token.folded)
    {
        return None;
    }
    let in_dialect = is_in_dialect(unit);
    if in_dialect && dialect::is_spoken_spelling(written) {
        return None;
    }
    let offered = arabic_spelling::candidates(written, 8);
    let (score, best) = offered
        .iter()
        .map(|candidate| (score(unit, candidate), candidate))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.word.cmp(&a.1.word)))?;
    let threshold = if denied.is_some() { DENIED } else { SURE };
    // A text of dialect has words that no list knows; only a letter struck twice is sure there.
    let least = threshold - if in_dialect { UNSURE_IN_DIALECT } else { UNSURE };
    if score < least || is_other_spelling(&token.folded, &best.word) {
        return None;
    }
    let is_sure = score >= threshold && (best.slip == Slip::Doubled || !in_dialect);
    let severity = if is_sure {
        ArabicMisspelling::META.severity
    } else {
        Severity::Info
    };
    let meant = best.written(written, |form| {
        let dictionary = context.arabic.as_ref();
        dictionary.is_some_and(|dictionary| dictionary.accepts(form) == Some(true))
    });
    Some(
        Finding::new(
            ArabicMisspelling::META.id,
            severity,
            unit.mark(Lang::Arabic, token.span),
            format!("{written} is in no list; {meant} may be meant"),
        )
        .with_confidence((0.6 + 0.07 * (score - threshold)).clamp(0.5, 0.95))
        .with_suggestion(meant)
        .with_evidence("score", format!("{score:.1}, flagged from {threshold}")),
    )
}

/// Has the text words of a dialect: two, or one in eight?
fn is_in_dialect(unit: &Unit<'_>) -> bool {
    let text = unit.text(Lang::Arabic).map_or("", |text| text.text.as_str());
    let words = unit
        .tokens(Lang::Arabic)
        .iter()
        .filter(|token| token.kind == Kind::Arabic);
    let spoken = words
        .clone()
        .filter(|token| dialect::is_dialect(token.span.of(text)))
        .count();
    spoken >= 2 || spoken * 8 >= words.count() && spoken > 0
}

/// Shorter words of public names (تاس) are what is left of other words as often.
const SHORTEST_NAME: usize = 4;
/// Letters of a word from which a list of names of the world is believed.
const LONG_NAME: usize = 6;

/// Is it a word of the user's lists, dictionaries or names, with the clitics it may have?
fn is_listed(folded: &str, written: &str, context: &Context) -> bool {
    const CLITICS: &[&str] = &["", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل"];
    let stems = || CLITICS.iter().filter_map(|clitic| folded.strip_prefix(clitic));
    let is_name = |stem: &str| {
        let is_long = stem.chars().count() >= SHORTEST_NAME;
        context.names.knows_arabic(stem) || (is_long && NameList::public().knows_arabic(stem))
    };
    let mut dictionaries = context.dictionaries.iter();
    stems().any(|stem| context.words.contains(stem) || is_name(stem))
        || dictionaries.any(|dictionary| dictionary.accepts(&fold::bare(written)) == Some(true))
}

/// Is the candidate the same hundred, or a listed name of which the word only writes the vowels
/// in another way (مانشيستر, مانشستر)?
fn is_other_spelling(folded: &str, candidate: &str) -> bool {
    // ثلاثمئة, ثلاثمائة
    if folded.replace("مئ", "مائ") == candidate {
        return true;
    }
    let consonants = |word: &str| -> String { word.chars().filter(|c| !"اوي".contains(*c)).collect() };
    let stems = ["", "و", "ب", "ل", "ف"]
        .iter()
        .filter_map(|clitic| candidate.strip_prefix(clitic));
    stems
        .into_iter()
        .any(|stem| NameList::public().knows_arabic(stem))
        && consonants(folded) == consonants(candidate)
}

/// Does a capitalised English word of the pair romanise the Arabic word, at least roughly?
fn is_foreign_name(unit: &Unit<'_>, arabic: &str) -> bool {
    const ROUGHLY: f32 = -0.1;
    let text = unit.text(Lang::English).map_or("", |text| text.text.as_str());
    unit.tokens(Lang::English)
        .iter()
        .filter(|token| token.kind == Kind::Latin && Shape::of(token.span.of(text)) != Shape::Lower)
        .filter_map(|token| romanise::best_match(&form::key(token), arabic))
        .any(|found| found.likeness > ROUGHLY)
}

/// How much speaks for a candidate: frequency, the cheapness of the slip, the English side.
fn score(unit: &Unit<'_>, candidate: &Candidate) -> f32 {
    let lexicon = Words::embedded();
    let vector = lexicon
        .find(Lang::Arabic, &candidate.word)
        .map(|entry| lexicon.vector(Lang::Arabic, entry.row));
    let translated = vector.map_or(0.0, |vector| {
        unit.tokens(Lang::English)
            .iter()
            .filter(|token| token.kind == Kind::Latin)
            .filter_map(|token| lexicon.find(Lang::English, &token.folded))
            .map(|entry| similarity(&vector, &lexicon.vector(Lang::English, entry.row)))
            .fold(0.0, f32::max)
    });
    let length = candidate.word.chars().count() as f32;
    let doubled = f32::from(u8::from(candidate.slip == Slip::Doubled));
    (candidate.log10 + 6.0).clamp(0.0, 3.0) + 6.0 * (translated - 0.2).max(0.0) - 0.55 * candidate.slip.cost()
        + 0.25 * (length - 4.0).min(4.0)
        + 1.5 * doubled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, TransUnit};
    use crate::check::{Settings, run_these};

    #[test]
    fn suggestions_are_written_words_and_not_folded_ones() {
        for (english, arabic, meant) in [
            (
                "The school opened its doors.",
                "فتحت المدررسة أبوابها.",
                "المدرسة",
            ),
            (
                "The government agreed to the decision.",
                "وافقت الحكوممة على القرار.",
                "الحكومة",
            ),
        ] {
            let unit = TransUnit::of_texts(Direction::EN_AR, english, arabic);
            let outcome = run_these(
                &[&ArabicMisspelling],
                &[unit],
                &Settings::default(),
                &Context::default(),
            );
            let offered: Vec<&[String]> = outcome
                .findings
                .iter()
                .map(|f| f.suggestions.as_slice())
                .collect();
            assert_eq!(offered, [[meant]], "{arabic}");
        }
    }
}
