//! Why a manifest can't be read or is not believed.

use vocab::Sha256;

/// Why a manifest can't be read or is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file is not the one that was sealed. Nothing of it has been read.
    #[error(
        "the file has SHA-256 {found}, and {expected} was sealed: it was changed or cut off since; restore it from a copy"
    )]
    FileDigest {
        /// Digest that was sealed.
        expected: Sha256,
        /// Digest of the file.
        found: Sha256,
    },
    /// The file's bytes could not be fetched.
    #[error("the manifest can't be fetched: {why}")]
    Unreadable {
        /// What the source says.
        why: String,
    },
    /// The file is no manifest, or one of a version that is not known here.
    #[error("this is no manifest of a version known here: {why}")]
    NotManifest {
        /// What is missing or different.
        why: String,
    },
    /// The content does not hold together, although it may be the file that was sealed.
    #[error("the manifest is damaged near row {row}, column {column}: {why}")]
    Damaged {
        /// Row, from 0.
        row: u64,
        /// Column.
        column: &'static str,
        /// What is wrong.
        why: String,
    },
    /// The rows are not those that were sealed.
    #[error(
        "the {rows} rows have root {found}, and {expected} was sealed: rows were changed, added or left out"
    )]
    Root {
        /// Root that was sealed.
        expected: Sha256,
        /// Root of the rows.
        found: Sha256,
        /// Rows in the file.
        rows: u64,
    },
    /// There is no such column.
    #[error("there is no column {name:?}; docs/manifest.md lists them")]
    NoColumn {
        /// The name given.
        name: String,
    },
}
