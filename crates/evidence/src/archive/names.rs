//! Names of members that can't be what they say they are.
//!
//! May not change a name, except to cut off one that is too long to keep, with a defect.

use crate::{Defect, DefectKind, Limits};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The names of one archive so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// 128 bits for each name: a million names in 32 MB.
    seen: HashSet<(u64, u64)>,
}

impl Names {
    /// Adds to `defects` whatever is strange about a name.
    pub(super) fn judge(&mut self, path: &mut Vec<u8>, defects: &mut Vec<Defect>, limits: &Limits) {
        let mut strange = |text: &str| defects.push(Defect::new(DefectKind::StrangeName, text));
        // An empty name is usual where the form keeps none: gzip without a name, xz.
        if !path.is_empty() && !self.seen.insert(fingerprint(path)) {
            strange("its name occurs before in this archive");
        }
        let drive = matches!(path.as_slice(), [b'A'..=b'Z' | b'a'..=b'z', b':', b'\\' | b'/', ..]);
        if path.starts_with(b"/") || path.starts_with(b"\\") || drive {
            strange("its name is an absolute path");
        }
        if path.split(|&byte| matches!(byte, b'/' | b'\\')).any(|name| name == b"..") {
            strange("its name climbs out of its directory (..)");
        }
        if path.contains(&0) {
            strange("its name holds a NUL byte");
        } else if path.iter().any(u8::is_ascii_control) {
            strange("its name holds a control character");
        }
        if std::str::from_utf8(path).is_err() {
            strange("its name is not UTF-8; its character set is not recorded");
        }
        if path.len() > limits.path_bytes_max {
            let text = format!("its name has {} bytes; {} are kept", path.len(), limits.path_bytes_max);
            defects.push(Defect::new(DefectKind::LimitReached, text));
            path.truncate(limits.path_bytes_max);
        }
    }
}

/// Two hashes of a name. The hasher has fixed keys, so that every run judges alike.
fn fingerprint(path: &[u8]) -> (u64, u64) {
    let hash = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        (seed, path).hash(&mut hasher);
        hasher.finish()
    };
    (hash(0), hash(1))
}
