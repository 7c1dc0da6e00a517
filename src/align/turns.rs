//! Turns: who speaks which line, and what that says of beads.
//!
//! Where both texts name their speakers, a bead holds lines of one speaker on either side, and beads
//! are worth more or less by two things: whether the two speakers are one person, and whether turns
//! begin and end with the bead on both sides or on one alone. Whether two names are one person is said
//! by the names themselves (romanised, or parts such as المذيع and Host), by the order in
//! which speakers appear, and by the company that they keep: how often a first look at the words puts
//! their lines together. Texts without labels are aligned as if this file were not there.

use crate::align::features::Runs;
use crate::align::request::{Request, Voice};
use crate::lexicon::speakers::{Likeness, Speaker, likeness};
use crate::text::Lang;

/// Points of a bead end that is the edge of a turn on both sides.
const TOGETHER: f32 = 1.0;
/// Points of one that is so on one side alone.
const ALONE: f32 = -2.0;
/// Points of a bead of two speakers by what their names say: one person, two persons.
const NAMED: (f32, f32) = (2.0, -2.0);
/// Points by the order in which they appear, where the names say nothing.
const SAME_ORDER: f32 = 0.5;
/// Points by company: of two speakers always together, and never.
const COMPANY: (f32, f32) = (2.0, -4.0);
/// Beads in which company is half believed.
const HALF_BELIEVED: f32 = 3.0;
/// A side that has fewer named turns than this share of the other's is labelled in part.
const IN_PART: f32 = 0.7;

/// The turns of two texts.
#[derive(Debug, Clone)]
pub(crate) struct Turns {
    arabic: SideTurns,
    english: SideTurns,
    /// Points by Arabic and English speaker, of their names.
    named: Vec<Vec<f32>>,
    /// The same with what was learnt of their company.
    likeness: Vec<Vec<f32>>,
}

/// The turns of one text.
#[derive(Debug, Clone, Default)]
struct SideTurns {
    /// For each line the number of its speaker, where that is known.
    speakers: Vec<Option<usize>>,
    /// For each boundary between lines whether a turn begins there, as far as is known.
    edges: Vec<Edge>,
    names: Vec<String>,
}

/// What a boundary is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Inside,
    /// A paragraph of a text that is labelled in part: perhaps a turn.
    Perhaps,
    Turn,
}

impl Turns {
    /// The turns of a request; none where not both texts name speakers, or there is but one.
    pub(crate) fn new(request: &Request<'_>) -> Option<Turns> {
        let voices = |lang: Lang| *request.voices.get(request.direction.role(lang));
        let (arabic, english) = (voices(Lang::Arabic), voices(Lang::English));
        let (n, m) = (named_turns(arabic), named_turns(english));
        let lens = (
            request.lines(Lang::Arabic).len(),
            request.lines(Lang::English).len(),
        );
        if n < 2 || m < 2 || (arabic.len(), english.len()) != lens {
            return None;
        }
        let in_part = |own: usize, other: usize| (own as f32) < IN_PART * other as f32;
        let arabic = SideTurns::new(arabic, in_part(n, m));
        let english = SideTurns::new(english, in_part(m, n));
        if arabic.names.len().max(english.names.len()) < 2 {
            return None;
        }
        let named = named_points(&arabic.names, &english.names);
        Some(Turns {
            arabic,
            english,
            likeness: named.clone(),
            named,
        })
    }

    /// Has the bead lines of one speaker on either side?
    pub(crate) fn allows(&self, runs: &Runs) -> bool {
        self.arabic.is_one_speaker(&runs.arabic) && self.english.is_one_speaker(&runs.english)
    }

    /// The points of a bead for its speakers and for the edges of turns at its ends.
    pub(crate) fn points(&self, runs: &Runs) -> f32 {
        if runs.arabic.is_empty() || runs.english.is_empty() {
            return 0.0;
        }
        let ends =
            self.edge(runs.arabic.start, runs.english.start) + self.edge(runs.arabic.end, runs.english.end);
        ends + self.pair(runs).map_or(0.0, |(a, e)| self.likeness[a][e])
    }

    fn edge(&self, i: usize, j: usize) -> f32 {
        match (self.arabic.edges[i], self.english.edges[j]) {
            (Edge::Turn, Edge::Turn) => TOGETHER,
            (Edge::Turn, Edge::Inside) | (Edge::Inside, Edge::Turn) => ALONE,
            _ => 0.0,
        }
    }

