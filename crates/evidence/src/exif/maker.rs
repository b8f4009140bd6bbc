//! Serial numbers in the notes that camera makers add to EXIF, for the makers whose layout is well documented.
//!
//! Layouts: the tables that ExifTool publishes. Nothing is deciphered: where a maker enciphers its notes
//! (Sony), nothing is read. Offsets count from where each maker counts them.

use super::Serial;
use super::ifd::{Directory, Tiff};

/// The serials in a maker note. `note_at` is where the note starts within `tiff`.
pub(super) fn serials(tiff: &Tiff<'_>, note_at: usize, note: &[u8], make: &str, model: &str) -> Vec<Serial> {
    let upper = make.to_ascii_uppercase();
    if note.starts_with(b"Nikon\0") {
        nikon(note)
    } else if note.starts_with(b"OLYMPUS\0") || note.starts_with(b"OM SYSTEM\0") {
        let start = if note.starts_with(b"OM") { 16 } else { 12 };
        let own = Tiff::bare(note, note.get(start - 4..start - 2) != Some(b"MM"));
        olympus(&own, start)
    } else if note.starts_with(b"OLYMP\0") {
        olympus(tiff, note_at + 8)
    } else if note.starts_with(b"Panasonic\0") {
        let directory = tiff.directory(note_at + 12);
        texts("Panasonic", &directory, &[(0x25, "InternalSerialNumber")])
    } else if note.starts_with(b"FUJIFILM") {
        let own = Tiff::bare(note, true);
        let start = own.u32(8).and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX);
        texts("FujiFilm", &own.directory(start), &[(0x10, "InternalSerialNumber")])
    } else if note.starts_with(b"AOC\0") {
        texts("Pentax", &tiff.directory(note_at + 6), &[(0x229, "SerialNumber")])
    } else if note.starts_with(b"PENTAX \0") {
        let own = Tiff::bare(note, note.get(8..10) == Some(b"II"));
        texts("Pentax", &own.directory(10), &[(0x229, "SerialNumber")])
    } else if upper.starts_with("CANON") {
        canon(&tiff.directory(note_at), model)
    } else {
        Vec::new()
    }
}

fn texts(maker: &str, directory: &Directory<'_>, tags: &[(u16, &str)]) -> Vec<Serial> {
    tags.iter()
        .filter_map(|(tag, name)| {
            directory.text(*tag).map(|text| Serial { from: format!("maker.{maker}.{name}"), text })
        })
        .collect()
}

/// Canon writes a number; how many digits are shown depends on the model.
fn canon(directory: &Directory<'_>, model: &str) -> Vec<Serial> {
    let mut found = Vec::new();
    if let Some(number) = directory.number(0x0c).filter(|number| *number != 0) {
        let text = if model.contains("EOS D30") {
            format!("{:04x}{:05}", number >> 16, number & 0xffff)
        } else if model.contains("EOS-1D") {
            format!("{number:06}")
        } else {
            format!("{number:010}")
        };
        found.push(Serial { from: "maker.Canon.SerialNumber".into(), text });
    }
    found.extend(texts("Canon", directory, &[(0x96, "InternalSerialNumber")]));
    found
}

/// Nikon's third layout has a TIFF header of its own after ten bytes.
fn nikon(note: &[u8]) -> Vec<Serial> {
    let Some((own, first)) = note.get(10..).and_then(Tiff::with_header) else { return Vec::new() };
    texts("Nikon", &own.directory(first), &[(0x1d, "SerialNumber"), (0xa0, "SerialNO")])
}

fn olympus(tiff: &Tiff<'_>, start: usize) -> Vec<Serial> {
    let directory = tiff.directory(start);
    let mut found = texts("Olympus", &directory, &[(0x404, "SerialNumber")]);
    if let Some(equipment) = directory.place(0x2010) {
        let equipment = tiff.directory(equipment);
        found.extend(texts(
            "Olympus",
            &equipment,
            &[(0x101, "SerialNumber"), (0x102, "InternalSerialNumber")],
        ));
    }
    found
}
