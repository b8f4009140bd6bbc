//! A folder, or one single file, as a source.
//!
//! May not follow a symbolic link, wait on a pipe, change a time stamp where the system allows otherwise, or
//! leave anything unsaid: every name in the folder is an entry, skipped with a reason, or failed.
//!
//! The folder given by a person may itself be reached through links; below it none is followed. Everything is
//! opened relative to a directory already held open, so that paths longer than the system's `PATH_MAX` work and
//! a directory swapped for a link while being read leads nowhere else.

mod walk;

use crate::{
    Content, Defect, DefectKind, Entry, Limits, Listing, Locator, Source, SourceError, SourceFacts, Verified,
};
use rustix::fs::{AtFlags, FileType, Mode, OFlags, Statx, StatxFlags};
use rustix::io::Errno;
use std::fs::File;
use std::ops::ControlFlow;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use vocab::{Moment, Stamp, TimeMeaning, When};

const DIRECTORY: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC)
    .union(OFlags::NOCTTY);

/// A folder or one single file, opened read-only.
#[derive(Debug)]
pub struct FolderSource {
    root: OwnedFd,
    /// Name of the one file within `root`, where the source is a single file.
    single: Option<Vec<u8>>,
    /// The directory that the last opened file stood in: the next one usually stands there too.
    last: Option<(Vec<u8>, OwnedFd)>,
}

impl FolderSource {
    /// Opens a folder or one single file.
    ///
    /// A single file is listed as one entry whose path is its name.
    ///
    /// # Errors
    /// When the path does not exist, may not be read, or is neither a folder nor a regular file.
    pub fn open(path: &Path) -> Result<Self, SourceError> {
        let refuse = |why: String, hint: &str| SourceError {
            what: path.display().to_string(),
            why,
            hint: hint.to_owned(),
        };
        let real = path
            .canonicalize()
            .map_err(|error| refuse(error.to_string(), "Check the path and the right to read it"))?;
        let stat =
            rustix::fs::stat(&real).map_err(|error| refuse(describe(error), "Check the right to read it"))?;
        let (directory, single) = match FileType::from_raw_mode(stat.st_mode) {
            FileType::Directory => (real.as_path(), None),
            FileType::RegularFile => {
                let name = real.file_name().map(|name| name.as_bytes().to_vec());
                (real.parent().unwrap_or(Path::new("/")), name)
            }
            _ => {
                return Err(refuse(
                    "neither a folder nor a regular file".into(),
                    "Give a folder, a file or an image",
                ));
            }
        };
        // A single file needs only the right to pass through its folder, not to list it.
        let flags = if single.is_some() { DIRECTORY.union(OFlags::PATH) } else { DIRECTORY };
        let root = rustix::fs::open(directory, flags, Mode::empty())
            .map_err(|error| refuse(describe(error), "Check the right to read the folder"))?;
        Ok(Self { root, single, last: None })
    }

    /// Opens a regular file by a path of any length, name by name, through directories only.
    fn open_beneath(&mut self, path: &[u8]) -> Result<File, Defect> {
        let Some(at) = path.iter().rposition(|&byte| byte == b'/') else {
            return open_regular(self.root.as_fd(), path);
        };
        let (directory, name) = (&path[..at], &path[at + 1..]);
        if let Some((held, fd)) = &self.last
            && held == directory
        {
            return open_regular(fd.as_fd(), name);
        }
        let mut reached: Option<OwnedFd> = None;
        for step in directory.split(|&byte| byte == b'/') {
            let here = reached.as_ref().map_or(self.root.as_fd(), |fd| fd.as_fd());
            reached = Some(open_directory(here, step).map_err(|error| gone(&error))?);
        }
        let Some(reached) = reached else { return open_regular(self.root.as_fd(), name) };
        let file = open_regular(reached.as_fd(), name);
        self.last = Some((directory.to_vec(), reached));
        file
    }
}

impl Source for FolderSource {
    fn facts(&self) -> SourceFacts {
        let form = if self.single.is_some() { "file" } else { "folder" };
        let segments = self.single.iter().map(|name| vocab::escape_bytes(name)).collect();
        let stat = self.single.as_ref().and_then(|name| stat_at(self.root.as_fd(), name).ok());
        let segment_sizes: Vec<u64> = stat.iter().map(|stat| stat.stx_size).collect();
        let size_bytes = segment_sizes.iter().sum();
        SourceFacts { form: form.into(), size_bytes, segments, segment_sizes, ..SourceFacts::default() }
    }

    fn list(
        &mut self,
        limits: &Limits,
        say: &mut dyn FnMut(Listing) -> ControlFlow<()>,
    ) -> Result<(), SourceError> {
        match &self.single {
            Some(name) => {
                let _ = say(walk::line(self.root.as_fd(), name, name.clone(), limits));
                Ok(())
            }
            None => walk::walk(self.root.as_fd(), limits, say).map_err(|error| SourceError {
                what: "the folder".into(),
                why: describe(error),
                hint: "Check the right to read it and that the carrier is still attached".into(),
            }),
        }
    }

