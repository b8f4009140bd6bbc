//! An entry in the making: fields arrive as text and are judged one by one. Judges form, never meaning.

use super::record::KnownRecord;
use std::str::FromStr;
use vocab::HexError;

/// An entry, with the first thing that makes it impossible and all that makes it doubtful.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) record: KnownRecord,
    pub(super) fault: Option<String>,
    pub(super) doubts: Vec<String>,
    pub(super) photodna: bool,
}

impl Draft {
    pub(super) fn at(line: u64, offset_bytes: u64) -> Self {
        Self { record: KnownRecord { line, offset_bytes, ..KnownRecord::default() }, ..Self::default() }
    }

    /// Marks the entry as impossible; the first reason stands.
    pub(super) fn refuse(&mut self, text: impl Into<String>) {
        self.fault.get_or_insert_with(|| text.into());
    }

    pub(super) fn doubt(&mut self, text: impl Into<String>) {
        self.doubts.push(text.into());
    }

    pub(super) fn md5(&mut self, text: &[u8]) {
        self.record.md5 = self.digest("MD5", text);
    }

    pub(super) fn sha1(&mut self, text: &[u8]) {
        self.record.sha1 = self.digest("SHA-1", text);
    }

    pub(super) fn sha256(&mut self, text: &[u8]) {
        self.record.sha256 = self.digest("SHA-256", text);
    }

    pub(super) fn pdq(&mut self, text: &[u8]) {
        self.record.pdq = self.digest("PDQ", text);
    }

    /// An empty text is an absent digest.
    fn digest<T: FromStr<Err = HexError>>(&mut self, what: &str, text: &[u8]) -> Option<T> {
        let text = text.trim_ascii();
        if text.is_empty() {
            return None;
        }
        if text.iter().all(|digit| *digit == b'0') || text.iter().all(|digit| matches!(digit, b'f' | b'F')) {
            self.refuse(format!("{what} is a placeholder (all zeros or all ones)"));
            return None;
        }
        let parsed = match std::str::from_utf8(text) {
            Ok(text) => text.parse(),
            Err(error) => Err(HexError::Digit { at: error.valid_up_to() }),
        };
        parsed.map_err(|error: HexError| self.refuse(format!("{what}: {error}"))).ok()
    }

    /// Notes that a PhotoDNA print was there.
    pub(super) fn photodna(&mut self, text: &[u8]) {
        self.photodna |= !text.trim_ascii().is_empty();
    }

    pub(super) fn size(&mut self, text: &[u8]) {
        let text = text.trim_ascii();
        if text.is_empty() {
            return;
        }
        self.record.size_bytes = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok());
        if self.record.size_bytes.is_none() {
            self.doubt(format!("the size {:?} is no number of bytes", short(text)));
        }
    }

    pub(super) fn victim_identified(&mut self, text: &[u8]) {
        self.record.victim_identified = self.truth("victim identified", text);
    }

    pub(super) fn distributed(&mut self, text: &[u8]) {
        self.record.distributed = self.truth("is distributed", text);
    }

    /// Exports write truth values as words, often as strings in JSON.
    fn truth(&mut self, what: &str, text: &[u8]) -> Option<bool> {
        match text.trim_ascii().to_ascii_lowercase().as_slice() {
            b"true" | b"yes" | b"1" => Some(true),
            b"false" | b"no" | b"0" => Some(false),
            b"" => None,
            _ => {
                self.doubt(format!("{what}: {:?} is neither true nor false", short(text)));
                None
            }
        }
    }
}

/// Text as given; `None` for an empty one. Bytes that are no UTF-8 are escaped, not lost.
pub(super) fn label(text: &[u8]) -> Option<String> {
    match std::str::from_utf8(text).map(str::trim) {
        Ok("") => None,
        Ok(text) => Some(text.to_owned()),
        Err(_) => Some(vocab::escape_bytes(text)),
    }
}

/// The beginning of a text, safe to show in a message.
pub(super) fn short(text: &[u8]) -> String {
    const SHOWN_BYTES: usize = 40;
    let cut = text.get(..SHOWN_BYTES);
    format!("{}{}", String::from_utf8_lossy(cut.unwrap_or(text)), if cut.is_some() { "..." } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_fault_stands() {
        let mut draft = Draft::at(3, 40);
        draft.md5(b"12");
        draft.sha1(b"zz");
        assert_eq!(draft.fault.as_deref(), Some("MD5: 2 characters where 32 hex digits were expected"));
    }

    #[test]
    fn truth_comes_in_many_words() {
        for (text, wanted) in [("true", Some(true)), (" False", Some(false)), ("1", Some(true)), ("", None)] {
            let mut draft = Draft::default();
            draft.distributed(text.as_bytes());
            assert_eq!((draft.record.distributed, draft.doubts.len()), (wanted, 0), "{text:?}");
        }
        let mut draft = Draft::default();
        draft.victim_identified(b"perhaps");
        assert_eq!(draft.record.victim_identified, None);
        assert_eq!(draft.doubts, ["victim identified: \"perhaps\" is neither true nor false"]);
    }
}
