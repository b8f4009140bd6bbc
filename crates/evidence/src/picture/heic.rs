//! HEIC and AVIF by libheif.
//!
//! The stated size is compared with the limit before any decoding.

use super::{LumaPlane, PictureFacts};
use crate::{DefectKind, Limits};
use heif::{Cause, File, HeifError};

/// Reads the size, the luma of the primary picture and the number of pictures into `facts`.
pub(super) fn read(bytes: &[u8], limits: &Limits, facts: &mut PictureFacts) {
    let file = match File::open(bytes) {
        Ok(file) => file,
        // The reader of metadata met the same fault in the same boxes: once is enough.
        Err(error) if facts.defects.is_empty() => return refuse(facts, &error),
        Err(_) => return,
    };
    facts.frames = file.pictures();
    let (width, height) = file.size();
    if !facts.allow(width, height, limits) {
        return;
    }
    match file.decode_luma() {
        Ok(luma) => {
            (facts.width, facts.height) = (luma.width, luma.height);
            let Ok(stride) = usize::try_from(luma.width) else { return };
            facts.luma =
                Some(LumaPlane { width: luma.width, height: luma.height, stride, samples: luma.samples });
        }
        Err(error) => refuse(facts, &error),
    }
}

fn refuse(facts: &mut PictureFacts, error: &HeifError) {
    let lower = error.text.to_ascii_lowercase();
    let kind = match error.cause {
        Cause::Unsupported => DefectKind::Unsupported,
        Cause::Limit => DefectKind::LimitReached,
        Cause::Malformed if lower.contains("end of file") || lower.contains("eof") => DefectKind::Truncated,
        Cause::Malformed => DefectKind::Malformed,
    };
    facts.defect(kind, format!("HEIF: {error}"));
}
