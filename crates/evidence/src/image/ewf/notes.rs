//! Case notes and stored digests of an E01 image. It may not interpret them: they are kept as written.

use super::Stored;
use crate::SourceDigest;
use flate2::read::ZlibDecoder;
use std::fmt::Write as _;
use std::io::{self, Read};

const UNPACKED_BYTES_MAX: u64 = 1 << 20;

/// Keys of the header's third line, with the names by which they are shown. The password's digest is left out.
const KEYS: &[(&str, &str)] = &[
    ("c", "case_number"),
    ("n", "evidence_number"),
    ("a", "description"),
    ("e", "examiner"),
    ("t", "notes"),
    ("m", "acquired"),
    ("u", "system_date"),
    ("av", "acquisition_software"),
    ("ov", "acquisition_system"),
    ("md", "model"),
    ("sn", "serial_number"),
    ("l", "device_label"),
];

/// Unpacks the text of a header section.
pub(super) fn unpack(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    ZlibDecoder::new(packed).take(UNPACKED_BYTES_MAX).read_to_end(&mut text)?;
    Ok(text)
}

/// Keeps a stored digest once; two that differ are both kept. Zeros stand for "not computed".
pub(super) fn take_digest(stored: &mut Stored, algorithm: &str, bytes: Option<&[u8]>) {
    let Some(bytes) = bytes.filter(|bytes| bytes.iter().any(|byte| *byte != 0)) else { return };
    let hex = bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let known = stored.digests.iter().any(|digest| digest.algorithm == algorithm && digest.stated == hex);
    if !known {
        stored.digests.push(SourceDigest { algorithm: algorithm.to_owned(), stated: hex, computed: None });
    }
}

/// Takes the notes of a header; the wide one (header2) keeps every script and goes before the narrow one.
pub(super) fn take_notes(stored: &mut Stored, text: &[u8], wide: bool) {
    let text = if wide { utf16(text) } else { latin1(text) };
    let mut lines = text.lines();
    let main = lines.by_ref().any(|line| line.trim() == "main");
    let (Some(keys), Some(values), true) = (lines.next(), lines.next(), main) else { return };
    let pairs: Vec<(&str, &str)> = keys.split('\t').zip(values.split('\t')).collect();
    for (key, name) in KEYS {
        let value = pairs.iter().find(|(found, _)| found == key).map_or("", |(_, value)| value.trim());
        if !value.is_empty() && !stored.notes.iter().any(|(known, _)| known == name) {
            stored.notes.push(((*name).to_owned(), value.to_owned()));
        }
    }
}

fn utf16(bytes: &[u8]) -> String {
    let big = bytes.starts_with(&[0xfe, 0xff]);
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| {
            if big { u16::from_be_bytes([pair[0], pair[1]]) } else { u16::from_le_bytes([pair[0], pair[1]]) }
        })
        .collect();
    String::from_utf16_lossy(&units).trim_start_matches('\u{feff}').to_owned()
}

/// The narrow header is in the code page of the machine that wrote it; UTF-8 where it is that.
fn latin1(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
