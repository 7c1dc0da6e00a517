//! Does a text deny by the meaning of its words, without a plain cue?
//!
//! `fail`, `unlikely`, `lack`, `too … to`; رفض، نفى، استحال: such a text is often rendered with
//! a plain negation. A logistic model over stems (and English word shapes: `un-`, `-less`)
//! says how likely the other language negates; its weights, `denial.tsv`, are learned from
//! clean pairs alone (`corpora/checks/README.md`).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::check::evidence::has;
use crate::check::evidence::stem::stem;
use crate::text::{Lang, Token};

type Weights = HashMap<&'static str, f32>;

static TABLE: LazyLock<[Weights; 2]> = LazyLock::new(|| {
    let mut tables = [Weights::new(), Weights::new()];
    for line in include_str!("denial.tsv").lines() {
        let mut fields = line.split('\t');
        if let (Some(code), Some(key), Some(weight)) = (fields.next(), fields.next(), fields.next())
            && let (Some(lang), Ok(weight)) = (Lang::from_code(code), weight.parse())
        {
            tables[lang as usize].insert(key, weight);
        }
    }
    tables
});

/// The logit that the other language has a plain negation, for a text of `lang`.
pub fn logit(tokens: &[Token], lang: Lang) -> f32 {
    let table = &TABLE[lang as usize];
    let mut keys = keys(tokens, lang);
    keys.sort_unstable();
    keys.dedup();
    let sum: f32 = keys.iter().filter_map(|key| table.get(key.as_str())).sum();
    sum + table.get("*").copied().unwrap_or(-3.0)
}

/// The word that speaks most for a denial, if one does: its token and weight.
pub fn strongest(tokens: &[Token], lang: Lang) -> Option<(usize, f32)> {
    let table = &TABLE[lang as usize];
    let weight = |token: &Token| -> f32 {
        let keys = keys(std::slice::from_ref(token), lang);
        keys.iter().filter_map(|key| table.get(key.as_str())).sum()
    };
    tokens
        .iter()
        .enumerate()
        .map(|(index, token)| (index, weight(token)))
        .filter(|&(_, weight)| weight > 0.7)
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// What the model looks at: stems, neighbouring stems, word shapes.
pub fn keys(tokens: &[Token], lang: Lang) -> Vec<String> {
    let mut keys = Vec::new();
    let mut last: Option<String> = None;
    for token in tokens {
        if token.lang() != Some(lang) {
            last = None;
            continue;
        }
        let stem = stem(&token.folded, lang);
        if let Some(before) = last {
            let pair = format!("{before} {stem}");
            keys.extend(PHRASES.contains(&pair.as_str()).then(|| "<phrase>".to_string()));
            keys.push(pair);
        }
        match lang {
            Lang::English => keys.extend(shape(&token.folded).map(str::to_string)),
            Lang::Arabic => keys.extend(without_person(&stem)),
        }
        keys.push(stem.clone());
        last = Some(stem);
    }
    keys
}

/// The kind of an English word that denies by its make or its meaning.
pub fn shape(word: &str) -> Option<&'static str> {
    const UN: &str = "der til cle less iq it ion if iv is fortunat lik lock loa del do pack inst veil esco \
        leash";
    const IN: &str = "acc act ad cap corr comp cons depend dir eff sec suff vis val tol appro just hum fert \
        explic expen evit equal elig separ definit sens";
    const IM: &str = "pos mor mat perf prac prob bal part pat pol pun";
    const IR: &str = "reg rel rep rec resp rev rat";
    const DIS: &str = "ag ap ab ad bel cont hon like loy obe reg resp sat tr cred qual conn allow";
    let starts = |prefix: &str, list: &str| {
        word.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() >= 4 && list.split(' ').any(|start| rest.starts_with(start)))
    };
    let kinds: [(&'static str, &str); 3] = [("<deny>", DENY), ("<limit>", LIMIT), ("<end>", END)];
    if let Some((kind, _)) = kinds
        .iter()
        .find(|(_, list)| list.split(' ').any(|start| matches_start(word, start)))
    {
        return Some(kind);
    }
    if word.starts_with("un") && word.len() >= 6 && !starts_any(&word[2..], UN) {
        return Some("<un->");
    }
    if starts("in", IN) || starts("im", IM) || starts("ir", IR) || starts("il", "leg lit log lic") {
        return Some("<in->");
    }
    if starts("dis", DIS) {
        return Some("<dis->");
    }
    if word.starts_with("non") && word.len() > 6 {
        return Some("<non->");
    }
    if word.len() > 6 && (word.ends_with("less") || word.ends_with("lessly")) {
        return Some("<-less>");
    }
    None
}

/// English pairs of stems that deny together.
const PHRASES: &[&str] = &[
    "far from",
    "yet to",
    "rather than",
    "instead of",
    "free of",
    "free from",
    "short of",
    "in vain",
    "still to",
    "anyth but",
    "out of",
    "run out",
    "the last",
    "beyond ani",
];

/// English words that deny, by their start; a full stop at the end asks for the whole word.
const DENY: &str = "fail refus deny. denie denia reject lack avoid prevent forbid forbad prohibit declin \
    absence absent exclu unable ignor neglect withh refrain disallow imposs missing. devoid \
    void. blank empty. against. oppos resist innocen zero. nil. false. wrong. contrary free. \
    invalid";

/// English words that limit or set apart.
const LIMIT: &str = "hardly. barely. scarcely. rarely. seldom. few. little. only. unless. until. except \
    instead. rather. otherwise. yet. too. else. but. than. beyond. other. any. anything. \
    anyone. ever. either. if. whether. before.";

/// English words of stopping, losing and leaving.
const END: &str = "stop ceas halt lose. loses. lost. losing. quit abandon give. gave. leave. left. cancel \
    end. ended. ban. bans. banned. block drop miss. missed. forget forgot dead. deter stay. \
    keep. kept. escap remain";

fn matches_start(word: &str, start: &str) -> bool {
    match start.strip_suffix('.') {
        Some(whole) => word == whole,
        None => word.starts_with(start),
    }
}

fn starts_any(rest: &str, list: &str) -> bool {
    list.split(' ').any(|start| rest.starts_with(start))
}

/// Arabic stems that deny, with or without the letter of the imperfect's person.
const ARABIC_DENY: &str = "رفض فشل منع نفي نفت انكر حظر نقص افتقر افتقار مستحيل استحال تعذر عجز امتنع امتناع تجنب \
    استبعد مستبعد خالي خال خلا انعدم منعدم حرم تخلف تخلي ابي فقد فقدان غياب غاب غائب نادر \
    قلما بالكاد مجهول باطل خطا خاطئ ضد توقف كف قلة قله ناقص محروم معدوم انتفي انتفاء اهمل \
    تجاهل صعب يصعب بريء عار عاري عاريا";

/// An Arabic stem without the letter of the imperfect's person, marked as such, and its kind.
fn without_person(stem: &str) -> Vec<String> {
    let bare = stem
        .strip_prefix(['ي', 'ت', 'ن'])
        .filter(|rest| rest.chars().count() >= 3);
    let mut keys: Vec<String> = bare.map(|rest| format!("~{rest}")).into_iter().collect();
    if has(ARABIC_DENY, stem) || bare.is_some_and(|rest| has(ARABIC_DENY, rest)) {
        keys.push("<deny>".to_string());
    }
    if matches!(
        stem,
        "الا" | "سوي" | "فقط" | "لكن" | "بل" | "لولا" | "حتي" | "قبل" | "سوا"
    ) {
        keys.push("<limit>".to_string());
    }
    keys
}
