//! The whole truth of a practice world, as it is written to `truth.json`.

use serde::{Deserialize, Serialize};
use vocab::{Md5, Pdq, Sha1, Sha256};

/// An opaque label of a practice set. It means nothing but itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Label {
    /// A1.
    A1,
    /// A2.
    A2,
    /// B1.
    B1,
}

impl Label {
    /// All labels.
    pub const ALL: [Self; 3] = [Self::A1, Self::A2, Self::B1];

    /// The label as text.
    pub fn word(self) -> &'static str {
        match self {
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::B1 => "B1",
        }
    }
}

/// What a practice set says of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KnownAs {
    /// Name of the set: `known-a` or `known-b`.
    pub set: String,
    /// Its label there.
    pub label: Label,
}

/// A picture made out of a known one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    /// SHA-256 of the known file it was made from, which need not be on the carrier.
    pub of: Sha256,
    /// How it was made, for example `resized to 50 %`.
    pub made: String,
    /// Print of the twin, turned or mirrored back where it was turned or mirrored.
    pub pdq: Pdq,
    /// Bits between that print and the original's in `known-pdq.csv`.
    pub distance_bits: u32,
    /// It stands as the original does: neither turned nor mirrored.
    pub upright: bool,
}

/// What is known of an item's making, besides its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// In words, for a reader: `camera picture`, `scene`, `document`, ...
    pub what: String,
    /// Made from a known picture, so to be found as near-known.
    pub twin: Option<Twin>,
    /// How it was damaged, or why it can't be read whole; such an item costs a defect.
    pub damage: Option<String>,
    /// No reader can have all of its bytes: locked, cut off, or more than a reader may unpack. It is to be found, and to
    /// fail; size and digests here are those of what was put in.
    pub lost: bool,
    /// EXIF time, on the camera's clock.
    pub taken: Option<String>,
    /// Taken outside the period of the practice authorisation.
    pub out_of_period: bool,
    /// The file-sharing program in whose shared folder it stands.
    pub shared_folder: Option<String>,
    /// An alternate data stream of the file named before the `:` of its path.
    pub stream: bool,
}

/// One item of the carrier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthItem {
    /// Volume, from 0 in the order of the disk; `None` in a folder.
    pub volume: Option<u16>,
    /// Path within the volume, escaped as [`vocab::escape_bytes`] does.
    pub path: String,
    /// Path under which a reader finds it, where that is another than it was written under: a FAT volume writes over the
    /// first letter of a short name that is deleted, and nothing else holds that letter.
    pub found_as: Option<String>,
    /// Names inwards: members of archives, `thumbnail` for a thumbnail.
    pub chain: Vec<String>,
    /// The last step inwards is an embedded thumbnail.
    pub thumbnail: bool,
    /// Deleted after it was written.
    pub deleted: bool,
    /// Bytes.
    pub size_bytes: u64,
    /// MD5.
    pub md5: Md5,
    /// SHA-1.
    pub sha1: Sha1,
    /// SHA-256.
    pub sha256: Sha256,
    /// What the known sets say of exactly these bytes.
    pub known: Vec<KnownAs>,
    /// Listed as known good.
    pub known_good: bool,
    /// How many items of the carrier have exactly these bytes, this one included.
    pub copies: usize,
    /// How it was made.
    #[serde(flatten)]
    pub facts: Facts,
}

/// One volume of the practice disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruthVolume {
    /// From 0.
    pub number: u16,
    /// `ntfs`, `fat32` or `ext4`.
    pub file_system: String,
    /// First byte on the disk.
    pub offset_bytes: u64,
    /// Bytes.
    pub size_bytes: u64,
}

/// Everything that is true of a practice world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Truth {
    /// The seed it was made from.
    pub seed: u64,
    /// Volumes of the disk; none where the carrier is a folder.
    pub volumes: Vec<TruthVolume>,
    /// First and last day of the practice authorisation.
    pub period: [String; 2],
    /// What could not be made here, and why.
    pub left_out: Vec<String>,
    /// All items, members of archives and thumbnails included.
    pub items: Vec<TruthItem>,
}
