//! 7z, by way of the `sevenz-rust2` library.
//!
//! May not give a decoder more memory than the limits say, nor drop the members of a block that breaks off.

use super::defect_of;
use super::member::{Member, MemberKind};
use super::tour::Tour;
use crate::{Content, Defect, DefectKind};
use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, Error, NtTime, Password};
use std::ops::ControlFlow;
use vocab::{Moment, Stamp, TimeMeaning, When};

const ATTRIBUTE_DIRECTORY: u32 = 0x10;
const ATTRIBUTE_REPARSE_POINT: u32 = 0x400;
/// Set where the upper half of the attributes holds a Unix mode.
const ATTRIBUTE_UNIX: u32 = 0x8000;

pub(super) fn walk(mut content: &mut dyn Content, tour: &mut Tour<'_>) -> Result<(), Defect> {
    let memory_kib = usize::try_from(tour.limits.dictionary_bytes_max / 1024).unwrap_or(usize::MAX);
    let none = Password::empty();
    let archive = Archive::read_with_memory_limit(&mut content, &none, memory_kib)
        .map_err(|error| defect_of_seven(&error))?;
    tour.state(archive.files.len() as u64);

    // Members without bytes belong to no block.
    for (index, entry) in archive.files.iter().enumerate() {
        if archive.stream_map.file_block_index.get(index).copied().flatten().is_none()
            && tour.show_counted(member(entry), &mut std::io::empty()).is_break()
        {
            return Ok(());
        }
    }
    for block in 0..archive.blocks.len() {
        let decoder =
            BlockDecoder::new_with_memory_limit(1, memory_kib, block, &archive, &none, &mut content);
        if walk_block(decoder, &archive, block, tour).is_break() {
            return Ok(());
        }
    }
    Ok(())
}

/// Visits the members of one block; those after a fault in a solid block can't be had, and are said to fail.
fn walk_block<R: std::io::Read + std::io::Seek>(
    decoder: BlockDecoder<'_, R>,
    archive: &Archive,
    block: usize,
    tour: &mut Tour<'_>,
) -> ControlFlow<()> {
    let mut shown = 0;
    let mut stop = ControlFlow::Continue(());
    let decoded = decoder.for_each_entries(&mut |entry, bytes| {
        shown += 1;
        stop = tour.show(member(entry), bytes);
        Ok(stop.is_continue())
    });
    stop?;
    let defect = match decoded {
        Ok(_) => Defect::new(DefectKind::Malformed, "its block ends before it"),
        Err(error) => defect_of_seven(&error),
    };
    let of_block = |index: usize| archive.stream_map.file_block_index.get(index) == Some(&Some(block));
    let members =
        archive.files.iter().enumerate().filter(|(index, _)| of_block(*index)).map(|(_, entry)| entry);
    for entry in members.skip(shown) {
        tour.refuse(member(entry), defect.clone())?;
    }
    ControlFlow::Continue(())
}

fn member(entry: &ArchiveEntry) -> Member {
    let attributes = if entry.has_windows_attributes { entry.windows_attributes } else { 0 };
    let unix_type = if attributes & ATTRIBUTE_UNIX != 0 { attributes >> 16 & 0o170_000 } else { 0 };
    let kind = match unix_type {
        0o120_000 => MemberKind::Link,
        0o010_000 | 0o020_000 | 0o060_000 | 0o140_000 => MemberKind::Other,
        _ if attributes & ATTRIBUTE_REPARSE_POINT != 0 => MemberKind::Link,
        _ if entry.is_directory || attributes & ATTRIBUTE_DIRECTORY != 0 => MemberKind::Directory,
        // "Delete this file when updating": a name without content.
        _ if entry.is_anti_item => MemberKind::Other,
        _ => MemberKind::File,
    };
    let mut member = Member::new(entry.name.clone().into_bytes(), kind);
    member.size_bytes = Some(entry.size);
    let times = [
        (entry.has_last_modified_date, TimeMeaning::Modified, entry.last_modified_date),
        (entry.has_access_date, TimeMeaning::Accessed, entry.access_date),
        (entry.has_creation_date, TimeMeaning::Created, entry.creation_date),
    ];
    member.stamps = times
        .into_iter()
        .filter(|(stated, ..)| *stated)
        .filter_map(|(_, meaning, time)| Some(Stamp { meaning, when: When::Utc(moment(time)?) }))
        .collect();
    member
}

/// 100 nanoseconds since 1601.
fn moment(time: NtTime) -> Option<Moment> {
    let ticks = u64::from(time);
    let seconds = i64::try_from(ticks / 10_000_000).ok()? - 11_644_473_600;
    Moment::from_unix(seconds, u32::try_from(ticks % 10_000_000 * 100).ok()?)
}

fn defect_of_seven(error: &Error) -> Defect {
    let kind = match error {
        Error::Io(error, _) | Error::MaybeBadPassword(error) => return of_io(error),
        Error::PasswordRequired => DefectKind::Encrypted,
        Error::UnsupportedCompressionMethod(method) if method.to_ascii_uppercase().contains("AES") => {
            DefectKind::Encrypted
        }
        Error::ChecksumVerificationFailed | Error::NextHeaderCrcMismatch => DefectKind::ChecksumDiffers,
        Error::MaxMemLimited { .. } => DefectKind::LimitReached,
        Error::UnsupportedVersion { .. }
        | Error::UnsupportedCompressionMethod(_)
        | Error::ExternalUnsupported
        | Error::Unsupported(_) => DefectKind::Unsupported,
        _ => DefectKind::Malformed,
    };
    let text: String =
        error.to_string().chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect();
    Defect::new(kind, text)
}

/// The library hides its own errors in those of the reader.
fn of_io(error: &std::io::Error) -> Defect {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(inner) => defect_of_seven(inner),
        None => defect_of(error),
    }
}
