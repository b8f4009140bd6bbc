//! What parent and reader say to each other: frames of a length (four bytes, little-endian) and a postcard value.
//!
//! The parent believes nothing that follows: lengths are bounded, and a frame that can't be read ends the reader.

use evidence::confine::Confined;
use evidence::dump;
use evidence::known::{Format, KnownRecord, KnownSummary};
use evidence::source::Anchor;
use evidence::{Defect, Entry, Limits, Listing, SourceFacts, Verified};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use vocab::{Digests, Family, Kind, Pdq, Place, Stamp};

/// No frame is longer: a bound on what a reader gone wrong can make the parent hold.
const FRAME_BYTES_MAX: usize = 16 << 20;

/// The first thing a reader is told.
#[derive(Debug, Serialize, Deserialize)]
pub struct Begin {
    /// What is read: a folder, a file, an image, or a known-set file.
    pub source: PathBuf,
    /// What untrusted content may cost.
    pub limits: Limits,
    /// Where scratch files may be made before confinement.
    pub scratch: PathBuf,
    /// Families to decode; all where `None`. The rest is digested and named, no more.
    pub families: Option<BTreeSet<Family>>,
    /// Run ffmpeg for videos.
    pub video: bool,
    /// Go on with the other fences where the kernel has no Landlock.
    pub landlock_optional: bool,
    /// Process id of the parent, to end with it.
    pub parent: u32,
    /// What to do.
    pub task: Task,
}

/// What a reader is for.
#[derive(Debug, Serialize, Deserialize)]
pub enum Task {
    /// List the source.
    List,
    /// Read batches, as they are asked for.
    Read,
    /// Compute the digests that an image states of itself.
    Verify,
    /// Read a known-set file; the format where the caller states it.
    Known(Option<Format>),
    /// Read the dump of a forum or chat service; the format where the caller states it.
    Dump(Option<dump::Format>),
}

/// A piece within a batch: the entry, and the piece's number within what the entry holds (0 is the entry itself).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spot {
    /// Entry of the batch.
    pub entry: u32,
    /// Piece of the entry, in reading order.
    pub piece: u32,
}

/// How much of a piece to leave alone, because a reader died on it before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Skip {
    /// Digest it, decode nothing.
    Decoding,
    /// Leave it.
    All,
}

/// The parent asks.
#[derive(Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Read these entries. `true`: outside the authorisation, so digest only.
    Batch {
        /// The entries.
        entries: Vec<(Entry, bool)>,
        /// Pieces on which a reader died.
        skip: Vec<(Spot, Skip)>,
    },
}

/// The reader tells.
#[derive(Debug, Serialize, Deserialize)]
pub enum Tell {
    /// Confined and ready, with what the source says of itself, and which files it is.
    Ready(Confined, SourceFacts, Anchor),
    /// The source (or set) can't be read at all: what, why, and a hint.
    Refused(String, String, String),
    /// A line of the listing.
    Listing(Listing),
    /// About to work on a piece.
    Started(Spot),
    /// Still at it: bytes so far.
    Beat(u64),
    /// A piece is done.
    Piece(Box<Piece>),
    /// Something more that is wrong with a piece told before.
    More(Spot, Defect),
    /// Digests of the image, stated and computed, and what of it can't be read.
    Verified(Verified),
    /// An entry of a known set.
    Known(KnownRecord),
    /// The set is at its end.
    KnownEnded(Format, KnownSummary),
    /// A record of a dump.
    Dump(Box<dump::Record>),
    /// The dump is at its end.
    DumpEnded(Box<dump::Report>),
    /// The task, or the batch, is done.
    Ended,
}

/// How the reading of a piece ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PieceOutcome {
    /// Its bytes were read.
    Read,
    /// Left unread; a stable word.
    Skipped(String),
    /// Could not be read; a stable word.
    Failed(String),
}

/// Prints and size of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// PDQ in the eight orientations, the stored one first; `None` where nothing could be decoded.
    pub prints: Option<[Pdq; 8]>,
    /// PDQ quality, 0 to 100.
    pub quality: u8,
}

/// A sampled frame of a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Milliseconds from the start.
    pub at_millis: u64,
    /// PDQ in the eight orientations.
    pub prints: [Pdq; 8],
    /// Quality.
    pub quality: u8,
}

/// What names a camera, and the rest of what a file says of its making.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Camera {
    /// Maker.
    pub make: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Serial number of the body.
    pub serial: Option<String>,
    /// Lens.
    pub lens: Option<String>,
    /// Software.
    pub software: Option<String>,
    /// Latitude and longitude, degrees.
    pub gps: Option<(f64, f64)>,
    /// Everything else, as JSON text.
    pub more: Option<String>,
}

/// One thing found: an entry, a member of an archive, a thumbnail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// Which.
    pub spot: Spot,
    /// The piece of the same entry that holds it.
    pub holder: Option<u32>,
    /// Where it was found.
    pub place: Place,
    /// Bytes read, or stated where they were not read.
    pub size_bytes: u64,
    /// Times that the file system, the archive or the file itself gives.
    pub stamps: Vec<Stamp>,
    /// How it ended.
    pub outcome: PieceOutcome,
    /// Type by content.
    pub kind: Option<Kind>,
    /// Digests.
    pub digests: Option<Digests>,
    /// Picture facts.
    pub picture: Option<Picture>,
    /// Camera and making.
    pub camera: Camera,
    /// Length of a video or sound.
    pub duration_millis: Option<u64>,
    /// Frames of a video.
    pub frames: Vec<Frame>,
    /// What is wrong with it.
    pub defects: Vec<Defect>,
}

/// Writes a frame.
///
/// # Errors
/// When the other end is gone, or the value is larger than a frame may be.
pub(crate) fn send<T: Serialize>(out: &mut impl Write, value: &T) -> io::Result<()> {
    let bytes = postcard::to_stdvec(value).map_err(io::Error::other)?;
    let length = u32::try_from(bytes.len()).ok().filter(|length| *length as usize <= FRAME_BYTES_MAX);
    let length = length.ok_or_else(|| io::Error::other("a frame is too large"))?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&bytes)
}

/// Reads a frame; `None` at the end.
///
/// # Errors
/// When the frame is cut off, too long, or not the value expected.
pub(crate) fn receive<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > FRAME_BYTES_MAX {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame is longer than allowed"));
    }
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    postcard::from_bytes(&bytes).map(Some).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}
