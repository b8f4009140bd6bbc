//! The volumes of an image: partitions, the gaps between them, and the file systems in them. It may not drop a stretch
//! of the image, nor call a volume clean that holds something unknown.

use crate::{Defect, DefectKind, Volume, VolumeOutcome};
use sleuth::{ErrorKind, FileSystem, FileSystemKind, Image, Partition, PartitionTable, TableKind};

/// A volume with its file system, where one was recognised.
pub(super) struct FoundVolume {
    pub(super) volume: Volume,
    pub(super) file_system: Option<FileSystem>,
}

/// More stretches than a table on a real disk can name.
const VOLUMES_MAX: usize = 4096;

/// All volumes in order of offset, numbered from 0.
pub(super) fn find(image: &Image) -> Vec<FoundVolume> {
    let (table, mut doubts) = table(image);
    let mut found = Vec::new();
    let partitions = table.map_or_else(Vec::new, |table| sorted(table, image, &mut doubts));
    // A file system may start before, or instead of, the first partition (a disc image that also boots from a stick).
    let starts_at_0 = partitions.iter().any(|part| part.allocated && !part.is_table && part.start_bytes == 0);
    if partitions.is_empty() {
        found.push(read(image, 0, image.size_bytes(), String::new()));
    } else if !starts_at_0 && image.file_system(0, None).is_ok() {
        found.push(read(image, 0, image.size_bytes(), "the whole image".to_owned()));
    }
    for part in partitions {
        found.push(from_partition(image, &part));
    }
    for (number, found) in found.iter_mut().enumerate() {
        found.volume.number = u16::try_from(number).unwrap_or(u16::MAX);
    }
    if let Some(first) = found.first_mut() {
        first.volume.defects.splice(0..0, doubts);
    }
    found
}

/// The partition table; where several are recognised GPT goes before the others, and that is said.
fn table(image: &Image) -> (Option<PartitionTable>, Vec<Defect>) {
    let mut doubts = Vec::new();
    let found = match image.partitions(TableKind::Any) {
        Ok(table) => Some(table),
        Err(error) if error.kind == ErrorKind::Ambiguous => {
            let text = format!("more than one partition table is recognised: {}", error.text);
            doubts.push(Defect::new(DefectKind::Malformed, text));
            let kinds = [TableKind::Gpt, TableKind::Dos, TableKind::Bsd, TableKind::Sun, TableKind::Mac];
            kinds.into_iter().find_map(|kind| image.partitions(kind).ok())
        }
        Err(_) => mbr_by_hand(image, &mut doubts),
    };
    if found.as_ref().is_some_and(|table| table.is_backup) {
        let text = "only the backup of the partition table was found, at the end of the disk";
        doubts.push(Defect::new(DefectKind::Malformed, text));
    }
    (found, doubts)
}

/// The primary entries of an MBR that libtsk refuses as a whole, because one of the first two lies past the end of the
/// image: the others may still be read.
fn mbr_by_hand(image: &Image, doubts: &mut Vec<Defect>) -> Option<PartitionTable> {
    let mut sector = [0; 512];
    image.read_at(0, &mut sector).ok().filter(|got| *got == 512)?;
    let refused = image.partitions(TableKind::Dos).err().filter(|_| super::form::looks_like_mbr(&sector))?;
    let number = |entry: &[u8], at: usize| -> u64 {
        entry
            .get(at..at + 4)
            .and_then(|four| four.try_into().ok())
            .map_or(0, |four| u64::from(u32::from_le_bytes(four)))
    };
    let used = |entry: &&[u8]| entry.get(4).is_some_and(|kind| *kind != 0);
    let partitions: Vec<Partition> = sector[446..510]
        .chunks_exact(16)
        .filter(used)
        .map(|entry| Partition {
            start_bytes: number(entry, 8) * 512,
            length_bytes: number(entry, 12) * 512,
            allocated: true,
            is_table: false,
            label: format!("type 0x{:02x}", entry.get(4).copied().unwrap_or(0)),
        })
        .collect();
    // The boot sector of a file system bears the same signature; there the image is one volume.
    if image.file_system(0, None).is_ok() {
        return None;
    }
    let text = format!(
        "the partition table is damaged or the image cut off: {refused}; its primary entries are read"
    );
    doubts.push(Defect::new(DefectKind::Malformed, text));
    Some(PartitionTable { kind: "dos".to_owned(), is_backup: false, partitions })
}

