//! Issuing an order, replacing one, and seeing what still keeps one from being issued.

use super::print_decision::{letterhead_of, office};
use super::take_step::{last, unlawful};
use crate::file::{self, Entry, IssuedOrder, PersonFile};
use crate::gate::{Act, Deed, Details};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Hand, Subject, mark};
use casework::authorisation::dutch_day;
use casework::decision::{Decision, official};
use casework::document::{Line, Office, Opposition, PenalOrder};
use casework::fact::{FiledFact, gather};
use casework::follow_up::FollowUp;
use casework::order::{Draft, Established, Imprint, NotReady, ReadyOrder};
use casework::procedure::Procedure;
use rules::{FactName, Facts, limits};
use serde::Serialize;
use store::Tx;
use vocab::{CarrierId, OrderId};

/// What there is to issue: the draft with what is on file, and what it is held against.
struct Assembled {
    draft: Draft,
    decision: Decision,
    known: Facts,
    seized: Vec<CarrierId>,
    office: Office,
}

const ISSUER: &str = "only a prosecutor issues an order";

fn missing(text: String, hint: &str) -> AppError {
    AppError::new(AppErrorKind::Missing, text, hint)
}

impl Assembled {
    fn of(act: &Act<'_>, file: &PersonFile) -> Result<Self, AppError> {
        let mut draft = file.draft.clone().ok_or_else(|| {
            missing(
                format!("no order is drawn up for {}", file.label),
                "Draw one up with `hoeder order draft`",
            )
        })?;
        if file.orders.iter().any(|order| order.id == draft.id) {
            let text = format!("order {} was issued already", draft.id);
            return Err(missing(text, "Draw up what is to take its place with `hoeder order draft`"));
        }
        let decision = file.decision().filter(|decision| decision.id == draft.decision).cloned();
        let decision = decision.ok_or_else(|| {
            let text = "the draft carries out a decision that is no longer the last".to_owned();
            missing(text, "Draw the order up again on the last decision, with `hoeder order draft`")
        })?;
        let sheet = office(act)?;
        draft.suspect = draft.suspect.or_else(|| file.identity.as_ref().map(|who| who.suspect.clone()));
        draft.hearing.clone_from(&file.hearing);
        draft.advice.clone_from(&file.advice);
        draft.sign_off.clone_from(&file.sign_off);
        draft.established = established(file)?;
        let days = u16::try_from(limits(act.today()).opposition.bound).unwrap_or(u16::MAX);
        draft.opposition = draft.opposition.or(Some(Opposition { days, channels: sheet.opposition }));
        draft.execution = draft.execution.or(Some(sheet.execution));
        let seized = file::seized(act, file)?;
        let known = gather(&file.facts).facts;
        Ok(Self { draft, decision, known, seized, office: sheet.office })
    }

    fn ready(&self, act: &Act<'_>, hand: &Hand<'_, mark::Prosecutor>) -> Result<ReadyOrder, NotReady> {
        self.draft.ready(&self.decision, &self.known, &self.seized, act.today(), hand)
    }
}

/// Guilt, as a prosecutor established it as a fact that stands.
fn established(file: &PersonFile) -> Result<Option<Established>, AppError> {
    let guilt = |filed: &&FiledFact| filed.fact.name == FactName::GuiltEstablished && filed.speaks();
    let stands = file.facts.iter().rev().find(guilt);
    let Some(filed) = stands else { return Ok(None) };
    let fact = &filed.fact;
    Ok(Some(Established {
        by: official(&fact.by, fact.role).map_err(AppError::invalid)?,
        on: dutch_day(fact.at),
        grounds: fact.because.clone(),
    }))
}

fn printed(file: &PersonFile, office: Office, ready: &ReadyOrder) -> Result<PenalOrder, AppError> {
    let letterhead = letterhead_of(file, office, ready.day())?;
    let number = Line::new(&ready.id().to_string()).map_err(AppError::invalid)?;
    let document = ready.document(Imprint { letterhead, number });
    document.ok_or_else(|| AppError::invalid("the order lacks a part of its document"))
}

/// What still keeps an order from being issued today.
#[derive(Debug)]
pub struct CheckOrder {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
}

/// Whether an order could be issued, and what stands in the way.
#[derive(Clone, Debug, Serialize)]
pub struct CheckedOrder {
    /// The order.
    pub order: OrderId,
    /// What stands in the way, one a line; empty where nothing does.
    pub lacking: Vec<String>,
}

impl Deed for CheckOrder {
    type Done = CheckedOrder;
    type Output = CheckedOrder;

    fn name(&self) -> DeedName {
        DeedName::CheckOrder
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<CheckedOrder, AppError> {
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let assembled = Assembled::of(act, &file)?;
        let lacking = match assembled.ready(act, &act.hand(ISSUER)?) {
            Ok(_) => Vec::new(),
            Err(NotReady::Lacking(lacking)) => lacking.iter().map(ToString::to_string).collect(),
            Err(other) => vec![other.to_string()],
        };
        Ok(CheckedOrder { order: assembled.draft.id, lacking })
    }

    fn keep(
        self,
        checked: CheckedOrder,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<CheckedOrder, AppError> {
        details.insert("order".into(), checked.order.to_string().into());
        details.insert("lacking".into(), crate::gate::count(checked.lacking.len()));
        Ok(checked)
    }
}

/// Issues an order, or replaces one by another for the same fact.
#[derive(Debug)]
pub struct IssueOrder {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// Whether it replaces the order that is under way; the prosecutor then states that it is for the same fact.
    pub amends: bool,
}

impl Deed for IssueOrder {
    type Done = (PersonFile, Procedure, Box<IssuedOrder>);
    type Output = IssuedOrder;

    fn name(&self) -> DeedName {
        if self.amends { DeedName::AmendOrder } else { DeedName::IssueOrder }
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let assembled = Assembled::of(act, &file)?;
        let hand = act.hand(ISSUER)?;
        let ready = assembled.ready(act, &hand).map_err(|refused| {
            let hint = "See all that is lacking with `hoeder order check`";
            AppError::new(AppErrorKind::Invalid, refused, hint)
        })?;
        let step = if self.amends { ready.amend(true) } else { ready.issue() };
        let at = act.now();
        let next = file.procedure()?.take(step, ready.day(), at, &hand).map_err(unlawful)?;
        let label = file.label.parse().map_err(AppError::invalid)?;
        let order = IssuedOrder {
            id: ready.id(),
            decision: assembled.decision.id,
            document: printed(&file, assembled.office, &ready)?,
            assessment: ready.assessment().clone(),
            follow_up: FollowUp::begin(&ready, label),
        };
        Ok((file, next, Box::new(order)))
    }

    fn keep(
        self,
        (file, procedure, order): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<IssuedOrder, AppError> {
        file.keep(act, tx, &Entry::Order(order.clone()), details)?;
        file.keep(act, tx, &Entry::Step(last(&procedure)?), details)?;
        Ok(*order)
    }
}
