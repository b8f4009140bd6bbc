//! Removal and destruction of a record as two deeds (art. 14 Wpg), and clearing the database's log of what is gone.

use super::keep_terms::{KeptRecord, terms};
use crate::file::{self, Entry, PersonFile};
use crate::gate::{Act, Deed, Details};
use crate::told::{CLEARED, LOG, PENDING};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject, mark};
use casework::document::Prose;
use casework::retention::{DestructionProof, RecordKind, Retention, RetentionDeed, RetentionRefused};
use serde::Serialize;
use store::{Body, Tx};
use vocab::{RecordId, Sha256};

/// Takes a record out of use, or destroys it, once its term has come. To destroy what was destroyed already is to clear
/// the database's log of it, where that failed before.
#[derive(Debug)]
pub struct EndRecord {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// The record.
    pub record: RecordId,
    /// What is done with it.
    pub end: RecordEnd,
}

/// Removal and destruction are two deeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordEnd {
    /// Taken out of use, with the reason.
    Remove(Prose),
    /// Destroyed for good.
    Destroy,
}

/// What was ended.
#[derive(Clone, Debug, Serialize)]
pub struct EndedRecord {
    /// The record.
    pub record: RecordId,
    /// What it was.
    pub kind: String,
    /// SHA-256 of the key that is gone, where it was destroyed by this deed.
    pub key_sha256: Option<Sha256>,
    /// The provision under which it was destroyed by this deed, by its stable name.
    pub ground: Option<String>,
    /// Of a destroyed record: how the database's log stands.
    pub log: Option<LogState>,
}

/// Whether something of a destroyed record can still stand in the log that SQLite writes ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "log", rename_all = "kebab-case")]
pub enum LogState {
    /// The log was cleared after the destruction.
    Cleared,
    /// It could not be cleared; a later destruction, or the same command, takes it up again.
    Pending {
        /// Why not.
        why: String,
    },
}

impl Deed for EndRecord {
    type Done = EndedRecord;
    type Output = EndedRecord;

