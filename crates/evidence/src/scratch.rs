//! Scratch space: bytes that came from a stream become content that can be sought in.
//!
//! May not create a file after confinement: every file it may need is made, without a name, before the process is
//! confined, and is used again and again. A confined process can open nothing for writing, but may write to what
//! it already holds; `RLIMIT_FSIZE` bounds each file (see [`crate::confine`]). Files were chosen over
//! `memfd_create` because a memfd is memory: a nested archive of many gigabytes would then kill the reader.

use crate::{Defect, DefectKind, Limits};
use rustix::fs::{Mode, OFlags};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const CHUNK_BYTES: usize = 256 * 1024;

/// Memory and nameless files for [`Spool`]s, shared by all of them.
#[derive(Clone, Debug)]
pub struct Scratch {
    shelf: Arc<Mutex<Shelf>>,
}

#[derive(Debug)]
struct Shelf {
    /// Memory that spools may still take, in bytes.
    memory_bytes: u64,
    files: Vec<File>,
}

impl Scratch {
    /// Memory only: what does not fit ends with [`DefectKind::LimitReached`].
    pub fn in_memory(limits: &Limits) -> Self {
        let shelf = Shelf { memory_bytes: limits.memory_bytes_max, files: Vec::new() };
        Self { shelf: Arc::new(Mutex::new(shelf)) }
    }

    /// Memory first, then nameless files in `directory`; call it before the process is confined.
    ///
    /// `files` spools can be on disk at once: one for each level of nesting will do.
    ///
    /// # Errors
    /// When the directory does not take files.
    pub fn in_directory(directory: &Path, files: usize, limits: &Limits) -> io::Result<Self> {
        let files = (0..files).map(|number| nameless(directory, number)).collect::<io::Result<_>>()?;
        let shelf = Shelf { memory_bytes: limits.memory_bytes_max, files };
        Ok(Self { shelf: Arc::new(Mutex::new(shelf)) })
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        // The shelf is whole between any two statements, so a panic elsewhere leaves nothing half done.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file without a name, so that nothing is left behind however the process ends.
fn nameless(directory: &Path, number: usize) -> io::Result<File> {
    let flags = OFlags::RDWR | OFlags::CLOEXEC;
    let mode = Mode::RUSR | Mode::WUSR;
    if let Ok(fd) = rustix::fs::open(directory, flags | OFlags::TMPFILE, mode) {
        return Ok(File::from(fd));
    }
    // Some file systems (overlay, network) know no nameless files: make one and take its name away at once.
    let name = directory.join(format!(".scratch-{}-{number}", std::process::id()));
    let fd = rustix::fs::open(&name, flags | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW, mode)?;
    rustix::fs::unlink(&name)?;
    Ok(File::from(fd))
}

/// Bytes collected from a stream, seekable; gives back its memory or its file when dropped.
#[derive(Debug)]
pub struct Spool {
    scratch: Scratch,
    held: Held,
    position: u64,
    size_bytes: u64,
}

#[derive(Debug)]
enum Held {
    Memory { bytes: Vec<u8>, taken_bytes: u64 },
    File(Option<File>),
}

impl Spool {
    /// Collects a stream to its end, or to the first thing that is wrong with it.
    ///
    /// The bytes up to there are kept; the defect says what stopped it. `None` means that all of it came.
    pub fn collect(stream: &mut dyn Read, scratch: &Scratch) -> (Self, Option<Defect>) {
        let held = Held::Memory { bytes: Vec::new(), taken_bytes: 0 };
        let mut spool = Self { scratch: scratch.clone(), held, position: 0, size_bytes: 0 };
        let mut chunk = vec![0; CHUNK_BYTES];
        let defect = loop {
            let read = match stream.read(&mut chunk) {
                Ok(0) => break None,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => break Some(crate::archive::defect_of(&error)),
            };
            if let Err(defect) = spool.append(&chunk[..read]) {
                break Some(defect);
            }
        };
        spool.position = 0;
        if let Held::File(Some(file)) = &mut spool.held
            && let Err(error) = file.rewind()
        {
            return (spool, Some(full(&error)));
        }
        (spool, defect)
    }

    /// Bytes held.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    fn append(&mut self, chunk: &[u8]) -> Result<(), Defect> {
        if let Held::Memory { bytes, taken_bytes } = &mut self.held {
            let need = bytes.len() as u64 + chunk.len() as u64;
            if need <= *taken_bytes || self.scratch.shelf().grant(taken_bytes, need) {
                bytes.extend_from_slice(chunk);
                self.size_bytes = need;
                return Ok(());
            }
            self.spill()?;
        }
        if let Held::File(Some(file)) = &mut self.held {
            file.write_all(chunk).map_err(|error| full(&error))?;
            self.size_bytes += chunk.len() as u64;
        }
        Ok(())
    }

    /// Moves what is held from memory to a file.
    fn spill(&mut self) -> Result<(), Defect> {
        let Some(mut file) = self.scratch.shelf().files.pop() else {
            let text = format!("more than {} bytes to hold, and no scratch file is free", self.size_bytes);
            return Err(Defect::new(DefectKind::LimitReached, text));
        };
        let moved = file.rewind().and_then(|()| match &self.held {
            Held::Memory { bytes, .. } => file.write_all(bytes),
            Held::File(_) => Ok(()),
        });
        if let Err(error) = moved {
            self.scratch.shelf().give_back(file);
            return Err(full(&error));
        }
        self.release();
        self.held = Held::File(Some(file));
        Ok(())
    }

    fn release(&mut self) {
        let held = std::mem::replace(&mut self.held, Held::File(None));
        match held {
            Held::Memory { taken_bytes, .. } => self.scratch.shelf().memory_bytes += taken_bytes,
            Held::File(Some(file)) => self.scratch.shelf().give_back(file),
            Held::File(None) => {}
        }
    }
}

impl Shelf {
    /// Grows a spool's share of memory to twice its need where that is left, else to its need.
    fn grant(&mut self, taken_bytes: &mut u64, need_bytes: u64) -> bool {
        let missing = need_bytes - *taken_bytes;
        if missing > self.memory_bytes {
            return false;
        }
        let granted = (missing + need_bytes).min(self.memory_bytes);
        self.memory_bytes -= granted;
        *taken_bytes += granted;
        true
    }

