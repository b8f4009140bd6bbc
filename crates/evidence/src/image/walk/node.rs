//! One record of a file system as lines of the listing: the file, its streams, or why there is neither. It may not
//! take another file's bytes for those of a deleted one without saying so.

use super::{Standing, Walk};
use crate::image::stamps;
use crate::{Defect, DefectKind, Entry, Listing, Locator};
use sleuth::{Attribute, File, FileSystemKind, Name, NameKind, Node, NodeKind};
use std::ops::ControlFlow;

/// Blocks of a deleted file that are looked up in the map of used blocks.
const LOOKS_MAX: u64 = 65_536;
/// Type of the NTFS attribute that holds content.
const NTFS_DATA: u32 = 0x80;
/// The stream in which Windows keeps the packed content of a file whose main stream is a hole.
const WOF_STREAM: &[u8] = b"WofCompressedData";
const HFS_RESOURCE_FORK: u32 = 0x1101;

impl Walk<'_> {
    /// Streams of the root directory itself, which no name leads to.
    pub(super) fn root_streams(&mut self) -> ControlFlow<()> {
        let Ok(file) = self.fs.file(self.fs.root()) else { return ControlFlow::Continue(()) };
        self.streams_of_directory(b"", &file, true)
    }

    /// Says what stands at the record of a name; gives whether it is a directory to enter.
    pub(super) fn record(
        &mut self,
        path: &[u8],
        name: &Name,
        live: bool,
        standing: Standing,
    ) -> ControlFlow<(), bool> {
        let file = match self.fs.file(name.node) {
            Ok(file) => file,
            Err(error) if live => {
                let text = format!("its record {} can't be read: {error}", name.node);
                return self.fail(path, live, Defect::new(DefectKind::Unreadable, text));
            }
            Err(_) => return self.skip(path, live, "deleted_without_record"),
        };
        let node = *file.node();
        if self.is_system(path, &node) {
            self.skip(path, live, "file_system_metadata")?;
            self.streams_of_system_file(path, &file, live)?;
            return ControlFlow::Continue(node.kind == NodeKind::Directory && live);
        }
        // A directory of NTFS that shrank leaves blocks of its index behind, with names that look as if they still
        // stood: of those the record knows that its file was deleted.
        let live = live && (node.live || !self.fs.has_sequences());
        if standing != Standing::Orphan && self.has_other_sequence(name, &node) {
            if live {
                let text =
                    format!("the name points to record {}, which was given to another file since", name.node);
                return self.fail(path, live, Defect::new(DefectKind::Malformed, text));
            }
            return self.skip(path, live, "deleted_reallocated");
        }
        // A deleted name whose record is in use: the record is another file's, or the same file's under another name.
        if !live && node.live {
            return self.skip(path, live, "deleted_reallocated");
        }
        self.by_kind(path, name, &file, live)
    }

    fn has_other_sequence(&self, name: &Name, node: &Node) -> bool {
        if !self.fs.has_sequences() {
            return false;
        }
        // NTFS counts up when a record is given back, so a deleted one stands one further than its name says.
        let expected = if node.live { node.sequence } else { node.sequence.saturating_sub(1) };
        expected != name.sequence
    }

    fn by_kind(&mut self, path: &[u8], name: &Name, file: &File, live: bool) -> ControlFlow<(), bool> {
        match kind_of(name, file.node()) {
            NodeKind::Directory => {
                self.skip(path, live, "directory")?;
                self.streams_of_directory(path, file, live)?;
                ControlFlow::Continue(true)
            }
            NodeKind::Link => self.skip(path, live, "symbolic_link"),
            NodeKind::Device => self.skip(path, live, "device"),
            NodeKind::Fifo => self.skip(path, live, "fifo"),
            NodeKind::Socket => self.skip(path, live, "socket"),
            NodeKind::Virtual => self.skip(path, live, "pseudo_file"),
            NodeKind::File | NodeKind::Unknown => {
                self.content(path, file, live)?;
                ControlFlow::Continue(false)
            }
        }
    }

    fn streams_of_directory(&mut self, path: &[u8], file: &File, live: bool) -> ControlFlow<()> {
        if !self.fs.has_sequences() {
            // Only NTFS gives directories streams; elsewhere the content of a directory is its names.
            return ControlFlow::Continue(());
        }
        let Ok(attributes) = file.attributes() else { return ControlFlow::Continue(()) };
        for attribute in attributes.iter().filter(|attribute| attribute.kind == NTFS_DATA) {
            self.stream(path, file, attribute, live, None)?;
        }
        ControlFlow::Continue(())
    }

    /// Streams that someone gave to a file of the file system's own: its own ones start with a dollar sign.
    fn streams_of_system_file(&mut self, path: &[u8], file: &File, live: bool) -> ControlFlow<()> {
        if !self.fs.has_sequences() {
            return ControlFlow::Continue(());
        }
        let Ok(attributes) = file.attributes() else { return ControlFlow::Continue(()) };
        let foreign = |attribute: &&Attribute| {
            attribute.kind == NTFS_DATA && !attribute.name.is_empty() && !attribute.name.starts_with(b"$")
        };
        for attribute in attributes.iter().filter(foreign) {
            self.stream(path, file, attribute, live, None)?;
        }
        ControlFlow::Continue(())
    }

    /// Main content and streams of a file.
    fn content(&mut self, path: &[u8], file: &File, live: bool) -> ControlFlow<()> {
        let attributes = match file.attributes() {
            Ok(attributes) => attributes,
            Err(error) => {
                let text = format!("the place of its bytes can't be found: {error}");
                return self.fail(path, live, Defect::new(DefectKind::Unreadable, text)).map_continue(drop);
            }
        };
        let contents: Vec<&Attribute> =
            attributes.iter().filter(|attribute| attribute.is_content()).collect();
        let hollow = contents.iter().any(|attribute| attribute.name == WOF_STREAM);
        if !contents.iter().any(|attribute| self.is_main(attribute)) {
            self.without_content(path, file, live)?;
        }
        for attribute in contents {
            let packed = (hollow && self.is_main(attribute)).then(|| {
                let text =
                    "Windows keeps this file packed in its stream WofCompressedData, which is not unpacked";
                Defect::new(DefectKind::Unsupported, text)
            });
            self.stream(path, file, attribute, live, packed)?;
        }
        ControlFlow::Continue(())
    }

    fn is_main(&self, attribute: &Attribute) -> bool {
        let unnamed = attribute.kind != NTFS_DATA || attribute.name.is_empty() || attribute.name == b"$Data";
        unnamed && attribute.kind != HFS_RESOURCE_FORK
    }

    fn without_content(&mut self, path: &[u8], file: &File, live: bool) -> ControlFlow<()> {
        let node = file.node();
        if node.size_bytes > 0 {
            let text = format!("its record states {} bytes and no place for them", node.size_bytes);
            return self.fail(path, live, Defect::new(DefectKind::Unreadable, text)).map_continue(drop);
        }
        if !live {
            return self.skip(path, live, "deleted_empty").map_continue(drop);
        }
        let entry = self.entry(path, file, None, live);
        (self.say)(Listing::Entry(entry))
    }

    /// Says one attribute as an entry of its own, or why it is none.
    fn stream(
        &mut self,
        path: &[u8],
        file: &File,
        attribute: &Attribute,
        live: bool,
        broken: Option<Defect>,
    ) -> ControlFlow<()> {
        let mut path = path.to_vec();
        if !self.is_main(attribute) {
            path.push(b':');
            match attribute.kind {
                HFS_RESOURCE_FORK => path.extend_from_slice(b"rsrc"),
                _ => path.extend_from_slice(&attribute.name),
            }
        }
        let oversized = (attribute.size_bytes > self.size_bytes_max).then(|| {
            let text = format!(
                "{} bytes are stated on a volume of {}: at most {} are read",
                attribute.size_bytes,
                self.fs.size_bytes(),
                self.size_bytes_max
            );
            Defect::new(DefectKind::LimitReached, text)
        });
        if let Some(defect) = broken.or(oversized) {
            return self.fail(&path, live, defect).map_continue(drop);
        }
        if !live && attribute.size_bytes == 0 {
            return self.skip(&path, live, "deleted_empty").map_continue(drop);
        }
        let mut entry = self.entry(&path, file, Some(attribute), live);
        match flaws(self.fs.kind(), file, attribute, live) {
            Ok(defects) => entry.defects.extend(defects),
            Err(defect) => {
                let place = entry.place;
                return (self.say)(Listing::Failed { place, defect });
            }
        }
        (self.say)(Listing::Entry(entry))
    }

    fn entry(&self, path: &[u8], file: &File, attribute: Option<&Attribute>, live: bool) -> Entry {
        let mut place = self.place(path, live);
        let mut defects = Vec::new();
        if place.path.len() < path.len() {
            let text = format!("the path has {} bytes and is kept to {}", path.len(), place.path.len());
            defects.push(Defect::new(DefectKind::LimitReached, text));
        }
        if self.fs.kind().is_fat() && path.contains(&b'^') {
            let text =
                "each ^ may stand for a byte outside ASCII in a short name, which the reader does not give";
            defects.push(Defect::new(DefectKind::StrangeName, text));
        }
        let block = attribute.and_then(|attribute| attribute.first_block);
        place.offset_bytes = block.map(|block| self.fs.block_offset_bytes(block));
        Entry {
            place,
            size_bytes: attribute.map_or(0, |attribute| attribute.size_bytes),
            stamps: stamps::of(file.node(), self.fs.kind()),
            locator: Locator::Node {
                volume: self.volume,
                node: file.node().address,
                attribute: attribute.map(|attribute| (attribute.kind, attribute.id)),
            },
            defects,
        }
    }
}

