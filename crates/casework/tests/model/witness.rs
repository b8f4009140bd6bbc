//! The witness: what the law says of a run of steps, kept without a look at the state of the procedure. It is told each
//! accepted step and objects to one that may never have been accepted.

use casework::order::{Outline, PartOutline};
use casework::procedure::{CourtResult, DeliveryManner, End, State, Step, SummonsGround};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use std::collections::BTreeSet;

/// What the witness remembers.
#[derive(Clone, Default)]
pub(crate) struct Witness {
    issued: bool,
    parts: usize,
    behaviour_months: Option<u8>,
    /// First and last day of knowing this version.
    known: Option<(Date, Date)>,
    waived: bool,
    complied: bool,
    /// Lodged, and whether it suspends.
    opposed: Option<bool>,
    started: Option<Date>,
    executed: BTreeSet<u8>,
    executed_ever: u32,
    detained_from: Option<Date>,
    detained: i64,
    extended: Option<Date>,
    breach: bool,
    halted: bool,
    hearing: Option<Date>,
    summoned: bool,
    final_bar: bool,
    annulled: bool,
    abandoned: bool,
    destroyed: bool,
}

type Heard = Result<(), String>;

fn ensure(holds: bool, what: &str) -> Heard {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

fn plus(day: Date, days: i64) -> Date {
    day.saturating_add(Span::new().days(days))
}

impl Witness {
    pub(crate) fn begin() -> Self {
        Self::default()
    }

    fn over(&self) -> bool {
        self.final_bar || self.annulled || self.abandoned
    }

    /// Takes note of an accepted step.
    pub(crate) fn accept(&mut self, step: &Step, today: Date) -> Heard {
        ensure(!self.destroyed, "something followed destruction")?;
        if self.over() {
            let opened = matches!(step, Step::Summon { ground: SummonsGround::Complaint { .. } });
            let allowed = matches!(step, Step::Destroy { .. }) || opened && self.final_bar;
            ensure(allowed, "something followed the end: the same fact was taken up again")?;
        }
        match step {
            Step::Decide { .. } => return Err("decided twice".to_owned()),
            Step::RecordNewFacts { .. } => self.halted = true,
            Step::DecideAnew { .. } => self.halted = false,
            Step::Abandon { .. } => {
                ensure(!self.issued, "an issued order was abandoned")?;
                self.abandoned = true;
            }
            Step::Issue { outline, .. } => self.issue(outline, today)?,
            Step::Amend { outline, same_fact, .. } => {
                ensure(*same_fact, "amended for another fact")?;
                ensure(self.issued && self.hearing.is_none() && !self.summoned, "amended before a court")?;
                self.amend(outline, today)?;
            }
            Step::Deliver { .. }
            | Step::ProveKnown { .. }
            | Step::Oppose { .. }
            | Step::WithdrawOpposition { .. }
            | Step::WaiveOpposition { .. }
            | Step::Comply { .. } => self.opposition(step)?,
            Step::StartExecution
            | Step::ExtendTerm { .. }
            | Step::Pause { .. }
            | Step::Resume { .. }
            | Step::ExecutePart { .. }
            | Step::CompleteExecution
            | Step::ReportBreach { .. }
            | Step::AnswerBreach { .. } => self.execution(step, today)?,
            Step::Withdraw { .. } => {
                ensure(self.issued && !self.summoned, "withdrawn when the court had it")?;
                ensure(self.hearing.is_none_or(|on| today <= on), "withdrawn after the hearing")?;
                self.hearing = None;
                self.final_bar = true;
            }
            Step::BringToCourt { .. } | Step::Summon { .. } | Step::RecordCourtResult { .. } => {
                self.court(step)?;
            }
            Step::Destroy { due_on, .. } => {
                ensure(self.over(), "destroyed before the end")?;
                ensure(today >= *due_on, "destroyed before it was due")?;
                self.destroyed = true;
            }
        }
        Ok(())
    }

    fn issue(&mut self, outline: &Outline, today: Date) -> Heard {
        ensure(!self.halted, "issued although new facts had come")?;
        ensure(!outline.parts.is_empty(), "issued empty")?;
        self.behaviour_months = None;
        for part in &outline.parts {
            if let PartOutline::Behaviour { months, sessions } = part {
                ensure(*months <= 12 && *sessions <= 20, "a direction past its maximum")?;
                let heard = outline.heard.as_ref().ok_or("a direction without a hearing")?;
                ensure(heard.on <= today && heard.told_of_counsel && heard.willing, "unwilling or unheard")?;
                let advised = outline.advised_on.ok_or("a direction without advice")?;
                ensure(advised <= today, "advice of later")?;
                self.behaviour_months = Some(*months);
            }
            if let PartOutline::CommunityService { .. } = part {
                ensure(outline.signed_off_by.is_some(), "community service without a sign-off")?;
            }
        }
        self.issued = true;
        self.parts = outline.parts.len();
        Ok(())
    }

    fn amend(&mut self, outline: &Outline, today: Date) -> Heard {
        let opposed = self.opposed.map(|_| true);
        let executed_ever = self.executed_ever;
        let halted = self.halted;
        *self = Self { opposed, executed_ever, halted, ..Self::default() };
        self.issue(outline, today)
    }

    fn opposition(&mut self, step: &Step) -> Heard {
        ensure(self.issued && !self.summoned, "opposition about nothing")?;
        match step {
            Step::Deliver { on, manner: DeliveryManner::InPerson | DeliveryManner::RefusedInPerson } => {
                ensure(!self.halted, "delivered although new facts had come")?;
                self.knows(*on);
            }
            Step::ProveKnown { since, .. } => self.knows(*since),
            Step::Oppose { lodged_on, set_aside, .. } => {
                let in_time = self.known.is_none_or(|(_, last)| *lodged_on <= plus(last, 14));
                let lost = self.waived || self.complied;
                ensure(set_aside.is_none() || lost || !in_time, "opposition in time was set aside")?;
                self.opposed = Some(set_aside.is_none());
                (self.waived, self.complied) = (false, false);
            }
            Step::WithdrawOpposition { on } => {
                ensure(self.opposed.is_some(), "no opposition was withdrawn")?;
                ensure(
                    self.hearing.is_none_or(|hearing| *on <= hearing),
                    "withdrawn after the hearing began",
                )?;
                (self.opposed, self.hearing) = (None, None);
            }
            Step::WaiveOpposition { .. } => {
                ensure(self.known.is_some() && self.opposed.is_none(), "waived unknown or opposed")?;
                self.waived = true;
            }
            Step::Comply { parts, .. } => {
                for part in parts {
                    ensure(
                        self.behaviour_months.is_none() || *part != 2,
                        "a direction complied with at once",
                    )?;
                    ensure(self.executed.insert(*part), "a part executed twice")?;
                    self.executed_ever += 1;
                }
                self.opposed = None;
                self.complied = !self.waived;
            }
            _ => {}
        }
        Ok(())
    }

    fn knows(&mut self, on: Date) {
        self.known = Some(self.known.map_or((on, on), |(first, last)| (first.min(on), last.max(on))));
    }

    fn execution(&mut self, step: &Step, today: Date) -> Heard {
        ensure(self.issued && self.hearing.is_none() && !self.summoned, "execution before a court")?;
        let suspended = self.opposed == Some(true);
        match step {
            Step::StartExecution => {
                let (_, last) = self.known.ok_or("executed without delivery or knowledge")?;
                ensure(self.waived || today > plus(last, 14), "executed before day 14 without a waiver")?;
                ensure(!suspended, "executed although opposed")?;
                ensure(!self.halted, "executed although new facts had come")?;
                self.started = Some(today);
            }
            Step::ExtendTerm { until, .. } => {
                ensure(*until <= self.cap(today)?, "a direction of more than a year")?;
                self.extended = Some(*until);
            }
            Step::Pause { from } => self.detained_from = Some(*from),
            Step::Resume { on } => {
                let from = self.detained_from.take().ok_or("released without detention")?;
                self.detained += i64::from(from.until(*on).map_or(0, |span| span.get_days()));
            }
            Step::ExecutePart { part } => {
                self.started.ok_or("a part executed before the start")?;
                ensure(!suspended && !self.halted, "a part executed although opposed or stopped")?;
                if let (2, Some(months)) = (*part, self.behaviour_months) {
                    let end = self.end_of(months)?.max(self.extended.unwrap_or(Date::MIN));
                    ensure(today > end, "a direction executed before its time was over")?;
                    ensure(self.detained_from.is_none() && !self.breach, "executed in detention or breach")?;
                }
                ensure(self.executed.insert(*part), "a part executed twice")?;
                self.executed_ever += 1;
            }
            Step::CompleteExecution => {
                ensure(self.executed.len() == self.parts, "complete with parts left")?;
                ensure(self.opposed.is_none() && !self.halted && !self.breach, "complete with matters open")?;
                self.final_bar = true;
            }
            Step::ReportBreach { .. } => self.breach = true,
            Step::AnswerBreach { .. } => {
                ensure(self.breach, "an answer to nothing")?;
                self.breach = false;
            }
            _ => {}
        }
        Ok(())
    }

    /// Last day of a period of months from the start, with the days of detention.
    fn end_of(&self, months: u8) -> Result<Date, String> {
        let from = self.started.ok_or("a direction before the start")?;
        Ok(plus(from.saturating_add(i64::from(months).months()), self.detained - 1))
    }

    fn cap(&self, today: Date) -> Result<Date, String> {
        let lasting = self.detained_from.and_then(|from| from.until(today).ok());
        Ok(plus(self.end_of(12)?, lasting.map_or(0, |span| i64::from(span.get_days()))))
    }

    fn court(&mut self, step: &Step) -> Heard {
        match step {
            Step::BringToCourt { served_on, hearing_on } => {
                ensure(self.opposed.is_some(), "brought to court without opposition")?;
                ensure(*hearing_on > plus(*served_on, 10), "less than ten days between service and hearing")?;
                self.hearing = Some(*hearing_on);
            }
            Step::Summon { ground } => {
                ensure(self.issued, "summoned under an order that was not issued")?;
                match ground {
                    SummonsGround::NotKept => ensure(self.breach, "summoned without a breach")?,
                    SummonsGround::NewFacts => ensure(self.halted, "summoned without new facts")?,
                    SummonsGround::Complaint { .. } => {}
                }
                self.summoned = true;
                self.final_bar = false;
                self.breach = false;
            }
            Step::RecordCourtResult { on, result } => {
                ensure(self.summoned || self.hearing.is_some(), "a result of nothing")?;
                ensure(self.hearing.is_none_or(|hearing| *on >= hearing), "a result before the hearing")?;
                if *result == CourtResult::OppositionInadmissible {
                    ensure(!self.summoned, "a summons answered by hearing no opposition")?;
                    (self.opposed, self.hearing) = (None, None);
                } else {
                    self.annulled = true;
                    (self.hearing, self.summoned) = (None, false);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether the procedure says the same of what it stands for.
    pub(crate) fn agrees(&self, state: &State, today: Date) -> Heard {
        ensure(state.destroyed == self.destroyed, "destroyed")?;
        let barred = matches!(state.end, Some(End::FullyExecuted | End::Withdrawn));
        ensure(barred == self.final_bar, "the bar of a second prosecution")?;
        ensure((state.end == Some(End::Annulled)) == self.annulled, "annulled")?;
        ensure(state.is_opposed() == self.opposed.is_some(), "opposed")?;
        ensure(state.is_suspended() == (self.opposed == Some(true)), "suspended")?;
        ensure(state.executed == self.executed, "parts executed")?;
        let ever = u32::from(state.executed_before) + u32::try_from(state.executed.len()).unwrap_or(0);
        ensure(ever == self.executed_ever, "an executed part was lost count of")?;
        ensure(state.halted.is_some() == self.halted, "halted")?;
        ensure(state.breach_waits == self.breach, "breach")?;
        if let (Some(ending), Some(_)) = (state.direction_ending(2, today), self.started) {
            ensure(ending.last_day <= self.cap(today)?, "a direction runs past a year")?;
        }
        Ok(())
    }
}
