//! Plain text: paragraphs, speaker labels, time codes at the beginning of lines.
//!
//! A line is a paragraph, unless the text is wrapped at a column: then lines whose first word
//! would have fitted on the line before begin a paragraph, as empty lines do. Left out: lists,
//! headings and tables are paragraphs like any other.

use crate::bitext::{Media, Note, Turn};
use crate::format::speaker::Labels;
use crate::format::{Error, Format, Parsed, line_end, lines, trim};
use crate::text::{Span, digits, fold};

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
        let codes: Vec<usize> = lines.iter().map(|&line| time_code(raw, line)).collect();
        let speech: Vec<Span> = (0..lines.len())
            .map(|i| trim(raw, Span::new(codes[i], lines[i].end)))
            .collect();
        let labels = Labels::learn(raw, speech.iter().copied());
        let column = wrap_column(raw, &lines, &labels);
        let mut turns = vec![Turn::default()];
        let (mut joins, mut n_rules, mut n_codes) = (false, 0, 0);
        for (i, &line) in lines.iter().enumerate() {
            let mut text = speech[i];
            let coded = codes[i] > line.start;
            n_codes += usize::from(coded);
            if let Some(label) = labels.of(raw, text) {
                turns.push(Turn {
                    speaker: Some(label.name.of(raw).to_owned()),
                    ..Turn::default()
                });
                text = trim(raw, Span::new(label.rest, text.end));
            }
            if is_rule(text.of(raw)) {
                n_rules += 1;
            } else if let Some(turn) = turns.last_mut().filter(|_| !text.is_empty()) {
                match turn.text.last_mut() {
                    Some(last) if joins && !coded => *last = last.cover(text),
                    _ => turn.text.push(text),
                }
            }
            joins = lines
                .get(i + 1)
                .is_some_and(|&next| wraps(raw, line, next, column));
        }
        let notes = silent(raw, &turns);
        turns.retain(|turn| !turn.text.is_empty());
        let counts = [(n_codes, "time codes"), (n_rules, "lines of dashes or stars")];
        let dropped = counts
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| format!("{n} {what}"));
        Ok(Parsed {
            turns,
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

/// Where the text of a line begins after a time code such as `[00:12:03]`, `(12:03)` or `00:12:03,500 -`.
fn time_code(raw: &str, line: Span) -> usize {
    let text = line.of(raw);
    let body = text.trim_start();
    let open = body.strip_prefix(['[', '(']).unwrap_or(body);
    let bracketed = open.len() < body.len();
    let code_len = open
        .find(|c: char| !(digits::is_digit(c) || matches!(c, ':' | '.' | ',')))
        .unwrap_or(open.len());
    let code = &open[..code_len];
    let fields = code
        .split(':')
        .filter(|f| !f.is_empty() && f.starts_with(digits::is_digit))
        .count();
    let colons = code.matches(':').count();
    if colons == 0 || fields != colons + 1 || (colons < 2 && !bracketed) {
        return line.start;
    }
    let mut rest = &open[code_len..];
    if bracketed {
        match rest.strip_prefix([']', ')']) {
            Some(after) => rest = after,
            None => return line.start,
        }
    }
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—'));
    line.end - rest.len()
}

/// The column at which a text is wrapped, if it is: for most pairs of neighbouring lines the
/// first word of the second would not have fitted on the first.
fn wrap_column(raw: &str, lines: &[Span], labels: &Labels) -> Option<usize> {
    let column = lines.iter().map(|line| width(line.of(raw).trim_end())).max()?;
    if !(30..=120).contains(&column) {
        return None;
    }
    let (mut pairs, mut full) = (0, 0);
    for pair in lines.windows(2) {
        let next = pair[1].of(raw).trim();
        if pair[0].of(raw).trim().is_empty()
            || next.is_empty()
            || labels.of(raw, trim(raw, pair[1])).is_some()
        {
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

/// Does the paragraph go on in the next line? Yes when the text is wrapped and the line is
/// full; yes in any text when it breaks after a comma or before a lower-case letter.
fn wraps(raw: &str, line: Span, next: Span, column: Option<usize>) -> bool {
    let (line, next) = (line.of(raw).trim(), next.of(raw).trim());
    if line.is_empty() || next.is_empty() {
        return false;
    }
    let ends_open = line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '،' | '؛' | '-'));
    let goes_on = line.ends_with(['،', ',']) || (ends_open && next.starts_with(char::is_lowercase));
    goes_on || column.is_some_and(|column| would_not_fit(line, next, column))
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
