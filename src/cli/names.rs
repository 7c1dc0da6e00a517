//! `muqabala names`: the authority list of a workspace.

use clap::{Args, Subcommand};

use crate::cli::{Exit, Fault, Screen, input, workspace};
use crate::format::name_list;
use crate::lexicon::names::{Name, NameList};
use crate::lexicon::romanise::arabic_key;
use crate::report::bidi::isolate_runs;
use crate::workbench::Learnt;

/// Keep the name list: how names are to be spelt in Latin letters
#[derive(Debug, Args)]
pub struct Names {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a name, or replace the one with the same Arabic
    Add(Add),
    /// Remove a name
    Remove {
        /// Its Arabic
        arabic: String,
    },
    /// List the names
    List {
        /// The shipped list of public names instead of the workspace's
        #[arg(long)]
        public: bool,
    },
    /// Read names from a file of tab-separated values
    Import {
        /// The file, or - for stdin
        file: String,
    },
    /// Print the names for a file
    Export {
        /// The shipped list of public names instead of the workspace's
        #[arg(long)]
        public: bool,
    },
    /// Propose names that recur in confirmed beads, as a file that `import` reads
    Suggest {
        /// In how many places a name must stand
        #[arg(long, value_name = "TIMES", default_value = "2")]
        least: usize,
    },
    /// Add names that `suggest` proposes
    Learn {
        /// Their Arabic; all of them when none is given
        arabic: Vec<String>,
        /// In how many places a name must stand
        #[arg(long, value_name = "TIMES", default_value = "2")]
        least: usize,
    },
}

#[derive(Debug, Args)]
struct Add {
    /// The Arabic form
    arabic: String,
    /// The preferred Latin form
    latin: String,
    /// Another Latin form that is accepted
    #[arg(long = "variant", value_name = "FORM")]
    variants: Vec<String>,
    /// What it names: person, place, party …
    #[arg(long, default_value = "", hide_default_value = true)]
    kind: String,
    /// Anything to remember
    #[arg(long, default_value = "", hide_default_value = true)]
    note: String,
}

impl Names {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        match self.what {
            What::Add(add) => {
                let name = add.name()?;
                workspace::open(screen)?.add_names(&[name])?;
                screen.say("1 name added");
            }
            What::Remove { arabic } => {
                if !workspace::open(screen)?.remove_name(&arabic)? {
                    return Err(Fault::input(format!("there is no name {arabic}")));
                }
                screen.say("1 name removed");
            }
            What::List { public } => list(screen, public)?,
            What::Import { file } => {
                let input = input::read(&file)?;
                let names = name_list::read(&input.bytes)
                    .map_err(|error| Fault::input(format!("{}, {error}", input.path)))?;
                workspace::open(screen)?.add_names(&names)?;
                screen.say(&counted(names.len(), "imported"));
            }
            What::Export { public } => {
                let names = chosen(screen, public)?;
                screen.print(&name_list::write(&names))?;
            }
            What::Suggest { least } => suggest(screen, least)?,
            What::Learn { arabic, least } => learn(screen, &arabic, least)?,
        }
        Ok(Exit::Clean)
    }
}

impl Add {
    fn name(self) -> Result<Name, Fault> {
        let name = Name {
            arabic: self.arabic,
            latin: self.latin,
            variants: self.variants,
            kind: self.kind,
            note: self.note,
        };
        // What the list could not read back is not taken.
        let read = name_list::read(name.line().as_bytes()).map_err(|error| {
            let error = error.to_string();
            Fault::input(
                error
                    .split_once(": ")
                    .map_or(error.clone(), |(_, what)| what.to_owned()),
            )
        })?;
        read.into_iter()
            .next()
            .ok_or_else(|| Fault::input("the name is empty"))
    }
}

fn counted(number: usize, done: &str) -> String {
    let names = if number == 1 { "name" } else { "names" };
    format!("{number} {names} {done}")
}

fn chosen(screen: &mut Screen, public: bool) -> Result<Vec<Name>, Fault> {
    if public {
        return Ok(NameList::public().names().to_vec());
    }
    Ok(workspace::open(screen)?.names()?)
}

fn list(screen: &mut Screen, public: bool) -> Result<(), Fault> {
    let names = chosen(screen, public)?;
    for name in &names {
        let mut line = format!("{} = {}", name.arabic, name.latin);
        if !name.variants.is_empty() {
            line.push_str("; also ");
            line.push_str(&name.variants.join(", "));
        }
        let remarks: Vec<&str> = [name.kind.as_str(), name.note.as_str()]
            .into_iter()
            .filter(|remark| !remark.is_empty())
            .collect();
        if !remarks.is_empty() {
            line.push_str(" (");
            line.push_str(&remarks.join("; "));
            line.push(')');
        }
        screen.print(&format!("{}\n", isolate_runs(&line)))?;
    }
    if names.is_empty() {
        screen.say("no name yet; `muqabala names add ARABIC LATIN` adds one");
    }
    Ok(())
}

fn suggest(screen: &mut Screen, least: usize) -> Result<(), Fault> {
    let learnt = workspace::open(screen)?.learnt_names(least)?;
    if learnt.is_empty() {
        screen.say("no name recurs in confirmed beads; `muqabala confirm` confirms beads");
        return Ok(());
    }
    let names: Vec<Name> = learnt.into_iter().map(with_times).collect();
    screen.print(&name_list::write(&names))?;
    screen.say(&format!(
        "{}; `muqabala names learn` adds them",
        counted(names.len(), "proposed")
    ));
    Ok(())
}

/// The name with how often it was seen as its note.
fn with_times(learnt: Learnt) -> Name {
    Name {
        note: format!("{} places", learnt.times),
        ..learnt.name
    }
}

fn learn(screen: &mut Screen, arabic: &[String], least: usize) -> Result<(), Fault> {
    let mut bench = workspace::open(screen)?;
    let proposed: Vec<Name> = bench
        .learnt_names(least)?
        .into_iter()
        .map(|learnt| learnt.name)
        .collect();
    let key_of = |name: &Name| arabic_key(&name.arabic);
    if let Some(unknown) = arabic
        .iter()
        .find(|wanted| !proposed.iter().any(|name| key_of(name) == arabic_key(wanted)))
    {
        return Err(
            Fault::input(format!("{unknown} is not proposed; nothing was added"))
                .hint("`muqabala names suggest` shows what is"),
        );
    }
    let wanted: Vec<Name> = proposed
        .into_iter()
        .filter(|name| arabic.is_empty() || arabic.iter().any(|wanted| arabic_key(wanted) == key_of(name)))
        .collect();
    bench.add_names(&wanted)?;
    screen.say(&counted(wanted.len(), "added"));
    Ok(())
}
