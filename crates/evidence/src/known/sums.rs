//! Lists for The Sleuth Kit's `hfind`: `md5sum` output and its kin, plain or BSD style, and `.idx` files.

use super::draft::{Draft, label, short};
use super::intake::Intake;
use super::lines::Lines;
use super::list::refuse_if_cut;
use super::record::KnownError;
use crate::Content;

/// What one line of such a list says.
pub(super) enum Sum<'a> {
    /// A digest, perhaps with the file's name; `is_escaped` as GNU tools mark names with a newline.
    Digest { digest: &'a [u8], name: Option<&'a [u8]>, is_escaped: bool },
    /// A line of the header of an `.idx` file.
    Header,
}

/// Takes a line apart; `None` when it is none of the known shapes.
pub(super) fn parse(text: &[u8]) -> Option<Sum<'_>> {
    if let Some((name, digest)) = bsd(text) {
        return Some(Sum::Digest { digest, name: Some(name), is_escaped: false });
    }
    let (is_escaped, text) = match text.strip_prefix(b"\\") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let digits = text.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let (digest, rest) = text.split_at(digits);
    if rest.first() == Some(&b'|') {
        // An index: the digest and where it stands in the list it was made from. 41 zeros and a
        // digit open its header.
        let is_header = digits == 41 && digest[..40].iter().all(|digit| *digit == b'0');
        return Some(if is_header { Sum::Header } else { Sum::Digest { digest, name: None, is_escaped } });
    }
    // Two marks part digest and name: a space, then a space (text) or a star (binary).
    let name = match rest {
        [] => None,
        [b' ' | b'\t', b' ' | b'*', name @ ..] => Some(name),
        [b' ' | b'\t', name @ ..] => Some(name),
        _ => return None,
    };
    matches!(digits, 32 | 40 | 64).then_some(Sum::Digest { digest, name, is_escaped })
}

/// `MD5 (name) = digest`; the name may hold anything, brackets too.
fn bsd(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest =
        [b"MD5 (".as_slice(), b"SHA1 (", b"SHA256 ("].iter().find_map(|tag| text.strip_prefix(*tag))?;
    let at = rest.windows(4).rposition(|four| four == b") = ")?;
    Some((&rest[..at], &rest[at + 4..]))
}

fn unescape(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut bytes = name.iter();
    while let Some(byte) = bytes.next() {
        plain.push(match byte {
            b'\\' => match bytes.next() {
                Some(b'n') => b'\n',
                Some(b'r') => b'\r',
                Some(other) => *other,
                None => b'\\',
            },
            other => *other,
        });
    }
    plain
}

pub(super) fn read(content: &mut dyn Content, start: u64, intake: &mut Intake<'_>) -> Result<(), KnownError> {
    let mut lines = Lines::new(content, start);
    while let Some(line) = lines.next_line()? {
        let text = line.text.trim_ascii_end();
        if text.is_empty() || text.starts_with(b"#") {
            continue;
        }
        let mut draft = Draft::at(line.number, line.offset_bytes);
        refuse_if_cut(&line, &mut draft);
        match parse(text) {
            Some(Sum::Header) => continue,
            Some(Sum::Digest { digest, name, is_escaped }) => {
                match digest.len() {
                    32 => draft.md5(digest),
                    40 => draft.sha1(digest),
                    64 => draft.sha256(digest),
                    other => draft.refuse(format!("{other} characters: MD5 has 32, SHA-1 40, SHA-256 64")),
                }
                let plain = name.map(|name| if is_escaped { unescape(name) } else { name.to_vec() });
                draft.record.name = plain.as_deref().and_then(label);
            }
            None => {
                draft.refuse(format!("{:?} is no line of md5sum, sha1sum, sha256sum or hfind", short(text)))
            }
        }
        if intake.take(draft).is_break() {
            break;
        }
    }
    Ok(())
}
