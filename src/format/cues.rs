//! What the subtitle formats share: cues, runs of speech inside them, and turns over them.
//!
//! A cue is not a sentence: cues of one speaker are stretches of one turn, in which sentences are
//! found later. Tags cut a stretch in two; both pieces keep the time of their cue.

use crate::bitext::{Note, TimeRange, Turn, references};
use crate::format::head::{self, Head};
use crate::format::speaker::Labels;
use crate::format::{Error, trim};
use crate::text::{Span, digits};

/// One cue as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cue {
    /// When it is shown.
    pub time: TimeRange,
    /// Its lines of text, trimmed; none is empty.
    pub lines: Vec<Span>,
    /// 1-based line of its time code.
    pub line: usize,
}

/// Who says a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Voice {
    /// A speaker with a name.
    Named(String),
    /// Somebody else than before, without a name.
    Another,
    /// The one who spoke last.
    Same,
}

/// Speech of one speaker in one cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub voice: Voice,
    pub time: TimeRange,
    /// Stretches without tags, in order.
    pub pieces: Vec<Span>,
}

impl Run {
    /// The same with each character reference as a piece of its own.
    pub(crate) fn with_references(self, raw: &str) -> Run {
        let mut pieces = Vec::with_capacity(self.pieces.len());
        for piece in self.pieces {
            let mut start = piece.start;
            for (at, _) in piece.of(raw).match_indices('&') {
                let at = piece.start + at;
                if let Some((length, _)) = references::at(&raw[at..piece.end]) {
                    pieces.push(Span::new(start, at));
                    pieces.push(Span::new(at, at + length));
                    start = at + length;
                }
            }
            pieces.push(Span::new(start, piece.end));
        }
        pieces.retain(|piece| !piece.is_empty());
        Run { pieces, ..self }
    }
}

/// The length of a character reference at the beginning of a text that stands for white space or for
/// a character of no width.
pub(crate) fn silent(text: &str) -> usize {
    match references::at(text) {
        Some((length, found)) if references::is_silent(&found) => length,
        _ => 0,
    }
}

/// Joins runs into turns.
pub(crate) fn turns(runs: Vec<Run>) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for run in runs {
        let same = run.voice == Voice::Same;
        let speaker = match run.voice {
            Voice::Named(name) => Some(name),
            Voice::Another => None,
            Voice::Same => turns.last().and_then(|turn| turn.speaker.clone()),
        };
        let goes_on = turns
            .last()
            .is_some_and(|turn| turn.speaker == speaker && (speaker.is_some() || same));
        if !goes_on {
            turns.push(Turn {
                speaker,
                ..Turn::default()
            });
        }
        if let Some(turn) = turns.last_mut() {
            turn.times.extend(run.pieces.iter().map(|_| run.time));
            turn.text.extend(run.pieces);
        }
    }
    turns.retain(|turn| !turn.text.is_empty());
    turns
}

/// The lines of cues without their heads, from which labels are learnt, and whether `>>` stood before them.
pub(crate) fn heads<'a>(
    raw: &'a str,
    cues: &'a [Cue],
    strip: Strip,
) -> impl Iterator<Item = (Span, bool)> + 'a {
    cues.iter().flat_map(|cue| &cue.lines).map(move |&line| {
        let head = head::read(raw, line, strip);
        (trim(raw, Span::new(head.rest, line.end)), head.chevrons > 0)
    })
}

