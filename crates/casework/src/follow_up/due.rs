//! What is due on which day. Dates that no law sets come from a plan that a team sets; they say so. May not record
//! anything.

use super::{FollowUp, FollowUpEntry};
use crate::calendar;
use crate::order::PartNumber;
use crate::procedure::{ExecutionState, Finality, State};
use jiff::civil::Date;
use rules::limits;
use serde::{Deserialize, Serialize};

/// What a team has agreed on. None of it is law: "source text needed" until a rule for it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReminderPlan {
    /// First contact within so many days of finality. (An aim of one month was read in a superseded policy of 2015.)
    pub first_contact_days: u16,
    /// A report at least every so many days.
    pub report_every_days: u16,
    /// Notice so many days before a direction ends.
    pub notice_days: u16,
}

impl Default for ReminderPlan {
    fn default() -> Self {
        Self { first_contact_days: 30, report_every_days: 90, notice_days: 28 }
    }
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReminderKind {
    /// First contact.
    FirstContact,
    /// A planned session of which nothing has been recorded.
    Session,
    /// A report.
    Report,
    /// The direction ends soon.
    EndsSoon,
    /// The direction has ended; nothing more may be asked of the person.
    Ended,
    /// A breach waits for the prosecutor.
    BreachWaits,
    /// Community service is to be finished.
    CommunityService,
}

impl ReminderKind {
    /// In Dutch.
    pub fn dutch(self) -> &'static str {
        match self {
            Self::FirstContact => "eerste contact",
            Self::Session => "geplande sessie",
            Self::Report => "voortgangsbericht",
            Self::EndsSoon => "aanwijzing loopt af",
            Self::Ended => "aanwijzing is geëindigd",
            Self::BreachWaits => "melding van niet-naleving wacht op de officier",
            Self::CommunityService => "taakstraf moet zijn voltooid",
        }
    }
}

/// One thing that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    /// Day.
    pub on: Date,
    /// What.
    pub kind: ReminderKind,
    /// The part; `None` where the whole order is meant.
    pub part: Option<PartNumber>,
}

impl FollowUp {
    /// What is due, by day, as seen on a day. Nothing is due of an order that is not being carried out.
    pub fn due(&self, state: &State, day: Date, plan: ReminderPlan) -> Vec<Reminder> {
        let ExecutionState::Running { since } = state.execution else { return Vec::new() };
        let mine = state.order.as_ref().is_some_and(|order| order.id == self.order);
        if !mine || state.end.is_some() || state.court.is_some() {
            return Vec::new();
        }
        let mut due = Vec::new();
        if state.breach_waits {
            due.push(Reminder { on: day, kind: ReminderKind::BreachWaits, part: None });
        }
        for part in self.directions.iter().map(|followed| followed.part) {
            self.due_of(part, state, (since, day), plan, &mut due);
        }
        due.extend(service_due(state, day));
        due.sort_unstable();
        due
    }

    fn due_of(
        &self,
        part: PartNumber,
        state: &State,
        (since, day): (Date, Date),
        plan: ReminderPlan,
        due: &mut Vec<Reminder>,
    ) {
        let mut remind = |on, kind| due.push(Reminder { on, kind, part: Some(part) });
        let Some(ending) = state.direction_ending(part, day) else { return };
        if state.executed.contains(&part) {
            return;
        }
        if ending.surely_over(day) {
            remind(calendar::days_after(ending.latest_day, 1), ReminderKind::Ended);
            return;
        }
        let mine = || self.entries.iter().filter(|recorded| recorded.entry.part() == part);
        let contact = mine().find(|recorded| !matches!(recorded.entry, FollowUpEntry::PlanSession { .. }));
        if contact.is_none() {
            let from = match state.finality(day) {
                Finality::From { day } => day.max(since),
                _ => since,
            };
            remind(
                calendar::days_after(from, u32::from(plan.first_contact_days)),
                ReminderKind::FirstContact,
            );
        }
        for planned in mine() {
            let FollowUpEntry::PlanSession { on, .. } = planned.entry else { continue };
            let told = mine().any(
                |recorded| matches!(recorded.entry, FollowUpEntry::Session { on: held, .. } if held == on),
            );
            if !told {
                remind(on, ReminderKind::Session);
            }
        }
        let last = mine()
            .filter(|recorded| matches!(recorded.entry, FollowUpEntry::Report { .. }))
            .map(|recorded| recorded.entry.on())
            .max()
            .unwrap_or(since);
        let next = calendar::days_after(last, u32::from(plan.report_every_days));
        remind(next.min(ending.last_day), ReminderKind::Report);
        let notice = jiff::Span::new().days(i64::from(plan.notice_days));
        remind(ending.last_day.saturating_sub(notice), ReminderKind::EndsSoon);
    }
}

/// Community service is to be finished in nine months after the order is final; detention lengthens that.
fn service_due(state: &State, day: Date) -> Option<Reminder> {
    let order = state.order.as_ref()?;
    let (part, _) = order
        .outline
        .numbered()
        .find(|(_, part)| matches!(part, crate::order::PartOutline::CommunityService { .. }))?;
    let Finality::From { day: from } = state.finality(day) else { return None };
    if state.executed.contains(&part) {
        return None;
    }
    let term = limits(order.issued_on).community_service_term?;
    let ending = calendar::term_from(from, &term)?;
    let on = calendar::days_after(ending.last_day, state.detained_days);
    Some(Reminder { on, kind: ReminderKind::CommunityService, part: Some(part) })
}
