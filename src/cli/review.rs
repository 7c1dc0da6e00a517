//! `muqabala review`: serves the review page on this machine.

use std::net::IpAddr;
use std::path::Path;
use std::process::{Command, Stdio};

use clap::Args;

use crate::cli::{Exit, Fault, Screen, workspace};
use crate::store::disk;
use crate::web::{self, Options, Workspace};

/// Serve the review page for this workspace and open it in the browser
///
/// The first line on stdout is the page's address with its token. The page answers only to that
/// token; it is served until Ctrl-C. Other commands work on the workspace meanwhile.
#[derive(Debug, Args)]
pub struct Review {
    /// The interview to show first
    #[arg(value_name = "NAME")]
    name: Option<String>,

    /// Which of its renderings
    #[arg(long, value_name = "LABEL", requires = "name")]
    rendering: Option<String>,

    /// Port to serve on; 0 takes a free one
    #[arg(long, value_name = "N", default_value = "0")]
    port: u16,

    /// Address to serve on; one that other machines reach needs a password
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    bind: IpAddr,

    /// File whose first line is the password that the browser asks for
    #[arg(long, value_name = "FILE")]
    password_file: Option<std::path::PathBuf>,

    /// Do not open the browser
    #[arg(long)]
    no_open: bool,
}

impl Review {
    /// Runs the command until it is interrupted.
    ///
    /// # Errors
    ///
    /// [`Fault`] when the workspace, the interview or the address cannot be used.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let password = self.password_file.as_deref().map(password).transpose()?;
        if !self.bind.is_loopback() && password.is_none() {
            return Err(Fault::usage(web::Error::NoPassword(self.bind).to_string())
                .hint("`--password-file FILE` sets one"));
        }
        let bench = workspace::open(screen)?;
        let first = match &self.name {
            Some(name) => {
                let interview = bench.interview(name)?;
                let rendering = match &self.rendering {
                    Some(label) => interview.rendering(Some(label))?,
                    None => first_rendering(&interview)?,
                };
                Some((interview.name.clone(), rendering.label.clone()))
            }
            None => None,
        };
        let options = Options {
            bind: self.bind,
            port: self.port,
            password,
            first,
            workspace: Some(Workspace {
                folder: disk::find(Path::new("."))?,
                elsewhere: std::env::temp_dir(),
            }),
        };
        let mut shown = Ok(());
        web::serve(bench, options, |address| {
            shown = screen
                .print(&format!("{address}\n"))
                .and_then(|()| screen.finish());
            screen.say("serving the review page; Ctrl-C ends it");
            if !self.no_open {
                open_browser(address);
            }
        })
        .map_err(|error| match error {
            web::Error::Store(error) => Fault::from(error),
            error => Fault::input(error.to_string()),
        })?;
        shown.map(|()| Exit::Clean)
    }
}

/// The rendering that was added first.
fn first_rendering(interview: &crate::workbench::Interview) -> Result<&crate::review::Rendering, Fault> {
    match interview.state.renderings.values().next() {
        Some(rendering) => Ok(rendering),
        None => Ok(interview.rendering(None)?),
    }
}

fn password(path: &Path) -> Result<String, Fault> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Fault::input(format!("{}: {error}", path.display())))?;
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(line.to_owned()),
        _ => Err(Fault::input(format!(
            "{}: its first line is empty, expected a password",
            path.display()
        ))),
    }
}

/// Opens the address with what the system opens addresses with; that there is none is no fault,
/// for the address was printed.
fn open_browser(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(opener);
    command
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    drop(command.spawn());
}
