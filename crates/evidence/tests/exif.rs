//! Camera facts beside an independent witness (ExifTool), and over broken and odd metadata.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where it can't go on, and says what it skipped"
)]

mod picture {
    pub(crate) mod scene;
}

use evidence::DefectKind;
use evidence::exif::{ExifFacts, read};
use evidence::kind::by_content;
use image::ImageFormat;
use picture::scene;
use proptest::prelude::*;
use std::process::Command;
use vocab::TimeMeaning;

fn facts(bytes: &[u8]) -> ExifFacts {
    read(bytes, &by_content(bytes, bytes.len() as u64))
}

fn exiftool() -> bool {
    let there = Command::new("exiftool").arg("-ver").output().is_ok_and(|output| output.status.success());
    if !there {
        println!("skipped: exiftool is not installed");
    }
    there
}

/// Writes tags into a file of this form with ExifTool.
fn tagged(bytes: &[u8], extension: &str, tags: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scene").with_extension(extension);
    std::fs::write(&path, bytes).unwrap();
    let output =
        Command::new("exiftool").args(["-q", "-overwrite_original"]).args(tags).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read(&path).unwrap()
}

/// What ExifTool reads from these bytes; numbers as numbers.
fn witness(bytes: &[u8], extension: &str) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scene").with_extension(extension);
    std::fs::write(&path, bytes).unwrap();
    let output = Command::new("exiftool").args(["-json", "-n", "-G1"]).arg(&path).output().unwrap();
    let mut list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    list[0].take()
}

const TAGS: &[&str] = &[
    "-IFD0:Make=Voorbeeld",
    "-IFD0:Model=Duinzicht 7",
    "-IFD0:Software=Strand 2.1",
    "-IFD0:Artist=Een Naam",
    "-IFD0:Orientation#=6",
    "-IFD0:ModifyDate=2024:05:07 10:00:00",
    "-ExifIFD:DateTimeOriginal=2024:05:06 07:08:09",
    "-ExifIFD:SubSecTimeOriginal=25",
    "-ExifIFD:OffsetTimeOriginal=+02:00",
    "-ExifIFD:CreateDate=2024:05:06 07:08:10",
    "-ExifIFD:LensModel=35mm f/2",
    "-ExifIFD:LensSerialNumber=L-0042",
    "-ExifIFD:SerialNumber=B-1234567",
    "-ExifIFD:OwnerName=Een Eigenaar",
    "-ExifIFD:ImageUniqueID=0123456789abcdef0123456789abcdef",
    "-GPS:GPSLatitude=52.0705",
    "-GPS:GPSLatitudeRef=N",
    "-GPS:GPSLongitude=4.3007",
    "-GPS:GPSLongitudeRef=W",
    "-GPS:GPSAltitude=12.5",
    "-GPS:GPSAltitudeRef#=1",
    "-GPS:GPSDateStamp=2024:05:06",
    "-GPS:GPSTimeStamp=05:08:09",
    "-XMP-xmp:CreatorTool=Strand & Zee 2",
    "-XMP-xmp:CreateDate=2024:05:06 07:08:09+02:00",
    "-XMP-xmpMM:DocumentID=xmp.did:1",
    "-XMP-xmpMM:InstanceID=xmp.iid:2",
    "-XMP-xmpMM:OriginalDocumentID=xmp.did:0",
    "-XMP-xmpMM:HistorySoftwareAgent=Strand 2.0",
    "-XMP-xmpMM:HistorySoftwareAgent=Strand 2.1",
];

