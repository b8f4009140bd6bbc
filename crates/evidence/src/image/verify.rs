//! The digests that an image carries of itself, compared with its bytes. It may not correct either.

use crate::{Defect, DefectKind, SourceDigest};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use sleuth::Image;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::sync::mpsc::sync_channel;

/// Bytes read in one go.
const STEP_BYTES: usize = 1 << 20;

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
/// Reading and digesting go on at the same time, on two threads. Where `progress` breaks off, nothing is computed.
pub(super) fn compute(
    image: &Image,
    stated: &[SourceDigest],
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Vec<SourceDigest>, Defect> {
    if stated.is_empty() {
        return Ok(Vec::new());
    }
    let mut hashers = Hashers::wanted(stated);
    let read = std::thread::scope(|scope| {
        let (full, to_digest) = sync_channel::<(Vec<u8>, usize)>(2);
        let (empty, to_fill) = sync_channel::<Vec<u8>>(4);
        let hashers = &mut hashers;
        scope.spawn(move || {
            for (buffer, length) in to_digest {
                hashers.update(buffer.get(..length).unwrap_or_default());
                let _ = empty.try_send(buffer);
            }
        });
        let mut at = 0;
        while at < image.size_bytes() {
            let mut buffer = to_fill.try_recv().unwrap_or_else(|_| vec![0; STEP_BYTES]);
            let got = read_step(image, at, &mut buffer)?;
            at += got as u64;
            // The other side only ends when this one does.
            let _ = full.send((buffer, got));
            if progress(at).is_break() {
                return Ok(false);
            }
        }
        Ok(true)
    })?;
    let computed = if read { hashers.finish() } else { Hashers::default().finish() };
    let compare = |digest: &SourceDigest| {
        let value = computed.iter().find(|(name, _)| *name == digest.algorithm);
        SourceDigest { computed: value.and_then(|(_, value)| value.clone()), ..digest.clone() }
    };
    Ok(stated.iter().map(compare).collect())
}

fn read_step(image: &Image, at: u64, buffer: &mut [u8]) -> Result<usize, Defect> {
    let wanted = usize::try_from(image.size_bytes() - at).unwrap_or(usize::MAX).min(buffer.len());
    match image.read_at(at, &mut buffer[..wanted]) {
        Ok(got) if got == wanted => Ok(got),
        Ok(got) => Err(Defect::new(
            DefectKind::Truncated,
            format!("the image ends at byte {}, its size is {}", at + got as u64, image.size_bytes()),
        )),
        Err(error) => {
            let text =
                format!("the image can't be read between bytes {at} and {}: {error}", at + wanted as u64);
            Err(Defect::new(DefectKind::Unreadable, text))
        }
    }
}

/// The defect of a digest that does not fit.
pub(super) fn difference(digest: &SourceDigest) -> Option<Defect> {
    let computed = digest.computed.as_ref()?;
    (!computed.eq_ignore_ascii_case(&digest.stated)).then(|| {
        let SourceDigest { algorithm, stated, .. } = digest;
        let text = format!("the image states {algorithm} {stated} of itself, its bytes give {computed}");
        Defect::new(DefectKind::ChecksumDiffers, text)
    })
}
