//! Two texts from the command line: files or stdin, how to read them, what they claim to be.

use clap::Args;

use crate::align::Constraints;
use crate::bitext::{Direction, Media, Pair, Policy};
use crate::cli::{Fault, Screen, input};
use crate::format;
use crate::text::Lang;
use crate::workbench::{Aligned, Incoming, Reading, Reasons, steps};

/// How files are read.
#[derive(Debug, Clone, Default, Args)]
pub struct Reader {
    /// Encoding of the files (utf-8, utf-16le, windows-1256 …) instead of a guess
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,

    /// The files have one segment a line and are not cut again
    #[arg(long)]
    pub segmented: bool,
}

/// What a rendering claims to be.
#[derive(Debug, Clone, Default, Args)]
pub struct Claim {
    /// What the rendering is: full, excerpt (parts, perhaps reordered) or article (quotes the
    /// speaker amid other prose)
    #[arg(long, value_name = "POLICY", value_parser = policy)]
    pub policy: Option<Policy>,

    /// From which language into which, for files that may be swapped: ar-en or en-ar
    #[arg(long, value_name = "DIRECTION", value_parser = direction)]
    pub direction: Option<Direction>,
}

/// Parses a policy.
///
/// # Errors
///
/// [`Fault`] with the exit code and what is wrong.
pub fn policy(name: &str) -> Result<Policy, String> {
    Policy::from_name(name).ok_or_else(|| "expected full, excerpt or article".to_owned())
}

fn direction(code: &str) -> Result<Direction, String> {
    [Direction::AR_EN, Direction::EN_AR]
        .into_iter()
        .find(|direction| direction.code() == code)
        .ok_or_else(|| "expected ar-en or en-ar".to_owned())
}

impl Reader {
    /// A file with what was said about reading it.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn incoming(&self, path: &str) -> Result<Incoming, Fault> {
        let input = input::read(path)?;
        Ok(Incoming {
            name: input.file_name(),
            bytes: input.bytes,
            options: format::Options {
                encoding: self.encoding.clone(),
                lang: None::<Lang>,
                media: self.segmented.then_some(Media::Lines),
            },
        })
    }

    /// Reads one file; says what was guessed about it.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn read(&self, path: &str, screen: &mut Screen) -> Result<Reading, Fault> {
        let incoming = self.incoming(path)?;
        let reading = steps::read(&incoming)?;
        say_doubts(&reading, screen);
        Ok(reading)
    }
}

/// Says what was guessed besides the language, and what seems wrong.
pub fn say_doubts(reading: &Reading, screen: &mut Screen) {
    let name = &reading.document.name;
    for guess in &reading.receipt.guessed {
        if !guess.starts_with("language ") {
            screen.say(&format!("{name}: guessed {guess}"));
        }
    }
    for note in &reading.receipt.notes {
        let line = note
            .line
            .map_or_else(String::new, |line| format!(", line {line}"));
        screen.say(&format!("{name}{line}: {}", note.message));
    }
}

/// Prints the whole receipt of an import.
pub fn say_receipt(reading: &Reading, screen: &mut Screen) {
    let name = &reading.document.name;
    screen.say(&format!(
        "{name}: {}; {}",
        reading.receipt.read.join("; "),
        crate::report::human::plural(reading.segments.len(), "segment")
    ));
    for (what, facts) in [
        ("guessed", &reading.receipt.guessed),
        ("left out", &reading.receipt.dropped),
    ] {
        for fact in facts {
            screen.say(&format!("  {what}: {fact}"));
        }
    }
    for note in &reading.receipt.notes {
        let line = note
            .line
            .map_or_else(String::new, |line| format!("line {line}: "));
        screen.say(&format!("  note: {line}{}", note.message));
    }
}

/// Reads and aligns two texts.
///
/// # Errors
///
/// [`Fault`] with the exit code and what is wrong.
pub fn align(
    (source, target): (&str, &str),
    reader: &Reader,
    claim: &Claim,
    screen: &mut Screen,
) -> Result<(Aligned, Reasons), Fault> {
    if source == "-" && target == "-" {
        return Err(Fault::usage("stdin can be only one of the two texts"));
    }
    let readings = Pair::new(reader.read(source, screen)?, reader.read(target, screen)?);
    let (readings, note) = steps::pair(readings.source, readings.target, claim.direction)?;
    let policy = claim.policy.unwrap_or_default();
    for note in note.into_iter().chain(length_note(&readings, policy)) {
        screen.say(&format!("note: {note}"));
    }
    Ok(steps::align(readings, policy, &Constraints::default(), None)?)
}

/// An excerpt or an article that is much longer than its source is probably the source.
fn length_note(readings: &Pair<Reading>, policy: Policy) -> Option<String> {
    let letters = readings
        .as_ref()
        .map(|reading| reading.document.raw.chars().filter(|c| c.is_alphabetic()).count());
    (policy == Policy::Excerpt && letters.target > 2 * letters.source).then(|| {
        format!(
            "the rendering {} is more than twice as long as its source {}: are they swapped?",
            readings.target.document.name, readings.source.document.name
        )
    })
}
