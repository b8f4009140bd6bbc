//! Persons in a case and what is recorded of them. Records are added, never changed.
//!
//! Each body is closed (XChaCha20-Poly1305) under a key of its own, and that key under `keys/records.key`. To
//! destroy a record is to overwrite its key and body; the row stays and says when, and which key is gone. What a
//! record means, and when it must go, is decided elsewhere.

use crate::ledger_rows::number;
use crate::rows::{moment, parsed};
use crate::{Store, StoreError, Tx};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rusqlite::{OptionalExtension as _, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Digest as _;
use std::time::Duration;
use vocab::{CaseId, Moment, PersonId, RecordId, Sha256};
use zeroize::Zeroizing;

const NONCE_BYTES: usize = 24;
const SCRUB_WAIT: Duration = Duration::from_secs(2);

/// A person in a case, by the label that stands for him or her in lists and in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Id.
    pub id: PersonId,
    /// The case.
    pub case: CaseId,
    /// The label, such as `V01`: it must not point to the person.
    pub label: String,
    /// When the person was added.
    pub added_at: Moment,
}

/// A record to be kept.
#[derive(Debug)]
pub struct NewRecord<'a, B> {
    /// Id; it sorts by the moment of making.
    pub id: RecordId,
    /// The case.
    pub case: CaseId,
    /// Of whom it speaks.
    pub person: Option<PersonId>,
    /// What it is, as a stable word.
    pub kind: &'a str,
    /// When it was made.
    pub made_at: Moment,
    /// Ledger entry of the intent under which it was made.
    pub intent: u64,
    /// What it says.
    pub body: &'a B,
}

/// What a record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body<B> {
    /// As it was written.
    Here(B),
    /// Taken out of use; it can be opened for a complaint or an account only.
    Removed(B, Moment),
    /// Its key is gone.
    Destroyed(Moment),
}

/// A record as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRow<B> {
    /// Id.
    pub id: RecordId,
    /// The case.
    pub case: CaseId,
    /// Of whom it speaks.
    pub person: Option<PersonId>,
    /// What it is.
    pub kind: String,
    /// When it was made.
    pub made_at: Moment,
    /// Ledger entry of the intent under which it was made.
    pub intent: u64,
    /// SHA-256 of its key: it tells which key was destroyed, and nothing else.
    pub key_sha256: Sha256,
    /// What it says.
    pub body: Body<B>,
}

const RECORD: &str = "SELECT id, case_id, person_id, kind, made_at, intent, key_sha256, sealed_key, body, \
                      removed_at, destroyed_at FROM record";
const PERSON: &str = "SELECT id, case_id, label, added_at FROM person";

impl Tx<'_> {
    /// Keeps a person of a case.
    ///
    /// # Errors
    /// `Exists` where the case has one of that label.
    pub fn add_person(&mut self, row: &PersonRow) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO person (id, case_id, label, added_at) VALUES ($1, $2, $3, $4)",
            params![row.id.to_string(), row.case.to_string(), row.label, row.added_at.to_string()],
        )?;
        Ok(())
    }

    /// Keeps a record and gives the SHA-256 of its closed body, for the ledger. `random` gives its key and
    /// nonces.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn add_record<B: Serialize>(
        &mut self,
        record: &NewRecord<'_, B>,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<Sha256, StoreError> {
        let id = record.id.to_string();
        let mut key = Zeroizing::new([0; 32]);
        random(&mut *key);
        let plain = Zeroizing::new(serde_json::to_vec(record.body)?);
        let bound = bound(&id, record.kind, record.case, record.person);
        let body = close(&key, &bound, &plain, random)?;
        let sealed_key = close(&self.keys.records, &bound, &*key, random)?;
        self.rows.execute(
            "INSERT INTO record (id, case_id, person_id, kind, made_at, intent, key_sha256, sealed_key, body) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![
                id,
                record.case.to_string(),
                record.person.map(|person| person.to_string()),
                record.kind,
                record.made_at.to_string(),
                number(record.intent),
                sha256(&*key).to_string(),
                sealed_key,
                body
            ],
        )?;
        Ok(sha256(&body))
    }

    /// Takes a record out of use. Gives `false` where it was already.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn remove_record(&mut self, id: RecordId, at: Moment) -> Result<bool, StoreError> {
        let changed = self.rows.execute(
            "UPDATE record SET removed_at = $1 WHERE id = $2 AND removed_at IS NULL AND destroyed_at IS NULL",
            params![at.to_string(), id.to_string()],
        )?;
        Ok(changed == 1)
    }

    /// Destroys the key and the body of a record that was taken out of use. Gives `false` where there is none
    /// such. [`Store::scrub`] then clears the log that SQLite writes ahead.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn destroy_record(&mut self, id: RecordId, at: Moment) -> Result<bool, StoreError> {
        let changed = self.rows.execute(
            "UPDATE record SET sealed_key = NULL, body = NULL, destroyed_at = $1 \
             WHERE id = $2 AND removed_at IS NOT NULL AND destroyed_at IS NULL",
            params![at.to_string(), id.to_string()],
        )?;
        Ok(changed == 1)
    }
}

