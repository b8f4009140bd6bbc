//! What untrusted content may cost.
//!
//! May not decide what a limit means for the run: reaching one is a [`Defect`] that the caller records.

use crate::{Defect, DefectKind};
use serde::{Deserialize, Serialize};

/// Limits on the reading of one entry. Reaching one is a defect of that item, never the end of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Archives within archives.
    pub depth_max: u32,
    /// Members of one archive, nested ones counted on their own.
    pub members_max: u64,
    /// Bytes that one top-level entry may expand to in all.
    pub expanded_bytes_max: u64,
    /// Expanded bytes for each packed byte, once an archive has given more than 64 MiB.
    pub expansion_ratio_max: u64,
    /// Bytes that will be read of one entry. A larger one, such as a sparse file that states terabytes, is
    /// listed with its size and ends as failed with [`DefectKind::LimitReached`]: holes are not skipped, because
    /// a digest must cover every byte that the source states.
    pub read_bytes_max: u64,
    /// Memory in bytes for the dictionary or window of one decompressor.
    pub dictionary_bytes_max: u64,
    /// Pixels of one picture that will be decoded.
    pub pixels_max: u64,
    /// Content up to this size is held in memory; larger content goes through scratch space.
    pub memory_bytes_max: u64,
    /// Length of a path in bytes; a longer one is kept cut off, with a defect.
    pub path_bytes_max: usize,
    /// Frames sampled from one video.
    pub frames_max: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth_max: 8,
            members_max: 1_000_000,
            expanded_bytes_max: 256 << 30,
            expansion_ratio_max: 1_000,
            read_bytes_max: 256 << 30,
            dictionary_bytes_max: 128 << 20,
            pixels_max: 400_000_000,
            memory_bytes_max: 96 << 20,
            path_bytes_max: 65_536,
            frames_max: 600,
        }
    }
}

impl Limits {
    /// The defect of an entry that states more bytes than will be read; `None` where it fits.
    pub fn refuse_size(&self, size_bytes: u64) -> Option<Defect> {
        (size_bytes > self.read_bytes_max).then(|| {
            Defect::new(
                DefectKind::LimitReached,
                format!("states {size_bytes} bytes; at most {} are read of one entry", self.read_bytes_max),
            )
        })
    }
}
