//! What a picture file says of the camera, the programs, the times and the place it came from.
//!
//! Facts as written in the file, cleaned and bounded, never judged: a camera's clock may be wrong and a serial
//! may be forged. It decodes no pixels. Broken metadata is a defect, and whatever could be read is kept.

mod container;
mod ifd;
mod maker;
mod time;
mod xmp;

pub(crate) use container::riff_chunks;

use crate::picture::Thumbnail;
use crate::{Defect, DefectKind};
use container::Block;
use ifd::{Directory, Tiff};
use serde::{Deserialize, Serialize};
use vocab::{Kind, Stamp, TimeMeaning, When};

/// Length of one text in bytes; a longer one is cut off.
const TEXT_BYTES_MAX: usize = 1_024;
/// Pictures taken out of one file.
const THUMBNAILS_MAX: usize = 32;

/// A serial number and where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Serial {
    /// `exif.BodySerialNumber`, `exif.CameraSerialNumber`, `maker.Canon.SerialNumber`, `xmp.aux.SerialNumber`, ...
    pub from: String,
    /// The serial as written.
    pub text: String,
}

/// A place by GPS.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GpsPlace {
    /// Degrees north, -90 to 90.
    pub latitude_degrees: f64,
    /// Degrees east, -180 to 180.
    pub longitude_degrees: f64,
    /// Metres above the sea, negative below it.
    pub altitude_metres: Option<f64>,
}

/// What XMP says of programs and descent. Dates as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct XmpFacts {
    /// `xmp:CreatorTool`.
    pub creator_tool: Option<String>,
    /// `xmp:CreateDate`.
    pub create_date: Option<String>,
    /// `xmp:ModifyDate`.
    pub modify_date: Option<String>,
    /// `xmpMM:DocumentID`.
    pub document_id: Option<String>,
    /// `xmpMM:InstanceID`.
    pub instance_id: Option<String>,
    /// `xmpMM:OriginalDocumentID`.
    pub original_document_id: Option<String>,
    /// `stEvt:softwareAgent` of the history, each once, in order.
    pub agents: Vec<String>,
}

/// The camera, as the file describes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CameraFacts {
    /// EXIF Make.
    pub make: Option<String>,
    /// EXIF Model.
    pub model: Option<String>,
    /// EXIF LensModel.
    pub lens: Option<String>,
    /// EXIF LensSerialNumber.
    pub lens_serial: Option<String>,
    /// Serials of the body, each text once, the standard fields first.
    pub body_serials: Vec<Serial>,
    /// EXIF Software.
    pub software: Option<String>,
    /// EXIF HostComputer.
    pub host_computer: Option<String>,
    /// EXIF Artist.
    pub artist: Option<String>,
    /// EXIF CameraOwnerName.
    pub owner: Option<String>,
    /// EXIF ImageUniqueID.
    pub image_unique_id: Option<String>,
    /// EXIF Orientation, 1 to 8. Recorded only: the luma is as stored.
    pub orientation: Option<u8>,
    /// Zone of the moment of taking, as written (`+01:00`). Stamps are instants where it is known.
    pub zone: Option<String>,
    /// Where the picture was taken.
    pub gps: Option<GpsPlace>,
    /// What XMP says.
    pub xmp: XmpFacts,
}

/// Everything read from a file's metadata.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExifFacts {
    /// The camera, programs and place.
    pub camera: CameraFacts,
    /// The times: taken, digitised, edited, GPS.
    pub stamps: Vec<Stamp>,
    /// Pictures within the picture.
    pub thumbnails: Vec<Thumbnail>,
    /// What is wrong.
    pub defects: Vec<Defect>,
}

