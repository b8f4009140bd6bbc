//! Where an item was found.

use crate::escape_bytes;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How an item hangs from the one that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// A member of an archive.
    Member,
    /// A thumbnail embedded in a picture.
    Thumbnail,
}

/// One step inwards: from an archive to its member, from a picture to its thumbnail.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Link {
    /// What kind of step this is.
    pub kind: LinkKind,
    /// Name within the holder, bytes as found; never touched up, so `..` and NUL may occur.
    pub path: Vec<u8>,
    /// Offset of the item's bytes within its holder, where the format tells.
    pub offset_bytes: Option<u64>,
}

/// Whether the file system still holds the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allocation {
    /// In use.
    Live,
    /// Deleted, its bytes recoverable as the file system still describes them. The space may have been
    /// given to another file since: the content is then that file's.
    Deleted,
}

/// Where an item was found on its carrier.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Number of the volume on an image, from 0; `None` for a folder or a single file.
    pub volume: Option<u16>,
    /// Path within the volume or folder, `/` between names, bytes as found, no leading `/`.
    pub path: Vec<u8>,
    /// Steps inwards from there, outermost first.
    pub chain: Vec<Link>,
    /// Live or deleted.
    pub allocation: Allocation,
    /// Offset in bytes of the content's first block on the image, where known.
    pub offset_bytes: Option<u64>,
}

impl Place {
    /// A live place with nothing but a path.
    pub fn at(path: impl Into<Vec<u8>>) -> Self {
        Self {
            volume: None,
            path: path.into(),
            chain: Vec::new(),
            allocation: Allocation::Live,
            offset_bytes: None,
        }
    }

    /// The place of something inside what stands here.
    pub fn within(&self, link: Link) -> Self {
        let mut inner = self.clone();
        inner.chain.push(link);
        inner
    }
}

impl fmt::Display for Place {
    /// Lossless text: `vol1:/path/a.zip!/inner.jpg!thumbnail`, escaped as [`escape_bytes`] does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(volume) = self.volume {
            write!(f, "vol{volume}:/")?;
        }
        f.write_str(&escape_bytes(&self.path))?;
        for link in &self.chain {
            match link.kind {
                LinkKind::Member => write!(f, "!/{}", escape_bytes(&link.path))?,
                LinkKind::Thumbnail => write!(f, "!{}", escape_bytes(&link.path))?,
            }
        }
        Ok(())
    }
}
