//! The table of signatures at fixed places, and a few weak signs that need a second look.
//!
//! Each line is one format; the order matters only where one signature begins another.

use super::{Guess, u16_le, u32_be, u32_le};
use vocab::Family::{self, Archive, Audio, Database, Document, Other, Picture, Program, Video};

/// Where the bytes stand, the bytes, and what they mean.
type Line = (usize, &'static [u8], Family, &'static str);

const TABLE: &[Line] = &[
    // Pictures.
    (0, b"\xff\xd8\xff", Picture, "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", Picture, "image/png"),
    (0, b"GIF87a", Picture, "image/gif"),
    (0, b"GIF89a", Picture, "image/gif"),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", Picture, "image/jp2"),
    (0, b"\xff\x4f\xff\x51", Picture, "image/x-jp2-codestream"),
    (0, b"\x00\x00\x00\x0cJXL \r\n\x87\n", Picture, "image/jxl"),
    (0, b"\xff\x0a", Picture, "image/jxl"),
    (0, b"8BPS\x00", Picture, "image/vnd.adobe.photoshop"),
    (0, b"\x76\x2f\x31\x01", Picture, "image/x-exr"),
    (0, b"#?RADIANCE", Picture, "image/vnd.radiance"),
    (0, b"BPG\xfb", Picture, "image/bpg"),
    (0, b"\x8aMNG\r\n\x1a\n", Picture, "video/x-mng"),
    (0, b"\x8bJNG\r\n\x1a\n", Picture, "image/x-jng"),
    (40, b" EMF", Picture, "image/emf"),
    (0, b"\xd7\xcd\xc6\x9a", Picture, "image/wmf"),
    // Video and sound.
    (0, b"FLV\x01", Video, "video/x-flv"),
    (0, b"\x00\x00\x01\xba", Video, "video/mpeg"),
    (0, b"\x00\x00\x01\xb3", Video, "video/mpeg"),
    (0, b".RMF", Video, "application/vnd.rn-realmedia"),
    (0, b"ID3", Audio, "audio/mpeg"),
    (0, b"fLaC", Audio, "audio/flac"),
    (0, b"#!AMR", Audio, "audio/amr"),
    (0, b"MThd", Audio, "audio/midi"),
    (8, b"AIFF", Audio, "audio/aiff"),
    (8, b"AIFC", Audio, "audio/aiff"),
    (0, b"caff", Audio, "audio/x-caf"),
    (0, b"#!SILK_V3", Audio, "audio/silk"),
    // Documents.
    (0, b"%PDF-", Document, "application/pdf"),
    (0, b"{\\rtf", Document, "application/rtf"),
    (0, b"%!PS", Document, "application/postscript"),
    (0, b"AT&TFORM", Document, "image/vnd.djvu"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Document, "application/x-ole-storage"),
    (0, b"ITSF\x03", Document, "application/vnd.ms-htmlhelp"),
    // Archives, compressed files and images of carriers.
    (0, b"\x1f\x8b\x08", Archive, "application/gzip"),
    (0, b"\xfd7zXZ\x00", Archive, "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", Archive, "application/zstd"),
    (0, b"7z\xbc\xaf\x27\x1c", Archive, "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", Archive, "application/vnd.rar"),
    (0, b"\x04\x22\x4d\x18", Archive, "application/x-lz4"),
    (0, b"LZIP\x01", Archive, "application/x-lzip"),
    (0, b"MSCF\x00\x00\x00\x00", Archive, "application/vnd.ms-cab-compressed"),
    (0, b"!<arch>\n", Archive, "application/x-archive"),
    (0, b"070701", Archive, "application/x-cpio"),
    (0, b"xar!", Archive, "application/x-xar"),
    (257, b"ustar", Archive, "application/x-tar"),
    (0, b"EVF\x09\x0d\x0a\xff\x00", Archive, "application/x-ewf"),
    (0, b"LVF\x09\x0d\x0a\xff\x00", Archive, "application/x-ewf-logical"),
    (0, b"EVF2\x0d\x0a\x81\x00", Archive, "application/x-ewf2"),
    (0, b"KDMV", Archive, "application/x-vmdk"),
    (0, b"# Disk DescriptorFile", Archive, "application/x-vmdk-descriptor"),
    (0, b"conectix", Archive, "application/x-vhd"),
    (0, b"vhdxfile", Archive, "application/x-vhdx"),
    (0, b"QFI\xfb", Archive, "application/x-qcow"),
    (0, b"hsqs", Archive, "application/x-squashfs"),
    (0, b"MSWIM\x00\x00\x00", Archive, "application/x-ms-wim"),
    // Databases.
    (0, b"SQLite format 3\x00", Database, "application/vnd.sqlite3"),
    (4, b"Standard Jet DB", Database, "application/x-msaccess"),
    (4, b"Standard ACE DB", Database, "application/x-msaccess"),
    (4, b"\xef\xcd\xab\x89", Database, "application/x-ese"),
    (0, b"!BDN", Database, "application/vnd.ms-outlook-pst"),
    (0, b"CMMM", Database, "application/x-windows-thumbcache"),
    (0, b"regf", Database, "application/x-windows-registry"),
    (0, b"ElfFile\x00", Database, "application/x-windows-evtx"),
    (0, b"bplist00", Database, "application/x-bplist"),
    (0, b"PAR1", Database, "application/vnd.apache.parquet"),
    // Programs.
    (0, b"\x7fELF", Program, "application/x-elf"),
    (0, b"\xfe\xed\xfa\xce", Program, "application/x-mach-binary"),
    (0, b"\xfe\xed\xfa\xcf", Program, "application/x-mach-binary"),
    (0, b"\xce\xfa\xed\xfe", Program, "application/x-mach-binary"),
    (0, b"\xcf\xfa\xed\xfe", Program, "application/x-mach-binary"),
    (0, b"dex\n03", Program, "application/vnd.android.dex"),
    (0, b"\x00asm\x01\x00\x00\x00", Program, "application/wasm"),
    // Things that are none of these, and yet well known.
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", Other, "application/x-ms-shortcut"),
    (0, b"wOF2", Other, "font/woff2"),
    (0, b"wOFF", Other, "font/woff"),
    (0, b"OTTO\x00", Other, "font/otf"),
    (0, b"\x00\x01\x00\x00\x00", Other, "font/ttf"),
];

