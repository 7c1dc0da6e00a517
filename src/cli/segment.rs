//! `muqabala segment`: cuts a text into segments.

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::pairs::json;
use crate::cli::texts::Reader;
use crate::cli::{Exit, Fault, Screen};
use crate::format::aligned::tsv;
use crate::text::places::Places;

/// Cut a text into segments, one a line
#[derive(Debug, Args)]
pub struct Segment {
    /// The text; - for stdin
    #[arg(value_name = "FILE")]
    file: String,

    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "lines")]
    format: Format,

    #[command(flatten)]
    reader: Reader,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The text of a segment a line; line ends within become spaces
    Lines,
    /// One JSON object a line
    Jsonl,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    segment: usize,
    start: usize,
    end: usize,
    text: &'a str,
    speaker: Option<&'a str>,
    turn: usize,
}

impl Segment {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let reading = self.reader.read(&self.file, screen)?;
        let places = Places::new(&reading.document.raw);
        for (number, segment) in reading.segments.iter().enumerate() {
            let text = segment.text(&reading.document.raw);
            let line = match self.format {
                Format::Lines => tsv::one_line(&text),
                Format::Jsonl => {
                    let turn = reading.document.turns.get(segment.turn);
                    json(&Line {
                        segment: number,
                        start: places.chars(segment.span().start),
                        end: places.chars(segment.span().end),
                        text: &text,
                        speaker: turn.and_then(|turn| turn.speaker.as_deref()),
                        turn: segment.turn,
                    })?
                }
            };
            screen.print(&format!("{line}\n"))?;
        }
        Ok(Exit::Clean)
    }
}
