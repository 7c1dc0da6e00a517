//! `muqabala check`: says what is wrong, with evidence.

use clap::{Args, ValueEnum};

use crate::check::Profile;
use crate::check::Settings;
use crate::cli::settings::{FailOn, known_check};
use crate::cli::{Exit, Fault, Screen, pairs, settings};

/// Check a rendering against its source, one text alone, or separate pairs
#[derive(Debug, Args)]
pub struct Check {
    /// Judge every line of FILE alone: {"id", "ar", "en", "direction": "ar-en" or "en-ar"}
    #[arg(long, value_name = "FILE")]
    pairs: Option<String>,

    #[command(flatten)]
    judging: Judging,
}

/// What is looked for and how it is said.
#[derive(Debug, Args)]
pub struct Judging {
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,

    /// Least severity that gives exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    pub fail_on: FailOn,

    /// How much to say: default, strict or quiet
    #[arg(long, value_name = "PROFILE", value_parser = profile)]
    profile: Option<Profile>,

    /// Run only these checks
    #[arg(long, value_name = "CHECK")]
    rule: Vec<String>,

    /// Leave these checks out
    #[arg(long, value_name = "CHECK")]
    without: Vec<String>,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// One JSON object a line
    Jsonl,
    /// One JSON array
    Json,
}

fn profile(name: &str) -> Result<Profile, String> {
    Profile::from_name(name).ok_or_else(|| "expected default, strict or quiet".to_owned())
}

impl Judging {
    /// The settings of the configuration with those of the command line on top.
    pub fn settings(&self, screen: &mut Screen) -> Result<Settings, Fault> {
        let mut settings = settings::load(screen)?.checks;
        if let Some(profile) = self.profile {
            settings.profile = profile;
        }
        for id in self.rule.iter().chain(&self.without) {
            known_check(id)?;
        }
        if !self.rule.is_empty() {
            for check in crate::check::CHECKS {
                let id = check.meta().id;
                settings.set_on(id, self.rule.iter().any(|rule| rule == id), "command line");
            }
        }
        for id in &self.without {
            settings.set_on(id, false, "command line");
        }
        Ok(settings)
    }
}

impl Check {
    /// Runs the command.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let settings = self.judging.settings(screen)?;
        match &self.pairs {
            Some(file) => pairs::run(file, &self.judging, &settings, screen),
            None => Err(Fault::usage("nothing to check; expected --pairs FILE")),
        }
    }
}
