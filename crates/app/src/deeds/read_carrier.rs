//! Reading a carrier, or taking an interrupted reading up again.

use super::case_named::in_force;
use crate::gate::{Act, Deed, Details, count};
use crate::known::{KnownSet, Matcher};
use crate::reading::attached::Attached;
use crate::reading::plan::{Plan, PlannedSet, Reading, Seal};
use crate::reading::progress::{Phase, Progress};
use crate::reading::{listing, run, seal};
use crate::worker::{Answer, Begin, Task, Tell};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject};
use casework::authorisation::Authorisation;
use casework::case::Case;
use evidence::{Defect, DefectKind, Limits, SourceFacts, Verified};
use fingerprint::near::RADIUS_BITS_MAX;
use serde::Serialize;
use std::ops::ControlFlow;
use std::path::PathBuf;
use store::{CarrierRow, KnownSetRow, Staging, Tx};
use vocab::{CarrierId, ReadingId, Sha256};

/// Reads a carrier from beginning to end, under the case's authorisation.
pub struct ReadCarrier<'a> {
    /// Name of the case.
    pub case: String,
    /// What to read: a folder, a file, an image.
    pub source: PathBuf,
    /// Name of the carrier; where none is given, the source's own.
    pub carrier: Option<String>,
    /// Names of the known sets to match against.
    pub known: Vec<String>,
    /// Near matches up to this distance, 0 to 48 bits.
    pub radius_bits: u32,
    /// What content may cost.
    pub limits: Limits,
    /// Sample frames of videos.
    pub video: bool,
    /// Compute the digests that an image states of itself.
    pub verify: bool,
    /// Go on where the kernel has no Landlock.
    pub landlock_optional: bool,
    /// Read again although a finished reading under the same settings exists.
    pub again: bool,
    /// Told how far it is; breaks off to stop.
    pub watch: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
}

/// What a reading came to.
#[derive(Clone, Debug, Serialize)]
pub struct ReadOutcome {
    /// The carrier.
    pub carrier: CarrierId,
    /// Its name.
    pub carrier_name: String,
    /// The reading.
    pub reading: ReadingId,
    /// How often it was taken up again.
    pub resumed: u32,
    /// Things found: entries, members, thumbnails, folders, links.
    pub found: u64,
    /// Of these: read.
    pub read: u64,
    /// Of these: left unread on purpose.
    pub skipped: u64,
    /// Of these: could not be read.
    pub failed: u64,
    /// Of these: outside the authorisation; counted, closed, shown to no one.
    pub outside: u64,
    /// Bytes read.
    pub read_bytes: u64,
    /// Rows of the manifest.
    pub rows: u64,
    /// Merkle root over the rows.
    pub root: Sha256,
    /// SHA-256 of the manifest file.
    pub manifest_sha256: Sha256,
    /// What is wrong with the source as a whole.
    pub defects: Vec<String>,
}

/// A finished act, before it is kept.
pub struct Finished {
    carrier: CarrierRow,
    reading: Reading,
    seal: Seal,
    /// Held until the rows are kept, so that no other process takes the reading up.
    staging: Staging,
}