    fn open(&mut self, entry: &Entry) -> Result<Box<dyn Content + '_>, Defect> {
        if entry.locator != Locator::Path {
            return Err(Defect::new(DefectKind::Unreadable, "the entry was not listed by a folder"));
        }
        if let Some(name) = &self.single
            && *name != entry.place.path
        {
            return Err(Defect::new(
                DefectKind::Unreadable,
                "the entry is not the single file that was opened",
            ));
        }
        Ok(Box::new(self.open_beneath(&entry.place.path)?))
    }

    fn verify(&mut self, _progress: &mut dyn FnMut(u64) -> ControlFlow<()>) -> Verified {
        Verified::default()
    }
}

/// Opens a directory within another. `..` and the empty name are refused: no listing ever gives them.
fn open_directory(parent: BorrowedFd<'_>, name: &[u8]) -> Result<OwnedFd, Errno> {
    if matches!(name, b"" | b"." | b"..") {
        return Err(Errno::INVAL);
    }
    open_quietly(parent, name)
}

/// Opens a directory to read its names, leaving its access time alone where that is allowed.
fn open_quietly(parent: BorrowedFd<'_>, name: &[u8]) -> Result<OwnedFd, Errno> {
    match rustix::fs::openat(parent, name, DIRECTORY | OFlags::NOATIME, Mode::empty()) {
        // Only the owner may leave the access time alone.
        Err(Errno::PERM) => rustix::fs::openat(parent, name, DIRECTORY, Mode::empty()),
        other => other,
    }
}

/// Opens a regular file without following, waiting, or (where allowed) touching its access time.
///
/// The kind is looked at before opening, because opening some devices acts on them, and again afterwards,
/// because the name may have been given to something else meanwhile.
fn open_regular(parent: BorrowedFd<'_>, name: &[u8]) -> Result<File, Defect> {
    let stat = stat_at(parent, name).map_err(|error| gone(&error))?;
    require_regular(&stat)?;
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NOCTTY | OFlags::NONBLOCK;
    let opened = match rustix::fs::openat(parent, name, flags | OFlags::NOATIME, Mode::empty()) {
        Err(Errno::PERM) => rustix::fs::openat(parent, name, flags, Mode::empty()),
        other => other,
    };
    let file = File::from(opened.map_err(|error| gone(&error))?);
    let opened_stat = rustix::fs::fstat(&file).map_err(|error| gone(&error))?;
    if FileType::from_raw_mode(opened_stat.st_mode) != FileType::RegularFile {
        return Err(Defect::new(DefectKind::Unreadable, "no longer a regular file"));
    }
    Ok(file)
}

fn require_regular(stat: &Statx) -> Result<(), Defect> {
    match file_type(stat) {
        FileType::RegularFile => Ok(()),
        _ => Err(Defect::new(DefectKind::Unreadable, "no longer a regular file")),
    }
}

fn file_type(stat: &Statx) -> FileType {
    FileType::from_raw_mode(stat.stx_mode.into())
}

fn stat_at(parent: BorrowedFd<'_>, name: &[u8]) -> Result<Statx, Errno> {
    let flags = AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT;
    rustix::fs::statx(parent, name, flags, StatxFlags::BASIC_STATS | StatxFlags::BTIME)
}

/// The times that the file system keeps, in the order modified, accessed, changed, created.
fn stamps(stat: &Statx) -> Vec<Stamp> {
    let mask = StatxFlags::from_bits_retain(stat.stx_mask);
    let times = [
        (StatxFlags::MTIME, TimeMeaning::Modified, stat.stx_mtime),
        (StatxFlags::ATIME, TimeMeaning::Accessed, stat.stx_atime),
        (StatxFlags::CTIME, TimeMeaning::Changed, stat.stx_ctime),
        (StatxFlags::BTIME, TimeMeaning::Created, stat.stx_btime),
    ];
    times
        .into_iter()
        .filter(|(flag, ..)| mask.contains(*flag))
        .filter_map(|(_, meaning, time)| {
            let when = When::Utc(Moment::from_unix(time.tv_sec, time.tv_nsec)?);
            Some(Stamp { meaning, when })
        })
        .collect()
}

fn gone(error: &Errno) -> Defect {
    let text = match *error {
        Errno::NOENT => "no longer there; it was removed or renamed after it had been listed".to_owned(),
        Errno::LOOP | Errno::NOTDIR => {
            "a directory on its path is no longer one, or has become a link".to_owned()
        }
        Errno::MFILE | Errno::NFILE => "too many files are open".to_owned(),
        other => describe(other),
    };
    Defect::new(DefectKind::Unreadable, text)
}

fn describe(error: Errno) -> String {
    std::io::Error::from(error).to_string()
}
