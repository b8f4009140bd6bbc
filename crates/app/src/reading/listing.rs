//! The listing of a source, kept on disk before anything is read: totals are known, and a resumed reading
//! goes through the very same entries.

use super::attached::Attached;
use super::progress::{Phase, Progress};
use crate::worker::protocol as wire;
use crate::worker::{Answer, Begin, Reader, Tell, WorkerCommand};
use crate::{AppError, AppErrorKind};
use evidence::confine::Confined;
use evidence::source::Anchor;
use evidence::{Listing, SourceFacts, Volume, VolumeOutcome};
use serde::{Deserialize, Serialize};
use std::io::{BufReader, Write as _};
use std::ops::ControlFlow;
use store::{Kept, Staging};

const LISTING: &str = "listing.bin";
const SUMMARY: &str = "listing.json";

/// What a listing came to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Summary {
    /// Lines other than volumes.
    pub(crate) found: u64,
    /// Bytes of entries, as stated.
    pub(crate) bytes: u64,
    /// Volumes.
    pub(crate) volumes: Vec<Volume>,
    /// What the source says of itself.
    pub(crate) facts: SourceFacts,
    /// Fences that held while listing.
    pub(crate) confined: Confined,
    /// Which files or folder the source was.
    #[serde(default)]
    pub(crate) anchor: Anchor,
}

/// Lists the source, unless that was done before.
pub(crate) fn list(
    staging: &Staging,
    command: &WorkerCommand,
    begin: &Begin,
    watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Summary, AppError> {
    if staging.has(SUMMARY) {
        let summary = staging.open(SUMMARY)?;
        return serde_json::from_reader(BufReader::new(summary))
            .map_err(|error| AppError::reader(format!("the kept listing: {error}")));
    }
    let mut reader = Reader::start(command, begin)?;
    let attached = Attached::of(&reader);
    let mut out = staging.begin(LISTING)?;
    let (mut found, mut bytes, mut volumes, mut broken) = (0, 0, Vec::new(), false);
    loop {
        match reader.next() {
            Answer::Tell(Tell::Listing(line)) => {
                match &line {
                    Listing::Volume(volume) => {
                        broken |= volume.outcome == VolumeOutcome::Failed;
                        volumes.push(volume.clone());
                    }
                    Listing::Entry(entry) => {
                        found += 1;
                        bytes += entry.size_bytes;
                    }
                    Listing::Skipped { .. } => found += 1,
                    Listing::Failed { .. } => {
                        broken = true;
                        found += 1;
                    }
                }
                wire::send(&mut out, &line).map_err(|error| full(&error))?;
                let progress = Progress {
                    phase: Phase::Listing,
                    done: found,
                    total: 0,
                    done_bytes: bytes,
                    total_bytes: 0,
                };
                if found % 256 == 0 && watch(progress).is_break() {
                    return Err(stopped());
                }
            }
            Answer::Tell(Tell::Ended) => break,
            Answer::Tell(Tell::Refused(what, why, hint)) => {
                return Err(AppError::new(AppErrorKind::Source, format!("{what}: {why}"), hint));
            }
            Answer::Tell(_) => return Err(AppError::reader("the reader said something else than a listing")),
            Answer::Died(how) => {
                return Err(AppError::reader(format!("the reader ended while listing: {how}")));
            }
        }
    }
    if broken {
        attached.still(command, begin, false)?;
    }
    out.keep()?;
    let summary = Summary {
        found,
        bytes,
        volumes,
        facts: reader.facts.clone(),
        confined: reader.confined.clone(),
        anchor: reader.anchor.clone(),
    };
    let mut out = staging.begin(SUMMARY)?;
    serde_json::to_writer(&mut out, &summary).map_err(|error| AppError::reader(error.to_string()))?;
    out.flush().map_err(|error| full(&error))?;
    out.keep()?;
    Ok(summary)
}

pub(crate) fn full(error: &std::io::Error) -> AppError {
    AppError::new(
        AppErrorKind::Store,
        format!("the staging folder: {error}"),
        "Make room on the disk, then give the same command again; what was finished is kept",
    )
}

pub(crate) fn stopped() -> AppError {
    AppError::new(
        AppErrorKind::Stopped,
        "stopped on request",
        "Give the same command again to go on from here",
    )
}

/// The kept listing, in batches of a size that depends on the listing alone.
pub(crate) struct Batches {
    from: BufReader<Kept>,
    pending: Option<Listing>,
    number: u64,
}

/// Entries of one batch at most, and bytes after which it is full.
const BATCH_LINES: usize = 256;
const BATCH_BYTES: u64 = 64 << 20;

impl Batches {
    pub(crate) fn open(staging: &Staging) -> Result<Self, AppError> {
        Ok(Self { from: BufReader::with_capacity(1 << 18, staging.open(LISTING)?), pending: None, number: 0 })
    }

    /// The next batch: its number and its lines, volumes left out.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, Vec<Listing>)>, AppError> {
        let mut lines = Vec::new();
        let mut bytes = 0;
        loop {
            let line = match self.pending.take() {
                Some(line) => Some(line),
                None => wire::receive(&mut self.from)
                    .map_err(|error| AppError::reader(format!("the kept listing: {error}")))?,
            };
            let Some(line) = line else { break };
            let size = match &line {
                Listing::Volume(_) => continue,
                Listing::Entry(entry) => entry.size_bytes,
                Listing::Skipped { .. } | Listing::Failed { .. } => 0,
            };
            if !lines.is_empty() && (lines.len() >= BATCH_LINES || bytes + size > BATCH_BYTES) {
                self.pending = Some(line);
                break;
            }
            bytes += size;
            lines.push(line);
        }
        if lines.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        Ok(Some((self.number - 1, lines)))
    }
}
