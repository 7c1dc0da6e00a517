//! Words for a share of a whole: few, some, many, most, all, in both languages.
//!
//! Each word has a range of classes, because translators use them so: in 5,000 pairs of edited
//! prose العديد answers “several” as often as “many”, and عدة answers “many”, but neither “all”
//! nor, for عدة, “numerous”. Only words whose ranges do not touch are held against each other.

use crate::lexicon::numbers::strip_clitics;
use crate::text::{Lang, Span, Token};

/// How large a share, from none to all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Share {
    /// Few, قليل.
    Few,
    /// Some, several, بعض, عدة.
    Some,
    /// Many, كثير.
    Many,
    /// A great many: numerous, countless.
    Numerous,
    /// Most, معظم.
    Most,
    /// All, جميع.
    All,
}

/// A word for a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareWord {
    /// Where it stands.
    pub span: Span,
    /// The least it may mean.
    pub least: Share,
    /// The most it may mean.
    pub most: Share,
}

impl ShareWord {
    /// May the two mean the same share?
    pub fn meets(&self, other: &ShareWord) -> bool {
        self.least <= other.most && other.least <= self.most
    }
}

/// The words for shares of a text, in order.
pub fn share_words(tokens: &[Token], lang: Lang) -> Vec<ShareWord> {
    (0..tokens.len())
        .filter_map(|at| {
            let (least, most) = match lang {
                Lang::Arabic => arabic(tokens, at),
                Lang::English => english(tokens, at),
            }?;
            Some(ShareWord {
                span: tokens[at].span,
                least,
                most,
            })
        })
        .collect()
}

fn folded(tokens: &[Token], at: Option<usize>) -> &str {
    at.and_then(|at| tokens.get(at))
        .map_or("", |token| token.folded.as_str())
}

fn arabic(tokens: &[Token], at: usize) -> Option<(Share, Share)> {
    let before = folded(tokens, at.checked_sub(1));
    let after = folded(tokens, Some(at + 1));
    let (range, _, _) = strip_clitics(&tokens[at].folded, |word| {
        Some(match word {
            "بضع" | "بضعه" | "قله" => (Share::Few, Share::Some),
            "بعض" | "بعضهم" | "بعضها" | "بعضنا" | "بعضا" if !is_mutual(after, before) => {
                (Share::Some, Share::Some)
            }
            "عده" => (Share::Some, Share::Many),
            "عديد" => (Share::Some, Share::Numerous),
            "كثيرون" | "كثيرين" => (Share::Many, Share::Numerous),
            "كثير" if after == "من" => (Share::Some, Share::Numerous),
            "معظم" | "معظمهم" | "معظمها" | "اغلب" | "اغلبهم" | "اغلبيه" | "غالبيه" | "غالبيتهم" => {
                (Share::Most, Share::Most)
            }
            "جميع" | "كافه" | "كل" if after == "انحاء" || after == "ارجاء" => {
                return None;
            }
            "جميع" | "جميعهم" | "جميعا" | "كافه" | "كلهم" | "كلها" => {
                (Share::All, Share::All)
            }
            "كل" if !matches!(after, "من" | "مره" | "ما") && before != "علي" => {
                (Share::All, Share::All)
            }
            _ => return None,
        })
    })?;
    Some(range)
}

/// بعضهم البعض, بعضها مع بعض: each other.
fn is_mutual(after: &str, before: &str) -> bool {
    let reciprocal = |word: &str| word.ends_with("بعض") || word.starts_with("بعض");
    matches!(after, "البعض" | "بعضا" | "مع" | "ببعض") || reciprocal(before) || before == "مع"
}

fn english(tokens: &[Token], at: usize) -> Option<(Share, Share)> {
    let before = folded(tokens, at.checked_sub(1));
    let after = folded(tokens, Some(at + 1));
    let counted = tokens
        .get(at + 1)
        .is_some_and(|next| next.kind == crate::text::Kind::Number);
    Some(match folded(tokens, Some(at)) {
        "few" | "handful" => (Share::Few, Share::Some),
        "some" if !counted => (Share::Some, Share::Some),
        "several" | "various" => (Share::Some, Share::Many),
        "many" if !matches!(before, "how" | "as" | "so" | "too" | "not") => (Share::Many, Share::Numerous),
        "numerous" | "countless" => (Share::Numerous, Share::Numerous),
        "most" if after == "of" && before != "the" => (Share::Most, Share::Most),
        "majority" => (Share::Most, Share::Most),
        "all" if !matches!(before, "at" | "after" | "not" | "above" | "first") => (Share::All, Share::All),
        "every" | "each" if matches!(after, "other" | "time") => return None,
        "every" | "everyone" | "everybody" | "each" => (Share::All, Share::All),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token;

    #[track_caller]
    fn case(lang: Lang, text: &str, expected: &[Share]) {
        let read: Vec<Share> = share_words(&token::tokens(text), lang)
            .iter()
            .map(|word| word.most)
            .collect();
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn shares_are_found_through_clitics() {
        case(Lang::Arabic, "وبعض الناس ومعظمهم", &[Share::Some, Share::Most]);
        case(Lang::Arabic, "على كل حال، كل من الرجلين", &[]);
        case(Lang::English, "Some 300 men, many of them", &[Share::Numerous]);
        case(
            Lang::English,
            "the most important, most of all",
            &[Share::Most, Share::All],
        );
    }
}
