//! Who a text says speaks: its turn's label, or a label that it begins with.

use crate::check::Unit;
use crate::text::{Kind, Lang, Span, Token};

pub use crate::lexicon::speakers::{Likeness, Speaker, likeness};

/// Words in a label, at most.
const LONGEST_LABEL: usize = 5;

/// Who speaks a text: its turn's speaker, or a label that the text begins with.
pub fn of_label(unit: &Unit<'_>, lang: Lang) -> Option<Speaker> {
    let text = unit.text(lang)?;
    let label = match &text.speaker {
        Some(speaker) => speaker.as_str(),
        None => leading_label(&text.text, unit.tokens(lang), lang)?.of(&text.text),
    };
    Speaker::new(label, lang)
}

/// `Name:` at the beginning of a text, without the colon.
pub fn leading_label(text: &str, tokens: &[Token], lang: Lang) -> Option<Span> {
    let colon = tokens
        .iter()
        .take(LONGEST_LABEL + 2)
        .position(|token| matches!(token.span.of(text), ":" | "："))?;
    let words = tokens.get(..colon)?;
    let plain = words
        .iter()
        .all(|token| token.lang() == Some(lang) || matches!(token.folded.as_str(), "-" | "." | "'"));
    let first = words.first()?;
    let capital = lang == Lang::Arabic || first.span.of(text).starts_with(char::is_uppercase);
    let goes_on = tokens.len() > colon + 1;
    let lists = super::attribution::lists();
    let names_nobody = match lang {
        Lang::English => "nolabel.en",
        Lang::Arabic => "nolabel.ar",
    };
    let says = words.iter().any(|word| {
        super::attribution::is_saying(&word.folded, lang) || lists.has(names_nobody, &word.folded)
    });
    (plain && capital && goes_on && !says).then(|| first.span.cover(words[words.len() - 1].span))
}

/// A speaker of the words at these tokens.
pub fn of_tokens(unit: &Unit<'_>, lang: Lang, tokens: &[usize]) -> Option<Speaker> {
    let text = &unit.text(lang)?.text;
    let all = unit.tokens(lang);
    let (first, last) = (all.get(*tokens.first()?)?, all.get(*tokens.last()?)?);
    let is_named = lang == Lang::Arabic
        || tokens.iter().any(|&index| {
            all[index].kind == Kind::Latin && all[index].span.of(text).starts_with(char::is_uppercase)
        });
    is_named
        .then(|| Speaker::new(first.span.cover(last.span).of(text), lang))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token;

    #[test]
    fn a_label_is_a_name_before_a_colon() {
        let label = |text: &str, lang| {
            leading_label(text, &token::tokens(text), lang).map(|span| span.of(text).to_owned())
        };
        assert_eq!(
            label("قاسم مصلح: لم يخرج أحد.", Lang::Arabic).as_deref(),
            Some("قاسم مصلح")
        );
        assert_eq!(
            label("Dr. Okafor: Forty-one.", Lang::English).as_deref(),
            Some("Dr. Okafor")
        );
        assert_eq!(label("He said: no.", Lang::English), None);
        assert_eq!(label("Remember: close the door.", Lang::English), None);
        assert_eq!(label("تذكر: أغلق الباب.", Lang::Arabic), None);
        assert_eq!(label("It opens at 10:30.", Lang::English), None);
    }
}
