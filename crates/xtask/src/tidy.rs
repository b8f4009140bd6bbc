//! Holds the house to its own rules: who may import whom, what each room must never know, sizes, names,
//! files that no one reaches. Reads text only; it compiles nothing and knows no meaning.
//!
//! The tables are data, one file each: [`layers`] and [`bans`]. An exception stands in the table with its
//! reason, never in the code that it excuses.

pub mod bans;
pub mod files;
pub mod layers;
pub mod names;
pub mod reach;
pub mod source;

use source::Source;
use std::fmt;
use std::path::{Path, PathBuf};

/// Something out of order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// File, from the root of the workspace, `/` between names.
    pub file: String,
    /// Line, from 1; the whole file is meant where it is 1 and nothing on it is wrong.
    pub line: usize,
    /// What is out of order.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl Fault {
    /// Names a fault.
    pub fn new(file: &str, line: usize, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, what: what.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}. {}.", self.file, self.line, self.what, self.remedy)
    }
}

/// What tidy found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What fails.
    pub faults: Vec<Fault>,
    /// What a reviewer should ask about; it does not fail.
    pub asks: Vec<Fault>,
    /// Rust files looked at.
    pub files: usize,
}

/// The house could not be looked at.
#[derive(Debug)]
pub struct TidyError {
    path: PathBuf,
    why: String,
}

impl fmt::Display for TidyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}. Run tidy from a whole checkout.", self.path.display(), self.why)
    }
}

impl std::error::Error for TidyError {}

/// Looks at every crate below `root/crates`.
///
/// # Errors
/// When a file can't be read.
pub fn tidy(root: &Path) -> Result<Report, TidyError> {
    let mut report = Report::default();
    for folder in list(&root.join("crates"))? {
        if !folder.is_dir() {
            continue;
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let manifest = read(&folder.join("Cargo.toml"))?;
        report.faults.extend(layers::check(&name, &manifest));

        let mut sources = Vec::new();
        collect(&folder, &format!("crates/{name}"), &name, &mut sources)?;
        report.files += sources.len();
        report.faults.extend(reach::check(&name, &sources));
        for source in &sources {
            report.faults.extend(files::check(source));
            report.faults.extend(bans::check(source));
            report.faults.extend(names::check(source));
            report.asks.extend(files::ask(source));
        }
    }
    report.faults.sort();
    report.asks.sort();
    Ok(report)
}

/// Rust files below a folder, in order of their names.
fn collect(folder: &Path, place: &str, name: &str, sources: &mut Vec<Source>) -> Result<(), TidyError> {
    for path in list(folder)? {
        let own = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let place = format!("{place}/{own}");
        if path.is_dir() {
            if own != "target" {
                collect(&path, &place, name, sources)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push(Source::new(name, &place, &read(&path)?));
        }
    }
    Ok(())
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, TidyError> {
    let failed = |error: std::io::Error| TidyError { path: folder.to_owned(), why: error.to_string() };
    let mut paths = std::fs::read_dir(folder)
        .and_then(|entries| {
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()
        })
        .map_err(failed)?;
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String, TidyError> {
    std::fs::read_to_string(path).map_err(|error| TidyError { path: path.to_owned(), why: error.to_string() })
}
