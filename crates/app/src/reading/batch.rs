//! One batch: asked of a reader until it is whole, however often the reader dies.

use super::listing::stopped;
use crate::AppError;
use crate::worker::{Answer, Ask, Begin, Piece, Reader, Skip, Spot, Tell, WorkerCommand};
use casework::authorisation::{Coverage, Scope, ScopedItem};
use evidence::{Entry, Listing};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use vocab::{Family, Place, escape_bytes};

/// A reader is started again this often for one batch; each death names its culprit, so it ends well before.
const DEATHS_MAX: u32 = 2_000;

/// Reads one batch to its end. `reader` is kept for the next batch, and replaced when it dies.
pub(crate) fn read(
    reader: &mut Option<Reader>,
    command: &WorkerCommand,
    begin: &dyn Fn() -> Begin,
    entries: &[(Entry, bool)],
    stop: &AtomicBool,
) -> Result<Vec<Piece>, AppError> {
    let mut skip: BTreeMap<Spot, Skip> = BTreeMap::new();
    for _ in 0..DEATHS_MAX {
        let running = match reader {
            Some(running) => running,
            None => reader.insert(Reader::start(command, &begin())?),
        };
        match attempt(running, entries, &skip, stop)? {
            Ok(pieces) => return Ok(pieces),
            Err((culprit, how)) => {
                *reader = None;
                let Some(spot) = culprit else {
                    return Err(AppError::reader(format!("the reader ended before it began to read: {how}")));
                };
                // First without decoding; if even its bytes kill the reader, not at all.
                let worse = if skip.contains_key(&spot) { Skip::All } else { Skip::Decoding };
                skip.insert(spot, worse);
            }
        }
    }
    Err(AppError::reader("the reader died too often on one batch"))
}

type Death = (Option<Spot>, String);

fn attempt(
    reader: &mut Reader,
    entries: &[(Entry, bool)],
    skip: &BTreeMap<Spot, Skip>,
    stop: &AtomicBool,
) -> Result<Result<Vec<Piece>, Death>, AppError> {
    let ask = Ask::Batch {
        entries: entries.to_vec(),
        skip: skip.iter().map(|(spot, skip)| (*spot, *skip)).collect(),
    };
    let mut started = None;
    if let Err(how) = reader.ask(&ask) {
        return Ok(Err((started, how)));
    }
    let mut pieces: Vec<Piece> = Vec::with_capacity(entries.len());
    loop {
        if stop.load(Ordering::Relaxed) {
            return Err(stopped());
        }
        match reader.next() {
            Answer::Tell(Tell::Started(spot)) => started = Some(spot),
            Answer::Tell(Tell::Piece(piece)) => pieces.push(*piece),
            Answer::Tell(Tell::More(spot, defect)) => {
                let told = pieces.iter_mut().rev().find(|piece| piece.spot == spot);
                if let Some(piece) = told {
                    piece.defects.push(defect);
                }
            }
            Answer::Tell(Tell::Beat(_)) => {}
            Answer::Tell(Tell::Ended) => return Ok(Ok(pieces)),
            Answer::Tell(_) => return Ok(Err((started, "it said something else than a piece".to_owned()))),
            Answer::Died(how) => return Ok(Err((started, how))),
        }
    }
}

/// The entries among the lines of a batch, each with whether it lies outside the authorisation by place or time.
pub(crate) fn entries_of(lines: &[Listing], scope: &Scope) -> Vec<(Entry, bool)> {
    // The family is not known before reading; place and time are.
    let before = Scope { families: None, ..scope.clone() };
    lines
        .iter()
        .filter_map(|line| match line {
            Listing::Entry(entry) => Some(entry),
            _ => None,
        })
        .map(|entry| {
            let folder = folder_of(&entry.place);
            let item = ScopedItem { family: Family::Other, folder: &folder, stamps: &entry.stamps };
            (entry.clone(), before.covers(item) != Coverage::Covered)
        })
        .collect()
}

/// The folder of the outermost file that holds a place, as text: `vol1:/a/b`, or `a/b`; empty at the top.
pub(crate) fn folder_of(place: &Place) -> String {
    let at = place.path.iter().rposition(|byte| *byte == b'/').unwrap_or(0);
    let folder = escape_bytes(&place.path[..at]);
    match place.volume {
        Some(volume) => format!("vol{volume}:/{folder}"),
        None => folder,
    }
}
