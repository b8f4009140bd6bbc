//! How long records are kept, and their end. Under the Wpg data are first *removed* (kept apart, for complaints and
//! accountability alone) and *destroyed* five years later: two deeds, two days. Under the Wjsg they are destroyed.
//! Destruction is proven: the key is gone and a line of the ledger says so.
//!
//! Where a term was not read at source in the wording in force, both readings are kept; nothing is destroyed before
//! the later one. May not know the records themselves.

mod term;

pub use term::{Due, DueDay, RecordKind, Uncertain};

use crate::document::{Line, Prose};
use crate::hand_over::Controller;
use authority::{Hand, Role, mark};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocab::{Moment, Sha256};

/// Proof that a record is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[doc(alias = "bewijs van vernietiging")]
pub struct DestructionProof {
    /// Fingerprint of the key under which the record was closed, and which was destroyed.
    pub key: Sha256,
    /// Number of the ledger's line under which it was done.
    pub ledger_entry: u64,
}

/// Something that was done to a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "kebab-case", deny_unknown_fields)]
pub enum RetentionDeed {
    /// Removed: kept apart from the work.
    #[doc(alias = "verwijderen")]
    Remove {
        /// Why now, where it is before its day.
        reason: Prose,
    },
    /// Looked into again after removal, for a complaint or accountability.
    Reopen {
        /// For which complaint or account.
        reason: Prose,
    },
    /// Destroyed.
    #[doc(alias = "vernietigen")]
    Destroy {
        /// Proof.
        proof: DestructionProof,
    },
}

/// A deed as it was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneDeed {
    /// What.
    #[serde(flatten)]
    pub deed: RetentionDeed,
    /// On which day.
    pub day: Date,
    /// When it was written down.
    pub at: Moment,
    /// By whom, by name.
    pub by: Line,
    /// In which role.
    pub role: Role,
}

/// The life of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Recorded")]
pub struct Retention {
    kind: RecordKind,
    deeds: Vec<DoneDeed>,
}

#[derive(Deserialize)]
struct Recorded {
    kind: RecordKind,
    deeds: Vec<DoneDeed>,
}

/// How a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// In use.
    InUse,
    /// Removed on this day.
    Removed(Date),
    /// Destroyed on this day.
    Destroyed(Date),
}

/// Why a deed was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RetentionRefused {
    /// Someone else answers for it.
    #[error("a {role} does not answer for records of {controller:?}; ask a person who does")]
    OtherController {
        /// The role.
        role: Role,
        /// Who answers for it.
        controller: Controller,
    },
    /// The law knows no removal for it.
    #[error("the law knows no removal for this kind of record, only destruction")]
    NoRemoval,
    /// Removed already.
    #[error("the record was removed on {0} already")]
    Removed(Date),
    /// Not removed.
    #[error("the record has not been removed; removal comes first, destruction five years later (14 Wpg)")]
    NotRemoved,
    /// Too early.
    #[error("the record may not be destroyed before {0}; wait until that day")]
    TooEarly(Date),
    /// No day is known.
    #[error("no day of destruction is known for this record: {0}; have a jurist read the text")]
    NoDay(String),
    /// Destroyed.
    #[error("the record was destroyed on {0}; nothing is left to act on")]
    Destroyed(Date),
    /// Days in order.
    #[error("the last deed is of {0}, after this day; check the day")]
    Backdated(Date),
    /// A name that can't be written down.
    #[error("the name of the person who acts can't be written down: {0}")]
    Name(String),
}

impl Retention {
    /// A record in use.
    pub fn begin(kind: RecordKind) -> Self {
        Self { kind, deeds: Vec::new() }
    }

    /// What kind of record, with the days on which its terms hang.
    pub fn kind(&self) -> &RecordKind {
        &self.kind
    }

    /// What was done, oldest first.
    pub fn deeds(&self) -> &[DoneDeed] {
        &self.deeds
    }

