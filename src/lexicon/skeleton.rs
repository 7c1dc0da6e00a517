//! Consonant skeletons: what stays of a name in both scripts.
//!
//! English letters are reduced by sound (ph f, sh s, kh k, x ks, p b, v f …), vowels dropped,
//! doubles merged; Arabic letters are mapped one by one to the same alphabet, long vowels
//! dropped, with every reading of a prefix kept. Two skeletons are compared by a weighted edit
//! distance in which letters that transliterations exchange cost less.

use crate::lexicon::words::PREFIXES;

/// Least likeness that counts.
pub const THRESHOLD: f32 = 0.7;

/// Longest skeleton; what follows is not looked at.
const LONGEST: usize = 15;

/// The consonants of a word, in Latin letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Skeleton {
    letters: Vec<u8>,
    /// One bit for each letter that occurs.
    set: u32,
}

impl Skeleton {
    fn new(letters: Vec<u8>) -> Skeleton {
        let set = letters
            .iter()
            .fold(0, |set, letter| set | (1_u32 << (letter.wrapping_sub(b'a') & 31)));
        Skeleton { letters, set }
    }

    /// 1 − distance / longer length, 0 to 1; skeletons of two letters count only when equal.
    pub fn likeness(&self, other: &Skeleton) -> f32 {
        let (a, b) = (&self.letters, &other.letters);
        let longer = a.len().max(b.len());
        if a.len() < 2 || b.len() < 2 || a.len().abs_diff(b.len()) > 2 {
            return 0.0;
        }
        if exchange(a[0], b[0]) >= 1.0 {
            return 0.0;
        }
        if longer < 3 {
            return if a == b { 0.75 } else { 0.0 };
        }
        let foreign = (self.set ^ other.set).count_ones();
        if foreign as f32 * 0.2 > (1.0 - THRESHOLD) * longer as f32 + 1e-3 {
            return 0.0;
        }
        1.0 - distance(a, b) / longer as f32
    }
}

/// Skeletons by their first letter, to be searched for those like another.
#[derive(Debug, Clone)]
pub(crate) struct Index<'a> {
    letters: [Vec<(u32, &'a Skeleton)>; 26],
}

impl<'a> Index<'a> {
    /// Of these skeletons, which are numbered in their order.
    pub(crate) fn new(skeletons: impl Iterator<Item = &'a Skeleton>) -> Index<'a> {
        let mut letters: [Vec<(u32, &Skeleton)>; 26] = Default::default();
        for (at, skeleton) in skeletons.enumerate() {
            let first = skeleton
                .letters
                .first()
                .map_or(0, |letter| letter.wrapping_sub(b'a'));
            if let Some(list) = letters.get_mut(usize::from(first)) {
                list.push((at as u32, skeleton));
            }
        }
        Index { letters }
    }

    /// The numbers of those whose likeness to `skeleton` counts, with it.
    pub(crate) fn like(&self, skeleton: &Skeleton) -> Vec<(u32, f32)> {
        let Some(&first) = skeleton.letters.first() else {
            return Vec::new();
        };
        let lists = (b'a'..).zip(&self.letters);
        lists
            .filter(|(letter, _)| exchange(first, *letter) < 1.0)
            .flat_map(|(_, list)| list)
            .map(|&(at, other)| (at, skeleton.likeness(other)))
            .filter(|&(_, likeness)| likeness >= THRESHOLD)
            .collect()
    }
}

fn exchange(a: u8, b: u8) -> f32 {
    match (a.min(b), a.max(b)) {
        (x, y) if x == y => 0.0,
        (b'k', b's') | (b's', b't') => 0.5,
        (b'g', b'k') => 0.4,
        (b'g', b's') | (b'h', b'k') => 0.6,
        (b'd', b't') => 0.7,
        (b'b', b'f') => 0.8,
        _ => 1.3,
    }
}

fn distance(a: &[u8], b: &[u8]) -> f32 {
    let mut row = [0.0_f32; LONGEST + 1];
    for (j, cell) in row.iter_mut().enumerate() {
        *cell = j as f32;
    }
    for (i, &x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) as f32;
        for (j, &y) in b.iter().enumerate() {
            let cost = (diagonal + exchange(x, y))
                .min(row[j] + 1.0)
                .min(row[j + 1] + 1.0);
            diagonal = row[j + 1];
            row[j + 1] = cost;
        }
    }
    row[b.len()]
}

/// The skeletons of an Arabic word in folded form: as it stands, and behind each prefix.
pub fn of_arabic(folded: &str) -> Vec<Skeleton> {
    if folded.chars().count() < 3 {
        return Vec::new();
    }
    let mut out = vec![Skeleton::new(arabic_letters(folded))];
    for prefix in PREFIXES {
        if let Some(rest) = folded.strip_prefix(prefix)
            && rest.chars().count() >= 3
        {
            out.push(Skeleton::new(arabic_letters(rest)));
        }
    }
    out.retain(|skeleton| skeleton.letters.len() >= 2);
    out.sort();
    out.dedup();
    out
}

fn arabic_letters(word: &str) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    for (i, c) in word.chars().enumerate() {
        let letter = match c {
            'ب' | 'پ' => b'b',
            'ت' | 'ث' | 'ط' => b't',
            'ج' | 'غ' | 'چ' | 'گ' => b'g',
            'ح' => b'h',
            'ه' if i == 0 => b'h',
            'خ' | 'ق' | 'ك' => b'k',
            'د' | 'ذ' | 'ض' | 'ظ' => b'd',
            'ر' => b'r',
            'ز' | 'س' | 'ش' | 'ص' => b's',
            'ف' | 'ڤ' => b'f',
            'ل' => b'l',
            'م' => b'm',
            'ن' => b'n',
            _ => continue,
        };
        if out.last() != Some(&letter) && out.len() < LONGEST {
            out.push(letter);
        }
    }
    out
}

