//! `muqabala xray`: what stands in a text, character by character.

use clap::Args;

use crate::cli::texts::Reader;
use crate::cli::{Exit, Fault, Screen};
use crate::report::bidi::visible;
use crate::text::xray::{code_points, is_balanced, runs};

/// Lay a text bare: bidi levels, kinds of characters, digit sets, invisible ones, code points
#[derive(Debug, Args)]
pub struct Xray {
    /// The text; - for stdin
    #[arg(value_name = "FILE")]
    file: String,

    /// Only this segment, from 0
    #[arg(long, value_name = "N")]
    segment: Option<usize>,

    #[command(flatten)]
    reader: Reader,
}

impl Xray {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let reading = self.reader.read(&self.file, screen)?;
        let texts = reading.texts();
        let wanted: Vec<(usize, &String)> = match self.segment {
            Some(number) => {
                let text = texts.get(number).ok_or_else(|| {
                    Fault::input(format!(
                        "{}: there is no segment {number}, expected 0 to {}",
                        self.file,
                        texts.len().saturating_sub(1)
                    ))
                })?;
                vec![(number, text)]
            }
            None => texts.iter().enumerate().collect(),
        };
        for (number, text) in wanted {
            let balance = if is_balanced(text) {
                ""
            } else {
                " (its controls of direction are not balanced)"
            };
            screen.print(&format!("segment {number}{balance}\n"))?;
            for run in runs(text, reading.document.lang) {
                let of_run = run.span.of(text);
                screen.print(&format!(
                    "  level {}  {:<14}  \u{2068}{}\u{2069}  {}\n",
                    run.level,
                    run.kind.name(),
                    visible(of_run),
                    code_points(of_run)
                ))?;
            }
        }
        Ok(Exit::Clean)
    }
}