mod tag {
    pub(super) const HOST_COMPUTER: u16 = 0x013c;
    pub(super) const MAKE: u16 = 0x010f;
    pub(super) const MODEL: u16 = 0x0110;
    pub(super) const ORIENTATION: u16 = 0x0112;
    pub(super) const SOFTWARE: u16 = 0x0131;
    pub(super) const DATE_TIME: u16 = 0x0132;
    pub(super) const ARTIST: u16 = 0x013b;
    pub(super) const SUB_IFDS: u16 = 0x014a;
    pub(super) const JPEG_OFFSET: u16 = 0x0201;
    pub(super) const JPEG_BYTES: u16 = 0x0202;
    pub(super) const COMPRESSION: u16 = 0x0103;
    pub(super) const STRIP_OFFSETS: u16 = 0x0111;
    pub(super) const STRIP_BYTES: u16 = 0x0117;
    pub(super) const XMP: u16 = 0x02bc;
    pub(super) const EXIF_IFD: u16 = 0x8769;
    pub(super) const GPS_IFD: u16 = 0x8825;
    pub(super) const DATE_TIME_ORIGINAL: u16 = 0x9003;
    pub(super) const DATE_TIME_DIGITIZED: u16 = 0x9004;
    pub(super) const OFFSET_TIME: u16 = 0x9010;
    pub(super) const OFFSET_TIME_ORIGINAL: u16 = 0x9011;
    pub(super) const OFFSET_TIME_DIGITIZED: u16 = 0x9012;
    pub(super) const MAKER_NOTE: u16 = 0x927c;
    pub(super) const SUB_SEC_TIME: u16 = 0x9290;
    pub(super) const SUB_SEC_TIME_ORIGINAL: u16 = 0x9291;
    pub(super) const SUB_SEC_TIME_DIGITIZED: u16 = 0x9292;
    pub(super) const IMAGE_UNIQUE_ID: u16 = 0xa420;
    pub(super) const CAMERA_OWNER_NAME: u16 = 0xa430;
    pub(super) const BODY_SERIAL_NUMBER: u16 = 0xa431;
    pub(super) const LENS_MODEL: u16 = 0xa434;
    pub(super) const LENS_SERIAL_NUMBER: u16 = 0xa435;
    pub(super) const MP_ENTRY: u16 = 0xb002;
    pub(super) const CAMERA_SERIAL_NUMBER: u16 = 0xc62f;
}

/// Reads the metadata of a picture file. `bytes` is the whole file.
///
/// Kinds without a place for metadata give empty facts and no defect.
pub fn read(bytes: &[u8], kind: &Kind) -> ExifFacts {
    let mut blocks = container::blocks(bytes, kind);
    let mut facts = ExifFacts { defects: std::mem::take(&mut blocks.defects), ..ExifFacts::default() };
    if let Some(block) = &blocks.exif {
        let own_file = container::is_tiff(&kind.media_type);
        facts.take_exif(block, own_file, container::is_raw(&kind.media_type));
        if own_file {
            facts.take_tiff_xmp(&block.bytes);
        }
    }
    for document in &blocks.xmp {
        facts.take_xmp(document);
    }
    if let Some(block) = &blocks.mpf {
        facts.take_mpf(bytes, block);
    }
    // The same picture can be reached by two directories; it is one picture.
    let mut seen = std::collections::BTreeSet::new();
    facts.thumbnails.retain(|thumbnail| {
        thumbnail.offset_bytes.is_none_or(|offset| seen.insert((offset, thumbnail.bytes.len())))
    });
    facts
}

impl ExifFacts {
    fn malformed(&mut self, text: impl Into<String>) {
        self.defects.push(Defect::new(DefectKind::Malformed, text));
    }

