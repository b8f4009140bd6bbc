//! All names of a file system as lines of a listing. It may not leave a name unsaid, except `.` and `..`, which name
//! directories that have a line of their own.
//!
//! Three passes, so that a deleted name can never hide a live one: the live tree, then deleted directories found in
//! it, then records without a name. The order within a directory is by bytes of the name.

mod node;

use crate::{Defect, DefectKind, Limits, Listing};
use sleuth::{FileSystem, FileSystemKind, Name, NameKind, Node, NodeKind};
use std::collections::{BTreeSet, VecDeque};
use std::ops::ControlFlow;
use vocab::{Allocation, Place};

/// The first records of NTFS and HFS+ belong to the file system itself.
const SYSTEM_NODES: u64 = 16;
/// libtsk's name for the directory of records without a name.
const ORPHANS: &[u8] = b"$OrphanFiles";

type Say<'a> = &'a mut dyn FnMut(Listing) -> ControlFlow<()>;

/// Lists a file system. Breaks when `say` does.
pub(super) fn walk(fs: &FileSystem, volume: u16, limits: &Limits, say: Say<'_>) -> ControlFlow<()> {
    let mut walk = Walk {
        fs,
        volume,
        path_bytes_max: limits.path_bytes_max,
        size_bytes_max: fs.size_bytes().saturating_add(limits.expanded_bytes_max),
        say,
        visited: BTreeSet::new(),
        deleted: VecDeque::new(),
    };
    walk.root_streams()?;
    walk.tree(Vec::new(), fs.root(), Standing::Live)?;
    while let Some((path, node)) = walk.deleted.pop_front() {
        walk.tree(path, node, Standing::Deleted)?;
    }
    // On HFS+ libtsk has no such directory; the volume says that deleted files are not found there.
    if !matches!(fs.kind(), FileSystemKind::HfsPlus | FileSystemKind::Hfs) {
        walk.tree(ORPHANS.to_vec(), fs.orphans(), Standing::Orphan)?;
    }
    while let Some((path, node)) = walk.deleted.pop_front() {
        walk.tree(path, node, Standing::Deleted)?;
    }
    ControlFlow::Continue(())
}

/// How the directory being read stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Live,
    Deleted,
    /// The made-up directory of records without a name.
    Orphan,
}

struct Walk<'a> {
    fs: &'a FileSystem,
    volume: u16,
    path_bytes_max: usize,
    /// More than the volume and what a hole may expand to: a size that can't be meant.
    size_bytes_max: u64,
    say: Say<'a>,
    /// Directories that have been read.
    visited: BTreeSet<u64>,
    /// Deleted directories still to read, with their paths.
    deleted: VecDeque<(Vec<u8>, u64)>,
}

/// A directory on the way down: where its path ends, and its subdirectories still to enter.
struct Frame {
    path_length: usize,
    below: std::vec::IntoIter<(Vec<u8>, u64)>,
}

