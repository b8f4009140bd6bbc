//! Sealed manifests and other blobs, in an object store: a local folder by default.

use crate::{StoreError, StoreErrorKind};
use futures::executor::block_on;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, PutPayload};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Blobs by key. A key is written once.
#[derive(Clone, Debug)]
pub struct Objects(Arc<dyn ObjectStore>);

impl Objects {
    pub(crate) fn local(folder: &Path) -> Result<Self, StoreError> {
        let local =
            LocalFileSystem::new_with_prefix(folder).map_err(|error| trouble(&error))?.with_fsync(true);
        Ok(Self(Arc::new(local)))
    }

    /// Keeps a blob under a key that is not taken. The same bytes under the same key again is no error.
    ///
    /// # Errors
    /// When the key holds other bytes, or the store refuses.
    pub fn put(&self, key: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        let bytes = PutPayload::from(bytes);
        let options = PutOptions::from(PutMode::Create);
        match block_on(self.0.put_opts(&Key::from(key), bytes.clone(), options)) {
            Ok(_) => Ok(()),
            Err(object_store::Error::AlreadyExists { .. }) => {
                let same = bytes.iter().flatten().eq(self.get(key)?.iter());
                let exists = || {
                    StoreError::new(
                        StoreErrorKind::Exists,
                        format!("object {key} holds other bytes"),
                        "Nothing was overwritten",
                    )
                };
                same.then_some(()).ok_or_else(exists)
            }
            Err(error) => Err(trouble(&error)),
        }
    }

    /// Gives a blob.
    ///
    /// # Errors
    /// When there is none, or it can't be read.
    pub fn get(&self, key: &str) -> Result<Vec<u8>, StoreError> {
        let bytes = block_on(async { self.0.get(&Key::from(key)).await?.bytes().await });
        bytes.map(Into::into).map_err(|error| trouble(&error))
    }
}

fn trouble(error: &object_store::Error) -> StoreError {
    let (kind, hint) = match error {
        object_store::Error::NotFound { .. } => (StoreErrorKind::Missing, "Restore it from a backup"),
        _ => (StoreErrorKind::File, "Check the folder and the room on the disk"),
    };
    StoreError::new(kind, format!("object store: {error}"), hint)
}

/// A blob that is written piece by piece. It is there once [`ObjectWriter::finish`] says so, and not before.
pub struct ObjectWriter {
    upload: Box<dyn MultipartUpload>,
    part: Vec<u8>,
}

/// A part is sent when it has this many bytes: more than the least that S3 takes.
const PART_BYTES: usize = 8 << 20;

impl Objects {
    /// Begins a blob under a key that no other blob will ever have, such as one with a fresh id in it.
    ///
    /// # Errors
    /// When the store refuses.
    pub fn begin(&self, key: &str) -> Result<ObjectWriter, StoreError> {
        let upload = block_on(self.0.put_multipart(&Key::from(key))).map_err(|error| trouble(&error))?;
        Ok(ObjectWriter { upload, part: Vec::new() })
    }
}

impl ObjectWriter {
    fn send(&mut self) -> io::Result<()> {
        let part = PutPayload::from(std::mem::take(&mut self.part));
        block_on(self.upload.put_part(part)).map_err(io::Error::other)
    }

    /// Completes the blob.
    ///
    /// # Errors
    /// When the store refuses; nothing is there then.
    pub fn finish(mut self) -> Result<(), StoreError> {
        let sent = if self.part.is_empty() { Ok(()) } else { self.send() };
        let trouble = |why: String| {
            let hint = "Check the folder and the room on the disk";
            StoreError::new(StoreErrorKind::File, format!("object store: {why}"), hint)
        };
        sent.map_err(|error| trouble(error.to_string()))?;
        block_on(self.upload.complete()).map(drop).map_err(|error| trouble(error.to_string()))
    }

    /// Gives the blob up.
    pub fn abandon(mut self) {
        // What can't be cleared away is an object that no row names.
        drop(block_on(self.upload.abort()));
    }
}

impl io::Write for ObjectWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.part.extend_from_slice(bytes);
        if self.part.len() >= PART_BYTES {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
