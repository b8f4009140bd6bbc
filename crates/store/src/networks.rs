//! Networks as rows: what was read, what was computed, and what a person made of it. Values only.

use crate::ledger_rows::number;
use crate::rows::{from_json, moment, parsed};
use crate::{Store, StoreError, StoreErrorKind, Tx};
use rusqlite::{Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use vocab::{CaseId, LeadId, Moment, NetworkId};

/// A network that was read. `S` is its seal, which `app` owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkRow<S> {
    /// Its id.
    pub id: NetworkId,
    /// Its case.
    pub case: CaseId,
    /// The name it was given.
    pub name: String,
    /// Where it was read from.
    pub source: String,
    /// Ledger entry of the intent under which it was read.
    pub intent: u64,
    /// When.
    pub read_at: Moment,
    /// By whom.
    pub read_by: String,
    /// What was read.
    pub seal: S,
}

/// What one stage of the work on a network came to. `B` is what `app` keeps of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkResultRow<B> {
    /// The network.
    pub network: NetworkId,
    /// Digest of the plan: another plan is other work.
    pub plan: String,
    /// The stage, a stable word.
    pub stage: String,
    /// Ledger entry of the intent under which it was computed.
    pub intent: u64,
    /// When.
    pub made_at: Moment,
    /// By whom.
    pub made_by: String,
    /// The rest.
    pub body: B,
}

/// A lead that a person recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkLeadRow<B> {
    /// Its id.
    pub id: LeadId,
    /// The network that it comes from.
    pub network: NetworkId,
    /// When.
    pub recorded_at: Moment,
    /// By whom.
    pub recorded_by: String,
    /// The case that was opened from it.
    pub opened_case: Option<CaseId>,
    /// What it says.
    pub body: B,
}

const NETWORK: &str = "SELECT id, case_id, name, source, intent, read_at, read_by, seal FROM network";

fn network<S: DeserializeOwned>(row: &Row<'_>) -> rusqlite::Result<NetworkRow<S>> {
    Ok(NetworkRow {
        id: parsed(row, 0)?,
        case: parsed(row, 1)?,
        name: row.get(2)?,
        source: row.get(3)?,
        intent: row.get::<_, i64>(4)?.unsigned_abs(),
        read_at: moment(row, 5)?,
        read_by: row.get(6)?,
        seal: from_json(row, 7)?,
    })
}

fn lead<B: DeserializeOwned>(row: &Row<'_>) -> rusqlite::Result<NetworkLeadRow<B>> {
    let opened: Option<String> = row.get(4)?;
    Ok(NetworkLeadRow {
        id: parsed(row, 0)?,
        network: parsed(row, 1)?,
        recorded_at: moment(row, 2)?,
        recorded_by: row.get(3)?,
        opened_case: opened.map(|_| parsed(row, 4)).transpose()?,
        body: from_json(row, 5)?,
    })
}

impl Tx<'_> {
    /// Keeps a network that was read.
    ///
    /// # Errors
    /// `Exists` where the case has one of that name.
    pub fn add_network<S: Serialize>(&mut self, row: &NetworkRow<S>) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO network (id, case_id, name, source, intent, read_at, read_by, seal) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                row.id.to_string(),
                row.case.to_string(),
                row.name,
                row.source,
                number(row.intent),
                row.read_at.to_string(),
                row.read_by,
                serde_json::to_string(&row.seal)?
            ],
        )?;
        Ok(())
    }

    /// Keeps what a stage came to. The same stage under the same plan is replaced: it comes to the same.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn keep_network_result<B: Serialize>(&mut self, row: &NetworkResultRow<B>) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO network_result (network_id, plan, stage, intent, made_at, made_by, body) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (network_id, plan, stage) DO UPDATE SET \
             intent = excluded.intent, made_at = excluded.made_at, made_by = excluded.made_by, body = excluded.body",
            params![
                row.network.to_string(),
                row.plan,
                row.stage,
                number(row.intent),
                row.made_at.to_string(),
                row.made_by,
                serde_json::to_string(&row.body)?
            ],
        )?;
        Ok(())
    }

    /// Keeps a lead.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn add_network_lead<B: Serialize>(&mut self, row: &NetworkLeadRow<B>) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO network_lead (id, network_id, recorded_at, recorded_by, opened_case, body) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            params![
                row.id.to_string(),
                row.network.to_string(),
                row.recorded_at.to_string(),
                row.recorded_by,
                row.opened_case.map(|case| case.to_string()),
                serde_json::to_string(&row.body)?
            ],
        )?;
        Ok(())
    }

    /// Ties a lead to the case that was opened from it.
    ///
    /// # Errors
    /// `Exists` where a case was opened from it already; `Missing` where there is no such lead.
    pub fn open_network_lead(&mut self, lead: LeadId, case: CaseId) -> Result<(), StoreError> {
        let changed = self.rows.execute(
            "UPDATE network_lead SET opened_case = $1 WHERE id = $2 AND opened_case IS NULL",
            params![case.to_string(), lead.to_string()],
        )?;
        if changed == 1 {
            return Ok(());
        }
        let sql = "SELECT COUNT(*) FROM network_lead WHERE id = $1";
        let there: i64 = self.rows.query_row(sql, params![lead.to_string()], |row| row.get(0))?;
        let hint = "List leads with `hoeder lead list`";
        Err(match there {
            0 => StoreError::missing(format!("there is no lead {lead}"), hint),
            _ => StoreError::new(
                StoreErrorKind::Exists,
                format!("a case was opened from lead {lead} already"),
                hint,
            ),
        })
    }

    /// Keeps one more word on where a case counts in the agenda.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn add_agenda_word<B: Serialize>(&mut self, case: CaseId, body: &B) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO agenda_case (case_id, number, body) VALUES ($1, \
             (SELECT COUNT(*) FROM agenda_case WHERE case_id = $2), $3)",
            params![case.to_string(), case.to_string(), serde_json::to_string(body)?],
        )?;
        Ok(())
    }

    /// Keeps one more verdict on a pair of accounts that may be one person's.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn add_network_review<B: Serialize>(
        &mut self,
        network: NetworkId,
        pair: &str,
        body: &B,
    ) -> Result<(), StoreError> {
        self.rows.execute(
            "INSERT INTO network_review (network_id, pair, number, body) VALUES ($1, $2, \
             (SELECT COUNT(*) FROM network_review WHERE network_id = $3 AND pair = $4), $5)",
            params![network.to_string(), pair, network.to_string(), pair, serde_json::to_string(body)?],
        )?;
        Ok(())
    }
}