impl Walk<'_> {
    /// Reads a directory and all below it that stand as it does.
    fn tree(&mut self, mut path: Vec<u8>, node: u64, standing: Standing) -> ControlFlow<()> {
        let mut frames = Vec::new();
        let below = self.directory(&path, node, standing)?;
        frames.push(Frame { path_length: path.len(), below: below.into_iter() });
        while let Some(frame) = frames.last_mut() {
            path.truncate(frame.path_length);
            let Some((name, node)) = frame.below.next() else {
                frames.pop();
                continue;
            };
            push_name(&mut path, &name);
            let below = self.directory(&path, node, standing)?;
            frames.push(Frame { path_length: path.len(), below: below.into_iter() });
        }
        ControlFlow::Continue(())
    }

    /// Says all names of one directory and gives its subdirectories.
    fn directory(
        &mut self,
        path: &[u8],
        node: u64,
        standing: Standing,
    ) -> ControlFlow<(), Vec<(Vec<u8>, u64)>> {
        let live = standing == Standing::Live;
        if !self.visited.insert(node) {
            let line = if live {
                let defect = Defect::new(DefectKind::StrangeName, "the directory holds itself: a loop");
                Listing::Failed { place: self.place(path, live), defect }
            } else {
                Listing::Skipped { place: self.place(path, live), reason: "listed_elsewhere".to_owned() }
            };
            (self.say)(line)?;
            return ControlFlow::Continue(Vec::new());
        }
        let (mut names, holes) = match self.fs.names(node) {
            Ok(found) => found,
            Err(error) => {
                self.unreadable_directory(path, standing, &error.text)?;
                return ControlFlow::Continue(Vec::new());
            }
        };
        if holes {
            self.unreadable_directory(path, standing, "a part of it is unreadable, names may be missing")?;
        }
        names.sort_by(|a, b| {
            (&a.bytes, a.node, !a.live, a.sequence).cmp(&(&b.bytes, b.node, !b.live, b.sequence))
        });
        names.dedup_by(|a, b| a == b);
        let mut below = Vec::new();
        for name in names {
            if name.bytes == b"." || name.bytes == b".." {
                continue;
            }
            let mut full = path.to_vec();
            push_name(&mut full, &name.bytes);
            if self.name(&full, &name, standing)? {
                // Below a directory without a name the names are ordinary deleted ones.
                if live && !name.live || standing == Standing::Orphan {
                    self.deleted.push_back((full, name.node));
                } else {
                    below.push((name.bytes, name.node));
                }
            }
        }
        ControlFlow::Continue(below)
    }

    fn unreadable_directory(&mut self, path: &[u8], standing: Standing, error: &str) -> ControlFlow<()> {
        let text = match standing {
            Standing::Orphan => format!("records without a name can't be looked for: {error}"),
            Standing::Live | Standing::Deleted => format!("the directory can't be read: {error}"),
        };
        let place = self.place(path, standing == Standing::Live);
        (self.say)(Listing::Failed { place, defect: Defect::new(DefectKind::Unreadable, text) })
    }

    /// Says one name; gives whether it is a directory to enter.
    fn name(&mut self, path: &[u8], name: &Name, standing: Standing) -> ControlFlow<(), bool> {
        let live = name.live && standing == Standing::Live;
        if self.is_made_up(name) {
            // The directory of records without a name is read in a pass of its own.
            return self.skip(path, live, "pseudo_file");
        }
        if standing == Standing::Orphan || name.node != 0 || name.live {
            return self.record(path, name, live, standing);
        }
        self.skip(path, live, "deleted_without_record")
    }

    fn is_made_up(&self, name: &Name) -> bool {
        // libtsk adds these words to a volume label; a file of that name with content is a file.
        let label = || {
            self.fs.kind().is_fat()
                && name.bytes.ends_with(b" (Volume Label Entry)")
                && self.fs.file(name.node).is_ok_and(|file| file.node().size_bytes == 0)
        };
        name.kind == NameKind::Virtual || name.node == self.fs.orphans() && name.bytes == ORPHANS || label()
    }

    /// Whether a record belongs to the file system itself. Kept narrow: what is skipped here is a place to hide.
    fn is_system(&self, path: &[u8], node: &Node) -> bool {
        let last = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        match self.fs.kind() {
            // Files of users wait for their deletion in $Extend/$Deleted, under names without the sign.
            FileSystemKind::Ntfs => {
                let extended = path.starts_with(b"$Extend/") && last.starts_with(b"$");
                node.address < SYSTEM_NODES && node.address != self.fs.root() || extended
            }
            FileSystemKind::HfsPlus | FileSystemKind::Hfs => {
                node.address < SYSTEM_NODES && node.kind != NodeKind::Directory
            }
            // The two are entries of the root directory without any time.
            FileSystemKind::ExFat => {
                matches!(path, b"$ALLOC_BITMAP" | b"$UPCASE_TABLE") && node.times.iter().all(Option::is_none)
            }
            _ => false,
        }
    }

    fn skip(&mut self, path: &[u8], live: bool, reason: &str) -> ControlFlow<(), bool> {
        let place = self.place(path, live);
        (self.say)(Listing::Skipped { place, reason: reason.to_owned() })?;
        ControlFlow::Continue(false)
    }

    fn fail(&mut self, path: &[u8], live: bool, defect: Defect) -> ControlFlow<(), bool> {
        let place = self.place(path, live);
        (self.say)(Listing::Failed { place, defect })?;
        ControlFlow::Continue(false)
    }

    /// A place with the path cut off at the limit.
    fn place(&self, path: &[u8], live: bool) -> Place {
        let cut = path.get(..self.path_bytes_max).unwrap_or(path);
        Place {
            volume: Some(self.volume),
            allocation: if live { Allocation::Live } else { Allocation::Deleted },
            ..Place::at(cut)
        }
    }
}

fn push_name(path: &mut Vec<u8>, name: &[u8]) {
    if !path.is_empty() {
        path.push(b'/');
    }
    path.extend_from_slice(name);
}
