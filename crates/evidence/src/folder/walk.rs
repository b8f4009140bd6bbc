//! The walk through a folder: in byte order of the whole path, without recursion, with few open directories.
//!
//! May not open a file: it only looks at names and what the file system says of them.
//!
//! Memory: the names of the directories from the root down to the one being listed, about 24 bytes a name plus the
//! name itself. Open directories: at most [`OPEN_MAX`], however deep the tree; one that was closed on the way
//! down is reopened through `..` on the way up and believed only if it is the same inode on the same device.

use super::{describe, file_type, open_directory, open_quietly, stamps, stat_at};
use crate::{Defect, DefectKind, Entry, Limits, Listing, Locator};
use rustix::fs::{AtFlags, FileType, RawDir, StatxFlags};
use rustix::io::Errno;
use std::collections::VecDeque;
use std::mem::MaybeUninit;
use std::ops::ControlFlow;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use vocab::Place;

/// Directories held open at once, well below the usual limit of 1,024 files for a process.
const OPEN_MAX: usize = 64;
const BUFFER_BYTES: usize = 64 * 1024;

/// One step of a directory's listing: a name to report, or a directory to go into.
#[derive(Clone, Copy)]
struct Step {
    start: usize,
    length: u16,
    enter: bool,
}

/// The names of one directory, in the order in which they are to be reported.
struct Level {
    names: Vec<u8>,
    steps: std::vec::IntoIter<Step>,
    /// Length of this directory's own path, with its closing `/` except for the root.
    prefix_bytes: usize,
    identity: Identity,
    /// Directories that were reported and not yet entered, by the start of their names. Only the last is kept
    /// open, for the entering that usually comes next; `a` waits here while `a.d` is walked.
    pending: Vec<(usize, Option<OwnedFd>)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Identity {
    device: (u32, u32),
    inode: u64,
}

/// Lists everything beneath `root`.
///
/// A directory that breaks off while its names are being read is reported twice: once as itself, and once as
/// failed, for the unknown number of names that did not come.
pub(super) fn walk(
    root: BorrowedFd<'_>,
    limits: &Limits,
    say: &mut dyn FnMut(Listing) -> ControlFlow<()>,
) -> Result<(), Errno> {
    let root = open_quietly(root, b".")?;
    let (level, broken) = Level::read(root.as_fd(), 0)?;
    if let Some(error) = broken
        && say(broke_off(Vec::new(), error)).is_break()
    {
        return Ok(());
    }
    let mut levels = vec![level];
    // The last `open.len()` levels are open; `open.back()` belongs to the last level.
    let mut open = VecDeque::from([root]);
    let mut path = Vec::new();

    while let Some(level) = levels.last_mut() {
        path.truncate(level.prefix_bytes);
        let Some(step) = level.steps.next() else {
            if ascend(&mut levels, &mut open).is_err() {
                // The walk can't find its way back: what is left of the levels above is said to be lost.
                lose(&levels, &path, say);
                return Ok(());
            }
            continue;
        };
        let Some(here) = open.back() else { break };
        path.extend_from_slice(&level.names[step.start..][..usize::from(step.length)]);
        if !step.enter {
            if level.report(here.as_fd(), step, &path, limits, say).is_break() {
                return Ok(());
            }
            continue;
        }
        // Nothing is pending where the report said that this is no directory, or one that can't be read.
        if level.pending.last().is_none_or(|(start, _)| *start != step.start) {
            continue;
        }
        path.push(b'/');
        match level.enter(here.as_fd(), step, path.len()) {
            Ok((directory, inner, broken)) => {
                levels.push(inner);
                open.push_back(directory);
                if open.len() > OPEN_MAX {
                    open.pop_front();
                }
                if let Some(error) = broken
                    && say(broke_off(path[..path.len() - 1].to_vec(), error)).is_break()
                {
                    return Ok(());
                }
            }
            Err(error) => {
                path.pop();
                if say(broke_off(path.clone(), error)).is_break() {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

/// Leaves the last level, and reopens the one above it where it had been closed.
fn ascend(levels: &mut Vec<Level>, open: &mut VecDeque<OwnedFd>) -> Result<(), Errno> {
    levels.pop();
    let left = open.pop_back();
    if let (Some(above), true, Some(left)) = (levels.last(), open.is_empty(), left) {
        let parent = open_quietly(left.as_fd(), b"..")?;
        if Identity::of(parent.as_fd())? != above.identity {
            return Err(Errno::STALE);
        }
        open.push_back(parent);
    }
    Ok(())
}

fn lose(levels: &[Level], path: &[u8], say: &mut dyn FnMut(Listing) -> ControlFlow<()>) {
    for level in levels.iter().rev() {
        for step in level.steps.as_slice().iter().filter(|step| !step.enter) {
            let mut lost = path[..level.prefix_bytes.min(path.len())].to_vec();
            lost.extend_from_slice(&level.names[step.start..][..usize::from(step.length)]);
            let text = "its directory was moved while it was being read";
            let defect = Defect::new(DefectKind::Unreadable, text);
            if say(Listing::Failed { place: Place::at(lost), defect }).is_break() {
                return;
            }
        }
    }
}

impl Identity {
    fn of(directory: BorrowedFd<'_>) -> Result<Self, Errno> {
        let stat = rustix::fs::statx(directory, c"", AtFlags::EMPTY_PATH, StatxFlags::BASIC_STATS)?;
        Ok(Self { device: (stat.stx_dev_major, stat.stx_dev_minor), inode: stat.stx_ino })
    }
}

impl Level {
    /// Reads all names of a directory; an error after the first names keeps those that came.
    fn read(directory: BorrowedFd<'_>, prefix_bytes: usize) -> Result<(Self, Option<Errno>), Errno> {
        let identity = Identity::of(directory)?;
        let mut names = Vec::new();
        let mut steps = Vec::new();
        let mut broken = None;
        let mut buffer = vec![MaybeUninit::uninit(); BUFFER_BYTES];
        let mut lines = RawDir::new(directory, &mut buffer);
        while let Some(line) = lines.next() {
            let line = match line {
                Ok(line) => line,
                Err(error) => {
                    broken = Some(error);
                    break;
                }
            };
            let name = line.file_name().to_bytes();
            let Ok(length) = u16::try_from(name.len()) else { continue };
            if matches!(name, b"." | b"..") {
                continue;
            }
            let start = names.len();
            names.extend_from_slice(name);
            steps.push(Step { start, length, enter: false });
            if matches!(line.file_type(), FileType::Directory | FileType::Unknown) {
                steps.push(Step { start, length, enter: true });
            }
        }
        // What stands inside `a` sorts as `a/...`: after `a.jpg`, because `.` comes before `/`.
        steps.sort_unstable_by(|one, other| one.key(&names).cmp(other.key(&names)));
        names.shrink_to_fit();
        Ok((Self { names, steps: steps.into_iter(), prefix_bytes, identity, pending: Vec::new() }, broken))
    }

    /// Says what one name is. A directory is opened here, so that it is either skipped or failed, not both.
    fn report(
        &mut self,
        here: BorrowedFd<'_>,
        step: Step,
        path: &[u8],
        limits: &Limits,
        say: &mut dyn FnMut(Listing) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let name = &self.names[step.start..][..usize::from(step.length)];
        let listing = line(here, name, path.to_vec(), limits);
        if matches!(&listing, Listing::Skipped { reason, .. } if reason == "directory") {
            match open_directory(here, name) {
                Ok(directory) => {
                    if let Some((_, earlier)) = self.pending.last_mut() {
                        *earlier = None;
                    }
                    self.pending.push((step.start, Some(directory)));
                }
                Err(error) => return say(broke_off(path.to_vec(), error)),
            }
        }
        say(listing)
    }
}

impl Level {
    /// Opens and reads the directory that was reported last of those still pending.
    fn enter(
        &mut self,
        here: BorrowedFd<'_>,
        step: Step,
        prefix_bytes: usize,
    ) -> Result<(OwnedFd, Level, Option<Errno>), Errno> {
        let name = &self.names[step.start..][..usize::from(step.length)];
        let directory = match self.pending.pop() {
            Some((_, Some(directory))) => directory,
            _ => open_directory(here, name)?,
        };
        let (inner, broken) = Self::read(directory.as_fd(), prefix_bytes)?;
        Ok((directory, inner, broken))
    }
}

impl Step {
    fn key<'a>(&self, names: &'a [u8]) -> impl Iterator<Item = u8> + 'a {
        let name = &names[self.start..][..usize::from(self.length)];
        name.iter().copied().chain(self.enter.then_some(b'/'))
    }
}

/// Looks at one name and says what it is.
pub(super) fn line(here: BorrowedFd<'_>, name: &[u8], path: Vec<u8>, limits: &Limits) -> Listing {
    if path.len() > limits.path_bytes_max {
        let text = format!(
            "its path has {} bytes, more than the {} that are kept; it was not read, nor anything beneath it",
            path.len(),
            limits.path_bytes_max
        );
        let cut = path[..limits.path_bytes_max].to_vec();
        return Listing::Failed {
            place: Place::at(cut),
            defect: Defect::new(DefectKind::LimitReached, text),
        };
    }
    let stat = match stat_at(here, name) {
        Ok(stat) => stat,
        Err(error) => return broke_off(path, error),
    };
    let reason = match file_type(&stat) {
        FileType::RegularFile => {
            return Listing::Entry(Entry {
                place: Place::at(path),
                size_bytes: stat.stx_size,
                stamps: stamps(&stat),
                locator: Locator::Path,
                defects: limits.refuse_size(stat.stx_size).into_iter().collect(),
            });
        }
        FileType::Directory => "directory",
        FileType::Symlink => "symbolic_link",
        FileType::Fifo => "fifo",
        FileType::Socket => "socket",
        FileType::CharacterDevice | FileType::BlockDevice => "device",
        FileType::Unknown => "unknown_kind",
    };
    Listing::Skipped { place: Place::at(path), reason: reason.into() }
}

fn broke_off(path: Vec<u8>, error: Errno) -> Listing {
    let defect = Defect::new(DefectKind::Unreadable, describe(error));
    Listing::Failed { place: Place::at(path), defect }
}
