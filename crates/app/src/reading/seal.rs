//! Sealing: the batches, in order, become one manifest; what lies outside the authorisation is closed apart.

use super::listing::{Batches, Summary, full, stopped};
use super::plan::{Outside, Plan, Reading, Seal};
use super::progress::{Phase, Progress};
use super::row::{covered, row_of_line, row_of_piece};
use super::run::{StagedLine, batch_name};
use crate::AppError;
use crate::gate::Act;
use crate::worker::{Spot, protocol as wire};
use evidence::{SourceFacts, Verified, Volume};
use manifest::{Outcome, Row, Sealed, Settings, Writer};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::BufReader;
use std::ops::ControlFlow;
use store::Staging;

/// Writes the manifest, puts it among the objects, and says what came of the reading.
pub(crate) fn seal(
    act: &Act<'_>,
    staging: &Staging,
    reading: &Reading,
    summary: Summary,
    verified: Verified,
    watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Seal, AppError> {
    let settings = settings(&reading.plan, &summary);
    let mut inside = Writer::new(Vec::new(), &settings).map_err(unwritten)?;
    let mut outside = Writer::new(Vec::new(), &settings).map_err(unwritten)?;
    let mut count = Count::default();
    let mut batches = Batches::open(staging)?;
    let mut order = 0;
    while let Some((number, _)) = batches.next()? {
        let mut from = BufReader::with_capacity(1 << 18, staging.open(&batch_name(number))?);
        let mut orders: BTreeMap<Spot, u64> = BTreeMap::new();
        while let Some(line) = wire::receive::<StagedLine>(&mut from).map_err(|error| full(&error))? {
            let row = match line {
                StagedLine::Line(line) => row_of_line(order, &line),
                StagedLine::Piece(piece, matches) => {
                    orders.insert(piece.spot, order);
                    let holder = piece.holder.map(|holder| Spot { entry: piece.spot.entry, piece: holder });
                    let parent = holder.and_then(|spot| orders.get(&spot).copied());
                    Some(row_of_piece(order, parent, &piece, &matches))
                }
            };
            let Some(mut row) = row else { continue };
            order += 1;
            count.take(&row);
            if covered(&row, reading.plan.authorisation.scope()) {
                inside.push(&row).map_err(unwritten)?;
            } else {
                // Nothing of it was looked up for anyone.
                row.matches.clear();
                count.outside_bytes += row.size_bytes;
                count.outside_failed += u64::from(row.outcome == Outcome::Failed);
                outside.push(&row).map_err(unwritten)?;
            }
        }
        let progress =
            Progress { phase: Phase::Sealing, done: order, total: 0, done_bytes: 0, total_bytes: 0 };
        if watch(progress).is_break() {
            return Err(stopped());
        }
    }
    let Verified { digests, defects: found } = verified;
    let mut defects = summary.facts.defects.clone();
    defects.extend(found);
    let (bytes, sealed) = inside.finish().map_err(unwritten)?;
    let Sealed { rows, root, file_sha256, .. } = sealed;
    let key = format!("manifests/{}.parquet", reading.id);
    act.store().objects().put(&key, bytes)?;
    let outside = close(act, reading, outside, &count)?;
    Ok(Seal {
        manifest: key,
        manifest_sha256: file_sha256,
        root,
        rows,
        outside,
        facts: summary.facts,
        volumes: summary.volumes,
        digests,
        defects,
        read_bytes: count.read_bytes,
        accounting: [count.found, count.read, count.skipped, count.failed],
        confined: summary.confined,
        ledger_intent: act.intent(),
    })
}

fn close(
    act: &Act<'_>,
    reading: &Reading,
    outside: Writer<Vec<u8>>,
    count: &Count,
) -> Result<Option<Outside>, AppError> {
    if outside.rows() == 0 {
        return Ok(None);
    }
    let (bytes, sealed) = outside.finish().map_err(unwritten)?;
    let mut nonce = [0; 19];
    act.world().random(&mut nonce);
    // The nonce differs each time, so a seal that was cut short leaves an object that no row names.
    let stem: String = nonce.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let object = format!("outside/{}-{stem}.sealed", reading.id);
    let closed = store::seal_into(act.store(), nonce, &bytes)?;
    act.store().objects().put(&object, closed)?;
    Ok(Some(Outside {
        object,
        rows: sealed.rows,
        failed: count.outside_failed,
        bytes: count.outside_bytes,
        root: sealed.root,
    }))
}

#[derive(Default)]
struct Count {
    found: u64,
    read: u64,
    skipped: u64,
    failed: u64,
    read_bytes: u64,
    outside_bytes: u64,
    outside_failed: u64,
}

impl Count {
    fn take(&mut self, row: &Row) {
        self.found += 1;
        match row.outcome {
            Outcome::Read => {
                self.read += 1;
                self.read_bytes += row.size_bytes;
            }
            Outcome::Skipped => self.skipped += 1,
            Outcome::Failed => self.failed += 1,
        }
    }
}

/// Everything that decides the bytes of the manifest, and which source they are of; no clock, no host, no id.
fn settings(plan: &Plan, summary: &Summary) -> Settings {
    let mut settings = BTreeMap::from([
        ("hoeder.version".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
        ("hoeder.near_bits_max".to_owned(), plan.radius_bits.to_string()),
        ("hoeder.video".to_owned(), plan.video.to_string()),
    ]);
    if let Ok(limits) = serde_json::to_string(&plan.limits) {
        settings.insert("hoeder.limits".to_owned(), limits);
    }
    let SourceFacts { form, segments, segment_sizes, .. } = &summary.facts;
    let sizes = segment_sizes.iter().copied().map(Some).chain(std::iter::repeat(None));
    let files: Vec<_> =
        segments.iter().zip(sizes).map(|(name, size)| json!({"name": name, "size_bytes": size})).collect();
    let volumes: Vec<_> = summary.volumes.iter().map(volume).collect();
    let source = json!({"form": form, "files": files, "volumes": volumes});
    settings.insert("hoeder.source".to_owned(), source.to_string());
    if let Ok(scope) = serde_json::to_string(plan.authorisation.scope()) {
        settings.insert("hoeder.scope".to_owned(), scope);
    }
    for set in &plan.sets {
        settings.insert(format!("hoeder.known.{}", set.name), set.index_sha256.to_string());
    }
    Settings(settings)
}

/// What the numbers of volumes in places stand for.
fn volume(volume: &Volume) -> serde_json::Value {
    json!({
        "number": volume.number,
        "label": volume.label,
        "name": volume.name,
        "file_system": volume.file_system,
        "offset_bytes": volume.offset_bytes,
        "size_bytes": volume.size_bytes,
    })
}

fn unwritten(error: manifest::WriteError) -> AppError {
    AppError::new(
        crate::AppErrorKind::Store,
        format!("the manifest: {error}"),
        "Make room, then give the same command again; what was finished is kept",
    )
}
