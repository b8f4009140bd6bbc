//! One header block of 512 bytes.
//!
//! May not be believed before its checksum fits.

use super::super::member::MemberKind;
use vocab::{Moment, Stamp, TimeMeaning, When};

pub(super) const BLOCK_BYTES: usize = 512;
const CHECKSUM: std::ops::Range<usize> = 148..156;

/// A header block.
pub(super) struct Block(pub(super) [u8; BLOCK_BYTES]);

impl Block {
    pub(super) fn is_zero(&self) -> bool {
        self.0.iter().all(|&byte| byte == 0)
    }

    /// Whether the checksum fits, summed as unsigned bytes or, as some old writers did, as signed ones.
    pub(super) fn is_sound(&self) -> bool {
        let Some(stated) = number(&self.0[CHECKSUM]) else { return false };
        let summed = |value: fn(u8) -> i64| -> i64 {
            self.0
                .iter()
                .enumerate()
                .map(|(at, &b)| value(if CHECKSUM.contains(&at) { b' ' } else { b }))
                .sum()
        };
        // 256 is the sum of a block of zeros, in which the checksum counts as spaces.
        stated > 256 && (summed(|b| b.into()) == stated || summed(|b| b.cast_signed().into()) == stated)
    }

    pub(super) fn type_flag(&self) -> u8 {
        self.0[156]
    }

    fn is_posix(&self) -> bool {
        self.0[257..263] == *b"ustar\0"
    }

    pub(super) fn is_gnu(&self) -> bool {
        self.0[257..265] == *b"ustar  \0"
    }

    /// Name, with the prefix that POSIX (not GNU) puts before it.
    pub(super) fn path(&self) -> Vec<u8> {
        let name = text(&self.0[..100]);
        let prefix = if self.is_posix() { text(&self.0[345..500]) } else { &[] };
        if prefix.is_empty() { name.to_vec() } else { [prefix, b"/", name].concat() }
    }

    /// Size of the content; `None` where the field holds no number, or a negative one.
    pub(super) fn size_bytes(&self) -> Option<u64> {
        number(&self.0[124..136]).and_then(|size| size.try_into().ok())
    }

    pub(super) fn kind(&self) -> MemberKind {
        match self.type_flag() {
            b'1' | b'2' => MemberKind::Link,
            b'3' | b'4' | b'6' | b'V' => MemberKind::Other,
            b'5' | b'D' => MemberKind::Directory,
            // POSIX: a type that is not known is to be read as a file.
            _ => MemberKind::File,
        }
    }

    /// Whether a size in the header says nothing about bytes behind it. A pax hard link may have content, but
    /// writers that state a size and write none are the common case, and a wrong guess is found by the checksum
    /// of the next header.
    pub(super) fn has_no_content(&self) -> bool {
        matches!(self.type_flag(), b'1'..=b'6')
    }

    pub(super) fn stamps(&self) -> Vec<Stamp> {
        let seconds = |at: usize| number(&self.0[at..at + 12]).filter(|&seconds| seconds != 0);
        let gnu = |at: usize| seconds(at).filter(|_| self.is_gnu());
        [
            (TimeMeaning::Modified, number(&self.0[136..148])),
            (TimeMeaning::Accessed, gnu(345)),
            (TimeMeaning::Changed, gnu(357)),
        ]
        .into_iter()
        .filter_map(|(meaning, seconds)| {
            Some(Stamp { meaning, when: When::Utc(Moment::from_unix(seconds?, 0)?) })
        })
        .collect()
    }
}

/// The bytes of a text field, up to its NUL.
fn text(field: &[u8]) -> &[u8] {
    field.split(|&byte| byte == 0).next().unwrap_or(&[])
}

/// A number: octal digits between spaces and NULs, or, with the top bit set, big-endian two's complement.
pub(super) fn number(field: &[u8]) -> Option<i64> {
    let (&first, rest) = field.split_first()?;
    if first & 0x80 != 0 {
        let negative = first & 0x40 != 0;
        let start = i64::from(first & 0x3f) - if negative { 0x40 } else { 0 };
        return rest.iter().try_fold(start, |sum, &byte| sum.checked_mul(256)?.checked_add(byte.into()));
    }
    let digits = field.trim_ascii_start();
    let digits = digits.split(|byte| matches!(byte, 0 | b' ')).next()?;
    if digits.is_empty() {
        return Some(0);
    }
    digits.iter().try_fold(0_i64, |sum, &digit| {
        let value = matches!(digit, b'0'..=b'7').then(|| i64::from(digit - b'0'))?;
        sum.checked_mul(8)?.checked_add(value)
    })
}
