//! The faces that documents are set in, built into the binary, and which characters they have.
//!
//! Noto Sans for text (SIL Open Font License 1.1), DejaVu for digests and for scripts that Noto Sans lacks
//! (the Bitstream Vera licence): together Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian and Georgian.

use serde_json::Value;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};

/// All faces, in the order of their index in the book.
pub(crate) fn faces() -> Vec<Font> {
    let files: [&'static [u8]; 7] = [
        notosans::REGULAR_TTF,
        notosans::BOLD_TTF,
        notosans::ITALIC_TTF,
        notosans::BOLD_ITALIC_TTF,
        dejavu::sans::regular(),
        dejavu::sans::bold(),
        dejavu::sans_mono::regular(),
    ];
    files.into_iter().filter_map(|file| Font::new(Bytes::new(file), 0)).collect()
}

/// The first character of a text that no face has, with the path of that text.
pub(crate) fn lacking(value: &Value, book: &FontBook, at: &str) -> Option<(String, char)> {
    let has = |character: char| {
        book.select_family("noto sans")
            .chain(book.select_family("dejavu sans"))
            .filter_map(|face| book.info(face))
            .any(|info| info.coverage.contains(u32::from(character)))
    };
    match value {
        Value::String(text) => {
            let character = text.chars().find(|c| !c.is_whitespace() && !has(*c))?;
            Some((at.to_owned(), character))
        }
        Value::Array(list) => {
            list.iter().enumerate().find_map(|(n, item)| lacking(item, book, &format!("{at}[{n}]")))
        }
        Value::Object(map) => map.iter().find_map(|(key, item)| {
            let at = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
            lacking(item, book, &at)
        }),
        _ => None,
    }
}
