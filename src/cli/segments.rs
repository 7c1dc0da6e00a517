//! `muqabala split` and `move`: segments cut in two, and given to the neighbouring bead.

use clap::{Args, ValueEnum};

use crate::bitext::Role;
use crate::cli::{Exit, Fault, Screen, workspace};
use crate::review::by_hand::Way;
use crate::workbench::cutting::text_of;
use crate::workbench::{Opened, RowDeed};

/// A side of an aligned text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Side {
    /// The transcript
    Source,
    /// The rendering
    Target,
}

impl Side {
    fn role(self) -> Role {
        match self {
            Side::Source => Role::Source,
            Side::Target => Role::Target,
        }
    }
}

/// Cut a segment in two; its bead then holds both parts
#[derive(Debug, Args)]
pub struct Split {
    /// The interview
    #[arg(value_name = "NAME")]
    name: String,

    /// The segment, from 0
    #[arg(value_name = "SEGMENT")]
    segment: usize,

    /// The words that the second part begins with
    #[arg(long, value_name = "WORDS")]
    before: String,

    /// Which side's segment
    #[arg(long, value_name = "SIDE", default_value = "target")]
    side: Side,

    /// Which rendering, when there are several
    #[arg(long, value_name = "LABEL")]
    rendering: Option<String>,
}

/// Move a segment from its bead to the one before or after
#[derive(Debug, Args)]
pub struct Move {
    /// The interview
    #[arg(value_name = "NAME")]
    name: String,

    /// The segment, from 0: the first of its bead to go up, the last to go down
    #[arg(value_name = "SEGMENT")]
    segment: usize,

    /// To the bead before (up) or after (down)
    #[arg(value_name = "WAY")]
    way: Direction,

    /// Which side's segment
    #[arg(long, value_name = "SIDE", default_value = "target")]
    side: Side,

    /// Which rendering, when there are several
    #[arg(long, value_name = "LABEL")]
    rendering: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Direction {
    /// To the bead before
    Up,
    /// To the bead after
    Down,
}

impl Split {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let mut bench = workspace::open(screen)?;
        let opened = bench.opened(&self.name, self.rendering.as_deref())?;
        let place = self.place(&opened)?;
        bench.cut(&opened, (self.side.role(), self.segment), place, &[])?;
        screen.say(&format!(
            "segment {} is cut in two; the numbers after it are one higher",
            self.segment
        ));
        Ok(Exit::Clean)
    }

    /// The byte of the raw text before which the segment is to be cut.
    fn place(&self, opened: &Opened) -> Result<usize, Fault> {
        let role = self.side.role();
        let segments = opened.aligned.segments.get(role);
        let Some(segment) = segments.get(self.segment) else {
            return Err(Fault::input(format!(
                "there is no segment {}, expected one of 0 to {}",
                self.segment,
                segments.len().saturating_sub(1)
            )));
        };
        let text = text_of(opened.aligned.documents.get(role), segment);
        let words = self.before.trim();
        let mut places = text.text.match_indices(words).map(|(at, _)| at);
        match (places.next(), places.next()) {
            (Some(at), None) if !words.is_empty() => Ok(text.raw_span(crate::text::Span::at(at)).start),
            (Some(_), Some(_)) if !words.is_empty() => Err(Fault::input(format!(
                "“{words}” stands more than once in segment {}, expected more words",
                self.segment
            ))),
            _ => Err(Fault::input(format!(
                "segment {} has no “{words}”; it is: {}",
                self.segment,
                crate::report::bidi::visible(&text.text)
            ))),
        }
    }
}

impl Move {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let mut bench = workspace::open(screen)?;
        let opened = bench.opened(&self.name, self.rendering.as_deref())?;
        let role = self.side.role();
        let beads = opened.aligned.alignment.beads();
        let run = |index: usize| match role {
            Role::Source => beads[index].source(),
            Role::Target => beads[index].target(),
        };
        let Some(row) = (0..beads.len()).find(|&index| run(index).contains(&self.segment)) else {
            return Err(Fault::input(format!("there is no segment {}", self.segment)));
        };
        let (way, edge) = match self.way {
            Direction::Up => (Way::Up, run(row).start),
            Direction::Down => (Way::Down, run(row).end - 1),
        };
        if edge != self.segment {
            return Err(Fault::input(format!(
                "segment {} stands inside its bead, expected segment {edge} at its edge",
                self.segment
            )));
        }
        bench.change_row(&opened, row, &RowDeed::Shift(role, way))?;
        screen.say("moved");
        Ok(Exit::Clean)
    }
}
