//! The words of the command line. Few enough to read by hand: a parser of arguments would double the binary's own code.

use crate::failure::Failure;
use std::ffi::OsString;
use std::path::PathBuf;

/// What `--help` prints.
pub(crate) const USAGE: &str = "\
Sets a document of a case as PDF (PDF/A-2a and PDF/UA-1): one JSON document in, one PDF out.

Usage: hoeder-paper [--check] [--json] [FILE] [--out FILE]
       hoeder-paper --example KIND

  FILE            the document; standard input if it is not named, or is -
  --out FILE      where the PDF goes; standard output if it is not named
  --check         only check the document, and say what keeps it from being issued
  --json          tell an error as one JSON object
  --example KIND  print a whole example: penal-order, anonymised-order, plain-letter,
                  decision-record, warning-letter, proof-of-destruction
  --help, --version

Exit codes:
  0  done
  1  failed for another reason: the PDF can't be written, or a template failed
  2  the command line can't be understood
  4  the document is not there or can't be read
  5  the document can't be right, or can't be issued as it is
";

/// What is asked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Print the usage.
    Help,
    /// Print the version.
    Version,
    /// Print an example of this kind.
    Example(String),
    /// Read a document.
    Do(Job),
}

/// Which document, and what to do with it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Job {
    /// The document; standard input if `None`.
    pub(crate) input: Option<PathBuf>,
    /// Where the PDF goes; standard output if `None`.
    pub(crate) output: Option<PathBuf>,
    /// Only check.
    pub(crate) check: bool,
}

/// Reads the command line.
pub(crate) fn parse(arguments: Vec<OsString>) -> Result<Ask, Failure> {
    let wrong = |what: &str| Failure::usage(what, "See hoeder-paper --help");
    let mut job = Job::default();
    let mut named = false;
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        match argument.to_str() {
            Some("--help" | "-h") => return Ok(Ask::Help),
            Some("--version" | "-V") => return Ok(Ask::Version),
            Some("--json") => {}
            Some("--check") => job.check = true,
            Some("--example") => {
                let kind = rest.next().ok_or_else(|| wrong("--example needs a kind"))?;
                return Ok(Ask::Example(kind.to_string_lossy().into_owned()));
            }
            Some("--out" | "-o") => {
                let path = rest.next().ok_or_else(|| wrong("--out needs a file"))?;
                job.output = Some(path.into());
            }
            Some(flag) if flag.starts_with('-') && flag != "-" => {
                return Err(wrong(&format!("{flag} is no option")));
            }
            _ if named => return Err(wrong("two documents are named; one at a time")),
            _ => {
                named = true;
                job.input = (argument != "-").then(|| argument.into());
            }
        }
    }
    if job.check && job.output.is_some() {
        return Err(wrong("--check writes no PDF; leave --out away"));
    }
    Ok(Ask::Do(job))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Result<Ask, String> {
        parse(words.iter().map(Into::into).collect()).map_err(|failure| failure.told(false))
    }

    #[test]
    fn words_are_understood() {
        let job = Job { input: Some("a.json".into()), output: Some("a.pdf".into()), check: false };
        assert_eq!(parsed(&["a.json", "--out", "a.pdf"]), Ok(Ask::Do(job)));
        assert_eq!(parsed(&["-"]), Ok(Ask::Do(Job::default())));
        assert_eq!(parsed(&["--check", "--json"]), Ok(Ask::Do(Job { check: true, ..Job::default() })));
        assert_eq!(parsed(&["--example", "x"]), Ok(Ask::Example("x".to_owned())));
    }

    #[test]
    fn other_words_are_refused() {
        for words in
            [&["--example"][..], &["--out"], &["--quick"], &["a", "b"], &["--check", "--out", "a.pdf"]]
        {
            assert!(parsed(words).is_err_and(|text| text.contains("--help")), "{words:?}");
        }
    }
}