    /// The two speakers of a bead, where both are known.
    fn pair(&self, runs: &Runs) -> Option<(usize, usize)> {
        let a = self.arabic.speakers[runs.arabic.clone()]
            .iter()
            .flatten()
            .next()?;
        let e = self.english.speakers[runs.english.clone()]
            .iter()
            .flatten()
            .next()?;
        Some((*a, *e))
    }

    /// Learns from beads and their shares who keeps whose company.
    pub(crate) fn learn(&mut self, beads: impl Iterator<Item = (Runs, f32)>) {
        let mut counts = vec![vec![0.0_f32; self.english.names.len()]; self.arabic.names.len()];
        for (runs, share) in beads {
            if runs.arabic.is_empty() || runs.english.is_empty() {
                continue;
            }
            if let Some((a, e)) = self.pair(&runs) {
                counts[a][e] += share;
            }
        }
        let rows: Vec<f32> = counts.iter().map(|row| row.iter().sum()).collect();
        let columns: Vec<f32> = (0..self.english.names.len())
            .map(|e| counts.iter().map(|row| row[e]).sum())
            .collect();
        for (a, row) in counts.iter().enumerate() {
            for (e, &count) in row.iter().enumerate() {
                let least = rows[a].min(columns[e]);
                let share = if least > 0.0 { count / least } else { 0.5 };
                let belief = least / (least + HALF_BELIEVED);
                let points = if share >= 0.5 {
                    COMPANY.0 * (2.0 * share - 1.0)
                } else {
                    COMPANY.1 * (1.0 - 2.0 * share)
                };
                self.likeness[a][e] = self.named[a][e] + belief * points;
            }
        }
    }
}

impl SideTurns {
    fn new(voices: &[Voice<'_>], in_part: bool) -> SideTurns {
        let mut out = SideTurns::default();
        let mut last: Option<&Voice<'_>> = None;
        for voice in voices {
            let turns = last.is_none_or(|last| last.turn != voice.turn);
            let paragraph = last.is_some_and(|last| last.stretch != voice.stretch);
            out.edges.push(match (turns, paragraph) {
                (true, _) => Edge::Turn,
                (false, true) if in_part => Edge::Perhaps,
                _ => Edge::Inside,
            });
            // In a text that is labelled in part, a paragraph behind the labelled one may be another's.
            let is_known = !in_part || voice.stretch == 0;
            let speaker = voice.speaker.filter(|_| is_known);
            let speaker = speaker.map(|name| out.number(name));
            out.speakers.push(speaker);
            last = Some(voice);
        }
        out.edges.push(Edge::Turn);
        out
    }

    fn number(&mut self, name: &str) -> usize {
        let known = self.names.iter().position(|other| other == name);
        known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })
    }

    fn is_one_speaker(&self, run: &std::ops::Range<usize>) -> bool {
        let mut known = self.speakers[run.clone()].iter().flatten();
        let first = known.next();
        known.all(|speaker| Some(speaker) == first)
    }
}

/// Turns with a named speaker.
fn named_turns(voices: &[Voice<'_>]) -> usize {
    let named = |voice: &&Voice<'_>| voice.speaker.is_some();
    let mut turns: Vec<usize> = voices.iter().filter(named).map(|voice| voice.turn).collect();
    turns.dedup();
    turns.len()
}

/// Points of each pair of names: of what they say, else of the order in which they appear.
fn named_points(arabic: &[String], english: &[String]) -> Vec<Vec<f32>> {
    let read = |names: &[String], lang: Lang| -> Vec<Option<Speaker>> {
        names.iter().map(|name| Speaker::new(name, lang)).collect()
    };
    let (from, to) = (read(arabic, Lang::Arabic), read(english, Lang::English));
    let same_number = arabic.len() == english.len();
    let points = |(a, from): (usize, &Option<Speaker>), (e, to): (usize, &Option<Speaker>)| {
        let found = match (from, to) {
            (Some(from), Some(to)) => likeness(from, to),
            _ => Likeness::Unknown,
        };
        match found {
            Likeness::Same(_) => NAMED.0,
            Likeness::Different => NAMED.1,
            Likeness::Unknown if same_number && a == e => SAME_ORDER,
            Likeness::Unknown => 0.0,
        }
    };
    from.iter()
        .enumerate()
        .map(|from| to.iter().enumerate().map(|to| points(from, to)).collect())
        .collect()
}
