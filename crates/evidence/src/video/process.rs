//! Runs one program over one file, within a time, and hands out what it writes.
//!
//! Takes no shell, no environment and no name from the content. Ends what it started, always.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::Duration;

/// Bytes read at once.
const CHUNK_BYTES: usize = 1 << 18;
/// Bytes of complaints that are kept.
const COMPLAINT_BYTES_MAX: usize = 64 << 10;
/// How often a program that has closed its output is asked whether it has ended.
const ENDING_POLL: Duration = Duration::from_millis(5);

/// How long the last complaints of an ended program are waited for.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Input as both programs name it: the standard input, opened anew so that it can be sought in.
pub(super) const INPUT: &str = "file:/proc/self/fd/0";
/// Demuxers of real videos. None of them opens a further file.
pub(super) const FORMATS: &str = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpeg,mpegvideo,mpegts,flv,asf,ogg,rm,m4v,h264,hevc,mxf,live_flv";

/// How a program ended.
pub(super) enum Ending {
    /// Of itself.
    Exited(ExitStatus),
    /// The caller had enough.
    Stopped,
    /// The time was over.
    TimedOut,
    /// It could not be started.
    Missing(std::io::Error),
}

/// An ending and the first lines of what was said on the way.
pub(super) struct Outcome {
    pub(super) ending: Ending,
    pub(super) complaint: Option<String>,
}

/// Runs `program` with `file` as its standard input; `take` gets its output piece by piece.
pub(super) fn run(
    program: &Path,
    arguments: &[&str],
    file: &File,
    time_max: Duration,
    take: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
) -> Outcome {
    let started = file.try_clone().and_then(|input| {
        Command::new(program)
            .args(arguments)
            .env_clear()
            .env("LC_ALL", "C")
            .stdin(Stdio::from(input))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
    });
    let mut child = match started {
        Ok(child) => child,
        Err(error) => return Outcome { ending: Ending::Missing(error), complaint: None },
    };
    let (sender, complaints) = mpsc::channel();
    if let Some(pipe) = child.stderr.take() {
        // Nobody listens any more once the wait below is over; then there is nothing left to tell.
        thread::spawn(move || sender.send(keep_start(pipe)));
    }
    let ending = follow(&mut child, time_max, take);
    if !matches!(ending, Ending::Exited(_)) {
        // Neither can fail in a way that matters: it has ended, or it ends now.
        let _ = child.kill();
        let _ = child.wait();
    }
    // Something that the program started could still hold the pipe: the wait has an end.
    let said = complaints.recv_timeout(LAST_WORDS).unwrap_or_default();
    Outcome { ending, complaint: complaint(&said) }
}

/// What the threads beside the caller have to tell.
enum Message {
    Chunk(Vec<u8>),
    Closed,
    TimeOver,
}

fn follow(child: &mut Child, time_max: Duration, take: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Ending {
    let Some(output) = child.stdout.take() else { return Ending::Stopped };
    // A small queue: a slow caller holds the program back instead of filling memory.
    let (sender, messages) = mpsc::sync_channel(4);
    // Nothing is ever sent on it: it is closed when this function is left, and that ends the wait.
    let (_open, left) = mpsc::channel::<()>();
    let watch = sender.clone();
    thread::spawn(move || {
        if left.recv_timeout(time_max) == Err(RecvTimeoutError::Timeout) {
            let _ = watch.send(Message::TimeOver);
        }
    });
    thread::spawn(move || pass_on(output, &sender));
    loop {
        match messages.recv() {
            Ok(Message::Chunk(chunk)) => {
                if take(&chunk).is_break() {
                    return Ending::Stopped;
                }
            }
            Ok(Message::TimeOver) => return Ending::TimedOut,
            Ok(Message::Closed) => break,
            Err(_) => return Ending::Stopped,
        }
    }
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ending::Exited(status),
            Ok(None) => {}
            Err(_) => return Ending::Stopped,
        }
        if let Ok(Message::TimeOver) = messages.recv_timeout(ENDING_POLL) {
            return Ending::TimedOut;
        }
    }
}

/// Sends on what a program writes, until it closes its output or nobody listens.
fn pass_on(mut output: impl Read, sender: &SyncSender<Message>) {
    loop {
        let mut chunk = vec![0; CHUNK_BYTES];
        let message = match output.read(&mut chunk) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Ok(0) | Err(_) => Message::Closed,
            Ok(read) => {
                chunk.truncate(read);
                Message::Chunk(chunk)
            }
        };
        let last = matches!(message, Message::Closed);
        if sender.send(message).is_err() || last {
            return;
        }
    }
}

/// Keeps the start of a stream and reads the rest away, so that the writer never waits.
fn keep_start(mut pipe: impl Read) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        match pipe.read(&mut chunk) {
            Ok(0) => return kept,
            Ok(read) => {
                let room = COMPLAINT_BYTES_MAX.saturating_sub(kept.len());
                kept.extend_from_slice(&chunk[..read.min(room)]);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return kept,
        }
    }
}

/// The first complaint, without the addresses in memory that ffmpeg puts in front: they differ each time.
fn complaint(said: &[u8]) -> Option<String> {
    let said = String::from_utf8_lossy(said);
    let line = said.lines().map(str::trim).find(|line| !line.is_empty())?;
    let mut rest = line;
    while let Some((_, after)) = rest.strip_prefix('[').and_then(|inner| inner.split_once("] ")) {
        rest = after;
    }
    crate::exif::clean(rest.replace(INPUT, "video").replace("/proc/self/fd/0", "video").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complaints_lose_what_differs_between_runs() {
        let said = b"\n[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55d0c2] [x @ 0x1] moov atom not found\nsecond\n";
        assert_eq!(complaint(said).as_deref(), Some("moov atom not found"));
        assert_eq!(complaint(b"file:/proc/self/fd/0: End of file").as_deref(), Some("video: End of file"));
        assert_eq!(complaint(b" \n"), None);
    }

    #[test]
    fn a_program_that_hangs_is_ended() {
        let file = File::open("/dev/null").unwrap();
        let run =
            |program: &str, arguments: &[&str], time: u64, take: &mut dyn FnMut(&[u8]) -> ControlFlow<()>| {
                super::run(Path::new(program), arguments, &file, Duration::from_millis(time), take).ending
            };
        let mut nothing = |_: &[u8]| ControlFlow::Continue(());
        assert!(matches!(run("/bin/sleep", &["60"], 50, &mut nothing), Ending::TimedOut));
        // One that closes its output and lingers, and one that never stops writing.
        assert!(matches!(run("/bin/sh", &["-c", "exec sleep 60 >&-"], 50, &mut nothing), Ending::TimedOut));
        let mut enough = |_: &[u8]| ControlFlow::Break(());
        assert!(matches!(run("/usr/bin/yes", &[], 60_000, &mut enough), Ending::Stopped));
        assert!(matches!(run("/nowhere/ffmpeg", &[], 50, &mut nothing), Ending::Missing(_)));
    }
}