/// The format whose signature the head carries.
pub(super) fn recognise(head: &[u8]) -> Option<Guess> {
    TABLE
        .iter()
        .find(|(at, bytes, ..)| head.get(*at..).is_some_and(|rest| rest.starts_with(bytes)))
        .map(|(_, _, family, media_type)| (*family, *media_type))
}

/// Formats whose mark is too short to be believed alone, each with its second sign.
pub(super) fn recognise_weak(head: &[u8]) -> Option<Guess> {
    let found = [
        (is_bmp as fn(&[u8]) -> bool, Picture, "image/bmp"),
        (is_icon, Picture, "image/vnd.microsoft.icon"),
        (is_netpbm, Picture, "image/x-portable-anymap"),
        (is_transport_stream, Video, "video/mp2t"),
        (is_mpeg_audio, Audio, "audio/mpeg"),
        (is_adts, Audio, "audio/aac"),
        (is_bzip2, Archive, "application/x-bzip2"),
        (is_old_tar, Archive, "application/x-tar"),
        (is_portable_executable, Program, "application/vnd.microsoft.portable-executable"),
        (is_fat_mach, Program, "application/x-mach-binary"),
        (is_java_class, Program, "application/java-vm"),
    ];
    found.into_iter().find(|(sign, ..)| sign(head)).map(|(_, family, media_type)| (family, media_type))
}

