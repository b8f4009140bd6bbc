//! What can go wrong while a practice world is made.

use std::path::{Path, PathBuf};

/// Why a practice world could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file or folder could not be written or read.
    #[error("{path}: {source}")]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A picture, document or archive could not be made.
    #[error("could not be made: {0}")]
    Made(String),
    /// An outside tool is missing or failed.
    #[error("{tool}: {said}")]
    Tool {
        /// Its name.
        tool: String,
        /// What it, or the system, said.
        said: String,
    },
}

impl Fault {
    pub(crate) fn made(cause: impl std::fmt::Display) -> Self {
        Self::Made(cause.to_string())
    }

    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}
