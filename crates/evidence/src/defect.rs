//! Damaged or unreadable evidence, as a record and not as an error: the work goes on.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What is wrong, in words a programme can branch on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DefectKind {
    /// The source could not be read at this place.
    Unreadable,
    /// Fewer or more bytes came than the source states.
    SizeDiffers,
    /// The content does not follow its own format.
    Malformed,
    /// The content ends too early.
    Truncated,
    /// A format or variant that Hoeder does not read.
    Unsupported,
    /// Encrypted: the bytes are there, their meaning is not.
    Encrypted,
    /// A limit was reached (depth, expansion, pixels, time, memory); what it was stands in the text.
    LimitReached,
    /// The decoder died or hung on this content.
    DecoderDied,
    /// The name can't be what it says it is (`..`, absolute, NUL), or loops.
    StrangeName,
    /// A stored checksum or digest does not fit the bytes.
    ChecksumDiffers,
    /// The reader knows that it can't find everything here (for example deleted ext4 files).
    Incomplete,
}

/// One defect.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Defect {
    /// What is wrong, for programmes.
    pub kind: DefectKind,
    /// What, where and what it means, for people. English; no newline.
    pub text: String,
}

impl Defect {
    /// Records a defect.
    pub fn new(kind: DefectKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