fn is_bmp(head: &[u8]) -> bool {
    head.starts_with(b"BM")
        && u32_le(head, 14).is_some_and(|size| matches!(size, 12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
}

fn is_icon(head: &[u8]) -> bool {
    let start = head.starts_with(&[0, 0, 1, 0]) || head.starts_with(&[0, 0, 2, 0]);
    let count = u16_le(head, 4).unwrap_or(0);
    let first_at = u32_le(head, 18).unwrap_or(0);
    start && (1..=256).contains(&count) && head.get(9) == Some(&0) && first_at == 6 + 16 * u32::from(count)
}

fn is_netpbm(head: &[u8]) -> bool {
    matches!(head, [b'P', b'1'..=b'7', b'\n' | b'\r' | b' ' | b'\t', next, ..] if next.is_ascii_digit() || *next == b'#' || *next == b'W')
}

fn is_transport_stream(head: &[u8]) -> bool {
    let synced = |start: usize, step: usize| (0..5).all(|i| head.get(start + i * step) == Some(&0x47));
    // 192-byte packets carry a time stamp of 4 bytes before each packet (M2TS).
    synced(0, 188) || synced(4, 192)
}

/// Layer III sync, a possible header, and a second frame where the first one says it must be.
fn is_mpeg_audio(head: &[u8]) -> bool {
    let Some(length) = mpeg_frame_bytes(head) else { return false };
    head.get(length..).is_some_and(|next| mpeg_frame_bytes(next).is_some())
}

fn mpeg_frame_bytes(head: &[u8]) -> Option<usize> {
    let [sync, b, c, ..] = *head else { return None };
    let (version, layer) = (b >> 3 & 3, b >> 1 & 3);
    if sync != 0xff || b & 0xe0 != 0xe0 || version == 1 || layer != 1 {
        return None;
    }
    const KBIT_1: [usize; 16] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
    const KBIT_2: [usize; 16] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
    let first = version == 3;
    let kbit = if first { KBIT_1 } else { KBIT_2 }[usize::from(c >> 4)];
    let base = [44_100, 48_000, 32_000].get(usize::from(c >> 2 & 3))?;
    let hertz = match version {
        3 => *base,
        2 => base / 2,
        _ => base / 4,
    };
    let samples_by_8 = if first { 144 } else { 72 };
    (kbit > 0).then(|| samples_by_8 * kbit * 1000 / hertz + usize::from(c >> 1 & 1))
}

fn is_adts(head: &[u8]) -> bool {
    let frame = |bytes: &[u8]| -> Option<usize> {
        let [a, b, _, d, e, f, ..] = *bytes else { return None };
        let length = usize::from(d & 3) << 11 | usize::from(e) << 3 | usize::from(f) >> 5;
        (a == 0xff && b & 0xf6 == 0xf0 && length >= 7).then_some(length)
    };
    frame(head).and_then(|length| head.get(length..)).is_some_and(|next| frame(next).is_some())
}

fn is_bzip2(head: &[u8]) -> bool {
    let mark = head.get(4..10);
    matches!(head, [b'B', b'Z', b'h', b'1'..=b'9', ..])
        && (mark == Some(b"\x31\x41\x59\x26\x53\x59") || mark == Some(b"\x17\x72\x45\x38\x50\x90"))
}

/// A tar from before `ustar`: the first header's checksum must hold.
fn is_old_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else { return false };
    let field = header[148..156].iter().map(|byte| char::from(*byte)).collect::<String>();
    let digits = field.trim_matches(|c| c == ' ' || c == '\0');
    let Ok(stated) = u32::from_str_radix(digits, 8) else { return false };
    let sum: u32 = header
        .iter()
        .enumerate()
        .map(|(i, byte)| if (148..156).contains(&i) { 32 } else { u32::from(*byte) })
        .sum();
    header[0] != 0 && stated == sum
}

fn is_portable_executable(head: &[u8]) -> bool {
    // No program's header is without a zero byte, and no text has one.
    if !head.starts_with(b"MZ") || !head.iter().take(64).any(|byte| *byte == 0) {
        return false;
    }
    let Some(at) = u32_le(head, 60).and_then(|at| usize::try_from(at).ok()) else { return head.len() >= 28 };
    // Where the new header lies beyond the head, the old one alone has to do: it is still a DOS program.
    at >= head.len() || head.get(at..at + 4) == Some(b"PE\0\0") || u16_le(head, 24).is_some_and(|at| at >= 28)
}

fn is_fat_mach(head: &[u8]) -> bool {
    head.starts_with(b"\xca\xfe\xba\xbe")
        && u32_be(head, 4).is_some_and(|architectures| (1..20).contains(&architectures))
}

fn is_java_class(head: &[u8]) -> bool {
    head.starts_with(b"\xca\xfe\xba\xbe") && u32_be(head, 4).is_some_and(|version| version >= 45)
}
