//! A file system and the names in its directories. It may not walk: the caller decides where to go, how deep, and how
//! loops end, because libtsk's own walk stops silently at 128 levels or 4,096 bytes of path.

use crate::ffi::{RawFs, RawFsFacts};
use crate::{Error, File};
use std::sync::Arc;

/// Which file system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSystemKind {
    /// NTFS.
    Ntfs,
    /// FAT12.
    Fat12,
    /// FAT16.
    Fat16,
    /// FAT32.
    Fat32,
    /// exFAT.
    ExFat,
    /// ext2.
    Ext2,
    /// ext3.
    Ext3,
    /// ext4.
    Ext4,
    /// UFS (FFS) of any version.
    Ufs,
    /// HFS+ and HFSX.
    HfsPlus,
    /// HFS.
    Hfs,
    /// ISO 9660, with Joliet or Rock Ridge.
    Iso9660,
    /// Another that libtsk named by a number we do not know, or that we do not read (YAFFS2, APFS).
    Other,
}

impl FileSystemKind {
    /// Each family once, by a member that stands for it, in the order of being tried.
    pub const FAMILIES: [Self; 6] =
        [Self::Ntfs, Self::ExFat, Self::Ext4, Self::HfsPlus, Self::Ufs, Self::Iso9660];

    /// A short stable name: `ntfs`, `fat32`, `ext4`, ...
    pub fn name(self) -> &'static str {
        match self {
            Self::Ntfs => "ntfs",
            Self::Fat12 => "fat12",
            Self::Fat16 => "fat16",
            Self::Fat32 => "fat32",
            Self::ExFat => "exfat",
            Self::Ext2 => "ext2",
            Self::Ext3 => "ext3",
            Self::Ext4 => "ext4",
            Self::Ufs => "ufs",
            Self::HfsPlus => "hfs+",
            Self::Hfs => "hfs",
            Self::Iso9660 => "iso9660",
            Self::Other => "other",
        }
    }

    /// FAT12, FAT16, FAT32 or exFAT.
    pub fn is_fat(self) -> bool {
        matches!(self, Self::Fat12 | Self::Fat16 | Self::Fat32 | Self::ExFat)
    }

    /// ext2, ext3 or ext4.
    pub fn is_ext(self) -> bool {
        matches!(self, Self::Ext2 | Self::Ext3 | Self::Ext4)
    }

    fn from_code(code: u32) -> Self {
        match code {
            0x1 => Self::Ntfs,
            0x2 => Self::Fat12,
            0x4 => Self::Fat16,
            0x8 => Self::Fat32,
            0xa => Self::ExFat,
            0x80 => Self::Ext2,
            0x100 => Self::Ext3,
            0x2000 => Self::Ext4,
            0x10 | 0x20 | 0x40 => Self::Ufs,
            0x1000 => Self::HfsPlus,
            0x8000 => Self::Hfs,
            0x800 => Self::Iso9660,
            _ => Self::Other,
        }
    }

    /// The family's own detection: a member alone would refuse its brothers.
    pub(crate) fn detect_code(self) -> u32 {
        match self {
            Self::Ntfs => 0x1,
            Self::Fat12 | Self::Fat16 | Self::Fat32 | Self::ExFat => 0xe,
            Self::Ext2 | Self::Ext3 | Self::Ext4 => 0x2180,
            Self::Ufs => 0x70,
            Self::HfsPlus | Self::Hfs => 0x9000,
            Self::Iso9660 => 0x800,
            Self::Other => 0,
        }
    }
}

/// What a directory says that a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
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
    /// Made up by libtsk: a volume label, a table of the file system, the directory of nameless records.
    Virtual,
}

impl NameKind {
    pub(crate) fn from_code(code: u32) -> Self {
        match code {
            1 => Self::Fifo,
            2 | 4 => Self::Device,
            3 => Self::Directory,
            5 => Self::File,
            6 => Self::Link,
            7 => Self::Socket,
            10 | 11 => Self::Virtual,
            _ => Self::Unknown,
        }
    }
}

/// One name in a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name; libtsk gives UTF-8 where the file system keeps UTF-16, else the bytes as found.
    pub bytes: Vec<u8>,
    /// Address of the record it points to.
    pub node: u64,
    /// Sequence number of that record when the name was given (NTFS).
    pub sequence: u32,
    /// What it is.
    pub kind: NameKind,
    /// The name is in use.
    pub live: bool,
}

/// A file system opened read-only.
pub struct FileSystem {
    raw: Arc<RawFs>,
    facts: RawFsFacts,
    offset_bytes: u64,
}

impl FileSystem {
    pub(crate) fn new(raw: RawFs, facts: RawFsFacts, offset_bytes: u64) -> Self {
        Self { raw: Arc::new(raw), facts, offset_bytes }
    }

    /// Which file system.
    pub fn kind(&self) -> FileSystemKind {
        FileSystemKind::from_code(self.facts.kind)
    }

    /// libtsk found it to be encrypted as a whole.
    pub fn is_encrypted(&self) -> bool {
        self.facts.flags & 4 != 0
    }

    /// Records carry sequence numbers (NTFS).
    pub fn has_sequences(&self) -> bool {
        self.facts.flags & 1 != 0
    }

    /// Where it starts on the image, in bytes.
    pub fn offset_bytes(&self) -> u64 {
        self.offset_bytes
    }

    /// Size in bytes that it states of itself.
    pub fn size_bytes(&self) -> u64 {
        self.facts.block_count.saturating_mul(u64::from(self.facts.block_bytes))
    }

    /// Bytes that the file system states and the image does not hold: 0 for a whole image.
    pub fn missing_bytes(&self) -> u64 {
        let blocks = self.facts.last_block.saturating_sub(self.facts.last_block_present);
        blocks.saturating_mul(u64::from(self.facts.block_bytes))
    }

    /// Where a block starts on the image, in bytes.
    pub fn block_offset_bytes(&self, block: u64) -> u64 {
        block.saturating_mul(u64::from(self.facts.block_bytes)).saturating_add(self.offset_bytes)
    }

    /// Address of the root directory.
    pub fn root(&self) -> u64 {
        self.facts.root
    }

    /// Address of the made-up directory that holds records without a name.
    pub fn orphans(&self) -> u64 {
        self.facts.orphans
    }

    /// All names of a directory, also deleted ones, `.` and `..`, and those that libtsk makes up, in libtsk's order;
    /// and whether a part of the directory could not be read, so that names may be missing.
    ///
    /// # Errors
    /// When the directory can't be read at all.
    pub fn names(&self, directory: u64) -> Result<(Vec<Name>, bool), Error> {
        self.raw.names(directory)
    }

    /// Opens the record at an address.
    ///
    /// # Errors
    /// When there is no such record or it is broken.
    pub fn file(&self, node: u64) -> Result<File, Error> {
        File::open(&self.raw, node)
    }
}
