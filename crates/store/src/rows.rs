//! Case records as rows. Values only: what they mean is decided elsewhere.

use crate::ledger_rows::number;
use crate::{Store, StoreError, Tx};
use casework::authorisation::Authorisation;
use casework::case::{Case, CaseName};
use casework::review::Review;
use rusqlite::{OptionalExtension as _, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use vocab::{CarrierId, CaseId, Moment, ReadingId};

/// A carrier of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarrierRow {
    /// Its id.
    pub id: CarrierId,
    /// Its case.
    pub case: CaseId,
    /// The name it was given.
    pub name: String,
    /// Where it was read from.
    pub source: String,
    /// When it was added.
    pub added_at: Moment,
}

/// A reading, under way or sealed. `P` and `S` are the plan and the seal, which `app` owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingRow<P, S> {
    /// Its id.
    pub id: ReadingId,
    /// What is read.
    pub carrier: CarrierId,
    /// Ledger entry of the intent under which it began.
    pub intent: u64,
    /// When it began.
    pub begun_at: Moment,
    /// Who began it.
    pub begun_by: String,
    /// How often it was taken up again.
    pub resumed: u32,
    /// With which settings.
    pub plan: P,
    /// How it ended, once it has.
    pub sealed: Option<(Moment, S)>,
}

/// A version of a known set. `B` is what `app` keeps of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownSetRow<B> {
    /// Name.
    pub name: String,
    /// Version, from 1.
    pub version: u32,
    /// When it was imported.
    pub imported_at: Moment,
    /// The rest.
    pub body: B,
}

pub(crate) fn parsed<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

pub(crate) fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<Moment> {
    parsed(row, column).map(Moment)
}

