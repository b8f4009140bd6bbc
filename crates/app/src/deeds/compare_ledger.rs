//! Holding the rows of records against the ledger: each is what the ledger says was written, is destroyed as the ledger
//! says, or is a fault. Bodies stay closed; the comparison needs no key.

use super::export_ledger::tape;
use crate::AppError;
use crate::gate::{Act, Deed, Details, count};
use crate::told::Told;
use authority::{DeedName, Subject};
use ledger::{Fault, Verdict};
use serde::Serialize;
use store::{SealedRecord, Tx};
use vocab::{RecordId, Sha256};

/// Compares every record with the ledger.
#[derive(Debug)]
pub struct CompareLedger;

/// How a record stands beside the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "standing", rename_all = "kebab-case")]
pub enum RecordStanding {
    /// Its closed body is the one that was written.
    Equal {
        /// Line of the ledger that holds the digest.
        line: u64,
    },
    /// Its key and body are gone, as the ledger says.
    Destroyed {
        /// Line of the ledger that says so.
        line: u64,
        /// Whether a later line says that nothing of it is left in the database's log.
        log_cleared: bool,
    },
    /// It is not what the ledger says.
    Fault {
        /// In what.
        #[serde(flatten)]
        fault: RecordFault,
    },
}

/// In what a record is not what the ledger says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum RecordFault {
    /// There is a row, and no line.
    #[error("the ledger has no line of it")]
    Untold,
    /// There is a line, and no row.
    #[error("line {line} tells of it, and it is not there")]
    Missing {
        /// The line.
        line: u64,
    },
    /// The body is another.
    #[error("its closed body is not the one of line {line}: {told} was written, {found} is there")]
    Changed {
        /// The line.
        line: u64,
        /// Digest in the ledger.
        told: String,
        /// Digest of what is there.
        found: Sha256,
    },
    /// The row says that it is another kind of record, or made under another intent.
    #[error("its row says {found}, and line {line} says {told}")]
    Otherwise {
        /// The line.
        line: u64,
        /// Kind and intent in the ledger.
        told: String,
        /// Kind and intent in the row.
        found: String,
    },
    /// Key or body is gone, and the ledger does not say so.
    #[error("its key or body is gone, and the ledger tells of no destruction")]
    GoneUntold,
    /// The ledger says that it was destroyed, and something is still there.
    #[error("line {line} says that it was destroyed, and it is still there")]
    StillThere {
        /// The line.
        line: u64,
    },
    /// Another key was destroyed than its own.
    #[error("line {line} names another key than its own")]
    OtherKey {
        /// The line.
        line: u64,
    },
    /// Removed in the row or in the ledger, not in both.
    #[error("the row and the ledger disagree on whether it was removed")]
    Removal,
}

/// One record beside the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparedRecord {
    /// The record.
    pub id: RecordId,
    /// What it is.
    pub kind: String,
    /// How it stands.
    #[serde(flatten)]
    pub standing: RecordStanding,
}

/// All records beside the ledger.
#[derive(Debug)]
pub struct LedgerComparison {
    /// What the ledger itself is like. Where it has a fault nothing is compared.
    pub verdict: Result<Verdict, Fault>,
    /// Every record that has a row or a line, by id.
    pub records: Vec<ComparedRecord>,
}

impl LedgerComparison {
    /// Records that are not what the ledger says.
    pub fn faults(&self) -> impl Iterator<Item = (&ComparedRecord, &RecordFault)> {
        self.records.iter().filter_map(|record| match &record.standing {
            RecordStanding::Fault { fault } => Some((record, fault)),
            _ => None,
        })
    }

    /// Whether the ledger is sound and every record is what it says.
    pub fn holds(&self) -> bool {
        self.verdict.is_ok() && self.faults().next().is_none()
    }
}

impl Deed for CompareLedger {
    type Done = LedgerComparison;
    type Output = LedgerComparison;

    fn name(&self) -> DeedName {
        DeedName::CompareLedger
    }

    fn subject(&self) -> Subject {
        Subject::House
    }

    fn act(&mut self, act: &Act<'_>) -> Result<LedgerComparison, AppError> {
        let (bytes, head) = tape(act)?;
        let key = act.store().public_key();
        let verdict = ledger::verify(bytes.as_slice(), std::slice::from_ref(&key), Some(&head));
        drop(bytes);
        if verdict.is_err() {
            return Ok(LedgerComparison { verdict, records: Vec::new() });
        }
        let (mut told, mut rows) = (Told::default(), Vec::new());
        act.store().side_by_side(&mut |entry| told.take(&entry), &mut |row| rows.push(row))?;
        Ok(LedgerComparison { verdict, records: compared(&told, rows) })
    }

    fn keep(
        self,
        compared: LedgerComparison,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<LedgerComparison, AppError> {
        details.insert("sound".into(), compared.verdict.is_ok().into());
        details.insert("records".into(), count(compared.records.len()));
        details.insert("faults".into(), count(compared.faults().count()));
        Ok(compared)
    }
}

fn compared(told: &Told, rows: Vec<SealedRecord>) -> Vec<ComparedRecord> {
    let mut missing = told.made.clone();
    let mut records = Vec::with_capacity(rows.len());
    for row in rows {
        missing.remove(&row.id);
        let standing = standing(told, &row).unwrap_or_else(|fault| RecordStanding::Fault { fault });
        records.push(ComparedRecord { id: row.id, kind: row.kind, standing });
    }
    records.extend(missing.into_iter().map(|(id, made)| {
        let standing = RecordStanding::Fault { fault: RecordFault::Missing { line: made.line } };
        ComparedRecord { id, kind: made.kind, standing }
    }));
    records.sort_by_key(|record| record.id);
    records
}

fn standing(told: &Told, row: &SealedRecord) -> Result<RecordStanding, RecordFault> {
    let made = told.made.get(&row.id).ok_or(RecordFault::Untold)?;
    let line = made.line;
    if (made.kind.as_str(), made.intent) != (row.kind.as_str(), row.intent) {
        let words = |kind: &str, intent: u64| format!("{kind}, made under entry {intent}");
        let (told, found) = (words(&made.kind, made.intent), words(&row.kind, row.intent));
        return Err(RecordFault::Otherwise { line, told, found });
    }
    if let Some(destroyed) = told.destroyed.get(&row.id) {
        let line = destroyed.line;
        if row.is_there || row.destroyed_at.is_none() {
            return Err(RecordFault::StillThere { line });
        }
        if destroyed.key_sha256 != Some(row.key_sha256) {
            return Err(RecordFault::OtherKey { line });
        }
        return Ok(RecordStanding::Destroyed { line, log_cleared: told.is_cleared(destroyed) });
    }
    let found = match row.body_sha256 {
        Some(found) if row.destroyed_at.is_none() => found,
        _ => return Err(RecordFault::GoneUntold),
    };
    if made.sha256 != Some(found) {
        let told = made.sha256.map_or_else(|| "no digest".to_owned(), |told| told.to_string());
        return Err(RecordFault::Changed { line, told, found });
    }
    if told.removed.contains_key(&row.id) != row.removed_at.is_some() {
        return Err(RecordFault::Removal);
    }
    Ok(RecordStanding::Equal { line })
}
