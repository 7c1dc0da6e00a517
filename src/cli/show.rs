//! `muqabala show`: the aligned text side by side.

use clap::Args;

use crate::cli::{Exit, Fault, Screen, workspace};
use crate::report::aligned::{self, Width};
use crate::report::bidi::{isolate_runs, visible};

/// Show an interview's aligned text, English left and Arabic right
#[derive(Debug, Args)]
pub struct Show {
    /// The interview
    #[arg(value_name = "NAME")]
    name: String,

    /// An earlier revision of the rendering; without, the current one
    #[arg(value_name = "REVISION")]
    revision: Option<u32>,

    /// Only this rendering
    #[arg(long, value_name = "LABEL")]
    rendering: Option<String>,

    /// Columns to fill (else those of the terminal)
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
}

impl Show {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let width = self.width.map_or_else(Width::of_terminal, Width::of);
        let mut bench = workspace::open(screen)?;
        for opened in bench.opened_all(&self.name, self.rendering.as_deref())? {
            let name = isolate_runs(&visible(&opened.interview.name));
            let label = isolate_runs(&visible(&opened.rendering.label));
            let current = opened.rendering.revision();
            let revision = self.revision.unwrap_or(current);
            let stage = if revision == current {
                opened.rendering.stage()
            } else {
                "not the current one"
            };
            let policy = &opened.rendering.policy;
            let earlier;
            let shown = if revision == current {
                &opened.aligned
            } else {
                earlier = bench.at_revision(&opened, revision)?;
                &earlier
            };
            screen.print(&format!(
                "{name} / {label} ({policy}, revision {revision}): {stage}\n"
            ))?;
            screen.print(&aligned::with_decisions(shown, &opened.rendering.nulls, width))?;
        }
        Ok(Exit::Clean)
    }
}
