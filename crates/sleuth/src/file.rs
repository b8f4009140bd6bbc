//! A file's record and its attributes, and reading them. It may not fill in what libtsk could not read.

use crate::Error;
use crate::ffi::{RawFile, RawFs, RawNode};
use std::sync::Arc;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Not said.
    Unknown,
    /// A file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Link,
    /// A character or block device.
    Device,
    /// A named pipe.
    Fifo,
    /// A socket.
    Socket,
    /// Made up by libtsk.
    Virtual,
}

/// What a record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its address.
    pub address: u64,
    /// Size of the main content.
    pub size_bytes: u64,
    /// How often the record was given out (NTFS).
    pub sequence: u32,
    /// What it is.
    pub kind: NodeKind,
    /// It is in use.
    pub live: bool,
    /// Modified, accessed, changed, created, deleted: seconds since 1970 and nanoseconds; `None` where not set. FAT and
    /// exFAT keep a wall clock: there the seconds are that clock read as if it were UTC.
    pub times: [Option<(i64, u32)>; 5],
}

impl Node {
    fn from_raw(raw: &RawNode) -> Self {
        let kind = match raw.kind {
            1 => NodeKind::File,
            2 => NodeKind::Directory,
            3 => NodeKind::Fifo,
            4 | 5 => NodeKind::Device,
            6 => NodeKind::Link,
            8 => NodeKind::Socket,
            10 | 11 => NodeKind::Virtual,
            _ => NodeKind::Unknown,
        };
        let mut times = [None; 5];
        for (time, (seconds, nanos)) in times.iter_mut().zip(raw.seconds.iter().zip(&raw.nanos)) {
            // libtsk writes 0 for a time that is not set, so 1970-01-01T00:00:00 itself can't be told from it.
            if *seconds != 0 {
                *time = Some((*seconds, *nanos % 1_000_000_000));
            }
        }
        Self {
            address: raw.node,
            size_bytes: raw.size_bytes,
            sequence: raw.sequence,
            kind,
            live: raw.live == 1,
            times,
        }
    }
}

/// One attribute of a file: its main content, a named stream, or something of the file system's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Type, by libtsk's numbers: 1 default, 128 NTFS data, 0x1100 and 0x1101 the forks of HFS+, ...
    pub kind: u32,
    /// Number within the file.
    pub id: u16,
    /// Name; empty where it has none.
    pub name: Vec<u8>,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Bytes that its runs describe; 0 where the content stands in the record.
    pub run_bytes: u64,
    /// Bytes of runs that could not be found; libtsk would give zeros for them.
    pub lost_bytes: u64,
    /// First block that stands on the image.
    pub first_block: Option<u64>,
    pub(crate) flags: u32,
}

impl Attribute {
    /// The content of a file as a whole, or a stream of it: what a reader should read.
    pub fn is_content(&self) -> bool {
        matches!(self.kind, 0x1 | 0x80 | 0x1100 | 0x1101)
    }

    /// Encrypted by the file system (EFS).
    pub fn is_encrypted(&self) -> bool {
        self.flags & 0x10 != 0
    }

    /// Compressed by the file system.
    pub fn is_compressed(&self) -> bool {
        self.flags & 0x20 != 0
    }

    /// Kept in blocks, not in the record.
    pub fn is_non_resident(&self) -> bool {
        self.flags & 0x2 != 0
    }
}

/// An open file. It may move to another thread, and is used by one at a time.
pub struct File {
    raw: RawFile,
    node: Node,
}

impl File {
    pub(crate) fn open(fs: &Arc<RawFs>, node: u64) -> Result<Self, Error> {
        let (raw, facts) = RawFile::open(fs, node)?;
        Ok(Self { raw, node: Node::from_raw(&facts) })
    }

    /// What the record says.
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// All attributes, in the record's order.
    ///
    /// # Errors
    /// When they can't be read; of kind `Unrecoverable` for a deleted file whose content can't be found.
    pub fn attributes(&self) -> Result<Vec<Attribute>, Error> {
        self.raw.attributes()
    }

    /// Reads from an offset of an attribute; fewer bytes than asked only at its end or where its runs end.
    ///
    /// # Errors
    /// When the image can't be read there.
    pub fn read_at(&self, attribute: &Attribute, offset: u64, buffer: &mut [u8]) -> Result<usize, Error> {
        let left = attribute.size_bytes.saturating_sub(offset);
        let wanted = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        if wanted == 0 {
            return Ok(0);
        }
        let at = i64::try_from(offset).map_err(|_| Error::argument("an offset above 2^63"))?;
        self.raw.read(attribute.kind, attribute.id, at, &mut buffer[..wanted]).map(|got| got.min(wanted))
    }

    /// Of at most `looks_max` blocks of an attribute, spread over it: how many were looked at, and how many the file
    /// system now holds as in use. For a deleted file the latter belong to others.
    ///
    /// # Errors
    /// When the attribute is gone.
    pub fn blocks_in_use(&self, attribute: &Attribute, looks_max: u64) -> Result<(u64, u64), Error> {
        self.raw.taken(attribute.kind, attribute.id, looks_max)
    }
}
