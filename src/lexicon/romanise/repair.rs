//! Which letters of a Latin name to change so that it fits an Arabic one.
//!
//! A name that fits `مصلح` much better with one letter changed is probably misspelt. The search
//! is greedy: the best single change (another letter, one more, one less, two swapped), then the
//! best second one. All single changes are priced from one pass forward and one back.

use crate::lexicon::romanise::model::{Tables, likeness, marked};
use crate::lexicon::romanise::{best_match, matches};

/// A better spelling and how much better it fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// The changed Latin key.
    pub latin: String,
    /// Gain in log probability of the Arabic, in nats.
    pub gain: f32,
    /// Number of changes, 1 or 2.
    pub changes: usize,
}

/// The best repairs of one and of two changes that make a Latin name fit an Arabic word, over
/// all ways to strip that word; none when nothing helps or a name is too short.
pub fn repair(latin: &str, arabic: &str) -> Vec<Repair> {
    let Some(before) = best_match(latin, arabic) else {
        return Vec::new();
    };
    let mut best: Vec<Repair> = Vec::new();
    for found in matches(latin, arabic) {
        let mut from = found.latin.clone();
        let mut odds = found.odds;
        for changes in 1..=2 {
            let Some((latin, more)) = best_change(&from, &found.arabic) else {
                break;
            };
            odds += more;
            from.clone_from(&latin);
            let gain = odds - before.odds;
            match best.get_mut(changes - 1) {
                Some(best) if best.gain < gain => *best = Repair { latin, gain, changes },
                None if gain > 0.0 => best.push(Repair { latin, gain, changes }),
                _ => {}
            }
        }
    }
    best
}

/// The best single change of a key, and what it gains.
fn best_change(latin: &str, arabic: &str) -> Option<(String, f32)> {
    let key = marked(latin);
    let tables = Tables::new(&key, arabic);
    let mut best: Option<(Vec<u8>, f32)> = None;
    let mut offer = |changed: &[u8], fit: f32| {
        if best.as_ref().is_none_or(|(_, found)| fit > *found) {
            best = Some((changed.to_vec(), fit));
        }
    };
    let mut changed = key.clone();
    for at in 1..key.len() - 1 {
        for letter in b'a'..=b'z' {
            changed[at] = letter;
            offer(&changed, tables.with_letter(&changed, at, 0));
        }
        changed[at] = key[at];
    }
    for at in 1..key.len() {
        let mut longer = key.clone();
        longer.insert(at, b'a');
        for letter in b'a'..=b'z' {
            longer[at] = letter;
            offer(&longer, tables.with_letter(&longer, at, 1));
        }
    }
    for at in 1..key.len() - 1 {
        let mut shorter = key.clone();
        shorter.remove(at);
        offer(&shorter, tables.without_letter(&shorter, at));
    }
    for at in 2..key.len() - 1 {
        changed.swap(at - 1, at);
        let swapped: String = changed[1..changed.len() - 1].iter().map(|&b| b as char).collect();
        let fit = likeness(&swapped, arabic, 0.0);
        let gain = fit.odds - likeness(latin, arabic, 0.0).odds;
        offer(&changed, tables.unchanged() + gain);
        changed.swap(at - 1, at);
    }
    best.map(|(changed, fit)| {
        let latin = changed[1..changed.len() - 1].iter().map(|&b| b as char).collect();
        (latin, fit - tables.unchanged())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn gain(latin: &str, arabic: &str) -> f32 {
        repair(latin, arabic)
            .first()
            .map(|repair| repair.gain)
            .unwrap_or_default()
    }

    #[test]
    fn a_misspelt_name_gains_more_by_one_letter_than_a_good_one() {
        for (wrong, right, arabic) in [
            ("Muslem", "Musleh", "مصلح"),
            ("Johgson", "Johnson", "جونسون"),
            ("Dondon", "London", "لندن"),
            ("Turmey", "Turkey", "تركيا"),
            ("Bagdhaf", "Baghdad", "بغداد"),
        ] {
            let (bad, good) = (gain(wrong, arabic), gain(right, arabic));
            assert!(bad > good + 1.5, "{wrong} {bad}, {right} {good}");
        }
    }
}
