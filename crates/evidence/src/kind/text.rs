//! Text, and the kinds of document that are written as text.
//!
//! Judges the head only: a text that turns binary later is still called a text.

use super::{Guess, contains};
use vocab::Family::{Document, Picture, Program};

/// The kind of a text, where the head is one.
pub(super) fn recognise(head: &[u8]) -> Option<Guess> {
    let text = decode(head)?;
    let start = text.trim_start();
    if start.starts_with("#!") {
        return Some((Program, "text/x-script"));
    }
    let lower: String = start.chars().take(1024).collect::<String>().to_ascii_lowercase();
    Some(if lower.starts_with("{\\rtf") {
        (Document, "application/rtf")
    } else if is_html(&lower) {
        (Document, "text/html")
    } else if lower.starts_with("<?xml") || lower.starts_with("<svg") || lower.starts_with("<!doctype svg") {
        if lower.contains("<svg") {
            (Picture, "image/svg+xml")
        } else if lower.contains("<html") || lower.contains("<!doctype html") {
            (Document, "application/xhtml+xml")
        } else {
            (Document, "application/xml")
        }
    } else if is_mail(&lower) {
        (Document, "message/rfc822")
    } else {
        (Document, "text/plain")
    })
}

fn is_html(lower: &str) -> bool {
    let mut rest = lower;
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { return false };
        rest = after.trim_start();
    }
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|opening| rest.starts_with(opening))
}

fn is_mail(lower: &str) -> bool {
    let header = [
        "return-path: ",
        "received: ",
        "delivered-to: ",
        "message-id: ",
        "mime-version: ",
        "x-mozilla-status: ",
    ];
    header.iter().any(|name| lower.starts_with(name))
        || (lower.starts_with("from ") && contains(lower.as_bytes(), b"\nreceived: "))
}

/// The head as text, or nothing where it is not text.
fn decode(head: &[u8]) -> Option<String> {
    match head {
        [] => None,
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(head).or_else(|| bare_utf16(head)).or_else(|| one_byte(head)),
    }
}

fn utf8(bytes: &[u8]) -> Option<String> {
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        // The head may cut the last character in two.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    plain(valid).then(|| valid.to_owned())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let mut units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    if units.last().is_some_and(|last| (0xd800..0xdc00).contains(last)) {
        units.pop();
    }
    let text = String::from_utf16(&units).ok()?;
    plain(&text).then_some(text)
}

/// UTF-16 without a mark, believed only for text in Latin letters: every other byte is NUL.
fn bare_utf16(head: &[u8]) -> Option<String> {
    if head.len() < 8 {
        return None;
    }
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 10 >= half * 8 && even == 0 {
        utf16(head, u16::from_le_bytes)
    } else if even * 10 >= half * 8 && odd == 0 {
        utf16(head, u16::from_be_bytes)
    } else {
        None
    }
}

/// Windows-1252 or Latin-1: no control bytes, and mostly ASCII.
fn one_byte(head: &[u8]) -> Option<String> {
    let text: String = head.iter().map(|byte| char::from(*byte)).collect();
    let ascii = head.iter().filter(|byte| byte.is_ascii()).count();
    let allowed = |c: char| !c.is_control() || is_white(c) || ('\u{80}'..'\u{a0}').contains(&c);
    (ascii * 100 >= head.len() * 85 && text.chars().all(allowed)).then_some(text)
}

fn plain(text: &str) -> bool {
    text.chars().all(|c| !c.is_control() || is_white(c))
}

fn is_white(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}' | '\u{85}')
}