pub(crate) fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn case_name(row: &Row<'_>, column: usize) -> rusqlite::Result<CaseName> {
    let text: String = row.get(column)?;
    CaseName::try_from(text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn case(row: &Row<'_>) -> rusqlite::Result<Case> {
    Ok(Case {
        id: parsed(row, 0)?,
        name: case_name(row, 1)?,
        opened_at: moment(row, 2)?,
        opened_by: row.get(3)?,
    })
}

fn carrier(row: &Row<'_>) -> rusqlite::Result<CarrierRow> {
    Ok(CarrierRow {
        id: parsed(row, 0)?,
        case: parsed(row, 1)?,
        name: row.get(2)?,
        source: row.get(3)?,
        added_at: moment(row, 4)?,
    })
}

fn reading<P: DeserializeOwned, S: DeserializeOwned>(row: &Row<'_>) -> rusqlite::Result<ReadingRow<P, S>> {
    let sealed_at: Option<String> = row.get(7)?;
    Ok(ReadingRow {
        id: parsed(row, 0)?,
        carrier: parsed(row, 1)?,
        intent: row.get::<_, i64>(2)?.unsigned_abs(),
        begun_at: moment(row, 3)?,
        begun_by: row.get(4)?,
        resumed: row.get(5)?,
        plan: from_json(row, 6)?,
        sealed: sealed_at
            .map(|_| Ok::<_, rusqlite::Error>((moment(row, 7)?, from_json(row, 8)?)))
            .transpose()?,
    })
}

const READING: &str =
    "SELECT id, carrier_id, intent, begun_at, begun_by, resumed, plan, sealed_at, seal FROM reading";
const CARRIER: &str = "SELECT id, case_id, name, source, added_at FROM carrier";
const CASE: &str = "SELECT id, name, opened_at, opened_by FROM legal_case";

impl Tx<'_> {
    /// Keeps a new case.
    ///
    /// # Errors
    /// `Exists` where the name is taken.
    pub fn add_case(&mut self, case: &Case) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO legal_case (id, name, opened_at, opened_by) VALUES ($1, $2, $3, $4)",
            params![case.id.to_string(), case.name.as_str(), case.opened_at.to_string(), case.opened_by],
        )?;
        Ok(())
    }

    /// Keeps a version of a case's authorisation.
    ///
    /// # Errors
    /// `Exists` where that version is there.
    pub fn add_authorisation(
        &mut self,
        case: CaseId,
        authorisation: &Authorisation,
        at: Moment,
        by: &str,
    ) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO authorisation (case_id, version, recorded_at, recorded_by, body) VALUES ($1, $2, $3, $4, $5)",
            params![
                case.to_string(),
                authorisation.version(),
                at.to_string(),
                by,
                serde_json::to_string(authorisation)?
            ],
        )?;
        Ok(())
    }

    /// Keeps a new carrier.
    ///
    /// # Errors
    /// `Exists` where the case has one of that name.
    pub fn add_carrier(&mut self, row: &CarrierRow) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO carrier (id, case_id, name, source, added_at) VALUES ($1, $2, $3, $4, $5)",
            params![row.id.to_string(), row.case.to_string(), row.name, row.source, row.added_at.to_string()],
        )?;
        Ok(())
    }

    /// Keeps a reading that begins.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn begin_reading<P: Serialize, S>(&mut self, row: &ReadingRow<P, S>) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO reading (id, carrier_id, intent, begun_at, begun_by, resumed, plan) VALUES ($1, $2, $3, $4, $5, 0, $6)",
            params![
                row.id.to_string(),
                row.carrier.to_string(),
                number(row.intent),
                row.begun_at.to_string(),
                row.begun_by,
                serde_json::to_string(&row.plan)?
            ],
        )?;
        Ok(())
    }

    /// Notes that a reading is taken up again.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn resume_reading(&mut self, id: ReadingId) -> Result<(), StoreError> {
        self.rows
            .execute("UPDATE reading SET resumed = resumed + 1 WHERE id = $1", params![id.to_string()])?;
        Ok(())
    }

    /// Notes a finished batch with the digest of its staged file.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn add_batch(&mut self, id: ReadingId, batch: u64, sha256: &str) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO reading_batch (reading_id, number, sha256) VALUES ($1, $2, $3) \
             ON CONFLICT (reading_id, number) DO UPDATE SET sha256 = excluded.sha256",
            params![id.to_string(), number(batch), sha256],
        )?;
        Ok(())
    }

    /// Seals a reading; its batches are no longer needed.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn seal_reading<S: Serialize>(
        &mut self,
        id: ReadingId,
        at: Moment,
        seal: &S,
    ) -> Result<(), StoreError> {
        self.rows.execute(
            "UPDATE reading SET sealed_at = $1, seal = $2 WHERE id = $3 AND sealed_at IS NULL",
            params![at.to_string(), serde_json::to_string(seal)?, id.to_string()],
        )?;
        self.rows.execute("DELETE FROM reading_batch WHERE reading_id = $1", params![id.to_string()])?;
        Ok(())
    }

    /// Keeps a version of a known set.
    ///
    /// # Errors
    /// `Exists` where that version is there.
    pub fn add_known_set<B: Serialize>(&mut self, row: &KnownSetRow<B>) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO known_set (name, version, imported_at, body) VALUES ($1, $2, $3, $4)",
            params![row.name, row.version, row.imported_at.to_string(), serde_json::to_string(&row.body)?],
        )?;
        Ok(())
    }

    /// Keeps a new version of a setting.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn add_setting<B: Serialize>(
        &mut self,
        name: &str,
        body: &B,
        at: Moment,
        by: &str,
    ) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO setting (name, version, set_at, set_by, body) VALUES ($1, \
             (SELECT COUNT(*) + 1 FROM setting WHERE name = $2), $3, $4, $5)",
            params![name, name, at.to_string(), by, serde_json::to_string(body)?],
        )?;
        Ok(())
    }

    /// Keeps one more review of a near match.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn add_review(
        &mut self,
        id: ReadingId,
        item: u64,
        set: &str,
        review: &Review,
    ) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO review (reading_id, item, set_name, number, body) VALUES ($1, $2, $3, \
             (SELECT COUNT(*) FROM review WHERE reading_id = $4 AND item = $5 AND set_name = $6), $7)",
            params![
                id.to_string(),
                number(item),
                set,
                id.to_string(),
                number(item),
                set,
                serde_json::to_string(review)?
            ],
        )?;
        Ok(())
    }
}