fn sorted(table: PartitionTable, image: &Image, doubts: &mut Vec<Defect>) -> Vec<Partition> {
    let mut partitions = table.partitions;
    partitions.sort_by(|a, b| {
        (a.start_bytes, a.allocated, a.length_bytes).cmp(&(b.start_bytes, b.allocated, b.length_bytes))
    });
    if partitions.len() > VOLUMES_MAX {
        let text = format!(
            "the partition table names {} stretches; the first {VOLUMES_MAX} are read",
            partitions.len()
        );
        doubts.push(Defect::new(DefectKind::LimitReached, text));
        partitions.truncate(VOLUMES_MAX);
    }
    // An MBR-like sector without any partition in use is no table: the image is then one volume.
    let any = partitions
        .iter()
        .any(|part| part.allocated && !part.is_table && part.start_bytes < image.size_bytes());
    if any { partitions } else { Vec::new() }
}

fn from_partition(image: &Image, part: &Partition) -> FoundVolume {
    let bare = |outcome, defects| FoundVolume {
        volume: Volume {
            number: 0,
            offset_bytes: part.start_bytes,
            size_bytes: part.length_bytes,
            label: part.label.clone(),
            name: String::new(),
            file_system: None,
            outcome,
            defects,
        },
        file_system: None,
    };
    if part.is_table {
        return bare(VolumeOutcome::Skipped("partition_table".to_owned()), Vec::new());
    }
    if !part.allocated {
        return bare(VolumeOutcome::Skipped("unallocated".to_owned()), Vec::new());
    }
    let end = part.start_bytes.saturating_add(part.length_bytes);
    if part.start_bytes >= image.size_bytes() {
        let text = format!(
            "the partition starts at byte {}, the image ends at {}",
            part.start_bytes,
            image.size_bytes()
        );
        return bare(VolumeOutcome::Failed, vec![Defect::new(DefectKind::Truncated, text)]);
    }
    let mut found = read(image, part.start_bytes, part.length_bytes, part.label.clone());
    if end > image.size_bytes() {
        let text = format!("the partition ends at byte {end}, the image at {}", image.size_bytes());
        found.volume.defects.push(Defect::new(DefectKind::Truncated, text));
    }
    found
}

/// Opens whatever stands at an offset.
fn read(image: &Image, offset: u64, size: u64, label: String) -> FoundVolume {
    let mut volume = Volume {
        number: 0,
        offset_bytes: offset,
        size_bytes: size,
        label,
        name: String::new(),
        file_system: None,
        outcome: VolumeOutcome::Failed,
        defects: Vec::new(),
    };
    // A signature of what is not read comes first: libtsk finds old superblocks under new encryption.
    if let Some((name, kind, text)) = unread(image, offset) {
        volume.file_system = Some(name.to_owned());
        if kind.is_none() {
            volume.outcome = VolumeOutcome::Skipped(name.to_owned());
        }
        volume.defects.extend(kind.map(|kind| Defect::new(kind, text)));
        return FoundVolume { volume, file_system: None };
    }
    // Before the search for file systems: libtsk takes long over zeros, and finds nothing.
    if let Some(reason) = blank(image, offset, size) {
        volume.outcome = VolumeOutcome::Skipped(reason.to_owned());
        return FoundVolume { volume, file_system: None };
    }
    match open(image, offset, &mut volume.defects) {
        Ok(fs) => {
            volume.file_system = Some(fs.kind().name().to_owned());
            volume.name = super::name::of(image, &fs);
            if fs.is_encrypted() {
                let text = "the file system is encrypted";
                volume.defects.push(Defect::new(DefectKind::Encrypted, text));
            } else if fs.kind() == FileSystemKind::Other {
                let text = "a file system that is not read (YAFFS2 or APFS)";
                volume.defects.push(Defect::new(DefectKind::Unsupported, text));
            } else {
                volume.outcome = VolumeOutcome::Read;
                volume.defects.extend(known_gaps(&fs));
            }
            FoundVolume { volume, file_system: Some(fs) }
        }
        Err(defect) => {
            let unreadable = image.read_at(offset, &mut [0; 4096]).err();
            volume.defects.push(match unreadable {
                Some(error) => Defect::new(DefectKind::Unreadable, error.text),
                None => defect,
            });
            FoundVolume { volume, file_system: None }
        }
    }
}

fn open(image: &Image, offset: u64, defects: &mut Vec<Defect>) -> Result<FileSystem, Defect> {
    let error = match image.file_system(offset, None) {
        Ok(fs) => return Ok(fs),
        Err(error) => error,
    };
    match error.kind {
        ErrorKind::Ambiguous => {
            let fs = FileSystemKind::FAMILIES
                .into_iter()
                .find_map(|kind| image.file_system(offset, Some(kind)).ok());
            let Some(fs) = fs else { return Err(Defect::new(DefectKind::Unreadable, error.text)) };
            let text = format!(
                "more than one file system is recognised here ({}); read as {}",
                error.text,
                fs.kind().name()
            );
            defects.push(Defect::new(DefectKind::Malformed, text));
            Ok(fs)
        }
        ErrorKind::Encrypted => Err(Defect::new(DefectKind::Encrypted, error.text)),
        ErrorKind::PossiblyEncrypted => {
            let text = format!(
                "no file system is recognised and the bytes look random: encrypted, packed or wiped ({})",
                error.text
            );
            Err(Defect::new(DefectKind::Encrypted, text))
        }
        ErrorKind::Unrecognised | ErrorKind::Unsupported => {
            let text = format!("no file system that is read was recognised here: {}", error.text);
            Err(Defect::new(DefectKind::Unsupported, text))
        }
        _ => Err(Defect::new(DefectKind::Unreadable, error.text)),
    }
}