#[test]
fn every_format_agrees_with_the_witness() {
    if !exiftool() {
        return;
    }
    let scene = scene::landscape(64, 48);
    let mut files = vec![
        ("jpg", scene::jpeg(&scene, 80, turbojpeg::Subsamp::Sub2x2)),
        ("png", scene::encode(&scene, ImageFormat::Png)),
        ("webp", scene::encode(&scene, ImageFormat::WebP)),
        ("tif", scene::encode(&scene, ImageFormat::Tiff)),
    ];
    for extension in ["heic", "avif"] {
        match scene::heif(&scene, extension) {
            Some(bytes) => files.push((extension, bytes)),
            None => println!("{extension} skipped: heif-enc of libheif-examples could not make one"),
        }
    }
    for (extension, plain) in files {
        let bytes = tagged(&plain, extension, TAGS);
        let (facts, witness) = (facts(&bytes), witness(&bytes, extension));
        assert_eq!(facts.defects, [], "{extension}");
        let camera = &facts.camera;
        let said = |name: &str| {
            let value = &witness[name];
            value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
        };
        for (ours, name) in [
            (&camera.make, "IFD0:Make"),
            (&camera.model, "IFD0:Model"),
            (&camera.software, "IFD0:Software"),
            (&camera.artist, "IFD0:Artist"),
            (&camera.lens, "ExifIFD:LensModel"),
            (&camera.lens_serial, "ExifIFD:LensSerialNumber"),
            (&camera.owner, "ExifIFD:OwnerName"),
            (&camera.image_unique_id, "ExifIFD:ImageUniqueID"),
            (&camera.zone, "ExifIFD:OffsetTimeOriginal"),
            (&camera.xmp.creator_tool, "XMP-xmp:CreatorTool"),
            (&camera.xmp.document_id, "XMP-xmpMM:DocumentID"),
            (&camera.xmp.instance_id, "XMP-xmpMM:InstanceID"),
            (&camera.xmp.original_document_id, "XMP-xmpMM:OriginalDocumentID"),
        ] {
            assert_eq!(ours.as_deref(), Some(said(name).as_str()), "{extension} {name}");
        }
        assert_eq!(camera.body_serials[0].text, said("ExifIFD:SerialNumber"), "{extension}");
        assert_eq!(camera.body_serials[0].from, "exif.BodySerialNumber");
        assert_eq!(camera.orientation, Some(6), "{extension}");
        assert_eq!(camera.xmp.agents, ["Strand 2.0", "Strand 2.1"], "{extension}");
        let gps = camera.gps.unwrap();
        let near = |ours: f64, name: &str| {
            let theirs = witness[name].as_f64().unwrap();
            assert!((ours.abs() - theirs.abs()).abs() < 1e-7, "{extension} {name}: {ours} {theirs}");
        };
        near(gps.latitude_degrees, "GPS:GPSLatitude");
        near(gps.longitude_degrees, "GPS:GPSLongitude");
        near(gps.altitude_metres.unwrap(), "GPS:GPSAltitude");
        assert!(gps.longitude_degrees < 0.0 && gps.altitude_metres.unwrap() < 0.0);
        let stamps: Vec<_> =
            facts.stamps.iter().map(|stamp| (stamp.meaning, stamp.when.to_string())).collect();
        let expected = [
            (TimeMeaning::Taken, "2024-05-06T05:08:09.25Z"),
            (TimeMeaning::Digitized, "2024-05-06T07:08:10"),
            (TimeMeaning::Edited, "2024-05-07T10:00:00"),
            (TimeMeaning::Gps, "2024-05-06T05:08:09Z"),
        ];
        assert_eq!(stamps, expected.map(|(meaning, when)| (meaning, when.to_owned())), "{extension}");
    }
}

#[test]
fn the_thumbnail_comes_out_byte_for_byte() {
    if !exiftool() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let thumbnail = scene::jpeg(&scene::landscape(16, 12), 50, turbojpeg::Subsamp::Sub2x2);
    let path = folder.path().join("thumbnail.jpg");
    std::fs::write(&path, &thumbnail).unwrap();
    let scene = scene::jpeg(&scene::landscape(64, 48), 80, turbojpeg::Subsamp::Sub2x2);
    let bytes =
        tagged(&scene, "jpg", &["-IFD0:Make=Voorbeeld", &format!("-ThumbnailImage<={}", path.display())]);
    let facts = facts(&bytes);
    assert_eq!(facts.defects, []);
    let [found] = facts.thumbnails.as_slice() else { panic!("{:?}", facts.thumbnails) };
    assert_eq!((found.name.as_ref(), &found.bytes), ("exif", &thumbnail));
    let at = usize::try_from(found.offset_bytes.unwrap()).unwrap();
    assert_eq!(bytes[at..at + thumbnail.len()], thumbnail);
}

