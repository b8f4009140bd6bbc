//! Forms of archives, recognised by their first bytes and never by their names.
//!
//! May not judge whether the rest fits: the walk finds that out.

use super::tar;

/// How an archive is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Zip, also zip64. Documents and packages of many kinds are zip too.
    Zip,
    /// Tape archive: v7, ustar, pax or GNU.
    Tar,
    /// 7z.
    SevenZip,
    /// Gzip: of a tar, or of one file.
    Gzip,
    /// XZ: of a tar, or of one file.
    Xz,
    /// Zstandard: of a tar, or of one file.
    Zstd,
    /// Bzip2: of a tar, or of one file.
    Bzip2,
}

impl Form {
    /// Bytes from the start that [`Form::recognise`] wants to see, where there are as many.
    pub const HEAD_BYTES: usize = 512;

    /// Recognises an archive by its first bytes.
    pub fn recognise(head: &[u8]) -> Option<Self> {
        const MAGIC: [(&[u8], Form); 7] = [
            (b"PK\x03\x04", Form::Zip),
            (b"PK\x05\x06", Form::Zip),
            (b"PK\x07\x08PK\x03\x04", Form::Zip),
            (b"7z\xbc\xaf\x27\x1c", Form::SevenZip),
            (b"\x1f\x8b\x08", Form::Gzip),
            (b"\xfd7zXZ\x00", Form::Xz),
            (b"\x28\xb5\x2f\xfd", Form::Zstd),
        ];
        if let Some((_, form)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
            return Some(*form);
        }
        // `BZh` and a digit occur in text; the mark of a first block, or of the end, does not.
        if let [b'B', b'Z', b'h', b'1'..=b'9', mark @ ..] = head
            && (mark.starts_with(b"1AY&SY") || mark.starts_with(b"\x17\x72\x45\x38\x50\x90"))
        {
            return Some(Self::Bzip2);
        }
        tar::looks_like(head).then_some(Self::Tar)
    }

    /// A stable word for records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Tar => "tar",
            Self::SevenZip => "7z",
            Self::Gzip => "gzip",
            Self::Xz => "xz",
            Self::Zstd => "zstd",
            Self::Bzip2 => "bzip2",
        }
    }
}
