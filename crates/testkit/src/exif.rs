//! A small writer of EXIF (TIFF 6.0 inside a JPEG's APP1) and XMP for invented cameras.

use jiff::civil::DateTime;

/// A camera that no one makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Camera {
    /// Maker.
    pub make: &'static str,
    /// Model.
    pub model: &'static str,
    /// Serial number of the body; empty where the camera writes none.
    pub serial: &'static str,
    /// Whether the camera writes its numbers big end first.
    pub big_endian: bool,
    /// Whether the camera writes the zone beside the time.
    pub zone: Option<&'static str>,
}

/// The invented cameras.
pub const CAMERAS: [Camera; 5] = [
    Camera { make: "Lumo", model: "Lumo L-20", serial: "LM20-004417", big_endian: false, zone: None },
    Camera { make: "Lumo", model: "Lumo L-20", serial: "LM20-009023", big_endian: false, zone: None },
    Camera { make: "Havik Optiek", model: "Zeearend 3", serial: "HZ3/118", big_endian: true, zone: None },
    Camera { make: "Brem", model: "Brem One", serial: "", big_endian: false, zone: Some("+02:00") },
    Camera { make: "Kwadrant", model: "KW-700", serial: "700-33-12", big_endian: true, zone: Some("+01:00") },
];

/// What one photograph says of itself.
#[derive(Clone, Debug)]
pub struct Shot<'a> {
    /// With which camera.
    pub camera: Camera,
    /// When, on the camera's clock.
    pub taken: DateTime,
    /// Where, in degrees north and east; always at sea here.
    pub position: Option<(f64, f64)>,
    /// The program that wrote the file last.
    pub software: Option<&'a str>,
    /// A small JPEG to carry along.
    pub thumbnail: Option<&'a [u8]>,
    /// Pixels in a row, and rows.
    pub size: (usize, usize),
}

const BYTE: u16 = 1;
const ASCII: u16 = 2;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;

struct Directory {
    big: bool,
    entries: Vec<(u16, u16, u32, Vec<u8>)>,
}

impl Directory {
    fn new(big: bool) -> Self {
        Self { big, entries: Vec::new() }
    }

    fn u16(&self, value: u16) -> [u8; 2] {
        if self.big { value.to_be_bytes() } else { value.to_le_bytes() }
    }

    fn u32(&self, value: u32) -> [u8; 4] {
        if self.big { value.to_be_bytes() } else { value.to_le_bytes() }
    }

    fn text(&mut self, tag: u16, text: &str) {
        let bytes: Vec<u8> = text.bytes().chain([0]).collect();
        self.entries.push((tag, ASCII, bytes.len() as u32, bytes));
    }

    fn short(&mut self, tag: u16, value: u16) {
        let value = self.u16(value).to_vec();
        self.entries.push((tag, SHORT, 1, value));
    }

    fn long(&mut self, tag: u16, value: u32) {
        let value = self.u32(value).to_vec();
        self.entries.push((tag, LONG, 1, value));
    }

    fn rationals(&mut self, tag: u16, values: &[(u32, u32)]) {
        let bytes = values.iter().flat_map(|(n, d)| [self.u32(*n), self.u32(*d)].concat()).collect();
        self.entries.push((tag, RATIONAL, values.len() as u32, bytes));
    }

    /// Bytes of the directory and the values that do not fit in it.
    fn len(&self) -> usize {
        let outside = |bytes: &Vec<u8>| if bytes.len() > 4 { bytes.len().next_multiple_of(2) } else { 0 };
        2 + 12 * self.entries.len() + 4 + self.entries.iter().map(|e| outside(&e.3)).sum::<usize>()
    }

    /// Writes itself at `start` (from the TIFF header), with the place of the next directory.
    fn write(mut self, start: usize, next: usize, to: &mut Vec<u8>) {
        self.entries.sort_by_key(|entry| entry.0);
        let mut outside = start + 2 + 12 * self.entries.len() + 4;
        let mut values = Vec::new();
        to.extend(self.u16(self.entries.len() as u16));
        for (tag, kind, count, bytes) in &self.entries {
            to.extend([self.u16(*tag), self.u16(*kind)].concat());
            to.extend(self.u32(*count));
            if bytes.len() > 4 {
                to.extend(self.u32(outside as u32));
                values.extend_from_slice(bytes);
                values.resize(values.len().next_multiple_of(2), 0);
                outside += bytes.len().next_multiple_of(2);
            } else {
                let mut padded = [0; 4];
                padded[..bytes.len()].copy_from_slice(bytes);
                to.extend(padded);
            }
        }
        to.extend(self.u32(next as u32));
        to.extend(values);
    }
}

fn stamp(taken: DateTime) -> String {
    taken.strftime("%Y:%m:%d %H:%M:%S").to_string()
}

fn sexagesimal(degrees: f64) -> [(u32, u32); 3] {
    let hundredths = (degrees.abs() * 360_000.0).round() as u32;
    [(hundredths / 360_000, 1), (hundredths / 6000 % 60, 1), (hundredths % 6000, 100)]
}

fn position(big: bool, (north, east): (f64, f64), taken: DateTime) -> Directory {
    let mut gps = Directory::new(big);
    gps.entries.push((0, BYTE, 4, vec![2, 3, 0, 0]));
    gps.text(1, if north < 0.0 { "S" } else { "N" });
    gps.rationals(2, &sexagesimal(north));
    gps.text(3, if east < 0.0 { "W" } else { "E" });
    gps.rationals(4, &sexagesimal(east));
    let time = [taken.hour(), taken.minute(), taken.second()];
    gps.rationals(7, &time.map(|part| (part.unsigned_abs().into(), 1)));
    gps.text(29, &taken.strftime("%Y:%m:%d").to_string());
    gps
}