impl Deed for ReadCarrier<'_> {
    type Done = Finished;
    type Output = ReadOutcome;

    fn name(&self) -> DeedName {
        DeedName::ReadCarrier
    }

    fn subject(&self) -> Subject {
        Subject::Carrier { case: self.case.clone(), carrier: self.name() }
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Finished, AppError> {
        if self.radius_bits > RADIUS_BITS_MAX {
            return Err(AppError::invalid(format!(
                "a near distance of {} bits; at most {RADIUS_BITS_MAX} can be searched",
                self.radius_bits
            )));
        }
        self.source = std::path::absolute(&self.source)
            .map_err(|error| AppError::invalid(format!("{}: {error}", self.source.display())))?;
        let case = act.store().case_named(&self.case)?;
        let authorisation = in_force(act, &case)?;
        let sets = self.sets(act)?;
        let plan = self.plan(authorisation, &sets);
        let (carrier, mut reading) = self.begin(act, &case, plan)?;
        let staging = act.store().staging(reading.id)?;
        if reading.intent != act.intent() {
            // Only now: a reading that another process works on is not taken up.
            act.store().transact(|tx| tx.resume_reading(reading.id))?;
            reading.resumed += 1;
        }
        let matcher = Matcher::open(act.store(), &sets, self.radius_bits)?;
        let limits = reading.plan.limits.clone();
        let families = reading.plan.authorisation.scope().families.clone();
        let (source, scratch) = (self.source.clone(), staging.folder().to_owned());
        let (video, landlock_optional) = (self.video, self.landlock_optional);
        let begin = |task| Begin {
            source: source.clone(),
            limits: limits.clone(),
            scratch: scratch.clone(),
            families: families.clone(),
            video,
            landlock_optional,
            parent: std::process::id(),
            task,
        };
        let summary = listing::list(&staging, act.worker(), &begin(Task::List), self.watch)?;
        let read = || begin(Task::Read);
        let attached = Attached::listed(act.worker(), &read(), &summary)?;
        run::run(act, &staging, &reading, &read, &attached, &matcher, &summary, self.watch)?;
        let states = self.verify && !summary.facts.digests.is_empty();
        let verified = if states {
            verify(act, &begin(Task::Verify), &attached, &summary.facts, self.watch)?
        } else {
            Verified { digests: summary.facts.digests.clone(), defects: Vec::new() }
        };
        let seal = seal::seal(act, &staging, &reading, summary, verified, self.watch)?;
        Ok(Finished { carrier, reading, seal, staging })
    }

    fn keep(
        self,
        done: Finished,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<ReadOutcome, AppError> {
        let Finished { carrier, reading, seal, staging } = done;
        tx.seal_reading(reading.id, act.now(), &seal)?;
        let [found, read, skipped, failed] = seal.accounting;
        details.insert("carrier".into(), carrier.id.to_string().into());
        details.insert("reading".into(), reading.id.to_string().into());
        details.insert("manifest_root".into(), seal.root.into());
        details.insert("manifest_sha256".into(), seal.manifest_sha256.into());
        for (word, value) in [("found", found), ("read", read), ("skipped", skipped), ("failed", failed)] {
            details.insert(word.into(), count(value));
        }
        details.insert("rows".into(), count(seal.rows));
        if let Some(outside) = &seal.outside {
            details.insert("outside_rows".into(), count(outside.rows));
            details.insert("outside_root".into(), outside.root.into());
        }
        details.insert("fences".into(), crate::reading::plan::fences(&seal.confined).enforced.into());
        drop(staging);
        Ok(ReadOutcome {
            carrier: carrier.id,
            carrier_name: carrier.name,
            reading: reading.id,
            resumed: reading.resumed,
            found,
            read,
            skipped,
            failed,
            outside: seal.outside.as_ref().map_or(0, |outside| outside.rows),
            read_bytes: seal.read_bytes,
            rows: seal.rows,
            root: seal.root,
            manifest_sha256: seal.manifest_sha256,
            defects: seal.defects.iter().map(|defect| defect.text.clone()).collect(),
        })
    }

    /// What was staged is in the manifest now.
    fn settle(act: &Act<'_>, outcome: &ReadOutcome) {
        let _ = act.store().clear_staging(outcome.reading);
    }
}

impl ReadCarrier<'_> {
    fn name(&self) -> String {
        self.carrier.clone().unwrap_or_else(|| {
            let name = self.source.file_name().unwrap_or(self.source.as_os_str());
            vocab::escape_bytes(name.as_encoded_bytes())
        })
    }

    fn sets(&self, act: &Act<'_>) -> Result<Vec<KnownSetRow<KnownSet>>, AppError> {
        let all: Vec<KnownSetRow<KnownSet>> = act.store().known_sets()?;
        let mut names = self.known.clone();
        names.sort();
        names.dedup();
        names
            .iter()
            .map(|name| {
                all.iter().find(|row| row.name == *name).cloned().ok_or_else(|| {
                    let have: Vec<&str> = all.iter().map(|row| row.name.as_str()).collect();
                    AppError::new(
                        AppErrorKind::Missing,
                        format!("there is no known set {name:?}"),
                        format!("Import it first; the sets are: {}", have.join(", ")),
                    )
                })
            })
            .collect()
    }

    fn plan(&self, authorisation: Authorisation, sets: &[KnownSetRow<KnownSet>]) -> Plan {
        let planned = |row: &KnownSetRow<KnownSet>| PlannedSet {
            name: row.name.clone(),
            version: row.version,
            index_sha256: row.body.index_sha256,
        };
        Plan {
            authorisation,
            sets: sets.iter().map(planned).collect(),
            radius_bits: self.radius_bits,
            limits: self.limits.clone(),
            video: self.video,
            landlock_optional: self.landlock_optional,
        }
    }

    /// The carrier and the reading to do: a new one, or the interrupted one under the same plan.
    fn begin(&self, act: &Act<'_>, case: &Case, plan: Plan) -> Result<(CarrierRow, Reading), AppError> {
        let (name, source) = (self.name(), self.source.display().to_string());
        let carriers = act.store().carriers(case.id)?;
        let carrier = match carriers.into_iter().find(|row| row.name == name) {
            Some(row) if row.source != source => {
                return Err(AppError::invalid(format!(
                    "case {} has a carrier {name} read from {}; give this one another name with --carrier",
                    case.name, row.source
                )));
            }
            Some(row) => row,
            None => {
                let row = CarrierRow {
                    id: CarrierId(act.world().record_id()),
                    case: case.id,
                    name,
                    source,
                    added_at: act.now(),
                };
                act.store().transact(|tx| tx.add_carrier(&row))?;
                row
            }
        };
        let readings: Vec<Reading> = act.store().readings(carrier.id)?;
        // A process killed right after sealing leaves what was staged behind.
        for sealed in readings.iter().filter(|reading| reading.sealed.is_some()) {
            let _ = act.store().clear_staging(sealed.id);
        }
        if let Some(open) = readings.iter().rev().find(|reading| reading.sealed.is_none()) {
            // One that began under an earlier version goes on under that: what it covers, the wider one does too.
            let same = Plan { authorisation: open.plan.authorisation.clone(), ..plan };
            if open.plan != same {
                return Err(AppError::new(
                    AppErrorKind::Invalid,
                    format!("carrier {} has an interrupted reading under other settings", carrier.name),
                    "Give the command with the settings it began with, or read under another --carrier name",
                ));
            }
            return Ok((carrier, open.clone()));
        }
        if let Some(done) = readings.iter().rev().find(|reading| reading.plan == plan && !self.again) {
            return Err(AppError::new(
                AppErrorKind::Invalid,
                format!(
                    "carrier {} was read under these settings already (reading {})",
                    carrier.name, done.id
                ),
                "See it with `hoeder carrier report`, or read it again with --again",
            ));
        }
        let reading = Reading {
            id: ReadingId(act.world().record_id()),
            carrier: carrier.id,
            intent: act.intent(),
            begun_at: act.now(),
            begun_by: act.permit().caller().name().to_owned(),
            resumed: 0,
            plan,
            sealed: None,
        };
        act.store().transact(|tx| tx.begin_reading(&reading))?;
        Ok((carrier, reading))
    }
}

fn verify(
    act: &Act<'_>,
    begin: &Begin,
    attached: &Attached,
    facts: &SourceFacts,
    watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Verified, AppError> {
    let mut reader = attached.still(act.worker(), begin, false)?;
    let total_bytes = facts.size_bytes;
    loop {
        match reader.next() {
            Answer::Tell(Tell::Beat(done_bytes)) => {
                let progress =
                    Progress { phase: Phase::Verifying, done: 0, total: 0, done_bytes, total_bytes };
                if watch(progress).is_break() {
                    return Err(listing::stopped());
                }
            }
            Answer::Tell(Tell::Verified(verified)) => {
                if verified.defects.iter().any(|defect| defect.kind == DefectKind::Unreadable) {
                    attached.still(act.worker(), begin, false)?;
                }
                return Ok(verified);
            }
            Answer::Tell(_) => return Err(AppError::reader("the reader said something else than digests")),
            Answer::Died(how) => {
                let text = format!("the reader ended while computing the image's digest: {how}");
                let defects = vec![Defect::new(DefectKind::DecoderDied, text)];
                return Ok(Verified { digests: facts.digests.clone(), defects });
            }
        }
    }
}
