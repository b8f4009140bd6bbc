//! A lossless text form for bytes that may be anything.

use std::fmt::Write as _;

/// Writes bytes as text that is safe to print and can be read back exactly.
///
/// Valid UTF-8 stays as it is, except backslash (`\\`), control and direction-changing characters
/// (`\u{..}`); a byte that is not UTF-8 becomes `\xNN`. Right-to-left overrides are escaped so that a
/// name can't show itself as another name.
pub fn escape_bytes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\\' => text.push_str("\\\\"),
                '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
                    let _ = write!(text, "\\u{{{:x}}}", u32::from(character));
                }
                c if c.is_control() => {
                    let _ = write!(text, "\\u{{{:x}}}", u32::from(c));
                }
                c => text.push(c),
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// Reads back what [`escape_bytes`] wrote; `None` where the text has an escape that it never writes.
pub fn unescape_bytes(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('\\') {
            bytes.push(b'\\');
            rest = after;
        } else if let Some(after) = rest.strip_prefix('x') {
            bytes.push(u8::from_str_radix(after.get(..2)?, 16).ok()?);
            rest = &after[2..];
        } else {
            let (digits, after) = rest.strip_prefix("u{")?.split_once('}')?;
            let character = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
            bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            rest = after;
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shows_what_hides() {
        assert_eq!(escape_bytes(b"a\\b\n\xff"), r"a\\b\u{a}\xff");
        assert_eq!(escape_bytes("foto\u{202e}gpj.exe".as_bytes()), r"foto\u{202e}gpj.exe");
        assert_eq!(escape_bytes("Ελλάδα/日本.jpg".as_bytes()), "Ελλάδα/日本.jpg");
    }

    proptest! {
        #[test]
        fn reads_back(bytes: Vec<u8>) {
            prop_assert_eq!(unescape_bytes(&escape_bytes(&bytes)), Some(bytes));
        }

        #[test]
        fn never_fails_on_any_text(text: String) {
            let _ = unescape_bytes(&text);
        }
    }
}
