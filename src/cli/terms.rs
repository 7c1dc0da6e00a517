//! `muqabala terms`: the glossary of a workspace.

use clap::{Args, Subcommand};

use crate::cli::{Exit, Fault, Screen, input, workspace};
use crate::format::glossary;
use crate::lexicon::terms::{Term, starter};
use crate::report::bidi::isolate_runs;
use crate::workbench::Workbench;

/// Keep the glossary: how terms are to be rendered, and how not
#[derive(Debug, Args)]
pub struct Terms {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a term, or replace the one with the same Arabic
    Add(Add),
    /// Remove a term
    Remove {
        /// Its Arabic
        arabic: String,
    },
    /// List the terms
    List {
        /// The shipped starter list instead of the workspace's
        #[arg(long)]
        starter: bool,
    },
    /// Read terms from a file (tsv, csv, tbx; by its ending)
    Import {
        /// The file, or - for stdin
        file: String,
        /// Its format, whatever its ending
        #[arg(long, value_name = "FORMAT")]
        format: Option<String>,
    },
    /// Print the terms for a file
    Export {
        /// tsv, csv or tbx
        #[arg(long, value_name = "FORMAT", default_value = "tsv")]
        format: String,
        /// The shipped starter list instead of the workspace's
        #[arg(long)]
        starter: bool,
    },
    /// Show where a term stands in the workspace
    Where {
        /// Its Arabic, in any of its listed forms, or Arabic that is no term yet
        arabic: String,
    },
}

#[derive(Debug, Args)]
struct Add {
    /// The Arabic term
    arabic: String,
    /// Its English rendering, the preferred one first
    #[arg(required = true)]
    english: Vec<String>,
    /// Another Arabic form, such as a broken plural
    #[arg(long, value_name = "FORM")]
    form: Vec<String>,
    /// A rendering that is wrong
    #[arg(long, value_name = "RENDERING")]
    forbid: Vec<String>,
    /// Words beside which a forbidden rendering is right
    #[arg(long, value_name = "WORDS")]
    unless: Vec<String>,
    /// Why
    #[arg(long, default_value = "", hide_default_value = true)]
    note: String,
}

impl Terms {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        match self.what {
            What::Add(add) => add.run(screen),
            What::Remove { arabic } => {
                let was_there = workspace::open(screen)?.remove_term(&arabic)?;
                if !was_there {
                    return Err(Fault::input(format!("there is no term {arabic}")));
                }
                screen.say("1 term removed");
                Ok(Exit::Clean)
            }
            What::List { starter } => list(screen, starter),
            What::Import { file, format } => import(screen, &file, format.as_deref()),
            What::Export { format, starter } => {
                let format = format_named(&format)?;
                let terms = chosen(screen, starter)?;
                screen.print(&format.write(&terms))?;
                Ok(Exit::Clean)
            }
            What::Where { arabic } => places(screen, &arabic),
        }
    }
}

impl Add {
    fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let mut arabic = vec![self.arabic];
        arabic.extend(self.form);
        let term = Term {
            arabic,
            english: self.english,
            forbidden: self.forbid,
            unless: self.unless,
            note: self.note,
        };
        workspace::open(screen)?.add_terms(&[term])?;
        screen.say("1 term added");
        Ok(Exit::Clean)
    }
}

fn chosen(screen: &mut Screen, is_starter: bool) -> Result<Vec<Term>, Fault> {
    if is_starter {
        return Ok(starter::terms());
    }
    Ok(workspace::open(screen)?.terms()?)
}

fn list(screen: &mut Screen, is_starter: bool) -> Result<Exit, Fault> {
    let terms = chosen(screen, is_starter)?;
    for term in &terms {
        let mut line = format!("{} = {}", term.arabic.join(", "), term.english.join(", "));
        if !term.forbidden.is_empty() {
            line.push_str("; not ");
            line.push_str(&term.forbidden.join(", "));
        }
        if !term.note.is_empty() {
            line.push_str(" (");
            line.push_str(&term.note);
            line.push(')');
        }
        screen.print(&format!("{}\n", isolate_runs(&line)))?;
    }
    if terms.is_empty() {
        screen.say("no term yet; `muqabala terms add ARABIC ENGLISH` adds one");
    }
    Ok(Exit::Clean)
}

fn format_named(name: &str) -> Result<&'static dyn glossary::Format, Fault> {
    glossary::by_name(name)
        .ok_or_else(|| Fault::usage(format!("there is no format {name}; formats are tsv, csv, tbx")))
}

fn import(screen: &mut Screen, file: &str, format: Option<&str>) -> Result<Exit, Fault> {
    let ending = file.rsplit_once('.').map_or("tsv", |(_, ending)| ending);
    let format = format_named(format.unwrap_or(ending))?;
    let input = input::read(file)?;
    let text = String::from_utf8(input.bytes)
        .map_err(|error| Fault::input(format!("{file} is not UTF-8: {}", error.utf8_error())))?;
    let (terms, notes) = format
        .read(&text)
        .map_err(|error| Fault::input(format!("{file}: {error}")))?;
    workspace::open(screen)?.add_terms(&terms)?;
    for note in notes {
        let line = note
            .line
            .map_or_else(String::new, |line| format!(", line {line}"));
        screen.say(&format!("note: {file}{line}: {}", note.message));
    }
    screen.say(&format!("{} terms imported", terms.len()));
    Ok(Exit::Clean)
}

fn places(screen: &mut Screen, arabic: &str) -> Result<Exit, Fault> {
    let mut workbench: Workbench = workspace::open(screen)?;
    let listed = workbench
        .terms()?
        .into_iter()
        .find(|term| term.arabic.iter().any(|form| form == arabic));
    let term = listed.unwrap_or_else(|| Term {
        arabic: vec![arabic.to_owned()],
        ..Term::default()
    });
    let places = workbench.term_places(&term)?;
    for place in &places {
        let text = &place.arabic;
        let marked = format!(
            "{}⟦{}⟧{}",
            text.get(..place.span.start).unwrap_or(""),
            place.span.of(text),
            text.get(place.span.end..).unwrap_or("")
        );
        let lines = format!(
            "{} ({})\n  ar │ {}\n  en │ {}\n",
            place.interview,
            place.rendering,
            isolate_runs(&marked),
            isolate_runs(&place.english)
        );
        screen.print(&lines)?;
    }
    screen.say(&format!("{} places", places.len()));
    Ok(Exit::Clean)
}
