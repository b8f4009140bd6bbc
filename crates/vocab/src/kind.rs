//! What an item is, by its content.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The broad family of an item, for counting and for the scope of an authorisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// A still picture.
    Picture,
    /// Moving pictures.
    Video,
    /// Sound only.
    Audio,
    /// A text, sheet, presentation or page.
    Document,
    /// A file that holds other files.
    Archive,
    /// A database.
    Database,
    /// A program or library.
    Program,
    /// Anything else, and anything not recognised.
    Other,
    /// No bytes at all.
    Empty,
}

impl Family {
    /// All families, in the order in which people read them.
    pub const ALL: [Self; 9] = [
        Self::Picture,
        Self::Video,
        Self::Audio,
        Self::Document,
        Self::Archive,
        Self::Database,
        Self::Program,
        Self::Other,
        Self::Empty,
    ];

    /// The stable word used in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Document => "document",
            Self::Archive => "archive",
            Self::Database => "database",
            Self::Program => "program",
            Self::Other => "other",
            Self::Empty => "empty",
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Type by content: the family and the media type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Kind {
    /// The broad family.
    pub family: Family,
    /// Media type (RFC 6838), for example `image/jpeg`; `application/octet-stream` where not recognised.
    pub media_type: String,
}
