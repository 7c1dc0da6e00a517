//! ما before a verb or noun: "not", as it is spoken, or "what".
//!
//! Written Arabic has ما mostly as a relative word (ما قلناه, بعد ما); in speech it denies (ما كانت,
//! ما عندي, ما شفته). Behind a preposition, a word that measures or a verb it relates; at the head
//! of a clause, behind a noun, a pronoun or an oath, and before what can be a verb, it denies. What is
//! left may be either, and then only answers to a negation of the other side.

use crate::check::evidence::cues::{lists, word};
use crate::text::{Kind, Token};

/// What a ما is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ma {
    /// It denies.
    Negates,
    /// It may deny.
    Open,
    /// It is "what", "some", part of another word.
    Relates,
}

/// Reads the ما (or وما) at a token.
#[expect(
    clippy::too_many_lines,
    reason = "one rule a line, in the order in which they hold"
)]
pub fn read(tokens: &[Token], index: usize) -> Ma {
    let lists = lists();
    let (before, next) = (word(tokens, index, -1), word(tokens, index, 1));
    if next.is_empty() || lists.has("ma.noun.not", next) {
        return Ma::Relates;
    }
    let is_circumfixed = next.ends_with('ش') && next.chars().count() >= 4;
    // ما بقدر, ما حتروح: the imperfect as it is spoken only.
    let spoken = |letter: char| {
        next.strip_prefix(letter)
            .is_some_and(|rest| rest.starts_with(['ي', 'ت', 'ن', 'ا']) && rest.chars().count() >= 3)
    };
    let speaks = lists.has("ma.speech", next) || ['ب', 'ه', 'ح'].into_iter().any(spoken);
    let joined = tokens[index].folded.as_str() != "ما";
    if is_circumfixed || matches!(next, "اكو" | "كو" | "ادري" | "بدي" | "بدنا" | "حدا" | "حد")
    {
        return Ma::Negates;
    }
    let bare = before.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']).unwrap_or(before);
    if before == "لو" {
        return if speaks || may_be_verb(next) && !starts_noun(next) {
            Ma::Negates
        } else {
            Ma::Open
        };
    }
    let relates = !joined && (lists.has("ma.after", before) || lists.has("ma.after", bare));
    if relates || lists.has("ma.never", next) && !speaks || starts_noun(next) {
        return if next == "من" && joined {
            Ma::Open
        } else {
            Ma::Relates
        };
    }
    // هو ما قلناه is what we said, هو ما كان موجود he was not there.
    if lists.has("ma.copula", before) {
        return if speaks { Ma::Negates } else { Ma::Open };
    }
    if lists.has("ma.open", before) || lists.has("ma.open", bare) {
        return if speaks && next.starts_with('ب') {
            Ma::Negates
        } else {
            Ma::Open
        };
    }
    let is_head = before.is_empty() || joined || lists.has("ma.opens", before) || lists.has("ma.opens", bare);
    let is_verb = speaks || may_be_verb(next);
    if !is_verb {
        return if next == "من" && is_head {
            Ma::Negates
        } else {
            Ma::Relates
        };
    }
    if is_what_remains(tokens, index) || joined && !speaks {
        return Ma::Open;
    }
    if speaks {
        return Ma::Negates;
    }
    // الشرطة ما كانت, الوزارة ما وفت: the subject before it. The imperfect is as often relative (ما
    // يكفي), but not behind an oath, a pronoun or لأن.
    let subject = before.starts_with("ال") && before.chars().count() > 3;
    let imperfect = next.starts_with(['ي', 'ت', 'ن', 'ا']);
    let is_sure = if imperfect {
        is_head && !before.is_empty()
    } else {
        is_head || subject
    };
    if is_sure && !opens_copula(tokens, index) && !asks(tokens, index) {
        Ma::Negates
    } else {
        Ma::Open
    }
}

/// ما أسوأ ما رأيت؟ asks "what", unless what follows is of speech only.
fn asks(tokens: &[Token], index: usize) -> bool {
    let mut ends = tokens[index..].iter().map(|token| token.folded.as_str());
    ends.find(|mark| lists().has("sentence.end", mark))
        .is_some_and(|mark| lists().has("question", mark))
}

/// With the article or a preposition it is a noun, whatever else it looks like.
fn starts_noun(word: &str) -> bool {
    ["ال", "لل", "بال", "وال", "كال"]
        .iter()
        .any(|start| word.starts_with(start))
}

/// Could this be a verb: a letter of the imperfect, an ending of the perfect, or three letters?
fn may_be_verb(word: &str) -> bool {
    const ENDINGS: [&str; 17] = [
        "ت", "نا", "وا", "ته", "تها", "تهم", "ناه", "ناها", "تني", "ني", "وه", "وها", "وني", "ها", "وك",
        "تك", "ناك",
    ];
    let letters = word.chars().count();
    let imperfect = word.starts_with(['ي', 'ت', 'ن', 'ا', 'ب']) && letters >= 3;
    let perfect = letters >= 4 && ENDINGS.iter().any(|ending| word.ends_with(ending));
    imperfect || perfect || letters == 3
}

/// ما يريده الناس هو, ما حصل كان: a relative ما with its copula in the same clause.
fn is_what_remains(tokens: &[Token], index: usize) -> bool {
    let clause = tokens.iter().skip(index + 2).take(7);
    clause
        .take_while(|token| token.is_word())
        .any(|token| matches!(token.folded.as_str(), "هو" | "هي"))
}

/// At the head of a sentence with a pronoun on its verb (ما قلناه), a relative clause is as
/// likely where nothing else of speech is near.
fn opens_copula(tokens: &[Token], index: usize) -> bool {
    let next = word(tokens, index, 1);
    let is_first = tokens[..index].iter().all(|token| token.kind == Kind::Mark);
    is_first && next.ends_with('ه') && next.chars().count() >= 5 && !next.ends_with("ته")
}
