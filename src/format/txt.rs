//! Plain text: paragraphs, speaker labels, time codes at the beginning of lines.
//!
//! A line is a paragraph, unless the text is wrapped at a column: then lines whose first word
//! would have fitted on the line before begin a paragraph, as empty lines do. Left out: lists,
//! headings and tables are paragraphs like any other.

use crate::bitext::{Media, Note, TimeRange, Turn};
use crate::format::clock::Code;
use crate::format::head::{self, Head};
use crate::format::speaker::{self, Labels};
use crate::format::{Error, Format, Parsed, line_end, lines, trim};
use crate::text::{Span, fold};

/// The format of running text.
#[derive(Debug)]
pub struct Txt;

impl Format for Txt {
    fn media(&self) -> Media {
        Media::Text
    }

    fn endings(&self) -> &'static [&'static str] {
        &["txt", "text", "md"]
    }

    fn claims(&self, _raw: &str) -> bool {
        false
    }

    fn parse(&self, raw: &str) -> Result<Parsed, Error> {
        let lines = lines::spans(raw);
        let heads = heads(raw, &lines);
        let speech: Vec<Span> = lines
            .iter()
            .zip(&heads)
            .map(|(line, head)| trim(raw, Span::new(head.rest, line.end)))
            .collect();
        let labels = Labels::learn(
            raw,
            speech
                .iter()
                .zip(&heads)
                .map(|(&line, head)| (line, head.chevrons > 1)),
        );
        let column = wrap_column(raw, &lines, &labels);
        let mut found = Found {
            turns: vec![Turn::default()],
            ..Found::default()
        };
        let mut joins = false;
        for (i, &line) in lines.iter().enumerate() {
            found.line(raw, (heads[i], speech[i]), &labels, joins);
            joins = lines
                .get(i + 1)
                .is_some_and(|&next| wraps(raw, line, next, column));
        }
        let notes = silent(raw, &found.turns);
        found.turns.retain(|turn| !turn.text.is_empty());
        for turn in &mut found.turns {
            end_times(turn);
            for stretch in &mut turn.text {
                let line = lines.partition_point(|line| line.start <= stretch.start);
                let outer = line.checked_sub(1).map_or(stretch.start, |at| lines[at].start);
                *stretch = head::within_marks(raw, outer, *stretch);
            }
        }
        found.turns.retain(|turn| !turn.text.is_empty());
        let counts = [
            (found.n_codes, "time codes"),
            (found.n_rules, "lines of dashes or stars"),
        ];
        let dropped = counts
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| format!("{n} {what}"));
        Ok(Parsed {
            turns: found.turns,
            dropped: dropped.collect(),
            notes,
        })
    }

    fn escape(&self, text: &str, raw: &str) -> Result<String, Error> {
        Ok(text.replace("\r\n", "\n").replace('\n', line_end(raw)))
    }
}

/// A line drawn with characters: `* * *`, `-----`.
fn is_rule(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_whitespace() || "*-_=~#•·—–─".contains(c))
}

/// Labels after which nothing is said.
fn silent(raw: &str, turns: &[Turn]) -> Vec<Note> {
    let empty = turns.iter().filter(|turn| turn.text.is_empty());
    let names: Vec<&str> = empty.filter_map(|turn| turn.speaker.as_deref()).collect();
    match names.first() {
        None => Vec::new(),
        Some(name) => vec![Note {
            line: raw.find(name).map(|at| crate::text::span::line_of(raw, at)),
            message: format!(
                "{} labels have no speech after them, the first is {name:?}",
                names.len()
            ),
        }],
    }
}

/// What was found up to a line.
#[derive(Default)]
struct Found {
    turns: Vec<Turn>,
    n_codes: usize,
    n_rules: usize,
    /// The time code that holds for what follows.
    code: Option<Code>,
}