    fn take_exif(&mut self, block: &Block<'_>, own_file: bool, raw: bool) {
        let Some((tiff, first_at)) = Tiff::with_header(&block.bytes) else {
            return self.malformed("EXIF block without a TIFF header");
        };
        let first = tiff.directory(first_at);
        let exif = first.place(tag::EXIF_IFD).map(|at| tiff.directory(at)).unwrap_or_default();
        let gps = first.place(tag::GPS_IFD).map(|at| tiff.directory(at)).unwrap_or_default();
        if first.cut || exif.cut || gps.cut {
            self.malformed("EXIF directory with fields that point outside it or have no known form");
        }
        self.take_camera(&first, &exif);
        self.take_times(&first, &exif);
        self.take_gps(&gps);
        if let Some(note) = exif.get(tag::MAKER_NOTE) {
            let camera = &self.camera;
            let (make, model) = (camera.make.as_deref(), camera.model.as_deref());
            for serial in
                maker::serials(&tiff, note.offset, note.value, make.unwrap_or(""), model.unwrap_or(""))
            {
                self.camera.keep_serial(serial);
            }
        }
        // In a plain TIFF file the second directory is a second page, not a thumbnail, unless it holds a JPEG.
        self.take_thumbnail(&tiff, &tiff.directory(first.next), block.offset, "exif");
        if own_file && raw {
            self.take_previews(&tiff, &first, block.offset);
        }
    }

    fn take_camera(&mut self, first: &Directory<'_>, exif: &Directory<'_>) {
        let camera = &mut self.camera;
        camera.make = first.text(tag::MAKE);
        camera.model = first.text(tag::MODEL);
        camera.software = first.text(tag::SOFTWARE);
        camera.host_computer = first.text(tag::HOST_COMPUTER);
        camera.artist = first.text(tag::ARTIST);
        camera.orientation = first
            .number(tag::ORIENTATION)
            .and_then(|value| u8::try_from(value).ok())
            .filter(|v| (1..=8).contains(v));
        camera.lens = exif.text(tag::LENS_MODEL);
        camera.lens_serial = exif.text(tag::LENS_SERIAL_NUMBER);
        camera.owner = exif.text(tag::CAMERA_OWNER_NAME);
        camera.image_unique_id = exif.text(tag::IMAGE_UNIQUE_ID);
        let standard = [
            (exif.text(tag::BODY_SERIAL_NUMBER), "exif.BodySerialNumber"),
            (first.text(tag::CAMERA_SERIAL_NUMBER), "exif.CameraSerialNumber"),
        ];
        for (text, from) in standard {
            if let Some(text) = text {
                camera.keep_serial(Serial { from: from.to_owned(), text });
            }
        }
    }

    fn take_times(&mut self, first: &Directory<'_>, exif: &Directory<'_>) {
        let mut take = |meaning, text: Option<String>, fraction, zone| {
            let zone = exif.text(zone);
            let when = time::when(&text?, exif.text(fraction).as_deref(), zone.as_deref())?;
            self.stamps.push(Stamp { meaning, when });
            zone
        };
        let zone = take(
            TimeMeaning::Taken,
            exif.text(tag::DATE_TIME_ORIGINAL),
            tag::SUB_SEC_TIME_ORIGINAL,
            tag::OFFSET_TIME_ORIGINAL,
        );
        take(
            TimeMeaning::Digitized,
            exif.text(tag::DATE_TIME_DIGITIZED),
            tag::SUB_SEC_TIME_DIGITIZED,
            tag::OFFSET_TIME_DIGITIZED,
        );
        take(TimeMeaning::Edited, first.text(tag::DATE_TIME), tag::SUB_SEC_TIME, tag::OFFSET_TIME);
        self.camera.zone = zone;
    }