/// The runs of a cue whose speakers stand in the text: labels, `>>`, and dashes where two talk.
pub(crate) fn labelled(raw: &str, cue: &Cue, labels: &Labels, strip: Strip) -> Vec<Run> {
    let heads: Vec<Head> = cue
        .lines
        .iter()
        .map(|&line| head::read(raw, line, strip))
        .collect();
    let dashed = heads.iter().filter(|head| head.dash.is_some()).count();
    let mut parts: Vec<(Voice, Vec<Span>)> = Vec::new();
    for (&line, head) in cue.lines.iter().zip(&heads) {
        let behind = trim(raw, Span::new(head.rest, line.end));
        let (voice, start) = match labels.of(raw, behind) {
            Some(label) => (Voice::Named(label.shown(raw)), label.rest),
            None if head.chevrons > 0 => (Voice::Another, head.rest),
            None => match head.dash {
                Some(rest) if dashed > 1 => (Voice::Another, rest),
                _ => (Voice::Same, line.start),
            },
        };
        let speech = head::within_marks(raw, line.start, Span::new(start, line.end));
        match parts.last_mut() {
            Some((_, spans)) if voice == Voice::Same => spans.push(speech),
            _ => parts.push((voice, vec![speech])),
        }
    }
    parts
        .into_iter()
        .map(|(voice, spans)| Run {
            voice,
            time: cue.time,
            pieces: pieces_of(raw, &joined(raw, spans), strip),
        })
        .collect()
}

/// Lines with nothing but white space between them as one span.
fn joined(raw: &str, lines: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for line in lines {
        match out.last_mut() {
            Some(last) if Span::new(last.end, line.start).of(raw).trim().is_empty() => {
                *last = last.cover(line);
            }
            _ => out.push(line),
        }
    }
    out
}

fn pieces_of(raw: &str, spans: &[Span], strip: Strip) -> Vec<Span> {
    spans.iter().flat_map(|&span| pieces(raw, span, strip)).collect()
}

/// How much later than its end the next of rolling captions may begin, in milliseconds.
const ABUTS: u64 = 120;

/// Takes the lines out of rolling captions that the cue before shows already. Captions roll when
/// most cues that follow each other at once begin with lines of the one before; elsewhere a line
/// that is shown twice was said twice.
pub(crate) fn unroll(raw: &str, cues: &mut [Cue], strip: Strip) -> usize {
    let shown: Vec<Vec<String>> = cues
        .iter()
        .map(|cue| cue.lines.iter().map(|&line| spoken(raw, line, strip)).collect())
        .collect();
    let abuts = |i: usize| cues[i].time.start <= cues[i - 1].time.end.saturating_add(ABUTS);
    let repeated: Vec<usize> = (0..cues.len())
        .map(|i| {
            if i > 0 && abuts(i) {
                overlap(&shown[i - 1], &shown[i])
            } else {
                0
            }
        })
        .collect();
    let near = (1..cues.len()).filter(|&i| abuts(i)).count();
    let rolling = repeated.iter().filter(|&&n| n > 0).count();
    if near < 3 || rolling * 5 < near * 3 {
        return 0;
    }
    for (cue, &n) in cues.iter_mut().zip(&repeated) {
        cue.lines.drain(..n);
    }
    repeated.iter().sum()
}

