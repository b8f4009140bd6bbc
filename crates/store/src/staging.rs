//! Work under way: batches on the disk until their reading is sealed.

use crate::{Store, StoreError};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use vocab::ReadingId;

/// The folder of one reading under way.
#[derive(Debug)]
pub struct Staging {
    folder: PathBuf,
    /// Held while this process works on the reading.
    _lock: File,
}

/// A staged file being written. It appears under its name, whole, on [`Staged::keep`].
pub struct Staged {
    out: BufWriter<File>,
    draft: PathBuf,
    name: PathBuf,
}

impl Store {
    /// Opens the staging folder of a reading, for this process alone.
    ///
    /// # Errors
    /// When another process works on it, or the folder can't be made.
    pub fn staging(&self, reading: ReadingId) -> Result<Staging, StoreError> {
        let folder = self.root().join("staging").join(reading.to_string());
        fs::create_dir_all(&folder).map_err(|error| StoreError::file(&folder, &error))?;
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(|error| StoreError::file(&path, &error))?;
        lock.try_lock().map_err(|_| {
            StoreError::new(
                crate::StoreErrorKind::Busy,
                format!("reading {reading} is being worked on by another process"),
                "Wait for it, or stop it",
            )
        })?;
        Ok(Staging { folder, _lock: lock })
    }
}

impl Store {
    /// Removes what a reading staged: it is sealed.
    ///
    /// # Errors
    /// When a file can't be removed.
    pub fn clear_staging(&self, reading: ReadingId) -> Result<(), StoreError> {
        let folder = self.root().join("staging").join(reading.to_string());
        fs::remove_dir_all(&folder).map_err(|error| StoreError::file(&folder, &error))
    }
}

impl Staging {
    /// Begins a file.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn begin(&self, name: &str) -> Result<Staged, StoreError> {
        let name = self.folder.join(name);
        let draft = name.with_extension("draft");
        let file = File::create(&draft).map_err(|error| StoreError::file(&draft, &error))?;
        Ok(Staged { out: BufWriter::with_capacity(1 << 16, file), draft, name })
    }

    /// Opens a kept file.
    ///
    /// # Errors
    /// When there is none.
    pub fn open(&self, name: &str) -> Result<Kept, StoreError> {
        let path = self.folder.join(name);
        File::open(&path).map(Kept).map_err(|error| StoreError::file(&path, &error))
    }

    /// Whether a file was kept.
    pub fn has(&self, name: &str) -> bool {
        self.folder.join(name).exists()
    }

    /// The folder, for scratch space of the readers.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// A staged file that was kept, from its beginning.
#[derive(Debug)]
pub struct Kept(File);

impl Read for Kept {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.0.read(bytes)
    }
}

impl Write for Staged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Staged {
    /// Puts the file on the disk under its name.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub fn keep(self) -> Result<(), StoreError> {
        let Self { out, draft, name } = self;
        let kept = out.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| file.sync_data());
        kept.and_then(|()| fs::rename(&draft, &name)).map_err(|error| StoreError::file(&name, &error))
    }
}
