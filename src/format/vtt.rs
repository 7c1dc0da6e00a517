//! `WebVTT` subtitles (`.vtt`): W3C, WebVTT: The Web Video Text Tracks Format, Candidate Recommendation 2019.
//!
//! `<v Name>` gives the speaker; other tags, cue identifiers, settings, `NOTE`, `STYLE` and `REGION` stay in the
//! raw text and out of the speech. A character reference (`&amp;`, `&#39;`) is a piece of its own and is read as the
//! character; `&nbsp;`, `&lrm;` and `&rlm;` are none.

use crate::bitext::{Media, Note, references};
use crate::format::cues::{self, Cue, Run, Voice};
use crate::format::speaker::Labels;
use crate::format::{Error, Format, Parsed, line_end, lines, trim};
use crate::text::Span;

/// The format of `WebVTT` files.
#[derive(Debug)]
pub struct Vtt;

impl Format for Vtt {
    fn media(&self) -> Media {
        Media::Vtt
    }

    fn endings(&self) -> &'static [&'static str] {
        &["vtt"]
    }

    fn claims(&self, raw: &str) -> bool {
        raw.strip_prefix("WEBVTT")
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    }

    fn parse(&self, raw: &str) -> Result<Parsed, Error> {
        let found = read_blocks(raw);
        if !self.claims(raw) || found.cues.is_empty() {
            return Err(Error::NotOfFormat {
                line: 1,
                expected: "WEBVTT, then cues (00:00.000 --> 00:00.000)",
                found: raw.trim().chars().take(40).collect(),
            });
        }
        let Blocks {
            mut cues,
            asides,
            mut notes,
        } = found;
        notes.extend(cues::time_notes(&cues));
        let rolled = cues::unroll(raw, &mut cues, markup);
        let labels = Labels::learn(raw, cues::heads(raw, &cues, markup));
        let voiced = cues.iter().any(|cue| !voices(raw, cue).is_empty());
        let mut runs = Vec::new();
        for cue in &cues {
            if voiced {
                runs.extend(voice_runs(raw, cue));
            } else {
                runs.extend(cues::labelled(raw, cue, &labels, markup));
            }
        }
        let mut dropped = dropped(cues.len(), &asides);
        if rolled > 0 {
            dropped.push(format!(
                "{rolled} lines of rolling captions that the cue before shows"
            ));
        }
        Ok(Parsed {
            turns: cues::turns(runs.into_iter().map(|run| run.with_references(raw)).collect()),
            dropped,
            notes,
        })
    }

    fn escape(&self, text: &str, raw: &str) -> Result<String, Error> {
        let text = cues::escape(text, line_end(raw), "a WebVTT file")?;
        Ok(text.replace('&', "&amp;").replace('<', "&lt;"))
    }
}

/// Tags, and character references that stand for no character one reads.
fn markup(text: &str) -> usize {
    if text.starts_with('&') {
        return cues::silent(text);
    }
    cues::tag(text)
}

/// The voice tags of a cue: where they stand and whom they name.
fn voices(raw: &str, cue: &Cue) -> Vec<(Span, String)> {
    let (Some(first), Some(last)) = (cue.lines.first(), cue.lines.last()) else {
        return Vec::new();
    };
    let whole = first.cover(*last);
    let mut found = Vec::new();
    for (at, _) in whole.of(raw).match_indices("<v") {
        let start = whole.start + at;
        let length = cues::tag(&raw[start..whole.end]);
        let inner = raw.get(start + 2..start + length.saturating_sub(1)).unwrap_or("");
        // A class may follow: `<v.loud Name>`.
        let name = inner
            .split_once(char::is_whitespace)
            .filter(|(class, _)| class.is_empty() || class.starts_with('.'));
        if let Some((_, name)) = name {
            found.push((Span::new(start, start + length), references::plain(name.trim())));
        }
    }
    found
}

/// The runs of a cue in a file that names voices.
fn voice_runs(raw: &str, cue: &Cue) -> Vec<Run> {
    let (Some(first), Some(last)) = (cue.lines.first(), cue.lines.last()) else {
        return Vec::new();
    };
    let voices = voices(raw, cue);
    let mut edges: Vec<(Voice, usize)> = vec![(Voice::Another, first.start)];
    edges.extend(
        voices
            .iter()
            .map(|(tag, name)| (Voice::Named(name.clone()), tag.end)),
    );
    let ends = voices.iter().map(|(tag, _)| tag.start).chain([last.end]);
    edges
        .into_iter()
        .zip(ends)
        .map(|((voice, start), end)| Run {
            voice,
            time: cue.time,
            pieces: cues::pieces(raw, Span::new(start, end), markup),
        })
        .filter(|run| !run.pieces.is_empty())
        .collect()
}