/// A little-endian TIFF with an IFD0 and an EXIF directory that holds one maker note.
fn with_note(make: &str, model: &str, note: impl Fn(u32) -> Vec<u8>) -> Vec<u8> {
    let long = |value: usize| (value as u32).to_le_bytes();
    let mut bytes = b"II*\0\x08\0\0\0\x03\0".to_vec();
    let texts_at = 8 + 2 + 3 * 12 + 4;
    let exif_at = texts_at + make.len() + 1 + model.len() + 1;
    let mut entry = |tag: u16, form: u16, count: usize, value: [u8; 4]| {
        bytes.extend_from_slice(&tag.to_le_bytes());
        bytes.extend_from_slice(&form.to_le_bytes());
        bytes.extend_from_slice(&long(count));
        bytes.extend_from_slice(&value);
    };
    entry(0x10f, 2, make.len() + 1, long(texts_at));
    entry(0x110, 2, model.len() + 1, long(texts_at + make.len() + 1));
    entry(0x8769, 4, 1, long(exif_at));
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(make.as_bytes());
    bytes.push(0);
    bytes.extend_from_slice(model.as_bytes());
    bytes.push(0);
    let note_at = exif_at + 2 + 12 + 4;
    let note = note(note_at as u32);
    bytes.extend_from_slice(&[1, 0, 0x7c, 0x92, 7, 0]);
    bytes.extend_from_slice(&long(note.len()));
    bytes.extend_from_slice(&long(note_at));
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(&note);
    bytes
}

/// A directory of one text field; `base` is where the directory itself stands for its offsets.
fn one_text(tag: u16, text: &str, base: u32) -> Vec<u8> {
    let mut bytes = vec![1, 0];
    bytes.extend_from_slice(&tag.to_le_bytes());
    bytes.extend_from_slice(&[2, 0]);
    bytes.extend_from_slice(&(text.len() as u32 + 1).to_le_bytes());
    bytes.extend_from_slice(&(base + 18).to_le_bytes());
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(text.as_bytes());
    bytes.push(0);
    bytes
}

/// EXIF in a JPEG, as cameras write it.
fn in_jpeg(tiff: &[u8]) -> Vec<u8> {
    let plain = scene::jpeg(&scene::landscape(16, 16), 80, turbojpeg::Subsamp::Sub2x2);
    let mut bytes = plain[..2].to_vec();
    bytes.extend_from_slice(&[0xff, 0xe1]);
    bytes.extend_from_slice(&(tiff.len() as u16 + 8).to_be_bytes());
    bytes.extend_from_slice(b"Exif\0\0");
    bytes.extend_from_slice(tiff);
    bytes.extend_from_slice(&plain[2..]);
    bytes
}

#[test]
fn maker_notes_agree_with_the_witness() {
    let canon = with_note("Canon", "Canon EOS 5D", |_| {
        [&[1, 0, 0x0c, 0, 4, 0, 1, 0, 0, 0][..], &123_456_789_u32.to_le_bytes(), &[0; 4]].concat()
    });
    let nikon = with_note("NIKON CORPORATION", "NIKON D850", |_| {
        [&b"Nikon\0\x02\x10\0\0II*\0\x08\0\0\0"[..], &one_text(0x1d, "3001234", 8)].concat()
    });
    let panasonic = with_note("Panasonic", "DMC-GX80", |at| {
        [&b"Panasonic\0\0\0"[..], &one_text(0x25, "F541234560001", at + 12)].concat()
    });
    let fuji = with_note("FUJIFILM", "X-T5", |_| {
        [&b"FUJIFILM\x0c\0\0\0"[..], &one_text(0x10, "FF02B1234567", 12)].concat()
    });
    let cases = [
        (canon, "maker.Canon.SerialNumber", "0123456789", "Canon:SerialNumber"),
        (nikon, "maker.Nikon.SerialNumber", "3001234", "Nikon:SerialNumber"),
        (
            panasonic,
            "maker.Panasonic.InternalSerialNumber",
            "F541234560001",
            "Panasonic:InternalSerialNumber",
        ),
        (fuji, "maker.FujiFilm.InternalSerialNumber", "FF02B1234567", "FujiFilm:InternalSerialNumber"),
    ];
    let witnessed = exiftool();
    for (tiff, from, text, name) in cases {
        let bytes = in_jpeg(&tiff);
        let facts = facts(&bytes);
        assert_eq!(facts.defects, [], "{from}");
        let [serial] = facts.camera.body_serials.as_slice() else { panic!("{from}: {:?}", facts.camera) };
        assert_eq!((serial.from.as_str(), serial.text.as_str()), (from, text));
        if witnessed {
            let said = witness(&bytes, "jpg")[name].to_string();
            let said = said.trim_matches('"').trim_start_matches('0');
            assert_eq!(said, text.trim_start_matches('0'), "{name}");
        }
    }
}