    fn name(&self) -> DeedName {
        match self.end {
            RecordEnd::Remove(_) => DeedName::RemoveRecord,
            RecordEnd::Destroy => DeedName::DestroyRecord,
        }
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<EndedRecord, AppError> {
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let destroyed = file.gone.iter().find(|gone| gone.id == self.record && gone.destroyed_at.is_some());
        match destroyed {
            Some(gone) if self.end == RecordEnd::Destroy => taken_up(act, self.record, &gone.kind),
            _ => self.first(act, &file),
        }
    }

    fn keep(
        self,
        ended: EndedRecord,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<EndedRecord, AppError> {
        if let RecordEnd::Remove(because) = &self.end {
            if !tx.remove_record(self.record, act.now())? {
                return Err(ended_already(self.record));
            }
            details.insert("because".into(), because.as_str().into());
        }
        ended.tell(details);
        Ok(ended)
    }
}

fn ended_already(id: RecordId) -> AppError {
    AppError::invalid(format!("record {id} has been ended already"))
}

/// Clears the log of a record that is gone already. Where that fails again, so does the deed.
fn taken_up(act: &Act<'_>, record: RecordId, kind: &str) -> Result<EndedRecord, AppError> {
    act.hand::<mark::Keeper>("this role ends no record")?;
    act.store().scrub()?;
    let (kind, log) = (kind.to_owned(), Some(LogState::Cleared));
    Ok(EndedRecord { record, kind, key_sha256: None, ground: None, log })
}

impl EndedRecord {
    fn tell(&self, details: &mut Details) {
        details.insert("record".into(), self.record.to_string().into());
        details.insert("kind".into(), self.kind.as_str().into());
        if let Some(key) = self.key_sha256 {
            details.insert("key_sha256".into(), key.into());
        }
        if let Some(ground) = &self.ground {
            details.insert("ground".into(), ground.as_str().into());
        }
        match &self.log {
            Some(LogState::Cleared) => {
                details.insert(LOG.into(), CLEARED.into());
            }
            Some(LogState::Pending { why }) => {
                details.insert(LOG.into(), PENDING.into());
                details.insert("log_why".into(), why.as_str().into());
            }
            None => {}
        }
    }
}

impl EndRecord {
    fn first(&self, act: &Act<'_>, file: &PersonFile) -> Result<EndedRecord, AppError> {
        let kept = terms(file).into_iter().find(|kept| kept.id == self.record).ok_or_else(|| {
            AppError::new(
                AppErrorKind::Missing,
                format!("the file of {} holds no record {}", file.label, self.record),
                "List them with `hoeder record terms`",
            )
        })?;
        let row = act.store().record::<Entry>(self.record)?;
        may_go(&kept, &row.body, file)?;
        let key = row.key_sha256;
        let deed = match &self.end {
            RecordEnd::Remove(reason) => RetentionDeed::Remove { reason: reason.clone() },
            RecordEnd::Destroy => {
                RetentionDeed::Destroy { proof: DestructionProof { key, ledger_entry: act.intent() } }
            }
        };
        let ground = kept.of.ground().provision.into_owned();
        allowed(&kept, deed, act)?;
        let (record, kind) = (self.record, kept.record);
        let ended = EndedRecord { record, kind, key_sha256: None, ground: None, log: None };
        match self.end {
            RecordEnd::Remove(_) => Ok(ended),
            RecordEnd::Destroy => {
                destroyed(act, EndedRecord { key_sha256: Some(key), ground: Some(ground), ..ended })
            }
        }
    }
}

/// Whether the law lets the person who acts do this today.
fn allowed(kept: &KeptRecord, deed: RetentionDeed, act: &Act<'_>) -> Result<(), AppError> {
    let hand = act.hand::<mark::Keeper>("this role ends no record")?;
    // The reason of an earlier removal stands in its own line of the ledger.
    let reason = Prose::new("removed before").map_err(AppError::invalid)?;
    let earlier = kept.removed_on.map(|on| (RetentionDeed::Remove { reason }, on));
    let deeds = earlier.into_iter().chain([(deed, act.today())]);
    deeds
        .into_iter()
        .try_fold(Retention::begin(kept.of.clone()), |record, (deed, day)| {
            record.act(deed, day, act.now(), &hand)
        })
        .map(drop)
        .map_err(refused)
}

/// Destroys the key and the body, with a line that says so in the same transaction; then clears the database's log, so
/// that the outcome can say whether anything is left in it. Where the machine stops in between, the line stands, the
/// intent stays open, and the same command clears the log.
fn destroyed(act: &Act<'_>, ended: EndedRecord) -> Result<EndedRecord, AppError> {
    act.store().transact(|tx| {
        let (id, at) = (ended.record, act.now());
        tx.remove_record(id, at)?;
        if !tx.destroy_record(id, at)? {
            return Err(ended_already(id));
        }
        let mut details = Details::new();
        ended.tell(&mut details);
        act.batch(tx, details)
    })?;
    let log = match act.store().scrub() {
        Ok(()) => LogState::Cleared,
        Err(error) => LogState::Pending { why: error.text },
    };
    Ok(EndedRecord { log: Some(log), ..ended })
}

/// What is still needed stays, and a turn stays as long as the fact that it turns.
fn may_go(kept: &KeptRecord, body: &Body<Entry>, file: &PersonFile) -> Result<(), AppError> {
    let refuse = |text: &str| {
        Err(AppError::new(AppErrorKind::Invalid, text, "See the terms with `hoeder record terms`"))
    };
    if matches!(kept.of, RecordKind::PoliceInquiry { unneeded_since: None, .. }) {
        return refuse("the record is still needed: what it is about has not ended");
    }
    if let Body::Here(Entry::FactTurn(turn)) = body
        && file.facts.iter().any(|filed| filed.fact.id == turn.fact)
    {
        return refuse("the fact that it disputes or withdraws is still in use: remove that first");
    }
    Ok(())
}

fn refused(refused: RetentionRefused) -> AppError {
    let kind = match refused {
        RetentionRefused::OtherController { .. } => AppErrorKind::Refused,
        _ => AppErrorKind::Invalid,
    };
    AppError::new(kind, refused, "See the terms with `hoeder record terms`")
}
