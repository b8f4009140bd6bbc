//! Archives: nested zips, tars in three coats, 7z, one with a password, one that swells, one that climbs.

use super::content::{Content, Drive, Inside, Planted};
use super::document::document;
use super::locked;
use super::studio::Studio;
use crate::fault::Fault;
use rayon::prelude::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Members in one archive.
const MEMBERS: usize = 15;

/// Zeros in the archive that swells: deflate packs them about 1,030 to one, and a reader looks at that only after 64 MiB.
const SWELL_BYTES: usize = 72 << 20;

type Member = (String, Content);

/// Archives with about `members` members in all, and the three awkward ones.
pub(crate) fn archives(studio: &Studio, members: usize) -> Result<Vec<Planted>, Fault> {
    let mut made: Vec<Planted> = (0..members.div_ceil(MEMBERS))
        .into_par_iter()
        .map(|i| {
            let inside = contents(studio, i)?;
            let (content, end) = match i % 5 {
                0 => (nested(inside)?, "zip"),
                1 => (tarred(inside, flate(), "tar.gz archive")?, "tar.gz"),
                2 => (tarred(inside, xz(), "tar.xz archive")?, "tar.xz"),
                3 => (tarred(inside, zst(), "tar.zst archive")?, "tar.zst"),
                _ => (seven(inside)?, "7z"),
            };
            let drive = if i % 3 == 2 { Drive::Stick } else { Drive::Main };
            Ok(Planted::at(drive, format!("Archief/pak{i:03}.{end}"), content))
        })
        .collect::<Result<_, Fault>>()?;
    let mut numbers = studio.numbers("awkward archive", 0);
    // Nobody without the password can see what is inside.
    let picture = studio.plain(&mut numbers)?;
    let mut content =
        Content::of(locked::zip("binnen.jpg", &picture.bytes, b"duinroos"), "archive with a password");
    let how = "its member is locked with a password";
    content.facts.damage = Some(how.to_owned());
    content.inside.push(Inside {
        name: "binnen.jpg".to_owned(),
        thumbnail: false,
        content: picture.lost("locked with a password"),
    });
    made.push(Planted::at(Drive::Main, "Archief/op-slot.zip", content));
    let zeros = Content::of(vec![0; SWELL_BYTES], "zeros").lost("swells further than a reader may unpack");
    let mut content = zipped(vec![("nul.bin".to_owned(), zeros)], "archive")?;
    content.facts.damage = Some(format!("swells from {} to {SWELL_BYTES} bytes", content.bytes.len()));
    made.push(Planted::at(Drive::Main, "Archief/zwelt.zip", content));
    let climbing = vec![
        ("../../buiten.jpg".to_owned(), studio.plain(&mut numbers)?),
        ("/etc/boven.jpg".to_owned(), studio.plain(&mut numbers)?),
        ("gewoon/binnen.jpg".to_owned(), studio.plain(&mut numbers)?),
    ];
    made.push(Planted::at(
        Drive::Main,
        "Archief/klimt.zip",
        zipped(climbing, "archive with climbing names")?,
    ));
    Ok(made)
}

fn contents(studio: &Studio, archive: usize) -> Result<Vec<Member>, Fault> {
    (0..MEMBERS)
        .map(|i| {
            let mut numbers = studio.numbers("member", archive * MEMBERS + i);
            if i % 5 == 4 {
                let (content, end) = document(&mut numbers, i / 5)?;
                Ok((format!("tekst/{i:02}.{end}"), content))
            } else {
                Ok((format!("foto/{i:02}.jpg"), studio.plain(&mut numbers)?))
            }
        })
        .collect()
}

fn holding(bytes: Vec<u8>, members: Vec<Member>, what: &str) -> Content {
    let mut content = Content::of(bytes, what);
    content.inside =
        members.into_iter().map(|(name, content)| Inside { name, thumbnail: false, content }).collect();
    content
}

/// A zip in a zip in a zip.
fn nested(mut members: Vec<Member>) -> Result<Content, Fault> {
    let mut deeper = members.split_off(MEMBERS / 3);
    let deepest = deeper.split_off(MEMBERS / 3);
    deeper.push(("diepst.zip".to_owned(), zipped(deepest, "archive, third level")?));
    members.push(("dieper.zip".to_owned(), zipped(deeper, "archive, second level")?));
    zipped(members, "archive")
}

pub(crate) fn zipped(members: Vec<Member>, what: &str) -> Result<Content, Fault> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let time = zip::DateTime::from_date_and_time(2021, 5, 4, 3, 2, 0).map_err(Fault::made)?;
    for (name, content) in &members {
        let options = SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .last_modified_time(time);
        writer.start_file(name, options).map_err(Fault::made)?;
        writer.write_all(&content.bytes).map_err(Fault::made)?;
    }
    let bytes = writer.finish().map_err(Fault::made)?.into_inner();
    Ok(holding(bytes, members, what))
}

type Coat = fn(&[u8]) -> std::io::Result<Vec<u8>>;

fn flate() -> Coat {
    |tar| {
        let mut coat = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        coat.write_all(tar)?;
        coat.finish()
    }
}

fn xz() -> Coat {
    |tar| {
        let mut coat = liblzma::write::XzEncoder::new(Vec::new(), 1);
        coat.write_all(tar)?;
        coat.finish()
    }
}

fn zst() -> Coat {
    |tar| zstd::encode_all(tar, 1)
}

fn tarred(members: Vec<Member>, coat: Coat, what: &str) -> Result<Content, Fault> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in &members {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(1_620_000_000);
        builder.append_data(&mut header, name, &*content.bytes).map_err(Fault::made)?;
    }
    let tar = builder.into_inner().map_err(Fault::made)?;
    Ok(holding(coat(&tar).map_err(Fault::made)?, members, what))
}

fn seven(members: Vec<Member>) -> Result<Content, Fault> {
    let mut writer = sevenz_rust2::ArchiveWriter::new(Cursor::new(Vec::new())).map_err(Fault::made)?;
    for (name, content) in &members {
        let entry = sevenz_rust2::ArchiveEntry::new_file(name);
        writer.push_archive_entry(entry, Some(&*content.bytes)).map_err(Fault::made)?;
    }
    let bytes = writer.finish().map_err(Fault::made)?.into_inner();
    Ok(holding(bytes, members, "7z archive"))
}
