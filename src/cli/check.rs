//! `muqabala check`: says what is wrong, with evidence.

use std::path::Path;

use clap::{Args, ValueEnum};

use crate::check::{Profile, Settings};
use crate::cli::settings::{FailOn, known_check};
use crate::cli::texts::{self, Claim, Reader};
use crate::cli::{Exit, Fault, Screen, dictionary, pairs, settings, workspace};
use crate::report::finding::{Line, Lines};
use crate::report::human;
use crate::workbench::{Checked, Prepared, steps};

/// Check a rendering against its source, one text alone, or separate pairs
///
/// With SOURCE and TARGET two files are read, aligned and checked, and nothing is remembered.
/// With the NAME of an interview its renderings are checked as the workspace has them; without
/// any argument all interviews are.
#[derive(Debug, Args)]
pub struct Check {
    /// SOURCE and TARGET, or the NAME of an interview
    #[arg(value_name = "TEXT", num_args = 0..=2, conflicts_with_all = ["only", "pairs"])]
    texts: Vec<String>,

    /// Look at one text alone: spelling and form; - for stdin
    #[arg(long, value_name = "FILE", conflicts_with = "pairs")]
    only: Option<String>,

    /// Judge every line of FILE alone: {"id", "ar", "en", "direction": "ar-en" or "en-ar"}
    #[arg(long, value_name = "FILE")]
    pairs: Option<String>,

    /// Of an interview, only this rendering
    #[arg(long, value_name = "LABEL")]
    rendering: Option<String>,

    /// Show dismissed findings too
    #[arg(long)]
    dismissed: bool,

    #[command(flatten)]
    reader: Reader,

    #[command(flatten)]
    claim: Claim,

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

    /// A list of words that are never misspelt, the .dic file of a Hunspell dictionary, or the name of
    /// an installed one (ar)
    #[arg(long, value_name = "FILE")]
    dict: Vec<String>,

    /// Give findings of meaning no second opinion: faster, and more of them are wrong
    #[arg(long)]
    no_reader: bool,

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
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn settings(&self, screen: &mut Screen) -> Result<Settings, Fault> {
        self.over(settings::load(screen)?.checks)
    }

    /// These settings with those of the command line on top.
    fn over(&self, mut settings: Settings) -> Result<Settings, Fault> {
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
        if self.no_reader {
            settings.set_reader(false, "command line");
        }
        for file in &self.dict {
            dictionary::add(&mut settings, file, Path::new(""))?;
        }
        Ok(settings)
    }
}

impl Check {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        if let Some(file) = &self.pairs {
            let settings = self.judging.settings(screen)?;
            return pairs::run(file, &self.judging, &settings, screen);
        }
        let all = match (&self.only, self.texts.as_slice()) {
            (Some(file), _) => {
                let settings = self.judging.settings(screen)?;
                let reading = self.reader.read(file, screen)?;
                vec![steps::check_alone(&reading, &settings)]
            }
            (None, [source, target]) => {
                let settings = self.judging.settings(screen)?;
                let files = (source.as_str(), target.as_str());
                let (aligned, _) = texts::align(files, &self.reader, &self.claim, screen)?;
                vec![steps::check(&aligned, &settings)]
            }
            (None, names) => self.interviews(names.first(), screen)?,
        };
        self.print(&all, screen)?;
        Ok(self
            .judging
            .fail_on
            .exit(all.iter().filter_map(Checked::worst).max()))
    }

    /// The renderings of one interview, or of all.
    fn interviews(&self, name: Option<&String>, screen: &mut Screen) -> Result<Vec<Checked>, Fault> {
        let mut layered = settings::load(screen)?;
        layered.checks = self.judging.over(layered.checks)?;
        let opened = workspace::open_with(screen, layered).and_then(|mut bench| {
            let names = match name {
                Some(name) => vec![name.clone()],
                None => bench
                    .interviews()?
                    .into_iter()
                    .map(|interview| interview.name)
                    .collect(),
            };
            let mut all = Vec::new();
            for name in names {
                for opened in bench.opened_all(&name, self.rendering.as_deref())? {
                    all.push(bench.prepare(opened));
                }
            }
            // Others may have the store while the checks run.
            bench.let_go();
            Ok(all.iter().map(Prepared::check).collect())
        });
        opened.map_err(|fault| match name {
            Some(name) if std::path::Path::new(name).is_file() => fault.hint(format!(
                "{name} is a file: `check SOURCE TARGET` takes two, `check --only {name}` one"
            )),
            _ => fault,
        })
    }

    fn print(&self, all: &[Checked], screen: &mut Screen) -> Result<(), Fault> {
        let shown = |checked: &Checked, index: usize| self.dismissed || !checked.is_dismissed(index);
        let mut array: Vec<Line> = Vec::new();
        for checked in all {
            if self.judging.format == Format::Human {
                let options = human::Options {
                    dismissed: self.dismissed,
                };
                screen.paint(&human::report(checked, options))?;
                continue;
            }
            let lines = Lines::of(checked);
            for (index, finding) in checked.findings().filter(|(index, _)| shown(checked, *index)) {
                let line = lines.line(index, finding, None);
                match self.judging.format {
                    Format::Json => array.push(line),
                    _ => screen.print(&format!("{}\n", pairs::json(&line)?))?,
                }
            }
            for missed in human::not_checked(checked).lines() {
                screen.say(missed);
            }
            screen.say(human::summary(checked).trim_end());
        }
        if self.judging.format == Format::Json {
            screen.print(&format!("{}\n", pairs::json(&array)?))?;
        }
        Ok(())
    }
}