/// What a reader of this file system is known to miss.
fn known_gaps(fs: &FileSystem) -> Vec<Defect> {
    let mut gaps = Vec::new();
    if fs.missing_bytes() > 0 {
        let text = format!("the image ends {} bytes before the file system does", fs.missing_bytes());
        gaps.push(Defect::new(DefectKind::Truncated, text));
    }
    let incomplete = match fs.kind() {
        kind if kind.is_ext() => Some(
            "files deleted here by a current Linux kernel leave neither their size nor the place of their bytes: \
             such files are not found without work on the journal or carving",
        ),
        kind if kind.is_fat() => Some(
            "this file system forgets the chain of a deleted file: its bytes are taken from the free clusters that \
             follow its first one, which is a guess where the file was fragmented",
        ),
        FileSystemKind::HfsPlus | FileSystemKind::Hfs => {
            Some("deleted files are not found on this file system without carving")
        }
        _ => None,
    };
    gaps.extend(incomplete.map(|text| Defect::new(DefectKind::Incomplete, text)));
    gaps
}

/// Signatures of what is not read: offset, magic, name, kind of the defect (`None`: no place for files), text.
type Signature = (u64, &'static [u8], &'static str, Option<DefectKind>, &'static str);
const UNREAD: &[Signature] = &[
    (0, b"LUKS\xba\xbe", "luks", Some(DefectKind::Encrypted), "the volume is encrypted with LUKS"),
    (3, b"-FVE-FS-", "bitlocker", Some(DefectKind::Encrypted), "the volume is encrypted with BitLocker"),
    (0, b"XFSB", "xfs", Some(DefectKind::Unsupported), "the file system XFS is not read"),
    (0x1_0040, b"_BHRfS_M", "btrfs", Some(DefectKind::Unsupported), "the file system Btrfs is not read"),
    (32, b"NXSB", "apfs", Some(DefectKind::Unsupported), "the file system APFS is not read"),
    (3, b"ReFS\0\0\0\0", "refs", Some(DefectKind::Unsupported), "the file system ReFS is not read"),
    (512, b"LABELONE", "lvm2", Some(DefectKind::Unsupported), "the logical volumes of LVM2 are not read"),
    (
        4096,
        b"\xfc\x4e\x2b\xa9",
        "linux_raid",
        Some(DefectKind::Unsupported),
        "a member of a Linux RAID is not read",
    ),
    (1024, b"\x10\x20\xf5\xf2", "f2fs", Some(DefectKind::Unsupported), "the file system F2FS is not read"),
    (1024, b"\xe2\xe1\xf5\xe0", "erofs", Some(DefectKind::Unsupported), "the file system EROFS is not read"),
    (0, b"hsqs", "squashfs", Some(DefectKind::Unsupported), "the file system SquashFS is not read"),
    (4086, b"SWAPSPACE2", "swap", None, ""),
];

fn unread(image: &Image, offset: u64) -> Option<(&'static str, Option<DefectKind>, &'static str)> {
    let stands = |(at, magic, ..): &&Signature| {
        let mut bytes = vec![0; magic.len()];
        let got = image.read_at(offset.saturating_add(*at), &mut bytes);
        got.is_ok_and(|got| got == magic.len()) && bytes == *magic
    };
    UNREAD.iter().find(stands).map(|(_, _, name, kind, text)| (*name, *kind, *text))
}

/// Volumes up to this size are read to the end to see whether they are blank.
const BLANK_BYTES_MAX: u64 = 256 << 20;

/// `blank` where a small volume holds nothing but zeros (a reserved partition); all of it is looked at.
fn blank(image: &Image, offset: u64, size: u64) -> Option<&'static str> {
    let size = size.min(image.size_bytes().saturating_sub(offset));
    if size > BLANK_BYTES_MAX {
        return None;
    }
    let mut buffer = vec![0; 1 << 20];
    let mut at = 0;
    while at < size {
        let wanted = usize::try_from(size - at).unwrap_or(usize::MAX).min(buffer.len());
        let got = image.read_at(offset + at, &mut buffer[..wanted]).ok().filter(|got| *got > 0)?;
        if buffer[..got].iter().any(|byte| *byte != 0) {
            return None;
        }
        at += got as u64;
    }
    Some("blank")
}
