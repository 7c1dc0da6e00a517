//! `muqabala add`: imports an interview, or another rendering of one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::bitext::Policy;
use crate::cli::texts::{self, Reader};
use crate::cli::{Exit, Fault, Screen, input, settings, workspace};
use crate::report::human::{self, plural};
use crate::store::{self, disk};
use crate::workbench::{self, Added, NewRendering, Outcome, Workbench};

/// Import a transcript with its rendering, or another rendering of an interview
///
/// The texts are read, cut into segments and aligned. A file whose text is known already
/// changes nothing; a changed one becomes a new revision, and what people decided lives on.
#[derive(Debug, Args)]
pub struct Add {
    /// SOURCE RENDERING with --id, or RENDERING with --to
    #[arg(value_name = "FILE", required = true, num_args = 1..=2)]
    files: Vec<String>,

    /// Name of the interview
    #[arg(
        long,
        value_name = "NAME",
        required_unless_present = "to",
        conflicts_with = "to"
    )]
    id: Option<String>,

    /// The interview that the rendering belongs to
    #[arg(long, value_name = "NAME")]
    to: Option<String>,

    /// What to call the rendering (else its file's name)
    #[arg(long, value_name = "LABEL")]
    label: Option<String>,

    /// What the rendering is: full, excerpt or article
    #[arg(long, value_name = "POLICY", value_parser = texts::policy)]
    policy: Option<Policy>,

    /// Work in the workspace of DIR; make one there when there is none
    #[arg(long, value_name = "DIR")]
    init: Option<PathBuf>,

    /// Then report what the checks find; the exit code stays 0
    #[arg(long)]
    check: bool,

    #[command(flatten)]
    reader: Reader,

    /// Title of the interview
    #[arg(long)]
    title: Option<String>,

    /// Its date, as 2024-12-02
    #[arg(long)]
    date: Option<String>,

    /// Where it is from: an address, an archive number
    #[arg(long)]
    source: Option<String>,

    /// Who broadcast or printed it
    #[arg(long)]
    channel: Option<String>,

    /// Who speaks
    #[arg(long)]
    speaker: Option<String>,
}

impl Add {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let about = self.about()?;
        let (mut bench, added) = match (&self.id, &self.to, self.files.as_slice()) {
            (Some(name), _, [source, rendering]) => {
                check_name(name)?;
                let source = self.reader.incoming(source)?;
                let rendering = self.rendering(rendering)?;
                let mut bench = self.bench(screen)?;
                let added = bench.add(name, &source, &rendering, about)?;
                (bench, added)
            }
            (_, Some(name), [rendering]) => {
                let rendering = self.rendering(rendering)?;
                let mut bench = self.bench(screen)?;
                let added = bench.add_to(name, &rendering)?;
                (bench, added)
            }
            (Some(_), _, _) => return Err(Fault::usage("--id needs SOURCE and RENDERING")),
            _ => return Err(Fault::usage("--to needs one RENDERING")),
        };
        say(&added, screen);
        if self.check {
            let name = self.id.as_deref().or(self.to.as_deref()).unwrap_or_default();
            for opened in bench.opened_all(name, self.label.as_deref())? {
                screen.paint(&human::report(&bench.check(&opened), human::Options::default()))?;
            }
        }
        Ok(Exit::Clean)
    }

    /// The workspace to work in. Files were read before: `--init` does not move their paths.
    fn bench(&self, screen: &mut Screen) -> Result<Workbench, Fault> {
        let Some(dir) = &self.init else {
            return workspace::open(screen);
        };
        std::fs::create_dir_all(dir).map_err(|error| Fault::input(format!("{}: {error}", dir.display())))?;
        input::enter(dir)?;
        if disk::find(Path::new(".")).is_ok() {
            return workspace::open(screen);
        }
        let layered = settings::load(screen)?;
        let session = workspace::session(screen, layered.author);
        match Workbench::init(Path::new("."), session, layered.checks) {
            // Another command was quicker.
            Err(workbench::Error::Store(store::Error::AlreadyThere(_))) => workspace::open(screen),
            made => Ok(made?),
        }
    }

    fn rendering(&self, path: &str) -> Result<NewRendering, Fault> {
        Ok(NewRendering {
            file: self.reader.incoming(path)?,
            label: self.label.clone(),
            policy: self.policy,
        })
    }

    fn about(&self) -> Result<BTreeMap<String, String>, Fault> {
        if let Some(date) = &self.date {
            date.parse::<jiff::civil::Date>()
                .map_err(|_| Fault::usage(format!("--date is {date:?}, expected a date as 2024-12-02")))?;
        }
        let given = [
            ("title", &self.title),
            ("date", &self.date),
            ("source", &self.source),
            ("channel", &self.channel),
            ("speaker", &self.speaker),
        ];
        Ok(given
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), value.clone()?)))
            .collect())
    }
}

/// A name is one line that a command line can carry.
pub(crate) fn check_name(name: &str) -> Result<(), Fault> {
    let is_fine = !name.trim().is_empty() && name.len() <= 200 && !name.chars().any(char::is_control);
    if is_fine && !name.starts_with('-') {
        return Ok(());
    }
    Err(Fault::usage(format!(
        "{name:?} cannot be a name, expected 1 to 200 bytes on one line, not beginning with -"
    )))
}

/// Says what became of the files.
fn say(added: &Added, screen: &mut Screen) {
    for reading in &added.readings {
        texts::say_receipt(reading, screen);
    }
    for note in &added.notes {
        screen.say(&format!("note: {note}"));
    }
    let became = |outcome: Outcome| match outcome {
        Outcome::New => "new".to_owned(),
        Outcome::Revision(number) => format!("revision {number}"),
        Outcome::Unchanged => "unchanged".to_owned(),
    };
    let mut parts = Vec::new();
    if let Some(transcript) = added.transcript {
        parts.push(format!("transcript {}", became(transcript)));
    }
    parts.push(format!("rendering {} {}", added.label, became(added.rendering)));
    if let Some(aligned) = &added.aligned {
        parts.push(plural(aligned.alignment.beads().len(), "bead"));
    }
    if added.carried > 0 {
        parts.push(format!("{} carried over", plural(added.carried, "decision")));
    }
    screen.say(&format!("{}: {}", added.interview, parts.join(", ")));
}