    /// A file that can't be emptied is not used again: its old bytes must never show through.
    fn give_back(&mut self, file: File) {
        if file.set_len(0).is_ok() {
            self.files.push(file);
        }
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        self.release();
    }
}

impl Read for Spool {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.held {
            Held::Memory { bytes, .. } => {
                let from = usize::try_from(self.position).unwrap_or(usize::MAX).min(bytes.len());
                let read = (&bytes[from..]).read(buffer)?;
                self.position += read as u64;
                Ok(read)
            }
            Held::File(Some(file)) => file.read(buffer),
            Held::File(None) => Ok(0),
        }
    }
}

impl Seek for Spool {
    fn seek(&mut self, target: SeekFrom) -> io::Result<u64> {
        if let Held::File(Some(file)) = &mut self.held {
            return file.seek(target);
        }
        let position = match target {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(by) => self.size_bytes.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

fn full(error: &io::Error) -> Defect {
    Defect::new(DefectKind::LimitReached, format!("scratch space: {error}"))
}

/// One nameless file on disk, for content that a decoder must be able to seek in as a file.
#[derive(Debug)]
pub struct Bench(File);

impl Bench {
    /// Makes it in `directory`; call it before the process is confined.
    ///
    /// # Errors
    /// When the directory does not take files.
    pub fn in_directory(directory: &Path) -> io::Result<Self> {
        nameless(directory, usize::MAX).map(Self)
    }

    /// Lays `content` on the bench, from its beginning, in place of what lay there.
    ///
    /// # Errors
    /// When the content can't be read or there is no room.
    pub fn lay(&mut self, content: &mut dyn Read) -> io::Result<&File> {
        self.clear()?;
        io::copy(content, &mut self.0)?;
        self.0.rewind()?;
        Ok(&self.0)
    }

    /// Gives the room back.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn clear(&mut self) -> io::Result<()> {
        self.0.set_len(0)?;
        self.0.rewind()
    }
}
