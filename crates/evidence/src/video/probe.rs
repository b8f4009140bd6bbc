//! Container facts, from ffprobe's JSON.
//!
//! Decodes no picture beyond what ffprobe itself needs to name the streams.

use super::process::{self, Ending, FORMATS, INPUT, Outcome};
use super::{Tools, VideoFacts};
use crate::DefectKind;
use crate::exif::{GpsPlace, clean, when_written};
use serde_json::Value;
use std::fs::File;
use std::ops::ControlFlow;
use vocab::{Stamp, TimeMeaning};

/// Bytes of JSON; a video with many streams has some tens of thousands.
const ANSWER_BYTES_MAX: usize = 4 << 20;

/// Asks ffprobe about the file.
pub(super) fn read(file: &File, tools: &Tools) -> VideoFacts {
    let mut facts = VideoFacts::default();
    let mut answer = Vec::new();
    let arguments = [
        "-hide_banner",
        "-v",
        "error",
        "-protocol_whitelist",
        "file,pipe",
        "-format_whitelist",
        FORMATS,
        "-print_format",
        "json",
        "-show_format",
        "-show_streams",
        "-i",
        INPUT,
    ];
    let outcome = process::run(&tools.ffprobe, &arguments, file, tools.time_max, &mut |chunk| {
        if answer.len() + chunk.len() > ANSWER_BYTES_MAX {
            return ControlFlow::Break(());
        }
        answer.extend_from_slice(chunk);
        ControlFlow::Continue(())
    });
    facts.take_outcome("ffprobe", &outcome, 0);
    if let Ok(answer) = serde_json::from_slice::<Value>(&answer) {
        facts.take_answer(&answer);
    }
    facts
}

impl VideoFacts {
    /// Records how a program ended, where that is worth recording. `frames` were had from it.
    pub(super) fn take_outcome(&mut self, program: &str, outcome: &Outcome, frames: u32) {
        let complaint = outcome.complaint.as_deref().unwrap_or("no reason given");
        let lower = complaint.to_ascii_lowercase();
        let kind = if ["moov atom not found", "end of file", "truncat", "premature", "partial file"]
            .iter()
            .any(|w| lower.contains(w))
        {
            DefectKind::Truncated
        } else if ["not found", "unsupported", "not implemented", "not supported"]
            .iter()
            .any(|word| lower.contains(word))
        {
            DefectKind::Unsupported
        } else {
            DefectKind::Malformed
        };
        match &outcome.ending {
            Ending::Missing(error) => self.defect(
                DefectKind::Unsupported,
                format!("{program} can't be run ({error}); video needs it: apt-get install ffmpeg"),
            ),
            Ending::TimedOut => {
                self.defect(
                    DefectKind::DecoderDied,
                    format!("{program} took too long and was ended after {frames} frames"),
                );
            }
            Ending::Exited(status) if status.code().is_none() => {
                self.defect(
                    DefectKind::DecoderDied,
                    format!("{program} died after {frames} frames: {complaint}"),
                );
            }
            Ending::Exited(status) if !status.success() => {
                self.defect(kind, format!("{program}: {complaint}"))
            }
            Ending::Exited(_) if outcome.complaint.is_some() => {
                self.defect(kind, format!("{program}, after {frames} frames: {complaint}"));
            }
            Ending::Exited(_) | Ending::Stopped => {}
        }
        // Both programs meet the same fault in the same bytes; said once is enough.
        if let [.., first, second] = self.defects.as_slice() {
            let fault = |text: &str| text.split_once(": ").map(|(_, fault)| fault.to_owned());
            if first.kind == second.kind
                && fault(&first.text) == fault(&second.text)
                && fault(&first.text).is_some()
            {
                self.defects.pop();
            }
        }
    }

