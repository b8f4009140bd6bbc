//! Plain lists: one digest a line, `#` for comments. What 64 digits are is never guessed.

use super::draft::{Draft, short};
use super::intake::Intake;
use super::lines::{Line, Lines};
use super::record::{KnownError, KnownErrorKind};
use super::{ListOf, lines};
use crate::Content;

/// A line cut at the bound can't be a digest; says so instead of quoting it.
pub(super) fn refuse_if_cut(line: &Line<'_>, draft: &mut Draft) {
    if line.is_cut {
        draft.refuse(format!("the line is longer than {} bytes", lines::LINE_BYTES_MAX));
    }
}

pub(super) fn read(
    content: &mut dyn Content,
    start: u64,
    of: Option<ListOf>,
    intake: &mut Intake<'_>,
) -> Result<(), KnownError> {
    let mut lines = Lines::new(content, start);
    while let Some(line) = lines.next_line()? {
        let text = line.text.trim_ascii();
        if text.is_empty() || text.starts_with(b"#") {
            continue;
        }
        let mut draft = Draft::at(line.number, line.offset_bytes);
        refuse_if_cut(&line, &mut draft);
        let is_hex = text.iter().all(u8::is_ascii_hexdigit);
        match (text.len(), is_hex, of) {
            (32, true, _) => draft.md5(text),
            (40, true, _) => draft.sha1(text),
            (64, true, Some(ListOf::Sha256)) => draft.sha256(text),
            (64, true, Some(ListOf::Pdq)) => draft.pdq(text),
            (64, true, None) => {
                return Err(KnownError::new(
                    KnownErrorKind::Ambiguous,
                    Some(line.number),
                    "64 hex digits can be a SHA-256 digest or a PDQ print, and this list does not say which",
                    "Say which when importing (a list of SHA-256, or a list of PDQ)",
                ));
            }
            (_, true, _) => draft.refuse(format!(
                "{} hex digits: MD5 has 32, SHA-1 has 40, SHA-256 and PDQ have 64",
                text.len()
            )),
            (_, false, _) => draft.refuse(format!("{:?} is no digest", short(text))),
        }
        if intake.take(draft).is_break() {
            break;
        }
    }
    Ok(())
}