impl Store {
    /// The persons of a case, by label.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn persons(&self, case: CaseId) -> Result<Vec<PersonRow>, StoreError> {
        self.several(&format!("{PERSON} WHERE case_id = $1 ORDER BY label"), &case.to_string(), person)
    }

    /// A record by id.
    ///
    /// # Errors
    /// `Missing` where there is none; `Damaged` where it is not what was written.
    pub fn record<B: DeserializeOwned>(&self, id: RecordId) -> Result<RecordRow<B>, StoreError> {
        let row = self.read(|rows| {
            let sql = format!("{RECORD} WHERE id = $1");
            Ok(rows.query_row(&sql, [id.to_string()], closed).optional()?)
        })?;
        let row = row.ok_or_else(|| {
            StoreError::missing(format!("there is no record {id}"), "List them with `hoeder person file`")
        })?;
        self.opened(row)
    }

    /// The records of one person, oldest first.
    ///
    /// # Errors
    /// When a row can't be read or is not what was written.
    pub fn records_of<B: DeserializeOwned>(&self, person: PersonId) -> Result<Vec<RecordRow<B>>, StoreError> {
        let sql = format!("{RECORD} WHERE person_id = $1 ORDER BY id");
        let rows: Vec<Closed> = self.several(&sql, &person.to_string(), closed)?;
        rows.into_iter().map(|row| self.opened(row)).collect()
    }

    /// The records of one kind in a case, whomever they speak of, oldest first.
    ///
    /// # Errors
    /// When a row can't be read or is not what was written.
    pub fn records_of_kind<B: DeserializeOwned>(
        &self,
        case: CaseId,
        kind: &str,
    ) -> Result<Vec<RecordRow<B>>, StoreError> {
        let rows: Vec<Closed> = self.read(|rows| {
            let sql = format!("{RECORD} WHERE case_id = $1 AND kind = $2 ORDER BY id");
            let mut statement = rows.prepare(&sql)?;
            Ok(statement.query_map(params![case.to_string(), kind], closed)?.collect::<Result<_, _>>()?)
        })?;
        rows.into_iter().map(|row| self.opened(row)).collect()
    }

    /// The files of all persons, in no order that means anything, some hundreds at a time and still closed, so
    /// that they can be opened side by side. Only records of these kinds are in them, oldest first.
    ///
    /// # Errors
    /// When a row can't be read, or what `say` gives.
    pub fn each_files<E: From<StoreError>>(
        &self,
        kinds: &[&str],
        say: &mut dyn FnMut(Vec<ClosedFile>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut outcome = Ok(());
        self.read(|rows| {
            let kinds = kinds.iter().map(|kind| format!("'{kind}'")).collect::<Vec<_>>().join(", ");
            let sql =
                format!("{RECORD} WHERE person_id IS NOT NULL AND kind IN ({kinds}) ORDER BY person_id, id");
            let mut statement = rows.prepare(&sql)?;
            let mut found = statement.query([])?;
            let mut files: Vec<ClosedFile> = Vec::new();
            while let Some(row) = found.next()? {
                let record = closed(row)?;
                let Some(person) = record.person else { continue };
                match files.last_mut() {
                    Some(file) if file.person == person => file.records.push(record),
                    _ => {
                        if files.len() == FILES_AT_ONCE {
                            outcome = say(std::mem::take(&mut files));
                            if outcome.is_err() {
                                return Ok(());
                            }
                        }
                        files.push(ClosedFile { case: record.case, person, records: vec![record] });
                    }
                }
            }
            outcome = say(files);
            Ok(())
        })?;
        outcome
    }

    /// Opens what a closed file holds and has not been removed or destroyed.
    ///
    /// # Errors
    /// When a record is not what was written.
    pub fn opened_file<B: DeserializeOwned>(&self, file: ClosedFile) -> Result<Vec<B>, StoreError> {
        let mut bodies = Vec::with_capacity(file.records.len());
        for record in file.records {
            if let Body::Here(body) = self.opened(record)?.body {
                bodies.push(body);
            }
        }
        Ok(bodies)
    }

    /// Every person of every case.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn all_persons(&self) -> Result<Vec<PersonRow>, StoreError> {
        self.all(&format!("{PERSON} ORDER BY id"), person)
    }

    /// Clears the log that SQLite writes ahead, so that nothing of a destroyed record stays in it.
    ///
    /// # Errors
    /// `Busy` where another process keeps it in use for longer than two seconds.
    pub fn scrub(&self) -> Result<(), StoreError> {
        self.read(|rows| {
            // Who looks at something is done within that; who keeps it open longer is not waited for.
            rows.busy_timeout(SCRUB_WAIT)?;
            let asked = rows.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
            rows.busy_timeout(crate::database::WAIT)?;
            let busy: i64 = asked?;
            if busy != 0 {
                return Err(StoreError::new(
                    crate::StoreErrorKind::Busy,
                    "the log that SQLite writes ahead is in use",
                    "Close other programs that have this data folder open, and give the command again",
                ));
            }
            Ok(())
        })
    }

    fn opened<B: DeserializeOwned>(&self, row: Closed) -> Result<RecordRow<B>, StoreError> {
        let body = match (row.sealed, row.removed_at, row.destroyed_at) {
            (_, _, Some(at)) => Body::Destroyed(at),
            (Some((sealed_key, body)), removed_at, None) => {
                let id = row.id.to_string();
                let bound = bound(&id, &row.kind, row.case, row.person);
                let key = open(&self.keys.records, &bound, &sealed_key)?;
                let key = <[u8; 32]>::try_from(key.as_slice()).map_err(|_| fault(&id))?;
                let plain = open(&key, &bound, &body)?;
                let body = serde_json::from_slice(&plain)?;
                match removed_at {
                    Some(at) => Body::Removed(body, at),
                    None => Body::Here(body),
                }
            }
            (None, _, None) => return Err(fault(&row.id.to_string())),
        };
        Ok(RecordRow {
            id: row.id,
            case: row.case,
            person: row.person,
            kind: row.kind,
            made_at: row.made_at,
            intent: row.intent,
            key_sha256: row.key_sha256,
            body,
        })
    }
}

