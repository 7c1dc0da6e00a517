//! `muqabala fsck`, `repair`, `backup`, `restore-backup`, `compact`, `doctor`: the care of a store.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::output::{self, Replace};
use crate::cli::{Exit, Fault, Screen, settings, workspace};
use crate::report::bidi::{isolate_runs, visible};
use crate::report::human::plural;
use crate::store::repair::{self, size};
use crate::store::{FOLDER, Holder, backup, disk, marker, verify};

/// Look through the store: checksums, counts, references, texts, alignments; changes nothing
#[derive(Debug, Args)]
pub struct Fsck {
    /// Make anew what is worked out from other records: the names of interviews, what checks found
    #[arg(long)]
    rebuild: bool,
}

/// Make a damaged store whole from what can be read of it; the damaged one is kept
#[derive(Debug, Args)]
pub struct Repair {}

/// Write all of the store into one compressed file
#[derive(Debug, Args)]
pub struct Backup {
    /// Where to write; - for stdout
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Replace a file that this program did not write
    #[arg(long)]
    force: bool,
}

/// Put a backup in the place of the store, which is kept; without a workspace here, make one of it
#[derive(Debug, Args)]
pub struct RestoreBackup {
    /// A file that `backup` wrote, or the number of one in .muqabala/backups
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Give room back that the store no longer uses
#[derive(Debug, Args)]
pub struct Compact {}

/// Say how the workspace is: version, size, room, backups, who has it, what is damaged
#[derive(Debug, Args)]
pub struct Doctor {}

fn here(screen: &mut Screen) -> Result<(PathBuf, Holder), Fault> {
    let folder = disk::find(Path::new("."))?;
    let author = settings::load(screen)?.author;
    let session = workspace::session(screen, author);
    Ok((folder, session.holder()))
}

/// What is found in the store, through the review page's server if that has it.
fn look(workspace: &Path, holder: &Holder, screen: &mut Screen) -> Result<verify::Report, Fault> {
    #[cfg(unix)]
    if let Some(store) = crate::store::relay::RelayStore::connect(workspace)? {
        screen.say(
            "note: read through the server of the review page; its files are looked at when it has ended",
        );
        return Ok(verify::look_at(&store)?);
    }
    #[cfg(not(unix))]
    let _ = &screen;
    Ok(repair::look(workspace, holder)?)
}

fn counted(report: &verify::Report) -> String {
    let kinds = [
        (b'i', "interview"),
        (b'r', "revision"),
        (b'a', "alignment"),
        (b'e', "event"),
    ];
    let count = |kind: u8| report.counts.get(&kind).copied().unwrap_or(0);
    let each: Vec<String> = kinds
        .iter()
        .map(|(kind, noun)| plural(usize::try_from(count(*kind)).unwrap_or(usize::MAX), noun))
        .collect();
    format!("{} records: {}", report.records(), each.join(", "))
}

impl Fsck {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let (folder, holder) = here(screen)?;
        if self.rebuild {
            let mut store = disk::DiskStore::open(&folder, holder.clone())?;
            let n = repair::rebuild(&mut store)?;
            screen.say(&format!("{} made anew or taken away", plural(n, "name")));
        }
        let report = look(&folder, &holder, screen)?;
        for fault in &report.faults {
            let line = isolate_runs(&visible(&format!("{}: {}", fault.about, fault.what)));
            screen.print(&format!("{line}\n"))?;
        }
        screen.print(&format!("{}\n", counted(&report)))?;
        if report.unused > 0 {
            screen.say(&format!(
                "note: {} pieces of texts are not used any more; `muqabala compact` keeps them, they do no harm",
                report.unused
            ));
        }
        if report.faults.is_empty() {
            screen.print("the store is sound\n")?;
            return Ok(Exit::Clean);
        }
        let fault = Fault::new(
            Exit::Store,
            format!("the store has {}", plural(report.faults.len(), "fault")),
        );
        Err(if report.faults.iter().all(|fault| fault.is_derived) {
            fault.hint("`muqabala fsck --rebuild` makes anew what is worked out from other records")
        } else {
            fault.hint("`muqabala repair` makes it whole from what can be read, and keeps the damaged one")
        })
    }
}

