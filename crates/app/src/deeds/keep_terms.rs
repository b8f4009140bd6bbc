//! How long records are kept: which term each has, and removal and destruction as two deeds (art. 14 Wpg).

use crate::file::{self, Entry, PersonFile};
use crate::gate::{Act, Deed, Details};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Role, Subject, mark};
use casework::authorisation::dutch_day;
use casework::document::Prose;
use casework::hand_over::Controller;
use casework::procedure::End;
use casework::retention::{DestructionProof, Due, RecordKind, Retention, RetentionDeed, RetentionRefused};
use jiff::civil::Date;
use rules::{Route, carried};
use serde::Serialize;
use store::{Body, Tx};
use vocab::{RecordId, Sha256};

/// A record with its term.
#[derive(Clone, Debug, Serialize)]
pub struct KeptRecord {
    /// Its id.
    pub id: RecordId,
    /// What it is.
    pub record: String,
    /// The day on which it was removed; `None` while in use.
    pub removed_on: Option<Date>,
    /// What kind of data it is in law.
    pub of: RecordKind,
    /// Who answers for it.
    pub controller: Controller,
    /// What is due when.
    pub due: Due,
}

/// Lists until when each record of a person's file is kept.
#[derive(Debug)]
pub struct ListTerms {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
}

impl Deed for ListTerms {
    type Done = Vec<KeptRecord>;
    type Output = Vec<KeptRecord>;

    fn name(&self) -> DeedName {
        DeedName::ListTerms
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Vec<KeptRecord>, AppError> {
        Ok(terms(&PersonFile::open(act, &self.case, &self.person)?))
    }

    fn keep(
        self,
        terms: Vec<KeptRecord>,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Vec<KeptRecord>, AppError> {
        details.insert("records".into(), crate::gate::count(terms.len()));
        Ok(terms)
    }
}

/// Every record that is still here, with its term.
fn terms(file: &PersonFile) -> Vec<KeptRecord> {
    let here = file.records.iter().map(|record| (record.id, record.kind.clone(), None));
    let removed = file
        .gone
        .iter()
        .filter_map(|gone| gone.removed_at.map(|at| (gone.id, gone.kind.clone(), Some(dutch_day(at)))));
    here.chain(removed)
        .map(|(id, record, removed_on)| {
            let of = kind(file, id, &record);
            let (controller, due) = (of.controller(), of.due(removed_on));
            KeptRecord { id, record, removed_on, of, controller, due }
        })
        .collect()
}

/// What kind of data a record is in law: what the police found out, what the prosecution did, or a hand-over.
fn kind(file: &PersonFile, id: RecordId, record: &str) -> RecordKind {
    let begun = dutch_day(file.case.opened_at);
    let by_prosecutor =
        || file.facts.iter().any(|filed| filed.fact.id.0 == id && filed.fact.role == Role::Prosecutor);
    match record {
        "fact" if by_prosecutor() => prosecution(file),
        "identity" | "fact" | "fact-turn" => {
            RecordKind::PoliceInquiry { begun, unneeded_since: unneeded(file) }
        }
        "hand-over" => RecordKind::HandOverRecord { audited: None },
        _ => prosecution(file),
    }
}

/// What the prosecution did: once an order is executed in full it is documentation, until then a file. What the
/// offence carries is what the rules were told when the order was decided on.
fn prosecution(file: &PersonFile) -> RecordKind {
    let ended = ended(file);
    let carried = file.decision().and_then(|decision| carried(&decision.basis.facts));
    match (ended, carried) {
        (Some((day, End::FullyExecuted)), Some(carried)) => RecordKind::JudicialDocumentation {
            fully_executed: Some(day),
            maximum_years: u8::try_from(carried.years).unwrap_or(u8::MAX),
            in_240b_to_250: carried.under_240b,
        },
        _ => RecordKind::ProsecutionFile { closed: ended.map(|(day, _)| day) },
    }
}

/// Since when what the police found out is no longer needed: the procedure has ended, or there was none to begin.
fn unneeded(file: &PersonFile) -> Option<Date> {
    let decided = file.decision().filter(|decision| match decision.route {
        Route::NoFurtherAction | Route::WarningLetter => true,
        Route::PenalOrder | Route::Summons | Route::MoreInvestigation => false,
    });
    let under_way = file.procedure.as_ref().is_some_and(|procedure| procedure.state().end.is_none());
    match ended(file) {
        Some((day, _)) => Some(day),
        None if under_way => None,
        None => decided.map(|decision| dutch_day(decision.at)),
    }
}

/// When and how the procedure ended.
fn ended(file: &PersonFile) -> Option<(Date, End)> {
    let procedure = file.procedure.as_ref()?;
    Some((procedure.steps().last()?.day, procedure.state().end?))
}

/// Takes a record out of use, or destroys it, once its term has come.
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
    /// SHA-256 of the key that is gone, where it was destroyed.
    pub key_sha256: Option<Sha256>,
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
        let kept = terms(&file).into_iter().find(|kept| kept.id == self.record).ok_or_else(|| {
            AppError::new(
                AppErrorKind::Missing,
                format!("the file of {} holds no record {}", file.label, self.record),
                "List them with `hoeder record terms`",
            )
        })?;
        let row = act.store().record::<Entry>(self.record)?;
        may_go(&kept, &row.body, &file)?;
        let key = row.key_sha256;
        let (deed, key_sha256) = match &self.end {
            RecordEnd::Remove(reason) => (RetentionDeed::Remove { reason: reason.clone() }, None),
            RecordEnd::Destroy => {
                let proof = DestructionProof { key, ledger_entry: act.intent() };
                (RetentionDeed::Destroy { proof }, Some(key))
            }
        };
        let hand = act.hand::<mark::Keeper>("this role ends no record")?;
        let at = act.now();
        // The reason of an earlier removal stands in its own line of the ledger.
        let reason = Prose::new("removed before").map_err(AppError::invalid)?;
        let earlier = kept.removed_on.map(|on| (RetentionDeed::Remove { reason }, on));
        let record = Retention::begin(kept.of);
        let deeds = earlier.into_iter().chain([(deed, act.today())]);
        deeds
            .into_iter()
            .try_fold(record, |record, (deed, day)| record.act(deed, day, at, &hand))
            .map_err(refused)?;
        Ok(EndedRecord { record: self.record, kind: kept.record, key_sha256 })
    }

    fn keep(
        self,
        ended: EndedRecord,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<EndedRecord, AppError> {
        let (id, at) = (self.record, act.now());
        let removed = tx.remove_record(id, at)?;
        let done = match self.end {
            RecordEnd::Remove(_) => removed,
            RecordEnd::Destroy => tx.destroy_record(id, at)?,
        };
        if !done {
            return Err(AppError::invalid(format!("record {id} has been ended already")));
        }
        if let RecordEnd::Remove(because) = &self.end {
            details.insert("because".into(), because.as_str().into());
        }
        details.insert("record".into(), id.to_string().into());
        details.insert("kind".into(), ended.kind.as_str().into());
        if let Some(key) = ended.key_sha256 {
            details.insert("key_sha256".into(), key.to_string().into());
        }
        Ok(ended)
    }

    fn settle(act: &Act<'_>, ended: &EndedRecord) {
        if ended.key_sha256.is_some() {
            // Where another process holds the log, the next destruction or closing clears it.
            drop(act.store().scrub());
        }
    }
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
