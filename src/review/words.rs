//! What changed between two texts, by whole words.
//!
//! Words are those of UAX 29, which never cuts an Arabic word at its marks, joiners or digits.
//! The comparison is `similar`'s; a segment of more than [`LONG`] pieces is only compared from
//! both ends, so that the time stays bounded and the outcome does not hang on the machine.

use similar::{Algorithm, ChangeTag, DiffOp, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// Pieces of both texts together from which on the middle is not compared word by word.
pub const LONG: usize = 50_000;

/// What became of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// It stayed.
    Kept,
    /// It is only in the old text.
    Removed,
    /// It is only in the new text.
    Added,
}

/// A stretch of one of the two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// What became of it.
    pub change: Change,
    /// Its text.
    pub text: String,
}

/// The pieces that a comparison moves as one: words, marks, runs of white space.
pub fn pieces(text: &str) -> Vec<&str> {
    text.split_word_bounds().collect()
}

/// The changes from `old` to `new` in the order of reading, neighbours of one kind joined.
pub fn diff(old: &str, new: &str) -> Vec<Stretch> {
    let (old, new) = (pieces(old), pieces(new));
    let ops = if old.len() + new.len() > LONG {
        from_both_ends(&old, &new)
    } else {
        capture_diff_slices(Algorithm::Myers, &old, &new)
    };
    let mut out: Vec<Stretch> = Vec::new();
    for op in bridged(&ops, &old) {
        for (tag, texts) in op.iter_slices(&old, &new) {
            let change = match tag {
                ChangeTag::Equal => Change::Kept,
                ChangeTag::Delete => Change::Removed,
                ChangeTag::Insert => Change::Added,
            };
            push(&mut out, change, &texts.concat());
        }
    }
    out
}

fn from_both_ends(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old_len, new_len) = (old_rest.len() - tail, new_rest.len() - tail);
    vec![
        DiffOp::Equal {
            old_index: 0,
            new_index: 0,
            len: head,
        },
        DiffOp::Replace {
            old_index: head,
            old_len,
            new_index: head,
            new_len,
        },
        DiffOp::Equal {
            old_index: head + old_len,
            new_index: head + new_len,
            len: tail,
        },
    ]
}

/// White space between two changes counts as changed: "old words" reads better as one.
fn bridged(ops: &[DiffOp], old: &[&str]) -> Vec<DiffOp> {
    let mut out: Vec<DiffOp> = Vec::new();
    for (index, op) in ops.iter().enumerate() {
        let is_kept = op.tag() == DiffTag::Equal;
        let is_space = old[op.old_range()].concat().chars().all(char::is_whitespace);
        let joins = !is_kept || (is_space && index + 1 < ops.len());
        match out.last_mut() {
            Some(last) if joins && last.tag() != DiffTag::Equal => {
                *last = DiffOp::Replace {
                    old_index: last.old_range().start,
                    old_len: op.old_range().end - last.old_range().start,
                    new_index: last.new_range().start,
                    new_len: op.new_range().end - last.new_range().start,
                };
            }
            _ => out.push(*op),
        }
    }
    out
}

fn push(out: &mut Vec<Stretch>, change: Change, text: &str) {
    match out.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.change == change => last.text.push_str(text),
        _ => out.push(Stretch {
            change,
            text: text.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(old: &str, new: &str, expected: &str) {
        let shown: String = diff(old, new)
            .into_iter()
            .map(|stretch| match stretch.change {
                Change::Kept => stretch.text,
                Change::Removed => format!("[-{}-]", stretch.text),
                Change::Added => format!("{{+{}+}}", stretch.text),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn whole_words_change() {
        case(
            "groups aginas the state",
            "groups against the state",
            "groups [-aginas-]{+against+} the state",
        );
        case("a b c", "a x y c", "a [-b-]{+x y+} c");
        case("in old words", "in new ways", "in [-old words-]{+new ways+}");
    }

    #[test]
    fn an_arabic_word_is_never_cut() {
        case("إلى الحدود", "الى الحدود", "[-إلى-]{+الى+} الحدود");
        case(
            "ثلاثون 30ألف رجل",
            "ثلاثون 40ألف رجل",
            "ثلاثون [-30ألف-]{+40ألف+} رجل",
        );
        case("كتابهم هنا", "كتابهما هنا", "[-كتابهم-]{+كتابهما+} هنا");
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_off(old in "[ab،ءىلم \u{64B}\u{200D}3.]{0,30}", new in "[ab،ءىلم \u{64B}\u{200D}3.]{0,30}") {
            let stretches = diff(&old, &new);
            let read = |dropped: Change| -> String {
                stretches.iter().filter(|s| s.change != dropped).map(|s| s.text.as_str()).collect()
            };
            prop_assert_eq!(read(Change::Added), old);
            prop_assert_eq!(read(Change::Removed), new);
        }

        #[test]
        fn no_cut_lies_inside_an_arabic_word(
            old in "([ءىلم][ءىلم\u{64B}\u{200D}\u{640}٣]{0,4} ){0,6}",
            new in "([ءىلم][ءىلم\u{64B}\u{200D}\u{640}٣]{0,4} ){0,6}",
        ) {
            for stretch in diff(&old, &new) {
                let text = stretch.text.as_str();
                for (whole, is_own) in [(&old, stretch.change != Change::Added), (&new, stretch.change != Change::Removed)] {
                    let words: Vec<&str> = whole.split(' ').collect();
                    prop_assert!(!is_own || text.split(' ').all(|word| word.is_empty() || words.contains(&word)));
                }
            }
        }

        #[test]
        fn pieces_rejoin(text in "\\PC{0,40}") {
            prop_assert_eq!(pieces(&text).concat(), text);
        }
    }
}