/// What stands in a file between its header and its end.
#[derive(Debug, Default)]
struct Blocks {
    cues: Vec<Cue>,
    /// Kinds of blocks that are no cues: `NOTE`, `STYLE`, `REGION`.
    asides: Vec<&'static str>,
    notes: Vec<Note>,
}

fn read_blocks(raw: &str) -> Blocks {
    let whole = lines::spans(raw);
    let lines: Vec<Span> = whole.iter().map(|&line| trim(raw, line)).collect();
    let mut blocks = Blocks::default();
    let mut at = 0;
    while at < lines.len() {
        let end = (at..lines.len())
            .find(|&i| whole[i].is_empty() || (lines[i].is_empty() && precedes_cue(raw, &lines, i)))
            .unwrap_or(lines.len());
        if at > 0 && lines[at..end].iter().any(|line| !line.is_empty()) {
            read_block(raw, &lines, at..end, &mut blocks);
        }
        at = end + 1;
    }
    blocks
}

/// Does a cue begin behind this line of white space, with its time code or its identifier? Such a line
/// ends nothing by the standard, but files have it where they mean an empty one.
fn precedes_cue(raw: &str, lines: &[Span], blank: usize) -> bool {
    let after = (blank + 1..lines.len()).find(|&i| !lines[i].is_empty());
    after.is_some_and(|first| {
        let times = |i: usize| {
            lines
                .get(i)
                .is_some_and(|line| cues::time_line(line.of(raw)).is_some())
        };
        times(first) || times(first + 1)
    })
}

fn read_block(raw: &str, lines: &[Span], block: std::ops::Range<usize>, blocks: &mut Blocks) {
    let first = lines[block.start].of(raw);
    let time_at = block
        .clone()
        .take(2)
        .find_map(|i| Some((i, cues::time_line(lines[i].of(raw))?)));
    if let Some((i, time)) = time_at {
        blocks.cues.push(Cue {
            time,
            lines: lines[i + 1..block.end]
                .iter()
                .filter(|line| !line.is_empty())
                .copied()
                .collect(),
            line: i + 1,
        });
        return;
    }
    let kind = ["NOTE", "STYLE", "REGION"]
        .into_iter()
        .find(|kind| first.starts_with(kind));
    match kind {
        Some(kind) => blocks.asides.push(kind),
        None => blocks.notes.push(Note {
            line: Some(block.start + 1),
            message: "a block without a time code is left out".to_owned(),
        }),
    }
}

fn dropped(cues: usize, asides: &[&'static str]) -> Vec<String> {
    let mut dropped = vec![format!("{cues} time codes, with identifiers, settings and tags")];
    for kind in ["NOTE", "STYLE", "REGION"] {
        let count = asides.iter().filter(|aside| **aside == kind).count();
        if count > 0 {
            dropped.push(format!("{count} {kind} blocks"));
        }
    }
    dropped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `speaker| piece / piece` for each turn.
    #[track_caller]
    fn case(raw: &str, expected: &[&str]) {
        let parsed = Vtt.parse(raw).expect("cues");
        let read: Vec<String> = parsed
            .turns
            .iter()
            .map(|turn| {
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
    fn voices_are_speakers() {
        case(
            "WEBVTT\n\nNOTE x\n\nid\n00:01.000 --> 00:02.000\n<v.loud المحاور>أهلاً <c.red>بكم</c></v>\n\n\
             00:02.000 --> 00:03.000\n<v المحاور>جميعاً.\n<v سعاد>شكراً.\n\n00:03.000 --> 00:04.000\n(تصفيق)\n",
            &["المحاور| أهلاً  / بكم / جميعاً.", "سعاد| شكراً.", "| (تصفيق)"],
        );
    }

    #[test]
    fn entities_are_read_as_far_as_pieces_can() {
        case(
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>R&amp;D&nbsp;here\n",
            &["A| R / &amp; / D / here"],
        );
    }

    #[test]
    fn a_file_without_the_mark_is_refused() {
        assert!(Vtt.parse("00:01.000 --> 00:02.000\nx").is_err());
    }
}
