//! Entries of a source, and the door by which their bytes are read.

use crate::{Defect, Limits};
use serde::{Deserialize, Serialize};
use std::io::{Read, Seek};
use std::ops::ControlFlow;
use vocab::{Place, Stamp};

/// How to find an entry's bytes again in the same source, also from another process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Locator {
    /// By the path in the [`Place`], relative to the folder (or the single file itself).
    Path,
    /// A file or stream on an image.
    Node {
        /// Number of the volume.
        volume: u16,
        /// Metadata address (inode, MFT record).
        node: u64,
        /// Attribute type and id (NTFS); `None` takes the default data.
        attribute: Option<(u32, u16)>,
    },
}

/// One entry of a source: a file or a stream, before its bytes have been read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Where it stands.
    pub place: Place,
    /// Size that the source states, in bytes.
    pub size_bytes: u64,
    /// What the source says of its times.
    pub stamps: Vec<Stamp>,
    /// How to find its bytes.
    pub locator: Locator,
    /// What is already known to be wrong with it.
    pub defects: Vec<Defect>,
}

/// One line of a listing. A listing ends with nothing left unsaid: whatever is not an entry is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Listing {
    /// Something to read.
    Entry(Entry),
    /// Something that holds no content of its own, or is deliberately not read; it counts as found.
    Skipped {
        /// Where.
        place: Place,
        /// Why, as a stable word: `directory`, `symbolic_link`, `device`, `socket`, `fifo`, `pseudo_file`, ...
        reason: String,
    },
    /// Something that should have been readable and is not; it counts as found and failed.
    Failed {
        /// Where.
        place: Place,
        /// What is wrong.
        defect: Defect,
    },
    /// A volume, listed before its entries.
    Volume(Volume),
}

/// A part of an image that may hold a file system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// Number, from 0, in order of offset.
    pub number: u16,
    /// Where it starts, in bytes.
    pub offset_bytes: u64,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// What the partition table calls it; empty where there is no table.
    pub label: String,
    /// What the file system in it calls itself; empty where it has no name, or none that is read.
    #[serde(default)]
    pub name: String,
    /// The file system found (`ntfs`, `fat32`, `exfat`, `ext4`, ...), `None` where none was recognised.
    pub file_system: Option<String>,
    /// `read`, or the reason why it was skipped (`unallocated`, `partition_table`) or failed.
    pub outcome: VolumeOutcome,
    /// What is wrong or known to be incomplete.
    pub defects: Vec<Defect>,
}

/// How a volume ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VolumeOutcome {
    /// Its entries were listed.
    Read,
    /// Not a place for files; the reason as a stable word.
    Skipped(String),
    /// It should have been read and could not be; see the defects.
    Failed,
}

/// A digest that the source carries of itself, compared with its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceDigest {
    /// `md5`, `sha1` or `sha256`.
    pub algorithm: String,
    /// What the source states, hex.
    pub stated: String,
    /// What its bytes gave, hex; `None` where the verification was not asked for or could not be done.
    pub computed: Option<String>,
}

/// What reading a whole image gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// Stored digests, with what the bytes gave. Bytes that can't be read count as zeros, which a defect then says.
    pub digests: Vec<SourceDigest>,
    /// Stretches that can't be read, and digests that differ.
    pub defects: Vec<Defect>,
}

/// What a source says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFacts {
    /// `folder`, `file`, `raw`, `ewf`, `vmdk`, `vhd`, ...
    pub form: String,
    /// Size in bytes of the image's content; 0 for a folder.
    pub size_bytes: u64,
    /// Files that make up the image, in order (split images), names only.
    pub segments: Vec<String>,
    /// Size in bytes of each of them, in the same order; empty where the reading was made before they were kept.
    #[serde(default)]
    pub segment_sizes: Vec<u64>,
    /// Facts that the image carries: case number, examiner, acquisition date, ... as written there.
    pub notes: Vec<(String, String)>,
    /// Stored digests, with what the bytes gave.
    pub digests: Vec<SourceDigest>,
    /// What is wrong with the source as a whole.
    pub defects: Vec<Defect>,
}

/// Bytes that can be read and sought in.
pub trait Content: Read + Seek + Send {}
impl<T: Read + Seek + Send> Content for T {}

/// Why a source can't be read at all.
#[derive(Debug, thiserror::Error)]
#[error("{what}: {why}. {hint}")]
pub struct SourceError {
    /// The source, as given.
    pub what: String,
    /// What is wrong.
    pub why: String,
    /// What to do.
    pub hint: String,
}

/// A carrier opened read-only.
pub trait Source: Send {
    /// What the source says of itself. Stored digests are stated here, not yet computed.
    fn facts(&self) -> SourceFacts;

    /// Lists everything, always in the same order for the same bytes, until `say` breaks off.
    ///
    /// # Errors
    /// When nothing of the source can be listed; anything smaller is a line of the listing.
    fn list(
        &mut self,
        limits: &Limits,
        say: &mut dyn FnMut(Listing) -> ControlFlow<()>,
    ) -> Result<(), SourceError>;

    /// Opens the bytes of an entry that [`Source::list`] gave, by this process or by another.
    ///
    /// # Errors
    /// A defect of that entry.
    fn open(&mut self, entry: &Entry) -> Result<Box<dyn Content + '_>, Defect>;

    /// Reads the whole image and computes the stored digests; a no-op for sources without any.
    ///
    /// What can't be read is named and does not end it. `progress` is told the bytes passed so far and may break off:
    /// then no digest is computed.
    fn verify(&mut self, progress: &mut dyn FnMut(u64) -> ControlFlow<()>) -> Verified;
}
