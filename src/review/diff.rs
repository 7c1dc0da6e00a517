//! What changed between two revisions of a rendering, bead by bead.
//!
//! Old and new target segments belong together when they are unchanged, or when their beads
//! share source segments. What hangs together that way is one row: the source, the old words
//! and the new ones.

use std::collections::BTreeMap;

use crate::bitext::Alignment;
use crate::review::carry;
use crate::review::words::{self, Stretch};

/// One revision as a comparison sees it.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The texts of its target segments.
    pub segments: &'a [String],
    /// Its alignment with the source.
    pub alignment: &'a Alignment,
}

/// A bead, or beads that hang together, in both revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Source segments, in order.
    pub source: Vec<usize>,
    /// Target segments of the old revision, in order.
    pub old: Vec<usize>,
    /// Target segments of the new revision, in order.
    pub new: Vec<usize>,
    /// What changed in the words; empty when nothing did.
    pub words: Vec<Stretch>,
}

impl Row {
    /// Did its words change?
    pub fn is_changed(&self) -> bool {
        !self.words.is_empty()
    }
}

/// Which of two kinds of segment a node of the comparison is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Source(usize),
    Old(usize),
    New(usize),
}

/// Compares two revisions; rows are in the order of the new one, and what was taken out stands
/// where it stood in the old one. `n_source` is the number of source segments.
pub fn rows(old: Side<'_>, new: Side<'_>, n_source: usize) -> Vec<Row> {
    let mut sets = Sets::new(n_source, old.segments.len(), new.segments.len());
    for (side, is_new) in [(old, false), (new, true)] {
        for bead in side.alignment.beads() {
            let target = bead
                .target()
                .map(|j| if is_new { Node::New(j) } else { Node::Old(j) });
            let nodes: Vec<Node> = bead.source().map(Node::Source).chain(target).collect();
            for pair in nodes.windows(2) {
                sets.join(pair[0], pair[1]);
            }
        }
    }
    let carried = carry::segments(old.segments, new.segments);
    for (i, j) in carried.iter().enumerate() {
        if let Some(j) = j {
            sets.join(Node::Old(i), Node::New(*j));
        }
    }
    for (i, j) in reworded(old.segments, new.segments, &carried) {
        sets.join(Node::Old(i), Node::New(j));
    }
    let mut rows = sets.rows();
    for row in &mut rows {
        let (before, after) = (joined(old.segments, &row.old), joined(new.segments, &row.new));
        if before != after {
            row.words = words::diff(&before, &after);
        }
    }
    in_order(rows)
}

/// Old and new segments between two carried ones, one for one, that share most of their words.
fn reworded(old: &[String], new: &[String], carried: &[Option<usize>]) -> Vec<(usize, usize)> {
    let taken: std::collections::BTreeSet<usize> = carried.iter().flatten().copied().collect();
    let mut found = Vec::new();
    let mut j = 0;
    for i in 0..old.len() {
        if let Some(at) = carried[i] {
            j = at + 1;
            continue;
        }
        if j < new.len() && !taken.contains(&j) && share_words(&old[i], &new[j]) {
            found.push((i, j));
            j += 1;
        }
    }
    found
}

/// Do the two texts share at least half of their words?
fn share_words(old: &str, new: &str) -> bool {
    let kept: usize = words::diff(old, new)
        .iter()
        .filter(|stretch| stretch.change == words::Change::Kept)
        .map(|stretch| stretch.text.len())
        .sum();
    kept * 2 >= old.len().max(new.len())
}

fn joined(segments: &[String], indices: &[usize]) -> String {
    let texts: Vec<&str> = indices.iter().map(|&index| segments[index].as_str()).collect();
    texts.join(" ")
}

/// Rows with new text by it; rows without stand after the row of the old segment before.
fn in_order(rows: Vec<Row>) -> Vec<Row> {
    let mut new_of: BTreeMap<usize, usize> = BTreeMap::new();
    for row in &rows {
        if let Some(&first) = row.new.first() {
            new_of.extend(row.old.iter().map(|&old| (old, first)));
        }
    }
    let place = |row: &Row| -> (usize, usize, usize) {
        let source = row.source.first().copied().unwrap_or(usize::MAX);
        match (row.new.first(), row.old.first()) {
            (Some(&new), _) => (new * 2 + 1, 0, source),
            (None, Some(&old)) => {
                let before = new_of.range(..old).next_back();
                (before.map_or(0, |(_, &new)| new * 2 + 2), old, source)
            }
            (None, None) => (usize::MAX, 0, source),
        }
    };
    let mut placed: Vec<_> = rows.into_iter().map(|row| (place(&row), row)).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, row)| row).collect()
}

