//! Opening a source by what it is, not by what it is called.

use crate::folder::FolderSource;
use crate::{Source, SourceError, image};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Read as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// Which files or folder a path leads to now, as the system numbers them: one that was unmounted, replaced or cut off
/// has another. It serves comparing within one run, and means nothing after the next start of the machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor(Vec<(u64, u64, u64)>);

impl Anchor {
    /// That of a source: device, number and size of each of its files, or of its folder.
    ///
    /// # Errors
    /// When one of them is not there.
    pub fn of(path: &Path) -> io::Result<Self> {
        let files =
            if is_image(path) { image::segments(path).map_err(io::Error::other)? } else { vec![path.into()] };
        let anchor = |path: &std::path::PathBuf| {
            let metadata = path.metadata()?;
            let size = if metadata.is_file() { metadata.size() } else { 0 };
            Ok((metadata.dev(), metadata.ino(), size))
        };
        files.iter().map(anchor).collect::<io::Result<_>>().map(Self)
    }
}

/// As much of the beginning of a file as recognising an image takes.
const HEAD_BYTES: u64 = 64 << 10;

/// Opens a folder, an image or a single file, read-only.
///
/// # Errors
/// When there is no such thing, or it is an image in a form that is not read.
pub fn open(path: &Path) -> Result<Box<dyn Source>, SourceError> {
    if is_image(path) { Ok(Box::new(image::open(path)?)) } else { Ok(Box::new(FolderSource::open(path)?)) }
}

/// Whether [`open`] takes this for an image, which may be split over the files beside it.
pub fn is_image(path: &Path) -> bool {
    path.is_file() && head(path, HEAD_BYTES).is_ok_and(|head| image::looks_like_image(path, &head))
}

/// The beginning of a file.
///
/// # Errors
/// When it can't be read.
pub fn head(path: &Path, bytes: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(bytes).read_to_end(&mut head)?;
    Ok(head)
}
