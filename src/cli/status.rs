//! `muqabala status`: how far each rendering is.

use clap::Args;

use crate::bitext::{Severity, Status as BeadStatus};
use crate::cli::{Exit, Fault, Screen, workspace};
use crate::report::bidi::{isolate_runs, visible};
use crate::report::human::plural;
use crate::workbench::{Checked, Opened};

/// Show how far each rendering is: beads, findings, decisions, sign-off
#[derive(Debug, Args)]
pub struct Status {
    /// Only this interview
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

impl Status {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let mut bench = workspace::open(screen)?;
        let names: Vec<String> = match self.name {
            Some(name) => vec![name],
            None => bench
                .interviews()?
                .into_iter()
                .map(|interview| interview.name)
                .collect(),
        };
        let mut all = Vec::new();
        for name in names {
            for opened in bench.opened_all(&name, None)? {
                all.push(bench.prepare(opened));
            }
        }
        // Others may have the store while the checks run.
        bench.let_go();
        for one in all {
            screen.print(&lines(&one.opened, &one.check()))?;
        }
        Ok(Exit::Clean)
    }
}

fn lines(opened: &Opened, checked: &Checked) -> String {
    let beads = opened.aligned.alignment.beads();
    let count = |status: BeadStatus| beads.iter().filter(|bead| bead.status == status).count();
    let n_linked = beads.iter().filter(|bead| !bead.is_null()).count();
    let open = |severity: Severity| {
        checked
            .findings()
            .filter(|(index, finding)| finding.severity == severity && checked.decisions[*index].is_none())
            .count()
    };
    let decided = checked.decisions.iter().flatten().count();
    let (source, target) = (&opened.aligned.segments.source, &opened.aligned.segments.target);
    let name = isolate_runs(&visible(&opened.interview.name));
    format!(
        "{name} / {} ({}): {}\n  {} against {}, {} linked, {} confirmed, {} stale\n  open: {}, {}, {}; {} decided; {} not checked\n",
        isolate_runs(&visible(&opened.rendering.label)),
        opened.rendering.policy,
        opened.rendering.stage(),
        plural(source.len(), "source segment"),
        target.len(),
        plural(n_linked, "bead"),
        count(BeadStatus::Confirmed) + count(BeadStatus::Pinned),
        count(BeadStatus::Stale),
        plural(open(Severity::Error), "error"),
        plural(open(Severity::Warning), "warning"),
        plural(open(Severity::Info), "note"),
        decided,
        checked.outcome.not_checked.len(),
    )
}
