//! `muqabala words`: the words of a workspace that are never misspelt.

use clap::{Args, Subcommand};

use crate::cli::{Exit, Fault, Screen, input, workspace};
use crate::format::word_list;

/// Keep the word list: words that are never misspelt
#[derive(Debug, Args)]
pub struct Words {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add words, Arabic or English
    Add {
        /// The words
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Remove words
    Remove {
        /// The words
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// List the words, one a line
    List,
    /// Read words from a file, one a line
    Import {
        /// The file, or - for stdin
        file: String,
    },
    /// Print the words for a file
    Export,
}

impl Words {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        match self.what {
            What::Add { words } => {
                let words: Vec<String> = words.iter().map(|word| word_of(word)).collect::<Result<_, _>>()?;
                workspace::open(screen)?.add_words(&words)?;
                screen.say(&counted(words.len(), "added"));
            }
            What::Remove { words } => {
                let missing = workspace::open(screen)?.remove_words(&words)?;
                if !missing.is_empty() {
                    let missing = missing.join(", ");
                    return Err(Fault::input(format!(
                        "not in the list: {missing}; nothing was removed"
                    )));
                }
                screen.say(&counted(words.len(), "removed"));
            }
            What::List => {
                let words = workspace::open(screen)?.words()?;
                screen.print(&word_list::write(words.iter().map(String::as_str)))?;
                if words.is_empty() {
                    screen.say("no word yet; `muqabala words add WORD` adds one");
                }
            }
            What::Import { file } => {
                let input = input::read(&file)?;
                let words = word_list::read(&input.bytes)
                    .map_err(|error| Fault::input(format!("{}, {error}", input.path)))?;
                workspace::open(screen)?.add_words(&words)?;
                screen.say(&counted(words.len(), "imported"));
            }
            What::Export => {
                let words = workspace::open(screen)?.words()?;
                screen.print(&word_list::write(words.iter().map(String::as_str)))?;
            }
        }
        Ok(Exit::Clean)
    }
}

fn word_of(word: &str) -> Result<String, Fault> {
    word_list::word_of(word)
        .ok_or_else(|| Fault::input(format!("“{word}”: expected one word of Arabic or Latin letters")))
}

fn counted(number: usize, done: &str) -> String {
    let words = if number == 1 { "word" } else { "words" };
    format!("{number} {words} {done}")
}
