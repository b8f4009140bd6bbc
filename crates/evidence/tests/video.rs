//! Videos made by ffmpeg in the test: container facts, sampled frames, and damage.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where it can't go on, and says what it skipped"
)]

mod picture {
    pub(crate) mod scene;
}

use evidence::video::{Frame, Tools, VideoFacts, read};
use evidence::{DefectKind, Limits};
use image::ImageFormat;
use picture::scene;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use vocab::TimeMeaning;

fn ffmpeg(arguments: &[&str]) -> bool {
    Command::new("ffmpeg")
        .args(["-y", "-nostdin", "-v", "error"])
        .args(arguments)
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Four seconds at ten frames each: the scene, then the same scene upside down from the third second on.
fn make(folder: &Path, name: &str, more: &[&str]) -> Option<PathBuf> {
    let upright = scene::landscape(160, 96);
    let (first, second) = (folder.join("first.png"), folder.join("second.png"));
    std::fs::write(&first, scene::encode(&upright, ImageFormat::Png)).unwrap();
    std::fs::write(&second, scene::encode(&image::imageops::flip_vertical(&upright), ImageFormat::Png))
        .unwrap();
    let path = folder.join(name);
    let mut arguments = vec!["-loop", "1", "-framerate", "10", "-t", "2", "-i", first.to_str()?];
    arguments.extend(["-loop", "1", "-framerate", "10", "-t", "2", "-i", second.to_str()?]);
    arguments.extend(["-filter_complex", "[0][1]concat=n=2:v=1:a=0,format=yuv420p"]);
    arguments.extend(more);
    arguments.push(path.to_str()?);
    let made = ffmpeg(&arguments);
    if !made {
        println!("{name} skipped: ffmpeg could not make it");
    }
    made.then_some(path)
}

fn sampled(path: &Path, limits: &Limits, tools: &Tools) -> (VideoFacts, Vec<Frame>) {
    let mut frames = Vec::new();
    let facts = read(&File::open(path).unwrap(), limits, tools, &mut |frame| frames.push(frame));
    assert_eq!(facts.sampled as usize, frames.len());
    (facts, frames)
}

#[test]
fn every_container_gives_facts_and_frames() {
    let folder = tempfile::tempdir().unwrap();
    let h264 = ["-c:v", "libx264", "-crf", "12"];
    let vp8 = ["-c:v", "libvpx", "-b:v", "2M"];
    let mpeg4 = ["-c:v", "mpeg4", "-q:v", "2"];
    let upright = scene::luma(&scene::landscape(160, 96));
    for (name, coding, codec) in [
        // Its index stands at the end: the input must be sought in.
        ("a.mp4", &h264, "h264"),
        ("a.mov", &h264, "h264"),
        ("a.mkv", &h264, "h264"),
        ("a.webm", &vp8, "vp8"),
        ("a.avi", &mpeg4, "mpeg4"),
    ] {
        let Some(path) = make(folder.path(), name, coding) else { continue };
        let (facts, frames) = sampled(&path, &Limits::default(), &Tools::default());
        assert_eq!(facts.defects, [], "{name}");
        assert_eq!((facts.width, facts.height, facts.interval_millis), (160, 96, 1000), "{name}");
        assert_eq!(facts.video_codec.as_deref(), Some(codec), "{name}");
        assert!(facts.duration_millis.unwrap().abs_diff(4000) <= 100, "{name}: {facts:?}");
        assert!((facts.frame_rate.unwrap() - 10.0).abs() < 0.1, "{name}: {facts:?}");
        let times: Vec<u64> = frames.iter().map(|frame| frame.at_millis).collect();
        assert!(times.starts_with(&[0, 1000, 2000, 3000]) && times.len() <= 5, "{name}: {times:?}");
        let distance = |frame: &Frame, scene: &[u8]| {
            let sum: u64 = frame.luma.samples.iter().zip(scene).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            sum as f64 / scene.len() as f64
        };
        let turned: Vec<u8> = upright.chunks(160).rev().flatten().copied().collect();
        for (frame, scene) in frames.iter().zip([&upright, &upright, &turned, &turned]) {
            // Chroma is lost and a codec lies between, but black stays black and white stays white.
            let apart = distance(frame, scene);
            assert!(apart < 6.0, "{name} at {} ms: {apart}", frame.at_millis);
        }
    }
}

#[test]
fn tags_become_facts() {
    let folder = tempfile::tempdir().unwrap();
    let tags = [
        ["-metadata", "creation_time=2024-05-06T07:08:09Z"],
        ["-metadata", "make=Voorbeeld"],
        ["-metadata", "model=Duinzicht 7"],
        ["-metadata", "location=+52.0705+004.3007/"],
        ["-movflags", "use_metadata_tags"],
    ];
    let Some(path) = make(folder.path(), "tags.mov", tags.as_flattened()) else { return };
    let (facts, _) = sampled(&path, &Limits::default(), &Tools::default());
    assert_eq!((facts.make.as_deref(), facts.model.as_deref()), (Some("Voorbeeld"), Some("Duinzicht 7")));
    let gps = facts.gps.unwrap();
    assert_eq!((gps.latitude_degrees, gps.longitude_degrees), (52.0705, 4.3007));
    let encoded = facts.stamps.iter().find(|stamp| stamp.meaning == TimeMeaning::Encoded).unwrap();
    assert_eq!(encoded.when.to_string(), "2024-05-06T07:08:09Z");
}

#[test]
fn the_frames_allowed_cover_the_whole_length() {
    let folder = tempfile::tempdir().unwrap();
    let Some(path) = make(folder.path(), "a.mp4", &[]) else { return };
    let limits = Limits { frames_max: 2, ..Limits::default() };
    let (facts, frames) = sampled(&path, &limits, &Tools::default());
    assert_eq!((facts.interval_millis, frames.len()), (2000, 2));
    assert_ne!(frames[0].luma, frames[1].luma);
    let none = Limits { frames_max: 0, ..Limits::default() };
    assert_eq!(sampled(&path, &none, &Tools::default()).1, []);
    let small = Limits { pixels_max: 100, ..Limits::default() };
    assert_eq!(sampled(&path, &small, &Tools::default()).0.defects[0].kind, DefectKind::LimitReached);
}

#[test]
fn damage_is_a_defect_that_is_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let Some(path) = make(folder.path(), "a.mp4", &[]) else { return };
    let whole = std::fs::read(&path).unwrap();
    let broken = folder.path().join("broken.mp4");
    for step in 0..8 {
        let mut bytes = whole[..whole.len() * step / 8].to_vec();
        if step % 2 == 1 {
            // A flipped byte in what is left, too.
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x55;
        }
        std::fs::write(&broken, &bytes).unwrap();
        let (facts, frames) = sampled(&broken, &Limits::default(), &Tools::default());
        assert!(!facts.defects.is_empty(), "cut to {step}/8");
        assert!(facts.defects.iter().all(|defect| !defect.text.contains("0x")), "{:?}", facts.defects);
        assert_eq!(sampled(&broken, &Limits::default(), &Tools::default()), (facts, frames));
    }
}

#[test]
fn a_playlist_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let Some(secret) = make(folder.path(), "secret.mp4", &[]) else { return };
    let concat = format!("ffconcat version 1.0\nfile '{}'\n", secret.display());
    let hls = format!("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{}\n#EXT-X-ENDLIST\n", secret.display());
    for text in [concat, hls] {
        let path = folder.path().join("list.mp4");
        std::fs::write(&path, text).unwrap();
        let (facts, frames) = sampled(&path, &Limits::default(), &Tools::default());
        assert_eq!((facts.width, frames.len()), (0, 0));
        assert!(!facts.defects.is_empty());
    }
}

#[test]
fn missing_tools_are_named_with_what_to_install() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let tools = Tools { ffprobe: "/nowhere/ffprobe".into(), ..Tools::default() };
    let (facts, _) = sampled(file.path(), &Limits::default(), &tools);
    assert_eq!(facts.defects[0].kind, DefectKind::Unsupported);
    assert!(facts.defects[0].text.contains("apt-get install ffmpeg"), "{}", facts.defects[0]);
}
