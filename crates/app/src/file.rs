//! A person's file: all that is recorded of one person in one case, read back into what it means.

use crate::gate::{Act, Details};
use crate::{AppError, AppErrorKind};
use authority::Subject;
use casework::case::Case;
use casework::decision::{Decision, ProfileRoot};
use casework::document::{Advice, PenalOrder, WarningLetter};
use casework::fact::{Fact, FactTurn, FiledFact, filed};
use casework::follow_up::{FollowUp, RecordedEntry};
use casework::hand_over::HandOver;
use casework::order::{Draft, DraftHearing, OnDraft, OnFile, SignOff};
use casework::person::Identity;
use casework::procedure::{Procedure, TakenStep};
use casework::seizure::{Seizure, seized_from};
use rules::Assessment;
use serde::{Deserialize, Serialize};
use store::{Body, NewRecord, PersonRow, RecordRow, Tx};
use vocab::{CarrierId, CaseId, DecisionId, Moment, OrderId, PersonId, RecordId, Sha256};

const SEIZURE: &str = "seizure";

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
    /// An order as it is drawn up.
    Draft(Box<Draft>),
    /// A hearing about it.
    Hearing(Box<OnDraft<DraftHearing>>),
    /// The probation service's advice.
    Advice(OnDraft<Advice>),
    /// A signature for community service.
    SignOff(OnDraft<SignOff>),
    /// An order as it was issued.
    Order(Box<IssuedOrder>),
    /// A step of the procedure.
    Step(TakenStep),
    /// What became of a direction.
    FollowUp(RecordedEntry),
    /// A hand-over to another controller.
    HandOver(HandOver),
    /// From whom a carrier was seized.
    Seizure(Seizure),
    /// A warning letter as it was issued.
    Warning(Box<IssuedWarning>),
}

/// A warning letter as it was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedWarning {
    /// The decision that it carries out.
    pub decision: DecisionId,
    /// The letter, word for word.
    pub letter: WarningLetter,
}

/// An order as it was issued: the document, and how its directions begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedOrder {
    /// Its id.
    pub id: OrderId,
    /// The decision that it carries out.
    pub decision: DecisionId,
    /// The document, word for word.
    pub document: PenalOrder,
    /// What the rules said when it was issued.
    pub assessment: Assessment,
    /// Its directions; `None` without directions on behaviour.
    pub follow_up: Option<FollowUp>,
}

impl Entry {
    /// The stable word under which the store keeps it.
    fn kind(&self) -> &'static str {
        match self {
            Self::Identity(_) => "identity",
            Self::Fact(_) => "fact",
            Self::FactTurn(_) => "fact-turn",
            Self::Decision(_) => "decision",
            Self::Draft(_) => "draft",
            Self::Hearing(_) => "hearing",
            Self::Advice(_) => "advice",
            Self::SignOff(_) => "sign-off",
            Self::Order(_) => "order",
            Self::Step(_) => "step",
            Self::FollowUp(_) => "follow-up",
            Self::HandOver(_) => "hand-over",
            Self::Seizure(_) => SEIZURE,
            Self::Warning(_) => "warning",
        }
    }

    /// The id that the record itself has, where it has one.
    fn id(&self) -> Option<RecordId> {
        match self {
            Self::Fact(fact) => Some(fact.id.0),
            Self::Decision(decision) => Some(decision.id.0),
            _ => None,
        }
    }
}

/// A record that is in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FiledRecord {
    /// Its id.
    pub id: RecordId,
    /// What it is.
    pub kind: String,
    /// When it was made.
    pub made_at: Moment,
    /// SHA-256 of its key.
    pub key_sha256: Sha256,
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

/// A hand-over with the id of its record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FiledHandOver {
    /// The record.
    pub id: RecordId,
    /// What was handed over.
    #[serde(flatten)]
    pub hand_over: HandOver,
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
    /// The order that is being drawn up on the last decision.
    pub draft: Option<Draft>,
    /// The last hearing, with the draft that it was about.
    pub hearing: Option<OnDraft<DraftHearing>>,
    /// The last advice of the probation service, with the draft that it was about.
    pub advice: Option<OnDraft<Advice>>,
    /// The last signature for community service, with the draft that it was about.
    pub sign_off: Option<OnDraft<SignOff>>,
    /// Orders that were issued, oldest first.
    pub orders: Vec<IssuedOrder>,
    /// The procedure of the last decision on a penal order.
    pub procedure: Option<Procedure>,
    /// What became of the directions of the last order.
    pub follow_up: Option<FollowUp>,
    /// Hand-overs.
    pub hand_overs: Vec<FiledHandOver>,
    /// From whom carriers were seized, as far as it is said of this person.
    pub seizures: Vec<Seizure>,
    /// Warning letters that were issued, oldest first.
    pub warnings: Vec<IssuedWarning>,
    /// Every record that is in use: id, kind and when it was made.
    pub records: Vec<FiledRecord>,
    /// Records that were removed or destroyed.
    pub gone: Vec<GoneRecord>,
}