impl Store {
    /// The networks of a case, by name.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn networks<S: DeserializeOwned>(&self, case: CaseId) -> Result<Vec<NetworkRow<S>>, StoreError> {
        self.several(&format!("{NETWORK} WHERE case_id = $1 ORDER BY name"), &case.to_string(), network)
    }

    /// What was computed on a network, newest last.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn network_results<B: DeserializeOwned>(
        &self,
        id: NetworkId,
    ) -> Result<Vec<NetworkResultRow<B>>, StoreError> {
        let sql = "SELECT network_id, plan, stage, intent, made_at, made_by, body FROM network_result \
                   WHERE network_id = $1 ORDER BY made_at, stage";
        self.several(sql, &id.to_string(), |row| {
            Ok(NetworkResultRow {
                network: parsed(row, 0)?,
                plan: row.get(1)?,
                stage: row.get(2)?,
                intent: row.get::<_, i64>(3)?.unsigned_abs(),
                made_at: moment(row, 4)?,
                made_by: row.get(5)?,
                body: from_json(row, 6)?,
            })
        })
    }

    /// The leads from a network, oldest first.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn network_leads<B: DeserializeOwned>(
        &self,
        id: NetworkId,
    ) -> Result<Vec<NetworkLeadRow<B>>, StoreError> {
        let sql = "SELECT id, network_id, recorded_at, recorded_by, opened_case, body FROM network_lead \
                   WHERE network_id = $1 ORDER BY id";
        self.several(sql, &id.to_string(), lead)
    }

    /// The lead from which a case was opened, with the case that has it; `None` where it was opened otherwise.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn lead_behind<B: DeserializeOwned>(
        &self,
        opened: CaseId,
    ) -> Result<Option<(CaseId, NetworkLeadRow<B>)>, StoreError> {
        let sql = "SELECT l.id, l.network_id, l.recorded_at, l.recorded_by, l.opened_case, l.body, n.case_id \
                   FROM network_lead AS l JOIN network AS n ON n.id = l.network_id WHERE l.opened_case = $1";
        self.one(sql, &opened.to_string(), |row| Ok((parsed(row, 6)?, lead(row)?)))
    }

    /// The last word on where each case counts in the agenda.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn agenda_words<B: DeserializeOwned>(&self) -> Result<Vec<(CaseId, B)>, StoreError> {
        let last = "SELECT case_id, body FROM agenda_case AS a WHERE number = \
                    (SELECT MAX(number) FROM agenda_case WHERE case_id = a.case_id) ORDER BY case_id";
        self.all(last, |row| Ok((parsed(row, 0)?, from_json(row, 1)?)))
    }

    /// Verdicts on pairs of accounts, oldest first: pair, verdict.
    ///
    /// # Errors
    /// When a row can't be read.
    pub fn network_reviews<B: DeserializeOwned>(
        &self,
        id: NetworkId,
    ) -> Result<Vec<(String, B)>, StoreError> {
        let sql = "SELECT pair, body FROM network_review WHERE network_id = $1 ORDER BY pair, number";
        self.several(sql, &id.to_string(), |row| Ok((row.get(0)?, from_json(row, 1)?)))
    }
}
