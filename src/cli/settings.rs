//! What is switched on: built in, then `muqabala.toml`, then the command line.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bitext::Severity;
use crate::check::settings::KEYS;
use crate::check::{self, Settings};
use crate::cli::{Exit, Fault, Screen, dictionary};
use crate::store;
use crate::workbench::signing::Signers;

/// Name of the configuration.
pub const FILE: &str = "muqabala.toml";

/// Top-level keys of the configuration that are read here.
const OWN_KEYS: &[&str] = &["author", "dictionaries", "sign-off"];

/// Settings as all layers give them.
#[derive(Debug, Clone, Default)]
pub struct Layered {
    /// The checks' part.
    pub checks: Settings,
    /// Who decides and edits, when the configuration says so.
    pub author: Option<String>,
    /// Who may sign off.
    pub signers: Signers,
    /// The file that was read.
    pub file: Option<PathBuf>,
}

/// The least severity that makes a command fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Only errors
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Info,
    /// Nothing
    Never,
}

impl FailOn {
    /// How a command ends whose gravest finding is this one.
    pub fn exit(self, worst: Option<Severity>) -> Exit {
        let least = match self {
            FailOn::Never => return Exit::Clean,
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
        };
        match worst {
            Some(worst) if worst >= least => Exit::Findings,
            _ => Exit::Clean,
        }
    }
}

/// Reads the configuration of the workspace that the current folder lies in, or of the folder.
///
/// # Errors
///
/// [`Fault`] with the exit code and what is wrong.
pub fn load(screen: &mut Screen) -> Result<Layered, Fault> {
    let here = Path::new(".");
    let folder = store::disk::find(here).unwrap_or_else(|_| here.to_path_buf());
    let path = folder.join(FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Layered::default()),
        Err(error) => return Err(Fault::input(format!("{}: {error}", path.display()))),
    };
    let mut layered = Layered::default();
    let (notes, result) = layered.checks.apply(&text, FILE);
    result.map_err(|error| Fault::input(error.to_string()))?;
    for note in notes {
        let line = note
            .line
            .map_or_else(String::new, |line| format!(", line {line}"));
        screen.say(&format!("note: {FILE}{line}: {}", note.message));
    }
    layered.read_own(&text, &folder, screen)?;
    layered.file = Some(path);
    Ok(layered)
}

impl Layered {
    fn read_own(&mut self, text: &str, folder: &Path, screen: &mut Screen) -> Result<(), Fault> {
        let table: toml::Table =
            toml::from_str(text).map_err(|error| Fault::input(format!("{FILE}: {}", error.message())))?;
        for (key, value) in &table {
            match (key.as_str(), value) {
                ("author", toml::Value::String(author)) => self.author = Some(author.clone()),
                ("author", _) => {
                    return Err(Fault::input(format!(
                        "{FILE}: author is {value}, expected a text"
                    )));
                }
                ("dictionaries", toml::Value::Array(files)) => {
                    for file in files {
                        let toml::Value::String(file) = file else {
                            return Err(Fault::input(format!(
                                "{FILE}: dictionaries has {file}, expected paths of files"
                            )));
                        };
                        dictionary::add(&mut self.checks, file, folder)?;
                    }
                }
                ("dictionaries", _) => {
                    return Err(Fault::input(format!(
                        "{FILE}: dictionaries is {value}, expected a list of files"
                    )));
                }
                ("sign-off", value) => {
                    let name = value.as_str().and_then(Signers::from_name);
                    self.signers = name.ok_or_else(|| {
                        Fault::input(format!(
                            "{FILE}: sign-off is {value}, expected \"anyone\" or \"another\""
                        ))
                    })?;
                }
                (key, _) if KEYS.contains(&key) => {}
                (key, _) => screen.say(&format!(
                    "note: {FILE}: {key} is not known; keys are {}, {}",
                    KEYS.join(", "),
                    OWN_KEYS.join(", ")
                )),
            }
        }
        Ok(())
    }
}

/// The id of a check, or a fault that names the nearest one.
///
/// # Errors
///
/// [`Fault`] with the exit code and what is wrong.
pub fn known_check(id: &str) -> Result<&'static dyn check::Check, Fault> {
    check::by_id(id).ok_or_else(|| {
        let near = check::CHECKS
            .iter()
            .map(|check| check.meta().id)
            .map(|known| (similarity(id, known), known))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(share, _)| *share >= 0.6);
        let fault = Fault::usage(format!("there is no check called {id}"));
        match near {
            Some((_, known)) => fault.hint(format!("did you mean {known}? `muqabala rules` lists all")),
            None => fault.hint("`muqabala rules` lists all"),
        }
    })
}

fn similarity(a: &str, b: &str) -> f32 {
    similar::TextDiff::from_chars(a, b).ratio()
}
