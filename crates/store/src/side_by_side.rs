//! The ledger and the records as they stand at one moment, for whoever holds the one against the other. Bodies stay
//! closed: only their digests leave this file. What a difference means is decided elsewhere.

use crate::records::sha256;
use crate::rows::{moment, parsed};
use crate::{Store, StoreError};
use ledger::Entry;
use rusqlite::{Connection, Row};
use vocab::{Moment, RecordId, Sha256};

/// A record as its row has it, still closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRecord {
    /// Id.
    pub id: RecordId,
    /// What it is, as a stable word.
    pub kind: String,
    /// Ledger entry of the intent under which it was made.
    pub intent: u64,
    /// SHA-256 of its key.
    pub key_sha256: Sha256,
    /// SHA-256 of its closed body; `None` where key and body are gone.
    pub body_sha256: Option<Sha256>,
    /// Whether anything of key or body is still there.
    pub is_there: bool,
    /// When it was taken out of use.
    pub removed_at: Option<Moment>,
    /// When it was destroyed.
    pub destroyed_at: Option<Moment>,
}

const RECORD: &str = "SELECT id, kind, intent, key_sha256, sealed_key, body, removed_at, destroyed_at FROM record \
                      ORDER BY id";

impl Store {
    /// Every entry of the ledger, oldest first, then every record, by id; both as of one moment.
    ///
    /// # Errors
    /// `Damaged` where an entry is none; when a row can't be read.
    pub fn side_by_side(
        &self,
        entry: &mut dyn FnMut(Entry),
        record: &mut dyn FnMut(SealedRecord),
    ) -> Result<(), StoreError> {
        self.read(|rows| {
            let snapshot = rows.unchecked_transaction()?;
            entries(&snapshot, entry)?;
            let mut statement = snapshot.prepare(RECORD)?;
            let mut found = statement.query([])?;
            while let Some(row) = found.next()? {
                record(sealed(row)?);
            }
            Ok(())
        })
    }

    /// Every entry of the ledger, oldest first.
    ///
    /// # Errors
    /// `Damaged` where an entry is none.
    pub fn each_entry(&self, entry: &mut dyn FnMut(Entry)) -> Result<(), StoreError> {
        self.read(|rows| entries(rows, entry))
    }
}

fn entries(rows: &Connection, say: &mut dyn FnMut(Entry)) -> Result<(), StoreError> {
    let mut statement = rows.prepare("SELECT position, body FROM ledger_entry ORDER BY position")?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let (position, body): (i64, String) = (row.get(0)?, row.get(1)?);
        say(Entry::from_canonical_bytes(body.as_bytes())
            .map_err(|error| StoreError::damaged(format!("ledger entry {position}: {error}")))?);
    }
    Ok(())
}

fn sealed(row: &Row<'_>) -> rusqlite::Result<SealedRecord> {
    let some = |column: usize| -> rusqlite::Result<bool> {
        Ok(row.get_ref(column)?.data_type() != rusqlite::types::Type::Null)
    };
    let when = |column: usize| some(column)?.then(|| moment(row, column)).transpose();
    let body: Option<Vec<u8>> = row.get(5)?;
    Ok(SealedRecord {
        id: parsed(row, 0)?,
        kind: row.get(1)?,
        intent: row.get::<_, i64>(2)?.unsigned_abs(),
        key_sha256: parsed(row, 3)?,
        is_there: body.is_some() || some(4)?,
        body_sha256: body.as_deref().map(sha256),
        removed_at: when(6)?,
        destroyed_at: when(7)?,
    })
}
