//! Files that are broken in known ways. Each must cost its reader a defect and nothing more.

use super::content::{Content, Drive, Inside, Planted};
use super::packed::zipped;
use super::studio::Studio;
use crate::encode;
use crate::fault::Fault;

/// The damaged files of a carrier.
pub(crate) fn damaged(studio: &Studio) -> Result<Vec<Planted>, Fault> {
    let mut numbers = studio.numbers("damaged", 0);
    let mut canvas = || studio.scene_of(&mut numbers, 320, 240);
    let half = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    let jpeg = encode::jpeg(&canvas(), 80)?;
    let png = encode::png(&canvas())?;
    let mut flipped_png = png.clone();
    let middle = flipped_png.len() / 2;
    flipped_png[middle] ^= 0x10;
    let mut flipped_jpeg = encode::jpeg(&canvas(), 80)?;
    let at = flipped_jpeg.len() / 3;
    flipped_jpeg[at..at + 8].fill(0xff);
    let mut zeroed = encode::jpeg(&canvas(), 80)?;
    let at = zeroed.len() / 2;
    zeroed[at..].fill(0);
    let member = ("a.jpg".to_owned(), studio.plain(&mut studio.numbers("damaged", 1))?);
    let zip = zipped(vec![member], "archive")?;
    let inside: Vec<Inside> = zip
        .inside
        .iter()
        .map(|member| Inside { content: member.content.clone().lost("cut off within"), ..member.clone() })
        .collect();
    let files = [
        ("afgekapt.jpg", half(jpeg.clone()), "JPEG cut off half-way"),
        ("kop.jpg", jpeg[..40].to_vec(), "JPEG cut off in its header"),
        ("omgevallen.jpg", flipped_jpeg, "JPEG with eight bytes overwritten"),
        ("nullen.jpg", zeroed, "JPEG whose second half is zeros"),
        ("bit.png", flipped_png, "PNG with one bit flipped"),
        ("afgekapt.png", half(png), "PNG cut off half-way"),
        ("enorm.png", huge_png(), "PNG whose header claims 2^31 pixels in a row"),
        ("enorm.bmp", huge_bmp(), "BMP whose header claims 2^31 pixels in a row"),
        ("afgekapt.gif", half(encode::gif(&canvas())?), "GIF cut off half-way"),
        ("afgekapt.webp", half(encode::webp(&canvas())?), "WebP cut off half-way"),
        ("afgekapt.tif", half(encode::tiff(&canvas().halved())?), "TIFF cut off half-way"),
        ("lus.tif", looping_tiff(), "TIFF whose directory points at itself"),
        ("afgekapt.zip", half(zip.bytes.to_vec()), "zip cut off half-way"),
    ];
    Ok(files
        .into_iter()
        .map(|(name, bytes, how)| {
            let mut content = Content::damaged(bytes, how);
            if name == "afgekapt.zip" {
                content.inside.clone_from(&inside);
            }
            Planted::at(Drive::Main, format!("Kapot/{name}"), content)
        })
        .collect())
}

fn png_chunk(kind: &[u8; 4], payload: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(payload);
    [&(payload.len() as u32).to_be_bytes(), kind.as_slice(), payload, &crc.sum().to_be_bytes()].concat()
}

/// Sound in every checksum, and impossible.
fn huge_png() -> Vec<u8> {
    let side = 0x7fff_ffff_u32.to_be_bytes();
    let header = [side.as_slice(), &side, &[8, 2, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        png_chunk(b"IHDR", &header),
        png_chunk(b"IDAT", &[0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]),
        png_chunk(b"IEND", &[]),
    ]
    .concat()
}

fn huge_bmp() -> Vec<u8> {
    let mut bytes = b"BM".to_vec();
    for word in [70_u32, 0, 54, 40, 0x7fff_ffff, 0x7fff_ffff, 0x0018_0001, 0, 16, 2835, 2835, 0, 0] {
        bytes.extend(word.to_le_bytes());
    }
    bytes.resize(70, 0x55);
    bytes
}

fn looping_tiff() -> Vec<u8> {
    let mut bytes = b"II\x2a\0\x08\0\0\0".to_vec();
    bytes.extend(1_u16.to_le_bytes());
    bytes.extend([0x00, 0x01, 3, 0, 1, 0, 0, 0, 16, 0, 0, 0]);
    bytes.extend(8_u32.to_le_bytes());
    bytes
}
