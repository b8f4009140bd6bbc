//! The parts of a practice carrier that hold loose files: each makes some of them, in any order.

use super::content::{Content, Drive, Planted};
use super::document::document;
use super::studio::{Known, Studio};
use crate::encode;
use crate::fault::Fault;
use rayon::prelude::*;

/// Pictures as cameras leave them.
pub(crate) fn camera_rolls(studio: &Studio, count: usize) -> Result<Vec<Planted>, Fault> {
    (0..count)
        .into_par_iter()
        .map(|i| {
            let mut numbers = studio.numbers("camera", i);
            let large = (!studio.small && i < 3).then_some((4000, 3000));
            let (content, taken) = studio.camera(&mut numbers, large)?;
            let (drive, path) = match i % 5 {
                4 => (Drive::Stick, format!("DCIM/100LUMO/LUM{i:05}.JPG")),
                _ => (
                    Drive::Main,
                    format!("Gebruikers/Noor/Afbeeldingen/{}/IMG_{i:04}.JPG", taken.strftime("%Y-%m")),
                ),
            };
            let mut file = Planted::at(drive, path, content);
            file.modified =
                taken.to_zoned(jiff::tz::TimeZone::UTC).map_err(Fault::made)?.timestamp().as_second();
            Ok(file)
        })
        .collect()
}

/// Pictures in all formats, as they are gathered from elsewhere; the known ones among them.
pub(crate) fn downloads(studio: &Studio, count: usize, known: &[Known]) -> Result<Vec<Planted>, Fault> {
    (0..count)
        .into_par_iter()
        .map(|i| {
            let mut numbers = studio.numbers("download", i);
            let folder = *numbers.pick(&["Downloads", "Downloads/nieuw", "Bureaublad"]);
            let drive = if i % 7 == 6 { Drive::Home } else { Drive::Main };
            if let Some(picture) = known.get(i / 3).filter(|_| i % 3 == 0) {
                let path = format!("Gebruikers/Noor/{folder}/{:08x}.jpg", numbers.next() as u32);
                return Ok(Planted::at(drive, path, picture.content.clone()));
            }
            let canvas = studio.scene_of(&mut numbers, 320, 240);
            let (bytes, end) = match i % 6 {
                0 => (encode::png(&canvas)?, "png"),
                1 => (encode::gif(&canvas)?, "gif"),
                2 => (encode::webp(&canvas)?, "webp"),
                3 => (encode::bmp(&canvas.halved())?, "bmp"),
                4 => (encode::tiff(&canvas.halved())?, "tif"),
                _ => (encode::jpeg(&studio.scene(&mut numbers), 78)?, "jpg"),
            };
            // Some names tell a lie about the type.
            let end = if i % 29 == 5 { "dat" } else { end };
            let path = format!("Gebruikers/Noor/{folder}/{:08x}.{end}", numbers.next() as u32);
            Ok(Planted::at(drive, path, Content::of(bytes, "scene")))
        })
        .collect()
}

/// The shared folders of file-sharing programs; half of what is in them is known.
pub(crate) fn shared(studio: &Studio, count: usize, known: &[Known]) -> Result<Vec<Planted>, Fault> {
    const FOLDERS: [(&str, &str); 3] = [
        ("eMule", "Program Files/eMule/Incoming"),
        ("Shareaza", "Gebruikers/Noor/Documenten/Shareaza Downloads"),
        ("LimeWire", "Gebruikers/Noor/Documenten/LimeWire/Shared"),
    ];
    (0..count)
        .into_par_iter()
        .map(|i| {
            let mut numbers = studio.numbers("shared", i);
            let (program, folder) = FOLDERS[i % FOLDERS.len()];
            let mut content = match known.get(i / 2).filter(|_| i % 2 == 0) {
                Some(picture) => picture.content.clone(),
                None => studio.plain(&mut numbers)?,
            };
            content.facts.shared_folder = Some(program.to_owned());
            Ok(Planted::at(Drive::Main, format!("{folder}/{:07x}.jpg", numbers.next() >> 36), content))
        })
        .collect()
}

/// Twins of known pictures, whose originals may be elsewhere on the carrier or not on it at all.
pub(crate) fn twins(studio: &Studio, count: usize, known: &[Known]) -> Result<Vec<Planted>, Fault> {
    (0..count)
        .into_par_iter()
        .map(|i| {
            let (content, end) = studio.twin(&known[i % known.len()], i)?;
            let drive = Drive::ALL[i % 3];
            Ok(Planted::at(drive, format!("bewerkt/{i:04}.{end}"), content))
        })
        .collect()
}

/// Exact copies of some of the files, in a folder of their own.
pub(crate) fn copies(files: &[Planted], count: usize) -> Vec<Planted> {
    let step = (files.len() / count.max(1)).max(1);
    // A stick's file system takes only plain names and has no streams.
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/ .-_".contains(byte);
    let fits = |file: &&Planted| {
        !file.deleted && !file.sparse && file.path.iter().all(plain) && file.path.len() < 90
    };
    let chosen = files.iter().filter(fits).step_by(step).take(count);
    chosen
        .enumerate()
        .map(|(i, file)| {
            let drive = if i % 2 == 0 { Drive::Stick } else { Drive::Main };
            let name = file.path.rsplit(|b| *b == b'/').next().unwrap_or(b"kopie");
            let path = [format!("Reserve/{i:03}-").as_bytes(), name].concat();
            let mut content = file.content.clone();
            content.facts.shared_folder = None;
            Planted { modified: file.modified, ..Planted::at(drive, path, content) }
        })
        .collect()
}

