//! Clips, HEIC and AVIF, by outside tools where they are installed.

use super::content::{Content, Drive, Planted};
use super::studio::Studio;
use crate::encode;
use crate::fault::Fault;
use rayon::prelude::*;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a tool to its end; an error holds the last of what it said.
pub(crate) fn run(command: &mut Command) -> Result<(), Fault> {
    let tool = command.get_program().to_string_lossy().into_owned();
    let fault = |said: String| Fault::Tool { tool: tool.clone(), said };
    let output = command.stdin(Stdio::null()).output().map_err(|e| fault(e.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last: Vec<&str> = said.trim().lines().rev().take(3).collect();
    Err(fault(format!("{}: {}", output.status, last.into_iter().rev().collect::<Vec<_>>().join(" / "))))
}

/// Whether a tool is there to be run.
pub(crate) fn installed(tool: &str) -> bool {
    let folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin"];
    folders.iter().any(|folder| Path::new(folder).join(tool).is_file())
}

/// Short clips: a window that moves over a landscape. Each container once, and one clip coded again.
pub(crate) fn clips(studio: &Studio, left_out: &mut Vec<String>) -> Result<Vec<Planted>, Fault> {
    if !installed("ffmpeg") {
        left_out.push("no clips: ffmpeg is not installed".into());
        return Ok(Vec::new());
    }
    const KINDS: [(&str, &[&str], usize); 8] = [
        ("mp4", &["-c:v", "libx264", "-preset", "veryfast", "-crf", "26"], 0),
        ("mkv", &["-c:v", "libx264", "-preset", "veryfast", "-crf", "28"], 1),
        ("webm", &["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "300k"], 2),
        ("avi", &["-c:v", "mpeg4", "-q:v", "6"], 3),
        ("mov", &["-c:v", "mpeg4", "-q:v", "5"], 4),
        ("mp4", &["-c:v", "libx264", "-preset", "veryfast", "-crf", "36"], 0),
        ("mp4", &["-c:v", "mpeg4", "-q:v", "4"], 5),
        ("mkv", &["-c:v", "mpeg4", "-q:v", "8"], 6),
    ];
    let folder = tempfile::tempdir().map_err(Fault::made)?;
    KINDS
        .into_par_iter()
        .enumerate()
        .map(|(i, (end, codec, subject))| {
            let mut numbers = studio.numbers("clip", subject);
            let canvas = studio.scene_of(&mut numbers, 960, 360);
            let (still, clip) =
                (folder.path().join(format!("{i}.png")), folder.path().join(format!("{i}.{end}")));
            fs::write(&still, encode::png(&canvas)?).map_err(Fault::file(&still))?;
            run(Command::new("ffmpeg")
                .args([
                    "-v",
                    "error",
                    "-y",
                    "-threads",
                    "1",
                    "-loop",
                    "1",
                    "-framerate",
                    "12",
                    "-t",
                    "4",
                    "-i",
                ])
                .arg(&still)
                .args(["-vf", "crop=320:240:n*12:n*2,format=yuv420p", "-threads", "1"])
                .args(codec)
                .args(["-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1"])
                .arg(&clip))?;
            let bytes = fs::read(&clip).map_err(Fault::file(&clip))?;
            let what = if i == 5 { "clip 00 coded again" } else { "clip" };
            let path = format!("Gebruikers/Noor/Video/clip{i:02}.{end}");
            Ok(Planted::at(Drive::Main, path, Content::of(bytes, what)))
        })
        .collect()
}

/// HEIC and AVIF pictures.
pub(crate) fn modern(studio: &Studio, left_out: &mut Vec<String>) -> Result<Vec<Planted>, Fault> {
    if !installed("heif-enc") {
        left_out.push("no HEIC and AVIF pictures: heif-enc is not installed".into());
        return Ok(Vec::new());
    }
    let folder = tempfile::tempdir().map_err(Fault::made)?;
    let made: Vec<Result<Planted, Fault>> = (0..8_usize)
        .into_par_iter()
        .map(|i| {
            let end = if i % 2 == 0 { "heic" } else { "avif" };
            let canvas = studio.scene_of(&mut studio.numbers("modern", i), 640, 480);
            let (png, to) =
                (folder.path().join(format!("{i}.png")), folder.path().join(format!("{i}.{end}")));
            fs::write(&png, encode::png(&canvas)?).map_err(Fault::file(&png))?;
            let mut command = Command::new("heif-enc");
            command.args(["-q", "50"]).args((end == "avif").then_some("-A")).arg(&png).arg("-o").arg(&to);
            run(&mut command)?;
            let bytes = fs::read(&to).map_err(Fault::file(&to))?;
            let path = format!("Gebruikers/Noor/Afbeeldingen/telefoon/{i:02}.{end}");
            Ok(Planted::at(Drive::Main, path, Content::of(bytes, "scene")))
        })
        .collect();
    let mut files = Vec::new();
    for one in made {
        match one {
            Ok(file) => files.push(file),
            Err(fault) => left_out.push(format!("a HEIC or AVIF picture: {fault}")),
        }
    }
    Ok(files)
}