    fn take_gps(&mut self, gps: &Directory<'_>) {
        let angle = |value: u16| -> Option<f64> {
            let parts = gps.get(value)?.fractions();
            let part = |i: usize| {
                parts.get(i).copied().unwrap_or(Some(0.0)).or(if i > 0 { Some(0.0) } else { None })
            };
            (!parts.is_empty()).then(|| Some(part(0)? + part(1)? / 60.0 + part(2)? / 3600.0))?
        };
        let sign = |reference: u16, negative: &str| match gps.text(reference) {
            Some(text) if text.eq_ignore_ascii_case(negative) => -1.0,
            _ => 1.0,
        };
        let (latitude, longitude) = (angle(2).map(|v| v * sign(1, "S")), angle(4).map(|v| v * sign(3, "W")));
        if let (Some(latitude_degrees), Some(longitude_degrees)) = (latitude, longitude) {
            if latitude_degrees.abs() <= 90.0 && longitude_degrees.abs() <= 180.0 {
                let below = gps.number(5) == Some(1);
                let altitude = gps.get(6).and_then(|field| field.fractions().first().copied().flatten());
                let altitude_metres = altitude.map(|metres| if below { -metres } else { metres });
                self.camera.gps = Some(GpsPlace { latitude_degrees, longitude_degrees, altitude_metres });
            } else {
                self.malformed("GPS place outside the globe");
            }
        }
        let clock = gps.get(7).map(|field| field.fractions()).unwrap_or_default();
        if let (Some(date), [Some(hours), Some(minutes), Some(seconds), ..]) =
            (gps.text(0x1d), clock.as_slice())
            && let Some(when) = time::gps(&date, *hours, *minutes, *seconds)
        {
            self.stamps.push(Stamp { meaning: TimeMeaning::Gps, when });
        }
    }

    /// A JPEG that a directory points to.
    fn take_thumbnail(
        &mut self,
        tiff: &Tiff<'_>,
        directory: &Directory<'_>,
        base: Option<usize>,
        name: &'static str,
    ) {
        let strip = || {
            let jpeg = matches!(directory.number(tag::COMPRESSION), Some(6 | 7));
            let single =
                |tag| directory.get(tag).map(|field| field.numbers()).filter(|numbers| numbers.len() == 1);
            let (start, size) = (single(tag::STRIP_OFFSETS)?, single(tag::STRIP_BYTES)?);
            jpeg.then(|| Some((usize::try_from(start[0]).ok()?, usize::try_from(size[0]).ok()?)))?
        };
        let stated = directory.place(tag::JPEG_OFFSET).zip(directory.place(tag::JPEG_BYTES));
        let Some((start, size)) = stated.or_else(strip) else { return };
        let Some(bytes) = start.checked_add(size).and_then(|end| tiff.bytes().get(start..end)) else {
            return self.malformed(format!("thumbnail ({name}) that would lie outside the metadata"));
        };
        self.keep_thumbnail(name, base.map(|base| base + start), bytes);
    }

    fn keep_thumbnail(&mut self, name: &'static str, offset: Option<usize>, bytes: &[u8]) {
        // Lossless JPEG (SOF3) in a raw file is sensor data and not a picture.
        if !bytes.starts_with(&[0xff, 0xd8]) || is_lossless(bytes) {
            return;
        }
        if self.thumbnails.len() >= THUMBNAILS_MAX {
            return self.defects.push(Defect::new(
                DefectKind::LimitReached,
                format!("more than {THUMBNAILS_MAX} pictures within the picture; the rest were left out"),
            ));
        }
        let offset_bytes = offset.and_then(|offset| u64::try_from(offset).ok());
        self.thumbnails.push(Thumbnail { name: name.into(), offset_bytes, bytes: bytes.to_vec() });
    }

    /// JPEG previews of a raw file: in its first directory, the chain behind it, and the sub-directories.
    fn take_previews(&mut self, tiff: &Tiff<'_>, first: &Directory<'_>, base: Option<usize>) {
        self.take_thumbnail(tiff, first, base, "preview");
        let mut next = first.next;
        for _ in 0..8 {
            if next == 0 {
                break;
            }
            let directory = tiff.directory(next);
            self.take_thumbnail(tiff, &directory, base, "preview");
            next = directory.next;
        }
        let below = first.get(tag::SUB_IFDS).map(|field| field.numbers()).unwrap_or_default();
        for at in below.into_iter().take(8).filter_map(|at| usize::try_from(at).ok()) {
            self.take_thumbnail(tiff, &tiff.directory(at), base, "preview");
        }
    }