/// Texts, pages, databases; every third one is listed as known good.
pub(crate) fn documents(studio: &Studio, count: usize) -> Result<Vec<Planted>, Fault> {
    (0..count)
        .into_par_iter()
        .map(|i| {
            let (mut content, end) = document(&mut studio.numbers("document", i), i)?;
            content.good = i % 3 == 0;
            let folder = if content.good {
                "Program Files/Schrijver/voorbeelden"
            } else {
                "Gebruikers/Noor/Documenten"
            };
            let drive = if i % 4 == 3 { Drive::Home } else { Drive::Main };
            Ok(Planted::at(drive, format!("{folder}/stuk{i:03}.{end}"), content))
        })
        .collect()
}

/// Files that are deleted again after they were written.
pub(crate) fn deleted(studio: &Studio, count: usize, known: &[Known]) -> Result<Vec<Planted>, Fault> {
    (0..count)
        .into_par_iter()
        .map(|i| {
            let mut numbers = studio.numbers("deleted", i);
            let content = match known.get(known.len().saturating_sub(1 + i)).filter(|_| i % 4 == 0) {
                Some(picture) => picture.content.clone(),
                None => studio.plain(&mut numbers)?,
            };
            let drive = if i % 2 == 0 { Drive::Main } else { Drive::Stick };
            Ok(Planted { deleted: true, ..Planted::at(drive, format!("gewist/WEG{i:05}.JPG"), content) })
        })
        .collect()
}

/// Names in many scripts, very long and very deep ones, and ones that try to mislead.
pub(crate) fn names(studio: &Studio) -> Result<Vec<Planted>, Fault> {
    let long = "zeer-lange-naam-".repeat(15) + ".jpg";
    let deep = "map/".repeat(40) + "diep.jpg";
    let mut names: Vec<Vec<u8>> = [
        "Ελληνικά/θάλασσα.jpg",
        "العربية/بحر.jpg",
        "ไทย/ทะเล.jpg",
        "日本語/海の写真.jpg",
        "한국어/바다.jpg",
        "Русский/море.jpg",
        "עברית/ים.jpg",
        "हिन्दी/समुद्र.jpg",
        "emoji/🌊🏖️👩‍🚀.jpg",
        "foto\u{202e}gpj.exe.jpg",
        "cafe\u{301}.jpg",
        "caf\u{e9}.jpg",
        "twee  spaties en 'aanhalings' tekens.jpg",
        "regel\neinde.jpg",
        "tab\tteken.jpg",
        ".verborgen.jpg",
        "geen-achtervoegsel",
        "-begint-met-streep.jpg",
        long.as_str(),
        deep.as_str(),
    ]
    .iter()
    .map(|name| format!("Namen/{name}").into_bytes())
    .collect();
    names.push(b"Namen/geen\xff\xfeutf8.jpg".to_vec());
    names
        .into_par_iter()
        .enumerate()
        .map(|(i, path)| {
            let mut numbers = studio.numbers("name", i);
            let content = Content::of(encode::jpeg(&studio.scene_of(&mut numbers, 256, 192), 75)?, "scene");
            // NTFS takes only names that are Unicode; ext4 takes any bytes.
            let drive = if str::from_utf8(&path).is_ok() && i % 4 < 3 { Drive::Main } else { Drive::Home };
            Ok(Planted::at(drive, path, content))
        })
        .collect()
}

/// Empty files, a sparse file, and alternate data streams where the file system has them.
pub(crate) fn oddities(studio: &Studio, streams: bool) -> Result<Vec<Planted>, Fault> {
    let mut numbers = studio.numbers("oddity", 0);
    let at = |name: &str, content| Planted::at(Drive::Main, format!("Overig/{name}"), content);
    let mut holes = vec![0; if studio.small { 1 << 20 } else { 24 << 20 }];
    let middle = holes.len() / 2;
    holes[middle..middle + 4096].copy_from_slice(&numbers.bytes(4096));
    let mut files = vec![
        at("leeg.jpg", Content::of([], "empty file")),
        at("leeg.txt", Content::of([], "empty file")),
        Planted { sparse: true, ..at("gaten.bin", Content::of(holes, "sparse file")) },
        at("ruis.bin", Content::of(numbers.bytes(65_537), "noise")),
    ];
    if streams {
        let mut mark = Content::of(b"[ZoneTransfer]\r\nZoneId=3\r\n".as_slice(), "alternate data stream");
        mark.facts.stream = true;
        let mut hidden = studio.plain(&mut numbers)?;
        hidden.facts.stream = true;
        files.push(at("drager.txt", Content::of(b"gewone tekst\n".as_slice(), "document")));
        files.push(at("drager.txt:Zone.Identifier", mark));
        files.push(at("drager.txt:zee.jpg", hidden));
    }
    Ok(files)
}