impl Found {
    /// Takes in a line: its head, and its text behind the head.
    fn line(&mut self, raw: &str, (head, text): (Head, Span), labels: &Labels, joins: bool) {
        let mut text = text;
        let label = labels.of(raw, text);
        let code = head.code.or(label.as_ref().and_then(|label| label.code));
        self.n_codes += usize::from(head.code.is_some());
        self.n_codes += usize::from(label.as_ref().is_some_and(|label| label.code.is_some()));
        self.code = code.or(self.code);
        if let Some(label) = &label {
            self.turns.push(Turn {
                speaker: Some(label.shown(raw)),
                ..Turn::default()
            });
            text = trim(raw, Span::new(label.rest, text.end));
        } else if head.chevrons > 1 {
            self.turns.push(Turn::default());
        }
        if is_rule(text.of(raw)) {
            self.n_rules += 1;
            return;
        }
        let time = self.code.map(|code| TimeRange {
            start: code.start,
            end: code.end.unwrap_or(code.start),
        });
        if let Some(turn) = self.turns.last_mut().filter(|_| !text.is_empty()) {
            match turn.text.last_mut() {
                Some(last) if joins && code.is_none() => *last = last.cover(text),
                _ => {
                    turn.text.push(text);
                    turn.times.extend(time);
                }
            }
        }
    }
}

/// Times of all stretches of a turn or of none; one without an end lasts until the next begins.
fn end_times(turn: &mut Turn) {
    if turn.times.len() != turn.text.len() {
        turn.times.clear();
    }
    for i in 1..turn.times.len() {
        let (start, before) = (turn.times[i].start, &mut turn.times[i - 1]);
        if before.end <= before.start && start > before.start {
            before.end = start;
        }
    }
}

/// The heads of the lines. Minutes and seconds without brackets are a time code where they rise from
/// line to line, no small letter follows, and they stand before labels or open most of the lines.
fn heads(raw: &str, lines: &[Span]) -> Vec<Head> {
    let mut heads: Vec<Head> = lines
        .iter()
        .map(|&line| head::read(raw, line, head::no_markup))
        .collect();
    let unsure = |head: &Head| head.code.is_some_and(|code| !code.is_sure);
    let rests: Vec<(u64, Span)> = heads
        .iter()
        .zip(lines)
        .filter(|(head, _)| unsure(head))
        .filter_map(|(head, line)| Some((head.code?.start, Span::new(head.rest, line.end))))
        .collect();
    let n_lines = lines
        .iter()
        .filter(|line| !line.of(raw).trim().is_empty())
        .count();
    let goes_on = rests
        .iter()
        .any(|(_, rest)| rest.of(raw).starts_with(|c: char| c.is_lowercase() || c == ','));
    let rises = rests.is_sorted_by_key(|(start, _)| *start);
    let labelled = rests
        .iter()
        .filter(|(_, rest)| {
            rest.is_empty() || speaker::candidate(raw, *rest).is_some_and(|label| label.has_colon())
        })
        .count();
    let before_labels = rests.len() >= 2 && labelled == rests.len();
    let often = rests.len() >= 4 && rests.len() * 2 >= n_lines;
    if goes_on || !rises || !(before_labels || often) {
        for (head, line) in heads.iter_mut().zip(lines).filter(|(head, _)| unsure(head)) {
            *head = Head {
                rest: line.start,
                ..Head::default()
            };
        }
    }
    // Only in a line of subtitles is one `>` alone a mark; in mail and Markdown it is a quotation.
    for (head, line) in heads.iter_mut().zip(lines) {
        if head.chevrons == 1 {
            head.rest = line.start;
            head.code = None;
        }
    }
    heads
}

/// Characters of a label with all that may stand before it.
const LONGEST_HEAD: usize = 60;

fn behind_head(raw: &str, line: Span) -> Span {
    trim(
        raw,
        Span::new(head::read(raw, line, head::no_markup).rest, line.end),
    )
}

/// The column at which a text is wrapped, if it is: for most pairs of neighbouring lines the
/// first word of the second would not have fitted on the first.
fn wrap_column(raw: &str, lines: &[Span], labels: &Labels) -> Option<usize> {
    let is_labelled = |line: &Span| labels.of(raw, behind_head(raw, *line)).is_some();
    let (labelled, plain): (Vec<Span>, Vec<Span>) = lines.iter().partition(|line| is_labelled(line));
    let widest = |lines: &[Span]| lines.iter().map(|line| width(line.of(raw).trim_end())).max();
    // Labels, time codes and what else a reformatter puts before them do not count as text.
    let column = widest(&plain).or_else(|| widest(&labelled))?;
    let is_long = widest(&labelled).is_some_and(|width| width > column + LONGEST_HEAD);
    if !(30..=120).contains(&column) || is_long {
        return None;
    }
    let (mut pairs, mut full) = (0, 0);
    for pair in lines.windows(2) {
        let next = pair[1].of(raw).trim();
        if pair[0].of(raw).trim().is_empty() || next.is_empty() || is_labelled(&pair[1]) {
            continue;
        }
        pairs += 1;
        full += usize::from(would_not_fit(pair[0].of(raw), next, column));
    }
    (pairs >= 3 && full * 10 >= pairs * 7).then_some(column)
}

