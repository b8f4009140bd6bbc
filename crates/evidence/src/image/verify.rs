//! The digests that an image carries of itself, compared with its bytes. It may not correct either.

use crate::{Defect, DefectKind, SourceDigest, Verified};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use sleuth::Image;
use std::fmt::Write as _;
use std::ops::{ControlFlow, Range};
use std::sync::mpsc::sync_channel;

/// Bytes read in one go, at least.
const STEP_BYTES: u64 = 1 << 20;
/// Unreadable stretches that are named one by one.
const STRETCHES_NAMED: usize = 20;

#[derive(Default)]
struct Hashers {
    md5: Option<Md5>,
    sha1: Option<Sha1>,
    sha256: Option<Sha256>,
}

impl Hashers {
    fn wanted(stated: &[SourceDigest]) -> Self {
        let wants = |name: &str| stated.iter().any(|digest| digest.algorithm == name);
        Self {
            md5: wants("md5").then(Md5::new),
            sha1: wants("sha1").then(Sha1::new),
            sha256: wants("sha256").then(Sha256::new),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        if let Some(md5) = &mut self.md5 {
            md5.update(bytes);
        }
        if let Some(sha1) = &mut self.sha1 {
            sha1.update(bytes);
        }
        if let Some(sha256) = &mut self.sha256 {
            sha256.update(bytes);
        }
    }

    fn finish(self) -> [(&'static str, Option<String>); 3] {
        [
            ("md5", self.md5.map(|hasher| hex(&hasher.finalize()))),
            ("sha1", self.sha1.map(|hasher| hex(&hasher.finalize()))),
            ("sha256", self.sha256.map(|hasher| hex(&hasher.finalize()))),
        ]
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads the whole image in order and computes what is stated; nothing is read where nothing is stated.
///
/// Reading and digesting go on at the same time, on two threads. What can't be read is narrowed down to parts of
/// `part_bytes`, named, and digested as zeros, as `ewfverify` does. Where `progress` breaks off, nothing is computed.
pub(super) fn compute(
    image: &Image,
    part_bytes: u64,
    stated: &[SourceDigest],
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Verified {
    if stated.is_empty() {
        return Verified::default();
    }
    let mut hashers = Hashers::wanted(stated);
    let mut bad = Bad::default();
    let whole = std::thread::scope(|scope| {
        let (full, to_digest) = sync_channel::<(Vec<u8>, usize)>(2);
        let (empty, to_fill) = sync_channel::<Vec<u8>>(4);
        let hashers = &mut hashers;
        scope.spawn(move || {
            for (buffer, length) in to_digest {
                hashers.update(buffer.get(..length).unwrap_or_default());
                let _ = empty.try_send(buffer);
            }
        });
        let step = usize::try_from(STEP_BYTES.next_multiple_of(part_bytes.max(1))).unwrap_or(usize::MAX);
        let mut at = 0;
        while at < image.size_bytes() {
            let mut buffer = to_fill.try_recv().unwrap_or_else(|_| vec![0; step]);
            let wanted = usize::try_from(image.size_bytes() - at).unwrap_or(usize::MAX).min(buffer.len());
            fill(image, at, &mut buffer[..wanted], part_bytes, &mut bad);
            at += wanted as u64;
            // The other side only ends when this one does.
            let _ = full.send((buffer, wanted));
            if progress(at).is_break() {
                return false;
            }
        }
        true
    });
    let computed = if whole { hashers.finish() } else { Hashers::default().finish() };
    let compare = |digest: &SourceDigest| {
        let value = computed.iter().find(|(name, _)| *name == digest.algorithm);
        SourceDigest { computed: value.and_then(|(_, value)| value.clone()), ..digest.clone() }
    };
    let digests: Vec<SourceDigest> = stated.iter().map(compare).collect();
    let lost = bad.defect(image.size_bytes(), part_bytes);
    let differ = digests.iter().filter_map(|digest| difference(digest, lost.is_some()));
    let defects = lost.clone().into_iter().chain(differ).collect();
    Verified { digests, defects }
}

/// Fills the buffer from an offset; what can't be read stays zero and is noted.
fn fill(image: &Image, at: u64, buffer: &mut [u8], part_bytes: u64, bad: &mut Bad) {
    if image.read_at(at, buffer).is_ok_and(|got| got == buffer.len()) {
        return;
    }
    let mut at = at;
    for part in buffer.chunks_mut(usize::try_from(part_bytes.max(1)).unwrap_or(usize::MAX)) {
        let why = match image.read_at(at, part) {
            Ok(got) if got == part.len() => None,
            Ok(got) => Some(format!("the image ends at byte {}", at + got as u64)),
            Err(error) => Some(error.to_string()),
        };
        if let Some(why) = why {
            part.fill(0);
            bad.take(at, part.len() as u64, why);
        }
        at += part.len() as u64;
    }
}

/// What could not be read: neighbours are one stretch.
#[derive(Default)]
struct Bad {
    parts: u64,
    bytes: u64,
    stretches: u64,
    /// The first stretches, each with the reason of its first part.
    first: Vec<(Range<u64>, String)>,
    end: Option<u64>,
}

impl Bad {
    fn take(&mut self, at: u64, length: u64, why: String) {
        self.parts += 1;
        self.bytes += length;
        let follows = self.end == Some(at);
        self.end = Some(at + length);
        if follows {
            if let Some((range, _)) =
                self.first.get_mut(usize::try_from(self.stretches - 1).unwrap_or(usize::MAX))
            {
                range.end = at + length;
            }
            return;
        }
        self.stretches += 1;
        if self.first.len() < STRETCHES_NAMED {
            self.first.push((at..at + length, why));
        }
    }

    fn defect(&self, size_bytes: u64, part_bytes: u64) -> Option<Defect> {
        if self.parts == 0 {
            return None;
        }
        let name = |(range, why): &(Range<u64>, String)| {
            format!("from {} to {} ({why})", range.start, range.end - 1)
        };
        let named: Vec<String> = self.first.iter().map(name).collect();
        let more = match self.stretches - self.first.len() as u64 {
            0 => String::new(),
            more => format!("; and {more} stretches more"),
        };
        let text = format!(
            "{} of {} chunks of the image can't be read, {} of {size_bytes} bytes; in its digest they count as zeros: \
             bytes {}{more}",
            self.parts,
            size_bytes.div_ceil(part_bytes.max(1)),
            self.bytes,
            named.join("; ")
        );
        Some(Defect::new(DefectKind::Unreadable, text))
    }
}

/// The defect of a digest that does not fit.
fn difference(digest: &SourceDigest, lost: bool) -> Option<Defect> {
    let computed = digest.computed.as_ref()?;
    (!computed.eq_ignore_ascii_case(&digest.stated)).then(|| {
        let SourceDigest { algorithm, stated, .. } = digest;
        let zeros = if lost { ", with zeros for what can't be read" } else { "" };
        let text =
            format!("the image states {algorithm} {stated} of itself, its bytes give {computed}{zeros}");
        Defect::new(DefectKind::ChecksumDiffers, text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn stretches_are_the_runs_of_bad_parts(parts in prop::collection::vec(any::<bool>(), 1..80)) {
            let mut bad = Bad::default();
            for (part, is_bad) in (0u64..).zip(&parts) {
                if *is_bad {
                    bad.take(part * 10, 10, String::new());
                }
            }
            let runs = parts.split(|is_bad| !is_bad).filter(|run| !run.is_empty()).count();
            let count = parts.iter().filter(|is_bad| **is_bad).count() as u64;
            prop_assert_eq!(bad.stretches, runs as u64);
            prop_assert_eq!((bad.parts, bad.bytes), (count, count * 10));
            prop_assert_eq!(bad.first.len(), runs.min(STRETCHES_NAMED));
            let covered: u64 = bad.first.iter().map(|(range, _)| range.end - range.start).sum();
            prop_assert!(runs > STRETCHES_NAMED || covered == count * 10);
            prop_assert_eq!(bad.defect(800, 10).is_some(), count > 0);
        }
    }
}
