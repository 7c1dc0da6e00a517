//! Which words of the two texts stand for each other, line pair by line pair.
//!
//! For every word and every line of the other side within the band: the best cosine, the best
//! likeness as a name, and which word gave the stronger of the two. Beads are judged from these
//! tables alone; each takes the best over its lines.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::align::band::Band;
use crate::align::features::Runs;
use crate::align::side::Side;
use crate::lexicon::associations::{Associations, WordPair};
use crate::lexicon::matching::{Cosines, NameTable};

/// The best match of a word in one line of the other side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Best {
    /// Cosine in steps of 1/200; 0 for none.
    pub cosine: u8,
    /// Likeness as a name in steps of 1/200.
    pub name: u8,
    /// Which word of that line: its number within the line.
    pub word: u16,
}

impl Best {
    /// Cosine and name in one figure: a sure name is worth a sure cosine.
    pub(crate) fn strength(self) -> u8 {
        self.cosine.max(self.name)
    }
}

/// A side's words against the lines of the other side.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// For each line, the lines of the other side it can meet.
    pub reach: Vec<Range<usize>>,
    /// For each line, where its entries begin: word by word, for each the lines of its reach.
    first: Vec<usize>,
    entries: Vec<Best>,
}

impl Table {
    fn new(side: &Side, reach: Vec<Range<usize>>) -> Table {
        let mut first = Vec::with_capacity(reach.len());
        let mut total = 0;
        for (line, run) in side.lines.iter().zip(&reach) {
            first.push(total);
            total += line.words.len() * run.len();
        }
        Table {
            reach,
            first,
            entries: vec![Best::default(); total],
        }
    }

    /// The entries of a word (number within its line) for the lines of the line's reach.
    pub(crate) fn row(&self, line: usize, word: usize) -> &[Best] {
        let width = self.reach[line].len();
        let at = self.first[line] + word * width;
        &self.entries[at..at + width]
    }

    /// The same with less of the other side in reach of each line.
    fn narrowed(&self, reach: Vec<Range<usize>>) -> Table {
        let clip = |(new, old): (Range<usize>, &Range<usize>)| {
            let start = new.start.clamp(old.start, old.end);
            start..new.end.clamp(start, old.end)
        };
        let mut out = Table {
            reach: reach.into_iter().zip(&self.reach).map(clip).collect(),
            first: Vec::with_capacity(self.first.len()),
            entries: Vec::new(),
        };
        for (line, (run, old)) in out.reach.iter().zip(&self.reach).enumerate() {
            out.first.push(out.entries.len());
            let end = self.first.get(line + 1).copied().unwrap_or(self.entries.len());
            if run.is_empty() {
                continue;
            }
            for row in self.entries[self.first[line]..end].chunks_exact(old.len()) {
                out.entries
                    .extend_from_slice(&row[run.start - old.start..run.end - old.start]);
            }
        }
        out
    }

    fn offer(&mut self, line: usize, word: usize, other: usize, found: Best) {
        let run = &self.reach[line];
        let at = self.first[line] + word * run.len() + other - run.start;
        let entry = &mut self.entries[at];
        let before = entry.strength();
        entry.cosine = entry.cosine.max(found.cosine);
        entry.name = entry.name.max(found.name);
        if found.strength() > before {
            entry.word = found.word;
        }
    }
}

/// What says that words go together beside their vectors.
struct Beside<'a> {
    names: &'a NameTable,
    learnt: Vec<Vec<(u32, &'a WordPair)>>,
}

/// Both tables.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evidence {
    pub arabic: Table,
    pub english: Table,
}

impl Evidence {
    /// Compares the words of all line pairs of the band.
    pub(crate) fn new(arabic: &Side, english: &Side, band: &Band, learnt: Option<&Associations>) -> Evidence {
        Evidence::of_pairs((arabic, english), band.lines(), learnt, |_, _| true)
    }