    /// The days on which the terms hang changed: data were needed again, the order was executed.
    ///
    /// # Errors
    /// When the record has been destroyed.
    pub fn with_kind(&self, kind: RecordKind) -> Result<Self, RetentionRefused> {
        match self.kept() {
            Kept::Destroyed(on) => Err(RetentionRefused::Destroyed(on)),
            _ => Ok(Self { kind, deeds: self.deeds.clone() }),
        }
    }

    /// How it stands.
    pub fn kept(&self) -> Kept {
        let mut kept = Kept::InUse;
        for done in &self.deeds {
            match done.deed {
                RetentionDeed::Remove { .. } => kept = Kept::Removed(done.day),
                RetentionDeed::Destroy { .. } => kept = Kept::Destroyed(done.day),
                RetentionDeed::Reopen { .. } => {}
            }
        }
        kept
    }

    /// Its due days.
    pub fn due(&self) -> Due {
        match self.kept() {
            Kept::Removed(on) => self.kind.due(Some(on)),
            Kept::InUse | Kept::Destroyed(_) => self.kind.due(None),
        }
    }

    /// Does a deed, by the hand of a person who answers for the record.
    ///
    /// # Errors
    /// Says what stands in the way.
    pub fn act(
        &self,
        deed: RetentionDeed,
        day: Date,
        at: Moment,
        hand: &Hand<'_, mark::Keeper>,
    ) -> Result<Self, RetentionRefused> {
        let by = Line::new(hand.name()).map_err(|error| RetentionRefused::Name(error.to_string()))?;
        self.after(DoneDeed { deed, day, at, by, role: hand.role() })
    }

    fn after(&self, done: DoneDeed) -> Result<Self, RetentionRefused> {
        self.allows(&done)?;
        let mut next = self.clone();
        next.deeds.push(done);
        Ok(next)
    }

    fn allows(&self, done: &DoneDeed) -> Result<(), RetentionRefused> {
        let controller = self.kind.controller();
        if Controller::of(done.role) != Some(controller) {
            return Err(RetentionRefused::OtherController { role: done.role, controller });
        }
        if let Some(last) = self.deeds.last().filter(|last| last.day > done.day) {
            return Err(RetentionRefused::Backdated(last.day));
        }
        match (&done.deed, self.kept()) {
            (_, Kept::Destroyed(on)) => Err(RetentionRefused::Destroyed(on)),
            (RetentionDeed::Remove { .. }, Kept::Removed(on)) => Err(RetentionRefused::Removed(on)),
            (RetentionDeed::Remove { .. }, Kept::InUse) if self.kind.is_removed_first() => Ok(()),
            (RetentionDeed::Remove { .. }, Kept::InUse) => Err(RetentionRefused::NoRemoval),
            (RetentionDeed::Reopen { .. }, Kept::Removed(_)) => Ok(()),
            (RetentionDeed::Reopen { .. }, Kept::InUse) => Err(RetentionRefused::NotRemoved),
            (RetentionDeed::Destroy { .. }, Kept::InUse) if self.kind.is_removed_first() => {
                Err(RetentionRefused::NotRemoved)
            }
            (RetentionDeed::Destroy { .. }, _) => self.is_due(done.day),
        }
    }

    fn is_due(&self, day: Date) -> Result<(), RetentionRefused> {
        let due = self.due();
        match due.destroy {
            None => {
                let why: Vec<String> = due.uncertain.iter().map(ToString::to_string).collect();
                Err(RetentionRefused::NoDay(why.join("; ")))
            }
            Some(due) if day < due.latest => Err(RetentionRefused::TooEarly(due.latest)),
            Some(_) => Ok(()),
        }
    }
}

impl TryFrom<Recorded> for Retention {
    type Error = RetentionRefused;
    fn try_from(recorded: Recorded) -> Result<Self, RetentionRefused> {
        let Recorded { kind, deeds } = recorded;
        deeds.into_iter().try_fold(Self::begin(kind), |record, done| record.after(done))
    }
}
