//! An order that may be issued: complete, within the bounds of the law, on a decision that carries it, and with the rules
//! asked once more with all that the order says. May not be made in any other way, also not by reading it back.

use super::draft::{DirectionDraft, Disposal, Draft, FormDraft, SanctionDraft};
use super::lacking::Lacking;
use super::outline::Outline;
use crate::decision::Decision;
use crate::document::{
    Carrier, Direction, DirectionForm, Directions, Letterhead, Line, PenalOrder, Sanction, Status,
};
use crate::procedure::Step;
use crate::text::listed;
use authority::{Hand, mark};
use jiff::civil::Date;
use rules::{Assessment, FactName, Facts, Finding, Route, RuleId, Standing, Strength, Value, assess};
use serde::Serialize;
use vocab::{CarrierId, DecisionId, OrderId};

/// An order that may be issued by one prosecutor on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[doc(alias = "strafbeschikking")]
pub struct ReadyOrder {
    draft: Draft,
    outline: Outline,
    assessment: Assessment,
    issuer: Line,
    day: Date,
}

/// Why a draft can't be issued.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotReady {
    /// The decision is another one, or not one on a penal order.
    #[error(
        "the order carries out decision {draft}, and this is {decision} on {route}; draw up an order for a decision on a penal order"
    )]
    OtherDecision {
        /// Named in the draft.
        draft: DecisionId,
        /// Given.
        decision: DecisionId,
        /// Its route.
        route: Route,
    },
    /// Something is missing.
    #[error("the order lacks {}: {}", .0.len(), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Lacking(Vec<Lacking>),
    /// The rules don't let it be issued.
    #[error("the rules say of the issue: {}; {}", .0.word(), told(.0))]
    Rules(Standing),
    /// Policy asks for something that is not met, and no reason was given.
    #[error("policy asks for what is not met: {}; meet it, or give a reason of its own for each", listed(.0.iter().map(|finding| finding.rule)))]
    Unanswered(Vec<Finding>),
    /// A reason that nothing asks for.
    #[error("no reason is asked for {0}; leave it out")]
    Unasked(RuleId),
    /// The name of the prosecutor can't be written down.
    #[error("the name of the prosecutor can't be written down: {0}")]
    Name(String),
}

fn told(standing: &Standing) -> String {
    match standing {
        Standing::Open => "nothing stands in the way".to_owned(),
        Standing::Barred { by } => format!("barred by {}; it can't be overridden", listed(by)),
        Standing::Stopped { by } => format!("on hold by {}; look into that first", listed(by)),
        Standing::Unsettled { facts } => format!("establish {}", listed(facts)),
    }
}

/// What is printed around an order and is known when it is issued.
#[derive(Clone, Debug)]
pub struct Imprint {
    /// Sender, reference and office; the status is set to issued.
    pub letterhead: Letterhead,
    /// Number of the order.
    pub number: Line,
}

impl Draft {
    /// Checks everything and gives the order that may be issued: by this prosecutor, on this day, for this decision.
    /// `seized` are the carriers seized from the person; `known` are the facts that stand today.
    ///
    /// # Errors
    /// Says all that is lacking, or how the rules stand in the way.
    pub fn ready(
        &self,
        decision: &Decision,
        known: &Facts,
        seized: &[CarrierId],
        day: Date,
        hand: &Hand<'_, mark::Prosecutor>,
    ) -> Result<ReadyOrder, NotReady> {
        if decision.id != self.decision || decision.route != Route::PenalOrder {
            let (draft, decision, route) = (self.decision, decision.id, decision.route);
            return Err(NotReady::OtherDecision { draft, decision, route });
        }
        let issuer = Line::new(hand.name()).map_err(|error| NotReady::Name(error.to_string()))?;
        let adult = known.get(FactName::Adult) == Some(Value::Yes);
        let lacking = self.lacking(day, hand.name(), adult, seized);
        if !lacking.is_empty() {
            return Err(NotReady::Lacking(lacking));
        }
        let mut facts = *known;
        let decided_on =
            decision.basis.facts.get(FactName::DecisionDay).map(|day| (FactName::DecisionDay, day));
        let seized_fact = (FactName::CarriersSeized, Value::from(!seized.is_empty()));
        let of_order = self.rule_facts(day, hand.name(), adult, seized);
        for (name, value) in of_order.into_iter().chain(decided_on).chain([seized_fact]) {
            // Each is of the kind that its name asks for; a wrong one would be left unknown and stop the issue.
            let _ = facts.insert(name, value);
        }
        let assessment = assess(&facts, decision.basis.assessment.edition);
        for standing in [assessment.route(Route::PenalOrder), &assessment.issue] {
            if *standing != Standing::Open {
                return Err(NotReady::Rules(standing.clone()));
            }
        }
        self.answered(decision, &assessment)?;
        Ok(ReadyOrder { draft: self.clone(), outline: self.outline(day, adult), assessment, issuer, day })
    }

