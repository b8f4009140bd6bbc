//! Types by content, over beginnings of files as their programs write them.

use evidence::kind::by_content;
use proptest::prelude::*;
use vocab::Family;

fn check(head: &[u8], family: Family, media_type: &str) {
    let kind = by_content(head, head.len() as u64);
    assert_eq!(
        (kind.family, kind.media_type.as_str()),
        (family, media_type),
        "{:02x?}",
        &head[..head.len().min(24)]
    );
}

/// A box of an ISO media file.
fn ftyp(major: &str, compatible: &[&str]) -> Vec<u8> {
    let size = 16 + 4 * compatible.len() as u32;
    let mut head = size.to_be_bytes().to_vec();
    head.extend_from_slice(b"ftyp");
    head.extend_from_slice(major.as_bytes());
    head.extend_from_slice(&[0; 4]);
    compatible.iter().for_each(|brand| head.extend_from_slice(brand.as_bytes()));
    head.extend_from_slice(b"\0\0\0\x08free");
    head
}

#[test]
fn nothing_is_empty_and_noise_is_other() {
    check(b"", Family::Empty, "application/x-empty");
    check(&[0x80, 0, 1, 2, 3, 250, 251], Family::Other, "application/octet-stream");
    // A source that states a size and gives no bytes is not empty: it is unread.
    assert_eq!(by_content(b"", 10).family, Family::Other);
    check(&[0; 4096], Family::Other, "application/octet-stream");
}

#[test]
fn pictures() {
    check(b"\xff\xd8\xff\xe0\0\x10JFIF\0", Family::Picture, "image/jpeg");
    check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Family::Picture, "image/png");
    check(b"GIF89a\x01\0\x01\0", Family::Picture, "image/gif");
    check(b"RIFF\x24\0\0\0WEBPVP8 ", Family::Picture, "image/webp");
    check(
        &[b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", &[0; 36][..]].concat(),
        Family::Picture,
        "image/bmp",
    );
    check(b"\0\0\0\x0cJXL \r\n\x87\n", Family::Picture, "image/jxl");
    check(b"\0\0\0\x0cjP  \r\n\x87\n", Family::Picture, "image/jp2");
    check(&ftyp("heic", &["mif1", "heic"]), Family::Picture, "image/heic");
    check(&ftyp("mif1", &["mif1", "heic"]), Family::Picture, "image/heic");
    check(&ftyp("mif1", &["avif", "mif1"]), Family::Picture, "image/avif");
    check(&ftyp("avif", &["mif1"]), Family::Picture, "image/avif");
    check(&ftyp("crx ", &["crx ", "isom"]), Family::Picture, "image/x-canon-cr3");
    check(b"<?xml version=\"1.0\"?>\n<svg xmlns=\"\"/>", Family::Picture, "image/svg+xml");
}

/// A TIFF with one directory of these fields: tag, form, count, four bytes; `after` follows it.
fn tiff(mark: &[u8], fields: &[(u16, u16, u32, [u8; 4])], after: &[u8]) -> Vec<u8> {
    let mut head = mark.to_vec();
    let first = if mark.len() == 4 { 8_u32 } else { 16 };
    head.extend_from_slice(&first.to_le_bytes());
    if first == 16 {
        head.extend_from_slice(b"CR\x02\0\0\0\0\0");
        head.drain(4..head.len() - 12);
    }
    head.extend_from_slice(&(fields.len() as u16).to_le_bytes());
    for (tag, form, count, value) in fields {
        head.extend_from_slice(&tag.to_le_bytes());
        head.extend_from_slice(&form.to_le_bytes());
        head.extend_from_slice(&count.to_le_bytes());
        head.extend_from_slice(value);
    }
    head.extend_from_slice(&[0; 4]);
    head.extend_from_slice(after);
    head
}

