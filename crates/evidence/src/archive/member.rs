//! What an archive says of a member, and how a walk ended.
//!
//! May not touch a name up: it is what was found.

use crate::Defect;
use vocab::Stamp;

/// What a member stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MemberKind {
    /// Bytes of its own.
    File,
    /// A directory.
    Directory,
    /// A symbolic link, or another name for a member before it. Where the form stores a symbolic link's target as
    /// content, the reader gives it; it is never followed.
    Link,
    /// A device, pipe, volume label or the like.
    Other,
}

impl MemberKind {
    /// Why a member of this kind is skipped, as a stable word; `None` for a file.
    pub fn skip_reason(self) -> Option<&'static str> {
        match self {
            Self::File => None,
            Self::Directory => Some("directory"),
            Self::Link => Some("link"),
            Self::Other => Some("special_member"),
        }
    }
}

/// One member, before its bytes have been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Name, bytes as found; empty where the form keeps none. 7z keeps UTF-16, given here as UTF-8.
    pub path: Vec<u8>,
    /// What it stands for.
    pub kind: MemberKind,
    /// Size in bytes that the archive states; `None` where it states none.
    pub size_bytes: Option<u64>,
    /// Times that the archive states. A zone-less and a zoned form of one time both stand here.
    pub stamps: Vec<Stamp>,
    /// Where its (packed) bytes start in the holder, where the form tells.
    pub offset_bytes: Option<u64>,
    /// What is already known to be wrong. Its reader may have more to say.
    pub defects: Vec<Defect>,
}

impl Member {
    pub(super) fn new(path: Vec<u8>, kind: MemberKind) -> Self {
        Self { path, kind, size_bytes: None, stamps: Vec::new(), offset_bytes: None, defects: Vec::new() }
    }
}

/// How a walk ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ending {
    /// Members that the archive states, of every kind; `None` where the form states no number.
    pub stated: Option<u64>,
    /// Members visited, of every kind.
    pub visited: u64,
    /// What is wrong with the archive as a whole: a limit reached, damage, an end too early.
    pub defects: Vec<Defect>,
    /// The visitor broke off, or a limit ended the walk before the archive's end.
    pub broken_off: bool,
}

impl Ending {
    /// Members that are known to be there and were not visited: they count as failed. More may be missing where
    /// no number is stated; then a defect says so.
    pub fn unvisited(&self) -> u64 {
        self.stated.map_or(0, |stated| stated.saturating_sub(self.visited))
    }
}
