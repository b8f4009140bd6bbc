//! What can go wrong when keeping things, with a hint to act on.

use std::path::Path;

/// A kind to branch on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreErrorKind {
    /// The disk is full or the quota is reached.
    Full,
    /// A file or folder can't be read or written.
    File,
    /// The database refused.
    Database,
    /// Something kept here is not what was written.
    Damaged,
    /// What was asked for is not here.
    Missing,
    /// It is here already.
    Exists,
    /// Another process is at work on the same thing.
    Busy,
}

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
#[error("{text}. {hint}")]
pub struct StoreError {
    /// What kind.
    pub kind: StoreErrorKind,
    /// What and where.
    pub text: String,
    /// What to do.
    pub hint: String,
}

impl StoreError {
    /// Makes an error.
    pub fn new(kind: StoreErrorKind, text: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { kind, text: text.into(), hint: hint.into() }
    }

    pub(crate) fn file(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let (kind, hint) = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
                StoreErrorKind::Full,
                "Make room; what was finished is kept and the same command goes on from there",
            ),
            ErrorKind::NotFound => (StoreErrorKind::Missing, "Check the path"),
            _ => (StoreErrorKind::File, "Check that the folder exists and may be written"),
        };
        Self::new(kind, format!("{}: {error}", path.display()), hint)
    }

    pub(crate) fn damaged(text: impl Into<String>) -> Self {
        Self::new(
            StoreErrorKind::Damaged,
            text,
            "Don't use this data folder further; restore it from a backup and verify its ledger",
        )
    }

    pub(crate) fn missing(text: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(StoreErrorKind::Missing, text, hint)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let (kind, hint) = match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => {
                (StoreErrorKind::Full, "Make room, then give the same command again")
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                (StoreErrorKind::Busy, "Another process writes; try again")
            }
            Some(ErrorCode::ConstraintViolation) => (StoreErrorKind::Exists, "Choose another name"),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                (StoreErrorKind::Damaged, "Restore the data folder from a backup")
            }
            _ => (StoreErrorKind::Database, "Check the data folder"),
        };
        Self::new(kind, format!("database: {error}"), hint)
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::damaged(format!("a record can't be read back: {error}"))
    }
}
