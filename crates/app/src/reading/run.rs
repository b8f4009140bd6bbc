//! The reading proper: batches side by side, each kept and written in the ledger before the next.

use super::attached::Attached;
use super::batch::{entries_of, read};
use super::listing::{Batches, Summary, full};
use super::plan::Reading;
use super::progress::{Phase, Progress};
use crate::gate::{Act, count};
use crate::known::{Matcher, match_piece};
use crate::worker::{Begin, Piece, PieceOutcome, protocol as wire};
use crate::{AppError, AppErrorKind};
use evidence::{Defect, DefectKind, Listing};
use fingerprint::Digester;
use ledger::{Detail, RootBuilder};
use manifest::Match;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::Duration;
use store::Staging;

/// A line of a staged batch.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum StagedLine {
    /// Something listed without content to read.
    Line(Box<Listing>),
    /// A piece with its matches.
    Piece(Box<Piece>, Vec<Match>),
}

pub(crate) fn batch_name(number: u64) -> String {
    format!("batch-{number:08}.bin")
}

/// Reads every batch that is not yet kept.
#[expect(clippy::too_many_arguments, reason = "what is read, under what, with what, and who watches")]
pub(crate) fn run(
    act: &Act<'_>,
    staging: &Staging,
    reading: &Reading,
    begin: &(dyn Fn() -> Begin + Sync),
    attached: &Attached,
    matcher: &Matcher,
    summary: &Summary,
    watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<(), AppError> {
    let kept: BTreeMap<u64, String> = act.store().batches(reading.id)?.into_iter().collect();
    let batches = Mutex::new(Batches::open(staging)?);
    let stop = AtomicBool::new(false);
    let (done, done_bytes) = (AtomicU64::new(0), AtomicU64::new(0));
    let work = Work {
        act,
        staging,
        reading,
        begin,
        attached,
        matcher,
        kept,
        batches,
        stop: &stop,
        done: &done,
        done_bytes: &done_bytes,
    };
    let (ended, ends) = mpsc::channel();
    let mut failure = None;
    std::thread::scope(|scope| {
        let readers = act.worker().readers.max(1);
        for _ in 0..readers {
            let (ended, work) = (ended.clone(), &work);
            scope.spawn(move || {
                // The receiver outlives the threads.
                let _ = ended.send(work.lane());
            });
        }
        let mut running = readers;
        while running > 0 {
            match ends.recv_timeout(Duration::from_millis(100)) {
                Ok(end) => {
                    running -= 1;
                    if let Err(error) = end {
                        stop.store(true, Ordering::Relaxed);
                        // A stop on request only follows from the first failure.
                        if failure.is_none() {
                            failure = Some(error);
                        }
                    }
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
            let progress = Progress {
                phase: Phase::Reading,
                done: done.load(Ordering::Relaxed),
                total: summary.found,
                done_bytes: done_bytes.load(Ordering::Relaxed),
                total_bytes: summary.bytes,
            };
            if watch(progress).is_break() {
                stop.store(true, Ordering::Relaxed);
            }
        }
    });
    failure.map_or(Ok(()), Err)
}

/// Whether an entry's own bytes could not be had from the carrier.
fn is_unread(piece: &Piece) -> bool {
    let unread = |defect: &Defect| matches!(defect.kind, DefectKind::Unreadable | DefectKind::Truncated);
    matches!(piece.outcome, PieceOutcome::Failed(_))
        && piece.holder.is_none()
        && piece.defects.iter().any(unread)
}

/// Whether an entry could not even be opened.
fn is_unopened(piece: &Piece) -> bool {
    matches!(&piece.outcome, PieceOutcome::Failed(reason) if reason == "not_opened")
}

struct Work<'a> {
    act: &'a Act<'a>,
    staging: &'a Staging,
    reading: &'a Reading,
    begin: &'a (dyn Fn() -> Begin + Sync),
    attached: &'a Attached,
    matcher: &'a Matcher,
    kept: BTreeMap<u64, String>,
    batches: Mutex<Batches>,
    stop: &'a AtomicBool,
    done: &'a AtomicU64,
    done_bytes: &'a AtomicU64,
}

impl Work<'_> {
    /// One reader's work: batch after batch until there is none.
    fn lane(&self) -> Result<(), AppError> {
        let mut reader = None;
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return Err(super::listing::stopped());
            }
            let next = self.batches.lock().unwrap_or_else(PoisonError::into_inner).next()?;
            let Some((number, lines)) = next else { return Ok(()) };
            if !self.is_kept(number)? {
                let entries = entries_of(&lines, self.reading.plan.authorisation.scope());
                let begin = || (self.begin)();
                let pieces = read(&mut reader, self.act.worker(), &begin, &entries, self.stop)?;
                if pieces.iter().any(is_unread) {
                    // Nothing of a batch is kept that a carrier pulled away has spoilt.
                    let entries = pieces.iter().filter(|piece| piece.holder.is_none());
                    let nothing = entries.clone().all(is_unopened) && entries.count() > 0;
                    self.attached.still(self.act.worker(), &begin(), nothing)?;
                }
                let outside: Vec<bool> = entries.iter().map(|(_, outside)| *outside).collect();
                self.keep(number, &lines, pieces, &outside)?;
            }
            self.done.fetch_add(lines.len() as u64, Ordering::Relaxed);
            let bytes: u64 =
                lines.iter().map(|line| if let Listing::Entry(e) = line { e.size_bytes } else { 0 }).sum();
            self.done_bytes.fetch_add(bytes, Ordering::Relaxed);
        }
    }

    /// Whether a batch was kept before, and its file is still what was kept.
    fn is_kept(&self, number: u64) -> Result<bool, AppError> {
        let Some(sha256) = self.kept.get(&number) else { return Ok(false) };
        // A reading killed while it was cleared away has rows without files: it is read again.
        if !self.staging.has(&batch_name(number)) {
            return Ok(false);
        }
        let mut file = self.staging.open(&batch_name(number))?;
        let mut digest = Digest::new(io::sink());
        io::copy(&mut file, &mut digest).map_err(|error| full(&error))?;
        if digest.sha256() == *sha256 {
            return Ok(true);
        }
        Err(AppError::new(
            AppErrorKind::Store,
            format!("batch {number} of reading {} is not what was kept", self.reading.id),
            "The staging folder was changed from outside; read the carrier anew under another name",
        ))
    }

    /// Matches the pieces, puts the batch on disk, then writes its line and row in one transaction.
    fn keep(
        &self,
        number: u64,
        lines: &[Listing],
        pieces: Vec<Piece>,
        outside: &[bool],
    ) -> Result<(), AppError> {
        let mut out = Digest::new(self.staging.begin(&batch_name(number))?);
        let mut root = RootBuilder::new();
        let mut pieces = pieces.into_iter().peekable();
        let items = pieces.len();
        let mut entry = 0;
        for line in lines {
            if let Listing::Entry(_) = line {
                while let Some(piece) = pieces.next_if(|piece| piece.spot.entry == entry) {
                    if let Some(digests) = &piece.digests {
                        root.push(digests.sha256.0);
                    }
                    // What lies outside the authorisation is looked up for no one.
                    let closed = outside.get(entry as usize).copied().unwrap_or(false);
                    let matches = if closed { Vec::new() } else { match_piece(self.matcher, &piece) };
                    let staged = StagedLine::Piece(Box::new(piece), matches);
                    wire::send(&mut out, &staged).map_err(|error| full(&error))?;
                }
                entry += 1;
            } else {
                let staged = StagedLine::Line(Box::new(line.clone()));
                wire::send(&mut out, &staged).map_err(|error| full(&error))?;
            }
        }
        let sha256 = out.sha256();
        out.out.keep()?;
        self.act.store().transact(|tx| {
            tx.add_batch(self.reading.id, number, &sha256)?;
            let details = BTreeMap::from([
                ("reading".to_owned(), Detail::from(self.reading.id.to_string())),
                ("batch".to_owned(), count(number)),
                ("items".to_owned(), count(items)),
                ("digests_root".to_owned(), Detail::from(root.root())),
            ]);
            self.act.batch(tx, details)?;
            Ok::<_, AppError>(())
        })
    }
}

/// Bytes digested on their way.
struct Digest<W> {
    out: W,
    digester: Option<Digester>,
}

impl<W> Digest<W> {
    fn new(out: W) -> Self {
        Self { out, digester: Some(Digester::new()) }
    }

    fn sha256(&mut self) -> String {
        self.digester.take().unwrap_or_default().finish().sha256.to_string()
    }
}

impl<W: Write> Write for Digest<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        if let Some(digester) = &mut self.digester {
            digester.update(&bytes[..count]);
        }
        Ok(count)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