impl Repair {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let (folder, holder) = here(screen)?;
        let repaired = repair::repair(&folder, &holder)?;
        for source in &repaired.sources {
            screen.say(&format!("taken from: {source}"));
        }
        screen.say(&format!(
            "the damaged store is kept in {}",
            repaired.aside.display()
        ));
        for lost in &repaired.lost {
            screen.print(&format!("lost: {}\n", isolate_runs(&visible(lost))))?;
        }
        let lost = match repaired.lost.len() {
            0 => "nothing is lost".to_owned(),
            n => format!("{} lost, named above", plural(n, "thing")),
        };
        screen.print(&format!("{} records; {lost}\n", repaired.records))?;
        Ok(Exit::Clean)
    }
}

impl Backup {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let mut bench = workspace::open(screen)?;
        let (bytes, records) = bench.backup()?;
        if self.file == Path::new("-") {
            screen.print_bytes(&bytes)?;
            return Ok(Exit::Clean);
        }
        let replace = if self.force { Replace::Any } else { Replace::Own };
        output::write(&self.file, &bytes, replace)?;
        screen.say(&format!(
            "{}: {records} records, {} bytes; `muqabala restore-backup` brings them back",
            self.file.display(),
            bytes.len()
        ));
        Ok(Exit::Clean)
    }
}

impl RestoreBackup {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let author = settings::load(screen)?.author;
        let session = workspace::session(screen, author);
        let folder = match disk::find(Path::new(".")) {
            Ok(folder) => folder,
            Err(_) => PathBuf::from("."),
        };
        let path = self.path(&folder)?;
        let (about, records, aside) =
            repair::restore(&folder, &path, (&session.holder(), session.new_id()?))?;
        screen.say(&format!(
            "{records} records of commit {}, backed up {}, are the store now",
            about.commit, about.made
        ));
        if let Some(aside) = aside {
            screen.say(&format!(
                "the store that was there is kept in {}",
                aside.display()
            ));
        }
        Ok(Exit::Clean)
    }

    /// A number stands for the backup of that number, where there is no file of that name.
    fn path(&self, folder: &Path) -> Result<PathBuf, Fault> {
        let number = self.file.to_str().and_then(|text| text.parse::<u32>().ok());
        let (Some(number), false) = (number, self.file.exists()) else {
            return Ok(self.file.clone());
        };
        let numbered = backup::numbered(&folder.join(FOLDER));
        let known: Vec<String> = numbered.iter().map(|one| one.number.to_string()).collect();
        numbered
            .into_iter()
            .find(|one| one.number == number)
            .map(|one| one.path)
            .ok_or_else(|| {
                Fault::input(format!(
                    "there is no backup {number}; there are: {}",
                    known.join(", ")
                ))
            })
    }
}

impl Compact {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let (folder, holder) = here(screen)?;
        let (before, after) = repair::compact(&folder, &holder)?;
        screen.say(&format!("the database had {before} bytes and has {after} now"));
        Ok(Exit::Clean)
    }
}

impl Doctor {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        screen.print(&format!("program    muqabala {}\n", env!("CARGO_PKG_VERSION")))?;
        let (workspace, _) = here(screen)?;
        let folder = workspace.join(FOLDER);
        screen.print(&format!("workspace  {}\n", workspace.display()))?;
        match marker::read(&folder)? {
            Some(known) => screen.print(&format!(
                "store      {}, format {}, made {}, commit {}\n",
                known.store, known.format, known.created, known.commit
            ))?,
            None => screen.print("store      workbench.json is missing\n")?,
        }
        for (what, name) in [("database", "db"), ("backups", "backups"), ("aside", "aside")] {
            screen.print(&format!("{what:<11}{} bytes\n", size(&folder.join(name))))?;
        }
        let room = if folder.join("reserve").exists() {
            "kept"
        } else {
            "given up: the disk is full or nearly so"
        };
        screen.print(&format!("reserve    {room}\n"))?;
        for one in backup::numbered(&folder) {
            let state = match backup::check(&one.path) {
                Ok((about, records)) => format!("sound, commit {}, {records} records", about.commit),
                Err(error) => error.to_string(),
            };
            screen.print(&format!(
                "backup {:<4}{} {}: {state}\n",
                one.number, one.made, one.reason
            ))?;
        }
        Fsck { rebuild: false }.run(screen)
    }
}