#[derive(Default)]
struct Folded {
    facts: Vec<Fact>,
    turns: Vec<FactTurn>,
    steps: Vec<TakenStep>,
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
        Self::fold(case, row, act.store().records_of(row.id)?)
    }

    fn fold(case: Case, row: &PersonRow, records: Vec<RecordRow<Entry>>) -> Result<Self, AppError> {
        let mut file = Self::empty(case, row);
        let mut folded = Folded::default();
        for record in records {
            let (removed_at, destroyed_at) = match record.body {
                Body::Here(entry) => {
                    let (id, kind, made_at) = (record.id, record.kind, record.made_at);
                    file.records.push(FiledRecord { id, kind, made_at, key_sha256: record.key_sha256 });
                    file.take(id, entry, &mut folded)?;
                    continue;
                }
                Body::Removed(_, at) => (Some(at), None),
                Body::Destroyed(at) => (None, Some(at)),
            };
            file.gone.push(GoneRecord { id: record.id, kind: record.kind, removed_at, destroyed_at });
        }
        file.facts = filed(folded.facts, &folded.turns);
        // Once steps are gone the rest no longer tells how it came about.
        let whole = !file.gone.iter().any(|record| record.kind == "step");
        if whole && !folded.steps.is_empty() {
            let damaged = |error: casework::procedure::Unlawful| {
                let text = format!("the procedure of {} can't have come about: {error}", file.label);
                AppError::new(AppErrorKind::Store, text, "Verify the ledger, and restore from a backup")
            };
            file.procedure = Some(Procedure::replay(Procedure::last_among(&folded.steps)).map_err(damaged)?);
        }
        Ok(file)
    }

    fn empty(case: Case, row: &PersonRow) -> Self {
        Self {
            case,
            person: row.id,
            label: row.label.clone(),
            identity: None,
            facts: Vec::new(),
            decisions: Vec::new(),
            draft: None,
            hearing: None,
            advice: None,
            sign_off: None,
            orders: Vec::new(),
            procedure: None,
            follow_up: None,
            hand_overs: Vec::new(),
            seizures: Vec::new(),
            warnings: Vec::new(),
            records: Vec::new(),
            gone: Vec::new(),
        }
    }

    fn take(&mut self, id: RecordId, entry: Entry, folded: &mut Folded) -> Result<(), AppError> {
        match entry {
            Entry::Identity(identity) => self.identity = Some(identity),
            Entry::Fact(fact) => folded.facts.push(fact),
            Entry::FactTurn(turn) => folded.turns.push(turn),
            Entry::Decision(decision) => self.decisions.push(*decision),
            Entry::Draft(draft) => self.draft = Some(*draft),
            Entry::Hearing(hearing) => self.hearing = Some(self.placed(*hearing, OnFile::Hearing)?),
            Entry::Advice(advice) => self.advice = Some(self.placed(advice, OnFile::Advice)?),
            Entry::SignOff(sign_off) => self.sign_off = Some(self.placed(sign_off, OnFile::SignOff)?),
            Entry::Order(order) => {
                self.follow_up.clone_from(&order.follow_up);
                self.orders.push(*order);
            }
            Entry::Step(taken) => folded.steps.push(taken),
            Entry::FollowUp(entry) => {
                self.follow_up.iter_mut().for_each(|follow_up| follow_up.entries.push(entry.clone()));
            }
            Entry::HandOver(hand_over) => self.hand_overs.push(FiledHandOver { id, hand_over }),
            Entry::Seizure(seizure) => self.seizures.push(seizure),
            Entry::Warning(warning) => self.warnings.push(*warning),
        }
        Ok(())
    }

    /// A record that does not tell about which draft it was, was about the one that lay there when it was made.
    fn placed<T>(&self, said: OnDraft<T>, on_file: OnFile) -> Result<OnDraft<T>, AppError> {
        match (&said.about, &self.draft) {
            (None, Some(draft)) => OnDraft::now(said.of, on_file, draft).map_err(AppError::invalid),
            _ => Ok(said),
        }
    }

    /// The draft, for what can only be said about one.
    pub(crate) fn drawn_up(&self, what: &str) -> Result<&Draft, AppError> {
        self.draft.as_ref().ok_or_else(|| {
            AppError::new(
                AppErrorKind::Missing,
                format!("no order is drawn up for {}, and {what} is about one", self.label),
                "A prosecutor draws one up first, with `hoeder order draft`",
            )
        })
    }

    /// The procedure, where there is one.
    pub(crate) fn procedure(&self) -> Result<&Procedure, AppError> {
        self.procedure.as_ref().ok_or_else(|| {
            AppError::new(
                AppErrorKind::Missing,
                format!("no penal order is under way for {}", self.label),
                "A prosecutor decides on one first, with `hoeder decision take`",
            )
        })
    }

    /// Keeps one more record in this file.
    pub(crate) fn keep(
        &self,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        entry: &Entry,
        details: &mut Details,
    ) -> Result<RecordId, AppError> {
        keep(act, tx, (self.case.id, self.person), entry, details)
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

/// The carriers that count as seized from the person: those that somebody said were, and those of which nothing is said.
pub(crate) fn seized(act: &Act<'_>, file: &PersonFile) -> Result<Vec<CarrierId>, AppError> {
    let carriers: Vec<CarrierId> = act.store().carriers(file.case.id)?.iter().map(|row| row.id).collect();
    let mut said = Vec::new();
    for record in act.store().records_of_kind(file.case.id, SEIZURE)? {
        if let (Some(person), Body::Here(Entry::Seizure(seizure))) = (record.person, record.body) {
            said.push((person, seizure));
        }
    }
    Ok(seized_from(file.person, &carriers, &said))
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
