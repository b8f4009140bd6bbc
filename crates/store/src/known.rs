//! The files of a known set: written aside, published by one rename, never written again.

use crate::{Mapped, Store, StoreError, StoreErrorKind};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// A known set being written.
pub struct KnownPublication {
    draft: PathBuf,
    folder: PathBuf,
}

/// One file of a set being written.
pub struct KnownFile(BufWriter<File>);

impl Write for KnownFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The files of a published set.
#[derive(Debug)]
pub struct KnownFiles {
    folder: PathBuf,
}

impl Store {
    fn known_folder(&self, folder: &str) -> PathBuf {
        self.root().join("known").join(folder)
    }

    /// Begins the files of a set; `folder` is a plain word that no other version uses.
    ///
    /// # Errors
    /// When the folder can't be made.
    pub fn publish_known(&self, folder: &str) -> Result<KnownPublication, StoreError> {
        let draft = self.known_folder(&format!(".{folder}.draft"));
        if draft.exists() {
            fs::remove_dir_all(&draft).map_err(|error| StoreError::file(&draft, &error))?;
        }
        fs::create_dir_all(&draft).map_err(|error| StoreError::file(&draft, &error))?;
        Ok(KnownPublication { draft, folder: self.known_folder(folder) })
    }

    /// The files of a published set.
    pub fn known_files(&self, folder: &str) -> KnownFiles {
        KnownFiles { folder: self.known_folder(folder) }
    }
}

impl KnownPublication {
    /// Writes one file whole.
    ///
    /// # Errors
    /// When `fill` fails or the disk is full.
    pub fn write<T>(
        &self,
        name: &str,
        fill: impl FnOnce(KnownFile) -> io::Result<(KnownFile, T)>,
    ) -> Result<T, StoreError> {
        let path = self.draft.join(name);
        let trouble = |error: std::io::Error| StoreError::file(&path, &error);
        let file = File::create(&path).map_err(trouble)?;
        let (out, value) = fill(KnownFile(BufWriter::with_capacity(1 << 20, file))).map_err(trouble)?;
        out.0.into_inner().map_err(|error| trouble(error.into_error()))?.sync_all().map_err(trouble)?;
        Ok(value)
    }

    /// Publishes all files at once.
    ///
    /// # Errors
    /// When the folder is taken.
    pub fn publish(self) -> Result<(), StoreError> {
        fs::rename(&self.draft, &self.folder).map_err(|error| {
            StoreError::new(
                StoreErrorKind::Exists,
                format!("{}: {error}", self.folder.display()),
                "Import the set again; it gets a new version",
            )
        })
    }
}

impl KnownFiles {
    /// Maps one file.
    ///
    /// # Errors
    /// When it is not there.
    pub fn map(&self, name: &str) -> Result<Mapped, StoreError> {
        Mapped::open(&self.folder.join(name))
    }
}
