//! An image and its partition table. It may not guess the form of an image: the caller says it, because libtsk's own
//! guess takes anything it does not know for raw sectors.

use crate::ffi::{RawFs, RawImage, RawImageFacts};
use crate::{Error, FileSystem, FileSystemKind};
use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;

/// How the bytes of the carrier are packed in the image's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Sectors one after another, in one file or in several, in order.
    Raw,
    /// Expert Witness Format (`.E01`), all segments in order.
    Ewf,
    /// VMware virtual disk, by its descriptor or its single file.
    Vmdk,
    /// Microsoft virtual hard disk (VHD, and VHDX as far as libvhdi reads it).
    Vhd,
}

/// Which partition table to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// Whichever is found; an error of kind `Ambiguous` where two are.
    Any,
    /// MBR, with extended partitions.
    Dos,
    /// GPT.
    Gpt,
    /// BSD disklabel.
    Bsd,
    /// Solaris label.
    Sun,
    /// Apple partition map.
    Mac,
}

/// One stretch of a partition table, also the gaps between partitions and the table's own sectors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// Where it starts on the image, in bytes; `u64::MAX` where the table's number does not fit.
    pub start_bytes: u64,
    /// Its length in bytes; `u64::MAX` where the table's number does not fit.
    pub length_bytes: u64,
    /// The table gives it to a partition.
    pub allocated: bool,
    /// It holds the table itself.
    pub is_table: bool,
    /// What libtsk calls it.
    pub label: String,
}

/// A partition table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionTable {
    /// libtsk's short name: `dos`, `gpt`, `bsd`, `sun`, `mac`.
    pub kind: String,
    /// Only the backup at the end of the disk was found.
    pub is_backup: bool,
    /// Stretches in order of start.
    pub partitions: Vec<Partition>,
}

/// The bytes of a carrier, given by a reader of the caller's.
pub trait Sectors: Send {
    /// Fills the buffer from an offset, wholly or not at all. Never asked past the size that was stated.
    ///
    /// # Errors
    /// When any of these bytes can't be given.
    fn read_exact_at(&mut self, offset: u64, buffer: &mut [u8]) -> std::io::Result<()>;
}

/// An image opened read-only.
pub struct Image {
    raw: Arc<RawImage>,
    facts: RawImageFacts,
}

impl Image {
    /// Opens an image in the form stated. `segments` are all files of it, in order.
    ///
    /// # Errors
    /// When libtsk or the library of that form refuses.
    pub fn open<P: AsRef<Path>>(segments: &[P], form: Form) -> Result<Self, Error> {
        let paths = segments
            .iter()
            .map(|path| CString::new(path.as_ref().as_os_str().as_bytes()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| Error::argument("a path holds a NUL byte"))?;
        let form = match form {
            Form::Raw => 0,
            Form::Ewf => 1,
            Form::Vmdk => 2,
            Form::Vhd => 3,
        };
        let (raw, facts) = RawImage::open(&paths, form)?;
        Ok(Self { raw: Arc::new(raw), facts })
    }

    /// Opens an image whose bytes a reader gives. `sector_bytes` is a multiple of 512.
    ///
    /// # Errors
    /// When the sizes are none that libtsk takes.
    pub fn from_reader(reader: Box<dyn Sectors>, size_bytes: u64, sector_bytes: u32) -> Result<Self, Error> {
        let size = i64::try_from(size_bytes).map_err(|_| Error::argument("an image above 2^63 bytes"))?;
        let raw = RawImage::open_reader(reader, size, sector_bytes)?;
        Ok(Self { raw: Arc::new(raw), facts: RawImageFacts { size_bytes, sector_bytes } })
    }

    /// Size of the carrier's bytes.
    pub fn size_bytes(&self) -> u64 {
        self.facts.size_bytes
    }

    /// Size of a sector, as the image states it.
    pub fn sector_bytes(&self) -> u32 {
        self.facts.sector_bytes
    }

    /// Reads from an offset, as far as the buffer and the image reach; 0 at the end.
    ///
    /// # Errors
    /// When the image can't be read there.
    pub fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, Error> {
        let left = self.facts.size_bytes.saturating_sub(offset);
        let wanted = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        if wanted == 0 {
            return Ok(0);
        }
        let at = i64::try_from(offset).map_err(|_| Error::argument("an offset above 2^63"))?;
        let mut done = 0;
        while done < wanted {
            let from = at.saturating_add_unsigned(done as u64);
            let got = self.raw.read(from, &mut buffer[done..wanted])?;
            if got == 0 {
                break;
            }
            done += got.min(wanted - done);
        }
        Ok(done)
    }

    /// Reads the partition table.
    ///
    /// # Errors
    /// Of kind `Unrecognised` where there is none, `Ambiguous` where two are recognised.
    pub fn partitions(&self, kind: TableKind) -> Result<PartitionTable, Error> {
        let kind = match kind {
            TableKind::Any => 0,
            TableKind::Dos => 1,
            TableKind::Gpt => 2,
            TableKind::Bsd => 3,
            TableKind::Sun => 4,
            TableKind::Mac => 5,
        };
        self.raw.partitions(kind)
    }

    /// Opens the file system that starts at an offset; `None` takes whichever is found there.
    ///
    /// # Errors
    /// Of kind `Unrecognised`, `Ambiguous`, `Encrypted` or `PossiblyEncrypted` as libtsk says, or what is broken.
    pub fn file_system(&self, offset: u64, kind: Option<FileSystemKind>) -> Result<FileSystem, Error> {
        let at = i64::try_from(offset).map_err(|_| Error::argument("an offset above 2^63"))?;
        let (raw, facts) = RawFs::open(&self.raw, at, kind.map_or(0, FileSystemKind::detect_code))?;
        Ok(FileSystem::new(raw, facts, offset))
    }
}
