//! What libtsk says when it can't. It may not soften it: the text is libtsk's own, on one line.

/// What kind of refusal this was, for programmes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Nothing that libtsk knows was recognised here.
    Unrecognised,
    /// More than one thing was recognised here; the text names them.
    Ambiguous,
    /// A signature of encryption was found.
    Encrypted,
    /// The bytes look random throughout: encrypted, compressed or wiped.
    PossiblyEncrypted,
    /// Recognised, and not supported.
    Unsupported,
    /// A deleted file whose content can't be found again.
    Unrecoverable,
    /// An argument that libtsk can't take (NUL in a path, an offset above 2^63).
    Argument,
    /// Anything else: unreadable or corrupt.
    Unreadable,
}

/// An error of libtsk's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct Error {
    /// For programmes.
    pub kind: ErrorKind,
    /// libtsk's own text, on one line.
    pub text: String,
}

impl Error {
    pub(crate) fn argument(text: &str) -> Self {
        Self { kind: ErrorKind::Argument, text: text.to_owned() }
    }

    pub(crate) fn from_code(code: u32, text: &str) -> Self {
        let text: Vec<&str> = text.split_whitespace().collect();
        let text = if text.is_empty() { "libtsk gave no reason".to_owned() } else { text.join(" ") };
        // Numbers of tsk_base.h, held by assertions in the shim.
        let kind = match code {
            // Both "nothing found" and "A or B" come as the unknown type; only the second names candidates.
            0x0400_0000 | 0x0800_0000 if text.contains(" or ") => ErrorKind::Ambiguous,
            0x0400_0000 | 0x0800_0000 => ErrorKind::Unrecognised,
            0x0400_0008 | 0x0800_0012 => ErrorKind::Encrypted,
            0x0800_0013 => ErrorKind::PossiblyEncrypted,
            0x0200_0003 | 0x0400_0001 | 0x0800_0001 => ErrorKind::Unsupported,
            0x0800_000e => ErrorKind::Unrecoverable,
            _ => ErrorKind::Unreadable,
        };
        Self { kind, text }
    }
}
