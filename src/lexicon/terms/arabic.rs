//! Arabic words as the term index compares them: folded, without clitics, without the endings
//! of number, case and possession.

/// Proclitics, longest first: conjunction, preposition, article.
const PREFIXES: &[&str] = &[
    "وبال", "وكال", "فبال", "فكال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال", "وب", "ول", "وك",
    "فب", "فل", "وس", "و", "ف", "ب", "ل", "ك",
];

/// Endings: sound plurals, dual, tanwin, possessive pronouns (folded).
const SUFFIXES: &[&str] = &[
    "اتهما",
    "اتهم",
    "اتها",
    "اتنا",
    "اتكم",
    "اته",
    "اتي",
    "تهما",
    "تهم",
    "تها",
    "تنا",
    "تكم",
    "هما",
    "هم",
    "ها",
    "هن",
    "نا",
    "كم",
    "ات",
    "ون",
    "ين",
    "ان",
    "تين",
    "تان",
    "ته",
    "ه",
    "ي",
    "ا",
    "ك",
];

/// Fewest letters of what is left.
const SHORTEST: usize = 2;

/// The keys of an expression: each word folded, without article and ending.
pub fn keys(expression: &str) -> Vec<String> {
    crate::text::token::tokens(expression)
        .into_iter()
        .filter(|token| token.is_word() || token.kind == crate::text::Kind::Number)
        .map(|token| {
            let word = token
                .folded
                .strip_prefix("ال")
                .filter(|rest| letters(rest) >= SHORTEST);
            base(word.unwrap_or(&token.folded)).to_owned()
        })
        .collect()
}

/// Everything that a word of a text may be a form of (keys), itself first.
pub fn readings(folded: &str) -> Vec<String> {
    let mut readings = Vec::new();
    let mut push = |reading: &str| {
        if !reading.is_empty() && !readings.iter().any(|other| other == reading) {
            readings.push(reading.to_owned());
        }
    };
    let stems = std::iter::once(folded).chain(
        PREFIXES
            .iter()
            .filter_map(|prefix| folded.strip_prefix(prefix))
            .filter(|rest| letters(rest) >= SHORTEST),
    );
    for stem in stems {
        push(stem);
        for suffix in SUFFIXES {
            if let Some(rest) = stem.strip_suffix(suffix).filter(|rest| letters(rest) > SHORTEST) {
                push(rest);
            }
        }
    }
    readings
}

/// A dictionary form without ta marbuta, so that it meets its own plural and its own possessive.
fn base(word: &str) -> &str {
    word.strip_suffix('ه')
        .filter(|rest| letters(rest) > SHORTEST)
        .unwrap_or(word)
}

fn letters(word: &str) -> usize {
    word.chars().count()
}