/// The skeleton of an English word in folded form; none for words of fewer than three letters.
pub fn of_english(folded: &str) -> Vec<Skeleton> {
    let word = folded.strip_suffix("'s").unwrap_or(folded);
    if word.chars().count() < 3 {
        return Vec::new();
    }
    let skeleton = Skeleton::new(english_letters(word));
    if skeleton.letters.len() < 2 {
        return Vec::new();
    }
    vec![skeleton]
}

fn english_letters(word: &str) -> Vec<u8> {
    let mut sounds = word.to_owned();
    for (from, to) in [
        ("ph", "f"),
        ("sh", "s"),
        ("ch", "c"),
        ("th", "t"),
        ("kh", "k"),
        ("gh", "g"),
        ("ck", "k"),
        ("x", "ks"),
        ("qu", "k"),
        ("wh", "w"),
    ] {
        sounds = sounds.replace(from, to);
    }
    let mut out: Vec<u8> = Vec::new();
    for (i, c) in sounds.chars().enumerate() {
        let letter = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' => continue,
            'h' if i > 0 => continue,
            'c' | 'q' => b'k',
            'v' => b'f',
            'p' => b'b',
            'z' => b's',
            'j' => b'g',
            c if c.is_ascii_lowercase() => c as u8,
            _ => continue,
        };
        if out.last() != Some(&letter) && out.len() < LONGEST {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn likeness(arabic: &str, english: &str) -> f32 {
        let english = of_english(english);
        of_arabic(arabic)
            .iter()
            .flat_map(|a| english.iter().map(|e| a.likeness(e)))
            .fold(0.0, f32::max)
    }

    #[test]
    fn names_are_like_their_romanisation() {
        for (arabic, english) in [
            ("مصلح", "musleh"),
            ("واشنطن", "washington"),
            ("بوتين", "putin"),
            ("كافانو", "kavanaugh"),
            ("لبرلين", "berlin"),
        ] {
            assert!(likeness(arabic, english) >= THRESHOLD, "{arabic} {english}");
        }
    }

    #[test]
    fn other_words_are_not() {
        assert!(likeness("كتاب", "musleh") < THRESHOLD);
        assert!(likeness("لندن", "paris") < THRESHOLD);
    }
}
