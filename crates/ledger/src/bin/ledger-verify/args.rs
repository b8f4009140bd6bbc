//! The command line of `ledger-verify`, read by hand: it has five options.

use std::ffi::OsString;
use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
Checks a ledger tape, or a receipt for one entry, with nothing but a public key.

  ledger-verify TAPE --key KEY [--key KEY ...] [--head FILE] [--json] [--lang en|nl]
  ledger-verify inclusion RECEIPT --key KEY [--key KEY ...] [--json] [--lang en|nl]

  --key KEY    a public key that you trust: 64 hex digits, or a file with them or with PEM
  --head FILE  a signed head (JSON) that you were given earlier; it shows whether entries
               that it covers were left out or rewritten since
  --json       one JSON object instead of sentences
  --lang       the language of the sentences: en (usual) or nl
  --version, --help

Exit code: 0 all is good, 1 a fault was found, 2 wrong use or an unreadable file.
A tape that is itself called \"inclusion\" is given as ./inclusion.
";

/// The language of the sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lang {
    English,
    Dutch,
}

/// What is asked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    Help,
    Version,
    Check(Task),
}

/// What to check.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Task {
    /// The file is a receipt, not a tape.
    pub(crate) receipt: bool,
    pub(crate) file: PathBuf,
    pub(crate) keys: Vec<String>,
    pub(crate) head: Option<PathBuf>,
    pub(crate) json: bool,
    pub(crate) lang: Lang,
}

/// Reads the arguments, without the name of the program; the error is a sentence.
pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Ask, String> {
    let mut task = Task {
        receipt: false,
        file: PathBuf::new(),
        keys: vec![],
        head: None,
        json: false,
        lang: Lang::English,
    };
    let mut file = None;
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        let (name, joined) =
            match arg.to_str().filter(|text| text.starts_with("--")).map(|t| t.split_once('=')) {
                Some(Some((name, value))) => (name.to_owned(), Some(OsString::from(value))),
                _ => (arg.to_string_lossy().into_owned(), None),
            };
        let mut value = || joined.clone().or_else(|| args.next()).ok_or(format!("{name} needs a value."));
        match name.as_str() {
            "--help" | "-h" => return Ok(Ask::Help),
            "--version" | "-V" => return Ok(Ask::Version),
            "--json" if joined.is_none() => task.json = true,
            "--key" => task.keys.push(text(value()?)?),
            "--head" => task.head = Some(value()?.into()),
            "--lang" => {
                task.lang = match text(value()?)?.as_str() {
                    "en" => Lang::English,
                    "nl" => Lang::Dutch,
                    other => return Err(format!("--lang is en or nl, not {other:?}.")),
                }
            }
            option if option.starts_with('-') => return Err(format!("There is no option {option:?}.")),
            "inclusion" if file.is_none() && !task.receipt => task.receipt = true,
            _ if file.is_none() => file = Some(PathBuf::from(arg)),
            extra => return Err(format!("One file at a time: {extra:?} is one too many.")),
        }
    }
    task.file = file.ok_or("Name the file to check.")?;
    if task.keys.is_empty() {
        return Err(
            "Name the public key that you trust, with --key. Without it nothing is proved.".to_owned()
        );
    }
    if task.receipt && task.head.is_some() {
        return Err("--head goes with a tape: a receipt carries its own head.".to_owned());
    }
    Ok(Ask::Check(task))
}

fn text(value: OsString) -> Result<String, String> {
    value.into_string().map_err(|bytes| format!("{} is not readable text.", bytes.to_string_lossy()))
}
