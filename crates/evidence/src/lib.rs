//! Bytes of a carrier, an export or a list become entries, facts, records and **defects**.
//!
//! Must never know: who owns the carrier, what is forbidden, the database, prints, and what a known set means: it
//! reads the files that known sets come in as it reads any list, and compares nothing with them.
//! Everything here that decodes untrusted bytes is meant to run in a confined child process.

pub mod archive;
pub mod confine;
mod database;
mod defect;
pub mod dump;
mod entry;
pub mod exif;
pub mod folder;
pub mod image;
pub mod kind;
pub mod known;
mod limits;
pub mod picture;
pub mod scratch;
pub mod source;
pub mod video;

pub use defect::{Defect, DefectKind};
pub use entry::{
    Content, Entry, Listing, Locator, Source, SourceDigest, SourceError, SourceFacts, Verified, Volume,
    VolumeOutcome,
};
pub use limits::Limits;
