//! Which segments of an old revision live on in a new one.
//!
//! Segments are matched by their text, white space folded: first in order, as `similar` finds
//! the longest common run, then those that moved, where the text stands once on each side.
//! A decision lives on with its finding, even when a change next door gave the finding another
//! fingerprint: in a carried segment the same check on the same words is the same finding.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// For each old segment the new segment of the same text, if it lives on.
pub fn segments(old: &[String], new: &[String]) -> Vec<Option<usize>> {
    let old: Vec<String> = old.iter().map(|text| plain(text)).collect();
    let new: Vec<String> = new.iter().map(|text| plain(text)).collect();
    let mut carried = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            for step in 0..len {
                carried[old_index + step] = Some(new_index + step);
                taken[new_index + step] = true;
            }
        }
    }
    for (old_index, new_index) in moved(&old, &new, &carried, &taken) {
        carried[old_index] = Some(new_index);
    }
    carried
}

/// How much of the old text lives on: carried segments over all, 0 to 1.
pub fn share(carried: &[Option<usize>]) -> f64 {
    let kept = carried.iter().flatten().count();
    kept as f64 / carried.len().max(1) as f64
}

/// Left-over segments whose text stands once among the left-overs of each side.
fn moved(old: &[String], new: &[String], carried: &[Option<usize>], taken: &[bool]) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, text) in old
        .iter()
        .enumerate()
        .filter(|(index, _)| carried[*index].is_none())
    {
        places.entry(text).or_default().0.push(index);
    }
    for (index, text) in new.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        places.entry(text).or_default().1.push(index);
    }
    places
        .into_iter()
        .filter_map(|(_, (old, new))| match (old.as_slice(), new.as_slice()) {
            (&[old], &[new]) => Some((old, new)),
            _ => None,
        })
        .collect()
}

fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Where a finding stands, as carrying decisions over needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The finding's fingerprint.
    pub fingerprint: String,
    /// Id of its check.
    pub check: &'static str,
    /// Its target segments.
    pub segments: std::ops::Range<usize>,
    /// The words of its span.
    pub words: String,
}

/// For fingerprints of `old` that no finding of `new` has: the fingerprint that the same
/// finding has now, where it stands in segments that were all carried over.
pub fn fingerprints(old: &[Place], new: &[Place], carried: &[Option<usize>]) -> BTreeMap<String, String> {
    let known: BTreeSet<&str> = new.iter().map(|place| place.fingerprint.as_str()).collect();
    let before: BTreeSet<&str> = old.iter().map(|place| place.fingerprint.as_str()).collect();
    let mut found = BTreeMap::new();
    for place in old
        .iter()
        .filter(|place| !known.contains(place.fingerprint.as_str()))
    {
        let lives_on: Option<Vec<usize>> = place
            .segments
            .clone()
            .map(|segment| carried.get(segment).copied().flatten())
            .collect();
        let Some(&first) = lives_on.as_deref().and_then(<[usize]>::first) else {
            continue;
        };
        let same = new.iter().find(|other| {
            other.check == place.check
                && other.words == place.words
                && other.segments.contains(&first)
                && !before.contains(other.fingerprint.as_str())
        });
        if let Some(same) = same {
            found.insert(place.fingerprint.clone(), same.fingerprint.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(old: &str, new: &str, expected: &[Option<usize>]) {
        let cut = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(segments(&cut(old), &cut(new)), expected);
    }

    #[test]
    fn position_does_not_matter_content_does() {
        case("a|b|c", "x|a|b|c", &[Some(1), Some(2), Some(3)]);
        case("a|b|c", "a|B|c", &[Some(0), None, Some(2)]);
        case("a|b|c|d", "d|a|b|c", &[Some(1), Some(2), Some(3), Some(0)]);
        case("a  b|c", "a b|c", &[Some(0), Some(1)]);
    }

    #[test]
    fn a_repeated_text_that_moved_is_not_guessed() {
        case("yes|a|yes", "yes|yes|b|yes|a", &[Some(0), Some(4), None]);
    }

    fn place(fingerprint: &str, segment: usize, words: &str) -> Place {
        Place {
            fingerprint: fingerprint.to_owned(),
            check: "misspelling",
            segments: segment..segment + 1,
            words: words.to_owned(),
        }
    }

    #[test]
    fn a_decision_survives_a_change_next_door() {
        let old = [place("aa", 1, "aginas"), place("bb", 2, "teh")];
        let new = [place("cc", 2, "aginas"), place("bb", 3, "teh")];
        let carried = [None, Some(2), Some(3)];
        let expected = BTreeMap::from([("aa".to_owned(), "cc".to_owned())]);
        assert_eq!(fingerprints(&old, &new, &carried), expected);
        // Its own words changed: it falls.
        assert_eq!(fingerprints(&old, &new, &[None, None, Some(3)]), BTreeMap::new());
    }
}
