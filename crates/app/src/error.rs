//! What can go wrong in a deed, for programmes, for people, and what to do.

use std::fmt::Display;
use store::{StoreError, StoreErrorKind};

/// A kind to branch on; each has an exit code and an HTTP status at the doors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppErrorKind {
    /// The gate said no.
    Refused,
    /// What was asked for is not here.
    Missing,
    /// What was given can't be right.
    Invalid,
    /// Another process is at work on it.
    Busy,
    /// Stopped on request; what was finished is kept.
    Stopped,
    /// The source can't be read.
    Source,
    /// The store failed.
    Store,
    /// The reader process failed.
    Reader,
    /// The typesetter failed.
    Paper,
}

/// A deed that did not happen.
#[derive(Debug, thiserror::Error)]
#[error("{text}")]
pub struct AppError {
    /// What kind.
    pub kind: AppErrorKind,
    /// What and where.
    pub text: String,
    /// What to do.
    pub hint: String,
}

impl AppError {
    /// Makes an error.
    pub fn new(kind: AppErrorKind, text: impl Display, hint: impl Into<String>) -> Self {
        Self { kind, text: text.to_string(), hint: hint.into() }
    }

    pub(crate) fn invalid(text: impl Display) -> Self {
        Self::new(AppErrorKind::Invalid, text, "Correct it and give the command again")
    }

    pub(crate) fn paper(text: impl Display) -> Self {
        Self::new(AppErrorKind::Paper, text, "See what it says of the document")
    }

    pub(crate) fn reader(text: impl Display) -> Self {
        Self::new(AppErrorKind::Reader, text, "Give the same command again; what was finished is kept")
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        let kind = match error.kind {
            StoreErrorKind::Missing => AppErrorKind::Missing,
            StoreErrorKind::Exists => AppErrorKind::Invalid,
            StoreErrorKind::Busy => AppErrorKind::Busy,
            _ => AppErrorKind::Store,
        };
        Self::new(kind, error.text, error.hint)
    }
}

impl From<manifest::ReadError> for AppError {
    fn from(error: manifest::ReadError) -> Self {
        Self::new(
            AppErrorKind::Store,
            format!("the manifest: {error}"),
            "Restore it from a backup; the ledger holds its root",
        )
    }
}
