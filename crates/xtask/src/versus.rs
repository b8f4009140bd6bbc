//! `cargo xtask versus carrier`: Hoeder's whole reading beside its peers, on one input and in one run.
//! `cargo xtask versus pdq`: its picture hash beside the reference hasher.
//! `cargo xtask versus graph`: its measures of a large graph beside NetworKit and igraph.
//! `cargo xtask versus dismantle`: how few nodes it takes to break public networks, beside plain ways and published figures.
//!
//! A figure without its peer says little: machines are busy, warm or small. So each program reads the same files
//! from a warm page cache, in turn, several times, and what counts is the ratio. Nothing here is a test: it
//! holds no threshold that can fail, and reports a goal that is missed as plainly as one that is met.

mod carrier;
mod dismantle;
mod graph;
mod input;
mod measure;
mod pdq;
mod peer;
mod python;
mod random;
mod table;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

pub use carrier::carrier;
pub use dismantle::{AskedDismantle, dismantle};
pub use graph::{AskedGraph, graph};
pub use pdq::{AskedPdq, pdq};

/// What to compare, as asked on the command line.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Photographs to make.
    pub files: usize,
    /// Files to read instead of photographs that are made.
    pub folder: Option<PathBuf>,
    /// Times that each program runs.
    pub rounds: usize,
    /// Also measures the reading without known sets, and with digests alone.
    pub parts: bool,
    /// Where inputs and results are kept from run to run.
    pub cache: PathBuf,
    /// The program to measure, where it is not to be built.
    pub hoeder: Option<PathBuf>,
    /// The program that makes photographs, where it is not to be built.
    pub practice: Option<PathBuf>,
    /// A folder with peers' programs, looked in before the shell's own folders.
    pub tools: Option<PathBuf>,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
}

impl Asked {
    /// How it is asked.
    pub const USE: &str =
        "cargo xtask versus carrier [--files N] [--folder DIR] [--quick] [--rounds N] [--parts]
                                   [--cache DIR] [--hoeder PROGRAM] [--practice PROGRAM] [--tools DIR]";

    /// Understands the words of a command line; `target` is where cargo puts what it builds.
    ///
    /// # Errors
    /// When a word is unknown or its value is missing.
    pub fn read(words: &[&str], target: &Path) -> Result<Self, VersusError> {
        let is_quick = words.contains(&"--quick");
        let mut asked = Self {
            files: if is_quick { 500 } else { 5_000 },
            folder: None,
            rounds: if is_quick { 1 } else { 3 },
            parts: false,
            cache: target.join("versus"),
            hoeder: None,
            practice: None,
            tools: None,
            target: target.to_owned(),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value =
                || words.next().copied().ok_or(VersusError::Words(format!("{word} needs a value")));
            match *word {
                "--quick" => {}
                "--parts" => asked.parts = true,
                "--files" => asked.files = count(value()?)?,
                "--rounds" => asked.rounds = count(value()?)?,
                "--folder" => asked.folder = Some(value()?.into()),
                "--cache" => asked.cache = value()?.into(),
                "--hoeder" => asked.hoeder = Some(value()?.into()),
                "--tools" => asked.tools = Some(value()?.into()),
                "--practice" => asked.practice = Some(value()?.into()),
                other => return Err(VersusError::Words(format!("{other} is not known"))),
            }
        }
        Ok(asked)
    }
}

/// Why a comparison could not be made.
#[derive(Debug, thiserror::Error)]
pub enum VersusError {
    /// The command line can't be understood.
    #[error("{0}\nusage: {carrier}\n       {pdq}\n       {graph}\n       {dismantle}", carrier = Asked::USE, pdq = AskedPdq::USE, graph = AskedGraph::USE, dismantle = AskedDismantle::USE)]
    Words(String),
    /// A file or folder could not be read or written.
    #[error("{path}: {why}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        why: io::Error,
    },
    /// A program could not be started.
    #[error("{program} could not be started: {why}")]
    Start {
        /// Which.
        program: String,
        /// Why.
        why: io::Error,
    },
    /// A program failed, or gave something that can't be right: its time would mean nothing.
    #[error("{program}: {why}")]
    Failed {
        /// Which.
        program: String,
        /// Why.
        why: String,
    },
}

impl VersusError {
    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |why| Self::File { path: path.to_owned(), why }
    }

    fn failed(program: &str, why: impl Into<String>) -> Self {
        Self::Failed { program: program.to_owned(), why: why.into() }
    }
}

/// A count of something, at least one.
fn count(text: &str) -> Result<usize, VersusError> {
    let count = text.parse().ok().filter(|count| *count > 0);
    count.ok_or_else(|| VersusError::Words(format!("{text} is no count")))
}

/// What a program writes to its standard output.
fn output_of(command: &mut Command) -> Result<String, VersusError> {
    let program = name_of(command);
    let output = command.output().map_err(|why| VersusError::Start { program: program.clone(), why })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(VersusError::failed(&program, format!("{}\n{}", output.status, said.trim())));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn name_of(command: &Command) -> String {
    let path = Path::new(command.get_program());
    path.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Asked, String> {
        Asked::read(words, Path::new("/t")).map_err(|error| error.to_string())
    }

    #[test]
    fn without_words_it_is_the_whole_comparison() {
        let asked = read(&[]).unwrap();
        assert_eq!((asked.files, asked.rounds, asked.parts), (5_000, 3, false));
        assert_eq!(asked.cache, Path::new("/t/versus"));
    }

    #[test]
    fn words_hold_in_any_order() {
        let asked = read(&["--files", "40", "--quick", "--hoeder", "/h"]).unwrap();
        assert_eq!((asked.files, asked.rounds), (40, 1));
        assert_eq!(asked.hoeder.as_deref(), Some(Path::new("/h")));
    }

    #[test]
    fn words_that_mean_nothing_are_refused() {
        for (words, wanted) in [
            (&["--fast"][..], "--fast is not known"),
            (&["--files"], "--files needs a value"),
            (&["--files", "0"], "0 is no count"),
            (&["--rounds", "x"], "x is no count"),
        ] {
            assert!(read(words).unwrap_err().starts_with(wanted), "{words:?}");
        }
    }
}