/// The whole TIFF block: IFD0, EXIF, GPS where known, IFD1 with the thumbnail where there is one.
pub fn tiff_block(shot: &Shot<'_>) -> Vec<u8> {
    let big = shot.camera.big_endian;
    let (mut main, mut exif) = (Directory::new(big), Directory::new(big));
    main.text(0x010f, shot.camera.make);
    main.text(0x0110, shot.camera.model);
    main.short(0x0112, 1);
    main.text(0x0132, &stamp(shot.taken));
    if let Some(software) = shot.software {
        main.text(0x0131, software);
    }
    exif.text(0x9003, &stamp(shot.taken));
    exif.text(0x9004, &stamp(shot.taken));
    if let Some(zone) = shot.camera.zone {
        exif.text(0x9010, zone);
        exif.text(0x9011, zone);
        exif.text(0x9012, zone);
    }
    exif.long(0xa002, shot.size.0 as u32);
    exif.long(0xa003, shot.size.1 as u32);
    if !shot.camera.serial.is_empty() {
        exif.text(0xa431, shot.camera.serial);
    }
    let gps = shot.position.map(|place| position(big, place, shot.taken));
    // Pointers take four bytes inside the directory, so the layout is known before they are.
    let main_len = main.len() + 12 + if gps.is_some() { 12 } else { 0 };
    let exif_at = 8 + main_len;
    let gps_at = exif_at + exif.len();
    let small_at = gps_at + gps.as_ref().map_or(0, Directory::len);
    main.long(0x8769, exif_at as u32);
    if gps.is_some() {
        main.long(0x8825, gps_at as u32);
    }
    let mut block = if big { b"MM\0\x2a\0\0\0\x08".to_vec() } else { b"II\x2a\0\x08\0\0\0".to_vec() };
    main.write(8, if shot.thumbnail.is_some() { small_at } else { 0 }, &mut block);
    exif.write(exif_at, 0, &mut block);
    if let Some(gps) = gps {
        gps.write(gps_at, 0, &mut block);
    }
    if let Some(thumbnail) = shot.thumbnail {
        let mut small = Directory::new(big);
        small.short(0x0103, 6);
        small.long(0x0201, 0);
        small.long(0x0202, thumbnail.len() as u32);
        let at = small_at + small.len();
        small.entries[1].3 = small.u32(at as u32).to_vec();
        small.write(small_at, 0, &mut block);
        block.extend_from_slice(thumbnail);
    }
    block
}

/// Puts an EXIF block behind the first marker of a JPEG. Where it is too long for one segment (65,533
/// bytes) the JPEG comes back as it was.
pub fn with_exif(jpeg: &[u8], shot: &Shot<'_>) -> Vec<u8> {
    with_segment(jpeg, &[b"Exif\0\0".as_slice(), &tiff_block(shot)].concat())
}

/// Puts an XMP packet that names a program behind the first marker of a JPEG.
pub fn with_xmp(jpeg: &[u8], program: &str) -> Vec<u8> {
    let packet = format!(
        "http://ns.adobe.com/xap/1.0/\0<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmp:CreatorTool=\"{program}\"/>\
         </rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>"
    );
    with_segment(jpeg, packet.as_bytes())
}

fn with_segment(jpeg: &[u8], payload: &[u8]) -> Vec<u8> {
    match u16::try_from(payload.len() + 2) {
        Ok(length) => [&jpeg[..2], &[0xff, 0xe1], &length.to_be_bytes(), payload, &jpeg[2..]].concat(),
        Err(_) => jpeg.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    /// ExifTool, where installed, reads back each thing that was written.
    #[test]
    fn an_outside_reader_understands_it() {
        let picture = crate::canvas::Canvas::painted(64, 48, |x, y| [x as u8, y as u8, 9]);
        let jpeg = crate::encode::jpeg(&picture, 80).unwrap();
        let folder = tempfile::tempdir().unwrap();
        for camera in CAMERAS {
            let shot = Shot {
                camera,
                taken: jiff::civil::date(2022, 7, 9).at(13, 5, 59, 0),
                position: Some((54.5, -1.25)),
                software: Some("Duinpan 2.1"),
                thumbnail: Some(&jpeg),
                size: (64, 48),
            };
            let path = folder.path().join("a.jpg");
            std::fs::write(&path, with_exif(&with_xmp(&jpeg, "Duinpan 2.1"), &shot)).unwrap();
            let Ok(run) = Command::new("exiftool")
                .arg("-json")
                .arg("-n")
                .arg("-warning")
                .arg("-all")
                .arg(&path)
                .output()
            else {
                return;
            };
            let read: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
            let read = &read[0];
            assert_eq!(read.get("Warning"), None);
            assert_eq!(read["Make"], camera.make);
            assert_eq!(read["DateTimeOriginal"], "2022:07:09 13:05:59");
            assert_eq!(read["Software"], "Duinpan 2.1");
            assert_eq!(read["CreatorTool"], "Duinpan 2.1");
            assert_eq!(read["GPSLatitude"], 54.5);
            assert_eq!(read["GPSLongitude"], -1.25);
            assert_eq!(read["ThumbnailLength"], jpeg.len());
            assert_eq!(read.get("OffsetTimeOriginal").and_then(|z| z.as_str()), camera.zone);
            assert_eq!(read.get("SerialNumber").is_some(), !camera.serial.is_empty());
        }
    }
}