impl Store {
    /// All cases, by name.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn cases(&self) -> Result<Vec<Case>, StoreError> {
        self.all(&format!("{CASE} ORDER BY name"), case)
    }

    /// A case by name.
    ///
    /// # Errors
    /// `Missing` where there is none.
    pub fn case_named(&self, name: &str) -> Result<Case, StoreError> {
        self.one(&format!("{CASE} WHERE name = $1"), name, case)?.ok_or_else(|| {
            StoreError::missing(
                format!("there is no case named {name:?}"),
                "Open it first, or check the name with `hoeder case list`",
            )
        })
    }

    /// The newest version of a case's authorisation.
    ///
    /// # Errors
    /// When the row can't be read.
    pub fn authorisation(&self, case: CaseId) -> Result<Option<Authorisation>, StoreError> {
        let newest = "SELECT body FROM authorisation WHERE case_id = $1 ORDER BY version DESC LIMIT 1";
        self.one(newest, &case.to_string(), |row| from_json(row, 0))
    }

    /// The carriers of a case, by name.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn carriers(&self, case: CaseId) -> Result<Vec<CarrierRow>, StoreError> {
        self.several(&format!("{CARRIER} WHERE case_id = $1 ORDER BY name"), &case.to_string(), carrier)
    }

    /// A carrier by id.
    ///
    /// # Errors
    /// `Missing` where there is none.
    pub fn carrier(&self, id: CarrierId) -> Result<CarrierRow, StoreError> {
        self.one(&format!("{CARRIER} WHERE id = $1"), &id.to_string(), carrier)?.ok_or_else(|| {
            StoreError::missing(format!("there is no carrier {id}"), "List them with `hoeder case list`")
        })
    }

    /// A case by id.
    ///
    /// # Errors
    /// `Missing` where there is none.
    pub fn case(&self, id: CaseId) -> Result<Case, StoreError> {
        self.one(&format!("{CASE} WHERE id = $1"), &id.to_string(), case)?.ok_or_else(|| {
            StoreError::missing(format!("there is no case {id}"), "List them with `hoeder case list`")
        })
    }

    /// The readings of a carrier, oldest first.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn readings<P: DeserializeOwned, S: DeserializeOwned>(
        &self,
        carrier: CarrierId,
    ) -> Result<Vec<ReadingRow<P, S>>, StoreError> {
        self.several(&format!("{READING} WHERE carrier_id = $1 ORDER BY id"), &carrier.to_string(), reading)
    }

    /// Batches that a reading has finished: number and digest of the staged file.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn batches(&self, id: ReadingId) -> Result<Vec<(u64, String)>, StoreError> {
        let sql = "SELECT number, sha256 FROM reading_batch WHERE reading_id = $1 ORDER BY number";
        self.several(sql, &id.to_string(), |row| Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get(1)?)))
    }

    /// The newest version of each known set, by name.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn known_sets<B: DeserializeOwned>(&self) -> Result<Vec<KnownSetRow<B>>, StoreError> {
        let newest = "SELECT name, version, imported_at, body FROM known_set AS k WHERE version = \
                      (SELECT MAX(version) FROM known_set WHERE name = k.name) ORDER BY name";
        self.all(newest, |row| {
            Ok(KnownSetRow {
                name: row.get(0)?,
                version: row.get(1)?,
                imported_at: moment(row, 2)?,
                body: from_json(row, 3)?,
            })
        })
    }

    /// The newest version of a setting.
    ///
    /// # Errors
    /// When the row can't be read.
    pub fn setting<B: DeserializeOwned>(&self, name: &str) -> Result<Option<B>, StoreError> {
        let newest = "SELECT body FROM setting WHERE name = $1 ORDER BY version DESC LIMIT 1";
        self.one(newest, name, |row| from_json(row, 0))
    }

    /// Reviews of a reading's near matches, oldest first: item, set, review.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn reviews(&self, id: ReadingId) -> Result<Vec<(u64, String, Review)>, StoreError> {
        let sql =
            "SELECT item, set_name, body FROM review WHERE reading_id = $1 ORDER BY item, set_name, number";
        self.several(sql, &id.to_string(), |row| {
            Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get(1)?, from_json(row, 2)?))
        })
    }

    pub(crate) fn all<T>(
        &self,
        sql: &str,
        map: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        self.read(|rows| Ok(rows.prepare(sql)?.query_map([], |row| map(row))?.collect::<Result<_, _>>()?))
    }

    pub(crate) fn several<T>(
        &self,
        sql: &str,
        key: &str,
        map: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        self.read(|rows| {
            Ok(rows.prepare(sql)?.query_map([key], |row| map(row))?.collect::<Result<_, _>>()?)
        })
    }

    pub(crate) fn one<T>(
        &self,
        sql: &str,
        key: &str,
        map: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        self.read(|rows| Ok(rows.query_row(sql, [key], |row| map(row)).optional()?))
    }
}
