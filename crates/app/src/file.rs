//! A person's file: all that is recorded of one person in one case, read back into what it means.

use crate::gate::{Act, Details};
use crate::{AppError, AppErrorKind};
use authority::Subject;
use casework::case::Case;
use casework::decision::{Decision, ProfileRoot};
use casework::fact::{Fact, FactTurn, FiledFact, filed};
use casework::person::Identity;
use serde::{Deserialize, Serialize};
use store::{Body, NewRecord, PersonRow, RecordRow, Tx};
use vocab::{CaseId, Moment, PersonId, RecordId};

/// One record of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", content = "of", rename_all = "kebab-case")]
pub(crate) enum Entry {
    /// Who the person is.
    Identity(Identity),
    /// A fact or an opinion.
    Fact(Fact),
    /// A fact disputed, upheld or withdrawn.
    FactTurn(FactTurn),
    /// A decision.
    Decision(Box<Decision>),
}

impl Entry {
    /// The stable word under which the store keeps it.
    fn kind(&self) -> &'static str {
        match self {
            Self::Identity(_) => "identity",
            Self::Fact(_) => "fact",
            Self::FactTurn(_) => "fact-turn",
            Self::Decision(_) => "decision",
        }
    }

    /// The id that the record itself has, where it has one.
    fn id(&self) -> Option<RecordId> {
        match self {
            Self::Fact(fact) => Some(fact.id.0),
            Self::Decision(decision) => Some(decision.id.0),
            Self::Identity(_) | Self::FactTurn(_) => None,
        }
    }
}

/// A record that is no longer read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GoneRecord {
    /// Its id.
    pub id: RecordId,
    /// What it was.
    pub kind: String,
    /// When it was taken out of use.
    pub removed_at: Option<Moment>,
    /// When it was destroyed.
    pub destroyed_at: Option<Moment>,
}

/// All that is recorded of one person in one case.
#[derive(Clone, Debug, Serialize)]
pub struct PersonFile {
    /// The case.
    pub case: Case,
    /// The person's id.
    pub person: PersonId,
    /// The label that stands for the person.
    pub label: String,
    /// Who it is, as last recorded.
    pub identity: Option<Identity>,
    /// Facts and opinions, with how they stand.
    pub facts: Vec<FiledFact>,
    /// Decisions, oldest first.
    pub decisions: Vec<Decision>,
    /// Records that were removed or destroyed.
    pub gone: Vec<GoneRecord>,
}

/// What a deed on a person is about.
pub(crate) fn subject(case: &str, person: &str) -> Subject {
    Subject::Person { case: case.to_owned(), person: person.to_owned() }
}

impl PersonFile {
    /// Opens the file of a person, by case and label.
    pub(crate) fn open(act: &Act<'_>, case: &str, label: &str) -> Result<Self, AppError> {
        let case = act.store().case_named(case)?;
        let persons = act.store().persons(case.id)?;
        let row = persons.iter().find(|row| row.label == label).ok_or_else(|| {
            let known = persons.iter().map(|row| row.label.as_str()).collect::<Vec<_>>().join(", ");
            let hint = match known.as_str() {
                "" => "Add one with `hoeder person add`".to_owned(),
                known => format!("Its persons are: {known}"),
            };
            AppError::new(AppErrorKind::Missing, format!("case {} has no person {label:?}", case.name), hint)
        })?;
        Ok(Self::fold(case, row, act.store().records_of(row.id)?))
    }

    fn fold(case: Case, row: &PersonRow, records: Vec<RecordRow<Entry>>) -> Self {
        let (mut facts, mut turns) = (Vec::new(), Vec::new());
        let mut file = Self {
            case,
            person: row.id,
            label: row.label.clone(),
            identity: None,
            facts: Vec::new(),
            decisions: Vec::new(),
            gone: Vec::new(),
        };
        for record in records {
            let (removed_at, destroyed_at) = match record.body {
                Body::Here(entry) => {
                    match entry {
                        Entry::Identity(identity) => file.identity = Some(identity),
                        Entry::Fact(fact) => facts.push(fact),
                        Entry::FactTurn(turn) => turns.push(turn),
                        Entry::Decision(decision) => file.decisions.push(*decision),
                    }
                    continue;
                }
                Body::Removed(_, at) => (Some(at), None),
                Body::Destroyed(at) => (None, Some(at)),
            };
            file.gone.push(GoneRecord { id: record.id, kind: record.kind, removed_at, destroyed_at });
        }
        file.facts = filed(facts, &turns);
        file
    }

    /// The last decision.
    pub fn decision(&self) -> Option<&Decision> {
        self.decisions.last()
    }
}

/// Keeps one record of a person; the ledger's line gets its id, its kind and the digest of its closed body.
pub(crate) fn keep(
    act: &Act<'_>,
    tx: &mut Tx<'_>,
    (case, person): (CaseId, PersonId),
    entry: &Entry,
    details: &mut Details,
) -> Result<RecordId, AppError> {
    let id = entry.id().unwrap_or_else(|| act.world().record_id());
    let record = NewRecord {
        id,
        case,
        person: Some(person),
        kind: entry.kind(),
        made_at: act.now(),
        intent: act.intent(),
        body: entry,
    };
    let sha256 = tx.add_record(&record, &mut |bytes| act.world().random(bytes))?;
    details.insert(format!("{}_record", entry.kind()), id.to_string().into());
    details.insert(format!("{}_sha256", entry.kind()), sha256.to_string().into());
    Ok(id)
}

/// The newest sealed reading of each carrier of a case.
pub(crate) fn profiles(act: &Act<'_>, case: CaseId) -> Result<Vec<ProfileRoot>, AppError> {
    let mut roots = Vec::new();
    for carrier in act.store().carriers(case)? {
        let readings: Vec<crate::reading::plan::Reading> = act.store().readings(carrier.id)?;
        let sealed = readings.into_iter().rev().find_map(|reading| Some((reading.id, reading.sealed?.1)));
        roots.extend(sealed.map(|(reading, seal)| ProfileRoot { reading, root: seal.root.to_string() }));
    }
    Ok(roots)
}