    /// Each demand of policy that is not met has its reason, in the decision or here.
    fn answered(&self, decision: &Decision, assessment: &Assessment) -> Result<(), NotReady> {
        let asked: Vec<&Finding> =
            assessment.asks_reason().filter(|finding| finding.strength == Strength::Policy).collect();
        let decided = |rule: RuleId| decision.answers.iter().any(|answer| answer.rule == rule);
        let given = |rule: RuleId| self.answers.iter().any(|answer| answer.rule == rule);
        if let Some(stray) =
            self.answers.iter().find(|answer| !asked.iter().any(|finding| finding.rule == answer.rule))
        {
            return Err(NotReady::Unasked(stray.rule));
        }
        let open: Vec<Finding> = asked
            .into_iter()
            .filter(|finding| !decided(finding.rule) && !given(finding.rule))
            .cloned()
            .collect();
        if open.is_empty() { Ok(()) } else { Err(NotReady::Unanswered(open)) }
    }
}

impl ReadyOrder {
    /// Its id.
    pub fn id(&self) -> OrderId {
        self.draft.id
    }

    /// The draft that was checked.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// In outline.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// What the rules said, with all that the order says.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The day on which it may be issued.
    pub fn day(&self) -> Date {
        self.day
    }

    /// Who may issue it, by name.
    pub fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    /// The step that issues it; the procedure holds it to the law once more.
    pub fn issue(&self) -> Step {
        Step::Issue { order: self.draft.id, outline: self.outline.clone() }
    }

    /// The step that puts it in the place of an earlier order for the same fact.
    pub fn amend(&self, same_fact: bool) -> Step {
        Step::Amend { order: self.draft.id, outline: self.outline.clone(), same_fact }
    }

    /// Its directions on behaviour, in the order of their parts.
    pub fn printed_directions(&self) -> impl Iterator<Item = Direction> + '_ {
        // A checked draft has every field that a direction needs.
        self.draft.directions.iter().filter_map(direction)
    }

    /// The order as it is printed. `None` never comes of an order that was checked.
    pub fn document(&self, imprint: Imprint) -> Option<PenalOrder> {
        let draft = &self.draft;
        let Imprint { mut letterhead, number } = imprint;
        letterhead.status = Status::Issued { on: self.day };
        let established = draft.established.as_ref()?;
        let list: Option<Vec<Direction>> = draft.directions.iter().map(direction).collect();
        let directions = match (draft.advice.clone(), list?) {
            (_, list) if list.is_empty() => None,
            (advice, list) => Some(Directions {
                advice: advice?.of,
                from: draft.directions_from,
                months: draft.direction_months,
                list,
            }),
        };
        let sanctions: Option<Vec<Sanction>> =
            draft.sanctions.iter().map(|sanction| printed(sanction, draft)).collect();
        let given_up = draft.carriers.iter().filter_map(|carrier| match carrier.disposal {
            Disposal::Kept { .. } => None,
            Disposal::GivenUp => Some(Carrier { withdrawn: false, ..carrier.carrier.clone() }),
            Disposal::GivenUpAndWithdrawn => Some(Carrier { withdrawn: true, ..carrier.carrier.clone() }),
        });
        Some(PenalOrder {
            letterhead,
            number,
            suspect: draft.suspect.clone()?,
            facts: draft.facts.clone(),
            established_by: established.by.clone(),
            established_on: established.on,
            grounds: established.grounds.clone(),
            sanctions: sanctions?,
            carriers: given_up.collect(),
            surrender_by: draft.surrender_by,
            directions,
            hearing: draft.hearing.as_ref().map(|on| on.of.hearing.clone()),
            positions: draft.positions.clone(),
            opposition: draft.opposition.clone()?,
            execution: draft.execution.clone()?,
            translation: draft.translation.clone(),
        })
    }
}

fn printed(sanction: &SanctionDraft, draft: &Draft) -> Option<Sanction> {
    Some(match sanction.clone() {
        SanctionDraft::CommunityService { hours, by } => {
            Sanction::CommunityService { hours, by, signed_off_by: draft.sign_off.as_ref()?.of.by.clone() }
        }
        SanctionDraft::Fine { euro, by } => Sanction::Fine { euro, by },
        SanctionDraft::Compensation { euro, by } => Sanction::Compensation { euro, by },
        SanctionDraft::Donation { euro, to, by } => Sanction::Donation { euro, to, by },
    })
}

fn direction(draft: &DirectionDraft) -> Option<Direction> {
    let form = match draft.form.clone() {
        FormDraft::Conduct => DirectionForm::Conduct,
        FormDraft::Contact { frequency } => DirectionForm::Contact { frequency: frequency? },
        FormDraft::Treatment { sessions_max, provider } => {
            DirectionForm::Treatment { sessions_max: sessions_max?, provider: provider? }
        }
        FormDraft::DeviceCheck { devices, manner, frequency, kept } => {
            DirectionForm::DeviceCheck { devices, manner: manner?, frequency: frequency?, kept: kept? }
        }
    };
    Some(Direction {
        what: draft.what.clone()?,
        purpose: draft.purpose.clone()?,
        by: draft.by.clone()?,
        until: draft.until?,
        form,
    })
}