    fn take_tiff_xmp(&mut self, bytes: &[u8]) {
        let document = Tiff::with_header(bytes).and_then(|(tiff, first)| {
            let directory = tiff.directory(first);
            directory.get(tag::XMP).map(|field| field.value)
        });
        match document {
            Some(document) if document.len() <= container::XMP_BYTES_MAX => self.take_xmp(document),
            Some(_) => self.defects.push(Defect::new(DefectKind::LimitReached, "XMP too large to be read")),
            None => {}
        }
    }

    fn take_xmp(&mut self, document: &[u8]) {
        let said = xmp::read(document);
        if said.broken {
            self.malformed("XMP that is not well-formed XML");
        }
        let camera = &mut self.camera;
        let XmpFacts {
            creator_tool,
            create_date,
            modify_date,
            document_id,
            instance_id,
            original_document_id,
            agents,
        } = said.facts;
        let xmp = &mut camera.xmp;
        for (place, value) in [
            (&mut xmp.creator_tool, creator_tool),
            (&mut xmp.create_date, create_date),
            (&mut xmp.modify_date, modify_date),
            (&mut xmp.document_id, document_id),
            (&mut xmp.instance_id, instance_id),
            (&mut xmp.original_document_id, original_document_id),
            (&mut camera.make, said.make),
            (&mut camera.model, said.model),
            (&mut camera.lens, said.lens),
        ] {
            if place.is_none() {
                *place = value;
            }
        }
        for agent in agents {
            if !xmp.agents.contains(&agent) {
                xmp.agents.push(agent);
            }
        }
        for serial in said.serials {
            camera.keep_serial(serial);
        }
    }

    /// Multi-Picture Format (CIPA DC-007): whole JPEGs behind the first one.
    fn take_mpf(&mut self, file: &[u8], block: &Block<'_>) {
        let (Some((tiff, first)), Some(base)) = (Tiff::with_header(&block.bytes), block.offset) else {
            return self.malformed("MPF block without a header");
        };
        let directory = tiff.directory(first);
        let entries = directory.get(tag::MP_ENTRY).map(|field| field.value).unwrap_or_default();
        let table = Tiff::bare(entries, tiff.is_little());
        let mut missing = 0;
        for at in (0..entries.len() / 16).take(THUMBNAILS_MAX).map(|entry| entry * 16) {
            let (Some(size), Some(offset)) = (table.u32(at + 4), table.u32(at + 8)) else { break };
            // The first picture has offset 0: it is the file itself.
            if offset == 0 || size == 0 {
                continue;
            }
            let start = usize::try_from(offset).ok().and_then(|offset| base.checked_add(offset));
            let range = start.and_then(|start| Some(start..start.checked_add(usize::try_from(size).ok()?)?));
            match range.clone().and_then(|range| file.get(range)) {
                Some(bytes) => self.keep_thumbnail("mpf", start, bytes),
                None => missing += 1,
            }
        }
        if missing > 0 {
            self.malformed(format!("MPF names {missing} picture(s) beyond the end of the file"));
        }
    }
}

impl CameraFacts {
    fn keep_serial(&mut self, serial: Serial) {
        if !self.body_serials.iter().any(|known| known.text == serial.text) {
            self.body_serials.push(serial);
        }
    }
}

/// The first start-of-frame of a JPEG, seen within its first segments, is SOF3.
fn is_lossless(jpeg: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xff, marker, high, low]) = jpeg.get(at..at + 4) {
        match marker {
            0xc3 => return true,
            0xc0..=0xc2 | 0xda => return false,
            _ => at += 2 + usize::from(u16::from_be_bytes([high, low])),
        }
    }
    false
}

/// A date and time as text, with the zone that stands behind it, if any.
pub(crate) fn when_written(text: &str) -> Option<When> {
    time::when(text, None, None)
}

/// Text as found, made fit to show: cut at the first NUL, trimmed, control characters out, bounded.
pub(crate) fn clean(bytes: &[u8]) -> Option<String> {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let text = String::from_utf8_lossy(&bytes[..end.min(TEXT_BYTES_MAX)]);
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let trimmed = shown.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}