/// What the record says; the name where the record is silent.
fn kind_of(name: &Name, node: &Node) -> NodeKind {
    match (node.kind, name.kind) {
        (NodeKind::Unknown, NameKind::Directory) => NodeKind::Directory,
        (NodeKind::Unknown, NameKind::Link) => NodeKind::Link,
        (NodeKind::Unknown, NameKind::Device) => NodeKind::Device,
        (NodeKind::Unknown, NameKind::Fifo) => NodeKind::Fifo,
        (NodeKind::Unknown, NameKind::Socket) => NodeKind::Socket,
        (kind, _) => kind,
    }
}

/// What is wrong with the bytes of an attribute, known without reading them; `Err` where nothing of them is left.
fn flaws(fs: FileSystemKind, file: &File, attribute: &Attribute, live: bool) -> Result<Vec<Defect>, Defect> {
    let mut defects = Vec::new();
    if attribute.is_encrypted() {
        let text = "encrypted by the file system; the bytes are the encrypted ones";
        defects.push(Defect::new(DefectKind::Encrypted, text));
    }
    // The ext family notes a hole by leaving it out, which libtsk tells in the same way as a lost run.
    if attribute.lost_bytes > 0 && !fs.is_ext() {
        let text = format!("the place of {} bytes of it is lost; they read as zeros", attribute.lost_bytes);
        defects.push(Defect::new(DefectKind::Incomplete, text));
    }
    let short = attribute.is_non_resident()
        && !attribute.is_compressed()
        && attribute.run_bytes < attribute.size_bytes;
    if short && !live {
        let text = format!(
            "deleted; of {} bytes only {} can still be placed: the rest was given to other files",
            attribute.size_bytes, attribute.run_bytes
        );
        return Err(Defect::new(DefectKind::Unreadable, text));
    }
    if short {
        let text = format!("{} bytes are stated, {} have a place", attribute.size_bytes, attribute.run_bytes);
        defects.push(Defect::new(DefectKind::Truncated, text));
    }
    if !live && attribute.is_non_resident() {
        match file.blocks_in_use(attribute, LOOKS_MAX) {
            Ok((0, _) | (_, 0)) => {}
            Ok((looked, taken)) if taken == looked => {
                let text = "deleted, and all of its space is in use by other files now";
                return Err(Defect::new(DefectKind::Unreadable, text));
            }
            Ok((looked, taken)) => {
                let text =
                    format!("deleted; of {looked} blocks looked at, {taken} are in use by other files now");
                defects.push(Defect::new(DefectKind::Incomplete, text));
            }
            Err(error) => defects.push(Defect::new(DefectKind::Unreadable, error.text)),
        }
    }
    Ok(defects)
}