#[test]
fn the_tiff_family() {
    let width = (0x100, 3, 1, [16, 0, 0, 0]);
    check(&tiff(b"II*\0", &[width], b""), Family::Picture, "image/tiff");
    check(b"MM\0*\0\0\0\x08\0\0", Family::Picture, "image/tiff");
    check(&tiff(b"II*\0", &[width, (0xc612, 1, 4, [1, 4, 0, 0])], b""), Family::Picture, "image/x-adobe-dng");
    check(b"II*\0\x10\0\0\0CR\x02\0\0\0\0\0\0\0", Family::Picture, "image/x-canon-cr2");
    let make_at = 8 + 2 + 2 * 12 + 4;
    let make = (0x10f, 2, 18, [make_at, 0, 0, 0]);
    let reduced = (0xfe, 4, 1, [1, 0, 0, 0]);
    check(&tiff(b"II*\0", &[reduced, make], b"NIKON CORPORATION\0"), Family::Picture, "image/x-nikon-nef");
    check(&tiff(b"II*\0", &[reduced, make], b"SONY\0"), Family::Picture, "image/x-sony-arw");
    // A scan by the same maker is a plain TIFF.
    check(&tiff(b"II*\0", &[width, make], b"NIKON CORPORATION\0"), Family::Picture, "image/tiff");
}