/// The words of a line, without markup.
fn spoken(raw: &str, line: Span, strip: Strip) -> String {
    let pieces = pieces(raw, line, strip);
    let text: String = pieces.iter().map(|piece| piece.of(raw)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many lines at the end of one cue the next begins with.
fn overlap(before: &[String], after: &[String]) -> usize {
    (1..=before.len().min(after.len()))
        .rev()
        .find(|&n| before[before.len() - n..] == after[..n])
        .unwrap_or(0)
}

/// Finds the markup at the beginning of a text: its length in bytes, 0 if there is none.
pub(crate) type Strip = fn(&str) -> usize;

/// The stretches of a span that are not markup.
pub(crate) fn pieces(raw: &str, span: Span, strip: Strip) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    let mut start = span.start;
    let mut at = span.start;
    let mut push = |piece: Span| {
        if !piece.of(raw).trim().is_empty() {
            pieces.push(piece);
        }
    };
    while at < span.end {
        let rest = &raw[at..span.end];
        let length = strip(rest);
        if length > 0 {
            push(Span::new(start, at));
            at += length;
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    push(Span::new(start, span.end));
    let last = pieces.len().saturating_sub(1);
    for (i, piece) in pieces.iter_mut().enumerate() {
        let trimmed = trim(raw, *piece);
        *piece = match (i == 0, i == last) {
            (true, true) => trimmed,
            (true, false) => Span::new(trimmed.start, piece.end),
            (false, true) => Span::new(piece.start, trimmed.end),
            (false, false) => *piece,
        };
    }
    pieces
}

/// The length of a tag `<…>` at the beginning of a text.
pub(crate) fn tag(text: &str) -> usize {
    let Some(inner) = text.strip_prefix('<') else {
        return 0;
    };
    let opens = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '!');
    match inner.find(['<', '>', '\n']) {
        Some(end) if inner[end..].starts_with('>') && inner.starts_with(opens) => end + 2,
        _ => 0,
    }
}

/// Reads `[HH:]MM:SS,mmm --> [HH:]MM:SS,mmm`, with comma or full stop; settings may follow.
pub(crate) fn time_line(line: &str) -> Option<TimeRange> {
    let (start, rest) = line.split_once("-->")?;
    let end = rest.split_whitespace().next()?;
    Some(TimeRange {
        start: clock(start.trim())?,
        end: clock(end)?,
    })
}

/// Milliseconds of `[HH:]MM:SS[,.]m…`.
fn clock(text: &str) -> Option<u64> {
    let ascii: String = text.chars().map(digits::to_ascii).collect();
    let (whole, fraction) = ascii.split_once([',', '.']).unwrap_or((&ascii, "0"));
    let fields: Vec<u64> = whole
        .split(':')
        .map(|field| field.parse().ok().filter(|_| field.len() < 6))
        .collect::<Option<_>>()?;
    let seconds = match fields[..] {
        [hours, minutes, seconds] => hours * 3600 + minutes * 60 + seconds,
        [minutes, seconds] => minutes * 60 + seconds,
        _ => return None,
    };
    let millis = match fraction.len() {
        0..=3 => format!("{fraction:0<3}").parse::<u64>().ok()?,
        _ => return None,
    };
    Some(seconds * 1000 + millis)
}

/// Notes on times that cannot be: ends before starts, cues that begin before the one before.
pub(crate) fn time_notes(cues: &[Cue]) -> Vec<Note> {
    let backward: Vec<&Cue> = cues.iter().filter(|cue| cue.time.end < cue.time.start).collect();
    let disorder: Vec<&Cue> = cues
        .windows(2)
        .filter(|pair| pair[1].time.start < pair[0].time.start)
        .map(|pair| &pair[1])
        .collect();
    let note = |found: &[&Cue], what: &str| {
        found.first().map(|first| Note {
            line: Some(first.line),
            message: format!("{} cues {what}, here the first", found.len()),
        })
    };
    note(&backward, "end before they start")
        .into_iter()
        .chain(note(&disorder, "start before the one above them"))
        .collect()
}

/// Refuses what would break a cue, and gives the text the line ends of the file.
pub(crate) fn escape(text: &str, end: &'static str, format: &'static str) -> Result<String, Error> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let problem = if text.contains("-->") {
        "an arrow of a time code"
    } else if text.split('\n').skip(1).any(|line| line.trim().is_empty()) {
        "an empty line"
    } else {
        return Ok(text.replace('\n', end));
    };
    Err(Error::Unwritable { format, problem })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_read_with_and_without_hours() {
        let read = |line| time_line(line).map(|time| (time.start, time.end));
        assert_eq!(read("00:00:01,200 --> 01:00:02,975"), Some((1200, 3_602_975)));
        assert_eq!(read("00:01.2 --> 00:02.000 align:start"), Some((1200, 2000)));
        assert_eq!(read("٠٠:٠٠:٠١,٠٠٠ --> ٠٠:٠٠:٠٢,٠٠٠"), Some((1000, 2000)));
        assert_eq!(read("a --> b"), None);
        assert_eq!(read("99999999999999999999:00 --> 1:00"), None);
    }

    #[test]
    fn pieces_are_what_is_left_between_tags() {
        let raw = " Where is <i>Hajji</i> Ali? 3 < 4 ";
        let found: Vec<&str> = pieces(raw, Span::new(0, raw.len()), tag)
            .into_iter()
            .map(|piece| piece.of(raw))
            .collect();
        assert_eq!(found, ["Where is ", "Hajji", " Ali? 3 < 4"]);
    }
}
