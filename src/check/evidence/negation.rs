//! The score that one side negates what the other does not.
//!
//! Plain cues of both sides are counted and, where one side has more, a logistic model weighs
//! which cues they are, whether the other side has none at all, and whether its words deny in
//! another way ([`denial`]). Weights: `negation.tsv`, trained on clean and damaged pairs
//! (`corpora/checks/README.md`).

use crate::check::evidence::cues::{Class, Cue, Cues};
use crate::check::evidence::denial;
use crate::text::{Lang, Token};

/// What one side of a pair shows of negation.
#[derive(Debug, Clone, Default)]
pub struct SideCues {
    /// Its cues.
    pub cues: Cues,
    /// The logit that the other side negates, by the words of this side.
    pub denial: f32,
    /// How many words it has.
    pub words: usize,
}

impl SideCues {
    /// Reads a side.
    pub fn of(text: &str, tokens: &[Token], lang: Lang) -> SideCues {
        SideCues {
            cues: Cues::of(text, tokens, lang),
            denial: denial::logit(tokens, lang),
            words: tokens.iter().filter(|token| token.is_word()).count(),
        }
    }
}

/// What the model sees when `side` has more cues than `other`; none when it has not.
pub fn features(side: &SideCues, other: &SideCues) -> Option<Vec<f32>> {
    let extra = side.cues.plain.len().checked_sub(other.cues.plain.len())?;
    if extra == 0 {
        return None;
    }
    let alone = other.cues.plain.is_empty();
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let denial = other.denial.clamp(-6.0, 3.0);
    let mut features = vec![
        flag(alone),
        (extra as f32).min(3.0),
        denial,
        denial * flag(alone),
        flag(!other.cues.excused.is_empty()),
        flag(!side.cues.excused.is_empty()),
        (other.words as f32 + 3.0).ln(),
        (side.words as f32 + 3.0).ln(),
        flag(alone && side.cues.plain.len() == 1),
    ];
    for class in Class::ALL {
        let has = |cues: &[Cue]| cues.iter().any(|cue| cue.class == class);
        features.push(flag(has(&side.cues.plain) && alone));
        features.push(flag(has(&side.cues.plain) && !alone));
    }
    Some(features)
}
