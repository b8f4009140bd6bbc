//! What a video says of itself, and one of its frames for each second, by way of `ffprobe` and `ffmpeg`.
//!
//! Both are child processes of the caller and inherit its confinement. They read one thing, their standard input,
//! which must be a file that can be sought in: many videos keep their index at the end.
//!
//! What the confinement must allow them, and nothing beyond: to execute the two programs, to read their libraries
//! and `/etc/ld.so.cache`, `/proc/self/fd/0` and the file behind it, to write to the pipes they inherit, to make
//! threads. No network, no writing to any file. Playlists and other formats that name further files are never opened:
//! the demuxers are a closed list and the only protocols are `file` and `pipe`.
//!
//! **Frames** are taken as vPDQ takes them: the first one at or after each whole second, at the stored size, not
//! turned upright. Where the video has more seconds than frames are allowed, the interval grows so that the whole
//! length is covered, and [`VideoFacts::interval_millis`] says so. The luma is the stored Y in full range.

mod extent;
mod frames;
mod probe;
mod process;

use crate::exif::GpsPlace;
use crate::picture::LumaPlane;
use crate::{Defect, DefectKind, Limits};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::path::PathBuf;
use std::time::Duration;
use vocab::Stamp;

/// The two programs, and the time that they may take for one video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tools {
    /// Path of `ffmpeg`.
    pub ffmpeg: PathBuf,
    /// Path of `ffprobe`.
    pub ffprobe: PathBuf,
    /// Wall-clock time after which either is ended.
    pub time_max: Duration,
}

impl Default for Tools {
    /// Where Debian and Ubuntu put them, and ten minutes.
    fn default() -> Self {
        Self {
            ffmpeg: "/usr/bin/ffmpeg".into(),
            ffprobe: "/usr/bin/ffprobe".into(),
            time_max: Duration::from_secs(600),
        }
    }
}

/// One sampled frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Milliseconds from the start of the video.
    pub at_millis: u64,
    /// Its brightness.
    pub luma: LumaPlane,
}

/// What the container says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VideoFacts {
    /// ffmpeg's name of the container format, for example `mov,mp4,m4a,3gp,3g2,mj2`.
    pub format: Option<String>,
    /// Length in milliseconds.
    pub duration_millis: Option<u64>,
    /// Length of the moving picture alone, where the container tells: sound may go on longer.
    pub picture_millis: Option<u64>,
    /// Width in pixels as stored; 0 where there is no picture.
    pub width: u32,
    /// Height in pixels as stored.
    pub height: u32,
    /// Degrees clockwise by which a player turns the picture; recorded, not applied.
    pub rotation_degrees: Option<i32>,
    /// Mean frames for each second.
    pub frame_rate: Option<f64>,
    /// ffmpeg's name of the video codec, for example `h264`.
    pub video_codec: Option<String>,
    /// ffmpeg's name of the first sound codec.
    pub audio_codec: Option<String>,
    /// Maker of the camera.
    pub make: Option<String>,
    /// Model of the camera.
    pub model: Option<String>,
    /// The program or system that recorded it.
    pub software: Option<String>,
    /// The program that wrote the container.
    pub encoder: Option<String>,
    /// Where it was recorded.
    pub gps: Option<GpsPlace>,
    /// Times: when the container was made, and when the recording was taken.
    pub stamps: Vec<Stamp>,
    /// Milliseconds between sampled frames; 0 where none were asked for.
    pub interval_millis: u64,
    /// Frames sampled.
    pub sampled: u32,
    /// What is wrong.
    pub defects: Vec<Defect>,
}

impl VideoFacts {
    fn defect(&mut self, kind: DefectKind, text: impl Into<String>) {
        self.defects.push(Defect::new(kind, text));
    }
}

/// Reads a video and hands out its sampled frames in order. `file` is never written to, and its position not moved.
///
/// Never fails: what is wrong stands in [`VideoFacts::defects`].
pub fn read(file: &File, limits: &Limits, tools: &Tools, frame: &mut dyn FnMut(Frame)) -> VideoFacts {
    let mut facts = probe::read(file, tools);
    if let Some(missing) = extent::missing_bytes(file) {
        facts.defect(
            DefectKind::Truncated,
            format!("the container states {missing} bytes more than there are"),
        );
    }
    if facts.width == 0 || facts.height == 0 || limits.frames_max == 0 {
        return facts;
    }
    let pixels = u64::from(facts.width) * u64::from(facts.height);
    if pixels > limits.pixels_max {
        facts.defect(
            DefectKind::LimitReached,
            format!(
                "video of {} x {} pixels; at most {} are decoded",
                facts.width, facts.height, limits.pixels_max
            ),
        );
        return facts;
    }
    frames::sample(file, limits, tools, &mut facts, frame);
    facts
}
