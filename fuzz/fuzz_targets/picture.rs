//! Pictures: type by content, decoding, camera facts.
#![no_main]

use evidence::{Limits, exif, kind, picture};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // Small limits keep one input quick; they are limits like any other.
    let limits = Limits { pixels_max: 1 << 20, ..Limits::default() };
    let kind = kind::by_content(bytes, bytes.len() as u64);
    let _ = exif::read(bytes, &kind);
    let _ = picture::read(bytes, &kind, &limits);
});
