//! Immutable files as bytes in memory.
#![expect(unsafe_code, reason = "mapping a file is the one thing here that the compiler can't check")]

use crate::StoreError;
use memmap2::Mmap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// The bytes of a published file. Published files are never written again, only replaced by rename.
#[derive(Debug)]
pub struct Mapped(Option<Mmap>);

impl Mapped {
    /// Maps a file.
    ///
    /// # Errors
    /// When it can't be opened or mapped.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let trouble = |error: std::io::Error| StoreError::file(path, &error);
        let file = File::open(path).map_err(trouble)?;
        if file.metadata().map_err(trouble)?.len() == 0 {
            return Ok(Self(None));
        }
        // SAFETY: the file lies in the store's own folder, is never written after publication, and the mapping is
        // read-only. The indexes read over it check every offset, so even foreign bytes cause no more than an error.
        let map = unsafe { Mmap::map(&file) }.map_err(trouble)?;
        Ok(Self(Some(map)))
    }
}

impl AsRef<[u8]> for Mapped {
    fn as_ref(&self) -> &[u8] {
        self.0.as_deref().unwrap_or(&[])
    }
}

/// Hands out the bytes of any file, chunk by chunk.
///
/// # Errors
/// When it can't be read.
pub fn each_chunk(path: &Path, take: &mut dyn FnMut(&[u8])) -> Result<(), StoreError> {
    let trouble = |error: std::io::Error| StoreError::file(path, &error);
    let mut file = File::open(path).map_err(trouble)?;
    let mut chunk = vec![0; 1 << 18];
    loop {
        match file.read(&mut chunk).map_err(trouble)? {
            0 => return Ok(()),
            count => take(&chunk[..count]),
        }
    }
}

/// All bytes of a small file; `None` where it is larger than `size_bytes_max`, however large it says it is.
///
/// # Errors
/// When it can't be read.
pub fn small_file(path: &Path, size_bytes_max: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let trouble = |error: std::io::Error| StoreError::file(path, &error);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(trouble)?;
    file.take(size_bytes_max.saturating_add(1)).read_to_end(&mut bytes).map_err(trouble)?;
    Ok((bytes.len() as u64 <= size_bytes_max).then_some(bytes))
}

/// Names of the files in a folder, sorted; `None` where the path is a file itself.
///
/// # Errors
/// When it can't be looked at, or a name is no text.
pub fn files_in(path: &Path) -> Result<Option<Vec<String>>, StoreError> {
    let trouble = |error: std::io::Error| StoreError::file(path, &error);
    if !std::fs::metadata(path).map_err(trouble)?.is_dir() {
        return Ok(None);
    }
    let mut names = Vec::new();
    for entry in std::fs::read_dir(path).map_err(trouble)? {
        let entry = entry.map_err(trouble)?;
        if entry.file_type().map_err(trouble)?.is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(Some(names))
}