    /// Compares the words of the line pairs within reach that are `wanted`.
    pub(crate) fn of_pairs(
        (arabic, english): (&Side, &Side),
        reach: Vec<Range<usize>>,
        learnt: Option<&Associations>,
        wanted: impl Fn(usize, usize) -> bool,
    ) -> Evidence {
        let back = turned(&reach, english.len());
        let mut out = Evidence {
            arabic: Table::new(arabic, reach),
            english: Table::new(english, back),
        };
        let names = NameTable::new(&arabic.vocabulary, &english.vocabulary);
        let learnt = learnt.map(|learnt| learnt.among(&arabic.vocabulary, &english.vocabulary));
        let beside = Beside {
            names: &names,
            learnt: learnt.unwrap_or_default(),
        };
        let mut cosines = Cosines::new(&arabic.vocabulary, &english.vocabulary);
        for i in 0..arabic.len() {
            let words = &arabic.words[arabic.lines[i].words.clone()];
            cosines.line(words);
            for j in out.arabic.reach[i].clone() {
                if wanted(i, j) {
                    let others = &english.words[english.lines[j].words.clone()];
                    let found = cosines.with(words, others);
                    out.compare((words, others), (i, j), found, &beside);
                }
            }
        }
        out
    }

    /// The same with less in reach of the Arabic lines.
    pub(crate) fn narrowed(&self, reach: Vec<Range<usize>>) -> Evidence {
        let back = turned(&reach, self.english.reach.len());
        Evidence {
            arabic: self.arabic.narrowed(reach),
            english: self.english.narrowed(back),
        }
    }

    fn compare(
        &mut self,
        (words, others): (&[u32], &[u32]),
        (i, j): (usize, usize),
        cosines: &[f32],
        beside: &Beside<'_>,
    ) {
        if others.is_empty() {
            return;
        }
        for (t, (&a, row)) in words.iter().zip(cosines.chunks_exact(others.len())).enumerate() {
            let alike = beside.names.row(a);
            let learnt = beside.learnt.get(a as usize).map_or(&[][..], Vec::as_slice);
            for (u, (&cosine, &e)) in row.iter().zip(others).enumerate() {
                if cosine <= 0.25 && alike.is_empty() && learnt.is_empty() {
                    continue;
                }
                let at = learnt.binary_search_by_key(&e, |(id, _)| *id);
                let cosine = at.map_or(cosine, |at| cosine.max(learnt[at].1.strength()));
                let at = alike.binary_search_by_key(&e, |(id, _)| *id);
                let name = at.map_or(0.0, |at| alike[at].1);
                if cosine <= 0.25 && name <= 0.0 {
                    continue;
                }
                let found = |word: usize| Best {
                    cosine: (cosine.clamp(0.0, 1.0) * 200.0).round() as u8,
                    name: (name * 200.0).round() as u8,
                    word: word.min(usize::from(u16::MAX)) as u16,
                };
                self.arabic.offer(i, t, j, found(u));
                self.english.offer(j, u, i, found(t));
            }
        }
    }
}

/// For each bead the learnt pairs of words that stand in it and of which the shipped lexicon says less.
pub(crate) fn vouching(
    (arabic, english): (&Side, &Side),
    beads: &[Runs],
    learnt: Option<&Associations>,
) -> Vec<Vec<WordPair>> {
    let rows = learnt.map_or_else(Vec::new, |learnt| {
        learnt.among(&arabic.vocabulary, &english.vocabulary)
    });
    let words = |side: &Side, run: &Range<usize>| -> BTreeSet<u32> {
        let words = side.lines[run.clone()].iter().flat_map(|line| line.words.clone());
        words.map(|at| side.words[at]).collect()
    };
    let of_bead = |bead: &Runs| -> Vec<WordPair> {
        if rows.is_empty() {
            return Vec::new();
        }
        let others = words(english, &bead.english);
        let mut out: Vec<WordPair> = Vec::new();
        for a in words(arabic, &bead.arabic) {
            for (e, pair) in rows.get(a as usize).into_iter().flatten() {
                let shipped = arabic.vocabulary.cosine(a, &english.vocabulary, *e);
                if others.contains(e) && shipped < pair.strength() && !out.contains(pair) {
                    out.push((*pair).clone());
                }
            }
        }
        out
    };
    beads.iter().map(of_bead).collect()
}

/// The reach seen from the other side.
fn turned(reach: &[Range<usize>], len: usize) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = vec![0..0; len];
    for (i, run) in reach.iter().enumerate() {
        for j in run.clone() {
            if out[j].is_empty() {
                out[j] = i..i + 1;
            }
            out[j].end = i + 1;
        }
    }
    out
}
