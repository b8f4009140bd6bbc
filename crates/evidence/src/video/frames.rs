//! Sampled frames as raw luma, from ffmpeg's standard output.
//!
//! Memory: one frame being filled and a few chunks; never the whole video.

use super::process::{self, Ending, FORMATS, INPUT};
use super::{Frame, Tools, VideoFacts};
use crate::picture::LumaPlane;
use crate::{DefectKind, Limits};
use std::fs::File;
use std::ops::ControlFlow;

const SECOND_MILLIS: u64 = 1000;

/// Samples the frames of the file whose size and length `facts` already hold.
pub(super) fn sample(
    file: &File,
    limits: &Limits,
    tools: &Tools,
    facts: &mut VideoFacts,
    frame: &mut dyn FnMut(Frame),
) {
    facts.interval_millis = interval_millis(facts.duration_millis, limits.frames_max);
    let (Ok(width), Ok(height)) = (usize::try_from(facts.width), usize::try_from(facts.height)) else {
        return;
    };
    let size = width * height;
    // Rounding up gives frame k the first picture at or after second k. The scaler keeps the size where a
    // stream changes it half-way.
    let filter = format!(
        "fps=fps=1000/{}:round=up:start_time=0,scale={}:{}:flags=area,format=gray",
        facts.interval_millis, facts.width, facts.height
    );
    let count = limits.frames_max.to_string();
    let arguments = [
        "-hide_banner",
        "-nostdin",
        "-v",
        "error",
        "-threads",
        "1",
        "-protocol_whitelist",
        "file,pipe",
        "-format_whitelist",
        FORMATS,
        "-noautorotate",
        "-i",
        INPUT,
        "-map",
        "0:V:0",
        "-vf",
        &filter,
        "-frames:v",
        &count,
        "-f",
        "rawvideo",
        "pipe:1",
    ];
    let mut filling = Vec::with_capacity(size);
    let mut sampled = 0_u32;
    let (interval, stated) = (facts.interval_millis, (facts.width, facts.height));
    let outcome = process::run(&tools.ffmpeg, &arguments, file, tools.time_max, &mut |mut chunk| {
        while !chunk.is_empty() {
            let (now, later) = chunk.split_at(chunk.len().min(size - filling.len()));
            filling.extend_from_slice(now);
            chunk = later;
            if filling.len() == size {
                let samples = std::mem::replace(&mut filling, Vec::with_capacity(size));
                let luma = LumaPlane { width: stated.0, height: stated.1, stride: width, samples };
                frame(Frame { at_millis: u64::from(sampled) * interval, luma });
                sampled += 1;
                if sampled >= limits.frames_max {
                    return ControlFlow::Break(());
                }
            }
        }
        ControlFlow::Continue(())
    });
    facts.sampled = sampled;
    let had_defects = !facts.defects.is_empty();
    facts.take_outcome("ffmpeg", &outcome, sampled);
    if sampled == 0 && !had_defects && facts.defects.is_empty() && matches!(outcome.ending, Ending::Exited(_))
    {
        facts.defect(DefectKind::Malformed, "ffmpeg gave no frame and no reason");
    }
    let expected = facts.picture_millis.unwrap_or(0) / interval;
    // The last one may fall just behind the end.
    if facts.defects.is_empty() && u64::from(sampled) + 1 < expected {
        facts.defect(
            DefectKind::Truncated,
            format!(
                "pictures end after {sampled} of the {expected} samples that the stated length has room for"
            ),
        );
    }
}

/// One second, or as much more as it takes to cover the whole length with the frames allowed.
fn interval_millis(duration_millis: Option<u64>, frames_max: u32) -> u64 {
    duration_millis.unwrap_or(0).div_ceil(u64::from(frames_max.max(1))).max(SECOND_MILLIS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_length_is_covered() {
        assert_eq!(interval_millis(None, 600), 1000);
        assert_eq!(interval_millis(Some(600_000), 600), 1000);
        assert_eq!(interval_millis(Some(600_001), 600), 1001);
        assert_eq!(interval_millis(Some(7_200_000), 600), 12_000);
    }
}
