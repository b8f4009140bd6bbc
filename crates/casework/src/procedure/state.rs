//! How the procedure stands, and what follows from that on a day. Read only: a state is made by steps alone.

use super::step::NewFacts;
use crate::calendar::{self, Ending};
use crate::order::{Outline, PartNumber};
use jiff::civil::Date;
use rules::limits;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use vocab::{DecisionId, OrderId};

/// The order in the version that counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CurrentOrder {
    /// The order.
    pub id: OrderId,
    /// Its version, from 1; an amendment makes the next.
    pub version: u16,
    /// Day of issue.
    pub issued_on: Date,
    /// In outline.
    pub outline: Outline,
}

/// How opposition stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OppositionState {
    /// None so far; it may come.
    #[default]
    None,
    /// Waived in writing with counsel.
    Waived {
        /// Day.
        on: Date,
    },
    /// The right was lost by complying unasked.
    LostByCompliance {
        /// Day.
        on: Date,
    },
    /// Lodged.
    Pending {
        /// Day.
        lodged_on: Date,
        /// Whether execution waits for it.
        suspends: bool,
    },
    /// Withdrawn again.
    Withdrawn,
    /// The court could not hear it: the order stands.
    Inadmissible,
}

/// How execution stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExecutionState {
    /// Not begun.
    #[default]
    NotStarted,
    /// Begun.
    Running {
        /// Day.
        since: Date,
    },
    /// Stopped for good by a summons.
    Stopped,
}

/// What lies before the court.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CourtState {
    /// The opposition.
    Opposition {
        /// Day of the hearing.
        hearing_on: Date,
    },
    /// A summons for the same fact.
    Summons,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// Given up before issue.
    Abandoned,
    /// Withdrawn by the prosecutor.
    Withdrawn,
    /// Executed in full.
    FullyExecuted,
    /// Annulled by the court.
    Annulled,
}

/// How the procedure stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct State {
    /// The decision that carries it; none before the first step.
    pub decision: Option<DecisionId>,
    /// The order.
    pub order: Option<CurrentOrder>,
    /// Days on which the order was sent to an address. They begin no term.
    pub sent_on: Option<Date>,
    /// The first and the last of the days that may have begun the term of opposition.
    pub known: Option<(Date, Date)>,
    /// Opposition.
    pub opposition: OppositionState,
    /// Execution.
    pub execution: ExecutionState,
    /// Parts of this version that are executed.
    pub executed: BTreeSet<PartNumber>,
    /// How many parts of earlier versions were executed; a court takes them into account.
    pub executed_before: u16,
    /// New last days of directions.
    pub extended: BTreeMap<PartNumber, Date>,
    /// First day of the detention that lasts.
    pub detained_since: Option<Date>,
    /// Last day of release.
    pub released_on: Option<Date>,
    /// Days of detention before, within this execution.
    pub detained_days: u32,
    /// Whether a breach waits for the prosecutor's answer.
    pub breach_waits: bool,
    /// New facts that stopped it, until a new decision.
    pub halted: Option<NewFacts>,
    /// What lies before the court.
    pub court: Option<CourtState>,
    /// How it ended.
    pub end: Option<End>,
    /// Whether its record has been destroyed.
    pub destroyed: bool,
}

/// When an order is final.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finality {
    /// No day can be named: nothing shows that the person knows the order.
    NotKnown,
    /// Opposition can still come until this ending.
    Until(Ending),
    /// Opposition is before the court or on its way there.
    Opposed,
    /// Final from this day on; the ending of the term where one ran out.
    From {
        /// First day on which it is final under every reading.
        day: Date,
    },
    /// The order is no more.
    Gone,
}

impl State {
    /// The end of the term of opposition, from delivery in person or proven knowledge. `None`: nothing began it.
    pub fn opposition_ending(&self) -> Option<Ending> {
        let ((first, last), order) = (self.known?, self.order.as_ref()?);
        let days = limits(order.issued_on).opposition.bound;
        Some(calendar::days_from_event(first, days).or_later(calendar::days_from_event(last, days)))
    }

    /// The end of the term before which nothing is executed, from the same day. The text lets it run from sending
    /// too; here it waits until the person surely knows.
    pub fn no_execution_ending(&self) -> Option<Ending> {
        let ((first, last), order) = (self.known?, self.order.as_ref()?);
        let days = limits(order.issued_on).no_execution.bound;
        Some(calendar::days_from_event(first, days).or_later(calendar::days_from_event(last, days)))
    }

    /// Whether opposition holds execution up.
    pub fn is_suspended(&self) -> bool {
        matches!(self.opposition, OppositionState::Pending { suspends: true, .. })
    }

    /// Whether opposition has been lodged and not been decided.
    pub fn is_opposed(&self) -> bool {
        matches!(self.opposition, OppositionState::Pending { .. })
    }

    /// Whether all parts have been executed.
    pub fn all_executed(&self) -> bool {
        self.order.as_ref().is_some_and(|order| self.executed.len() == order.outline.parts.len())
    }

    /// Last day of a direction on behaviour; `None` for other parts, or before execution. Detention that lasts is
    /// counted up to `day`.
    pub fn direction_ending(&self, part: PartNumber, day: Date) -> Option<Ending> {
        let ExecutionState::Running { since } = self.execution else { return None };
        let order = self.order.as_ref()?;
        let crate::order::PartOutline::Behaviour { months, .. } = order.outline.part(part)? else {
            return None;
        };
        let lasting = self.detained_since.map_or(0, |from| calendar::days_between(from, day));
        let paused = self.detained_days.saturating_add(lasting);
        let ending = calendar::period_end(since, u32::from(*months), paused);
        Some(match self.extended.get(&part) {
            Some(until) if *until > ending.last_day => {
                Ending { last_day: *until, latest_day: *until, ..ending }
            }
            _ => ending,
        })
    }

    /// The longest that a direction on behaviour may run: the legal maximum, and the days of detention.
    pub fn direction_cap(&self, day: Date) -> Option<Date> {
        let ExecutionState::Running { since } = self.execution else { return None };
        let order = self.order.as_ref()?;
        let lasting = self.detained_since.map_or(0, |from| calendar::days_between(from, day));
        let paused = self.detained_days.saturating_add(lasting);
        Some(calendar::period_end(since, limits(order.issued_on).direction.bound, paused).last_day)
    }

    /// Whether and since when the order is final, as seen on a day.
    pub fn finality(&self, day: Date) -> Finality {
        if self.order.is_none() || matches!(self.end, Some(End::Annulled | End::Withdrawn | End::Abandoned)) {
            return Finality::Gone;
        }
        if self.court == Some(CourtState::Summons) {
            return Finality::Gone;
        }
        match self.opposition {
            OppositionState::Waived { on } | OppositionState::LostByCompliance { on } => {
                Finality::From { day: on }
            }
            OppositionState::Pending { .. } => Finality::Opposed,
            OppositionState::None | OppositionState::Withdrawn | OppositionState::Inadmissible => {
                match self.opposition_ending() {
                    None => Finality::NotKnown,
                    Some(ending) if ending.may_run(day) => Finality::Until(ending),
                    Some(ending) => Finality::From { day: calendar::days_after(ending.latest_day, 1) },
                }
            }
        }
    }
}
