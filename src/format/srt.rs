//! `SubRip` subtitles (`.srt`), as players accept them: there is no standard.
//!
//! A cue is a number, a time line and text up to an empty line. Read with tolerance: missing numbers, full
//! stop for comma, CRLF, positions after the time. Tags (`<i>`, `{\an8}`) stay in the raw text and out of
//! the speech. Bidi controls and reversed punctuation are not "repaired".

use crate::bitext::{Media, Note};
use crate::format::cues::{self, Cue};
use crate::format::speaker::Labels;
use crate::format::{Error, Format, Parsed, line_end, lines, trim};
use crate::text::{Span, digits};

/// The format of `SubRip` files.
#[derive(Debug)]
pub struct Srt;

impl Format for Srt {
    fn media(&self) -> Media {
        Media::Srt
    }

    fn endings(&self) -> &'static [&'static str] {
        &["srt"]
    }

    fn claims(&self, raw: &str) -> bool {
        let start: Vec<&str> = raw
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .take(2)
            .collect();
        start.iter().any(|line| cues::time_line(line).is_some())
    }

    fn parse(&self, raw: &str) -> Result<Parsed, Error> {
        let (mut cues, mut notes) = read_cues(raw);
        if cues.is_empty() {
            return Err(Error::NotOfFormat {
                line: 1,
                expected: "an SRT cue (a number, then 00:00:00,000 --> 00:00:00,000)",
                found: raw.trim().chars().take(40).collect(),
            });
        }
        notes.extend(cues::time_notes(&cues));
        let rolled = cues::unroll(raw, &mut cues, markup);
        let labels = Labels::learn(raw, cues::heads(raw, &cues, markup));
        let runs = cues
            .iter()
            .flat_map(|cue| cues::labelled(raw, cue, &labels, markup))
            .map(|run| run.with_references(raw))
            .collect();
        let tags = cues
            .iter()
            .flat_map(|cue| &cue.lines)
            .map(|line| count_markup(line.of(raw)))
            .sum::<usize>();
        let mut dropped = vec![format!("{} cue numbers and time codes", cues.len())];
        if tags > 0 {
            dropped.push(format!("{tags} tags"));
        }
        if rolled > 0 {
            dropped.push(format!(
                "{rolled} lines of rolling captions that the cue before shows"
            ));
        }
        Ok(Parsed {
            turns: cues::turns(runs),
            dropped,
            notes,
        })
    }

    fn escape(&self, text: &str, raw: &str) -> Result<String, Error> {
        cues::escape(text, line_end(raw), "an SRT file")
    }
}

/// `<i>`, `{\an8}`, and character references that stand for no character one reads.
fn markup(text: &str) -> usize {
    if text.starts_with('&') {
        return cues::silent(text);
    }
    let braced = text.strip_prefix('{').filter(|inner| {
        inner.starts_with('\\')
            || inner
                .as_bytes()
                .get(1)
                .is_some_and(|&next| matches!(next, b'}' | b':'))
    });
    match braced.and_then(|inner| inner.find(['}', '\n'])) {
        Some(end) if text[end + 1..].starts_with('}') => end + 2,
        _ => cues::tag(text),
    }
}

fn count_markup(text: &str) -> usize {
    text.char_indices()
        .filter(|&(at, _)| markup(&text[at..]) > 0)
        .count()
}

/// The cues of a file. Text that stands apart after a cue belongs to it; text before the first is noted.
fn read_cues(raw: &str) -> (Vec<Cue>, Vec<Note>) {
    let whole = lines::spans(raw);
    let lines: Vec<Span> = whole.iter().map(|&line| trim(raw, line)).collect();
    let (mut cues, mut stray): (Vec<Cue>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut apart = false;
    for (i, &line) in lines.iter().enumerate() {
        let text = line.of(raw);
        if let Some(time) = cues::time_line(text) {
            cues.push(Cue {
                time,
                lines: Vec::new(),
                line: i + 1,
            });
            apart = false;
        } else if text.is_empty() {
            apart |= whole[i].is_empty();
        } else if !is_number_of_cue(raw, &lines, i) {
            if apart || cues.is_empty() {
                stray.push(i + 1);
            }
            if let Some(cue) = cues.last_mut() {
                cue.lines.push(line);
            }
        }
    }
    let note = stray.first().map(|&line| Note {
        line: Some(line),
        message: format!(
            "{} lines stand outside a cue, here the first; such text belongs to the cue above it",
            stray.len()
        ),
    });
    (cues, note.into_iter().collect())
}

fn is_number_of_cue(raw: &str, lines: &[Span], i: usize) -> bool {
    let number = lines[i].of(raw);
    number.chars().all(|c| digits::is_digit(c) || c == '\u{FEFF}')
        && lines
            .get(i + 1)
            .is_some_and(|next| cues::time_line(next.of(raw)).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `speaker| piece / piece` for each turn.
    #[track_caller]
    fn case(raw: &str, expected: &[&str]) {
        let parsed = Srt.parse(raw).expect("cues");
        let read: Vec<String> = parsed
            .turns
            .iter()
            .map(|turn| {
                assert_eq!(turn.text.len(), turn.times.len());
                let pieces: Vec<&str> = turn.text.iter().map(|span| span.of(raw)).collect();
                format!(
                    "{}| {}",
                    turn.speaker.as_deref().unwrap_or(""),
                    pieces.join(" / ")
                )
            })
            .collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn a_turn_runs_over_cues_and_changes_in_them() {
        case(
            "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}Host: Good\nevening.\n\n2\n00:00:02,000 --> 00:00:03,000\nWelcome.\n\n\
             3\n00:00:03,000 --> 00:00:04,000\nHow are you?\nGuest: <i>Fine</i>, thanks.\n",
            &[
                "Host| Good\nevening. / Welcome. / How are you?",
                "Guest| Fine / , thanks.",
            ],
        );
    }

    #[test]
    fn two_dashes_are_two_speakers() {
        case(
            "1\n00:00:01,000 --> 00:00:02,000\n- هل وصل؟\n- نعم.\n",
            &["| هل وصل؟", "| نعم."],
        );
    }

    #[test]
    fn lame_files_are_read() {
        case(
            "\n00:01.5 --> 00:02.5 X1:0\nYes\n\nand no\n2\n00:00:03,000 --> 00:00:04,000\n12\n",
            &["| Yes\n\nand no / 12"],
        );
        assert!(matches!(
            Srt.parse("nothing here"),
            Err(Error::NotOfFormat { .. })
        ));
    }
}
