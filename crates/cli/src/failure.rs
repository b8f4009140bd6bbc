//! What went wrong, as an exit code, a word for programs, a text and a hint.

use app::{AppError, AppErrorKind};
use std::fmt::Display;
use std::io;
use std::process::ExitCode;

/// Exit codes, as `--help` and docs/exit-codes.md give them.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0    done; what could not be read on a carrier is in its record
  1    failed for another reason
  2    the command line can't be understood
  3    refused by the gate; the refusal is in the ledger
  4    what was asked for is not here
  5    what was given can't be right
  6    stopped on request; what was finished is kept
  7    the source can't be read
  8    the ledger is not sound
  9    another process is at work on it
  130  ended at once by a second Ctrl-C";

/// What kind of failure, beyond those of the deeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Deed(AppErrorKind),
    Usage,
    Unsound,
    /// A file or the terminal can't be written or read.
    File,
    /// The reader of our output is gone.
    ClosedOutput,
}

/// A command that did not do what was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: Kind,
    pub(crate) text: String,
    pub(crate) hint: String,
}

impl Failure {
    fn new(kind: Kind, text: impl Display, hint: &str) -> Self {
        Self { kind, text: text.to_string(), hint: hint.to_owned() }
    }

    pub(crate) fn usage(text: impl Display, hint: &str) -> Self {
        Self::new(Kind::Usage, text, hint)
    }

    pub(crate) fn invalid(text: impl Display, hint: &str) -> Self {
        Self::new(Kind::Deed(AppErrorKind::Invalid), text, hint)
    }

    pub(crate) fn missing(text: impl Display, hint: &str) -> Self {
        Self::new(Kind::Deed(AppErrorKind::Missing), text, hint)
    }

    pub(crate) fn unsound(text: impl Display, hint: &str) -> Self {
        Self::new(Kind::Unsound, text, hint)
    }

    /// Something on disk, or a thread or socket of this process.
    pub(crate) fn file(what: impl Display, error: &io::Error) -> Self {
        Self::new(Kind::File, format!("{what}: {error}"), "See that the place exists and may be written")
    }

    pub(crate) fn is_closed_output(&self) -> bool {
        self.kind == Kind::ClosedOutput
    }

    /// The stable word for programs.
    pub(crate) fn word(&self) -> &'static str {
        match self.kind {
            Kind::Deed(AppErrorKind::Refused) => "refused",
            Kind::Deed(AppErrorKind::Missing) => "missing",
            Kind::Deed(AppErrorKind::Invalid) => "invalid",
            Kind::Deed(AppErrorKind::Busy) => "busy",
            Kind::Deed(AppErrorKind::Stopped) => "stopped",
            Kind::Deed(AppErrorKind::Source) => "source",
            Kind::Deed(AppErrorKind::Store) => "store",
            Kind::Deed(AppErrorKind::Reader) => "reader",
            Kind::Deed(AppErrorKind::Paper) => "paper",
            Kind::Usage => "usage",
            Kind::Unsound => "unsound",
            Kind::File | Kind::ClosedOutput => "file",
        }
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self.kind {
            Kind::Usage => 2,
            Kind::Deed(AppErrorKind::Refused) => 3,
            Kind::Deed(AppErrorKind::Missing) => 4,
            Kind::Deed(AppErrorKind::Invalid) => 5,
            Kind::Deed(AppErrorKind::Stopped) => 6,
            Kind::Deed(AppErrorKind::Source) => 7,
            Kind::Unsound => 8,
            Kind::Deed(AppErrorKind::Busy) => 9,
            Kind::Deed(AppErrorKind::Store | AppErrorKind::Reader | AppErrorKind::Paper)
            | Kind::File
            | Kind::ClosedOutput => 1,
        })
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self { kind: Kind::Deed(error.kind), text: error.text, hint: error.hint }
    }
}

/// An error of standard output.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let kind = if error.kind() == io::ErrorKind::BrokenPipe { Kind::ClosedOutput } else { Kind::File };
        Self::new(kind, format!("standard output: {error}"), "See that it can be written")
    }
}
