//! Does a pair read better with a suggestion put in?
//!
//! A suggestion of another word is a guess: "nothing to hide" must not become "nothing to show" by
//! one key. It is offered only where a scorer that sees both sentences likes the mended pair
//! better than the pair as it stands.

use crate::check::evidence::occlusion::Lines;
use crate::check::{Context, Unit};
use crate::lexicon::reader::{self, Class};
use crate::text::{Lang, Span};

/// Does the pair read better with `suggestion` in place of a span of the side of `lang`? A text
/// without its other side has nothing to be held against, so every suggestion may stand. With the
/// reader switched off the nearness of the sentence vectors decides.
pub fn reads_better(
    unit: &Unit<'_>,
    context: &Context,
    (lang, span): (Lang, Span),
    suggestion: &str,
) -> bool {
    if !unit.both_sides() {
        return true;
    }
    let texts = Lang::ALL.map(|lang| unit.text(lang).map_or("", |text| text.text.as_str()));
    let own = texts[lang as usize];
    let mended = format!("{}{suggestion}{}", &own[..span.start], &own[span.end..]);
    let mut after = texts;
    after[lang as usize] = &mended;
    let score = |texts: [&str; 2]| {
        if context.reader {
            sound(texts)
        } else {
            Lines::of(texts).cosine
        }
    };
    score(after) > score(texts) + if context.reader { BETTER } else { 0.0 }
}

/// By how much the log odds of all classes must improve: a word that is right scores a little better
/// or worse than its neighbours in meaning by chance.
const BETTER: f32 = 0.5;

/// What speaks for a word of one side being wrong.
const WRONG_WORD: [Class; 3] = [Class::Mistranslation, Class::RealWord, Class::Negation];

/// How well two sentences read as each other's rendering, Arabic first: the log odds of the
/// reader that no word is wrong, of both sides. Only the order of two scores means something.
fn sound(texts: [&str; 2]) -> f32 {
    let reading = reader::read(texts[0], texts[1]);
    let odds = Lang::ALL.map(|lang| WRONG_WORD.map(|class| reading.side(lang, class)));
    -odds.iter().flatten().sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::{Direction, TransUnit};

    #[track_caller]
    fn case(arabic: &str, english: &str, word: &str, suggestion: &str, expected: bool) {
        let transunit = TransUnit::of_texts(Direction::AR_EN, arabic, english);
        let unit = Unit::new(&transunit);
        let start = english.find(word).unwrap();
        let span = Span::new(start, start + word.len());
        assert_eq!(
            reads_better(&unit, &Context::default(), (Lang::English, span), suggestion),
            expected,
            "{english}"
        );
    }

    #[test]
    fn a_right_word_is_put_in_and_a_wrong_one_is_not() {
        let (ar, en) = (
            "ارتفعت أسعار النفط في الأسواق العالمية يوم الخميس.",
            "Oil prices increased in world markets on Thursday.",
        );
        case(ar, en, "increased", "decreased", false);
        case(
            ar,
            &en.replace("increased", "decreased"),
            "decreased",
            "increased",
            true,
        );
    }
}