    fn take_answer(&mut self, answer: &Value) {
        let format = &answer["format"];
        self.format = text(&format["format_name"]);
        self.duration_millis = millis(&format["duration"]);
        let streams = answer["streams"].as_array().map(Vec::as_slice).unwrap_or_default();
        let of_kind = |kind: &'static str| streams.iter().filter(move |stream| stream["codec_type"] == kind);
        let cover = |stream: &&Value| stream["disposition"]["attached_pic"] == 1;
        if let Some(video) = of_kind("video").find(|stream| !cover(stream)) {
            let side =
                |value: &Value| value.as_u64().and_then(|pixels| u32::try_from(pixels).ok()).unwrap_or(0);
            (self.width, self.height) = (side(&video["width"]), side(&video["height"]));
            self.video_codec = text(&video["codec_name"]);
            self.frame_rate = rate(&video["avg_frame_rate"]).or_else(|| rate(&video["r_frame_rate"]));
            self.picture_millis = millis(&video["duration"]);
            self.duration_millis = self.duration_millis.or(self.picture_millis);
            let turned = video["side_data_list"].as_array().into_iter().flatten();
            // ffprobe counts against the clock.
            self.rotation_degrees = turned
                .filter_map(|data| data["rotation"].as_i64())
                .filter_map(|degrees| i32::try_from(-degrees).ok())
                .map(|degrees| degrees.rem_euclid(360))
                .next();
        }
        self.audio_codec = of_kind("audio").next().and_then(|audio| text(&audio["codec_name"]));
        let mut tags = vec![&format["tags"]];
        tags.extend(streams.iter().map(|stream| &stream["tags"]));
        self.take_tags(&tags);
    }

    fn take_tags(&mut self, tags: &[&Value]) {
        let find = |names: &[&str]| {
            names.iter().find_map(|name| {
                tags.iter().filter_map(|tags| tags.as_object()).find_map(|tags| {
                    tags.iter()
                        .find(|(key, _)| key.eq_ignore_ascii_case(name))
                        .and_then(|(_, value)| text(value))
                })
            })
        };
        self.make = find(&["com.apple.quicktime.make", "make", "com.android.manufacturer"]);
        self.model = find(&["com.apple.quicktime.model", "model", "com.android.model"]);
        self.software = find(&["com.apple.quicktime.software", "software", "com.android.version"]);
        self.encoder = find(&["encoder", "encoded_by"]);
        self.gps = find(&["com.apple.quicktime.location.iso6709", "location", "location-eng", "xyz"])
            .and_then(|text| iso6709(&text));
        for (meaning, names) in [
            (TimeMeaning::Taken, &["com.apple.quicktime.creationdate", "date_recorded"][..]),
            (TimeMeaning::Encoded, &["creation_time", "date_encoded"]),
        ] {
            if let Some(when) = find(names).and_then(|text| when_written(&text)) {
                self.stamps.push(Stamp { meaning, when });
            }
        }
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().and_then(|text| clean(text.as_bytes()))
}

/// Seconds with a fraction, as text.
fn millis(value: &Value) -> Option<u64> {
    let seconds: f64 = value.as_str()?.parse().ok()?;
    // A year of video is no video; NaN fails the test as well.
    (0.0..=31_536_000.0).contains(&seconds).then(|| (seconds * 1000.0).round() as u64)
}

/// `30000/1001`.
fn rate(value: &Value) -> Option<f64> {
    let (over, under) = value.as_str()?.split_once('/')?;
    let (over, under): (f64, f64) = (over.parse().ok()?, under.parse().ok()?);
    (over > 0.0 && under > 0.0).then(|| over / under)
}

/// `+52.0705+004.3007+001.000/`, in degrees with a fraction.
fn iso6709(text: &str) -> Option<GpsPlace> {
    let starts: Vec<usize> = text.match_indices(['+', '-']).map(|(at, _)| at).collect();
    let part = |i: usize| -> Option<f64> {
        let start = *starts.get(i)?;
        let end = starts.get(i + 1).copied().unwrap_or(text.len());
        text.get(start..end)?.split(['/', 'C']).next()?.parse().ok()
    };
    let place =
        GpsPlace { latitude_degrees: part(0)?, longitude_degrees: part(1)?, altitude_metres: part(2) };
    (place.latitude_degrees.abs() <= 90.0 && place.longitude_degrees.abs() <= 180.0).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_as_telephones_write_them() {
        let place = |latitude_degrees, longitude_degrees, altitude_metres| {
            Some(GpsPlace { latitude_degrees, longitude_degrees, altitude_metres })
        };
        assert_eq!(iso6709("+52.0705+004.3007/"), place(52.0705, 4.3007, None));
        assert_eq!(iso6709("-33.8568+151.2153+012.500/"), place(-33.8568, 151.2153, Some(12.5)));
        assert_eq!(iso6709("+52.0705"), None);
        assert_eq!(iso6709("+952.0705+004.3007/"), None);
        assert_eq!(iso6709(""), None);
    }

    #[test]
    fn numbers_that_are_none_are_left_out() {
        assert_eq!(millis(&Value::from("1.0405")), Some(1041));
        assert_eq!(millis(&Value::from("nan")), None);
        assert_eq!(millis(&Value::from("-1")), None);
        assert_eq!(rate(&Value::from("0/0")), None);
        assert_eq!(rate(&Value::from("25/1")), Some(25.0));
    }
}