fn would_not_fit(line: &str, next: &str, column: usize) -> bool {
    let first = next.split_whitespace().next().unwrap_or_default();
    width(line.trim_end()) + 1 + width(first) > column
}

/// Columns of a line: characters, without harakat and controls.
fn width(line: &str) -> usize {
    line.chars()
        .filter(|&c| !fold::is_ignorable(c) || c == crate::text::script::TATWEEL)
        .count()
}

/// Does the paragraph go on in the next line? Yes when the text is wrapped and the line is full or
/// ends in a comma; yes in any text when it breaks in a word or before a lower-case letter. In a text
/// that is not wrapped, lines that end in commas are verses, items of a list, recitals.
fn wraps(raw: &str, line: Span, next: Span, column: Option<usize>) -> bool {
    let (line, next) = (line.of(raw).trim(), next.of(raw).trim());
    if line.is_empty() || next.is_empty() {
        return false;
    }
    let broken = line.ends_with(|c: char| c.is_alphanumeric() || c == '-');
    let comma = line.ends_with([',', '،']);
    (broken && next.starts_with(char::is_lowercase))
        || column.is_some_and(|column| comma || would_not_fit(line, next, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `speaker: paragraph / paragraph` for each turn, line ends as `~`.
    #[track_caller]
    fn case(raw: &str, expected: &[&str]) {
        let parsed = Txt.parse(raw).expect("any text");
        let read: Vec<String> = parsed
            .turns
            .iter()
            .map(|turn| {
                let paragraphs: Vec<String> = turn
                    .text
                    .iter()
                    .map(|span| span.of(raw).replace("\r\n", "~").replace('\n', "~"))
                    .collect();
                format!(
                    "{}| {}",
                    turn.speaker.as_deref().unwrap_or(""),
                    paragraphs.join(" / ")
                )
            })
            .collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn labels_open_turns_and_stay_out_of_the_text() {
        case(
            "مقابلة\n\nالمذيع: أهلاً.\nقاسم مصلح: شكراً.\nنقول لهم: ناموا.\n",
            &["| مقابلة", "المذيع| أهلاً.", "قاسم مصلح| شكراً. / نقول لهم: ناموا."],
        );
        case("Q:\nWhy?\n\nA:\nSo.", &["Q| Why?", "A| So."]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let raw = "Okafor: We were. And the answer, strange as it sounds, was a\n\
                   fish warehouse. A company on the harbour offered us its\n\
                   freezers, and by noon on the second day everything was at\n\
                   minus thirty degrees.\n\nAshworth: What was down there in the cellar of the library\n\
                   that night?\n\nOkafor: Everything.\n";
        case(
            raw,
            &[
                "Okafor| We were. And the answer, strange as it sounds, was a~fish warehouse. A company on the \
                 harbour offered us its~freezers, and by noon on the second day everything was at~minus thirty degrees.",
                "Ashworth| What was down there in the cellar of the library~that night?",
                "Okafor| Everything.",
            ],
        );
    }

    #[test]
    fn a_line_is_a_paragraph_otherwise() {
        case(
            "One is short.\nTwo is a bit longer than that.\nThree.\n",
            &["| One is short. / Two is a bit longer than that. / Three."],
        );
    }

    #[test]
    fn drawn_lines_are_left_out() {
        case("Host: Hello.\n* * *\nHost: …\n", &["Host| Hello.", "Host| …"]);
    }

    #[test]
    fn time_codes_are_left_out() {
        case(
            "[00:01] Host: Hello.\n00:01:05 Guest: Hi.\n10:30 was late.",
            &["Host| Hello.", "Guest| Hi. / 10:30 was late."],
        );
    }
}
