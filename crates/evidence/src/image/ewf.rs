//! E01 images: what one says of itself, and its bytes with every checksum tested.
//!
//! It may not give a byte of a chunk whose checksum differs, nor trust a number of the file. Own code, because libewf
//! gives such bytes without an error, and libtsk gives neither notes nor digests.

mod chunk;
mod notes;
mod section;

pub(super) use chunk::Chunks;

use super::segments::name_after;
use crate::{Defect, DefectKind, SourceDigest};
use section::{End, Section};
use std::fs::File;
use std::io;
use std::path::PathBuf;

/// A packed header is some hundred bytes; a list of unread sectors may be longer.
const BODY_BYTES_MAX: u64 = 4 << 20;

/// What the sections say.
#[derive(Default)]
pub(super) struct Stored {
    pub(super) notes: Vec<(String, String)>,
    pub(super) digests: Vec<SourceDigest>,
    pub(super) defects: Vec<Defect>,
    /// The last segment found says that another follows.
    pub(super) missing_segment: Option<String>,
    /// Where the bytes are; `None` where the image does not say its size.
    pub(super) chunks: Option<Chunks>,
}

/// Reads the sections of all segments, given in order.
pub(super) fn read(segments: &[PathBuf]) -> io::Result<Stored> {
    let mut stored = Stored::default();
    let mut layout = chunk::Layout::default();
    let mut is_ended = false;
    for (index, segment) in segments.iter().enumerate() {
        let is_last = index + 1 == segments.len();
        let name = segment.file_name().unwrap_or_default().to_string_lossy();
        let mut file = File::open(segment)?;
        let number = section::number(&mut file)?;
        if usize::from(number) != (index + 1) & 0xffff {
            let text = format!(
                "the segment {name} says that it is number {number}, by its name it is {}",
                index + 1
            );
            stored.defects.push(Defect::new(DefectKind::Malformed, text));
            layout.gap();
        }
        let (sections, end) = section::all(&mut file)?;
        for section in &sections {
            if let Err(error) = read_section(&file, section, &mut stored) {
                let kind = String::from_utf8_lossy(&section.kind).into_owned();
                let text = format!("the section {kind} of the segment {name} can't be read: {error}");
                stored.defects.push(Defect::new(DefectKind::Malformed, text));
            }
        }
        layout.add(&file, index, &sections, &name, &mut stored.defects);
        is_ended = end == End::Done;
        match end {
            End::Next if is_last => stored.missing_segment = Some(name_after(segments)),
            End::Done if !is_last => {
                let text = format!("the segment {name} says that it is the last, and it is not");
                stored.defects.push(Defect::new(DefectKind::Malformed, text));
            }
            End::CutOff => {
                layout.gap();
                let text =
                    format!("the segment {name} ends before its closing section: it is cut off or damaged");
                stored.defects.push(Defect::new(DefectKind::Truncated, text));
            }
            End::Next | End::Done => {}
        }
    }
    stored.chunks = layout.finish(segments.to_vec(), is_ended, &mut stored.defects);
    Ok(stored)
}

fn read_section(file: &File, section: &Section, stored: &mut Stored) -> io::Result<()> {
    let body = || section::body(file, section, BODY_BYTES_MAX);
    match section.kind.as_slice() {
        b"hash" => notes::take_digest(stored, "md5", body()?.get(..16)),
        b"digest" => {
            let body = body()?;
            notes::take_digest(stored, "md5", body.get(..16));
            notes::take_digest(stored, "sha1", body.get(16..36));
        }
        b"header" => notes::take_notes(stored, &notes::unpack(&body()?)?, false),
        b"header2" => notes::take_notes(stored, &notes::unpack(&body()?)?, true),
        b"error2" => take_unread_sectors(stored, &body()?),
        _ => {}
    }
    Ok(())
}

/// Sectors that could not be read when the image was made; they stand as zeros in it.
fn take_unread_sectors(stored: &mut Stored, body: &[u8]) {
    const HEADER_BYTES: usize = 520;
    let count = section::le_u32(body, 0) as usize;
    let entries = body.get(HEADER_BYTES..).unwrap_or_default().chunks_exact(8).take(count);
    for entry in entries.take(1000) {
        let (first, number) = (section::le_u32(entry, 0), section::le_u32(entry, 4));
        let text =
            format!("{number} sectors from sector {first} on could not be read when the image was made");
        stored.defects.push(Defect::new(DefectKind::Unreadable, text));
    }
    if count > 1000 {
        let text =
            format!("{count} stretches could not be read when the image was made; the first 1000 are named");
        stored.defects.push(Defect::new(DefectKind::Unreadable, text));
    }
}
