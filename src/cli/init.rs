//! `muqabala init`: makes a workspace.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Exit, Fault, Screen, settings, workspace};
use crate::workbench::Workbench;

/// Make a workspace: a folder .muqabala that remembers interviews and decisions
#[derive(Debug, Args)]
pub struct Init {
    /// Where; made when it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

impl Init {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let layered = settings::load(screen)?;
        std::fs::create_dir_all(&self.folder)
            .map_err(|error| Fault::input(format!("{}: {error}", self.folder.display())))?;
        let session = workspace::session(screen, layered.author);
        drop(Workbench::init(&self.folder, session, layered.checks)?);
        let shown = if self.folder == Path::new(".") {
            "this folder".to_owned()
        } else {
            self.folder.display().to_string()
        };
        screen.say(&format!(
            "{shown} is a workspace now; next: muqabala add SOURCE RENDERING --id NAME"
        ));
        Ok(Exit::Clean)
    }
}
