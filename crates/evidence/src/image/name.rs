//! What a file system calls itself. It may not take a name from anywhere but the place where that file system keeps it.

use sleuth::{FileSystem, FileSystemKind, Image};

/// `$Volume` of NTFS, and the type of the attribute that holds the name.
const NTFS_VOLUME_NODE: u64 = 3;
const NTFS_VOLUME_NAME: u32 = 0x60;
/// libtsk adds this to the label of a FAT volume, which it lists as a name in the root directory.
const FAT_LABEL_MARK: &[u8] = b" (Volume Label Entry)";
/// No file system keeps a longer one.
const NAME_BYTES_MAX: usize = 512;

/// The name; empty where there is none, or none that can be read.
pub(super) fn of(image: &Image, fs: &FileSystem) -> String {
    let name = match fs.kind() {
        FileSystemKind::Ntfs => of_ntfs(fs),
        kind if kind.is_fat() => of_fat(fs),
        kind if kind.is_ext() => stretch(image, fs.offset_bytes() + 1024 + 120, 16).map(|bytes| text(&bytes)),
        FileSystemKind::Iso9660 => {
            stretch(image, fs.offset_bytes() + 32_768 + 40, 32).map(|bytes| text(&bytes))
        }
        _ => None,
    };
    name.unwrap_or_default()
}

fn of_ntfs(fs: &FileSystem) -> Option<String> {
    let file = fs.file(NTFS_VOLUME_NODE).ok()?;
    let attributes = file.attributes().ok()?;
    let name = attributes.iter().find(|attribute| attribute.kind == NTFS_VOLUME_NAME)?;
    let mut bytes = vec![0; usize::try_from(name.size_bytes).ok()?.min(NAME_BYTES_MAX)];
    let got = file.read_at(name, 0, &mut bytes).ok()?;
    let units: Vec<u16> =
        bytes.get(..got)?.chunks_exact(2).map(|pair| pair.try_into().map_or(0, u16::from_le_bytes)).collect();
    Some(String::from_utf16_lossy(&units))
}

fn of_fat(fs: &FileSystem) -> Option<String> {
    let (names, _) = fs.names(fs.root()).ok()?;
    // A file may bear such a name too; a label has no content, and stands before what was written later.
    let label = names.iter().find(|name| {
        name.live
            && name.bytes.ends_with(FAT_LABEL_MARK)
            && fs.file(name.node).is_ok_and(|file| file.node().size_bytes == 0)
    })?;
    Some(text(label.bytes.strip_suffix(FAT_LABEL_MARK)?))
}

fn stretch(image: &Image, offset: u64, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    image.read_at(offset, &mut bytes).ok().filter(|got| *got == length)?;
    Some(bytes)
}

/// Up to the first NUL, without the spaces that fill it up.
fn text(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    vocab::escape_bytes(bytes.get(..end).unwrap_or_default().trim_ascii_end())
}