const FILES_AT_ONCE: usize = 512;

/// The records of one person, still closed.
pub struct ClosedFile {
    /// The case.
    pub case: CaseId,
    /// The person.
    pub person: PersonId,
    records: Vec<Closed>,
}

struct Closed {
    id: RecordId,
    case: CaseId,
    person: Option<PersonId>,
    kind: String,
    made_at: Moment,
    intent: u64,
    key_sha256: Sha256,
    sealed: Option<(Vec<u8>, Vec<u8>)>,
    removed_at: Option<Moment>,
    destroyed_at: Option<Moment>,
}

fn closed(row: &Row<'_>) -> rusqlite::Result<Closed> {
    let some = |column: usize| -> rusqlite::Result<bool> {
        Ok(row.get_ref(column)?.data_type() != rusqlite::types::Type::Null)
    };
    let when = |column: usize| some(column)?.then(|| moment(row, column)).transpose();
    Ok(Closed {
        id: parsed(row, 0)?,
        case: parsed(row, 1)?,
        person: some(2)?.then(|| parsed(row, 2)).transpose()?,
        kind: row.get(3)?,
        made_at: moment(row, 4)?,
        intent: row.get::<_, i64>(5)?.unsigned_abs(),
        key_sha256: parsed(row, 6)?,
        sealed: row.get::<_, Option<Vec<u8>>>(7)?.zip(row.get(8)?),
        removed_at: when(9)?,
        destroyed_at: when(10)?,
    })
}

fn person(row: &Row<'_>) -> rusqlite::Result<PersonRow> {
    Ok(PersonRow {
        id: parsed(row, 0)?,
        case: parsed(row, 1)?,
        label: row.get(2)?,
        added_at: moment(row, 3)?,
    })
}

pub(crate) fn sha256(bytes: &[u8]) -> Sha256 {
    Sha256(sha2::Sha256::digest(bytes).into())
}

fn fault(id: &str) -> StoreError {
    StoreError::damaged(format!("record {id} is not what was written"))
}

/// What a body is bound to, so that it can't be moved to another row, kind, case or person.
fn bound(id: &str, kind: &str, case: CaseId, person: Option<PersonId>) -> String {
    let person = person.map_or_else(|| "-".to_owned(), |person| person.to_string());
    format!("{id} {kind} {case} {person}")
}

fn close(
    key: &[u8; 32],
    bound: &str,
    plain: &[u8],
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Vec<u8>, StoreError> {
    let mut nonce = [0; NONCE_BYTES];
    random(&mut nonce);
    let payload = Payload { msg: plain, aad: bound.as_bytes() };
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| StoreError::damaged("closing a record failed"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn open(key: &[u8; 32], bound: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let (nonce, body) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(|| fault(bound))?;
    let nonce = <[u8; NONCE_BYTES]>::try_from(nonce).map_err(|_| fault(bound))?;
    let payload = Payload { msg: body, aad: bound.as_bytes() };
    XChaCha20Poly1305::new(key.into())
        .decrypt(&XNonce::from(nonce), payload)
        .map(Zeroizing::new)
        .map_err(|_| fault(bound))
}

#[cfg(test)]
mod tests;