#[test]
fn moving_pictures() {
    check(&ftyp("isom", &["isom", "mp41"]), Family::Video, "video/mp4");
    check(&ftyp("mp42", &[]), Family::Video, "video/mp4");
    check(&ftyp("qt  ", &["qt  "]), Family::Video, "video/quicktime");
    check(b"\0\0\0\x08wide\0\x01\0\0mdat", Family::Video, "video/quicktime");
    check(&ftyp("3gp4", &["3gp4"]), Family::Video, "video/3gpp");
    check(b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", Family::Video, "video/webm");
    check(b"\x1a\x45\xdf\xa3\xa3\x42\x86\x81\x01\x42\x82\x88matroska", Family::Video, "video/x-matroska");
    check(b"RIFF\0\0\0\0AVI LIST", Family::Video, "video/x-msvideo");
    check(b"\0\0\x01\xba\x44", Family::Video, "video/mpeg");
    check(b"FLV\x01\x05", Family::Video, "video/x-flv");
    let mut packets = vec![0x11; 188 * 6];
    packets.iter_mut().step_by(188).for_each(|byte| *byte = 0x47);
    check(&packets, Family::Video, "video/mp2t");
    let mut wmv = b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c".to_vec();
    wmv.extend_from_slice(&[0; 50]);
    let audio_only = wmv.clone();
    wmv.extend_from_slice(b"\xc0\xef\x19\xbc\x4d\x5b\xcf\x11\xa8\xfd\0\x80\x5f\x5c\x44\x2b");
    check(&wmv, Family::Video, "video/x-ms-wmv");
    check(&audio_only, Family::Video, "video/x-ms-asf");
}

#[test]
fn sound() {
    check(b"ID3\x03\0\0\0\0\0\0", Family::Audio, "audio/mpeg");
    let mut frames = vec![0; 417 * 2];
    frames[..4].copy_from_slice(b"\xff\xfb\x90\x64");
    frames[417..421].copy_from_slice(b"\xff\xfb\x90\x64");
    check(&frames, Family::Audio, "audio/mpeg");
    // One frame's mark alone is not believed.
    check(b"\xff\xfb\x90\x64\0\0\0\0", Family::Other, "application/octet-stream");
    check(b"RIFF\x24\0\0\0WAVEfmt ", Family::Audio, "audio/wav");
    check(b"fLaC\0\0\0\x22", Family::Audio, "audio/flac");
    check(b"OggS\0\x02\0\0\0\0\0\0\0\0\x01vorbis", Family::Audio, "audio/ogg");
    check(&ftyp("M4A ", &["M4A ", "mp42"]), Family::Audio, "audio/mp4");
}

/// The beginning of a zip file with these members, each empty.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut head = Vec::new();
    for (name, content) in members {
        head.extend_from_slice(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        head.extend_from_slice(&(content.len() as u32).to_le_bytes());
        head.extend_from_slice(&(content.len() as u32).to_le_bytes());
        head.extend_from_slice(&(name.len() as u16).to_le_bytes());
        head.extend_from_slice(&[0, 0]);
        head.extend_from_slice(name.as_bytes());
        head.extend_from_slice(content);
    }
    head
}

#[test]
fn documents() {
    check(b"%PDF-1.7\n", Family::Document, "application/pdf");
    check(b"{\\rtf1\\ansi", Family::Document, "application/rtf");
    check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Family::Document, "application/x-ole-storage");
    let word = zip(&[("[Content_Types].xml", b"x"), ("_rels/.rels", b"x"), ("word/document.xml", b"x")]);
    check(&word, Family::Document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    let sheet = zip(&[("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"x")]);
    check(&sheet, Family::Document, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    let open = zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"x")]);
    check(&open, Family::Document, "application/vnd.oasis.opendocument.text");
    check(b"<!-- a remark -->\n<!DOCTYPE html><html>", Family::Document, "text/html");
    check(b"<?xml version='1.0'?><a/>", Family::Document, "application/xml");
    check("Een brief uit Den Haag, € 5.\n".as_bytes(), Family::Document, "text/plain");
    check(b"\xff\xfeh\0a\0l\0l\0o\0", Family::Document, "text/plain");
    check(b"h\0a\0l\0l\0o\0!\0!\0!\0", Family::Document, "text/plain");
    check(b"Zeeuwse caf\xe9s aan de kust, en meer van dat al", Family::Document, "text/plain");
    check(b"Return-Path: <a@example.org>\r\nReceived: by x\r\n", Family::Document, "message/rfc822");
}

#[test]
fn a_character_cut_by_the_head_is_still_text() {
    let text = "é".repeat(3_000);
    check(&text.as_bytes()[..4095], Family::Document, "text/plain");
}

#[test]
fn archives_databases_programs() {
    check(&zip(&[("photos/a.jpg", b"x")]), Family::Archive, "application/zip");
    check(b"PK\x05\x06\0\0\0\0", Family::Archive, "application/zip");
    // A document inside an archive does not make the archive a document.
    let inner = zip(&[("word/document.xml", b"x")]);
    check(&zip(&[("brief.docx", &inner), ("b.jpg", b"x")]), Family::Archive, "application/zip");
    let mut tar = vec![0; 512];
    tar[..5].copy_from_slice(b"a.txt");
    tar[257..262].copy_from_slice(b"ustar");
    check(&tar, Family::Archive, "application/x-tar");
    check(b"\x1f\x8b\x08\0", Family::Archive, "application/gzip");
    check(b"\xfd7zXZ\0", Family::Archive, "application/x-xz");
    check(b"\x28\xb5\x2f\xfd\x04", Family::Archive, "application/zstd");
    check(b"BZh91AY&SY", Family::Archive, "application/x-bzip2");
    check(b"7z\xbc\xaf\x27\x1c", Family::Archive, "application/x-7z-compressed");
    check(b"Rar!\x1a\x07\x01\0", Family::Archive, "application/vnd.rar");
    check(b"EVF\x09\x0d\x0a\xff\0\x01", Family::Archive, "application/x-ewf");
    check(b"SQLite format 3\0\x10\0", Family::Database, "application/vnd.sqlite3");
    check(b"\x7fELF\x02\x01\x01\0", Family::Program, "application/x-elf");
    let mut pe = vec![0; 256];
    pe[..2].copy_from_slice(b"MZ");
    pe[60] = 128;
    pe[128..132].copy_from_slice(b"PE\0\0");
    check(&pe, Family::Program, "application/vnd.microsoft.portable-executable");
    check(b"\xcf\xfa\xed\xfe\x07\0\0\x01", Family::Program, "application/x-mach-binary");
    check(b"\xca\xfe\xba\xbe\0\0\0\x02", Family::Program, "application/x-mach-binary");
    check(b"\xca\xfe\xba\xbe\0\0\0\x34", Family::Program, "application/java-vm");
    check(b"#!/bin/sh\necho hallo\n", Family::Program, "text/x-script");
}

#[test]
fn words_that_begin_like_a_format_stay_text() {
    check(b"BMW rijdt langs de dijk en dan naar huis.", Family::Document, "text/plain");
    check(
        b"MZ is een afkorting, meer niet, en dit is geen programma maar een zin van ruim zestig tekens.",
        Family::Document,
        "text/plain",
    );
    check(b"P1 is hier geen plaatje", Family::Document, "text/plain");
    check(b"BZh is ook maar een woord", Family::Document, "text/plain");
}

proptest! {
    #[test]
    fn any_bytes_get_an_answer(head in prop::collection::vec(any::<u8>(), 0..5000), size: u64) {
        let kind = by_content(&head, size);
        prop_assert_eq!(kind.family == Family::Empty, size == 0);
        prop_assert!(kind.media_type.contains('/'));
    }

    #[test]
    fn bytes_beyond_the_head_change_nothing(mut head in prop::collection::vec(any::<u8>(), 4096..4097), more: Vec<u8>) {
        let before = by_content(&head, 9000);
        head.extend(more);
        prop_assert_eq!(by_content(&head, 9000), before);
    }
}