/// Disjoint sets over the segments of source, old and new.
struct Sets {
    parents: Vec<usize>,
    n_source: usize,
    n_old: usize,
}

impl Sets {
    fn new(n_source: usize, n_old: usize, n_new: usize) -> Sets {
        Sets {
            parents: (0..n_source + n_old + n_new).collect(),
            n_source,
            n_old,
        }
    }

    fn index(&self, node: Node) -> usize {
        match node {
            Node::Source(i) => i,
            Node::Old(i) => self.n_source + i,
            Node::New(i) => self.n_source + self.n_old + i,
        }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    fn join(&mut self, a: Node, b: Node) {
        let (a, b) = (self.index(a), self.index(b));
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b)] = a.min(b);
    }

    fn rows(mut self) -> Vec<Row> {
        let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
        for at in 0..self.parents.len() {
            let root = self.root(at);
            let row = rows.entry(root).or_insert_with(|| Row {
                source: Vec::new(),
                old: Vec::new(),
                new: Vec::new(),
                words: Vec::new(),
            });
            if at < self.n_source {
                row.source.push(at);
            } else if at < self.n_source + self.n_old {
                row.old.push(at - self.n_source);
            } else {
                row.new.push(at - self.n_source - self.n_old);
            }
        }
        rows.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Bead;

    fn texts(text: &str) -> Vec<String> {
        text.split('|').map(str::to_owned).collect()
    }

    fn alignment(beads: &[(std::ops::Range<usize>, std::ops::Range<usize>)]) -> Alignment {
        let n = |pick: fn(&(std::ops::Range<usize>, std::ops::Range<usize>)) -> usize| {
            beads.iter().map(pick).max().unwrap_or(0)
        };
        let (n_source, n_target) = (n(|bead| bead.0.end), n(|bead| bead.1.end));
        let beads = beads
            .iter()
            .filter_map(|(source, target)| Bead::new(source.clone(), target.clone(), 1.0))
            .collect();
        Alignment::new(beads, n_source, n_target).unwrap()
    }

    #[track_caller]
    fn changed(
        old: (&str, &Alignment),
        new: (&str, &Alignment),
        n_source: usize,
        expected: &[(&[usize], &[usize], &[usize])],
    ) {
        let (old_texts, new_texts) = (texts(old.0), texts(new.0));
        let rows = rows(
            Side {
                segments: &old_texts,
                alignment: old.1,
            },
            Side {
                segments: &new_texts,
                alignment: new.1,
            },
            n_source,
        );
        let shown: Vec<_> = rows
            .iter()
            .filter(|row| row.is_changed())
            .map(|row| (row.source.as_slice(), row.old.as_slice(), row.new.as_slice()))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn an_edit_is_shown_in_its_bead() {
        let one_to_one = alignment(&[(0..1, 0..1), (1..2, 1..2), (2..3, 2..3)]);
        changed(
            ("a b c|d e f|g h i", &one_to_one),
            ("a b c|d x f|g h i", &one_to_one),
            3,
            &[(&[1], &[1], &[1])],
        );
    }

    #[test]
    fn a_sentence_put_in_does_not_shift_the_others() {
        let old = alignment(&[(0..1, 0..1), (1..2, 1..2)]);
        let new = alignment(&[(0..1, 0..1), (1..1, 1..2), (1..2, 2..3)]);
        changed(("a b|c d", &old), ("a b|n e w|c d", &new), 2, &[(&[], &[], &[1])]);
    }

    #[test]
    fn a_sentence_taken_out_is_shown_where_it_stood() {
        let old = alignment(&[(0..1, 0..1), (1..2, 1..2), (2..3, 2..3)]);
        let new = alignment(&[(0..1, 0..1), (1..2, 1..1), (2..3, 1..2)]);
        changed(
            ("a b|c d|e f", &old),
            ("a x|e f", &new),
            3,
            &[(&[0], &[0], &[0]), (&[1], &[1], &[])],
        );
    }
}
