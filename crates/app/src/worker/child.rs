//! The reader's own life: confined first, then task by task until the parent closes the pipe.

mod pieces;

use super::protocol::{Ask, Begin, Task, Tell, receive, send};
use evidence::confine::{Confinement, confine};
use evidence::dump;
use evidence::known::{self, Format};
use evidence::scratch::{Bench, Scratch};
use evidence::source::{self, Anchor, head, is_image};
use evidence::{Source, SourceFacts};
use pieces::Pieces;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Nested archives that need room on disk at the same time, and one file for the video at hand.
const SCRATCH_FILES: usize = 9;
/// Address space of a reader: the largest picture, its luma, an LZMA dictionary, and maps of large images.
const MEMORY_BYTES_MAX: u64 = 6 << 30;
/// Room that scratch files may take.
const SCRATCH_BYTES_MAX: u64 = 256 << 30;

/// Serves as a reader over a pair of pipes; the whole of the hidden command `read-worker`.
///
/// # Errors
/// When the pipes break, which ends the process and nothing else.
pub fn serve(from: impl Read, to: impl Write) -> io::Result<()> {
    let mut from = BufReader::new(from);
    let mut to = BufWriter::with_capacity(1 << 16, to);
    let Some(begin) = receive::<Begin>(&mut from)? else { return Ok(()) };
    let scratch = Scratch::in_directory(&begin.scratch, SCRATCH_FILES, &begin.limits)?;
    let video = if begin.video { Some(Bench::in_directory(&begin.scratch)?) } else { None };
    let confined = match confine(&rules(&begin)) {
        Ok(confined) => confined,
        Err(error) => return refuse(&mut to, "the reader", &error.why, error.hint),
    };
    if let Task::Known(format) = begin.task {
        send(&mut to, &Tell::Ready(confined, SourceFacts::default(), Anchor::default()))?;
        return known_set(&begin.source, format, &mut to);
    }
    if let Task::Dump(format) = begin.task {
        send(&mut to, &Tell::Ready(confined, SourceFacts::default(), Anchor::default()))?;
        return dump(&begin.source, format, &mut to);
    }
    let mut source = match source::open(&begin.source) {
        Ok(source) => source,
        Err(error) => return refuse(&mut to, &error.what, &error.why, &error.hint),
    };
    let anchor = match Anchor::of(&begin.source) {
        Ok(anchor) => anchor,
        Err(error) => {
            let what = begin.source.display().to_string();
            return refuse(&mut to, &what, &error.to_string(), "Check that the carrier is attached");
        }
    };
    send(&mut to, &Tell::Ready(confined, source.facts(), anchor))?;
    to.flush()?;
    match begin.task {
        Task::List => list(&mut *source, &begin, &mut to),
        Task::Verify => {
            let mut beat = |bytes| told(send(&mut to, &Tell::Beat(bytes)).and_then(|()| to.flush()));
            let verified = source.verify(&mut beat);
            send(&mut to, &Tell::Verified(verified))?;
            to.flush()
        }
        Task::Read | Task::Known(_) | Task::Dump(_) => {
            let mut pieces = Pieces::new(&begin, scratch, video);
            while let Some(Ask::Batch { entries, skip }) = receive(&mut from)? {
                pieces.batch(&mut *source, &entries, &skip, &mut to)?;
                send(&mut to, &Tell::Ended)?;
                to.flush()?;
            }
            Ok(())
        }
    }
}

fn refuse(to: &mut impl Write, what: &str, why: &str, hint: &str) -> io::Result<()> {
    send(to, &Tell::Refused(what.to_owned(), why.to_owned(), hint.to_owned()))?;
    to.flush()
}

fn told(sent: io::Result<()>) -> ControlFlow<()> {
    // The parent is gone: there is nothing left to do it for.
    if sent.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

fn rules(begin: &Begin) -> Confinement {
    // A split image is several files side by side; anything else is itself alone.
    let around = if is_image(&begin.source) { begin.source.parent() } else { None };
    let mut read_beneath = vec![around.unwrap_or(&begin.source).to_owned()];
    let mut execute_beneath = Vec::new();
    if begin.video {
        read_beneath.push(begin.scratch.clone());
        let needed =
            ["/usr/bin/ffmpeg", "/usr/bin/ffprobe", "/usr/lib", "/lib", "/lib64", "/etc/ld.so.cache"];
        execute_beneath.extend(needed.iter().map(PathBuf::from).filter(|path| path.exists()));
        read_beneath.push("/proc".into());
    }
    Confinement {
        read_beneath,
        execute_beneath,
        memory_bytes_max: MEMORY_BYTES_MAX,
        // A reader works for as long as its reading lasts; the parent ends one that hangs.
        cpu_seconds_max: 30 * 24 * 3_600,
        file_bytes_max: SCRATCH_BYTES_MAX,
        open_files_max: 256,
        processes_max: None,
        parent: Some(begin.parent),
        landlock_optional: begin.landlock_optional,
    }
}

fn list(source: &mut dyn Source, begin: &Begin, to: &mut impl Write) -> io::Result<()> {
    let listed = source.list(&begin.limits, &mut |line| told(send(to, &Tell::Listing(line))));
    match listed {
        Ok(()) => send(to, &Tell::Ended)?,
        Err(error) => return refuse(to, &error.what, &error.why, &error.hint),
    }
    to.flush()
}

fn known_set(path: &Path, format: Option<Format>, to: &mut impl Write) -> io::Result<()> {
    let what = path.display().to_string();
    let head = match head(path, Format::HEAD_BYTES as u64) {
        Ok(head) => head,
        Err(error) => return refuse(to, &what, &error.to_string(), "Check the path and your rights"),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(format) = format.or_else(|| Format::recognise(&head, &name)) else {
        return refuse(to, &what, "this form of known set is not recognised", "State it with --format");
    };
    let ended = known::read_path(format, path, &mut |record| told(send(to, &Tell::Known(record))));
    match ended {
        Ok(summary) => send(to, &Tell::KnownEnded(format, summary))?,
        Err(error) => {
            let line = error.line.map(|line| format!("line {line}: ")).unwrap_or_default();
            return refuse(to, &what, &format!("{line}{}", error.text), &error.hint);
        }
    }
    to.flush()
}

fn dump(path: &Path, format: Option<dump::Format>, to: &mut impl Write) -> io::Result<()> {
    let what = path.display().to_string();
    let start = if path.is_dir() { Ok(Vec::new()) } else { head(path, dump::HEAD_BYTES as u64) };
    let start = match start {
        Ok(start) => start,
        Err(error) => return refuse(to, &what, &error.to_string(), "Check the path and your rights"),
    };
    let Some(format) = format.or_else(|| dump::recognise(&start, path)) else {
        let hint = dump::hint(&start).unwrap_or("Give it in the form that docs/network-tables.md describes");
        return refuse(to, &what, "this form of dump is not recognised", hint);
    };
    let mut say = |record| told(send(to, &Tell::Dump(Box::new(record))));
    match dump::read_path(path, format, &mut say) {
        Ok(report) => send(to, &Tell::DumpEnded(Box::new(report)))?,
        Err(error) => return refuse(to, &what, &error.to_string(), "Give another file, or unpack it first"),
    }
    to.flush()
}