#[test]
fn pictures_behind_the_first_are_found() {
    let behind = scene::jpeg(&scene::landscape(20, 10), 70, turbojpeg::Subsamp::None);
    let plain = scene::jpeg(&scene::landscape(32, 32), 80, turbojpeg::Subsamp::Sub2x2);
    let table_bytes = 8 + 2 + 12 + 4 + 32;
    let segment_bytes = 2 + 2 + 4 + table_bytes;
    let main_bytes = plain.len() + segment_bytes;
    let base = 2 + 8;
    let mut mpf = b"MPF\0II*\0\x08\0\0\0\x01\0\x02\xb0\x07\0\x20\0\0\0\x1a\0\0\0\0\0\0\0".to_vec();
    for (size, offset) in [(main_bytes, 0), (behind.len(), main_bytes - base)] {
        mpf.extend_from_slice(&[1, 0, 1, 0]);
        mpf.extend_from_slice(&(size as u32).to_le_bytes());
        mpf.extend_from_slice(&(offset as u32).to_le_bytes());
        mpf.extend_from_slice(&[0; 4]);
    }
    let mut bytes = plain[..2].to_vec();
    bytes.extend_from_slice(&[0xff, 0xe2]);
    bytes.extend_from_slice(&(mpf.len() as u16 + 2).to_be_bytes());
    bytes.extend_from_slice(&mpf);
    bytes.extend_from_slice(&plain[2..]);
    assert_eq!(bytes.len(), main_bytes);
    bytes.extend_from_slice(&behind);
    let whole = facts(&bytes);
    assert_eq!(whole.defects, []);
    assert_eq!(whole.thumbnails.len(), 1);
    assert_eq!((whole.thumbnails[0].name.as_ref(), &whole.thumbnails[0].bytes), ("mpf", &behind));
    assert_eq!(whole.thumbnails[0].offset_bytes, Some(main_bytes as u64));
    let cut = facts(&bytes[..bytes.len() - 5]);
    assert_eq!(cut.defects[0].kind, DefectKind::Malformed);
}

#[test]
fn texts_are_cleaned_and_bounded() {
    let long = "lang ".repeat(1_000);
    let facts = facts(&in_jpeg(&with_note(&long, "  Model\nVier \0achter", |_| vec![0; 4])));
    assert_eq!(facts.camera.model.as_deref(), Some("Model Vier"));
    assert!(facts.camera.make.unwrap().len() <= 1024);
}

#[test]
fn damage_is_a_defect_and_the_rest_is_kept() {
    let mut tiff = with_note("Voorbeeld", "Duinzicht", |_| vec![0; 4]);
    // The offset of the model's text goes astray.
    tiff[8 + 2 + 12 + 8..8 + 2 + 12 + 12].copy_from_slice(&[0xff; 4]);
    let facts = facts(&in_jpeg(&tiff));
    assert_eq!(facts.camera.make.as_deref(), Some("Voorbeeld"));
    assert_eq!(facts.camera.model, None);
    assert_eq!(facts.defects[0].kind, DefectKind::Malformed);
}

#[test]
fn a_flip_anywhere_in_the_metadata_is_survived() {
    let note = |at| [&b"Panasonic\0\0\0"[..], &one_text(0x25, "F541234560001", at + 12)].concat();
    let tiff = with_note("Panasonic", "DMC-GX80", note);
    let bytes = in_jpeg(&tiff);
    for at in 0..tiff.len() + 12 {
        for bit in 0..8 {
            let mut broken = bytes.clone();
            broken[at] ^= 1 << bit;
            let _ = read(&broken, &by_content(&bytes, 1));
        }
    }
}

proptest! {
    #[test]
    fn any_tiff_bytes_end(mut tail in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut bytes = b"II*\0\x08\0\0\0".to_vec();
        bytes.append(&mut tail);
        for media_type in ["image/tiff", "image/x-nikon-nef"] {
            let kind = vocab::Kind { family: vocab::Family::Picture, media_type: media_type.into() };
            let facts = read(&bytes, &kind);
            prop_assert!(facts.thumbnails.len() <= 32);
        }
        let _ = facts(&in_jpeg(&bytes));
    }

    #[test]
    fn any_xmp_ends(xmp in "(<[a-z:/?!]{0,6}( [a-z:]{1,8}=\"[^\"]{0,8}\")?>|[ -~]|&[a-z#0-9]{0,5};){0,60}") {
        let mut body = b"http://ns.adobe.com/xap/1.0/\0".to_vec();
        body.extend_from_slice(xmp.as_bytes());
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
        bytes.extend_from_slice(&(body.len() as u16 + 2).to_be_bytes());
        bytes.extend_from_slice(&body);
        let first = facts(&bytes);
        prop_assert_eq!(first, facts(&bytes));
    }
}
