//! What a zip file is meant to be, by the names of its first members.
//!
//! Reads local headers within the head; it opens nothing.

use super::{Guess, u16_le, u32_le};
use vocab::Family::{Archive, Document};

const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
const LOCAL_HEADER_BYTES: usize = 30;

/// The kind of a zip file, where the head is one.
pub(super) fn recognise(head: &[u8]) -> Option<Guess> {
    if head.starts_with(b"PK\x05\x06")
        || head.starts_with(b"PK00PK\x03\x04")
        || head.starts_with(b"PK\x07\x08PK")
    {
        return Some((Archive, "application/zip"));
    }
    if !head.starts_with(LOCAL_HEADER) {
        return None;
    }
    if let Some(stated) = stated_type(head) {
        return Some(stated);
    }
    let mut office = false;
    for name in names(head) {
        match name {
            b"AndroidManifest.xml" => return Some((Archive, "application/vnd.android.package-archive")),
            b"META-INF/MANIFEST.MF" | b"META-INF/" => return Some((Archive, "application/java-archive")),
            b"[Content_Types].xml" | b"_rels/.rels" | b"docProps/app.xml" | b"docProps/core.xml" => {
                office = true
            }
            _ => {}
        }
        if let Some(guess) = office_part(name) {
            return Some(guess);
        }
    }
    Some(if office {
        (Document, "application/vnd.openxmlformats-officedocument")
    } else {
        (Archive, "application/zip")
    })
}

fn office_part(name: &[u8]) -> Option<Guess> {
    let part = |folder: &[u8], media_type| name.starts_with(folder).then_some((Document, media_type));
    part(b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        .or_else(|| part(b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
        .or_else(|| {
            part(b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation")
        })
}

/// OpenDocument and EPUB store their media type as a first member named `mimetype`, not compressed.
fn stated_type(head: &[u8]) -> Option<Guess> {
    let name_bytes = usize::from(u16_le(head, 26)?);
    let extra_bytes = usize::from(u16_le(head, 28)?);
    if head.get(LOCAL_HEADER_BYTES..LOCAL_HEADER_BYTES + name_bytes)? != b"mimetype" {
        return None;
    }
    let content = head.get(LOCAL_HEADER_BYTES + name_bytes + extra_bytes..)?;
    const STATED: [&str; 6] = [
        "application/epub+zip",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
        "application/vnd.oasis.opendocument.graphics",
        "application/vnd.oasis.opendocument.formula",
    ];
    STATED.into_iter().find(|stated| content.starts_with(stated.as_bytes())).map(|stated| (Document, stated))
}

/// Names in the local headers of the head. Sizes in them are often 0, so headers are found by signature.
fn names(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at + LOCAL_HEADER_BYTES <= head.len() {
            let header = at;
            at += 1;
            if head[header..].starts_with(LOCAL_HEADER) {
                let name_bytes = usize::from(u16_le(head, header + 26)?);
                let start = header + LOCAL_HEADER_BYTES;
                // A stored size lets whole members be passed over, so that a zip within is not read as this one.
                let packed = u32_le(head, header + 18).and_then(|size| usize::try_from(size).ok())?;
                at = start.saturating_add(name_bytes).saturating_add(packed);
                if let Some(name) = head.get(start..start + name_bytes) {
                    return Some(name);
                }
            }
        }
        None
    })
}
