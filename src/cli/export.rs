//! `muqabala export`: a rendering for other programs, or back into its own file.

use clap::{Args, ValueEnum};

use crate::bitext::{Pair, Role};
use crate::cli::output::Output;
use crate::cli::{Exit, Fault, Screen, workspace};
use crate::format::Encoding;
use crate::format::aligned::tmx::{self, Marks};
use crate::format::aligned::{About, jsonl, tsv, units};
use crate::report::html;
use crate::workbench::{Opened, Workbench};

/// Export a rendering with its alignment, its report, or its corrected text
#[derive(Debug, Args)]
pub struct Export {
    /// The interview
    #[arg(value_name = "NAME")]
    name: String,

    /// Which rendering, when there are several
    #[arg(long, value_name = "LABEL")]
    rendering: Option<String>,

    /// In which form
    #[arg(long, value_name = "FORMAT")]
    format: Format,

    #[command(flatten)]
    output: Output,

    /// Language tags of a TMX file instead of ar,en: source,target as ar-IQ,en-GB
    #[arg(long, value_name = "TAGS")]
    lang_tags: Option<String>,

    /// Leave marks of direction (U+200F and the like) in a TMX file
    #[arg(long)]
    keep_bidi: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tab-separated, one bead a line
    Tsv,
    /// One JSON object a bead
    Jsonl,
    /// Translation memory, TMX 1.4
    Tmx,
    /// The rendering's text in its own format and encoding
    Rendering,
    /// The report as one page, to read or print
    Html,
}

impl Export {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// [`Fault`] with the exit code and what is wrong.
    pub fn run(self, screen: &mut Screen) -> Result<Exit, Fault> {
        let mut bench = workspace::open(screen)?;
        let opened = bench.opened(&self.name, self.rendering.as_deref())?;
        let bytes = self.bytes(&bench, &opened)?;
        self.output.write(&bytes, screen)
    }

    fn bytes(&self, bench: &Workbench, opened: &Opened) -> Result<Vec<u8>, Fault> {
        let aligned = &opened.aligned;
        let units = || units(&aligned.documents, &aligned.segments, aligned.alignment.beads());
        let failed = |what: String| Fault::input(format!("cannot be exported: {what}"));
        match self.format {
            Format::Tsv => Ok(tsv::write(&units()).into_bytes()),
            Format::Jsonl => jsonl::write(&units(), &[])
                .map(String::into_bytes)
                .map_err(|error| failed(error.to_string())),
            Format::Tmx => {
                let marks = if self.keep_bidi { Marks::Keep } else { Marks::Drop };
                tmx::write(&units(), &self.about(opened)?, marks)
                    .map(String::into_bytes)
                    .map_err(|error| failed(error.to_string()))
            }
            Format::Rendering => {
                let written = &opened.revisions.target;
                let mut encoding = Encoding::from_name(&written.encoding).unwrap_or(Encoding::UTF_8);
                encoding.bom = written.byte_order_mark;
                encoding
                    .encode(&aligned.documents.target.raw)
                    .map_err(|error| failed(error.to_string()))
            }
            Format::Html => html::page(&bench.check(opened), opened)
                .map(String::into_bytes)
                .map_err(|error| failed(error.to_string())),
        }
    }

    fn about(&self, opened: &Opened) -> Result<About, Fault> {
        let direction = opened.aligned.direction;
        let langs = Pair::new(direction.lang(Role::Source), direction.lang(Role::Target));
        let mut tags = Pair::new(None, None);
        if let Some(given) = &self.lang_tags {
            let wrong = || {
                Fault::usage(format!(
                    "--lang-tags is {given:?}, expected two tags as {},{}",
                    langs.source, langs.target
                ))
            };
            let (source, target) = given.split_once(',').ok_or_else(wrong)?;
            for (tag, lang) in [(source, langs.source), (target, langs.target)] {
                if crate::text::Lang::from_code(tag) != Some(lang) {
                    return Err(wrong());
                }
            }
            tags = Pair::new(Some(source.to_owned()), Some(target.to_owned()));
        }
        let made = jiff::Timestamp::from_millisecond(opened.interview.made).unwrap_or_default();
        Ok(About {
            name: opened.interview.name.clone(),
            langs,
            tags,
            date: made.strftime("%Y%m%dT%H%M%SZ").to_string(),
        })
    }
}
